//! `System.Text.StringBuilder`.

use super::culture_info::provider;
use super::{string, utf16};
use crate::object::{Object, Opaque};
use crate::text::culture::Culture;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, join, settable, throw};
use crate::{Lock, Result, Str, Value, access};

/// The payload: the text and the capacity that .NET would show.
pub struct StringBuilder {
    text: Lock<String>,
    /// The text's length in UTF-16 units: counting it anew for each piece would make building quadratic.
    len: Lock<usize>,
    capacity: Lock<usize>,
    max: usize,
}

impl Opaque for StringBuilder {}

impl StringBuilder {
    /// Takes a new length, and the capacity that .NET would have for it.
    fn grown(&self, len: usize) {
        *self.len.lock() = len;
        let mut capacity = self.capacity.lock();
        if len > *capacity {
            *capacity = len.max(*capacity * 2);
        }
    }
}

const MAX: usize = i32::MAX as usize;
const RANGE: &str = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.";

fn made(text: &str, capacity: usize) -> Value {
    made_with(text, capacity, MAX)
}

fn made_with(text: &str, capacity: usize, max: usize) -> Value {
    let capacity = if capacity == 0 { 16 } else { capacity };
    Value::Object(Object::opaque(
        STRING_BUILDER,
        StringBuilder {
            text: Lock::new(text.to_owned()),
            len: Lock::new(utf16::len(text)),
            capacity: Lock::new(capacity.max(utf16::len(text))),
            max,
        },
    ))
}

fn of(this: &Value) -> Result<&StringBuilder> {
    this.payload::<StringBuilder>()
        .ok_or_else(|| throw::argument_null("this"))
}

/// The text of a builder.
pub fn text(this: &Value) -> String {
    this.payload::<StringBuilder>()
        .map(|builder| builder.text.lock().clone())
        .unwrap_or_default()
}

/// An empty builder.
pub fn new() -> Value {
    made("", 0)
}

/// Writes behind the text of a builder.
///
/// # Errors
/// `ArgumentNullException` for anything else.
pub fn push(this: &Value, more: &str) -> Result<()> {
    append(this, more).map(drop)
}

/// Changes the text and gives the builder back.
fn change(this: &Value, change: impl FnOnce(&mut String) -> Result<()>) -> Result<Value> {
    let builder = of(this)?;
    {
        let mut text = builder.text.lock();
        change(&mut text)?;
        builder.grown(utf16::len(&text));
    }
    Ok(this.clone())
}

fn append(this: &Value, more: &str) -> Result<Value> {
    let builder = of(this)?;
    let mut text = builder.text.lock();
    text.push_str(more);
    let len = *builder.len.lock() + utf16::len(more);
    builder.grown(len);
    drop(text);
    Ok(this.clone())
}

fn appended(this: &Value, value: &Value) -> Result<Value> {
    let more = if value.is_null() {
        Str::default()
    } else {
        access::to_text(value)?
    };
    append(this, &more)
}

fn units_text(value: &Value) -> String {
    utf16::text(&string::units(value))
}

fn part_of(text: &str, start: i32, count: i32) -> Result<String> {
    let len = utf16::len(text);
    let start = usize::try_from(start)
        .ok()
        .filter(|start| *start <= len)
        .ok_or_else(|| throw::argument_out_of_range(RANGE, "startIndex"))?;
    let count = usize::try_from(count)
        .ok()
        .filter(|count| start + count <= len)
        .ok_or_else(|| throw::argument_out_of_range(RANGE, "count"))?;
    Ok(utf16::slice(text, start, start + count))
}

fn insert(this: &Value, at: i32, more: &str) -> Result<Value> {
    change(this, |text| {
        let at = usize::try_from(at)
            .ok()
            .filter(|at| *at <= utf16::len(text))
            .ok_or_else(|| throw::argument_out_of_range(RANGE, "index"))?;
        let byte = utf16::byte_at(text, at);
        text.insert_str(byte, more);
        Ok(())
    })
}

fn inserted(this: &Value, args: &[Value]) -> Result<Value> {
    let more = if args.at(1).is_null() {
        Str::default()
    } else {
        access::to_text(args.at(1))?
    };
    insert(this, args.int(0), &more)
}

fn remove(this: &Value, start: i32, count: i32) -> Result<Value> {
    change(this, |text| {
        let len = utf16::len(text);
        if count < 0 {
            return Err(throw::argument_out_of_range(
                "Length cannot be less than zero.",
                "length",
            ));
        }
        if start < 0 {
            return Err(throw::argument_out_of_range(
                "StartIndex cannot be less than zero.",
                "startIndex",
            ));
        }
        let (start, count) = (start as usize, count as usize);
        if start + count > len {
            return Err(throw::argument_out_of_range(RANGE, "length"));
        }
        let (from, to) = (
            utf16::byte_at(text, start),
            utf16::byte_at(text, start + count),
        );
        text.replace_range(from..to, "");
        Ok(())
    })
}

fn replace(this: &Value, old: Option<Str>, new: &str, range: Option<(i32, i32)>) -> Result<Value> {
    let old = old.ok_or_else(|| throw::argument_null("oldValue"))?;
    if old.is_empty() {
        return Err(throw::argument(
            "The value cannot be an empty string.",
            "oldValue",
        ));
    }
    change(this, |text| {
        let Some((start, count)) = range else {
            *text = text.replace(old.as_str(), new);
            return Ok(());
        };
        let part = part_of(text, start, count)?;
        let (from, to) = (
            utf16::byte_at(text, start as usize),
            utf16::byte_at(text, (start + count) as usize),
        );
        text.replace_range(from..to, &part.replace(old.as_str(), new));
        Ok(())
    })
}

fn unit(args: &[Value], at: usize) -> Str {
    utf16::unit_text(args.unit(at)).into()
}

const CONSTRUCTORS: &[Method] = &[
    method!("System.Text.StringBuilder()", |_, _| made("", 16)),
    method!(
        "System.Text.StringBuilder(int capacity)",
        |_, args| match usize::try_from(args.int(0)) {
            Ok(capacity) => {
                throw::unless_capacity(args.int(0))?;
                Ok(made("", capacity))
            }
            Err(_) => Err(throw::argument_out_of_range(
                "'capacity' must be greater than zero.",
                "capacity"
            )),
        }
    ),
    method!("System.Text.StringBuilder(string value)", |_, args| made(
        args.text(0),
        16
    )),
    method!(
        "System.Text.StringBuilder(string value, int capacity)",
        |_, args| made(args.text(0), args.int(1).max(0) as usize)
    ),
    method!(
        "System.Text.StringBuilder(string value, int startIndex, int length, int capacity)",
        |_, args| {
            made(
                &part_of(args.text(0), args.int(1), args.int(2))?,
                args.int(3).max(0) as usize,
            )
        }
    ),
    method!(
        "System.Text.StringBuilder(int capacity, int maxCapacity)",
        |_, args| { made_with("", args.int(0).max(0) as usize, args.int(1).max(1) as usize) }
    ),
];

const PROPERTIES: &[Property] = &[
    settable(
        "int Capacity {get;set;}",
        |this| Ok(Value::Int32(*of(this)?.capacity.lock() as i32)),
        |this, new| {
            let builder = of(this)?;
            let len = utf16::len(&builder.text.lock());
            if new.int() < len as i32 {
                return Err(throw::argument_out_of_range(
                    "capacity was less than the current size.",
                    "value",
                ));
            }
            *builder.capacity.lock() = new.int() as usize;
            Ok(())
        },
    ),
    property!("int MaxCapacity {get;}", |this| of(this)?.max),
    settable(
        "int Length {get;set;}",
        |this| Ok(Value::Int32(utf16::len(&of(this)?.text.lock()) as i32)),
        |this, new| {
            let wanted = usize::try_from(new.int()).map_err(|_| {
                throw::argument_out_of_range("Length cannot be less than zero.", "value")
            })?;
            change(this, |text| {
                let len = utf16::len(text);
                if wanted <= len {
                    text.truncate(utf16::byte_at(text, wanted));
                } else {
                    text.extend(std::iter::repeat_n('\0', wanted - len));
                }
                Ok(())
            })
            .map(drop)
        },
    ),
];

macro_rules! each {
    ($($ty:literal)*) => {
        (
            &[$(method!(concat!("System.Text.StringBuilder Append(", $ty, " value)"), |this, args| appended(this, args.at(0))),)*],
            &[$(method!(concat!("System.Text.StringBuilder Insert(int index, ", $ty, " value)"), |this, args| inserted(this, args)),)*],
        )
    };
}

const EACH: (&[Method], &[Method]) = each!(
    "string" "bool" "sbyte" "byte" "char" "short" "int" "long" "float" "double" "decimal" "ushort" "uint" "ulong" "System.Object"
);
const APPEND: &[Method] = EACH.0;
const INSERT: &[Method] = EACH.1;

fn join_texts(separator: &str, values: &Value) -> Result<String> {
    let mut parts = Vec::new();
    for item in values.items() {
        parts.push(access::to_text(&item)?.to_string());
    }
    Ok(parts.join(separator))
}

fn formatted(
    this: &Value,
    culture: &'static Culture,
    format: Option<Str>,
    args: &[Value],
) -> Result<Value> {
    let more = string::format(culture, format, args)?;
    append(this, &more)
}

const METHODS: &[Method] = &[
    method!(
        "System.Text.StringBuilder Append(char value, int repeatCount)",
        |this, args| match usize::try_from(args.int(1)) {
            Ok(count) => append(this, &utf16::unit_text(args.unit(0)).repeat(count)),
            Err(_) => Err(throw::argument_out_of_range(
                "Count cannot be less than zero.",
                "repeatCount"
            )),
        }
    ),
    method!(
        "System.Text.StringBuilder Append(char[] value)",
        |this, args| append(this, &units_text(args.at(0)))
    ),
    method!(
        "System.Text.StringBuilder Append(char[] value, int startIndex, int charCount)",
        |this, args| {
            append(
                this,
                &part_of(&units_text(args.at(0)), args.int(1), args.int(2))?,
            )
        }
    ),
    method!(
        "System.Text.StringBuilder Append(string value, int startIndex, int count)",
        |this, args| { append(this, &part_of(args.text(0), args.int(1), args.int(2))?) }
    ),
    method!(
        "System.Text.StringBuilder Append(System.Text.StringBuilder value)",
        |this, args| append(this, &text(args.at(0)))
    ),
    method!(
        "System.Text.StringBuilder Append(System.Text.StringBuilder value, int startIndex, int count)",
        |this, args| { append(this, &part_of(&text(args.at(0)), args.int(1), args.int(2))?) }
    ),
    method!(
        "System.Text.StringBuilder AppendFormat(string format, System.Object arg0)",
        |this, args| formatted(this, Culture::current(), args.string(0), &args[1..])
    ),
    method!(
        "System.Text.StringBuilder AppendFormat(string format, System.Object arg0, System.Object arg1)",
        |this, args| { formatted(this, Culture::current(), args.string(0), &args[1..]) }
    ),
    method!(
        "System.Text.StringBuilder AppendFormat(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
        |this, args| { formatted(this, Culture::current(), args.string(0), &args[1..]) }
    ),
    method!(
        "System.Text.StringBuilder AppendFormat(string format, Params System.Object[] args)",
        |this, args| { formatted(this, Culture::current(), args.string(0), &args.items(1)) }
    ),
    method!(
        "System.Text.StringBuilder AppendFormat(System.IFormatProvider provider, string format, Params System.Object[] args)",
        |this, args| { formatted(this, provider(args.at(0)), args.string(1), &args.items(2)) }
    ),
    method!(
        "System.Text.StringBuilder AppendJoin(string separator, Params System.Object[] values)",
        |this, args| append(this, &join_texts(args.text(0), args.at(1))?)
    ),
    method!(
        "System.Text.StringBuilder AppendJoin(string separator, Params string[] values)",
        |this, args| append(this, &join_texts(args.text(0), args.at(1))?)
    ),
    method!(
        "System.Text.StringBuilder AppendJoin(char separator, Params System.Object[] values)",
        |this, args| { append(this, &join_texts(&unit(args, 0), args.at(1))?) }
    ),
    method!(
        "System.Text.StringBuilder AppendJoin(char separator, Params string[] values)",
        |this, args| append(this, &join_texts(&unit(args, 0), args.at(1))?)
    ),
    method!("System.Text.StringBuilder AppendLine()", |this, _| append(
        this, "\n"
    )),
    method!(
        "System.Text.StringBuilder AppendLine(string value)",
        |this, args| append(this, &format!("{}\n", args.text(0)))
    ),
    method!("System.Text.StringBuilder Clear()", |this, _| change(
        this,
        |text| {
            text.clear();
            Ok(())
        }
    )),
    method!("char Chars(int index) {get;set;}", |this, args| {
        let units = utf16::units(&text(this));
        usize::try_from(args.int(0))
            .ok()
            .and_then(|at| units.get(at))
            .map(|unit| Value::Char(*unit))
            .ok_or_else(|| {
                throw::of(
                    super::exceptions::INDEX_OUT_OF_RANGE,
                    "Index was outside the bounds of the array.",
                )
            })
    }),
    method!("void set_Item(int index, char value)", |this, args| {
        set_unit(this, args)
    }),
    method!("void set_Chars(int index, char value)", |this, args| {
        set_unit(this, args)
    }),
    method!(
        "void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)",
        |this, args| {
            let part = utf16::units(&part_of(&text(this), args.int(0), args.int(3))?);
            let Some(array) = args.at(1).as_array() else {
                return Err(throw::argument_null("destination"));
            };
            let start = usize::try_from(args.int(2)).ok().filter(|start| start + part.len() <= array.len()).ok_or_else(|| {
            throw::argument("Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.", "")
        })?;
            for (at, unit) in part.into_iter().enumerate() {
                array.set(start + at, Value::Char(unit));
            }
            Ok(Value::Nothing)
        }
    ),
    method!("int EnsureCapacity(int capacity)", |this, args| {
        if args.int(0) < 0 {
            return Err(throw::argument_out_of_range(
                "Capacity must be positive.",
                "capacity",
            ));
        }
        let mut capacity = of(this)?.capacity.lock();
        *capacity = (*capacity).max(args.int(0) as usize);
        Ok(Value::Int32(*capacity as i32))
    }),
    method!(
        "bool Equals(System.Text.StringBuilder sb)",
        |this, args| args.at(0).payload::<StringBuilder>().is_some()
            && text(this) == text(args.at(0))
    ),
    method!(
        "System.Text.StringBuilder Insert(int index, string value, int count)",
        |this, args| match usize::try_from(args.int(2)) {
            Ok(count) => insert(this, args.int(0), &args.text(1).repeat(count)),
            Err(_) => Err(throw::argument_out_of_range(
                "Non-negative number required.",
                "count"
            )),
        }
    ),
    method!(
        "System.Text.StringBuilder Insert(int index, char[] value)",
        |this, args| insert(this, args.int(0), &units_text(args.at(1)))
    ),
    method!(
        "System.Text.StringBuilder Insert(int index, char[] value, int startIndex, int charCount)",
        |this, args| {
            insert(
                this,
                args.int(0),
                &part_of(&units_text(args.at(1)), args.int(2), args.int(3))?,
            )
        }
    ),
    method!(
        "System.Text.StringBuilder Remove(int startIndex, int length)",
        |this, args| remove(this, args.int(0), args.int(1))
    ),
    method!(
        "System.Text.StringBuilder Replace(string oldValue, string newValue)",
        |this, args| replace(this, args.string(0), args.text(1), None)
    ),
    method!(
        "System.Text.StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)",
        |this, args| {
            replace(
                this,
                args.string(0),
                args.text(1),
                Some((args.int(2), args.int(3))),
            )
        }
    ),
    method!(
        "System.Text.StringBuilder Replace(char oldChar, char newChar)",
        |this, args| replace(this, Some(unit(args, 0)), &unit(args, 1), None)
    ),
    method!(
        "System.Text.StringBuilder Replace(char oldChar, char newChar, int startIndex, int count)",
        |this, args| {
            replace(
                this,
                Some(unit(args, 0)),
                &unit(args, 1),
                Some((args.int(2), args.int(3))),
            )
        }
    ),
    method!("string ToString()", |this, _| text(this)),
    method!(
        "string ToString(int startIndex, int length)",
        |this, args| {
            let text = text(this);
            let len = utf16::len(&text) as i32;
            let (start, count) = (args.int(0), args.int(1));
            if start < 0 {
                return Err(throw::argument_out_of_range(
                    "StartIndex cannot be less than zero.",
                    "startIndex",
                ));
            }
            if start > len {
                return Err(throw::argument_out_of_range(
                    "startIndex cannot be larger than length of string.",
                    "startIndex",
                ));
            }
            if count < 0 {
                return Err(throw::argument_out_of_range(
                    "Length cannot be less than zero.",
                    "length",
                ));
            }
            if start > len - count {
                return Err(throw::argument_out_of_range(
                    "Index and length must refer to a location within the string.",
                    "length",
                ));
            }
            Ok(Value::from(utf16::slice(
                &text,
                start as usize,
                (start + count) as usize,
            )))
        }
    ),
];

fn set_unit(this: &Value, args: &[Value]) -> Result<()> {
    change(this, |text| {
        let mut units = utf16::units(text);
        let slot = usize::try_from(args.int(0))
            .ok()
            .and_then(|at| units.get_mut(at))
            .ok_or_else(|| throw::index_out_of_range("index"))?;
        *slot = args.unit(1);
        *text = utf16::text(&units);
        Ok(())
    })
    .map(drop)
}

/// `System.Text.StringBuilder`.
pub const STRING_BUILDER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Text.StringBuilder")
        .interfaces(&[super::interfaces::SERIALIZABLE])
        .constructors(CONSTRUCTORS)
        .methods(join![APPEND, METHODS, INSERT])
        .properties(PROPERTIES);
    Type(&INFO)
};

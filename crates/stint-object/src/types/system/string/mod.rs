//! `System.String`.

mod edit;
mod search;
mod statics;

pub use statics::format;

use super::culture_info::provider;
use super::interfaces as i;
use super::utf16;
use crate::Lock;
use crate::text::casing;
use crate::text::collation::{self, CompareOptions};
use crate::text::culture::Culture;
use crate::types::native::{Args, Plain, chars, method, property};
use crate::types::{Method, Property, TypeInfo, join, throw};
use crate::{Result, Str, Value};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.String")
    .interfaces(&[
        i::COMPARABLE,
        i::IENUMERABLE,
        i::CONVERTIBLE,
        i::IENUMERABLE_T,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::CLONEABLE,
        i::PARSABLE,
        i::SPAN_PARSABLE,
    ])
    .constructors(CONSTRUCTORS)
    .methods(join![
        METHODS,
        statics::COMPARE,
        statics::CONCAT,
        statics::EQUALS,
        statics::FORMAT,
        statics::JOIN,
        search::INDEX_OF,
        search::INDEX_OF_ANY,
        search::LAST_INDEX_OF,
        search::LAST_INDEX_OF_ANY,
        edit::SPLIT,
        edit::TRIM,
    ])
    .properties(PROPERTIES);

/// How a `StringComparison` compares: the options and whether a culture matters.
#[derive(Clone, Copy)]
pub struct Comparison {
    /// What the comparison overlooks.
    pub options: CompareOptions,
    /// The culture; the invariant one for ordinal comparisons.
    pub culture: &'static Culture,
}

impl Comparison {
    /// By code units.
    pub fn ordinal() -> Self {
        Self {
            options: CompareOptions::ORDINAL,
            culture: Culture::invariant(),
        }
    }

    /// By the current culture.
    pub fn current() -> Self {
        Self {
            options: CompareOptions::NONE,
            culture: Culture::current(),
        }
    }

    /// By the number of a `StringComparison`.
    pub fn of(number: i64) -> Result<Self> {
        let (options, culture) = match number {
            0 => (CompareOptions::NONE, Culture::current()),
            1 => (CompareOptions::IGNORE_CASE, Culture::current()),
            2 => (CompareOptions::NONE, Culture::invariant()),
            3 => (CompareOptions::IGNORE_CASE, Culture::invariant()),
            4 => (CompareOptions::ORDINAL, Culture::invariant()),
            5 => (CompareOptions::ORDINAL_IGNORE_CASE, Culture::invariant()),
            _ => {
                return Err(throw::argument(
                    "The string comparison type passed in is currently not supported.",
                    "comparisonType",
                ));
            }
        };
        Ok(Self { options, culture })
    }

    /// By a culture, ignoring case or not.
    pub fn with(culture: &'static Culture, ignore_case: bool) -> Self {
        Self {
            options: if ignore_case {
                CompareOptions::IGNORE_CASE
            } else {
                CompareOptions::NONE
            },
            culture,
        }
    }
}

/// The difference of two strings that may be null, as .NET's comparisons give it.
pub fn compared(a: Option<Str>, b: Option<Str>, options: CompareOptions, culture: &Culture) -> i32 {
    match (a, b) {
        (None, None) => 0,
        (None, Some(_)) => -1,
        (Some(_), None) => 1,
        (Some(a), Some(b)) => difference(&a, &b, options, culture),
    }
}

fn difference(a: &str, b: &str, options: CompareOptions, culture: &Culture) -> i32 {
    if options == CompareOptions::ORDINAL {
        return casing::compare_ordinal(a, b);
    }
    if options == CompareOptions::ORDINAL_IGNORE_CASE {
        return casing::compare_ordinal_ignore_case(a, b);
    }
    match collation::compare(a, b, options, culture) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// Whether two strings are equal to a comparison.
pub fn equal(a: &str, b: &str, by: Comparison) -> bool {
    match by.options {
        CompareOptions::ORDINAL => a == b,
        _ => difference(a, b, by.options, by.culture) == 0,
    }
}

static CONSTRUCTORS: &[Method] = &[
    method!("string(char[] value)", |_, args| utf16::text(&units(
        args.at(0)
    ))),
    method!(
        "string(char[] value, int startIndex, int length)",
        |_, args| {
            let units = units(args.at(0));
            let (start, len) = search::range(units.len(), args.int(1), args.int(2))?;
            Ok(Value::from(utf16::text(&units[start..start + len]))) as Result<Value>
        }
    ),
    method!("string(char c, int count)", |_, args| {
        match usize::try_from(args.int(1)) {
            Ok(count) => Ok(utf16::text(&vec![args.unit(0); count])),
            Err(_) => Err(throw::argument_out_of_range(
                "'count' must be non-negative.",
                "count",
            )),
        }
    }),
    method!("string(System.ReadOnlySpan[char] value)", |_, args| args
        .text(0)
        .to_owned()),
];

/// The units of a `char[]`.
pub fn units(value: &Value) -> Vec<u16> {
    value.items().iter().map(Plain::unit).collect()
}

static PROPERTIES: &[Property] = &[
    property!("int Length {get;}", |this| utf16::len(this.text())),
    property!("static string Empty", |_| ""),
];

/// The pool of `String.Intern`; what a script writes is not in it.
fn interned(args: &[Value], add: bool) -> Result<Option<Str>> {
    static POOL: LazyLock<Lock<HashSet<Str>>> = LazyLock::new(Lock::default);
    let text = args.string(0).ok_or_else(|| throw::argument_null("str"))?;
    let mut pool = POOL.lock();
    let known = pool.get(&text).cloned();
    if known.is_none() && (add || text.is_empty()) {
        pool.insert(text.clone());
        return Ok(Some(text));
    }
    Ok(known)
}

const METHODS: &[Method] = &[
    method!("char Chars(int index) {get;}", |this, args| {
        let units = utf16::units(this.text());
        match usize::try_from(args.int(0))
            .ok()
            .and_then(|at| units.get(at))
        {
            Some(unit) => Ok(Value::Char(*unit)),
            None => Err(throw::of(
                super::exceptions::INDEX_OUT_OF_RANGE,
                "Index was outside the bounds of the array.",
            )),
        }
    }),
    method!("System.Object Clone()", |this, _| this.clone()),
    method!("int CompareTo(System.Object value)", |this, args| {
        match (args.at(0).is_null(), args.string(0)) {
            (true, _) => Ok(1),
            (_, Some(other)) => Ok(difference(
                this.text(),
                &other,
                CompareOptions::NONE,
                Culture::current(),
            )),
            _ => Err(throw::argument("Object must be of type String.", "")),
        }
    }),
    method!("int CompareTo(string strB)", |this, args| {
        compared(
            this.as_str().cloned(),
            args.string(0),
            CompareOptions::NONE,
            Culture::current(),
        )
    }),
    method!(
        "bool Contains(string value)",
        |this, args| search::contains(this.text(), args.string(0), Comparison::ordinal())
    ),
    method!(
        "bool Contains(string value, System.StringComparison comparisonType)",
        |this, args| {
            search::contains(this.text(), args.string(0), Comparison::of(args.long(1))?)
        }
    ),
    method!("bool Contains(char value)", |this, args| this
        .text()
        .encode_utf16()
        .any(|unit| unit == args.unit(0))),
    method!(
        "bool Contains(char value, System.StringComparison comparisonType)",
        |this, args| {
            search::contains(
                this.text(),
                Some(utf16::unit_text(args.unit(0)).into()),
                Comparison::of(args.long(1))?,
            )
        }
    ),
    method!("static string Copy(string str)", |_, args| args
        .string(0)
        .ok_or_else(|| throw::argument_null("str"))),
    method!(
        "void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)",
        |this, args| { edit::copy_to(this.text(), args) }
    ),
    method!("bool EndsWith(string value)", |this, args| {
        search::ends_with(this.text(), args.string(0), Comparison::current())
    }),
    method!(
        "bool EndsWith(string value, System.StringComparison comparisonType)",
        |this, args| {
            search::ends_with(this.text(), args.string(0), Comparison::of(args.long(1))?)
        }
    ),
    method!(
        "bool EndsWith(string value, bool ignoreCase, cultureinfo culture)",
        |this, args| {
            search::ends_with(
                this.text(),
                args.string(0),
                Comparison::with(provider(args.at(2)), args.boolean(1)),
            )
        }
    ),
    method!("bool EndsWith(char value)", |this, args| this
        .text()
        .encode_utf16()
        .last()
        == Some(args.unit(0))),
    method!("bool Equals(System.Object obj)", |this, args| args
        .at(0)
        .as_str()
        .is_some_and(|other| other == this.text())),
    method!("bool Equals(string value)", |this, args| args
        .at(0)
        .as_str()
        .is_some_and(|other| other == this.text())),
    method!(
        "bool Equals(string value, System.StringComparison comparisonType)",
        |this, args| {
            let by = Comparison::of(args.long(1))?;
            Ok(args
                .string(0)
                .is_some_and(|other| equal(this.text(), &other, by))) as Result<bool>
        }
    ),
    method!("System.CharEnumerator GetEnumerator()", |this, _| {
        crate::enumerate::enumerator(this.text().encode_utf16().map(Value::Char).collect())
    }),
    method!("int GetHashCode()", |this, _| super::object::hash_code(
        this
    )),
    method!(
        "int GetHashCode(System.StringComparison comparisonType)",
        |this, _| super::object::hash_code(this)
    ),
    method!("System.TypeCode GetTypeCode()", |_, _| super::enums::value(
        "System.TypeCode",
        18
    )),
    method!(
        "string Insert(int startIndex, string value)",
        |this, args| edit::insert(this.text(), args.int(0), args.string(1))
    ),
    method!("static string Intern(string str)", |_, args| interned(
        args, true
    )),
    method!("static string IsInterned(string str)", |_, args| interned(
        args, false
    )),
    method!(
        "System.Text.StringRuneEnumerator EnumerateRunes()",
        |this, _| super::rune::runes(this.text())
    ),
    method!("bool IsNormalized()", |_, _| true),
    method!(
        "bool IsNormalized(System.Text.NormalizationForm normalizationForm)",
        |this, args| { edit::normalized(this.text(), args.long(0)) == this.text() }
    ),
    method!("static bool IsNullOrEmpty(string value)", |_, args| args
        .text(0)
        .is_empty()),
    method!("static bool IsNullOrWhiteSpace(string value)", |_, args| {
        args.text(0).chars().all(char::is_whitespace)
    }),
    method!("string Normalize()", |this, _| edit::normalized(
        this.text(),
        1
    )),
    method!(
        "string Normalize(System.Text.NormalizationForm normalizationForm)",
        |this, args| edit::normalized(this.text(), args.long(0))
    ),
    method!("string PadLeft(int totalWidth)", |this, args| edit::pad(
        this.text(),
        args.int(0),
        32,
        true
    )),
    method!(
        "string PadLeft(int totalWidth, char paddingChar)",
        |this, args| edit::pad(this.text(), args.int(0), args.unit(1), true)
    ),
    method!("string PadRight(int totalWidth)", |this, args| edit::pad(
        this.text(),
        args.int(0),
        32,
        false
    )),
    method!(
        "string PadRight(int totalWidth, char paddingChar)",
        |this, args| edit::pad(this.text(), args.int(0), args.unit(1), false)
    ),
    method!("string Remove(int startIndex, int count)", |this, args| {
        edit::remove(this.text(), args.int(0), Some(args.int(1)))
    }),
    method!("string Remove(int startIndex)", |this, args| edit::remove(
        this.text(),
        args.int(0),
        None
    )),
    method!(
        "string Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture)",
        |this, args| {
            edit::replace(
                this.text(),
                args.string(0),
                args.text(1),
                Comparison::with(provider(args.at(3)), args.boolean(2)),
            )
        }
    ),
    method!(
        "string Replace(string oldValue, string newValue, System.StringComparison comparisonType)",
        |this, args| {
            edit::replace(
                this.text(),
                args.string(0),
                args.text(1),
                Comparison::of(args.long(2))?,
            )
        }
    ),
    method!(
        "string Replace(char oldChar, char newChar)",
        |this, args| edit::replace_unit(this.text(), args.unit(0), args.unit(1))
    ),
    method!(
        "string Replace(string oldValue, string newValue)",
        |this, args| {
            edit::replace(
                this.text(),
                args.string(0),
                args.text(1),
                Comparison::ordinal(),
            )
        }
    ),
    method!("string ReplaceLineEndings()", |this, _| {
        edit::replace_line_endings(this.text(), "\n")
    }),
    method!(
        "string ReplaceLineEndings(string replacementText)",
        |this, args| edit::replace_line_endings(this.text(), args.text(0))
    ),
    method!("bool StartsWith(string value)", |this, args| {
        search::starts_with(this.text(), args.string(0), Comparison::current())
    }),
    method!(
        "bool StartsWith(string value, System.StringComparison comparisonType)",
        |this, args| {
            search::starts_with(this.text(), args.string(0), Comparison::of(args.long(1))?)
        }
    ),
    method!(
        "bool StartsWith(string value, bool ignoreCase, cultureinfo culture)",
        |this, args| {
            search::starts_with(
                this.text(),
                args.string(0),
                Comparison::with(provider(args.at(2)), args.boolean(1)),
            )
        }
    ),
    method!("bool StartsWith(char value)", |this, args| this
        .text()
        .encode_utf16()
        .next()
        == Some(args.unit(0))),
    method!("string Substring(int startIndex)", |this, args| {
        edit::substring(this.text(), args.int(0), None)
    }),
    method!(
        "string Substring(int startIndex, int length)",
        |this, args| edit::substring(this.text(), args.int(0), Some(args.int(1)))
    ),
    method!("char[] ToCharArray()", |this, _| chars(
        this.text().encode_utf16()
    )),
    method!(
        "char[] ToCharArray(int startIndex, int length)",
        |this, args| {
            let units = utf16::units(this.text());
            let (start, len) =
                search::range_named(units.len(), args.int(0), args.int(1), "startIndex")?;
            Ok(chars(units[start..start + len].iter().copied())) as Result<Value>
        }
    ),
    method!("string ToLower()", |this, _| casing::lower(
        this.text(),
        Culture::current()
    )),
    method!("string ToLower(cultureinfo culture)", |this, args| {
        casing::lower(this.text(), provider(args.at(0)))
    }),
    method!("string ToLowerInvariant()", |this, _| casing::lower(
        this.text(),
        Culture::invariant()
    )),
    method!("string ToString()", |this, _| this.base().clone()),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, _| this.base().clone()
    ),
    method!("string ToUpper()", |this, _| casing::upper(
        this.text(),
        Culture::current()
    )),
    method!("string ToUpper(cultureinfo culture)", |this, args| {
        casing::upper(this.text(), provider(args.at(0)))
    }),
    method!("string ToUpperInvariant()", |this, _| casing::upper(
        this.text(),
        Culture::invariant()
    )),
];

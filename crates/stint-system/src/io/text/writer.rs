//! `System.IO.TextWriter`, and what all writers do.

use crate::io::stream::{self, part, standard::Standard};
use stint_object::object::{Object, Opaque};
use stint_object::text::culture::Culture;
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::{
    culture_info, encoding, interfaces, object::MARSHAL_BY_REF, string, string_builder, utf16,
};
use stint_object::types::{Method, Property, Type, TypeInfo, join, settable, throw};
use stint_object::{Lock, Result, Value, access};

/// Where the text goes.
pub enum Target {
    /// A `StringBuilder`.
    Builder(Value),
    /// The bytes of a stream object.
    Stream {
        /// The stream.
        stream: Value,
        /// Whether closing the writer leaves it open.
        leave_open: bool,
        /// Whether nothing is held back.
        auto_flush: bool,
    },
    /// The console.
    Console(Standard),
    /// Nowhere.
    Nothing,
}

/// What a writer keeps.
pub struct State {
    target: Target,
    encoding: Encoding,
    line_end: String,
    held: Vec<u8>,
    /// Whether the byte order mark is still to be written.
    marks: bool,
    closed: bool,
}

/// The payload of a writer object.
pub struct Writer {
    state: Lock<State>,
    name: &'static str,
}

impl Opaque for Writer {}

const HELD: usize = 4096;

impl State {
    fn open(&self, name: &str) -> Result<()> {
        if self.closed {
            return Err(super::closed("Cannot write to a closed TextWriter.", name));
        }
        Ok(())
    }

    fn put(&mut self, text: &str) -> Result<()> {
        match &self.target {
            Target::Nothing => Ok(()),
            Target::Builder(builder) => string_builder::push(builder, text),
            Target::Console(which) => {
                which.put(text.as_bytes());
                Ok(())
            }
            Target::Stream { auto_flush, .. } => {
                let auto_flush = *auto_flush;
                self.held.extend(self.encoding.encode(text));
                if auto_flush || self.held.len() >= HELD {
                    return self.hand_on();
                }
                Ok(())
            }
        }
    }

    fn hand_on(&mut self) -> Result<()> {
        let Target::Stream { stream, .. } = &self.target else {
            return Ok(());
        };
        let stream = stream::of(stream)?;
        if std::mem::take(&mut self.marks) {
            let preamble = self.encoding.preamble();
            // Only at the beginning of a stream.
            if !preamble.is_empty()
                && stream
                    .with(|backend| backend.seek(std::io::SeekFrom::Current(0)))
                    .is_ok_and(|at| at == 0)
            {
                stream.write(preamble)?;
            }
        }
        if self.held.is_empty() {
            return Ok(());
        }
        let held = std::mem::take(&mut self.held);
        stream.write(&held)
    }
}

/// A writer object.
pub fn value(ty: Type, target: Target, encoding: Encoding) -> Value {
    let name = if matches!(target, Target::Stream { .. }) {
        ty.short_name()
    } else {
        ""
    };
    Value::Object(Object::opaque(
        ty,
        Writer {
            state: Lock::new(State {
                target,
                encoding,
                line_end: "\n".into(),
                held: Vec::new(),
                marks: true,
                closed: false,
            }),
            name,
        },
    ))
}

fn with<R>(this: &Value, run: impl FnOnce(&mut State) -> Result<R>) -> Result<R> {
    let writer = this
        .payload::<Writer>()
        .ok_or_else(|| throw::argument_null("writer"))?;
    let mut state = writer.state.lock();
    state.open(writer.name)?;
    run(&mut state)
}

/// Does something with a writer that may be closed.
pub fn at_any_time<R: Default>(this: &Value, run: impl FnOnce(&mut State) -> R) -> R {
    this.payload::<Writer>()
        .map(|writer| run(&mut writer.state.lock()))
        .unwrap_or_default()
}

impl State {
    /// The stream it writes to.
    pub fn stream(&self) -> Option<Value> {
        match &self.target {
            Target::Stream { stream, .. } => Some(stream.clone()),
            _ => None,
        }
    }

    /// The `StringBuilder` it writes to.
    pub fn builder(&self) -> Option<Value> {
        match &self.target {
            Target::Builder(builder) => Some(builder.clone()),
            _ => None,
        }
    }

    /// Whether nothing is held back.
    pub fn auto_flush(&mut self) -> Option<&mut bool> {
        match &mut self.target {
            Target::Stream { auto_flush, .. } => Some(auto_flush),
            _ => None,
        }
    }
}

/// Writes a text, and the line's end behind it.
///
/// # Errors
/// .NET's.
pub fn write(this: &Value, text: &str, ends_line: bool) -> Result<()> {
    with(this, |state| {
        if ends_line {
            let line = format!("{text}{}", state.line_end);
            state.put(&line)
        } else {
            state.put(text)
        }
    })
}

/// Hands on what is held back.
///
/// # Errors
/// .NET's.
pub fn flush(this: &Value) -> Result<()> {
    with(this, |state| {
        state.hand_on()?;
        match state.stream() {
            Some(stream) => stream::of(&stream)?.flush(),
            None => Ok(()),
        }
    })
}

/// Closes it, and the stream below.
///
/// # Errors
/// .NET's.
pub fn close(this: &Value) -> Result<()> {
    let Some(writer) = this.payload::<Writer>() else {
        return Ok(());
    };
    let mut state = writer.state.lock();
    if state.closed || matches!(state.target, Target::Console(_) | Target::Nothing) {
        return Ok(());
    }
    let result = state.hand_on();
    state.closed = true;
    if let Target::Stream {
        stream,
        leave_open: false,
        ..
    } = &state.target
    {
        stream::of(stream)?.close()?;
    }
    result
}

/// The text of one value.
///
/// # Errors
/// What its `ToString` throws.
pub(crate) fn value_text(args: &[Value]) -> Result<String> {
    match args.at(0) {
        value if value.is_null() => Ok(String::new()),
        value => access::to_text(value).map(|text| text.to_string()),
    }
}

/// The text of a format string and what goes into it.
///
/// # Errors
/// `FormatException`.
pub(crate) fn formatted(args: &[Value], items: &[Value]) -> Result<String> {
    string::format(Culture::current(), args.string(0), items)
}

/// The text of a `char[]`, or of a part of it.
///
/// # Errors
/// .NET's.
pub(crate) fn chars(args: &[Value]) -> Result<String> {
    let units = string::units(args.at(0));
    if args.len() == 1 {
        return Ok(utf16::text(&units));
    }
    if args.at(0).is_null() {
        return Err(throw::argument_null("buffer"));
    }
    let (start, count) = part(units.len(), args.int(1), args.int(2), "index")?;
    Ok(utf16::text(&units[start..start + count]))
}

/// The overloads of `Write` and `WriteLine`; what each writes goes to a function.
macro_rules! overloads {
    ($head:literal, $put:expr) => {
        &[
            method!(concat!($head, "(char value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(char[] buffer)"), |it, args| $put(
                it,
                chars(args)?
            )),
            method!(
                concat!($head, "(char[] buffer, int index, int count)"),
                |it, args| $put(it, chars(args)?)
            ),
            method!(concat!($head, "(bool value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(int value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(uint value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(long value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(ulong value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(float value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(double value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(decimal value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(string value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(concat!($head, "(System.Object value)"), |it, args| $put(
                it,
                value_text(args)?
            )),
            method!(
                concat!($head, "(string format, System.Object arg0)"),
                |it, args| { $put(it, formatted(args, &args[1..])?) }
            ),
            method!(
                concat!(
                    $head,
                    "(string format, System.Object arg0, System.Object arg1)"
                ),
                |it, args| { $put(it, formatted(args, &args[1..])?) }
            ),
            method!(
                concat!(
                    $head,
                    "(string format, System.Object arg0, System.Object arg1, System.Object arg2)"
                ),
                |it, args| $put(it, formatted(args, &args[1..])?)
            ),
            method!(
                concat!($head, "(string format, Params System.Object[] arg)"),
                |it, args| { $put(it, formatted(args, &args.items(1))?) }
            ),
        ]
    };
}
pub(crate) use overloads;

fn put(this: &Value, text: String) -> Result<()> {
    write(this, &text, false)
}

fn put_line(this: &Value, text: String) -> Result<()> {
    write(this, &text, true)
}

const WRITE: &[Method] = overloads!("void Write", put);
const WRITE_LINE: &[Method] = overloads!("void WriteLine", put_line);

const OTHERS: &[Method] = &[
    method!("void Close()", |it, _| close(it)),
    method!("void Dispose()", |it, _| close(it)),
    method!("void Flush()", |it, _| flush(it)),
    method!("void Write(System.Text.StringBuilder value)", |it, args| {
        write(it, &string_builder::text(args.at(0)), false)
    }),
    method!("void WriteLine()", |it, _| write(it, "", true)),
    method!(
        "void WriteLine(System.Text.StringBuilder value)",
        |it, args| write(it, &string_builder::text(args.at(0)), true)
    ),
    method!(
        "static System.IO.TextWriter Synchronized(System.IO.TextWriter writer)",
        |_, args| args.at(0).clone()
    ),
];

const PROPERTIES: &[Property] = &[
    property!("System.Text.Encoding Encoding {get;}", |it| {
        at_any_time(it, |state| Some(encoding::value(state.encoding)))
    }),
    property!("System.IFormatProvider FormatProvider {get;}", |_| {
        culture_info::value(Culture::current())
    }),
    settable(
        "string NewLine {get;set;}",
        |it| Ok(at_any_time(it, |state| state.line_end.clone()).into()),
        |it, value| {
            at_any_time(it, |state| value.text().clone_into(&mut state.line_end));
            Ok(())
        },
    ),
    property!("static System.IO.TextWriter Null", |_| value(
        NULL_TEXT_WRITER,
        Target::Nothing,
        Encoding::UTF8
    )),
];

/// `System.IO.TextWriter`.
pub const TEXT_WRITER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.TextWriter")
        .base(MARSHAL_BY_REF)
        .interfaces(&[interfaces::ASYNC_DISPOSABLE, interfaces::DISPOSABLE])
        .properties(PROPERTIES)
        .methods(join![OTHERS, WRITE, WRITE_LINE]);
    Type(&INFO)
};

/// `System.IO.TextWriter+SyncTextWriter`: what `[Console]::Out` is.
pub const SYNC_TEXT_WRITER: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.IO.TextWriter+SyncTextWriter").base(TEXT_WRITER);
    Type(&INFO)
};

/// `System.IO.TextWriter+NullTextWriter`.
pub const NULL_TEXT_WRITER: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.IO.TextWriter+NullTextWriter").base(TEXT_WRITER);
    Type(&INFO)
};

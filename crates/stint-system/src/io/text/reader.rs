//! `System.IO.TextReader`, and what all readers do.

use crate::io::stream::{self, part, standard::Standard};
use crate::threading::task;
use stint_object::object::{Object, Opaque};
use stint_object::text::encoding::{Encoding, detect};
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::{STRING, interfaces, object::MARSHAL_BY_REF, utf16};
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::{Lock, Result, Value};

/// Where the text comes from.
pub enum Source {
    /// It is all there.
    Text,
    /// Bytes of a stream object.
    Stream {
        /// The stream.
        stream: Value,
        /// Whether closing the reader leaves it open.
        leave_open: bool,
    },
    /// Standard input.
    Console,
}

/// What a reader keeps.
pub struct State {
    source: Source,
    units: Vec<u16>,
    at: usize,
    bytes: Vec<u8>,
    encoding: Encoding,
    /// Whether a byte order mark may still come.
    detects: bool,
    first: bool,
    ended: bool,
    closed: bool,
}

/// The payload of a reader object.
pub struct Reader {
    state: Lock<State>,
    name: &'static str,
}

impl Opaque for Reader {}

const CHUNK: usize = 4096;

/// How many bytes at the end belong to a character that is not complete.
fn incomplete(encoding: Encoding, bytes: &[u8]) -> usize {
    match encoding.code_page() {
        65001 => {
            let tail = bytes.len().saturating_sub(3);
            for (from_end, byte) in bytes[tail..].iter().rev().enumerate() {
                let wanted = match byte {
                    0xC0..=0xDF => 2,
                    0xE0..=0xEF => 3,
                    0xF0..=0xF7 => 4,
                    0x80..=0xBF => continue,
                    _ => return 0,
                };
                return if from_end + 1 < wanted {
                    from_end + 1
                } else {
                    0
                };
            }
            0
        }
        1200 | 1201 => {
            let odd = bytes.len() % 2;
            let whole = &bytes[..bytes.len() - odd];
            let high = match whole {
                [.., low, high] if encoding.code_page() == 1200 => {
                    u16::from_le_bytes([*low, *high])
                }
                [.., high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            };
            odd + if (0xD800..0xDC00).contains(&high) {
                2
            } else {
                0
            }
        }
        12000 | 12001 => bytes.len() % 4,
        _ => 0,
    }
}

impl State {
    fn open(&self, name: &str) -> Result<()> {
        if self.closed {
            return Err(super::closed("Cannot read from a closed TextReader.", name));
        }
        Ok(())
    }

    fn more(&mut self) -> Result<usize> {
        let old = self.bytes.len();
        self.bytes.resize(old + CHUNK, 0);
        let count = match &self.source {
            Source::Text => 0,
            Source::Stream { stream, .. } => stream::of(stream)
                .and_then(|stream| stream.read(&mut self.bytes[old..]))
                .inspect_err(|_| self.bytes.truncate(old))?,
            Source::Console => stream::Backend::read(&mut Standard::Input, &mut self.bytes[old..])?,
        };
        self.bytes.truncate(old + count);
        Ok(count)
    }

    /// Gets more text; `false` at the end.
    fn fill(&mut self) -> Result<bool> {
        if self.at > 0 {
            self.units.drain(..self.at);
            self.at = 0;
        }
        while !self.ended {
            if self.more()? == 0 {
                self.ended = true;
            }
            if self.first {
                if self.bytes.len() < 4 && !self.ended {
                    continue;
                }
                self.first = false;
                if let Some((found, mark)) = detect(&self.bytes)
                    && (self.detects || found.code_page() == self.encoding.code_page())
                {
                    self.encoding = found;
                    self.bytes.drain(..mark);
                }
            }
            let tail = if self.ended {
                0
            } else {
                incomplete(self.encoding, &self.bytes)
            };
            let whole = self.bytes.len() - tail;
            if whole > 0 {
                let text = self.encoding.decode(&self.bytes[..whole]);
                self.bytes.drain(..whole);
                self.units.extend(text.encode_utf16());
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether there is text left.
    fn has_text(&mut self) -> Result<bool> {
        Ok(self.at < self.units.len() || self.fill()?)
    }

    fn line(&mut self) -> Result<Option<String>> {
        if !self.has_text()? {
            return Ok(None);
        }
        let mut searched = 0;
        loop {
            let rest = &self.units[self.at..];
            let found = rest[searched..]
                .iter()
                .position(|unit| matches!(unit, 0x0A | 0x0D))
                .map(|at| at + searched);
            match found {
                Some(end) => {
                    // Which of the two ends it is shows only the next character.
                    if rest[end] == 0x0D && end + 1 == rest.len() && self.fill()? {
                        searched = end;
                        continue;
                    }
                    let rest = &self.units[self.at..];
                    let text = utf16::text(&rest[..end]);
                    let pair = rest[end] == 0x0D && rest.get(end + 1) == Some(&0x0A);
                    self.at += end + 1 + usize::from(pair);
                    return Ok(Some(text));
                }
                None => {
                    searched = rest.len();
                    if !self.fill()? {
                        let text = utf16::text(&self.units[self.at..]);
                        self.at = self.units.len();
                        return Ok(Some(text));
                    }
                }
            }
        }
    }

    fn rest(&mut self) -> Result<String> {
        while !self.ended {
            let kept = std::mem::take(&mut self.units);
            let at = std::mem::take(&mut self.at);
            let result = self.fill();
            let new = std::mem::replace(&mut self.units, kept);
            self.units.extend(new);
            self.at = at;
            result?;
        }
        let text = utf16::text(&self.units[self.at..]);
        self.at = self.units.len();
        Ok(text)
    }

    fn take(&mut self, count: usize, all: bool) -> Result<Vec<u16>> {
        let mut taken = Vec::new();
        while taken.len() < count && self.has_text()? {
            let rest = &self.units[self.at..];
            let part = rest.len().min(count - taken.len());
            taken.extend_from_slice(&rest[..part]);
            self.at += part;
            if !all {
                break;
            }
        }
        Ok(taken)
    }
}

/// A reader object.
pub fn value(ty: Type, source: Source, encoding: Encoding, detects: bool) -> Value {
    made(ty, source, Vec::new(), encoding, detects)
}

/// A reader of a text.
pub fn of_text(ty: Type, text: &str) -> Value {
    made(ty, Source::Text, utf16::units(text), Encoding::UTF8, false)
}

fn made(ty: Type, source: Source, units: Vec<u16>, encoding: Encoding, detects: bool) -> Value {
    let is_text = matches!(source, Source::Text);
    Value::Object(Object::opaque(
        ty,
        Reader {
            state: Lock::new(State {
                source,
                units,
                at: 0,
                bytes: Vec::new(),
                encoding,
                detects,
                first: true,
                ended: is_text,
                closed: false,
            }),
            name: if is_text { "" } else { ty.short_name() },
        },
    ))
}

/// Does something with an open reader.
///
/// # Errors
/// `ObjectDisposedException`, and what the closure gives.
fn with<R>(this: &Value, run: impl FnOnce(&mut State) -> Result<R>) -> Result<R> {
    let reader = this
        .payload::<Reader>()
        .ok_or_else(|| throw::argument_null("reader"))?;
    let mut state = reader.state.lock();
    state.open(reader.name)?;
    run(&mut state)
}

/// The stream of a reader and its encoding; null for a closed one.
pub fn base(this: &Value) -> Option<(Value, Encoding)> {
    let reader = this.payload::<Reader>()?;
    let state = reader.state.lock();
    match &state.source {
        Source::Stream { stream, .. } => Some((stream.clone(), state.encoding)),
        _ => None,
    }
}

/// Whether nothing is left.
///
/// # Errors
/// .NET's.
pub fn at_end(this: &Value) -> Result<bool> {
    with(this, |state| state.has_text().map(|more| !more))
}

/// Forgets what was read ahead.
///
/// # Errors
/// .NET's.
pub fn discard(this: &Value) -> Result<()> {
    with(this, |state| {
        state.units.clear();
        state.at = 0;
        state.bytes.clear();
        state.ended = false;
        Ok(())
    })
}

/// The next line; `None` at the end.
///
/// # Errors
/// .NET's.
pub fn line(this: &Value) -> Result<Option<String>> {
    with(this, State::line)
}

/// All that is left.
///
/// # Errors
/// .NET's.
pub fn rest(this: &Value) -> Result<String> {
    with(this, State::rest)
}

/// The next character, left there or taken; -1 at the end.
///
/// # Errors
/// .NET's.
pub fn next(this: &Value, take: bool) -> Result<i32> {
    with(this, |state| {
        if !state.has_text()? {
            return Ok(-1);
        }
        let unit = state.units[state.at];
        state.at += usize::from(take);
        Ok(i32::from(unit))
    })
}

fn read_into(this: &Value, args: &[Value], all: bool) -> Result<usize> {
    let Some(array) = args.at(0).as_array() else {
        return Err(throw::argument_null("buffer"));
    };
    let (start, count) = part(array.len(), args.int(1), args.int(2), "index")?;
    let units = with(this, |state| state.take(count, all))?;
    array.with_mut(|items| {
        for (slot, unit) in items[start..].iter_mut().zip(&units) {
            *slot = Value::Char(*unit);
        }
    });
    Ok(units.len())
}

/// Closes it, and the stream below.
///
/// # Errors
/// .NET's.
pub fn close(this: &Value) -> Result<()> {
    let Some(reader) = this.payload::<Reader>() else {
        return Ok(());
    };
    let mut state = reader.state.lock();
    if matches!(state.source, Source::Console) || state.closed {
        return Ok(());
    }
    state.closed = true;
    match &state.source {
        Source::Stream {
            stream,
            leave_open: false,
        } => stream::of(stream)?.close(),
        _ => Ok(()),
    }
}

const METHODS: &[Method] = &[
    method!("void Close()", |it, _| close(it)),
    method!("void Dispose()", |it, _| close(it)),
    method!("int Peek()", |it, _| next(it, false)),
    method!("int Read()", |it, _| next(it, true)),
    method!(
        "int Read(char[] buffer, int index, int count)",
        |it, args| { read_into(it, args, false) }
    ),
    method!(
        "int ReadBlock(char[] buffer, int index, int count)",
        |it, args| read_into(it, args, true)
    ),
    method!("string ReadLine()", |it, _| line(it)),
    method!(
        "System.Threading.Tasks.Task[string] ReadToEndAsync()",
        |this, _| {
            let reader = this.clone();
            task::spawn(Some(STRING), move || rest(&reader).map(Value::from))
        }
    ),
    method!(
        "System.Threading.Tasks.Task[string] ReadLineAsync()",
        |this, _| {
            let reader = this.clone();
            task::spawn(Some(STRING), move || line(&reader).map(Value::from))
        }
    ),
    method!("string ReadToEnd()", |it, _| rest(it)),
    method!(
        "static System.IO.TextReader Synchronized(System.IO.TextReader reader)",
        |_, args| args.at(0).clone()
    ),
];

/// `System.IO.TextReader`.
pub const TEXT_READER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.TextReader")
        .base(MARSHAL_BY_REF)
        .interfaces(&[interfaces::DISPOSABLE])
        .properties(&[property!("static System.IO.TextReader Null", |_| {
            of_text(NULL_TEXT_READER, "")
        })])
        .methods(METHODS);
    Type(&INFO)
};

/// `System.IO.SyncTextReader`: what `[Console]::In` is.
pub const SYNC_TEXT_READER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.SyncTextReader").base(TEXT_READER);
    Type(&INFO)
};

/// `System.IO.TextReader+NullTextReader`.
pub const NULL_TEXT_READER: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.IO.TextReader+NullTextReader").base(TEXT_READER);
    Type(&INFO)
};

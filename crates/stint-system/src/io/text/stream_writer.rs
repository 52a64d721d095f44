//! `System.IO.StreamWriter`.

use super::writer::{self, TEXT_WRITER, Target, at_any_time};
use crate::io::status;
use crate::io::stream::file_stream::{How, open};
use crate::io::stream::{self};
use std::path::Path;
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::encoding;
use stint_object::types::{Method, Type, TypeInfo, settable, throw};
use stint_object::{Result, Value};

/// A writer of a stream object.
pub fn of_stream(stream: Value, encoding: Encoding, leave_open: bool) -> Value {
    let target = Target::Stream {
        stream,
        leave_open,
        auto_flush: false,
    };
    writer::value(STREAM_WRITER, target, encoding)
}

/// A writer of a file.
///
/// # Errors
/// .NET's.
pub fn of_file(path: &Path, append: bool, encoding: Encoding) -> Result<Value> {
    let how = if append { How::APPEND } else { How::CREATE };
    Ok(of_stream(open(path, how)?, encoding, false))
}

fn on_path(args: &[Value], append: bool, encoding: Encoding) -> Result<Value> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("path"));
    }
    of_file(&status::full(args.text(0))?, append, encoding)
}

fn on_stream(args: &[Value], encoding: Encoding, leave_open: bool) -> Result<Value> {
    if !stream::of(args.at(0))?.can_write() {
        return Err(throw::argument("Stream was not writable.", ""));
    }
    Ok(of_stream(args.at(0).clone(), encoding, leave_open))
}

fn set_auto_flush(it: &Value, on: bool) -> Result<()> {
    at_any_time(it, |state| {
        if let Some(auto_flush) = state.auto_flush() {
            *auto_flush = on;
        }
    });
    if on { writer::flush(it) } else { Ok(()) }
}

const CONSTRUCTORS: &[Method] = &[
    method!(
        "System.IO.StreamWriter(System.IO.Stream stream)",
        |_, args| { on_stream(args, Encoding::UTF8, false) }
    ),
    method!(
        "System.IO.StreamWriter(System.IO.Stream stream, System.Text.Encoding encoding)",
        |_, args| on_stream(args, super::encoding(args.at(1))?, false)
    ),
    method!(
        "System.IO.StreamWriter(System.IO.Stream stream, System.Text.Encoding encoding, int bufferSize)",
        |_, args| on_stream(args, super::encoding(args.at(1))?, false)
    ),
    method!(
        "System.IO.StreamWriter(System.IO.Stream stream, System.Text.Encoding encoding, int bufferSize, bool leaveOpen)",
        |_, args| {
            let encoding = encoding::of(args.at(1)).unwrap_or(Encoding::UTF8);
            on_stream(args, encoding, args.boolean(3))
        }
    ),
    method!("System.IO.StreamWriter(string path)", |_, args| on_path(
        args,
        false,
        Encoding::UTF8
    )),
    method!(
        "System.IO.StreamWriter(string path, bool append)",
        |_, args| on_path(args, args.boolean(1), Encoding::UTF8)
    ),
    method!(
        "System.IO.StreamWriter(string path, bool append, System.Text.Encoding encoding)",
        |_, args| on_path(args, args.boolean(1), super::encoding(args.at(2))?)
    ),
    method!(
        "System.IO.StreamWriter(string path, bool append, System.Text.Encoding encoding, int bufferSize)",
        |_, args| on_path(args, args.boolean(1), super::encoding(args.at(2))?)
    ),
];

/// `System.IO.StreamWriter`.
pub const STREAM_WRITER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.StreamWriter")
        .base(TEXT_WRITER)
        .constructors(CONSTRUCTORS)
        .properties(&[
            settable(
                "bool AutoFlush {get;set;}",
                |it| {
                    Ok(Value::Bool(at_any_time(it, |state| {
                        state.auto_flush().is_some_and(|on| *on)
                    })))
                },
                |it, value| set_auto_flush(it, value.boolean()),
            ),
            property!("System.IO.Stream BaseStream {get;}", |it| {
                at_any_time(it, |state| state.stream())
            }),
        ]);
    Type(&INFO)
};

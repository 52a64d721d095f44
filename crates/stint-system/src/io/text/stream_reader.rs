//! `System.IO.StreamReader`.

use super::reader::{self, Source, TEXT_READER};
use crate::io::status;
use crate::io::stream::file_stream::{How, open};
use crate::io::stream::{self};
use std::path::Path;
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::encoding;
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::{Result, Value};

/// A reader of a file.
///
/// # Errors
/// .NET's.
pub fn of_file(path: &Path, encoding: Encoding, detects: bool) -> Result<Value> {
    let source = Source::Stream {
        stream: open(path, How::READ)?,
        leave_open: false,
    };
    Ok(reader::value(STREAM_READER, source, encoding, detects))
}

/// A reader of a stream object.
pub fn of_stream(stream: Value, encoding: Encoding) -> Value {
    let source = Source::Stream {
        stream,
        leave_open: false,
    };
    reader::value(STREAM_READER, source, encoding, true)
}

fn on_path(args: &[Value], encoding: Encoding, detects: bool) -> Result<Value> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("path"));
    }
    of_file(&status::full(args.text(0))?, encoding, detects)
}

fn on_stream(args: &[Value], encoding: Encoding, detects: bool, leave_open: bool) -> Result<Value> {
    if !stream::of(args.at(0))?.can_read() {
        return Err(throw::argument("Stream was not readable.", ""));
    }
    let source = Source::Stream {
        stream: args.at(0).clone(),
        leave_open,
    };
    Ok(reader::value(STREAM_READER, source, encoding, detects))
}

const CONSTRUCTORS: &[Method] = &[
    method!(
        "System.IO.StreamReader(System.IO.Stream stream)",
        |_, args| { on_stream(args, Encoding::UTF8, true, false) }
    ),
    method!(
        "System.IO.StreamReader(System.IO.Stream stream, bool detectEncodingFromByteOrderMarks)",
        |_, args| on_stream(args, Encoding::UTF8, args.boolean(1), false)
    ),
    method!(
        "System.IO.StreamReader(System.IO.Stream stream, System.Text.Encoding encoding)",
        |_, args| on_stream(args, super::encoding(args.at(1))?, true, false)
    ),
    method!(
        "System.IO.StreamReader(System.IO.Stream stream, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks)",
        |_, args| on_stream(args, super::encoding(args.at(1))?, args.boolean(2), false)
    ),
    method!(
        "System.IO.StreamReader(System.IO.Stream stream, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize)",
        |_, args| on_stream(args, super::encoding(args.at(1))?, args.boolean(2), false)
    ),
    method!(
        "System.IO.StreamReader(System.IO.Stream stream, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize, bool leaveOpen)",
        |_, args| {
            let encoding = encoding::of(args.at(1)).unwrap_or(Encoding::UTF8);
            on_stream(args, encoding, args.boolean(2), args.boolean(4))
        }
    ),
    method!("System.IO.StreamReader(string path)", |_, args| on_path(
        args,
        Encoding::UTF8,
        true
    )),
    method!(
        "System.IO.StreamReader(string path, bool detectEncodingFromByteOrderMarks)",
        |_, args| on_path(args, Encoding::UTF8, args.boolean(1))
    ),
    method!(
        "System.IO.StreamReader(string path, System.Text.Encoding encoding)",
        |_, args| on_path(args, super::encoding(args.at(1))?, true)
    ),
    method!(
        "System.IO.StreamReader(string path, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks)",
        |_, args| on_path(args, super::encoding(args.at(1))?, args.boolean(2))
    ),
    method!(
        "System.IO.StreamReader(string path, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize)",
        |_, args| on_path(args, super::encoding(args.at(1))?, args.boolean(2))
    ),
];

/// `System.IO.StreamReader`.
pub const STREAM_READER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.StreamReader")
        .base(TEXT_READER)
        .constructors(CONSTRUCTORS)
        .properties(&[
            property!("System.IO.Stream BaseStream {get;}", |it| {
                reader::base(it).map(|(stream, _)| stream)
            }),
            property!("System.Text.Encoding CurrentEncoding {get;}", |it| {
                reader::base(it).map(|(_, found)| encoding::value(found))
            }),
            property!("bool EndOfStream {get;}", |it| reader::at_end(it)),
        ])
        .methods(&[method!("void DiscardBufferedData()", |it, _| {
            reader::discard(it)
        })]);
    Type(&INFO)
};

//! `System.IO`'s readers and writers of text.

pub mod binary;
pub mod reader;
pub mod stream_reader;
pub mod stream_writer;
pub mod string_reader;
pub mod string_writer;
pub mod writer;

use stint_object::text::encoding::Encoding;
use stint_object::types::{Type, system::encoding, throw};
use stint_object::{Flow, Result, Value};

/// The types of this module.
pub static TYPES: &[Type] = &[
    reader::TEXT_READER,
    reader::SYNC_TEXT_READER,
    reader::NULL_TEXT_READER,
    stream_reader::STREAM_READER,
    string_reader::STRING_READER,
    writer::TEXT_WRITER,
    writer::SYNC_TEXT_WRITER,
    writer::NULL_TEXT_WRITER,
    stream_writer::STREAM_WRITER,
    string_writer::STRING_WRITER,
    binary::BINARY_READER,
    binary::BINARY_WRITER,
];

/// The encoding that a constructor was given.
pub(crate) fn encoding(value: &Value) -> Result<Encoding> {
    encoding::of(value).ok_or_else(|| throw::argument_null("encoding"))
}

/// `ObjectDisposedException` with the name of what was closed.
pub(crate) fn closed(message: &str, name: &str) -> Flow {
    throw::with(
        stint_object::types::system::exceptions::OBJECT_DISPOSED,
        if name.is_empty() {
            message.to_owned()
        } else {
            format!("{message}\nObject name: '{name}'.")
        },
        vec![("ObjectName".into(), name.into())],
    )
}

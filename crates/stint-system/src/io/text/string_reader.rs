//! `System.IO.StringReader`.

use super::reader::{TEXT_READER, of_text};
use stint_object::types::native::{Args, method};
use stint_object::types::{Type, TypeInfo, throw};

/// `System.IO.StringReader`.
pub const STRING_READER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.StringReader")
        .base(TEXT_READER)
        .constructors(&[method!("System.IO.StringReader(string s)", |_, args| {
            match args.string(0) {
                Some(text) => Ok(of_text(STRING_READER, &text)),
                None => Err(throw::argument_null("s")),
            }
        })]);
    Type(&INFO)
};

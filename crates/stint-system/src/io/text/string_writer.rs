//! `System.IO.StringWriter`.

use super::writer::{self, TEXT_WRITER, Target, at_any_time};
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, method};
use stint_object::types::system::string_builder;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Result, Value};

fn on(builder: Value) -> Value {
    writer::value(STRING_WRITER, Target::Builder(builder), Encoding::UNICODE)
}

fn given(args: &[Value]) -> Result<Value> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("sb"));
    }
    Ok(on(args.at(0).clone()))
}

/// `System.IO.StringWriter`.
pub const STRING_WRITER: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.StringWriter")
        .base(TEXT_WRITER)
        .constructors(&[
            method!("System.IO.StringWriter()", |_, _| on(string_builder::new())),
            method!(
                "System.IO.StringWriter(System.IFormatProvider formatProvider)",
                |_, _| on(string_builder::new())
            ),
            method!(
                "System.IO.StringWriter(System.Text.StringBuilder sb)",
                |_, args| given(args)
            ),
            method!(
                "System.IO.StringWriter(System.Text.StringBuilder sb, System.IFormatProvider formatProvider)",
                |_, args| given(args)
            ),
        ])
        .methods(&[
            method!("System.Text.StringBuilder GetStringBuilder()", |it, _| {
                at_any_time(it, |state| state.builder())
            }),
            method!("string ToString()", |it, _| {
                at_any_time(it, |state| state.builder()).map(|builder| string_builder::text(&builder))
            }),
        ]);
    Type(&INFO)
};

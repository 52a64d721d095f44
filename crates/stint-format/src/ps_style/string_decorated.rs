//! `StringDecorated`: a text that may carry escape sequences.

use crate::layout::cells::plain;
use crate::layout::lines::is_decorated;
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property};
use stint_object::{Data, Object, Result, Str, Value};

struct Decorated(Str);

impl Opaque for Decorated {}

fn text(value: &Value) -> Str {
    value
        .payload::<Decorated>()
        .map(|decorated| decorated.0.clone())
        .unwrap_or_default()
}

fn rendered(value: &Value, is_plain: bool) -> Result<Value> {
    let text = text(value);
    Ok(Value::Str(if is_plain {
        plain(&text).into_owned().into()
    } else {
        text
    }))
}

/// `System.Management.Automation.Internal.StringDecorated`.
pub(super) const STRING_DECORATED: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Internal.StringDecorated")
            .constructors(&[method(
                "System.Management.Automation.Internal.StringDecorated(string text)",
                |_, arguments| {
                    let text = arguments
                        .first()
                        .and_then(Value::as_str)
                        .cloned()
                        .unwrap_or_default();
                    Ok(Value::Object(Object::opaque(
                        STRING_DECORATED,
                        Decorated(text),
                    )))
                },
            )])
            .properties(&[
                property("bool IsDecorated {get;}", |this| {
                    Ok(Value::Bool(is_decorated(&text(this))))
                }),
                property("int ContentLength {get;}", |this| {
                    let length = plain(&text(this)).encode_utf16().count();
                    Ok(Value::Int32(i32::try_from(length).unwrap_or(i32::MAX)))
                }),
            ])
            .methods(&[
                method("string ToString()", |this, _| {
                    rendered(this, super::rendering() == super::Rendering::PlainText)
                }),
                method(
                    "string ToString(System.Management.Automation.OutputRendering outputRendering)",
                    |this, arguments| {
                        rendered(
                            this,
                            matches!(arguments.first().and_then(Value::data), Some(Data::Enum(1))),
                        )
                    },
                ),
            ]);
    Type(&INFO)
};

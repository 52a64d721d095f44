//! `System.Boolean`.

use super::interfaces as i;
use super::numbers;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, TypeInfo, throw};
use crate::{Result, Str, Value};

fn parse(text: Option<Str>) -> Result<Value> {
    let text = numbers::wanted(text, "value")?;
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if trimmed.eq_ignore_ascii_case("true") {
        Ok(Value::Bool(true))
    } else if trimmed.eq_ignore_ascii_case("false") {
        Ok(Value::Bool(false))
    } else {
        Err(throw::format(format!(
            "String '{text}' was not recognized as a valid Boolean."
        )))
    }
}

fn text(value: &Value) -> &'static str {
    if value.boolean() { "True" } else { "False" }
}

const PROPERTIES: &[Property] = &[
    property!("static string TrueString", |_| "True"),
    property!("static string FalseString", |_| "False"),
];

const METHODS: &[Method] = &[
    method!(
        "int CompareTo(System.Object obj)",
        |this, args| match args.at(0).base() {
            Value::Null | Value::Nothing => Ok(1),
            Value::Bool(other) => Ok(i32::from(this.boolean()) - i32::from(*other)),
            _ => Err(numbers::must_be("Boolean")),
        }
    ),
    method!("int CompareTo(bool value)", |this, args| i32::from(
        this.boolean()
    ) - i32::from(
        args.boolean(0)
    )),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(bool obj)", |this, args| this.boolean()
        == args.boolean(0)),
    method!("int GetHashCode()", |this, _| i32::from(this.boolean())),
    method!("System.TypeCode GetTypeCode()", |_, _| numbers::type_code(
        3
    )),
    method!("static bool Parse(string value)", |_, args| parse(
        args.string(0)
    )),
    method!("string ToString()", |this, _| text(this)),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, _| text(this)
    ),
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten)",
        |_, _| false
    ),
    method!(
        "static bool TryParse(string value, [ref] bool result)",
        |_, args| { numbers::try_parse(args.get(1), parse(args.string(0)), Value::Bool(false)) }
    ),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.Boolean")
    .interfaces(&[
        i::COMPARABLE,
        i::CONVERTIBLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::PARSABLE,
        i::SPAN_PARSABLE,
    ])
    .methods(METHODS)
    .properties(PROPERTIES);

//! Conversions, as the binder asks for them.

use stint_object::error_record::{Category, ErrorRecord};
use stint_object::text::collation::{self, CompareOptions};
use stint_object::text::culture::Culture;
use stint_object::text::regex::{self, RegexOptions};
use stint_object::text::wildcard::{Case, Wildcard};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Result, Type, Value, access};

/// `LanguagePrimitives.ConvertTo`.
pub(crate) fn to(value: &Value, ty: Type) -> Result<Value> {
    match (value.base(), ty) {
        (value, ty) if value.ty() == Some(ty) || ty == system::OBJECT => Ok(value.clone()),
        (Value::Str(text), ty) if ty == system::INT32 => match text.trim().parse() {
            Ok(number) => Ok(Value::Int32(number)),
            Err(_) => Err(refused(format!(
                "Cannot convert value \"{text}\" to type \"System.Int32\". Error: \"The input string '{text}' was not in a correct format.\""
            ))),
        },
        (Value::Int32(number), ty) if ty == system::DOUBLE => Ok(Value::Double(f64::from(*number))),
        (value, ty) if ty == system::STRING => Ok(Value::str(text(value))),
        (value, ty) => Err(refused(format!(
            "Cannot convert the \"{}\" value of type \"{}\" to type \"{}\".",
            text(value),
            value.ty().map_or("", |ty| ty.0.name()),
            ty.0.name()
        ))),
    }
}

fn refused(text: String) -> stint_object::Flow {
    ErrorRecord::new(
        "InvalidCast",
        Category::NotSpecified,
        exceptions::PS_INVALID_CAST,
        text,
    )
    .into()
}

/// .NET's `ToString()` of an argument, as error texts show it.
pub(crate) fn text(value: &Value) -> String {
    match value.base() {
        Value::Null | Value::Nothing => String::new(),
        Value::Str(text) => text.to_string(),
        Value::Object(object) => match object.data() {
            Data::ScriptBlock(block) => block.text().to_string(),
            _ => object.ty().0.name().to_string(),
        },
        other => format!("{other:?}"),
    }
}

/// Whether a value counts as true.
pub(crate) fn is_true(value: &Value) -> bool {
    match value.base() {
        Value::Null | Value::Nothing => false,
        Value::Bool(on) => *on,
        Value::Int32(number) => *number != 0,
        Value::Str(text) => !text.is_empty(),
        _ => true,
    }
}

/// A property of a pipeline item. A dictionary's keys are none.
pub(crate) fn property(item: &Value, name: &str) -> Result<Option<Value>> {
    match access::property(item, name) {
        Some(property) => property.value().map(Some),
        None => Ok(None),
    }
}

/// Whether a text matches a .NET regular expression.
pub(crate) fn matches(pattern: &str, options: u32, text: &str) -> Result<bool> {
    match regex::cached(pattern, RegexOptions(options)) {
        Ok(regex) => Ok(regex.is_match(text)),
        Err(error) => {
            let exception =
                stint_object::error_record::exception(exceptions::REGEX_PARSE, error.to_string());
            Err(ErrorRecord::thrown(exception).into())
        }
    }
}

/// How two texts stand to one another by the culture.
pub(crate) fn compare_text(a: &str, b: &str) -> std::cmp::Ordering {
    collation::compare(a, b, CompareOptions::NONE, Culture::current())
}

/// Whether a text matches a wildcard pattern, ignoring case.
pub(crate) fn like(text: &str, pattern: &str) -> bool {
    Wildcard::new(pattern, Case::Ignored).is_ok_and(|pattern| pattern.is_match(text))
}

//! The text of a value in the current culture, with or without a format string.

use stint_object::access;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::text::composite_format::{CompositeFailure, format_composite};
use stint_object::text::culture::Culture;
use stint_object::text::number_format::{
    BadFormat, Width, format_big_integer, format_decimal, format_f32, format_f64, format_integer,
    powershell_f32, powershell_f64,
};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Result, Str, Value, string_form};

/// `PSObject.ToString()`: PowerShell's text of a value, but numbers and dates in the current culture.
pub fn text(value: &Value) -> Result<Str> {
    let culture = Culture::current();
    match value {
        Value::Str(text) => Ok(text.clone()),
        Value::Double(number) => Ok(powershell_f64(*number, culture).into()),
        Value::Single(number) => Ok(powershell_f32(*number, culture).into()),
        Value::Object(object) if !culture.is_invariant() && has_culture_text(object.data()) => {
            access::to_text(value)
        }
        // A type by its full name, not as it is written in scripts.
        Value::Object(object) if matches!(object.data(), Data::Type(_)) => {
            Ok(string_form::net_text(value))
        }
        other => string_form::to_str_joined(other, " "),
    }
}

/// Whether the text differs between cultures.
fn has_culture_text(data: &Data) -> bool {
    matches!(
        data,
        Data::Decimal(_) | Data::DateTime(_) | Data::TimeSpan(_)
    )
}

/// A floating-point or decimal number as tables of properties show it, with the culture's number of decimals.
pub fn table_number(value: &Value) -> Option<Str> {
    let is_real = matches!(value.base(), Value::Double(_) | Value::Single(_))
        || matches!(value.data(), Some(Data::Decimal(_)));
    if !is_real {
        return None;
    }
    number_text(value, "F")?.ok().map(Str::from)
}

/// A number by a format string; `None` if the value is no number.
fn number_text(value: &Value, format: &str) -> Option<std::result::Result<String, BadFormat>> {
    let culture = Culture::current();
    let integer = |number: i128, width: Width| format_integer(number, width, format, culture);
    Some(match value.base() {
        Value::SByte(v) => integer(i128::from(*v), Width::Bits8),
        Value::Byte(v) => integer(i128::from(*v), Width::Bits8),
        Value::Int16(v) => integer(i128::from(*v), Width::Bits16),
        Value::UInt16(v) => integer(i128::from(*v), Width::Bits16),
        Value::Int32(v) => integer(i128::from(*v), Width::Bits32),
        Value::UInt32(v) => integer(i128::from(*v), Width::Bits32),
        Value::Int64(v) => integer(i128::from(*v), Width::Bits64),
        Value::UInt64(v) => integer(i128::from(*v), Width::Bits64),
        Value::Double(v) => format_f64(*v, format, culture),
        Value::Single(v) => format_f32(*v, format, culture),
        _ => match value.data()? {
            Data::Decimal(v) => format_decimal(v, format, culture),
            Data::BigInt(v) => format_big_integer(v, format, culture),
            _ => return None,
        },
    })
}

/// Formats by a composite format (`{0:N2}`) or a format string (`N2`).
pub fn formatted(value: &Value, format: &str) -> Result<Str> {
    if !format.contains("{0") && !format.contains('}') {
        return one(value, format);
    }
    let text = format_composite(format, 1, |_, format| match format {
        Some(format) => one(value, format).map(|text| text.to_string()),
        None => text(value).map(|text| text.to_string()),
    });
    match text {
        Ok(text) => Ok(text.into()),
        Err(CompositeFailure::Argument(flow)) => Err(flow),
        Err(CompositeFailure::NoArgument) => Err(bad_format(
            "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
        )),
        Err(CompositeFailure::Malformed { offset, reason }) => Err(bad_format(&format!(
            "Input string was not in a correct format. Failure to parse near offset {offset}. {}",
            reason.message()
        ))),
    }
}

/// A value by its own format string. What knows no format strings gives its text.
fn one(value: &Value, format: &str) -> Result<Str> {
    if let Some(text) = number_text(value, format) {
        return text
            .map(Str::from)
            .map_err(|_| bad_format(BadFormat::MESSAGE));
    }
    let knows_formats = value.data().is_some_and(|data| {
        matches!(
            data,
            Data::DateTime(_) | Data::TimeSpan(_) | Data::Guid(_) | Data::Enum(_) | Data::Opaque(_)
        )
    });
    if knows_formats
        && let Ok(value) = access::invoke_method(value, "ToString", &[Value::from(format)])
        && let Some(text) = value.as_str()
    {
        return Ok(text.clone());
    }
    text(value)
}

fn bad_format(message: &str) -> Flow {
    ErrorRecord::new(
        "FormatError",
        Category::InvalidArgument,
        exceptions::FORMAT,
        message,
    )
    .into()
}

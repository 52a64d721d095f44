//! `-f`.

use crate::access;
use crate::convert::number::integer_type;
use crate::object::Data;
use crate::string_form::{net_text, to_str};
use crate::text::composite_format::{CompositeFailure, format_composite};
use crate::text::culture::Culture;
use crate::text::number_format::{
    BadFormat, Width, format_big_integer, format_decimal, format_f32, format_f64, format_integer,
};
use crate::text::number_parse::IntegerType;
use crate::types::system;
use crate::{Flow, Result, Value, raise};

/// `left -f right`: a composite format string and its arguments.
///
/// # Errors
/// `FormatError`, when the string or a format is not valid.
pub fn format(left: &Value, right: &Value) -> Result<Value> {
    let text = to_str(left)?;
    let arguments = arguments(right);
    let formatted = format_composite(&text, arguments.len(), |at, format| {
        value_text(&arguments[at], format.unwrap_or(""))
    });
    match formatted {
        Ok(text) => Ok(Value::from(text)),
        Err(CompositeFailure::Argument(Failure::Flow(flow))) => Err(flow),
        Err(CompositeFailure::Argument(Failure::Format(why))) => Err(failed(left, &why)),
        Err(CompositeFailure::Malformed { offset, reason }) => Err(failed(
            left,
            &CompositeFailure::<BadFormat>::Malformed { offset, reason }.to_string(),
        )),
        Err(CompositeFailure::NoArgument) => Err(failed(
            left,
            &CompositeFailure::<BadFormat>::NoArgument.to_string(),
        )),
    }
}

/// An array of references gives the arguments; anything else is the only one.
fn arguments(right: &Value) -> Vec<Value> {
    let references = right
        .ty()
        .and_then(|ty| ty.element)
        .is_some_and(|element| !element.is_value_type());
    match right {
        Value::Object(_) if references => match right.as_array() {
            Some(array) if !array.is_multidimensional() => array.to_vec(),
            _ => vec![right.clone()],
        },
        _ => vec![right.clone()],
    }
}

enum Failure {
    Format(String),
    Flow(Flow),
}

impl From<BadFormat> for Failure {
    fn from(_: BadFormat) -> Self {
        Self::Format("Format specifier was invalid.".to_owned())
    }
}

/// A value in a format and the current culture, as .NET's `IFormattable` gives it; a format means nothing to other types.
fn value_text(value: &Value, format: &str) -> std::result::Result<String, Failure> {
    let culture = Culture::current();
    let base = value.base();
    if let Some(width) = width(base) {
        let number = crate::convert::number::integer(base).unwrap_or_default();
        return Ok(format_integer(number, width, format, culture)?);
    }
    match base {
        Value::Double(v) => return Ok(format_f64(*v, format, culture)?),
        Value::Single(v) => return Ok(format_f32(*v, format, culture)?),
        Value::Object(object) => match object.data() {
            Data::Decimal(v) => return Ok(format_decimal(v, format, culture)?),
            Data::BigInt(v) => return Ok(format_big_integer(v, format, culture)?),
            Data::DateTime(_) | Data::TimeSpan(_) | Data::Guid(_) | Data::Enum(_)
                if object.ty() != system::SWITCH_PARAMETER =>
            {
                return formattable(base, format);
            }
            Data::Opaque(_) if !format.is_empty() && is_formattable(base) => {
                return formattable(base, format);
            }
            _ => {}
        },
        _ => {}
    }
    Ok(match value {
        Value::Object(_) => object_text(value)?,
        plain => net_text(plain).to_string(),
    })
}

fn width(value: &Value) -> Option<Width> {
    Some(match integer_type(value.ty()?)? {
        IntegerType::SByte | IntegerType::Byte => Width::Bits8,
        IntegerType::Int16 | IntegerType::UInt16 => Width::Bits16,
        IntegerType::Int32 | IntegerType::UInt32 => Width::Bits32,
        IntegerType::Int64 | IntegerType::UInt64 => Width::Bits64,
    })
}

/// Arrays and such give the name of their type, custom objects their members.
fn object_text(value: &Value) -> std::result::Result<String, Failure> {
    if value.ty() == Some(system::PS_CUSTOM_OBJECT) {
        return to_str(value)
            .map(|text| text.to_string())
            .map_err(Failure::Flow);
    }
    Ok(net_text(value).to_string())
}

/// Whether a type has a `ToString` that takes a format.
fn is_formattable(value: &Value) -> bool {
    value.ty().is_some_and(|ty| {
        ty.methods_named("tostring").iter().any(|entry| {
            entry
                .signature
                .parameters
                .first()
                .is_some_and(|parameter| parameter.ty.0 == "string")
        })
    })
}

/// `ToString(format)`, by the type's own method.
fn formattable(value: &Value, format: &str) -> std::result::Result<String, Failure> {
    let result = if format.is_empty() {
        access::invoke_method(value, "ToString", &[])
    } else {
        access::invoke_method(value, "ToString", &[Value::str(format)])
    };
    match result {
        Ok(text) => Ok(net_text(&text).to_string()),
        Err(Flow::Error(record)) => {
            let inner = match record.exception.data() {
                Some(Data::Exception(data)) if !data.inner.is_null() => data.inner.clone(),
                _ => record.exception.clone(),
            };
            Err(Failure::Format(raise::message_of(&inner).to_string()))
        }
        Err(flow) => Err(Failure::Flow(flow)),
    }
}

/// "Error formatting a string: ..."
#[cold]
fn failed(format: &Value, why: &str) -> Flow {
    raise::runtime(
        "FormatError",
        format!("Error formatting a string: {why}."),
        format.clone(),
    )
}

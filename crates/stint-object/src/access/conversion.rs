//! The few conversions that access needs until the language's own are there.

use crate::access::enums;
use crate::error_record::{Category, ErrorRecord};
use crate::types::{Type, system, system::exceptions};
use crate::{Data, Result, Value};

/// Converts a value to a type.
pub fn to(value: &Value, ty: Type) -> Result<Value> {
    if value.ty().is_some_and(|from| from.is(ty)) {
        return Ok(value.clone());
    }
    convert(value.base(), ty).ok_or_else(|| {
        ErrorRecord::new(
            "ConvertToFinalInvalidCastException",
            Category::InvalidArgument,
            exceptions::PS_INVALID_CAST,
            format!("Cannot convert value to type \"{}\".", ty.name()),
        )
        .into()
    })
}

fn convert(value: &Value, ty: Type) -> Option<Value> {
    let number = || -> Option<f64> {
        Some(match value {
            Value::Bool(v) => f64::from(u8::from(*v)),
            Value::Char(v) => f64::from(*v),
            Value::SByte(v) => f64::from(*v),
            Value::Byte(v) => f64::from(*v),
            Value::Int16(v) => f64::from(*v),
            Value::UInt16(v) => f64::from(*v),
            Value::Int32(v) => f64::from(*v),
            Value::UInt32(v) => f64::from(*v),
            Value::Int64(v) => *v as f64,
            Value::UInt64(v) => *v as f64,
            Value::Single(v) => f64::from(*v),
            Value::Double(v) => *v,
            Value::Str(v) => v.trim().parse().ok()?,
            Value::Null | Value::Nothing => 0.0,
            Value::Object(object) => match object.data() {
                Data::Enum(v) => *v as f64,
                _ => return None,
            },
        })
    };
    Some(match ty {
        ty if ty == system::STRING => Value::str(super::to_text(value).ok()?),
        ty if ty == system::BOOLEAN => Value::Bool(match value {
            Value::Str(v) => !v.is_empty(),
            Value::Object(_) => true,
            _ => number()? != 0.0,
        }),
        ty if ty == system::INT32 => Value::Int32(number()?.round_ties_even() as i32),
        ty if ty == system::INT64 => Value::Int64(number()?.round_ties_even() as i64),
        ty if ty == system::DOUBLE => Value::Double(number()?),
        ty if ty == system::BYTE => Value::Byte(number()?.round_ties_even() as u8),
        ty if ty == system::CHAR => match value {
            Value::Str(v) => {
                let mut units = v.encode_utf16();
                let unit = units.next()?;
                if units.next().is_some() {
                    return None;
                }
                Value::Char(unit)
            }
            _ => Value::Char(number()? as u16),
        },
        ty if ty.is_enum() => match value {
            Value::Str(v) => enums::parse(ty, v)?,
            _ => enums::value(ty, number()? as i64),
        },
        ty if ty.is_array() => {
            let items = crate::enumerate::to_vec(value).ok()?;
            let element = ty.element?;
            let items: Option<Vec<Value>> =
                items.iter().map(|item| to(item, element).ok()).collect();
            Value::typed_array(ty, items?)
        }
        _ if value.is_null() && !ty.is_value_type() => Value::Null,
        _ if ty == system::PS_OBJECT => value.clone(),
        _ => return None,
    })
}

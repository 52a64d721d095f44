//! Conversions between types: casts, arguments, assignments to typed variables, `-as`.
//!
//! [`figure`] decides by the value's type and the wanted type which conversion applies and how good it is, [`to`] carries it out. The rules
//! are those of PowerShell's `LanguagePrimitives`; the conversion is chosen before it is tried.

pub mod enumeration;
mod figure;
mod from_string;
mod members;
pub mod number;
mod object;
mod rank;
mod sequence;

pub use crate::string_form::{to_str, to_str_joined};
pub use figure::{Conversion, figure, is_instance};
pub use rank::Rank;

use crate::object::Data;
use crate::types::system;
use crate::{Flow, Result, Str, Type, Value, raise};
use figure::How;
use number::{Refusal, change_type};

/// Converts a value to a type: what `[type]$value` does.
///
/// # Errors
/// `PSInvalidCastException` with PowerShell's error id and text.
#[inline]
pub fn to(value: &Value, ty: Type) -> Result<Value> {
    match value {
        Value::Int32(_) if ty == system::INT32 => return Ok(value.clone()),
        Value::Str(_) if ty == system::STRING => return Ok(value.clone()),
        Value::Double(_) if ty == system::DOUBLE => return Ok(value.clone()),
        Value::Bool(_) if ty == system::BOOLEAN => return Ok(value.clone()),
        Value::Int64(_) if ty == system::INT64 => return Ok(value.clone()),
        Value::Int32(v) if ty == system::INT64 => return Ok(Value::Int64(i64::from(*v))),
        Value::Int32(v) if ty == system::DOUBLE => return Ok(Value::Double(f64::from(*v))),
        Value::Nothing | Value::Null => {}
        _ if ty == system::OBJECT => return Ok(value.clone()),
        _ if ty == system::BOOLEAN => return Ok(Value::Bool(to_bool(value))),
        _ => {}
    }
    figure(value, ty).apply(value)
}

/// `-as`: the converted value, or `None` where there is no conversion.
///
/// # Errors
/// Anything but a failed conversion.
pub fn try_to(value: &Value, ty: Type) -> Result<Option<Value>> {
    let conversion = figure(value, ty);
    if conversion.rank == Rank::None {
        return Ok(None);
    }
    match conversion.apply(value) {
        Ok(converted) => Ok(Some(converted)),
        Err(flow) if raise::is_invalid_cast(&flow) => Ok(None),
        Err(flow) => Err(flow),
    }
}

/// Whether a value counts as true.
#[inline]
pub fn to_bool(value: &Value) -> bool {
    match value {
        Value::Bool(v) => *v,
        Value::Null | Value::Nothing => false,
        Value::Int32(v) => *v != 0,
        Value::Str(v) => !v.is_empty(),
        Value::Double(v) => *v != 0.0,
        Value::Int64(v) => *v != 0,
        Value::Char(v) => *v != 0,
        Value::SByte(v) => *v != 0,
        Value::Byte(v) => *v != 0,
        Value::Int16(v) => *v != 0,
        Value::UInt16(v) => *v != 0,
        Value::UInt32(v) => *v != 0,
        Value::UInt64(v) => *v != 0,
        Value::Single(v) => *v != 0.0,
        Value::Object(object) => match object.data() {
            Data::Array(array) => array.with(list_is_true),
            Data::List(list) => list_is_true(&list.lock()),
            Data::Wrapped(base) => to_bool(base),
            Data::Decimal(v) => !v.is_zero(),
            Data::BigInt(v) => v.sign() != num_bigint::Sign::NoSign,
            Data::Enum(v) => *v != 0,

            _ => true,
        },
    }
}

fn list_is_true(items: &[Value]) -> bool {
    match items {
        [] => false,
        [one] => match one.data() {
            Some(Data::Array(inner)) => !inner.is_empty(),
            Some(Data::List(inner)) => !inner.lock().is_empty(),
            _ => to_bool(one),
        },
        _ => true,
    }
}

/// `LanguagePrimitives.IsTrue`: the same as [`to_bool`], under PowerShell's name.
#[inline]
pub fn is_true(value: &Value) -> bool {
    to_bool(value)
}

/// A value as an `int`, converted as `[int]` does.
///
/// # Errors
/// As for [`to`].
pub fn to_i32(value: &Value) -> Result<i32> {
    match to(value, system::INT32)? {
        Value::Int32(v) => Ok(v),
        _ => Ok(0),
    }
}

/// A value as a `long`, converted as `[long]` does.
///
/// # Errors
/// As for [`to`].
pub fn to_i64(value: &Value) -> Result<i64> {
    match to(value, system::INT64)? {
        Value::Int64(v) => Ok(v),
        _ => Ok(0),
    }
}

/// A value as a `double`, converted as `[double]` does.
///
/// # Errors
/// As for [`to`].
pub fn to_f64(value: &Value) -> Result<f64> {
    match to(value, system::DOUBLE)? {
        Value::Double(v) => Ok(v),
        _ => Ok(0.0),
    }
}

/// "Cannot convert value "x" to type "T". Error: "..."".
#[cold]
pub(crate) fn refused(id: &'static str, text: &str, ty: Type, inner: Value) -> Flow {
    let why = raise::message_of(&inner);
    raise::invalid_cast_with(
        id,
        format!(
            "Cannot convert value \"{text}\" to type \"{}\". Error: \"{why}\"",
            ty.name()
        ),
        inner,
    )
}

/// What is thrown where there is no conversion at all.
#[cold]
pub(crate) fn impossible(value: &Value, ty: Type) -> Flow {
    let (id, message) = impossible_text(value, ty);
    raise::invalid_cast(id, message)
}

/// The id and text of [`impossible`].
pub(crate) fn impossible_text(value: &Value, ty: Type) -> (&'static str, String) {
    if value.is_null() {
        if ty.is_enum() {
            let names = enumeration::names(ty).join(",");
            return (
                "nullToEnumInvalidCast",
                format!(
                    "Cannot convert null to type \"{}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{names}\".",
                    ty.name()
                ),
            );
        }
        return (
            "nullToObjectInvalidCast",
            format!("Cannot convert null to type \"{}\".", ty.name()),
        );
    }
    let from = crate::access::type_names::first(value);
    let message = match ty.name() {
        "System.Security.SecureString" | "System.Management.Automation.PSCredential" => {
            format!(
                "Cannot convert the value of type \"{from}\" to type \"{}\".",
                ty.name()
            )
        }
        name => format!(
            "Cannot convert the \"{}\" value of type \"{from}\" to type \"{name}\".",
            crate::string_form::net_text(value)
        ),
    };
    ("ConvertToFinalInvalidCastException", message)
}

impl Conversion {
    /// Carries the conversion out.
    ///
    /// # Errors
    /// When this value cannot be converted although its type could.
    pub fn apply(&self, value: &Value) -> Result<Value> {
        let ty = self.target;
        match self.how {
            How::None => Err(impossible(value, ty)),
            How::Same => Ok(value.base().clone()),
            How::Keep => Ok(value.clone()),
            How::Wrap => Ok(wrapped(value)),
            How::Null => Ok(Value::Null),
            How::Void => Ok(Value::Nothing),
            How::Default => Ok(default_of(ty)),
            How::ChangeType => change_type(value, ty).map_err(|refusal| failed(value, ty, refusal)),
            How::CharToReal => {
                let number =
                    change_type(value, system::INT32).and_then(|number| change_type(&number, ty));
                number.map_err(|refusal| failed(value, ty, refusal))
            }
            How::Bool => Ok(Value::Bool(to_bool(value))),
            How::Switch => Ok(Value::object(
                system::SWITCH_PARAMETER,
                Data::Enum(i64::from(to_bool(value))),
            )),
            How::Text => to_str(value).map(Value::Str),
            How::ThroughText(ref through) => through.apply(&Value::Str(to_str(value)?)),
            How::ThroughNullable(ref inner) => inner.apply(value),
            How::FromBigInteger => match value.data() {
                Some(Data::BigInt(v)) => number::from_big_integer(v, ty).map_err(|refusal| {
                    refused(
                        "InvalidCastTargetInvocationExceptionop_Explicit",
                        &crate::string_form::net_text(value),
                        ty,
                        refusal.into_exception(),
                    )
                }),
                _ => Err(impossible(value, ty)),
            },
            How::ToBigInteger => number::to_big_integer(value)
                .map(number::big_integer)
                .map_err(|refusal| {
                    refused(
                        "InvalidCastTargetInvocationExceptionop_Explicit",
                        &crate::string_form::net_text(value),
                        ty,
                        refusal.into_exception(),
                    )
                }),
            How::StringToNumber => from_string::number(value, ty),
            How::StringToCharArray => Ok(from_string::char_array(value, ty)),
            How::StringToType => from_string::type_object(value, ty),
            How::StringToUri => {
                from_string::by_constructor(value, ty, "InvalidCastFromStringToUri")
            }
            How::StringToRegex => {
                from_string::by_constructor(value, ty, "InvalidCastFromStringToRegex")
            }
            How::StringToEnum => {
                enumeration::from_str(ty, value.as_str().map_or("", |text| text.as_str()))
            }
            How::IntegerToEnum => {
                let number = match value.base() {
                    Value::Object(object) => match object.data() {
                        Data::Enum(v) => number::enum_number(object.ty(), *v),
                        _ => 0,
                    },
                    other => number::integer(other).unwrap_or(0),
                };
                enumeration::from_integer(ty, value, number)
            }
            How::SequenceToEnum => sequence::to_enum(value, ty),
            How::Parse { culture } => from_string::parse(value, ty, culture),
            How::ArrayToArray => sequence::array_to_array(value, ty),
            How::SequenceToArray => sequence::to_array(value, ty),
            How::ScalarToArray(ref fallback) => {
                sequence::scalar_to_array(value, ty, fallback.as_deref())
            }
            How::SequenceConstructor { scalar } => sequence::construct(value, ty, scalar),
            How::StringCollection => sequence::string_collection(value, ty),
            How::Hashtable => Ok(object::hashtable(value)),
            How::Reference => object::reference(value, ty),
            How::Xml => object::xml(value, ty),
            How::Delegate => object::delegate(value, ty),
            How::Constructor(entry) => object::construct(value, ty, entry),
            How::CastOperator(entry) => object::cast(value, ty, entry),
            How::Properties => object::from_properties(value, ty),
            How::Custom => object::custom(value),
        }
    }
}

/// "Cannot convert value ..." by `IConvertible`.
#[cold]
fn failed(value: &Value, ty: Type, refusal: Refusal) -> Flow {
    refused(
        "InvalidCastIConvertible",
        &crate::string_form::net_text(value),
        ty,
        refusal.into_exception(),
    )
}

/// What null becomes as a number, character, boolean, string or switch.
fn default_of(ty: Type) -> Value {
    match ty {
        _ if ty == system::STRING => Value::Str(Str::new()),
        _ if ty == system::BOOLEAN => Value::Bool(false),
        _ if ty == system::CHAR => Value::Char(0),
        _ if ty == system::BIG_INTEGER => number::big_integer(num_bigint::BigInt::ZERO),
        _ if ty == system::SWITCH_PARAMETER => {
            Value::object(system::SWITCH_PARAMETER, Data::Enum(0))
        }
        _ => change_type(&Value::Int32(0), ty).unwrap_or_default(),
    }
}

/// A value that `-is [psobject]`: a custom object as it is, anything else in a wrapper.
fn wrapped(value: &Value) -> Value {
    match value {
        Value::Object(object) if matches!(object.data(), Data::Wrapped(_) | Data::Custom) => {
            value.clone()
        }
        other => match other.ty() {
            Some(ty) => Value::object(ty, Data::Wrapped(other.clone())),
            None => Value::Null,
        },
    }
}

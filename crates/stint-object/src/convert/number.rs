//! Numbers among themselves: what `System.Convert.ChangeType` does, with its rounding and its messages.

use crate::object::Data;
use crate::text::number_parse::{
    IntegerType, ParseFailure, double_to_decimal, string_to_decimal, string_to_double,
    string_to_integer, string_to_single,
};
use crate::types::system::{self, exceptions};
use crate::{Type, Value};
use num_bigint::BigInt;
use num_traits::{FromPrimitive as _, ToPrimitive as _};
use rust_decimal::Decimal;

/// Why .NET refuses: the exception's type and message.
pub struct Refusal {
    /// The exception's type.
    pub exception: Type,
    /// Its message.
    pub message: String,
}

impl Refusal {
    /// A refusal of a type.
    pub fn new(exception: Type, message: impl Into<String>) -> Self {
        Self {
            exception,
            message: message.into(),
        }
    }

    /// The exception itself.
    pub fn into_exception(self) -> Value {
        crate::error_record::exception(self.exception, self.message)
    }
}

impl From<ParseFailure> for Refusal {
    fn from(failure: ParseFailure) -> Self {
        let exception = match failure {
            ParseFailure::Format(_) => exceptions::FORMAT,
            ParseFailure::Overflow(_) => exceptions::OVERFLOW,
        };
        Self::new(exception, failure.message())
    }
}

/// What .NET calls a convertible value, by what it holds.
pub enum Convertible<'v> {
    /// A boolean.
    Bool(bool),
    /// A UTF-16 unit.
    Char(u16),
    /// Any integer, or an enum's number.
    Integer(i128),
    /// A single.
    Single(f32),
    /// A double.
    Double(f64),
    /// A decimal.
    Decimal(Decimal),
    /// A date.
    DateTime,
    /// Text.
    Str(&'v str),
}

impl<'v> Convertible<'v> {
    /// The value as .NET's `IConvertible`, `None` if it is not.
    pub fn of(value: &'v Value) -> Option<Self> {
        Some(match value.base() {
            Value::Bool(v) => Self::Bool(*v),
            Value::Char(v) => Self::Char(*v),
            Value::Single(v) => Self::Single(*v),
            Value::Double(v) => Self::Double(*v),
            Value::Str(v) => Self::Str(v),
            Value::Object(object) => match object.data() {
                Data::Decimal(v) => Self::Decimal(*v),
                Data::DateTime(_) => Self::DateTime,
                Data::Enum(v) if object.ty().is_enum() => {
                    Self::Integer(enum_number(object.ty(), *v))
                }
                _ => return None,
            },
            other => Self::Integer(integer(other)?),
        })
    }
}

/// An enum's number; unsigned ones are kept by their bits.
pub fn enum_number(ty: Type, bits: i64) -> i128 {
    if ty.underlying == Some(system::UINT64) {
        i128::from(bits as u64)
    } else {
        i128::from(bits)
    }
}

/// The number of an integer value.
#[inline]
pub fn integer(value: &Value) -> Option<i128> {
    Some(match value {
        Value::Int32(v) => i128::from(*v),
        Value::Int64(v) => i128::from(*v),
        Value::SByte(v) => i128::from(*v),
        Value::Byte(v) => i128::from(*v),
        Value::Int16(v) => i128::from(*v),
        Value::UInt16(v) => i128::from(*v),
        Value::UInt32(v) => i128::from(*v),
        Value::UInt64(v) => i128::from(*v),
        _ => return None,
    })
}

/// Which integer type a type is.
pub fn integer_type(ty: Type) -> Option<IntegerType> {
    Some(match ty {
        _ if ty == system::INT32 => IntegerType::Int32,
        _ if ty == system::INT64 => IntegerType::Int64,
        _ if ty == system::BYTE => IntegerType::Byte,
        _ if ty == system::SBYTE => IntegerType::SByte,
        _ if ty == system::INT16 => IntegerType::Int16,
        _ if ty == system::UINT16 => IntegerType::UInt16,
        _ if ty == system::UINT32 => IntegerType::UInt32,
        _ if ty == system::UINT64 => IntegerType::UInt64,
        _ => return None,
    })
}

/// Whether `IsNumeric` holds of a type: integers, reals, decimals, and enums.
pub fn is_numeric(ty: Type) -> bool {
    integer_type(ty).is_some() || is_real(ty) || ty.is_enum()
}

/// Single, double and decimal.
pub fn is_real(ty: Type) -> bool {
    ty == system::DOUBLE || ty == system::SINGLE || ty == system::DECIMAL
}

/// A value of an integer type, `None` if the number does not fit.
pub fn integer_value(ty: IntegerType, number: i128) -> Option<Value> {
    Some(match ty {
        IntegerType::SByte => Value::SByte(number.to_i8()?),
        IntegerType::Byte => Value::Byte(number.to_u8()?),
        IntegerType::Int16 => Value::Int16(number.to_i16()?),
        IntegerType::UInt16 => Value::UInt16(number.to_u16()?),
        IntegerType::Int32 => Value::Int32(number.to_i32()?),
        IntegerType::UInt32 => Value::UInt32(number.to_u32()?),
        IntegerType::Int64 => Value::Int64(number.to_i64()?),
        IntegerType::UInt64 => Value::UInt64(number.to_u64()?),
    })
}

fn overflow(ty: Type) -> Refusal {
    let what = match ty {
        _ if ty == system::BYTE => "an unsigned byte",
        _ if ty == system::SBYTE => "a signed byte",
        _ if ty == system::CHAR => "a character",
        _ if ty == system::INT16 => "an Int16",
        _ if ty == system::INT32 => "an Int32",
        _ if ty == system::INT64 => "an Int64",
        _ if ty == system::UINT16 => "a UInt16",
        _ if ty == system::UINT32 => "a UInt32",
        _ if ty == system::UINT64 => "a UInt64",
        _ => "a Decimal",
    };
    Refusal::new(
        exceptions::OVERFLOW,
        format!("Value was either too large or too small for {what}."),
    )
}

/// A decimal as a double, by .NET's own two steps.
pub fn decimal_to_f64(value: Decimal) -> f64 {
    let mantissa = value.mantissa().unsigned_abs();
    let whole = (mantissa as u64) as f64 + ((mantissa >> 64) as f64) * 18_446_744_073_709_551_616.0;
    let scaled = whole / 10f64.powi(value.scale() as i32);
    if value.is_sign_negative() {
        -scaled
    } else {
        scaled
    }
}

/// A single as a decimal: seven significant digits.
pub fn single_to_decimal(value: f32) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    double_to_decimal(format!("{value:.6e}").parse().ok()?)
}

/// A decimal value.
pub fn decimal(value: Decimal) -> Value {
    Value::object(system::DECIMAL, Data::Decimal(value))
}

/// A big integer value.
pub fn big_integer(value: BigInt) -> Value {
    Value::object(system::BIG_INTEGER, Data::BigInt(value))
}

/// `Convert.ChangeType(value, ty, InvariantCulture)`.
pub fn change_type(value: &Value, ty: Type) -> Result<Value, Refusal> {
    let Some(source) = Convertible::of(value) else {
        return Err(Refusal::new(
            exceptions::INVALID_CAST,
            "Object must implement IConvertible.",
        ));
    };
    if value.ty() == Some(ty) || ty == system::OBJECT {
        return Ok(value.base().clone());
    }
    if let Some(wanted) = integer_type(ty) {
        return to_integer(value, &source, ty, wanted);
    }
    match ty {
        _ if ty == system::DOUBLE => Ok(Value::Double(to_double(value, &source, "Double")?)),
        _ if ty == system::SINGLE => to_single(value, &source),
        _ if ty == system::DECIMAL => to_decimal(value, &source),
        _ if ty == system::BOOLEAN => to_boolean(value, &source),
        _ if ty == system::CHAR => to_char(value, &source),
        _ if ty == system::STRING => Ok(Value::Str(crate::string_form::net_text(value))),
        _ if ty == system::DATE_TIME => Err(bad(value, "DateTime")),
        _ => {
            let from = value.ty().map_or("", |ty| ty.name());
            Err(Refusal::new(
                exceptions::INVALID_CAST,
                format!("Invalid cast from '{from}' to '{}'.", ty.name()),
            ))
        }
    }
}

/// "Invalid cast from 'Boolean' to 'DateTime'."
fn bad(value: &Value, to: &str) -> Refusal {
    let from = match value.ty() {
        Some(ty) if ty.is_enum() => "Enum",
        Some(ty) => ty.short_name(),
        None => "",
    };
    Refusal::new(
        exceptions::INVALID_CAST,
        format!("Invalid cast from '{from}' to '{to}'."),
    )
}

fn to_integer(
    value: &Value,
    source: &Convertible<'_>,
    ty: Type,
    wanted: IntegerType,
) -> Result<Value, Refusal> {
    let number = match source {
        Convertible::Bool(v) => i128::from(*v),
        Convertible::Char(v) => i128::from(*v),
        Convertible::Integer(v) => *v,
        Convertible::Single(v) => f64::from(*v)
            .round_ties_even()
            .to_i128()
            .ok_or_else(|| overflow(ty))?,
        Convertible::Double(v) => v.round_ties_even().to_i128().ok_or_else(|| overflow(ty))?,
        Convertible::Decimal(v) => round_half_even(*v),
        Convertible::DateTime => return Err(bad(value, ty.short_name())),
        Convertible::Str(v) => string_to_integer(v, wanted)?,
    };
    integer_value(wanted, number).ok_or_else(|| overflow(ty))
}

/// A decimal as the nearest whole number, halves to the even one.
pub fn round_half_even(value: Decimal) -> i128 {
    value
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointNearestEven)
        .to_i128()
        .unwrap_or(i128::MAX)
}

fn to_double(value: &Value, source: &Convertible<'_>, to: &str) -> Result<f64, Refusal> {
    Ok(match source {
        Convertible::Bool(v) => f64::from(u8::from(*v)),
        Convertible::Integer(v) => *v as f64,
        Convertible::Single(v) => f64::from(*v),
        Convertible::Double(v) => *v,
        Convertible::Decimal(v) => decimal_to_f64(*v),
        Convertible::Str(v) => string_to_double(v)?,
        Convertible::Char(_) | Convertible::DateTime => return Err(bad(value, to)),
    })
}

fn to_single(value: &Value, source: &Convertible<'_>) -> Result<Value, Refusal> {
    Ok(Value::Single(match source {
        Convertible::Single(v) => *v,
        Convertible::Str(v) => string_to_single(v)?,
        Convertible::Integer(v) => *v as f32,
        _ => to_double(value, source, "Single")? as f32,
    }))
}

fn to_decimal(value: &Value, source: &Convertible<'_>) -> Result<Value, Refusal> {
    let number = match source {
        Convertible::Bool(v) => Some(Decimal::from(u8::from(*v))),
        Convertible::Integer(v) => Decimal::from_i128(*v),
        Convertible::Single(v) => single_to_decimal(*v),
        Convertible::Double(v) => double_to_decimal(*v),
        Convertible::Decimal(v) => Some(*v),
        Convertible::Str(v) => Some(string_to_decimal(v)?),
        Convertible::Char(_) | Convertible::DateTime => return Err(bad(value, "Decimal")),
    };
    number.map(decimal).ok_or_else(|| overflow(system::DECIMAL))
}

fn to_boolean(value: &Value, source: &Convertible<'_>) -> Result<Value, Refusal> {
    Ok(Value::Bool(match source {
        Convertible::Bool(v) => *v,
        Convertible::Integer(v) => *v != 0,
        Convertible::Single(v) => *v != 0.0,
        Convertible::Double(v) => *v != 0.0,
        Convertible::Decimal(v) => !v.is_zero(),
        Convertible::Str(v) => match v.trim() {
            text if text.eq_ignore_ascii_case("true") => true,
            text if text.eq_ignore_ascii_case("false") => false,
            _ => {
                return Err(Refusal::new(
                    exceptions::FORMAT,
                    format!("String '{v}' was not recognized as a valid Boolean."),
                ));
            }
        },
        Convertible::Char(_) | Convertible::DateTime => return Err(bad(value, "Boolean")),
    }))
}

fn to_char(value: &Value, source: &Convertible<'_>) -> Result<Value, Refusal> {
    match source {
        Convertible::Char(v) => Ok(Value::Char(*v)),
        Convertible::Integer(v) => v
            .to_u16()
            .map(Value::Char)
            .ok_or_else(|| overflow(system::CHAR)),
        Convertible::Str(v) => one_char(v).map(Value::Char).ok_or_else(|| {
            Refusal::new(
                exceptions::FORMAT,
                "String must be exactly one character long.",
            )
        }),
        _ => Err(bad(value, "Char")),
    }
}

/// The UTF-16 unit of a text that is one long.
pub fn one_char(text: &str) -> Option<u16> {
    let mut units = text.encode_utf16();
    let unit = units.next()?;
    units.next().is_none().then_some(unit)
}

/// An explicit cast of a big integer to a numeric type: cut off, and checked for integers.
pub fn from_big_integer(value: &BigInt, ty: Type) -> Result<Value, Refusal> {
    if let Some(wanted) = integer_type(ty) {
        return value
            .to_i128()
            .and_then(|number| integer_value(wanted, number))
            .ok_or_else(|| overflow(ty));
    }
    match ty {
        _ if ty == system::DOUBLE => Ok(Value::Double(big_to_f64(value))),
        _ if ty == system::SINGLE => Ok(Value::Single(big_to_f64(value) as f32)),
        _ => value
            .to_i128()
            .and_then(Decimal::from_i128)
            .map(decimal)
            .ok_or_else(|| overflow(ty)),
    }
}

/// A big integer as a double: infinite if it is too big.
pub fn big_to_f64(value: &BigInt) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// A number as a big integer, cut off behind the point.
pub fn to_big_integer(value: &Value) -> Result<BigInt, Refusal> {
    match Convertible::of(value) {
        Some(Convertible::Bool(v)) => Ok(BigInt::from(u8::from(v))),
        Some(Convertible::Char(v)) => Ok(BigInt::from(v)),
        Some(Convertible::Integer(v)) => Ok(BigInt::from(v)),
        Some(Convertible::Single(v)) => big_of_real(f64::from(v)),
        Some(Convertible::Double(v)) => big_of_real(v),
        Some(Convertible::Decimal(v)) => Ok(BigInt::from(v.trunc().to_i128().unwrap_or_default())),
        _ => Err(bad(value, "BigInteger")),
    }
}

fn big_of_real(value: f64) -> Result<BigInt, Refusal> {
    BigInt::from_f64(value.trunc()).ok_or_else(|| {
        let what = if value.is_nan() {
            "The value is not a number."
        } else {
            "BigInteger cannot represent infinity."
        };
        Refusal::new(exceptions::OVERFLOW, what)
    })
}

//! `-x`, `+x`, `-not x`, `-bnot x`, `x++`, `x--`.

use super::arithmetic::{add, subtract};
use super::number::{Operand, Operation, calculate, from_text};
use super::overloaded;
use crate::convert::{self, Rank, figure};
use crate::object::Data;
use crate::text::number_parse::IntegerType;
use crate::types::system;
use crate::{Result, Value, raise};

/// `-value`.
///
/// # Errors
/// As for subtraction from zero.
#[inline]
pub fn negate(value: &Value) -> Result<Value> {
    match value {
        Value::Int32(v) if *v != i32::MIN => Ok(Value::Int32(-v)),
        Value::Double(v) => Ok(Value::Double(0.0 - v)),
        _ => subtract(&Value::Int32(0), value),
    }
}

/// `+value`.
///
/// # Errors
/// As for addition to zero.
#[inline]
pub fn plus(value: &Value) -> Result<Value> {
    match value {
        Value::Int32(_) | Value::Double(_) | Value::Int64(_) => Ok(value.clone()),
        _ => add(&Value::Int32(0), value),
    }
}

/// `-not value`, `!value`.
#[inline]
pub fn not(value: &Value) -> Value {
    Value::Bool(!convert::to_bool(value))
}

/// `-bnot value`.
///
/// # Errors
/// PowerShell's, when the value is no number.
pub fn bnot(value: &Value) -> Result<Value> {
    let base = value.base();
    Ok(match base {
        Value::Null | Value::Nothing => Value::Int32(-1),
        Value::Int32(v) => Value::Int32(!v),
        Value::Int64(v) => Value::Int64(!v),
        Value::UInt32(v) => Value::UInt32(!v),
        Value::UInt64(v) => Value::UInt64(!v),
        Value::SByte(v) => Value::Int32(!i32::from(*v)),
        Value::Byte(v) => Value::Int32(!i32::from(*v)),
        Value::Int16(v) => Value::Int32(!i32::from(*v)),
        Value::UInt16(v) => Value::Int32(!i32::from(*v)),
        Value::Str(text) => return bnot(&from_text(text, Some(system::INT32))?),
        Value::Double(v) => return super::bitwise::complement_real(base, *v),
        Value::Single(v) => return super::bitwise::complement_real(base, f64::from(*v)),
        _ => return bnot_object(value),
    })
}

fn bnot_object(value: &Value) -> Result<Value> {
    let base = value.base();
    match base.data() {
        Some(Data::Decimal(v)) => {
            let number = convert::number::decimal_to_f64(*v);
            return super::bitwise::complement_real(base, number);
        }
        Some(Data::BigInt(v)) => return Ok(convert::number::big_integer(-(v.clone()) - 1)),
        Some(Data::Enum(v)) if base.ty().is_some_and(|ty| ty.is_enum()) => {
            let ty = base.ty().unwrap_or(system::INT32);
            return Ok(convert::enumeration::value(ty, i128::from(!*v)));
        }
        _ => {}
    }
    if let Some(ty) = base.ty()
        && !ty.static_methods_named("op_onescomplement").is_empty()
    {
        return overloaded::implicit("op_OnesComplement", "-bnot", base, &Value::Null);
    }
    for ty in [system::INT32, system::INT64] {
        let conversion = figure(base, ty);
        if conversion.rank != Rank::None {
            return bnot(&conversion.apply(base)?);
        }
    }
    Err(convert::impossible(value, system::INT32))
}

/// What `++` makes of a value.
///
/// # Errors
/// When the value is not a number.
#[inline]
pub fn increment(value: &Value) -> Result<Value> {
    match value {
        Value::Int32(v) if *v != i32::MAX => Ok(Value::Int32(v + 1)),
        _ => step(value, 1, "++"),
    }
}

/// What `--` makes of a value.
///
/// # Errors
/// When the value is not a number.
#[inline]
pub fn decrement(value: &Value) -> Result<Value> {
    match value {
        Value::Int32(v) if *v != i32::MIN => Ok(Value::Int32(v - 1)),
        _ => step(value, -1, "--"),
    }
}

fn step(value: &Value, by: i32, symbol: &str) -> Result<Value> {
    let base = value.base();
    if base.is_null() {
        return Ok(Value::Int32(by));
    }
    match Operand::of(base).filter(Operand::is_numeric) {
        Some(operand) => {
            let by = Operand::Integer(IntegerType::Int32, i128::from(by), None);
            calculate(Operation::Add, &operand, &by)
        }
        None => Err(raise::runtime(
            "OperatorRequiresNumber",
            format!(
                "The '{symbol}' operator works only on numbers. The operand is a '{}'.",
                super::errors::operand(base)
            ),
            Value::Null,
        )),
    }
}

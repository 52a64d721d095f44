//! `-band -bor -bxor -shl -shr`.

use super::number::{Operand, from_text, right_operand};
use super::overloaded::implicit;
use crate::convert::number::{decimal_to_f64, integer_type};
use crate::convert::{self, Rank, figure};
use crate::text::number_parse::IntegerType;
use crate::types::system::{self, exceptions};
use crate::{Result, Type, Value, raise};

#[derive(Clone, Copy)]
enum Bits {
    And,
    Or,
    Xor,
}

impl Bits {
    fn apply(self, a: u64, b: u64) -> u64 {
        match self {
            Self::And => a & b,
            Self::Or => a | b,
            Self::Xor => a ^ b,
        }
    }

    fn method(self) -> (&'static str, &'static str) {
        match self {
            Self::And => ("op_BitwiseAnd", "-band"),
            Self::Or => ("op_BitwiseOr", "-bor"),
            Self::Xor => ("op_ExclusiveOr", "-bxor"),
        }
    }
}

/// `left -band right`.
///
/// # Errors
/// PowerShell's, when an operand is no number.
#[inline]
pub fn band(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(Value::Int32(a & b)),
        _ => combine(Bits::And, left, right),
    }
}

/// `left -bor right`.
///
/// # Errors
/// As for [`band`].
#[inline]
pub fn bor(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(Value::Int32(a | b)),
        _ => combine(Bits::Or, left, right),
    }
}

/// `left -bxor right`.
///
/// # Errors
/// As for [`band`].
#[inline]
pub fn bxor(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(Value::Int32(a ^ b)),
        _ => combine(Bits::Xor, left, right),
    }
}

/// `left -shl right`.
///
/// # Errors
/// As for [`band`].
#[inline]
pub fn shl(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(Value::Int32(a.wrapping_shl(*b as u32))),
        _ => shift(left, right, true),
    }
}

/// `left -shr right`.
///
/// # Errors
/// As for [`band`].
#[inline]
pub fn shr(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(Value::Int32(a.wrapping_shr(*b as u32))),
        _ => shift(left, right, false),
    }
}

/// The integer type that a bitwise operation of a type code is done in.
fn wide(code: u8) -> IntegerType {
    match code {
        0..=9 => IntegerType::Int32,
        10 => IntegerType::UInt32,
        11 => IntegerType::Int64,
        _ => IntegerType::UInt64,
    }
}

fn wide_type(code: u8) -> Type {
    match wide(code) {
        IntegerType::Int32 => system::INT32,
        IntegerType::UInt32 => system::UINT32,
        IntegerType::Int64 => system::INT64,
        _ => system::UINT64,
    }
}

/// The type code of an operand that is no primitive: only its order matters.
fn code_of(value: &Value) -> u8 {
    match value {
        Value::Null | Value::Nothing => 0,
        Value::Str(_) => 18,
        _ if value.ty() == Some(system::DATE_TIME) => 16,
        _ => 1,
    }
}

fn combine(bits: Bits, left: &Value, right: &Value) -> Result<Value> {
    let (base, bare) = (left.base(), right.base());
    if base.is_null() && bare.is_null() {
        return Ok(Value::Int32(0));
    }
    let (own, other) = (Operand::of(base), Operand::of(bare));
    if own.is_some() || other.is_some() {
        let code = own
            .map_or_else(|| code_of(base), |operand| operand.code())
            .max(other.map_or_else(|| code_of(bare), |operand| operand.code()));
        let (a, b) = match (own, other) {
            (Some(a), Some(b)) => (Some(a), Some(b)),
            (Some(a), None) => (Some(a), right_operand(bare, wide_type(a.code()))?),
            (None, Some(b)) => (right_operand(base, wide_type(b.code()))?, Some(b)),
            (None, None) => (None, None),
        };
        if matches!(code, 13..=15) {
            let (Some(a), Some(b)) = (a, b) else {
                return Err(raise::net(
                    exceptions::NULL_REFERENCE,
                    "Object reference not set to an instance of an object.",
                ));
            };
            return reals(bits, code, &a, &b, base, bare);
        }
        if let (Some(a), Some(b)) = (a, b) {
            let ty = wide(code);
            let number = bits.apply(a.integer() as u64, b.integer() as u64);
            let result = of_bits(ty, number);
            return match own.and_then(|operand| operand.enum_type()) {
                Some(ty) => Ok(convert::enumeration::of_number(
                    ty,
                    i128::from(number as i64),
                )),
                None => Ok(result),
            };
        }
    }
    if matches!(base, Value::Str(_)) || matches!(bare, Value::Str(_)) {
        let a = match base {
            Value::Str(text) => from_text(text, bare.ty())?,
            other => other.clone(),
        };
        let b = match bare {
            Value::Str(text) => from_text(text, base.ty())?,
            other => other.clone(),
        };
        return combine(bits, &a, &b);
    }
    let (method, symbol) = bits.method();
    implicit(method, symbol, base, bare)
}

fn of_bits(ty: IntegerType, bits: u64) -> Value {
    match ty {
        IntegerType::Int32 => Value::Int32(bits as i32),
        IntegerType::UInt32 => Value::UInt32(bits as u32),
        IntegerType::Int64 => Value::Int64(bits as i64),
        _ => Value::UInt64(bits),
    }
}

/// Reals and decimals: as unsigned longs, or as a long if one is negative.
fn reals(
    bits: Bits,
    code: u8,
    a: &Operand,
    b: &Operand,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let (wanted, is_decimal) = if code == 15 {
        (system::DECIMAL, true)
    } else {
        (system::DOUBLE, false)
    };
    let prepare = |operand: &Operand, value: &Value| -> Result<Value> {
        match operand {
            Operand::Integer(_, v, Some(_)) if !is_decimal => Ok(Value::Double(*v as f64)),
            _ if value.is_null() => convert::to(&Value::Int32(0), wanted),
            _ => convert::to(value, wanted),
        }
    };
    let (left, right) = (prepare(a, left)?, prepare(b, right)?);
    let negative = is_negative(&left) || is_negative(&right);
    let result = bits.apply(unsigned(&left)?, unsigned(&right)?);
    Ok(if negative {
        Value::Int64(result as i64)
    } else {
        Value::UInt64(result)
    })
}

fn is_negative(value: &Value) -> bool {
    match Operand::of(value) {
        Some(Operand::Double(v)) => v < 0.0,
        Some(Operand::Decimal(v)) => v.is_sign_negative() && !v.is_zero(),
        _ => false,
    }
}

fn unsigned(value: &Value) -> Result<u64> {
    if is_negative(value) {
        return match convert::to(value, system::INT64)? {
            Value::Int64(v) => Ok(v as u64),
            _ => Ok(0),
        };
    }
    match convert::to(value, system::UINT64)? {
        Value::UInt64(v) => Ok(v),
        _ => Ok(0),
    }
}

fn shift(left: &Value, right: &Value, to_left: bool) -> Result<Value> {
    let (base, bare) = (left.base(), right.base());
    if base.is_null() {
        return Ok(Value::Int32(0));
    }
    if matches!(base, Value::Str(_)) || matches!(bare, Value::Str(_)) {
        let a = match base {
            Value::Str(text) => from_text(text, bare.ty())?,
            other => other.clone(),
        };
        let b = match bare {
            Value::Str(text) => from_text(text, base.ty())?,
            other => other.clone(),
        };
        return shift(&a, &b, to_left);
    }
    let Some(operand) = Operand::of(base).filter(Operand::is_numeric) else {
        if base.ty() == Some(system::PS_CUSTOM_OBJECT)
            && figure(bare, system::INT32).rank == Rank::None
        {
            return Err(convert::impossible(right, system::INT32));
        }
        let (method, symbol) = if to_left {
            ("op_LeftShift", "-shl")
        } else {
            ("op_RightShift", "-shr")
        };
        return implicit(method, symbol, base, bare);
    };
    let conversion = figure(bare, system::INT32);
    if conversion.rank == Rank::None {
        return Err(convert::impossible(right, system::INT32));
    }
    if let Some(ty) = operand.enum_type() {
        return Err(enum_shift(ty, to_left));
    }
    let count = match conversion.apply(bare)? {
        Value::Int32(count) => count,
        _ => 0,
    };
    shift_number(&operand, base, count, to_left)
}

#[cold]
fn enum_shift(ty: Type, to_left: bool) -> crate::Flow {
    let name = if to_left { "LeftShift" } else { "RightShift" };
    raise::net(
        exceptions::INVALID_OPERATION,
        format!(
            "The binary operator {name} is not defined for the types '{}' and 'System.Int32'.",
            ty.name()
        ),
    )
}

fn shift_number(operand: &Operand, base: &Value, count: i32, to_left: bool) -> Result<Value> {
    let number = match operand {
        Operand::Integer(..) => base.clone(),
        Operand::Decimal(v) => by_size(base, decimal_to_f64(*v))?,
        other => by_size(base, other.double())?,
    };
    // .NET shifts small integers in their own type.
    let by = count as u32;
    Ok(match number {
        Value::Int32(v) => Value::Int32(if to_left {
            v.wrapping_shl(by)
        } else {
            v.wrapping_shr(by)
        }),
        Value::UInt32(v) => Value::UInt32(if to_left {
            v.wrapping_shl(by)
        } else {
            v.wrapping_shr(by)
        }),
        Value::Int64(v) => Value::Int64(if to_left {
            v.wrapping_shl(by)
        } else {
            v.wrapping_shr(by)
        }),
        Value::UInt64(v) => Value::UInt64(if to_left {
            v.wrapping_shl(by)
        } else {
            v.wrapping_shr(by)
        }),
        small => shift_small(&small, by & 0x1f, to_left),
    })
}

fn shift_small(value: &Value, by: u32, to_left: bool) -> Value {
    let number = convert::number::integer(value).unwrap_or_default() as i64;
    let shifted = if to_left { number << by } else { number >> by };
    match value.ty().and_then(integer_type) {
        Some(IntegerType::SByte) => Value::SByte(shifted as i8),
        Some(IntegerType::Byte) => Value::Byte(shifted as u8),
        Some(IntegerType::Int16) => Value::Int16(shifted as i16),
        _ => Value::UInt16(shifted as u16),
    }
}

/// A real number as the smallest of four integer types that holds it.
fn by_size(value: &Value, number: f64) -> Result<Value> {
    let ty = if (-2_147_483_648.0..=2_147_483_647.0).contains(&number) {
        system::INT32
    } else if (0.0..=4_294_967_295.0).contains(&number) {
        system::UINT32
    } else if (-9_223_372_036_854_775_808.0..=9_223_372_036_854_775_807.0).contains(&number) {
        system::INT64
    } else if (0.0..=18_446_744_073_709_551_615.0).contains(&number) {
        system::UINT64
    } else {
        let ty = if value.ty() == Some(system::DECIMAL) {
            system::INT32
        } else {
            system::UINT64
        };
        return Err(convert::impossible(value, ty));
    };
    convert::to(value, ty)
}

/// The complement of a real number.
pub(super) fn complement_real(value: &Value, number: f64) -> Result<Value> {
    Ok(match by_size(value, number)? {
        Value::Int32(v) => Value::Int32(!v),
        Value::UInt32(v) => Value::UInt32(!v),
        Value::Int64(v) => Value::Int64(!v),
        Value::UInt64(v) => Value::UInt64(!v),
        other => other,
    })
}

//! Arithmetic on numbers of mixed types: which type an operation is done in, and what happens when a result does not fit.

use super::errors;
use crate::convert::number::{
    big_to_f64, decimal, decimal_to_f64, enum_number, integer, integer_type, single_to_decimal,
};
use crate::error_record::exception;
use crate::object::Data;
use crate::text::number_parse::{IntegerType, double_to_decimal};
use crate::types::system::{self, exceptions};
use crate::{Flow, Result, Type, Value, raise};
use num_bigint::BigInt;
use num_traits::FromPrimitive as _;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The operations that numbers have among themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// A number, character, boolean or enum as an operand.
#[derive(Clone, Copy)]
pub(super) enum Operand {
    Bool(bool),
    Char(u16),
    /// Any integer with its type; an enum's number with its enum.
    Integer(IntegerType, i128, Option<Type>),
    Single(f32),
    Double(f64),
    Decimal(Decimal),
}

impl Operand {
    /// The operand in a value, `None` if it is neither number nor primitive.
    pub(super) fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Bool(v) => Self::Bool(*v),
            Value::Char(v) => Self::Char(*v),
            Value::Single(v) => Self::Single(*v),
            Value::Double(v) => Self::Double(*v),
            Value::Object(object) => match object.data() {
                Data::Decimal(v) => Self::Decimal(*v),
                Data::Enum(v) if object.ty().is_enum() => {
                    let ty = object.ty();
                    let under = crate::convert::enumeration::underlying(ty);
                    Self::Integer(under, enum_number(ty, *v), Some(ty))
                }
                _ => return None,
            },
            other => Self::Integer(integer_type(other.ty()?)?, integer(other)?, None),
        })
    }

    /// Whether PowerShell calls it numeric: characters and booleans are only primitive.
    pub(super) fn is_numeric(&self) -> bool {
        !matches!(self, Self::Bool(_) | Self::Char(_))
    }

    /// The enum whose value it is.
    pub(super) fn enum_type(&self) -> Option<Type> {
        match self {
            Self::Integer(_, _, ty) => *ty,
            _ => None,
        }
    }

    /// .NET's type code: the wider of two decides.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Bool(_) => 3,
            Self::Char(_) => 4,
            Self::Integer(ty, ..) => match ty {
                IntegerType::SByte => 5,
                IntegerType::Byte => 6,
                IntegerType::Int16 => 7,
                IntegerType::UInt16 => 8,
                IntegerType::Int32 => 9,
                IntegerType::UInt32 => 10,
                IntegerType::Int64 => 11,
                IntegerType::UInt64 => 12,
            },
            Self::Single(_) => 13,
            Self::Double(_) => 14,
            Self::Decimal(_) => 15,
        }
    }

    fn is_signed(&self) -> bool {
        matches!(self.code(), 5 | 7 | 9 | 11)
    }

    /// The number of what is no real.
    pub(super) fn integer(&self) -> i128 {
        match self {
            Self::Bool(v) => i128::from(*v),
            Self::Char(v) => i128::from(*v),
            Self::Integer(_, v, _) => *v,
            Self::Single(v) => v.round_ties_even() as i128,
            Self::Double(v) => v.round_ties_even() as i128,
            Self::Decimal(v) => crate::convert::number::round_half_even(*v),
        }
    }

    /// The number as a double.
    pub(super) fn double(&self) -> f64 {
        match self {
            Self::Single(v) => f64::from(*v),
            Self::Double(v) => *v,
            Self::Decimal(v) => decimal_to_f64(*v),
            other => other.integer() as f64,
        }
    }

    /// The number as a decimal, by .NET's own cast.
    fn decimal(&self) -> Result<Decimal> {
        let number = match self {
            Self::Bool(_) => {
                return Err(errors::no_coercion("System.Boolean", "System.Decimal"));
            }
            Self::Integer(_, _, Some(ty)) => {
                return Err(errors::no_coercion(ty.name(), "System.Decimal"));
            }
            Self::Char(v) => Some(Decimal::from(*v)),
            Self::Integer(_, v, None) => Decimal::from_i128(*v),
            Self::Single(v) => single_to_decimal(*v),
            Self::Double(v) => double_to_decimal(*v),
            Self::Decimal(v) => Some(*v),
        };
        number.ok_or_else(|| raise::net(exceptions::OVERFLOW, DECIMAL_OVERFLOW))
    }
}

const DECIMAL_OVERFLOW: &str = "Value was either too large or too small for a Decimal.";

/// In which type an operation is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Domain {
    Int,
    UInt,
    Long,
    ULong,
    Double,
    Decimal,
    /// Decimal, or double where that overflows.
    DecimalOrDouble,
}

fn domain(left: &Operand, right: &Operand) -> Result<Domain> {
    let code = left.code().max(right.code());
    // An unsigned operand with a negative one needs a wider type; the test itself is not possible with enums.
    let negative = || -> Result<bool> {
        for side in [left, right] {
            if side.is_signed() {
                if let Some(ty) = side.enum_type() {
                    return Err(no_order(ty));
                }
                return Ok(side.integer() < 0);
            }
        }
        Ok(false)
    };
    Ok(match code {
        0..=9 => Domain::Int,
        10 if negative()? => Domain::Long,
        10 => Domain::UInt,
        11 => Domain::Long,
        12 if negative()? => Domain::DecimalOrDouble,
        12 => Domain::ULong,
        15 => Domain::Decimal,
        _ => Domain::Double,
    })
}

/// .NET's expression trees do not compare enums with zero.
#[cold]
pub(super) fn no_order(ty: Type) -> Flow {
    raise::net(
        exceptions::INVALID_OPERATION,
        format!(
            "The binary operator LessThan is not defined for the types '{0}' and '{0}'.",
            ty.name()
        ),
    )
}

/// An operation on two numbers, also of an enum on the left: then the result is of the enum.
pub(super) fn calculate(operation: Operation, left: &Operand, right: &Operand) -> Result<Value> {
    let result = match domain(left, right)? {
        Domain::Int => whole(
            operation,
            left.integer(),
            right.integer(),
            IntegerType::Int32,
        ),
        Domain::UInt => whole(
            operation,
            left.integer(),
            right.integer(),
            IntegerType::UInt32,
        ),
        Domain::Long => whole(
            operation,
            left.integer(),
            right.integer(),
            IntegerType::Int64,
        ),
        Domain::ULong => whole(
            operation,
            left.integer(),
            right.integer(),
            IntegerType::UInt64,
        ),
        Domain::Double => Ok(Value::Double(real(
            operation,
            left.double(),
            right.double(),
        ))),
        Domain::Decimal => decimals(operation, left.decimal()?, right.decimal()?),
        Domain::DecimalOrDouble => match decimals(operation, left.decimal()?, right.decimal()?) {
            Err(flow) if is_overflow(&flow) => Ok(Value::Double(real(
                operation,
                left.double(),
                right.double(),
            ))),
            other => other,
        },
    }?;
    match left.enum_type() {
        Some(ty) => as_enum(ty, &result),
        None => Ok(result),
    }
}

fn is_overflow(flow: &Flow) -> bool {
    flow.error()
        .is_some_and(|record| match record.exception.data() {
            Some(Data::Exception(data)) => data.inner.ty() == Some(exceptions::OVERFLOW),
            _ => false,
        })
}

/// A result as a value of the left operand's enum: only if it is of the type under it.
fn as_enum(ty: Type, result: &Value) -> Result<Value> {
    if result.ty() == ty.underlying {
        let number = integer(result).unwrap_or_default();
        return Ok(crate::convert::enumeration::value(ty, number));
    }
    Err(raise::net(
        exceptions::INVALID_CAST,
        format!(
            "Unable to cast object of type '{}' to type '{}'.",
            result.ty().map_or("", |ty| ty.name()),
            ty.name()
        ),
    ))
}

/// Integers: in their type, or as a double where the result does not fit or is no integer.
fn whole(operation: Operation, left: i128, right: i128, ty: IntegerType) -> Result<Value> {
    let result = match operation {
        Operation::Add => Some(left + right),
        Operation::Subtract => Some(left - right),
        Operation::Multiply => left.checked_mul(right),
        Operation::Divide | Operation::Remainder if right == 0 => {
            return Err(errors::divide_by_zero());
        }
        Operation::Divide if left % right == 0 => Some(left / right),
        Operation::Divide => return Ok(Value::Double(left as f64 / right as f64)),
        Operation::Remainder => Some(left % right),
    };
    match result {
        Some(result) => Ok(crate::convert::number::integer_value(ty, result)
            .unwrap_or(Value::Double(result as f64))),
        None => Ok(Value::Double(big_to_f64(
            &(BigInt::from(left) * BigInt::from(right)),
        ))),
    }
}

fn real(operation: Operation, left: f64, right: f64) -> f64 {
    match operation {
        Operation::Add => left + right,
        Operation::Subtract => left - right,
        Operation::Multiply => left * right,
        Operation::Divide => left / right,
        Operation::Remainder => left % right,
    }
}

fn decimals(operation: Operation, left: Decimal, right: Decimal) -> Result<Value> {
    let result = match operation {
        Operation::Add => super::decimal::add(left, right),
        Operation::Subtract => super::decimal::subtract(left, right),
        Operation::Multiply => super::decimal::multiply(left, right),
        Operation::Divide | Operation::Remainder if right.is_zero() => {
            return Err(errors::divide_by_zero());
        }
        Operation::Divide => super::decimal::divide(left, right),
        Operation::Remainder => super::decimal::remainder(left, right),
    };
    result
        .map(decimal)
        .ok_or_else(|| raise::runtime_around(exception(exceptions::OVERFLOW, DECIMAL_OVERFLOW)))
}

/// How two numbers compare, `None` if one is not a number.
pub(super) fn ordering(left: &Operand, right: &Operand) -> Result<Option<Ordering>> {
    Ok(match domain(left, right)? {
        Domain::Double => left.double().partial_cmp(&right.double()),
        Domain::Decimal => match (left, right) {
            (Operand::Single(_) | Operand::Double(_), Operand::Decimal(right)) => {
                match double_to_decimal(left.double()) {
                    Some(left) => Some(left.cmp(right)),
                    None => left.double().partial_cmp(&decimal_to_f64(*right)),
                }
            }
            (Operand::Decimal(left), Operand::Single(_) | Operand::Double(_)) => {
                match double_to_decimal(right.double()) {
                    Some(right) => Some(left.cmp(&right)),
                    None => decimal_to_f64(*left).partial_cmp(&right.double()),
                }
            }
            _ => Some(left.decimal()?.cmp(&right.decimal()?)),
        },
        Domain::DecimalOrDouble => Some(left.decimal()?.cmp(&right.decimal()?)),
        _ => Some(left.integer().cmp(&right.integer())),
    })
}

/// The right operand of a numeric left one: a number as it is, null as zero, an enum or a boolean converted where .NET would.
pub(super) fn right_operand(value: &Value, left: Type) -> Result<Option<Operand>> {
    if value.is_null() {
        return Ok(Some(Operand::Integer(IntegerType::Int32, 0, None)));
    }
    let Some(operand) = Operand::of(value) else {
        return Ok(None);
    };
    match operand {
        Operand::Integer(_, _, Some(ty)) if ty == left => Ok(Some(operand)),
        Operand::Integer(_, _, Some(_)) => {
            let converted = crate::convert::to(value, left)?;
            Ok(Operand::of(&converted))
        }
        Operand::Bool(v) if left == system::DECIMAL => {
            Ok(Some(Operand::Decimal(Decimal::from(u8::from(v)))))
        }
        _ => Ok(Some(operand)),
    }
}

/// A string as a number for an operation with a value of a type: as a literal, or else converted to that type.
pub(super) fn from_text(text: &str, other: Option<Type>) -> Result<Value> {
    use crate::text::number_parse::{ScannedNumber, scan_number};
    if let Some(number) = scan_number(text) {
        return Ok(match number {
            ScannedNumber::Integer(ty, v) => {
                crate::convert::number::integer_value(ty, v).unwrap_or_default()
            }
            ScannedNumber::BigInteger(v) => crate::convert::number::big_integer(v),
            ScannedNumber::Decimal(v) => decimal(v),
            ScannedNumber::Double(v) => Value::Double(v),
        });
    }
    let wanted = other
        .filter(|ty| crate::convert::number::is_numeric(*ty))
        .unwrap_or(system::INT32);
    crate::convert::to(&Value::str(text), wanted)
}

//! Typed values of number literals.

use num_bigint::BigInt;
use rust_decimal::Decimal;

/// The value of a number literal, already of the type that PowerShell gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// `[byte]`
    Byte(u8),
    /// `[sbyte]`
    SByte(i8),
    /// `[int16]`
    Short(i16),
    /// `[uint16]`
    UShort(u16),
    /// `[int]`
    Int(i32),
    /// `[uint32]`
    UInt(u32),
    /// `[long]`
    Long(i64),
    /// `[uint64]`
    ULong(u64),
    /// `[decimal]`
    Decimal(Box<Decimal>),
    /// `[double]`
    Double(f64),
    /// `[bigint]`
    BigInt(Box<BigInt>),
}

impl Number {
    /// The .NET type name without its namespace.
    pub fn type_name(&self) -> &'static str {
        match self {
            Number::Byte(_) => "Byte",
            Number::SByte(_) => "SByte",
            Number::Short(_) => "Int16",
            Number::UShort(_) => "UInt16",
            Number::Int(_) => "Int32",
            Number::UInt(_) => "UInt32",
            Number::Long(_) => "Int64",
            Number::ULong(_) => "UInt64",
            Number::Decimal(_) => "Decimal",
            Number::Double(_) => "Double",
            Number::BigInt(_) => "BigInteger",
        }
    }
}

impl std::fmt::Display for Number {
    /// As .NET writes the value in the invariant culture; doubles in their shortest form.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Byte(value) => value.fmt(f),
            Number::SByte(value) => value.fmt(f),
            Number::Short(value) => value.fmt(f),
            Number::UShort(value) => value.fmt(f),
            Number::Int(value) => value.fmt(f),
            Number::UInt(value) => value.fmt(f),
            Number::Long(value) => value.fmt(f),
            Number::ULong(value) => value.fmt(f),
            Number::Decimal(value) => value.fmt(f),
            Number::Double(value) => value.fmt(f),
            Number::BigInt(value) => value.fmt(f),
        }
    }
}

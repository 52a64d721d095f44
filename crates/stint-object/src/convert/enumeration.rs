//! Enums: names to numbers and back, as `Enum.Parse`, `Enum.ToString` and PowerShell's own disambiguation do it.

use super::number::{Refusal, integer_type};
use crate::error_record::exception_with;
use crate::object::Data;
use crate::raise;
use crate::text::culture::Culture;
use crate::text::number_parse::{IntegerType, NumberStyles, ParseFailure, parse_integer};
use crate::types::system::{self, exceptions};
use crate::{Result, Str, Type, Value};

/// A value of an enum.
pub fn value(ty: Type, number: i128) -> Value {
    Value::object(ty, Data::Enum(number as i64))
}

/// `Enum.ToObject`: the value of a number, of which the underlying type's bits are kept.
pub fn of_number(ty: Type, number: i128) -> Value {
    value(ty, truncate(underlying(ty), number))
}

/// The integer type under an enum.
pub fn underlying(ty: Type) -> IntegerType {
    ty.underlying
        .and_then(integer_type)
        .unwrap_or(IntegerType::Int32)
}

/// The names of an enum's constants, ordered by their numbers as unsigned, as .NET gives them.
pub fn names(ty: Type) -> Vec<&'static str> {
    sorted(ty).into_iter().map(|(name, _)| name).collect()
}

fn sorted(ty: Type) -> Vec<(&'static str, i64)> {
    let mut constants = ty.constants.to_vec();
    constants.sort_by_key(|(_, number)| *number as u64);
    constants
}

/// `ToString()`: a name, names with commas for flags, or the number.
pub fn text(ty: Type, number: i128) -> Str {
    let bits = number as i64;
    if let Some((name, _)) = ty.constants.iter().find(|(_, known)| *known == bits) {
        return Str::from(*name);
    }
    if ty.flags && number != 0 {
        let mut rest = bits as u64;
        let mut parts = Vec::new();
        for (name, known) in sorted(ty).into_iter().rev() {
            let known = known as u64;
            if known != 0 && rest & known == known {
                rest -= known;
                parts.push(name);
            }
        }
        if rest == 0 {
            parts.reverse();
            return parts.join(", ").into();
        }
    }
    number.to_string().into()
}

/// Why `Enum.Parse` fails.
enum ParseError {
    /// ArgumentException: there may be another way.
    Argument,
    /// OverflowException.
    Overflow(Refusal),
}

/// `Enum.Parse(type, text, ignoreCase)`.
fn parse(ty: Type, text: &str, ignore_case: bool) -> std::result::Result<i128, ParseError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ParseError::Argument);
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') {
        match parse_integer(
            text,
            NumberStyles::INTEGER,
            Culture::invariant(),
            underlying(ty),
        ) {
            Ok(number) => return Ok(number),
            Err(failure @ ParseFailure::Overflow(_)) => {
                return Err(ParseError::Overflow(failure.into()));
            }
            Err(ParseFailure::Format(_)) => {}
        }
    }
    let mut bits = 0i64;
    for part in text.split(',') {
        let part = part.trim();
        let (_, number) = ty
            .constants
            .iter()
            .find(|(name, _)| *name == part || ignore_case && crate::shape::same_name(name, part))
            .ok_or(ParseError::Argument)?;
        bits |= number;
    }
    Ok(super::number::enum_number(ty, bits))
}

/// A string to an enum.
pub(super) fn from_str(ty: Type, text: &str) -> Result<Value> {
    let number = match parse(ty, text, false) {
        Ok(number) => number,
        Err(ParseError::Overflow(refusal)) => {
            return Err(super::refused(
                "CaseSensitiveEnumParseThrewAnException",
                text,
                ty,
                refusal.into_exception(),
            ));
        }
        Err(ParseError::Argument) => match parse(ty, text, true) {
            Ok(number) => number,
            Err(_) => disambiguate(ty, text)?,
        },
    };
    defined(ty, number, "EnumParseUndefined", text)?;
    Ok(value(ty, number))
}

/// An integer or another enum to an enum.
pub(super) fn from_integer(ty: Type, source: &Value, number: i128) -> Result<Value> {
    let number = truncate(underlying(ty), number);
    let text = crate::string_form::net_text(source);
    defined(ty, number, "UndefinedIntegerToEnum", &text)?;
    Ok(value(ty, number))
}

/// What `Enum.ToObject` keeps of a number.
fn truncate(ty: IntegerType, number: i128) -> i128 {
    match ty {
        IntegerType::SByte => i128::from(number as i8),
        IntegerType::Byte => i128::from(number as u8),
        IntegerType::Int16 => i128::from(number as i16),
        IntegerType::UInt16 => i128::from(number as u16),
        IntegerType::Int32 => i128::from(number as i32),
        IntegerType::UInt32 => i128::from(number as u32),
        IntegerType::Int64 => i128::from(number as i64),
        IntegerType::UInt64 => i128::from(number as u64),
    }
}

/// The only name that starts with a text.
fn disambiguate(ty: Type, text: &str) -> Result<i128> {
    let all = names(ty);
    let starts = |name: &&str| {
        name.get(..text.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    let matching: Vec<&str> = all.iter().copied().filter(starts).collect();
    let found = match matching.as_slice() {
        [one] => Some(*one),
        _ => matching
            .iter()
            .copied()
            .find(|name| name.eq_ignore_ascii_case(text))
            .or_else(|| {
                (ty.name() == "System.IO.FileAttributes")
                    .then(|| ["Directory", "ReadOnly", "System"].into_iter().find(starts))
                    .flatten()
            }),
    };
    if let Some(name) = found
        && let Ok(number) = parse(ty, name, false)
    {
        return Ok(number);
    }
    let message = if matching.is_empty() {
        format!(
            "Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}",
            all.join(", ")
        )
    } else {
        format!(
            "The identifier name {text} cannot be processed because it is either too similar or identical to the following enumerator names: {}. Use a more specific identifier name.",
            matching.join(", ")
        )
    };
    let inner = exception_with(exceptions::RUNTIME, message, Value::Null);
    Err(super::refused(
        "SubstringDisambiguationEnumParseThrewAnException",
        text,
        ty,
        inner,
    ))
}

/// Refuses a number that is no constant and no combination of flags.
fn defined(ty: Type, number: i128, id: &'static str, text: &str) -> Result<()> {
    if is_defined(ty, number) {
        return Ok(());
    }
    Err(raise::invalid_cast(
        id,
        format!(
            "Cannot convert value \"{text}\" to type \"{}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
            ty.name(),
            names(ty).join(",")
        ),
    ))
}

fn is_defined(ty: Type, number: i128) -> bool {
    let signed = ty.underlying.is_none_or(|under| {
        under == system::INT32
            || under == system::INT64
            || under == system::INT16
            || under == system::SBYTE
    });
    if signed && ty.constants.iter().any(|(_, known)| *known < 0) {
        return true;
    }
    if signed && number < 0 {
        return false;
    }
    let bits = number as i64;
    if ty.flags {
        let all = ty
            .constants
            .iter()
            .fold(0i64, |all, (_, known)| all | known);
        return bits & !all == 0;
    }
    ty.constants.iter().any(|(_, known)| *known == bits)
}

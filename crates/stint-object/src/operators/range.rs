//! `first..last`.

use crate::convert::number::{Convertible, change_type, one_char};
use crate::text::culture::Culture;
use crate::text::number_parse::{IntegerType, NumberStyles, parse_integer};
use crate::types::system::{self, exceptions};
use crate::{Result, Value, raise};

/// A range that is counted through without being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    next: i64,
    last: i64,
    done: bool,
    chars: bool,
}

impl Iterator for Range {
    type Item = Value;

    #[inline]
    fn next(&mut self) -> Option<Value> {
        if self.done {
            return None;
        }
        let at = self.next;
        if at == self.last {
            self.done = true;
        } else if at < self.last {
            self.next += 1;
        } else {
            self.next -= 1;
        }
        Some(if self.chars {
            Value::Char(at as u16)
        } else {
            Value::Int32(at as i32)
        })
    }
}

/// `first..last` as an `object[]`.
///
/// # Errors
/// .NET's own exceptions, when an end is no number or the range is too long.
pub fn range(first: &Value, last: &Value) -> Result<Value> {
    let bounds = range_bounds(first, last)?;
    let length = bounds.last.abs_diff(bounds.next);
    if length > i32::MAX as u64 {
        return Err(raise::net(
            exceptions::OVERFLOW,
            "Arithmetic operation resulted in an overflow.",
        ));
    }
    if length >= 0x7FFF_FFC7 {
        return Err(raise::net(
            exceptions::OUT_OF_MEMORY,
            "Array dimensions exceeded supported range.",
        ));
    }
    Ok(Value::array(bounds.collect()))
}

/// `first..last` for a loop.
///
/// # Errors
/// .NET's own exceptions, when an end is no number.
pub fn range_bounds(first: &Value, last: &Value) -> Result<Range> {
    if let (Value::Int32(first), Value::Int32(last)) = (first, last) {
        return Ok(Range {
            next: i64::from(*first),
            last: i64::from(*last),
            done: false,
            chars: false,
        });
    }
    let (first, last) = (first.base(), last.base());
    if let (Some(first), Some(last)) = (as_char(first), as_char(last)) {
        return Ok(Range {
            next: i64::from(first),
            last: i64::from(last),
            done: false,
            chars: true,
        });
    }
    Ok(Range {
        next: i64::from(as_int(first)?),
        last: i64::from(as_int(last)?),
        done: false,
        chars: false,
    })
}

fn as_char(value: &Value) -> Option<u16> {
    match value {
        Value::Char(unit) => Some(*unit),
        Value::Str(text) => one_char(text).filter(|unit| {
            !char::from_u32(u32::from(*unit)).is_some_and(|c| c.is_numeric() && c.is_ascii_digit())
        }),
        _ => None,
    }
}

/// `Convert.ToInt32(object)`.
fn as_int(value: &Value) -> Result<i32> {
    if value.is_null() {
        return Ok(0);
    }
    if let Value::Str(text) = value {
        let number = parse_integer(
            text,
            NumberStyles::INTEGER,
            Culture::current(),
            IntegerType::Int32,
        );
        return match number {
            Ok(number) => Ok(number as i32),
            Err(failure) => {
                let refusal = crate::convert::number::Refusal::from(failure);
                Err(raise::net(refusal.exception, refusal.message))
            }
        };
    }
    if Convertible::of(value).is_none() {
        let ty = value.ty().map_or("", super::errors::type_name);
        return Err(raise::net(
            exceptions::INVALID_CAST,
            format!("Unable to cast object of type '{ty}' to type 'System.IConvertible'."),
        ));
    }
    match change_type(value, system::INT32) {
        Ok(Value::Int32(number)) => Ok(number),
        Ok(_) => Ok(0),
        Err(refusal) => Err(raise::net(refusal.exception, refusal.message)),
    }
}

//! Equality of values that are no numbers.

use super::Case;
use super::compare::text_order;
use crate::convert::{Rank, figure};
use crate::string_form::to_str;
use crate::text::casing::char_upper;
use crate::text::culture::Culture;
use crate::types::system;
use crate::{Result, Value, dict, raise};
use std::cmp::Ordering;

/// `-eq` of two values of which neither is null and the left is no number.
pub(super) fn same(left: &Value, right: &Value, case: Case) -> Result<bool> {
    if let Value::Str(text) = left {
        let other = to_str(right)?;
        return Ok(**text == *other || text_order(text, &other, case) == Ordering::Equal);
    }
    if let (Value::Char(unit), Case::Ignore) = (left, case) {
        match right {
            Value::Char(other) => return Ok(upper(*unit) == upper(*other)),
            Value::Str(text) => {
                return Ok(crate::convert::number::one_char(text)
                    .is_some_and(|other| upper(*unit) == upper(other)));
            }
            _ => {}
        }
    }
    if net_equals(left, right) {
        return Ok(true);
    }
    let ty = left.ty().unwrap_or(system::OBJECT);
    let conversion = figure(right, ty);
    if conversion.rank == Rank::None || conversion.rank >= Rank::Assignable {
        return Ok(false);
    }
    match conversion.apply(right) {
        Ok(converted) => Ok(net_equals(left, &converted)),
        Err(flow) if raise::is_invalid_cast(&flow) => Ok(false),
        Err(flow) => Err(flow),
    }
}

fn upper(unit: u16) -> u16 {
    match char::from_u32(u32::from(unit)) {
        Some(c) => char_upper(c, Culture::invariant()) as u32 as u16,
        None => unit,
    }
}

/// .NET's `Equals`, also one that a script's class defines.
pub(super) fn net_equals(left: &Value, right: &Value) -> bool {
    dict::equals(left, right) || dict::class_equals(left, right)
}

/// `LanguagePrimitives.Equals`: how cmdlets and `-contains` of collections compare two values.
///
/// # Errors
/// Only what script code throws.
pub fn equals(left: &Value, right: &Value, case: Case) -> Result<bool> {
    super::compare::scalar(super::Comparison::Eq, left, right, case)
}

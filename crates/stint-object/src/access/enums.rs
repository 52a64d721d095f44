//! Values of enums: from numbers and names, and their text.

use crate::types::Type;
use crate::{Data, Str, Value};

/// The value of an enum type with a number.
pub fn value(ty: Type, number: i64) -> Value {
    Value::object(ty, Data::Enum(number))
}

/// The number behind an enum's name, ignoring case.
pub fn number(ty: Type, name: &str) -> Option<i64> {
    ty.constants
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, number)| *number)
}

/// The value of a name, of several names with commas between them, or of a number.
pub fn parse(ty: Type, text: &str) -> Option<Value> {
    let mut total = 0;
    for part in text.split(',') {
        let part = part.trim();
        total |= number(ty, part).or_else(|| part.parse().ok())?;
    }
    Some(value(ty, total))
}

/// The text of an enum's value: its name, for flags the names, else the number.
pub fn text(ty: Type, number: i64) -> Str {
    crate::convert::enumeration::text(ty, crate::convert::number::enum_number(ty, number))
}

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
    if let Some((name, _)) = ty.constants.iter().find(|(_, known)| *known == number) {
        return (*name).into();
    }
    if ty.flags
        && let Some(names) = flag_names(ty, number)
    {
        return names.into();
    }
    if ty.underlying == Some(crate::types::system::UINT64) {
        return (number as u64).to_string().into();
    }
    number.to_string().into()
}

/// The names of the flags in a number, smallest first; `None` if bits are left over.
fn flag_names(ty: Type, number: i64) -> Option<String> {
    let mut constants: Vec<_> = ty.constants.to_vec();
    constants.sort_by_key(|(_, value)| *value as u64);
    let (mut rest, mut names) = (number, Vec::new());
    for (name, value) in constants.into_iter().rev() {
        if value == 0 {
            break;
        }
        if rest & value == value {
            rest &= !value;
            names.push(name);
        }
    }
    names.reverse();
    (rest == 0 && !names.is_empty()).then(|| names.join(", "))
}

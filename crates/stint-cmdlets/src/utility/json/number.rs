//! Numbers of JSON: whole ones as long or big integer, others as double.

use stint_object::types::system;
use stint_object::{Data, Value};

/// A number by its text: decimal, hexadecimal (`0x`) or octal (a leading zero).
pub(super) fn parse(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with('0')
        && digits.len() > 1
        && !digits.starts_with("0.")
        && !digits.starts_with("0e")
        && !digits.starts_with("0E")
    {
        let (radix, rest) = match digits
            .strip_prefix("0x")
            .or_else(|| digits.strip_prefix("0X"))
        {
            Some(rest) => (16, rest),
            None => (8, digits),
        };
        return i64::from_str_radix(rest, radix).ok().map(|number| {
            Value::Int64(if text.starts_with('-') {
                -number
            } else {
                number
            })
        });
    }
    if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    if text.contains(['.', 'e', 'E']) {
        return text.parse().ok().map(Value::Double);
    }
    match text.parse::<i64>() {
        Ok(number) => Some(Value::Int64(number)),
        Err(_) => text
            .parse()
            .ok()
            .map(|number| Value::object(system::BIG_INTEGER, Data::BigInt(number))),
    }
}

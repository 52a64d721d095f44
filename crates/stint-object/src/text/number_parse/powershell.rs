//! PowerShell's conversion of a string to a number: first as a literal of a script (with `0x`, `0b`, suffixes and multipliers),
//! then as .NET parses the type, then through a double. An empty string is zero.

use num_bigint::BigInt;
use num_traits::{FromPrimitive as _, ToPrimitive as _};
use rust_decimal::Decimal;

use super::big_integer::{from_bits, parse_big_integer};
use super::decimal::parse_decimal;
use super::failure::ParseFailure;
use super::integer::{IntegerType, parse_integer};
use super::real::{parse_f32, parse_f64};
use super::styles::NumberStyles;
use crate::text::culture::Culture;

/// A number as a script's literal has it.
#[derive(Clone, PartialEq, Debug)]
pub enum ScannedNumber {
    /// One of the integer types.
    Integer(IntegerType, i128),
    /// `5n`.
    BigInteger(BigInt),
    /// `5d`, and integers too big for 64 bits.
    Decimal(Decimal),
    /// Everything with a point or an exponent.
    Double(f64),
}

/// Type suffix of a literal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Suffix {
    None,
    Unsigned,
    Decimal,
    BigInteger,
    Integer(IntegerType),
}

enum Body<'t> {
    Real(String),
    Whole(&'t str),
    Hexadecimal(&'t str),
    Binary(&'t str),
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2013}' | '\u{2014}' | '\u{2015}')
}

/// Reads a string that is exactly one number literal, perhaps with a sign and white space around; white space alone is zero.
pub fn scan_number(text: &str) -> Option<ScannedNumber> {
    let text = text.trim();
    if text.is_empty() {
        return Some(ScannedNumber::Integer(IntegerType::Int32, 0));
    }
    let (negative, unsigned_text) = match text.chars().next() {
        Some('+') => (false, &text[1..]),
        Some(dash) if is_dash(dash) => (true, &text[dash.len_utf8()..]),
        _ => (false, text),
    };
    let (body, rest) = scan_body(unsigned_text)?;
    let (suffix, rest) = scan_suffix(rest)?;
    let multiplier = scan_multiplier(rest)?;
    match body {
        Body::Real(digits) => real_value(&digits, negative, suffix, multiplier),
        Body::Whole(digits) => {
            let value = BigInt::parse_bytes(digits.as_bytes(), 10)?;
            let value = if negative { -value } else { value };
            whole_value(value * multiplier, suffix, true)
        }
        Body::Hexadecimal(digits) => {
            let (value, suffix) = hexadecimal(digits, suffix)?;
            let value = if negative { -value } else { value };
            whole_value(value * multiplier, suffix, false)
        }
        Body::Binary(digits) => {
            let (value, suffix) = binary(digits, suffix)?;
            let value = if negative { -value } else { value };
            whole_value(value * multiplier, suffix, false)
        }
    }
}

fn digits_end(text: &str, is_digit: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|byte| is_digit(*byte)).count()
}

fn scan_body(text: &str) -> Option<(Body<'_>, &str)> {
    let bytes = text.as_bytes();
    match bytes {
        [b'0', b'x' | b'X', ..] => {
            let digits = &text[2..];
            let end = digits_end(digits, |byte| byte.is_ascii_hexdigit());
            Some((Body::Hexadecimal(&digits[..end]), &digits[end..]))
        }
        [b'0', b'b' | b'B', ..] => {
            let digits = &text[2..];
            let end = digits_end(digits, |byte| matches!(byte, b'0' | b'1'));
            (end > 0).then(|| (Body::Binary(&digits[..end]), &digits[end..]))
        }
        [b'0'..=b'9' | b'.', ..] => scan_decimal(text),
        _ => None,
    }
}

fn scan_decimal(text: &str) -> Option<(Body<'_>, &str)> {
    let whole = digits_end(text, |byte| byte.is_ascii_digit());
    let mut at = whole;
    let mut real = false;
    if text[at..].starts_with('.') && !text[at..].starts_with("..") {
        real = true;
        at += 1;
        let places = digits_end(&text[at..], |byte| byte.is_ascii_digit());
        if whole == 0 && places == 0 {
            return None;
        }
        at += places;
    }
    let mut digits = text[..at].to_owned();
    if text[at..].starts_with(['e', 'E']) {
        real = true;
        at += 1;
        digits.push('e');
        match text[at..].chars().next() {
            Some('+') => at += 1,
            Some(dash) if is_dash(dash) => {
                digits.push('-');
                at += dash.len_utf8();
            }
            _ => {}
        }
        let end = at + digits_end(&text[at..], |byte| byte.is_ascii_digit());
        if end == at {
            return None;
        }
        digits.push_str(&text[at..end]);
        at = end;
    }
    let body = if real {
        Body::Real(digits)
    } else {
        Body::Whole(&text[..at])
    };
    Some((body, &text[at..]))
}

fn scan_suffix(text: &str) -> Option<(Suffix, &str)> {
    let letter = |at: usize| text.as_bytes().get(at).map(u8::to_ascii_lowercase);
    let is_suffix =
        |letter: Option<u8>| matches!(letter, Some(b'u' | b's' | b'l' | b'd' | b'y' | b'n'));
    let first = letter(0);
    if !is_suffix(first) {
        return Some((Suffix::None, text));
    }
    let second = letter(1).filter(|second| is_suffix(Some(*second)));
    let suffix = match (first, second) {
        (Some(b'u'), None) => Suffix::Unsigned,
        (Some(b'u'), Some(b'l')) => Suffix::Integer(IntegerType::UInt64),
        (Some(b'u'), Some(b's')) => Suffix::Integer(IntegerType::UInt16),
        (Some(b'u'), Some(b'y')) => Suffix::Integer(IntegerType::Byte),
        (Some(b's'), None) => Suffix::Integer(IntegerType::Int16),
        (Some(b'l'), None) => Suffix::Integer(IntegerType::Int64),
        (Some(b'y'), None) => Suffix::Integer(IntegerType::SByte),
        (Some(b'd'), None) => Suffix::Decimal,
        (Some(b'n'), None) => Suffix::BigInteger,
        _ => return None,
    };
    Some((suffix, &text[1 + usize::from(second.is_some())..]))
}

fn scan_multiplier(text: &str) -> Option<i64> {
    match text.to_ascii_lowercase().as_str() {
        "" => Some(1),
        "kb" => Some(1 << 10),
        "mb" => Some(1 << 20),
        "gb" => Some(1 << 30),
        "tb" => Some(1 << 40),
        "pb" => Some(1 << 50),
        _ => None,
    }
}

fn real_value(
    digits: &str,
    negative: bool,
    suffix: Suffix,
    multiplier: i64,
) -> Option<ScannedNumber> {
    let signed = if negative {
        format!("-{digits}")
    } else {
        digits.to_owned()
    };
    let styles = NumberStyles(0xA4);
    if suffix == Suffix::Decimal {
        let value = parse_decimal(&signed, styles, Culture::invariant()).ok()?;
        let value = value.checked_mul(Decimal::from(multiplier))?;
        return Some(ScannedNumber::Decimal(value));
    }
    let value = parse_f64(&signed, styles, Culture::invariant()).ok()? * multiplier as f64;
    if suffix == Suffix::None {
        return Some(ScannedNumber::Double(value));
    }
    let whole = BigInt::from_f64(value.round_ties_even())?;
    whole_value(whole, suffix, false)
}

/// A whole value in the type its suffix asks for, or the narrowest that holds it, from Int32 on.
fn whole_value(value: BigInt, suffix: Suffix, is_decimal: bool) -> Option<ScannedNumber> {
    let fit = |target: IntegerType| {
        value
            .to_i128()
            .filter(|value| target.holds(*value))
            .map(|value| ScannedNumber::Integer(target, value))
    };
    match suffix {
        Suffix::Integer(target) => fit(target),
        Suffix::Unsigned => fit(IntegerType::UInt32).or_else(|| fit(IntegerType::UInt64)),
        Suffix::Decimal => big_to_decimal(&value).map(ScannedNumber::Decimal),
        Suffix::BigInteger => Some(ScannedNumber::BigInteger(value)),
        Suffix::None => fit(IntegerType::Int32)
            .or_else(|| fit(IntegerType::Int64))
            .or_else(|| {
                if !is_decimal {
                    return None;
                }
                if let Some(number) = big_to_decimal(&value) {
                    return Some(ScannedNumber::Decimal(number));
                }
                value
                    .to_f64()
                    .filter(|value| value.is_finite())
                    .map(ScannedNumber::Double)
            }),
    }
}

fn big_to_decimal(value: &BigInt) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(value.to_i128()?, 0).ok()
}

/// Hexadecimal digits: exactly as many as the type is wide mean two's complement.
fn hexadecimal(digits: &str, suffix: Suffix) -> Option<(BigInt, Suffix)> {
    let length = digits.len();
    let sign_length = match suffix {
        Suffix::Unsigned => usize::MAX,
        Suffix::Integer(IntegerType::UInt64 | IntegerType::UInt16 | IntegerType::Byte) => {
            usize::MAX
        }
        Suffix::Integer(IntegerType::SByte) => 2,
        Suffix::Integer(IntegerType::Int16) => 4,
        Suffix::Integer(IntegerType::Int64) => 16,
        _ if length + 1 < 16 => 8,
        _ => 16,
    };
    let with_sign = length == sign_length;
    let value = if with_sign {
        from_bits(digits, 16)?
    } else {
        from_bits(&format!("0{digits}"), 16)?
    };
    // The slice that decides whether it is a long has the leading zero unless it was taken away.
    let shown = length + usize::from(!with_sign);
    Some((value, widened(suffix, shown == 16)))
}

fn binary(digits: &str, suffix: Suffix) -> Option<(BigInt, Suffix)> {
    let unsigned = matches!(
        suffix,
        Suffix::Unsigned
            | Suffix::Integer(IntegerType::UInt64 | IntegerType::UInt16 | IntegerType::Byte)
    );
    let signed_length = matches!(digits.len(), 8 | 16 | 32 | 64 | 96) || digits.len() >= 128;
    let value = if !unsigned && signed_length && digits.starts_with('1') {
        // Whole bytes carry the sign bit; a partial leading byte leaves room for none.
        if digits.len().is_multiple_of(8) {
            from_bits(digits, 2)?
        } else {
            BigInt::parse_bytes(digits.as_bytes(), 2)?
        }
    } else {
        BigInt::parse_bytes(digits.as_bytes(), 2)?
    };
    Some((value, widened(suffix, digits.len() == 64)))
}

fn widened(suffix: Suffix, is_long: bool) -> Suffix {
    match suffix {
        Suffix::None if is_long => Suffix::Integer(IntegerType::Int64),
        Suffix::Unsigned if is_long => Suffix::Integer(IntegerType::UInt64),
        other => other,
    }
}

/// A string to one of the integer types.
pub fn string_to_integer(text: &str, target: IntegerType) -> Result<i128, ParseFailure> {
    if text.is_empty() {
        return Ok(0);
    }
    if let Some(value) = scan_number(text).and_then(|number| scanned_to_integer(&number, target)) {
        return Ok(value);
    }
    let failure = match parse_as_component(text, target) {
        Ok(value) => return Ok(value),
        Err(failure) => failure,
    };
    if matches!(failure, ParseFailure::Format(_)) {
        let through_double = parse_f64(text, NumberStyles::REAL, Culture::invariant())
            .ok()
            .and_then(|value| double_to_integer(value, target));
        if let Some(value) = through_double {
            return Ok(value);
        }
    }
    Err(failure)
}

fn scanned_to_integer(number: &ScannedNumber, target: IntegerType) -> Option<i128> {
    match number {
        ScannedNumber::Integer(_, value) => Some(*value).filter(|value| target.holds(*value)),
        ScannedNumber::BigInteger(value) => value.to_i128().filter(|value| target.holds(*value)),
        ScannedNumber::Decimal(value) => {
            value.round().to_i128().filter(|value| target.holds(*value))
        }
        ScannedNumber::Double(value) => double_to_integer(*value, target),
    }
}

fn double_to_integer(value: f64, target: IntegerType) -> Option<i128> {
    value
        .round_ties_even()
        .to_i128()
        .filter(|value| target.holds(*value))
}

/// What the type's component-model converter reads: `#ff`, `&hff`, or a plain integer in the current culture.
fn parse_as_component(text: &str, target: IntegerType) -> Result<i128, ParseFailure> {
    let trimmed = text.trim();
    let lower = trimmed.to_ascii_lowercase();
    let digits = lower
        .strip_prefix('#')
        .or_else(|| lower.strip_prefix("0x"))
        .or_else(|| lower.strip_prefix("&h"));
    let Some(digits) = digits else {
        return parse_integer(trimmed, NumberStyles::INTEGER, Culture::current(), target);
    };
    if digits.is_empty() || !digits.starts_with(|digit: char| digit.is_ascii_hexdigit()) {
        return Err(ParseFailure::Format(
            "Could not find any recognizable digits.".to_owned(),
        ));
    }
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(ParseFailure::Format(
            "Additional non-parsable characters are at the end of the string.".to_owned(),
        ));
    }
    parse_integer(
        digits,
        NumberStyles::HEX_NUMBER,
        Culture::invariant(),
        target,
    )
}

/// A string to a BigInteger; parts behind the point are cut off.
pub fn string_to_big_integer(text: &str) -> Result<BigInt, ParseFailure> {
    if text.is_empty() {
        return Ok(BigInt::ZERO);
    }
    let scanned = scan_number(text).and_then(|number| match number {
        ScannedNumber::Integer(_, value) => Some(BigInt::from(value)),
        ScannedNumber::BigInteger(value) => Some(value),
        ScannedNumber::Decimal(value) => value.trunc().to_i128().map(BigInt::from),
        ScannedNumber::Double(value) => BigInt::from_f64(value.trunc()),
    });
    match scanned {
        Some(value) => Ok(value),
        None => parse_big_integer(
            text,
            NumberStyles::INTEGER | NumberStyles::ALLOW_THOUSANDS,
            Culture::invariant(),
        ),
    }
}

/// A string to a Decimal.
pub fn string_to_decimal(text: &str) -> Result<Decimal, ParseFailure> {
    if text.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let scanned = scan_number(text).and_then(|number| match number {
        ScannedNumber::Integer(_, value) => Decimal::from_i128(value),
        ScannedNumber::BigInteger(value) => big_to_decimal(&value),
        ScannedNumber::Decimal(value) => Some(value),
        ScannedNumber::Double(value) => double_to_decimal(value),
    });
    if let Some(value) = scanned {
        return Ok(value);
    }
    let failure = match parse_decimal(text, NumberStyles::NUMBER, Culture::invariant()) {
        Ok(value) => return Ok(value),
        Err(failure) => failure,
    };
    if matches!(failure, ParseFailure::Format(_)) {
        let through_double = parse_f64(text, NumberStyles::REAL, Culture::invariant())
            .ok()
            .and_then(double_to_decimal);
        if let Some(value) = through_double {
            return Ok(value);
        }
    }
    Err(failure)
}

/// `Convert.ToDecimal(double)`: fifteen significant digits, no trailing zeros behind the point.
pub fn double_to_decimal(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    let text = format!("{value:.14e}");
    let number = parse_decimal(&text, NumberStyles::FLOAT, Culture::invariant()).ok()?;
    Some(if number.scale() > 0 {
        number.normalize()
    } else {
        number
    })
}

/// A string to a Double.
pub fn string_to_double(text: &str) -> Result<f64, ParseFailure> {
    if text.is_empty() {
        return Ok(0.0);
    }
    match scan_number(text).and_then(|number| scanned_to_double(&number)) {
        Some(value) => Ok(value),
        None => parse_f64(text, NumberStyles::REAL, Culture::invariant()),
    }
}

/// A string to a Single.
pub fn string_to_single(text: &str) -> Result<f32, ParseFailure> {
    if text.is_empty() {
        return Ok(0.0);
    }
    match scan_number(text).and_then(|number| scanned_to_double(&number)) {
        #[expect(clippy::cast_possible_truncation, reason = "Convert.ToSingle rounds")]
        Some(value) => Ok(value as f32),
        None => parse_f32(text, NumberStyles::REAL, Culture::invariant()),
    }
}

fn scanned_to_double(number: &ScannedNumber) -> Option<f64> {
    match number {
        ScannedNumber::Integer(_, value) => value.to_f64(),
        ScannedNumber::BigInteger(value) => value.to_f64(),
        ScannedNumber::Decimal(value) => value.to_string().parse().ok(),
        ScannedNumber::Double(value) => Some(*value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals() {
        let integer = |target, value| Some(ScannedNumber::Integer(target, value));
        assert_eq!(scan_number("12"), integer(IntegerType::Int32, 12));
        assert_eq!(scan_number(" -1kb "), integer(IntegerType::Int32, -1024));
        assert_eq!(scan_number("0xFFFFFFFF"), integer(IntegerType::Int32, -1));
        assert_eq!(
            scan_number("0xFFFFFFFFFF"),
            integer(IntegerType::Int64, 0xFF_FFFF_FFFF)
        );
        assert_eq!(scan_number("0xFFul"), integer(IntegerType::UInt64, 255));
        assert_eq!(scan_number("0b11111111"), integer(IntegerType::Int32, -1));
        assert_eq!(scan_number("1e2"), Some(ScannedNumber::Double(100.0)));
        assert_eq!(scan_number("1."), Some(ScannedNumber::Double(1.0)));
        assert_eq!(
            scan_number("4294967296"),
            integer(IntegerType::Int64, 4_294_967_296)
        );
        assert_eq!(scan_number("200y"), None);
        assert_eq!(scan_number("1x"), None);
        assert_eq!(scan_number("1 2"), None);
        assert_eq!(scan_number("--1"), None);
        assert_eq!(
            scan_number("5d"),
            Some(ScannedNumber::Decimal(Decimal::from(5)))
        );
    }

    #[test]
    fn conversions() {
        assert_eq!(string_to_integer("", IntegerType::Int32), Ok(0));
        assert_eq!(string_to_integer("3.5", IntegerType::Int32), Ok(4));
        assert_eq!(string_to_integer("2.5", IntegerType::Int32), Ok(2));
        assert_eq!(string_to_integer("1,000", IntegerType::Int32), Ok(1000));
        assert_eq!(string_to_integer("#ff", IntegerType::Int32), Ok(255));
        assert_eq!(
            string_to_integer("300", IntegerType::Byte)
                .map_err(|failure| failure.message().to_owned()),
            Err("Value was either too large or too small for an unsigned byte.".to_owned())
        );
        assert_eq!(
            string_to_integer("abc", IntegerType::Int32)
                .map_err(|failure| failure.message().to_owned()),
            Err("The input string 'abc' was not in a correct format.".to_owned())
        );
        assert_eq!(string_to_big_integer("3.7"), Ok(BigInt::from(3)));
        assert_eq!(
            string_to_decimal("1.10")
                .map(|value| value.to_string())
                .as_deref(),
            Ok("1.1")
        );
        assert_eq!(string_to_double("1e400"), Ok(f64::INFINITY));
        assert_eq!(string_to_single("3.7"), Ok(3.7));
    }
}

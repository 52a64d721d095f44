//! BigInteger.

use num_bigint::{BigInt, Sign};

use super::failure::ParseFailure;
use super::integer::trimmed;
use super::scan::scan;
use super::styles::NumberStyles;
use crate::text::culture::Culture;

/// More digits than this are refused rather than computed for hours.
const MOST_DIGITS: i64 = 10_000_000;

/// `BigInteger.Parse(text, styles, culture)`.
pub fn parse_big_integer(
    text: &str,
    styles: NumberStyles,
    culture: &Culture,
) -> Result<BigInt, ParseFailure> {
    let failure = || ParseFailure::Format("The value could not be parsed.".to_owned());
    for (style, radix) in [
        (NumberStyles::ALLOW_HEX_SPECIFIER, 16),
        (NumberStyles::ALLOW_BINARY_SPECIFIER, 2),
    ] {
        if styles.allows(style) {
            return from_bits(trimmed(text, styles), radix).ok_or_else(failure);
        }
    }
    let scanned = scan(text, styles, &culture.number).ok_or_else(failure)?;
    let fraction = scanned
        .digits
        .iter()
        .skip(usize::try_from(scanned.scale).unwrap_or(0));
    if fraction.into_iter().any(|digit| *digit != b'0') || scanned.scale > MOST_DIGITS {
        return Err(ParseFailure::Overflow("The value could not be parsed."));
    }
    let whole = usize::try_from(scanned.scale).unwrap_or(0);
    let digits = &scanned.digits[..whole.min(scanned.digits.len())];
    let zeros = u32::try_from(whole - digits.len()).unwrap_or(0);
    let value = BigInt::parse_bytes(digits, 10).unwrap_or_default() * BigInt::from(10).pow(zeros);
    Ok(if scanned.negative { -value } else { value })
}

/// Digits as two's complement: the highest bit of the first digit is the sign.
pub(super) fn from_bits(digits: &str, radix: u32) -> Option<BigInt> {
    let value = BigInt::parse_bytes(digits.as_bytes(), radix)?;
    if value.sign() == Sign::Minus || digits.starts_with('+') {
        return None;
    }
    let bits_a_digit = if radix == 16 { 4 } else { 1 };
    let negative = digits
        .chars()
        .next()
        .and_then(|digit| digit.to_digit(radix))
        .is_some_and(|digit| digit >= radix / 2);
    Some(if negative {
        value - (BigInt::from(1) << (digits.len() * bits_a_digit))
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use super::{NumberStyles, parse_big_integer};
    use crate::text::culture::Culture;

    #[test]
    fn big_integers() {
        let parse = |text: &str, styles| {
            parse_big_integer(text, styles, Culture::invariant()).map(|value| value.to_string())
        };
        assert_eq!(
            parse("-123456789012345678901234567890", NumberStyles::INTEGER).as_deref(),
            Ok("-123456789012345678901234567890")
        );
        assert_eq!(parse("0ff", NumberStyles::HEX_NUMBER).as_deref(), Ok("255"));
        assert_eq!(parse("ff", NumberStyles::HEX_NUMBER).as_deref(), Ok("-1"));
        assert_eq!(parse("1e3", NumberStyles::ANY).as_deref(), Ok("1000"));
        assert!(parse("1.5", NumberStyles::ANY).is_err());
        assert!(parse("x", NumberStyles::INTEGER).is_err());
    }
}

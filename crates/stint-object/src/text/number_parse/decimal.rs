//! Decimal: 28 or 29 digits; what is beyond them rounds to the nearest, a tie to the even one.

use rust_decimal::Decimal;

use super::failure::ParseFailure;
use super::scan::{ScannedDigits, scan};
use super::styles::NumberStyles;
use crate::text::culture::Culture;

const OVERFLOW: ParseFailure =
    ParseFailure::Overflow("Value was either too large or too small for a Decimal.");
const MOST: u128 = (1 << 96) - 1;
const MOST_PLACES: i64 = 28;

/// `Decimal.Parse(text, styles, culture)`.
pub fn parse_decimal(
    text: &str,
    styles: NumberStyles,
    culture: &Culture,
) -> Result<Decimal, ParseFailure> {
    let scanned = scan(text, styles, &culture.number).ok_or_else(|| ParseFailure::format(text))?;
    from_digits(&scanned).ok_or(OVERFLOW)
}

fn from_digits(scanned: &ScannedDigits) -> Option<Decimal> {
    let digits = &scanned.digits;
    let mut scale = scanned.scale;
    if digits.is_empty() {
        return build(0, (-scale).clamp(0, MOST_PLACES), scanned.negative);
    }
    if scale > 29 {
        return None;
    }
    let mut value = 0u128;
    let mut next = 0;
    // Take digits while the value fits and places are left; past the last digit only zeros before the point.
    while scale > 0 || (next < digits.len() && scale > -MOST_PLACES) {
        let digit = digits.get(next).map_or(0, |digit| u128::from(digit - b'0'));
        let longer = value * 10 + digit;
        if longer > MOST {
            break;
        }
        value = longer;
        next = (next + 1).min(digits.len());
        scale -= 1;
    }
    if rounds_up(&digits[next..], value) {
        value += 1;
        if value > MOST {
            value = (value + 4) / 10;
            scale += 1;
        }
    }
    if scale > 0 {
        return None;
    }
    if scale < -MOST_PLACES {
        return build(0, MOST_PLACES, scanned.negative);
    }
    build(value, -scale, scanned.negative)
}

fn rounds_up(rest: &[u8], value: u128) -> bool {
    match rest {
        [b'5', tail @ ..] => value % 2 == 1 || tail.iter().any(|digit| *digit != b'0'),
        [first, ..] => *first > b'5',
        [] => false,
    }
}

fn build(value: u128, places: i64, negative: bool) -> Option<Decimal> {
    let places = u32::try_from(places).ok()?;
    let value = i128::try_from(value).ok()?;
    let mut number = Decimal::try_from_i128_with_scale(value, places).ok()?;
    number.set_sign_negative(negative);
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::{NumberStyles, parse_decimal};
    use crate::text::culture::Culture;

    #[test]
    fn decimals() {
        let parse = |text: &str| {
            parse_decimal(text, NumberStyles::ANY, Culture::invariant())
                .map(|value| value.to_string())
        };
        assert_eq!(parse("1.50").as_deref(), Ok("1.50"));
        assert_eq!(parse("0.00").as_deref(), Ok("0.00"));
        assert_eq!(parse("1e3").as_deref(), Ok("1000"));
        assert_eq!(parse("123456.789e-10").as_deref(), Ok("0.0000123456789"));
        assert_eq!(
            parse("79228162514264337593543950335").as_deref(),
            Ok("79228162514264337593543950335")
        );
        assert!(parse("79228162514264337593543950336").is_err());
        assert_eq!(
            parse("0.33333333333333333333333333333333").as_deref(),
            Ok("0.3333333333333333333333333333")
        );
        assert_eq!(
            parse("7.92281625142643375935439503359").as_deref(),
            Ok("7.922816251426433759354395034")
        );
    }
}

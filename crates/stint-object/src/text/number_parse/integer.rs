//! Byte to UInt64.

use super::failure::ParseFailure;
use super::scan::{ScannedDigits, is_white, scan};
use super::styles::NumberStyles;
use crate::text::culture::Culture;

/// The integer types up to 64 bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntegerType {
    /// System.SByte.
    SByte,
    /// System.Byte.
    Byte,
    /// System.Int16.
    Int16,
    /// System.UInt16.
    UInt16,
    /// System.Int32.
    Int32,
    /// System.UInt32.
    UInt32,
    /// System.Int64.
    Int64,
    /// System.UInt64.
    UInt64,
}

impl IntegerType {
    /// Smallest and largest value.
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::SByte => (i8::MIN.into(), i8::MAX.into()),
            Self::Byte => (0, u8::MAX.into()),
            Self::Int16 => (i16::MIN.into(), i16::MAX.into()),
            Self::UInt16 => (0, u16::MAX.into()),
            Self::Int32 => (i32::MIN.into(), i32::MAX.into()),
            Self::UInt32 => (0, u32::MAX.into()),
            Self::Int64 => (i64::MIN.into(), i64::MAX.into()),
            Self::UInt64 => (0, u64::MAX.into()),
        }
    }

    /// Width in bits.
    pub fn bits(self) -> u32 {
        match self {
            Self::SByte | Self::Byte => 8,
            Self::Int16 | Self::UInt16 => 16,
            Self::Int32 | Self::UInt32 => 32,
            Self::Int64 | Self::UInt64 => 64,
        }
    }

    /// Whether the value fits.
    pub fn holds(self, value: i128) -> bool {
        let (least, most) = self.range();
        (least..=most).contains(&value)
    }

    /// The OverflowException of this type.
    pub fn overflow(self) -> ParseFailure {
        ParseFailure::Overflow(match self {
            Self::SByte => "Value was either too large or too small for a signed byte.",
            Self::Byte => "Value was either too large or too small for an unsigned byte.",
            Self::Int16 => "Value was either too large or too small for an Int16.",
            Self::UInt16 => "Value was either too large or too small for a UInt16.",
            Self::Int32 => "Value was either too large or too small for an Int32.",
            Self::UInt32 => "Value was either too large or too small for a UInt32.",
            Self::Int64 => "Value was either too large or too small for an Int64.",
            Self::UInt64 => "Value was either too large or too small for a UInt64.",
        })
    }

    /// Reads bits as a value of this type: the highest one is the sign of a signed type.
    pub(super) fn value_of_bits(self, bits: u64) -> i128 {
        let (least, most) = self.range();
        let value = i128::from(bits);
        if least < 0 && value > most {
            value - (1i128 << self.bits())
        } else {
            value
        }
    }
}

/// `Int32.Parse(text, styles, culture)` and its kin.
pub fn parse_integer(
    text: &str,
    styles: NumberStyles,
    culture: &Culture,
    target: IntegerType,
) -> Result<i128, ParseFailure> {
    if styles.allows(NumberStyles::ALLOW_HEX_SPECIFIER) {
        return parse_bits(text, styles, 16, target);
    }
    if styles.allows(NumberStyles::ALLOW_BINARY_SPECIFIER) {
        return parse_bits(text, styles, 2, target);
    }
    let scanned = scan(text, styles, &culture.number).ok_or_else(|| ParseFailure::format(text))?;
    whole(&scanned)
        .filter(|value| target.holds(*value))
        .ok_or_else(|| target.overflow())
}

/// The value, if it is whole and of at most 20 digits.
fn whole(scanned: &ScannedDigits) -> Option<i128> {
    let zeros = scanned
        .digits
        .iter()
        .rev()
        .take_while(|digit| **digit == b'0');
    let kept = scanned.digits.len() - zeros.count();
    let digits = &scanned.digits[..kept];
    if digits.is_empty() {
        return Some(0);
    }
    let places = usize::try_from(scanned.scale).ok()?;
    if places > 20 || places < digits.len() {
        return None;
    }
    let mut value = 0i128;
    for index in 0..places {
        let digit = digits.get(index).map_or(0, |digit| digit - b'0');
        value = value * 10 + i128::from(digit);
    }
    Some(if scanned.negative { -value } else { value })
}

fn parse_bits(
    text: &str,
    styles: NumberStyles,
    radix: u32,
    target: IntegerType,
) -> Result<i128, ParseFailure> {
    let failure = || ParseFailure::format(text);
    let digits = trimmed(text, styles);
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(failure());
    }
    let digits = digits.trim_start_matches('0');
    let bits_a_digit = if radix == 16 { 4 } else { 1 };
    if digits.len() * bits_a_digit > target.bits() as usize {
        return Err(target.overflow());
    }
    let bits = if digits.is_empty() {
        0
    } else {
        u64::from_str_radix(digits, radix).map_err(|_| target.overflow())?
    };
    Ok(target.value_of_bits(bits))
}

/// Text without the white space that the styles allow, and without the null characters that always may follow.
pub(super) fn trimmed(text: &str, styles: NumberStyles) -> &str {
    let white = |sign: char| u8::try_from(sign).is_ok_and(is_white);
    let mut text = text.trim_end_matches('\0');
    if styles.allows(NumberStyles::ALLOW_LEADING_WHITE) {
        text = text.trim_start_matches(white);
    }
    if styles.allows(NumberStyles::ALLOW_TRAILING_WHITE) {
        text = text.trim_end_matches(white);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{IntegerType, NumberStyles, ParseFailure, parse_integer};
    use crate::text::culture::Culture;

    #[test]
    fn integers() {
        let parse = |text: &str, styles| {
            parse_integer(text, styles, Culture::invariant(), IntegerType::Int32)
        };
        assert_eq!(parse(" -12 ", NumberStyles::INTEGER), Ok(-12));
        assert_eq!(parse("1,234.00", NumberStyles::NUMBER), Ok(1234));
        assert_eq!(parse("(5)", NumberStyles::ANY), Ok(-5));
        assert_eq!(parse("12e2", NumberStyles::ANY), Ok(1200));
        assert_eq!(parse("FFFFFFFF", NumberStyles::HEX_NUMBER), Ok(-1));
        assert_eq!(
            parse("- 12", NumberStyles::INTEGER),
            Err(ParseFailure::Format(
                "The input string '- 12' was not in a correct format.".to_owned()
            ))
        );
        assert_eq!(
            parse("2147483648", NumberStyles::INTEGER),
            Err(IntegerType::Int32.overflow())
        );
        assert_eq!(
            parse("1.5", NumberStyles::NUMBER),
            Err(IntegerType::Int32.overflow())
        );
    }
}

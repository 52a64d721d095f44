//! Whole numbers up to 64 bits.

use super::digits::{Digits, Origin};
use super::specifier::{BadFormat, Specifier};
use super::{custom, standard};
use crate::text::culture::Culture;

/// How wide the integer's type is: what X and B show of a negative number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Width {
    /// SByte, Byte.
    Bits8,
    /// Int16, UInt16.
    Bits16,
    /// Int32, UInt32.
    Bits32,
    /// Int64, UInt64.
    Bits64,
}

impl Width {
    fn mask(self) -> u64 {
        match self {
            Width::Bits8 => 0xFF,
            Width::Bits16 => 0xFFFF,
            Width::Bits32 => 0xFFFF_FFFF,
            Width::Bits64 => u64::MAX,
        }
    }
}

/// Text of an integer of type width `width` in `format`.
pub fn format_integer(
    value: i128,
    width: Width,
    format: &str,
    culture: &Culture,
) -> Result<String, BadFormat> {
    if format.is_empty() && (value >= 0 || culture.number.negative_sign == "-") {
        return Ok(value.to_string());
    }
    let specifier = Specifier::read(format)?;
    let mut out = String::new();
    match specifier {
        Specifier::Standard(letter, precision) => match (letter.to_ascii_uppercase(), precision) {
            (b'D', _) | (b'G' | b'R', None | Some(0)) => {
                write_decimal(&mut out, value, precision, culture);
            }
            (b'X', _) => write_hexadecimal(&mut out, bits_of(value, width), letter, precision),
            (b'B', _) => {
                let digits = format!("{:b}", bits_of(value, width));
                write_padded(&mut out, &digits, precision);
            }
            _ => {
                let number = digits_of(value);
                standard::write(&mut out, number, letter, precision, &culture.number)?;
            }
        },
        Specifier::Custom => custom::write(&mut out, digits_of(value), format, &culture.number),
    }
    Ok(out)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "two's complement is what X shows"
)]
fn bits_of(value: i128, width: Width) -> u64 {
    value as u64 & width.mask()
}

fn digits_of(value: i128) -> Digits {
    Digits::whole(
        &value.unsigned_abs().to_string(),
        value < 0,
        Origin::Integer,
    )
}

fn write_decimal(out: &mut String, value: i128, precision: Option<usize>, culture: &Culture) {
    if value < 0 {
        out.push_str(culture.number.negative_sign);
    }
    write_padded(out, &value.unsigned_abs().to_string(), precision);
}

fn write_hexadecimal(out: &mut String, bits: u64, letter: u8, precision: Option<usize>) {
    let digits = if letter == b'X' {
        format!("{bits:X}")
    } else {
        format!("{bits:x}")
    };
    write_padded(out, &digits, precision);
}

fn write_padded(out: &mut String, digits: &str, precision: Option<usize>) {
    let zeros = precision.unwrap_or(0).saturating_sub(digits.len());
    out.extend(std::iter::repeat_n('0', zeros));
    out.push_str(digits);
}

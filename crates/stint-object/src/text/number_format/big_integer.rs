//! BigInteger: as the other integers, but G and R are D, and X and B show a two's complement of as many digits as it takes.

use num_bigint::{BigInt, Sign};

use super::digits::{Digits, Origin};
use super::integer::{Width, format_integer};
use super::specifier::{BadFormat, Specifier};
use super::{custom, standard};
use crate::text::culture::Culture;

/// `BigInteger.ToString(format, culture)`.
pub fn format_big_integer(
    value: &BigInt,
    format: &str,
    culture: &Culture,
) -> Result<String, BadFormat> {
    let specifier = Specifier::read(format)?;
    let mut out = String::new();
    let Specifier::Standard(letter, precision) = specifier else {
        custom::write(&mut out, digits_of(value), format, &culture.number);
        return Ok(out);
    };
    match letter.to_ascii_uppercase() {
        b'D' | b'G' | b'R' => {
            if value.sign() == Sign::Minus {
                out.push_str(culture.number.negative_sign);
            }
            pad(&mut out, &value.magnitude().to_string(), precision, '0');
        }
        b'X' => write_hexadecimal(&mut out, value, letter, precision),
        b'B' => write_binary(&mut out, value, precision),
        _ => match i32::try_from(value) {
            Ok(small) => return format_integer(i128::from(small), Width::Bits32, format, culture),
            Err(_) => {
                standard::write(
                    &mut out,
                    digits_of(value),
                    letter,
                    precision,
                    &culture.number,
                )?;
            }
        },
    }
    Ok(out)
}

fn digits_of(value: &BigInt) -> Digits {
    Digits::whole(
        &value.magnitude().to_string(),
        value.sign() == Sign::Minus,
        Origin::Integer,
    )
}

fn pad(out: &mut String, digits: &str, precision: Option<usize>, filler: char) {
    let missing = precision.unwrap_or(0).saturating_sub(digits.len());
    out.extend(std::iter::repeat_n(filler, missing));
    out.push_str(digits);
}

/// Whole bytes of two's complement; one leading digit goes where it only repeats the sign.
fn write_hexadecimal(out: &mut String, value: &BigInt, letter: u8, precision: Option<usize>) {
    use std::fmt::Write as _;

    let mut digits = String::new();
    for byte in value.to_signed_bytes_be() {
        let _ = if letter == b'X' {
            write!(digits, "{byte:02X}")
        } else {
            write!(digits, "{byte:02x}")
        };
    }
    let redundant = match digits.as_bytes() {
        [b'0', b'0'..=b'7', ..] => true,
        [b'F' | b'f', second, ..] => *second >= b'8',
        _ => false,
    };
    let filler = match (value.sign(), letter) {
        (Sign::Minus, b'X') => 'F',
        (Sign::Minus, _) => 'f',
        _ => '0',
    };
    pad(out, &digits[usize::from(redundant)..], precision, filler);
}

fn write_binary(out: &mut String, value: &BigInt, precision: Option<usize>) {
    let negative = value.sign() == Sign::Minus;
    let bytes = value.to_signed_bytes_be();
    let digits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let filler = if negative { '1' } else { '0' };
    // The sign is shown once.
    let body = digits.trim_start_matches(filler);
    let mut shown = String::with_capacity(body.len() + 1);
    shown.push(filler);
    shown.push_str(body);
    pad(out, &shown, precision, filler);
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::format_big_integer;
    use crate::text::culture::Culture;

    #[test]
    fn formats() {
        let text = |number: i64, format: &str| {
            format_big_integer(&BigInt::from(number), format, Culture::invariant())
                .expect("a format")
        };
        assert_eq!(text(10, "X"), "0A");
        assert_eq!(text(7, "X"), "7");
        assert_eq!(text(-1, "X"), "F");
        assert_eq!(text(255, "x"), "0ff");
        assert_eq!(text(10, "G3"), "010");
        assert_eq!(text(10, "B"), "01010");
        assert_eq!(text(0, "B"), "0");
        assert_eq!(text(-1, "B"), "1");
        assert_eq!(text(12_345_678_901, "N0"), "12,345,678,901");
    }
}

//! Double and Single.
//!
//! Digits are exact: rounding a value that lies exactly between two texts goes to the even digit, as .NET does, and so does Rust's
//! own formatting, which makes the digits here.

use super::digits::{Digits, Origin};
use super::specifier::{BadFormat, Specifier};
use super::{custom, standard};
use crate::text::culture::{Culture, NumberFormat};

/// No double has more decimal places than this, so longer precisions only add zeros.
const MOST_PLACES: usize = 1100;

/// What differs between the two types.
struct Kind<'a> {
    /// Digits that always suffice to read the value back: shorter whole numbers are shown without exponent.
    round_trip: usize,
    /// Digits that custom formats see.
    custom: usize,
    /// The shortest digits that read back as the same value, with an exponent.
    shortest: &'a dyn Fn() -> String,
}

/// Whole numbers below this are shown as they are, in all default texts.
const PLAIN_BELOW: f64 = 1e15;

/// The text of a whole number of usual size, which needs no rounding.
fn plain_whole(value: f64, culture: &NumberFormat) -> Option<String> {
    let is_plain = value.trunc() == value
        && value.abs() < PLAIN_BELOW
        && (value > 0.0 || (value < 0.0 && culture.negative_sign == "-"));
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    is_plain.then(|| (value as i64).to_string())
}

/// `Double.ToString(format, culture)`.
pub fn format_f64(value: f64, format: &str, culture: &Culture) -> Result<String, BadFormat> {
    let kind = Kind {
        round_trip: 17,
        custom: 15,
        shortest: &|| format!("{value:e}"),
    };
    format_real(value, &kind, format, culture)
}

/// `Single.ToString(format, culture)`.
pub fn format_f32(value: f32, format: &str, culture: &Culture) -> Result<String, BadFormat> {
    let kind = Kind {
        round_trip: 9,
        custom: 7,
        shortest: &|| format!("{value:e}"),
    };
    format_real(f64::from(value), &kind, format, culture)
}

/// `Double.ToString()`: the shortest text that reads back as the same value.
pub fn shortest_f64(value: f64, culture: &Culture) -> String {
    plain_whole(value, &culture.number)
        .unwrap_or_else(|| format_f64(value, "", culture).unwrap_or_default())
}

/// `Single.ToString()`.
pub fn shortest_f32(value: f32, culture: &Culture) -> String {
    format_f32(value, "", culture).unwrap_or_default()
}

/// A double inside a string or cast to one: PowerShell asks for fifteen digits.
pub fn powershell_f64(value: f64, culture: &Culture) -> String {
    plain_whole(value, &culture.number)
        .unwrap_or_else(|| format_f64(value, "G15", culture).unwrap_or_default())
}

/// A single inside a string or cast to one: PowerShell asks for seven digits.
pub fn powershell_f32(value: f32, culture: &Culture) -> String {
    format_f32(value, "G7", culture).unwrap_or_default()
}

fn format_real(
    value: f64,
    kind: &Kind<'_>,
    format: &str,
    culture: &Culture,
) -> Result<String, BadFormat> {
    let culture = &culture.number;
    if let Some(name) = name_of(value, culture) {
        return Ok(name.to_owned());
    }
    let mut out = String::new();
    match Specifier::read(format)? {
        Specifier::Custom => {
            let number = significant(value, kind.custom);
            custom::write(&mut out, number, format, culture);
        }
        Specifier::Standard(letter, precision) => {
            let (number, precision) = digits_for(value, kind, letter, precision, culture)?;
            standard::write(&mut out, number, letter, precision, culture)?;
        }
    }
    Ok(out)
}

/// Infinities and NaN have names, whatever the format.
fn name_of(value: f64, culture: &NumberFormat) -> Option<&'static str> {
    if value.is_nan() {
        Some(culture.nan)
    } else if value == f64::INFINITY {
        Some(culture.positive_infinity)
    } else if value == f64::NEG_INFINITY {
        Some(culture.negative_infinity)
    } else {
        None
    }
}

/// The digits that a standard format needs, and the precision to show them with.
fn digits_for(
    value: f64,
    kind: &Kind<'_>,
    letter: u8,
    precision: Option<usize>,
    culture: &NumberFormat,
) -> Result<(Digits, Option<usize>), BadFormat> {
    let places = |default: u8| precision.unwrap_or(usize::from(default));
    let number = match letter.to_ascii_uppercase() {
        b'C' => fixed(value, places(culture.currency_digits)),
        b'F' | b'N' => fixed(value, places(culture.digits)),
        b'P' => fixed(value, places(culture.percent_digits).saturating_add(2)),
        b'E' => significant(value, precision.unwrap_or(6).saturating_add(1)),
        b'G' if precision.unwrap_or(0) > 0 => significant(value, precision.unwrap_or(0)),
        b'G' | b'R' => {
            let number = read(&(kind.shortest)(), value);
            let limit = number.digits.len().max(kind.round_trip);
            return Ok((number, Some(limit)));
        }
        _ => return Err(BadFormat),
    };
    Ok((number, precision))
}

fn significant(value: f64, digits: usize) -> Digits {
    let places = digits.clamp(1, MOST_PLACES) - 1;
    read(&format!("{value:.places$e}"), value)
}

fn fixed(value: f64, places: usize) -> Digits {
    let places = places.min(MOST_PLACES);
    let text = format!("{:.places$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let scale = i32::try_from(whole.len()).unwrap_or(i32::MAX);
    let digits = whole.bytes().chain(fraction.bytes()).collect();
    normalized(digits, scale, value.is_sign_negative())
}

/// Reads Rust's `d.ddde-x`.
fn read(text: &str, value: f64) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    normalized(digits, exponent + 1, value.is_sign_negative())
}

fn normalized(mut digits: Vec<u8>, mut scale: i32, negative: bool) -> Digits {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.drain(..zeros);
    scale -= i32::try_from(zeros).unwrap_or(0);
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    if digits.is_empty() {
        scale = 0;
    }
    Digits {
        digits,
        scale,
        negative,
        origin: Origin::Real,
    }
}

#[cfg(test)]
mod tests {
    use super::{format_f32, format_f64, powershell_f64, shortest_f32, shortest_f64};
    use crate::text::culture::Culture;

    #[test]
    fn shortest_texts() {
        let plain = Culture::invariant();
        for (value, text) in [
            (0.1, "0.1"),
            (1e16, "10000000000000000"),
            (1e17, "1E+17"),
            (0.0001, "0.0001"),
            (0.00001, "1E-05"),
            (-0.0, "-0"),
            (f64::MAX, "1.7976931348623157E+308"),
            (5e-324, "5E-324"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(shortest_f64(value, plain), text);
        }
        assert_eq!(shortest_f32(3.25, plain), "3.25");
        assert_eq!(shortest_f64(-12.0, plain), "-12");
        assert_eq!(powershell_f64(1e15, plain), "1E+15");
        assert_eq!(powershell_f64(f64::MAX, plain), "1.79769313486232E+308");
        assert_eq!(powershell_f64(0.1 + 0.2, plain), "0.3");
    }

    #[test]
    fn ties_go_to_even() {
        let plain = Culture::invariant();
        assert_eq!(format_f64(2.5, "F0", plain).as_deref(), Ok("2"));
        assert_eq!(format_f64(2.25, "N1", plain).as_deref(), Ok("2.2"));
        assert_eq!(format_f64(-0.5, "F0", plain).as_deref(), Ok("-0"));
        assert_eq!(format_f64(0.5, "P0", plain).as_deref(), Ok("50 %"));
        assert_eq!(
            format_f32(0.1, "E10", plain).as_deref(),
            Ok("1.0000000149E-001")
        );
    }
}

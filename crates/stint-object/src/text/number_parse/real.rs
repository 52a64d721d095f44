//! Double and Single.

use super::failure::ParseFailure;
use super::scan::{ScannedDigits, after_negative, scan};
use super::styles::NumberStyles;
use crate::text::culture::{Culture, NumberFormat};

/// `Double.Parse(text, styles, culture)`.
pub fn parse_f64(text: &str, styles: NumberStyles, culture: &Culture) -> Result<f64, ParseFailure> {
    match scan(text, styles, &culture.number) {
        Some(scanned) => Ok(plain(&scanned).parse().unwrap_or(0.0)),
        None => named(text, &culture.number).ok_or_else(|| ParseFailure::format(text)),
    }
}

/// `Single.Parse(text, styles, culture)`.
pub fn parse_f32(text: &str, styles: NumberStyles, culture: &Culture) -> Result<f32, ParseFailure> {
    match scan(text, styles, &culture.number) {
        Some(scanned) => Ok(plain(&scanned).parse().unwrap_or(0.0)),
        None => named(text, &culture.number)
            .map(|value| {
                if value.is_nan() {
                    f32::NAN
                } else if value > 0.0 {
                    f32::INFINITY
                } else {
                    f32::NEG_INFINITY
                }
            })
            .ok_or_else(|| ParseFailure::format(text)),
    }
}

/// The scanned number as Rust reads it.
fn plain(scanned: &ScannedDigits) -> String {
    let sign = if scanned.negative { "-" } else { "" };
    if scanned.digits.is_empty() {
        return format!("{sign}0");
    }
    let digits = String::from_utf8_lossy(&scanned.digits);
    format!("{sign}0.{digits}e{}", scanned.scale)
}

/// Infinity and not-a-number, by the culture's names, in any case.
fn named(text: &str, culture: &NumberFormat) -> Option<f64> {
    let text = text.trim();
    let is = |text: &str, name: &str| text.to_lowercase() == name.to_lowercase();
    if is(text, culture.positive_infinity) {
        return Some(f64::INFINITY);
    }
    if is(text, culture.negative_infinity) {
        return Some(f64::NEG_INFINITY);
    }
    if is(text, culture.nan) {
        return Some(f64::NAN);
    }
    if let Some(rest) = text.strip_prefix(culture.positive_sign) {
        if is(rest, culture.positive_infinity) {
            return Some(f64::INFINITY);
        }
        return is(rest, culture.nan).then_some(f64::NAN);
    }
    let rest = after_negative(text, culture)?;
    is(rest, culture.nan).then_some(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{NumberStyles, parse_f64};
    use crate::text::culture::Culture;

    #[test]
    fn doubles() {
        let parse = |text: &str| parse_f64(text, NumberStyles::REAL, Culture::invariant());
        assert_eq!(parse(" 1,234.5e-1 "), Ok(123.45));
        assert_eq!(parse("1e400"), Ok(f64::INFINITY));
        assert_eq!(parse("1e-99999999999"), Ok(0.0));
        assert_eq!(parse("infinity"), Ok(f64::INFINITY));
        assert!(parse("nan").is_ok_and(f64::is_nan));
        assert!(parse("1.2.3").is_err());
        assert!(parse("").is_err());
        let german = Culture::by_name("de-DE").expect("a known culture");
        assert_eq!(parse_f64("1.234,5", NumberStyles::REAL, german), Ok(1234.5));
    }
}

//! Decimal: 96 bits and a scale; trailing zeros are kept.

use rust_decimal::Decimal;

use super::digits::{Digits, Origin};
use super::specifier::{BadFormat, Specifier};
use super::{custom, standard};
use crate::text::culture::Culture;

/// `Decimal.ToString(format, culture)`.
pub fn format_decimal(
    value: &Decimal,
    format: &str,
    culture: &Culture,
) -> Result<String, BadFormat> {
    let mut number = Digits::whole(
        &value.mantissa().unsigned_abs().to_string(),
        value.is_sign_negative(),
        Origin::Decimal,
    );
    number.scale -= i32::try_from(value.scale()).unwrap_or(0);
    let mut out = String::new();
    match Specifier::read(format)? {
        Specifier::Standard(letter, precision) => {
            standard::write(&mut out, number, letter, precision, &culture.number)?;
        }
        Specifier::Custom => custom::write(&mut out, number, format, &culture.number),
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::format_decimal;
    use crate::text::culture::Culture;

    #[test]
    fn zeros_stay() {
        let text = |number: &str, format: &str| {
            let number: Decimal = number.parse().expect("a decimal");
            format_decimal(&number, format, Culture::invariant()).expect("a format")
        };
        assert_eq!(text("1.50", ""), "1.50");
        assert_eq!(text("0.00", ""), "0.00");
        assert_eq!(text("-0.0000001", ""), "-0.0000001");
        assert_eq!(text("1.50", "G5"), "1.5");
        assert_eq!(text("1234.5", "C"), "¤1,234.50");
    }
}

//! The one reader of decimal numbers that all types share: signs, groups, point, exponent, currency, parentheses.

use super::styles::NumberStyles;
use crate::text::culture::NumberFormat;

/// `0.d1d2d3... * 10^scale`: digits without leading zeros.
#[derive(Debug, Default)]
pub(super) struct ScannedDigits {
    pub(super) digits: Vec<u8>,
    pub(super) scale: i64,
    pub(super) negative: bool,
    /// A decimal point was read.
    pub(super) has_point: bool,
}

/// Reads all of `text`; none where it is not a number in these styles.
pub(super) fn scan(
    text: &str,
    styles: NumberStyles,
    culture: &NumberFormat,
) -> Option<ScannedDigits> {
    let mut scanner = Scanner {
        rest: text,
        styles,
        culture,
        currency: styles
            .allows(NumberStyles::ALLOW_CURRENCY_SYMBOL)
            .then_some(culture.currency),
        found: ScannedDigits::default(),
        signed: false,
        in_parentheses: false,
        has_currency: false,
    };
    scanner.leading();
    let any = scanner.digits();
    if !any {
        return None;
    }
    scanner.exponent();
    scanner.trailing();
    let done = !scanner.in_parentheses && scanner.rest.bytes().all(|byte| byte == 0);
    done.then_some(scanner.found)
}

struct Scanner<'a> {
    rest: &'a str,
    styles: NumberStyles,
    culture: &'a NumberFormat,
    /// The currency sign, while one may still come.
    currency: Option<&'static str>,
    found: ScannedDigits,
    signed: bool,
    in_parentheses: bool,
    has_currency: bool,
}

/// White space to number parsing: space and the control characters that type it.
pub(super) fn is_white(byte: u8) -> bool {
    byte == b' ' || (9..=13).contains(&byte)
}

/// What follows `wanted` in `text`. A plain space stands for the no-break spaces of some cultures.
fn after<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    if wanted.is_empty() {
        return None;
    }
    let mut rest = text.chars();
    for sign in wanted.chars() {
        let found = rest.next()?;
        let space = found == ' ' && matches!(sign, '\u{a0}' | '\u{202f}');
        if found != sign && !space {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether a hyphen is read as this culture's negative sign too.
fn allows_hyphen(sign: &str) -> bool {
    matches!(
        sign,
        "-" | "\u{2012}"
            | "\u{207b}"
            | "\u{208b}"
            | "\u{2212}"
            | "\u{2796}"
            | "\u{fe63}"
            | "\u{ff0d}"
    )
}

/// What follows a negative sign at the start of `text`.
pub(super) fn after_negative<'t>(text: &'t str, culture: &NumberFormat) -> Option<&'t str> {
    after(text, culture.negative_sign).or_else(|| {
        allows_hyphen(culture.negative_sign)
            .then(|| text.strip_prefix('-'))
            .flatten()
    })
}

impl Scanner<'_> {
    fn allows(&self, style: NumberStyles) -> bool {
        self.styles.allows(style)
    }

    fn skip_white(&mut self) -> bool {
        let white = self.rest.bytes().next().is_some_and(is_white);
        if white {
            self.rest = &self.rest[1..];
        }
        white
    }

    /// A sign, if one may come and does.
    fn sign(&mut self, style: NumberStyles) -> bool {
        if self.signed || !self.allows(style) {
            return false;
        }
        if let Some(rest) = after(self.rest, self.culture.positive_sign) {
            self.rest = rest;
        } else if let Some(rest) = after_negative(self.rest, self.culture) {
            self.rest = rest;
            self.found.negative = true;
        } else {
            return false;
        }
        self.signed = true;
        true
    }

    fn currency_sign(&mut self) -> bool {
        let Some(rest) = self.currency.and_then(|sign| after(self.rest, sign)) else {
            return false;
        };
        self.rest = rest;
        self.currency = None;
        true
    }

    fn leading(&mut self) {
        loop {
            // "-Kr 12" is a number, "- 12" is not.
            let white_ends =
                self.signed && !self.has_currency && self.culture.negative_pattern != 2;
            if self.allows(NumberStyles::ALLOW_LEADING_WHITE) && !white_ends && self.skip_white() {
                continue;
            }
            if self.sign(NumberStyles::ALLOW_LEADING_SIGN) {
                continue;
            }
            if self.rest.starts_with('(')
                && self.allows(NumberStyles::ALLOW_PARENTHESES)
                && !self.signed
            {
                self.rest = &self.rest[1..];
                self.signed = true;
                self.in_parentheses = true;
                self.found.negative = true;
                continue;
            }
            if self.currency_sign() {
                self.has_currency = true;
                continue;
            }
            return;
        }
    }

    /// Decimal and group separators: those of currency first, where a currency sign may stand.
    fn separator(&self, currency: &str, number: &str) -> Option<usize> {
        let parsing_currency = self.allows(NumberStyles::ALLOW_CURRENCY_SYMBOL);
        let rest = if parsing_currency {
            after(self.rest, currency).or_else(|| {
                (!self.has_currency)
                    .then(|| after(self.rest, number))
                    .flatten()
            })
        } else {
            after(self.rest, number)
        };
        rest.map(|rest| self.rest.len() - rest.len())
    }

    fn digits(&mut self) -> bool {
        let mut any = false;
        loop {
            if let Some(digit @ b'0'..=b'9') = self.rest.bytes().next() {
                any = true;
                self.rest = &self.rest[1..];
                self.digit(digit);
            } else if self.allows(NumberStyles::ALLOW_DECIMAL_POINT)
                && !self.found.has_point
                && let Some(length) =
                    self.separator(self.culture.currency_decimal, self.culture.decimal)
            {
                self.found.has_point = true;
                self.rest = &self.rest[length..];
            } else if any
                && self.allows(NumberStyles::ALLOW_THOUSANDS)
                && !self.found.has_point
                && let Some(length) =
                    self.separator(self.culture.currency_group, self.culture.group)
            {
                self.rest = &self.rest[length..];
            } else {
                return any;
            }
        }
    }

    fn digit(&mut self, digit: u8) {
        let found = &mut self.found;
        if digit == b'0' && found.digits.is_empty() {
            if found.has_point {
                found.scale -= 1;
            }
            return;
        }
        found.digits.push(digit);
        if !found.has_point {
            found.scale += 1;
        }
    }

    fn exponent(&mut self) {
        if !self.allows(NumberStyles::ALLOW_EXPONENT) || !self.rest.starts_with(['e', 'E']) {
            return;
        }
        let mut rest = &self.rest[1..];
        let mut negative = false;
        if let Some(signed) = after(rest, self.culture.positive_sign) {
            rest = signed;
        } else if let Some(signed) = after_negative(rest, self.culture) {
            rest = signed;
            negative = true;
        }
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return;
        }
        // More than nine digits are out of every type's range.
        let value = rest[..length]
            .trim_start_matches('0')
            .parse::<u32>()
            .map_or(if length > 9 { i64::from(i32::MAX) } else { 0 }, i64::from);
        self.found.scale += if negative { -value } else { value };
        self.rest = &rest[length..];
    }

    fn trailing(&mut self) {
        loop {
            if self.allows(NumberStyles::ALLOW_TRAILING_WHITE) && self.skip_white() {
                continue;
            }
            if self.sign(NumberStyles::ALLOW_TRAILING_SIGN) {
                continue;
            }
            if self.in_parentheses && self.rest.starts_with(')') {
                self.rest = &self.rest[1..];
                self.in_parentheses = false;
                continue;
            }
            if self.currency_sign() {
                continue;
            }
            return;
        }
    }
}

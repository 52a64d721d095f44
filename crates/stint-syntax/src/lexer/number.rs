//! Number literals: their shape, and the type that PowerShell gives them.

use num_bigint::BigInt;
use num_traits::FromPrimitive;
use rust_decimal::Decimal;

use super::{Lexer, Tok};
use crate::chars::{ends_number, ends_token, is_dash};
use crate::message::Message;
use crate::number::Number;
use crate::token::{TokenFlags, TokenKind, TokenValue};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Decimal,
    Hex,
    Binary,
}

/// The type that a suffix asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    None,
    Unsigned,
    SignedByte,
    UnsignedByte,
    Short,
    UnsignedShort,
    Long,
    UnsignedLong,
    Decimal,
    BigInteger,
}

impl Suffix {
    fn is_unsigned(self) -> bool {
        use Suffix::*;
        matches!(self, Unsigned | UnsignedByte | UnsignedShort | UnsignedLong)
    }

    /// `l` after nothing or `u`: what a literal of 64 bits is even without saying so.
    fn widened(self) -> Self {
        match self {
            Suffix::None => Suffix::Long,
            Suffix::Unsigned => Suffix::UnsignedLong,
            other => other,
        }
    }
}

/// A number taken apart.
#[derive(Debug)]
pub(super) struct Shape {
    /// Sign, digits, dot and exponent; hexadecimal digits have a zero in front.
    digits: String,
    format: Format,
    suffix: Suffix,
    real: bool,
    multiplier: i64,
}

impl Lexer<'_, '_> {
    /// A number, or the word that it turns out to be.
    pub(super) fn scan_number(&mut self) -> Tok {
        if let Some(value) = self.plain_number() {
            return self.number(Number::Int(value));
        }
        let first = self.bump();
        let Some(shape) = self.number_shape(first) else {
            return self.rescan_generic();
        };
        let value = shape.value();
        if value.is_none() {
            if !self.in_expression_mode() {
                return self.rescan_generic();
            }
            let extent = self.raw_extent(self.start, self.pos);
            let text = &self.text[self.start..self.pos];
            self.shared
                .report(extent, Message::BadNumericConstant, &[text], false);
        }
        self.number(value.unwrap_or(Number::Int(0)))
    }

    fn number(&mut self, value: Number) -> Tok {
        let value = TokenValue::Number(value);
        self.emit(TokenKind::Number, TokenFlags::NONE, value)
    }

    /// Takes a number of nothing but a few digits; none, and nothing taken, for any other.
    fn plain_number(&mut self) -> Option<i32> {
        const MOST: usize = 9;
        let rest = &self.bytes[self.pos..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let next = rest.get(length).copied().unwrap_or_default();
        if length > MOST || !next.is_ascii() || !ends_token(char::from(next)) {
            return None;
        }
        let value = self.text[self.pos..self.pos + length].parse().ok()?;
        self.pos += length;
        Some(value)
    }

    /// Takes a number whose first character has been taken; none when it goes on as a word.
    pub(super) fn number_shape(&mut self, first: char) -> Option<Shape> {
        let mut shape = Shape {
            digits: String::new(),
            format: Format::Decimal,
            suffix: Suffix::None,
            real: false,
            multiplier: 1,
        };
        let mut first = first;
        if first == '+' || is_dash(first) {
            shape.digits.push(if first == '+' { '+' } else { '-' });
            first = self.bump();
        }
        let mut is_number = self.number_digits(first, &mut shape);
        is_number &= self.number_suffix(&mut shape);
        is_number &= self.number_multiplier(&mut shape);
        let next = self.peek();
        let ends = ends_token(next)
            || (self.in_expression_mode() && ends_number(next, self.end_number_on_ternary));
        (is_number && ends).then_some(shape)
    }

    fn number_digits(&mut self, first: char, shape: &mut Shape) -> bool {
        if first == '.' {
            shape.digits.push('.');
            shape.real = true;
            return self.number_after_dot(shape);
        }
        match (first, self.peek()) {
            ('0', 'x' | 'X') => {
                self.pos += 1;
                shape.format = Format::Hex;
                shape.digits.push('0');
                self.take_digits(shape, |c| c.is_ascii_hexdigit());
                true
            }
            ('0', 'b' | 'B') => {
                self.pos += 1;
                shape.format = Format::Binary;
                self.take_digits(shape, |c| matches!(c, '0' | '1'));
                !shape.digits.is_empty()
            }
            _ => {
                shape.digits.push(first);
                self.take_digits(shape, |c| c.is_ascii_digit());
                self.number_fraction(shape)
            }
        }
    }

    fn number_fraction(&mut self, shape: &mut Shape) -> bool {
        match self.peek() {
            // `1..` is a range.
            '.' if self.bytes.get(self.pos + 1) == Some(&b'.') => true,
            '.' => {
                self.pos += 1;
                shape.digits.push('.');
                shape.real = true;
                self.number_after_dot(shape)
            }
            'e' | 'E' => {
                self.pos += 1;
                shape.digits.push('e');
                shape.real = true;
                self.number_exponent(shape)
            }
            _ => true,
        }
    }

    fn number_after_dot(&mut self, shape: &mut Shape) -> bool {
        self.take_digits(shape, |c| c.is_ascii_digit());
        if !matches!(self.peek(), 'e' | 'E') {
            return true;
        }
        self.pos += 1;
        shape.digits.push('e');
        self.number_exponent(shape)
    }

    fn number_exponent(&mut self, shape: &mut Shape) -> bool {
        let c = self.peek();
        if c == '+' || is_dash(c) {
            self.bump();
            shape.digits.push(if c == '+' { '+' } else { '-' });
        }
        self.take_digits(shape, |c| c.is_ascii_digit()) > 0
    }

    fn take_digits(&mut self, shape: &mut Shape, is_digit: fn(char) -> bool) -> usize {
        let from = self.pos;
        while is_digit(self.peek()) {
            self.pos += 1;
        }
        shape.digits.push_str(&self.text[from..self.pos]);
        self.pos - from
    }

    fn number_suffix(&mut self, shape: &mut Shape) -> bool {
        let Some(suffix) = suffix(self.peek()) else {
            return true;
        };
        self.pos += 1;
        shape.suffix = suffix;
        let Some(second) = self::suffix(self.peek()) else {
            return true;
        };
        self.pos += 1;
        shape.suffix = match (suffix, second) {
            (Suffix::Unsigned, Suffix::Long) => Suffix::UnsignedLong,
            (Suffix::Unsigned, Suffix::Short) => Suffix::UnsignedShort,
            (Suffix::Unsigned, Suffix::SignedByte) => Suffix::UnsignedByte,
            _ => return false,
        };
        true
    }

    fn number_multiplier(&mut self, shape: &mut Shape) -> bool {
        let power = match self.peek() {
            'k' | 'K' => 1,
            'm' | 'M' => 2,
            'g' | 'G' => 3,
            't' | 'T' => 4,
            'p' | 'P' => 5,
            _ => return true,
        };
        self.pos += 1;
        shape.multiplier = 1 << (10 * power);
        let is_bytes = matches!(self.peek(), 'b' | 'B');
        if is_bytes {
            self.pos += 1;
        }
        is_bytes
    }
}

fn suffix(c: char) -> Option<Suffix> {
    Some(match c {
        'u' | 'U' => Suffix::Unsigned,
        's' | 'S' => Suffix::Short,
        'l' | 'L' => Suffix::Long,
        'd' | 'D' => Suffix::Decimal,
        'y' | 'Y' => Suffix::SignedByte,
        'n' | 'N' => Suffix::BigInteger,
        _ => return None,
    })
}

impl Shape {
    /// The value, when the type that was asked for can hold it.
    fn value(mut self) -> Option<Number> {
        if self.real {
            return self.real_value();
        }
        match self.format {
            Format::Decimal => self.integer_value(&self.digits),
            Format::Hex => {
                self.take_sign();
                self.hex_value()
            }
            Format::Binary => {
                self.take_sign();
                self.binary_value()
            }
        }
    }

    fn take_sign(&mut self) {
        if self.digits.starts_with('-') {
            self.multiplier = -self.multiplier;
        }
        if self.digits.starts_with(['-', '+']) {
            self.digits.remove(0);
        }
    }

    fn real_value(&self) -> Option<Number> {
        if self.suffix == Suffix::Decimal {
            let value = if self.digits.contains('e') {
                Decimal::from_scientific(&self.digits).ok()?
            } else {
                self.digits.parse::<Decimal>().ok()?
            };
            return value
                .checked_mul(Decimal::from(self.multiplier))
                .map(decimal);
        }
        let value = self.digits.parse::<f64>().ok()? * self.multiplier as f64;
        if self.suffix == Suffix::None {
            return Some(Number::Double(value));
        }
        let rounded = BigInt::from_f64(value.round_ties_even())?;
        match i128::try_from(&rounded) {
            Ok(rounded) => self.fit(rounded),
            Err(_) => (self.suffix == Suffix::BigInteger).then_some(big_integer(rounded)),
        }
    }

    fn integer_value(&self, digits: &str) -> Option<Number> {
        let small = digits.parse::<i128>().ok();
        if let Some(value) = small.and_then(|value| value.checked_mul(self.multiplier.into())) {
            return self.fit(value);
        }
        match self.suffix {
            Suffix::BigInteger => digits
                .parse::<BigInt>()
                .ok()
                .map(|value| big_integer(value * self.multiplier)),
            Suffix::None => self.digits_as_double(digits),
            _ => None,
        }
    }

    fn digits_as_double(&self, digits: &str) -> Option<Number> {
        let value = digits.parse::<f64>().ok()? * self.multiplier as f64;
        value.is_finite().then_some(Number::Double(value))
    }

    /// The first digit is a sign when the literal fills a type: `0xFFFFFFFF` is -1.
    fn hex_value(&mut self) -> Option<Number> {
        if !self.suffix.is_unsigned() {
            let full = match self.suffix {
                Suffix::SignedByte => 2,
                Suffix::Short => 4,
                Suffix::Long => 16,
                _ if self.digits.len() < 16 => 8,
                _ => 16,
            };
            if self.digits.len() == full + 1 {
                self.digits.remove(0);
            }
        }
        let negative = self.digits.as_bytes().first().is_some_and(|&c| c >= b'8');
        let value = two_complement(&self.digits, 16, negative)?;
        if self.digits.len() == 16 {
            self.suffix = self.suffix.widened();
        }
        self.scaled(value)
    }

    fn binary_value(&mut self) -> Option<Number> {
        let length = self.digits.len();
        let negative = !self.suffix.is_unsigned()
            && self.digits.starts_with('1')
            && (matches!(length, 8 | 16 | 32 | 64 | 96)
                || length >= 128 && length.is_multiple_of(8));
        let value = two_complement(&self.digits, 2, negative)?;
        if length == 64 {
            self.suffix = self.suffix.widened();
        }
        self.scaled(value)
    }

    fn scaled(&self, value: BigInt) -> Option<Number> {
        let value = value * self.multiplier;
        match i128::try_from(&value) {
            Ok(value) => self.fit(value),
            Err(_) => (self.suffix == Suffix::BigInteger).then_some(big_integer(value)),
        }
    }

    /// The value in the type that the suffix names; without one, in the first of int, long, decimal, double.
    fn fit(&self, value: i128) -> Option<Number> {
        let as_decimal = || {
            Decimal::try_from_i128_with_scale(value, 0)
                .ok()
                .map(decimal)
        };
        match self.suffix {
            Suffix::SignedByte => value.try_into().ok().map(Number::SByte),
            Suffix::UnsignedByte => value.try_into().ok().map(Number::Byte),
            Suffix::Short => value.try_into().ok().map(Number::Short),
            Suffix::UnsignedShort => value.try_into().ok().map(Number::UShort),
            Suffix::Long => value.try_into().ok().map(Number::Long),
            Suffix::UnsignedLong => value.try_into().ok().map(Number::ULong),
            Suffix::Decimal => as_decimal(),
            Suffix::BigInteger => Some(big_integer(value.into())),
            Suffix::Unsigned => match value.try_into() {
                Ok(value) => Some(Number::UInt(value)),
                Err(_) => value.try_into().ok().map(Number::ULong),
            },
            Suffix::None => {
                if let Ok(value) = value.try_into() {
                    return Some(Number::Int(value));
                }
                if let Ok(value) = value.try_into() {
                    return Some(Number::Long(value));
                }
                if self.format != Format::Decimal {
                    return None;
                }
                as_decimal().or(Some(Number::Double(value as f64)))
            }
        }
    }
}

fn decimal(value: Decimal) -> Number {
    Number::Decimal(Box::new(value))
}

fn big_integer(value: BigInt) -> Number {
    Number::BigInt(Box::new(value))
}

fn two_complement(digits: &str, radix: u32, negative: bool) -> Option<BigInt> {
    let value = BigInt::parse_bytes(digits.as_bytes(), radix)?;
    let bits = digits.len() as u32 * radix.ilog2();
    Some(if negative {
        value - (BigInt::from(1) << bits)
    } else {
        value
    })
}

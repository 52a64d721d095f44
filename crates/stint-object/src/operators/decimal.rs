//! Arithmetic of `System.Decimal`: which scale a result has, and how it is rounded to 96 bits.

use num_bigint::BigInt;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};
use rust_decimal::Decimal;

const MAX_SCALE: u32 = 28;
const MAX_MANTISSA: i128 = 0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF;

fn power(exponent: u32) -> BigInt {
    BigInt::from(10u8).pow(exponent)
}

/// A number of a scale as a decimal: rounded half to even until it fits, `None` if its whole part does not.
fn fitted(mantissa: &BigInt, scale: u32) -> Option<Decimal> {
    let mut drop = scale.saturating_sub(MAX_SCALE);
    loop {
        let rounded = divided_half_even(mantissa, &power(drop));
        if let Some(number) = rounded.to_i128()
            && number.abs() <= MAX_MANTISSA
        {
            return Decimal::try_from_i128_with_scale(number, scale - drop).ok();
        }
        if drop >= scale {
            return None;
        }
        drop += 1;
    }
}

fn divided_half_even(number: &BigInt, by: &BigInt) -> BigInt {
    let (quotient, rest) = (number / by, number % by);
    let twice: BigInt = rest.abs() * 2;
    let odd = (&quotient % 2i8).abs() == BigInt::from(1u8);
    let up = twice > *by || twice == *by && odd;
    if !up {
        return quotient;
    }
    if number.is_negative() {
        quotient - 1
    } else {
        quotient + 1
    }
}

fn aligned(a: Decimal, b: Decimal) -> (BigInt, BigInt, u32) {
    let scale = a.scale().max(b.scale());
    let lift = |v: Decimal| BigInt::from(v.mantissa()) * power(scale - v.scale());
    (lift(a), lift(b), scale)
}

/// `a + b`; the result has the longer scale.
pub(super) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (x, y, scale) = aligned(a, b);
    fitted(&(x + y), scale)
}

/// `a - b`.
pub(super) fn subtract(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (x, y, scale) = aligned(a, b);
    fitted(&(x - y), scale)
}

/// `a * b`; the scales add up.
pub(super) fn multiply(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = BigInt::from(a.mantissa()) * BigInt::from(b.mantissa());
    fitted(&product, a.scale() + b.scale())
}

/// `a / b` with `b` not zero: exact at the difference of the scales, else as many digits as there is room for, without zeros at the end.
pub(super) fn divide(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (x, y) = (BigInt::from(a.mantissa()), BigInt::from(b.mantissa()));
    let (x, scale) = match a.scale().checked_sub(b.scale()) {
        Some(scale) => (x, scale),
        None => (x * power(b.scale() - a.scale()), 0),
    };
    let negative = x.is_negative() != y.is_negative();
    let (x, y) = (x.abs(), y.abs());
    let signed = |number: BigInt| if negative { -number } else { number };
    if (&x % &y).is_zero() {
        return fitted(&signed(x / y), scale);
    }
    // The longest scale at which the quotient still fits.
    let mut digits = MAX_SCALE;
    loop {
        let wide = if digits >= scale {
            &x * power(digits - scale)
        } else {
            x.clone()
        };
        let quotient = divided_half_even(&wide, &y);
        if let Some(number) = quotient.to_i128()
            && number <= MAX_MANTISSA
        {
            return Decimal::try_from_i128_with_scale(
                if negative { -number } else { number },
                digits,
            )
            .ok()
            .map(without_zeros);
        }
        if digits <= scale {
            return fitted(&signed(quotient), scale);
        }
        digits -= 1;
    }
}

fn without_zeros(value: Decimal) -> Decimal {
    if value.is_zero() {
        return value;
    }
    value.normalize()
}

/// `a % b` with `b` not zero: a smaller `a` as it is, else the result has the longer scale.
pub(super) fn remainder(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.abs() < b.abs() {
        return Some(a);
    }
    let (x, y, scale) = aligned(a, b);
    fitted(&(x % y), scale)
}

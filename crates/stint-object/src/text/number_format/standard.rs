//! The standard formats on digits.

use super::digits::{Digits, Origin};
use super::specifier::BadFormat;
use crate::text::culture::NumberFormat;

const CURRENCY_POSITIVE: [&str; 4] = ["$#", "#$", "$ #", "# $"];
const CURRENCY_NEGATIVE: [&str; 17] = [
    "($#)", "-$#", "$-#", "$#-", "(#$)", "-#$", "#-$", "#$-", "-# $", "-$ #", "# $-", "$ #-",
    "$ -#", "#- $", "($ #)", "(# $)", "$- #",
];
const PERCENT_POSITIVE: [&str; 4] = ["# %", "#%", "%#", "% #"];
const PERCENT_NEGATIVE: [&str; 12] = [
    "-# %", "-#%", "-%#", "%-#", "%#-", "#-%", "#%-", "-% #", "# %-", "% #-", "% -#", "#- %",
];
const NUMBER_NEGATIVE: [&str; 5] = ["(#)", "-#", "- #", "#-", "# -"];

/// Writes a number in the standard format `letter`; `precision` as written.
pub(super) fn write(
    out: &mut String,
    mut number: Digits,
    letter: u8,
    precision: Option<usize>,
    culture: &NumberFormat,
) -> Result<(), BadFormat> {
    let rounded = number.is_rounded();
    let places = |default: u8| precision.unwrap_or(usize::from(default));
    match letter.to_ascii_uppercase() {
        b'C' => {
            let places = places(culture.currency_digits);
            number.round(end_of(&number, places), rounded);
            write_currency(out, &number, places, culture);
        }
        b'F' => {
            let places = places(culture.digits);
            number.round(end_of(&number, places), rounded);
            write_sign(out, &number, culture);
            write_fixed(out, &number, places, None, culture.decimal);
        }
        b'N' => {
            let places = places(culture.digits);
            number.round(end_of(&number, places), rounded);
            write_number(out, &number, places, culture);
        }
        b'P' => {
            let places = places(culture.percent_digits);
            number.scale += 2;
            number.round(end_of(&number, places), rounded);
            write_percent(out, &number, places, culture);
        }
        b'E' => {
            let digits = precision.unwrap_or(6) + 1;
            number.round(digits as i64, rounded);
            write_sign(out, &number, culture);
            write_scientific(out, &number, digits, letter, culture);
        }
        b'G' | b'R' => write_general(out, number, letter, precision, culture),
        _ => return Err(BadFormat),
    }
    Ok(())
}

fn end_of(number: &Digits, places: usize) -> i64 {
    i64::from(number.scale) + places as i64
}

fn write_sign(out: &mut String, number: &Digits, culture: &NumberFormat) {
    if number.negative {
        out.push_str(culture.negative_sign);
    }
}

fn write_general(
    out: &mut String,
    mut number: Digits,
    letter: u8,
    precision: Option<usize>,
    culture: &NumberFormat,
) {
    let exponent = if letter.is_ascii_uppercase() {
        b'E'
    } else {
        b'e'
    };
    // A decimal without precision keeps its trailing zeros and never shows an exponent.
    if number.origin == Origin::Decimal && precision.is_none() {
        if !number.is_zero() {
            write_sign(out, &number, culture);
        }
        write_shortest(out, &number, None, exponent, culture);
        return;
    }
    let digits = match precision {
        None | Some(0) => number.digits.len(),
        Some(digits) => digits,
    };
    let rounded = number.is_rounded();
    number.round(digits as i64, rounded);
    write_sign(out, &number, culture);
    write_shortest(out, &number, Some(digits), exponent, culture);
}

/// Digits as they are; with an exponent when there are more than `limit` places before the point or four zeros after it.
fn write_shortest(
    out: &mut String,
    number: &Digits,
    limit: Option<usize>,
    exponent: u8,
    culture: &NumberFormat,
) {
    let mut position = number.scale;
    let scientific = limit.is_some_and(|limit| i64::from(position) > limit as i64 || position < -3);
    if scientific {
        position = 1;
    }
    let mut next = 0;
    if position > 0 {
        for _ in 0..position {
            out.push(char::from(number.at(next).unwrap_or(b'0')));
            next += 1;
        }
    } else {
        out.push('0');
    }
    if next < number.digits.len() || position < 0 {
        out.push_str(culture.decimal);
        for _ in position..0 {
            out.push('0');
        }
        for digit in number.digits.iter().skip(next) {
            out.push(char::from(*digit));
        }
    }
    if scientific {
        write_exponent(
            out,
            number.scale - 1,
            char::from(exponent),
            2,
            true,
            culture,
        );
    }
}

fn write_scientific(
    out: &mut String,
    number: &Digits,
    digits: usize,
    letter: u8,
    culture: &NumberFormat,
) {
    out.push(char::from(number.at(0).unwrap_or(b'0')));
    if digits > 1 {
        out.push_str(culture.decimal);
    }
    for index in 1..digits {
        out.push(char::from(number.at(index).unwrap_or(b'0')));
    }
    let exponent = if number.is_zero() {
        0
    } else {
        number.scale - 1
    };
    write_exponent(out, exponent, char::from(letter), 3, true, culture);
}

/// `E+005`: letter, sign (a positive one only when asked for), at least `width` digits.
pub(super) fn write_exponent(
    out: &mut String,
    value: i32,
    letter: char,
    width: usize,
    positive_sign: bool,
    culture: &NumberFormat,
) {
    use std::fmt::Write as _;

    out.push(letter);
    if value < 0 {
        out.push_str(culture.negative_sign);
    } else if positive_sign {
        out.push_str(culture.positive_sign);
    }
    let _ = write!(out, "{:0width$}", value.unsigned_abs());
}

fn write_fixed(
    out: &mut String,
    number: &Digits,
    places: usize,
    grouping: Option<(&[u8], &str)>,
    decimal: &str,
) {
    let mut position = number.scale;
    let mut next = 0;
    if position > 0 {
        let whole = usize::try_from(position).unwrap_or(0);
        let breaks = grouping.map_or_else(Vec::new, |(sizes, _)| group_breaks(whole, sizes));
        for left in (1..=whole).rev() {
            out.push(char::from(number.at(next).unwrap_or(b'0')));
            next += 1;
            if let Some((_, separator)) = grouping
                && breaks.contains(&(left - 1))
            {
                out.push_str(separator);
            }
        }
        position = 0;
    } else {
        out.push('0');
    }
    if places == 0 {
        return;
    }
    out.push_str(decimal);
    let zeros = usize::try_from(-position).unwrap_or(0).min(places);
    out.extend(std::iter::repeat_n('0', zeros));
    for _ in zeros..places {
        out.push(char::from(number.at(next).unwrap_or(b'0')));
        next += 1;
    }
}

/// Counts of digits right of each group separator in a whole part of `whole` digits.
pub(super) fn group_breaks(whole: usize, sizes: &[u8]) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut index = 0;
    let mut size = sizes.first().copied().unwrap_or(0);
    let mut total = usize::from(size);
    while size != 0 && whole > total {
        breaks.push(total);
        if index + 1 < sizes.len() {
            index += 1;
            size = sizes[index];
        }
        total += usize::from(size);
    }
    breaks
}

fn write_number(out: &mut String, number: &Digits, places: usize, culture: &NumberFormat) {
    let pattern = if number.negative {
        NUMBER_NEGATIVE[usize::from(culture.negative_pattern)]
    } else {
        "#"
    };
    for sign in pattern.chars() {
        match sign {
            '#' => write_fixed(
                out,
                number,
                places,
                Some((culture.group_sizes, culture.group)),
                culture.decimal,
            ),
            '-' => out.push_str(culture.negative_sign),
            other => out.push(other),
        }
    }
}

fn write_currency(out: &mut String, number: &Digits, places: usize, culture: &NumberFormat) {
    let pattern = if number.negative {
        CURRENCY_NEGATIVE[usize::from(culture.currency_negative)]
    } else {
        CURRENCY_POSITIVE[usize::from(culture.currency_positive)]
    };
    for sign in pattern.chars() {
        match sign {
            '#' => write_fixed(
                out,
                number,
                places,
                Some((culture.group_sizes, culture.currency_group)),
                culture.currency_decimal,
            ),
            '-' => out.push_str(culture.negative_sign),
            '$' => out.push_str(culture.currency),
            other => out.push(other),
        }
    }
}

fn write_percent(out: &mut String, number: &Digits, places: usize, culture: &NumberFormat) {
    let pattern = if number.negative {
        PERCENT_NEGATIVE[usize::from(culture.percent_negative)]
    } else {
        PERCENT_POSITIVE[usize::from(culture.percent_positive)]
    };
    for sign in pattern.chars() {
        match sign {
            '#' => write_fixed(
                out,
                number,
                places,
                Some((culture.group_sizes, culture.group)),
                culture.decimal,
            ),
            '-' => out.push_str(culture.negative_sign),
            '%' => out.push_str(culture.percent),
            other => out.push(other),
        }
    }
}

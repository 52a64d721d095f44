//! Custom formats on digits: `0 # . , % ‰ E0`, quoted text, sections for positive, negative and zero.

use super::digits::{Digits, Origin};
use super::standard::{group_breaks, write_exponent};
use crate::text::culture::NumberFormat;

/// What the first reading of a section finds out.
#[derive(Default)]
struct Layout {
    /// Places for digits.
    places: i32,
    /// Places before the point.
    decimal_at: i32,
    /// First forced zero, counted from the point leftwards.
    first_zero: i32,
    /// Last forced zero, counted from the point (negative: right of it).
    last_zero: i32,
    scientific: bool,
    grouped: bool,
    /// Powers of ten that `%`, `‰` and scaling commas ask for.
    scale_change: i32,
}

/// Writes a number in a custom format.
pub(super) fn write(out: &mut String, mut number: Digits, format: &str, culture: &NumberFormat) {
    let format: Vec<char> = format.chars().collect();
    let wanted = match (number.is_zero(), number.negative) {
        (true, _) => 2,
        (_, true) => 1,
        _ => 0,
    };
    let mut section = find_section(&format, wanted);
    let layout = loop {
        let layout = Layout::read(&format[section..]);
        if number.is_zero() {
            if number.origin != Origin::Real {
                number.negative = false;
            }
            number.scale = 0;
            break layout;
        }
        number.scale += layout.scale_change;
        let keep = if layout.scientific {
            layout.places
        } else {
            number.scale + layout.places - layout.decimal_at
        };
        number.round(i64::from(keep), false);
        if number.is_zero() {
            let zero = find_section(&format, 2);
            if zero != section {
                section = zero;
                continue;
            }
        }
        break layout;
    };
    let start = out.len();
    let sign = number.negative && section == 0;
    if sign && number.scale != 0 {
        out.push_str(culture.negative_sign);
    }
    Writer::new(out, &number, &layout, culture).run(&format[section..]);
    if sign && number.scale == 0 && out.len() > start {
        out.insert_str(start, culture.negative_sign);
    }
}

/// Where section `wanted` (1 negative, 2 zero) begins; 0 when the format has no such section.
fn find_section(format: &[char], wanted: usize) -> usize {
    let mut left = wanted;
    let mut at = 0;
    while left > 0 {
        let Some(&sign) = format.get(at) else {
            return 0;
        };
        at += 1;
        match sign {
            '\'' | '"' => at = after_quote(format, at, sign),
            '\\' if format.get(at).is_some_and(|next| *next != '\0') => at += 1,
            ';' => {
                left -= 1;
                if left == 0 {
                    return match format.get(at) {
                        Some('\0' | ';') | None => 0,
                        Some(_) => at,
                    };
                }
            }
            '\0' => return 0,
            _ => {}
        }
    }
    0
}

fn after_quote(format: &[char], mut at: usize, quote: char) -> usize {
    while let Some(&sign) = format.get(at) {
        if sign == '\0' {
            break;
        }
        at += 1;
        if sign == quote {
            break;
        }
    }
    at
}

/// Whether an `E` just before `at` begins an exponent: `0`, `+0` or `-0` follows.
fn is_exponent(format: &[char], at: usize) -> bool {
    match format.get(at) {
        Some('0') => true,
        Some('+' | '-') => format.get(at + 1) == Some(&'0'),
        _ => false,
    }
}

impl Layout {
    fn read(format: &[char]) -> Layout {
        let mut layout = Layout {
            decimal_at: -1,
            first_zero: i32::MAX,
            ..Layout::default()
        };
        let mut comma_at = -1;
        let mut commas = 0;
        let mut at = 0;
        while let Some(&sign) = format.get(at) {
            at += 1;
            match sign {
                '\0' | ';' => break,
                '#' => layout.places += 1,
                '0' => {
                    if layout.first_zero == i32::MAX {
                        layout.first_zero = layout.places;
                    }
                    layout.places += 1;
                    layout.last_zero = layout.places;
                }
                '.' if layout.decimal_at < 0 => layout.decimal_at = layout.places,
                ',' if layout.places > 0 && layout.decimal_at < 0 => {
                    if comma_at >= 0 && comma_at == layout.places {
                        commas += 1;
                    } else {
                        layout.grouped |= comma_at >= 0;
                        comma_at = layout.places;
                        commas = 1;
                    }
                }
                '%' => layout.scale_change += 2,
                '\u{2030}' => layout.scale_change += 3,
                '\'' | '"' => at = after_quote(format, at, sign),
                '\\' if format.get(at).is_some_and(|next| *next != '\0') => at += 1,
                'E' | 'e' if is_exponent(format, at) => {
                    at += 1;
                    while format.get(at) == Some(&'0') {
                        at += 1;
                    }
                    layout.scientific = true;
                }
                _ => {}
            }
        }
        if layout.decimal_at < 0 {
            layout.decimal_at = layout.places;
        }
        if comma_at >= 0 {
            if comma_at == layout.decimal_at {
                layout.scale_change -= commas * 3;
            } else {
                layout.grouped = true;
            }
        }
        layout.first_zero = if layout.first_zero < layout.decimal_at {
            layout.decimal_at - layout.first_zero
        } else {
            0
        };
        layout.last_zero = if layout.last_zero > layout.decimal_at {
            layout.decimal_at - layout.last_zero
        } else {
            0
        };
        layout
    }
}

struct Writer<'a> {
    out: &'a mut String,
    number: &'a Digits,
    layout: &'a Layout,
    culture: &'a NumberFormat,
    /// Places left of the point that are still to come (negative: right of it).
    position: i32,
    /// How many digits more (or fewer) the number has than the format has places.
    adjust: i32,
    next: usize,
    breaks: Vec<usize>,
    decimal_written: bool,
    scientific: bool,
}

impl<'a> Writer<'a> {
    fn new(
        out: &'a mut String,
        number: &'a Digits,
        layout: &'a Layout,
        culture: &'a NumberFormat,
    ) -> Writer<'a> {
        let (position, adjust) = if layout.scientific {
            (layout.decimal_at, 0)
        } else {
            (
                number.scale.max(layout.decimal_at),
                number.scale - layout.decimal_at,
            )
        };
        let mut breaks = Vec::new();
        if layout.grouped && !culture.group.is_empty() {
            let shown = (position + adjust.min(0)).max(layout.first_zero);
            breaks = group_breaks(usize::try_from(shown).unwrap_or(0), culture.group_sizes);
        }
        Writer {
            out,
            number,
            layout,
            culture,
            position,
            adjust,
            next: 0,
            breaks,
            decimal_written: false,
            scientific: layout.scientific,
        }
    }

    fn run(&mut self, format: &[char]) {
        let mut at = 0;
        while let Some(&sign) = format.get(at) {
            at += 1;
            if matches!(sign, '#' | '0' | '.') {
                self.write_surplus();
            }
            match sign {
                '\0' | ';' => break,
                '#' | '0' => self.write_place(),
                '.' => self.write_point(),
                '\u{2030}' => self.out.push_str(self.culture.per_mille),
                '%' => self.out.push_str(self.culture.percent),
                ',' => {}
                '\'' | '"' => {
                    let end = after_quote(format, at, sign);
                    let closed = end > at && format[end - 1] == sign;
                    self.out.extend(&format[at..end - usize::from(closed)]);
                    at = end;
                }
                '\\' => {
                    if let Some(&next) = format.get(at).filter(|next| **next != '\0') {
                        self.out.push(next);
                        at += 1;
                    }
                }
                'E' | 'e' => at = self.write_exponent(format, at, sign),
                other => self.out.push(other),
            }
        }
    }

    /// Digits that the format has no places for come before its first place.
    fn write_surplus(&mut self) {
        while self.adjust > 0 {
            let digit = self.take().unwrap_or(b'0');
            self.write_digit(digit);
            self.adjust -= 1;
        }
    }

    fn write_place(&mut self) {
        let digit = if self.adjust < 0 {
            self.adjust += 1;
            (self.position <= self.layout.first_zero).then_some(b'0')
        } else {
            self.take()
                .or((self.position > self.layout.last_zero).then_some(b'0'))
        };
        match digit {
            Some(digit) => self.write_digit(digit),
            None => self.position -= 1,
        }
    }

    fn take(&mut self) -> Option<u8> {
        let digit = self.number.at(self.next);
        self.next += usize::from(digit.is_some());
        digit
    }

    fn write_digit(&mut self, digit: u8) {
        self.out.push(char::from(digit));
        if self.position > 1
            && self
                .breaks
                .last()
                .is_some_and(|right| i64::from(self.position) == *right as i64 + 1)
        {
            self.out.push_str(self.culture.group);
            self.breaks.pop();
        }
        self.position -= 1;
    }

    fn write_point(&mut self) {
        if self.position != 0 || self.decimal_written {
            return;
        }
        let digits_left = self.next < self.number.digits.len();
        if self.layout.last_zero < 0 || (self.layout.decimal_at < self.layout.places && digits_left)
        {
            self.out.push_str(self.culture.decimal);
            self.decimal_written = true;
        }
    }

    fn write_exponent(&mut self, format: &[char], mut at: usize, letter: char) -> usize {
        if !self.scientific {
            self.out.push(letter);
            if let Some(&sign @ ('+' | '-')) = format.get(at) {
                self.out.push(sign);
                at += 1;
            }
            while format.get(at) == Some(&'0') {
                self.out.push('0');
                at += 1;
            }
            return at;
        }
        if !is_exponent(format, at) {
            self.out.push(letter);
            return at;
        }
        let positive_sign = format[at] == '+';
        let mut width = usize::from(format[at] == '0');
        at += 1;
        while format.get(at) == Some(&'0') {
            width += 1;
            at += 1;
        }
        let value = if self.number.is_zero() {
            0
        } else {
            self.number.scale - self.layout.decimal_at
        };
        write_exponent(
            self.out,
            value,
            letter,
            width.min(10),
            positive_sign,
            self.culture,
        );
        self.scientific = false;
        at
    }
}

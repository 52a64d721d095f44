//! Dates read by a format.

use super::DateContext;
use super::failure::DateParseFailure;
use super::lexer::HalfDay;
use super::reader::Reader;
use super::result::{Parsed, Parts, Reading};
use super::styles::DateTimeStyles;
use crate::text::culture::Culture;
use crate::text::date_format::{era_name, pattern_of, quoted};
use crate::text::ticks::{TICKS_PER_HOUR, TICKS_PER_MINUTE, four_digit_year};

type Result<T> = std::result::Result<T, DateParseFailure>;

/// Reads a date that must be written as `format` says.
pub(super) fn parse(
    text: &str,
    format: &str,
    context: &DateContext<'_>,
    keeps_offset: bool,
) -> Result<Parsed> {
    let reading = Reading {
        text,
        context,
        keeps_offset,
    };
    if text.is_empty() {
        return reading.bad();
    }
    if format.is_empty() {
        return Err(DateParseFailure::BadFormat(format.to_owned()));
    }
    let mut reader = ExactReader {
        reading: &reading,
        culture: context.culture,
        reader: Reader::new(text),
        format: format.chars().collect(),
        at: 0,
        parts: Parts::default(),
        half_day: None,
        hour_of_12: false,
        short_year: false,
        letter: None,
    };
    reader.expand()?;
    reader.run()?;
    reader.adjust()?;
    let parts = reader.parts;
    reading.finish(parts)
}

struct ExactReader<'a> {
    reading: &'a Reading<'a>,
    culture: &'a Culture,
    reader: Reader,
    format: Vec<char>,
    /// Where the format is.
    at: usize,
    parts: Parts,
    half_day: Option<HalfDay>,
    hour_of_12: bool,
    short_year: bool,
    /// The one-letter format that was expanded.
    letter: Option<char>,
}

impl ExactReader<'_> {
    fn allows(&self, style: DateTimeStyles) -> bool {
        self.reading.context.styles.has(style)
    }

    fn bad<T>(&self) -> Result<T> {
        self.reading.bad()
    }

    fn bad_format<T>(&self) -> Result<T> {
        Err(DateParseFailure::BadFormat(self.format.iter().collect()))
    }

    /// Replaces a one-letter format by its pattern.
    fn expand(&mut self) -> Result<()> {
        let [letter] = self.format[..] else {
            return Ok(());
        };
        if letter == 'U' && self.reading.keeps_offset {
            return self.bad_format();
        }
        let Some((pattern, invariant)) = pattern_of(letter, &self.culture.date, false) else {
            return self.bad_format();
        };
        if letter == 'U' {
            self.parts.offset = Some(0);
            self.parts.is_utc = true;
        }
        if invariant {
            self.culture = Culture::invariant();
        }
        self.format = pattern.chars().collect();
        self.letter = Some(letter);
        Ok(())
    }

    fn run(&mut self) -> Result<()> {
        if self.allows(DateTimeStyles::ALLOW_TRAILING_WHITE) {
            trim_end(&mut self.format);
            trim_end(&mut self.reader.signs);
        }
        if self.allows(DateTimeStyles::ALLOW_LEADING_WHITE) {
            while self
                .format
                .get(self.at)
                .is_some_and(|sign| sign.is_whitespace())
            {
                self.at += 1;
            }
            self.reader.skip_white();
        }
        while self.at < self.format.len() {
            if self.allows(DateTimeStyles::ALLOW_INNER_WHITE) {
                self.reader.skip_white();
            }
            self.step()?;
        }
        if self.reader.is_at_end() {
            Ok(())
        } else {
            self.bad()
        }
    }

    /// One element of the format.
    fn step(&mut self) -> Result<()> {
        let letter = self.format[self.at];
        let count = self.format[self.at..]
            .iter()
            .take_while(|next| **next == letter)
            .count();
        match letter {
            'y' | 'M' | 'd' | 'g' | 'h' | 'H' | 'm' | 's' | 'f' | 'F' | 't' | 'z' => {
                self.at += count;
                self.part(letter, count)
            }
            _ => {
                self.at += 1;
                self.sign(letter)
            }
        }
    }

    fn part(&mut self, letter: char, count: usize) -> Result<()> {
        match letter {
            'y' => {
                self.short_year |= count <= 2;
                let value = self.digits(count, if count == 1 { 2 } else { count })?;
                self.set(letter, value, |parts| &mut parts.year)
            }
            'M' if count <= 2 => {
                let value = self.short_number(count)?;
                self.set(letter, value, |parts| &mut parts.month)
            }
            'M' => {
                let names = &self.culture.date;
                let lists: &[&[&str]] = if count == 3 {
                    &[&names.months_short]
                } else {
                    &[&names.months_genitive, &names.months]
                };
                let value = self.name(lists)? + 1;
                self.set(letter, value, |parts| &mut parts.month)
            }
            'd' if count <= 2 => {
                let value = self.short_number(count)?;
                self.set(letter, value, |parts| &mut parts.day)
            }
            'd' => {
                let names = &self.culture.date;
                let list: &[&str] = if count == 3 {
                    &names.days_short
                } else {
                    &names.days
                };
                let value = self.name(&[list])?;
                self.set(letter, value, |parts| &mut parts.day_of_week)
            }
            'g' => {
                let era = era_name(self.culture);
                let name = [era, "AD"]
                    .into_iter()
                    .find(|name| self.reader.is_next_ignoring_case(name));
                match name {
                    Some(name) => {
                        self.reader.at += name.chars().count();
                        Ok(())
                    }
                    None => self.bad(),
                }
            }
            'h' | 'H' => {
                self.hour_of_12 |= letter == 'h';
                let value = self.short_number(count)?;
                self.set(letter, value, |parts| &mut parts.hour)
            }
            'm' => {
                let value = self.short_number(count)?;
                self.set(letter, value, |parts| &mut parts.minute)
            }
            's' => {
                let value = self.short_number(count)?;
                self.set(letter, value, |parts| &mut parts.second)
            }
            'f' | 'F' => self.fraction(letter, count),
            't' => self.half_of_day(count),
            _ => {
                let offset = self.offset(count)?;
                self.set_offset(letter, offset, false)
            }
        }
    }

    /// One letter means one or two digits; more mean that many.
    fn short_number(&mut self, count: usize) -> Result<i32> {
        self.digits(count.min(2), 2)
    }

    fn digits(&mut self, least: usize, most: usize) -> Result<i32> {
        match self.reader.digits(most) {
            Some((value, length)) if length >= least => Ok(value),
            _ => self.bad(),
        }
    }

    fn set(
        &mut self,
        letter: char,
        value: i32,
        part: impl Fn(&mut Parts) -> &mut Option<i32>,
    ) -> Result<()> {
        match part(&mut self.parts).replace(value) {
            Some(before) if before != value => Err(DateParseFailure::RepeatedPattern(letter)),
            _ => Ok(()),
        }
    }

    /// The index of the longest name that comes next.
    fn name(&mut self, lists: &[&[&str]]) -> Result<i32> {
        let mut found: Option<(usize, i32)> = None;
        for list in lists {
            for (index, name) in (0..).zip(*list) {
                let length = name.chars().count();
                let longer = found.is_none_or(|(known, _)| length > known);
                if length > 0 && longer && self.reader.is_next_ignoring_case(name) {
                    found = Some((length, index));
                }
            }
        }
        match found {
            Some((length, index)) => {
                self.reader.at += length;
                Ok(index)
            }
            None => self.bad(),
        }
    }

    fn fraction(&mut self, letter: char, count: usize) -> Result<()> {
        if count > 7 {
            return self.bad();
        }
        let read = self.reader.digits(count);
        if letter == 'f' && read.is_none_or(|(_, length)| length < count) {
            return self.bad();
        }
        let (value, length) = read.unwrap_or((0, 0));
        let fraction = f64::from(value) / 10f64.powi(i32::try_from(length).unwrap_or(0));
        match self.parts.fraction.replace(fraction) {
            Some(before) if before.to_bits() != fraction.to_bits() => {
                Err(DateParseFailure::RepeatedPattern(letter))
            }
            _ => Ok(()),
        }
    }

    fn half_of_day(&mut self, count: usize) -> Result<()> {
        let names = &self.culture.date;
        let found = [(names.am, HalfDay::Am), (names.pm, HalfDay::Pm)]
            .into_iter()
            .find(|(name, _)| match (count, name.chars().next()) {
                (1, first) => first.is_some() && self.reader.peek() == first,
                (_, first) => first.is_some() && self.reader.is_next_ignoring_case(name),
            });
        let Some((name, half)) = found else {
            return self.bad();
        };
        self.reader.at += if count == 1 { 1 } else { name.chars().count() };
        match self.half_day.replace(half) {
            Some(before) if before != half => Err(DateParseFailure::RepeatedPattern('t')),
            _ => Ok(()),
        }
    }

    /// `+8`, `+08`, or with minutes, colon or not.
    fn offset(&mut self, count: usize) -> Result<i64> {
        let negative = match self.reader.peek() {
            Some('+') => false,
            Some('-') => true,
            _ => return self.bad(),
        };
        self.reader.at += 1;
        let mut minutes = 0;
        let hours = if count < 3 {
            self.short_number(count)?
        } else {
            let hours = self.short_number(1)?;
            self.reader.take(':');
            minutes = self.digits(2, 2)?;
            hours
        };
        if minutes >= 60 {
            return self.bad();
        }
        let offset = i64::from(hours) * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE;
        Ok(if negative { -offset } else { offset })
    }

    fn set_offset(&mut self, letter: char, offset: i64, is_utc: bool) -> Result<()> {
        if self.parts.offset.is_some_and(|before| before != offset) {
            return Err(DateParseFailure::RepeatedPattern(letter));
        }
        self.parts.offset = Some(offset);
        self.parts.is_utc |= is_utc;
        Ok(())
    }

    /// A sign that is no letter of a part; the format is already behind it.
    fn sign(&mut self, sign: char) -> Result<()> {
        match sign {
            'Z' => {
                self.set_offset('Z', 0, true)?;
                let name = ["GMT", "Z"]
                    .into_iter()
                    .find(|name| self.reader.is_next_ignoring_case(name));
                match name {
                    Some(name) => {
                        self.reader.at += name.len();
                        Ok(())
                    }
                    None => self.bad(),
                }
            }
            'K' => match self.reader.peek() {
                Some('Z') => {
                    self.reader.at += 1;
                    self.set_offset('K', 0, true)
                }
                Some('+' | '-') => {
                    let offset = self.offset(3)?;
                    self.set_offset('K', offset, false)
                }
                _ => Ok(()),
            },
            ':' => self.separator(':', self.culture.date.time_separator),
            '/' => self.separator('/', self.culture.date.date_separator),
            '\'' | '"' => self.quote(sign),
            '%' => match self.format.get(self.at) {
                None | Some('%') => self.bad_format(),
                Some(_) => Ok(()),
            },
            '\\' => {
                let Some(literal) = self.format.get(self.at).copied() else {
                    return self.bad_format();
                };
                self.at += 1;
                self.literal(literal)
            }
            '.' => self.point(),
            ' ' => self.space(),
            'G' if self.format[self.at - 1..].starts_with(&['G', 'M', 'T']) => {
                self.at += 2;
                self.parts.offset = Some(0);
                if self.reader.take_text("GMT") {
                    Ok(())
                } else {
                    self.bad()
                }
            }
            other => self.literal(other),
        }
    }

    fn literal(&mut self, wanted: char) -> Result<()> {
        if self.reader.take(wanted) {
            Ok(())
        } else {
            self.bad()
        }
    }

    fn separator(&mut self, plain: char, own: &str) -> Result<()> {
        let ambiguous = own.len() > 1 && own.starts_with(plain);
        if (!ambiguous && self.reader.take(plain)) || self.reader.take_text(own) {
            Ok(())
        } else {
            self.bad()
        }
    }

    fn quote(&mut self, quote: char) -> Result<()> {
        let Some((text, end)) = quoted(&self.format, self.at - 1) else {
            return Err(DateParseFailure::OpenQuote(quote));
        };
        self.at = end;
        for sign in text.chars() {
            if sign == ' ' && self.allows(DateTimeStyles::ALLOW_INNER_WHITE) {
                self.reader.skip_white();
            } else {
                self.literal(sign)?;
            }
        }
        // What these formats quote is their zone.
        let names_zone = matches!(
            (self.letter, text.as_str()),
            (Some('r' | 'R'), "GMT") | (Some('u'), "Z")
        );
        if self.reading.keeps_offset && names_zone {
            self.parts.offset = Some(0);
        }
        Ok(())
    }

    /// A point before an optional fraction may be missing with it.
    fn point(&mut self) -> Result<()> {
        if self.reader.take('.') {
            return Ok(());
        }
        let fraction = self.format[self.at..]
            .iter()
            .take_while(|sign| **sign == 'F')
            .count();
        if fraction == 0 {
            return self.bad();
        }
        self.at += fraction;
        Ok(())
    }

    fn space(&mut self) -> Result<()> {
        if self.allows(DateTimeStyles::ALLOW_INNER_WHITE) || self.reader.take(' ') {
            return Ok(());
        }
        // A no-break space is typed as a plain one, and the other way round.
        self.bad()
    }

    /// Years of two digits, hours of twelve.
    fn adjust(&mut self) -> Result<()> {
        if self.short_year
            && let Some(year) = self.parts.year
        {
            if year >= 100 {
                return self.bad();
            }
            self.parts.year = Some(four_digit_year(year));
        }
        let hour = self.parts.hour.unwrap_or(-1);
        if self.hour_of_12 {
            if hour > 12 {
                return self.bad();
            }
            self.parts.hour = Some(match self.half_day.unwrap_or(HalfDay::Am) {
                HalfDay::Am => hour % 12,
                HalfDay::Pm if hour == 12 => 12,
                HalfDay::Pm => hour + 12,
            });
            return Ok(());
        }
        let contradicts = match self.half_day {
            Some(HalfDay::Am) => hour >= 12,
            Some(HalfDay::Pm) => hour < 12,
            None => false,
        };
        if contradicts { self.bad() } else { Ok(()) }
    }
}

fn trim_end(signs: &mut Vec<char>) {
    while signs.last().is_some_and(|sign| sign.is_whitespace()) {
        signs.pop();
    }
}

//! Cuts a date into tokens: a number or name together with what separates it from the next.

use super::failure::DateParseFailure;
use super::reader::Reader;
use super::result::{Parts, Reading};
use super::states::State;
use super::tokens::{Regular, Separator, Tokens};
use crate::text::ticks::{TICKS_PER_HOUR, TICKS_PER_MINUTE, four_digit_year};

/// Kinds of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    End,
    NumEnd,
    NumAmPm,
    NumSpace,
    NumDateSep,
    NumTimeSep,
    MonthEnd,
    MonthSpace,
    MonthDateSep,
    NumDateSuffix,
    NumTimeSuffix,
    DayOfWeek,
    YearSpace,
    YearDateSep,
    YearEnd,
    Zone,
    Era,
    NumLocalTimeMark,
    /// Nothing that matters.
    Unknown,
}

/// Before or after noon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HalfDay {
    Am,
    Pm,
}

/// Numbers of more digits than this are no part of a date.
const MOST_DIGITS: usize = 8;

/// What was read since the last complete date or time.
#[derive(Default)]
pub(super) struct Raw {
    /// Numbers of one or two digits.
    pub(super) numbers: Vec<i32>,
    /// A number of three digits or more.
    pub(super) year: Option<i32>,
    pub(super) month: Option<i32>,
    pub(super) half_day: Option<HalfDay>,
}

/// What follows a number or a month.
enum After {
    End,
    Space,
    Sign(Separator),
}

/// The state of reading a date.
pub(super) struct Lexer<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) tokens: &'a Tokens,
    pub(super) reader: Reader,
    pub(super) raw: Raw,
    pub(super) parts: Parts,
    /// A suffix, with its number, that was just read.
    pub(super) suffix: Option<(Separator, i32)>,
    /// Date and time separators are the same.
    pub(super) same_separators: bool,
    pub(super) has_date: bool,
    pub(super) has_time: bool,
}

type Result<T> = std::result::Result<T, DateParseFailure>;

impl Lexer<'_> {
    /// Reads the next token.
    pub(super) fn next(&mut self, state: State) -> Result<Kind> {
        self.reader.skip_white();
        let Some(sign) = self.reader.peek() else {
            return Ok(Kind::End);
        };
        if sign.is_ascii_digit() {
            return self.number(state);
        }
        match self.reader.regular(self.tokens) {
            Some(Regular::Month(month)) => self.month(month, state),
            Some(Regular::DayOfWeek(day)) => {
                if self.parts.day_of_week.is_some() {
                    return self.reading.bad();
                }
                self.parts.day_of_week = Some(day);
                Ok(Kind::DayOfWeek)
            }
            Some(Regular::Am) => self.half_day(HalfDay::Am),
            Some(Regular::Pm) => self.half_day(HalfDay::Pm),
            Some(Regular::Era) => Ok(Kind::Era),
            Some(Regular::Zone) => {
                if self.parts.offset.is_some() {
                    return self.reading.bad();
                }
                self.parts.offset = Some(0);
                self.parts.is_utc = true;
                Ok(Kind::Zone)
            }
            Some(Regular::Ignorable) => Ok(Kind::Unknown),
            None => self.unknown(sign),
        }
    }

    fn half_day(&mut self, half: HalfDay) -> Result<Kind> {
        if self.raw.half_day.is_some() {
            return self.reading.bad();
        }
        self.raw.half_day = Some(half);
        Ok(Kind::Unknown)
    }

    /// A sign of an offset, a hash or a null character; words are failures.
    fn unknown(&mut self, sign: char) -> Result<Kind> {
        if sign.is_alphabetic() {
            return Err(DateParseFailure::UnknownWord(
                self.reading.text.to_owned(),
                self.reader.utf16_offset(),
            ));
        }
        if matches!(sign, '+' | '-') && self.parts.offset.is_none() {
            let back = self.reader.at;
            if let Some(offset) = zone_offset(&mut self.reader) {
                self.parts.offset = Some(offset);
                return Ok(Kind::Unknown);
            }
            self.reader.at = back;
        }
        if skip_punctuation(&mut self.reader) {
            return Ok(Kind::Unknown);
        }
        self.reading.bad()
    }

    fn after(&mut self) -> After {
        while self
            .reader
            .peek()
            .is_some_and(|sign| sign.is_whitespace() || sign == '\u{200f}')
        {
            self.reader.at += 1;
        }
        match self.reader.peek() {
            None => After::End,
            Some(sign) if sign.is_ascii_digit() => After::Space,
            Some(_) => self
                .reader
                .separator(self.tokens)
                .map_or(After::Space, After::Sign),
        }
    }

    /// A hyphen ends the date where another date separator could not stand: then it is an offset's sign.
    fn hyphen(&mut self, state: State, back: usize, separated: Kind, spaced: Kind) -> Kind {
        let no_separator = state.after(separated) == State::Error;
        if no_separator && state.after(spaced).is_complete() {
            self.reader.at = back;
            return spaced;
        }
        separated
    }

    fn number(&mut self, state: State) -> Result<Kind> {
        let start = self.reader.at;
        let value = self.reader.digits(usize::MAX).map(|(value, _)| value);
        while self.reader.peek().is_some_and(|sign| sign.is_ascii_digit()) {
            self.reader.at += 1;
        }
        let length = self.reader.at - start;
        let value = match value {
            Some(value) if length <= MOST_DIGITS && self.raw.numbers.len() < 3 => value,
            _ => return self.reading.bad(),
        };
        let in_time = matches!(state, State::TimeNt | State::TimeNNt);
        if state == State::TimeNNt
            && self.reader.peek() == Some('.')
            && self.reader.at + 1 < self.reader.signs.len()
        {
            self.reader.at += 1;
            if let Some(fraction) = self.reader.fraction() {
                self.parts.fraction = Some(fraction);
            }
        }
        if in_time {
            self.inline_zone()?;
        }
        if length >= 3 {
            return self.year_number(value, state);
        }
        self.short_number(value, state, in_time)
    }

    /// An offset right behind a time.
    fn inline_zone(&mut self) -> Result<()> {
        let back = self.reader.at;
        if back + 1 >= self.reader.signs.len() {
            return Ok(());
        }
        self.reader.skip_white();
        if !matches!(self.reader.peek(), Some('+' | '-')) {
            self.reader.at = back;
            return Ok(());
        }
        if self.parts.offset.is_some() {
            return self.reading.bad();
        }
        match zone_offset(&mut self.reader) {
            Some(offset) => {
                self.parts.offset = Some(offset);
                Ok(())
            }
            None => self.reading.bad(),
        }
    }

    fn year_number(&mut self, value: i32, state: State) -> Result<Kind> {
        if self.raw.year.is_some() {
            return self.reading.bad();
        }
        self.raw.year = Some(value);
        let back = self.reader.at;
        let separator = match self.after() {
            After::End => return Ok(Kind::YearEnd),
            After::Space => return Ok(Kind::YearSpace),
            After::Sign(separator) => separator,
        };
        match separator {
            Separator::Am | Separator::Pm => {
                if self.raw.half_day.is_none() {
                    self.raw.half_day = Some(half_of(separator));
                    return Ok(Kind::YearSpace);
                }
                self.reading.bad()
            }
            Separator::Date => Ok(Kind::YearDateSep),
            Separator::Time if self.same_separators => Ok(Kind::YearDateSep),
            Separator::DateOrOffset => {
                Ok(self.hyphen(state, back, Kind::YearDateSep, Kind::YearSpace))
            }
            Separator::YearSuffix | Separator::MonthSuffix | Separator::DaySuffix => {
                self.suffix = Some((separator, value));
                Ok(Kind::NumDateSuffix)
            }
            Separator::HourSuffix | Separator::MinuteSuffix | Separator::SecondSuffix => {
                self.suffix = Some((separator, value));
                Ok(Kind::NumTimeSuffix)
            }
            Separator::Time | Separator::LocalTimeMark => self.reading.bad(),
        }
    }

    fn short_number(&mut self, value: i32, state: State, in_time: bool) -> Result<Kind> {
        let back = self.reader.at;
        let separator = match self.after() {
            After::End => {
                self.raw.numbers.push(value);
                return Ok(Kind::NumEnd);
            }
            After::Space => {
                self.raw.numbers.push(value);
                return Ok(Kind::NumSpace);
            }
            After::Sign(separator) => separator,
        };
        let kind = match separator {
            Separator::Am | Separator::Pm => {
                if self.raw.half_day.is_some() {
                    return self.reading.bad();
                }
                self.raw.half_day = Some(half_of(separator));
                // "1/10 5 AM": the two numbers before are a date.
                if state == State::DateNN {
                    self.complete(State::EndNN)?;
                }
                self.raw.numbers.push(value);
                if in_time {
                    self.inline_zone()?;
                }
                return Ok(Kind::NumAmPm);
            }
            Separator::Date => Kind::NumDateSep,
            Separator::DateOrOffset => self.hyphen(state, back, Kind::NumDateSep, Kind::NumSpace),
            Separator::Time => {
                let in_date = matches!(
                    state,
                    State::DateY | State::DateYN | State::DateYNd | State::DateYM | State::DateYMd
                );
                if self.same_separators && in_date {
                    Kind::NumDateSep
                } else {
                    Kind::NumTimeSep
                }
            }
            Separator::LocalTimeMark => Kind::NumLocalTimeMark,
            Separator::YearSuffix => {
                self.suffix = Some((separator, four_digit_year(value)));
                return Ok(Kind::NumDateSuffix);
            }
            Separator::MonthSuffix | Separator::DaySuffix => {
                self.suffix = Some((separator, value));
                return Ok(Kind::NumDateSuffix);
            }
            Separator::HourSuffix | Separator::MinuteSuffix | Separator::SecondSuffix => {
                self.suffix = Some((separator, value));
                return Ok(Kind::NumTimeSuffix);
            }
        };
        self.raw.numbers.push(value);
        Ok(kind)
    }

    fn month(&mut self, month: i32, state: State) -> Result<Kind> {
        if self.raw.month.is_some() {
            return self.reading.bad();
        }
        let back = self.reader.at;
        let kind = match self.after() {
            After::End => Kind::MonthEnd,
            After::Space => Kind::MonthSpace,
            After::Sign(Separator::Date) => Kind::MonthDateSep,
            After::Sign(Separator::Time) if self.same_separators => Kind::MonthDateSep,
            After::Sign(Separator::DateOrOffset) => {
                self.hyphen(state, back, Kind::MonthDateSep, Kind::MonthSpace)
            }
            After::Sign(_) => return self.reading.bad(),
        };
        self.raw.month = Some(month);
        Ok(kind)
    }
}

fn half_of(separator: Separator) -> HalfDay {
    if separator == Separator::Am {
        HalfDay::Am
    } else {
        HalfDay::Pm
    }
}

/// `+8`, `+08`, `+08:00`, `+0800`: an offset in ticks.
pub(super) fn zone_offset(reader: &mut Reader) -> Option<i64> {
    let negative = match reader.peek()? {
        '+' => false,
        '-' => true,
        _ => return None,
    };
    reader.at += 1;
    let (value, length) = reader.digits(9)?;
    let (hours, minutes) = match length {
        1 | 2 => {
            let mut minutes = 0;
            if reader.take(':') {
                let (value, length) = reader.digits(3)?;
                if length > 2 {
                    return None;
                }
                minutes = value;
            }
            (value, minutes)
        }
        3 | 4 => (value / 100, value % 100),
        _ => return None,
    };
    if minutes >= 60 {
        return None;
    }
    let offset = i64::from(hours) * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE;
    Some(if negative { -offset } else { offset })
}

/// Null characters at the end, and hashes around the whole, count for nothing.
pub(super) fn skip_punctuation(reader: &mut Reader) -> bool {
    match reader.peek() {
        Some('\0') => {
            let only_nulls = reader.signs[reader.at..].iter().all(|sign| *sign == '\0');
            if only_nulls {
                reader.at = reader.signs.len();
            }
            only_nulls
        }
        Some('#') => {
            let hashes: Vec<usize> = (0..reader.signs.len())
                .filter(|at| reader.signs[*at] == '#')
                .collect();
            let [first, last] = hashes[..] else {
                return false;
            };
            let around = reader.signs[..first]
                .iter()
                .all(|sign| sign.is_whitespace())
                && reader.signs[last + 1..]
                    .iter()
                    .all(|sign| sign.is_whitespace() || *sign == '\0');
            reader.at += usize::from(around);
            around
        }
        _ => false,
    }
}

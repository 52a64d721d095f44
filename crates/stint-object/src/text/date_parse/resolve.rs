//! From tokens to a date: runs the states, and gives numbers their meaning in the culture's order.

use super::DateContext;
use super::failure::DateParseFailure;
use super::lexer::{HalfDay, Kind, Lexer, Raw, skip_punctuation, zone_offset};
use super::reader::Reader;
use super::result::{Parsed, Parts, Reading};
use super::states::State;
use super::tokens::{Separator, Tokens};
use crate::text::ticks::{days_in_month, four_digit_year};

type Result<T> = std::result::Result<T, DateParseFailure>;

/// Reads a date as people write it.
pub(super) fn parse(text: &str, context: &DateContext<'_>, keeps_offset: bool) -> Result<Parsed> {
    let reading = Reading {
        text,
        context,
        keeps_offset,
    };
    if text.is_empty() {
        return reading.bad();
    }
    let tokens = Tokens::of(context.culture);
    let names = &context.culture.date;
    let mut lexer = Lexer {
        reading: &reading,
        tokens: &tokens,
        reader: Reader::new(text),
        raw: Raw::default(),
        parts: Parts::default(),
        suffix: None,
        same_separators: names.date_separator == names.time_separator,
        has_date: false,
        has_time: false,
    };
    if lexer.run()? == Outcome::Iso {
        return lexer.finish_iso();
    }
    lexer.adjust_hour()?;
    let parts = std::mem::take(&mut lexer.parts);
    reading.finish(parts)
}

#[derive(PartialEq, Eq)]
enum Outcome {
    Usual,
    /// A T was found behind year, month and day: an ISO time follows.
    Iso,
}

/// The order of year, month and day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Ymd,
    Mdy,
    Dmy,
    Ydm,
}

/// The letters y, M and d of a pattern in their order, without weekdays and quotes.
fn letters_of(pattern: &str) -> Vec<char> {
    let signs: Vec<char> = pattern.chars().collect();
    let mut letters = Vec::new();
    let mut in_quote = false;
    let mut at = 0;
    while at < signs.len() {
        let sign = signs[at];
        let count = signs[at..].iter().take_while(|next| **next == sign).count();
        match sign {
            '\\' | '%' => {
                at += 2;
                continue;
            }
            '\'' | '"' => in_quote = !in_quote,
            'y' | 'M' if !in_quote => {
                letters.push(sign);
                at += count;
                continue;
            }
            'd' if !in_quote => {
                if count <= 2 {
                    letters.push(sign);
                }
                at += count;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    letters
}

impl Lexer<'_> {
    fn run(&mut self) -> Result<Outcome> {
        let mut state = State::Begin;
        let mut complete = false;
        loop {
            let mut kind = self.next(state)?;
            if kind != Kind::Unknown {
                if let Some((suffix, value)) = self.suffix.take() {
                    self.store_suffix(suffix, value)?;
                }
                if kind == Kind::NumLocalTimeMark {
                    return match state {
                        State::DateYN | State::DateYNd => Ok(Outcome::Iso),
                        _ => self.reading.bad(),
                    };
                }
                if self.same_separators {
                    (state, kind) = self.reinterpret(state, kind);
                }
                state = state.after(kind);
                if state == State::Error {
                    return self.reading.bad();
                }
                if state.is_complete() {
                    self.complete(state)?;
                    complete = true;
                    state = State::Begin;
                }
            }
            if matches!(kind, Kind::End | Kind::NumEnd | Kind::MonthEnd) {
                break;
            }
        }
        if complete {
            Ok(Outcome::Usual)
        } else {
            self.reading.bad()
        }
    }

    /// Where one sign separates both dates and times, what was taken for a time may be a date.
    fn reinterpret(&self, state: State, kind: Kind) -> (State, Kind) {
        let is_year = matches!(kind, Kind::YearEnd | Kind::YearSpace | Kind::YearDateSep);
        let state = match state {
            State::TimeNt if is_year => State::DateNd,
            State::TimeNNt if is_year => State::DateNNd,
            other => other,
        };
        let at_end = self.reader.is_at_end();
        if state.after(kind) != State::Error && !at_end {
            return (state, kind);
        }
        let kind = match (kind, at_end) {
            (Kind::YearDateSep, true) => Kind::YearEnd,
            (Kind::YearDateSep, false) => Kind::YearSpace,
            (Kind::NumDateSep | Kind::NumTimeSep, true) => Kind::NumEnd,
            (Kind::NumDateSep | Kind::NumTimeSep, false) => Kind::NumSpace,
            (Kind::MonthDateSep, true) => Kind::MonthEnd,
            (Kind::MonthDateSep, false) => Kind::MonthSpace,
            (other, _) => other,
        };
        (state, kind)
    }

    fn store_suffix(&mut self, suffix: Separator, value: i32) -> Result<()> {
        let part = match suffix {
            Separator::YearSuffix => &mut self.parts.year,
            Separator::MonthSuffix => &mut self.parts.month,
            Separator::DaySuffix => &mut self.parts.day,
            Separator::HourSuffix => &mut self.parts.hour,
            Separator::MinuteSuffix => &mut self.parts.minute,
            _ => &mut self.parts.second,
        };
        if part.replace(value).is_some() {
            return self.reading.bad();
        }
        match suffix {
            Separator::YearSuffix => self.raw.year = Some(value),
            Separator::MonthSuffix => self.raw.month = Some(value),
            _ => {}
        }
        Ok(())
    }

    fn n(&self, index: usize) -> i32 {
        self.raw.numbers.get(index).copied().unwrap_or(0)
    }

    fn year(&self) -> i32 {
        self.raw.year.unwrap_or(0)
    }

    fn month_of_name(&self) -> i32 {
        self.raw.month.unwrap_or(0)
    }

    /// A date or time is complete: gives the numbers their meaning.
    pub(super) fn complete(&mut self, state: State) -> Result<()> {
        match state {
            State::EndTimeN if self.raw.half_day.is_none() => return self.reading.bad(),
            State::EndTimeN => self.set_time(1)?,
            State::EndTimeNN => self.set_time(2)?,
            State::EndTimeNNN => self.set_time(3)?,
            State::EndNN => self.date_of_nn()?,
            State::EndNNN => self.date_of_nnn()?,
            State::EndMN => self.date_of_month_and_number('d', "My")?,
            State::EndNM => self.date_of_month_and_number('M', "yM")?,
            State::EndMNN => self.date_of_mnn()?,
            State::EndYNN => {
                let swapped = self.order().is_ok_and(|order| order == Order::Ydm);
                let (month, day) = if swapped {
                    (self.n(1), self.n(0))
                } else {
                    (self.n(0), self.n(1))
                };
                self.set_date(self.year(), month, day)?;
            }
            State::EndNNY => {
                let (month, day) = match self.order()? {
                    Order::Mdy | Order::Ymd => (self.n(0), self.n(1)),
                    _ => (self.n(1), self.n(0)),
                };
                self.set_date(self.year(), month, day)?;
            }
            State::EndYMN => self.set_date(self.year(), self.month_of_name(), self.n(0))?,
            State::EndYN => self.set_date(self.year(), self.n(0), 1)?,
            State::EndYM => self.set_date(self.year(), self.month_of_name(), 1)?,
            State::EndDSN => {
                if self.raw.numbers.len() != 1 || self.parts.day.is_some() {
                    return self.reading.bad();
                }
                self.parts.day = Some(self.n(0));
            }
            State::EndNDS => {
                if self.parts.month.is_none() || self.parts.year.is_some() {
                    return self.reading.bad();
                }
                self.parts.year = Some(four_digit_year(self.n(0)));
                self.parts.day = Some(1);
            }
            State::EndNNDS => self.date_of_nnds()?,
            _ => {}
        }
        self.raw.numbers.clear();
        Ok(())
    }

    fn set_time(&mut self, count: usize) -> Result<()> {
        if std::mem::replace(&mut self.has_time, true) {
            return self.reading.bad();
        }
        self.parts.hour = Some(self.n(0));
        if count > 1 {
            self.parts.minute = Some(self.n(1));
        }
        if count > 2 {
            self.parts.second = Some(self.n(2));
        }
        Ok(())
    }

    fn is_valid(year: i32, month: i32, day: i32) -> bool {
        days_in_month(year, month).is_some_and(|days| (1..=days).contains(&day))
    }

    fn set_date(&mut self, year: i32, month: i32, day: i32) -> Result<()> {
        if self.has_date || !Self::is_valid(year, month, day) {
            return self.reading.bad();
        }
        self.has_date = true;
        self.parts.year = Some(year);
        self.parts.month = Some(month);
        self.parts.day = Some(day);
        Ok(())
    }

    fn order(&self) -> Result<Order> {
        let pattern = self.reading.context.culture.date.short_date;
        match letters_of(pattern)[..] {
            ['y', 'M', 'd'] => Ok(Order::Ymd),
            ['M', 'd', 'y'] => Ok(Order::Mdy),
            ['d', 'M', 'y'] => Ok(Order::Dmy),
            ['y', 'd', 'M'] => Ok(Order::Ydm),
            _ => Err(DateParseFailure::BadDatePattern(pattern.to_owned())),
        }
    }

    /// Whether the culture writes the day of a month first.
    fn day_comes_first(&self) -> Result<bool> {
        let pattern = self.reading.context.culture.date.month_day;
        let letters: String = letters_of(pattern)
            .into_iter()
            .filter(|letter| *letter != 'y')
            .collect();
        match letters.as_str() {
            "dM" => Ok(true),
            "Md" => Ok(false),
            _ => Err(DateParseFailure::BadDatePattern(pattern.to_owned())),
        }
    }

    fn default_year(&mut self) -> i32 {
        self.parts.year_is_default = true;
        self.reading.now(&self.parts).date().year
    }

    fn date_of_nn(&mut self) -> Result<()> {
        let day_first = self.day_comes_first()?;
        let year = self.default_year();
        if day_first {
            self.set_date(year, self.n(1), self.n(0))
        } else {
            self.set_date(year, self.n(0), self.n(1))
        }
    }

    fn date_of_nnn(&mut self) -> Result<()> {
        let (a, b, c) = (self.n(0), self.n(1), self.n(2));
        match self.order()? {
            Order::Ymd => self.set_date(four_digit_year(a), b, c),
            Order::Mdy => self.set_date(four_digit_year(c), a, b),
            Order::Dmy => self.set_date(four_digit_year(c), b, a),
            // .NET takes the third number for the day here too.
            Order::Ydm => self.set_date(four_digit_year(a), c, b),
        }
    }

    /// A month's name and a number: a day, or a year where the culture writes it on that side and the day on the other.
    fn date_of_month_and_number(&mut self, first: char, year_order: &str) -> Result<()> {
        let culture = &self.reading.context.culture.date;
        let day_first = self.day_comes_first()?;
        let on_other_side = (first == 'd') == day_first;
        if on_other_side {
            let letters: String = letters_of(culture.year_month)
                .into_iter()
                .filter(|letter| *letter != 'd')
                .collect();
            if letters == year_order {
                return self.set_date(four_digit_year(self.n(0)), self.month_of_name(), 1);
            }
        }
        let year = self.default_year();
        self.set_date(year, self.month_of_name(), self.n(0))
    }

    /// A month's name and two numbers: a day and a year, the usual way round or the other.
    fn date_of_mnn(&mut self) -> Result<()> {
        if self.has_date {
            return self.reading.bad();
        }
        let (a, b) = (self.n(0), self.n(1));
        let month = self.month_of_name();
        let pairs = match self.order()? {
            Order::Ymd => [(a, b), (b, a)],
            Order::Mdy | Order::Dmy => [(b, a), (a, b)],
            Order::Ydm => return self.reading.bad(),
        };
        for (year, day) in pairs {
            let year = four_digit_year(year);
            if Self::is_valid(year, month, day) {
                return self.set_date(year, month, day);
            }
        }
        self.reading.bad()
    }

    fn date_of_nnds(&mut self) -> Result<()> {
        let (a, b) = (self.n(0), self.n(1));
        let (year, month, day) = match (self.parts.year, self.parts.month, self.parts.day) {
            (Some(year), None, None) => (year, a, b),
            (None, Some(month), None) if self.order()? == Order::Ymd => {
                (four_digit_year(a), month, b)
            }
            (None, Some(month), None) => (four_digit_year(b), month, a),
            _ => return self.reading.bad(),
        };
        self.set_date(year, month, day)
    }

    /// Noon and midnight.
    fn adjust_hour(&mut self) -> Result<()> {
        let hour = self.parts.hour.unwrap_or(-1);
        let adjusted = match self.raw.half_day {
            None => return Ok(()),
            Some(HalfDay::Am) if (0..=12).contains(&hour) => hour % 12,
            Some(HalfDay::Pm) if (0..12).contains(&hour) => hour + 12,
            Some(HalfDay::Pm) if (12..=23).contains(&hour) => hour,
            _ => return self.reading.bad(),
        };
        self.parts.hour = Some(adjusted);
        Ok(())
    }

    /// Reads the rest of an ISO time, from behind its T.
    fn finish_iso(&mut self) -> Result<Parsed> {
        let bad = |lexer: &Self| DateParseFailure::BadDateTime(lexer.reading.text.to_owned());
        self.reader.skip_white();
        let hour = self.two_digits().ok_or_else(|| bad(self))?;
        self.reader.skip_white();
        if !self.reader.take(':') {
            return self.reading.bad();
        }
        self.reader.skip_white();
        let minute = self.two_digits().ok_or_else(|| bad(self))?;
        self.reader.skip_white();
        let mut second = 0;
        if self.reader.take(':') {
            self.reader.skip_white();
            second = self.two_digits().ok_or_else(|| bad(self))?;
            if self.reader.take('.') {
                let fraction = self.reader.fraction().ok_or_else(|| bad(self))?;
                self.parts.fraction = Some(fraction);
            }
            self.reader.skip_white();
        }
        match self.reader.peek() {
            Some('+' | '-') => {
                let offset = zone_offset(&mut self.reader).ok_or_else(|| bad(self))?;
                self.parts.offset = Some(offset);
            }
            Some('Z' | 'z') => {
                self.reader.at += 1;
                self.parts.offset = Some(0);
                self.parts.is_utc = true;
            }
            _ => {}
        }
        self.reader.skip_white();
        if matches!(self.reader.peek(), Some('#' | '\0')) && !skip_punctuation(&mut self.reader) {
            return self.reading.bad();
        }
        self.reader.skip_white();
        if !self.reader.is_at_end() {
            return self.reading.bad();
        }
        self.parts.year = self.raw.year;
        self.parts.month = Some(self.n(0));
        self.parts.day = Some(self.n(1));
        self.parts.hour = Some(hour);
        self.parts.minute = Some(minute);
        self.parts.second = Some(second);
        // An ISO date's weekday is not checked.
        self.parts.day_of_week = None;
        let parts = std::mem::take(&mut self.parts);
        self.reading.finish(parts)
    }

    fn two_digits(&mut self) -> Option<i32> {
        let (value, length) = self.reader.digits(2)?;
        (length == 2).then_some(value)
    }
}

//! Custom patterns of dates and times.

use std::fmt::Write as _;

use super::era_name;
use super::failure::DateFormatFailure;
use crate::text::culture::Culture;
use crate::text::ticks::{DateTimeTicks, Kind, TICKS_PER_DAY, TICKS_PER_MINUTE, TICKS_PER_SECOND};
use crate::text::zone::Zone;

/// What is written: a time, and its offset from UTC if it has one of its own.
pub(super) struct Moment {
    time: DateTimeTicks,
    offset: Option<i64>,
}

impl Moment {
    pub(super) fn date_time(time: DateTimeTicks) -> Moment {
        Moment { time, offset: None }
    }

    pub(super) fn with_offset(time: DateTimeTicks, offset: i64) -> Moment {
        Moment {
            time,
            offset: Some(offset),
        }
    }
}

/// Writes a moment in a pattern of any length.
pub(super) fn write_custom(
    moment: &Moment,
    pattern: &str,
    culture: &Culture,
    zone: &Zone,
) -> Result<String, DateFormatFailure> {
    let signs: Vec<char> = pattern.chars().collect();
    let mut writer = Writer {
        out: String::with_capacity(pattern.len() + 16),
        moment,
        pattern: &signs,
        culture,
        zone,
        has_date: false,
    };
    writer.run(0, signs.len())?;
    Ok(writer.out)
}

struct Writer<'a> {
    out: String,
    moment: &'a Moment,
    pattern: &'a [char],
    culture: &'a Culture,
    zone: &'a Zone,
    /// A part of the date was asked for.
    has_date: bool,
}

/// The text of a quoted piece that begins at `at`, and where it ends.
pub(in crate::text) fn quoted(pattern: &[char], at: usize) -> Option<(String, usize)> {
    let quote = *pattern.get(at)?;
    let mut text = String::new();
    let mut next = at + 1;
    loop {
        let sign = *pattern.get(next)?;
        next += 1;
        if sign == quote {
            return Some((text, next));
        }
        if sign == '\\' {
            text.push(*pattern.get(next)?);
            next += 1;
        } else {
            text.push(sign);
        }
    }
}

impl Writer<'_> {
    fn run(&mut self, from: usize, to: usize) -> Result<(), DateFormatFailure> {
        let mut at = from;
        while at < to {
            let sign = self.pattern[at];
            let count = self.pattern[at..to]
                .iter()
                .take_while(|next| **next == sign)
                .count();
            at += match sign {
                '\'' | '"' => {
                    let (text, end) =
                        quoted(self.pattern, at).ok_or(DateFormatFailure::OpenQuote(sign))?;
                    self.out.push_str(&text);
                    end - at
                }
                '\\' => {
                    let literal = self.pattern.get(at + 1).ok_or(DateFormatFailure::Invalid)?;
                    self.out.push(*literal);
                    2
                }
                '%' => {
                    match self.pattern.get(at + 1) {
                        None | Some('%') => return Err(DateFormatFailure::Invalid),
                        Some(_) => self.run(at + 1, at + 2)?,
                    }
                    2
                }
                ':' => {
                    self.out.push_str(self.culture.date.time_separator);
                    1
                }
                '/' => {
                    self.out.push_str(self.culture.date.date_separator);
                    1
                }
                _ => self.write_part(sign, count, at)?,
            };
        }
        Ok(())
    }

    /// Writes a letter's part; says how many signs of the pattern it took.
    fn write_part(
        &mut self,
        letter: char,
        count: usize,
        at: usize,
    ) -> Result<usize, DateFormatFailure> {
        let time = self.moment.time;
        match letter {
            'g' => self.out.push_str(era_name(self.culture)),
            'h' => self.number((time.hour() + 11) % 12 + 1, count.min(2)),
            'H' => self.number(time.hour(), count.min(2)),
            'm' => self.number(time.minute(), count.min(2)),
            's' => self.number(time.second(), count.min(2)),
            'f' | 'F' => self.fraction(letter, count)?,
            't' => self.half_of_day(count),
            'd' => self.day(count),
            'M' => self.month(count, at),
            'y' => self.year(count),
            'z' => self.zone_offset(count),
            'K' => {
                self.kind();
                return Ok(1);
            }
            _ => {
                self.out.push(letter);
                return Ok(1);
            }
        }
        Ok(count)
    }

    fn number(&mut self, value: i32, width: usize) {
        let _ = write!(self.out, "{value:0width$}");
    }

    fn fraction(&mut self, letter: char, count: usize) -> Result<(), DateFormatFailure> {
        if count > 7 {
            return Err(DateFormatFailure::Invalid);
        }
        let digits = format!("{:07}", self.moment.time.ticks % TICKS_PER_SECOND);
        let digits = &digits[..count];
        if letter == 'f' {
            self.out.push_str(digits);
            return Ok(());
        }
        let digits = digits.trim_end_matches('0');
        if digits.is_empty() && self.out.ends_with('.') {
            self.out.pop();
        }
        self.out.push_str(digits);
        Ok(())
    }

    fn half_of_day(&mut self, count: usize) {
        let names = &self.culture.date;
        let name = if self.moment.time.hour() < 12 {
            names.am
        } else {
            names.pm
        };
        if count == 1 {
            self.out.extend(name.chars().next());
        } else {
            self.out.push_str(name);
        }
    }

    fn day(&mut self, count: usize) {
        self.has_date = true;
        let day = usize::try_from(self.moment.time.day_of_week()).unwrap_or(0);
        match count {
            1 | 2 => self.number(self.moment.time.date().day, count),
            3 => self.out.push_str(self.culture.date.days_short[day]),
            _ => self.out.push_str(self.culture.date.days[day]),
        }
    }

    fn month(&mut self, count: usize, at: usize) {
        self.has_date = true;
        let month = self.moment.time.date().month;
        let index = usize::try_from(month - 1).unwrap_or(0);
        let names = &self.culture.date;
        match count {
            1 | 2 => self.number(month, count),
            3 => self.out.push_str(names.months_short[index]),
            _ if self.stands_by_day(at, count) => self.out.push_str(names.months_genitive[index]),
            _ => self.out.push_str(names.months[index]),
        }
    }

    /// Whether the pattern has a day number, so that the month's name takes its other form.
    fn stands_by_day(&self, at: usize, count: usize) -> bool {
        let is_number = |run: usize| run == 1 || run == 2;
        let before = &self.pattern[..at];
        if let Some(last) = before.iter().rposition(|sign| *sign == 'd') {
            let run = before[..=last]
                .iter()
                .rev()
                .take_while(|sign| **sign == 'd')
                .count();
            if is_number(run) {
                return true;
            }
        }
        let after = &self.pattern[(at + count).min(self.pattern.len())..];
        after
            .iter()
            .position(|sign| *sign == 'd')
            .is_some_and(|first| {
                is_number(
                    after[first..]
                        .iter()
                        .take_while(|sign| **sign == 'd')
                        .count(),
                )
            })
    }

    fn year(&mut self, count: usize) {
        self.has_date = true;
        let year = self.moment.time.date().year;
        if count <= 2 {
            self.number(year % 100, count);
        } else {
            self.number(year, count);
        }
    }

    fn zone_offset(&mut self, count: usize) {
        let time = self.moment.time;
        let offset = self.moment.offset.unwrap_or_else(|| {
            // A time of day alone is of no day whose offset could be asked.
            let time_only = !self.has_date && time.ticks < TICKS_PER_DAY;
            if time_only && time.kind != Kind::Utc {
                return self.zone.offset_of_local(time.ticks);
            }
            time.offset(self.zone)
        });
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = (offset / TICKS_PER_MINUTE).abs();
        let (hours, minutes) = (minutes / 60, minutes % 60);
        let _ = match count {
            1 => write!(self.out, "{sign}{hours}"),
            2 => write!(self.out, "{sign}{hours:02}"),
            _ => write!(self.out, "{sign}{hours:02}:{minutes:02}"),
        };
    }

    /// `K`: the offset of what is local or has one, Z for universal time, nothing else.
    fn kind(&mut self) {
        match (self.moment.offset, self.moment.time.kind) {
            (None, Kind::Unspecified) => {}
            (None, Kind::Utc) => self.out.push('Z'),
            _ => {
                self.has_date = true;
                self.zone_offset(3);
            }
        }
    }
}

//! Text as lengths of time.

use crate::text::culture::Culture;
use crate::text::date_format::quoted;
use crate::text::ticks::TICKS_PER_SECOND;
use crate::text::time_span::from_parts;

/// Why text is no length of time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TimeSpanFailure {
    /// Not one (FormatException).
    Bad(String),
    /// A part is too big (OverflowException).
    Overflow(String),
    /// The format is not one (FormatException).
    BadFormat,
}

impl std::fmt::Display for TimeSpanFailure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bad(text) => {
                write!(
                    out,
                    "String '{text}' was not recognized as a valid TimeSpan."
                )
            }
            Self::Overflow(text) => write!(
                out,
                "The TimeSpan string '{text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits."
            ),
            Self::BadFormat => out.write_str("Input string was not in a correct format."),
        }
    }
}

impl std::error::Error for TimeSpanFailure {}

/// A number with its leading zeros, which matter behind a decimal point.
#[derive(Clone, Copy, Default)]
struct Number {
    value: i64,
    zeros: usize,
    digits: usize,
}

impl Number {
    fn read(text: &str) -> Option<Number> {
        let value = text
            .parse()
            .ok()
            .filter(|value| *value <= i64::from(i32::MAX))?;
        Some(Number {
            value,
            zeros: text.bytes().take_while(|byte| *byte == b'0').count(),
            digits: text.len(),
        })
    }

    /// As ticks of a second: seven digits, more are rounded.
    fn fraction(self) -> Option<i64> {
        if self.value == 0 {
            return Some(0);
        }
        if self.zeros == 0 && self.value >= TICKS_PER_SECOND {
            return None;
        }
        let scale = |count: usize| 10i64.checked_pow(u32::try_from(count).ok()?);
        match self.digits.checked_sub(7) {
            None => Some(self.value * scale(7 - self.digits)?),
            Some(0) => Some(self.value),
            Some(more) => {
                let unit = scale(more)?;
                Some((self.value + unit / 2) / unit)
            }
        }
    }
}

/// What separates the numbers of a text.
struct Cut {
    numbers: Vec<Number>,
    /// Before the first, between, and behind the last.
    between: Vec<String>,
}

/// Which separators a form has.
struct Literals<'c> {
    start: &'static str,
    day: &'static str,
    fraction: &'c str,
}

/// The order of what the numbers mean: day, hour, minute, second, fraction.
#[derive(Clone, Copy)]
enum Form {
    D,
    Hm,
    Hms,
    Dhm,
    /// `h:m:.f`, as old versions wrote it.
    Hmf,
    Hmsf,
    Dhms,
    Dhmf,
    Dhmsf,
}

/// Forms by how many numbers there are, in the order in which they are tried.
fn forms(count: usize) -> &'static [Form] {
    match count {
        1 => &[Form::D],
        2 => &[Form::Hm],
        3 => &[Form::Hms, Form::Dhm, Form::Hmf],
        4 => &[Form::Hmsf, Form::Dhms, Form::Dhmf],
        5 => &[Form::Dhmsf],
        _ => &[],
    }
}

/// `TimeSpan.Parse(text, culture)`.
pub fn parse_time_span(text: &str, culture: &Culture) -> Result<i64, TimeSpanFailure> {
    parse_in(text, culture, true, true)
}

fn parse_in(
    text: &str,
    culture: &Culture,
    invariant: bool,
    localized: bool,
) -> Result<i64, TimeSpanFailure> {
    let bad = || TimeSpanFailure::Bad(text.to_owned());
    let overflow = || TimeSpanFailure::Overflow(text.to_owned());
    let cut = match cut(text.trim()) {
        Ok(cut) => cut.ok_or_else(bad)?,
        Err(TooBig) => return Err(overflow()),
    };
    let mut too_big = false;
    for localize in [false, true] {
        if !(if localize { localized } else { invariant }) {
            continue;
        }
        for negative in [false, true] {
            let literals = Literals {
                start: if negative { "-" } else { "" },
                day: if localize { ":" } else { "." },
                fraction: if localize {
                    culture.number.decimal
                } else {
                    "."
                },
            };
            for form in forms(cut.numbers.len()) {
                if !matches(*form, &cut.between, &literals) {
                    continue;
                }
                match ticks_of(*form, &cut.numbers, negative) {
                    Some(ticks) => return Ok(ticks),
                    None => too_big = true,
                }
            }
        }
    }
    Err(if too_big { overflow() } else { bad() })
}

/// A number has too many digits.
struct TooBig;

fn cut(text: &str) -> Result<Option<Cut>, TooBig> {
    let mut cut = Cut {
        numbers: Vec::new(),
        between: Vec::new(),
    };
    let mut rest = text;
    loop {
        let end = rest
            .find(|sign: char| sign.is_ascii_digit())
            .unwrap_or(rest.len());
        cut.between.push(rest[..end].to_owned());
        rest = &rest[end..];
        if rest.is_empty() {
            break;
        }
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if cut.numbers.len() == 5 {
            return Ok(None);
        }
        cut.numbers
            .push(Number::read(&rest[..length]).ok_or(TooBig)?);
        rest = &rest[length..];
    }
    Ok((!cut.numbers.is_empty()).then_some(cut))
}

fn matches(form: Form, between: &[String], literals: &Literals<'_>) -> bool {
    let old_point = format!(":{}", literals.fraction);
    let wanted: &[&str] = match form {
        Form::D => &[],
        Form::Hm => &[":"],
        Form::Hms => &[":", ":"],
        Form::Dhm => &[literals.day, ":"],
        Form::Hmf => &[":", &old_point],
        Form::Hmsf => &[":", ":", literals.fraction],
        Form::Dhms => &[literals.day, ":", ":"],
        Form::Dhmf => &[literals.day, ":", &old_point],
        Form::Dhmsf => &[literals.day, ":", ":", literals.fraction],
    };
    let (Some(first), Some(last)) = (between.first(), between.last()) else {
        return false;
    };
    let inner = &between[1..between.len() - 1];
    first == literals.start && last.is_empty() && inner.iter().eq(wanted.iter())
}

fn ticks_of(form: Form, numbers: &[Number], negative: bool) -> Option<i64> {
    let n = |index: usize| numbers.get(index).copied().unwrap_or_default();
    let none = Number::default();
    let (days, hours, minutes, seconds, fraction) = match form {
        Form::D => (n(0), none, none, none, none),
        Form::Hm => (none, n(0), n(1), none, none),
        Form::Hms => (none, n(0), n(1), n(2), none),
        Form::Dhm => (n(0), n(1), n(2), none, none),
        Form::Hmf => (none, n(0), n(1), none, n(2)),
        Form::Hmsf => (none, n(0), n(1), n(2), n(3)),
        Form::Dhms => (n(0), n(1), n(2), n(3), none),
        Form::Dhmf => (n(0), n(1), n(2), none, n(3)),
        Form::Dhmsf => (n(0), n(1), n(2), n(3), n(4)),
    };
    build(
        days.value,
        hours.value,
        minutes.value,
        seconds.value,
        fraction.fraction()?,
        negative,
    )
}

fn build(
    days: i64,
    hours: i64,
    minutes: i64,
    seconds: i64,
    fraction: i64,
    negative: bool,
) -> Option<i64> {
    if days > 10_675_199 || hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let sign = if negative { -1 } else { 1 };
    from_parts(
        sign * days,
        sign * hours,
        sign * minutes,
        sign * seconds,
        sign * fraction,
    )
}

/// `TimeSpan.ParseExact(text, format, culture)`.
pub fn parse_time_span_exact(
    text: &str,
    format: &str,
    culture: &Culture,
    negative: bool,
) -> Result<i64, TimeSpanFailure> {
    match format {
        "" => Err(TimeSpanFailure::BadFormat),
        "c" | "t" | "T" => parse_constant(text),
        "g" | "G" => {
            let ticks = parse_in(text, culture, false, true)?;
            let numbers = text
                .split(|sign: char| !sign.is_ascii_digit())
                .filter(|part| !part.is_empty());
            if format == "G" && numbers.count() < 5 {
                return Err(TimeSpanFailure::Bad(text.to_owned()));
            }
            Ok(ticks)
        }
        _ if format.chars().count() == 1 => Err(TimeSpanFailure::BadFormat),
        _ => parse_custom(text, format, negative),
    }
}

/// `[-][d.]hh:mm:ss[.fffffff]`, with fewer parts too.
fn parse_constant(text: &str) -> Result<i64, TimeSpanFailure> {
    parse_in(text, Culture::invariant(), true, false)
}

fn parse_custom(text: &str, format: &str, negative: bool) -> Result<i64, TimeSpanFailure> {
    let bad = || TimeSpanFailure::Bad(text.to_owned());
    let pattern: Vec<char> = format.chars().collect();
    let mut rest = text;
    let mut at = 0;
    // Day, hour, minute, second, fraction.
    let mut values: [Option<i64>; 5] = [None; 5];
    while let Some(&letter) = pattern.get(at) {
        let count = pattern[at..]
            .iter()
            .take_while(|next| **next == letter)
            .count();
        at += count;
        let (slot, most_letters, least, most) = match letter {
            'd' => (
                0,
                8,
                if count < 2 { 1 } else { count },
                if count < 2 { 8 } else { count },
            ),
            'h' => (1, 2, count, 2),
            'm' => (2, 2, count, 2),
            's' => (3, 2, count, 2),
            'f' => (4, 7, count, count),
            'F' => (4, 7, 0, count),
            '\'' | '"' => {
                let (literal, end) =
                    quoted(&pattern, at - count).ok_or(TimeSpanFailure::BadFormat)?;
                rest = rest.strip_prefix(literal.as_str()).ok_or_else(bad)?;
                at = end;
                continue;
            }
            '%' => {
                at = at - count + 1;
                if matches!(pattern.get(at), None | Some('%')) {
                    return Err(TimeSpanFailure::BadFormat);
                }
                continue;
            }
            '\\' => {
                at = at - count + 2;
                let literal = *pattern.get(at - 1).ok_or(TimeSpanFailure::BadFormat)?;
                rest = rest.strip_prefix(literal).ok_or_else(bad)?;
                continue;
            }
            _ => return Err(TimeSpanFailure::BadFormat),
        };
        if count > most_letters || values[slot].is_some() {
            return Err(TimeSpanFailure::BadFormat);
        }
        let digits = rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        if digits < least {
            return Err(bad());
        }
        let number: i64 = if digits == 0 {
            0
        } else {
            rest[..digits].parse().map_err(|_| bad())?
        };
        let scale = u32::try_from(7usize.saturating_sub(digits)).unwrap_or(0);
        values[slot] = Some(if slot == 4 {
            number * 10i64.pow(scale)
        } else {
            number
        });
        rest = &rest[digits..];
    }
    if !rest.is_empty() {
        return Err(bad());
    }
    let [days, hours, minutes, seconds, fraction] = values.map(Option::unwrap_or_default);
    build(days, hours, minutes, seconds, fraction, negative)
        .ok_or_else(|| TimeSpanFailure::Overflow(text.to_owned()))
}

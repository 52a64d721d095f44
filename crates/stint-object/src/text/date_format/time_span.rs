//! Lengths of time as text.

use std::fmt::Write as _;

use super::custom::quoted;
use super::failure::DateFormatFailure;
use crate::text::culture::Culture;
use crate::text::ticks::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND};

/// `TimeSpan.ToString(format, culture)`.
pub fn format_time_span(
    ticks: i64,
    format: &str,
    culture: &Culture,
) -> Result<String, DateFormatFailure> {
    match format {
        "" | "c" | "t" | "T" => Ok(constant(ticks)),
        "g" => Ok(general_short(ticks, culture)),
        "G" => Ok(general_long(ticks, culture)),
        _ if format.chars().count() == 1 => Err(DateFormatFailure::Invalid),
        _ => custom(ticks, format),
    }
}

/// The parts without sign: the smallest length has no positive counterpart.
struct Size {
    days: u64,
    hours: u64,
    minutes: u64,
    seconds: u64,
    fraction: u64,
}

fn size(ticks: i64) -> Size {
    let ticks = ticks.unsigned_abs();
    let part = |unit: i64, wrap: u64| ticks / unit.unsigned_abs() % wrap;
    Size {
        days: ticks / TICKS_PER_DAY.unsigned_abs(),
        hours: part(TICKS_PER_HOUR, 24),
        minutes: part(TICKS_PER_MINUTE, 60),
        seconds: part(TICKS_PER_SECOND, 60),
        fraction: part(1, TICKS_PER_SECOND.unsigned_abs()),
    }
}

fn sign(ticks: i64) -> &'static str {
    if ticks < 0 { "-" } else { "" }
}

fn constant(ticks: i64) -> String {
    let size = size(ticks);
    let mut out = sign(ticks).to_owned();
    if size.days > 0 {
        let _ = write!(out, "{}.", size.days);
    }
    let _ = write!(
        out,
        "{:02}:{:02}:{:02}",
        size.hours, size.minutes, size.seconds
    );
    if size.fraction > 0 {
        let _ = write!(out, ".{:07}", size.fraction);
    }
    out
}

fn general_short(ticks: i64, culture: &Culture) -> String {
    let size = size(ticks);
    let mut out = sign(ticks).to_owned();
    if size.days > 0 {
        let _ = write!(out, "{}:", size.days);
    }
    let _ = write!(
        out,
        "{}:{:02}:{:02}",
        size.hours, size.minutes, size.seconds
    );
    if size.fraction > 0 {
        let digits = format!("{:07}", size.fraction);
        out.push_str(culture.number.decimal);
        out.push_str(digits.trim_end_matches('0'));
    }
    out
}

fn general_long(ticks: i64, culture: &Culture) -> String {
    let size = size(ticks);
    format!(
        "{}{}:{:02}:{:02}:{:02}{}{:07}",
        sign(ticks),
        size.days,
        size.hours,
        size.minutes,
        size.seconds,
        culture.number.decimal,
        size.fraction
    )
}

fn custom(ticks: i64, format: &str) -> Result<String, DateFormatFailure> {
    let pattern: Vec<char> = format.chars().collect();
    let size = size(ticks);
    let mut out = String::new();
    let mut at = 0;
    while let Some(&letter) = pattern.get(at) {
        match letter {
            '\'' | '"' => {
                let (text, end) =
                    quoted(&pattern, at).ok_or(DateFormatFailure::OpenQuote(letter))?;
                out.push_str(&text);
                at = end;
                continue;
            }
            '\\' => {
                out.push(*pattern.get(at + 1).ok_or(DateFormatFailure::Invalid)?);
                at += 2;
                continue;
            }
            '%' => {
                let next = pattern.get(at + 1).filter(|next| **next != '%');
                write_part(&mut out, &size, *next.ok_or(DateFormatFailure::Invalid)?, 1)?;
                at += 2;
                continue;
            }
            _ => {}
        }
        let count = pattern[at..]
            .iter()
            .take_while(|next| **next == letter)
            .count();
        write_part(&mut out, &size, letter, count)?;
        at += count;
    }
    Ok(out)
}

fn write_part(
    out: &mut String,
    size: &Size,
    letter: char,
    count: usize,
) -> Result<(), DateFormatFailure> {
    let (value, most) = match letter {
        'h' => (size.hours, 2),
        'm' => (size.minutes, 2),
        's' => (size.seconds, 2),
        'd' => (size.days, 8),
        'f' | 'F' => (size.fraction, 7),
        _ => return Err(DateFormatFailure::Invalid),
    };
    if count > most {
        return Err(DateFormatFailure::Invalid);
    }
    match letter {
        'f' => out.push_str(&format!("{value:07}")[..count]),
        'F' => {
            let digits = format!("{value:07}");
            let digits = digits[..count].trim_end_matches('0');
            if digits.is_empty() && out.ends_with('.') {
                out.pop();
            }
            out.push_str(digits);
        }
        _ => {
            let _ = write!(out, "{value:0count$}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        let ticks = 937_845_670_000;
        let format = |ticks, format: &str| format_time_span(ticks, format, Culture::invariant());
        assert_eq!(format(ticks, "").as_deref(), Ok("1.02:03:04.5670000"));
        assert_eq!(format(ticks, "g").as_deref(), Ok("1:2:03:04.567"));
        assert_eq!(format(ticks, "G").as_deref(), Ok("1:02:03:04.5670000"));
        assert_eq!(format(ticks, "d' days'").as_deref(), Ok("1 days"));
        assert_eq!(format(-ticks, "hh\\:mm").as_deref(), Ok("02:03"));
        assert_eq!(format(-300_000_000, "c").as_deref(), Ok("-00:00:30"));
        assert_eq!(
            format(i64::MIN, "c").as_deref(),
            Ok("-10675199.02:48:05.4775808")
        );
        assert!(format(ticks, "hh:mm").is_err());
        assert!(format(ticks, "x").is_err());
    }
}

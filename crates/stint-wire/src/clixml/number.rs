//! Numbers, dates and durations as `XmlConvert` writes and reads them.

use stint_object::text::ticks::{DateTimeTicks, Kind};

use super::zone::Zone;

const TICKS_PER_SECOND: i64 = 10_000_000;
const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;
/// Days from 0001-01-01 to 1970-01-01.
const EPOCH_DAYS: i64 = 719_162;
/// The last moment that .NET can write.
const MAX_TICKS: i64 = 3_155_378_975_999_999_999;

/// A double with as many digits as make it again.
pub(crate) fn double(value: f64) -> String {
    special(value).map_or_else(|| shortest(&format!("{value:e}"), 15), str::to_owned)
}

/// A float with as many digits as make it again.
pub(crate) fn single(value: f32) -> String {
    special(f64::from(value)).map_or_else(|| shortest(&format!("{value:e}"), 7), str::to_owned)
}

fn special(value: f64) -> Option<&'static str> {
    match value {
        f64::INFINITY => Some("INF"),
        f64::NEG_INFINITY => Some("-INF"),
        nan if nan.is_nan() => Some("NaN"),
        _ => None,
    }
}

/// .NET's form of Rust's `1.25e3`: plain up to `precision` digits before the point or three zeros after it.
fn shortest(scientific: &str, precision: i32) -> String {
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    // The value is 0.DIGITS times ten to this power.
    let point = exponent + 1;
    if digits == "0" {
        return format!("{sign}0");
    }
    if point > precision || point < -3 {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let mark = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{dot}{rest}E{mark}{:02}", exponent.abs());
    }
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if point <= 0 {
        format!(
            "{sign}0.{}{digits}",
            "0".repeat(point.unsigned_abs() as usize)
        )
    } else if point >= count {
        format!(
            "{sign}{digits}{}",
            "0".repeat((point - count).unsigned_abs() as usize)
        )
    } else {
        let (whole, part) = digits.split_at(point.unsigned_abs() as usize);
        format!("{sign}{whole}.{part}")
    }
}

pub(crate) fn parse_double(text: &str) -> Option<f64> {
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ if text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) =>
        {
            text.parse().ok()
        }
        _ => None,
    }
}

pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// `P1DT2H3M4.5S`.
pub(crate) fn duration(ticks: i64) -> String {
    use std::fmt::Write;
    let mut text = String::from(if ticks < 0 { "-P" } else { "P" });
    let ticks = i128::from(ticks).unsigned_abs();
    let part = |size: i64| ticks / u128::from(size.unsigned_abs());
    let days = part(TICKS_PER_DAY);
    let (hours, minutes, seconds) = (
        part(TICKS_PER_HOUR) % 24,
        part(TICKS_PER_MINUTE) % 60,
        part(TICKS_PER_SECOND) % 60,
    );
    let fraction = ticks % u128::from(TICKS_PER_SECOND.unsigned_abs());
    if days > 0 {
        let _ = write!(text, "{days}D");
    }
    if hours > 0 || minutes > 0 || seconds > 0 || fraction > 0 {
        text.push('T');
    }
    for (count, letter) in [(hours, 'H'), (minutes, 'M')] {
        if count > 0 {
            let _ = write!(text, "{count}{letter}");
        }
    }
    if seconds > 0 || fraction > 0 {
        let _ = write!(text, "{seconds}");
        push_fraction(&mut text, fraction);
        text.push('S');
    }
    if text.ends_with('P') {
        text.push_str("T0S");
    }
    text
}

fn push_fraction(text: &mut String, fraction: u128) {
    if fraction > 0 {
        let digits = format!("{fraction:07}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
}

/// A duration's ticks; a year has 365 days and a month 30.
pub(crate) fn parse_duration(text: &str) -> Option<i64> {
    let (negative, rest) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let mut rest = rest.strip_prefix('P')?;
    let (mut total, mut in_time, mut any) = (0_i128, false, false);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            if in_time || time.is_empty() {
                return None;
            }
            (in_time, rest) = (true, time);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, unit) = (&rest[..end], rest[end..].chars().next()?);
        let size = match (unit, in_time) {
            ('Y', false) => 365 * TICKS_PER_DAY,
            ('M', false) => 30 * TICKS_PER_DAY,
            ('D', false) => TICKS_PER_DAY,
            ('H', true) => TICKS_PER_HOUR,
            ('M', true) => TICKS_PER_MINUTE,
            ('S', true) => TICKS_PER_SECOND,
            _ => return None,
        };
        total = total.checked_add(scaled(number, size, unit == 'S')?)?;
        any = true;
        rest = &rest[end + 1..];
    }
    any.then_some(())?;
    i64::try_from(if negative { -total } else { total }).ok()
}

fn scaled(number: &str, size: i64, may_have_fraction: bool) -> Option<i128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if !may_have_fraction && number.contains('.') {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    Some(i128::from(whole) * i128::from(size) + i128::from(fraction_ticks(fraction)?))
}

/// Ticks of the digits after a second's point; what is finer than a tick is cut.
fn fraction_ticks(digits: &str) -> Option<i64> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<7}").get(..7)?.parse().ok()
}

/// `2024-01-02T03:04:05.67` and `Z`, an offset, or nothing, by the kind.
pub(crate) fn date_time(moment: DateTimeTicks, zone: Zone) -> String {
    use std::fmt::Write;
    let (days, time) = (
        moment.ticks.div_euclid(TICKS_PER_DAY),
        moment.ticks.rem_euclid(TICKS_PER_DAY),
    );
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (
        time / TICKS_PER_HOUR,
        time / TICKS_PER_MINUTE % 60,
        time / TICKS_PER_SECOND % 60,
    );
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    push_fraction(
        &mut text,
        u128::from((time % TICKS_PER_SECOND).unsigned_abs()),
    );
    match moment.kind {
        Kind::Unspecified => {}
        Kind::Utc => text.push('Z'),
        Kind::Local => {
            let minutes = (zone.at_local)(moment.ticks) / TICKS_PER_MINUTE;
            let sign = if minutes < 0 { '-' } else { '+' };
            let _ = write!(
                text,
                "{sign}{:02}:{:02}",
                minutes.abs() / 60,
                minutes.abs() % 60
            );
        }
    }
    text
}

/// A date-time; one with an offset becomes local time.
pub(crate) fn parse_date_time(text: &str, zone: Zone) -> Option<DateTimeTicks> {
    let bytes = text.as_bytes();
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if !text.is_ascii()
        || separators
            .iter()
            .any(|&(at, byte)| bytes.get(at) != Some(&byte))
    {
        return None;
    }
    let field = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok().map(i64::from);
    let (year, month, day) = (field(0, 4)?, field(5, 7)?, field(8, 10)?);
    let (hour, minute, second) = (field(11, 13)?, field(14, 16)?, field(17, 19)?);
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    if year == 0 || civil(days) != (year, month, day) {
        return None;
    }
    let mut rest = &text[19..];
    let mut ticks = days * TICKS_PER_DAY
        + hour * TICKS_PER_HOUR
        + minute * TICKS_PER_MINUTE
        + second * TICKS_PER_SECOND;
    if let Some(fraction) = rest.strip_prefix('.') {
        let end = fraction
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(fraction.len());
        ticks += fraction_ticks(&fraction[..end])?;
        rest = &fraction[end..];
    }
    let kind = match rest {
        "" => Kind::Unspecified,
        "Z" => Kind::Utc,
        offset => {
            let utc = ticks - parse_offset(offset)?;
            ticks = (utc + (zone.at_utc)(utc)).clamp(0, MAX_TICKS);
            Kind::Local
        }
    };
    Some(DateTimeTicks { ticks, kind })
}

fn parse_offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text[1..].split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes))
        .then_some(sign * (hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE))
}

/// Year, month and day of a day since 0001-01-01 (Hinnant's algorithm, over eras of 400 years from March).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days - EPOCH_DAYS + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468 + EPOCH_DAYS
}

#[cfg(test)]
mod tests {
    use super::{
        TICKS_PER_HOUR, Zone, date_time, double, duration, parse_date_time, parse_double,
        parse_duration, single,
    };

    #[test]
    fn doubles() {
        let table = [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.5, "1.5"),
            (-0.1, "-0.1"),
            (0.0001, "0.0001"),
            (0.00001, "1E-05"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e15, "1E+15"),
            (1.234_567_890_123_456_7e17, "1.2345678901234566E+17"),
            (f64::MAX, "1.7976931348623157E+308"),
            (f64::INFINITY, "INF"),
            (1e-300, "1E-300"),
        ];
        for (value, text) in table {
            assert_eq!(double(value), text);
            assert_eq!(parse_double(text).map(f64::to_bits), Some(value.to_bits()));
        }
        assert_eq!(single(2.5), "2.5");
        assert_eq!(single(1e7), "1E+07");
        assert_eq!(parse_double("inf"), None);
    }

    #[test]
    fn durations() {
        let table = [
            ("PT0S", 0),
            ("P1DT2H3M4S", 937_840_000_000),
            ("-PT0.5S", -5_000_000),
            ("P10675199DT2H48M5.4775807S", i64::MAX),
            ("-P10675199DT2H48M5.4775808S", i64::MIN),
            ("PT10S", 100_000_000),
            ("P1D", 864_000_000_000),
        ];
        for (text, ticks) in table {
            assert_eq!(duration(ticks), text);
            assert_eq!(parse_duration(text), Some(ticks));
        }
        for text in [
            "",
            "P",
            "PT",
            "1D",
            "P1H",
            "PT1D",
            "P1.5D",
            "P99999999999999D",
            "PTxS",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    #[test]
    fn dates() {
        let east = Zone {
            at_utc: |_| 2 * TICKS_PER_HOUR,
            at_local: |_| 2 * TICKS_PER_HOUR,
        };
        for text in [
            "2024-01-02T03:04:05",
            "2024-02-29T00:00:00Z",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.9999999",
            "2026-11-23T20:05:47.1911805+02:00",
        ] {
            let moment = parse_date_time(text, east).expect("it is a date");
            assert_eq!(date_time(moment, east), text);
        }
        let moment = parse_date_time("2024-01-01T00:00:00-05:30", Zone::UTC).expect("it is a date");
        assert_eq!(date_time(moment, Zone::UTC), "2024-01-01T05:30:00+00:00");
        for text in [
            "2023-02-29T00:00:00",
            "2024-13-01T00:00:00",
            "2024-01-01",
            "2024-01-01T00:00:00+99:00",
            "é",
        ] {
            assert_eq!(parse_date_time(text, east), None, "{text}");
        }
    }
}

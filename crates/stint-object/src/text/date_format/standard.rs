//! The one-letter formats, and what each type takes of them.

use std::borrow::Cow;

use super::custom::{Moment, write_custom};
use super::failure::DateFormatFailure;
use crate::text::culture::{Culture, DateFormat};
use crate::text::ticks::{DateTimeTicks, Kind};
use crate::text::zone::Zone;

const ROUND_TRIP: &str = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK";
const ROUND_TRIP_OFFSET: &str = "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffzzz";
const RFC_1123: &str = "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'";
const SORTABLE: &str = "yyyy'-'MM'-'dd'T'HH':'mm':'ss";
const UNIVERSAL: &str = "yyyy'-'MM'-'dd HH':'mm':'ss'Z'";

/// The custom pattern of a one-letter format, and whether it is always the invariant culture's.
pub(in crate::text) fn pattern_of(
    letter: char,
    culture: &DateFormat,
    offset: bool,
) -> Option<(Cow<'static, str>, bool)> {
    let pair = |date: &str, time: &str| Cow::Owned(format!("{date} {time}"));
    let pattern = match letter {
        'd' => Cow::Borrowed(culture.short_date),
        'D' => Cow::Borrowed(culture.long_date),
        'f' => pair(culture.long_date, culture.short_time),
        'F' | 'U' => Cow::Borrowed(culture.full),
        'g' => pair(culture.short_date, culture.short_time),
        'G' => pair(culture.short_date, culture.long_time),
        'm' | 'M' => Cow::Borrowed(culture.month_day),
        't' => Cow::Borrowed(culture.short_time),
        'T' => Cow::Borrowed(culture.long_time),
        'y' | 'Y' => Cow::Borrowed(culture.year_month),
        'o' | 'O' if offset => return Some((Cow::Borrowed(ROUND_TRIP_OFFSET), true)),
        'o' | 'O' => return Some((Cow::Borrowed(ROUND_TRIP), true)),
        'r' | 'R' => return Some((Cow::Borrowed(RFC_1123), true)),
        's' => return Some((Cow::Borrowed(SORTABLE), true)),
        'u' => return Some((Cow::Borrowed(UNIVERSAL), true)),
        _ => return None,
    };
    Some((pattern, false))
}

/// The letter of a one-letter format.
fn letter_of(format: &str) -> Option<char> {
    let mut signs = format.chars();
    signs.next().filter(|_| signs.next().is_none())
}

/// `DateTime.ToString(format, culture)`.
pub fn format_date_time(
    value: DateTimeTicks,
    format: &str,
    culture: &Culture,
    zone: &Zone,
) -> Result<String, DateFormatFailure> {
    let format = if format.is_empty() { "G" } else { format };
    let Some(letter) = letter_of(format) else {
        return write_custom(&Moment::date_time(value), format, culture, zone);
    };
    let (pattern, invariant) =
        pattern_of(letter, &culture.date, false).ok_or(DateFormatFailure::Invalid)?;
    let culture = if invariant {
        Culture::invariant()
    } else {
        culture
    };
    let value = if letter == 'U' {
        value.to_universal(zone)
    } else {
        value
    };
    write_custom(&Moment::date_time(value), &pattern, culture, zone)
}

/// `DateTimeOffset.ToString(format, culture)`: `local` is the time of day there, `offset` in ticks.
pub fn format_date_time_offset(
    local: DateTimeTicks,
    offset: i64,
    format: &str,
    culture: &Culture,
) -> Result<String, DateFormatFailure> {
    let zone = Zone::utc();
    let local = local.with_kind(Kind::Unspecified);
    let moment = Moment::with_offset(local, offset);
    if format.is_empty() {
        let pattern = format!("{} {} zzz", culture.date.short_date, culture.date.long_time);
        return write_custom(&moment, &pattern, culture, zone);
    }
    let Some(letter) = letter_of(format) else {
        return write_custom(&moment, format, culture, zone);
    };
    if letter == 'U' {
        return Err(DateFormatFailure::Invalid);
    }
    let (pattern, invariant) =
        pattern_of(letter, &culture.date, true).ok_or(DateFormatFailure::Invalid)?;
    let culture = if invariant {
        Culture::invariant()
    } else {
        culture
    };
    if matches!(letter, 'r' | 'R' | 'u') {
        let ticks = (local.ticks - offset).clamp(0, DateTimeTicks::MAX.ticks);
        let universal = DateTimeTicks { ticks, ..local };
        return write_custom(&Moment::with_offset(universal, 0), &pattern, culture, zone);
    }
    write_custom(&moment, &pattern, culture, zone)
}

/// Whether a custom pattern asks for one of these letters outside of quotes.
fn asks_for(pattern: &str, letters: &str) -> bool {
    let mut signs = pattern.chars();
    let mut quote = None;
    while let Some(sign) = signs.next() {
        match (quote, sign) {
            (_, '\\') => {
                signs.next();
            }
            (Some(open), sign) if sign == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(sign),
            (None, sign) if letters.contains(sign) => return true,
            _ => {}
        }
    }
    false
}

/// `DateOnly.ToString(format, culture)`.
pub fn format_date_only(
    date: DateTimeTicks,
    format: &str,
    culture: &Culture,
) -> Result<String, DateFormatFailure> {
    let zone = Zone::utc();
    let moment = Moment::date_time(date.midnight().with_kind(Kind::Unspecified));
    let pattern = match letter_of(if format.is_empty() { "d" } else { format }) {
        Some('o' | 'O') => Cow::Borrowed("yyyy'-'MM'-'dd"),
        Some('r' | 'R') => {
            return write_custom(&moment, "ddd, dd MMM yyyy", Culture::invariant(), zone);
        }
        Some(letter @ ('d' | 'D' | 'm' | 'M' | 'y' | 'Y')) => {
            pattern_of(letter, &culture.date, false)
                .ok_or(DateFormatFailure::Invalid)?
                .0
        }
        Some(_) => return Err(DateFormatFailure::Invalid),
        None if asks_for(format, "hHmsfFtzK:") => return Err(DateFormatFailure::Invalid),
        None => Cow::Borrowed(format),
    };
    write_custom(&moment, &pattern, culture, zone)
}

/// `TimeOnly.ToString(format, culture)`: a time of day in ticks.
pub fn format_time_only(
    time: i64,
    format: &str,
    culture: &Culture,
) -> Result<String, DateFormatFailure> {
    let zone = Zone::utc();
    let value = DateTimeTicks {
        ticks: time,
        kind: Kind::Unspecified,
    };
    let pattern = match letter_of(if format.is_empty() { "t" } else { format }) {
        Some('o' | 'O') => Cow::Borrowed("HH':'mm':'ss'.'fffffff"),
        Some('r' | 'R') => Cow::Borrowed("HH':'mm':'ss"),
        Some(letter @ ('t' | 'T')) => {
            pattern_of(letter, &culture.date, false)
                .ok_or(DateFormatFailure::Invalid)?
                .0
        }
        Some(_) => return Err(DateFormatFailure::Invalid),
        None if asks_for(format, "dMygzK/") => return Err(DateFormatFailure::Invalid),
        None => Cow::Borrowed(format),
    };
    write_custom(&Moment::date_time(value), &pattern, culture, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ticks::TICKS_PER_HOUR;

    fn moment() -> DateTimeTicks {
        DateTimeTicks::from_civil((2024, 2, 3), (14, 5, 6))
            .and_then(|moment| moment.add_ticks(780_000))
            .expect("a moment")
    }

    #[test]
    fn date_times() {
        let format = |format: &str, culture: &str| {
            let culture = Culture::by_name(culture).expect("a known culture");
            format_date_time(moment(), format, culture, Zone::utc()).expect("a format")
        };
        assert_eq!(format("", ""), "02/03/2024 14:05:06");
        assert_eq!(format("o", "de-DE"), "2024-02-03T14:05:06.0780000");
        assert_eq!(format("r", "de-DE"), "Sat, 03 Feb 2024 14:05:06 GMT");
        assert_eq!(
            format("F", "en-US"),
            "Saturday, February 3, 2024 2:05:06\u{202f}PM"
        );
        assert_eq!(format("dddd d. MMMM", "de-DE"), "Samstag 3. Februar");
        assert_eq!(format("d MMMM|MMMM", "pl-PL"), "3 lutego|lutego");
        assert_eq!(format("h:m:s t", ""), "2:5:6 P");
        assert_eq!(format("ss.FFF|ss.FFFFFFF", ""), "06.078|06.078");
        assert_eq!(format("%d", ""), "3");
        assert_eq!(format("'at' HH \"x\" \\d", ""), "at 14 x d");
        assert_eq!(format("yyyyy y gg zzz", ""), "02024 24 A.D. +00:00");
        assert!(format_date_time(moment(), "K", Culture::invariant(), Zone::utc()).is_err());
        assert!(format_date_time(moment(), "'x", Culture::invariant(), Zone::utc()).is_err());
    }

    #[test]
    fn other_types() {
        let plain = Culture::invariant();
        let offset = |format: &str| {
            format_date_time_offset(moment(), 2 * TICKS_PER_HOUR, format, plain).expect("a format")
        };
        assert_eq!(offset(""), "02/03/2024 14:05:06 +02:00");
        assert_eq!(offset("o"), "2024-02-03T14:05:06.0780000+02:00");
        assert_eq!(offset("u"), "2024-02-03 12:05:06Z");
        assert_eq!(offset("zz|z|%K"), "+02|+2|+02:00");
        assert_eq!(
            format_date_only(moment(), "", plain).as_deref(),
            Ok("02/03/2024")
        );
        assert!(format_date_only(moment(), "HH", plain).is_err());
        assert_eq!(
            format_time_only(moment().time_of_day(), "", plain).as_deref(),
            Ok("14:05")
        );
    }
}

//! `System.TimeSpan`: a length of time as ticks.

use super::ticks::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};

/// The parts of a length of time; all have its sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts {
    /// Whole days.
    pub days: i32,
    /// Hours beyond the day.
    pub hours: i32,
    /// Minutes beyond the hour.
    pub minutes: i32,
    /// Seconds beyond the minute.
    pub seconds: i32,
    /// Milliseconds beyond the second.
    pub milliseconds: i32,
    /// Ticks beyond the second.
    pub fraction: i32,
}

/// Takes a length apart.
pub fn parts(ticks: i64) -> Parts {
    let part = |unit: i64, wrap: i64| i32::try_from(ticks / unit % wrap).unwrap_or(0);
    Parts {
        days: i32::try_from(ticks / TICKS_PER_DAY).unwrap_or(0),
        hours: part(TICKS_PER_HOUR, 24),
        minutes: part(TICKS_PER_MINUTE, 60),
        seconds: part(TICKS_PER_SECOND, 60),
        milliseconds: part(TICKS_PER_MILLISECOND, 1000),
        fraction: part(1, TICKS_PER_SECOND),
    }
}

/// A length in a unit of so many ticks (`TotalDays` and its kin).
pub fn total(ticks: i64, unit: i64) -> f64 {
    ticks as f64 / unit as f64
}

/// `TimeSpan.FromDays(double)` and its kin: truncated to ticks; none for NaN and what does not fit.
pub fn from_units(value: f64, unit: i64) -> Option<i64> {
    let ticks = value * unit as f64;
    if ticks.is_nan() || ticks > i64::MAX as f64 || ticks < i64::MIN as f64 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "truncation is the rule")]
    Some(ticks as i64)
}

/// `timeSpan * factor`, rounded to the nearest tick.
pub fn multiply(ticks: i64, factor: f64) -> Option<i64> {
    from_units((ticks as f64 * factor).round_ties_even(), 1)
}

/// `timeSpan / divisor`, rounded to the nearest tick.
pub fn divide(ticks: i64, divisor: f64) -> Option<i64> {
    from_units((ticks as f64 / divisor).round_ties_even(), 1)
}

/// A length from its parts; none if it does not fit.
pub fn from_parts(days: i64, hours: i64, minutes: i64, seconds: i64, fraction: i64) -> Option<i64> {
    let seconds = i128::from(days) * 86_400
        + i128::from(hours) * 3600
        + i128::from(minutes) * 60
        + i128::from(seconds);
    i64::try_from(seconds * i128::from(TICKS_PER_SECOND) + i128::from(fraction)).ok()
}

//! Text as dates, times and lengths of time, with .NET's leniency.
//!
//! `parse_*` reads what people write: the text is cut into tokens (`lexer`), a table of states says what may follow what (`states`),
//! and numbers become year, month and day as the culture orders them (`resolve`). `parse_*_exact` follows a format (`exact`).

mod exact;
mod failure;
mod lexer;
mod reader;
mod resolve;
mod result;
mod states;
mod styles;
mod time_span;
mod tokens;

use super::culture::Culture;
use super::ticks::DateTimeTicks;
use super::zone::Zone;

pub use failure::DateParseFailure;
pub use styles::DateTimeStyles;
pub use time_span::{TimeSpanFailure, parse_time_span, parse_time_span_exact};

/// What parsing needs to know beyond the text.
#[derive(Clone, Copy)]
pub struct DateContext<'a> {
    /// Names, separators, order of year, month and day.
    pub culture: &'a Culture,
    /// What is allowed, and what a missing zone means.
    pub styles: DateTimeStyles,
    /// The local zone.
    pub zone: &'a Zone,
    /// The present moment in universal time, for dates without a year.
    pub now: DateTimeTicks,
}

/// `DateTime.Parse`.
pub fn parse_date_time(
    text: &str,
    context: &DateContext<'_>,
) -> Result<DateTimeTicks, DateParseFailure> {
    resolve::parse(text, context, false).map(|parsed| parsed.time)
}

/// `DateTimeOffset.Parse`: the time there and its offset in ticks.
pub fn parse_date_time_offset(
    text: &str,
    context: &DateContext<'_>,
) -> Result<(DateTimeTicks, i64), DateParseFailure> {
    resolve::parse(text, context, true).map(|parsed| (parsed.time, parsed.offset))
}

/// `DateTime.ParseExact`.
pub fn parse_date_time_exact(
    text: &str,
    format: &str,
    context: &DateContext<'_>,
) -> Result<DateTimeTicks, DateParseFailure> {
    exact::parse(text, format, context, false).map(|parsed| parsed.time)
}

/// `DateTime.ParseExact` with several formats: the first that fits.
pub fn parse_date_time_any(
    text: &str,
    formats: &[&str],
    context: &DateContext<'_>,
) -> Result<DateTimeTicks, DateParseFailure> {
    formats
        .iter()
        .find_map(|format| parse_date_time_exact(text, format, context).ok())
        .ok_or_else(|| DateParseFailure::BadDateTime(text.to_owned()))
}

/// `DateTimeOffset.ParseExact`.
pub fn parse_date_time_offset_exact(
    text: &str,
    format: &str,
    context: &DateContext<'_>,
) -> Result<(DateTimeTicks, i64), DateParseFailure> {
    exact::parse(text, format, context, true).map(|parsed| (parsed.time, parsed.offset))
}

/// `DateOnly.Parse`: a date without time of day.
pub fn parse_date_only(
    text: &str,
    context: &DateContext<'_>,
) -> Result<DateTimeTicks, DateParseFailure> {
    let parsed = resolve::parse(text, context, false)
        .map_err(|_| DateParseFailure::BadDateOnly(text.to_owned()))?;
    if parsed.has_time || parsed.has_zone {
        return Err(DateParseFailure::HasOtherParts(text.to_owned(), "DateOnly"));
    }
    Ok(parsed.time.midnight())
}

/// `TimeOnly.Parse`: a time of day without date, in ticks.
pub fn parse_time_only(text: &str, context: &DateContext<'_>) -> Result<i64, DateParseFailure> {
    let parsed = resolve::parse(text, context, false)
        .map_err(|_| DateParseFailure::BadTimeOnly(text.to_owned()))?;
    if parsed.has_date || parsed.has_zone {
        return Err(DateParseFailure::HasOtherParts(text.to_owned(), "TimeOnly"));
    }
    Ok(parsed.time.time_of_day())
}

#[cfg(test)]
mod tests;

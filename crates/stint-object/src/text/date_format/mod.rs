//! Dates, times and lengths of time as text: .NET's standard and custom formats, in any culture.

mod custom;
mod failure;
mod standard;
mod time_span;

pub use failure::DateFormatFailure;
pub use standard::{format_date_only, format_date_time, format_date_time_offset, format_time_only};
pub use time_span::format_time_span;

pub(super) use custom::quoted;
pub(super) use standard::pattern_of;

use super::culture::Culture;

/// The name of the only era, as ICU shortens it.
pub(super) fn era_name(culture: &Culture) -> &'static str {
    match culture.name.split('-').next().unwrap_or("") {
        "" => "A.D.",
        "de" => "n. Chr.",
        "fr" => "ap. J.-C.",
        "es" => "d. C.",
        "it" | "pt" => "d.C.",
        "nl" => "n.Chr.",
        "sv" => "e.Kr.",
        "pl" => "n.e.",
        "ru" => "н. э.",
        "ja" => "西暦",
        "zh" => "公元",
        "tr" => "MS",
        _ => "AD",
    }
}

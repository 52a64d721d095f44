//! Cultures: how numbers and dates are written, and what days and months are called.
//!
//! The facts are constants made by `build.rs`, so the invariant culture costs nothing and another costs nothing until read.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How a culture writes numbers (`NumberFormatInfo`).
#[derive(Clone, Debug)]
pub struct NumberFormat {
    /// The decimal separator of numbers and percentages.
    pub decimal: &'static str,
    /// The group separator of numbers and percentages.
    pub group: &'static str,
    /// Sizes of groups, from the decimal point leftwards; the last one repeats.
    pub group_sizes: &'static [u8],
    /// Default decimal places of numbers.
    pub digits: u8,
    /// The negative sign.
    pub negative_sign: &'static str,
    /// The positive sign.
    pub positive_sign: &'static str,
    /// Not a number.
    pub nan: &'static str,
    /// Positive infinity.
    pub positive_infinity: &'static str,
    /// Negative infinity.
    pub negative_infinity: &'static str,
    /// Number of the pattern for negative numbers (N).
    pub negative_pattern: u8,
    /// The percent sign.
    pub percent: &'static str,
    /// Number of the pattern for positive percentages.
    pub percent_positive: u8,
    /// Number of the pattern for negative percentages.
    pub percent_negative: u8,
    /// Default decimal places of percentages.
    pub percent_digits: u8,
    /// The per-mille sign.
    pub per_mille: &'static str,
    /// The currency sign.
    pub currency: &'static str,
    /// The decimal separator of currency values.
    pub currency_decimal: &'static str,
    /// The group separator of currency values.
    pub currency_group: &'static str,
    /// Default decimal places of currency values.
    pub currency_digits: u8,
    /// Number of the pattern for positive currency values.
    pub currency_positive: u8,
    /// Number of the pattern for negative currency values.
    pub currency_negative: u8,
}

/// Which week of a year is its first (`CalendarWeekRule`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WeekRule {
    /// The week that holds the first day.
    FirstDay,
    /// The first full week.
    FirstFullWeek,
    /// The first week with four days.
    FirstFourDayWeek,
}

/// How a culture writes dates (`DateTimeFormatInfo`).
#[derive(Clone, Debug)]
pub struct DateFormat {
    /// Pattern `d`.
    pub short_date: &'static str,
    /// Pattern `D`.
    pub long_date: &'static str,
    /// Pattern `t`.
    pub short_time: &'static str,
    /// Pattern `T`.
    pub long_time: &'static str,
    /// Pattern `F`.
    pub full: &'static str,
    /// Pattern `M`.
    pub month_day: &'static str,
    /// Pattern `Y`.
    pub year_month: &'static str,
    /// Before noon.
    pub am: &'static str,
    /// After noon.
    pub pm: &'static str,
    /// What `/` stands for.
    pub date_separator: &'static str,
    /// What `:` stands for.
    pub time_separator: &'static str,
    /// First day of the week, Sunday is 0.
    pub first_day: u8,
    /// Which week is the first.
    pub week_rule: WeekRule,
    /// Day names, Sunday first.
    pub days: [&'static str; 7],
    /// Short day names.
    pub days_short: [&'static str; 7],
    /// Month names; the thirteenth is empty.
    pub months: [&'static str; 13],
    /// Short month names.
    pub months_short: [&'static str; 13],
    /// Month names beside a day number.
    pub months_genitive: [&'static str; 13],
}

/// `System.Globalization.CultureInfo`: a name and its number and date formats.
#[derive(Clone, Debug)]
pub struct Culture {
    /// Name as `en-US`; empty for the invariant culture.
    pub name: &'static str,
    /// English name for people.
    pub display_name: &'static str,
    /// The old numeric identifier.
    pub lcid: u32,
    /// Separator of lists.
    pub list_separator: &'static str,
    /// Number format.
    pub number: NumberFormat,
    /// Date format.
    pub date: DateFormat,
}

mod facts {
    use super::{Culture, DateFormat, NumberFormat, WeekRule};

    include!(concat!(env!("OUT_DIR"), "/cultures.rs"));
}

/// Index of the culture a new thread begins with.
static STARTUP: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static CURRENT: Cell<Option<&'static Culture>> = const { Cell::new(None) };
}

impl Culture {
    /// The invariant culture.
    pub fn invariant() -> &'static Culture {
        &facts::CULTURES[0]
    }

    /// All known cultures, the invariant one first.
    pub fn all() -> &'static [Culture] {
        &facts::CULTURES
    }

    /// A culture by its name, in any case and with `-` or `_`.
    pub fn by_name(name: &str) -> Option<&'static Culture> {
        let same = |known: &str| {
            known.len() == name.len()
                && known.bytes().zip(name.bytes()).all(|(a, b)| {
                    let b = if b == b'_' { b'-' } else { b };
                    a.eq_ignore_ascii_case(&b)
                })
        };
        facts::CULTURES.iter().find(|culture| same(culture.name))
    }

    /// A culture by its numeric identifier.
    pub fn by_lcid(lcid: u32) -> Option<&'static Culture> {
        facts::CULTURES.iter().find(|culture| culture.lcid == lcid)
    }

    /// The culture of this thread.
    pub fn current() -> &'static Culture {
        CURRENT
            .get()
            .unwrap_or_else(|| &facts::CULTURES[STARTUP.load(Ordering::Relaxed)])
    }

    /// Sets the culture of this thread.
    pub fn set_current(culture: &'static Culture) {
        CURRENT.set(Some(culture));
    }

    /// Sets the culture that threads without one of their own have.
    pub fn set_startup(culture: &'static Culture) {
        let index = facts::CULTURES
            .iter()
            .position(|known| std::ptr::eq(known, culture));
        STARTUP.store(index.unwrap_or(0), Ordering::Relaxed);
    }

    /// The culture that the environment asks for: the first of LC_ALL, LC_MESSAGES and LANG that says something. `C`, `POSIX` and
    /// unknown ones mean the invariant culture.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> &'static Culture {
        let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| variable(name))
            .find(|value| !value.is_empty());
        let Some(wanted) = wanted else {
            return Culture::invariant();
        };
        let end = wanted.find(['.', '@']).unwrap_or(wanted.len());
        Culture::by_name(&wanted[..end]).unwrap_or_else(Culture::invariant)
    }

    /// Whether this is the invariant culture; a changed copy of it is not.
    pub fn is_invariant(&self) -> bool {
        std::ptr::eq(self, Self::invariant())
    }
}

impl PartialEq for Culture {
    fn eq(&self, other: &Culture) -> bool {
        self.name == other.name
    }
}

#[cfg(test)]
mod tests {
    use super::Culture;

    #[test]
    fn environment_decides() {
        let asks = |value: &'static str| {
            Culture::from_environment(move |name| (name == "LANG").then(|| value.to_owned())).name
        };
        assert_eq!(asks("C.UTF-8"), "");
        assert_eq!(asks("POSIX"), "");
        assert_eq!(asks("en_US.UTF-8"), "en-US");
        assert_eq!(asks("de_DE@euro"), "de-DE");
        assert_eq!(Culture::from_environment(|_| None).name, "");
    }

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(Culture::by_name("EN-us").map(|c| c.name), Some("en-US"));
        assert_eq!(Culture::by_name("").map(|c| c.lcid), Some(127));
        assert!(Culture::by_name("xx-YY").is_none());
    }
}

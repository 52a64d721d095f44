//! Time as .NET counts it: ticks of 100 ns since 0001-01-01, and what kind of time it is.

use super::culture::{DateFormat, WeekRule};
use super::zone::Zone;

/// Ticks of a microsecond.
pub const TICKS_PER_MICROSECOND: i64 = 10;
/// Ticks of a millisecond.
pub const TICKS_PER_MILLISECOND: i64 = 10_000;
/// Ticks of a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks of a minute.
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
/// Ticks of an hour.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
/// Ticks of a day.
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;
/// Days from 0001-01-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_162;
/// Ticks of 1970-01-01.
pub const UNIX_EPOCH: i64 = DAYS_TO_1970 * TICKS_PER_DAY;
/// Ticks of 1601-01-01, where file times begin.
const FILE_TIME_EPOCH: i64 = 584_388 * TICKS_PER_DAY;
/// Ticks of 1899-12-30, where automation dates begin.
const OLE_EPOCH: i64 = 693_593 * TICKS_PER_DAY;
const MILLISECONDS_PER_DAY: i64 = 86_400_000;

/// What a date-time's ticks mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Kind {
    /// Not said.
    #[default]
    Unspecified,
    /// Coordinated universal time.
    Utc,
    /// Time of the local zone.
    Local,
}

/// `System.DateTime`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateTimeTicks {
    /// 100 ns units since 0001-01-01T00:00:00.
    pub ticks: i64,
    /// What the ticks mean.
    pub kind: Kind,
}

/// Year, month and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilDate {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
}

/// Whether a year has 366 days.
pub fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month; none if there is no such month.
pub fn days_in_month(year: i32, month: i32) -> Option<i32> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    match month {
        4 | 6 | 9 | 11 => Some(30),
        2 if is_leap_year(year) => Some(29),
        2 => Some(28),
        1..=12 => Some(31),
        _ => None,
    }
}

/// A two-digit year as one of this or the last century, as the Gregorian calendar has it.
pub fn four_digit_year(year: i32) -> i32 {
    match year {
        0..=49 => 2000 + year,
        50..=99 => 1900 + year,
        _ => year,
    }
}

/// Days from 0001-01-01 to a date.
fn days_to(date: CivilDate) -> i64 {
    // March is the first month, so that a leap day is the last of its year.
    let year = i64::from(date.year) - i64::from(date.month <= 2);
    let month = i64::from((date.month + 9) % 12);
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 306
}

fn date_of(days: i64) -> CivilDate {
    let days = days + 306;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    CivilDate {
        year: small(year),
        month: small(month),
        day: small(day),
    }
}

fn small(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(0)
}

/// Truncates a count of units to ticks, the whole part exactly.
fn scaled(value: f64, unit: i64) -> Option<i64> {
    let most = i64::MAX as f64 / unit as f64;
    if value.is_nan() || value.abs() > most {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let ticks = (value.trunc() as i64)
        .checked_mul(unit)?
        .checked_add((value.fract() * unit as f64) as i64);
    ticks
}

impl DateTimeTicks {
    /// The first moment.
    pub const MIN: DateTimeTicks = DateTimeTicks {
        ticks: 0,
        kind: Kind::Unspecified,
    };
    /// The last moment.
    pub const MAX: DateTimeTicks = DateTimeTicks {
        ticks: 3_652_059 * TICKS_PER_DAY - 1,
        kind: Kind::Unspecified,
    };

    /// A moment by its ticks, if it is within years 1 to 9999.
    pub fn new(ticks: i64, kind: Kind) -> Option<DateTimeTicks> {
        (0..=Self::MAX.ticks)
            .contains(&ticks)
            .then_some(DateTimeTicks { ticks, kind })
    }

    /// Midnight of a date.
    pub fn from_date(year: i32, month: i32, day: i32) -> Option<DateTimeTicks> {
        let valid = days_in_month(year, month).is_some_and(|days| (1..=days).contains(&day));
        let date = CivilDate { year, month, day };
        valid.then(|| DateTimeTicks {
            ticks: days_to(date) * TICKS_PER_DAY,
            kind: Kind::Unspecified,
        })
    }

    /// A date and time of day.
    pub fn from_civil(
        (year, month, day): (i32, i32, i32),
        (hour, minute, second): (i32, i32, i32),
    ) -> Option<DateTimeTicks> {
        let time =
            (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        let date = Self::from_date(year, month, day).filter(|_| time)?;
        let seconds = i64::from(hour * 3600 + minute * 60 + second);
        date.add_ticks(seconds * TICKS_PER_SECOND)
    }

    /// The same ticks, meaning another kind.
    pub fn with_kind(self, kind: Kind) -> DateTimeTicks {
        DateTimeTicks { kind, ..self }
    }

    /// Year, month and day.
    pub fn date(self) -> CivilDate {
        date_of(self.ticks / TICKS_PER_DAY)
    }

    /// Ticks since midnight.
    pub fn time_of_day(self) -> i64 {
        self.ticks % TICKS_PER_DAY
    }

    /// Midnight of the same day.
    pub fn midnight(self) -> DateTimeTicks {
        DateTimeTicks {
            ticks: self.ticks - self.time_of_day(),
            ..self
        }
    }

    /// 0 to 23.
    pub fn hour(self) -> i32 {
        small(self.time_of_day() / TICKS_PER_HOUR)
    }

    /// 0 to 59.
    pub fn minute(self) -> i32 {
        small(self.ticks / TICKS_PER_MINUTE % 60)
    }

    /// 0 to 59.
    pub fn second(self) -> i32 {
        small(self.ticks / TICKS_PER_SECOND % 60)
    }

    /// 0 to 999.
    pub fn millisecond(self) -> i32 {
        small(self.ticks / TICKS_PER_MILLISECOND % 1000)
    }

    /// Microseconds beyond the millisecond, 0 to 999.
    pub fn microsecond(self) -> i32 {
        small(self.ticks / TICKS_PER_MICROSECOND % 1000)
    }

    /// Nanoseconds beyond the microsecond, 0 to 900.
    pub fn nanosecond(self) -> i32 {
        small(self.ticks % TICKS_PER_MICROSECOND) * 100
    }

    /// Sunday is 0.
    pub fn day_of_week(self) -> i32 {
        small((self.ticks / TICKS_PER_DAY + 1) % 7)
    }

    /// 1 to 366.
    pub fn day_of_year(self) -> i32 {
        let first = CivilDate {
            month: 1,
            day: 1,
            ..self.date()
        };
        small(self.ticks / TICKS_PER_DAY - days_to(first)) + 1
    }

    /// Later (or earlier) by ticks.
    pub fn add_ticks(self, ticks: i64) -> Option<DateTimeTicks> {
        Self::new(self.ticks.checked_add(ticks)?, self.kind)
    }

    /// Later by a number of units of so many ticks, as `AddDays` and its kin.
    pub fn add_units(self, value: f64, unit: i64) -> Option<DateTimeTicks> {
        self.add_ticks(scaled(value, unit)?)
    }

    /// The same day some months later, or the last of that month.
    pub fn add_months(self, months: i32) -> Option<DateTimeTicks> {
        if !(-120_000..=120_000).contains(&months) {
            return None;
        }
        let date = self.date();
        let index = date.year * 12 + date.month - 1 + months;
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let day = date.day.min(days_in_month(year, month)?);
        let moved = Self::from_date(year, month, day)?;
        Some(DateTimeTicks {
            ticks: moved.ticks + self.time_of_day(),
            kind: self.kind,
        })
    }

    /// The same day some years later; 29 February becomes the 28th where it must.
    pub fn add_years(self, years: i32) -> Option<DateTimeTicks> {
        if !(-10_000..=10_000).contains(&years) {
            return None;
        }
        self.add_months(years * 12)
    }

    /// `ToLocalTime`: what is not said counts as UTC.
    pub fn to_local(self, zone: &Zone) -> DateTimeTicks {
        if self.kind == Kind::Local {
            return self;
        }
        let ticks = self.ticks + zone.offset_of_utc(self.ticks);
        DateTimeTicks {
            ticks: ticks.clamp(0, Self::MAX.ticks),
            kind: Kind::Local,
        }
    }

    /// `ToUniversalTime`: what is not said counts as local.
    pub fn to_universal(self, zone: &Zone) -> DateTimeTicks {
        if self.kind == Kind::Utc {
            return self;
        }
        let ticks = self.ticks - zone.offset_of_local(self.ticks);
        DateTimeTicks {
            ticks: ticks.clamp(0, Self::MAX.ticks),
            kind: Kind::Utc,
        }
    }

    /// The offset from UTC that this moment has.
    pub fn offset(self, zone: &Zone) -> i64 {
        match self.kind {
            Kind::Utc => 0,
            _ => zone.offset_of_local(self.ticks),
        }
    }

    /// `ToFileTimeUtc` of the universal time; none before 1601.
    pub fn to_file_time(self, zone: &Zone) -> Option<i64> {
        let ticks = if self.kind == Kind::Utc {
            self.ticks
        } else {
            self.to_universal(zone).ticks
        };
        Some(ticks - FILE_TIME_EPOCH).filter(|ticks| *ticks >= 0)
    }

    /// `FromFileTimeUtc`.
    pub fn from_file_time_utc(file_time: i64) -> Option<DateTimeTicks> {
        if file_time < 0 {
            return None;
        }
        Self::new(file_time.checked_add(FILE_TIME_EPOCH)?, Kind::Utc)
    }

    /// `ToOADate`: days since 1899-12-30; a time of day alone counts from there too.
    pub fn to_oa_date(self) -> Option<f64> {
        if self.ticks == 0 {
            return Some(0.0);
        }
        let ticks = if self.ticks < TICKS_PER_DAY {
            self.ticks + OLE_EPOCH
        } else {
            self.ticks
        };
        // Year 100 is the first that such a date can have.
        if ticks < 36_159 * TICKS_PER_DAY {
            return None;
        }
        let mut milliseconds = (ticks - OLE_EPOCH) / TICKS_PER_MILLISECOND;
        if milliseconds < 0 {
            let fraction = milliseconds % MILLISECONDS_PER_DAY;
            if fraction != 0 {
                milliseconds -= (MILLISECONDS_PER_DAY + fraction) * 2;
            }
        }
        Some(milliseconds as f64 / MILLISECONDS_PER_DAY as f64)
    }

    /// `FromOADate`.
    pub fn from_oa_date(days: f64) -> Option<DateTimeTicks> {
        if !(days > -657_435.0 && days < 2_958_466.0) {
            return None;
        }
        let half = if days >= 0.0 { 0.5 } else { -0.5 };
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
        let mut milliseconds = (days * MILLISECONDS_PER_DAY as f64 + half) as i64;
        if milliseconds < 0 {
            milliseconds -= (milliseconds % MILLISECONDS_PER_DAY) * 2;
        }
        Self::new(
            milliseconds * TICKS_PER_MILLISECOND + OLE_EPOCH,
            Kind::Unspecified,
        )
    }

    /// `ToBinary`: the kind is in the two highest bits; local time is kept as universal time.
    pub fn to_binary(self, zone: &Zone) -> i64 {
        match self.kind {
            Kind::Unspecified => self.ticks,
            Kind::Utc => self.ticks | (1 << 62),
            Kind::Local => {
                let ticks = self.ticks - zone.offset_of_local(self.ticks);
                (ticks & ((1 << 62) - 1)) | i64::MIN
            }
        }
    }

    /// `FromBinary`.
    pub fn from_binary(data: i64, zone: &Zone) -> Option<DateTimeTicks> {
        if data >= 0 {
            let kind = if data & (1 << 62) == 0 {
                Kind::Unspecified
            } else {
                Kind::Utc
            };
            return Self::new(data & ((1 << 62) - 1), kind);
        }
        let mut ticks = data & ((1 << 62) - 1);
        // A moment before year 1 in UTC wraps around.
        if ticks > (1 << 62) - TICKS_PER_DAY {
            ticks -= 1 << 62;
        }
        let offset = zone.offset_of_utc(ticks.clamp(0, Self::MAX.ticks));
        let mut local = ticks + offset;
        if local < 0 {
            local += TICKS_PER_DAY;
        }
        Self::new(local, Kind::Local)
    }

    /// Seconds since 1970, rounded down.
    pub fn to_unix_seconds(self) -> i64 {
        (self.ticks - UNIX_EPOCH).div_euclid(TICKS_PER_SECOND)
    }

    /// The week of the year, as `Calendar.GetWeekOfYear` counts.
    pub fn week_of_year(self, rule: WeekRule, first_day: i32) -> i32 {
        let day_of_year = self.day_of_year() - 1;
        match rule {
            WeekRule::FirstDay => {
                let first = self.day_of_week() - day_of_year % 7;
                (day_of_year + (first - first_day + 14) % 7) / 7 + 1
            }
            WeekRule::FirstFullWeek => self.week_of_full_days(first_day, 7),
            WeekRule::FirstFourDayWeek => self.week_of_full_days(first_day, 4),
        }
    }

    fn week_of_full_days(self, first_day: i32, full_days: i32) -> i32 {
        let day_of_year = self.day_of_year() - 1;
        let first = self.day_of_week() - day_of_year % 7;
        let mut offset = (first_day - first + 14) % 7;
        if offset != 0 && offset >= full_days {
            offset -= 7;
        }
        let day = day_of_year - offset;
        if day >= 0 {
            return day / 7 + 1;
        }
        // The week belongs to the year before.
        let days = i64::from(day_of_year + 1);
        match self.midnight().add_ticks(-days * TICKS_PER_DAY) {
            Some(before) => before.week_of_full_days(first_day, full_days),
            None => 53,
        }
    }

    /// The week of the year by a culture's rules.
    pub fn week_of_culture(self, culture: &DateFormat) -> i32 {
        self.week_of_year(culture.week_rule, i32::from(culture.first_day))
    }

    /// Year and week by ISO 8601.
    pub fn iso_week(self) -> (i32, i32) {
        // A week belongs to the year of its Thursday.
        let from_thursday = i64::from((self.day_of_week() + 6) % 7 - 3);
        let thursday = self
            .midnight()
            .add_ticks(-from_thursday * TICKS_PER_DAY)
            .unwrap_or(self);
        (thursday.date().year, (thursday.day_of_year() - 1) / 7 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(date: (i32, i32, i32), time: (i32, i32, i32)) -> DateTimeTicks {
        DateTimeTicks::from_civil(date, time).expect("a moment")
    }

    #[test]
    fn dates_and_ticks() {
        assert_eq!(DateTimeTicks::from_date(1, 1, 1), Some(DateTimeTicks::MIN));
        assert_eq!(
            DateTimeTicks::from_date(1970, 1, 1).map(|d| d.ticks),
            Some(UNIX_EPOCH)
        );
        assert_eq!(
            DateTimeTicks::from_date(1601, 1, 1).map(|d| d.ticks),
            Some(FILE_TIME_EPOCH)
        );
        assert_eq!(
            DateTimeTicks::from_date(1899, 12, 30).map(|d| d.ticks),
            Some(OLE_EPOCH)
        );
        assert_eq!(DateTimeTicks::from_date(2023, 2, 29), None);
        let last = DateTimeTicks::MAX.date();
        assert_eq!((last.year, last.month, last.day), (9999, 12, 31));
        for days in [0, 58, 59, 60, 365, 366, 146_096, 146_097, 738_000] {
            let moment = DateTimeTicks::new(days * TICKS_PER_DAY, Kind::Utc).expect("a moment");
            let date = moment.date();
            assert_eq!(days_to(date), days, "{date:?}");
        }
        assert_eq!(at((2024, 2, 3), (4, 5, 6)).ticks, 638_425_299_060_000_000);
        assert_eq!(at((2024, 2, 3), (4, 5, 6)).day_of_week(), 6);
        assert_eq!(at((1999, 7, 4), (12, 0, 0)).day_of_year(), 185);
    }

    #[test]
    fn arithmetic() {
        let end = at((2024, 1, 31), (10, 20, 30));
        assert_eq!(end.add_months(1), Some(at((2024, 2, 29), (10, 20, 30))));
        assert_eq!(end.add_years(-1), Some(at((2023, 1, 31), (10, 20, 30))));
        assert_eq!(
            end.add_units(-11.5, TICKS_PER_HOUR),
            Some(at((2024, 1, 30), (22, 50, 30)))
        );
        assert_eq!(DateTimeTicks::MIN.add_ticks(-1), None);
        assert_eq!(at((1999, 7, 4), (12, 0, 0)).to_oa_date(), Some(36_345.5));
        assert_eq!(
            DateTimeTicks::from_oa_date(2.5),
            Some(at((1900, 1, 1), (12, 0, 0)))
        );
        assert_eq!(at((1999, 7, 4), (12, 0, 0)).iso_week(), (1999, 26));
        assert_eq!(at((2021, 1, 1), (0, 0, 0)).iso_week(), (2020, 53));
    }
}

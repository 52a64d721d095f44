//! What is known of a date while it is read, and what becomes of it.

use super::DateContext;
use super::failure::DateParseFailure;
use super::styles::DateTimeStyles;
use crate::text::ticks::{DateTimeTicks, Kind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_SECOND};

/// The most that an offset may be.
const MOST_OFFSET: i64 = 14 * TICKS_PER_HOUR;

/// A date that was read.
pub(super) struct Parsed {
    pub(super) time: DateTimeTicks,
    pub(super) offset: i64,
    pub(super) has_date: bool,
    pub(super) has_time: bool,
    pub(super) has_zone: bool,
}

/// Parts of a date, as far as they are known.
#[derive(Default, Clone)]
pub(super) struct Parts {
    pub(super) year: Option<i32>,
    pub(super) month: Option<i32>,
    pub(super) day: Option<i32>,
    pub(super) hour: Option<i32>,
    pub(super) minute: Option<i32>,
    pub(super) second: Option<i32>,
    /// Of a second.
    pub(super) fraction: Option<f64>,
    pub(super) day_of_week: Option<i32>,
    /// The offset that is written.
    pub(super) offset: Option<i64>,
    /// The offset was written as Z or GMT.
    pub(super) is_utc: bool,
    /// The year is only this year.
    pub(super) year_is_default: bool,
}

/// A reading in its surroundings: what every failure and default needs.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) context: &'a DateContext<'a>,
    /// The offset is wanted, not a time adjusted by it (DateTimeOffset).
    pub(super) keeps_offset: bool,
}

impl Reading<'_> {
    pub(super) fn bad<T>(&self) -> Result<T, DateParseFailure> {
        Err(DateParseFailure::BadDateTime(self.text.to_owned()))
    }

    fn has(&self, style: DateTimeStyles) -> bool {
        self.context.styles.has(style)
    }

    /// The present time where the date is.
    pub(super) fn now(&self, parts: &Parts) -> DateTimeTicks {
        let now = self.context.now;
        if self.keeps_offset {
            if let Some(offset) = parts.offset {
                return now.add_ticks(offset).unwrap_or(now);
            }
            if self.has(DateTimeStyles::ASSUME_UNIVERSAL) {
                return now;
            }
        }
        now.with_kind(Kind::Utc).to_local(self.context.zone)
    }

    /// Fills in what is missing and makes the time.
    pub(super) fn finish(&self, mut parts: Parts) -> Result<Parsed, DateParseFailure> {
        let has_date = parts.year.is_some() || parts.month.is_some() || parts.day.is_some();
        let has_time = parts.hour.is_some() || parts.minute.is_some() || parts.second.is_some();
        self.fill_date(&mut parts)?;
        let date = (
            parts.year.unwrap_or(1),
            parts.month.unwrap_or(1),
            parts.day.unwrap_or(1),
        );
        let time_of_day = (
            parts.hour.unwrap_or(0),
            parts.minute.unwrap_or(0),
            parts.second.unwrap_or(0),
        );
        let mut time = DateTimeTicks::from_civil(date, time_of_day)
            .ok_or_else(|| DateParseFailure::NotInCalendar(self.text.to_owned()))?;
        if let Some(fraction) = parts.fraction {
            #[expect(clippy::cast_possible_truncation, reason = "less than a second")]
            let ticks = (fraction * TICKS_PER_SECOND as f64).round_ties_even() as i64;
            time = time
                .add_ticks(ticks)
                .ok_or_else(|| DateParseFailure::BadDateTime(self.text.to_owned()))?;
        }
        if parts
            .day_of_week
            .is_some_and(|day| day != time.day_of_week())
        {
            return Err(DateParseFailure::BadDayOfWeek(self.text.to_owned()));
        }
        let (time, offset) = self.adjust(time, &parts, !has_date)?;
        Ok(Parsed {
            time,
            offset,
            has_date,
            has_time,
            has_zone: parts.offset.is_some(),
        })
    }

    /// Without year: this year. Without month or day: the first. With none of them: today.
    fn fill_date(&self, parts: &mut Parts) -> Result<(), DateParseFailure> {
        let partial = parts.month.is_some() || parts.day.is_some();
        let no_year = parts.year.is_none() || parts.year_is_default;
        if self.keeps_offset && partial && no_year && parts.offset.is_some() {
            return Err(DateParseFailure::IncompleteDate(self.text.to_owned()));
        }
        if parts.year.is_some() {
            return Ok(());
        }
        if partial {
            parts.year = Some(self.now(parts).date().year);
        } else if !self.has(DateTimeStyles::NO_CURRENT_DATE_DEFAULT) {
            let today = self.now(parts).date();
            parts.year = Some(today.year);
            parts.month = Some(today.month);
            parts.day = Some(today.day);
        }
        Ok(())
    }

    /// Applies the zone: the time with its kind, and the offset.
    fn adjust(
        &self,
        time: DateTimeTicks,
        parts: &Parts,
        time_only: bool,
    ) -> Result<(DateTimeTicks, i64), DateParseFailure> {
        if self.keeps_offset {
            return self.adjust_offset(time, parts);
        }
        let zone = self.context.zone;
        let mut offset = parts.offset;
        if offset.is_some_and(|offset| offset.abs() > MOST_OFFSET) {
            return Err(DateParseFailure::OffsetOutOfRange(self.text.to_owned()));
        }
        let to_universal = self.has(DateTimeStyles::ADJUST_TO_UNIVERSAL);
        if offset.is_none() {
            if self.has(DateTimeStyles::ASSUME_LOCAL) {
                if !to_universal {
                    return Ok((time.with_kind(Kind::Local), 0));
                }
                offset = Some(zone.offset_of_local(time.ticks));
            } else if self.has(DateTimeStyles::ASSUME_UNIVERSAL) {
                if to_universal {
                    return Ok((time.with_kind(Kind::Utc), 0));
                }
                offset = Some(0);
            } else {
                return Ok((time, 0));
            }
        }
        if self.has(DateTimeStyles::ROUNDTRIP_KIND) && parts.is_utc {
            return Ok((time.with_kind(Kind::Utc), 0));
        }
        let offset = offset.unwrap_or(0);
        let adjusted = if to_universal {
            self.universal(time, offset)?
        } else {
            self.local(time, offset, time_only)?
        };
        Ok((adjusted, 0))
    }

    fn out_of_range(&self) -> DateParseFailure {
        DateParseFailure::DateOutOfRange(self.text.to_owned())
    }

    fn universal(
        &self,
        time: DateTimeTicks,
        offset: i64,
    ) -> Result<DateTimeTicks, DateParseFailure> {
        let mut ticks = time.ticks - offset;
        if ticks < 0 {
            ticks += TICKS_PER_DAY;
        }
        DateTimeTicks::new(ticks, Kind::Utc).ok_or_else(|| self.out_of_range())
    }

    fn local(
        &self,
        time: DateTimeTicks,
        offset: i64,
        time_only: bool,
    ) -> Result<DateTimeTicks, DateParseFailure> {
        let zone = self.context.zone;
        let mut ticks = time.ticks - offset;
        if time.ticks < TICKS_PER_DAY {
            ticks += if time_only {
                zone.offset_of_utc(self.context.now.ticks)
            } else {
                zone.offset_of_local(time.ticks)
            };
            if ticks < 0 {
                ticks += TICKS_PER_DAY;
            }
        } else if (0..=DateTimeTicks::MAX.ticks).contains(&ticks) {
            ticks += zone.offset_of_utc(ticks);
        } else {
            ticks += zone.offset_of_local(time.ticks);
        }
        DateTimeTicks::new(ticks, Kind::Local).ok_or_else(|| self.out_of_range())
    }

    /// For DateTimeOffset: the offset stays beside the time.
    fn adjust_offset(
        &self,
        time: DateTimeTicks,
        parts: &Parts,
    ) -> Result<(DateTimeTicks, i64), DateParseFailure> {
        let assumed = || {
            if self.has(DateTimeStyles::ASSUME_UNIVERSAL) {
                0
            } else {
                self.context.zone.offset_of_local(time.ticks)
            }
        };
        let offset = parts.offset.unwrap_or_else(assumed);
        let universal = DateTimeTicks::new(time.ticks - offset, Kind::Utc)
            .ok_or_else(|| DateParseFailure::UtcOutOfRange(self.text.to_owned()))?;
        if offset.abs() > MOST_OFFSET {
            return Err(DateParseFailure::OffsetOutOfRange(self.text.to_owned()));
        }
        if self.has(DateTimeStyles::ADJUST_TO_UNIVERSAL) {
            return Ok((universal.with_kind(Kind::Unspecified), 0));
        }
        Ok((time, offset))
    }
}

//! The local time zone.
//!
//! `jiff` reads it (TZ, /etc/localtime, the system's zone files): it is kept well, needs no C and no data of its own, and answers both
//! questions asked here, the offset of a moment and of a local time. It is asked at the first local time, not before.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::ticks::{DateTimeTicks, TICKS_PER_SECOND, UNIX_EPOCH};

/// A time zone.
#[derive(Clone, Debug)]
pub struct Zone(Option<TimeZone>);

/// Coordinated universal time, which needs no data.
static UTC: Zone = Zone(None);

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> &'static Zone {
        &UTC
    }

    /// The system's zone.
    pub fn local() -> &'static Zone {
        static LOCAL: OnceLock<Zone> = OnceLock::new();
        LOCAL.get_or_init(|| match std::env::var("TZ").as_deref() {
            Ok("UTC" | "Etc/UTC" | "UTC0") => Zone(None),
            _ => Zone(Some(TimeZone::system())),
        })
    }

    /// A zone by its IANA name.
    pub fn by_name(name: &str) -> Option<Zone> {
        if name.eq_ignore_ascii_case("UTC") {
            return Some(UTC.clone());
        }
        TimeZone::get(name).ok().map(|zone| Zone(Some(zone)))
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0
            .as_ref()
            .and_then(TimeZone::iana_name)
            .unwrap_or("UTC")
    }

    /// The offset, in ticks, of a moment in universal time.
    pub fn offset_of_utc(&self, ticks: i64) -> i64 {
        let Some(zone) = &self.0 else { return 0 };
        moment(ticks).map_or(0, |moment| in_ticks(zone.to_offset(moment)))
    }

    /// The offset, in ticks, of a local time. A time that is skipped or comes twice counts as standard time.
    pub fn offset_of_local(&self, ticks: i64) -> i64 {
        let Some(zone) = &self.0 else { return 0 };
        let Some(time) = civil(ticks) else { return 0 };
        in_ticks(match zone.to_ambiguous_timestamp(time).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, .. } => before,
            AmbiguousOffset::Fold { after, .. } => after,
        })
    }

    /// Whether daylight saving time holds at a local time.
    pub fn is_daylight_saving(&self, ticks: i64) -> bool {
        let Some(zone) = &self.0 else { return false };
        moment(ticks - self.offset_of_local(ticks))
            .is_some_and(|moment| zone.to_offset_info(moment).dst().is_dst())
    }
}

fn in_ticks(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * TICKS_PER_SECOND
}

fn moment(ticks: i64) -> Option<Timestamp> {
    Timestamp::from_second((ticks - UNIX_EPOCH).div_euclid(TICKS_PER_SECOND)).ok()
}

fn civil(ticks: i64) -> Option<DateTime> {
    let time = DateTimeTicks {
        ticks,
        ..DateTimeTicks::MIN
    };
    let date = time.date();
    let narrow = |value: i32| i8::try_from(value).unwrap_or(0);
    DateTime::new(
        i16::try_from(date.year).ok()?,
        narrow(date.month),
        narrow(date.day),
        narrow(time.hour()),
        narrow(time.minute()),
        narrow(time.second()),
        0,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::ticks::TICKS_PER_HOUR;

    #[test]
    fn offsets() {
        assert_eq!(Zone::utc().offset_of_utc(0), 0);
        let Some(berlin) = Zone::by_name("Europe/Berlin") else {
            // No zone files here.
            return;
        };
        let at = |month, day, hour| {
            DateTimeTicks::from_civil((2024, month, day), (hour, 30, 0))
                .expect("a moment")
                .ticks
        };
        assert_eq!(berlin.offset_of_utc(at(7, 1, 0)), 2 * TICKS_PER_HOUR);
        assert_eq!(berlin.offset_of_local(at(1, 1, 0)), TICKS_PER_HOUR);
        // Skipped, and twice there.
        assert_eq!(berlin.offset_of_local(at(3, 31, 2)), TICKS_PER_HOUR);
        assert_eq!(berlin.offset_of_local(at(10, 27, 2)), TICKS_PER_HOUR);
        assert!(berlin.is_daylight_saving(at(7, 1, 0)));
    }
}

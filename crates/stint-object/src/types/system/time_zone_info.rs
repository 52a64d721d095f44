//! `System.TimeZoneInfo`.

use super::{date_time_offset, exceptions};
use crate::object::{Object, Opaque};
use crate::text::ticks::{DateTimeTicks, Kind};
use crate::text::zone::Zone;
use crate::types::native::{Args, Plain, method, property, span};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// The payload.
pub struct TimeZone(pub Zone);

impl Opaque for TimeZone {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.0.name() == self.0.name())
    }
}

fn value(zone: &Zone) -> Value {
    Value::Object(Object::opaque(TIME_ZONE_INFO, TimeZone(zone.clone())))
}

fn of(this: &Value) -> &Zone {
    match this.payload::<TimeZone>() {
        Some(zone) => &zone.0,
        None => Zone::local(),
    }
}

fn find(id: &str) -> Result<Value> {
    Zone::by_name(id).map(|zone| value(&zone)).ok_or_else(|| {
        throw::of(
            exceptions::TIME_ZONE_NOT_FOUND,
            format!("The time zone ID '{id}' was not found on the local computer."),
        )
    })
}

fn standard_offset(zone: &Zone) -> i64 {
    // The smaller of the offsets in January and July.
    let year = super::date_time::now().date().year;
    let at = |month| {
        DateTimeTicks::from_date(year, month, 1).map_or(0, |date| zone.offset_of_local(date.ticks))
    };
    at(1).min(at(7))
}

fn label(zone: &Zone) -> String {
    if zone.name() == "UTC" {
        return "(UTC) Coordinated Universal Time".to_owned();
    }
    let minutes = standard_offset(zone) / crate::text::ticks::TICKS_PER_MINUTE;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!(
        "(UTC{sign}{:02}:{:02}) {}",
        minutes.abs() / 60,
        minutes.abs() % 60,
        zone.name()
    )
}

fn name(zone: &Zone) -> String {
    if zone.name() == "UTC" {
        "Coordinated Universal Time".to_owned()
    } else {
        zone.name().to_owned()
    }
}

/// A moment as the clock of a zone shows it.
fn converted(date: DateTimeTicks, from: &Zone, to: &Zone) -> DateTimeTicks {
    let utc = match date.kind {
        Kind::Utc => date.ticks,
        Kind::Local => date.to_universal(Zone::local()).ticks,
        Kind::Unspecified => date.ticks - from.offset_of_local(date.ticks),
    };
    let kind = if to.name() == "UTC" {
        Kind::Utc
    } else if to.name() == Zone::local().name() {
        Kind::Local
    } else {
        Kind::Unspecified
    };
    DateTimeTicks {
        ticks: utc + to.offset_of_utc(utc),
        kind,
    }
}

const PROPERTIES: &[Property] = &[
    property!("string Id {get;}", |this| of(this).name().to_owned()),
    property!("bool HasIanaId {get;}", |_| true),
    property!("string DisplayName {get;}", |this| label(of(this))),
    property!("string StandardName {get;}", |this| name(of(this))),
    property!("string DaylightName {get;}", |this| name(of(this))),
    property!("timespan BaseUtcOffset {get;}", |this| span(
        standard_offset(of(this))
    )),
    property!("bool SupportsDaylightSavingTime {get;}", |this| {
        let zone = of(this);
        let year = super::date_time::now().date().year;
        let at = |month| {
            DateTimeTicks::from_date(year, month, 1)
                .map_or(0, |date| zone.offset_of_local(date.ticks))
        };
        at(1) != at(7)
    }),
    property!("static System.TimeZoneInfo Local {get;}", |_| value(
        Zone::local()
    )),
    property!("static System.TimeZoneInfo Utc {get;}", |_| value(
        Zone::utc()
    )),
];

const METHODS: &[Method] = &[
    method!("timespan GetUtcOffset(datetime dateTime)", |this, args| {
        let date = args.at(0).date();
        let zone = of(this);
        span(match date.kind {
            Kind::Utc => zone.offset_of_utc(date.ticks),
            Kind::Local => zone.offset_of_utc(date.to_universal(Zone::local()).ticks),
            Kind::Unspecified => zone.offset_of_local(date.ticks),
        })
    }),
    method!(
        "timespan GetUtcOffset(System.DateTimeOffset dateTimeOffset)",
        |this, args| span(of(this).offset_of_utc(date_time_offset::of(args.at(0)).utc()))
    ),
    method!(
        "bool IsDaylightSavingTime(datetime dateTime)",
        |this, args| of(this).is_daylight_saving(args.at(0).date().ticks)
    ),
    method!(
        "bool HasSameRules(System.TimeZoneInfo other)",
        |this, args| of(this).name() == of(args.at(0)).name()
    ),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("string ToString()", |this, _| label(of(this))),
    method!("string ToSerializedString()", |this, _| of(this)
        .name()
        .to_owned()),
    method!("static void ClearCachedData()", |_, _| ()),
    method!(
        "static System.TimeZoneInfo FindSystemTimeZoneById(string id)",
        |_, args| find(args.text(0))
    ),
    method!(
        "static bool TryFindSystemTimeZoneById(string id, [ref] System.TimeZoneInfo timeZoneInfo)",
        |_, args| { super::numbers::try_parse(args.get(1), find(args.text(0)), Value::Null) }
    ),
    method!(
        "static datetime ConvertTime(datetime dateTime, System.TimeZoneInfo destinationTimeZone)",
        |_, args| converted(args.at(0).date(), Zone::local(), of(args.at(1)))
    ),
    method!(
        "static datetime ConvertTime(datetime dateTime, System.TimeZoneInfo sourceTimeZone, System.TimeZoneInfo destinationTimeZone)",
        |_, args| {
            converted(
                args.at(0).date().with_kind(Kind::Unspecified),
                of(args.at(1)),
                of(args.at(2)),
            )
        }
    ),
    method!(
        "static System.DateTimeOffset ConvertTime(System.DateTimeOffset dateTimeOffset, System.TimeZoneInfo destinationTimeZone)",
        |_, args| {
            let utc = date_time_offset::of(args.at(0)).utc();
            let offset = of(args.at(1)).offset_of_utc(utc);
            date_time_offset::value(
                DateTimeTicks {
                    ticks: utc + offset,
                    kind: Kind::Unspecified,
                },
                offset,
            )
        }
    ),
    method!(
        "static datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)",
        |_, args| {
            Ok(converted(
                args.at(0).date(),
                Zone::local(),
                of(&find(args.text(1))?),
            )) as Result<DateTimeTicks>
        }
    ),
    method!(
        "static datetime ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone)",
        |_, args| {
            converted(
                args.at(0).date().with_kind(Kind::Utc),
                Zone::utc(),
                of(args.at(1)),
            )
        }
    ),
    method!(
        "static datetime ConvertTimeToUtc(datetime dateTime)",
        |_, args| converted(args.at(0).date(), Zone::local(), Zone::utc())
    ),
    method!(
        "static datetime ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone)",
        |_, args| { converted(args.at(0).date(), of(args.at(1)), Zone::utc()) }
    ),
    method!(
        "static System.Collections.ObjectModel.ReadOnlyCollection[System.TimeZoneInfo] GetSystemTimeZones()",
        |_, _| {
            crate::types::native::array_of(
                TIME_ZONE_INFO,
                vec![value(Zone::utc()), value(Zone::local())],
            )
        }
    ),
];

/// `System.TimeZoneInfo`.
pub const TIME_ZONE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.TimeZoneInfo")
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

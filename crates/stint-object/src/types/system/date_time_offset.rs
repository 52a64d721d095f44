//! `System.DateTimeOffset`: a local time and its distance from universal time.

use super::culture_info::provider;
use super::interfaces as i;
use super::numbers;
use super::{date_time, enums};
use crate::object::{Object, Opaque};
use crate::text::culture::Culture;
use crate::text::date_format::format_date_time_offset;
use crate::text::date_parse::{
    DateContext, DateTimeStyles, parse_date_time_offset, parse_date_time_offset_exact,
};
use crate::text::ticks::{
    DateTimeTicks, Kind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND,
    TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND, UNIX_EPOCH,
};
use crate::text::zone::Zone;
use crate::types::native::{Args, Plain, method, property, span};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// The payload.
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    /// The local time, of no kind.
    pub local: DateTimeTicks,
    /// The offset in ticks.
    pub offset: i64,
}

impl DateTimeOffset {
    /// Universal ticks.
    pub fn utc(self) -> i64 {
        self.local.ticks - self.offset
    }
}

impl Opaque for DateTimeOffset {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.utc() == self.utc())
    }
}

/// The offset in a value, or the first moment.
pub fn of(value: &Value) -> DateTimeOffset {
    value
        .payload::<DateTimeOffset>()
        .copied()
        .unwrap_or(DateTimeOffset {
            local: DateTimeTicks::MIN,
            offset: 0,
        })
}

/// A value.
pub fn value(local: DateTimeTicks, offset: i64) -> Value {
    Value::Object(Object::opaque(
        DATE_TIME_OFFSET,
        DateTimeOffset {
            local: local.with_kind(Kind::Unspecified),
            offset,
        },
    ))
}

/// A date-time with the offset that its kind means.
pub fn from_date(date: DateTimeTicks) -> Value {
    value(date, date.offset(Zone::local()))
}

fn moved(this: &Value, local: Option<DateTimeTicks>) -> Result<Value> {
    local
        .map(|local| value(local, of(this).offset))
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "The added or subtracted value results in an un-representable DateTime.",
                "value",
            )
        })
}

fn at_offset(utc: i64, offset: i64) -> Result<Value> {
    DateTimeTicks::new(utc + offset, Kind::Unspecified).map(|local| value(local, offset)).ok_or_else(|| {
        throw::argument_out_of_range("The UTC time represented when the offset is applied must be between year 0 and 10,000.", "offset")
    })
}

fn checked_offset(offset: i64) -> Result<i64> {
    if offset % TICKS_PER_MINUTE != 0 {
        return Err(throw::argument(
            "Offset must be specified in whole minutes.",
            "offset",
        ));
    }
    if offset.abs() > 14 * TICKS_PER_HOUR {
        return Err(throw::argument_out_of_range(
            "Offset must be within plus or minus 14 hours.",
            "offset",
        ));
    }
    Ok(offset)
}

fn built(args: &[Value], parts: usize) -> Result<Value> {
    let local = crate::access::construct(super::DATE_TIME, &args[..parts]).map_err(unwrapped)?;
    Ok(value(local.date(), checked_offset(args.at(parts).span())?))
}

fn unwrapped(flow: crate::Flow) -> crate::Flow {
    match &flow {
        crate::Flow::Error(error) => match error.exception.data() {
            Some(crate::Data::Exception(data)) if !data.inner.is_null() => {
                crate::error_record::ErrorRecord::thrown(data.inner.clone()).into()
            }
            _ => flow,
        },
        _ => flow,
    }
}

const CONSTRUCTORS: &[Method] = &[
    method!("System.DateTimeOffset()", |_, _| value(
        DateTimeTicks::MIN,
        0
    )),
    method!(
        "System.DateTimeOffset(long ticks, timespan offset)",
        |_, args| built(args, 1)
    ),
    method!("System.DateTimeOffset(datetime dateTime)", |_, args| {
        from_date(args.at(0).date())
    }),
    method!(
        "System.DateTimeOffset(datetime dateTime, timespan offset)",
        |_, args| {
            let (date, offset) = (args.at(0).date(), checked_offset(args.at(1).span())?);
            match date.kind {
                Kind::Local if date.offset(Zone::local()) != offset => Err(throw::argument(
                    "The UTC Offset of the local dateTime parameter does not match the offset argument.",
                    "offset",
                )),
                Kind::Utc if offset != 0 => Err(throw::argument(
                    "The UTC Offset for Utc DateTime instances must be 0.",
                    "offset",
                )),
                _ => Ok(value(date, offset)),
            }
        }
    ),
    method!(
        "System.DateTimeOffset(int year, int month, int day, int hour, int minute, int second, timespan offset)",
        |_, args| built(args, 6)
    ),
    method!(
        "System.DateTimeOffset(int year, int month, int day, int hour, int minute, int second, int millisecond, timespan offset)",
        |_, args| built(args, 7)
    ),
];

const PROPERTIES: &[Property] = &[
    property!("static System.DateTimeOffset UtcNow {get;}", |_| value(
        DateTimeTicks {
            ticks: date_time::now_utc(),
            kind: Kind::Utc
        },
        0
    )),
    property!("datetime DateTime {get;}", |this| of(this).local),
    property!("datetime UtcDateTime {get;}", |this| DateTimeTicks {
        ticks: of(this).utc(),
        kind: Kind::Utc
    }),
    property!("datetime LocalDateTime {get;}", |this| DateTimeTicks {
        ticks: of(this).utc(),
        kind: Kind::Utc
    }
    .to_local(Zone::local())),
    property!("datetime Date {get;}", |this| of(this).local.midnight()),
    property!("int Day {get;}", |this| of(this).local.date().day),
    property!("System.DayOfWeek DayOfWeek {get;}", |this| {
        crate::access::enums::value(enums::DAY_OF_WEEK, i64::from(of(this).local.day_of_week()))
    }),
    property!("int DayOfYear {get;}", |this| of(this).local.day_of_year()),
    property!("int Hour {get;}", |this| of(this).local.hour()),
    property!("int Millisecond {get;}", |this| of(this)
        .local
        .millisecond()),
    property!("int Microsecond {get;}", |this| of(this)
        .local
        .microsecond()),
    property!("int Nanosecond {get;}", |this| of(this).local.nanosecond()),
    property!("int Minute {get;}", |this| of(this).local.minute()),
    property!("int Month {get;}", |this| of(this).local.date().month),
    property!("timespan Offset {get;}", |this| span(of(this).offset)),
    property!(
        "int TotalOffsetMinutes {get;}",
        |this| (of(this).offset / TICKS_PER_MINUTE) as i32
    ),
    property!("int Second {get;}", |this| of(this).local.second()),
    property!("long Ticks {get;}", |this| of(this).local.ticks),
    property!("long UtcTicks {get;}", |this| of(this).utc()),
    property!("timespan TimeOfDay {get;}", |this| span(
        of(this).local.time_of_day()
    )),
    property!("int Year {get;}", |this| of(this).local.date().year),
    property!("static System.DateTimeOffset Now {get;}", |_| from_date(
        date_time::now()
    )),
    property!("static System.DateTimeOffset MinValue", |_| value(
        DateTimeTicks::MIN,
        0
    )),
    property!("static System.DateTimeOffset MaxValue", |_| value(
        DateTimeTicks::MAX,
        0
    )),
    property!("static System.DateTimeOffset UnixEpoch", |_| value(
        DateTimeTicks {
            ticks: UNIX_EPOCH,
            kind: Kind::Utc
        },
        0
    )),
];

fn units(this: &Value, args: &[Value], unit: i64) -> Result<Value> {
    moved(this, of(this).local.add_units(args.double(0), unit))
}

fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
    let this = of(this);
    format_date_time_offset(this.local, this.offset, format, culture)
        .map_err(|failure| throw::format(failure.to_string()))
}

fn context(culture: &Value, styles: i64) -> DateContext<'static> {
    DateContext {
        culture: provider(culture),
        styles: DateTimeStyles(styles as u32),
        zone: Zone::local(),
        now: date_time::now().to_universal(Zone::local()),
    }
}

fn parse(args: &[Value], culture: usize, styles: i64) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "input")?;
    parse_date_time_offset(&text, &context(args.at(culture), styles))
        .map(|(local, offset)| value(local, offset))
        .map_err(|failure| throw::format(failure.to_string()))
}

fn parse_exact(args: &[Value], styles: i64) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "input")?;
    let format = numbers::wanted(args.string(1), "format")?;
    parse_date_time_offset_exact(&text, &format, &context(args.at(2), styles))
        .map(|(local, offset)| value(local, offset))
        .map_err(|failure| throw::format(failure.to_string()))
}

const METHODS: &[Method] = &[
    method!(
        "System.DateTimeOffset ToOffset(timespan offset)",
        |this, args| at_offset(of(this).utc(), checked_offset(args.at(0).span())?)
    ),
    method!(
        "System.DateTimeOffset Add(timespan timeSpan)",
        |this, args| moved(this, of(this).local.add_ticks(args.at(0).span()))
    ),
    method!(
        "System.DateTimeOffset AddDays(double days)",
        |this, args| units(this, args, TICKS_PER_DAY)
    ),
    method!(
        "System.DateTimeOffset AddHours(double hours)",
        |this, args| units(this, args, TICKS_PER_HOUR)
    ),
    method!(
        "System.DateTimeOffset AddMilliseconds(double milliseconds)",
        |this, args| units(this, args, TICKS_PER_MILLISECOND)
    ),
    method!(
        "System.DateTimeOffset AddMicroseconds(double microseconds)",
        |this, args| units(this, args, TICKS_PER_MICROSECOND)
    ),
    method!(
        "System.DateTimeOffset AddMinutes(double minutes)",
        |this, args| units(this, args, TICKS_PER_MINUTE)
    ),
    method!(
        "System.DateTimeOffset AddMonths(int months)",
        |this, args| moved(this, of(this).local.add_months(args.int(0)))
    ),
    method!(
        "System.DateTimeOffset AddSeconds(double seconds)",
        |this, args| units(this, args, TICKS_PER_SECOND)
    ),
    method!(
        "System.DateTimeOffset AddTicks(long ticks)",
        |this, args| moved(this, of(this).local.add_ticks(args.long(0)))
    ),
    method!("System.DateTimeOffset AddYears(int years)", |this, args| {
        moved(this, of(this).local.add_years(args.int(0)))
    }),
    method!(
        "int CompareTo(System.DateTimeOffset other)",
        |this, args| of(this).utc().cmp(&of(args.at(0)).utc()) as i32
    ),
    method!("int CompareTo(System.Object obj)", |this, args| of(this)
        .utc()
        .cmp(&of(args.at(0)).utc())
        as i32),
    method!("bool Equals(System.Object obj)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(System.DateTimeOffset other)", |this, args| of(
        this
    )
    .utc()
        == of(args.at(0)).utc()),
    method!(
        "bool EqualsExact(System.DateTimeOffset other)",
        |this, args| {
            let (a, b) = (of(this), of(args.at(0)));
            a.utc() == b.utc() && a.offset == b.offset
        }
    ),
    method!("int GetHashCode()", |this, _| (of(this).utc() as i32)
        ^ ((of(this).utc() >> 32) as i32)),
    method!(
        "timespan Subtract(System.DateTimeOffset value)",
        |this, args| span(of(this).utc() - of(args.at(0)).utc())
    ),
    method!(
        "System.DateTimeOffset Subtract(timespan value)",
        |this, args| moved(this, of(this).local.add_ticks(-args.at(0).span()))
    ),
    method!("long ToFileTime()", |this, _| DateTimeTicks {
        ticks: of(this).utc(),
        kind: Kind::Utc
    }
    .to_file_time(Zone::utc())),
    method!("long ToUnixTimeSeconds()", |this, _| (of(this).utc()
        - UNIX_EPOCH)
        .div_euclid(TICKS_PER_SECOND)),
    method!("long ToUnixTimeMilliseconds()", |this, _| (of(this).utc()
        - UNIX_EPOCH)
        .div_euclid(TICKS_PER_MILLISECOND)),
    method!("System.DateTimeOffset ToLocalTime()", |this, _| from_date(
        DateTimeTicks {
            ticks: of(this).utc(),
            kind: Kind::Utc
        }
        .to_local(Zone::local())
    )),
    method!("System.DateTimeOffset ToUniversalTime()", |this, _| {
        at_offset(of(this).utc(), 0)
    }),
    method!("string ToString()", |this, _| format(
        this,
        "",
        Culture::current()
    )),
    method!("string ToString(string format)", |this, args| format(
        this,
        args.text(0),
        Culture::current()
    )),
    method!(
        "string ToString(System.IFormatProvider formatProvider)",
        |this, args| format(this, "", provider(args.at(0)))
    ),
    method!(
        "string ToString(string format, System.IFormatProvider formatProvider)",
        |this, args| format(this, args.text(0), provider(args.at(1)))
    ),
    method!(
        "static int Compare(System.DateTimeOffset first, System.DateTimeOffset second)",
        |_, args| of(args.at(0)).utc().cmp(&of(args.at(1)).utc()) as i32
    ),
    method!(
        "static System.DateTimeOffset FromFileTime(long fileTime)",
        |_, args| {
            DateTimeTicks::from_file_time_utc(args.long(0))
                .map(|date| from_date(date.to_local(Zone::local())))
        }
    ),
    method!(
        "static System.DateTimeOffset FromUnixTimeSeconds(long seconds)",
        |_, args| from_unix(args.long(0), TICKS_PER_SECOND, "seconds")
    ),
    method!(
        "static System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)",
        |_, args| { from_unix(args.long(0), TICKS_PER_MILLISECOND, "milliseconds") }
    ),
    method!(
        "static System.DateTimeOffset Parse(string input)",
        |_, args| parse(args, 9, 0)
    ),
    method!(
        "static System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider)",
        |_, args| parse(args, 1, 0)
    ),
    method!(
        "static System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)",
        |_, args| { parse(args, 1, args.long(2)) }
    ),
    method!(
        "static System.DateTimeOffset ParseExact(string input, string format, System.IFormatProvider formatProvider)",
        |_, args| parse_exact(args, 0)
    ),
    method!(
        "static System.DateTimeOffset ParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)",
        |_, args| { parse_exact(args, args.long(3)) }
    ),
    method!(
        "static bool TryParse(string input, [ref] System.DateTimeOffset result)",
        |_, args| {
            numbers::try_parse(args.get(1), parse(args, 9, 0), value(DateTimeTicks::MIN, 0))
        }
    ),
    method!(
        "static System.DateTimeOffset op_Implicit(datetime dateTime)",
        |_, args| from_date(args.at(0).date())
    ),
];

fn from_unix(count: i64, unit: i64, parameter: &str) -> Result<Value> {
    let ticks = count
        .checked_mul(unit)
        .and_then(|ticks| ticks.checked_add(UNIX_EPOCH));
    ticks
        .and_then(|ticks| DateTimeTicks::new(ticks, Kind::Utc))
        .map(|date| value(date, 0))
        .ok_or_else(|| {
            let (low, high) = match unit {
                TICKS_PER_SECOND => ("-62135596800", "253402300799"),
                _ => ("-62135596800000", "253402300799999"),
            };
            throw::argument_out_of_range(
                &format!("Valid values are between {low} and {high}, inclusive."),
                parameter,
            )
        })
}

/// `System.DateTimeOffset`.
pub const DATE_TIME_OFFSET: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.DateTimeOffset")
        .interfaces(&[
            i::COMPARABLE,
            i::SPAN_FORMATTABLE,
            i::FORMATTABLE,
            i::COMPARABLE_T,
            i::EQUATABLE,
            i::SERIALIZABLE,
            i::UTF8_SPAN_FORMATTABLE,
        ])
        .constructors(CONSTRUCTORS)
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

//! `System.TimeOnly`.

use super::culture_info::provider;
use super::{date_time, numbers};
use crate::object::{Object, Opaque};
use crate::text::culture::Culture;
use crate::text::date_format::format_time_only;
use crate::text::date_parse::{DateContext, DateTimeStyles, parse_time_only};
use crate::text::ticks::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND,
};
use crate::text::zone::Zone;
use crate::types::native::{Args, Plain, method, property, span};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// The payload: ticks since midnight.
pub struct TimeOnly(pub i64);

impl Opaque for TimeOnly {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.0 == self.0)
    }
}

/// The ticks of a value.
pub fn ticks(value: &Value) -> i64 {
    value.payload::<TimeOnly>().map_or(0, |time| time.0)
}

/// A time of day.
pub fn value(ticks: i64) -> Value {
    Value::Object(Object::opaque(
        TIME_ONLY,
        TimeOnly(ticks.rem_euclid(TICKS_PER_DAY)),
    ))
}

fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
    format_time_only(ticks(this), format, culture)
        .map_err(|failure| throw::format(failure.to_string()))
}

fn parse(args: &[Value], culture: usize) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "s")?;
    let context = DateContext {
        culture: provider(args.at(culture)),
        styles: DateTimeStyles(0),
        zone: Zone::local(),
        now: date_time::now().to_universal(Zone::local()),
    };
    parse_time_only(&text, &context)
        .map(value)
        .map_err(|failure| throw::format(failure.to_string()))
}

fn built(args: &[Value]) -> Result<Value> {
    let part = |at: usize| if at < args.len() { args.long(at) } else { 0 };
    let (hour, minute, second, milli) = (part(0), part(1), part(2), part(3));
    if !(0..24).contains(&hour)
        || !(0..60).contains(&minute)
        || !(0..60).contains(&second)
        || !(0..1000).contains(&milli)
    {
        return Err(throw::of(
            super::exceptions::ARGUMENT_OUT_OF_RANGE,
            "Hour, Minute, and Second parameters describe an un-representable DateTime.",
        ));
    }
    Ok(value(
        hour * TICKS_PER_HOUR
            + minute * TICKS_PER_MINUTE
            + second * TICKS_PER_SECOND
            + milli * TICKS_PER_MILLISECOND,
    ))
}

const PROPERTIES: &[Property] = &[
    property!("static System.TimeOnly MinValue {get;}", |_| value(0)),
    property!("static System.TimeOnly MaxValue {get;}", |_| value(
        TICKS_PER_DAY - 1
    )),
    property!("int Hour {get;}", |this| (ticks(this) / TICKS_PER_HOUR)
        as i32),
    property!(
        "int Minute {get;}",
        |this| (ticks(this) / TICKS_PER_MINUTE % 60) as i32
    ),
    property!(
        "int Second {get;}",
        |this| (ticks(this) / TICKS_PER_SECOND % 60) as i32
    ),
    property!(
        "int Millisecond {get;}",
        |this| (ticks(this) / TICKS_PER_MILLISECOND % 1000) as i32
    ),
    property!("int Microsecond {get;}", |this| (ticks(this) / 10 % 1000)
        as i32),
    property!("int Nanosecond {get;}", |this| (ticks(this) % 10 * 100)
        as i32),
    property!("long Ticks {get;}", |this| ticks(this)),
];

const METHODS: &[Method] = &[
    method!("System.TimeOnly Add(timespan value)", |this, args| value(
        ticks(this) + args.at(0).span() % TICKS_PER_DAY
    )),
    method!(
        "System.TimeOnly AddHours(double value)",
        |this, args| value(
            ticks(this) + (args.double(0) * TICKS_PER_HOUR as f64) as i64 % TICKS_PER_DAY
        )
    ),
    method!("System.TimeOnly AddMinutes(double value)", |this, args| {
        value(ticks(this) + (args.double(0) * TICKS_PER_MINUTE as f64) as i64 % TICKS_PER_DAY)
    }),
    method!(
        "bool IsBetween(System.TimeOnly start, System.TimeOnly end)",
        |this, args| {
            let (now, start, end) = (ticks(this), ticks(args.at(0)), ticks(args.at(1)));
            if start <= end {
                start <= now && now < end
            } else {
                start <= now || now < end
            }
        }
    ),
    method!(
        "int CompareTo(System.TimeOnly value)",
        |this, args| ticks(this).cmp(&ticks(args.at(0))) as i32
    ),
    method!(
        "int CompareTo(System.Object value)",
        |this, args| ticks(this).cmp(&ticks(args.at(0))) as i32
    ),
    method!("bool Equals(System.TimeOnly value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(System.Object value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("timespan ToTimeSpan()", |this, _| span(ticks(this))),
    method!("string ToLongTimeString()", |this, _| format(
        this,
        "T",
        Culture::current()
    )),
    method!("string ToShortTimeString()", |this, _| format(
        this,
        "t",
        Culture::current()
    )),
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
        "string ToString(System.IFormatProvider provider)",
        |this, args| format(this, "", provider(args.at(0)))
    ),
    method!(
        "string ToString(string format, System.IFormatProvider provider)",
        |this, args| format(this, args.text(0), provider(args.at(1)))
    ),
    method!(
        "static System.TimeOnly FromDateTime(datetime dateTime)",
        |_, args| value(args.at(0).date().time_of_day())
    ),
    method!(
        "static System.TimeOnly FromTimeSpan(timespan timeSpan)",
        |_, args| value(args.at(0).span())
    ),
    method!("static System.TimeOnly Parse(string s)", |_, args| parse(
        args, 9
    )),
    method!(
        "static System.TimeOnly Parse(string s, System.IFormatProvider provider)",
        |_, args| parse(args, 1)
    ),
];

/// `System.TimeOnly`.
pub const TIME_ONLY: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.TimeOnly")
        .interfaces(&[
            super::interfaces::COMPARABLE,
            super::interfaces::FORMATTABLE,
        ])
        .constructors(&[
            method!("System.TimeOnly()", |_, _| value(0)),
            method!("System.TimeOnly(int hour, int minute)", |_, args| built(
                args
            )),
            method!(
                "System.TimeOnly(int hour, int minute, int second)",
                |_, args| built(args)
            ),
            method!(
                "System.TimeOnly(int hour, int minute, int second, int millisecond)",
                |_, args| built(args)
            ),
            method!("System.TimeOnly(long ticks)", |_, args| value(args.long(0))),
        ])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

//! `System.DateOnly`.

use super::culture_info::provider;
use super::{date_time, enums, numbers};
use crate::object::{Object, Opaque};
use crate::text::culture::Culture;
use crate::text::date_format::format_date_only;
use crate::text::date_parse::{DateContext, DateTimeStyles, parse_date_only};
use crate::text::ticks::{DateTimeTicks, Kind, TICKS_PER_DAY};
use crate::text::zone::Zone;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

/// The payload: midnight.
pub struct DateOnly(pub DateTimeTicks);

impl Opaque for DateOnly {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| other.0.ticks == self.0.ticks)
    }
}

/// The ticks of the day's midnight.
pub fn ticks(value: &Value) -> i64 {
    of(value).ticks
}

fn of(value: &Value) -> DateTimeTicks {
    value
        .payload::<DateOnly>()
        .map_or(DateTimeTicks::MIN, |date| date.0)
}

/// The day of a moment.
pub fn value(date: DateTimeTicks) -> Value {
    Value::Object(Object::opaque(
        DATE_ONLY,
        DateOnly(date.midnight().with_kind(Kind::Unspecified)),
    ))
}

fn moved(date: Option<DateTimeTicks>, parameter: &str) -> Result<Value> {
    date.map(value)
        .ok_or_else(|| throw::argument_out_of_range("Value to add was out of range.", parameter))
}

fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
    format_date_only(of(this), format, culture)
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
    parse_date_only(&text, &context)
        .map(value)
        .map_err(|failure| throw::format(failure.to_string()))
}

const PROPERTIES: &[Property] = &[
    property!("static System.DateOnly MinValue {get;}", |_| value(
        DateTimeTicks::MIN
    )),
    property!("static System.DateOnly MaxValue {get;}", |_| value(
        DateTimeTicks::MAX
    )),
    property!("int Year {get;}", |this| of(this).date().year),
    property!("int Month {get;}", |this| of(this).date().month),
    property!("int Day {get;}", |this| of(this).date().day),
    property!("System.DayOfWeek DayOfWeek {get;}", |this| {
        crate::access::enums::value(enums::DAY_OF_WEEK, i64::from(of(this).day_of_week()))
    }),
    property!("int DayOfYear {get;}", |this| of(this).day_of_year()),
    property!(
        "int DayNumber {get;}",
        |this| (of(this).ticks / TICKS_PER_DAY) as i32
    ),
];

const METHODS: &[Method] = &[
    method!("System.DateOnly AddDays(int value)", |this, args| moved(
        of(this).add_ticks(args.long(0) * TICKS_PER_DAY),
        "value"
    )),
    method!("System.DateOnly AddMonths(int value)", |this, args| moved(
        of(this).add_months(args.int(0)),
        "value"
    )),
    method!("System.DateOnly AddYears(int value)", |this, args| moved(
        of(this).add_years(args.int(0)),
        "value"
    )),
    method!("datetime ToDateTime(System.TimeOnly time)", |this, args| {
        of(this).add_ticks(super::time_only::ticks(args.at(0)))
    }),
    method!(
        "int CompareTo(System.DateOnly value)",
        |this, args| ticks(this).cmp(&ticks(args.at(0))) as i32
    ),
    method!(
        "int CompareTo(System.Object value)",
        |this, args| ticks(this).cmp(&ticks(args.at(0))) as i32
    ),
    method!("bool Equals(System.DateOnly value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(System.Object value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("int GetHashCode()", |this, _| (ticks(this) / TICKS_PER_DAY)
        as i32),
    method!("string ToLongDateString()", |this, _| format(
        this,
        "D",
        Culture::current()
    )),
    method!("string ToShortDateString()", |this, _| format(
        this,
        "d",
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
        "static System.DateOnly FromDateTime(datetime dateTime)",
        |_, args| value(args.at(0).date())
    ),
    method!(
        "static System.DateOnly FromDayNumber(int dayNumber)",
        |_, args| {
            DateTimeTicks::new(args.long(0) * TICKS_PER_DAY, Kind::Unspecified)
                .map(value)
                .ok_or_else(|| {
                    throw::argument_out_of_range(
                        "Day number must be between 0 and DateOnly.MaxValue.DayNumber.",
                        "dayNumber",
                    )
                })
        }
    ),
    method!("static System.DateOnly Parse(string s)", |_, args| parse(
        args, 9
    )),
    method!(
        "static System.DateOnly Parse(string s, System.IFormatProvider provider)",
        |_, args| parse(args, 1)
    ),
];

/// `System.DateOnly`.
pub const DATE_ONLY: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.DateOnly")
        .interfaces(&[super::interfaces::COMPARABLE, super::interfaces::FORMATTABLE])
        .constructors(&[
            method!("System.DateOnly()", |_, _| value(DateTimeTicks::MIN)),
            method!("System.DateOnly(int year, int month, int day)", |_, args| {
                DateTimeTicks::from_date(args.int(0), args.int(1), args.int(2)).map(value).ok_or_else(|| {
                    throw::of(super::exceptions::ARGUMENT_OUT_OF_RANGE, "Year, Month, and Day parameters describe an un-representable DateTime.")
                })
            }),
        ])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

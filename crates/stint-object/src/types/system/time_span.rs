//! `System.TimeSpan`.

use super::culture_info::provider;
use super::interfaces as i;
use super::numbers;
use crate::text::culture::Culture;
use crate::text::date_format::format_time_span;
use crate::text::date_parse::{TimeSpanFailure, parse_time_span, parse_time_span_exact};
use crate::text::ticks::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
};
use crate::text::time_span::{divide, from_parts, from_units, multiply, parts, total};
use crate::types::native::{Args, Plain, method, property, span};
use crate::types::{Method, Property, TypeInfo, join, throw};
use crate::{Flow, Result, Value};

const TOO_LONG: &str = "TimeSpan overflowed because the duration is too long.";

fn too_long() -> Flow {
    throw::overflow(TOO_LONG)
}

/// A span, or the overflow.
pub fn checked(ticks: Option<i64>) -> Result<Value> {
    ticks.map(span).ok_or_else(too_long)
}

fn from(value: f64, unit: i64) -> Result<Value> {
    if value.is_nan() {
        return Err(throw::argument(
            "TimeSpan does not accept floating point Not-a-Number values.",
            "",
        ));
    }
    checked(from_units(value, unit))
}

/// A sum of counts of units.
fn sum(counts: &[(i64, i64)]) -> Result<Value> {
    let ticks: i128 = counts
        .iter()
        .map(|(count, unit)| i128::from(*count) * i128::from(*unit))
        .sum();
    match i64::try_from(ticks) {
        Ok(ticks) => Ok(span(ticks)),
        Err(_) => Err(throw::argument_out_of_range(TOO_LONG, "")),
    }
}

fn failure(failure: TimeSpanFailure) -> Flow {
    let text = failure.to_string();
    match failure {
        TimeSpanFailure::Overflow(_) => throw::overflow(text),
        _ => throw::format(text),
    }
}

fn parse(args: &[Value], parameter: &str) -> Result<Value> {
    let text = numbers::wanted(args.string(0), parameter)?;
    parse_time_span(&text, provider(args.at(1)))
        .map(span)
        .map_err(failure)
}

fn parse_exact(args: &[Value], styles: i64) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "input")?;
    let formats: Vec<crate::Str> = match args.string(1) {
        Some(format) => vec![format],
        None if args.at(1).is_null() => return Err(throw::argument_null("format")),
        None => args
            .items(1)
            .iter()
            .filter_map(|item| item.as_str().cloned())
            .collect(),
    };
    let mut last = None;
    for format in &formats {
        match parse_time_span_exact(&text, format, provider(args.at(2)), styles == 1) {
            Ok(ticks) => return Ok(span(ticks)),
            Err(error) => last = Some(error),
        }
    }
    Err(last.map_or_else(
        || throw::format("Input string was not in a correct format."),
        failure,
    ))
}

fn format(this: &Value, format: &str, culture: &'static Culture) -> Result<String> {
    format_time_span(this.span(), format, culture)
        .map_err(|failure| throw::format(failure.to_string()))
}

const CONSTRUCTORS: &[Method] = &[
    method!("timespan(long ticks)", |_, args| span(args.long(0))),
    method!(
        "timespan(int hours, int minutes, int seconds)",
        |_, args| built(from_parts(0, args.long(0), args.long(1), args.long(2), 0))
    ),
    method!(
        "timespan(int days, int hours, int minutes, int seconds)",
        |_, args| {
            built(from_parts(
                args.long(0),
                args.long(1),
                args.long(2),
                args.long(3),
                0,
            ))
        }
    ),
    method!(
        "timespan(int days, int hours, int minutes, int seconds, int milliseconds)",
        |_, args| {
            built(from_parts(
                args.long(0),
                args.long(1),
                args.long(2),
                args.long(3),
                args.long(4) * TICKS_PER_MILLISECOND,
            ))
        }
    ),
    method!(
        "timespan(int days, int hours, int minutes, int seconds, int milliseconds, int microseconds)",
        |_, args| {
            let fraction =
                args.long(4) * TICKS_PER_MILLISECOND + args.long(5) * TICKS_PER_MICROSECOND;
            built(from_parts(
                args.long(0),
                args.long(1),
                args.long(2),
                args.long(3),
                fraction,
            ))
        }
    ),
];

fn built(ticks: Option<i64>) -> Result<Value> {
    ticks
        .map(span)
        .ok_or_else(|| throw::argument_out_of_range(TOO_LONG, ""))
}

const PROPERTIES: &[Property] = &[
    property!("long Ticks {get;}", |this| this.span()),
    property!("int Days {get;}", |this| parts(this.span()).days),
    property!("int Hours {get;}", |this| parts(this.span()).hours),
    property!("int Milliseconds {get;}", |this| parts(this.span())
        .milliseconds),
    property!(
        "int Microseconds {get;}",
        |this| ((this.span() / 10) % 1000) as i32
    ),
    property!("int Nanoseconds {get;}", |this| ((this.span() % 10) * 100)
        as i32),
    property!("int Minutes {get;}", |this| parts(this.span()).minutes),
    property!("int Seconds {get;}", |this| parts(this.span()).seconds),
    property!("double TotalDays {get;}", |this| total(
        this.span(),
        TICKS_PER_DAY
    )),
    property!("double TotalHours {get;}", |this| total(
        this.span(),
        TICKS_PER_HOUR
    )),
    property!("double TotalMilliseconds {get;}", |this| total(
        this.span(),
        TICKS_PER_MILLISECOND
    )),
    property!("double TotalMicroseconds {get;}", |this| total(
        this.span(),
        TICKS_PER_MICROSECOND
    )),
    property!("double TotalNanoseconds {get;}", |this| this.span() as f64
        * 100.0),
    property!("double TotalMinutes {get;}", |this| total(
        this.span(),
        TICKS_PER_MINUTE
    )),
    property!("double TotalSeconds {get;}", |this| total(
        this.span(),
        TICKS_PER_SECOND
    )),
    property!("static long NanosecondsPerTick", |_| 100i64),
    property!("static long TicksPerMicrosecond", |_| TICKS_PER_MICROSECOND),
    property!("static long TicksPerMillisecond", |_| TICKS_PER_MILLISECOND),
    property!("static long TicksPerSecond", |_| TICKS_PER_SECOND),
    property!("static long TicksPerMinute", |_| TICKS_PER_MINUTE),
    property!("static long TicksPerHour", |_| TICKS_PER_HOUR),
    property!("static long TicksPerDay", |_| TICKS_PER_DAY),
    property!("static long MicrosecondsPerMillisecond", |_| 1000i64),
    property!("static long MicrosecondsPerSecond", |_| 1_000_000i64),
    property!("static long MicrosecondsPerMinute", |_| 60_000_000i64),
    property!("static long MicrosecondsPerHour", |_| 3_600_000_000i64),
    property!("static long MicrosecondsPerDay", |_| 86_400_000_000i64),
    property!("static long MillisecondsPerSecond", |_| 1000i64),
    property!("static long MillisecondsPerMinute", |_| 60_000i64),
    property!("static long MillisecondsPerHour", |_| 3_600_000i64),
    property!("static long MillisecondsPerDay", |_| 86_400_000i64),
    property!("static long SecondsPerMinute", |_| 60i64),
    property!("static long SecondsPerHour", |_| 3600i64),
    property!("static long SecondsPerDay", |_| 86_400i64),
    property!("static long MinutesPerHour", |_| 60i64),
    property!("static long MinutesPerDay", |_| 1440i64),
    property!("static int HoursPerDay", |_| 24),
    property!("static timespan Zero", |_| span(0)),
    property!("static timespan MaxValue", |_| span(i64::MAX)),
    property!("static timespan MinValue", |_| span(i64::MIN)),
];

const METHODS: &[Method] = &[
    method!("timespan Add(timespan ts)", |this, args| checked(
        this.span().checked_add(args.at(0).span())
    )),
    method!(
        "int CompareTo(System.Object value)",
        |this, args| match args.at(0).data() {
            None if args.at(0).is_null() => Ok(1),
            Some(crate::Data::TimeSpan(other)) => Ok(this.span().cmp(other) as i32),
            _ => Err(numbers::must_be("TimeSpan")),
        }
    ),
    method!(
        "int CompareTo(timespan value)",
        |this, args| this.span().cmp(&args.at(0).span()) as i32
    ),
    method!("timespan Divide(double divisor)", |this, args| {
        if args.double(0).is_nan() {
            return Err(throw::argument(
                "TimeSpan does not accept floating point Not-a-Number values.",
                "divisor",
            ));
        }
        checked(divide(this.span(), args.double(0)))
    }),
    method!("double Divide(timespan ts)", |this, args| this.span()
        as f64
        / args.at(0).span() as f64),
    method!("timespan Duration()", |this, _| {
        this.span().checked_abs().map(span).ok_or_else(|| {
            throw::overflow("The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds the value of TimeSpan.MaxValue.")
        })
    }),
    method!("bool Equals(System.Object value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(timespan obj)", |this, args| this.span()
        == args.at(0).span()),
    method!("int GetHashCode()", |this, _| (this.span() as i32)
        ^ ((this.span() >> 32) as i32)),
    method!("timespan Multiply(double factor)", |this, args| {
        if args.double(0).is_nan() {
            return Err(throw::argument(
                "TimeSpan does not accept floating point Not-a-Number values.",
                "factor",
            ));
        }
        checked(multiply(this.span(), args.double(0)))
    }),
    method!("timespan Negate()", |this, _| {
        this.span().checked_neg().map(span).ok_or_else(|| {
            throw::overflow("Negating the minimum value of a twos complement number is invalid.")
        })
    }),
    method!("timespan Subtract(timespan ts)", |this, args| checked(
        this.span().checked_sub(args.at(0).span())
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
        "string ToString(string format, System.IFormatProvider formatProvider)",
        |this, args| format(this, args.text(0), provider(args.at(1)))
    ),
    method!(
        "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider formatProvider = null)",
        |_, _| false
    ),
    method!(
        "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider formatProvider = null)",
        |_, _| false
    ),
];

const STATICS: &[Method] = &[
    method!(
        "static int Compare(timespan t1, timespan t2)",
        |_, args| args.at(0).span().cmp(&args.at(1).span()) as i32
    ),
    method!(
        "static bool Equals(timespan t1, timespan t2)",
        |_, args| args.at(0).span() == args.at(1).span()
    ),
    method!("static timespan FromDays(double value)", |_, args| from(
        args.double(0),
        TICKS_PER_DAY
    )),
    method!("static timespan FromDays(int days)", |_, args| sum(&[(
        args.long(0),
        TICKS_PER_DAY
    )])),
    method!(
        "static timespan FromDays(int days, int hours = 0, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)",
        |_, args| {
            sum(&[
                (args.long(0), TICKS_PER_DAY),
                (args.long(1), TICKS_PER_HOUR),
                (args.long(2), TICKS_PER_MINUTE),
                (args.long(3), TICKS_PER_SECOND),
                (args.long(4), TICKS_PER_MILLISECOND),
                (args.long(5), TICKS_PER_MICROSECOND),
            ])
        }
    ),
    method!("static timespan FromHours(double value)", |_, args| from(
        args.double(0),
        TICKS_PER_HOUR
    )),
    method!("static timespan FromHours(int hours)", |_, args| sum(&[(
        args.long(0),
        TICKS_PER_HOUR
    )])),
    method!(
        "static timespan FromHours(int hours, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)",
        |_, args| {
            sum(&[
                (args.long(0), TICKS_PER_HOUR),
                (args.long(1), TICKS_PER_MINUTE),
                (args.long(2), TICKS_PER_SECOND),
                (args.long(3), TICKS_PER_MILLISECOND),
                (args.long(4), TICKS_PER_MICROSECOND),
            ])
        }
    ),
    method!("static timespan FromMinutes(double value)", |_, args| from(
        args.double(0),
        TICKS_PER_MINUTE
    )),
    method!("static timespan FromMinutes(long minutes)", |_, args| sum(
        &[(args.long(0), TICKS_PER_MINUTE)]
    )),
    method!(
        "static timespan FromMinutes(long minutes, long seconds = 0, long milliseconds = 0, long microseconds = 0)",
        |_, args| {
            sum(&[
                (args.long(0), TICKS_PER_MINUTE),
                (args.long(1), TICKS_PER_SECOND),
                (args.long(2), TICKS_PER_MILLISECOND),
                (args.long(3), TICKS_PER_MICROSECOND),
            ])
        }
    ),
    method!("static timespan FromSeconds(double value)", |_, args| from(
        args.double(0),
        TICKS_PER_SECOND
    )),
    method!("static timespan FromSeconds(long seconds)", |_, args| sum(
        &[(args.long(0), TICKS_PER_SECOND)]
    )),
    method!(
        "static timespan FromSeconds(long seconds, long milliseconds = 0, long microseconds = 0)",
        |_, args| {
            sum(&[
                (args.long(0), TICKS_PER_SECOND),
                (args.long(1), TICKS_PER_MILLISECOND),
                (args.long(2), TICKS_PER_MICROSECOND),
            ])
        }
    ),
    method!(
        "static timespan FromMilliseconds(double value)",
        |_, args| from(args.double(0), TICKS_PER_MILLISECOND)
    ),
    method!(
        "static timespan FromMilliseconds(long milliseconds)",
        |_, args| sum(&[(args.long(0), TICKS_PER_MILLISECOND)])
    ),
    method!(
        "static timespan FromMilliseconds(long milliseconds, long microseconds)",
        |_, args| {
            sum(&[
                (args.long(0), TICKS_PER_MILLISECOND),
                (args.long(1), TICKS_PER_MICROSECOND),
            ])
        }
    ),
    method!(
        "static timespan FromMicroseconds(double value)",
        |_, args| from(args.double(0), TICKS_PER_MICROSECOND)
    ),
    method!(
        "static timespan FromMicroseconds(long microseconds)",
        |_, args| sum(&[(args.long(0), TICKS_PER_MICROSECOND)])
    ),
    method!("static timespan FromTicks(long value)", |_, args| span(
        args.long(0)
    )),
    method!("static timespan Parse(string s)", |_, args| parse(
        args, "s"
    )),
    method!(
        "static timespan Parse(string input, System.IFormatProvider formatProvider)",
        |_, args| parse(args, "input")
    ),
    method!(
        "static timespan ParseExact(string input, string format, System.IFormatProvider formatProvider)",
        |_, args| parse_exact(args, 0)
    ),
    method!(
        "static timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider)",
        |_, args| parse_exact(args, 0)
    ),
    method!(
        "static timespan ParseExact(string input, string format, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles)",
        |_, args| { parse_exact(args, args.long(3)) }
    ),
    method!(
        "static timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider, System.Globalization.TimeSpanStyles styles)",
        |_, args| { parse_exact(args, args.long(3)) }
    ),
    method!(
        "static bool TryParse(string s, [ref] timespan result)",
        |_, args| { numbers::try_parse(args.get(1), parse(&args[..1], "s"), span(0)) }
    ),
    method!(
        "static bool TryParse(string input, System.IFormatProvider formatProvider, [ref] timespan result)",
        |_, args| { numbers::try_parse(args.get(2), parse(args, "input"), span(0)) }
    ),
    method!(
        "static bool TryParseExact(string input, string format, System.IFormatProvider formatProvider, [ref] timespan result)",
        |_, args| { numbers::try_parse(args.get(3), parse_exact(args, 0), span(0)) }
    ),
    method!(
        "static bool TryParseExact(string input, string[] formats, System.IFormatProvider formatProvider, [ref] timespan result)",
        |_, args| { numbers::try_parse(args.get(3), parse_exact(args, 0), span(0)) }
    ),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.TimeSpan")
    .interfaces(&[
        i::COMPARABLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::UTF8_SPAN_FORMATTABLE,
        i::SPAN_PARSABLE,
        i::PARSABLE,
    ])
    .constructors(CONSTRUCTORS)
    .methods(join![METHODS, STATICS])
    .properties(PROPERTIES);

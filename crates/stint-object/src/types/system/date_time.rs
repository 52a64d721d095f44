//! `System.DateTime`.

use super::culture_info::provider;
use super::interfaces as i;
use super::numbers;
use super::{date_only, enums, time_only};
use crate::members::{CodeProperty, Member};
use crate::text::culture::Culture;
use crate::text::date_format::format_date_time;
use crate::text::date_parse::{
    DateContext, DateTimeStyles, parse_date_time, parse_date_time_any, parse_date_time_exact,
};
use crate::text::ticks::{
    DateTimeTicks, Kind, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND,
    TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND, UNIX_EPOCH, days_in_month,
    is_leap_year,
};
use crate::text::zone::Zone;
use crate::types::native::{Args, Plain, date, method, property, span, strings};
use crate::types::{Method, Property, TypeInfo, join, throw};
use crate::{Data, Flow, Result, Value};

/// The clock in universal ticks.
pub fn now_utc() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    UNIX_EPOCH + (since.as_nanos() / 100) as i64
}

/// The clock in local time.
pub fn now() -> DateTimeTicks {
    DateTimeTicks {
        ticks: now_utc(),
        kind: Kind::Utc,
    }
    .to_local(Zone::local())
}

/// The number of a `DateTimeKind`.
fn kind_number(kind: Kind) -> i64 {
    match kind {
        Kind::Unspecified => 0,
        Kind::Utc => 1,
        Kind::Local => 2,
    }
}

/// The kind of a `DateTimeKind`.
fn kind_of(number: i64) -> Result<Kind> {
    Ok(match number {
        0 => Kind::Unspecified,
        1 => Kind::Utc,
        2 => Kind::Local,
        _ => return Err(throw::argument("Invalid DateTimeKind value.", "kind")),
    })
}

const UNREPRESENTABLE: &str =
    "Year, Month, and Day parameters describe an un-representable DateTime.";

fn outside(parameter: &str) -> Flow {
    throw::argument_out_of_range(
        "The added or subtracted value results in an un-representable DateTime.",
        parameter,
    )
}

/// A date from as many parts as are given.
fn built(args: &[Value], parts: usize) -> Result<DateTimeTicks> {
    let part = |at: usize| if at < parts { args.int(at) } else { 0 };
    let (hour, minute, second) = (part(3), part(4), part(5));
    let (milli, micro) = (part(6), part(7));
    let day = DateTimeTicks::from_date(part(0), part(1), part(2))
        .ok_or_else(|| throw::of(super::exceptions::ARGUMENT_OUT_OF_RANGE, UNREPRESENTABLE))?;
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
        return Err(throw::of(
            super::exceptions::ARGUMENT_OUT_OF_RANGE,
            "Hour, Minute, and Second parameters describe an un-representable DateTime.",
        ));
    }
    if !(0..1000).contains(&milli) {
        return Err(throw::argument_out_of_range(
            "Valid values are between 0 and 999, inclusive.",
            "millisecond",
        ));
    }
    if !(0..1000).contains(&micro) {
        return Err(throw::argument_out_of_range(
            "Valid values are between 0 and 999, inclusive.",
            "microsecond",
        ));
    }
    let ticks = i64::from(hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND
        + i64::from(milli) * TICKS_PER_MILLISECOND
        + i64::from(micro) * TICKS_PER_MICROSECOND;
    Ok(DateTimeTicks {
        ticks: day.ticks + ticks,
        ..day
    })
}

fn of_ticks(ticks: i64, kind: Kind) -> Result<DateTimeTicks> {
    DateTimeTicks::new(ticks, kind).ok_or_else(|| {
        throw::argument_out_of_range(
            "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.",
            "ticks",
        )
    })
}

const CONSTRUCTORS: &[Method] = &[
    method!("datetime(long ticks)", |_, args| of_ticks(
        args.long(0),
        Kind::Unspecified
    )),
    method!(
        "datetime(long ticks, System.DateTimeKind kind)",
        |_, args| of_ticks(args.long(0), kind_of(args.long(1))?)
    ),
    method!(
        "datetime(System.DateOnly date, System.TimeOnly time)",
        |_, args| {
            of_ticks(
                date_only::ticks(args.at(0)) + time_only::ticks(args.at(1)),
                Kind::Unspecified,
            )
        }
    ),
    method!(
        "datetime(System.DateOnly date, System.TimeOnly time, System.DateTimeKind kind)",
        |_, args| {
            of_ticks(
                date_only::ticks(args.at(0)) + time_only::ticks(args.at(1)),
                kind_of(args.long(2))?,
            )
        }
    ),
    method!("datetime(int year, int month, int day)", |_, args| built(
        args, 3
    )),
    method!(
        "datetime(int year, int month, int day, int hour, int minute, int second)",
        |_, args| built(args, 6)
    ),
    method!(
        "datetime(int year, int month, int day, int hour, int minute, int second, System.DateTimeKind kind)",
        |_, args| {
            Ok(built(args, 6)?.with_kind(kind_of(args.long(6))?)) as Result<DateTimeTicks>
        }
    ),
    method!(
        "datetime(int year, int month, int day, int hour, int minute, int second, int millisecond)",
        |_, args| built(args, 7)
    ),
    method!(
        "datetime(int year, int month, int day, int hour, int minute, int second, int millisecond, System.DateTimeKind kind)",
        |_, args| {
            Ok(built(args, 7)?.with_kind(kind_of(args.long(7))?)) as Result<DateTimeTicks>
        }
    ),
    method!(
        "datetime(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond)",
        |_, args| built(args, 8)
    ),
    method!(
        "datetime(int year, int month, int day, int hour, int minute, int second, int millisecond, int microsecond, System.DateTimeKind kind)",
        |_, args| {
            Ok(built(args, 8)?.with_kind(kind_of(args.long(8))?)) as Result<DateTimeTicks>
        }
    ),
];

const PROPERTIES: &[Property] = &[
    property!("datetime Date {get;}", |this| this.date().midnight()),
    property!("int Day {get;}", |this| this.date().date().day),
    property!("System.DayOfWeek DayOfWeek {get;}", |this| {
        crate::access::enums::value(enums::DAY_OF_WEEK, i64::from(this.date().day_of_week()))
    }),
    property!("int DayOfYear {get;}", |this| this.date().day_of_year()),
    property!("int Hour {get;}", |this| this.date().hour()),
    property!("System.DateTimeKind Kind {get;}", |this| {
        crate::access::enums::value(enums::DATE_TIME_KIND, kind_number(this.date().kind))
    }),
    property!("int Millisecond {get;}", |this| this.date().millisecond()),
    property!("int Microsecond {get;}", |this| this.date().microsecond()),
    property!("int Nanosecond {get;}", |this| this.date().nanosecond()),
    property!("int Minute {get;}", |this| this.date().minute()),
    property!("int Month {get;}", |this| this.date().date().month),
    property!("static datetime Now {get;}", |_| now()),
    property!("int Second {get;}", |this| this.date().second()),
    property!("long Ticks {get;}", |this| this.date().ticks),
    property!("timespan TimeOfDay {get;}", |this| span(
        this.date().time_of_day()
    )),
    property!("static datetime Today {get;}", |_| now().midnight()),
    property!("int Year {get;}", |this| this.date().date().year),
    property!("static datetime UtcNow {get;}", |_| DateTimeTicks {
        ticks: now_utc(),
        kind: Kind::Utc
    }),
    property!("static datetime MinValue", |_| DateTimeTicks::MIN),
    property!("static datetime MaxValue", |_| DateTimeTicks::MAX),
    property!("static datetime UnixEpoch", |_| DateTimeTicks {
        ticks: UNIX_EPOCH,
        kind: Kind::Utc
    }),
];

fn added(this: &Value, value: f64, unit: i64) -> Result<DateTimeTicks> {
    if value.is_nan() {
        return Err(throw::argument_out_of_range(
            "The added or subtracted value results in an un-representable DateTime.",
            "value",
        ));
    }
    this.date()
        .add_units(value, unit)
        .ok_or_else(|| outside("value"))
}

/// Text in a format, as .NET writes it.
pub fn format(value: DateTimeTicks, format: &str, culture: &'static Culture) -> Result<String> {
    format_date_time(value, format, culture, Zone::local())
        .map_err(|failure| throw::format(failure.to_string()))
}

fn context(culture: &Value, styles: i64) -> DateContext<'static> {
    DateContext {
        culture: provider(culture),
        styles: DateTimeStyles(styles as u32),
        zone: Zone::local(),
        now: DateTimeTicks {
            ticks: now_utc(),
            kind: Kind::Utc,
        },
    }
}

fn parse(args: &[Value], culture: usize, styles: i64) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "s")?;
    parse_date_time(&text, &context(args.at(culture), styles))
        .map(date)
        .map_err(|failure| throw::format(failure.to_string()))
}

fn parse_exact(args: &[Value], styles: i64) -> Result<Value> {
    let text = numbers::wanted(args.string(0), "s")?;
    let context = context(args.at(2), styles);
    let parsed = match args.string(1) {
        Some(format) => parse_date_time_exact(&text, &format, &context),
        None if args.at(1).is_null() => return Err(throw::argument_null("format")),
        None => {
            let formats: Vec<crate::Str> = args
                .items(1)
                .iter()
                .filter_map(|item| item.as_str().cloned())
                .collect();
            let formats: Vec<&str> = formats.iter().map(crate::Str::as_str).collect();
            parse_date_time_any(&text, &formats, &context)
        }
    };
    parsed
        .map(date)
        .map_err(|failure| throw::format(failure.to_string()))
}

/// Every standard format's text, once.
fn all_formats(this: &Value, letters: &str, culture: &'static Culture) -> Result<Value> {
    let mut texts: Vec<String> = Vec::new();
    for letter in letters.chars() {
        texts.push(format(this.date(), &letter.to_string(), culture)?);
    }
    Ok(strings(texts))
}

const LETTERS: &str = "dDfFgGmorstTuUy";

const METHODS: &[Method] = &[
    method!("datetime Add(timespan value)", |this, args| this
        .date()
        .add_ticks(args.at(0).span())
        .ok_or_else(|| outside("value"))),
    method!("datetime AddDays(double value)", |this, args| added(
        this,
        args.double(0),
        TICKS_PER_DAY
    )),
    method!("datetime AddHours(double value)", |this, args| added(
        this,
        args.double(0),
        TICKS_PER_HOUR
    )),
    method!(
        "datetime AddMilliseconds(double value)",
        |this, args| added(this, args.double(0), TICKS_PER_MILLISECOND)
    ),
    method!(
        "datetime AddMicroseconds(double value)",
        |this, args| added(this, args.double(0), TICKS_PER_MICROSECOND)
    ),
    method!("datetime AddMinutes(double value)", |this, args| added(
        this,
        args.double(0),
        TICKS_PER_MINUTE
    )),
    method!("datetime AddMonths(int months)", |this, args| {
        if !(-120_000..=120_000).contains(&args.int(0)) {
            return Err(throw::argument_out_of_range(
                "Months value must be between +/-120000.",
                "months",
            ));
        }
        this.date()
            .add_months(args.int(0))
            .ok_or_else(|| outside("months"))
    }),
    method!("datetime AddSeconds(double value)", |this, args| added(
        this,
        args.double(0),
        TICKS_PER_SECOND
    )),
    method!("datetime AddTicks(long value)", |this, args| this
        .date()
        .add_ticks(args.long(0))
        .ok_or_else(|| outside("value"))),
    method!("datetime AddYears(int value)", |this, args| {
        if !(-10_000..=10_000).contains(&args.int(0)) {
            return Err(throw::argument_out_of_range(
                "Years value must be between +/-10000.",
                "years",
            ));
        }
        this.date()
            .add_years(args.int(0))
            .ok_or_else(|| outside("years"))
    }),
    method!(
        "int CompareTo(System.Object value)",
        |this, args| match args.at(0).data() {
            None if args.at(0).is_null() => Ok(1),
            Some(Data::DateTime(other)) => Ok(this.date().ticks.cmp(&other.ticks) as i32),
            _ => Err(numbers::must_be("DateTime")),
        }
    ),
    method!("int CompareTo(datetime value)", |this, args| this
        .date()
        .ticks
        .cmp(&args.at(0).date().ticks)
        as i32),
    method!(
        "void Deconstruct([ref] System.DateOnly date, [ref] System.TimeOnly time)",
        |this, args| {
            super::ps_reference::set(args.first(), date_only::value(this.date()));
            super::ps_reference::set(args.get(1), time_only::value(this.date().time_of_day()));
        }
    ),
    method!(
        "void Deconstruct([ref] int year, [ref] int month, [ref] int day)",
        |this, args| {
            let civil = this.date().date();
            super::ps_reference::set(args.first(), civil.year);
            super::ps_reference::set(args.get(1), civil.month);
            super::ps_reference::set(args.get(2), civil.day);
        }
    ),
    method!("bool Equals(System.Object value)", |this, args| {
        crate::dict::equals(this, args.at(0))
    }),
    method!("bool Equals(datetime value)", |this, args| this
        .date()
        .ticks
        == args.at(0).date().ticks),
    method!("string[] GetDateTimeFormats()", |this, _| all_formats(
        this,
        LETTERS,
        Culture::current()
    )),
    method!(
        "string[] GetDateTimeFormats(System.IFormatProvider provider)",
        |this, args| all_formats(this, LETTERS, provider(args.at(0)))
    ),
    method!("string[] GetDateTimeFormats(char format)", |this, args| {
        all_formats(
            this,
            &super::utf16::unit_text(args.unit(0)),
            Culture::current(),
        )
    }),
    method!(
        "string[] GetDateTimeFormats(char format, System.IFormatProvider provider)",
        |this, args| {
            all_formats(
                this,
                &super::utf16::unit_text(args.unit(0)),
                provider(args.at(1)),
            )
        }
    ),
    method!("int GetHashCode()", |this, _| (this.date().ticks as i32)
        ^ ((this.date().ticks >> 32) as i32)),
    method!("System.TypeCode GetTypeCode()", |_, _| numbers::type_code(
        16
    )),
    method!("bool IsDaylightSavingTime()", |this, _| this.date().kind
        != Kind::Utc
        && Zone::local().is_daylight_saving(this.date().ticks)),
    method!("timespan Subtract(datetime value)", |this, args| span(
        this.date().ticks - args.at(0).date().ticks
    )),
    method!("datetime Subtract(timespan value)", |this, args| {
        args.at(0)
            .span()
            .checked_neg()
            .and_then(|ticks| this.date().add_ticks(ticks))
            .ok_or_else(|| outside("value"))
    }),
    method!("long ToBinary()", |this, _| this
        .date()
        .to_binary(Zone::local())),
    method!("long ToFileTime()", |this, _| this
        .date()
        .to_file_time(Zone::local())
        .ok_or_else(no_file_time)),
    method!("long ToFileTimeUtc()", |this, _| {
        let this = this.date();
        let utc = if this.kind == Kind::Local {
            this
        } else {
            this.with_kind(Kind::Utc)
        };
        utc.to_file_time(Zone::local()).ok_or_else(no_file_time)
    }),
    method!("datetime ToLocalTime()", |this, _| this
        .date()
        .to_local(Zone::local())),
    method!("string ToLongDateString()", |this, _| format(
        this.date(),
        "D",
        Culture::current()
    )),
    method!("string ToLongTimeString()", |this, _| format(
        this.date(),
        "T",
        Culture::current()
    )),
    method!("double ToOADate()", |this, _| this
        .date()
        .to_oa_date()
        .ok_or_else(|| throw::overflow("Not a legal OleAut date."))),
    method!("string ToShortDateString()", |this, _| format(
        this.date(),
        "d",
        Culture::current()
    )),
    method!("string ToShortTimeString()", |this, _| format(
        this.date(),
        "t",
        Culture::current()
    )),
    method!("string ToString()", |this, _| format(
        this.date(),
        "",
        Culture::current()
    )),
    method!("string ToString(string format)", |this, args| format(
        this.date(),
        args.text(0),
        Culture::current()
    )),
    method!(
        "string ToString(System.IFormatProvider provider)",
        |this, args| format(this.date(), "", provider(args.at(0)))
    ),
    method!(
        "string ToString(string format, System.IFormatProvider provider)",
        |this, args| format(this.date(), args.text(0), provider(args.at(1)))
    ),
    method!("datetime ToUniversalTime()", |this, _| this
        .date()
        .to_universal(Zone::local())),
];

fn no_file_time() -> Flow {
    throw::argument_out_of_range("Not a valid Win32 FileTime.", "")
}

fn from_file_time(ticks: i64) -> Result<DateTimeTicks> {
    DateTimeTicks::from_file_time_utc(ticks)
        .ok_or_else(|| throw::argument_out_of_range("Not a valid Win32 FileTime.", "fileTime"))
}

const STATICS: &[Method] = &[
    method!(
        "static int Compare(datetime t1, datetime t2)",
        |_, args| args.at(0).date().ticks.cmp(&args.at(1).date().ticks) as i32
    ),
    method!("static int DaysInMonth(int year, int month)", |_, args| {
        if !(1..=12).contains(&args.int(1)) {
            return Err(throw::argument_out_of_range(
                "Month must be between one and twelve.",
                "month",
            ));
        }
        days_in_month(args.int(0), args.int(1))
            .ok_or_else(|| throw::argument_out_of_range("Year must be between 1 and 9999.", "year"))
    }),
    method!(
        "static bool Equals(datetime t1, datetime t2)",
        |_, args| args.at(0).date().ticks == args.at(1).date().ticks
    ),
    method!("static datetime FromBinary(long dateData)", |_, args| {
        DateTimeTicks::from_binary(args.long(0), Zone::local()).ok_or_else(|| {
            throw::argument("The binary data must result in a DateTime with ticks between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.", "dateData")
        })
    }),
    method!(
        "static datetime FromFileTime(long fileTime)",
        |_, args| Ok(from_file_time(args.long(0))?.to_local(Zone::local()))
            as Result<DateTimeTicks>
    ),
    method!(
        "static datetime FromFileTimeUtc(long fileTime)",
        |_, args| from_file_time(args.long(0))
    ),
    method!("static datetime FromOADate(double d)", |_, args| {
        DateTimeTicks::from_oa_date(args.double(0))
            .ok_or_else(|| throw::argument("Not a legal OleAut date.", ""))
    }),
    method!("static bool IsLeapYear(int year)", |_, args| {
        if (1..=9999).contains(&args.int(0)) {
            Ok(is_leap_year(args.int(0)))
        } else {
            Err(throw::argument_out_of_range(
                "Year must be between 1 and 9999.",
                "year",
            ))
        }
    }),
    method!("static datetime Parse(string s)", |_, args| parse(
        args, 9, 0
    )),
    method!(
        "static datetime Parse(string s, System.IFormatProvider provider)",
        |_, args| parse(args, 1, 0)
    ),
    method!(
        "static datetime Parse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles)",
        |_, args| parse(args, 1, args.long(2))
    ),
    method!(
        "static datetime ParseExact(string s, string format, System.IFormatProvider provider)",
        |_, args| parse_exact(args, 0)
    ),
    method!(
        "static datetime ParseExact(string s, string format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style)",
        |_, args| { parse_exact(args, args.long(3)) }
    ),
    method!(
        "static datetime ParseExact(string s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style)",
        |_, args| { parse_exact(args, args.long(3)) }
    ),
    method!(
        "static datetime SpecifyKind(datetime value, System.DateTimeKind kind)",
        |_, args| {
            Ok(args.at(0).date().with_kind(kind_of(args.long(1))?)) as Result<DateTimeTicks>
        }
    ),
    method!(
        "static bool TryParse(string s, [ref] datetime result)",
        |_, args| { numbers::try_parse(args.get(1), parse(args, 9, 0), date(DateTimeTicks::MIN)) }
    ),
    method!(
        "static bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)",
        |_, args| { numbers::try_parse(args.get(2), parse(args, 1, 0), date(DateTimeTicks::MIN)) }
    ),
    method!(
        "static bool TryParse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles, [ref] datetime result)",
        |_, args| {
            numbers::try_parse(
                args.get(3),
                parse(args, 1, args.long(2)),
                date(DateTimeTicks::MIN),
            )
        }
    ),
    method!(
        "static bool TryParseExact(string s, string format, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)",
        |_, args| {
            numbers::try_parse(
                args.get(4),
                parse_exact(args, args.long(3)),
                date(DateTimeTicks::MIN),
            )
        }
    ),
    method!(
        "static bool TryParseExact(string s, string[] formats, System.IFormatProvider provider, System.Globalization.DateTimeStyles style, [ref] datetime result)",
        |_, args| {
            numbers::try_parse(
                args.get(4),
                parse_exact(args, args.long(3)),
                date(DateTimeTicks::MIN),
            )
        }
    ),
];

/// What `DateTime` shows: the long date and time, or one of them as the `DisplayHint` note says.
static DATE_TIME_TEXT: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object DateTime {get=if ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq  \"Date\")\n          {\n          \"{0}\" -f $this.ToLongDateString()\n          }\n          elseif ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq \"Time\")\n          {\n          \"{0}\" -f  $this.ToLongTimeString()\n          }\n          else\n          {\n          \"{0} {1}\" -f $this.ToLongDateString(), $this.ToLongTimeString()\n          };}",
    get: |this| {
        let hint = match this {
            Value::Object(object) => object
                .note("DisplayHint")
                .map(|hint| crate::access::to_text(&hint).unwrap_or_default()),
            _ => None,
        };
        let hint = hint.unwrap_or_default();
        let text = |letter| format(Plain::date(this), letter, Culture::current());
        Ok(Value::from(if hint.eq_ignore_ascii_case("Date") {
            text("D")?
        } else if hint.eq_ignore_ascii_case("Time") {
            text("T")?
        } else {
            format!("{} {}", text("D")?, text("T")?)
        }))
    },
    set: None,
};

static EXTENDED: &[(&str, Member)] = &[("DateTime", Member::Code(&DATE_TIME_TEXT))];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::structure("System.DateTime")
    .interfaces(&[
        i::COMPARABLE,
        i::SPAN_FORMATTABLE,
        i::FORMATTABLE,
        i::CONVERTIBLE,
        i::COMPARABLE_T,
        i::EQUATABLE,
        i::SERIALIZABLE,
        i::UTF8_SPAN_FORMATTABLE,
        i::SPAN_PARSABLE,
        i::PARSABLE,
    ])
    .constructors(CONSTRUCTORS)
    .methods(join![METHODS, numbers::SPAN_FORMATTING, STATICS])
    .properties(PROPERTIES)
    .extended(EXTENDED);

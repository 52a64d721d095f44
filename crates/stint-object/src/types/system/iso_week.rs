//! `System.Globalization.ISOWeek`.

use crate::text::ticks::DateTimeTicks;
use crate::types::native::{Args, Plain, date, method};
use crate::types::{Method, Type, TypeInfo, throw};
use crate::{Result, Value};

/// `System.Globalization.ISOWeek`.
pub const ISO_WEEK: Type = Type(&INFO);

const DAY: i64 = 864_000_000_000;

/// Days from 0001-01-01, a Monday, to the first of January of a year.
fn days_before(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

/// The Monday of the first week, in days.
fn start(year: i64) -> i64 {
    let fourth = days_before(year) + 3;
    fourth - fourth.rem_euclid(7)
}

/// The year of a day's week, and the week.
fn week(day: i64) -> (i64, i64) {
    let thursday = day - day.rem_euclid(7) + 3;
    let mut year = thursday * 400 / 146_097 + 1;
    while days_before(year + 1) <= thursday {
        year += 1;
    }
    while days_before(year) > thursday {
        year -= 1;
    }
    (year, (day - start(year)) / 7 + 1)
}

fn of(value: &Value) -> (i64, i64) {
    week(value.date().ticks / DAY)
}

fn at(day: i64) -> Value {
    date(DateTimeTicks {
        ticks: day * DAY,
        ..DateTimeTicks::default()
    })
}

fn year(args: &[Value]) -> Result<i64> {
    let year = args.long(0);
    if (1..=9999).contains(&year) {
        return Ok(year);
    }
    Err(throw::argument_out_of_range(
        "Year must be between 1 and 9999.",
        "year",
    ))
}

static METHODS: &[Method] = &[
    method!(
        "static int GetWeekOfYear(datetime date)",
        |_, args| of(args.at(0)).1 as i32
    ),
    method!(
        "static int GetYear(datetime date)",
        |_, args| of(args.at(0)).0 as i32
    ),
    method!("static int GetWeeksInYear(int year)", |_, args| {
        let year = year(args)?;
        Ok(Value::Int32(((start(year + 1) - start(year)) / 7) as i32)) as Result<Value>
    }),
    method!("static datetime GetYearStart(int year)", |_, args| year(
        args
    )
    .map(|year| at(start(year)))),
    method!("static datetime GetYearEnd(int year)", |_, args| year(args)
        .map(|year| at(start(year + 1) - 1))),
    method!(
        "static datetime ToDateTime(int year, int week, System.DayOfWeek dayOfWeek)",
        |_, args| {
            let year = year(args)?;
            if !(1..=53).contains(&args.long(1)) {
                return Err(throw::argument_out_of_range(
                    "The week parameter must be in the range 1 through 53.",
                    "week",
                ));
            }
            let day = match args.long(2) {
                0 => 6,
                day => day - 1,
            };
            Ok(at(start(year) + (args.long(1) - 1) * 7 + day)) as Result<Value>
        }
    ),
];

static INFO: TypeInfo = TypeInfo::class("System.Globalization.ISOWeek").methods(METHODS);

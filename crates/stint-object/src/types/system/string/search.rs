//! Finding in strings: `IndexOf` and its kin, in UTF-16 units.

use super::Comparison;
use crate::text::collation;
use crate::types::native::{Args, Plain, method};
use crate::types::system::utf16;
use crate::types::{Method, throw};
use crate::{Result, Str, Value};

const START: &str = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.";
const COUNT: &str =
    "Count must be positive and count must refer to a location within the string/array/collection.";

/// A start and count within a length.
pub fn range(len: usize, start: i32, count: i32) -> Result<(usize, usize)> {
    range_named(len, start, count, "startIndex")
}

/// The same, naming the parameter that is wrong.
pub fn range_named(len: usize, start: i32, count: i32, parameter: &str) -> Result<(usize, usize)> {
    let start = usize::try_from(start)
        .ok()
        .filter(|start| *start <= len)
        .ok_or_else(|| throw::argument_out_of_range(START, parameter))?;
    let count = usize::try_from(count)
        .ok()
        .filter(|count| start + count <= len)
        .ok_or_else(|| {
            throw::argument_out_of_range(
                COUNT,
                if parameter == "startIndex" {
                    "count"
                } else {
                    parameter
                },
            )
        })?;
    Ok((start, count))
}

fn wanted(value: Option<Str>) -> Result<Str> {
    value.ok_or_else(|| throw::argument_null("value"))
}

pub fn contains(text: &str, value: Option<Str>, by: Comparison) -> Result<bool> {
    let value = wanted(value)?;
    Ok(collation::index_of(text, &value, by.options, by.culture).is_some())
}

pub fn starts_with(text: &str, value: Option<Str>, by: Comparison) -> Result<bool> {
    let value = wanted(value)?;
    Ok(value.is_empty() || collation::starts_with(text, &value, by.options, by.culture))
}

pub fn ends_with(text: &str, value: Option<Str>, by: Comparison) -> Result<bool> {
    let value = wanted(value)?;
    Ok(value.is_empty() || collation::ends_with(text, &value, by.options, by.culture))
}

/// The first place of a string from a unit on, within a count of units.
fn index_of(
    text: &str,
    value: Option<Str>,
    start: i32,
    count: Option<i32>,
    by: Comparison,
) -> Result<i32> {
    let value = wanted(value)?;
    let len = utf16::len(text);
    let count = match count {
        Some(count) => count,
        None => i32::try_from(len)
            .unwrap_or(i32::MAX)
            .saturating_sub(start.max(0))
            .max(0),
    };
    let (start, count) = range(len, start, count)?;
    let part = utf16::slice(text, start, start + count);
    Ok(
        collation::index_of(&part, &value, by.options, by.culture).map_or(-1, |found| {
            (start + utf16::unit_at(&part, found.start)) as i32
        }),
    )
}

fn index_of_unit(text: &str, unit: u16, start: i32, count: Option<i32>) -> Result<i32> {
    any(text, &[unit], start, count)
}

fn any(text: &str, wanted: &[u16], start: i32, count: Option<i32>) -> Result<i32> {
    let units = utf16::units(text);
    let count = count.unwrap_or_else(|| (units.len() as i32).saturating_sub(start.max(0)).max(0));
    let (start, count) = range(units.len(), start, count)?;
    Ok(units[start..start + count]
        .iter()
        .position(|unit| wanted.contains(unit))
        .map_or(-1, |at| (start + at) as i32))
}

pub const INDEX_OF: [Method; 10] = [
    method!("int IndexOf(char value)", |this, args| index_of_unit(
        this.text(),
        args.unit(0),
        0,
        None
    )),
    method!("int IndexOf(char value, int startIndex)", |this, args| {
        index_of_unit(this.text(), args.unit(0), args.int(1), None)
    }),
    method!(
        "int IndexOf(char value, System.StringComparison comparisonType)",
        |this, args| {
            index_of(
                this.text(),
                Some(utf16::unit_text(args.unit(0)).into()),
                0,
                None,
                Comparison::of(args.long(1))?,
            )
        }
    ),
    method!(
        "int IndexOf(char value, int startIndex, int count)",
        |this, args| { index_of_unit(this.text(), args.unit(0), args.int(1), Some(args.int(2))) }
    ),
    method!("int IndexOf(string value)", |this, args| index_of(
        this.text(),
        args.string(0),
        0,
        None,
        Comparison::current()
    )),
    method!("int IndexOf(string value, int startIndex)", |this, args| {
        index_of(
            this.text(),
            args.string(0),
            args.int(1),
            None,
            Comparison::current(),
        )
    }),
    method!(
        "int IndexOf(string value, int startIndex, int count)",
        |this, args| {
            index_of(
                this.text(),
                args.string(0),
                args.int(1),
                Some(args.int(2)),
                Comparison::current(),
            )
        }
    ),
    method!(
        "int IndexOf(string value, System.StringComparison comparisonType)",
        |this, args| {
            index_of(
                this.text(),
                args.string(0),
                0,
                None,
                Comparison::of(args.long(1))?,
            )
        }
    ),
    method!(
        "int IndexOf(string value, int startIndex, System.StringComparison comparisonType)",
        |this, args| {
            index_of(
                this.text(),
                args.string(0),
                args.int(1),
                None,
                Comparison::of(args.long(2))?,
            )
        }
    ),
    method!(
        "int IndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)",
        |this, args| {
            index_of(
                this.text(),
                args.string(0),
                args.int(1),
                Some(args.int(2)),
                Comparison::of(args.long(3))?,
            )
        }
    ),
];

fn set(args: &[Value]) -> Result<Vec<u16>> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("anyOf"));
    }
    Ok(super::units(args.at(0)))
}

pub const INDEX_OF_ANY: [Method; 3] = [
    method!("int IndexOfAny(char[] anyOf)", |this, args| any(
        this.text(),
        &set(args)?,
        0,
        None
    )),
    method!(
        "int IndexOfAny(char[] anyOf, int startIndex)",
        |this, args| any(this.text(), &set(args)?, args.int(1), None)
    ),
    method!(
        "int IndexOfAny(char[] anyOf, int startIndex, int count)",
        |this, args| { any(this.text(), &set(args)?, args.int(1), Some(args.int(2))) }
    ),
];

/// The part that a backward search looks at: `count` units that end at `start`.
fn backwards(len: usize, start: Option<i32>, count: Option<i32>) -> Result<Option<(usize, usize)>> {
    if len == 0 {
        return Ok(match start {
            Some(start) if !(-1..=0).contains(&start) => {
                return Err(throw::argument_out_of_range(START, "startIndex"));
            }
            _ => Some((0, 0)),
        });
    }
    let mut start = start.unwrap_or(len as i32 - 1);
    if start < -1 || start > len as i32 {
        return Err(throw::argument_out_of_range(START, "startIndex"));
    }
    let mut count = count.unwrap_or(start + 1);
    if start == len as i32 {
        start -= 1;
        if count > 0 {
            count -= 1;
        }
    }
    if count < 0 || start - count + 1 < 0 {
        return Err(throw::argument_out_of_range(COUNT, "count"));
    }
    Ok(Some((
        (start - count + 1) as usize,
        (start + 1).max(0) as usize,
    )))
}

fn last_index_of(
    text: &str,
    value: Option<Str>,
    start: Option<i32>,
    count: Option<i32>,
    by: Comparison,
) -> Result<i32> {
    let value = wanted(value)?;
    let len = utf16::len(text);
    let Some((from, to)) = backwards(len, start, count)? else {
        return Ok(-1);
    };
    if len == 0 {
        return Ok(if value.is_empty() { 0 } else { -1 });
    }
    let part = utf16::slice(text, from, to);
    Ok(
        collation::last_index_of(&part, &value, by.options, by.culture).map_or(-1, |found| {
            (from + utf16::unit_at(&part, found.start)) as i32
        }),
    )
}

fn last_any(text: &str, wanted: &[u16], start: Option<i32>, count: Option<i32>) -> Result<i32> {
    let units = utf16::units(text);
    if units.is_empty() {
        return Ok(-1);
    }
    let last = start.unwrap_or(units.len() as i32 - 1);
    if last < 0 || last >= units.len() as i32 {
        return Err(throw::argument_out_of_range(
            "Index was out of range. Must be non-negative and less than the size of the collection.",
            "startIndex",
        ));
    }
    let count = count.unwrap_or(last + 1);
    if count < 0 || last - count + 1 < 0 {
        return Err(throw::argument_out_of_range(COUNT, "count"));
    }
    let from = (last - count + 1) as usize;
    Ok(units[from..=last as usize]
        .iter()
        .rposition(|unit| wanted.contains(unit))
        .map_or(-1, |at| (from + at) as i32))
}

pub const LAST_INDEX_OF: [Method; 9] = [
    method!("int LastIndexOf(char value)", |this, args| last_any(
        this.text(),
        &[args.unit(0)],
        None,
        None
    )),
    method!(
        "int LastIndexOf(char value, int startIndex)",
        |this, args| last_any(this.text(), &[args.unit(0)], Some(args.int(1)), None)
    ),
    method!(
        "int LastIndexOf(char value, int startIndex, int count)",
        |this, args| {
            last_any(
                this.text(),
                &[args.unit(0)],
                Some(args.int(1)),
                Some(args.int(2)),
            )
        }
    ),
    method!("int LastIndexOf(string value)", |this, args| last_index_of(
        this.text(),
        args.string(0),
        None,
        None,
        Comparison::current()
    )),
    method!(
        "int LastIndexOf(string value, int startIndex)",
        |this, args| {
            last_index_of(
                this.text(),
                args.string(0),
                Some(args.int(1)),
                None,
                Comparison::current(),
            )
        }
    ),
    method!(
        "int LastIndexOf(string value, int startIndex, int count)",
        |this, args| {
            last_index_of(
                this.text(),
                args.string(0),
                Some(args.int(1)),
                Some(args.int(2)),
                Comparison::current(),
            )
        }
    ),
    method!(
        "int LastIndexOf(string value, System.StringComparison comparisonType)",
        |this, args| {
            last_index_of(
                this.text(),
                args.string(0),
                None,
                None,
                Comparison::of(args.long(1))?,
            )
        }
    ),
    method!(
        "int LastIndexOf(string value, int startIndex, System.StringComparison comparisonType)",
        |this, args| {
            last_index_of(
                this.text(),
                args.string(0),
                Some(args.int(1)),
                None,
                Comparison::of(args.long(2))?,
            )
        }
    ),
    method!(
        "int LastIndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)",
        |this, args| {
            last_index_of(
                this.text(),
                args.string(0),
                Some(args.int(1)),
                Some(args.int(2)),
                Comparison::of(args.long(3))?,
            )
        }
    ),
];

pub const LAST_INDEX_OF_ANY: [Method; 3] = [
    method!("int LastIndexOfAny(char[] anyOf)", |this, args| last_any(
        this.text(),
        &set(args)?,
        None,
        None
    )),
    method!(
        "int LastIndexOfAny(char[] anyOf, int startIndex)",
        |this, args| last_any(this.text(), &set(args)?, Some(args.int(1)), None)
    ),
    method!(
        "int LastIndexOfAny(char[] anyOf, int startIndex, int count)",
        |this, args| {
            last_any(
                this.text(),
                &set(args)?,
                Some(args.int(1)),
                Some(args.int(2)),
            )
        }
    ),
];

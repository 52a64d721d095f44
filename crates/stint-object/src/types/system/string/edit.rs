//! Making strings from strings: `Replace`, `Split`, `Trim`, `Substring` and their kin.

use super::{Comparison, search};
use crate::text::collation;
use crate::types::native::{Args, Plain, method, strings};
use crate::types::system::utf16;
use crate::types::{Method, throw};
use crate::{Result, Str, Value};

const NEGATIVE_COUNT: &str = "Count cannot be less than zero.";

pub fn substring(text: &str, start: i32, len: Option<i32>) -> Result<String> {
    let total = utf16::len(text);
    let at = usize::try_from(start).map_err(|_| {
        throw::argument_out_of_range("StartIndex cannot be less than zero.", "startIndex")
    })?;
    if at > total {
        return Err(throw::argument_out_of_range(
            "startIndex cannot be larger than length of string.",
            "startIndex",
        ));
    }
    let end = match len {
        None => total,
        Some(len) => {
            let len = usize::try_from(len).map_err(|_| {
                throw::argument_out_of_range("Length cannot be less than zero.", "length")
            })?;
            if at + len > total {
                return Err(throw::argument_out_of_range(
                    "Index and length must refer to a location within the string.",
                    "length",
                ));
            }
            at + len
        }
    };
    Ok(utf16::slice(text, at, end))
}

pub fn insert(text: &str, at: i32, value: Option<Str>) -> Result<String> {
    let value = value.ok_or_else(|| throw::argument_null("value"))?;
    let at = usize::try_from(at).ok().filter(|at| *at <= utf16::len(text)).ok_or_else(|| {
        throw::argument_out_of_range(
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
            "startIndex",
        )
    })?;
    let byte = utf16::byte_at(text, at);
    Ok(format!("{}{value}{}", &text[..byte], &text[byte..]))
}

pub fn remove(text: &str, start: i32, count: Option<i32>) -> Result<String> {
    let len = utf16::len(text);
    let start = usize::try_from(start).map_err(|_| {
        throw::argument_out_of_range("StartIndex cannot be less than zero.", "startIndex")
    })?;
    let end = match count {
        None if start > len => {
            return Err(throw::argument_out_of_range(
                "startIndex must be less than length of string.",
                "startIndex",
            ));
        }
        None => len,
        Some(count) => {
            let count = usize::try_from(count)
                .map_err(|_| throw::argument_out_of_range(NEGATIVE_COUNT, "count"))?;
            if start + count > len {
                return Err(throw::argument_out_of_range(
                    "Index and count must refer to a location within the string.",
                    "count",
                ));
            }
            start + count
        }
    };
    Ok(format!(
        "{}{}",
        utf16::slice(text, 0, start),
        utf16::slice(text, end, len)
    ))
}

pub fn pad(text: &str, width: i32, unit: u16, left: bool) -> Result<String> {
    let width = usize::try_from(width)
        .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "totalWidth"))?;
    let missing = width.saturating_sub(utf16::len(text));
    let padding = utf16::text(&vec![unit; missing]);
    Ok(if left {
        format!("{padding}{text}")
    } else {
        format!("{text}{padding}")
    })
}

pub fn replace(text: &str, old: Option<Str>, new: &str, by: Comparison) -> Result<String> {
    let old = old.ok_or_else(|| throw::argument_null("oldValue"))?;
    if old.is_empty() {
        return Err(throw::argument(
            "The value cannot be an empty string.",
            "oldValue",
        ));
    }
    if by.options == collation::CompareOptions::ORDINAL {
        return Ok(text.replace(old.as_str(), new));
    }
    let (mut result, mut rest) = (String::new(), text);
    while let Some(found) = collation::index_of(rest, &old, by.options, by.culture) {
        if found.is_empty() {
            break;
        }
        result.push_str(&rest[..found.start]);
        result.push_str(new);
        rest = &rest[found.end..];
    }
    result.push_str(rest);
    Ok(result)
}

pub fn replace_unit(text: &str, old: u16, new: u16) -> String {
    let units: Vec<u16> = text
        .encode_utf16()
        .map(|unit| if unit == old { new } else { unit })
        .collect();
    utf16::text(&units)
}

pub fn replace_line_endings(text: &str, new: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                result.push_str(new);
            }
            '\n' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => result.push_str(new),
            _ => result.push(c),
        }
    }
    result
}

pub fn normalized(text: &str, form: i64) -> String {
    use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
    match form {
        2 => DecomposingNormalizerBorrowed::new_nfd().normalize(text),
        5 => ComposingNormalizerBorrowed::new_nfkc().normalize(text),
        6 => DecomposingNormalizerBorrowed::new_nfkd().normalize(text),
        _ => ComposingNormalizerBorrowed::new_nfc().normalize(text),
    }
    .into_owned()
}

pub fn copy_to(text: &str, args: &[Value]) -> Result<()> {
    let units = utf16::units(text);
    let (source, count) =
        search::range_named(units.len(), args.int(0), args.int(3), "sourceIndex")?;
    let Some(array) = args.at(1).as_array() else {
        return Err(throw::argument_null("destination"));
    };
    let (target, _) =
        search::range_named(array.len(), args.int(2), args.int(3), "destinationIndex")?;
    for at in 0..count {
        array.set(target + at, Value::Char(units[source + at]));
    }
    Ok(())
}

/// What a string is split at.
enum Separators {
    Space,
    Units(Vec<u16>),
    Texts(Vec<Str>),
}

fn unit_separators(value: &Value) -> Separators {
    let units = super::units(value);
    if units.is_empty() {
        Separators::Space
    } else {
        Separators::Units(units)
    }
}

fn text_separators(value: &Value) -> Separators {
    let texts: Vec<Str> = value
        .items()
        .iter()
        .filter_map(|item| item.as_str().cloned())
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() && value.items().is_empty() {
        Separators::Space
    } else {
        Separators::Texts(texts)
    }
}

fn one_text(value: &Value) -> Separators {
    match value.as_str() {
        Some(text) if !text.is_empty() => Separators::Texts(vec![text.clone()]),
        Some(_) => Separators::Texts(Vec::new()),
        None => Separators::Space,
    }
}

impl Separators {
    /// The first separator at or behind a byte: its range.
    fn next(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let rest = &text[from..];
        match self {
            Self::Space => rest
                .char_indices()
                .find(|(_, c)| c.is_whitespace())
                .map(|(at, c)| (from + at, from + at + c.len_utf8())),
            Self::Units(units) => rest
                .char_indices()
                .find(|(_, c)| u16::try_from(u32::from(*c)).is_ok_and(|unit| units.contains(&unit)))
                .map(|(at, c)| (from + at, from + at + c.len_utf8())),
            Self::Texts(texts) => rest.char_indices().find_map(|(at, _)| {
                texts
                    .iter()
                    .find(|text| rest[at..].starts_with(text.as_str()))
                    .map(|text| (from + at, from + at + text.len()))
            }),
        }
    }
}

const REMOVE_EMPTY: i64 = 1;
const TRIM_ENTRIES: i64 = 2;

fn split(text: &str, separators: &Separators, count: i32, options: i64) -> Result<Value> {
    if !(0..=3).contains(&options) {
        return Err(throw::argument(
            &format!("Illegal enum value: {options}."),
            "options",
        ));
    }
    let count = usize::try_from(count)
        .map_err(|_| throw::argument_out_of_range(NEGATIVE_COUNT, "count"))?;
    let tidy = |part: &str| -> String {
        if options & TRIM_ENTRIES != 0 {
            part.trim().to_owned()
        } else {
            part.to_owned()
        }
    };
    let keep = |part: &str| options & REMOVE_EMPTY == 0 || !part.is_empty();
    let mut parts: Vec<String> = Vec::new();
    if count == 0 {
        return Ok(strings(parts));
    }
    let mut from = 0;
    loop {
        let found = if count == 1 || parts.len() + 1 >= count {
            None
        } else {
            separators.next(text, from)
        };
        let Some((at, behind)) = found else { break };
        let part = tidy(&text[from..at]);
        if keep(&part) {
            parts.push(part);
        }
        from = behind;
    }
    let mut rest = &text[from..];
    // Empty parts in front of the last one are skipped as well.
    if options & REMOVE_EMPTY != 0 && count > 1 {
        while let Some((at, behind)) = separators.next(rest, 0) {
            if tidy(&rest[..at]).is_empty() {
                rest = &rest[behind..];
            } else {
                break;
            }
        }
    }
    let last = tidy(rest);
    if keep(&last) {
        parts.push(last);
    }
    Ok(strings(parts))
}

fn unit(args: &[Value]) -> Separators {
    Separators::Units(vec![args.unit(0)])
}

pub const SPLIT: [Method; 10] = [
    method!(
        "string[] Split(char separator, System.StringSplitOptions options = System.StringSplitOptions.None)",
        |this, args| { split(this.text(), &unit(args), i32::MAX, args.long(1)) }
    ),
    method!(
        "string[] Split(char separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)",
        |this, args| { split(this.text(), &unit(args), args.int(1), args.long(2)) }
    ),
    method!("string[] Split(Params char[] separator)", |this, args| {
        split(this.text(), &unit_separators(args.at(0)), i32::MAX, 0)
    }),
    method!(
        "string[] Split(char[] separator, int count)",
        |this, args| split(this.text(), &unit_separators(args.at(0)), args.int(1), 0)
    ),
    method!(
        "string[] Split(char[] separator, System.StringSplitOptions options)",
        |this, args| {
            split(
                this.text(),
                &unit_separators(args.at(0)),
                i32::MAX,
                args.long(1),
            )
        }
    ),
    method!(
        "string[] Split(char[] separator, int count, System.StringSplitOptions options)",
        |this, args| {
            split(
                this.text(),
                &unit_separators(args.at(0)),
                args.int(1),
                args.long(2),
            )
        }
    ),
    method!(
        "string[] Split(string separator, System.StringSplitOptions options = System.StringSplitOptions.None)",
        |this, args| { split(this.text(), &one_text(args.at(0)), i32::MAX, args.long(1)) }
    ),
    method!(
        "string[] Split(string separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)",
        |this, args| {
            split(
                this.text(),
                &one_text(args.at(0)),
                args.int(1),
                args.long(2),
            )
        }
    ),
    method!(
        "string[] Split(string[] separator, System.StringSplitOptions options)",
        |this, args| {
            split(
                this.text(),
                &text_separators(args.at(0)),
                i32::MAX,
                args.long(1),
            )
        }
    ),
    method!(
        "string[] Split(string[] separator, int count, System.StringSplitOptions options)",
        |this, args| {
            split(
                this.text(),
                &text_separators(args.at(0)),
                args.int(1),
                args.long(2),
            )
        }
    ),
];

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Both,
    Start,
    End,
}

fn trim(text: &str, wanted: &[u16], side: Side) -> String {
    let drop = |c: char| {
        if wanted.is_empty() {
            c.is_whitespace()
        } else {
            u16::try_from(u32::from(c)).is_ok_and(|unit| wanted.contains(&unit))
        }
    };
    let mut rest = text;
    if side != Side::End {
        rest = rest.trim_start_matches(drop);
    }
    if side != Side::Start {
        rest = rest.trim_end_matches(drop);
    }
    rest.to_owned()
}

pub const TRIM: [Method; 9] = [
    method!("string Trim()", |this, _| trim(
        this.text(),
        &[],
        Side::Both
    )),
    method!("string Trim(char trimChar)", |this, args| trim(
        this.text(),
        &[args.unit(0)],
        Side::Both
    )),
    method!("string Trim(Params char[] trimChars)", |this, args| trim(
        this.text(),
        &super::units(args.at(0)),
        Side::Both
    )),
    method!("string TrimEnd()", |this, _| trim(
        this.text(),
        &[],
        Side::End
    )),
    method!("string TrimEnd(char trimChar)", |this, args| trim(
        this.text(),
        &[args.unit(0)],
        Side::End
    )),
    method!(
        "string TrimEnd(Params char[] trimChars)",
        |this, args| trim(this.text(), &super::units(args.at(0)), Side::End)
    ),
    method!("string TrimStart()", |this, _| trim(
        this.text(),
        &[],
        Side::Start
    )),
    method!("string TrimStart(char trimChar)", |this, args| trim(
        this.text(),
        &[args.unit(0)],
        Side::Start
    )),
    method!("string TrimStart(Params char[] trimChars)", |this, args| {
        trim(this.text(), &super::units(args.at(0)), Side::Start)
    }),
];

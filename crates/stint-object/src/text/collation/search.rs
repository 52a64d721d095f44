//! Finding a string in another as a culture compares: `IndexOf`, `StartsWith` and their kin. Ignorable characters match nothing, so an
//! empty or ignorable needle is found at once.

use std::cmp::Ordering;
use std::ops::Range;

use unicode_general_category::{GeneralCategory, get_general_category};

use super::options::CompareOptions;
use super::{compare, tables};
use crate::text::casing;
use crate::text::culture::Culture;

/// How a search is done.
enum Way {
    /// By bytes, or bytes of ASCII in any case.
    Bytes { ignore_case: bool },
    /// By characters, in any case or not.
    Ordinal { ignore_case: bool },
    /// By comparing pieces.
    Culture,
}

/// ASCII without characters that collation ignores.
fn is_simple(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, 9..=13 | 0x20..=0x7e))
}

fn way(text: &str, needle: &str, options: CompareOptions, culture: &Culture) -> Way {
    if options.allows(CompareOptions::ORDINAL) {
        return Way::Ordinal { ignore_case: false };
    }
    if options.allows(CompareOptions::ORDINAL_IGNORE_CASE) {
        return Way::Ordinal { ignore_case: true };
    }
    let plain = options.without(CompareOptions::STRING_SORT);
    let ignore_case = plain == CompareOptions::IGNORE_CASE;
    if (ignore_case || plain == CompareOptions::NONE)
        && is_simple(text)
        && is_simple(needle)
        && tables::sorts_as_root(culture)
    {
        return Way::Bytes { ignore_case };
    }
    Way::Culture
}

/// Whether `text` begins with `prefix`.
pub fn starts_with(text: &str, prefix: &str, options: CompareOptions, culture: &Culture) -> bool {
    match way(text, prefix, options, culture) {
        Way::Bytes { ignore_case: false } | Way::Ordinal { ignore_case: false } => {
            text.starts_with(prefix)
        }
        Way::Bytes { ignore_case: true } => text
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
        Way::Ordinal { ignore_case: true } => match_ordinal(text, prefix).is_some(),
        Way::Culture => {
            is_ignorable(prefix, options, culture)
                || ends_of(text, 0, prefix).any(|end| same(&text[..end], prefix, options, culture))
        }
    }
}

/// Whether `text` ends with `suffix`.
pub fn ends_with(text: &str, suffix: &str, options: CompareOptions, culture: &Culture) -> bool {
    match way(text, suffix, options, culture) {
        Way::Bytes { ignore_case: false } | Way::Ordinal { ignore_case: false } => {
            text.ends_with(suffix)
        }
        Way::Bytes { ignore_case: true } => text
            .len()
            .checked_sub(suffix.len())
            .is_some_and(|start| text[start..].eq_ignore_ascii_case(suffix)),
        Way::Ordinal { ignore_case: true } => {
            let count = suffix.chars().count();
            let start = match count {
                0 => Some(text.len()),
                _ => text.char_indices().rev().nth(count - 1).map(|(at, _)| at),
            };
            start.is_some_and(|start| casing::equals_ignore_case(&text[start..], suffix))
        }
        Way::Culture => {
            is_ignorable(suffix, options, culture)
                || text
                    .char_indices()
                    .rev()
                    .filter(|(start, _)| is_boundary(text, *start))
                    .any(|(start, _)| same(&text[start..], suffix, options, culture))
        }
    }
}

/// Where `needle` first is in `text`, as a range of bytes.
pub fn index_of(
    text: &str,
    needle: &str,
    options: CompareOptions,
    culture: &Culture,
) -> Option<Range<usize>> {
    match way(text, needle, options, culture) {
        Way::Bytes { ignore_case: false } | Way::Ordinal { ignore_case: false } => {
            text.find(needle).map(|start| start..start + needle.len())
        }
        Way::Bytes { ignore_case: true } => {
            let last = text.len().checked_sub(needle.len())?;
            (0..=last)
                .map(|start| start..start + needle.len())
                .find(|range| text[range.clone()].eq_ignore_ascii_case(needle))
        }
        Way::Ordinal { ignore_case: true } => starts(text).find_map(|start| {
            match_ordinal(&text[start..], needle).map(|length| start..start + length)
        }),
        Way::Culture if is_ignorable(needle, options, culture) => Some(0..0),
        Way::Culture => starts(text).find_map(|start| piece(text, start, needle, options, culture)),
    }
}

/// Where `needle` last is in `text`, as a range of bytes.
pub fn last_index_of(
    text: &str,
    needle: &str,
    options: CompareOptions,
    culture: &Culture,
) -> Option<Range<usize>> {
    match way(text, needle, options, culture) {
        Way::Bytes { ignore_case: false } | Way::Ordinal { ignore_case: false } => {
            text.rfind(needle).map(|start| start..start + needle.len())
        }
        Way::Bytes { ignore_case: true } => {
            let last = text.len().checked_sub(needle.len())?;
            (0..=last)
                .rev()
                .map(|start| start..start + needle.len())
                .find(|range| text[range.clone()].eq_ignore_ascii_case(needle))
        }
        Way::Ordinal { ignore_case: true } => starts(text).rev().find_map(|start| {
            match_ordinal(&text[start..], needle).map(|length| start..start + length)
        }),
        Way::Culture if is_ignorable(needle, options, culture) => Some(text.len()..text.len()),
        Way::Culture => starts(text)
            .rev()
            .find_map(|start| piece(text, start, needle, options, culture)),
    }
}

fn starts(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    text.char_indices()
        .map(|(at, _)| at)
        .chain(std::iter::once(text.len()))
}

/// Length of the start of `text` that is `needle` in any case.
fn match_ordinal(text: &str, needle: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in needle.chars() {
        let found = rest.next()?;
        if casing::ordinal_upper(found) != casing::ordinal_upper(wanted) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

fn same(a: &str, b: &str, options: CompareOptions, culture: &Culture) -> bool {
    compare(a, b, options, culture) == Ordering::Equal
}

fn is_ignorable(text: &str, options: CompareOptions, culture: &Culture) -> bool {
    same(text, "", options, culture)
}

/// A piece of text may not begin or end between a letter and its marks.
fn is_boundary(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_none_or(|sign| {
        !matches!(
            get_general_category(sign),
            GeneralCategory::NonspacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::SpacingMark
        )
    })
}

/// Where a piece from `start` that could equal `needle` may end.
fn ends_of<'t>(text: &'t str, start: usize, needle: &str) -> impl Iterator<Item = usize> + 't {
    let longest = 4 * needle.chars().count() + 8;
    starts(&text[start..])
        .skip(1)
        .take(longest)
        .map(move |end| start + end)
        .filter(move |end| is_boundary(text, *end))
}

fn piece(
    text: &str,
    start: usize,
    needle: &str,
    options: CompareOptions,
    culture: &Culture,
) -> Option<Range<usize>> {
    if !is_boundary(text, start) {
        return None;
    }
    ends_of(text, start, needle)
        .find(|end| same(&text[start..*end], needle, options, culture))
        .map(|end| start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches() {
        let plain = Culture::invariant();
        let none = CompareOptions::NONE;
        assert!(starts_with(
            "Éa",
            "e\u{301}a",
            CompareOptions::IGNORE_CASE,
            plain
        ));
        assert!(!starts_with("e\u{301}a", "e", none, plain));
        assert!(starts_with("abc", "", none, plain));
        assert!(ends_with("abÉ", "É", none, plain));
        assert_eq!(
            index_of("xxABC", "abc", CompareOptions::IGNORE_CASE, plain),
            Some(2..5)
        );
        assert_eq!(index_of("aéb", "e\u{301}", none, plain), Some(1..3));
        assert_eq!(index_of("abc", "\u{200d}", none, plain), Some(0..0));
        assert_eq!(last_index_of("abcabc", "b", none, plain), Some(4..5));
        assert_eq!(
            index_of("ÄÖ", "ö", CompareOptions::ORDINAL_IGNORE_CASE, plain),
            Some(2..4)
        );
    }
}

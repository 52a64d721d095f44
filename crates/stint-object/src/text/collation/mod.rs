//! Comparison of strings as a culture sorts them: ICU's root collation (or a language's own), with .NET's compare options.
//!
//! Strings of ASCII are compared without touching ICU's data, with the same answer (a test compares the two ways).

mod ascii;
mod japanese;
mod options;
mod search;
mod tables;

use std::cmp::Ordering;

pub use options::CompareOptions;
pub use search::{ends_with, index_of, last_index_of, starts_with};

use super::casing;
use super::culture::Culture;

/// `CompareInfo.Compare(a, b, options)` of a culture.
pub fn compare(a: &str, b: &str, options: CompareOptions, culture: &Culture) -> Ordering {
    if options.allows(CompareOptions::ORDINAL) {
        return casing::ordinal_ordering(a, b);
    }
    if options.allows(CompareOptions::ORDINAL_IGNORE_CASE) {
        return casing::compare_ordinal_ignore_case(a, b).cmp(&0);
    }
    let plain = options.without(CompareOptions::STRING_SORT);
    if (plain == CompareOptions::NONE || plain == CompareOptions::IGNORE_CASE)
        && a.is_ascii()
        && b.is_ascii()
        && tables::sorts_as_root(culture)
    {
        return ascii::compare(
            a.as_bytes(),
            b.as_bytes(),
            plain == CompareOptions::IGNORE_CASE,
        );
    }
    compare_with_icu(a, b, plain, culture)
}

/// Whether a culture takes two strings for equal.
pub fn equals(a: &str, b: &str, options: CompareOptions, culture: &Culture) -> bool {
    a == b || compare(a, b, options, culture) == Ordering::Equal
}

fn compare_with_icu(a: &str, b: &str, options: CompareOptions, culture: &Culture) -> Ordering {
    if japanese::concerns(a) || japanese::concerns(b) {
        return japanese::compare(a, b, options, |a, b| {
            tables::compare(a, b, options, culture)
        });
    }
    tables::compare(a, b, options, culture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_as_icu_has_it() {
        let invariant = Culture::invariant();
        let signs: Vec<String> = (0u8..128)
            .map(|byte| char::from(byte).to_string())
            .collect();
        let pairs = [
            "aB", "Ab", "ab", "a b", "a-b", "co-op", "coop", "CO-OP", "\u{1}a", "a\u{7f}", "A1",
            "a10",
        ];
        let texts: Vec<&str> = signs.iter().map(String::as_str).chain(pairs).collect();
        for options in [CompareOptions::NONE, CompareOptions::IGNORE_CASE] {
            for a in &texts {
                for b in &texts {
                    assert_eq!(
                        compare(a, b, options, invariant),
                        compare_with_icu(a, b, options, invariant),
                        "{a:?} {b:?} {options:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn width_and_kana_differ_when_case_does_not() {
        let ignoring =
            |a: &str, b: &str| compare(a, b, CompareOptions::IGNORE_CASE, Culture::invariant());
        assert_eq!(ignoring("ｶ", "カ"), Ordering::Greater);
        assert_eq!(ignoring("か", "カ"), Ordering::Less);
        assert_eq!(ignoring("ａ", "a"), Ordering::Greater);
        assert_eq!(ignoring("ａ", "Ａ"), Ordering::Equal);
        assert_eq!(ignoring("ｶa", "カb"), Ordering::Greater);
    }
}

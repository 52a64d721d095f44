//! Upper and lower case, one character for one: what .NET's ToUpper, ToLower and ordinal comparisons do.
//!
//! ICU's simple mappings, except that the invariant culture and ordinal comparisons leave the dotless i (and, ordinal, the long s)
//! alone, and that Turkish and Azerbaijani pair the two i differently.

use std::cmp::Ordering;

use super::culture::Culture;

/// Simple upper case of a character.
pub fn simple_upper(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_uppercase();
    }
    let mut upper = sign.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => upper_of_expanding(sign),
    }
}

/// Characters whose full upper case is several: a few have a single one too.
fn upper_of_expanding(sign: char) -> char {
    let code = u32::from(sign);
    let shifted = match code {
        0x1F80..=0x1F87 | 0x1F90..=0x1F97 | 0x1FA0..=0x1FA7 => code + 8,
        0x1FB3 | 0x1FC3 | 0x1FF3 => code + 9,
        _ => code,
    };
    char::from_u32(shifted).unwrap_or(sign)
}

/// Simple lower case of a character.
pub fn simple_lower(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    // U+0130 is the only one with two characters, and its simple form is the first.
    sign.to_lowercase().next().unwrap_or(sign)
}

/// Upper case as ordinal comparisons see it.
pub fn ordinal_upper(sign: char) -> char {
    match sign {
        '\u{131}' | '\u{17f}' => sign,
        _ => simple_upper(sign),
    }
}

fn is_turkish(culture: &Culture) -> bool {
    culture.name.starts_with("tr") || culture.name.starts_with("az")
}

/// `Char.ToUpper(sign, culture)`.
pub fn char_upper(sign: char, culture: &Culture) -> char {
    match sign {
        'i' if is_turkish(culture) => '\u{130}',
        '\u{131}' if culture.is_invariant() => sign,
        _ => simple_upper(sign),
    }
}

/// `Char.ToLower(sign, culture)`.
pub fn char_lower(sign: char, culture: &Culture) -> char {
    match sign {
        'I' if is_turkish(culture) => '\u{131}',
        '\u{130}' if culture.is_invariant() => sign,
        _ => simple_lower(sign),
    }
}

/// `String.ToUpper(culture)`.
pub fn upper(text: &str, culture: &Culture) -> String {
    if text.is_ascii() && !is_turkish(culture) {
        return text.to_ascii_uppercase();
    }
    text.chars().map(|sign| char_upper(sign, culture)).collect()
}

/// `String.ToLower(culture)`.
pub fn lower(text: &str, culture: &Culture) -> String {
    if text.is_ascii() && !is_turkish(culture) {
        return text.to_ascii_lowercase();
    }
    text.chars().map(|sign| char_lower(sign, culture)).collect()
}

/// `String.Equals(a, b, StringComparison.OrdinalIgnoreCase)`.
pub fn equals_ignore_case(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.chars()
        .map(ordinal_upper)
        .eq(b.chars().map(ordinal_upper))
}

/// `String.CompareOrdinal(a, b)`: the difference of the first differing UTF-16 units, or of the lengths.
pub fn compare_ordinal(a: &str, b: &str) -> i32 {
    compare_units(a.encode_utf16(), b.encode_utf16())
}

/// Ordering of two strings by UTF-16 units.
pub fn ordinal_ordering(a: &str, b: &str) -> Ordering {
    compare_ordinal(a, b).cmp(&0)
}

/// `String.Compare(a, b, StringComparison.OrdinalIgnoreCase)`.
pub fn compare_ordinal_ignore_case(a: &str, b: &str) -> i32 {
    let upper = |text: &str| -> Vec<u16> {
        let upper: String = text.chars().map(ordinal_upper).collect();
        upper.encode_utf16().collect()
    };
    compare_units(upper(a).into_iter(), upper(b).into_iter())
}

fn compare_units(mut a: impl Iterator<Item = u16>, mut b: impl Iterator<Item = u16>) -> i32 {
    loop {
        match (a.next(), b.next()) {
            (Some(left), Some(right)) if left == right => {}
            (Some(left), Some(right)) => return i32::from(left) - i32::from(right),
            (None, None) => return 0,
            (Some(_), None) => return length(1 + a.count()),
            (None, Some(_)) => return -length(1 + b.count()),
        }
    }
}

fn length(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_for_one() {
        let plain = Culture::invariant();
        assert_eq!(upper("straße ﬁ ᾳ ı", plain), "STRAßE ﬁ ᾼ ı");
        assert_eq!(lower("İÉΣ", plain), "İéσ");
        let turkish = Culture::by_name("tr-TR").expect("a known culture");
        assert_eq!(upper("iı", turkish), "İI");
        assert_eq!(lower("Iİ", turkish), "ıi");
    }

    #[test]
    fn ordinal() {
        assert!(equals_ignore_case("ÉA", "éa"));
        assert!(!equals_ignore_case("ı", "I"));
        assert_eq!(compare_ordinal("a", "c"), -2);
        assert_eq!(compare_ordinal("abc", "a"), 2);
        assert!(compare_ordinal("🙂", "ｶ") < 0);
        assert_eq!(compare_ordinal_ignore_case("b", "A"), 1);
    }
}

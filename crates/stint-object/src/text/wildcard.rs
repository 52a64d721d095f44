//! PowerShell's wildcard patterns: `*`, `?`, `[a-z]`, and the backtick that escapes them.
//!
//! A pattern without wildcards, or with one `*` at its end, compares as the current culture does; others match UTF-16 units.

use super::casing;
use super::collation::{self, CompareOptions};
use super::culture::Culture;

const SPECIAL: [char; 5] = ['*', '?', '[', ']', '`'];

/// Whether a pattern minds case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// `A` is not `a`.
    Sensitive,
    /// `A` is `a`.
    Ignored,
}

/// The pattern has an open bracket or a range that runs backwards (WildcardPatternException, `WildcardPattern_Invalid`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidPattern(pub String);

impl std::fmt::Display for InvalidPattern {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "The specified wildcard character pattern is not valid: {}",
            self.0
        )
    }
}

impl std::error::Error for InvalidPattern {}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Unit(u16),
    Any,
    Many,
    /// Ranges, first to last.
    Set(Vec<(u16, u16)>),
}

#[derive(Clone, Debug)]
enum Matcher {
    Everything,
    Text(String),
    Prefix(String),
    Elements(Vec<Element>),
}

/// A pattern that is ready to match.
#[derive(Clone, Debug)]
pub struct Wildcard {
    matcher: Matcher,
    case: Case,
    culture: &'static Culture,
}

impl Wildcard {
    /// Reads a pattern; it is kept with the current culture.
    pub fn new(pattern: &str, case: Case) -> Result<Wildcard, InvalidPattern> {
        let culture = Culture::current();
        let matcher = match pattern.find(SPECIAL) {
            None => Matcher::Text(pattern.to_owned()),
            Some(0) if pattern == "*" => Matcher::Everything,
            Some(at) if at + 1 == pattern.len() && pattern.ends_with('*') => {
                Matcher::Prefix(pattern[..at].to_owned())
            }
            Some(_) => Matcher::Elements(parse(pattern, case, culture)?),
        };
        Ok(Wildcard {
            matcher,
            case,
            culture,
        })
    }

    /// Whether the pattern matches all of `text`.
    pub fn is_match(&self, text: &str) -> bool {
        let options = match self.case {
            Case::Sensitive => CompareOptions::NONE,
            Case::Ignored => CompareOptions::IGNORE_CASE,
        };
        match &self.matcher {
            Matcher::Everything => true,
            Matcher::Text(wanted) => collation::equals(text, wanted, options, self.culture),
            Matcher::Prefix(prefix) => collation::starts_with(text, prefix, options, self.culture),
            Matcher::Elements(elements) => {
                if text.is_ascii() {
                    let bytes = text.as_bytes();
                    self.run(elements, bytes.len(), |at| u16::from(bytes[at]))
                } else {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    self.run(elements, units.len(), |at| units[at])
                }
            }
        }
    }

    /// Only the last `*` needs to be gone back to: what earlier ones took can stay.
    fn run(&self, elements: &[Element], length: usize, unit_at: impl Fn(usize) -> u16) -> bool {
        let (mut element, mut at) = (0, 0);
        let mut retry = None;
        loop {
            match elements.get(element) {
                Some(Element::Many) => {
                    element += 1;
                    retry = Some((element, at));
                    continue;
                }
                Some(single) if at < length && self.accepts(single, unit_at(at)) => {
                    element += 1;
                    at += 1;
                    continue;
                }
                None if at == length => return true,
                _ => {}
            }
            let Some((after_many, taken)) = retry else {
                return false;
            };
            if taken >= length {
                return false;
            }
            retry = Some((after_many, taken + 1));
            element = after_many;
            at = taken + 1;
        }
    }

    fn accepts(&self, element: &Element, unit: u16) -> bool {
        match element {
            Element::Any | Element::Many => true,
            Element::Unit(wanted) => *wanted == normal(unit, self.case, self.culture),
            Element::Set(ranges) => {
                let unit = normal(unit, self.case, self.culture);
                let within = |unit: u16| {
                    ranges
                        .iter()
                        .any(|(first, last)| (*first..=*last).contains(&unit))
                };
                within(unit) || (self.case == Case::Ignored && other_case(unit).is_some_and(within))
            }
        }
    }
}

/// A unit as the pattern compares it: lower case where case is ignored.
fn normal(unit: u16, case: Case, culture: &Culture) -> u16 {
    if case == Case::Sensitive {
        return unit;
    }
    change(unit, |sign| casing::char_lower(sign, culture))
}

fn other_case(unit: u16) -> Option<u16> {
    let upper = change(unit, casing::simple_upper);
    (upper != unit).then_some(upper)
}

fn change(unit: u16, case: impl Fn(char) -> char) -> u16 {
    char::from_u32(u32::from(unit))
        .and_then(|sign| u16::try_from(u32::from(case(sign))).ok())
        .unwrap_or(unit)
}

fn parse(pattern: &str, case: Case, culture: &Culture) -> Result<Vec<Element>, InvalidPattern> {
    let invalid = || InvalidPattern(pattern.to_owned());
    let mut elements = Vec::new();
    let mut escaped = false;
    // Units inside an open bracket, each with whether it is a range's hyphen.
    let mut bracket: Option<Vec<(u16, bool)>> = None;
    let mut bracket_begins = false;
    for unit in pattern.encode_utf16() {
        let sign = char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}');
        let is_escape = sign == '`' && !escaped;
        if let Some(units) = &mut bracket {
            if sign == ']' && !bracket_begins && !escaped {
                elements.push(Element::Set(ranges(units).ok_or_else(invalid)?));
                bracket = None;
            } else if !is_escape {
                units.push((unit, sign == '-' && !escaped));
            }
            bracket_begins = false;
        } else if !escaped && sign == '*' {
            elements.push(Element::Many);
        } else if !escaped && sign == '?' {
            elements.push(Element::Any);
        } else if !escaped && sign == '[' {
            bracket = Some(Vec::new());
            bracket_begins = true;
        } else if !is_escape {
            elements.push(Element::Unit(normal(unit, case, culture)));
        }
        escaped = is_escape;
    }
    if bracket.is_some() {
        return Err(invalid());
    }
    // A backtick at the end stands for itself, unless it is all there is.
    if escaped && pattern != "`" {
        elements.push(Element::Unit(u16::from(b'`')));
    }
    Ok(elements)
}

fn ranges(units: &[(u16, bool)]) -> Option<Vec<(u16, u16)>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some((first, _)) = units.get(at) {
        match (units.get(at + 1), units.get(at + 2)) {
            (Some((_, true)), Some((last, _))) => {
                if first > last {
                    return None;
                }
                ranges.push((*first, *last));
                at += 3;
            }
            _ => {
                ranges.push((*first, *first));
                at += 1;
            }
        }
    }
    Some(ranges)
}

fn is_wildcard(sign: char) -> bool {
    matches!(sign, '*' | '?' | '[' | ']')
}

/// `[WildcardPattern]::Escape`.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if SPECIAL.contains(&sign) {
            out.push('`');
        }
        out.push(sign);
    }
    out
}

/// `[WildcardPattern]::Unescape`: backticks before wildcards go, others stay.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for sign in text.chars() {
        if sign == '`' {
            if escaped {
                out.push(sign);
            }
            escaped = !escaped;
            continue;
        }
        if escaped && !is_wildcard(sign) {
            out.push('`');
        }
        out.push(sign);
        escaped = false;
    }
    if escaped {
        out.push('`');
    }
    out
}

/// `[WildcardPattern]::ContainsWildcardCharacters`.
pub fn contains_wildcards(text: &str) -> bool {
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if is_wildcard(sign) {
            return true;
        }
        if sign == '`' {
            signs.next();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(text: &str, pattern: &str) -> bool {
        Wildcard::new(pattern, Case::Ignored)
            .expect("a valid pattern")
            .is_match(text)
    }

    #[test]
    fn patterns() {
        assert!(like("Abc", "a*"));
        assert!(like("abcabd", "*b?"));
        assert!(like("a*c", "a`*c"));
        assert!(!like("abc", "a`*c"));
        assert!(like("B", "[a-c]"));
        assert!(like("]", "[]]"));
        assert!(like("", "`"));
        assert!(like("ab`", "ab`"));
        assert!(like("🙂", "??"));
        assert!(Wildcard::new("[a", Case::Ignored).is_err());
        assert!(Wildcard::new("[z-a]", Case::Ignored).is_err());
    }

    #[test]
    fn escapes() {
        assert_eq!(escape("a*[b]`"), "a`*`[b`]``");
        assert_eq!(unescape("a`*`[b`]``c`d"), "a*[b]`c`d");
        assert!(contains_wildcards("a?"));
        assert!(!contains_wildcards("a`?"));
    }
}

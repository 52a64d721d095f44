//! Which characters are the same where case is ignored.
//!
//! .NET takes characters for the same whose lower case is; the i is special in Turkish and in the invariant culture.

use super::options::RegexOptions;
use crate::text::casing::{simple_lower, simple_upper};
use crate::text::culture::Culture;

/// The three ways of pairing the letter i.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum CaseBehavior {
    Invariant,
    Usual,
    Turkish,
}

impl CaseBehavior {
    pub(super) fn of(options: RegexOptions, culture: &Culture) -> CaseBehavior {
        if options.has(RegexOptions::CULTURE_INVARIANT) || culture.is_invariant() {
            CaseBehavior::Invariant
        } else if culture.name.starts_with("tr") || culture.name.starts_with("az") {
            CaseBehavior::Turkish
        } else {
            CaseBehavior::Usual
        }
    }
}

/// Lower-case letters with more than the two usual forms, and the third.
const THIRD_FORMS: &[(u16, u16)] = &[
    (0x6B, 0x212A),
    (0xDF, 0x1E9E),
    (0xE5, 0x212B),
    (0x3C9, 0x2126),
    (0x3B8, 0x3F4),
    (0x1C6, 0x1C5),
    (0x1C9, 0x1C8),
    (0x1CC, 0x1CB),
    (0x1F3, 0x1F2),
];

fn changed(unit: u16, change: fn(char) -> char) -> u16 {
    char::from_u32(u32::from(unit))
        .and_then(|sign| u16::try_from(u32::from(change(sign))).ok())
        .unwrap_or(unit)
}

/// All other forms of a unit.
pub(super) fn for_each_form(unit: u16, behavior: CaseBehavior, mut visit: impl FnMut(u16)) {
    let i_forms: Option<&[u16]> = match (unit, behavior) {
        (0x69 | 0x49, CaseBehavior::Invariant) => Some(&[0x49, 0x69]),
        (0x69 | 0x49 | 0x130, CaseBehavior::Usual) => Some(&[0x49, 0x69, 0x130]),
        (0x49 | 0x131, CaseBehavior::Turkish) => Some(&[0x49, 0x131]),
        (0x69 | 0x130, CaseBehavior::Turkish) => Some(&[0x69, 0x130]),
        (0x130 | 0x131, _) => Some(&[]),
        _ => None,
    };
    if let Some(forms) = i_forms {
        forms
            .iter()
            .filter(|form| **form != unit)
            .for_each(|form| visit(*form));
        return;
    }
    let lower = changed(unit, simple_lower);
    let upper = changed(lower, simple_upper);
    if lower != unit {
        visit(lower);
    }
    // An upper case that goes back to another letter is not a form of this one.
    if upper != unit && upper != lower && changed(upper, simple_lower) == lower {
        visit(upper);
    }
    for (known, third) in THIRD_FORMS {
        if *known == lower && *third != unit {
            visit(*third);
        }
    }
}

/// Whether two units are the same where case is ignored.
pub(super) fn same(a: u16, b: u16, behavior: CaseBehavior) -> bool {
    if a == b {
        return true;
    }
    let mut found = false;
    for_each_form(a, behavior, |form| found |= form == b);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let forms = |sign: char| {
            let mut forms = Vec::new();
            let unit = u16::try_from(u32::from(sign)).expect("one unit");
            for_each_form(unit, CaseBehavior::Invariant, |form| forms.push(form));
            forms
        };
        assert_eq!(forms('a'), [0x41]);
        assert_eq!(forms('K'), [0x6B, 0x212A]);
        assert_eq!(forms('ſ'), [0u16; 0]);
        assert_eq!(forms('1'), [0u16; 0]);
        assert_eq!(forms('é'), [0xC9]);
        assert_eq!(forms('ς'), [0u16; 0]);
    }
}

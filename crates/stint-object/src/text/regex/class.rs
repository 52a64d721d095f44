//! Character classes.

use super::case::{CaseBehavior, for_each_form};
use super::category::Categories;

/// `[a-z\d-[aeiou]]`, `\w`, `\P{L}`, or a letter in any case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct CharClass {
    pub(super) negated: bool,
    ranges: Vec<(u16, u16)>,
    /// Categories, and whether what is outside of them is meant.
    categories: Vec<(Categories, bool)>,
    subtraction: Option<Box<CharClass>>,
    /// Ranges hold in any case.
    ignores_case: Option<CaseBehavior>,
    /// The answers for ASCII.
    ascii: u128,
}

impl CharClass {
    pub(super) fn of_units(units: &[u16]) -> CharClass {
        let mut class = CharClass::default();
        for unit in units {
            class.add_range(*unit, *unit);
        }
        class.finish();
        class
    }

    pub(super) fn add_range(&mut self, first: u16, last: u16) {
        self.ranges.push((first, last));
    }

    /// All but a range.
    pub(super) fn add_all_but(&mut self, first: u16, last: u16) {
        if first > 0 {
            self.add_range(0, first - 1);
        }
        if last < u16::MAX {
            self.add_range(last + 1, u16::MAX);
        }
    }

    pub(super) fn add_categories(&mut self, categories: Categories, negated: bool) {
        self.categories.push((categories, negated));
    }

    pub(super) fn subtract(&mut self, class: CharClass) {
        self.subtraction = Some(Box::new(class));
    }

    pub(super) fn ignore_case(&mut self, behavior: CaseBehavior) {
        self.ignores_case = Some(behavior);
    }

    /// To be called when all is added.
    pub(super) fn finish(&mut self) {
        self.ranges.sort_unstable();
        let mut ascii = 0u128;
        for unit in 0..128u16 {
            if self.decide(unit) {
                ascii |= 1 << unit;
            }
        }
        self.ascii = ascii;
    }

    pub(super) fn ascii(&self) -> u128 {
        self.ascii
    }

    /// Whether there is nothing beyond ASCII in it.
    pub(super) fn is_ascii_only(&self) -> bool {
        !self.negated
            && self.categories.is_empty()
            && self.ignores_case.is_none()
            && self.ranges.iter().all(|(_, last)| *last < 128)
    }

    #[inline]
    pub(super) fn contains(&self, unit: u16) -> bool {
        if unit < 128 {
            self.ascii >> unit & 1 != 0
        } else {
            self.decide(unit)
        }
    }

    fn decide(&self, unit: u16) -> bool {
        let inside = self.in_ranges(unit)
            || self.in_categories(unit)
            || self.ignores_case.is_some_and(|behavior| {
                let mut found = false;
                for_each_form(unit, behavior, |form| found |= self.in_ranges(form));
                found
            });
        inside != self.negated
            && !self
                .subtraction
                .as_ref()
                .is_some_and(|class| class.contains(unit))
    }

    fn in_ranges(&self, unit: u16) -> bool {
        self.ranges
            .iter()
            .take_while(|(first, _)| *first <= unit)
            .any(|(_, last)| unit <= *last)
    }

    fn in_categories(&self, unit: u16) -> bool {
        self.categories
            .iter()
            .any(|(categories, negated)| categories.contain(unit) != *negated)
    }
}

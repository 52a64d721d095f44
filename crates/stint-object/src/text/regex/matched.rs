//! What a search found.

use std::borrow::Cow;

use super::haystack::Haystack;
use super::machine::Span;

/// A piece of the text that a group took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capture {
    /// Where it begins, in UTF-16 units.
    pub index: usize,
    /// How long it is, in UTF-16 units.
    pub length: usize,
    /// Its text.
    pub value: String,
}

impl Capture {
    fn new(haystack: &Haystack<'_>, (start, end): Span) -> Capture {
        Capture {
            index: start,
            length: end - start,
            value: haystack.slice(start..end).into_owned(),
        }
    }
}

/// A match: what each group took. The group of slot 0 is the whole match.
pub struct Match<'h> {
    haystack: &'h Haystack<'h>,
    captures: Vec<Vec<Span>>,
}

impl<'h> Match<'h> {
    pub(super) fn new(haystack: &'h Haystack<'h>, captures: Vec<Vec<Span>>) -> Match<'h> {
        Match { haystack, captures }
    }

    pub(super) fn span(&self) -> Span {
        self.captures[0].last().copied().unwrap_or((0, 0))
    }

    pub(super) fn captures_of_slots(&self) -> &[Vec<Span>] {
        &self.captures
    }

    /// Where it begins, in UTF-16 units.
    pub fn index(&self) -> usize {
        self.span().0
    }

    /// How long it is, in UTF-16 units.
    pub fn length(&self) -> usize {
        self.span().1 - self.span().0
    }

    /// Its text.
    pub fn value(&self) -> Cow<'h, str> {
        self.haystack.slice(self.span().0..self.span().1)
    }

    /// How many groups the pattern has, the whole match included.
    pub fn slots(&self) -> usize {
        self.captures.len()
    }

    /// What the group of a slot took last, if anything. Slots are in the order of [`super::Regex::groups`].
    pub fn group(&self, slot: usize) -> Option<Capture> {
        let span = self.captures.get(slot)?.last()?;
        Some(Capture::new(self.haystack, *span))
    }

    /// The text that the group of a slot took last.
    pub fn group_text(&self, slot: usize) -> Option<Cow<'h, str>> {
        let (start, end) = *self.captures.get(slot)?.last()?;
        Some(self.haystack.slice(start..end))
    }

    /// All that the group of a slot took, in order (`Group.Captures`).
    pub fn captures(&self, slot: usize) -> Vec<Capture> {
        let spans = self.captures.get(slot).map_or(&[][..], Vec::as_slice);
        spans
            .iter()
            .map(|span| Capture::new(self.haystack, *span))
            .collect()
    }
}

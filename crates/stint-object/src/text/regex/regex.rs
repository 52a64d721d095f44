//! `System.Text.RegularExpressions.Regex`.

use std::borrow::Cow;
use std::sync::Arc;

use super::case::CaseBehavior;
use super::compile::compile;
use super::error::RegexError;
use super::haystack::{Haystack, Units};
use super::machine::{Machine, Span};
use super::matched::Match;
use super::options::RegexOptions;
use super::parser::{self, Groups};
use super::program::Program;
use super::replacement::Replacement;
use crate::text::culture::Culture;

struct Inner {
    pattern: String,
    options: RegexOptions,
    groups: Groups,
    list: Vec<(u32, String)>,
    program: Program,
}

/// A compiled pattern; cheap to clone.
#[derive(Clone)]
pub struct Regex(Arc<Inner>);

impl std::fmt::Debug for Regex {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Regex({:?}, {:?})", self.0.pattern, self.0.options)
    }
}

impl Regex {
    /// Compiles a pattern; the culture decides what letters are the same where case is ignored.
    pub fn new(
        pattern: &str,
        options: RegexOptions,
        culture: &Culture,
    ) -> Result<Regex, RegexError> {
        let parsed = parser::parse(pattern, options, culture)?;
        let program = compile(
            &parsed,
            CaseBehavior::of(options, culture),
            options.has(RegexOptions::RIGHT_TO_LEFT),
        );
        Ok(Regex(Arc::new(Inner {
            pattern: pattern.to_owned(),
            options,
            list: parsed.groups.list(),
            groups: parsed.groups,
            program,
        })))
    }

    /// The pattern's text.
    pub fn pattern(&self) -> &str {
        &self.0.pattern
    }

    /// The options.
    pub fn options(&self) -> RegexOptions {
        self.0.options
    }

    /// Numbers and names of the groups, by slot; a group without name has its number for one.
    pub fn groups(&self) -> &[(u32, String)] {
        &self.0.list
    }

    /// The slot of the group of a name (or a number written as one).
    pub fn slot_by_name(&self, name: &str) -> Option<usize> {
        self.0.list.iter().position(|(_, known)| known == name)
    }

    /// The slot of the group of a number.
    pub fn slot_by_number(&self, number: u32) -> Option<usize> {
        self.0.groups.slot_of(number)
    }

    /// Whether the pattern matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        if text.is_ascii() {
            let start = self.first_place(text.len());
            return Machine::new(&self.0.program, text.as_bytes())
                .find_span(start)
                .is_some();
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        let start = self.first_place(units.len());
        Machine::new(&self.0.program, units.as_slice())
            .find_span(start)
            .is_some()
    }

    fn first_place(&self, length: usize) -> usize {
        if self.0.program.right_to_left {
            length
        } else {
            0
        }
    }

    /// Searches a text.
    pub fn search<'t>(&self, text: &'t str) -> Search<'_, 't> {
        Search {
            regex: self,
            haystack: Haystack::new(text),
        }
    }

    /// `Regex.Replace(text, replacement, count)`; no count means all.
    pub fn replace<'t>(
        &self,
        text: &'t str,
        replacement: &str,
        count: Option<usize>,
    ) -> Cow<'t, str> {
        let replacement = Replacement::read(replacement, &self.0.groups, self.0.options);
        let search = self.search(text);
        let replaced = search.replace(count, |found, out| {
            replacement.write(out, &search.haystack, found.captures_of_slots());
            Ok::<_, std::convert::Infallible>(())
        });
        match replaced {
            Ok(Some(replaced)) => Cow::Owned(replaced),
            _ => Cow::Borrowed(text),
        }
    }

    /// `Regex.Replace` with a function that gives the new text of each match.
    pub fn replace_with<'t, E>(
        &self,
        text: &'t str,
        count: Option<usize>,
        mut replacement: impl FnMut(&Match<'_>) -> Result<String, E>,
    ) -> Result<Cow<'t, str>, E> {
        let search = self.search(text);
        let replaced = search.replace(count, |found, out| {
            out.push_str(&replacement(found)?);
            Ok(())
        })?;
        Ok(replaced.map_or(Cow::Borrowed(text), Cow::Owned))
    }

    /// `Regex.Split(text, count)`; no count, or zero, means all pieces. What groups took comes between the pieces.
    pub fn split(&self, text: &str, count: usize) -> Vec<String> {
        if count == 1 {
            return vec![text.to_owned()];
        }
        let search = self.search(text);
        let mut left = count.checked_sub(1);
        let mut pieces = Vec::new();
        let backwards = self.0.program.right_to_left;
        let length = search.haystack.len();
        let mut edge = self.first_place(length);
        search.each(self.first_place(length), |found| {
            let (start, end) = found.span();
            let piece = if backwards { end..edge } else { edge..start };
            pieces.push(search.haystack.slice(piece).into_owned());
            edge = if backwards { start } else { end };
            for slot in 1..found.slots() {
                pieces.extend(found.group_text(slot).map(Cow::into_owned));
            }
            left = left.map(|left| left - 1);
            left != Some(0)
        });
        let rest = if backwards { 0..edge } else { edge..length };
        pieces.push(search.haystack.slice(rest).into_owned());
        if backwards {
            pieces.reverse();
        }
        pieces
    }
}

/// A text that is searched with a pattern.
pub struct Search<'r, 't> {
    regex: &'r Regex,
    haystack: Haystack<'t>,
}

impl<'t> Search<'_, 't> {
    /// The first match.
    pub fn first(&self) -> Option<Match<'_>> {
        self.from(self.regex.first_place(self.haystack.len()))
    }

    /// The first match from a place in UTF-16 units on.
    pub fn from(&self, start: usize) -> Option<Match<'_>> {
        let mut found = None;
        self.each(start, |first| {
            found = Some(first.captures_of_slots().to_vec());
            false
        });
        found.map(|captures| Match::new(self.as_haystack(), captures))
    }

    /// All matches, one after the other.
    pub fn all(&self) -> Vec<Match<'_>> {
        let mut found = Vec::new();
        self.each(self.regex.first_place(self.haystack.len()), |next| {
            found.push(next.captures_of_slots().to_vec());
            true
        });
        let haystack = self.as_haystack();
        found
            .into_iter()
            .map(|captures| Match::new(haystack, captures))
            .collect()
    }

    /// How many UTF-16 units the text has.
    pub fn length(&self) -> usize {
        self.haystack.len()
    }

    /// Text between two offsets in UTF-16 units.
    pub fn slice(&self, start: usize, end: usize) -> Cow<'t, str> {
        self.haystack.slice(start..end)
    }

    fn as_haystack(&self) -> &Haystack<'t> {
        &self.haystack
    }

    /// Visits matches from `start` on until the visitor wants no more.
    fn each(&self, start: usize, visit: impl FnMut(&Match<'_>) -> bool) {
        match &self.haystack {
            Haystack::Ascii(text) => self.each_in(text.as_bytes(), start, visit),
            Haystack::Wide { units, .. } => self.each_in(units.as_slice(), start, visit),
        }
    }

    fn each_in(&self, units: impl Units, start: usize, mut visit: impl FnMut(&Match<'_>) -> bool) {
        let program = &self.regex.0.program;
        let length = self.haystack.len();
        let mut machine = Machine::new(program, units);
        let mut next = Some(start).filter(|start| *start <= length);
        while let Some(captures) = next.and_then(|start| machine.find(start)) {
            let found = Match::new(&self.haystack, captures);
            if !visit(&found) {
                return;
            }
            next = next_place(found.span(), length, program.right_to_left);
        }
    }

    fn replace<E>(
        &self,
        count: Option<usize>,
        mut write: impl FnMut(&Match<'_>, &mut String) -> Result<(), E>,
    ) -> Result<Option<String>, E> {
        let mut left = count.unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(None);
        }
        let backwards = self.regex.0.program.right_to_left;
        let length = self.haystack.len();
        let mut edge = self.regex.first_place(length);
        // Pieces in the order in which they are found.
        let mut pieces: Vec<String> = Vec::new();
        let mut failure = None;
        self.each(edge, |found| {
            let (begin, end) = found.span();
            let between = if backwards { end..edge } else { edge..begin };
            let mut piece = self.haystack.slice(between).into_owned();
            let mut replaced = String::new();
            if let Err(error) = write(found, &mut replaced) {
                failure = Some(error);
                return false;
            }
            if backwards {
                replaced.push_str(&piece);
                piece = replaced;
            } else {
                piece.push_str(&replaced);
            }
            pieces.push(piece);
            edge = if backwards { begin } else { end };
            left -= 1;
            left > 0
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        if pieces.is_empty() {
            return Ok(None);
        }
        let rest = if backwards { 0..edge } else { edge..length };
        pieces.push(self.haystack.slice(rest).into_owned());
        if backwards {
            pieces.reverse();
        }
        Ok(Some(pieces.concat()))
    }
}

/// Where the search after a match begins: behind it, and one further if it was empty.
fn next_place((start, end): Span, length: usize, backwards: bool) -> Option<usize> {
    let empty = usize::from(start == end);
    if backwards {
        start.checked_sub(empty)
    } else {
        Some(end + empty).filter(|next| *next <= length)
    }
}

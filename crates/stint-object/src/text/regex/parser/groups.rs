//! The groups of a pattern: unnamed ones are numbered first, then named ones in the order in which they come.

use super::super::category::is_boundary_word;
use super::super::options::RegexOptions;
use super::{Parser, Result};

/// Numbers and names of groups.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Groups {
    /// Number and where it began, by number.
    slots: Vec<(u32, usize)>,
    /// Name and number, in the order in which they came.
    names: Vec<(String, u32)>,
}

impl Groups {
    pub(in super::super) fn has(&self, number: u32) -> bool {
        self.slot_of(number).is_some()
    }

    /// Where a group's captures are kept.
    pub(in super::super) fn slot_of(&self, number: u32) -> Option<usize> {
        self.slots
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()
    }

    pub(in super::super) fn number_of(&self, name: &str) -> Option<u32> {
        let named = self.names.iter().find(|(known, _)| known == name);
        named.map(|(_, number)| *number).or_else(|| {
            // Numbers are names too, written plainly.
            let number: u32 = name.parse().ok()?;
            (number.to_string() == name && self.has(number) && self.name_of(number).is_none())
                .then_some(number)
        })
    }

    fn name_of(&self, number: u32) -> Option<&str> {
        let named = self.names.iter().find(|(_, known)| *known == number);
        named.map(|(name, _)| name.as_str())
    }

    /// All numbers with their names, ascending.
    pub(in super::super) fn list(&self) -> Vec<(u32, String)> {
        let name = |number: u32| {
            self.name_of(number)
                .map_or_else(|| number.to_string(), str::to_owned)
        };
        self.slots
            .iter()
            .map(|(number, _)| (*number, name(*number)))
            .collect()
    }

    /// One more than the highest number.
    pub(super) fn top(&self) -> u32 {
        self.slots.last().map_or(0, |(number, _)| number + 1)
    }

    pub(super) fn begins_before(&self, number: u32, place: usize) -> bool {
        self.slot_of(number)
            .is_some_and(|slot| self.slots[slot].1 < place)
    }

    fn note(&mut self, number: u32, place: usize) {
        let found = self
            .slots
            .binary_search_by_key(&number, |(number, _)| *number);
        if let Err(slot) = found {
            self.slots.insert(slot, (number, place));
        }
    }
}

impl Parser<'_> {
    /// The first pass.
    pub(super) fn count_groups(&mut self) -> Result<()> {
        self.groups.note(0, 0);
        self.next_group = 1;
        let mut names: Vec<(String, usize)> = Vec::new();
        while !self.is_at_end() {
            let place = self.at;
            let sign = self.byte(0);
            self.at += 1;
            match sign {
                b'\\' if !self.is_at_end() => {
                    self.scan_backslash(true)?;
                }
                b'#' if self.has(RegexOptions::IGNORE_PATTERN_WHITESPACE) => {
                    self.at -= 1;
                    self.scan_blank()?;
                }
                b'[' => {
                    self.scan_class(false, true)?;
                }
                b')' => {
                    if let Some(options) = self.options_stack.pop() {
                        self.options = options;
                    }
                }
                b'(' => self.count_group(place, &mut names)?,
                _ => {}
            }
        }
        self.number_names(names);
        Ok(())
    }

    fn count_group(&mut self, place: usize, names: &mut Vec<(String, usize)>) -> Result<()> {
        if self.byte(0) == b'?' && self.byte(1) == b'#' {
            self.at -= 1;
            self.scan_blank()?;
            self.ignore_next_paren = false;
            return Ok(());
        }
        self.options_stack.push(self.options);
        if self.byte(0) != b'?' {
            if !self.has(RegexOptions::EXPLICIT_CAPTURE) && !self.ignore_next_paren {
                self.groups.note(self.next_group, place);
                self.next_group += 1;
            }
            self.ignore_next_paren = false;
            return Ok(());
        }
        self.at += 1;
        if self.at + 1 < self.units.len() && matches!(self.byte(0), b'<' | b'\'') {
            self.at += 1;
            self.count_named(place, names)?;
        } else {
            self.scan_options();
            match self.byte(0) {
                b')' => {
                    self.at += 1;
                    self.options_stack.pop();
                }
                b'(' => {
                    self.ignore_next_paren = true;
                    return Ok(());
                }
                _ => {}
            }
        }
        self.ignore_next_paren = false;
        Ok(())
    }

    fn count_named(&mut self, place: usize, names: &mut Vec<(String, usize)>) -> Result<()> {
        match self.byte(0) {
            b'0' => {}
            b'1'..=b'9' => {
                let number = self.scan_decimal()?;
                self.groups.note(number, place);
            }
            _ => {
                if self.peek().is_some_and(is_boundary_word) {
                    let name = self.scan_name();
                    if !names.iter().any(|(known, _)| *known == name) {
                        names.push((name, place));
                    }
                }
            }
        }
        Ok(())
    }

    /// Names get the free numbers after the unnamed groups.
    fn number_names(&mut self, names: Vec<(String, usize)>) {
        for (name, place) in names {
            while self.groups.has(self.next_group) {
                self.next_group += 1;
            }
            self.groups.note(self.next_group, place);
            self.groups.names.push((name, self.next_group));
            self.next_group += 1;
        }
    }
}

//! Sorting many objects by few kinds of keys: columns of keys that are all `Int32`, or all strings, are turned into
//! numbers once, so that the sort compares numbers. The order is that of [`EntryComparer`], tie for tie.

use crate::ordering::{Entry, EntryComparer};
use std::cmp::Ordering;
use std::collections::HashMap;
use stint_object::{Str, Value};

/// Entries by place, and how two of them compare.
pub(crate) struct Ranked<'a> {
    entries: &'a [Entry],
    comparer: &'a EntryComparer,
    /// A number for each key of each entry, entry by entry; `None` if some column needs the comparer.
    ranks: Option<Vec<i64>>,
}

impl<'a> Ranked<'a> {
    pub(crate) fn new(entries: &'a [Entry], comparer: &'a EntryComparer) -> Self {
        let width = comparer.ascending.len();
        let columns: Option<Vec<Vec<i64>>> =
            (0..width).map(|at| column(entries, comparer, at)).collect();
        let ranks = columns.map(|columns| {
            (0..entries.len())
                .flat_map(|entry| columns.iter().map(move |column| column[entry]))
                .collect()
        });
        Self {
            entries,
            comparer,
            ranks,
        }
    }

    /// Compares the entries of two places.
    pub(crate) fn compare(&self, a: usize, b: usize) -> Ordering {
        match &self.ranks {
            Some(ranks) => {
                let width = self.comparer.ascending.len();
                ranks[a * width..][..width].cmp(&ranks[b * width..][..width])
            }
            None => self.comparer.compare(&self.entries[a], &self.entries[b]),
        }
    }
}

/// The numbers of one key, negated where it descends.
fn column(entries: &[Entry], comparer: &EntryComparer, at: usize) -> Option<Vec<i64>> {
    let ranks = integers(entries, at).or_else(|| texts(entries, comparer, at))?;
    Some(match comparer.ascending[at] {
        true => ranks,
        false => ranks.into_iter().map(|rank| -rank).collect(),
    })
}

fn slot(entry: &Entry, at: usize) -> Option<&Value> {
    entry.slots.get(at)?.as_ref()
}

fn integers(entries: &[Entry], at: usize) -> Option<Vec<i64>> {
    let number = |entry| match slot(entry, at)?.base() {
        Value::Int32(number) => Some(i64::from(*number)),
        _ => None,
    };
    entries.iter().map(number).collect()
}

/// The place of each text among the different ones; texts that compare as equal share one.
fn texts(entries: &[Entry], comparer: &EntryComparer, at: usize) -> Option<Vec<i64>> {
    let mut ranks: HashMap<&Str, i64> = HashMap::new();
    for entry in entries {
        ranks.insert(slot(entry, at)?.as_str()?, 0);
    }
    let mut different: Vec<&Str> = ranks.keys().copied().collect();
    let compare =
        |a: &str, b: &str| crate::values::compare_text(a, b, !comparer.comparer.case_sensitive);
    different.sort_unstable_by(|a, b| compare(a, b));
    let mut rank = 0;
    for (place, text) in different.iter().enumerate() {
        if place > 0 && compare(different[place - 1], text) != Ordering::Equal {
            rank += 1;
        }
        ranks.insert(text, rank);
    }
    let number = |entry| ranks.get(slot(entry, at)?.as_str()?).copied();
    entries.iter().map(number).collect()
}

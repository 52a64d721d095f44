//! Where the records lie. In memory today; a store on disk has the same functions.

use std::collections::VecDeque;

use crate::record::{KINDS, Kind, Record};

/// Records in memory, with the sequence numbers of each kind beside them.
#[derive(Debug)]
pub(crate) struct Memory<P> {
    records: VecDeque<Record<P>>,
    /// Sequence number of the first record still held.
    first: u64,
    by_kind: [Vec<u64>; KINDS],
}

impl<P> Memory<P> {
    pub(crate) fn new() -> Self {
        Self {
            records: VecDeque::new(),
            first: 0,
            by_kind: std::array::from_fn(|_| Vec::new()),
        }
    }

    pub(crate) fn first(&self) -> u64 {
        self.first
    }

    pub(crate) fn end(&self) -> u64 {
        self.first + self.records.len() as u64
    }

    pub(crate) fn push(&mut self, record: Record<P>) {
        self.by_kind[record.kind.index()].push(record.seq);
        self.records.push_back(record);
    }

    pub(crate) fn from(&self, sequence: u64) -> impl Iterator<Item = &Record<P>> {
        let skipped = sequence
            .saturating_sub(self.first)
            .min(self.records.len() as u64);
        self.records
            .range(usize::try_from(skipped).unwrap_or(usize::MAX)..)
    }

    pub(crate) fn get(&self, sequence: u64) -> Option<&Record<P>> {
        let index = sequence.checked_sub(self.first)?;
        self.records.get(usize::try_from(index).ok()?)
    }

    pub(crate) fn of_kind(&self, kind: Kind, from: u64) -> &[u64] {
        let numbers = &self.by_kind[kind.index()];
        &numbers[numbers.partition_point(|&sequence| sequence < from)..]
    }

    /// Forgets everything before `sequence` and gives it back, so that it can be dropped outside the lock.
    pub(crate) fn forget_before(&mut self, sequence: u64) -> VecDeque<Record<P>> {
        let count = sequence.clamp(self.first, self.end()) - self.first;
        let kept = self
            .records
            .split_off(usize::try_from(count).unwrap_or(usize::MAX));
        self.first += count;
        for numbers in &mut self.by_kind {
            let gone = numbers.partition_point(|&number| number < self.first);
            numbers.drain(..gone);
        }
        std::mem::replace(&mut self.records, kept)
    }
}

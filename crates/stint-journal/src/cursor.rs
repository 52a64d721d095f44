//! A reader's place.

/// A reader's place in a journal: the sequence number of the next record that it has not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Cursor(u64);

impl Cursor {
    /// Before the first record.
    pub const START: Self = Self(0);

    /// Before the record with this number. May lie beyond the end: such a reader waits for that record.
    pub const fn at(sequence: u64) -> Self {
        Self(sequence)
    }

    /// The number of the next unseen record.
    pub const fn sequence(self) -> u64 {
        self.0
    }
}

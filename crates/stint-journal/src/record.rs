//! What a journal holds.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How many kinds of record one journal can tell apart.
pub const KINDS: usize = 16;

/// What a record is, as its owner numbers it. The journal counts and finds records by kind and knows nothing more of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(u8);

impl Kind {
    /// The kind with this number, which is less than [`KINDS`].
    pub const fn new(number: u8) -> Self {
        assert!((number as usize) < KINDS, "a journal has sixteen kinds");
        Self(number)
    }

    /// The number given to [`Kind::new`].
    pub const fn number(self) -> u8 {
        self.0
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A moment, in nanoseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The start of 1970.
    pub const EPOCH: Self = Self(0);

    /// The moment this many nanoseconds after the epoch.
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Nanoseconds since the epoch.
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// This moment and a while, at most the last moment that can be written.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)),
        )
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(at: Timestamp) -> Self {
        UNIX_EPOCH + Duration::from_nanos(at.0)
    }
}

/// One thing that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<P> {
    /// Its place in the journal: 0, 1, 2 and so on without a gap.
    pub seq: u64,
    /// When it was appended, by the clock of whoever appended it.
    pub at: Timestamp,
    /// What it is.
    pub kind: Kind,
    /// What was said.
    pub payload: P,
}

//! Time, as a thing that is handed in.

use std::time::{Duration, Instant, SystemTime};

use stint_journal::Timestamp;

/// A moment on a clock that only goes forward; for deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Duration);

impl Moment {
    /// The clock's own beginning.
    pub const START: Self = Self(Duration::ZERO);

    /// This long after the beginning.
    pub const fn at(since_start: Duration) -> Self {
        Self(since_start)
    }

    /// A while later.
    #[must_use]
    pub fn plus(self, while_long: Duration) -> Self {
        Self(self.0.saturating_add(while_long))
    }

    /// How long until `later`; zero if it has passed.
    pub fn until(self, later: Self) -> Duration {
        later.0.saturating_sub(self.0)
    }
}

/// What time it is.
pub trait Clock: Send + Sync + 'static {
    /// The time of day, for `PSBeginTime` and records.
    fn time(&self) -> Timestamp;
    /// For deadlines.
    fn moment(&self) -> Moment;
}

/// The machine's clocks.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            start: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn time(&self) -> Timestamp {
        SystemTime::now().into()
    }

    fn moment(&self) -> Moment {
        Moment(self.start.elapsed())
    }
}

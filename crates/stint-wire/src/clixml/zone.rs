//! The local time zone, which dates with kind `Local` are written with.

/// How far local time is ahead of UTC, in ticks of 100 ns, by a moment's ticks. Handed in, so that
/// a test can have its own.
#[derive(Debug, Clone, Copy)]
pub struct Zone {
    /// By a moment in UTC.
    pub at_utc: fn(i64) -> i64,
    /// By a moment in local time.
    pub at_local: fn(i64) -> i64,
}

impl Zone {
    /// The machine's zone, looked at when a local time first needs it.
    pub const LOCAL: Self = Self {
        at_utc: |ticks| stint_object::text::zone::Zone::local().offset_of_utc(ticks),
        at_local: |ticks| stint_object::text::zone::Zone::local().offset_of_local(ticks),
    };

    /// No offset ever.
    pub const UTC: Self = Self {
        at_utc: |_| 0,
        at_local: |_| 0,
    };
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

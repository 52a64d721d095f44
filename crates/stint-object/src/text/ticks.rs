//! Time as .NET counts it: ticks of 100 ns since 0001-01-01, and what kind of time it is.

/// What a date-time's ticks mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Kind {
    /// Not said.
    #[default]
    Unspecified,
    /// Coordinated universal time.
    Utc,
    /// Time of the local zone.
    Local,
}

/// `System.DateTime`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateTimeTicks {
    /// 100 ns units since 0001-01-01T00:00:00.
    pub ticks: i64,
    /// What the ticks mean.
    pub kind: Kind,
}

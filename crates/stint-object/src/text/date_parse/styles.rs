//! `System.Globalization.DateTimeStyles`.

use std::ops::BitOr;

/// How a date is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DateTimeStyles(pub u32);

impl DateTimeStyles {
    /// Nothing special.
    pub const NONE: Self = Self(0);
    /// White space before.
    pub const ALLOW_LEADING_WHITE: Self = Self(1);
    /// White space behind.
    pub const ALLOW_TRAILING_WHITE: Self = Self(2);
    /// White space between.
    pub const ALLOW_INNER_WHITE: Self = Self(4);
    /// White space anywhere.
    pub const ALLOW_WHITE_SPACES: Self = Self(7);
    /// A time alone is of 0001-01-01, not of today.
    pub const NO_CURRENT_DATE_DEFAULT: Self = Self(8);
    /// The result is universal time.
    pub const ADJUST_TO_UNIVERSAL: Self = Self(0x10);
    /// Without zone: local time.
    pub const ASSUME_LOCAL: Self = Self(0x20);
    /// Without zone: universal time.
    pub const ASSUME_UNIVERSAL: Self = Self(0x40);
    /// The kind stays as written.
    pub const ROUNDTRIP_KIND: Self = Self(0x80);

    /// Whether all of `other` is set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for DateTimeStyles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

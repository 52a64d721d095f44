//! `System.Text.RegularExpressions.RegexOptions`.

use std::ops::BitOr;

/// How a pattern is read and matched.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct RegexOptions(pub u32);

impl RegexOptions {
    /// Nothing special.
    pub const NONE: Self = Self(0);
    /// Case does not matter.
    pub const IGNORE_CASE: Self = Self(1);
    /// `^` and `$` are at every line.
    pub const MULTILINE: Self = Self(2);
    /// Only named groups capture.
    pub const EXPLICIT_CAPTURE: Self = Self(4);
    /// Without meaning here.
    pub const COMPILED: Self = Self(8);
    /// `.` matches line feeds too.
    pub const SINGLELINE: Self = Self(16);
    /// White space and comments in the pattern do not count.
    pub const IGNORE_PATTERN_WHITESPACE: Self = Self(32);
    /// The text is searched from its end.
    pub const RIGHT_TO_LEFT: Self = Self(64);
    /// As JavaScript has it.
    pub const ECMA_SCRIPT: Self = Self(256);
    /// Case by the invariant culture.
    pub const CULTURE_INVARIANT: Self = Self(512);
    /// Taken, but matching goes the usual way.
    pub const NON_BACKTRACKING: Self = Self(1024);

    /// Whether all of `other` is set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn set(&mut self, other: Self, on: bool) {
        if on {
            self.0 |= other.0;
        } else {
            self.0 &= !other.0;
        }
    }
}

impl BitOr for RegexOptions {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

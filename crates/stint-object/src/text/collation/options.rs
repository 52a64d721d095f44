//! `System.Globalization.CompareOptions`.

use std::ops::BitOr;

/// What a comparison overlooks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct CompareOptions(pub u32);

impl CompareOptions {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Case.
    pub const IGNORE_CASE: Self = Self(1);
    /// Combining marks.
    pub const IGNORE_NON_SPACE: Self = Self(2);
    /// Punctuation and symbols.
    pub const IGNORE_SYMBOLS: Self = Self(4);
    /// Hiragana or katakana.
    pub const IGNORE_KANA_TYPE: Self = Self(8);
    /// Full or half width.
    pub const IGNORE_WIDTH: Self = Self(16);
    /// Digits count as numbers.
    pub const NUMERIC_ORDERING: Self = Self(32);
    /// By code units, case overlooked.
    pub const ORDINAL_IGNORE_CASE: Self = Self(0x1000_0000);
    /// Symbols before letters; always so here.
    pub const STRING_SORT: Self = Self(0x2000_0000);
    /// By code units.
    pub const ORDINAL: Self = Self(0x4000_0000);

    /// Whether all of `other` is set.
    pub fn allows(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// These without `other`.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for CompareOptions {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

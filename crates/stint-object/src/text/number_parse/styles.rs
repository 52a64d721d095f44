//! `System.Globalization.NumberStyles`.

use std::ops::BitOr;

/// What a number's text may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NumberStyles(pub u32);

impl NumberStyles {
    /// Nothing but digits.
    pub const NONE: Self = Self(0);
    /// White space before.
    pub const ALLOW_LEADING_WHITE: Self = Self(1);
    /// White space behind.
    pub const ALLOW_TRAILING_WHITE: Self = Self(2);
    /// A sign before.
    pub const ALLOW_LEADING_SIGN: Self = Self(4);
    /// A sign behind.
    pub const ALLOW_TRAILING_SIGN: Self = Self(8);
    /// Parentheses as a minus sign.
    pub const ALLOW_PARENTHESES: Self = Self(0x10);
    /// A decimal point.
    pub const ALLOW_DECIMAL_POINT: Self = Self(0x20);
    /// Group separators.
    pub const ALLOW_THOUSANDS: Self = Self(0x40);
    /// An exponent.
    pub const ALLOW_EXPONENT: Self = Self(0x80);
    /// A currency sign.
    pub const ALLOW_CURRENCY_SYMBOL: Self = Self(0x100);
    /// Hexadecimal digits instead of decimal ones.
    pub const ALLOW_HEX_SPECIFIER: Self = Self(0x200);
    /// Binary digits instead of decimal ones.
    pub const ALLOW_BINARY_SPECIFIER: Self = Self(0x400);
    /// What integers are parsed with.
    pub const INTEGER: Self = Self(7);
    /// Hexadecimal digits with white space around.
    pub const HEX_NUMBER: Self = Self(0x203);
    /// Binary digits with white space around.
    pub const BINARY_NUMBER: Self = Self(0x403);
    /// What decimals are parsed with.
    pub const NUMBER: Self = Self(111);
    /// A real number with an exponent, without groups.
    pub const FLOAT: Self = Self(167);
    /// What doubles are parsed with: float and groups.
    pub const REAL: Self = Self(167 | 0x40);
    /// All but exponent and hexadecimal digits.
    pub const CURRENCY: Self = Self(383);
    /// All but hexadecimal digits.
    pub const ANY: Self = Self(511);

    /// Whether all of `other` is allowed.
    pub fn allows(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for NumberStyles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

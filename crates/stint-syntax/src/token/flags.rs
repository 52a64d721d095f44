//! PowerShell's `TokenFlags`.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// A set of token traits, with PowerShell's bit values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TokenFlags(pub u32);

macro_rules! flags {
    ($($name:ident $text:ident = $value:expr;)+) => {
        #[allow(missing_docs)]
        impl TokenFlags {
            $(pub const $name: TokenFlags = TokenFlags($value);)+
            /// Names with their values, as .NET lists an enum: by value.
            pub const NAMES: &[(&str, u32)] = &[$((stringify!($text), $value)),+];
        }

    };
}

flags! {
    NONE None = 0;
    BINARY_PRECEDENCE_LOGICAL BinaryPrecedenceLogical = 0x1;
    BINARY_PRECEDENCE_BITWISE BinaryPrecedenceBitwise = 0x2;
    BINARY_PRECEDENCE_COMPARISON BinaryPrecedenceComparison = 0x5;
    BINARY_PRECEDENCE_COALESCE BinaryPrecedenceCoalesce = 0x7;
    BINARY_PRECEDENCE_ADD BinaryPrecedenceAdd = 0x9;
    BINARY_PRECEDENCE_MULTIPLY BinaryPrecedenceMultiply = 0xa;
    BINARY_PRECEDENCE_FORMAT BinaryPrecedenceFormat = 0xc;
    BINARY_PRECEDENCE_RANGE BinaryPrecedenceRange = 0xd;
    BINARY_PRECEDENCE_MASK BinaryPrecedenceMask = 0xf;
    KEYWORD Keyword = 0x10;
    SCRIPT_BLOCK_BLOCK_NAME ScriptBlockBlockName = 0x20;
    BINARY_OPERATOR BinaryOperator = 0x100;
    UNARY_OPERATOR UnaryOperator = 0x200;
    CASE_SENSITIVE_OPERATOR CaseSensitiveOperator = 0x400;
    TERNARY_OPERATOR TernaryOperator = 0x800;
    SPECIAL_OPERATOR SpecialOperator = 0x1000;
    ASSIGNMENT_OPERATOR AssignmentOperator = 0x2000;
    PARSE_MODE_INVARIANT ParseModeInvariant = 0x8000;
    TOKEN_IN_ERROR TokenInError = 0x10000;
    DISALLOWED_IN_RESTRICTED_MODE DisallowedInRestrictedMode = 0x20000;
    PREFIX_OR_POSTFIX_OPERATOR PrefixOrPostfixOperator = 0x40000;
    COMMAND_NAME CommandName = 0x80000;
    MEMBER_NAME MemberName = 0x100000;
    TYPE_NAME TypeName = 0x200000;
    ATTRIBUTE_NAME AttributeName = 0x400000;
    CAN_CONSTANT_FOLD CanConstantFold = 0x800000;
    STATEMENT_DOESNT_SUPPORT_ATTRIBUTES StatementDoesntSupportAttributes = 0x1000000;
}

impl TokenFlags {
    /// True when any bit of `flag` is set.
    pub const fn has(self, flag: TokenFlags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Both sets.
    pub const fn with(self, flag: TokenFlags) -> TokenFlags {
        TokenFlags(self.0 | flag.0)
    }

    /// The text .NET gives a flags enum: names by value, joined with a comma; the number when bits have no name.
    pub fn text(self) -> String {
        if self.0 == 0 {
            return "None".into();
        }
        let mut left = self.0;
        let mut found = Vec::new();
        for &(name, value) in Self::NAMES.iter().rev() {
            if value != 0 && left & value == value {
                left &= !value;
                found.push(name);
            }
        }
        if left != 0 {
            return self.0.to_string();
        }
        found.reverse();
        found.join(", ")
    }
}

impl BitOr for TokenFlags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

impl BitOrAssign for TokenFlags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAnd for TokenFlags {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitAndAssign for TokenFlags {
    fn bitand_assign(&mut self, other: Self) {
        self.0 &= other.0;
    }
}

impl Not for TokenFlags {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0)
    }
}

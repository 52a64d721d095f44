//! Tokens as PowerShell's parser reports them.

mod flags;
mod kind;

pub use flags::TokenFlags;
pub use kind::TokenKind;

use crate::ast::{RedirectionStream, Text};
use crate::number::Number;
use crate::source::Extent;
use crate::variable_path::VariablePath;
use std::sync::Arc;

/// One token: kind, traits, place, and what its text means.
#[derive(Debug, Clone)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its traits: those of the kind, and those of the place it stands in.
    pub flags: TokenFlags,
    /// Where it is.
    pub extent: Extent,
    /// What its text means.
    pub value: TokenValue,
}

/// What a token says beyond its text.
#[derive(Debug, Clone)]
pub enum TokenValue {
    /// Nothing more: PowerShell's plain `Token`.
    None,
    /// A number: `NumberToken`.
    Number(Number),
    /// A dash and a name: `ParameterToken`.
    Parameter {
        /// The name without its dash and colon.
        name: Text,
        /// True when a colon follows at once.
        used_colon: bool,
    },
    /// A variable, splatted or not: `VariableToken`.
    Variable(Arc<VariablePath>),
    /// A string without anything to expand: `StringLiteralToken`.
    String(Text),
    /// A string with variables or sub-expressions, or a command word with them: `StringExpandableToken`.
    Expandable(Box<ExpandableToken>),
    /// A loop label without its colon: `LabelToken`.
    Label(Text),
    /// `2>&1`: `MergingRedirectionToken`.
    Merging(RedirectionStream, RedirectionStream),
    /// `>` or `>>`, with what it takes: `FileRedirectionToken`.
    File {
        /// The stream that is written.
        from: RedirectionStream,
        /// True for `>>`.
        append: bool,
    },
}

/// What an expandable string token carries.
#[derive(Debug, Clone)]
pub struct ExpandableToken {
    /// The text, escapes done, variables as written.
    pub value: Text,
    /// The text with `{0}` where a nested expression stands, braces doubled.
    pub format: Text,
    /// The tokens inside; PowerShell's `NestedTokens`.
    pub nested: Vec<Token>,
}

impl Token {
    /// PowerShell's class of the token.
    pub fn type_name(&self) -> &'static str {
        match (&self.value, self.kind) {
            (_, TokenKind::RedirectInStd) => "InputRedirectionToken",
            (TokenValue::None, _) => "Token",
            (TokenValue::Number(_), _) => "NumberToken",
            (TokenValue::Parameter { .. }, _) => "ParameterToken",
            (TokenValue::Variable(_), _) => "VariableToken",
            (TokenValue::String(_), _) => "StringLiteralToken",
            (TokenValue::Expandable(_), _) => "StringExpandableToken",
            (TokenValue::Label(_), _) => "LabelToken",
            (TokenValue::Merging(..), _) => "MergingRedirectionToken",
            (TokenValue::File { .. }, _) => "FileRedirectionToken",
        }
    }

    /// True when the token itself is wrong, such as a string without its end.
    pub fn has_error(&self) -> bool {
        self.flags.has(TokenFlags::TOKEN_IN_ERROR)
    }
}

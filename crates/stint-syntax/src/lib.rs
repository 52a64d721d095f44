//! PowerShell source text to tokens, tree and diagnostics. Pure: never fails, never resolves names.
//!
//! [`parse`] is the door. What it returns mirrors PowerShell's own `System.Management.Automation.Language`
//! classes one to one, so that scripts which read their own tree see the names they expect.

pub mod ast;
pub mod error;
pub mod number;
pub mod operator;
pub mod requires;
pub mod source;
pub mod token;
pub mod variable_path;

use std::sync::Arc;

pub use ast::*;
pub use error::ParseError;
pub use number::Number;
pub use operator::{AssignmentOperator, BinaryOperator, Case, UnaryOperator};
pub use source::{Extent, Position, Source};
pub use token::{Token, TokenFlags, TokenKind, TokenValue};
pub use variable_path::VariablePath;

/// What a text parsed to: always a tree, however wrong the text is.
#[derive(Debug)]
pub struct Parsed {
    /// The whole script.
    pub root: Arc<ScriptBlockAst>,
    /// Every token, comments and new lines included, ending with `EndOfInput`.
    pub tokens: Vec<Token>,
    /// The diagnostics, in the order PowerShell lists them.
    pub errors: Vec<ParseError>,
}

//! PowerShell source text to tokens, tree and diagnostics. Pure: never fails, never resolves names.
//!
//! [`parse`] is the door. What it returns mirrors PowerShell's own `System.Management.Automation.Language`
//! classes one to one, so that scripts which read their own tree see the names they expect.

pub mod ast;
mod chars;
pub mod error;
mod lexer;
mod message;
pub mod number;
pub mod operator;
mod parser;
pub mod requires;
mod shared;
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

/// Parses a script. Whatever the text, there is a tree.
pub fn parse(text: &str, file: Option<&str>) -> Parsed {
    let source = Arc::new(Source::new(text, file));
    let mut shared = shared::Shared::new(source.clone());
    let (mut root, tokens) = parser::parse_source(&source, &mut shared);
    root.had_errors = !shared.errors.is_empty();
    Parsed {
        root: Arc::new(root),
        tokens,
        errors: shared.errors,
    }
}

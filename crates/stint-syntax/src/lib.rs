//! PowerShell source text to tokens, tree and diagnostics. Pure: never fails, never resolves names.
//!
//! [`parse`] is the door. What it returns mirrors PowerShell's own `System.Management.Automation.Language`
//! classes one to one, so that scripts which read their own tree see the names they expect.

pub mod ast;
mod chars;
mod check;
pub mod error;
mod fragment;
pub mod help;
mod lexer;
mod message;
pub mod node;
pub mod number;
pub mod operator;
mod parser;
pub mod requires;
pub mod restricted;
mod shared;
pub mod source;
pub mod symbols;
pub mod token;
pub mod variable_path;

use std::sync::Arc;

pub use ast::*;
pub use error::ParseError;
pub use fragment::{Fragment, parse_expandable_string, parse_number, parse_type_name};
pub use help::{CommentHelp, HelpSubject};
pub use node::NodeRef;
pub use number::Number;
pub use operator::{AssignmentOperator, BinaryOperator, Case, UnaryOperator};
pub use restricted::{RestrictedLanguage, RestrictedVariables};
pub use shared::Tokens;
pub use source::{Extent, Position, Source};
pub use symbols::{Everything, ModuleAnswer, Symbols, TypeQuery};
pub use token::{Token, TokenFlags, TokenKind, TokenValue};
pub use variable_path::VariablePath;

/// Places are 32 bits; a longer text is too complex.
const LONGEST: usize = (u32::MAX / 2) as usize;

/// What a text parsed to: always a tree, however wrong the text is.
#[derive(Debug)]
pub struct Parsed {
    /// The whole script.
    pub root: Arc<ScriptBlockAst>,
    /// Every token, comments and new lines included, ending with `EndOfInput`; fewer with [`Tokens::Forgotten`].
    pub tokens: Vec<Token>,
    /// The diagnostics, in the order PowerShell lists them.
    pub errors: Vec<ParseError>,
}

/// Parses a script. Whatever the text, there is a tree.
///
/// Types, modules and assemblies are taken to be there: see [`parse_with`].
pub fn parse(text: &str, file: Option<&str>) -> Parsed {
    parse_with(text, file, Arc::new(Everything), Tokens::Kept)
}

/// Parses a script, asking about types, modules and assemblies where PowerShell reports missing ones as parse
/// errors.
pub fn parse_with(
    text: &str,
    file: Option<&str>,
    symbols: Arc<dyn Symbols>,
    tokens: Tokens,
) -> Parsed {
    let is_too_long = text.len() > LONGEST;
    let text = if is_too_long { "" } else { text };
    let source = Arc::new(Source::new(text, file));
    let mut shared = shared::Shared::new(source.clone(), symbols, tokens);
    if is_too_long {
        shared.abort(Extent::new(0, 0));
    }
    let (mut root, tokens) = parser::parse_source(&source, &mut shared);
    if !shared.aborted {
        check::check_source(&root, &mut shared);
    }
    root.had_errors = !shared.errors.is_empty();
    Parsed {
        root: Arc::new(root),
        tokens,
        errors: shared.errors,
    }
}

//! Parts of the language by themselves: what the running program parses out of strings.

use std::sync::Arc;

use crate::ast::{Expression, TypeName};
use crate::error::ParseError;
use crate::lexer::{Lexer, Mode, Place};
use crate::number::Number;
use crate::parser;
use crate::shared::{Shared, Tokens};
use crate::source::Source;
use crate::symbols::Everything;
use crate::token::{TokenKind, TokenValue};

/// An expression with the text it was read from.
#[derive(Debug)]
pub struct Fragment {
    /// What was read.
    pub expression: Expression,
    /// The text that its extents refer to.
    pub source: Arc<Source>,
    /// The diagnostics.
    pub errors: Vec<ParseError>,
}

fn shared(text: &str) -> Shared {
    let source = Arc::new(Source::new(text, None));
    Shared::new(source, Arc::new(Everything), Tokens::Kept)
}

/// The number that a whole string is, with a sign, a suffix or a multiplier if it has them: how PowerShell converts
/// strings to numbers. None when the string is anything else, also when it is empty.
pub fn parse_number(text: &str) -> Option<Number> {
    let text = text.trim();
    let mut shared = shared("");
    let mut lexer = Lexer::new(text, Place::default(), Mode::Command, &mut shared);
    lexer.allow_signed_numbers = true;
    let token = lexer.next_token();
    let is_whole = token.kind == TokenKind::Number && token.extent.end as usize == text.len();
    match lexer.value(token) {
        TokenValue::Number(number) if is_whole => Some(number.clone()),
        _ => None,
    }
}

/// The type name that a whole string is, without brackets around it.
pub fn parse_type_name(text: &str) -> Option<TypeName> {
    let text = text.trim();
    let mut shared = shared(text);
    let type_name = parser::parse_type_name(text, &mut shared)?;
    let is_whole = type_name.extent().end as usize == text.len();
    (is_whole && shared.errors.is_empty()).then_some(type_name)
}

/// A string as if it stood between double quotes, where its own double quotes are plain: what
/// `ExpandString` expands.
pub fn parse_expandable_string(text: &str) -> Fragment {
    let quoted = format!("\"{}\"", text.replace('"', "\"\""));
    let mut shared = shared(&quoted);
    let expression = parser::parse_string(&quoted, &mut shared);
    Fragment {
        expression,
        source: shared.source,
        errors: shared.errors,
    }
}

//! The parser: one function for each rule of PowerShell's grammar, with PowerShell's recovery from errors.

mod attribute;
mod class;
mod command;
mod configuration;
mod data;
mod expression;
mod function;
mod loops;
mod member;
mod nesting;
mod pipeline;
mod primary;
mod requires;
mod script_block;
mod statement;
mod switch;
mod try_catch;
mod type_name;
mod using;

use std::sync::Arc;

use crate::ast::{Expression, NestedAst, ScriptBlockAst, Text, TypeName};
use crate::lexer::{Lexer, Mode, Place, Tok};
use crate::message::Message;
use crate::shared::Shared;
use crate::source::{Extent, Source};
use crate::token::{Token, TokenFlags, TokenKind, TokenValue};

/// Parses one text; a `$( )` in a string gets a parser of its own.
pub(crate) struct Parser<'t, 's> {
    lexer: Lexer<'t, 's>,
    /// A token that was read and given back.
    ungot: Option<Tok>,
    disable_comma: bool,
}

/// The tree and tokens of a whole source; diagnostics are in `shared`.
pub(crate) fn parse_source(
    source: &Arc<Source>,
    shared: &mut Shared,
) -> (ScriptBlockAst, Vec<Token>) {
    let mut parser = Parser::new(source.text(), Place::default(), Mode::Command, shared);
    let mut root = parser.script_block_rule(None, script_block::Body::Script, None);
    let tokens = parser.lexer.into_tokens();
    if !shared.aborted {
        root.requirements = requires::requirements(source, &tokens, shared);
    }
    (root, tokens)
}

/// The type name that a text starts with.
pub(crate) fn parse_type_name(text: &str, shared: &mut Shared) -> Option<TypeName> {
    let mut parser = Parser::new(text, Place::default(), Mode::Command, shared);
    parser.type_name_rule(true).map(|(type_name, _)| type_name)
}

/// The double-quoted string that a text is.
pub(crate) fn parse_string(text: &str, shared: &mut Shared) -> Expression {
    let mut parser = Parser::new(text, Place::default(), Mode::Command, shared);
    let token = parser.next_token();
    parser.expandable_string_rule(token)
}

impl<'t, 's> Parser<'t, 's> {
    fn new(text: &'t str, place: Place, mode: Mode, shared: &'s mut Shared) -> Self {
        Self {
            lexer: Lexer::new(text, place, mode, shared),
            ungot: None,
            disable_comma: false,
        }
    }

    fn source(&self) -> &Arc<Source> {
        &self.lexer.shared.source
    }

    fn next_token(&mut self) -> Tok {
        match self.ungot.take() {
            Some(token) => token,
            None => self.lexer.next_token(),
        }
    }

    fn peek_token(&mut self) -> Tok {
        let token = match self.ungot {
            Some(token) => token,
            None => self.lexer.next_token(),
        };
        self.ungot = Some(token);
        token
    }

    fn skip_token(&mut self) {
        self.ungot = None;
    }

    fn unget(&mut self, token: Tok) {
        self.ungot = Some(token);
    }

    fn skip_newlines(&mut self) {
        if self
            .ungot
            .is_none_or(|token| token.kind == TokenKind::NewLine)
        {
            self.ungot = None;
            self.lexer.skip_newlines(false);
        }
    }

    fn skip_newlines_and_semicolons(&mut self) {
        let is_skipped = |token: Tok| matches!(token.kind, TokenKind::NewLine | TokenKind::Semi);
        if self.ungot.is_none_or(is_skipped) {
            self.ungot = None;
            self.lexer.skip_newlines(true);
        }
    }

    fn resync_token(&mut self, token: Tok) {
        self.resync(token.extent.start);
        if token.kind == TokenKind::EndOfInput {
            // Its place does not count what was left out of a nested text.
            self.lexer.go_to_end();
        }
    }

    fn resync(&mut self, restore_point: u32) {
        self.ungot = None;
        self.lexer.resync(restore_point);
    }

    fn mode(&self) -> Mode {
        self.lexer.mode
    }

    /// Changes the mode, and reads a token that was given back again when it could differ in the new mode.
    fn set_mode(&mut self, mode: Mode) {
        if mode != self.lexer.mode
            && let Some(token) = self.ungot
            && !token.kind.has(TokenFlags::PARSE_MODE_INVARIANT)
        {
            self.resync_token(token);
        }
        self.lexer.mode = mode;
    }

    /// Runs a rule in a mode.
    fn in_mode<R>(&mut self, mode: Mode, rule: impl FnOnce(&mut Self) -> R) -> R {
        let old = self.mode();
        self.set_mode(mode);
        let result = rule(self);
        self.set_mode(old);
        result
    }

    /// Runs a rule with the comma as an operator or not.
    fn with_comma<R>(&mut self, enabled: bool, rule: impl FnOnce(&mut Self) -> R) -> R {
        let old = std::mem::replace(&mut self.disable_comma, !enabled);
        let result = rule(self);
        self.disable_comma = old;
        result
    }

    /// Goes on to one of `kinds` outside of brackets, which is taken or left.
    fn sync_on_error(&mut self, take_closing: bool, kinds: &[TokenKind]) {
        use TokenKind::*;
        let wanted = |kind: TokenKind| kinds.contains(&kind);
        let mut parens = i32::from(wanted(RParen));
        let mut curlies = i32::from(wanted(RCurly));
        let mut brackets = i32::from(wanted(RBracket));
        loop {
            let token = self.next_token();
            let closed = match token.kind {
                LParen => {
                    parens += 1;
                    None
                }
                LCurly => {
                    curlies += 1;
                    None
                }
                LBracket => {
                    brackets += 1;
                    None
                }
                RParen => {
                    parens -= 1;
                    Some(parens)
                }
                RCurly => {
                    curlies -= 1;
                    Some(curlies)
                }
                RBracket => {
                    brackets -= 1;
                    Some(brackets)
                }
                EndOfInput => {
                    self.unget(token);
                    return;
                }
                _ => None,
            };
            if closed == Some(0) && wanted(token.kind) {
                if !take_closing {
                    self.unget(token);
                }
                return;
            }
            if wanted(token.kind) && parens == 0 && curlies == 0 && brackets == 0 {
                return;
            }
        }
    }

    /// A token's text as written.
    fn text(&self, token: Tok) -> &str {
        self.lexer.source_text(token.extent)
    }

    fn text_of(&self, extent: Extent) -> Text {
        self.lexer.source_text(extent).into()
    }

    /// The string a token means: PowerShell's `StringToken.Value`.
    fn string_value(&self, token: Tok) -> Text {
        match self.lexer.value(token) {
            TokenValue::String(value) => value.clone(),
            TokenValue::Expandable(expandable) => expandable.value.clone(),
            _ => self.text_of(token.extent),
        }
    }

    fn parameter_value(&self, token: Tok) -> (Text, bool) {
        match self.lexer.value(token) {
            TokenValue::Parameter { name, used_colon } => (name.clone(), *used_colon),
            _ => (self.text_of(token.extent), false),
        }
    }

    /// True when a parameter is `name` or a beginning of it.
    fn is_parameter(&self, token: Tok, name: &str) -> bool {
        let (written, _) = self.parameter_value(token);
        name.get(..written.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(&written))
    }

    fn add_flags(&mut self, token: Tok, flags: TokenFlags) {
        if let Some(saved) = self.lexer.saved(token) {
            saved.flags |= flags;
        }
    }

    fn remove_flags(&mut self, token: Tok, flags: TokenFlags) {
        if let Some(saved) = self.lexer.saved(token) {
            saved.flags &= !flags;
        }
    }

    fn error(&mut self, extent: Extent, message: Message, arguments: &[&str]) {
        self.lexer.shared.report(extent, message, arguments, false);
    }

    /// Reports an error that more input could mend when nothing follows; says whether it could.
    fn incomplete(&mut self, extent: Extent, message: Message, arguments: &[&str]) -> bool {
        self.incomplete_at(extent, extent, message, arguments)
    }

    /// The same where the error is shown at another place than where it was found.
    fn incomplete_at(
        &mut self,
        extent: Extent,
        found: Extent,
        message: Message,
        arguments: &[&str],
    ) -> bool {
        let incomplete = self.lexer.is_at_end_of_script(found);
        self.lexer
            .shared
            .report(extent, message, arguments, incomplete);
        incomplete
    }

    /// The empty place at the character before.
    fn before(&self, extent: Extent) -> Extent {
        let mut offset = extent.start.saturating_sub(1) as usize;
        let text = self.source().text();
        while offset < text.len() && !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Extent::new(offset as u32, offset as u32)
    }
}

/// Collects what was read of something broken.
fn nested<T>(parts: impl IntoIterator<Item = T>, wrap: fn(T) -> NestedAst) -> Vec<NestedAst> {
    parts.into_iter().map(wrap).collect()
}

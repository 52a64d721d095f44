//! Identifiers, keywords, parameters, labels, type names and words of any other kind.

use super::expansion::Expansion;
use super::keyword::{keyword, operator};
use super::{Lexer, Mode, Tok};
use crate::chars::{
    ends_token, is_double_quote, is_identifier_follow, is_identifier_start, is_letter_or_digit,
    is_single_quote, plain_word_byte,
};
use crate::token::{ExpandableToken, TokenFlags, TokenKind, TokenValue};

impl Lexer<'_, '_> {
    /// A word that starts with a letter: a keyword, a name, or in command mode any argument.
    pub(super) fn scan_identifier(&mut self) -> Tok {
        while is_identifier_follow(self.peek()) {
            self.bump();
        }
        if self.mode == Mode::TypeName {
            return self.scan_type_name();
        }
        let in_command_mode = self.in_command_mode();
        if !self.want_simple_name && in_command_mode && !ends_token(self.peek()) {
            return self.scan_generic();
        }
        if !self.want_simple_name && (in_command_mode || self.mode == Mode::Signature) {
            let found = keyword(&self.text[self.start..self.pos]);
            if let Some(kind) =
                found.filter(|&kind| kind != TokenKind::InlineScript || self.in_workflow)
            {
                return self.token(kind);
            }
        }
        self.token(TokenKind::Identifier)
    }

    fn scan_type_name(&mut self) -> Tok {
        loop {
            let c = self.peek();
            if !matches!(c, '.' | '`' | '_' | '+' | '#' | '\\') && !is_letter_or_digit(c) {
                break;
            }
            self.bump();
        }
        self.emit(
            TokenKind::Identifier,
            TokenFlags::TYPE_NAME,
            TokenValue::None,
        )
    }

    /// A label; the colon has been taken.
    pub(super) fn scan_label(&mut self) -> Tok {
        if !is_identifier_start(self.peek()) {
            return self.scan_generic();
        }
        let name = self.pos;
        while is_identifier_follow(self.peek()) {
            self.bump();
        }
        if !ends_token(self.peek()) {
            self.bump();
            return self.scan_generic();
        }
        let name = self.text[name..self.pos].into();
        self.emit(TokenKind::Label, TokenFlags::NONE, TokenValue::Label(name))
    }

    /// A parameter, or in an expression an operator; the dash has been taken.
    pub(super) fn scan_parameter(&mut self) -> Tok {
        let name = self.pos;
        let in_command_mode = self.in_command_mode();
        let mut used_colon = false;
        let mut end;
        loop {
            end = self.pos;
            let c = self.peek();
            if c.is_ascii_alphabetic() {
                self.pos += 1;
                continue;
            }
            if crate::chars::is_blank(c) {
                break;
            }
            match c {
                '{' | '}' | '(' | ')' | ';' | ',' | '|' | '&' | '.' | '[' | '\r' | '\n' | '\0' => {
                    break;
                }
                ':' => {
                    used_colon = true;
                    if in_command_mode {
                        self.pos += 1;
                    }
                    break;
                }
                // Quotes are never part of a parameter: this is an argument that starts with a dash.
                c if is_single_quote(c) || is_double_quote(c) => {
                    if in_command_mode {
                        return self.scan_generic();
                    }
                    break;
                }
                _ if in_command_mode => {
                    self.bump();
                }
                _ => break,
            }
        }
        let name = &self.text[name..end];
        if self.in_expression_mode()
            && let Some(kind) = operator(name)
        {
            return self.token(kind);
        }
        if name.is_empty() {
            return self.token(TokenKind::Minus);
        }
        let value = TokenValue::Parameter {
            name: name.into(),
            used_colon,
        };
        self.emit(TokenKind::Parameter, TokenFlags::NONE, value)
    }

    /// A word of any kind, whose part from the token's start to here has been taken as it is.
    pub(super) fn scan_generic(&mut self) -> Tok {
        while self
            .bytes
            .get(self.pos)
            .is_some_and(|&byte| plain_word_byte(byte))
        {
            self.pos += 1;
        }
        let taken = &self.text[self.start..self.pos];
        if ends_token(self.peek()) {
            let value = TokenValue::String(taken.into());
            return self.emit(TokenKind::Generic, TokenFlags::NONE, value);
        }
        self.scan_generic_from(taken)
    }

    /// The same word read again from its start, because it turned out not to be what it began as.
    pub(super) fn rescan_generic(&mut self) -> Tok {
        self.pos = self.start;
        self.scan_generic()
    }

    /// The rest of a word that has `taken` in front. Whether its variables are expanded is for the parser to say.
    pub(super) fn scan_generic_from(&mut self, taken: &str) -> Tok {
        let mut expansion = self.expansion();
        expansion.push_plain(taken);
        loop {
            let c = self.peek();
            if ends_token(c) {
                break;
            }
            let from = self.pos;
            self.bump();
            match c {
                '`' => {
                    let escaped = self.peek();
                    if escaped == '\0' {
                        expansion.push(c);
                    } else {
                        self.bump();
                        let escaped = self.escape(escaped);
                        expansion.push(escaped);
                    }
                }
                '$' if self.scan_nested(from, false, &mut expansion) => {}
                c if is_single_quote(c) => {
                    self.scan_single_quoted_body(from, &mut expansion);
                }
                c if is_double_quote(c) => {
                    self.scan_double_quoted_body(from, &mut expansion);
                }
                c => expansion.push(c),
            }
        }
        if expansion.nested.is_empty() {
            let value = TokenValue::String(self.text_of_expansion(expansion));
            return self.emit(TokenKind::Generic, TokenFlags::NONE, value);
        }
        self.emit_expandable(TokenKind::Generic, TokenFlags::NONE, expansion)
    }

    pub(super) fn emit_expandable(
        &mut self,
        kind: TokenKind,
        mut flags: TokenFlags,
        mut expansion: Expansion,
    ) -> Tok {
        if expansion.nested.iter().any(|token| token.has_error()) {
            flags |= TokenFlags::TOKEN_IN_ERROR;
        }
        let (value, format) = expansion.texts();
        let nested = std::mem::take(&mut expansion.nested);
        self.keep(expansion);
        let value = TokenValue::Expandable(Box::new(ExpandableToken {
            value,
            format,
            nested,
        }));
        self.emit(kind, flags, value)
    }
}

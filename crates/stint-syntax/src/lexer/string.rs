//! Strings and here-strings, their escapes, and the variables and sub-expressions in them.

use super::expansion::Expansion;
use super::{Lexer, Mode, Tok};
use crate::chars::{is_blank, is_double_quote, is_single_quote, is_variable_start};
use crate::message::Message;
use crate::token::{TokenFlags, TokenKind, TokenValue};

const INVALID: char = '\u{ffff}';
const HEX_DIGITS: usize = 6;

impl<'t> Lexer<'t, '_> {
    /// What a backtick and a character mean; the character has been taken.
    pub(super) fn escape(&mut self, c: char) -> char {
        match c {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'e' => '\u{1b}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unicode_escape().unwrap_or(INVALID),
            'v' => '\u{b}',
            c => c,
        }
    }

    /// The rest of `` `u{hex} ``.
    fn unicode_escape(&mut self) -> Option<char> {
        let from = self.pos - 2;
        if self.peek() != '{' {
            let extent = self.raw_extent(from, self.pos);
            self.shared
                .report(extent, Message::InvalidUnicodeEscapeSequence, &[], false);
            return None;
        }
        self.pos += 1;
        let digits = self.pos;
        while self.peek().is_ascii_hexdigit() && self.pos - digits < HEX_DIGITS {
            self.pos += 1;
        }
        let count = self.pos - digits;
        let c = self.peek();
        if c != '}' {
            let message = if c.is_ascii_hexdigit() {
                Message::TooManyDigitsInUnicodeEscapeSequence
            } else if count < HEX_DIGITS {
                Message::InvalidUnicodeEscapeSequence
            } else {
                Message::MissingUnicodeEscapeSequenceTerminator
            };
            self.error_at(self.pos, message);
            return None;
        }
        self.pos += 1;
        let value = u32::from_str_radix(&self.text[digits..digits + count], 16).ok();
        let (extent, message) = match value {
            None => (
                self.raw_extent(from, self.pos),
                Message::InvalidUnicodeEscapeSequence,
            ),
            Some(value) if value > 0x10ffff => (
                self.raw_extent(digits, self.pos - 1),
                Message::InvalidUnicodeEscapeSequenceValue,
            ),
            // Half a surrogate pair is no character here; PowerShell keeps it as a UTF-16 unit.
            Some(value) => return Some(char::from_u32(value).unwrap_or('\u{fffd}')),
        };
        self.shared.report(extent, message, &[], false);
        None
    }

    /// The rest of a `'...'` token.
    pub(super) fn scan_single_quoted(&mut self) -> Tok {
        let mut expansion = self.expansion();
        self.bump();
        let flags = self.scan_single_quoted_body(self.start, &mut expansion);
        let value = TokenValue::String(self.text_of_expansion(expansion));
        self.emit(TokenKind::StringLiteral, flags, value)
    }

    /// The inside of `'...'`; the quote at `from` has been taken.
    pub(super) fn scan_single_quoted_body(
        &mut self,
        from: usize,
        expansion: &mut Expansion,
    ) -> TokenFlags {
        loop {
            let run = self.pos;
            while self
                .bytes
                .get(self.pos)
                .is_some_and(|&byte| byte < 0x80 && byte != b'\'')
            {
                self.pos += 1;
            }
            expansion.push_any(&self.text[run..self.pos]);
            if self.at_end() {
                self.incomplete_from(from, Message::TerminatorExpectedAtEndOfString, &["'"]);
                return TokenFlags::TOKEN_IN_ERROR;
            }
            let c = self.bump();
            if is_single_quote(c) {
                if !is_single_quote(self.peek()) {
                    return TokenFlags::NONE;
                }
                let second = self.bump();
                expansion.push(second);
            } else {
                expansion.push(c);
            }
        }
    }

    /// The rest of a `"..."` token.
    pub(super) fn scan_double_quoted(&mut self) -> Tok {
        let mut expansion = self.expansion();
        self.bump();
        let flags = self.scan_double_quoted_body(self.start, &mut expansion);
        self.emit_expandable(TokenKind::StringExpandable, flags, expansion)
    }

    /// The inside of `"..."`; the quote at `from` has been taken.
    pub(super) fn scan_double_quoted_body(
        &mut self,
        from: usize,
        expansion: &mut Expansion,
    ) -> TokenFlags {
        loop {
            let run = self.pos;
            while self.bytes.get(self.pos).is_some_and(|&byte| {
                byte < 0x80 && !matches!(byte, b'"' | b'$' | b'`' | b'{' | b'}')
            }) {
                self.pos += 1;
            }
            expansion.push_plain(&self.text[run..self.pos]);
            if self.at_end() {
                self.incomplete_from(from, Message::TerminatorExpectedAtEndOfString, &["\""]);
                return TokenFlags::TOKEN_IN_ERROR;
            }
            let at = self.pos;
            let c = self.bump();
            if is_double_quote(c) {
                if !is_double_quote(self.peek()) {
                    return TokenFlags::NONE;
                }
                let second = self.bump();
                expansion.push(second);
            } else {
                self.push_expanded(at, c, false, expansion);
            }
        }
    }

    /// Takes what starts with `c`, which has been taken: a nested expression, an escape or the character itself.
    fn push_expanded(&mut self, at: usize, c: char, here: bool, expansion: &mut Expansion) {
        match c {
            '$' if self.scan_nested(at, here, expansion) => {}
            '`' if self.peek() != '\0' => {
                let escaped = self.bump();
                let escaped = self.escape(escaped);
                expansion.push(escaped);
            }
            c => expansion.push(c),
        }
    }

    /// A variable or `$( )` after a dollar at `dollar`, which has been taken; false when it is only a dollar.
    pub(super) fn scan_nested(
        &mut self,
        dollar: usize,
        here: bool,
        expansion: &mut Expansion,
    ) -> bool {
        let next = self.peek();
        if next != '(' && next != '{' && !is_variable_start(next) {
            return false;
        }
        let outer = (self.start, self.mode, self.tokens.len());
        self.start = dollar;
        self.mode = Mode::Expression;
        if next == '(' {
            self.pos += 1;
            self.scan_sub_expression(here);
        } else {
            self.scan_variable(false, true);
        }
        let nested = self.tokens.pop();
        let (start, mode, saved) = outer;
        self.tokens.truncate(saved);
        self.start = start;
        self.mode = mode;
        expansion.push_nested(&self.text[dollar..self.pos], nested);
        true
    }

    /// The rest of `$( )` up to its parenthesis, to be parsed later; only parentheses are counted.
    fn scan_sub_expression(&mut self, here: bool) {
        let mut open = 1;
        let mut flags = TokenFlags::NONE;
        while open > 0 {
            if self.at_end() {
                self.incomplete_from(
                    self.start,
                    Message::IncompleteDollarSubexpressionReference,
                    &[],
                );
                flags = TokenFlags::TOKEN_IN_ERROR;
                break;
            }
            match self.bump() {
                '(' => open += 1,
                ')' => open -= 1,
                c if !here && (c == '`' || is_double_quote(c)) && is_double_quote(self.peek()) => {
                    self.bump();
                }
                _ => {}
            }
        }
        let value = TokenValue::String(self.text[self.start..self.pos].into());
        self.emit(TokenKind::StringLiteral, flags, value);
    }

    /// The rest of the line after `@'` or `@"`, which must be blank.
    fn scan_here_string_header(&mut self, quote: char, terminator: &str) -> bool {
        let header = self.start;
        self.skip_blanks();
        let c = self.peek();
        if matches!(c, '\r' | '\n') {
            self.pos += 1;
            self.skip_lf_after(c);
            return true;
        }
        if self.at_end() {
            self.incomplete_from(
                header,
                Message::TerminatorExpectedAtEndOfString,
                &[terminator],
            );
            return false;
        }
        self.error_at(self.pos, Message::UnexpectedCharactersAfterHereStringHeader);
        while !self.at_end() && !matches!(self.peek(), '\r' | '\n') {
            let c = self.bump();
            if c == quote && self.peek() == '@' {
                self.pos += 1;
                break;
            }
        }
        false
    }

    /// At the start of a line: takes the terminator. Blanks before what looks like one are taken as text, and its
    /// place is remembered for the error.
    fn scan_here_string_footer(
        &mut self,
        is_quote: fn(char) -> bool,
        expansion: &mut Expansion,
        false_footer: &mut Option<usize>,
    ) -> bool {
        let is_footer = |lexer: &Self| {
            let c = lexer.peek();
            is_quote(c) && lexer.bytes.get(lexer.pos + c.len_utf8()) == Some(&b'@')
        };
        if is_footer(self) {
            self.bump();
            self.pos += 1;
            return true;
        }
        while is_blank(self.peek()) {
            let c = self.bump();
            expansion.push(c);
        }
        if is_footer(self) {
            false_footer.get_or_insert(self.pos);
            let c = self.bump();
            expansion.push(c);
            let c = self.bump();
            expansion.push(c);
        }
        false
    }

    /// Takes a line end of a here-string, and the terminator after it if there is one: then true.
    fn scan_here_string_line_end(
        &mut self,
        c: char,
        is_quote: fn(char) -> bool,
        expansion: &mut Expansion,
        false_footer: &mut Option<usize>,
    ) -> bool {
        let lengths = expansion.lengths();
        let from = self.pos - 1;
        self.skip_lf_after(c);
        expansion.push_plain(&self.text[from..self.pos]);
        let ended = self.scan_here_string_footer(is_quote, expansion, false_footer);
        if ended {
            expansion.truncate(&lengths);
        }
        ended
    }

    fn here_string_without_end(&mut self, false_footer: Option<usize>, terminator: &str) {
        match false_footer {
            Some(from) => {
                self.incomplete_from(from, Message::WhitespaceBeforeHereStringFooter, &[]);
            }
            None => self.incomplete_from(
                self.start,
                Message::TerminatorExpectedAtEndOfString,
                &[terminator],
            ),
        }
    }

    /// The rest of a `@'` here-string.
    pub(super) fn scan_single_quoted_here(&mut self) -> Tok {
        let mut expansion = self.expansion();
        let flags = self.scan_here_string(HereString::Literal, &mut expansion);
        let value = TokenValue::String(self.text_of_expansion(expansion));
        self.emit(TokenKind::HereStringLiteral, flags, value)
    }

    /// The rest of a `@"` here-string.
    pub(super) fn scan_double_quoted_here(&mut self) -> Tok {
        let mut expansion = self.expansion();
        let flags = self.scan_here_string(HereString::Expandable, &mut expansion);
        self.emit_expandable(TokenKind::HereStringExpandable, flags, expansion)
    }

    fn scan_here_string(&mut self, kind: HereString, expansion: &mut Expansion) -> TokenFlags {
        let (quote, terminator, is_quote): (_, _, fn(char) -> bool) = match kind {
            HereString::Literal => ('\'', "'@", is_single_quote),
            HereString::Expandable => ('"', "\"@", is_double_quote),
        };
        if !self.scan_here_string_header(quote, terminator) {
            return TokenFlags::TOKEN_IN_ERROR;
        }
        let mut false_footer = None;
        if self.scan_here_string_footer(is_quote, expansion, &mut false_footer) {
            return TokenFlags::NONE;
        }
        loop {
            self.take_here_string_run(kind, expansion);
            if self.at_end() {
                self.here_string_without_end(false_footer, terminator);
                return TokenFlags::TOKEN_IN_ERROR;
            }
            let at = self.pos;
            let c = self.bump();
            if matches!(c, '\r' | '\n') {
                if self.scan_here_string_line_end(c, is_quote, expansion, &mut false_footer) {
                    return TokenFlags::NONE;
                }
            } else if kind == HereString::Expandable {
                self.push_expanded(at, c, true, expansion);
            } else {
                expansion.push(c);
            }
        }
    }

    /// Takes characters that stand for themselves in a here-string.
    fn take_here_string_run(&mut self, kind: HereString, expansion: &mut Expansion) {
        let run = self.pos;
        while self.bytes.get(self.pos).is_some_and(|&byte| {
            !matches!(byte, b'\r' | b'\n')
                && (kind == HereString::Literal || !matches!(byte, b'$' | b'`' | b'{' | b'}'))
        }) {
            self.pos += 1;
        }
        expansion.push_plain(&self.text[run..self.pos]);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HereString {
    Literal,
    Expandable,
}

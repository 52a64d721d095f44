//! Tokens that the parser asks for by name, because only its place in the grammar says what a character means.

use super::{Lexer, Tok};
use crate::chars::{ends_assembly_name_part, is_blank, is_double_quote};
use crate::token::{TokenFlags, TokenKind, TokenValue};

impl Lexer<'_, '_> {
    /// `.`, `::`, `[`, `?.` or `?[` right after an operand; block comments may stand before it, blanks may not.
    pub(crate) fn member_access_operator(&mut self, allow_bracket: bool) -> Option<Tok> {
        while self.bytes.get(self.pos) == Some(&b'<') {
            self.start = self.pos;
            if self.bytes.get(self.pos + 1) != Some(&b'#') {
                return None;
            }
            self.pos += 2;
            self.scan_block_comment();
        }
        self.start = self.pos;
        let next = self.bytes.get(self.pos + 1).copied();
        let (kind, width) = match self.bytes.get(self.pos)? {
            b'.' if next != Some(b'.') => (TokenKind::Dot, 1),
            b':' if next == Some(b':') => (TokenKind::ColonColon, 2),
            b'[' if allow_bracket => (TokenKind::LBracket, 1),
            b'?' if next == Some(b'.') => (TokenKind::QuestionDot, 2),
            b'?' if next == Some(b'[') && allow_bracket => (TokenKind::QuestionLBracket, 2),
            _ => return None,
        };
        let name_may_be_missing = matches!(kind, TokenKind::Dot | TokenKind::ColonColon);
        self.pos += width;
        let c = self.peek();
        if name_may_be_missing
            && self.in_command_mode()
            && (is_blank(c) || matches!(c, '\0' | '\r' | '\n'))
        {
            self.pos -= width;
            return None;
        }
        Some(self.token(kind))
    }

    /// False when the next character shows that no `[` can be the next token.
    pub(crate) fn may_be_left_bracket(&self) -> bool {
        match self.bytes.get(self.pos) {
            None => false,
            Some(b'.') => self.in_command_mode(),
            Some(byte) => !matches!(
                byte,
                b'(' | b')' | b'{' | b'}' | b',' | b';' | b'|' | b']' | b'=' | b'\r' | b'\n'
            ),
        }
    }

    /// `(` or `{` right after a member's name.
    pub(crate) fn invoke_member_open(&mut self) -> Option<Tok> {
        let kind = match self.bytes.get(self.pos)? {
            b'(' => TokenKind::LParen,
            b'{' => TokenKind::LCurly,
            _ => return None,
        };
        self.start = self.pos;
        self.pos += 1;
        Some(self.token(kind))
    }

    /// `[` of an attribute or type, after blanks and comments: in command mode it would start a word.
    pub(crate) fn left_bracket(&mut self) -> Option<Tok> {
        let restore = self.place.source(self.pos);
        let mut rescan_before_member = false;
        loop {
            self.start = self.pos;
            match self.peek() {
                '#' => {
                    rescan_before_member = true;
                    self.pos += 1;
                    self.scan_line_comment();
                }
                '<' if self.bytes.get(self.pos + 1) == Some(&b'#') => {
                    rescan_before_member = false;
                    self.pos += 2;
                    self.scan_block_comment();
                }
                '[' => {
                    self.pos += 1;
                    return Some(self.token(TokenKind::LBracket));
                }
                '.' | ':' => {
                    if rescan_before_member {
                        self.resync(restore);
                    }
                    return None;
                }
                c if is_blank(c) => {
                    rescan_before_member = true;
                    self.skip_blanks();
                }
                _ => return None,
            }
        }
    }

    /// The rest of the line after `--%`, up to a pipe.
    pub(crate) fn verbatim_argument(&mut self) -> Tok {
        self.skip_blanks();
        self.start = self.pos;
        let mut in_quotes = false;
        while !self.at_end() {
            let c = self.peek();
            let ends = match c {
                '\r' | '\n' => true,
                '|' => !in_quotes,
                '&' => !in_quotes && self.bytes.get(self.pos + 1) == Some(&b'&'),
                _ => false,
            };
            if ends {
                break;
            }
            in_quotes ^= is_double_quote(c);
            self.bump();
        }
        let value = self.source_text(self.current_extent()).into();
        self.emit(
            TokenKind::Generic,
            TokenFlags::NONE,
            TokenValue::String(value),
        )
    }

    /// An assembly name with its properties, up to `]`.
    pub(crate) fn assembly_name(&mut self) -> String {
        let mut name = String::new();
        self.assembly_name_part(&mut name);
        while self.bytes.get(self.pos) == Some(&b',') {
            self.start = self.pos;
            self.pos += 1;
            name.push_str(", ");
            self.token(TokenKind::Comma);
            self.assembly_name_part(&mut name);
            if self.bytes.get(self.pos) == Some(&b'=') {
                self.start = self.pos;
                self.pos += 1;
                name.push('=');
                self.token(TokenKind::Equals);
                self.assembly_name_part(&mut name);
            }
        }
        name
    }

    fn assembly_name_part(&mut self, name: &mut String) {
        self.skip_blanks();
        self.start = self.pos;
        while !ends_assembly_name_part(self.peek()) {
            name.push(self.bump());
        }
        self.emit(
            TokenKind::Identifier,
            TokenFlags::TYPE_NAME,
            TokenValue::None,
        );
        self.skip_blanks();
    }
}

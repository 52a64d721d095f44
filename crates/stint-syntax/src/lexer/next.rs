//! The next token, by its first character.

use super::{Lexer, Tok};
use crate::ast::RedirectionStream;
use crate::chars::{
    ends_token, is_blank, is_dash, is_digit, is_double_quote, is_identifier_start, is_letter,
    is_single_quote, is_variable_start,
};
use crate::message::Message;
use crate::number::Number;
use crate::token::{TokenFlags, TokenKind, TokenValue};

impl Lexer<'_, '_> {
    /// Reads one token.
    pub(crate) fn next_token(&mut self) -> Tok {
        let at = self.place.extent(self.pos, self.pos);
        self.shared.step(at);
        loop {
            if self.shared.aborted {
                return self.end_after_abort();
            }
            self.start = self.pos;
            if self.at_end() {
                return self.end_of_input();
            }
            if let Some(token) = self.token_at(self.peek()) {
                return token;
            }
        }
    }

    /// PowerShell puts the end of the text one character after it.
    fn end_of_input(&mut self) -> Tok {
        self.pos = self.start + 1;
        let extent = self.raw_extent(self.pos, self.pos);
        self.emit_at(
            extent,
            TokenKind::EndOfInput,
            TokenFlags::NONE,
            TokenValue::None,
        )
    }

    fn end_after_abort(&mut self) -> Tok {
        self.pos = self.pos.max(self.bytes.len());
        let extent = self.raw_extent(self.pos, self.pos);
        Tok {
            kind: TokenKind::EndOfInput,
            flags: TokenKind::EndOfInput.flags(),
            extent,
            index: u32::MAX,
        }
    }

    /// The token that starts with `c`; none when something was skipped.
    fn token_at(&mut self, c: char) -> Option<Tok> {
        Some(match c {
            ' ' | '\t' => {
                self.skip_blanks();
                return None;
            }
            'a'..='z' | 'A'..='Z' | '_' => self.scan_identifier(),
            '$' => self.scan_dollar(),
            '\n' | '\r' => {
                self.pos += 1;
                self.skip_lf_after(c);
                self.token(TokenKind::NewLine)
            }
            '(' => self.one(TokenKind::LParen),
            ')' => self.one(TokenKind::RParen),
            '{' => self.one(TokenKind::LCurly),
            '}' => self.one(TokenKind::RCurly),
            ']' => self.one(TokenKind::RBracket),
            ';' => self.one(TokenKind::Semi),
            ',' => self.one(TokenKind::Comma),
            '#' => {
                self.pos += 1;
                self.scan_line_comment();
                return None;
            }
            '`' => return self.scan_backtick(),
            '@' => self.scan_at(),
            '=' => self.operator(1, TokenKind::Equals),
            '+' => self.scan_plus(),
            '*' => self.scan_star(),
            '/' => self.scan_with_assignment(TokenKind::Divide, TokenKind::DivideEquals),
            '%' => self.scan_with_assignment(TokenKind::Rem, TokenKind::RemainderEquals),
            '<' => return self.scan_less(),
            '>' => self.scan_greater(),
            '[' => self.scan_left_bracket(),
            '.' => self.scan_dot(),
            '0' | '7'..='9' => self.scan_number(),
            '1'..='6' => self.scan_digit(c),
            '&' => self.scan_pair(b'&', TokenKind::AndAnd, TokenKind::Ampersand),
            '|' => self.scan_pair(b'|', TokenKind::OrOr, TokenKind::Pipe),
            '!' => self.scan_exclaim(),
            ':' => self.scan_colon(),
            '?' if self.in_expression_mode() => self.scan_question(),
            c if is_dash(c) => self.scan_dash(c),
            c if is_single_quote(c) => self.scan_single_quoted(),
            c if is_double_quote(c) => self.scan_double_quoted(),
            c if is_blank(c) => {
                self.skip_blanks();
                return None;
            }
            c if is_letter(c) => self.scan_identifier(),
            _ => {
                self.bump();
                self.scan_generic()
            }
        })
    }

    fn one(&mut self, kind: TokenKind) -> Tok {
        self.pos += 1;
        self.token(kind)
    }

    /// An operator, or in command mode a word that begins like one.
    fn operator(&mut self, width: usize, kind: TokenKind) -> Tok {
        self.pos = self.start + width;
        if self.in_command_mode() && !ends_token(self.peek()) {
            return self.scan_generic();
        }
        self.token(kind)
    }

    fn byte_after(&self, offset: usize) -> u8 {
        self.bytes.get(self.start + offset).copied().unwrap_or(0)
    }

    fn scan_pair(&mut self, second: u8, both: TokenKind, one: TokenKind) -> Tok {
        if self.byte_after(1) == second {
            self.pos += 2;
            return self.token(both);
        }
        self.one(one)
    }

    fn scan_with_assignment(&mut self, plain: TokenKind, assignment: TokenKind) -> Tok {
        if self.byte_after(1) == b'=' {
            return self.operator(2, assignment);
        }
        self.operator(1, plain)
    }

    fn scan_dollar(&mut self) -> Tok {
        self.pos += 1;
        if self.byte_after(1) == b'(' {
            self.pos += 1;
            return self.token(TokenKind::DollarParen);
        }
        self.scan_variable(false, false)
    }

    fn scan_at(&mut self) -> Tok {
        self.pos += 1;
        match self.peek() {
            '{' => self.one(TokenKind::AtCurly),
            '(' => self.one(TokenKind::AtParen),
            c if is_single_quote(c) => {
                self.bump();
                self.scan_single_quoted_here()
            }
            c if is_double_quote(c) => {
                self.bump();
                self.scan_double_quoted_here()
            }
            c if is_variable_start(c) => self.scan_variable(true, false),
            _ => {
                self.error_at(self.start, Message::UnrecognizedToken);
                self.token(TokenKind::Unknown)
            }
        }
    }

    fn scan_backtick(&mut self) -> Option<Tok> {
        self.pos += 1;
        if self.at_end() {
            self.pos += 1;
            self.incomplete_from(self.pos, Message::IncompleteString, &[]);
            self.pos -= 1;
            return None;
        }
        if self.skip_after_backtick() {
            return None;
        }
        let c = self.bump();
        let escaped = self.escape(c);
        Some(self.scan_generic_from(escaped.encode_utf8(&mut [0; 4])))
    }

    fn scan_plus(&mut self) -> Tok {
        let next = self.text[self.start + 1..].chars().next().unwrap_or('\0');
        match next {
            '+' => self.operator(2, TokenKind::PlusPlus),
            '=' => self.operator(2, TokenKind::PlusEquals),
            c if self.allow_signed_numbers && (is_digit(c) || c == '.') => self.scan_number(),
            _ => self.operator(1, TokenKind::Plus),
        }
    }

    fn scan_dash(&mut self, dash: char) -> Tok {
        let width = dash.len_utf8();
        let next = self.text[self.start + width..]
            .chars()
            .next()
            .unwrap_or('\0');
        match next {
            c if is_dash(c) => self.operator(width + c.len_utf8(), TokenKind::MinusMinus),
            '=' => self.operator(width + 1, TokenKind::MinusEquals),
            c if is_letter(c) || c == '_' || c == '?' => {
                self.pos += width;
                self.scan_parameter()
            }
            c if self.allow_signed_numbers && (is_digit(c) || c == '.') => self.scan_number(),
            _ => self.operator(width, TokenKind::Minus),
        }
    }

    fn scan_star(&mut self) -> Tok {
        match (self.byte_after(1), self.byte_after(2), self.byte_after(3)) {
            (b'=', ..) => self.operator(2, TokenKind::MultiplyEquals),
            (b'>', b'>', _) => self.file_redirection(3, RedirectionStream::All, true),
            (b'>', b'&', b'1') => {
                self.merging_redirection(4, RedirectionStream::All, RedirectionStream::Output)
            }
            (b'>', ..) => self.file_redirection(2, RedirectionStream::All, false),
            _ => self.operator(1, TokenKind::Multiply),
        }
    }

    fn scan_less(&mut self) -> Option<Tok> {
        if self.byte_after(1) == b'#' {
            self.pos += 2;
            self.scan_block_comment();
            return None;
        }
        Some(self.one(TokenKind::RedirectInStd))
    }

    fn scan_greater(&mut self) -> Tok {
        let append = self.byte_after(1) == b'>';
        let width = if append { 2 } else { 1 };
        self.file_redirection(width, RedirectionStream::Output, append)
    }

    fn file_redirection(&mut self, width: usize, from: RedirectionStream, append: bool) -> Tok {
        self.pos = self.start + width;
        let value = TokenValue::File { from, append };
        self.emit(TokenKind::Redirection, TokenFlags::NONE, value)
    }

    fn merging_redirection(
        &mut self,
        width: usize,
        from: RedirectionStream,
        to: RedirectionStream,
    ) -> Tok {
        self.pos = self.start + width;
        let value = TokenValue::Merging(from, to);
        self.emit(TokenKind::Redirection, TokenFlags::NONE, value)
    }

    /// A digit that could name a stream: `2>file`, `2>&1`; in an expression `2>` is a number and a redirection.
    fn scan_digit(&mut self, digit: char) -> Tok {
        if self.byte_after(1) != b'>' {
            return self.scan_number();
        }
        let from = stream(digit as u8);
        match (self.byte_after(2), self.byte_after(3)) {
            (b'&', to @ (b'1' | b'2')) => self.merging_redirection(4, from, stream(to)),
            _ if self.in_expression_mode() => {
                self.pos += 1;
                let value = Number::Int((digit as u8 - b'0').into());
                let value = TokenValue::Number(value);
                self.emit(TokenKind::Number, TokenFlags::NONE, value)
            }
            (b'>', _) => self.file_redirection(3, from, true),
            _ => self.file_redirection(2, from, false),
        }
    }

    fn scan_left_bracket(&mut self) -> Tok {
        self.pos += 1;
        if self.in_command_mode() && !ends_token(self.peek()) {
            return self.scan_generic();
        }
        self.token(TokenKind::LBracket)
    }

    fn scan_dot(&mut self) -> Tok {
        self.pos += 1;
        match self.peek() {
            '.' => {
                self.pos += 1;
                if self.in_command_mode() && !ends_token(self.peek()) {
                    self.pos -= 1;
                    return self.scan_generic();
                }
                self.token(TokenKind::DotDot)
            }
            '0'..='9' => {
                self.pos = self.start;
                self.scan_number()
            }
            // `.$command`, `."a command"` and `.'a command'` call by dot.
            c if self.in_command_mode() && !ends_token(c) && !matches!(c, '$' | '"' | '\'') => {
                self.scan_generic()
            }
            _ => self.token(TokenKind::Dot),
        }
    }

    fn scan_exclaim(&mut self) -> Tok {
        self.pos += 1;
        let next = self.peek();
        let is_word = (self.in_command_mode() && !ends_token(next))
            || (self.in_expression_mode() && is_identifier_start(next));
        if is_word {
            return self.scan_generic();
        }
        if self.in_expression_mode() && (is_digit(next) || next == '.') {
            let is_number = self.number_shape('!').is_some();
            self.pos = self.start + 1;
            if !is_number {
                return self.scan_generic();
            }
        }
        self.token(TokenKind::Exclaim)
    }

    fn scan_colon(&mut self) -> Tok {
        self.pos += 1;
        if self.byte_after(1) == b':' {
            self.pos += 1;
            if self.in_command_mode() && !self.want_simple_name && !ends_token(self.peek()) {
                return self.scan_generic();
            }
            return self.token(TokenKind::ColonColon);
        }
        if self.in_command_mode() {
            return self.scan_label();
        }
        self.token(TokenKind::Colon)
    }

    fn scan_question(&mut self) -> Tok {
        let (kind, width) = match (self.byte_after(1), self.byte_after(2)) {
            (b'?', b'=') => (TokenKind::QuestionQuestionEquals, 3),
            (b'?', _) => (TokenKind::QuestionQuestion, 2),
            _ => (TokenKind::QuestionMark, 1),
        };
        self.pos += width;
        self.token(kind)
    }
}

fn stream(digit: u8) -> RedirectionStream {
    match digit {
        b'1' => RedirectionStream::Output,
        b'2' => RedirectionStream::Error,
        b'3' => RedirectionStream::Warning,
        b'4' => RedirectionStream::Verbose,
        b'5' => RedirectionStream::Debug,
        _ => RedirectionStream::Information,
    }
}

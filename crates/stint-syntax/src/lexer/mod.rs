//! The lexer: text to tokens, one at a time, in the mode that the parser asks for.

mod comment;
mod context;
mod expansion;
mod keyword;
mod next;
mod number;
mod place;
mod string;
mod variable;
mod word;

pub(crate) use place::Place;

use crate::chars::is_blank;
use crate::message::Message;
use crate::shared::{Shared, Tokens};
use crate::source::Extent;
use crate::token::{Token, TokenFlags, TokenKind, TokenValue};
use expansion::Expansion;

/// How words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Command names and arguments.
    Command,
    /// Operators and operands.
    Expression,
    /// Inside the brackets of a type.
    TypeName,
    /// Heads of classes and methods.
    Signature,
}

/// A token as the parser holds it: small, with its place in the list of tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tok {
    pub(crate) kind: TokenKind,
    pub(crate) flags: TokenFlags,
    pub(crate) extent: Extent,
    pub(crate) index: u32,
}

impl Tok {
    /// True when the token has any of the traits.
    pub(crate) fn has(&self, flag: TokenFlags) -> bool {
        self.flags.has(flag)
    }
}

/// Reads one text: a script, or the text of a `$( )` in a string.
pub(crate) struct Lexer<'t, 's> {
    pub(crate) text: &'t str,
    bytes: &'t [u8],
    /// The next byte; one past the end after the end has been read.
    pos: usize,
    /// Where the current token starts.
    start: usize,
    pub(crate) place: Place,
    pub(crate) mode: Mode,
    pub(crate) allow_signed_numbers: bool,
    pub(crate) end_number_on_ternary: bool,
    pub(crate) want_simple_name: bool,
    pub(crate) in_workflow: bool,
    tokens: Vec<Token>,
    /// The number of the first of `tokens`: those before it were forgotten.
    first: u32,
    /// The comments among the tokens that were forgotten.
    comments: Vec<Token>,
    /// The last string that was put together, emptied.
    spare: Expansion,
    pub(crate) shared: &'s mut Shared,
}

impl<'t, 's> Lexer<'t, 's> {
    pub(crate) fn new(text: &'t str, place: Place, mode: Mode, shared: &'s mut Shared) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            start: 0,
            place,
            mode,
            allow_signed_numbers: false,
            end_number_on_ternary: false,
            want_simple_name: false,
            in_workflow: false,
            tokens: Vec::with_capacity(match shared.tokens {
                Tokens::Kept => text.len() / 6,
                Tokens::Forgotten => 0,
            }),
            first: 0,
            comments: Vec::new(),
            spare: Expansion::default(),
            shared,
        }
    }

    fn in_command_mode(&self) -> bool {
        self.mode == Mode::Command
    }

    fn in_expression_mode(&self) -> bool {
        self.mode == Mode::Expression
    }

    /// The next character, NUL at the end.
    fn peek(&self) -> char {
        match self.bytes.get(self.pos) {
            None => '\0',
            Some(&byte) if byte < 0x80 => byte as char,
            Some(_) => self.text[self.pos..].chars().next().unwrap_or('\0'),
        }
    }

    /// The next character, taken; NUL at the end.
    fn bump(&mut self) -> char {
        let c = self.peek();
        if !self.at_end() {
            self.pos += c.len_utf8();
        }
        c
    }

    fn at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    fn skip_blanks(&mut self) {
        while is_blank(self.peek()) {
            self.bump();
        }
    }

    /// Takes a LF after a CR that was taken.
    fn skip_lf_after(&mut self, c: char) {
        if c == '\r' && self.bytes.get(self.pos) == Some(&b'\n') {
            self.pos += 1;
        }
    }

    /// The extent from the token's start to here.
    pub(crate) fn current_extent(&self) -> Extent {
        self.place.extent(self.start, self.pos)
    }

    /// An extent in this text, without regard to what was left out of it.
    fn raw_extent(&self, start: usize, end: usize) -> Extent {
        Extent::new(self.place.base + start as u32, self.place.base + end as u32)
    }

    /// The extent of the whole text.
    pub(crate) fn script_extent(&self) -> Extent {
        self.raw_extent(0, self.bytes.len())
    }

    /// The text of a token or node as written in the source.
    pub(crate) fn source_text(&self, extent: Extent) -> &str {
        self.shared.source.slice(extent)
    }

    fn emit(&mut self, kind: TokenKind, flags: TokenFlags, value: TokenValue) -> Tok {
        self.emit_at(self.current_extent(), kind, flags, value)
    }

    fn emit_at(
        &mut self,
        extent: Extent,
        kind: TokenKind,
        flags: TokenFlags,
        value: TokenValue,
    ) -> Tok {
        let flags = flags | kind.flags();
        let index = self.first + self.tokens.len() as u32;
        self.tokens.push(Token {
            kind,
            flags,
            extent,
            value,
        });
        Tok {
            kind,
            flags,
            extent,
            index,
        }
    }

    fn token(&mut self, kind: TokenKind) -> Tok {
        self.emit(kind, TokenFlags::NONE, TokenValue::None)
    }

    /// The saved token that the parser's token stands for, unless a re-read has dropped it.
    pub(crate) fn saved(&mut self, token: Tok) -> Option<&mut Token> {
        let index = self.place_of(token);
        self.tokens
            .get_mut(index)
            .filter(|saved| saved.extent == token.extent)
    }

    /// What a token means beyond its text.
    pub(crate) fn value(&self, token: Tok) -> &TokenValue {
        match self.tokens.get(self.place_of(token)) {
            Some(saved) if saved.extent == token.extent => &saved.value,
            _ => &TokenValue::None,
        }
    }

    fn place_of(&self, token: Tok) -> usize {
        token.index.wrapping_sub(self.first) as usize
    }

    /// Forgets the tokens before one that the parser will not go back behind, but for comments.
    pub(crate) fn forget_before(&mut self, token: Tok) {
        let count = self.place_of(token).min(self.tokens.len());
        self.first += count as u32;
        for token in self.tokens.drain(..count) {
            match token.kind {
                TokenKind::Comment => self.comments.push(token),
                TokenKind::Class | TokenKind::Enum => self.shared.has_types = true,
                _ => {}
            }
        }
    }

    /// All tokens that were kept.
    pub(crate) fn into_tokens(mut self) -> Vec<Token> {
        let is_type = |token: &Token| matches!(token.kind, TokenKind::Class | TokenKind::Enum);
        self.shared.has_types |= self.tokens.iter().any(is_type);
        self.comments.append(&mut self.tokens);
        self.comments
    }

    /// Reports an error at one character.
    fn error_at(&mut self, offset: usize, message: Message) {
        let width = self
            .text
            .get(offset..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8);
        let extent = self.raw_extent(offset, offset + width);
        self.shared.report(extent, message, &[], false);
    }

    /// Reports an error from an offset to here, which more input could mend when nothing follows.
    fn incomplete_from(&mut self, offset: usize, message: Message, arguments: &[&str]) {
        let extent = self.raw_extent(offset, self.pos);
        let incomplete = self.is_at_end_of_script(extent);
        self.shared.report(extent, message, arguments, incomplete);
    }

    /// True when only blanks and comments follow.
    ///
    /// Like PowerShell, this compares a place in the source with the text at hand, even where that is the text of
    /// a `$( )`.
    pub(crate) fn is_at_end_of_script(&self, extent: Extent) -> bool {
        let mut at = extent.end as usize;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'#' => at = self.line_comment_end(at + 1),
                b'<' if self.bytes.get(at + 1) == Some(&b'#') => {
                    at = self.block_comment_end(at + 2)
                }
                b' ' | b'\t' | b'\x0b' | b'\x0c' => at += 1,
                byte if byte < 0x80 => return false,
                _ => match self.text.get(at..).and_then(|rest| rest.chars().next()) {
                    Some(c) if is_blank(c) => at += c.len_utf8(),
                    _ => return false,
                },
            }
        }
        true
    }

    /// True when the next line starts with a pipe, comments aside: the pipeline goes on there.
    pub(crate) fn is_pipe_continuation(&self, extent: Extent) -> bool {
        let mut at = extent.end as usize;
        let mut line_is_blank = true;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\n' | b'\r' if line_is_blank => return false,
                b'\n' | b'\r' => {
                    line_is_blank = true;
                    at += 1;
                    if byte == b'\r' && self.bytes.get(at) == Some(&b'\n') {
                        at += 1;
                    }
                }
                b' ' | b'\t' | b'\x0b' | b'\x0c' => at += 1,
                b'#' => {
                    line_is_blank = false;
                    at = self.line_comment_end(at + 1);
                }
                b'<' if self.bytes.get(at + 1) == Some(&b'#') => {
                    line_is_blank = false;
                    at = self.block_comment_end(at + 2);
                }
                byte if byte < 0x80 => return byte == b'|',
                _ => match self.text.get(at..).and_then(|rest| rest.chars().next()) {
                    Some(c) if is_blank(c) => at += c.len_utf8(),
                    _ => return false,
                },
            }
        }
        false
    }

    fn line_comment_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|&byte| matches!(byte, b'\r' | b'\n'));
        from + length.unwrap_or(rest.len())
    }

    fn block_comment_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = rest.windows(2).position(|pair| pair == b"#>");
        from + length.map_or(rest.len(), |length| length + 2)
    }

    /// A place to come back to with [`resync`](Self::resync).
    pub(crate) fn restore_point(&mut self) -> u32 {
        self.start = self.pos;
        self.place.source(self.pos)
    }

    /// Goes back to a place in the source and forgets the tokens from there on.
    pub(crate) fn resync(&mut self, start: u32) {
        let mut pos = self.place.local(start).min(self.bytes.len() + 1);
        while pos < self.bytes.len() && !self.text.is_char_boundary(pos) {
            pos -= 1;
        }
        self.pos = pos;
        let mut keep = self.tokens.len();
        if self
            .tokens
            .last()
            .is_some_and(|last| last.kind == TokenKind::EndOfInput)
        {
            keep -= 1;
        }
        while keep > 0 && self.tokens[keep - 1].extent.end > start {
            keep -= 1;
        }
        self.tokens.truncate(keep);
    }

    /// Goes behind the end of the text.
    pub(crate) fn go_to_end(&mut self) {
        self.pos = self.bytes.len() + 1;
    }

    /// Skips blanks, comments and line ends; with `semis` also semicolons.
    pub(crate) fn skip_newlines(&mut self, semis: bool) {
        loop {
            let before = self.pos;
            if self.shared.aborted {
                return;
            }
            match self.peek() {
                c @ ('\r' | '\n') => {
                    self.start = self.pos;
                    self.pos += 1;
                    self.skip_lf_after(c);
                    self.token(TokenKind::NewLine);
                }
                ';' if semis => {
                    self.start = self.pos;
                    self.pos += 1;
                    self.token(TokenKind::Semi);
                }
                '#' => {
                    self.start = self.pos;
                    self.pos += 1;
                    self.scan_line_comment();
                }
                '<' if self.bytes.get(self.pos + 1) == Some(&b'#') => {
                    self.start = self.pos;
                    self.pos += 2;
                    self.scan_block_comment();
                }
                '`' => {
                    self.start = self.pos;
                    self.pos += 1;
                    if !self.skip_after_backtick() {
                        self.pos = before;
                        return;
                    }
                }
                c if is_blank(c) => self.skip_blanks(),
                _ => return,
            }
        }
    }

    /// After a backtick: takes a line end as a line continuation, or blanks; false when neither follows.
    fn skip_after_backtick(&mut self) -> bool {
        match self.peek() {
            c @ ('\r' | '\n') => {
                self.pos += 1;
                self.skip_lf_after(c);
                self.token(TokenKind::LineContinuation);
                true
            }
            c if c.is_whitespace() => {
                self.bump();
                self.skip_blanks();
                true
            }
            _ => false,
        }
    }
}

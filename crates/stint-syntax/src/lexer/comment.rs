//! Comments, and those that look like the start of a signature block.

use super::Lexer;
use crate::chars::is_blank;
use crate::message::Message;
use crate::token::TokenKind;

/// What a signature block starts with, blanks left out and with the line's end.
const SIGNATURE: &[u8] = b"sig#beginsignatureblock\n";
/// How many edits away a comment still looks like one.
const SIMILAR: usize = 10;

impl Lexer<'_, '_> {
    /// The rest of a `#` comment; the `#` has been taken.
    pub(super) fn scan_line_comment(&mut self) {
        let from = self.pos;
        self.pos = self.line_comment_end(from);
        self.token(TokenKind::Comment);
        if looks_like_signature(self.text, from, self.pos) {
            self.shared.signature = Some(self.current_extent());
        }
    }

    /// The rest of a `<# #>` comment; the `<#` has been taken.
    pub(super) fn scan_block_comment(&mut self) {
        let from = self.pos;
        self.pos = self.block_comment_end(from);
        let closed = self.pos >= from + 2 && self.bytes[..self.pos].ends_with(b"#>");
        if !closed {
            self.incomplete_from(from - 2, Message::MissingTerminatorMultiLineComment, &[]);
        }
        self.token(TokenKind::Comment);
    }
}

/// PowerShell allows no code after a comment that looks like `# SIG # Begin signature block`, so that code cannot
/// hide below what people take for a script's end.
fn looks_like_signature(text: &str, from: usize, to: usize) -> bool {
    let line_end = text[to..].chars().next().unwrap_or('\0');
    let mut line = [0u8; SIGNATURE.len() + SIMILAR];
    let mut length = 0;
    let characters = text[from..to].chars().chain([line_end]);
    for c in characters.filter(|&c| !is_blank(c)) {
        let Some(place) = line.get_mut(length) else {
            return false;
        };
        *place = u8::try_from(c).map_or(0xff, |byte| byte.to_ascii_lowercase());
        length += 1;
    }
    let line = &line[..length];
    length + SIMILAR >= SIGNATURE.len()
        && least_distance(line) < SIMILAR
        && distance(line) < SIMILAR
}

/// A lower bound of [`distance`], from how often each character occurs.
fn least_distance(line: &[u8]) -> usize {
    let mut counts = [0i8; 256];
    for &byte in line {
        counts[byte as usize] += 1;
    }
    for &byte in SIGNATURE {
        counts[byte as usize] -= 1;
    }
    let (mut more, mut less) = (0, 0);
    for count in counts {
        if count > 0 {
            more += count as usize;
        } else {
            less += count.unsigned_abs() as usize;
        }
    }
    more.max(less)
}

/// How many edits make the line a signature's start.
fn distance(line: &[u8]) -> usize {
    let mut row: [usize; SIGNATURE.len() + 1] = std::array::from_fn(|column| column);
    for (above, &byte) in line.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, &wanted) in SIGNATURE.iter().enumerate() {
            let replaced = diagonal + usize::from(byte != wanted);
            diagonal = row[column + 1];
            row[column + 1] = if byte == wanted {
                replaced
            } else {
                replaced.min(row[column] + 1).min(diagonal + 1)
            };
        }
    }
    row[SIGNATURE.len()]
}

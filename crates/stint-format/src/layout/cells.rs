//! How wide text is on a screen, and cutting text to a width. Escape sequences take no room and are never cut in two.
//!
//! The widths are PowerShell's own rule (a short list of wide ranges), not Unicode's: tables must come out the same.

use std::borrow::Cow;

/// The character that starts every escape sequence.
pub const ESC: char = '\u{1b}';
/// Ends all styles.
pub const RESET: &str = "\u{1b}[0m";
/// What stands for text that was cut off.
pub const ELLIPSIS: &str = "\u{2026}";

/// Screen cells of one character. What lies outside the basic plane is two UTF-16 units of one cell each.
pub fn char_cells(c: char) -> usize {
    let code = c as u32;
    match code {
        0..0x1100 => 1,
        0x1_0000.. => 2,
        0x1100..=0x115f
        | 0x2329
        | 0x232a
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe10..=0xfe19
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6 => 2,
        0x303f => 1,
        0x2e80..=0xa4cf => 2,
        _ => 1,
    }
}

/// Screen cells of text, without its escape sequences.
pub fn cells(text: &str) -> usize {
    if text.is_ascii() && !text.contains(ESC) {
        return text.len();
    }
    plain(text).chars().map(char_cells).sum()
}

/// The byte length of the escape sequence that starts `text`: colours and styles (`ESC[...m`), modes (`ESC[?25h`) and
/// hyperlinks (`ESC]8;;...ESC\`). `None` if there is none.
pub fn escape_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&0x1b) {
        return None;
    }
    match bytes.get(1)? {
        b'[' if bytes.get(2) == Some(&b'?') => mode_length(bytes),
        b'[' => graphics_length(bytes),
        b']' => hyperlink_length(text),
        _ => None,
    }
}

fn digits(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

fn mode_length(bytes: &[u8]) -> Option<usize> {
    let at = digits(bytes, 3);
    (at > 3 && matches!(bytes.get(at), Some(b'h' | b'l'))).then_some(at + 1)
}

fn graphics_length(bytes: &[u8]) -> Option<usize> {
    let mut at = digits(bytes, 2);
    while bytes.get(at) == Some(&b';') {
        let end = digits(bytes, at + 1);
        if end == at + 1 {
            return None;
        }
        at = end;
    }
    (bytes.get(at) == Some(&b'm')).then_some(at + 1)
}

fn hyperlink_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}]8;;")?;
    let end = rest.find("\u{1b}\\")?;
    (!rest[..end].contains('\n')).then_some(5 + end + 2)
}

/// One step through text: an escape sequence or a character.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// A whole escape sequence.
    Escape(&'a str),
    /// A character that shows.
    Char(char),
}

/// Walks text by escape sequences and characters.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if first == ESC
            && let Some(length) = escape_length(rest)
        {
            let (escape, behind) = rest.split_at(length);
            rest = behind;
            return Some(Piece::Escape(escape));
        }
        rest = &rest[first.len_utf8()..];
        Some(Piece::Char(first))
    })
}

/// Text without its escape sequences.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(ESC) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        pieces(text)
            .filter_map(|piece| match piece {
                Piece::Char(c) => Some(c),
                Piece::Escape(_) => None,
            })
            .collect(),
    )
}

/// How many characters (escape sequences not counted) fit from the start into so many cells.
pub fn fit_from_start(text: &str, room: usize) -> usize {
    fit(plain(text).chars(), room)
}

/// How many characters to leave out at the start so that the end fits.
pub fn skip_to_fit_end(text: &str, room: usize) -> usize {
    let text = plain(text);
    text.chars().count() - fit(text.chars().rev(), room)
}

fn fit(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    let mut count = 0;
    for c in chars {
        used += char_cells(c);
        if used > room {
            break;
        }
        count += 1;
    }
    count
}

/// What is left around a stretch that was cut out of text.
#[derive(Clone, Copy, Default)]
pub struct Around<'a> {
    /// Put before the stretch.
    pub before: &'a str,
    /// Put behind it.
    pub after: &'a str,
}

/// A stretch of text by characters that show; `take` is `None` for the rest. Escape sequences before its end stay, and
/// are ended.
pub fn slice(text: &str, skip: usize, take: Option<usize>, around: Around<'_>) -> String {
    if text.contains(ESC) {
        return slice_decorated(text, skip, take, around);
    }
    let start = text
        .char_indices()
        .nth(skip)
        .map_or(text.len(), |(at, _)| at);
    let end = take
        .and_then(|count| text[start..].char_indices().nth(count))
        .map_or(text.len(), |(at, _)| start + at);
    [around.before, &text[start..end], around.after].concat()
}

fn slice_decorated(text: &str, skip: usize, take: Option<usize>, around: Around<'_>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut escaped = false;
    let mut shown = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Escape(escape) => {
                escaped = true;
                out.push_str(escape);
            }
            Piece::Char(c) => {
                shown += 1;
                if shown <= skip {
                    continue;
                }
                if shown == skip + 1 {
                    out.push_str(around.before);
                }
                out.push(c);
                if take.is_some_and(|count| shown == skip + count) {
                    break;
                }
            }
        }
    }
    if escaped && out.ends_with(RESET) {
        out.insert_str(out.len() - RESET.len(), around.after);
    } else {
        out.push_str(around.after);
        if escaped {
            out.push_str(RESET);
        }
    }
    out
}

/// Adds spaces in front.
pub fn indent(text: &str, count: usize) -> String {
    let mut out = " ".repeat(count);
    out.push_str(text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        for (text, width) in [
            ("abc", 3),
            ("日本", 4),
            ("\u{1b}[31mred\u{1b}[0m", 3),
            ("\u{1b}]8;;http://x\u{1b}\\text\u{1b}]8;;\u{1b}\\", 4),
            ("😀", 2),
            ("\u{1b}[2J", 4),
        ] {
            assert_eq!(cells(text), width, "{text:?}");
        }
    }

    #[test]
    fn slices_keep_styles() {
        let text = "\u{1b}[31mabcdef\u{1b}[0m";
        let dots = Around {
            before: "",
            after: ELLIPSIS,
        };
        assert_eq!(slice(text, 0, Some(3), dots), "\u{1b}[31mabc…\u{1b}[0m");
        assert_eq!(slice("abcdef", 2, None, Around::default()), "cdef");
        assert_eq!(skip_to_fit_end("日本語", 4), 1);
    }
}

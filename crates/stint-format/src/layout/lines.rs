//! Text into lines: at line ends, and at a width, with or without regard to words.

use super::cells::{
    Around, ESC, Piece, RESET, cells, char_cells, fit_from_start, pieces, plain, slice,
};
use stint_object::text::culture::Culture;

const SOFT_HYPHEN: char = '\u{ad}';
const HARD_HYPHEN: char = '\u{2011}';
const NO_BREAK_SPACE: char = '\u{a0}';

/// How lines are broken: PowerShell keeps words whole only for cultures of six languages; the invariant culture is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Wrapping {
    /// Anywhere.
    #[default]
    Cells,
    /// Between words.
    Words,
}

impl Wrapping {
    /// The rule of the current culture.
    pub fn current() -> Self {
        let name = Culture::current().name;
        match name.split('-').next().unwrap_or_default() {
            "en" | "fr" | "de" | "it" | "pt" | "es" => Self::Words,
            _ => Self::Cells,
        }
    }
}

/// Breaks text into lines that fit: the first line of each of its own lines into `first`, the following into `rest`.
pub fn wrap(text: &str, first: usize, rest: usize, wrapping: Wrapping) -> Vec<String> {
    if text.is_empty() {
        return vec![String::new()];
    }
    let mut out = Vec::new();
    for line in split(text) {
        if cells(&line) <= first {
            out.push(line);
            continue;
        }
        match wrapping {
            Wrapping::Cells => wrap_cells(&line, first, rest, &mut out),
            Wrapping::Words => wrap_words(&line, first, rest, &mut out),
        }
    }
    out
}

fn wrap_cells(line: &str, first: usize, rest: usize, out: &mut Vec<String>) {
    let shown: Vec<char> = plain(line).chars().collect();
    let mut at = 0;
    let mut room = first;
    while at < shown.len() {
        let left: usize = shown[at..].iter().copied().map(char_cells).sum();
        if left <= room {
            out.push(slice(line, at, None, Around::default()));
            break;
        }
        let tail: String = shown[at..].iter().collect();
        let count = fit_from_start(&tail, room);
        if count == 0 {
            // A wide character in a column of one cell.
            out.push("?".to_owned());
            at += 1;
        } else {
            out.push(slice(line, at, Some(count), Around::default()));
            at += count;
        }
        room = rest;
    }
}

/// Splits at line ends; carriage returns vanish. Styles that are on at a line's end are ended there and start again.
pub fn split(text: &str) -> Vec<String> {
    if !text.contains('\n') {
        return vec![if text.contains('\r') {
            text.replace('\r', "")
        } else {
            text.to_owned()
        }];
    }
    let mut lines = Vec::new();
    let mut styles = String::new();
    let mut line = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Escape(escape) => {
                line.push_str(escape);
                styles.push_str(escape);
            }
            Piece::Char('\n') => {
                end_styles(&mut line, &styles);
                lines.push(std::mem::replace(&mut line, styles.clone()));
            }
            Piece::Char('\r') => {}
            Piece::Char(c) => line.push(c),
        }
    }
    if !styles.is_empty() && line.len() == styles.len() {
        line.clear();
    }
    if !line.is_empty() {
        end_styles(&mut line, &styles);
    }
    lines.push(line);
    lines
}

fn end_styles(line: &mut String, styles: &str) {
    if !styles.is_empty() && !line.ends_with(RESET) {
        line.push_str(RESET);
    }
}

struct Word {
    text: String,
    delimiter: Option<char>,
}

fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut styles = String::new();
    let mut word = String::new();
    for piece in pieces(line) {
        let c = match piece {
            Piece::Escape(escape) => {
                word.push_str(escape);
                styles.push_str(escape);
                continue;
            }
            Piece::Char(c) => c,
        };
        let delimiter = match c {
            ' ' | '\t' | SOFT_HYPHEN => Some(c),
            HARD_HYPHEN | NO_BREAK_SPACE => None,
            _ => {
                word.push(c);
                continue;
            }
        };
        end_styles(&mut word, &styles);
        words.push(Word {
            text: std::mem::replace(&mut word, styles.clone()),
            delimiter,
        });
    }
    if !styles.is_empty() && word.len() == styles.len() {
        word.clear();
    }
    if !word.is_empty() {
        end_styles(&mut word, &styles);
    }
    words.push(Word {
        text: word,
        delimiter: None,
    });
    words
}

/// The state of breaking one line between words.
struct WordWrap<'a> {
    out: &'a mut Vec<String>,
    line: String,
    width: usize,
    rest: usize,
    left: usize,
}

fn wrap_words(line: &str, first: usize, rest: usize, out: &mut Vec<String>) {
    let mut wrap = WordWrap {
        out,
        line: String::new(),
        width: first,
        rest,
        left: first,
    };
    for word in words(line) {
        let text = with_delimiter(word, wrap.left);
        if wrap.width == 0 {
            wrap.width = rest;
            if rest == 0 {
                break;
            }
            wrap.left = rest;
        }
        let width = cells(&text);
        if width > wrap.width {
            wrap.push_long(&text);
        } else if width > wrap.left {
            wrap.next_line(text);
            wrap.left = wrap.width.saturating_sub(width);
        } else {
            wrap.line.push_str(&text);
            wrap.left -= width;
        }
    }
    let last = wrap.line;
    wrap.out.push(last);
}

fn with_delimiter(word: Word, left: usize) -> String {
    let mut text = word.text;
    let suffix = match word.delimiter {
        Some(SOFT_HYPHEN) => (cells(&text) + 1 == left).then_some('-'),
        other => other,
    };
    if let Some(suffix) = suffix {
        let at = if text.ends_with(RESET) {
            text.len() - RESET.len()
        } else {
            text.len()
        };
        text.insert(at, suffix);
    }
    text
}

impl WordWrap<'_> {
    fn next_line(&mut self, start: String) {
        self.out.push(std::mem::replace(&mut self.line, start));
        self.width = self.rest;
    }

    /// A word that is wider than a whole line is broken anywhere.
    fn push_long(&mut self, word: &str) {
        let mut styles = String::new();
        for piece in pieces(word) {
            let mut c = match piece {
                Piece::Escape(escape) => {
                    self.line.push_str(escape);
                    styles.push_str(escape);
                    continue;
                }
                Piece::Char(c) => c,
            };
            let mut width = char_cells(c);
            if width > self.width {
                (c, width) = ('?', 1);
            }
            if width > self.left {
                end_styles(&mut self.line, &styles);
                let mut start = styles.clone();
                start.push(c);
                self.next_line(start);
                self.left = self.width.saturating_sub(width);
            } else {
                self.line.push(c);
                self.left -= width;
            }
        }
    }
}

/// Cuts text at its first line end and says so with an ellipsis.
pub fn first_line(text: &str) -> String {
    match text.find(['\n', '\r']) {
        Some(at) => format!("{}{}", &text[..at], super::cells::ELLIPSIS),
        None => text.to_owned(),
    }
}

/// Whether text carries escape sequences.
pub fn is_decorated(text: &str) -> bool {
    text.contains(ESC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_anywhere_or_between_words() {
        let text = "short words here";
        assert_eq!(wrap(text, 8, 8, Wrapping::Cells), ["short wo", "rds here"]);
        assert_eq!(
            wrap(text, 8, 8, Wrapping::Words),
            ["short ", "words ", "here"]
        );
        assert_eq!(
            wrap("abcdefghij k", 4, 3, Wrapping::Words),
            ["abcd", "efg", "hij", " k"]
        );
        assert_eq!(wrap("a\r\nb", 4, 4, Wrapping::Cells), ["a", "b"]);
    }

    #[test]
    fn styles_do_not_cross_lines() {
        let red = "\u{1b}[31m";
        assert_eq!(
            split(&format!("{red}a\nb{RESET}")),
            [format!("{red}a{RESET}"), format!("{red}b{RESET}")]
        );
    }
}

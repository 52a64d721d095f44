//! Where things are: byte extents, and the text that turns them into PowerShell's lines and columns.

use std::sync::{Arc, OnceLock};

/// A half-open range of bytes in a source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Extent {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Extent {
    /// No place at all: PowerShell's `EmptyScriptExtent`.
    pub const EMPTY: Extent = Extent::new(u32::MAX, u32::MAX);

    /// The range from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// From the start of `self` to the end of `last`.
    pub const fn to(self, last: Extent) -> Extent {
        if self.is_nowhere() {
            last
        } else if last.is_nowhere() {
            self
        } else {
            Extent::new(self.start, last.end)
        }
    }

    /// True for [`Extent::EMPTY`].
    pub const fn is_nowhere(self) -> bool {
        self.start == u32::MAX
    }

    /// The empty place just after.
    pub const fn after(self) -> Extent {
        Extent::new(self.end, self.end)
    }

    /// True when `other` lies inside.
    pub const fn contains(self, other: Extent) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A place as PowerShell counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 units.
    pub column: u32,
    /// Offset from the start of the text, in UTF-16 units.
    pub offset: u32,
}

/// A text with its file name; line starts are found when first asked for.
#[derive(Debug)]
pub struct Source {
    text: Arc<str>,
    file: Option<Arc<str>>,
    lines: OnceLock<Vec<LineStart>>,
}

#[derive(Debug, Clone, Copy)]
struct LineStart {
    byte: u32,
    utf16: u32,
}

impl Source {
    /// A source from its text and, when it came from one, its file.
    pub fn new(text: &str, file: Option<&str>) -> Self {
        Self {
            text: text.into(),
            file: file.map(Into::into),
            lines: OnceLock::new(),
        }
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The file the text came from.
    pub fn file(&self) -> Option<&Arc<str>> {
        self.file.as_ref()
    }

    /// The text of an extent; what lies after the text is left out.
    pub fn slice(&self, extent: Extent) -> &str {
        let end = (extent.end as usize).min(self.text.len());
        self.text
            .get(extent.start as usize..end)
            .unwrap_or_default()
    }

    /// Line, column and UTF-16 offset of a byte offset. What lies after the text goes on in the last line, as
    /// PowerShell has it; no place at all is all zero.
    pub fn position(&self, byte: u32) -> Position {
        if byte == u32::MAX {
            return Position {
                line: 0,
                column: 0,
                offset: 0,
            };
        }
        let beyond = (byte as usize).saturating_sub(self.text.len()) as u32;
        let mut byte = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let lines = self.lines();
        let index = lines
            .partition_point(|line| line.byte as usize <= byte)
            .saturating_sub(1);
        let line = lines[index];
        let column = utf16_length(&self.text[line.byte as usize..byte]) + beyond;
        Position {
            line: index as u32 + 1,
            column: column + 1,
            offset: line.utf16 + column,
        }
    }

    /// Where an extent starts.
    pub fn start(&self, extent: Extent) -> Position {
        self.position(extent.start)
    }

    /// Where an extent ends.
    pub fn end(&self, extent: Extent) -> Position {
        self.position(extent.end)
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> usize {
        self.lines().len()
    }

    /// A line by its number from 1, without its line end; empty when there is no such line.
    pub fn line_text(&self, line: u32) -> &str {
        let lines = self.lines();
        let Some(start) = (line as usize).checked_sub(1).and_then(|i| lines.get(i)) else {
            return "";
        };
        let end = lines
            .get(line as usize)
            .map_or(self.text.len(), |next| next.byte as usize);
        self.text[start.byte as usize..end].trim_end_matches(['\r', '\n'])
    }

    /// The byte offset of a UTF-16 offset.
    pub fn byte_of_utf16(&self, offset: u32) -> u32 {
        let lines = self.lines();
        let index = lines
            .partition_point(|line| line.utf16 <= offset)
            .saturating_sub(1);
        let line = lines[index];
        let mut left = offset - line.utf16;
        let mut byte = line.byte as usize;
        for c in self.text[byte..].chars() {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(c.len_utf16() as u32);
            byte += c.len_utf8();
        }
        byte as u32
    }

    fn lines(&self) -> &[LineStart] {
        self.lines.get_or_init(|| line_starts(&self.text))
    }
}

fn utf16_length(text: &str) -> u32 {
    if text.is_ascii() {
        return text.len() as u32;
    }
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

/// A line ends at CR LF, CR or LF, as PowerShell counts lines.
fn line_starts(text: &str) -> Vec<LineStart> {
    let bytes = text.as_bytes();
    let mut starts = vec![LineStart { byte: 0, utf16: 0 }];
    let mut last = 0;
    let mut utf16 = 0;
    for (index, &byte) in bytes.iter().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
        if ends {
            utf16 += utf16_length(&text[last..=index]);
            last = index + 1;
            starts.push(LineStart {
                byte: last as u32,
                utf16,
            });
        }
    }
    starts
}

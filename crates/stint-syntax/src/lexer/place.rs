//! Where a text that is lexed lies in the source.

use crate::source::Extent;

/// Turns offsets in a lexed text into offsets in the source.
///
/// The text of a `$( )` inside a string is lexed by itself, and with its doubled quotes made single, so offsets
/// differ by a base and by what was left out before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    /// Where the text starts in the source.
    pub(crate) base: u32,
    /// Offsets in the text after which something was left out, with all that was left out so far.
    gaps: Vec<(u32, u32)>,
}

impl Place {
    /// True for a text that lies in one piece at the start of the source.
    pub(crate) fn is_whole(&self) -> bool {
        self.base == 0 && self.gaps.is_empty()
    }

    /// The source offset of an offset in the text.
    pub(crate) fn source(&self, local: usize) -> u32 {
        let local = local as u32;
        if self.gaps.is_empty() {
            return self.base + local;
        }
        let before = self.gaps.partition_point(|&(at, _)| at < local);
        let left_out = before.checked_sub(1).map_or(0, |last| self.gaps[last].1);
        self.base + local + left_out
    }

    /// The extent of a range of the text.
    pub(crate) fn extent(&self, start: usize, end: usize) -> Extent {
        Extent::new(self.source(start), self.source(end))
    }

    /// The offset in the text of a source offset.
    pub(crate) fn local(&self, source: u32) -> usize {
        let offset = source.saturating_sub(self.base);
        let mut left_out = 0;
        for &(at, total) in &self.gaps {
            if at + left_out >= offset {
                break;
            }
            left_out = total;
        }
        offset.saturating_sub(left_out) as usize
    }

    /// The text of a nested `$( )` with doubled and escaped quotes made single, and where it lies.
    pub(crate) fn collapse_quotes(&self, text: &str, start: usize) -> (String, Place) {
        let mut collapsed = String::with_capacity(text.len());
        let base = self.source(start);
        let mut gaps = Vec::new();
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let from = self.source(start + at);
            let mut kept = c;
            let mut end = at + c.len_utf8();
            let may_escape = c == '`' || crate::chars::is_double_quote(c);
            if may_escape
                && let Some(&(next_at, next)) = characters.peek()
                && crate::chars::is_double_quote(next)
            {
                characters.next();
                kept = next;
                end = next_at + next.len_utf8();
            }
            let here = collapsed.len() as u32;
            collapsed.push(kept);
            let left_out = self.source(start + end) - base - collapsed.len() as u32;
            if gaps.last().map_or(0, |&(_, total)| total) != left_out {
                gaps.push((here, left_out));
            }
            debug_assert!(from >= base);
        }
        (collapsed, Place { base, gaps })
    }
}

impl Place {
    /// A text that lies in one piece from `base` on.
    pub(crate) fn at(base: u32) -> Place {
        Place {
            base,
            gaps: Vec::new(),
        }
    }

    /// A part of the text as it is, and where it lies.
    pub(crate) fn within(&self, text: &str, start: usize) -> (String, Place) {
        let base = self.source(start);
        let mut gaps = Vec::new();
        let mut known = self.source(start) as usize - start;
        let first = known;
        for &(at, _) in &self.gaps {
            let after = at as usize + 1;
            if (start..start + text.len()).contains(&(at as usize)) {
                let left_out = self.source(after) as usize - after;
                if left_out != known {
                    known = left_out;
                    gaps.push((at - start as u32, (left_out - first) as u32));
                }
            }
        }
        (text.to_owned(), Place { base, gaps })
    }
}

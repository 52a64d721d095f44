//! A text that is searched: .NET counts UTF-16 units, so text beyond ASCII is searched in that form.

use std::borrow::Cow;
use std::ops::Range;

/// Units by index.
pub(super) trait Units {
    fn len(&self) -> usize;
    fn at(&self, index: usize) -> u16;
    /// Where `text` is next, from `start` on.
    fn find(&self, text: &[u16], start: usize) -> Option<usize>;
}

impl Units for &[u8] {
    #[inline]
    fn len(&self) -> usize {
        <[u8]>::len(self)
    }

    #[inline]
    fn at(&self, index: usize) -> u16 {
        u16::from(self[index])
    }

    fn find(&self, text: &[u16], start: usize) -> Option<usize> {
        let bytes: Option<Vec<u8>> = text.iter().map(|unit| u8::try_from(*unit).ok()).collect();
        let found = memchr::memmem::find(self.get(start..)?, &bytes?)?;
        Some(start + found)
    }
}

impl Units for &[u16] {
    #[inline]
    fn len(&self) -> usize {
        <[u16]>::len(self)
    }

    #[inline]
    fn at(&self, index: usize) -> u16 {
        self[index]
    }

    fn find(&self, text: &[u16], start: usize) -> Option<usize> {
        let found = self
            .get(start..)?
            .windows(text.len())
            .position(|window| window == text)?;
        Some(start + found)
    }
}

/// A text, prepared.
pub(super) enum Haystack<'t> {
    Ascii(&'t str),
    Wide {
        text: &'t str,
        units: Vec<u16>,
        /// Byte offset of each unit, and of the end.
        bytes: Vec<usize>,
    },
}

impl<'t> Haystack<'t> {
    pub(super) fn new(text: &'t str) -> Haystack<'t> {
        if text.is_ascii() {
            return Haystack::Ascii(text);
        }
        let mut units = Vec::with_capacity(text.len());
        let mut bytes = Vec::with_capacity(text.len() + 1);
        let mut buffer = [0u16; 2];
        for (at, sign) in text.char_indices() {
            for unit in sign.encode_utf16(&mut buffer) {
                units.push(*unit);
                bytes.push(at);
            }
        }
        bytes.push(text.len());
        Haystack::Wide { text, units, bytes }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Haystack::Ascii(text) => text.len(),
            Haystack::Wide { units, .. } => units.len(),
        }
    }

    /// Text between two unit offsets; half a surrogate pair becomes U+FFFD.
    pub(super) fn slice(&self, range: Range<usize>) -> Cow<'t, str> {
        match self {
            Haystack::Ascii(text) => Cow::Borrowed(&text[range]),
            Haystack::Wide { text, units, bytes } => {
                let splits = |at: usize| {
                    units
                        .get(at)
                        .is_some_and(|unit| (0xDC00..0xE000).contains(unit))
                };
                if splits(range.start) || splits(range.end) {
                    Cow::Owned(String::from_utf16_lossy(&units[range]))
                } else {
                    Cow::Borrowed(&text[bytes[range.start]..bytes[range.end]])
                }
            }
        }
    }
}

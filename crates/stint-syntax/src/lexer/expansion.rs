//! A string as it is put together.

use std::fmt::Write;

use super::Lexer;
use crate::ast::Text;
use crate::token::Token;

/// A string's text, its format, and what is expanded in it.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    value: String,
    /// With braces doubled and `{0}` for what is expanded; empty until that differs from the text.
    format: String,
    differs: bool,
    pub(super) nested: Vec<Token>,
}

/// How much there was of a text and its format.
pub(super) struct Lengths(usize, usize);

impl Expansion {
    pub(super) fn push(&mut self, c: char) {
        if matches!(c, '{' | '}') {
            self.differ();
            self.format.push(c);
        }
        self.push_plain(c.encode_utf8(&mut [0; 4]));
    }

    /// Takes text without braces.
    pub(super) fn push_plain(&mut self, text: &str) {
        self.value.push_str(text);
        if self.differs {
            self.format.push_str(text);
        }
    }

    /// Takes text that may have braces in it.
    pub(super) fn push_any(&mut self, text: &str) {
        if text.contains(['{', '}']) {
            text.chars().for_each(|c| self.push(c));
        } else {
            self.push_plain(text);
        }
    }

    /// Takes what is expanded, as it is written.
    pub(super) fn push_nested(&mut self, written: &str, token: Option<Token>) {
        self.differ();
        // Writing to a string cannot fail.
        let _ = write!(self.format, "{{{}}}", self.nested.len());
        self.value.push_str(written);
        self.nested.extend(token);
    }

    fn differ(&mut self) {
        if !self.differs {
            self.differs = true;
            self.format.push_str(&self.value);
        }
    }

    pub(super) fn lengths(&self) -> Lengths {
        Lengths(self.value.len(), self.format.len())
    }

    /// Forgets what was taken since; nothing of it made a difference.
    pub(super) fn truncate(&mut self, lengths: &Lengths) {
        self.value.truncate(lengths.0);
        self.format.truncate(lengths.1);
    }

    /// The text and its format.
    pub(super) fn texts(&self) -> (Text, Text) {
        let value = Text::from(self.value.as_str());
        let format = match self.differs {
            true => self.format.as_str().into(),
            false => value.clone(),
        };
        (value, format)
    }
}

impl Lexer<'_, '_> {
    /// An empty one, in the memory of the last.
    pub(super) fn expansion(&mut self) -> Expansion {
        std::mem::take(&mut self.spare)
    }

    /// Ends a string of which only the text counts.
    pub(super) fn text_of_expansion(&mut self, expansion: Expansion) -> Text {
        let text = expansion.value.as_str().into();
        self.keep(expansion);
        text
    }

    /// Keeps the memory of a string that has ended.
    pub(super) fn keep(&mut self, mut expansion: Expansion) {
        const MOST: usize = 1 << 12;
        if expansion.value.capacity() <= MOST {
            expansion.value.clear();
            expansion.format.clear();
            expansion.differs = false;
            expansion.nested.clear();
            self.spare = expansion;
        }
    }
}

//! A string as it is put together.

use std::fmt::Write;

use super::Lexer;
use crate::ast::Text;
use crate::token::Token;

/// A string's text, its format, and what is expanded in it.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    value: String,
    /// With braces doubled and `{0}` for what is expanded; none while that is the text itself.
    format: Option<String>,
    pub(super) nested: Vec<Token>,
}

/// How much there was of a text and its format.
pub(super) struct Lengths(usize, Option<usize>);

impl Expansion {
    pub(super) fn push(&mut self, c: char) {
        if matches!(c, '{' | '}') {
            self.diverge().push(c);
        }
        self.value.push(c);
        if let Some(format) = &mut self.format {
            format.push(c);
        }
    }

    /// Takes text without braces.
    pub(super) fn push_plain(&mut self, text: &str) {
        self.value.push_str(text);
        if let Some(format) = &mut self.format {
            format.push_str(text);
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
        let index = self.nested.len();
        let format = self.diverge();
        // Writing to a string cannot fail.
        let _ = write!(format, "{{{index}}}");
        self.value.push_str(written);
        self.nested.extend(token);
    }

    fn diverge(&mut self) -> &mut String {
        self.format.get_or_insert_with(|| self.value.clone())
    }

    pub(super) fn lengths(&self) -> Lengths {
        Lengths(self.value.len(), self.format.as_ref().map(String::len))
    }

    /// Forgets what was taken since; no brace was among it.
    pub(super) fn truncate(&mut self, lengths: &Lengths) {
        self.value.truncate(lengths.0);
        if let (Some(format), Some(length)) = (&mut self.format, lengths.1) {
            format.truncate(length);
        }
    }

    /// The text and its format.
    pub(super) fn texts(&self) -> (Text, Text) {
        let value = Text::from(self.value.as_str());
        let format = match &self.format {
            Some(format) => format.as_str().into(),
            None => value.clone(),
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
            expansion.format = None;
            expansion.nested.clear();
            self.spare = expansion;
        }
    }
}

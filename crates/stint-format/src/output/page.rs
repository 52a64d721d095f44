//! Where lines are written: so many columns, with or without styles, to a stream.

use super::Lines;
use crate::layout::cells::plain;
use crate::layout::lines::is_decorated;
use crate::layout::{Wrapping, list};
use crate::packet::{ListField, WriteStream};
use crate::surroundings::Settings;
use stint_object::Result;

/// Room for lines, and who takes them.
pub(super) struct Page<'a> {
    pub settings: &'a Settings,
    /// The columns that lists and free text have.
    pub columns: usize,
    pub stream: WriteStream,
    pub out: &'a mut dyn Lines,
}

impl Page<'_> {
    /// Writes a line; escape sequences go where output is plain.
    pub(super) fn line(&mut self, text: &str) -> Result<()> {
        if self.settings.styles.is_plain && is_decorated(text) {
            return self.out.line(&plain(text), self.stream);
        }
        self.out.line(text, self.stream)
    }

    /// Writes lines.
    pub(super) fn lines(&mut self, lines: &[String]) -> Result<()> {
        lines.iter().try_for_each(|line| self.line(line))
    }

    /// Writes an object of a list.
    pub(super) fn list(&mut self, fields: &[ListField]) -> Result<()> {
        let labels: Vec<String> = fields
            .iter()
            .map(|field| field.heading().to_owned())
            .collect();
        let values: Vec<String> = fields
            .iter()
            .map(|field| field.field.value.to_string())
            .collect();
        let styles = &self.settings.styles;
        let style = styles.shown(&styles.format_accent);
        self.lines(&list::lines(
            &labels,
            &values,
            self.columns,
            Wrapping::current(),
            style,
        ))
    }
}

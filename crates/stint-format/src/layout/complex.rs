//! Free text with indented frames: what custom views and group headers are made of.

use super::Wrapping;
use super::cells::indent;
use super::lines::wrap;
use crate::packet::{FormatValue, Frame};

const DEEPEST: usize = 50;

/// The lines of a free text.
pub fn lines(values: &[FormatValue], screen: usize, wrapping: Wrapping) -> Vec<String> {
    let mut writer = Writer {
        frames: Vec::new(),
        text: String::new(),
        out: Vec::new(),
        screen,
        wrapping,
    };
    for value in values {
        if let FormatValue::Entry { values, .. } = value {
            writer.entry(values, 0);
        }
    }
    writer.flush();
    writer.out
}

/// The lines of plain text, wrapped.
pub fn text_lines(text: &str, screen: usize, wrapping: Wrapping) -> Vec<String> {
    wrap(text, screen, screen, wrapping)
}

struct Writer {
    frames: Vec<Frame>,
    text: String,
    out: Vec<String>,
    screen: usize,
    wrapping: Wrapping,
}

impl Writer {
    fn entry(&mut self, values: &[FormatValue], depth: usize) {
        for value in values {
            match value {
                FormatValue::NewLine => self.flush(),
                FormatValue::Text(text) => self.text.push_str(text),
                FormatValue::Property(field) => self.text.push_str(&field.value),
                FormatValue::Entry { values, frame } if depth < DEEPEST => {
                    self.frames.extend(*frame);
                    self.entry(values, depth + 1);
                    if frame.is_some() {
                        self.frames.pop();
                    }
                }
                FormatValue::Entry { .. } => {}
            }
        }
    }

    /// Writes what was gathered, at least an empty line.
    fn flush(&mut self) {
        let sum = |part: fn(&Frame) -> i32| {
            self.frames
                .iter()
                .map(|frame| i64::from(part(frame)))
                .sum::<i64>()
        };
        let (left, right) = (sum(|frame| frame.left), sum(|frame| frame.right));
        let mut first = self
            .frames
            .last()
            .map_or(0, |frame| i64::from(frame.first_line));
        let useful = i64::try_from(self.screen).unwrap_or(i64::MAX) - right - left;
        let text = std::mem::take(&mut self.text);
        let text = if useful <= 0 { "" } else { text.as_str() };
        if first.abs() >= useful {
            first = 0;
        }
        // A positive indent is of the first line, a negative one of all the others.
        let width = |less: i64| usize::try_from(useful - less).unwrap_or(0);
        let padding = |more: i64| usize::try_from(left + more).unwrap_or(0);
        let (first_less, rest_less) = (first.max(0), (-first).max(0));
        let lines = wrap(text, width(first_less), width(rest_less), self.wrapping);
        for (index, line) in lines.iter().enumerate() {
            let padding = padding(if index == 0 { first_less } else { rest_less });
            self.out.push(indent(line, padding));
        }
    }
}

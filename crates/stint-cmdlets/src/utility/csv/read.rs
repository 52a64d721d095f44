//! Text as records.

use crate::values;
use std::iter::Peekable;
use std::str::Chars;
use stint_cmdlet::{Cx, Result};
use stint_object::error_record::{Category, ErrorRecord, exception};
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::types::system;
use stint_object::{Data, Object, Str, Value};

/// What is known before the first record, and kept from one text to the next.
#[derive(Default)]
pub(crate) struct Reader {
    /// `-Header`, or the first line.
    pub header: Option<Vec<Str>>,
    /// The type that a `#TYPE` line names.
    pub type_name: Option<Str>,
    /// Whether missing names were warned of.
    pub warned: bool,
    /// What stands between columns.
    pub delimiter: char,
}

impl Reader {
    /// Reads the header, if it is not known yet.
    ///
    /// # Errors
    /// A name that stands there twice.
    pub(crate) fn read_header(&mut self, text: &mut Text<'_>) -> Result<()> {
        if self.type_name.is_none() && text.peek() == Some('#') {
            let line = text.line();
            if line
                .get(..5)
                .is_some_and(|start| start.eq_ignore_ascii_case("#Type"))
            {
                self.type_name = Some(line[5..].trim())
                    .filter(|name| !name.is_empty())
                    .map(Str::from);
            }
        }
        while self.header.is_none() && text.peek().is_some() {
            let mut names = text.record(self.delimiter);
            while names.len() > 1 && names.last().is_some_and(String::is_empty) {
                names.pop();
            }
            match names.first_mut() {
                Some(first) if first.starts_with("#Fields: ") => drop(first.drain(..9)),
                Some(first) if first.starts_with('#') => continue,
                _ => {}
            }
            self.header = Some(names.into_iter().map(Str::from).collect());
        }
        check(self.header.as_deref().unwrap_or_default())
    }

    /// Reads all records and writes them as objects.
    ///
    /// # Errors
    /// As for the header; what writing raises.
    pub(crate) fn read(&mut self, cx: &mut dyn Cx, text: &str) -> Result<()> {
        let mut text = Text::new(text);
        self.read_header(&mut text)?;
        loop {
            let cells = text.record(self.delimiter);
            match cells.as_slice() {
                [] => return Ok(()),
                [only] if only.is_empty() => {}
                _ => {
                    let object = self.object(cx, cells)?;
                    cx.write(object)?;
                }
            }
        }
    }

    fn object(&mut self, cx: &mut dyn Cx, cells: Vec<String>) -> Result<Value> {
        let mut bag = Bag::default();
        let mut cells = cells.into_iter();
        let mut unnamed = 0;
        for name in self.header.iter().flatten() {
            let value = cells.next().map_or(Value::Null, Value::from);
            if name.is_empty() {
                unnamed += 1;
                bag.set(&format!("H{unnamed}"), Member::Note(value));
            } else {
                bag.set(name, Member::Note(value));
            }
        }
        if unnamed > 0 && !self.warned {
            self.warned = true;
            cx.warning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.")?;
        }
        let object = Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            bag,
        ));
        if let Some(name) = &self.type_name {
            values::set_type_names(&object, vec![name.clone(), format!("CSV:{name}").into()]);
        }
        Ok(object)
    }
}

fn check(names: &[Str]) -> Result<()> {
    for (at, name) in names.iter().enumerate() {
        if !name.is_empty()
            && names[..at]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        {
            let text = format!("The member \"{name}\" is already present.");
            let exception = exception(system::exceptions::EXTENDED_TYPE_SYSTEM, text);
            return Err(ErrorRecord::of(
                exception,
                "AlreadyPresentPSMemberInfoInternalCollectionAdd",
                Category::NotSpecified,
                Value::Null,
            )
            .into());
        }
    }
    Ok(())
}

/// A text being read.
pub(crate) struct Text<'a>(Peekable<Chars<'a>>);

impl<'a> Text<'a> {
    /// From its start.
    pub(crate) fn new(text: &'a str) -> Self {
        Self(text.chars().peekable())
    }

    fn peek(&mut self) -> Option<char> {
        self.0.peek().copied()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        while let Some(c) = self.0.next() {
            if self.line_end(c).is_some() {
                break;
            }
            line.push(c);
        }
        line
    }

    /// The whole line end that a character starts.
    fn line_end(&mut self, c: char) -> Option<&'static str> {
        match c {
            '\n' => Some("\n"),
            '\r' if self.0.next_if_eq(&'\n').is_some() => Some("\r\n"),
            '\r' => Some("\r"),
            _ => None,
        }
    }

    /// The cells of the next record; none at the end of the text.
    pub(crate) fn record(&mut self, delimiter: char) -> Vec<String> {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        while let Some(c) = self.0.next() {
            if quoted {
                if c != '"' {
                    match self.line_end(c) {
                        Some(end) => cell.push_str(end),
                        None => cell.push(c),
                    }
                    continue;
                }
                if self.0.next_if_eq(&'"').is_some() {
                    cell.push('"');
                    continue;
                }
                quoted = false;
                let last = self.rest_of_cell(&mut cell, delimiter, true);
                cells.push(std::mem::take(&mut cell));
                if last {
                    break;
                }
            } else if c == delimiter {
                cells.push(std::mem::take(&mut cell));
            } else if c == '"' && cell.is_empty() {
                quoted = true;
            } else if c == '"' || matches!(c, ' ' | '\t') {
                if cell.is_empty() {
                    continue;
                }
                cell.push(c);
                let last = self.rest_of_cell(&mut cell, delimiter, c != '"');
                cells.push(std::mem::take(&mut cell));
                if last {
                    break;
                }
            } else if self.line_end(c).is_some() {
                cells.push(std::mem::take(&mut cell));
                break;
            } else {
                cell.push(c);
            }
        }
        if !cell.is_empty() {
            cells.push(cell);
        }
        cells
    }

    /// Takes what is left of a cell; gives whether the record ends with it.
    fn rest_of_cell(&mut self, cell: &mut String, delimiter: char, drop_blanks: bool) -> bool {
        let mut rest = String::new();
        let last = loop {
            match self.0.next() {
                None => break true,
                Some(c) if c == delimiter => break false,
                Some(c) if self.line_end(c).is_some() => break true,
                Some(c) => rest.push(c),
            }
        };
        if !(drop_blanks && rest.chars().all(|c| matches!(c, ' ' | '\t'))) {
            cell.push_str(&rest);
        }
        last
    }
}

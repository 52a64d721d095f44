//! Objects as lines.

use crate::values;
use stint_cmdlet::{Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// What both writing cmdlets know.
#[derive(Params, Default)]
pub(crate) struct Style {
    #[param(flatten)]
    columns: super::columns::Columns,
    include_type_information: bool,
    no_type_information: bool,
    quote_fields: Option<Vec<Str>>,
    use_quotes: Option<i32>,
    no_header: bool,
}

/// `QuoteKind` values.
const NEVER: i32 = 0;
const ALWAYS: i32 = 1;

impl Style {
    /// Refuses what contradicts itself.
    ///
    /// # Errors
    /// Two ways to quote.
    pub(crate) fn check(&self) -> Result<()> {
        if self.quote_fields.is_none() || self.use_quotes.is_none() {
            return Ok(());
        }
        let text =
            "You must specify either the -UseQuotes or -QuoteFields parameters, but not both.";
        Err(ErrorRecord::new(
            "CannotSpecifyQuoteFieldsAndUseQuotes",
            Category::InvalidData,
            system::exceptions::INVALID_OPERATION,
            text,
        )
        .into())
    }

    /// Whether there is no header line.
    pub(crate) fn has_header(&self) -> bool {
        !self.no_header
    }

    /// The delimiter.
    pub(crate) fn delimiter(&self) -> char {
        self.columns.delimiter()
    }

    /// The line that names the type, if it is wanted.
    pub(crate) fn type_line(&self, object: &Value) -> Option<String> {
        if !self.include_type_information {
            return None;
        }
        let names = values::type_names(object);
        Some(match names.first() {
            None => "#TYPE".into(),
            Some(name) => {
                let plain = name
                    .get(..4)
                    .is_some_and(|start| start.eq_ignore_ascii_case("CSV:"));
                format!("#TYPE {}", if plain { &name[4..] } else { name })
            }
        })
    }

    /// The header line.
    pub(crate) fn header(&self, names: &[Str]) -> String {
        self.line(names.iter().map(|name| (name, Some(name.clone()))))
    }

    /// An object's line.
    pub(crate) fn record(&self, object: &Value, names: &[Str]) -> String {
        self.line(names.iter().map(|name| (name, cell(object, name))))
    }

    fn line<'a>(&self, cells: impl Iterator<Item = (&'a Str, Option<Str>)>) -> String {
        let mut line = String::new();
        for (at, (name, text)) in cells.enumerate() {
            if at > 0 {
                line.push(self.delimiter());
            }
            let Some(text) = text else { continue };
            if self.is_quoted(name, &text) {
                line.push('"');
                line.push_str(&text.replace('"', "\"\""));
                line.push('"');
            } else {
                line.push_str(&text);
            }
        }
        line
    }

    fn is_quoted(&self, name: &str, text: &str) -> bool {
        if let Some(fields) = &self.quote_fields {
            return fields.iter().any(|field| field.eq_ignore_ascii_case(name));
        }
        match self.use_quotes.unwrap_or(ALWAYS) {
            NEVER => false,
            ALWAYS => true,
            _ => text.contains([self.delimiter(), '\n', '"']),
        }
    }
}

/// The columns of an object: a dictionary's keys, or all properties.
pub(crate) fn names(object: &Value) -> Vec<Str> {
    let Some(dict) = object.as_dict() else {
        return values::property_names(object);
    };
    let mut names: Vec<Str> = dict
        .lock()
        .iter()
        .map(|(key, _)| values::text(key))
        .collect();
    names.extend(
        values::added_properties(object)
            .into_iter()
            .map(|(name, _)| name),
    );
    names
}

fn cell(object: &Value, name: &str) -> Option<Str> {
    let found = match object
        .as_dict()
        .and_then(|dict| dict.lock().get_str(name).cloned())
    {
        Some(value) => Some(value),
        None => values::get(object, name).ok().flatten(),
    };
    found
        .filter(|value| !value.is_null())
        .map(|value| values::net_text(&value))
}

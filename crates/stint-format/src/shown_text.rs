//! The text of a property's value in a cell: collections in braces, numbers by culture, formats applied.

use crate::expression::Expression;
use crate::layout::cells::ELLIPSIS;
use crate::subject;
use crate::surroundings::Surroundings;
use stint_object::error_record::ErrorObject;
use stint_object::{Flow, Result, Str, Value};

/// How a value is turned into text.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Directive {
    /// As its `ToString` gives it.
    #[default]
    Text,
    /// The same, but numbers with a fraction have two decimals: cells of a table without a view.
    TableCell,
    /// By a format string.
    Format(Str),
}

/// The text of a value. An error while making it gives no text.
pub fn shown(value: &Value, directive: &Directive, limit: i32) -> Result<Str> {
    match directive {
        Directive::Format(format) => subject::formatted(value, format),
        Directive::TableCell => smart(value, limit, true),
        Directive::Text => smart(value, limit, false),
    }
}

/// The text of a value: elements in braces, up to the limit.
pub fn smart(value: &Value, limit: i32, is_cell: bool) -> Result<Str> {
    if subject::is_plain_scalar(value) && !is_cell {
        return subject::text(value);
    }
    if let Some(elements) = subject::elements(value) {
        return in_braces(&elements, limit);
    }
    if is_cell && let Some(text) = subject::table_number(value) {
        return Ok(text);
    }
    subject::text(value)
}

fn in_braces(elements: &[Value], limit: i32) -> Result<Str> {
    let mut out = String::from("{");
    for (index, element) in elements.iter().enumerate() {
        if usize::try_from(limit).is_ok_and(|limit| index == limit) {
            out.push_str(ELLIPSIS);
            break;
        }
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(&element_text(element)?);
    }
    out.push('}');
    Ok(out.into())
}

/// An element in braces: its own text if its type makes one, else the property that names it.
fn element_text(element: &Value) -> Result<Str> {
    if element.is_null() {
        return Ok("$null".into());
    }
    if subject::declares_to_string(element) {
        return subject::text(element);
    }
    if let Some(name) = display_name(element) {
        return subject::text(&name);
    }
    subject::text(element)
}

fn display_name(element: &Value) -> Option<Value> {
    match display_name_expression(element)? {
        Expression::Resolved(name) => subject::property(element, &name)?.ok(),
        _ => None,
    }
}

/// The property that names an object: what type data says, or one that is called so.
pub fn display_name_expression(value: &Value) -> Option<Expression> {
    if let Some(name) = subject::default_property(value) {
        return Some(Expression::Name(name));
    }
    ["name", "id", "key", "*key", "*name", "*id"]
        .iter()
        .find_map(|pattern| {
            Expression::name(*pattern)
                .resolve(value)
                .into_iter()
                .find(|found| !subject::is_remoting_property(&found.text()))
        })
}

/// The text of an expression for an object, or why there is none.
#[derive(Default)]
pub struct Shown {
    /// The text, empty after an error.
    pub text: Str,
    /// The name that the expression resolved to; `None` if the object has no such property.
    pub name: Option<Str>,
    /// What went wrong.
    pub error: Option<ShowError>,
}

/// What can go wrong while a value is shown.
pub enum ShowError {
    /// The expression failed: how it is written, and its error.
    Expression(Str, ErrorObject),
    /// The format string cannot be applied.
    Format(Str, ErrorObject),
}

/// An expression's text for an object. Only what is not an error (a stop, an exit) comes back as `Err`.
pub fn of_expression(
    subject: &Value,
    expression: &Expression,
    directive: &Directive,
    limit: i32,
    around: &dyn Surroundings,
) -> Result<Shown> {
    let Some(evaluated) = expression.value(subject, around) else {
        return Ok(Shown::default());
    };
    let name = Some(evaluated.name.clone());
    let value = match evaluated.value {
        Ok(value) => value,
        Err(Flow::Error(error)) => {
            let error = Some(ShowError::Expression(evaluated.name, error));
            return Ok(Shown {
                name,
                error,
                ..Shown::default()
            });
        }
        Err(flow) => return Err(flow),
    };
    match shown(&value, directive, limit) {
        Ok(text) => Ok(Shown {
            text,
            name,
            error: None,
        }),
        Err(Flow::Error(error)) => {
            let format = match directive {
                Directive::Format(format) => format.clone(),
                _ => Str::default(),
            };
            Ok(Shown {
                name,
                error: Some(ShowError::Format(format, error)),
                ..Shown::default()
            })
        }
        Err(flow) => Err(flow),
    }
}

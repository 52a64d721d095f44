//! How errors read: `ConciseView`, `NormalView`, `CategoryView`, and the tree that `Get-Error` and `DetailedView` show.

mod category;
mod concise;
mod detailed;
mod normal;
mod stream_lines;

pub use detailed::{detailed, tree};
pub use normal::prefix;
pub use stream_lines::{debug_line, verbose_line, warning_line};

use crate::subject;
use crate::surroundings::{ErrorView, Settings, Surroundings};
use category::CategoryInfo;
use std::sync::Arc;
use stint_object::error_record::{Category, ErrorObject, Invocation};
use stint_object::position_message::position_message;
use stint_object::{Flow, Result, Str, Value};

/// An error record with what its text is made of.
struct Shown {
    value: Value,
    record: ErrorObject,
    invocation: Option<Arc<Invocation>>,
    settings: Arc<Settings>,
}

impl Shown {
    fn of(item: &Value, around: &dyn Surroundings) -> Option<Self> {
        let record = ErrorObject::from_value(item)?;
        let invocation = record.state.lock().invocation.clone();
        Some(Self {
            value: item.clone(),
            record,
            invocation,
            settings: around.settings(),
        })
    }

    /// The text that was set for the error, if any.
    fn details(&self) -> Option<Str> {
        let details = self.record.state.lock().details.clone();
        details
            .map(|(message, _)| message)
            .filter(|message| !message.is_empty())
    }

    fn recommended_action(&self) -> Option<Str> {
        let details = self.record.state.lock().details.clone();
        details
            .map(|(_, action)| action)
            .filter(|action| !action.trim().is_empty())
    }

    /// What is to be read first: the details, else the exception's message.
    fn text(&self) -> Str {
        self.details().unwrap_or_else(|| self.record.message())
    }

    fn script_name(&self) -> Option<Str> {
        self.invocation.as_ref()?.position.as_ref()?.file.clone()
    }

    fn line_number(&self) -> u32 {
        let position = self
            .invocation
            .as_ref()
            .and_then(|invocation| invocation.position.as_ref());
        position.map_or(0, |position| position.start.0)
    }

    fn position_message(&self) -> String {
        let position = self
            .invocation
            .as_ref()
            .and_then(|invocation| invocation.position.as_ref());
        position.map(position_message).unwrap_or_default()
    }

    fn has_command(&self) -> bool {
        self.invocation
            .as_ref()
            .is_some_and(|invocation| !invocation.command.is_null())
    }

    /// `MyCommand.Name`.
    fn command_name(&self) -> Str {
        self.invocation
            .as_ref()
            .map(|invocation| invocation.command_name.clone())
            .unwrap_or_default()
    }

    fn invocation_name(&self) -> Str {
        self.invocation
            .as_ref()
            .map(|invocation| invocation.invocation_name.clone())
            .unwrap_or_default()
    }

    fn is_parser_error(&self) -> bool {
        self.record.category == Category::ParserError
    }

    fn is_native(&self) -> bool {
        let id = self.record.fully_qualified_id();
        id == "NativeCommandErrorMessage" || id == "NativeCommandError"
    }

    fn category(&self) -> Result<CategoryInfo> {
        CategoryInfo::of(&self.record)
    }
}

/// A property's value; null if there is none.
fn get(value: &Value, name: &str) -> Result<Value> {
    subject::property(value, name).unwrap_or(Ok(Value::Null))
}

/// The error's text in the view that is set, without what stands before it ([`prefix`]).
pub fn message(item: &Value, around: &dyn Surroundings) -> Result<Value> {
    let Some(shown) = Shown::of(item, around) else {
        return subject::text(item).map(Value::Str);
    };
    match text(&shown, around) {
        Ok(text) => Ok(Value::str(text)),
        Err(Flow::Error(error)) => Ok(Value::str(format!(
            "Error found in error view definition: {}",
            error.message()
        ))),
        Err(flow) => Err(flow),
    }
}

fn text(shown: &Shown, around: &dyn Surroundings) -> Result<String> {
    let styles = &shown.settings.styles;
    let coloured = |text: &str| [styles.shown(&styles.error), text, styles.reset()].concat();
    if shown.is_native() {
        return Ok(coloured(&shown.record.message()));
    }
    match shown.settings.error_view {
        ErrorView::Concise => concise::text(shown, around),
        ErrorView::Category => Ok(coloured(&shown.category()?.message())),
        ErrorView::Detailed => {
            let error = around.last_error().unwrap_or_else(|| shown.value.clone());
            Ok(coloured(&format!(
                "\n{}\n\n",
                tree(&error, &shown.settings)?
            )))
        }
        ErrorView::Normal => normal::text(shown),
    }
}

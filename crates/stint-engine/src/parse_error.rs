//! Syntax errors as the error that running such a text raises.

use std::fmt::Write;
use std::sync::Arc;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord, Invocation};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Value};
use stint_syntax::Parsed;

/// The error of a text with diagnostics.
pub fn raise(parsed: &Parsed) -> Flow {
    let source = &parsed.root.source;
    let first = &parsed.errors[0];
    let mut message = String::new();
    for error in &parsed.errors {
        let at = source.start(error.extent);
        let line = source.line_text(at.line);
        let file = source.file().map_or("At line", |file| file);
        let width = (source.slice(error.extent).chars().count()).max(1).min(
            line.chars()
                .count()
                .saturating_sub(at.column as usize - 1)
                .max(1),
        );
        if source.file().is_some() {
            let _ = write!(message, "At {file}:{} char:{}\n", at.line, at.column);
        } else {
            let _ = write!(message, "At line:{} char:{}\n", at.line, at.column);
        }
        let _ = write!(
            message,
            "+ {line}\n+ {}{}\n{}\n",
            " ".repeat(at.column as usize - 1),
            "~".repeat(width),
            error.message
        );
    }
    let message = message.trim_end().to_owned();
    let error: ErrorObject =
        ErrorRecord::new(first.id, Category::ParserError, exceptions::PARSE, message).into();
    {
        let mut state = error.state.lock();
        state.invocation = Some(Arc::new(Invocation {
            position: Some(crate::position::position(source, first.extent)),
            ..Invocation::default()
        }));
    }
    if let Some(stint_object::Data::Exception(data)) = error.exception.data() {
        let errors: Vec<Value> = parsed
            .errors
            .iter()
            .map(|error| crate::parser_api::error_object(source, error))
            .collect();
        data.properties
            .lock()
            .push(("Errors".into(), Value::array(errors)));
    }
    error.into()
}

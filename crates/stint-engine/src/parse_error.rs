//! Syntax errors as the error that running such a text raises.

use std::fmt::Write;
use std::sync::Arc;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord, Invocation};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Value};
use stint_syntax::Parsed;

/// The error of a text with diagnostics.
pub fn raise(parsed: &Parsed) -> Flow {
    raise_all(&parsed.root.source, &parsed.errors)
}

/// The error of a command's text: one that only lacks its end says so and nothing else.
pub fn raise_of_command(parsed: &Parsed) -> Flow {
    match parsed.errors.first() {
        Some(first) if first.incomplete_input => ErrorRecord::new(
            first.id,
            Category::ParserError,
            exceptions::INCOMPLETE_PARSE,
            first.message.to_string(),
        )
        .into(),
        _ => raise(parsed),
    }
}

/// An error of the command line's own text as the console reports it: of a parse error only its record is left, which makes the
/// view show the place even where there is no file.
pub fn as_reported(error: &ErrorObject) -> ErrorObject {
    if error.exception.ty() != Some(exceptions::PARSE) || error.state.lock().command.is_some() {
        return error.clone();
    }
    let reported = ErrorRecord {
        exception: stint_object::error_record::exception(
            exceptions::PARENT_CONTAINS_ERROR_RECORD,
            error.message(),
        ),
        id: error.id.clone(),
        category: error.category,
        target: error.target.clone(),
        state: stint_object::Lock::new(error.state.lock().clone()),
    };
    reported.into()
}

/// `CheckRestrictedLanguage` of a script block.
///
/// # Errors
/// What it may not do.
pub fn check_restricted(
    code: &crate::block::Code,
    commands: &[String],
    variables: &[String],
    environment: bool,
) -> stint_object::Result<()> {
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    let variables: Vec<&str> = variables.iter().map(String::as_str).collect();
    let rules = stint_syntax::RestrictedLanguage {
        commands: Some(&commands),
        variables: if variables == ["*"] {
            stint_syntax::RestrictedVariables::All
        } else {
            stint_syntax::RestrictedVariables::And(&variables)
        },
        environment,
    };
    let errors = rules.check(&code.ast);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(raise_all(code.source(), &errors))
    }
}

fn raise_all(source: &Arc<stint_syntax::Source>, errors: &[stint_syntax::ParseError]) -> Flow {
    let first = &errors[0];
    let mut message = String::new();
    for error in errors {
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
            let _ = writeln!(message, "At {file}:{} char:{}", at.line, at.column);
        } else {
            let _ = writeln!(message, "At line:{} char:{}", at.line, at.column);
        }
        let _ = write!(
            message,
            "+ {line}\n+ {}{}\n{}\n\n",
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
        let errors: Vec<Value> = errors
            .iter()
            .map(|error| crate::parser_api::error_object(source, error))
            .collect();
        data.properties
            .lock()
            .push(("Errors".into(), Value::array(errors)));
    }
    error.into()
}

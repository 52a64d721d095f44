//! `-like` and `-notlike`.

use super::Case;
use crate::error_record::{Category, ErrorRecord, exception_with};
use crate::string_form::to_str;
use crate::text::wildcard::{self, Wildcard};
use crate::types::system::exceptions;
use crate::{Result, Str, Value, enumerate};

/// `left -like pattern`: a boolean, or of a collection the strings of those elements that match.
///
/// # Errors
/// When the pattern is not valid.
pub fn like(left: &Value, pattern: &Value, case: Case) -> Result<Value> {
    filter(left, pattern, case, true)
}

/// `left -notlike pattern`.
///
/// # Errors
/// As for [`like`].
pub fn not_like(left: &Value, pattern: &Value, case: Case) -> Result<Value> {
    filter(left, pattern, case, false)
}

/// A wildcard pattern of an operator, `switch -Wildcard` or a cmdlet's parameter.
///
/// # Errors
/// When the pattern is not valid.
pub fn pattern(text: &str, case: Case) -> Result<Wildcard> {
    let case = match case {
        Case::Ignore => wildcard::Case::Ignored,
        Case::Exact => wildcard::Case::Sensitive,
    };
    Wildcard::new(text, case).map_err(|invalid| {
        let exception = exception_with(exceptions::RUNTIME, invalid.to_string(), Value::Null);
        ErrorRecord::of(
            exception,
            "RuntimeException",
            Category::NotSpecified,
            Value::Null,
        )
        .into()
    })
}

fn filter(left: &Value, right: &Value, case: Case, wanted: bool) -> Result<Value> {
    let pattern = match (left, right) {
        (_, Value::Str(text)) => pattern(text, case)?,
        _ => pattern(&to_str(right)?, case)?,
    };
    match left {
        Value::Str(text) => return Ok(Value::Bool(pattern.is_match(text) == wanted)),
        Value::Nothing => return Ok(Value::Bool(pattern.is_match("") == wanted)),
        _ => {}
    }
    let Some(items) = enumerate::items(left)? else {
        let text = to_str(left)?;
        return Ok(Value::Bool(pattern.is_match(&text) == wanted));
    };
    let mut found = Vec::new();
    for item in items {
        let text: Str = to_str(&item?)?;
        if pattern.is_match(&text) == wanted {
            found.push(Value::Str(text));
        }
    }
    Ok(Value::array(found))
}

//! Conversions, as the binder asks for them.

use stint_object::error_record::{ErrorRecord, exception};
use stint_object::string_form::net_text;
use stint_object::text::collation::{self, CompareOptions};
use stint_object::text::culture::Culture;
use stint_object::text::regex::{self, RegexOptions};
use stint_object::text::wildcard::{Case, Wildcard};
use stint_object::types::system::exceptions;
use stint_object::{Result, Value, access};

pub(crate) use stint_object::convert::{is_true, to};

/// .NET's `ToString()` of an argument, as error texts show it.
pub(crate) fn text(value: &Value) -> String {
    net_text(value).to_string()
}

/// A property of a pipeline item. A dictionary's keys are none.
pub(crate) fn property(item: &Value, name: &str) -> Result<Option<Value>> {
    match access::property(item, name) {
        Some(property) => property.value().map(Some),
        None => Ok(None),
    }
}

/// Whether a text matches a .NET regular expression.
pub(crate) fn matches(pattern: &str, options: u32, text: &str) -> Result<bool> {
    match regex::cached(pattern, RegexOptions(options)) {
        Ok(regex) => Ok(regex.is_match(text)),
        Err(error) => {
            let exception = exception(exceptions::REGEX_PARSE, error.to_string());
            Err(ErrorRecord::thrown(exception).into())
        }
    }
}

/// How two texts stand to one another by the culture.
pub(crate) fn compare_text(a: &str, b: &str) -> std::cmp::Ordering {
    collation::compare(a, b, CompareOptions::NONE, Culture::current())
}

/// Whether a text matches a wildcard pattern, ignoring case.
pub(crate) fn like(text: &str, pattern: &str) -> bool {
    Wildcard::new(pattern, Case::Ignored).is_ok_and(|pattern| pattern.is_match(text))
}

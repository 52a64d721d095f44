//! Regular expressions for cmdlets, by way of the .NET types that scripts see.

use crate::values;
use stint_cmdlet::Result;
use stint_object::error_record::{Category, ErrorRecord, exception};
use stint_object::text::culture::Culture;
use stint_object::text::regex::{self, Regex, RegexOptions};
use stint_object::types::system;
use stint_object::{Flow, Value};

/// A regular expression object.
pub(crate) struct Regular {
    object: Value,
    plain: Regex,
}

impl Regular {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// .NET's error for a pattern that is none.
    pub(crate) fn new(pattern: &str, ignore_case: bool) -> Result<Self> {
        let Some(ty) = values::find_type("System.Text.RegularExpressions.Regex") else {
            let text = "Regular expressions are not available.";
            return Err(ErrorRecord::new(
                "NotSupported",
                Category::NotImplemented,
                system::exceptions::NOT_SUPPORTED,
                text,
            )
            .into());
        };
        let options = Value::Int32(i32::from(ignore_case));
        let object = values::construct(ty, &[pattern.into(), options])?;
        let options = if ignore_case {
            RegexOptions::IGNORE_CASE
        } else {
            RegexOptions::NONE
        };
        let plain = Regex::new(pattern, options, Culture::current())
            .map_err(|error| bad(&error.to_string()))?;
        Ok(Self { object, plain })
    }

    /// Whether there is a match; costs less than the match itself.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.plain.is_match(text)
    }

    /// The first match; `None` if there is none.
    ///
    /// # Errors
    /// What matching raises.
    pub(crate) fn first(&self, text: &str) -> Result<Option<Value>> {
        let found = values::call_method(&self.object, "Match", &[text.into()])?;
        let success = values::get(&found, "Success")?.unwrap_or_default();
        Ok(values::truth(&success).then_some(found))
    }

    /// All matches.
    ///
    /// # Errors
    /// What matching raises.
    pub(crate) fn all(&self, text: &str) -> Result<Vec<Value>> {
        let found = values::call_method(&self.object, "Matches", &[text.into()])?;
        Ok(values::items(&found).unwrap_or_default())
    }
}

/// Escapes as .NET's `Regex.Unescape` reads them.
///
/// # Errors
/// An escape that means nothing.
pub(crate) fn unescape(text: &str) -> Result<String> {
    regex::unescape(text).map_err(|error| bad(&error.to_string()))
}

fn bad(message: &str) -> Flow {
    let exception = exception(system::exceptions::REGEX_PARSE, message);
    let id = "System.Text.RegularExpressions.RegexParseException";
    ErrorRecord::of(exception, id, Category::NotSpecified, Value::Null).into()
}

//! Regular expressions for cmdlets, by way of the .NET types that scripts see.

use crate::values;
use stint_cmdlet::Result;
use stint_object::Value;
use stint_object::error_record::{Category, ErrorRecord, exception};
use stint_object::text::regex;
use stint_object::types::system;

/// A regular expression object.
pub(crate) struct Regular(Value);

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
        values::construct(ty, &[pattern.into(), options]).map(Self)
    }

    /// The first match; `None` if there is none.
    ///
    /// # Errors
    /// What matching raises.
    pub(crate) fn first(&self, text: &str) -> Result<Option<Value>> {
        let found = values::call_method(&self.0, "Match", &[text.into()])?;
        let success = values::get(&found, "Success")?.unwrap_or_default();
        Ok(values::truth(&success).then_some(found))
    }

    /// All matches.
    ///
    /// # Errors
    /// What matching raises.
    pub(crate) fn all(&self, text: &str) -> Result<Vec<Value>> {
        let found = values::call_method(&self.0, "Matches", &[text.into()])?;
        Ok(values::items(&found).unwrap_or_default())
    }
}

/// Escapes as .NET's `Regex.Unescape` reads them.
///
/// # Errors
/// An escape that means nothing.
pub(crate) fn unescape(text: &str) -> Result<String> {
    regex::unescape(text).map_err(|error| {
        let exception = exception(system::exceptions::REGEX_PARSE, error.to_string());
        ErrorRecord::of(
            exception,
            "System.Text.RegularExpressions.RegexParseException",
            Category::NotSpecified,
            Value::Null,
        )
        .into()
    })
}

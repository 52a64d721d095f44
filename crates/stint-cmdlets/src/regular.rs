//! Regular expressions for cmdlets, by way of the .NET types that scripts see.

use crate::values;
use stint_cmdlet::Result;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Value};

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
            return Err(ErrorRecord::new("NotSupported", Category::NotImplemented, system::exceptions::NOT_SUPPORTED, text).into());
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
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let Some(c) = rest.next() else { return Err(bad(text, "Illegal \\ at end of pattern.")) };
        let code = match c {
            'a' => Some(7),
            'b' => Some(8),
            'e' => Some(27),
            'f' => Some(12),
            'n' => Some(10),
            'r' => Some(13),
            't' => Some(9),
            'v' => Some(11),
            'x' => hexadecimal(&mut rest, 2),
            'u' => hexadecimal(&mut rest, 4),
            'c' => rest.next().map(|c| u32::from(c.to_ascii_uppercase()) ^ 64),
            '0'..='7' => {
                let mut code = u32::from(c) - 48;
                let digits: Vec<u32> = rest.clone().take(2).map_while(|c| c.to_digit(8)).collect();
                for digit in digits {
                    code = code * 8 + digit;
                    rest.next();
                }
                Some(code & 0xff)
            }
            c if c.is_alphanumeric() || c == '_' => return Err(bad(text, &format!("Unrecognized escape sequence \\{c}."))),
            c => Some(u32::from(c)),
        };
        match code.and_then(char::from_u32) {
            Some(c) => out.push(c),
            None => return Err(bad(text, "Insufficient or invalid hexadecimal digits.")),
        }
    }
    Ok(out)
}

fn hexadecimal(rest: &mut std::str::Chars<'_>, count: usize) -> Option<u32> {
    let digits: String = rest.by_ref().take(count).collect();
    if digits.len() < count {
        return None;
    }
    u32::from_str_radix(&digits, 16).ok()
}

fn bad(text: &str, reason: &str) -> Flow {
    let message = format!("Invalid pattern '{text}' at offset {}. {reason}", text.chars().count());
    ErrorRecord::new("System.Text.RegularExpressions.RegexParseException", Category::NotSpecified, system::exceptions::REGEX_PARSE, message).into()
}

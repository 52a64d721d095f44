//! .NET's regular expressions: its syntax, its numbering of groups, its errors, its matching.
//!
//! A pattern is read into a tree (`parser`), compiled to instructions (`compile`) and run by a backtracking machine (`machine`).
//! No ready engine has .NET's group captures, balancing groups, right-to-left matching, UTF-16 positions and case rules together, so
//! this is one of its own; `docs` of the parts say which rule they hold.

mod blocks;
mod cache;
mod case;
mod category;
mod class;
mod compile;
mod error;
mod finder;
mod haystack;
mod machine;
mod matched;
mod node;
mod options;
mod parser;
mod program;
#[expect(clippy::module_inception, reason = "the type's own file")]
mod regex;
mod replacement;

pub use cache::cached;
pub use error::{RegexError, RegexErrorKind};
pub use matched::{Capture, Match};
pub use options::RegexOptions;
pub use regex::{Regex, Search};

/// `Regex.Escape`.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            ' ' | '#' | '$' | '(' | ')' | '*' | '+' | '.' | '?' | '[' | '\\' | '^' | '{' | '|' => {
                out.push('\\');
                out.push(sign);
            }
            _ => out.push(sign),
        }
    }
    out
}

/// `Regex.Unescape`.
pub fn unescape(text: &str) -> Result<String, RegexError> {
    parser::unescape(text)
}

#[cfg(test)]
mod tests;

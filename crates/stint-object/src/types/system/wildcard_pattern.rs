//! `System.Management.Automation.WildcardPattern`.

use crate::object::{Object, Opaque};
use crate::text::wildcard::{self, Case, Wildcard};
use crate::types::native::{Args, Plain, method};
use crate::types::{Type, TypeInfo, throw};
use crate::{Result, Value};

/// `WildcardOptions.IgnoreCase`.
const IGNORE_CASE: i64 = 2;

struct Pattern {
    text: String,
    wildcard: Wildcard,
}

impl Opaque for Pattern {}

fn made(pattern: &Value, options: i64) -> Result<Value> {
    if pattern.is_null() {
        return Err(throw::argument_null("pattern"));
    }
    let case = if options & IGNORE_CASE != 0 {
        Case::Ignored
    } else {
        Case::Sensitive
    };
    let text = pattern.text().to_owned();
    match Wildcard::new(&text, case) {
        Ok(wildcard) => Ok(Value::Object(Object::opaque(
            WILDCARD_PATTERN,
            Pattern { text, wildcard },
        ))),
        Err(error) => Err(throw::of(
            super::exceptions::WILDCARD_PATTERN,
            error.to_string(),
        )),
    }
}

fn is_match(this: &Value, input: &str) -> bool {
    this.payload::<Pattern>()
        .is_some_and(|pattern| pattern.wildcard.is_match(input))
}

/// A pattern for WQL's `LIKE`: `%` for any text, `_` for any sign.
fn to_wql(pattern: &str) -> String {
    let mut out = String::new();
    let mut signs = pattern.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '*' => out.push('%'),
            '?' => out.push('_'),
            '%' | '_' => {
                out.push('[');
                out.push(sign);
                out.push(']');
            }
            '`' => out.extend(signs.next()),
            other => out.push(other),
        }
    }
    out
}

fn escaped(pattern: &str, kept: &[Value]) -> String {
    let mut out = String::new();
    for sign in pattern.chars() {
        let is_kept = kept
            .iter()
            .any(|kept| u32::from(kept.unit()) == sign as u32);
        if is_kept {
            out.push(sign);
        } else {
            out.push_str(&wildcard::escape(sign.encode_utf8(&mut [0; 4])));
        }
    }
    out
}

/// `System.Management.Automation.WildcardPattern`.
pub const WILDCARD_PATTERN: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.WildcardPattern")
        .constructors(&[
            method!("WildcardPattern(string pattern)", |_, args| made(
                args.at(0),
                0
            )),
            method!(
                "WildcardPattern(string pattern, System.Management.Automation.WildcardOptions options)",
                |_, args| made(args.at(0), args.long(1))
            ),
        ])
        .methods(&[
            method!("bool IsMatch(string input)", |this, args| is_match(
                this,
                args.text(0)
            )),
            method!("string ToWql()", |this, _| this
                .payload::<Pattern>()
                .map(|pattern| to_wql(&pattern.text))),
            method!("static string Escape(string pattern)", |_, args| {
                wildcard::escape(args.text(0))
            }),
            method!(
                "static string Escape(string pattern, char[] charsNotToEscape)",
                |_, args| escaped(args.text(0), &args.items(1))
            ),
            method!("static string Unescape(string pattern)", |_, args| {
                wildcard::unescape(args.text(0))
            }),
            method!(
                "static bool ContainsWildcardCharacters(string pattern)",
                |_, args| wildcard::contains_wildcards(args.text(0))
            ),
            method!(
                "static WildcardPattern Get(string pattern, System.Management.Automation.WildcardOptions options)",
                |_, args| made(args.at(0), args.long(1))
            ),
        ]);
    Type(&INFO)
};

//! `$using:`: values of the starting side.

use crate::context::Env;
use crate::error;
use crate::node::UsingNode;
use crate::symbol::Symbol;
use stint_object::error_record::Category;
use stint_object::{Result, Value};

/// The key by which a child finds a value: base64 of the expression's text in lower case, as PowerShell makes it.
pub fn key(text: &str) -> String {
    let utf16: Vec<u8> = text
        .to_lowercase()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    base64(&utf16)
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = u32::from(chunk[0]) << 16
            | u32::from(*chunk.get(1).unwrap_or(&0)) << 8
            | u32::from(*chunk.get(2).unwrap_or(&0));
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(char::from(
                    ALPHABET[(word >> (18 - 6 * place) & 63) as usize],
                ));
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// A `$using:` expression that runs: its value was handed in when the job or thread began.
pub fn value(env: &Env<'_>, node: &UsingNode) -> Result<Value> {
    let handed = crate::run::variable::by_name(env.frame, Symbol::of("__using__"));
    if let Some(values) = handed
        && let Some(dict) = values.as_dict()
        && let Some(value) = dict.lock().get_str(&node.key)
    {
        return Ok(value.clone());
    }
    Err(error::runtime(
        "UsingWithoutInvokeCommand",
        Category::InvalidOperation,
        "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.",
    )
    .into())
}

//! `ConvertTo-SecureString` and `ConvertFrom-SecureString`. Without a key the text is only written as hexadecimal digits,
//! as PowerShell does where Windows cannot protect it.

use super::secure_text;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

pub(crate) mod to {
    use super::*;

    /// `ConvertTo-SecureString`.
    #[derive(Params, Default)]
    struct ConvertToSecureString {
        string: Str,
        as_plain_text: bool,
        force: bool,
    }

    entry!(
        "ConvertTo-SecureString",
        "ConvertToSecureStringCommand",
        ConvertToSecureString
    );

    impl Cmdlet for ConvertToSecureString {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            if self.as_plain_text {
                return cx.write(secure_text::object(&self.string));
            }
            match decoded(&self.string) {
                Some(text) => cx.write(secure_text::object(&text)),
                None => {
                    let text = format!(
                        "The input string '{}' was not in a correct format.",
                        self.string
                    );
                    let id = "ImportSecureString_InvalidArgument";
                    cx.error(ErrorRecord::new(
                        id,
                        Category::InvalidArgument,
                        system::exceptions::FORMAT,
                        text,
                    ))
                }
            }
        }
    }
}

pub(crate) mod from {
    use super::*;

    /// `ConvertFrom-SecureString`.
    #[derive(Params, Default)]
    struct ConvertFromSecureString {
        secure_string: Value,
        as_plain_text: bool,
    }

    entry!(
        "ConvertFrom-SecureString",
        "ConvertFromSecureStringCommand",
        ConvertFromSecureString
    );

    impl Cmdlet for ConvertFromSecureString {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let text = secure_text::reveal(&self.secure_string).unwrap_or_default();
            if self.as_plain_text {
                return cx.write(text.into());
            }
            let digits: String = text
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            cx.write(digits.into())
        }
    }
}

fn decoded(digits: &str) -> Option<String> {
    if digits.is_empty() || !digits.len().is_multiple_of(4) || !digits.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
        .collect();
    let units: Vec<u16> = bytes?
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).ok()
}

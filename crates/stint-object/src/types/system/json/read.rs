//! JSON text as nodes, as strict as .NET's reader.

use std::ops::Range;

/// What a node is; the numbers are those of `JsonValueKind`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Undefined = 0,
    Object = 1,
    Array = 2,
    String = 3,
    Number = 4,
    True = 5,
    False = 6,
    Null = 7,
}

/// A value and where it stands in the text.
pub(super) struct Node {
    pub kind: Kind,
    pub raw: Range<usize>,
    /// A string's text without escapes.
    pub text: String,
    /// The elements, or the properties' values.
    pub items: Vec<Node>,
    /// The properties' names.
    pub names: Vec<String>,
}

/// Reads a whole text.
///
/// # Errors
/// .NET's message.
pub(super) fn read(text: &str) -> Result<Node, String> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    reader.skip();
    if reader.peek().is_none() {
        return Err(reader.fail("The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true."));
    }
    let node = reader.value()?;
    reader.skip();
    match reader.peek() {
        None => Ok(node),
        Some(c) => Err(reader.fail(&format!(
            "'{c}' is invalid after a single JSON value. Expected end of data."
        ))),
    }
}

/// How deep .NET reads.
const DEEPEST: usize = 64;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip(&mut self) {
        let rest = &self.text[self.at..];
        let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        self.at += rest.len() - rest.trim_start_matches(blank).len();
    }

    fn fail(&self, what: &str) -> String {
        let before = &self.text[..self.at];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        format!(
            "{what} LineNumber: {line} | BytePositionInLine: {}.",
            before.len() - start
        )
    }

    fn open_end(&self) -> String {
        self.fail("Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.")
    }

    fn value(&mut self) -> Result<Node, String> {
        let start = self.at;
        let mut node = Node {
            kind: Kind::Null,
            raw: start..start,
            text: String::new(),
            items: Vec::new(),
            names: Vec::new(),
        };
        match self.peek() {
            Some('{' | '[') if self.depth == DEEPEST => {
                return Err(self.fail(&format!(
                    "The maximum configured depth of {DEEPEST} has been exceeded. Cannot read next JSON {}.",
                    if self.peek() == Some('{') { "object" } else { "array" }
                )));
            }
            Some('{') => self.object(&mut node)?,
            Some('[') => self.array(&mut node)?,
            Some('"') => {
                node.kind = Kind::String;
                node.text = self.string()?;
            }
            Some('t') => self.literal("true", Kind::True, &mut node)?,
            Some('f') => self.literal("false", Kind::False, &mut node)?,
            Some('n') => self.literal("null", Kind::Null, &mut node)?,
            Some('-' | '0'..='9') => {
                node.kind = Kind::Number;
                self.number()?;
            }
            Some(c) => {
                return Err(self.fail(&format!("'{c}' is an invalid start of a value.")));
            }
            None => return Err(self.open_end()),
        }
        node.raw = start..self.at;
        Ok(node)
    }

    fn literal(&mut self, word: &str, kind: Kind, node: &mut Node) -> Result<(), String> {
        let rest = &self.text[self.at..];
        if !rest.starts_with(word) {
            let same = rest
                .bytes()
                .zip(word.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let end = rest.find([',', '}', ']', ' ', '\n']).unwrap_or(rest.len());
            let written = rest[..end].to_owned();
            self.at += same;
            return Err(self.fail(&format!(
                "'{written}' is an invalid JSON literal. Expected the literal '{word}'."
            )));
        }
        self.at += word.len();
        node.kind = kind;
        Ok(())
    }

    fn number(&mut self) -> Result<(), String> {
        if self.peek() == Some('-') {
            self.at += 1;
        }
        let start = self.at;
        self.digits()?;
        if self.text[start..].starts_with('0') && self.at - start > 1 {
            self.at = start + 1;
            return Err(self.fail(&format!(
                "Invalid leading zero before '{}'.",
                self.peek().unwrap_or('0')
            )));
        }
        if self.peek() == Some('.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some('e' | 'E') = self.peek() {
            self.at += 1;
            if let Some('+' | '-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), String> {
        let rest = &self.text[self.at..];
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return Err(match self.peek() {
                Some(c) => self.fail(&format!(
                    "'{c}' is an invalid end of a number. Expected a digit ('0'-'9')."
                )),
                None => self.fail("Expected a digit ('0'-'9'), but instead reached end of data."),
            });
        }
        self.at += count;
        Ok(())
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek() else {
                return Err(self.fail("Expected end of string, but instead reached end of data."));
            };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(out),
                '\\' => self.escape(&mut out)?,
                c if c < ' ' => {
                    self.at -= 1;
                    return Err(self.fail(&format!(
                        "'0x{:02X}' is invalid within a JSON string. The string should be correctly escaped.",
                        c as u32
                    )));
                }
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), String> {
        let Some(c) = self.peek() else {
            return Err(self.fail("Expected end of string, but instead reached end of data."));
        };
        self.at += c.len_utf8();
        out.push(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.unit()?;
                let rest = &self.text[self.at..];
                if (0xD800..0xDC00).contains(&first) && rest.starts_with("\\u") {
                    self.at += 2;
                    let second = self.unit()?;
                    char::decode_utf16([first, second])
                        .next()
                        .and_then(Result::ok)
                        .unwrap_or('\u{fffd}')
                } else {
                    char::from_u32(u32::from(first)).unwrap_or('\u{fffd}')
                }
            }
            other => {
                self.at -= other.len_utf8();
                return Err(self.fail(&format!(
                    "'{other}' is an invalid escapable character within a JSON string. The string should be correctly escaped."
                )));
            }
        });
        Ok(())
    }

    fn unit(&mut self) -> Result<u16, String> {
        let digits = self.text.get(self.at..self.at + 4);
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        match unit {
            Some(unit) => {
                self.at += 4;
                Ok(unit)
            }
            None => {
                Err(self
                    .fail("The JSON string contains an escape of a character that is not valid."))
            }
        }
    }

    fn array(&mut self, node: &mut Node) -> Result<(), String> {
        node.kind = Kind::Array;
        self.at += 1;
        self.depth += 1;
        self.skip();
        if self.peek() == Some(']') {
            self.at += 1;
            self.depth -= 1;
            return Ok(());
        }
        loop {
            self.skip();
            if self.peek() == Some(']') {
                return Err(self.fail("The JSON array contains a trailing comma at the end which is not supported in this mode. Change the reader options."));
            }
            node.items.push(self.value()?);
            if self.is_last(']')? {
                return Ok(());
            }
        }
    }

    /// What stands behind an element: a comma, or the end.
    fn is_last(&mut self, end: char) -> Result<bool, String> {
        self.skip();
        match self.peek() {
            Some(',') => {
                self.at += 1;
                Ok(false)
            }
            Some(c) if c == end => {
                self.at += 1;
                self.depth -= 1;
                Ok(true)
            }
            Some(c) => Err(self.fail(&format!(
                "'{c}' is invalid after a value. Expected either ',', '}}', or ']'."
            ))),
            None => Err(self.open_end()),
        }
    }

    fn object(&mut self, node: &mut Node) -> Result<(), String> {
        node.kind = Kind::Object;
        self.at += 1;
        self.depth += 1;
        self.skip();
        if self.peek() == Some('}') {
            self.at += 1;
            self.depth -= 1;
            return Ok(());
        }
        loop {
            self.skip();
            match self.peek() {
                Some('"') => node.names.push(self.string()?),
                Some('}') => {
                    return Err(self.fail("The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options."));
                }
                Some(c) => {
                    return Err(self.fail(&format!(
                        "'{c}' is an invalid start of a property name. Expected a '\"'."
                    )));
                }
                None => return Err(self.open_end()),
            }
            self.skip();
            match self.peek() {
                Some(':') => self.at += 1,
                Some(c) => {
                    return Err(self.fail(&format!(
                        "'{c}' is invalid after a property name. Expected a ':'."
                    )));
                }
                None => return Err(self.open_end()),
            }
            self.skip();
            node.items.push(self.value()?);
            if self.is_last('}')? {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_or_refused() {
        let node = read(r#" {"a": [1, -2.5e3, "x\u00e9\n"], "b": null} "#).expect("it is JSON");
        assert_eq!((node.kind, node.names.len()), (Kind::Object, 2));
        assert_eq!(node.items[0].items[2].text, "xé\n");
        for (text, message) in [
            ("", "The input does not contain any JSON tokens."),
            ("{", "Expected depth to be zero"),
            ("[1,]", "The JSON array contains a trailing comma"),
            ("{a:1}", "'a' is an invalid start of a property name."),
            ("tru", "'tru' is an invalid JSON literal."),
            ("1 2", "'2' is invalid after a single JSON value."),
            ("\"x", "Expected end of string"),
            ("01", "Invalid leading zero"),
        ] {
            let refused = read(text).err().unwrap_or_default();
            assert!(refused.starts_with(message), "{text}: {refused}");
        }
    }
}

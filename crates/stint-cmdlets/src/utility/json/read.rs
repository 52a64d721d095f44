//! Text as objects, as lenient as PowerShell's reader: comments, single quotes, names without quotes, trailing commas.

use super::number;
use super::position::{Place, Step};
use stint_object::Value;

/// How deep text may nest, if not said otherwise.
pub(crate) const DEPTH: i32 = 1024;

/// A value of the text.
pub(crate) enum Json {
    /// Anything but a list and an object; dates are still texts.
    Leaf(Value),
    /// A text that may be a date.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object; of two equal names the later counts.
    Map(Vec<(String, Json)>),
}

/// Reads a text; `None` if there is nothing in it.
///
/// # Errors
/// The reader's message.
pub(crate) fn read(text: &str, depth: i32) -> Result<Option<Json>, String> {
    let mut reader = Reader {
        text,
        at: 0,
        depth,
        place: Place {
            line: 1,
            column: 0,
            path: Vec::new(),
            at_start: true,
        },
    };
    reader.skip()?;
    if reader.peek().is_none() {
        return Ok(None);
    }
    let value = reader.value()?;
    reader.skip()?;
    match reader.peek() {
        None => Ok(Some(value)),
        Some(c) => Err(reader.fail(&format!(
            "Additional text encountered after finished reading JSON content: {c}."
        ))),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: i32,
    place: Place,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        if c == '\n' || c == '\r' && !self.text[self.at..].starts_with('\n') {
            self.place.line += 1;
            self.place.column = 0;
        } else if c != '\r' {
            self.place.column += c.len_utf16();
        }
        Some(c)
    }

    fn take(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    fn fail(&self, message: &str) -> String {
        self.place.message(message)
    }

    /// White space and comments.
    fn skip(&mut self) -> Result<(), String> {
        while let Some(c) = self.peek() {
            if c == '/' {
                self.comment()?;
            } else if c.is_whitespace() || c == '\u{feff}' {
                self.next();
            } else {
                break;
            }
        }
        Ok(())
    }

    fn comment(&mut self) -> Result<(), String> {
        self.next();
        match self.next() {
            Some('/') => {
                while self.peek().is_some_and(|c| c != '\n' && c != '\r') {
                    self.next();
                }
                Ok(())
            }
            Some('*') => loop {
                match self.next() {
                    Some('*') if self.peek() == Some('/') => {
                        self.next();
                        return Ok(());
                    }
                    Some(_) => {}
                    None => return Err(self.fail("Unexpected end while parsing comment.")),
                }
            },
            Some(c) => Err(self.fail(&format!("Error parsing comment. Expected: *, got {c}."))),
            None => Err(self.fail("Unexpected end while parsing comment.")),
        }
    }

    fn value(&mut self) -> Result<Json, String> {
        match self.peek() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::list),
            Some(quote @ ('"' | '\'')) => self.quoted(quote).map(Json::Text),
            Some(c) if c.is_ascii_digit() || matches!(c, '-' | '.') => self.number(),
            Some(c) if c.is_ascii_alphabetic() => self.word(c),
            Some(c) => Err(self.unexpected(c)),
            None => Err(self.fail("Unexpected end when reading JSON.")),
        }
    }

    fn unexpected(&self, c: char) -> String {
        self.fail(&format!(
            "Unexpected character encountered while parsing value: {c}."
        ))
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Result<Json, String>) -> Result<Json, String> {
        self.next();
        self.place.at_start = false;
        self.depth -= 1;
        if self.depth < 0 {
            return Err(self.fail("The reader's MaxDepth has been exceeded."));
        }
        let value = inner(self);
        self.depth += 1;
        value
    }

    fn object(&mut self) -> Result<Json, String> {
        let mut map: Vec<(String, Json)> = Vec::new();
        self.place.path.push(Step::Name(None));
        loop {
            self.skip()?;
            match self.peek() {
                Some('}') => {
                    self.next();
                    self.place.path.pop();
                    return Ok(Json::Map(map));
                }
                None => return Err(self.fail("Unexpected end when deserializing object.")),
                Some(_) => {}
            }
            let name = self.name()?;
            self.skip()?;
            match self.peek() {
                Some(':') => self.next(),
                Some(c) => {
                    return Err(self.fail(&format!(
                        "Invalid character after parsing property name. Expected ':' but got: {c}."
                    )));
                }
                None => return Err(self.fail("Unexpected end when deserializing object.")),
            };
            if let Some(Step::Name(step)) = self.place.path.last_mut() {
                *step = Some(name.clone());
            }
            self.skip()?;
            if self.peek().is_none() {
                return Err(self.fail("Unexpected end when deserializing object."));
            }
            let value = self.value()?;
            match map.iter_mut().find(|(known, _)| *known == name) {
                Some(entry) => entry.1 = value,
                None => map.push((name, value)),
            }
            self.separator('}', "Unexpected end when deserializing object.")?;
        }
    }

    fn list(&mut self) -> Result<Json, String> {
        let mut list = Vec::new();
        self.place.path.push(Step::Index(0));
        loop {
            self.skip()?;
            match self.peek() {
                Some(']') => {
                    self.next();
                    self.place.path.pop();
                    return Ok(Json::List(list));
                }
                Some(',') => list.push(Json::Leaf(Value::Null)),
                Some(_) => list.push(self.value()?),
                None => return Err(self.fail("Unexpected end when deserializing array.")),
            }
            self.separator(']', "Unexpected end when deserializing array.")?;
            if let Some(Step::Index(at)) = self.place.path.last_mut() {
                *at += 1;
            }
        }
    }

    /// A comma, or what closes, which is left for the caller.
    fn separator(&mut self, close: char, end: &str) -> Result<(), String> {
        self.skip()?;
        match self.peek() {
            Some(',') => {
                self.next();
                Ok(())
            }
            Some(c) if c == close => Ok(()),
            Some(c) => Err(self.fail(&format!(
                "After parsing a value an unexpected character was encountered: {c}."
            ))),
            None => Err(self.fail(end)),
        }
    }

    fn name(&mut self) -> Result<String, String> {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            Some(c) if is_name(c) => {
                let mut name = String::new();
                while let Some(c) = self.peek().filter(|c| is_name(*c)) {
                    name.push(c);
                    self.next();
                }
                match self.peek() {
                    Some(c) if c.is_whitespace() || c == ':' => Ok(name),
                    Some(c) => Err(self.fail(&format!(
                        "Invalid JavaScript property identifier character: {c}."
                    ))),
                    None => Err(self.fail("Unexpected end while parsing unquoted property name.")),
                }
            }
            Some(c) => Err(self.fail(&format!("Invalid property identifier character: {c}."))),
            None => Err(self.fail("Unexpected end when deserializing object.")),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, String> {
        self.next();
        self.place.at_start = false;
        let mut units: Vec<u16> = Vec::new();
        loop {
            match self.next() {
                None => {
                    return Err(self.fail(&format!(
                        "Unterminated string. Expected delimiter: {quote}."
                    )));
                }
                Some(c) if c == quote => return Ok(String::from_utf16_lossy(&units)),
                Some('\\') => self.escape(&mut units)?,
                Some(c) => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
            }
        }
    }

    fn escape(&mut self, units: &mut Vec<u16>) -> Result<(), String> {
        let c = self.next();
        let code = match c {
            Some('b') => 8,
            Some('t') => 9,
            Some('n') => 10,
            Some('f') => 12,
            Some('r') => 13,
            Some(c @ ('\\' | '"' | '\'' | '/')) => c as u16,
            Some('u') => {
                let digits: String = (0..4).filter_map(|_| self.next()).collect();
                if digits.len() < 4 {
                    return Err(self.fail("Unexpected end while parsing Unicode escape sequence."));
                }
                u16::from_str_radix(&digits, 16).map_err(|_| {
                    self.fail(&format!("Invalid Unicode escape sequence: \\u{digits}."))
                })?
            }
            Some(c) => return Err(self.fail(&format!("Bad JSON escape sequence: \\{c}."))),
            None => return Err(self.fail("Unterminated string. Expected delimiter: \".")),
        };
        units.push(code);
        Ok(())
    }

    fn number(&mut self) -> Result<Json, String> {
        let start = self.at;
        let before = self.place.column;
        if self.text[start..].starts_with("-Infinity") {
            self.take(9);
            return Ok(Json::Leaf(Value::Double(f64::NEG_INFINITY)));
        }
        while self
            .peek()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        {
            self.next();
        }
        self.place.at_start = false;
        let text = &self.text[start..self.at];
        match number::parse(text) {
            Some(value) => Ok(Json::Leaf(value)),
            None => {
                // The reader stops at the first character that fits no number.
                let length = text
                    .chars()
                    .take_while(|c| {
                        c.is_ascii_hexdigit() || matches!(c, '+' | '-' | '.' | 'x' | 'X')
                    })
                    .count();
                self.place.column = before + length;
                match text.chars().nth(length) {
                    Some(c) => Err(self.fail(&format!(
                        "Unexpected character encountered while parsing number: {c}."
                    ))),
                    None => {
                        Err(self.fail(&format!("Input string '{text}' is not a valid number.")))
                    }
                }
            }
        }
    }

    fn word(&mut self, first: char) -> Result<Json, String> {
        const WORDS: &[(&str, Value)] = &[
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
            ("undefined", Value::Null),
            ("NaN", Value::Double(f64::NAN)),
            ("Infinity", Value::Double(f64::INFINITY)),
        ];
        let rest = &self.text[self.at..];
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let word = &rest[..length];
        if let Some((_, value)) = WORDS.iter().find(|(known, _)| *known == word) {
            self.take(length);
            self.place.at_start = false;
            return Ok(Json::Leaf(value.clone()));
        }
        match WORDS.iter().find(|(known, _)| known.starts_with(first)) {
            None => Err(self.unexpected(first)),
            Some((known, _)) => {
                let same = known
                    .chars()
                    .zip(word.chars())
                    .take_while(|(a, b)| a == b)
                    .count();
                self.take(same);
                let name = match *known {
                    "true" | "false" | "null" | "undefined" => "Error parsing boolean value.",
                    other => return Err(self.fail(&format!("Error parsing {other} value."))),
                };
                let name = if matches!(*known, "null" | "undefined") {
                    &name.replace("boolean", known)
                } else {
                    name
                };
                let shown = self.peek().map_or_else(
                    || name.to_owned(),
                    |c| format!("Unexpected character encountered while parsing value: {c}."),
                );
                Err(self.fail(&shown))
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Whether a text has the shape of a date that the reader takes as one.
pub(crate) fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    (19..=40).contains(&bytes.len()) && bytes[0].is_ascii_digit() && bytes[10] == b'T'
}

//! Reading XML text. Errors are worded as .NET's reader words them.

use super::dom::{Entry, Kind, Node};
use crate::Flow;
use crate::types::system::exceptions;
use crate::types::throw;
use crate::{Result, Value};

/// Reads a document's text into an empty document.
///
/// # Errors
/// `XmlException`.
pub fn document(text: &str, into: &Node) -> Result<()> {
    let preserve = *into.dom.preserve.lock();
    let mut parser = Parser {
        text,
        at: 0,
        preserve,
    };
    parser.content(into, true)?;
    if into.root_element().is_none() {
        return Err(parser.error("Root element is missing."));
    }
    Ok(())
}

/// Reads a piece of content under a node (`InnerXml = ...`).
///
/// # Errors
/// `XmlException`.
pub fn fragment(text: &str, into: &Node) -> Result<()> {
    let mut parser = Parser {
        text,
        at: 0,
        preserve: true,
    };
    parser.content(into, false)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    preserve: bool,
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | ':')
}

fn is_name(c: char) -> bool {
    is_name_start(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}')
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn position(&self, at: usize) -> (usize, usize) {
        let before = &self.text[..at.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count())
            + 1;
        (line, column)
    }

    fn error(&self, message: &str) -> Flow {
        self.error_at(message, self.at)
    }

    fn error_at(&self, message: &str, at: usize) -> Flow {
        let (line, column) = self.position(at);
        let text = if message == "Root element is missing." {
            message.to_owned()
        } else {
            format!("{message} Line {line}, position {column}.")
        };
        throw::with(
            exceptions::XML,
            text,
            vec![
                ("LineNumber".into(), Value::Int32(line as i32)),
                ("LinePosition".into(), Value::Int32(column as i32)),
            ],
        )
    }

    /// Everything up to the end of the text, with open elements on a stack.
    fn content(&mut self, top: &Node, is_document: bool) -> Result<()> {
        let mut open: Vec<(Node, usize)> = Vec::new();
        if self.rest().starts_with('\u{feff}') {
            self.at += 3;
        }
        while !self.rest().is_empty() {
            let parent = open.last().map_or(top, |(node, _)| node).clone();
            let at_root = open.is_empty() && is_document;
            if !self.rest().starts_with('<') {
                self.characters(&parent, at_root)?;
            } else if self.rest().starts_with("</") {
                self.end_tag(&mut open)?;
            } else if let Some(inner) = self.enclosed("<!--", "-->")? {
                self.append(&parent, Entry::new(Kind::Comment, "", inner));
            } else if let Some(inner) = self.enclosed("<![CDATA[", "]]>")? {
                self.append(&parent, Entry::new(Kind::CData, "", inner));
            } else if let Some(inner) = self.enclosed("<?", "?>")? {
                self.instruction(&parent, inner);
            } else if self.rest().starts_with("<!DOCTYPE") {
                self.document_type(&parent)?;
            } else {
                if at_root && parent.root_element().is_some() {
                    return Err(self.error_at("There are multiple root elements.", self.at + 1));
                }
                self.start_tag(&parent, &mut open)?;
            }
        }
        if !open.is_empty() {
            let names: Vec<String> = open.iter().rev().map(|(node, _)| node.name()).collect();
            return Err(self.error(&format!(
                "Unexpected end of file has occurred. The following elements are not closed: {}.",
                names.join(", ")
            )));
        }
        Ok(())
    }

    fn append(&self, parent: &Node, entry: Entry) -> Node {
        let node = parent.add(entry);
        parent.insert(&node, None);
        node
    }

    fn characters(&mut self, parent: &Node, at_root: bool) -> Result<()> {
        let end = self.rest().find('<').unwrap_or(self.rest().len());
        let raw = &self.rest()[..end];
        let is_blank = raw.chars().all(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
        if at_root && !is_blank {
            let skipped = raw.len() - raw.trim_start().len();
            return Err(self.error_at("Data at the root level is invalid.", self.at + skipped));
        }
        let text = self.decoded(raw)?;
        self.at += end;
        if is_blank && self.preserve {
            self.append(parent, Entry::new(Kind::Whitespace, "", text));
        } else if !is_blank {
            self.append(parent, Entry::new(Kind::Text, "", text));
        }
        Ok(())
    }

    /// What stands between two marks, if the first is here.
    fn enclosed(&mut self, open: &str, close: &str) -> Result<Option<&'a str>> {
        let Some(rest) = self.rest().strip_prefix(open) else {
            return Ok(None);
        };
        let Some(end) = rest.find(close) else {
            return Err(self.error_at("Unexpected end of file has occurred.", self.text.len()));
        };
        self.at += open.len() + end + close.len();
        Ok(Some(&rest[..end]))
    }

    fn instruction(&mut self, parent: &Node, inner: &str) {
        let (name, value) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let kind = if name == "xml" {
            Kind::Declaration
        } else {
            Kind::Instruction
        };
        let value = if kind == Kind::Declaration {
            value.trim().replace('\'', "\"")
        } else {
            value.trim_start().to_owned()
        };
        self.append(parent, Entry::new(kind, name, value));
    }

    fn document_type(&mut self, parent: &Node) -> Result<()> {
        let mut depth = 0;
        for (at, c) in self.rest().char_indices() {
            match c {
                '[' | '<' => depth += 1,
                ']' => depth -= 1,
                '>' => {
                    depth -= 1;
                    if depth == 0 {
                        let name = self.rest()[9..at]
                            .split_whitespace()
                            .next()
                            .unwrap_or_default()
                            .to_owned();
                        self.at += at + 1;
                        self.append(parent, Entry::new(Kind::DocumentType, name, ""));
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        Err(self.error_at("Unexpected end of file has occurred.", self.text.len()))
    }

    fn name(&mut self) -> Result<&'a str> {
        let rest = self.rest();
        match rest.chars().next() {
            Some(c) if is_name_start(c) => {}
            Some(c) => {
                return Err(self.error(&format!(
                    "Name cannot begin with the '{c}' character, hexadecimal value 0x{:02X}.",
                    u32::from(c)
                )));
            }
            None => return Err(self.error("Unexpected end of file has occurred.")),
        }
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        self.at += end;
        Ok(&rest[..end])
    }

    fn space(&mut self) -> bool {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_whitespace())
            .unwrap_or(rest.len());
        self.at += end;
        end > 0
    }

    fn start_tag(&mut self, parent: &Node, open: &mut Vec<(Node, usize)>) -> Result<()> {
        let start = self.at + 1;
        self.at += 1;
        let name = self.name()?;
        let node = self.append(parent, Entry::new(Kind::Element, name, ""));
        loop {
            let spaced = self.space();
            let rest = self.rest();
            if rest.starts_with("/>") {
                self.at += 2;
                node.change(|entry| entry.is_empty = true);
                return Ok(());
            }
            if rest.starts_with('>') {
                self.at += 1;
                open.push((node, start));
                return Ok(());
            }
            match rest.chars().next() {
                None => {
                    return Err(self.error(&format!(
                        "Unexpected end of file has occurred. The following elements are not closed: {name}."
                    )));
                }
                Some(c) if !spaced => {
                    return Err(self.error(&format!(
                        "The '{c}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
                        u32::from(c)
                    )));
                }
                Some(_) => self.attribute(&node)?,
            }
        }
    }

    fn attribute(&mut self, node: &Node) -> Result<()> {
        let start = self.at;
        let name = self.name()?;
        self.space();
        if !self.rest().starts_with('=') {
            let found = self
                .rest()
                .chars()
                .next()
                .map_or_else(String::new, String::from);
            return Err(self.error(&format!(
                "'{found}' is an unexpected token. The expected token is '='."
            )));
        }
        self.at += 1;
        self.space();
        let quote = self.rest().chars().next().unwrap_or(' ');
        if !matches!(quote, '"' | '\'') {
            return Err(self.error(&format!(
                "'{quote}' is an unexpected token. The expected token is '\"' or '''."
            )));
        }
        let rest = &self.rest()[1..];
        let Some(end) = rest.find(quote) else {
            return Err(self.error_at("There is an unclosed literal string.", self.text.len()));
        };
        if let Some(bad) = rest[..end].find('<') {
            return Err(self.error_at(
                "'<', hexadecimal value 0x3C, is an invalid attribute character.",
                self.at + 1 + bad,
            ));
        }
        let value = self.decoded(&rest[..end])?;
        self.at += end + 2;
        if node.attribute(name).is_some() {
            return Err(self.error_at(&format!("'{name}' is a duplicate attribute name."), start));
        }
        node.set_attribute(name, &value);
        Ok(())
    }

    fn end_tag(&mut self, open: &mut Vec<(Node, usize)>) -> Result<()> {
        let start = self.at + 2;
        self.at += 2;
        let name = self.name()?;
        self.space();
        let Some((node, opened)) = open.pop() else {
            return Err(self.error_at("Unexpected end tag.", start));
        };
        if node.name() != name {
            let (line, column) = self.position(opened);
            return Err(self.error_at(
                &format!("The '{}' start tag on line {line} position {column} does not match the end tag of '{name}'.", node.name()),
                start,
            ));
        }
        if !self.rest().starts_with('>') {
            return Err(self.error("'>' is the expected token."));
        }
        self.at += 1;
        Ok(())
    }

    /// Text with its references put in.
    fn decoded(&self, raw: &str) -> Result<String> {
        if !raw.contains(['&', '\r']) {
            return Ok(raw.to_owned());
        }
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            text.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let Some(end) = rest.find(';') else {
                return Err(self.error("An error occurred while parsing EntityName."));
            };
            match reference(&rest[..end]) {
                Some(c) => text.push(c),
                None => {
                    return Err(self.error(&format!(
                        "Reference to undeclared entity '{}'.",
                        &rest[..end]
                    )));
                }
            }
            rest = &rest[end + 1..];
        }
        text.push_str(rest);
        Ok(text.replace("\r\n", "\n"))
    }
}

fn reference(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

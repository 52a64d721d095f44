//! The XML that CLIXML is made of: elements with attributes and either elements or text inside. No DTD, no entities but the five
//! and numbers, comments and processing instructions passed over; as .NET's reader is set up for it.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::errors::ClixmlError;

/// A cursor over the text, always between two tokens.
#[derive(Debug, Clone)]
pub(crate) struct Xml<'a> {
    text: &'a str,
    at: usize,
}

/// A start tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start<'a> {
    pub tag: &'a str,
    attributes: &'a str,
    /// `<TAG />`, which has no content and no end tag.
    pub empty: bool,
}

/// What stands next where elements are expected.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Next<'a> {
    Start(Start<'a>),
    End,
}

type Result<T> = std::result::Result<T, ClixmlError>;

impl<'a> Xml<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| ClixmlError::Xml(error.valid_up_to(), "not UTF-8"))?;
        Ok(Self { text, at: 0 })
    }

    /// A start tag or the end tag of the element around. Blanks between are passed over.
    pub(crate) fn next(&mut self) -> Result<Next<'a>> {
        self.skip_misc()?;
        let rest = &self.text.as_bytes()[self.at..];
        if rest.starts_with(b"</") {
            let end = memchr(b'>', rest).ok_or(self.error("an end tag without end"))?;
            self.at += end + 1;
            return Ok(Next::End);
        }
        self.start().map(Next::Start)
    }

    /// Whether nothing but blanks and comments is left.
    pub(crate) fn is_at_end(&mut self) -> Result<bool> {
        self.skip_misc()?;
        Ok(self.at == self.text.len())
    }

    fn start(&mut self) -> Result<Start<'a>> {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        if bytes.first() != Some(&b'<') {
            return Err(self.error("an element was expected"));
        }
        let close = tag_end(bytes).ok_or(self.error("a tag without end"))?;
        let inner = &rest[1..close];
        let (inner, empty) = inner
            .strip_suffix('/')
            .map_or((inner, false), |inner| (inner, true));
        let name_end = inner
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(inner.len());
        let (tag, attributes) = inner.split_at(name_end);
        if tag.is_empty() || tag.starts_with(['!', '?', '/']) {
            return Err(self.error("an element was expected"));
        }
        self.at += close + 1;
        Ok(Start {
            tag,
            attributes,
            empty,
        })
    }

    /// The text of an element that has no elements inside, and its end tag.
    pub(crate) fn content(&mut self, start: Start<'a>) -> Result<Cow<'a, str>> {
        if start.empty {
            return Ok(Cow::Borrowed(""));
        }
        let mut whole: Option<String> = None;
        loop {
            let rest = &self.text[self.at..];
            let end = memchr(b'<', rest.as_bytes()).ok_or(self.error("an element without end"))?;
            let piece = unescape(&rest[..end]).ok_or(self.error("an unknown entity"))?;
            self.at += end;
            let rest = &rest[end..];
            if rest.starts_with("</") {
                let close =
                    memchr(b'>', rest.as_bytes()).ok_or(self.error("an end tag without end"))?;
                if rest[2..close].trim_end() != start.tag {
                    return Err(self.error("an end tag of another element"));
                }
                self.at += close + 1;
                return Ok(match whole {
                    None => piece,
                    Some(whole) => Cow::Owned(whole + &piece),
                });
            }
            let whole = whole.get_or_insert_default();
            whole.push_str(&piece);
            if let Some(section) = rest.strip_prefix("<![CDATA[") {
                let length = memmem::find(section.as_bytes(), b"]]>")
                    .ok_or(self.error("a CDATA section without end"))?;
                whole.push_str(&section[..length]);
                self.at += "<![CDATA[".len() + length + "]]>".len();
            } else if !self.skip_comment()? {
                return Err(self.error("an element within text"));
            }
        }
    }

    /// What stands inside an element that does not contain itself, as it is written, and its end tag.
    pub(crate) fn raw_content(&mut self, start: Start<'a>) -> Result<&'a str> {
        if start.empty {
            return Ok("");
        }
        let rest = &self.text[self.at..];
        let end_tag = format!("</{}>", start.tag);
        let end = memmem::find(rest.as_bytes(), end_tag.as_bytes())
            .ok_or(self.error("an element without end"))?;
        self.at += end + end_tag.len();
        Ok(&rest[..end])
    }

    /// Passes over the rest of an element, whatever is inside.
    pub(crate) fn skip(&mut self, start: Start<'a>) -> Result<()> {
        let mut depth = usize::from(!start.empty);
        while depth > 0 {
            let rest = &self.text.as_bytes()[self.at..];
            self.at += memchr(b'<', rest).ok_or(self.error("an element without end"))?;
            if self.skip_comment()? {
                continue;
            }
            match self.next()? {
                Next::Start(inner) => depth += usize::from(!inner.empty),
                Next::End => depth -= 1,
            }
        }
        Ok(())
    }

    fn skip_misc(&mut self) -> Result<()> {
        loop {
            let rest = &self.text[self.at..];
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            if !self.skip_comment()? {
                return Ok(());
            }
        }
    }

    /// Passes over a comment or processing instruction, if one stands here.
    fn skip_comment(&mut self) -> Result<bool> {
        let rest = &self.text[self.at..];
        let (skipped, end) = if rest.starts_with("<!--") {
            (4, "-->")
        } else if rest.starts_with("<?") {
            (2, "?>")
        } else {
            return Ok(false);
        };
        let length = memmem::find(&rest.as_bytes()[skipped..], end.as_bytes())
            .ok_or(self.error("a comment without end"))?;
        self.at += skipped + length + end.len();
        Ok(true)
    }

    fn error(&self, what: &'static str) -> ClixmlError {
        ClixmlError::Xml(self.at, what)
    }
}

/// Where a tag's `>` is: not one within quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..]
            .iter()
            .position(|byte| matches!(byte, b'>' | b'"' | b'\''))?;
        if bytes[at] == b'>' {
            return Some(at);
        }
        at += 1 + memchr(bytes[at], &bytes[at + 1..])? + 1;
    }
}

impl<'a> Start<'a> {
    /// An attribute's text.
    pub(crate) fn attribute(&self, wanted: &str) -> Result<Option<Cow<'a, str>>> {
        const MALFORMED: ClixmlError = ClixmlError::Xml(0, "a malformed attribute");
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let (name, value) = rest.split_once('=').ok_or(MALFORMED)?;
            let value = value.trim_start();
            let quote = value
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''))
                .ok_or(MALFORMED)?;
            let (text, after) = value[1..].split_once(quote).ok_or(MALFORMED)?;
            if name.trim_end() == wanted {
                return unescape(text).ok_or(MALFORMED).map(Some);
            }
            rest = after.trim_start();
        }
        Ok(None)
    }
}

/// Replaces the five entities and numeric ones. `None` for any other. Line ends become one line feed, as XML says.
fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if memchr::memchr2(b'&', b'\r', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (entity, after) = rest[at + 1..].split_once(';')?;
        out.push(match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            number => {
                let number = number.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
        });
        rest = after;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

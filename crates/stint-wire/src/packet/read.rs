//! Bytes to packets.

use memchr::memchr;
use uuid::Uuid;

use super::{Control, Stream};

/// One line of a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packet<'a> {
    /// Fragment bytes for the session (zero id) or a pipeline.
    Data {
        stream: Stream,
        id: Uuid,
        payload: Payload<'a>,
    },
    /// Everything else.
    Control { control: Control, id: Uuid },
    /// An empty line. From a client it means that the client has died; from a server it means nothing.
    Blank,
}

/// The base64 text of a data packet, not yet decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payload<'a>(&'a [u8]);

impl Payload<'_> {
    /// Appends the decoded bytes to `out`.
    pub fn decode_append(self, out: &mut Vec<u8>) -> Result<(), PacketError> {
        let start = out.len();
        if base64_simd::STANDARD
            .decode_append(self.0, &mut *out)
            .is_ok()
        {
            return Ok(());
        }
        // .NET skips blanks within base64 text; nobody writes them, so they are looked for only now.
        out.truncate(start);
        let text: Vec<u8> = self
            .0
            .iter()
            .copied()
            .filter(|byte| !b" \t\r\n".contains(byte))
            .collect();
        base64_simd::STANDARD
            .decode_append(&text, out)
            .map_err(|_| PacketError::Base64)
    }
}

/// What is wrong with a peer's line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PacketError {
    /// Something that is no packet at all: a program's own output, most of the time.
    #[error("unexpected text from the peer: {0}")]
    NotAPacket(String),
    /// A packet with an attribute missing, unknown or malformed.
    #[error("malformed {0} packet")]
    Malformed(&'static str),
    /// The payload is not base64.
    #[error("the payload of a data packet is not base64")]
    Base64,
    /// A line beyond the limit.
    #[error("a line is longer than {0} bytes")]
    TooLong(usize),
}

/// Cuts a byte stream into packets. Feed it through [`PacketReader::space`], then call [`PacketReader::next`] until it
/// gives `None`.
#[derive(Debug)]
pub struct PacketReader {
    buffer: Vec<u8>,
    /// Bytes of `buffer` that were handed out.
    consumed: usize,
    /// Bytes of `buffer` known to hold no line end.
    scanned: usize,
    limit: usize,
    first: bool,
}

impl PacketReader {
    /// A reader that refuses lines of more than `limit` bytes.
    pub fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            consumed: 0,
            scanned: 0,
            limit,
            first: true,
        }
    }

    /// The buffer to append received bytes to, with room for at least `room` more. Only append to it.
    pub fn space(&mut self, room: usize) -> &mut Vec<u8> {
        if self.consumed > 0 {
            self.buffer.drain(..self.consumed);
            self.scanned -= self.consumed;
            self.consumed = 0;
        }
        self.buffer.reserve(room);
        &mut self.buffer
    }

    /// Appends received bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.space(bytes.len()).extend_from_slice(bytes);
    }

    /// Whether part of a line is waiting for its end.
    pub fn has_partial_line(&self) -> bool {
        self.consumed < self.buffer.len()
    }

    /// The next whole line, or `None` until more bytes come.
    #[allow(
        clippy::should_implement_trait,
        reason = "it lends from the buffer, which an iterator cannot"
    )]
    pub fn next(&mut self) -> Result<Option<Packet<'_>>, PacketError> {
        let Some(length) = memchr(b'\n', &self.buffer[self.scanned..]) else {
            self.scanned = self.buffer.len();
            if self.scanned - self.consumed > self.limit {
                return Err(PacketError::TooLong(self.limit));
            }
            return Ok(None);
        };
        let (start, end) = (self.consumed, self.scanned + length);
        self.consumed = end + 1;
        self.scanned = self.consumed;
        if end - start > self.limit {
            return Err(PacketError::TooLong(self.limit));
        }
        let mut line = &self.buffer[start..end];
        if std::mem::take(&mut self.first) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        parse(line.strip_suffix(b"\r").unwrap_or(line)).map(Some)
    }
}

/// One line without its end.
fn parse(line: &[u8]) -> Result<Packet<'_>, PacketError> {
    if line.is_empty() {
        return Ok(Packet::Blank);
    }
    let Some(element) = line.strip_prefix(b"<") else {
        return Err(not_a_packet(line));
    };
    let name_end = element
        .iter()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(element.len());
    let (name, rest) = element.split_at(name_end);
    if name == b"Data" {
        return parse_data(rest);
    }
    let control = Control::ALL
        .into_iter()
        .find(|control| control.name().as_bytes() == name);
    let Some(control) = control else {
        return Err(not_a_packet(line));
    };
    let malformed = PacketError::Malformed(control.name());
    let Some((attributes, after)) = parse_attributes(rest) else {
        return Err(malformed);
    };
    let closed = after == b"/>" || is_end_tag(after.strip_prefix(b">"), control.name());
    match attributes {
        Attributes {
            id: Some(id),
            stream: None,
        } if closed => Ok(Packet::Control { control, id }),
        _ => Err(malformed),
    }
}

fn parse_data(rest: &[u8]) -> Result<Packet<'_>, PacketError> {
    const MALFORMED: PacketError = PacketError::Malformed("Data");
    let (attributes, after) = parse_attributes(rest).ok_or(MALFORMED)?;
    let (Some(stream), Some(id)) = (attributes.stream, attributes.id) else {
        return Err(MALFORMED);
    };
    let text = after
        .strip_prefix(b">")
        .and_then(|text| text.strip_suffix(b"</Data>"))
        .ok_or(MALFORMED)?;
    if text.is_empty() {
        return Err(MALFORMED);
    }
    Ok(Packet::Data {
        stream,
        id,
        payload: Payload(text),
    })
}

fn is_end_tag(text: Option<&[u8]>, name: &str) -> bool {
    text.and_then(|text| text.strip_prefix(b"</"))
        .and_then(|text| text.strip_prefix(name.as_bytes()))
        .is_some_and(|text| text == b">")
}

#[derive(Default)]
struct Attributes {
    stream: Option<Stream>,
    id: Option<Uuid>,
}

/// The attributes, and what follows them (`>…` or `/>`). `None` when one is unknown, repeated or malformed.
fn parse_attributes(mut rest: &[u8]) -> Option<(Attributes, &[u8])> {
    let mut found = Attributes::default();
    loop {
        let blanks = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        rest = &rest[blanks..];
        if matches!(rest[0], b'>' | b'/') {
            return Some((found, rest));
        }
        if blanks == 0 {
            return None;
        }
        let equals = memchr(b'=', rest)?;
        let (name, value) = (&rest[..equals], &rest[equals + 1..]);
        let quote = *value
            .first()
            .filter(|quote| matches!(quote, b'\'' | b'"'))?;
        let end = memchr(quote, &value[1..])?;
        let text = &value[1..=end];
        rest = &value[end + 2..];
        match name {
            b"PSGuid" if found.id.is_none() => found.id = Some(Uuid::try_parse_ascii(text).ok()?),
            b"Stream" if found.stream.is_none() => found.stream = Some(parse_stream(text)?),
            _ => return None,
        }
    }
}

fn parse_stream(text: &[u8]) -> Option<Stream> {
    [Stream::Default, Stream::PromptResponse]
        .into_iter()
        .find(|stream| text.eq_ignore_ascii_case(stream.name().as_bytes()))
}

/// An error that shows enough of the line to recognise its author.
fn not_a_packet(line: &[u8]) -> PacketError {
    let shown = &line[..line.len().min(500)];
    PacketError::NotAPacket(String::from_utf8_lossy(shown).into_owned())
}

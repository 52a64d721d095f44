//! `-Encoding`: text to bytes and back.

use crate::values;
use stint_object::Value;

/// An encoding by what it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Encoding {
    /// UTF-8 without a mark.
    #[default]
    Utf8,
    /// UTF-8 with a mark.
    Utf8Bom,
    /// UTF-16, little end first.
    Utf16,
    /// UTF-16, big end first.
    Utf16Big,
    /// UTF-32, little end first.
    Utf32,
    /// UTF-32, big end first.
    Utf32Big,
    /// UTF-7.
    Utf7,
    /// ASCII; everything else is `?`.
    Ascii,
    /// Latin 1; everything else is `?`.
    Latin1,
}

impl Encoding {
    /// From a parameter's value: a name, a code page or an `Encoding` object.
    pub(crate) fn of(value: &Value) -> Self {
        if value.is_null() {
            return Self::Utf8;
        }
        if let Some(name) = value.as_str() {
            return Self::named(name).unwrap_or_default();
        }
        let get = |name: &str| values::get(value, name).ok().flatten().unwrap_or_default();
        let name = get("WebName");
        let has_mark = || {
            let mark = values::call_method(value, "GetPreamble", &[]).ok();
            mark.is_some_and(|mark| mark.as_array().is_some_and(|array| !array.is_empty()))
        };
        match name
            .as_str()
            .map(|name| name.to_ascii_lowercase())
            .as_deref()
        {
            Some("utf-8") if has_mark() => Self::Utf8Bom,
            Some(name) => Self::named(name).unwrap_or_default(),
            None => Self::named(&values::text(value)).unwrap_or_default(),
        }
    }

    /// By a name that `-Encoding` takes, or a web name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "utf8" | "utf8nobom" | "utf-8" | "default" | "oem" | "65001" => Self::Utf8,
            "utf8bom" => Self::Utf8Bom,
            "unicode" | "utf-16" | "utf16" | "string" | "unknown" | "1200" => Self::Utf16,
            "bigendianunicode" | "utf-16be" | "1201" => Self::Utf16Big,
            "utf32" | "utf-32" | "12000" => Self::Utf32,
            "bigendianutf32" | "utf-32be" | "12001" => Self::Utf32Big,
            "utf7" | "utf-7" | "65000" => Self::Utf7,
            "ascii" | "us-ascii" | "20127" => Self::Ascii,
            "latin1" | "iso-8859-1" | "28591" | "ansi" | "windows-1252" | "1252" => Self::Latin1,
            _ => return None,
        })
    }

    /// The byte order mark that a new file starts with.
    pub(crate) fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8Bom => &[0xef, 0xbb, 0xbf],
            Self::Utf16 => &[0xff, 0xfe],
            Self::Utf16Big => &[0xfe, 0xff],
            Self::Utf32 => &[0xff, 0xfe, 0, 0],
            Self::Utf32Big => &[0, 0, 0xfe, 0xff],
            Self::Utf8 | Self::Utf7 | Self::Ascii | Self::Latin1 => &[],
        }
    }

    /// Text as bytes.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        let narrow = |limit: u32| {
            text.chars()
                .map(|c| {
                    u8::try_from(u32::from(c))
                        .ok()
                        .filter(|byte| u32::from(*byte) < limit)
                        .unwrap_or(b'?')
                })
                .collect()
        };
        match self {
            Self::Utf8 | Self::Utf8Bom => text.as_bytes().to_vec(),
            Self::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Big => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf32 => text
                .chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect(),
            Self::Utf32Big => text
                .chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect(),
            Self::Utf7 => utf7(text),
            Self::Ascii => narrow(128),
            Self::Latin1 => narrow(256),
        }
    }

    /// Bytes as text; a mark at the start says more than the encoding asked for.
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        let (encoding, bytes) = self.by_mark(bytes);
        match encoding {
            Self::Utf8 | Self::Utf8Bom | Self::Utf7 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16 => wide(bytes, u16::from_le_bytes),
            Self::Utf16Big => wide(bytes, u16::from_be_bytes),
            Self::Utf32 => widest(bytes, u32::from_le_bytes),
            Self::Utf32Big => widest(bytes, u32::from_be_bytes),
            Self::Ascii => bytes
                .iter()
                .map(|byte| {
                    if byte.is_ascii() {
                        char::from(*byte)
                    } else {
                        '\u{fffd}'
                    }
                })
                .collect(),
            Self::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
        }
    }

    /// The encoding that a mark names, and the bytes behind it.
    pub(crate) fn by_mark(self, bytes: &[u8]) -> (Self, &[u8]) {
        for encoding in [
            Self::Utf32,
            Self::Utf32Big,
            Self::Utf8Bom,
            Self::Utf16,
            Self::Utf16Big,
        ] {
            if let Some(rest) = bytes.strip_prefix(encoding.mark()) {
                return (encoding, rest);
            }
        }
        (self, bytes)
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

fn widest(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> String {
    bytes
        .chunks_exact(4)
        .map(|four| {
            char::from_u32(unit([four[0], four[1], four[2], four[3]])).unwrap_or('\u{fffd}')
        })
        .collect()
}

/// Only what is ASCII stands as it is; the rest is UTF-16 in base 64.
fn utf7(text: &str) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let is_direct = |c: char| c.is_ascii_alphanumeric() || " \t\r\n'(),-./:?".contains(c);
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if is_direct(c) {
            out.push(c as u8);
            rest = &rest[1..];
            continue;
        }
        let end = rest.find(is_direct).unwrap_or(rest.len());
        out.push(b'+');
        if &rest[..end] != "+" {
            let bytes: Vec<u8> = rest[..end]
                .encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect();
            for chunk in bytes.chunks(3) {
                let bits = chunk
                    .iter()
                    .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
                    << (8 * (3 - chunk.len()));
                (0..=chunk.len())
                    .for_each(|at| out.push(DIGITS[(bits >> (18 - 6 * at) & 63) as usize]));
            }
        }
        out.push(b'-');
        rest = &rest[end..];
    }
    out
}

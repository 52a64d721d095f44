//! Text in XML: `_xHHHH_` for what XML cannot hold, then the usual entities.

use std::borrow::Cow;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Content,
    Attribute,
}

/// What a byte of UTF-8 needs.
const PLAIN: u8 = 0;
const MARKUP: u8 = 1;
const CONTROL: u8 = 2;
const UNDERSCORE: u8 = 3;
const HIGH_CONTROL: u8 = 4;
const ASTRAL: u8 = 5;

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [PLAIN; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0..=0x1F | 0x7F => CONTROL,
            0x22 | 0x26 | 0x3C | 0x3E => MARKUP,
            0x5F => UNDERSCORE,
            // The first byte of U+0080 to U+00BF.
            0xC2 => HIGH_CONTROL,
            0xF0..=0xFF => ASTRAL,
            _ => PLAIN,
        };
        byte += 1;
    }
    table
}

/// Appends a text: control characters, surrogates and `_x` as `_xHHHH_`, and markup as entities.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str, place: Place) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        let (length, replace): (usize, Option<Cow<'static, [u8]>>) =
            match CLASS[usize::from(bytes[at])] {
                PLAIN => {
                    at += 1;
                    continue;
                }
                MARKUP => (1, entity(bytes[at], place).map(Cow::Borrowed)),
                CONTROL => (1, Some(Cow::Owned(unit(u16::from(bytes[at]))))),
                UNDERSCORE if matches!(bytes.get(at + 1), Some(b'x' | b'X')) => {
                    (1, Some(Cow::Borrowed(b"_x005F_")))
                }
                HIGH_CONTROL if bytes[at + 1] < 0xA0 => {
                    (2, Some(Cow::Owned(unit(u16::from(bytes[at + 1])))))
                }
                ASTRAL => (4, Some(Cow::Owned(surrogates(&text[at..])))),
                _ => (1, None),
            };
        if let Some(replacement) = replace {
            out.extend_from_slice(&bytes[copied..at]);
            out.extend_from_slice(&replacement);
            copied = at + length;
        }
        at += length;
    }
    out.extend_from_slice(&bytes[copied..]);
}

fn entity(byte: u8, place: Place) -> Option<&'static [u8]> {
    match byte {
        b'<' => Some(b"&lt;"),
        b'>' => Some(b"&gt;"),
        b'&' => Some(b"&amp;"),
        b'"' if place == Place::Attribute => Some(b"&quot;"),
        _ => None,
    }
}

fn unit(unit: u16) -> Vec<u8> {
    format!("_x{unit:04X}_").into_bytes()
}

fn surrogates(text: &str) -> Vec<u8> {
    let mut units = [0; 2];
    let first = text.chars().next().unwrap_or_default();
    first
        .encode_utf16(&mut units)
        .iter()
        .flat_map(|&one| unit(one))
        .collect()
}

/// Undoes `_xHHHH_` and `_xHHHHHHHH_`; anything else stays as it is. A lone surrogate becomes U+FFFD.
pub(crate) fn decode_name(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut next = find_escape(&text, 0);
    if next.is_none() {
        return text;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut high: Option<u16> = None;
    let mut copied = 0;
    while let Some((at, end, code)) = next {
        if at > copied {
            flush(&mut decoded, &mut high);
            decoded.push_str(&text[copied..at]);
        }
        push_code(&mut decoded, &mut high, code);
        copied = end;
        next = find_escape(&text, end);
    }
    if copied < text.len() {
        flush(&mut decoded, &mut high);
    }
    decoded.push_str(&text[copied..]);
    flush(&mut decoded, &mut high);
    Cow::Owned(decoded)
}

/// The next escape at or after `from`: where it starts and ends, and its number.
fn find_escape(text: &str, from: usize) -> Option<(usize, usize, u32)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memchr(b'_', bytes.get(at..)?) {
        at += found;
        if matches!(bytes.get(at + 1), Some(b'x' | b'X')) {
            for digits in [4, 8] {
                let end = at + 2 + digits;
                if bytes.get(end) != Some(&b'_') {
                    continue;
                }
                let hex = &bytes[at + 2..end];
                if hex.iter().all(u8::is_ascii_hexdigit) {
                    return Some((
                        at,
                        end + 1,
                        u32::from_str_radix(&text[at + 2..end], 16).ok()?,
                    ));
                }
            }
        }
        at += 1;
    }
    None
}

fn push_code(decoded: &mut String, high: &mut Option<u16>, code: u32) {
    if let (Some(first), 0xDC00..=0xDFFF) = (*high, code) {
        *high = None;
        let code = 0x1_0000 + ((u32::from(first) - 0xD800) << 10) + (code - 0xDC00);
        decoded.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        return;
    }
    flush(decoded, high);
    match u16::try_from(code) {
        Ok(unit @ 0xD800..=0xDBFF) => *high = Some(unit),
        _ => decoded.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

fn flush(decoded: &mut String, high: &mut Option<u16>) {
    if high.take().is_some() {
        decoded.push(char::REPLACEMENT_CHARACTER);
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, decode_name, escape};

    #[test]
    fn texts_and_their_escapes() {
        let table = [
            ("plain é – 漢", "plain é – 漢"),
            (
                "a\nb\t\u{7f}\u{80}\u{9f}\u{a0}",
                "a_x000A_b_x0009__x007F__x0080__x009F_\u{a0}",
            ),
            ("_x _X __ _", "_x005F_x _x005F_X __ _"),
            ("<&>\"'", "&lt;&amp;&gt;\"'"),
            ("😀", "_xD83D__xDE00_"),
            ("_x0041_", "_x005F_x0041_"),
            ("", ""),
        ];
        for (text, written) in table {
            let mut out = Vec::new();
            escape(&mut out, text, Place::Content);
            assert_eq!(String::from_utf8_lossy(&out), written);
            let unmarked = written
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
            assert_eq!(decode_name(unmarked.into()), text);
        }
        let mut out = Vec::new();
        escape(&mut out, "a\"<", Place::Attribute);
        assert_eq!(out, b"a&quot;&lt;");
    }

    #[test]
    fn escapes_that_are_none() {
        let table = [
            ("_xD83D_", "\u{fffd}"),
            ("_xD83D_a_xDE00_", "\u{fffd}a\u{fffd}"),
            ("_x41_", "_x41_"),
            ("_x004g_", "_x004g_"),
            ("_x0041", "_x0041"),
            ("_X0041_", "A"),
            ("_x0001F600_", "😀"),
            ("__x0041_", "_A"),
            ("_x", "_x"),
        ];
        for (text, decoded) in table {
            assert_eq!(decode_name(text.into()), decoded, "{text}");
        }
    }
}

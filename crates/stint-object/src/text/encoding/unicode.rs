//! UTF-16, UTF-32 and the encodings that are a part of Unicode's first page.

pub(super) fn encode_utf16(text: &str, big_endian: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if big_endian {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

/// A lone surrogate, and half a unit at the end, become U+FFFD.
pub(super) fn decode_utf16(bytes: &[u8], big_endian: bool) -> String {
    let (units, rest) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| {
        if big_endian {
            u16::from_be_bytes(*unit)
        } else {
            u16::from_le_bytes(*unit)
        }
    });
    let mut text: String = char::decode_utf16(units)
        .map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

pub(super) fn encode_utf32(text: &str, big_endian: bool) -> Vec<u8> {
    text.chars()
        .flat_map(|sign| {
            let code = u32::from(sign);
            if big_endian {
                code.to_be_bytes()
            } else {
                code.to_le_bytes()
            }
        })
        .collect()
}

pub(super) fn decode_utf32(bytes: &[u8], big_endian: bool) -> String {
    let (codes, rest) = bytes.as_chunks::<4>();
    let mut text: String = codes
        .iter()
        .map(|code| {
            let code = if big_endian {
                u32::from_be_bytes(*code)
            } else {
                u32::from_le_bytes(*code)
            };
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

/// One byte a character up to `last`; others become a question mark for each of their UTF-16 units.
pub(super) fn encode_up_to(text: &str, last: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for sign in text.chars() {
        match u8::try_from(u32::from(sign)) {
            Ok(byte) if byte <= last => bytes.push(byte),
            _ => bytes.extend(std::iter::repeat_n(b'?', sign.len_utf16())),
        }
    }
    bytes
}

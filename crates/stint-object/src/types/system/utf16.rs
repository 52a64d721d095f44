//! Between UTF-8, which strings are stored in, and the UTF-16 units that scripts count in.

/// The number of UTF-16 units.
pub fn len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// The units.
pub fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The text of units; a lone surrogate becomes U+FFFD.
pub fn text(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// The byte at which a unit starts; within a surrogate pair, the byte behind the pair.
pub fn byte_at(text: &str, unit: usize) -> usize {
    if text.is_ascii() {
        return unit.min(text.len());
    }
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= unit {
            return at;
        }
        seen += c.len_utf16();
    }
    text.len()
}

/// The unit at which a byte stands.
pub fn unit_at(text: &str, byte: usize) -> usize {
    len(&text[..byte.min(text.len())])
}

/// The part between two units.
pub fn slice(text: &str, start: usize, end: usize) -> String {
    if text.is_ascii() {
        return text[start.min(text.len())..end.min(text.len())].to_owned();
    }
    let units = units(text);
    String::from_utf16_lossy(&units[start.min(units.len())..end.min(units.len())])
}

/// The text of one unit.
pub fn unit_text(unit: u16) -> String {
    char::from_u32(u32::from(unit))
        .unwrap_or('\u{fffd}')
        .to_string()
}

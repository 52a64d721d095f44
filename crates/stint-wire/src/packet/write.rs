//! Packets to bytes, with the very quotes and blanks that PowerShell writes (its client looks for them as text).

use uuid::Uuid;

use super::{Control, Stream};

/// Appends one control packet, with its line end.
pub fn write_control(out: &mut Vec<u8>, control: Control, id: Uuid) {
    out.push(b'<');
    out.extend_from_slice(control.name().as_bytes());
    out.extend_from_slice(b" PSGuid='");
    write_id(out, id);
    out.extend_from_slice(b"' />\n");
}

/// Appends one data packet whose payload is `parts` one after the other, with its line end.
///
/// Every part but the last must have a length that is a multiple of three, as a fragment header has; so a header and a
/// slice of a message are encoded without being copied together first. An empty payload writes nothing: a peer would take
/// it for an error.
pub fn write_data(out: &mut Vec<u8>, stream: Stream, id: Uuid, parts: &[&[u8]]) {
    if parts.iter().all(|part| part.is_empty()) {
        return;
    }
    let bytes: usize = parts.iter().map(|part| part.len()).sum();
    out.reserve(bytes.div_ceil(3) * 4 + 96);
    out.extend_from_slice(b"<Data Stream='");
    out.extend_from_slice(stream.name().as_bytes());
    out.extend_from_slice(b"' PSGuid='");
    write_id(out, id);
    out.extend_from_slice(b"'>");
    for (index, part) in parts.iter().enumerate() {
        debug_assert!(
            index + 1 == parts.len() || part.len() % 3 == 0,
            "base64 is cut in threes"
        );
        base64_simd::STANDARD.encode_append(part, &mut *out);
    }
    out.extend_from_slice(b"</Data>\n");
}

fn write_id(out: &mut Vec<u8>, id: Uuid) {
    let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
    out.extend_from_slice(id.hyphenated().encode_lower(&mut text).as_bytes());
}

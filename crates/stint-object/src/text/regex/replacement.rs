//! Replacement patterns: `$1`, `${name}`, `$&`, `` $` ``, `$'`, `$+`, `$_`, `$$`.

use super::category::is_boundary_word;
use super::haystack::Haystack;
use super::machine::Span;
use super::options::RegexOptions;
use super::parser::Groups;

/// A part of a replacement.
enum Part {
    Text(String),
    /// What a group captured last, by slot.
    Group(usize),
    Before,
    After,
    LastGroup,
    Everything,
}

/// A replacement pattern that was read.
pub(super) struct Replacement(Vec<Part>);

impl Replacement {
    /// Reads a replacement pattern; what is no reference stands for itself.
    pub(super) fn read(pattern: &str, groups: &Groups, options: RegexOptions) -> Replacement {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find('$') {
            text.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('$') {
                text.push('$');
                rest = after;
            } else if let Some((part, length)) = reference(rest, groups, options) {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(part);
                rest = &rest[length..];
            } else {
                text.push('$');
            }
        }
        text.push_str(rest);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Replacement(parts)
    }

    /// Writes the replacement of a match.
    pub(super) fn write(&self, out: &mut String, haystack: &Haystack<'_>, captures: &[Vec<Span>]) {
        let whole = captures[0].last().copied().unwrap_or((0, 0));
        for part in &self.0 {
            let span = match part {
                Part::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Part::Group(slot) => captures[*slot].last().copied(),
                Part::Before => Some((0, whole.0)),
                Part::After => Some((whole.1, haystack.len())),
                Part::LastGroup => captures
                    .last()
                    .and_then(|captures| captures.last())
                    .copied(),
                Part::Everything => Some((0, haystack.len())),
            };
            if let Some((start, end)) = span {
                out.push_str(&haystack.slice(start..end));
            }
        }
    }
}

/// What stands behind a `$`, and how long it is.
fn reference(text: &str, groups: &Groups, options: RegexOptions) -> Option<(Part, usize)> {
    let first = text.chars().next()?;
    if let Some(inner) = text.strip_prefix('{') {
        let end = inner.find('}')?;
        let name = &inner[..end];
        let number = if name.starts_with(|sign: char| sign.is_ascii_digit()) {
            name.parse().ok()?
        } else if name.encode_utf16().all(is_boundary_word) && !name.is_empty() {
            groups.number_of(name)?
        } else {
            return None;
        };
        return Some((Part::Group(groups.slot_of(number)?), end + 2));
    }
    if first.is_ascii_digit() {
        return numbered(text, groups, options);
    }
    let part = match first {
        '&' => Part::Group(0),
        '`' => Part::Before,
        '\'' => Part::After,
        '+' => Part::LastGroup,
        '_' => Part::Everything,
        _ => return None,
    };
    Some((part, 1))
}

/// All digits are the number; under ECMAScript as many as make a group.
fn numbered(text: &str, groups: &Groups, options: RegexOptions) -> Option<(Part, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let lengths = if options.has(RegexOptions::ECMA_SCRIPT) {
        1..=digits
    } else {
        digits..=digits
    };
    lengths.rev().find_map(|length| {
        let slot = groups.slot_of(text[..length].parse().ok()?)?;
        Some((Part::Group(slot), length))
    })
}

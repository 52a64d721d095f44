//! The position of an error: the source line with what is wrong underlined.

use crate::error_record::Position;

/// No source line is shown longer: consoles are 80 wide, and something stands around it.
const LONGEST: usize = 69;
const BEFORE: usize = 12;
const BEHIND: usize = 8;

/// `InvocationInfo.PositionMessage`: `At FILE:LINE char:COLUMN`, the source line, and the underline.
pub fn position_message(position: &Position) -> String {
    let file = match &position.file {
        Some(file) if !file.is_empty() => file.as_str(),
        _ => "line",
    };
    let (line, column) = position.start;
    format!("At {file}:{line} char:{column}\n+ {}", source(position))
}

/// A stretch of a line, in UTF-16 units as columns are counted.
struct Underlined {
    line: Vec<u16>,
    start: usize,
    length: usize,
}

fn source(position: &Position) -> String {
    let line: Vec<u16> = position.line.trim_end().encode_utf16().collect();
    if line.is_empty() {
        return String::new();
    }
    let start = (position.start.1.max(1) as usize - 1).min(line.len());
    let end = position.end.1.max(1) as usize;
    let ends_here = position.start.0 == position.end.0 && end <= line.len() + 1;
    let length = if ends_here {
        (end - 1).saturating_sub(start)
    } else {
        line.len() - start
    };
    shortened(expand_tabs(Underlined {
        line,
        start,
        length,
    }))
}

fn expand_tabs(text: Underlined) -> Underlined {
    let tab = u16::from(b'\t');
    if !text.line.contains(&tab) {
        return text;
    }
    let expand = |units: &[u16]| -> Vec<u16> {
        units
            .iter()
            .flat_map(|unit| {
                if *unit == tab {
                    vec![u16::from(b' '); 4]
                } else {
                    vec![*unit]
                }
            })
            .collect()
    };
    let end = (text.start + text.length).min(text.line.len());
    let before = expand(&text.line[..text.start]);
    let inside = expand(&text.line[text.start..end]);
    let behind = expand(&text.line[end..]);
    Underlined {
        start: before.len(),
        length: inside.len(),
        line: [before, inside, behind].concat(),
    }
}

/// Cuts a long line around what is underlined, with some of what stands before and behind it.
fn shortened(text: Underlined) -> String {
    let Underlined {
        line,
        start,
        mut length,
    } = text;
    if line.len() <= LONGEST {
        return drawn(&line, start, length, false, false);
    }
    let total_behind = line.len().saturating_sub(length + start);
    let mut before = start.min(BEFORE);
    let mut behind = total_behind.min(BEHIND);
    let mut candidate = before + length + behind;
    let dots_behind;
    if candidate >= LONGEST {
        if before + length >= LONGEST {
            length = LONGEST - before;
        }
        dots_behind = true;
    } else {
        let more = start - before;
        if more > 0 {
            before += more.min(LONGEST - candidate);
            candidate = before + length + behind;
        }
        if candidate < LONGEST && total_behind > 0 {
            behind += total_behind.min(LONGEST - candidate);
        }
        dots_behind = behind < total_behind;
    }
    let dots_before = before < start;
    let from = (start - before).min(line.len() - LONGEST);
    let cut = &line[from..from + LONGEST];
    let start = start.min(before);
    let length = length.min(LONGEST - start);
    drawn(cut, start, length, dots_before, dots_behind)
}

fn drawn(
    line: &[u16],
    start: usize,
    length: usize,
    dots_before: bool,
    dots_behind: bool,
) -> String {
    let mut out = String::new();
    if dots_before {
        out.push_str("\u{2026} ");
    }
    out.push_str(&String::from_utf16_lossy(line));
    if dots_behind {
        out.push_str(" \u{2026}");
    }
    out.push_str("\n+ ");
    out.push_str(&" ".repeat(start + if dots_before { 2 } else { 0 }));
    // At the end of the text there is nothing to underline: one place is.
    out.push_str(&"~".repeat(length.max(1)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(line: &str, from: u32, to: u32) -> Position {
        Position {
            file: None,
            text: "".into(),
            start: (2, from),
            end: (2, to),
            line: line.into(),
            offsets: (0, 0),
        }
    }

    #[test]
    fn underlines() {
        let expected = "At line:2 char:3\n+ $x::y()\n+   ~~~";
        assert_eq!(position_message(&position("$x::y()", 3, 6)), expected);
        let long = "function Show($code) { & ([scriptblock]::Create($code)) 2>&1 | Out-String -Width 120 }";
        let expected = "At line:2 char:24\n+ function Show($code) { & ([scriptblock]::Create($code)) 2>&1 | Out-St …\n+                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~";
        assert_eq!(position_message(&position(long, 24, 61)), expected);
    }
}

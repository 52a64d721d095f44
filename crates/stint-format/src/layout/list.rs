//! Lists: a label, a colon, and a value over as many lines as it needs.

use super::Wrapping;
use super::cells::{Around, ESC, RESET, cells, fit_from_start, slice};
use super::lines::{split, wrap};

const SEPARATOR: &str = " : ";

/// The lines of one object in a list. `style` is for the labels, empty where output is plain.
pub fn lines(
    labels: &[String],
    values: &[String],
    screen: usize,
    wrapping: Wrapping,
    style: &str,
) -> Vec<String> {
    let mut out = Vec::new();
    // One cell for a label, one for a value.
    if labels.is_empty() || screen < SEPARATOR.len() + 2 {
        return out;
    }
    let longest = labels.iter().map(|label| cells(label)).max().unwrap_or(0);
    let width = longest.min(screen - SEPARATOR.len() - 1);
    let margin = " ".repeat(width + SEPARATOR.len());
    let room = screen - margin.len();
    for (index, label) in labels.iter().enumerate() {
        let value = values.get(index).map_or("", String::as_str);
        let mut start = labelled(label, width);
        for line in split(value) {
            for (part, text) in wrap(&line, room, room, wrapping).into_iter().enumerate() {
                out.push(styled(
                    if part == 0 { &start } else { &margin },
                    &text,
                    if part == 0 { style } else { "" },
                ));
            }
            start.clone_from(&margin);
        }
    }
    out
}

fn labelled(label: &str, width: usize) -> String {
    let length = cells(label);
    let mut out = if length > width {
        slice(
            label,
            0,
            Some(fit_from_start(label, width)),
            Around::default(),
        )
    } else {
        label.to_owned() + &" ".repeat(width - length)
    };
    out.push_str(SEPARATOR);
    out
}

fn styled(start: &str, text: &str, style: &str) -> String {
    let mut out = if style.is_empty() || start.trim().is_empty() {
        [start, text].concat()
    } else {
        [style, start, RESET, text].concat()
    };
    if text.contains(ESC) && !text.ends_with(RESET) {
        out.push_str(RESET);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_values_under_values() {
        let labels = ["A".to_owned(), "Long".to_owned()];
        let values = ["1".to_owned(), "abcdef\ng".to_owned()];
        let expected = ["A    : 1", "Long : abcd", "       ef", "       g"];
        assert_eq!(lines(&labels, &values, 11, Wrapping::Cells, ""), expected);
    }
}

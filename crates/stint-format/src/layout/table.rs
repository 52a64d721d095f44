//! Tables: header, rows of one or several screen lines, and the rows of wide lists.

use super::cells::{
    Around, ELLIPSIS, ESC, RESET, cells, fit_from_start, indent, skip_to_fit_end, slice,
};
use super::lines::{first_line, wrap};
use super::{Wrapping, columns};

/// Narrower than this, nothing is written at all.
const MINIMUM_SCREEN: usize = 5;

/// Where text stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Align {
    /// As the column says.
    #[default]
    Undefined,
    /// Left.
    Left,
    /// Centered.
    Center,
    /// Right.
    Right,
}

impl Align {
    /// The number of it in format objects (`TextAlignment`).
    pub fn number(self) -> i32 {
        self as i32
    }

    /// From the number in format objects.
    pub fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Left,
            2 => Self::Center,
            3 => Self::Right,
            _ => Self::Undefined,
        }
    }

    /// From a name, as views write it.
    pub fn from_name(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "left" => Self::Left,
            "center" => Self::Center,
            "right" => Self::Right,
            _ => Self::Undefined,
        }
    }

    fn or(self, other: Align) -> Align {
        if self == Self::Undefined { other } else { self }
    }
}

/// A column before its width is settled.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its width; 0 to be chosen.
    pub width: i32,
    /// Where its text stands.
    pub align: Align,
    /// Whether its header is also the name of a property (another style is used if not).
    pub header_is_property: bool,
}

/// How cells are filled: over several lines, or cut off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filling {
    /// One line a row; what does not fit is cut off.
    Cut,
    /// As many lines as the fullest cell needs.
    Wrap,
}

/// Styles of a header; empty where output is plain.
#[derive(Clone, Default, Debug)]
pub struct HeaderStyle {
    /// For a header that is a property's name.
    pub property: String,
    /// For any other.
    pub custom: String,
}

/// A table whose column widths are settled.
pub struct Table {
    columns: Vec<Column>,
    wrapping: Wrapping,
    header: Option<Vec<String>>,
}

impl Table {
    /// Settles the widths. `None` where the screen has no room for even one column.
    pub fn new(screen: usize, mut columns: Vec<Column>, wrapping: Wrapping) -> Option<Self> {
        if screen < MINIMUM_SCREEN {
            return None;
        }
        let mut widths: Vec<i32> = columns.iter().map(|column| column.width).collect();
        columns::assign(i32::try_from(screen).unwrap_or(i32::MAX), &mut widths);
        if widths.iter().all(|width| *width < 1) {
            return None;
        }
        for (column, width) in columns.iter_mut().zip(widths) {
            column.width = width;
        }
        Some(Self {
            columns,
            wrapping,
            header: None,
        })
    }

    /// The lines of the header: labels and dashes. The second time the same lines.
    pub fn header(&mut self, labels: &[String], style: &HeaderStyle) -> &[String] {
        if self.header.is_none() {
            let mut lines = self.wrapped_row(labels, &[], Some(style));
            let dashes: Vec<String> = self
                .columns
                .iter()
                .zip(labels)
                .map(|(column, label)| dashes(column, label))
                .collect();
            lines.push(self.cut_row(&dashes, &[], Some(style)));
            self.header = Some(lines);
        }
        self.header.as_deref().unwrap_or_default()
    }

    /// The lines of a row. Alignments may be fewer than columns.
    pub fn row(&self, values: &[String], aligns: &[Align], filling: Filling) -> Vec<String> {
        match filling {
            Filling::Wrap => self.wrapped_row(values, aligns, None),
            Filling::Cut => vec![self.cut_row(values, aligns, None)],
        }
    }

    fn align(&self, index: usize, aligns: &[Align]) -> Align {
        aligns
            .get(index)
            .copied()
            .unwrap_or_default()
            .or(self.columns[index].align)
    }

    fn cut_row(&self, values: &[String], aligns: &[Align], header: Option<&HeaderStyle>) -> String {
        let mut line = String::new();
        let last = self.columns.len().saturating_sub(1);
        for (index, column) in self.columns.iter().enumerate() {
            let Ok(width @ 1..) = usize::try_from(column.width) else {
                continue;
            };
            if index > 0 {
                line.push(' ');
            }
            let value = values.get(index).map_or("", String::as_str);
            let field = field(value, width, self.align(index, aligns), index != last);
            let style = header.map_or("", |style| style.property.as_str());
            line.push_str(style);
            line.push_str(&field);
            let open_style = field.contains(ESC) && !field.trim_end().ends_with(RESET);
            if !style.is_empty() || header.is_none() && open_style {
                line.push_str(RESET);
            }
        }
        line
    }

    fn wrapped_row(
        &self,
        values: &[String],
        aligns: &[Align],
        header: Option<&HeaderStyle>,
    ) -> Vec<String> {
        let visible: Vec<usize> = (0..self.columns.len())
            .filter(|index| self.columns[*index].width > 0)
            .collect();
        let mut stacks: Vec<Vec<String>> = Vec::with_capacity(visible.len());
        for (place, index) in visible.iter().enumerate() {
            let value = values.get(*index).map_or("", String::as_str);
            let mut stack = self.stack(
                value,
                *index,
                self.align(*index, aligns),
                place + 1 < visible.len(),
            );
            if place > 0 {
                stack.iter_mut().for_each(|line| line.insert(0, ' '));
            }
            stacks.push(stack);
        }
        let height = stacks.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|row| self.joined(&stacks, &visible, row, height, header))
            .collect()
    }

    /// One screen line of a row that has several.
    fn joined(
        &self,
        stacks: &[Vec<String>],
        visible: &[usize],
        row: usize,
        height: usize,
        header: Option<&HeaderStyle>,
    ) -> String {
        let last_filled = stacks
            .iter()
            .rposition(|stack| stack.len() > row)
            .unwrap_or(0);
        let mut line = String::new();
        for (place, stack) in stacks.iter().enumerate() {
            let mut value = match stack.get(row) {
                Some(value) => value.clone(),
                None if place > last_filled => String::new(),
                None => self.blank(place, stacks.len(), visible[place]),
            };
            if place == last_filled && height > 1 {
                value.truncate(value.trim_end().len());
            }
            match header {
                Some(style) => self.push_header(&mut line, value, place, style),
                None => line.push_str(&value),
            }
        }
        line
    }

    fn blank(&self, place: usize, places: usize, index: usize) -> String {
        if place + 1 == places {
            return String::new();
        }
        let gap = usize::from(place > 0);
        " ".repeat(usize::try_from(self.columns[index].width).unwrap_or(0) + gap)
    }

    fn push_header(&self, line: &mut String, mut value: String, place: usize, style: &HeaderStyle) {
        let styled = !style.property.is_empty() || !style.custom.is_empty();
        if self.columns[place].header_is_property {
            line.push_str(&style.property);
        } else if !value.is_empty() {
            value.insert_str(usize::from(place != 0), &style.custom);
        }
        line.push_str(&value);
        if styled {
            line.push_str(RESET);
        }
    }

    fn stack(&self, value: &str, index: usize, align: Align, pad: bool) -> Vec<String> {
        let width = usize::try_from(self.columns[index].width).unwrap_or(0);
        let mut lines = wrap(value, width, width, self.wrapping);
        if pad || matches!(align, Align::Right | Align::Center) {
            for line in lines.iter_mut().filter(|line| cells(line) < width) {
                *line = field(line, width, align, pad);
            }
        }
        lines
    }
}

fn dashes(column: &Column, label: &str) -> String {
    let width = usize::try_from(column.width).unwrap_or(0);
    let count = if label.is_empty() {
        width
    } else {
        width.min(cells(label))
    };
    "-".repeat(count)
}

/// Text in a column: padded, or cut off with an ellipsis at the end (at the start, if right-aligned).
fn field(value: &str, width: usize, align: Align, pad: bool) -> String {
    let text = first_line(value);
    let length = cells(&text);
    if length < width {
        return padded(text, width - length, align, pad);
    }
    if length == width {
        return text;
    }
    let text = cut(&text, width, align);
    // A wide character may leave one cell empty.
    match align {
        _ if cells(&text) == width => text,
        Align::Right => format!(" {text}"),
        _ if pad => format!("{text} "),
        _ => text,
    }
}

fn padded(text: String, room: usize, align: Align, pad: bool) -> String {
    match align {
        Align::Right => indent(&text, room),
        Align::Center => {
            let left = room / 2;
            let mut out = indent(&text, left);
            if pad {
                out.push_str(&" ".repeat(room - left));
            }
            out
        }
        _ if pad => text + &" ".repeat(room),
        _ => text,
    }
}

fn cut(text: &str, width: usize, align: Align) -> String {
    let dots = if width > 1 { ELLIPSIS } else { "" };
    let room = width - usize::from(width > 1);
    match align {
        Align::Right => slice(
            text,
            skip_to_fit_end(text, room),
            None,
            Around {
                before: dots,
                after: "",
            },
        ),
        _ => slice(
            text,
            0,
            Some(fit_from_start(text, room)),
            Around {
                before: "",
                after: dots,
            },
        ),
    }
}

/// How many items of a width stand in one row of a wide list that sizes itself.
pub fn wide_items_per_row(item: usize, screen: usize) -> usize {
    if item == 0 || item >= screen {
        return 1;
    }
    // The widest row of n items has n - 1 gaps and stays below the screen's width.
    let mut count = 1;
    while item * (count + 1) + count < screen {
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(width: i32, align: Align) -> Column {
        Column {
            width,
            align,
            header_is_property: true,
        }
    }

    #[test]
    fn cuts_and_pads() {
        let table = Table::new(
            20,
            vec![column(5, Align::Left), column(5, Align::Right)],
            Wrapping::Cells,
        )
        .expect("has room");
        let row = |a: &str, b: &str| {
            table
                .row(&[a.to_owned(), b.to_owned()], &[], Filling::Cut)
                .concat()
        };
        assert_eq!(row("ab", "1"), "ab        1");
        assert_eq!(row("abcdefgh", "12345678"), "abcd… …5678");
        let lines = table.row(&["abcdefg".to_owned(), "1".to_owned()], &[], Filling::Wrap);
        assert_eq!(lines, ["abcde     1", "fg"]);
    }
}

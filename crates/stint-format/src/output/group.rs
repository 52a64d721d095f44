//! A group of a document on its page: the table or list that its objects become.

use super::page::Page;
use super::waiting::Hint;
use crate::layout::table::{Align, Column, Filling, Table, wide_items_per_row};
use crate::layout::{Wrapping, complex};
use crate::packet::{EntryInfo, Field, ShapeInfo, TableHeader};
use stint_object::Result;

/// The group that is open. A table is missing where there is no room for one.
pub(super) enum Group {
    Table {
        table: Option<Table>,
        rows: usize,
    },
    List,
    Wide {
        table: Option<Table>,
        buffer: Vec<String>,
        per_row: usize,
    },
    Complex,
}

impl Group {
    /// A group of a shape, on so many columns.
    pub(super) fn new(shape: &ShapeInfo, hint: Option<Hint>, screen: usize) -> Self {
        match shape {
            ShapeInfo::Table(header) => Self::Table {
                table: table(header, hint, screen),
                rows: 0,
            },
            ShapeInfo::List => Self::List,
            ShapeInfo::Wide(count) => wide(*count, hint, screen),
            ShapeInfo::Complex => Self::Complex,
        }
    }

    /// Writes what stands above the objects.
    pub(super) fn start(&mut self, shape: &ShapeInfo, page: &mut Page<'_>) -> Result<()> {
        if let (
            Self::Table {
                table: Some(table),
                rows,
            },
            ShapeInfo::Table(header),
        ) = (self, shape)
        {
            *rows += write_header(table, header, page)?;
        }
        Ok(())
    }

    /// Writes an object.
    pub(super) fn write(
        &mut self,
        shape: &ShapeInfo,
        info: &EntryInfo,
        page: &mut Page<'_>,
    ) -> Result<()> {
        match (self, info) {
            (
                Self::Table {
                    table: Some(table),
                    rows,
                },
                EntryInfo::Table { fields, wrap },
            ) => {
                let ShapeInfo::Table(header) = shape else {
                    return Ok(());
                };
                if header.repeat && *rows + 2 >= page.settings.window_height {
                    page.line("")?;
                    *rows = write_header(table, header, page)?;
                }
                *rows += 1;
                write_row(table, header.columns.len(), fields, *wrap, page)
            }
            (Self::List, EntryInfo::List(fields)) => {
                page.list(fields)?;
                page.line("")
            }
            (
                Self::Wide {
                    table,
                    buffer,
                    per_row,
                },
                EntryInfo::Wide(field),
            ) => {
                buffer.push(field.value.to_string());
                if buffer.len() < *per_row {
                    return Ok(());
                }
                write_wide(table.as_ref(), std::mem::take(buffer), *per_row, page)
            }
            (Self::Complex, EntryInfo::Complex(values)) => {
                page.lines(&complex::lines(values, page.columns, Wrapping::current()))
            }
            _ => Ok(()),
        }
    }

    /// Writes what is left of a last row.
    pub(super) fn end(self, page: &mut Page<'_>) -> Result<()> {
        match self {
            Self::Wide {
                table,
                buffer,
                per_row,
            } => write_wide(table.as_ref(), buffer, per_row, page),
            _ => Ok(()),
        }
    }
}

fn table(header: &TableHeader, hint: Option<Hint>, screen: usize) -> Option<Table> {
    let widths = match hint {
        Some(Hint::Columns(widths)) => widths,
        _ => header.columns.iter().map(|column| column.width).collect(),
    };
    let columns = header
        .columns
        .iter()
        .zip(widths)
        .map(|(column, width)| Column {
            width,
            align: column.align,
            header_is_property: column.header_is_property,
        });
    let columns: Vec<Column> = columns.collect();
    if columns.is_empty() {
        None
    } else {
        Table::new(screen, columns, Wrapping::current())
    }
}

fn write_header(table: &mut Table, header: &TableHeader, page: &mut Page<'_>) -> Result<usize> {
    if header.hide {
        return Ok(0);
    }
    let labels: Vec<String> = header
        .columns
        .iter()
        .map(|column| column.heading().to_owned())
        .collect();
    let lines = table.header(&labels, &page.settings.styles.header());
    page.lines(lines)?;
    Ok(lines.len())
}

/// Cells that are missing stand left.
fn write_row(
    table: &Table,
    columns: usize,
    fields: &[Field],
    wrap: bool,
    page: &mut Page<'_>,
) -> Result<()> {
    let missing = columns.saturating_sub(fields.len());
    let mut aligns: Vec<Align> = fields.iter().map(|field| field.align).collect();
    aligns.extend(std::iter::repeat_n(Align::Left, missing));
    let values: Vec<String> = fields.iter().map(|field| field.value.to_string()).collect();
    let filling = if wrap { Filling::Wrap } else { Filling::Cut };
    page.lines(&table.row(&values, &aligns, filling))
}

fn wide(count: i32, hint: Option<Hint>, screen: usize) -> Group {
    let per_row = match hint {
        Some(Hint::Item(width)) if width > 0 => wide_items_per_row(width, screen),
        _ => usize::try_from(count)
            .ok()
            .filter(|count| *count > 0)
            .unwrap_or(2),
    };
    let column = Column {
        width: 0,
        align: Align::Left,
        header_is_property: true,
    };
    let table = Table::new(screen, vec![column; per_row], Wrapping::current());
    Group::Wide {
        table,
        buffer: Vec::new(),
        per_row,
    }
}

fn write_wide(
    table: Option<&Table>,
    mut values: Vec<String>,
    per_row: usize,
    page: &mut Page<'_>,
) -> Result<()> {
    let Some(table) = table.filter(|_| !values.is_empty()) else {
        return Ok(());
    };
    values.resize(per_row, String::new());
    page.lines(&table.row(&values, &[], Filling::Cut))
}

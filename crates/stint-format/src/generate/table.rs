//! Rows of tables.

use super::{Generator, ShownProperty, all_properties, default_properties, expand};
use crate::expression::Expression;
use crate::layout::table::Align;
use crate::packet::{EntryInfo, Field, TableColumn, TableHeader};
use crate::shown_text::Directive;
use crate::subject;
use crate::surroundings::Surroundings;
use crate::view::{Body, Header, Item, Row, TableBody, best_entry};
use std::sync::Arc;
use stint_object::{Result, Str, Value};

/// A table of all properties stops here.
const MOST_COLUMNS: usize = 10;

impl Generator {
    /// Settles the columns of a table without a view by its first object.
    pub(super) fn settle_table(&mut self, first: &Value) {
        if !self.properties().is_empty() {
            self.shown = expand(self.properties(), first, true);
            return;
        }
        self.shown = default_properties(first);
        if self.shown.is_empty() {
            self.shown = all_properties(first);
            self.shown.truncate(MOST_COLUMNS);
        }
    }

    pub(super) fn table_header(&self, first: &Value) -> Result<TableHeader> {
        let parameters = self.parameters.as_ref();
        let hide = parameters.and_then(|parameters| parameters.hide_headers);
        let view = self.view.clone();
        let columns = match view.as_deref().map(|view| &view.body) {
            Some(Body::Table(table)) => self.columns_of_view(table, first),
            _ => self
                .shown
                .iter()
                .map(|shown| column_of_property(shown, first, self.around()))
                .collect(),
        };
        let hide_by_view = matches!(view.as_deref().map(|view| &view.body), Some(Body::Table(table)) if table.hide_headers);
        Ok(TableHeader {
            hide: hide.unwrap_or(hide_by_view),
            repeat: parameters.is_some_and(|parameters| parameters.repeat_header),
            columns,
        })
    }

    fn columns_of_view(&self, table: &TableBody, first: &Value) -> Vec<TableColumn> {
        let (cells, _) = self.cells_of_view(table, first);
        let mut columns: Vec<TableColumn> = cells
            .iter()
            .enumerate()
            .map(|(index, (item, align))| {
                column_of_item(table.headers.get(index), item, *align, first)
            })
            .collect();
        if self.with_computer {
            columns.push(TableColumn {
                width: 0,
                align: Align::Undefined,
                label: Some("PSComputerName".into()),
                property: None,
                header_is_property: true,
            });
        }
        columns
    }

    /// The cells for an object, and whether they may take several lines. An empty cell of a special row is that of the
    /// row for all others.
    fn cells_of_view<'a>(
        &self,
        table: &'a TableBody,
        subject: &Value,
    ) -> (Vec<(&'a Item, Align)>, bool) {
        let default = table
            .rows
            .iter()
            .find(|row| row.selection.types.is_empty())
            .or(table.rows.first());
        let Some(default) = default else {
            return (Vec::new(), false);
        };
        let row: &Row = if table.rows.len() > 1 {
            let holds = |condition: &Expression| condition.holds(subject, self.around());
            best_entry(
                &table.rows,
                |row| &row.selection,
                &subject::type_names(subject),
                holds,
            )
            .unwrap_or(default)
        } else {
            default
        };
        let cells = row
            .cells
            .iter()
            .enumerate()
            .map(|(index, (item, align))| match item {
                Item::Empty => default
                    .cells
                    .get(index)
                    .map_or((item, *align), |(item, align)| (item, *align)),
                item => (item, *align),
            });
        (cells.collect(), row.wrap || default.wrap)
    }

    pub(super) fn table_row(&mut self, subject: &Value) -> Result<EntryInfo> {
        let view: Option<Arc<_>> = self.view.clone();
        let (fields, wrap) = match view.as_deref().map(|view| &view.body) {
            Some(Body::Table(table)) => self.row_of_view(table, subject)?,
            _ => {
                let wrap = self.context.database.defaults().wrap_tables;
                (self.row_of_properties(subject)?, wrap.unwrap_or(false))
            }
        };
        let wrap = self
            .parameters
            .as_ref()
            .and_then(|parameters| parameters.wrap)
            .unwrap_or(wrap);
        Ok(EntryInfo::Table { fields, wrap })
    }

    fn row_of_view(&mut self, table: &TableBody, subject: &Value) -> Result<(Vec<Field>, bool)> {
        let (cells, wrap) = self.cells_of_view(table, subject);
        let mut fields = Vec::with_capacity(cells.len() + 1);
        for (item, align) in cells {
            let (mut field, _) = self.item(item, subject)?;
            field.align = align;
            fields.push(field);
        }
        if self.with_computer {
            let (text, _) = self.cell(
                subject,
                &Expression::name("PSComputerName"),
                &Directive::Text,
            )?;
            fields.push(Field::new(text));
        }
        Ok((fields, wrap))
    }

    fn row_of_properties(&mut self, subject: &Value) -> Result<Vec<Field>> {
        let mut fields = Vec::with_capacity(self.shown.len());
        for index in 0..self.shown.len() {
            let expression = self.shown[index].expression.clone();
            let directive = self.shown[index].format().unwrap_or(Directive::TableCell);
            fields.push(Field::new(self.cell(subject, &expression, &directive)?.0));
        }
        Ok(fields)
    }
}

fn column_of_item(
    header: Option<&Header>,
    item: &Item,
    align: Align,
    first: &Value,
) -> TableColumn {
    let label = header.and_then(|header| header.label.clone());
    let header_is_property = label
        .as_ref()
        .is_none_or(|label| label.is_empty() || subject::find_property(first, label).is_some());
    let of_header = header.map_or(Align::Undefined, |header| header.align);
    TableColumn {
        width: header.map_or(0, |header| header.width),
        align: if of_header == Align::Undefined {
            align
        } else {
            of_header
        },
        label: Some(label.unwrap_or_else(|| item_name(item))),
        property: None,
        header_is_property,
    }
}

fn item_name(item: &Item) -> Str {
    match item {
        Item::Value { expression, .. } => expression.text(),
        Item::Text(text) => text.clone(),
        Item::Empty => Str::default(),
    }
}

fn column_of_property(
    shown: &ShownProperty,
    first: &Value,
    around: &dyn Surroundings,
) -> TableColumn {
    let column = shown.column.as_ref();
    TableColumn {
        width: column.and_then(|column| column.width).unwrap_or(0),
        align: column
            .and_then(|column| column.align)
            .unwrap_or_else(|| alignment(shown, first, around)),
        label: None,
        property: Some(
            shown
                .label()
                .cloned()
                .unwrap_or_else(|| shown.expression.text()),
        ),
        header_is_property: true,
    }
}

/// Numbers and their like stand right, by the value of the first object.
fn alignment(shown: &ShownProperty, first: &Value, around: &dyn Surroundings) -> Align {
    let Some(Ok(value)) = shown
        .expression
        .value(first, around)
        .map(|evaluated| evaluated.value)
    else {
        return Align::Left;
    };
    let types = subject::type_names(&value);
    let is_string = types.first().is_some_and(|name| name == "System.String");
    if !is_string && subject::is_scalar(&types) {
        Align::Right
    } else {
        Align::Left
    }
}

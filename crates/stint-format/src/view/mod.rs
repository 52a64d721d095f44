//! Views: which properties of a type are shown, in which shape. Built-in ones are data, decoded when a type is asked for.

pub mod built_in;
pub mod custom;
pub mod database;
pub mod load_xml;
pub mod scripts;

use crate::expression::Expression;
use crate::layout::table::Align;
use crate::packet::Frame;
use std::collections::HashMap;
use std::sync::Arc;
use stint_object::{Str, Value};

/// A view: how objects of some types are shown.
#[derive(Clone)]
pub struct View {
    /// Its name.
    pub name: Str,
    /// The types it is for.
    pub types: Vec<Str>,
    /// What objects are grouped by.
    pub group_by: Option<GroupBy>,
    /// Its shape and content.
    pub body: Body,
    /// Objects are shown apart from any document (errors, script blocks).
    pub out_of_band: bool,
    /// Controls that its parts name.
    pub controls: Controls,
}

/// Controls by their names in lower case.
pub type Controls = Arc<HashMap<String, Arc<CustomBody>>>;

/// How a value in free text is shown.
#[derive(Clone)]
pub enum Control {
    /// As written on the spot.
    Body(Arc<CustomBody>),
    /// As a control of the view or file says, by its name in lower case.
    Named(Str),
}

impl View {
    /// The free text that a control stands for.
    pub fn resolve(&self, control: &Control) -> Option<Arc<CustomBody>> {
        match control {
            Control::Body(body) => Some(body.clone()),
            Control::Named(name) => self.controls.get(name.as_str()).cloned(),
        }
    }
}

/// What objects are grouped by.
#[derive(Clone)]
pub struct GroupBy {
    /// The key.
    pub expression: Expression,
    /// What stands before the key in a group's heading.
    pub label: Option<Str>,
    /// The heading, if it is not label and key.
    pub control: Option<Control>,
}

/// The shape of output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A table.
    Table,
    /// A list.
    List,
    /// A wide list.
    Wide,
    /// Free text.
    Complex,
}

/// The shape of a view and its content.
#[derive(Clone)]
pub enum Body {
    /// A table.
    Table(TableBody),
    /// A list.
    List(ListBody),
    /// A wide list.
    Wide(WideBody),
    /// Free text.
    Complex(Arc<CustomBody>),
}

impl Body {
    /// Its shape.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Table(_) => Shape::Table,
            Self::List(_) => Shape::List,
            Self::Wide(_) => Shape::Wide,
            Self::Complex(_) => Shape::Complex,
        }
    }
}

/// Which objects an entry of a view is for.
#[derive(Clone, Default)]
pub struct Selection {
    /// Type names; none for the entry for all others.
    pub types: Vec<Str>,
    /// What must hold as well.
    pub condition: Option<Expression>,
}

/// A value or a text in a view.
#[derive(Clone)]
pub enum Item {
    /// The value of an expression, perhaps with a format string.
    Value {
        /// The expression.
        expression: Expression,
        /// The format string.
        format: Option<Str>,
    },
    /// Fixed text.
    Text(Str),
    /// Nothing: as the default entry says.
    Empty,
}

/// A table view.
#[derive(Clone)]
pub struct TableBody {
    /// No header.
    pub hide_headers: bool,
    /// Widths come from the values.
    pub autosize: bool,
    /// The columns' headers; may be missing altogether.
    pub headers: Vec<Header>,
    /// Rows, by the types they are for.
    pub rows: Vec<Row>,
}

/// A column's header.
#[derive(Clone, Default)]
pub struct Header {
    /// The label, if it is not the property's name.
    pub label: Option<Str>,
    /// The width; 0 to be chosen.
    pub width: i32,
    /// Where text stands.
    pub align: Align,
}

/// A row of a table view.
#[derive(Clone)]
pub struct Row {
    /// The objects it is for.
    pub selection: Selection,
    /// Cells may take several lines.
    pub wrap: bool,
    /// The cells, with an alignment of their own.
    pub cells: Vec<(Item, Align)>,
}

/// A list view.
#[derive(Clone)]
pub struct ListBody {
    /// Entries, by the types they are for.
    pub entries: Vec<ListEntry>,
}

/// An entry of a list view.
#[derive(Clone)]
pub struct ListEntry {
    /// The objects it is for.
    pub selection: Selection,
    /// Its lines.
    pub items: Vec<ListItem>,
}

/// A line of a list view.
#[derive(Clone)]
pub struct ListItem {
    /// The label, if it is not the property's name.
    pub label: Option<Str>,
    /// The value.
    pub item: Item,
    /// When it is shown.
    pub condition: Option<Expression>,
}

/// A wide view.
#[derive(Clone)]
pub struct WideBody {
    /// How many columns; 0 to be chosen.
    pub columns: i32,
    /// Entries, by the types they are for.
    pub entries: Vec<(Selection, Item)>,
    /// Widths come from the values.
    pub autosize: bool,
}

/// Free text: what a custom view and a group's heading are made of.
#[derive(Clone, Default)]
pub struct CustomBody {
    /// Entries, by the types they are for.
    pub entries: Vec<(Selection, Vec<Token>)>,
}

/// A part of free text.
#[derive(Clone)]
pub enum Token {
    /// Fixed text.
    Text(Str),
    /// Line ends.
    NewLine(usize),
    /// Indented parts.
    Frame(Frame, Vec<Token>),
    /// A value.
    Value(ValueToken),
}

/// A value in free text.
#[derive(Clone, Default)]
pub struct ValueToken {
    /// Where it comes from; the object itself if this is missing.
    pub expression: Option<Expression>,
    /// When it is shown.
    pub condition: Option<Expression>,
    /// Every element of it by itself.
    pub enumerate: bool,
    /// How it is shown, if not as its text.
    pub control: Option<Control>,
    /// A format string.
    pub format: Option<Str>,
}

/// Finds the best of several entries for an object: the one whose type stands first among the object's type names, the
/// entry for all others if there is none. Type names without the prefix of deserialized objects are tried last.
pub fn best_entry<'a, T>(
    entries: &'a [T],
    selection: impl Fn(&T) -> &Selection,
    type_names: &[Str],
    holds: impl Fn(&Expression) -> bool,
) -> Option<&'a T> {
    let best = |type_names: &[Str]| {
        let mut best: Option<(usize, &'a T)> = None;
        for entry in entries {
            let selection = selection(entry);
            if !selection.condition.as_ref().is_none_or(&holds) {
                continue;
            }
            let Some(rank) = rank(&selection.types, type_names) else {
                continue;
            };
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, entry));
            }
        }
        best.map(|(_, entry)| entry)
    };
    best(type_names)
        .or_else(|| best(&crate::subject::original_type_names(type_names)?))
        .or_else(|| {
            entries
                .iter()
                .find(|entry| selection(entry).types.is_empty())
        })
        .or_else(|| entries.first())
}

/// How well a list of types fits an object: the place of the first of its type names that is in the list. (PowerShell takes
/// the worst place of several, unless one is perfect.)
pub fn rank(types: &[Str], type_names: &[Str]) -> Option<usize> {
    let mut best = None;
    for known in types {
        match type_names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(known))
        {
            Some(0) => return Some(0),
            place => best = best.max(place),
        }
    }
    best
}

/// Whether a view's types fit an object at all, also without the prefix of deserialized objects.
pub fn applies(types: &[Str], type_names: &[Str]) -> bool {
    rank(types, type_names).is_some()
        || crate::subject::original_type_names(type_names)
            .is_some_and(|names| rank(types, &names).is_some())
}

/// The elements of a value that a view enumerates.
pub fn enumerated(value: &Value) -> Option<Vec<Value>> {
    crate::subject::elements(value)
}

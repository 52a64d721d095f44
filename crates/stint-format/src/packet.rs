//! Format objects: what the `Format-*` cmdlets emit and the `Out-*` cmdlets turn into lines.

use crate::layout::table::Align;
use stint_object::Str;

/// One format object.
#[derive(Clone, Debug, PartialEq)]
pub enum Packet {
    /// `FormatStartData`: a document begins.
    FormatStart(FormatStart),
    /// `GroupStartData`, with its heading.
    GroupStart(Option<Vec<FormatValue>>),
    /// `FormatEntryData`: one object.
    Entry(Entry),
    /// `GroupEndData`.
    GroupEnd,
    /// `FormatEndData`.
    FormatEnd,
}

/// What a document starts with.
#[derive(Clone, Debug, PartialEq)]
pub struct FormatStart {
    /// Its shape.
    pub shape: ShapeInfo,
    /// Whether column widths come from the values; how many objects are looked at, 0 for all.
    pub autosize: Option<i32>,
}

/// The shape of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeInfo {
    /// A table.
    Table(TableHeader),
    /// A list.
    List,
    /// A wide list, with its number of columns; 0 to be chosen.
    Wide(i32),
    /// Free text.
    Complex,
}

/// A table's header.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TableHeader {
    /// No header is written.
    pub hide: bool,
    /// The header is written again for each screen.
    pub repeat: bool,
    /// The columns.
    pub columns: Vec<TableColumn>,
}

/// A table's column.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Its width; 0 to be chosen.
    pub width: i32,
    /// Where its text stands.
    pub align: Align,
    /// The label that a view gives.
    pub label: Option<Str>,
    /// The property it shows, where no view is used.
    pub property: Option<Str>,
    /// Whether the label is a property's name.
    pub header_is_property: bool,
}

impl TableColumn {
    /// What stands above the column.
    pub fn heading(&self) -> &str {
        self.label
            .as_ref()
            .or(self.property.as_ref())
            .map_or("", |text| text.as_str())
    }
}

/// The stream that a line is written to, where a host tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WriteStream {
    /// Nothing said: output.
    #[default]
    None,
    /// Output.
    Output,
    /// Errors.
    Error,
    /// Warnings.
    Warning,
    /// Verbose.
    Verbose,
    /// Debug.
    Debug,
    /// Information.
    Information,
}

/// One object of a document, or between documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The text.
    pub info: EntryInfo,
    /// It belongs to no document: written wherever it comes.
    pub out_of_band: bool,
    /// Where it is written to.
    pub stream: WriteStream,
}

/// The text of an object, by shape.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryInfo {
    /// Text as it is.
    Raw(Str),
    /// A row of a table.
    Table {
        /// Its cells.
        fields: Vec<Field>,
        /// Cells may take several lines.
        wrap: bool,
    },
    /// Labels and values.
    List(Vec<ListField>),
    /// One cell.
    Wide(Field),
    /// Free text.
    Complex(Vec<FormatValue>),
}

/// The text of a property.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Field {
    /// The text.
    pub value: Str,
    /// Where it stands in its column.
    pub align: Align,
}

impl Field {
    /// A field with no alignment of its own.
    pub fn new(value: impl Into<Str>) -> Self {
        Self {
            value: value.into(),
            align: Align::Undefined,
        }
    }
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct ListField {
    /// The label that a view gives.
    pub label: Option<Str>,
    /// The property's name, where no view is used.
    pub property: Option<Str>,
    /// The value.
    pub field: Field,
}

impl ListField {
    /// What stands before the colon.
    pub fn heading(&self) -> &str {
        self.label
            .as_ref()
            .or(self.property.as_ref())
            .map_or("", |text| text.as_str())
    }
}

/// A part of free text.
#[derive(Clone, Debug, PartialEq)]
pub enum FormatValue {
    /// The line ends.
    NewLine,
    /// Fixed text.
    Text(Str),
    /// A property's text.
    Property(Field),
    /// Parts together, perhaps indented.
    Entry {
        /// Their indentation.
        frame: Option<Frame>,
        /// The parts.
        values: Vec<FormatValue>,
    },
}

impl FormatValue {
    /// Parts together.
    pub fn entry(values: Vec<FormatValue>) -> Self {
        Self::Entry {
            frame: None,
            values,
        }
    }
}

/// Indentation of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Frame {
    /// From the left.
    pub left: i32,
    /// From the right.
    pub right: i32,
    /// Of the first line; negative for all lines but the first.
    pub first_line: i32,
}

//! What `Out-String`, `Out-File` and `Out-Default` do: format objects, and values that nobody formatted, become lines.

use crate::format::{Format, Packets};
use crate::generate::Context;
use crate::layout::cells::{cells, plain};
use crate::layout::lines::is_decorated;
use crate::layout::table::{Align, Column, Filling, Table, wide_items_per_row};
use crate::layout::{Wrapping, complex, list};
use crate::packet::{
    Entry, EntryInfo, FormatStart, FormatValue, ListField, Packet, ShapeInfo, TableHeader,
    WriteStream,
};
use crate::subject;
use crate::surroundings::Settings;
use std::sync::Arc;
use std::time::{Duration, Instant};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Value};

/// How long a table that chooses its own widths waits for more rows.
const LOOK_AHEAD: Duration = Duration::from_millis(300);

/// Takes the lines.
pub trait Lines {
    /// One line, without its end; a text that is shown as it is may have line ends in it.
    fn line(&mut self, text: &str, stream: WriteStream) -> Result<()>;
}

impl<F: FnMut(&str, WriteStream) -> Result<()>> Lines for F {
    fn line(&mut self, text: &str, stream: WriteStream) -> Result<()> {
        self(text, stream)
    }
}

/// Room for lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// So many columns, as `-Width` says.
    Columns(usize),
    /// As many as it takes (no `-Width`); tables are as wide as the window.
    Endless,
    /// The host's console, one column narrower than its window, as PowerShell leaves it.
    Console,
}

/// An `Out-*` cmdlet at work.
pub struct Output {
    context: Context,
    room: Room,
    default: Option<Format>,
    sequence: Sequence,
    document: Option<Document>,
    waiting: Option<Waiting>,
    hint: Option<Hint>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sequence {
    Reset,
    Formatting,
    InsideGroup,
}

struct Document {
    start: FormatStart,
    group: Option<Group>,
}

enum Group {
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

/// Widths from the values of a group.
enum Hint {
    Columns(Vec<i32>),
    Item(usize),
}

/// A group that is held back until its widths are known.
struct Waiting {
    /// Widths are taken when so much time has passed; `None`: at the group's end.
    patience: Option<Duration>,
    start: Option<FormatStart>,
    since: Option<Instant>,
    is_open: bool,
    queue: Packets,
}

impl Output {
    /// With room for lines.
    pub fn new(context: Context, room: Room) -> Self {
        Self {
            context,
            room,
            default: None,
            sequence: Sequence::Reset,
            document: None,
            waiting: None,
            hint: None,
        }
    }

    /// Takes one value of the pipeline.
    pub fn feed(&mut self, value: &Value, lines: &mut dyn Lines) -> Result<()> {
        self.feed_from(value, WriteStream::None, lines)
    }

    /// Takes one value that goes to a stream (an error that a host writes as such).
    pub fn feed_from(
        &mut self,
        value: &Value,
        stream: WriteStream,
        lines: &mut dyn Lines,
    ) -> Result<()> {
        if value.is_null() {
            return Ok(());
        }
        if let Some(packet) = subject::packet(value) {
            return self.take(packet, lines);
        }
        let context = &self.context;
        let default = self
            .default
            .get_or_insert_with(|| Format::by_default(context.clone()));
        let mut packets = Packets::new();
        let fed = default.feed(value, stream, &mut packets);
        self.take_all(packets, lines)?;
        fed
    }

    /// Whether lines are held back that will be written when time passes, without further input.
    pub fn is_holding_back(&self) -> bool {
        self.waiting
            .as_ref()
            .is_some_and(|waiting| !waiting.queue.is_empty())
    }

    /// The end of the input.
    pub fn end(&mut self, lines: &mut dyn Lines) -> Result<()> {
        if let Some(mut default) = self.default.take() {
            let mut packets = Packets::new();
            default.end(&mut packets);
            self.take_all(packets, lines)?;
        }
        let queue = self
            .waiting
            .as_mut()
            .map(|waiting| std::mem::take(&mut waiting.queue));
        queue
            .into_iter()
            .flatten()
            .try_for_each(|packet| self.write(&packet, lines))
    }

    fn take_all(&mut self, packets: Packets, lines: &mut dyn Lines) -> Result<()> {
        packets
            .into_iter()
            .try_for_each(|packet| self.take(packet, lines))
    }

    fn take(&mut self, packet: Arc<Packet>, lines: &mut dyn Lines) -> Result<()> {
        self.check_sequence(&packet, lines)?;
        if let Packet::FormatStart(start) = packet.as_ref() {
            self.prepare_waiting(start);
        }
        let Some(waiting) = &mut self.waiting else {
            return self.write(&packet, lines);
        };
        match waiting.add(packet) {
            Added::Held => Ok(()),
            Added::Passed(packet) => self.write(&packet, lines),
            Added::Complete(queue) => {
                let start = waiting.start.clone();
                self.hint = start.and_then(|start| hint(&start.shape, &queue));
                queue
                    .iter()
                    .try_for_each(|packet| self.write(packet, lines))
            }
        }
    }

    /// A table that sizes itself holds its rows back, for ever or for a while. What was said for one document stays for
    /// the next, as in PowerShell.
    fn prepare_waiting(&mut self, start: &FormatStart) {
        let patience = match (start.autosize, &start.shape) {
            (Some(_), _) => None,
            (None, ShapeInfo::Table(table))
                if table
                    .columns
                    .first()
                    .is_some_and(|column| column.width == 0) =>
            {
                Some(LOOK_AHEAD)
            }
            _ => return,
        };
        self.waiting = Some(Waiting {
            patience,
            start: None,
            since: None,
            is_open: false,
            queue: Packets::new(),
        });
    }

    fn check_sequence(&mut self, packet: &Packet, lines: &mut dyn Lines) -> Result<()> {
        let (expected, next) = match packet {
            Packet::Entry(entry) if entry.out_of_band => return Ok(()),
            Packet::Entry(_) => (Sequence::InsideGroup, Sequence::InsideGroup),
            Packet::FormatStart(_) => {
                if self.sequence == Sequence::InsideGroup {
                    self.end(lines)?;
                }
                (Sequence::Reset, Sequence::Formatting)
            }
            Packet::GroupStart(_) => (Sequence::Formatting, Sequence::InsideGroup),
            Packet::GroupEnd => (Sequence::InsideGroup, Sequence::Formatting),
            Packet::FormatEnd => (Sequence::Formatting, Sequence::Reset),
        };
        if self.sequence != expected {
            return Err(out_of_sequence(packet));
        }
        self.sequence = next;
        Ok(())
    }

    fn settings(&self) -> Arc<Settings> {
        self.context.around.settings()
    }

    /// The columns that lists and free text have.
    fn columns(&self, settings: &Settings) -> usize {
        match self.room {
            Room::Columns(columns) => columns,
            Room::Endless => usize::MAX,
            Room::Console => settings.window_width.saturating_sub(1),
        }
    }

    /// The columns that tables have.
    fn table_columns(&self, settings: &Settings) -> usize {
        match self.room {
            Room::Endless => settings.window_width,
            _ => self.columns(settings),
        }
    }

    fn write(&mut self, packet: &Packet, lines: &mut dyn Lines) -> Result<()> {
        let settings = self.settings();
        match packet {
            Packet::FormatStart(start) => {
                self.document = Some(Document {
                    start: start.clone(),
                    group: None,
                });
                put(lines, &settings, "", WriteStream::None)
            }
            Packet::GroupStart(heading) => self.start_group(heading.as_deref(), &settings, lines),
            Packet::Entry(entry) if entry.out_of_band => self.write_apart(entry, &settings, lines),
            Packet::Entry(entry) => self.write_entry(entry, &settings, lines),
            Packet::GroupEnd => self.end_group(&settings, lines),
            Packet::FormatEnd => {
                let document = self.document.take();
                match document.map(|document| document.start.shape) {
                    Some(ShapeInfo::List) => Ok(()),
                    _ => put(lines, &settings, "", WriteStream::None),
                }
            }
        }
    }

    fn start_group(
        &mut self,
        heading: Option<&[FormatValue]>,
        settings: &Settings,
        lines: &mut dyn Lines,
    ) -> Result<()> {
        let hint = self.hint.take();
        let (columns, table_columns) = (self.columns(settings), self.table_columns(settings));
        let Some(document) = &mut self.document else {
            return Ok(());
        };
        let mut group = match &document.start.shape {
            ShapeInfo::Table(header) => Group::Table {
                table: table(header, hint, table_columns),
                rows: 0,
            },
            ShapeInfo::List => Group::List,
            ShapeInfo::Wide(count) => wide(*count, hint, table_columns),
            ShapeInfo::Complex => Group::Complex,
        };
        if let Some(heading) = heading {
            for line in complex::lines(heading, columns, Wrapping::current()) {
                put(lines, settings, &line, WriteStream::None)?;
            }
            put(lines, settings, "", WriteStream::None)?;
        }
        if let (
            Group::Table {
                table: Some(table),
                rows,
            },
            ShapeInfo::Table(header),
        ) = (&mut group, &document.start.shape)
        {
            *rows += write_header(table, header, settings, lines)?;
        }
        document.group = Some(group);
        Ok(())
    }

    fn end_group(&mut self, settings: &Settings, lines: &mut dyn Lines) -> Result<()> {
        let group = self
            .document
            .as_mut()
            .and_then(|document| document.group.take());
        match group {
            Some(Group::Wide {
                table: Some(table),
                buffer,
                per_row,
            }) => write_wide(&table, &buffer, per_row, settings, WriteStream::None, lines),
            _ => Ok(()),
        }
    }

    fn write_entry(
        &mut self,
        entry: &Entry,
        settings: &Settings,
        lines: &mut dyn Lines,
    ) -> Result<()> {
        let columns = self.columns(settings);
        let Some(document) = &mut self.document else {
            return Ok(());
        };
        let shape = &document.start.shape;
        match (&mut document.group, &entry.info) {
            (
                Some(Group::Table {
                    table: Some(table),
                    rows,
                }),
                EntryInfo::Table { fields, wrap },
            ) => {
                let ShapeInfo::Table(header) = shape else {
                    return Ok(());
                };
                if header.repeat && *rows + 2 >= settings.window_height {
                    put(lines, settings, "", entry.stream)?;
                    *rows = write_header(table, header, settings, lines)?;
                }
                let missing = header.columns.len().saturating_sub(fields.len());
                let mut aligns: Vec<Align> = fields.iter().map(|field| field.align).collect();
                aligns.extend(std::iter::repeat_n(Align::Left, missing));
                let values: Vec<String> =
                    fields.iter().map(|field| field.value.to_string()).collect();
                let filling = if *wrap { Filling::Wrap } else { Filling::Cut };
                *rows += 1;
                table
                    .row(&values, &aligns, filling)
                    .iter()
                    .try_for_each(|line| put(lines, settings, line, entry.stream))
            }
            (Some(Group::List), EntryInfo::List(fields)) => {
                write_list(fields, columns, settings, entry.stream, lines)?;
                put(lines, settings, "", entry.stream)
            }
            (
                Some(Group::Wide {
                    table,
                    buffer,
                    per_row,
                }),
                EntryInfo::Wide(field),
            ) => {
                buffer.push(field.value.to_string());
                if buffer.len() < *per_row {
                    return Ok(());
                }
                let full = std::mem::take(buffer);
                match table {
                    Some(table) => {
                        write_wide(table, &full, *per_row, settings, entry.stream, lines)
                    }
                    None => Ok(()),
                }
            }
            (Some(Group::Complex), EntryInfo::Complex(values)) => {
                complex::lines(values, columns, Wrapping::current())
                    .iter()
                    .try_for_each(|line| put(lines, settings, line, entry.stream))
            }
            _ => Ok(()),
        }
    }

    fn write_apart(
        &mut self,
        entry: &Entry,
        settings: &Settings,
        lines: &mut dyn Lines,
    ) -> Result<()> {
        match &entry.info {
            // Only a console leaves the escape sequences of a text out.
            EntryInfo::Raw(text) if self.room == Room::Console => {
                put(lines, settings, text, entry.stream)
            }
            EntryInfo::Raw(text) => lines.line(text, entry.stream),
            EntryInfo::Complex(values) => complex::lines(values, usize::MAX, Wrapping::current())
                .iter()
                .try_for_each(|line| put(lines, settings, line, entry.stream)),
            EntryInfo::List(fields) => {
                put(lines, settings, "", entry.stream)?;
                write_list(
                    fields,
                    self.columns(settings),
                    settings,
                    entry.stream,
                    lines,
                )?;
                put(lines, settings, "", entry.stream)
            }
            _ => Ok(()),
        }
    }
}

/// Writes a line; escape sequences go where output is plain.
fn put(lines: &mut dyn Lines, settings: &Settings, text: &str, stream: WriteStream) -> Result<()> {
    if settings.styles.is_plain && is_decorated(text) {
        return lines.line(&plain(text), stream);
    }
    lines.line(text, stream)
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

fn write_header(
    table: &mut Table,
    header: &TableHeader,
    settings: &Settings,
    lines: &mut dyn Lines,
) -> Result<usize> {
    if header.hide {
        return Ok(0);
    }
    let labels: Vec<String> = header
        .columns
        .iter()
        .map(|column| column.heading().to_owned())
        .collect();
    let header = table.header(&labels, &settings.styles.header());
    header
        .iter()
        .try_for_each(|line| put(lines, settings, line, WriteStream::None))?;
    Ok(header.len())
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
    Group::Wide {
        table: Table::new(screen, vec![column; per_row], Wrapping::current()),
        buffer: Vec::new(),
        per_row,
    }
}

fn write_wide(
    table: &Table,
    values: &[String],
    per_row: usize,
    settings: &Settings,
    stream: WriteStream,
    lines: &mut dyn Lines,
) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let mut values = values.to_vec();
    values.resize(per_row, String::new());
    table
        .row(&values, &[], Filling::Cut)
        .iter()
        .try_for_each(|line| put(lines, settings, line, stream))
}

fn write_list(
    fields: &[ListField],
    columns: usize,
    settings: &Settings,
    stream: WriteStream,
    lines: &mut dyn Lines,
) -> Result<()> {
    let labels: Vec<String> = fields
        .iter()
        .map(|field| field.heading().to_owned())
        .collect();
    let values: Vec<String> = fields
        .iter()
        .map(|field| field.field.value.to_string())
        .collect();
    let style = settings.styles.shown(&settings.styles.format_accent);
    list::lines(&labels, &values, columns, Wrapping::current(), style)
        .iter()
        .try_for_each(|line| put(lines, settings, line, stream))
}

/// The widths that the values of a group ask for.
fn hint(shape: &ShapeInfo, packets: &[Arc<Packet>]) -> Option<Hint> {
    let entries = packets.iter().filter_map(|packet| match packet.as_ref() {
        Packet::Entry(entry) if !entry.out_of_band => Some(&entry.info),
        _ => None,
    });
    match shape {
        ShapeInfo::Table(header) if !header.columns.is_empty() => {
            let mut widths: Vec<usize> = header.columns.iter().map(heading_width).collect();
            for info in entries {
                let EntryInfo::Table { fields, .. } = info else {
                    continue;
                };
                for (width, field) in widths.iter_mut().zip(fields) {
                    *width = (*width).max(cells(&field.value));
                }
            }
            Some(Hint::Columns(
                widths
                    .into_iter()
                    .map(|width| i32::try_from(width).unwrap_or(i32::MAX))
                    .collect(),
            ))
        }
        ShapeInfo::Wide(0) => {
            let widths = entries.map(|info| match info {
                EntryInfo::Wide(field) => cells(&field.value),
                _ => 0,
            });
            Some(Hint::Item(widths.max().unwrap_or(0)))
        }
        _ => None,
    }
}

fn heading_width(column: &crate::packet::TableColumn) -> usize {
    let label = column
        .label
        .as_ref()
        .filter(|label| !label.is_empty())
        .or(column.property.as_ref());
    label.map_or(0, |label| cells(label))
}

enum Added {
    Held,
    Passed(Arc<Packet>),
    Complete(Packets),
}

impl Waiting {
    fn add(&mut self, packet: Arc<Packet>) -> Added {
        if let Packet::FormatStart(start) = packet.as_ref() {
            self.start = Some(start.clone());
        }
        if !self.is_open && matches!(packet.as_ref(), Packet::GroupStart(_)) {
            self.is_open = true;
            self.since = self.patience.map(|_| Instant::now());
            self.queue.push(packet);
            return Added::Held;
        }
        let is_over = self
            .since
            .zip(self.patience)
            .is_some_and(|(since, patience)| since.elapsed() > patience);
        if is_over || self.is_open && matches!(packet.as_ref(), Packet::GroupEnd) {
            self.is_open = false;
            self.since = None;
            self.queue.push(packet);
            return Added::Complete(std::mem::take(&mut self.queue));
        }
        if self.is_open {
            self.queue.push(packet);
            return Added::Held;
        }
        Added::Passed(packet)
    }
}

fn out_of_sequence(packet: &Packet) -> Flow {
    let (name, command) = match packet {
        Packet::FormatStart(start) => (
            "FormatStartData",
            match start.shape {
                ShapeInfo::Wide(_) => "format-wide",
                ShapeInfo::Table(_) => "format-table",
                ShapeInfo::List => "format-list",
                ShapeInfo::Complex => "format-complex",
            },
        ),
        Packet::GroupStart(_) => ("GroupStartData", "format-*"),
        Packet::Entry(_) => ("FormatEntryData", "format-*"),
        Packet::GroupEnd => ("GroupEndData", "format-*"),
        Packet::FormatEnd => ("FormatEndData", "format-*"),
    };
    let message = format!(
        "The object of type \"Microsoft.PowerShell.Commands.Internal.Format.{name}\" is not valid or not in the correct sequence. This is likely caused by a user-specified \"{command}\" command which is conflicting with the default formatting."
    );
    let record = ErrorRecord::new(
        "ConsoleLineOutputOutOfSequencePacket",
        Category::InvalidData,
        exceptions::INVALID_OPERATION,
        "Operation is not valid due to the current state of the object.",
    );
    crate::parameters::with_details(record, &message)
}

/// All of a pipeline's values as one text, as `Out-String` gives it.
pub fn to_text<'a>(
    context: &Context,
    room: Room,
    values: impl IntoIterator<Item = &'a Value>,
) -> Result<String> {
    let mut text = String::new();
    let mut lines = |line: &str, _: WriteStream| {
        text.push_str(line);
        text.push('\n');
        Ok(())
    };
    let mut output = Output::new(context.clone(), room);
    for value in values {
        output.feed(value, &mut lines)?;
    }
    output.end(&mut lines)?;
    Ok(text)
}

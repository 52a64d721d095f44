//! What `Out-String`, `Out-File` and `Out-Default` do: format objects, and values that nobody formatted, become lines.

mod group;
mod page;
mod waiting;

use crate::format::{Format, Packets};
use crate::generate::Context;
use crate::layout::{Wrapping, complex};
use crate::packet::{Entry, EntryInfo, FormatStart, FormatValue, Packet, ShapeInfo, WriteStream};
use crate::subject;
use crate::surroundings::Settings;
use group::Group;
use page::Page;
use std::sync::Arc;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Value};
use waiting::{Added, Hint, Waiting};

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
        self.waiting.as_ref().is_some_and(Waiting::is_holding_back)
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
            .map(Waiting::drain)
            .unwrap_or_default();
        queue
            .iter()
            .try_for_each(|packet| self.write(packet, lines))
    }

    fn take_all(&mut self, packets: Packets, lines: &mut dyn Lines) -> Result<()> {
        packets
            .into_iter()
            .try_for_each(|packet| self.take(packet, lines))
    }

    fn take(&mut self, packet: Arc<Packet>, lines: &mut dyn Lines) -> Result<()> {
        self.check_sequence(&packet, lines)?;
        if let Packet::FormatStart(start) = packet.as_ref()
            && let Some(waiting) = Waiting::of(start)
        {
            // What was said for one document stays for the next ones, as in PowerShell.
            self.waiting = Some(waiting);
        }
        let Some(waiting) = &mut self.waiting else {
            return self.write(&packet, lines);
        };
        match waiting.add(packet) {
            Added::Held => Ok(()),
            Added::Passed(packet) => self.write(&packet, lines),
            Added::Complete(queue, hint) => {
                self.hint = hint;
                queue
                    .iter()
                    .try_for_each(|packet| self.write(packet, lines))
            }
        }
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
        let settings = self.context.around.settings();
        let stream = match packet {
            Packet::Entry(entry) => entry.stream,
            _ => WriteStream::None,
        };
        let mut page = Page {
            settings: &settings,
            columns: self.columns(&settings),
            stream,
            out: lines,
        };
        match packet {
            Packet::FormatStart(start) => {
                self.document = Some(Document {
                    start: start.clone(),
                    group: None,
                });
                page.line("")
            }
            Packet::GroupStart(heading) => self.start_group(heading.as_deref(), &mut page),
            Packet::Entry(entry) if entry.out_of_band => self.write_apart(entry, &mut page),
            Packet::Entry(entry) => match &mut self.document {
                Some(Document {
                    start,
                    group: Some(group),
                }) => group.write(&start.shape, &entry.info, &mut page),
                _ => Ok(()),
            },
            Packet::GroupEnd => match self
                .document
                .as_mut()
                .and_then(|document| document.group.take())
            {
                Some(group) => group.end(&mut page),
                None => Ok(()),
            },
            Packet::FormatEnd => match self.document.take().map(|document| document.start.shape) {
                Some(ShapeInfo::List) => Ok(()),
                _ => page.line(""),
            },
        }
    }

    fn start_group(&mut self, heading: Option<&[FormatValue]>, page: &mut Page<'_>) -> Result<()> {
        let hint = self.hint.take();
        let screen = self.table_columns(page.settings);
        let Some(document) = &mut self.document else {
            return Ok(());
        };
        let shape = &document.start.shape;
        let mut group = Group::new(shape, hint, screen);
        if let Some(heading) = heading {
            page.lines(&complex::lines(heading, page.columns, Wrapping::current()))?;
            page.line("")?;
        }
        group.start(shape, page)?;
        document.group = Some(group);
        Ok(())
    }

    fn write_apart(&self, entry: &Entry, page: &mut Page<'_>) -> Result<()> {
        match &entry.info {
            // Only a console leaves the escape sequences of a text out.
            EntryInfo::Raw(text) if self.room == Room::Console => page.line(text),
            EntryInfo::Raw(text) => page.out.line(text, entry.stream),
            EntryInfo::Complex(values) => {
                page.lines(&complex::lines(values, usize::MAX, Wrapping::current()))
            }
            EntryInfo::List(fields) => {
                page.line("")?;
                page.list(fields)?;
                page.line("")
            }
            _ => Ok(()),
        }
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

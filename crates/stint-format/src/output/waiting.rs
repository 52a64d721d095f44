//! Rows that are held back until a table knows its widths.

use crate::format::Packets;
use crate::layout::cells::cells;
use crate::packet::{EntryInfo, FormatStart, Packet, ShapeInfo, TableColumn};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a table that chooses its own widths waits for more rows.
const LOOK_AHEAD: Duration = Duration::from_millis(300);

/// A group that is held back until its widths are known.
pub(super) struct Waiting {
    /// Widths are taken when so much time has passed; `None`: at the group's end.
    patience: Option<Duration>,
    start: Option<FormatStart>,
    since: Option<Instant>,
    is_open: bool,
    queue: Packets,
}

/// What became of a packet.
pub(super) enum Added {
    /// It waits with the others.
    Held,
    /// Nothing waits.
    Passed(Arc<Packet>),
    /// All that waited can be written, with these widths.
    Complete(Packets, Option<Hint>),
}

/// Widths from the values of a group.
pub(super) enum Hint {
    /// Of each column.
    Columns(Vec<i32>),
    /// Of the widest item.
    Item(usize),
}

impl Waiting {
    /// For a document that sizes itself; `None` if this one does not.
    pub(super) fn of(start: &FormatStart) -> Option<Self> {
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
            _ => return None,
        };
        Some(Self {
            patience,
            start: None,
            since: None,
            is_open: false,
            queue: Packets::new(),
        })
    }

    /// Whether something waits.
    pub(super) fn is_holding_back(&self) -> bool {
        !self.queue.is_empty()
    }

    /// What waits, in its order.
    pub(super) fn drain(&mut self) -> Packets {
        std::mem::take(&mut self.queue)
    }

    /// Takes a packet.
    pub(super) fn add(&mut self, packet: Arc<Packet>) -> Added {
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
            let queue = self.drain();
            let hint = self
                .start
                .as_ref()
                .and_then(|start| hint(&start.shape, &queue));
            return Added::Complete(queue, hint);
        }
        if self.is_open {
            self.queue.push(packet);
            return Added::Held;
        }
        Added::Passed(packet)
    }
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

fn heading_width(column: &TableColumn) -> usize {
    let label = column
        .label
        .as_ref()
        .filter(|label| !label.is_empty())
        .or(column.property.as_ref());
    label.map_or(0, |label| cells(label))
}

//! The log itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use crate::cursor::Cursor;
use crate::parker::Parker;
use crate::record::{Kind, Record, Timestamp};
use crate::store::Memory;
use crate::watch::{Watch, Watchers};

/// An append to a journal that had been closed; carries back what was not appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed<P>(pub P);

impl<P> std::fmt::Display for Closed<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the journal is closed")
    }
}

impl<P: std::fmt::Debug> std::error::Error for Closed<P> {}

/// One append-only log, shared by its writers and readers; a clone is another handle on the same log.
#[derive(Debug)]
pub struct Journal<P> {
    shared: Arc<Shared<P>>,
}

#[derive(Debug)]
struct Shared<P> {
    state: Mutex<State<P>>,
    watchers: Arc<Watchers>,
}

#[derive(Debug)]
struct State<P> {
    store: Memory<P>,
    closed: bool,
}

impl<P> Clone for Journal<P> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<P> Default for Journal<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P> Journal<P> {
    /// An empty, open journal in memory.
    pub fn new() -> Self {
        let state = Mutex::new(State {
            store: Memory::new(),
            closed: false,
        });
        Self {
            shared: Arc::new(Shared {
                state,
                watchers: Arc::default(),
            }),
        }
    }

    /// Adds one record at the end and wakes whoever watches. Says its sequence number.
    pub fn append(&self, at: Timestamp, kind: Kind, payload: P) -> Result<u64, Closed<P>> {
        let mut state = self.state();
        if state.closed {
            return Err(Closed(payload));
        }
        let seq = state.store.end();
        state.store.push(Record {
            seq,
            at,
            kind,
            payload,
        });
        drop(state);
        self.shared.watchers.wake();
        Ok(seq)
    }

    /// Adds several records under one lock and wakes once. Gives back the number of the first.
    pub fn append_all(
        &self,
        at: Timestamp,
        records: impl IntoIterator<Item = (Kind, P)>,
    ) -> Result<u64, Closed<()>> {
        let mut state = self.state();
        if state.closed {
            return Err(Closed(()));
        }
        let first = state.store.end();
        for (kind, payload) in records {
            let seq = state.store.end();
            state.store.push(Record {
                seq,
                at,
                kind,
                payload,
            });
        }
        drop(state);
        self.shared.watchers.wake();
        Ok(first)
    }

    /// Says that no record will follow, and wakes whoever watches. A second close does nothing.
    pub fn close(&self) {
        let already = std::mem::replace(&mut self.state().closed, true);
        if !already {
            self.shared.watchers.wake();
        }
    }

    /// Whether no record will follow.
    pub fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// The place after the last record.
    pub fn end(&self) -> Cursor {
        Cursor::at(self.state().store.end())
    }

    /// The place before the first record still held.
    pub fn start(&self) -> Cursor {
        Cursor::at(self.state().store.first())
    }

    /// Whether a reader at `cursor` has anything to read now.
    pub fn has_more(&self, cursor: Cursor) -> bool {
        cursor.sequence() < self.state().store.end()
    }

    /// Calls `see` for each record from `cursor` on, under the lock, until it says `false`. Moves nothing.
    pub fn scan(&self, cursor: Cursor, mut see: impl FnMut(&Record<P>) -> bool) {
        let state = self.state();
        for record in state.store.from(cursor.sequence()) {
            if !see(record) {
                break;
            }
        }
    }

    /// How many records of `kind` stand at or after `from`.
    pub fn count(&self, kind: Kind, from: Cursor) -> usize {
        self.state().store.of_kind(kind, from.sequence()).len()
    }

    /// Drops every record before `cursor`. Readers that were further back go on at `cursor`.
    pub fn forget_before(&self, cursor: Cursor) {
        let gone = self.state().store.forget_before(cursor.sequence());
        drop(gone);
    }

    /// Has `waker` called at each append and at the close, until the watch is dropped.
    ///
    /// Look at the journal after registering, not before, and no record can slip through.
    pub fn watch(&self, waker: &Waker) -> Watch {
        Watch::new(&self.shared.watchers, waker)
    }

    /// Whether anybody watches.
    pub fn is_watched(&self) -> bool {
        !self.shared.watchers.is_empty()
    }

    /// Waits until there is something to read at `cursor`; `false` when the journal is closed and has no more.
    pub fn wait(&self, cursor: Cursor) -> bool {
        if self.has_more(cursor) {
            return true;
        }
        let parker = Parker::new();
        let _watch = self.watch(&parker.waker());
        loop {
            let (more, closed) = {
                let state = self.state();
                (cursor.sequence() < state.store.end(), state.closed)
            };
            if more || closed {
                return more;
            }
            parker.park();
        }
    }

    fn state(&self) -> MutexGuard<'_, State<P>> {
        // A writer that panicked left the list whole: push is the last thing that it does.
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: Clone> Journal<P> {
    /// Up to `limit` records from `cursor` on; the cursor moves past them.
    pub fn read(&self, cursor: &mut Cursor, limit: usize) -> Vec<Record<P>> {
        let records: Vec<_> = self
            .state()
            .store
            .from(cursor.sequence())
            .take(limit)
            .cloned()
            .collect();
        if let Some(last) = records.last() {
            *cursor = Cursor::at(last.seq + 1);
        }
        records
    }

    /// The record with this number, if it is held.
    pub fn get(&self, sequence: u64) -> Option<Record<P>> {
        self.state().store.get(sequence).cloned()
    }

    /// The `index`-th record of `kind` at or after `from`.
    pub fn nth_of_kind(&self, kind: Kind, from: Cursor, index: usize) -> Option<Record<P>> {
        let state = self.state();
        let sequence = *state.store.of_kind(kind, from.sequence()).get(index)?;
        state.store.get(sequence).cloned()
    }

    /// All records of `kind` at or after `from`.
    pub fn of_kind(&self, kind: Kind, from: Cursor) -> Vec<Record<P>> {
        let state = self.state();
        let numbers = state.store.of_kind(kind, from.sequence());
        numbers
            .iter()
            .filter_map(|&sequence| state.store.get(sequence).cloned())
            .collect()
    }
}

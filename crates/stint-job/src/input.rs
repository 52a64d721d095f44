//! What is piped into a job while it runs.

use stint_journal::{Cursor, Journal, Kind, Parker, Timestamp};
use stint_object::Value;
use stint_stop::StopToken;

const ITEM: Kind = Kind::new(0);

/// The end that objects are put into. A clone puts into the same input; it ends when somebody says so.
#[derive(Debug, Clone, Default)]
pub struct InputWriter(Journal<Value>);

/// The end that a script takes them from.
#[derive(Debug)]
pub struct InputReader {
    journal: Journal<Value>,
    cursor: Cursor,
}

/// A new input: both its ends.
pub fn input() -> (InputWriter, InputReader) {
    let writer = InputWriter::default();
    let reader = InputReader {
        journal: writer.0.clone(),
        cursor: Cursor::START,
    };
    (writer, reader)
}

impl InputWriter {
    /// Puts one object in. `false` when the input was ended.
    pub fn put(&self, value: Value) -> bool {
        self.0.append(Timestamp::EPOCH, ITEM, value).is_ok()
    }

    /// Says that nothing follows.
    pub fn end(&self) {
        self.0.close();
    }
}

impl InputReader {
    /// An input that has ended already.
    pub fn empty() -> Self {
        let (writer, reader) = input();
        writer.end();
        reader
    }

    /// The next object; waits for it. `None` when the input has ended, or a stop was asked for.
    pub fn next(&mut self, stop: &StopToken) -> Option<Value> {
        if let Some(value) = self.take() {
            return Some(value);
        }
        let parker = Parker::new();
        let waker = parker.waker();
        let _watch = self.journal.watch(&waker);
        let _stop = stop.on_request(move || waker.wake());
        loop {
            let ended = self.journal.is_closed();
            if let Some(value) = self.take() {
                return Some(value);
            }
            if ended || stop.is_requested() {
                return None;
            }
            parker.park();
        }
    }

    /// Everything that comes until the input ends or a stop is asked for.
    pub fn collect(&mut self, stop: &StopToken) -> Vec<Value> {
        std::iter::from_fn(|| self.next(stop)).collect()
    }

    fn take(&mut self) -> Option<Value> {
        let record = self.journal.read(&mut self.cursor, 1).pop()?;
        self.journal.forget_before(self.cursor);
        Some(record.payload)
    }
}

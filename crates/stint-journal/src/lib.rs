//! The record log: append-only, sequence-numbered records with cursors. Knows no job.
//!
//! One [`Journal`] is everything that one source said, in the order it said it. A reader is a [`Cursor`], which is a
//! number: any count of readers can follow one journal and none can rob another. A reader that has to wait registers a
//! [`Waker`](std::task::Waker) and is woken by the next append; nothing polls.
//!
//! ```
//! use stint_journal::{Cursor, Journal, Kind, Timestamp};
//!
//! const OUTPUT: Kind = Kind::new(0);
//! let journal = Journal::new();
//! journal.append(Timestamp::EPOCH, OUTPUT, "hello")?;
//! let mut cursor = Cursor::START;
//! let records = journal.read(&mut cursor, usize::MAX);
//! assert_eq!(records[0].payload, "hello");
//! assert_eq!(cursor.sequence(), 1);
//! # Ok::<(), stint_journal::Closed<&str>>(())
//! ```

mod cursor;
mod journal;
mod parker;
mod record;
mod store;
mod watch;

pub use cursor::Cursor;
pub use journal::{Closed, Journal};
pub use parker::Parker;
pub use record::{KINDS, Kind, Record, Timestamp};
pub use watch::Watch;

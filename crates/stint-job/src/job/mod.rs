//! A job: its states, what it said, and its children.

mod aggregate;
mod handle;
mod ids;
mod kind;
mod record;
mod state;
mod streams;

pub use aggregate::Aggregation;
pub use handle::{HostAnswer, Job, NewJob, Stopper, Subscription, kind_of};
pub use ids::JobIds;
pub use kind::JobKind;
pub use record::{JobRecord, Payload, PendingCall};
pub use state::{JobState, Outcome, Phase, StateChange, StateInfo, WrongState};
pub use stint_journal::Cursor;
pub use streams::{StreamKind, StreamView};

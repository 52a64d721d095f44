//! A session with a process: one job's own, or one at the far end of `ssh`, as a state machine without I/O.
//!
//! [`Session`] is told what happened (bytes, an exit, a deadline, a wish) and says what to do ([`Action`]). The loop in
//! [`crate::drive`] does it with real processes; a test does it with a list of events and a fake clock.

mod machine;
mod stop;

pub use machine::{Action, Launch, Run, Session, SessionOptions};
pub use stop::Ladder;

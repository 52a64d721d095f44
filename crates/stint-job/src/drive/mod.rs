//! Doing what sessions want: one loop over the pipes and processes of all of them.
//!
//! Whoever waits, drives: a thread that waits for a job runs the loop itself until its condition holds, so that a job's round
//! trip needs no hand-off between threads. With nobody waiting a background thread has the loop.

mod baton;
mod entry;
mod poller;
mod runtime;

pub use runtime::{ProcessJob, Remote, Runtime, SessionHandle, Waited};

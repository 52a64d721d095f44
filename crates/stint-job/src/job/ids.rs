//! Session ids of jobs.

use std::sync::atomic::{AtomicU32, Ordering};

/// Gives each job of this process its number: 1, 2, 3 and so on, none of them twice. Shared by all runspaces of a process.
#[derive(Debug, Default)]
pub struct JobIds(AtomicU32);

impl JobIds {
    /// One that has given none.
    pub const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    /// The next number.
    pub fn next(&self) -> i32 {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        i32::try_from(number).unwrap_or(i32::MAX)
    }
}

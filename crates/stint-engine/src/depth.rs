//! How deep calls are nested: a script that calls itself for ever ends by an error, not by the stack's end.

use std::cell::Cell;

/// How much stack the engine's thread has; see [`run_with_stack`].
pub const STACK: usize = 1 << 29;
/// What is left for Rust code that knows no limit.
const RESERVE: usize = 1 << 22;

/// How many calls may be in one another. PowerShell's own stack ends after some thousands; a name that no near scope has is
/// looked for in all of them, so that many more would only take long.
pub const CALLS: u32 = 10_000;

/// Where the stack began.
pub struct Depth {
    base: Cell<usize>,
    size: Cell<usize>,
}

fn here() -> usize {
    let mark = 0u8;
    std::ptr::from_ref(&mark) as usize
}

impl Depth {
    /// From the current place on, with the stack that [`run_with_stack`] gives.
    pub fn here() -> Self {
        Self {
            base: Cell::new(here()),
            size: Cell::new(STACK),
        }
    }

    /// Starts again from here with so much stack: called first thing on the thread that runs.
    pub fn rebase(&self, size: usize) {
        self.base.set(here());
        self.size.set(size);
    }

    /// Whether another call would be too deep.
    #[inline]
    pub fn is_exhausted(&self) -> bool {
        self.base.get().saturating_sub(here()) > self.size.get() - RESERVE
    }
}

/// Runs something with the stack that deep scripts need, here: the first thread is the one whose heap grows in large
/// steps. The memory is only touched as it is used.
pub fn run_with_stack<R>(run: impl FnOnce() -> R) -> R {
    stacker::grow(STACK, run)
}

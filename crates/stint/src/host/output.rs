//! Standard output: what is written is seen at once, and yet many lines cost few system calls.
//!
//! The first text after a pause goes out as it comes. What follows closely waits for more, and goes out when the buffer is
//! full, when somebody flushes, or after [`PAUSE`], whatever the script does meanwhile.

use std::io::{BufWriter, IsTerminal, Stdout, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long written text may wait.
const PAUSE: Duration = Duration::from_millis(5);

/// Standard output of this process.
pub struct Output {
    shared: Arc<Shared>,
    is_terminal: bool,
}

struct Shared {
    state: Mutex<State>,
    /// Told when something begins to wait.
    waits: Condvar,
}

struct State {
    writer: BufWriter<Stdout>,
    /// When something last went out.
    flushed: Option<Instant>,
    /// Whether something waits.
    waiting: bool,
    /// Whether the thread runs that sends out what waits.
    flusher: bool,
}

impl State {
    fn flush(&mut self) {
        // A reader that went away is not our error; the script goes on as PowerShell's does.
        let _ = self.writer.flush();
        self.waiting = false;
        self.flushed = Some(Instant::now());
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Output {
    pub fn new() -> Self {
        let stdout = std::io::stdout();
        let is_terminal = stdout.is_terminal();
        let state = State {
            writer: BufWriter::with_capacity(1 << 16, stdout),
            flushed: None,
            waiting: false,
            flusher: false,
        };
        Self {
            shared: Arc::new(Shared {
                state: Mutex::new(state),
                waits: Condvar::new(),
            }),
            is_terminal,
        }
    }

    /// Whether a person sees it.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Writes text.
    pub fn write(&self, text: &str) {
        let mut state = self.shared.lock();
        let _ = state.writer.write_all(text.as_bytes());
        let paused = state.flushed.is_none_or(|last| last.elapsed() >= PAUSE);
        if self.is_terminal || paused {
            return state.flush();
        }
        if !std::mem::replace(&mut state.waiting, true) {
            self.shared.waits.notify_one();
            if !std::mem::replace(&mut state.flusher, true) && !self.start_flusher() {
                state.flusher = false;
                state.flush();
            }
        }
    }

    /// Sends out what waits.
    pub fn flush(&self) {
        self.shared.lock().flush();
    }

    /// Starts what sends out what waits; `false` if the system has no room for a thread.
    fn start_flusher(&self) -> bool {
        let shared = self.shared.clone();
        let run = move || {
            loop {
                let state = shared.lock();
                let waiting = shared.waits.wait_while(state, |state| !state.waiting);
                drop(waiting);
                std::thread::sleep(PAUSE);
                shared.lock().flush();
            }
        };
        std::thread::Builder::new()
            .name("output".into())
            .stack_size(64 << 10)
            .spawn(run)
            .is_ok()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.flush();
    }
}

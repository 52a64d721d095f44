//! ^C: asks what runs to stop; a second one ends a program that does not. At a prompt it gives up what is typed.

use std::sync::OnceLock;
use stint_cmdlet::StopToken;
use stint_engine::depth::run_with_stack;
use stint_job::sys::{Interrupts, catch_interrupts, end_interrupts};

/// Exit code of a program that was interrupted: as shells say it, 128 and the signal.
pub const INTERRUPTED: i32 = 130;

/// What ^C stops.
static TOKEN: OnceLock<StopToken> = OnceLock::new();

/// Lets ^C stop what serves this token. Once a process.
pub fn stops(token: StopToken) {
    let _ = TOKEN.set(token);
    // Without a handler ^C ends the program, which is the next best.
    let _ = catch_interrupts();
}

/// Runs the program on a thread with the stack it needs. The first thread, which has only to wait for it, takes the
/// interrupts meanwhile: a thread for them alone would be a good part of the program's start.
pub fn attend(run: impl FnOnce() -> i32 + Send + 'static) -> i32 {
    let interrupts = Interrupts::new();
    let run = move || {
        let _end = End;
        run()
    };
    run_with_stack("main", run, move || {
        let Ok(mut interrupts) = interrupts else {
            return;
        };
        while interrupts.wait() {
            interrupt();
        }
    })
}

/// Ends the wait for interrupts with the program, however that ends.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        end_interrupts();
    }
}

fn interrupt() {
    let Some(token) = TOKEN.get() else { return };
    if token.is_requested() {
        std::process::exit(INTERRUPTED);
    }
    token.request();
}

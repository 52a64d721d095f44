//! ^C: asks what runs to stop; a second one ends a program that does not. At a prompt it gives up what is typed.

use std::sync::OnceLock;
use stint_cmdlet::StopToken;
use stint_engine::depth::run_with_stack;
use stint_job::sys::{Interrupts, catch_interrupts};

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

/// Runs the program here, on the stack it needs, and takes the interrupts meanwhile on another thread.
///
/// # Panics
/// If no thread can be started.
pub fn attend(run: impl FnOnce() -> i32) -> i32 {
    if let Ok(interrupts) = Interrupts::new() {
        std::thread::Builder::new()
            .name("interrupts".to_owned())
            .spawn(move || take(interrupts))
            .expect("the system has room for one more thread");
    }
    run_with_stack(run)
}

fn take(mut interrupts: Interrupts) {
    while interrupts.wait().is_ok() {
        interrupt();
    }
}

fn interrupt() {
    let Some(token) = TOKEN.get() else { return };
    if token.is_requested() {
        std::process::exit(INTERRUPTED);
    }
    token.request();
}

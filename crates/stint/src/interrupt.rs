//! ^C: stops what runs. At the prompt it gives up the line that is typed, and a second one ends a program that does not stop.

use std::io::Write;
use std::sync::Mutex;
use stint_cmdlet::StopToken;

/// Exit code of a program that was interrupted.
pub const INTERRUPTED: i32 = 130;

/// The prompt that is shown, while a line is read.
static PROMPT: Mutex<Option<String>> = Mutex::new(None);

/// Lets ^C stop what serves this token.
pub fn stops(token: StopToken) {
    let told = move || {
        let prompt = PROMPT
            .lock()
            .ok()
            .and_then(|prompt| prompt.as_ref().cloned());
        match prompt {
            Some(prompt) => {
                let mut out = std::io::stdout().lock();
                // A terminal that is gone needs no prompt.
                let _ = write!(out, "\n{prompt}").and_then(|()| out.flush());
            }
            None if token.is_requested() => std::process::exit(INTERRUPTED),
            None => token.request(),
        }
    };
    // Without a handler ^C ends the program, which is the next best.
    let _ = stint_job::sys::on_interrupt(told);
}

/// Reads a line behind a prompt.
pub fn at_prompt<T>(prompt: &str, read: impl FnOnce() -> T) -> T {
    set(Some(prompt.to_owned()));
    let line = read();
    set(None);
    line
}

fn set(prompt: Option<String>) {
    if let Ok(mut shown) = PROMPT.lock() {
        *shown = prompt;
    }
}

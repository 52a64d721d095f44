//! Lines of standard input, which ^C ends.

use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use std::io::{BufRead, IsTerminal, StdinLock};
use std::sync::Arc;
use stint_stop::StopToken;

/// What came of waiting for a line.
pub enum Line {
    /// A line, without its end.
    Text(String),
    /// No more will come.
    End,
    /// A stop was asked for.
    Stopped,
}

/// Waits for the next line.
pub fn line(stop: &StopToken) -> Line {
    let mut input = std::io::stdin().lock();
    if input.is_terminal() && !typed(&mut input, stop) {
        return Line::Stopped;
    }
    read(&mut input).map_or(Line::End, Line::Text)
}

/// The next line, whatever it takes; `None` at the end of input.
pub fn next() -> Option<String> {
    read(&mut std::io::stdin().lock())
}

/// What is no UTF-8 becomes U+FFFD.
fn read(input: &mut StdinLock<'_>) -> Option<String> {
    let mut line = Vec::new();
    match input.read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => {
            let text = String::from_utf8_lossy(&line);
            Some(text.trim_end_matches(['\n', '\r']).to_owned())
        }
    }
}

/// Waits until a person has typed a line, or a stop is asked for. Gives `false` for the stop.
fn typed(input: &mut StdinLock<'_>, stop: &StopToken) -> bool {
    let Ok(event) = eventfd(0, EventfdFlags::CLOEXEC) else {
        return true;
    };
    let event = Arc::new(event);
    let asked = event.clone();
    let _registration = stop.on_request(move || {
        let _ = rustix::io::write(&*asked, &1_u64.to_ne_bytes());
    });
    loop {
        let mut waited = [
            PollFd::new(input, PollFlags::IN),
            PollFd::new(&*event, PollFlags::IN),
        ];
        let outcome = poll(&mut waited, None);
        if stop.is_requested() {
            return false;
        }
        match outcome {
            Err(rustix::io::Errno::INTR) => {}
            _ if waited[0].revents().is_empty() => {}
            _ => return true,
        }
    }
}

//! The lines that a native program says on its ends, in the order in which it says them.

use super::native::{Mouth, Said};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::os::fd::OwnedFd;

/// Reads all ends until each is closed. What is there at once is taken from the first end first.
pub fn read(mut ends: Vec<LineReader>, to: &Mouth) {
    while !ends.is_empty() {
        let mut polled: Vec<PollFd<'_>> = ends
            .iter()
            .map(|end| PollFd::new(&end.from, PollFlags::IN))
            .collect();
        match poll(&mut polled, None) {
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(_) => break,
        }
        let ready: Vec<bool> = polled
            .iter()
            .map(|polled| !polled.revents().is_empty())
            .collect();
        let mut ready = ready.into_iter();
        ends.retain_mut(|end| {
            let stays = !ready.next().unwrap_or_default() || end.read(to);
            if !stays {
                to.say(Said::End);
            }
            stays
        });
    }
    for _ in ends {
        to.say(Said::End);
    }
}

/// One end, and the line that is not finished.
pub struct LineReader {
    from: OwnedFd,
    make: fn(String) -> Said,
    pending: Vec<u8>,
}

impl LineReader {
    /// `make` says which end it is.
    pub fn new(from: OwnedFd, make: fn(String) -> Said) -> Self {
        Self {
            from,
            make,
            pending: Vec::new(),
        }
    }

    /// Reads what is there and says its lines; `false` at the end, or where nobody listens any more.
    fn read(&mut self, to: &Mouth) -> bool {
        let mut buffer = [0; 1 << 16];
        match rustix::io::read(&self.from, &mut buffer) {
            Err(Errno::INTR) => true,
            Ok(0) | Err(_) => {
                if !self.pending.is_empty() {
                    let last = std::mem::take(&mut self.pending);
                    to.say((self.make)(text(&last)));
                }
                false
            }
            Ok(count) => {
                self.pending.extend_from_slice(&buffer[..count]);
                self.say_lines(to)
            }
        }
    }

    fn say_lines(&mut self, to: &Mouth) -> bool {
        let mut begin = 0;
        while let Some(length) = self.pending[begin..].iter().position(|&byte| byte == b'\n') {
            let line = &self.pending[begin..begin + length];
            if !to.say((self.make)(text(line.strip_suffix(b"\r").unwrap_or(line)))) {
                return false;
            }
            begin += length + 1;
        }
        self.pending.drain(..begin);
        true
    }
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).into_owned()
}

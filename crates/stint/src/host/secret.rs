//! A line that shows as stars while it is typed.

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io::{Read, Write};

/// Keys come one by one and do not show. Holds the terminal's modes, put back at the end whatever happens.
pub struct Keys(Termios);

impl Keys {
    /// `None` where nobody types.
    pub fn take() -> Option<Self> {
        let before = tcgetattr(std::io::stdin()).ok()?;
        let mut modes = before.clone();
        modes
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ICANON);
        tcsetattr(std::io::stdin(), OptionalActions::Now, &modes).ok()?;
        Some(Self(before))
    }

    /// Reads a line, `None` at the end of input.
    pub fn line(self) -> Option<String> {
        read()
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.0);
    }
}

/// Reads a line, `None` at the end of input.
fn read() -> Option<String> {
    let mut typed = Vec::new();
    for key in std::io::stdin().lock().bytes() {
        match key {
            Ok(b'\n' | b'\r') => {
                show("\n");
                return Some(String::from_utf8_lossy(&typed).into_owned());
            }
            Ok(0x7f | 0x08) => {
                if pop(&mut typed) {
                    show("\u{8} \u{8}");
                }
            }
            Ok(byte) => {
                typed.push(byte);
                // The bytes behind a character's first one show nothing of their own.
                if byte & 0xc0 != 0x80 {
                    show("*");
                }
            }
            Err(_) => break,
        }
    }
    None
}

/// Takes the last character away.
fn pop(typed: &mut Vec<u8>) -> bool {
    while let Some(byte) = typed.pop() {
        if byte & 0xc0 != 0x80 {
            return true;
        }
    }
    false
}

fn show(text: &str) {
    let mut out = std::io::stdout().lock();
    // A terminal that is gone shows nothing.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

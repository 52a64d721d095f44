//! The streams of the process's own input, output and errors.

use super::{Backend, STREAM};
use crate::hooks;
use std::io::{Read, Write};
use stint_object::types::{Type, TypeInfo};
use stint_object::{Result, Value};

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standard {
    /// Standard input.
    Input,
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

impl Standard {
    /// Writes bytes, behind what the host has still to write.
    pub fn put(self, bytes: &[u8]) {
        hooks::flush_host();
        // A reader that went away is no error of the script.
        let _ = if self == Standard::Error {
            std::io::stderr().lock().write_all(bytes)
        } else {
            let mut out = std::io::stdout().lock();
            out.write_all(bytes).and_then(|()| out.flush())
        };
    }
}

impl Backend for Standard {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if *self != Standard::Input {
            return Err(super::not_readable());
        }
        hooks::flush_host();
        Ok(std::io::stdin().lock().read(buffer).unwrap_or(0))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if *self == Standard::Input {
            return Err(super::not_writable());
        }
        self.put(bytes);
        Ok(())
    }

    fn can_read(&self) -> bool {
        *self == Standard::Input
    }

    fn can_write(&self) -> bool {
        *self != Standard::Input
    }
}

/// The stream.
pub fn stream(which: Standard) -> Value {
    super::value(CONSOLE_STREAM, which)
}

/// `System.ConsolePal+UnixConsoleStream`.
pub const CONSOLE_STREAM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.ConsolePal+UnixConsoleStream").base(STREAM);
    Type(&INFO)
};

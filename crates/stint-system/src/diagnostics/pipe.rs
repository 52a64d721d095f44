//! What a started process writes, or a connection brings: read on a thread of its own, so that neither side waits for the other's pipe.

use crate::io::stream::Backend;
use crate::threading::listeners::Listeners;
use crate::threading::waiting;
use std::any::Any;
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::process::ChildStdin;
use std::sync::Arc;
use stint_object::types::system::exceptions;
use stint_object::types::throw;
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Lock, Result};

/// What came and was not read yet.
#[derive(Default)]
struct Held {
    bytes: Lock<(VecDeque<u8>, bool)>,
    listeners: Listeners,
}

impl Waitable for Held {
    fn take(&self) -> bool {
        let held = self.bytes.lock();
        held.1 || !held.0.is_empty()
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.listeners.add(wake)
    }
}

/// The reading end.
#[derive(Clone)]
pub struct Output(Arc<Held>);

impl Output {
    /// Begins to read a pipe.
    pub fn new(mut pipe: impl Read + Send + 'static) -> Self {
        let held = Arc::new(Held::default());
        let shared = held.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = pipe.read(&mut buffer).unwrap_or_default();
                {
                    let mut held = shared.bytes.lock();
                    held.0.extend(&buffer[..count]);
                    held.1 = count == 0;
                }
                shared.listeners.ring();
                if count == 0 {
                    return;
                }
            }
        });
        Self(held)
    }

    /// How many bytes came and were not read yet.
    pub fn available(&self) -> usize {
        self.0.bytes.lock().0.len()
    }

    /// Waits for the next bytes; none at the end. A stop ends the wait.
    fn next(&self, buffer: &mut [u8]) -> Result<usize> {
        waiting::one(&*self.0, None)?;
        let mut held = self.0.bytes.lock();
        let count = buffer.len().min(held.0.len());
        for (slot, byte) in buffer.iter_mut().zip(held.0.drain(..count)) {
            *slot = byte;
        }
        Ok(count)
    }
}

impl Backend for Output {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.next(buffer)
    }

    fn can_read(&self) -> bool {
        true
    }
}

/// The writing end.
pub struct Input(Option<ChildStdin>);

impl Input {
    /// Of a process's standard input.
    pub fn new(pipe: ChildStdin) -> Self {
        Self(Some(pipe))
    }
}

impl Backend for Input {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let done = self.0.as_mut().map_or(Ok(()), |pipe| pipe.write_all(bytes));
        done.map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => throw::of(exceptions::IO, "Broken pipe"),
            _ => throw::of(exceptions::IO, error.to_string()),
        })
    }

    fn close(&mut self) -> Result<()> {
        self.0 = None;
        Ok(())
    }

    fn can_write(&self) -> bool {
        true
    }
}

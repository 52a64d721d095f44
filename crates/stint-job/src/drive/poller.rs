//! `epoll`, and a descriptor that wakes it.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::event::{EventfdFlags, Timespec, eventfd};
use rustix::io::Errno;

/// Which descriptor of which entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub entry: u32,
    pub source: Source,
}

/// The descriptors of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Stdin,
    Stdout,
    Stderr,
    Exit,
}

impl Token {
    const fn number(self) -> u64 {
        ((self.entry as u64) << 2) | self.source as u64
    }

    fn from_number(number: u64) -> Option<Self> {
        let source = match number & 3 {
            0 => Source::Stdin,
            1 => Source::Stdout,
            2 => Source::Stderr,
            _ => Source::Exit,
        };
        Some(Self {
            entry: u32::try_from(number >> 2).ok()?,
            source,
        })
    }
}

const WAKE: u64 = u64::MAX;

/// What waits for events. One thread at a time waits; any thread registers and wakes.
#[derive(Debug)]
pub(super) struct Poller {
    epoll: OwnedFd,
    wake: OwnedFd,
}

impl Poller {
    pub(super) fn new() -> io::Result<Self> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        let wake = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        epoll::add(&epoll, &wake, EventData::new_u64(WAKE), EventFlags::IN)?;
        Ok(Self { epoll, wake })
    }

    pub(super) fn add(&self, fd: impl AsFd, token: Token) -> io::Result<()> {
        let flags = if token.source == Source::Stdin {
            EventFlags::OUT
        } else {
            EventFlags::IN
        };
        Ok(epoll::add(
            &self.epoll,
            fd,
            EventData::new_u64(token.number()),
            flags,
        )?)
    }

    pub(super) fn remove(&self, fd: impl AsFd) {
        // A descriptor that is about to be closed leaves by itself.
        let _ = epoll::delete(&self.epoll, fd);
    }

    /// Waits for events, at most so long.
    pub(super) fn wait(&self, limit: Option<Duration>) -> io::Result<Vec<Token>> {
        let limit = limit
            .map(Timespec::try_from)
            .transpose()
            .map_err(io::Error::other)?;
        let mut events: Vec<Event> = Vec::with_capacity(64);
        match epoll::wait(
            &self.epoll,
            rustix::buffer::spare_capacity(&mut events),
            limit.as_ref(),
        ) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        }
        let mut tokens = Vec::with_capacity(events.len());
        for event in &events {
            match event.data.u64() {
                WAKE => {
                    let mut count = [0; 8];
                    let _ = rustix::io::read(&self.wake, &mut count);
                }
                number => tokens.extend(Token::from_number(number)),
            }
        }
        Ok(tokens)
    }

    /// Has the thread that waits, or the next one to wait, return at once.
    pub(super) fn wake(&self) {
        // Full, which it never is, would wake just the same.
        let _ = rustix::io::write(&self.wake, &1_u64.to_ne_bytes());
    }
}

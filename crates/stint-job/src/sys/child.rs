//! A process that this one started.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, pidfd_open, pidfd_send_signal, waitid,
};

use super::table::ProcessId;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
}

/// A process that this one started and has to reap. Held by a descriptor, so that it is never mistaken for another
/// that got its number.
#[derive(Debug)]
pub struct Child {
    id: ProcessId,
    pidfd: OwnedFd,
}

impl Child {
    pub(crate) fn new(pid: Pid) -> io::Result<Self> {
        // It cannot be reaped by anybody else, so its number is its own until then.
        let pidfd = pidfd_open(pid, PidfdFlags::empty())?;
        Ok(Self {
            id: ProcessId::of(pid),
            pidfd,
        })
    }

    /// Its number and start time.
    pub fn id(&self) -> ProcessId {
        self.id
    }

    /// Becomes readable when it ends.
    pub fn pidfd(&self) -> BorrowedFd<'_> {
        self.pidfd.as_fd()
    }

    /// Sends it a signal. One that has ended already is no error.
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        match pidfd_send_signal(&self.pidfd, signal) {
            Ok(()) | Err(Errno::SRCH) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// How it ended, or `None` while it runs. To be called until it says so, and not again.
    pub fn try_reap(&self) -> io::Result<Option<Exit>> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG;
        Ok(self.wait(options)?)
    }

    /// Waits for its end.
    pub fn reap(&self) -> io::Result<Exit> {
        loop {
            match self.wait(WaitIdOptions::EXITED) {
                Ok(Some(exit)) => return Ok(exit),
                Ok(None) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn wait(&self, options: WaitIdOptions) -> rustix::io::Result<Option<Exit>> {
        let status = waitid(WaitId::PidFd(self.pidfd.as_fd()), options)?;
        Ok(status.map(|status| match status.exit_status() {
            Some(code) => Exit::Code(code),
            None => Exit::Signal(status.terminating_signal().unwrap_or_default()),
        }))
    }
}

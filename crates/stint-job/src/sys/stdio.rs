//! What a job's own process does first.

use std::io;
use std::os::fd::OwnedFd;

use rustix::fs::{Mode, OFlags, open};
use rustix::io::fcntl_dupfd_cloexec;
use rustix::process::{getpid, set_child_subreaper};
use rustix::stdio::{dup2_stderr, dup2_stdin, dup2_stdout, stderr, stdin, stdout};

/// What a job's own process was started with.
pub struct Ends {
    /// The protocol's reader and writer.
    pub protocol: (OwnedFd, OwnedFd),
    /// Where it says what is wrong with itself.
    pub complaints: OwnedFd,
}

/// Takes the protocol's two pipes away from descriptors 0 and 1 and puts `/dev/null` in place of the three, so that no
/// program started later can write into the protocol or read from it. What it says of itself goes to the old standard error:
/// its client takes a line there for the reason of its end.
pub fn take_stdio() -> io::Result<Ends> {
    let reader = fcntl_dupfd_cloexec(stdin(), 3)?;
    let writer = fcntl_dupfd_cloexec(stdout(), 3)?;
    let complaints = fcntl_dupfd_cloexec(stderr(), 3)?;
    let null = open("/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?;
    dup2_stdin(&null)?;
    dup2_stdout(&null)?;
    dup2_stderr(&null)?;
    Ok(Ends {
        protocol: (reader, writer),
        complaints,
    })
}

/// Has the orphans of this process's descendants become its own children instead of init's, so that a walk from here
/// finds them. Done by the shell, and by every job's process, which keeps its jobs' trees together.
pub fn adopt_orphans() -> io::Result<()> {
    Ok(set_child_subreaper(Some(getpid()))?)
}

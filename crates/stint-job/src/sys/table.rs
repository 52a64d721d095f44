//! The processes of this machine, as `/proc` shows them.

use std::io;

use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{CWD, Dir, Mode, OFlags, openat};
use rustix::process::{Pid, PidfdFlags, Signal, getpid, pidfd_open, pidfd_send_signal};

/// A process by its number and its start time: numbers are used again, pairs are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProcessId {
    /// Its number.
    pub pid: Pid,
    /// When it started, in clock ticks since boot. 0 when it could not be read.
    pub start: u64,
}

impl ProcessId {
    /// The process that has this number now.
    pub fn of(pid: Pid) -> Self {
        Self {
            pid,
            start: read_process(CWD, &format!("/proc/{pid}/stat"))
                .map_or(0, |process| process.id.start),
        }
    }

    /// Sends a signal to this process and to no other that may have got its number. `false` when it is gone.
    pub fn signal(self, signal: Signal) -> io::Result<bool> {
        let Ok(pidfd) = pidfd_open(self.pid, PidfdFlags::empty()) else {
            return Ok(false);
        };
        // The descriptor holds whichever process has the number; only then is it asked which one that is.
        if Self::of(self.pid) != self {
            return Ok(false);
        }
        match pidfd_send_signal(&pidfd, signal) {
            Ok(()) => Ok(true),
            Err(rustix::io::Errno::SRCH) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// Which it is.
    pub id: ProcessId,
    /// Its parent, or `None` for the first process.
    pub parent: Option<Pid>,
    /// Its session, by its leader's number.
    pub session: Option<Pid>,
    /// Whether it has ended and only waits to be reaped.
    pub ended: bool,
}

/// All processes at one moment.
#[derive(Debug, Default)]
pub struct Table {
    processes: Vec<Process>,
}

impl Table {
    /// Reads `/proc`.
    pub fn read() -> io::Result<Self> {
        let proc = openat(
            CWD,
            "/proc",
            OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
            Mode::empty(),
        )?;
        let mut processes = Vec::new();
        for entry in Dir::read_from(&proc)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if !name.iter().all(u8::is_ascii_digit) {
                continue;
            }
            let Ok(name) = std::str::from_utf8(name) else {
                continue;
            };
            let handle = proc.as_fd();
            // One that ended since the directory was read is none of the processes of this moment.
            processes.extend(read_process(handle, &format!("{name}/stat")));
        }
        Ok(Self { processes })
    }

    /// A table made up for a test.
    pub fn from_processes(processes: Vec<Process>) -> Self {
        Self { processes }
    }

    /// All that descends from a process that lives, by the kernel's own lists of children: the cost is the family's, not the
    /// machine's. `None` where the process has ended, or the kernel keeps no such lists.
    pub fn below(leader: ProcessId) -> Option<Vec<ProcessId>> {
        if read_process(CWD, &format!("/proc/{}/stat", leader.pid))
            .is_none_or(|found| found.id != leader || found.ended)
        {
            return None;
        }
        let mut family = children(leader.pid)?;
        let mut checked = 0;
        while checked < family.len() {
            let more = children(family[checked].pid).unwrap_or_default();
            family.extend(more);
            checked += 1;
        }
        Some(family)
    }

    /// Every process.
    pub fn processes(&self) -> &[Process] {
        &self.processes
    }

    /// The process with this number.
    pub fn get(&self, pid: Pid) -> Option<&Process> {
        self.processes.iter().find(|process| process.id.pid == pid)
    }

    /// What belongs to a job: `roots` themselves, the session of `leader`, and all that descends from either; never this
    /// process itself.
    pub fn family(&self, leader: ProcessId, roots: &[ProcessId]) -> Vec<Process> {
        // A session lives as long as a member does and its number is not given away before; but an empty one's may be.
        let reused = self
            .get(leader.pid)
            .is_some_and(|process| process.id.start != leader.start);
        let me = getpid();
        let mut family: Vec<Process> = self
            .processes
            .iter()
            .filter(|process| {
                let in_session = !reused && process.session == Some(leader.pid);
                in_session || process.id == leader || roots.contains(&process.id)
            })
            .filter(|process| process.id.pid != me)
            .copied()
            .collect();
        let mut checked = 0;
        while checked < family.len() {
            let parent = family[checked].id.pid;
            checked += 1;
            for process in &self.processes {
                let new = process.parent == Some(parent)
                    && process.id.pid != me
                    && !family.contains(process);
                if new {
                    family.push(*process);
                }
            }
        }
        family
    }
}

/// The children of all threads of a process that have not ended.
fn children(pid: Pid) -> Option<Vec<ProcessId>> {
    let mut found = Vec::new();
    for thread in std::fs::read_dir(format!("/proc/{pid}/task")).ok()? {
        let path = thread.ok()?.path().join("children");
        let Ok(list) = std::fs::read_to_string(&path) else {
            // A thread may end while it is looked at; a kernel without these lists has none for any.
            if path.parent().is_some_and(std::path::Path::exists) {
                return None;
            }
            continue;
        };
        let numbers = list
            .split_ascii_whitespace()
            .filter_map(|number| Pid::from_raw(number.parse().ok()?));
        let processes =
            numbers.filter_map(|child| read_process(CWD, &format!("/proc/{child}/stat")));
        found.extend(
            processes
                .filter(|process| !process.ended)
                .map(|process| process.id),
        );
    }
    Some(found)
}

fn read_process(folder: BorrowedFd<'_>, path: &str) -> Option<Process> {
    let file = openat(
        folder,
        path,
        OFlags::RDONLY | OFlags::CLOEXEC,
        Mode::empty(),
    )
    .ok()?;
    let mut buffer = [0; 1024];
    let length = rustix::io::read(&file, &mut buffer).ok()?;
    parse_stat(&buffer[..length])
}

/// `pid (name) state ppid pgrp session …`, with the start time as field 22. A name may hold anything, also `)`.
fn parse_stat(line: &[u8]) -> Option<Process> {
    let open = line.iter().position(|&byte| byte == b'(')?;
    let close = line.iter().rposition(|&byte| byte == b')')?;
    let pid = Pid::from_raw(
        std::str::from_utf8(&line[..open])
            .ok()?
            .trim()
            .parse()
            .ok()?,
    )?;
    let mut fields = std::str::from_utf8(line.get(close + 1..)?)
        .ok()?
        .split_ascii_whitespace();
    let state = fields.next()?;
    let parent = fields.next()?.parse().ok()?;
    let _group = fields.next()?;
    let session = fields.next()?.parse().ok()?;
    // Fields are counted from 1; the state was the third.
    let start = fields.nth(22 - 7)?.parse().ok()?;
    Some(Process {
        id: ProcessId { pid, start },
        parent: Pid::from_raw(parent),
        session: Pid::from_raw(session),
        ended: matches!(state, "Z" | "X"),
    })
}

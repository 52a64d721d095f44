//! Everything that a job started, and its end.

use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{
    PidfdFlags, Signal, WaitId, WaitIdOptions, getpid, pidfd_open, pidfd_send_signal, waitid,
};

use super::table::{Process, ProcessId, Table};

/// The processes of one job: its own process, that one's session, and what descends from them. A process that left the
/// session and lost its parent is still known if an earlier walk saw it.
#[derive(Debug, Clone)]
pub struct Tree {
    leader: ProcessId,
    known: Vec<ProcessId>,
    /// Those that may not be signalled: another user's.
    out_of_reach: Vec<ProcessId>,
    /// Whether the leader takes its descendants' orphans in, so that all of them are found below it while it lives.
    leader_adopts: bool,
    is_over: bool,
}

/// The whole table, read when the first tree needs it.
#[derive(Default)]
struct Shared(Option<Table>);

impl Shared {
    fn table(&mut self) -> io::Result<&Table> {
        Ok(match self.0.take() {
            Some(table) => self.0.insert(table),
            None => self.0.insert(Table::read()?),
        })
    }
}

impl Tree {
    /// The tree of a process that leads its own session.
    pub fn new(leader: ProcessId) -> Self {
        Self {
            leader,
            known: Vec::new(),
            out_of_reach: Vec::new(),
            leader_adopts: false,
            is_over: false,
        }
    }

    /// The same, of a process that called [`super::adopt_orphans`]: found without looking at the whole machine.
    pub fn of_adopter(leader: ProcessId) -> Self {
        Self {
            leader_adopts: true,
            ..Self::new(leader)
        }
    }

    /// What of it runs, by this table.
    pub fn living(&mut self, table: &Table) -> Vec<ProcessId> {
        let family = table.family(self.leader, &self.known);
        self.reap(&family);
        let living = family
            .iter()
            .filter(|process| !process.ended)
            .map(|process| process.id);
        self.known = living
            .filter(|id| !self.out_of_reach.contains(id))
            .collect();
        self.known.clone()
    }

    /// Asks everything of it to end, also what is stopped.
    pub fn terminate(&mut self) -> io::Result<()> {
        for id in self.found(&mut Shared::default())? {
            // An error here is answered by the kill that follows.
            let _ = id.signal(Signal::TERM);
            let _ = id.signal(Signal::CONT);
        }
        Ok(())
    }

    fn found(&mut self, shared: &mut Shared) -> io::Result<Vec<ProcessId>> {
        if self.leader_adopts
            && let Some(below) = Table::below(self.leader)
        {
            let reachable = |id: &ProcessId| !self.out_of_reach.contains(id);
            self.known = below
                .into_iter()
                .filter(reachable)
                .chain([self.leader])
                .collect();
            return Ok(self.known.clone());
        }
        Ok(self.living(shared.table()?))
    }

    /// Orphans that came home are ours to reap. The leader is its owner's, who wants to know how it ended.
    fn reap(&self, family: &[Process]) {
        let orphans = family
            .iter()
            .filter(|process| process.ended && process.parent == Some(getpid()));
        for orphan in orphans.filter(|process| process.id != self.leader) {
            let _ = waitid(
                WaitId::Pid(orphan.id.pid),
                WaitIdOptions::EXITED | WaitIdOptions::NOHANG,
            );
        }
    }

    /// Kills what runs of it; gives a descriptor of each process that was hit. A leader that adopts is frozen, so that it starts
    /// nothing more, and killed when it is the last: what it started would leave it otherwise.
    fn kill(&mut self, shared: &mut Shared) -> io::Result<Vec<OwnedFd>> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let living = self.found(shared)?;
        let has_others = living.iter().any(|id| *id != self.leader);
        if self.leader_adopts && has_others {
            let _ = self.leader.signal(Signal::STOP);
        }
        let mut hit = Vec::new();
        for id in living {
            if self.leader_adopts && has_others && id == self.leader {
                continue;
            }
            let Ok(pidfd) = pidfd_open(id.pid, PidfdFlags::empty()) else {
                continue;
            };
            if ProcessId::of(id.pid) != id {
                continue;
            }
            match pidfd_send_signal(&pidfd, Signal::KILL) {
                Ok(()) => hit.push(pidfd),
                Err(Errno::PERM) => self.out_of_reach.push(id),
                Err(_) => {}
            }
            // It was the last below itself.
            self.is_over |= self.leader_adopts && id == self.leader;
        }
        Ok(hit)
    }
}

/// Kills everything of all these trees and waits until nothing is left of them: a walk, a kill and a wait, repeated,
/// since a process may start another between a walk and its own end. Says whether nothing was left before `limit`.
pub fn kill_all(trees: &mut [Tree], limit: Duration) -> io::Result<bool> {
    let deadline = Instant::now() + limit;
    loop {
        let mut shared = Shared::default();
        let mut hit = Vec::new();
        for tree in &mut *trees {
            hit.append(&mut tree.kill(&mut shared)?);
        }
        if hit.is_empty() {
            return Ok(true);
        }
        if !wait_for_end(&hit, deadline)? {
            return Ok(false);
        }
    }
}

/// Kills everything that descends from this process, which must have called [`super::adopt_orphans`], and waits until
/// nothing is left of it. Says whether nothing was left before `limit`.
pub fn kill_all_below(limit: Duration) -> io::Result<bool> {
    let deadline = Instant::now() + limit;
    let this = ProcessId::of(getpid());
    loop {
        let family = Table::below(this).unwrap_or_default();
        let mut hit = Vec::new();
        for id in &family {
            if let Ok(pidfd) = pidfd_open(id.pid, PidfdFlags::empty())
                && pidfd_send_signal(&pidfd, Signal::KILL).is_ok()
            {
                hit.push(pidfd);
            }
        }
        if hit.is_empty() {
            return Ok(true);
        }
        if !wait_for_end(&hit, deadline)? {
            return Ok(false);
        }
        for id in &family {
            // Only those that came home are ours to reap.
            let _ = waitid(
                WaitId::Pid(id.pid),
                WaitIdOptions::EXITED | WaitIdOptions::NOHANG,
            );
        }
    }
}

/// Ends this process here and now.
pub fn end_at_once() -> ! {
    let _ = rustix::process::kill_process(getpid(), Signal::KILL);
    std::process::abort()
}

fn wait_for_end(hit: &[OwnedFd], deadline: Instant) -> io::Result<bool> {
    let mut waiting: Vec<&OwnedFd> = hit.iter().collect();
    while !waiting.is_empty() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        let mut polled: Vec<_> = waiting
            .iter()
            .map(|pidfd| PollFd::new(*pidfd, PollFlags::IN))
            .collect();
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut polled, Some(&left)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let mut ended = polled.iter().map(|polled| !polled.revents().is_empty());
        waiting = waiting
            .iter()
            .copied()
            .filter(|_| !ended.next().unwrap_or_default())
            .collect();
    }
    Ok(true)
}

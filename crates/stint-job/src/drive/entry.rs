//! One session with its process: moving bytes between pipes and the state machine.

use std::io;
use std::os::fd::OwnedFd;

use rustix::io::Errno;

use super::poller::{Poller, Source, Token};
use crate::session::{Action, Session};
use crate::sys::{Child, Spawned, Tree};

/// How much is read at once, and how often before others get their turn.
const READ: usize = 64 << 10;
const READS: usize = 16;

/// A session and its process.
pub(super) struct Entry {
    pub session: Session,
    number: u32,
    child: Child,
    stdin: Option<OwnedFd>,
    stdout: Option<OwnedFd>,
    stderr: Option<OwnedFd>,
    pub tree: Tree,
    /// Whether the loop tells when more can be written.
    awaits_room: bool,
    closes_input: bool,
    has_exited: bool,
}

impl Entry {
    pub(super) fn new(
        number: u32,
        session: Session,
        spawned: Spawned,
        tree: Tree,
        poller: &Poller,
    ) -> io::Result<Self> {
        let token = |source| Token {
            entry: number,
            source,
        };
        poller.add(&spawned.stdout, token(Source::Stdout))?;
        poller.add(&spawned.stderr, token(Source::Stderr))?;
        poller.add(spawned.child.pidfd(), token(Source::Exit))?;
        Ok(Self {
            session,
            number,
            child: spawned.child,
            stdin: Some(spawned.stdin),
            stdout: Some(spawned.stdout),
            stderr: Some(spawned.stderr),
            tree,
            awaits_room: false,
            closes_input: false,
            has_exited: false,
        })
    }

    /// Something happened to one of its descriptors.
    pub(super) fn ready(&mut self, source: Source, poller: &Poller) {
        match source {
            Source::Stdin => {}
            Source::Stdout => self.read_output(READS, poller),
            Source::Stderr => self.read_complaints(poller),
            Source::Exit => self.reap(poller),
        }
    }

    fn read_output(&mut self, times: usize, poller: &Poller) {
        for _ in 0..times {
            let Some(stdout) = &self.stdout else { return };
            let space = self.session.space(READ);
            match rustix::io::read(stdout, rustix::buffer::spare_capacity(space)) {
                Ok(0) => {
                    poller.remove(stdout);
                    self.stdout = None;
                }
                Ok(length) => {
                    self.session.received();
                    if length < READ / 2 {
                        return;
                    }
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return,
                Err(_) => self.stdout = None,
            }
        }
    }

    fn read_complaints(&mut self, poller: &Poller) {
        let mut buffer = [0; 4096];
        while let Some(stderr) = &self.stderr {
            match rustix::io::read(stderr, &mut buffer) {
                Ok(0) => {
                    poller.remove(stderr);
                    self.stderr = None;
                }
                Ok(length) => self.session.complained(&buffer[..length]),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return,
                Err(_) => self.stderr = None,
            }
        }
    }

    /// The process ended: what it had written is still to be read before the session is told.
    fn reap(&mut self, poller: &Poller) {
        if self.has_exited {
            return;
        }
        let Ok(Some(exit)) = self.child.try_reap() else {
            return;
        };
        self.has_exited = true;
        poller.remove(self.child.pidfd());
        self.read_output(usize::MAX, poller);
        self.read_complaints(poller);
        for fd in [self.stdin.take(), self.stdout.take(), self.stderr.take()]
            .into_iter()
            .flatten()
        {
            poller.remove(&fd);
        }
        self.session.exited(exit);
    }

    /// Does what the session wants, as far as it can be done without waiting. Says whether its processes are to be killed.
    pub(super) fn pump(&mut self, poller: &Poller) -> bool {
        let mut kill = false;
        for action in self.session.take_actions() {
            match action {
                Action::CloseInput => self.closes_input = true,
                Action::EndTree => {
                    // What could not be found now is killed later.
                    let _ = self.tree.terminate();
                }
                Action::KillTree => kill = true,
            }
        }
        // Told to leave, the process could be gone before its tree is walked, and what left its session with it: it hears
        // nothing more before the kill.
        if !kill {
            self.write(poller);
        }
        kill
    }

    fn write(&mut self, poller: &Poller) {
        while let Some(stdin) = &self.stdin {
            let output = self.session.output();
            if output.is_empty() {
                break;
            }
            match rustix::io::write(stdin, output) {
                Ok(length) => drop(output.drain(..length)),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    if !self.awaits_room {
                        let token = Token {
                            entry: self.number,
                            source: Source::Stdin,
                        };
                        self.awaits_room = poller.add(stdin, token).is_ok();
                    }
                    return;
                }
                // Nobody reads any more: the process's end, or its last words, tell why.
                Err(_) => {
                    output.clear();
                    self.closes_input = true;
                }
            }
        }
        let Some(stdin) = &self.stdin else {
            self.session.output().clear();
            return;
        };
        if std::mem::take(&mut self.awaits_room) {
            poller.remove(stdin);
        }
        if self.closes_input {
            self.stdin = None;
        }
    }

    /// Whether nothing is left to do.
    pub(super) fn is_done(&self) -> bool {
        self.has_exited
    }
}

//! The process's one runtime: the loop, its clock, and what jobs are started with.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Once};
use std::task::Waker;
use std::time::Duration;

use parking_lot::Mutex;
use stint_object::{Str, Value};
use stint_stop::StopToken;
use stint_wire::Uuid;
use stint_wire::clixml::Zone;
use stint_wire::psrp::{HostCall, HostScope, Pacing, Pipeline, PoolOptions};

use super::baton::{Baton, DriverWaker};
use super::entry::Entry;
use super::poller::Poller;
use crate::clock::{Clock, Moment, SystemClock};
use crate::job::{Job, JobIds, JobKind, JobState, NewJob, Stopper};
use crate::reasons::Broken;
use crate::session::{Launch, Session, SessionOptions};
use crate::sys::{Spawn, Tree, kill_all};
use crate::thread::Throttle;

/// How long killed processes are waited for. Only one that the kernel holds takes longer.
const KILL_LIMIT: Duration = Duration::from_secs(10);

/// The runtime. A clone is the same one; one for a process is enough.
#[derive(Clone)]
pub struct Runtime(pub(crate) Arc<Shared>);

pub(crate) struct Shared {
    poller: Arc<Poller>,
    baton: Baton,
    entries: Mutex<BTreeMap<u32, Entry>>,
    next_entry: AtomicU32,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: JobIds,
    pub(crate) zone: Zone,
    pub(crate) thread_jobs: Arc<Throttle>,
    background: Once,
}

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// The condition holds.
    Done,
    /// The time is over.
    TimedOut,
    /// The waiting pipeline was asked to stop.
    Stopped,
}

/// A job in a process of its own: what `Start-Job` wants.
#[derive(Debug)]
pub struct ProcessJob {
    /// `Name`.
    pub name: Option<Str>,
    /// `Command`.
    pub command: Str,
    /// What to run. [`Pipeline::no_input`] says whether input is piped in with [`SessionHandle::put`].
    pub pipeline: Pipeline,
    /// Where it begins.
    pub location: Option<PathBuf>,
    /// The text of a script to run first.
    pub initialization: Option<Str>,
    /// Its environment variables.
    pub environment: Vec<(OsString, OsString)>,
}

/// A session with another machine: what `Invoke-Command -HostName` and `New-PSSession` want.
#[derive(Debug)]
pub struct Remote {
    /// The transport's command line: `ssh` and its arguments.
    pub transport: Spawn,
    /// `ComputerName`.
    pub computer: Str,
    /// Whether it ends with its last pipeline.
    pub ends_with_work: bool,
}

/// One pipeline of one session: for piping into it. Dropping it changes nothing.
#[derive(Clone)]
pub struct SessionHandle {
    runtime: Runtime,
    entry: u32,
    pipeline: Uuid,
}

impl Runtime {
    /// A runtime with the machine's clock.
    pub fn new(zone: Zone) -> io::Result<Self> {
        Self::with_clock(Arc::new(SystemClock::default()), zone)
    }

    /// A runtime with a clock.
    pub fn with_clock(clock: Arc<dyn Clock>, zone: Zone) -> io::Result<Self> {
        Ok(Self(Arc::new(Shared {
            poller: Arc::new(Poller::new()?),
            baton: Baton::default(),
            entries: Mutex::default(),
            next_entry: AtomicU32::new(0),
            clock,
            ids: JobIds::new(),
            zone,
            thread_jobs: Throttle::new(crate::thread::DEFAULT_LIMIT),
            background: Once::new(),
        })))
    }

    /// What time it is.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Where jobs get their ids from.
    pub fn ids(&self) -> &JobIds {
        &self.0.ids
    }

    /// Starts a job in a process of its own: this program again, as a server. Gives the parent job, which runs, and the handle
    /// of its one child's pipeline. A process that cannot be started makes the job fail, not the start.
    pub fn start_process_job(&self, new: ProcessJob) -> (Job, SessionHandle) {
        let now = self.0.clock.time();
        let job = |kind, name: Option<Str>| {
            Job::new(
                &self.0.ids,
                NewJob {
                    kind,
                    name,
                    command: new.command.clone(),
                    location: Str::from("localhost"),
                    shows_computer: false,
                },
            )
        };
        let parent = job(JobKind::Background, new.name.clone());
        let child = job(JobKind::Child, None);
        parent.add_child(&child);
        // It is new, and so not over.
        let _ = parent.set_active(JobState::Running, now);
        let options = SessionOptions {
            pool: PoolOptions {
                zone: self.0.zone,
                ..PoolOptions::new(Uuid::new_v4())
            },
            launch: Launch::OwnProcess,
            computer: Str::from("localhost"),
            ends_with_work: true,
        };
        let handle = self.open(options, own_server(&new), &child, &new.pipeline);
        (parent, handle)
    }

    /// Opens a session with another machine and runs a pipeline in it as `child`.
    pub fn start_remote_job(
        &self,
        remote: &Remote,
        child: &Job,
        pipeline: &Pipeline,
    ) -> SessionHandle {
        let options = SessionOptions {
            pool: PoolOptions {
                zone: self.0.zone,
                pacing: Pacing::StopAndWait,
                ..PoolOptions::new(Uuid::new_v4())
            },
            launch: Launch::Transport,
            computer: remote.computer.clone(),
            ends_with_work: remote.ends_with_work,
        };
        self.open(options, Ok(&remote.transport), child, pipeline)
    }

    /// Runs another pipeline in the session that `handle` is of, as `child`.
    pub fn run_in_session(
        &self,
        handle: &SessionHandle,
        child: &Job,
        pipeline: &Pipeline,
    ) -> SessionHandle {
        let mut made = SessionHandle {
            runtime: self.clone(),
            entry: handle.entry,
            pipeline: Uuid::nil(),
        };
        let found = self.with_entry(handle.entry, |entry| {
            made.pipeline = entry.session.run(child, pipeline);
            child.set_stopper(Arc::new(made.clone()));
        });
        if found.is_none() {
            let broken = Broken::Exited("the session is closed".to_owned());
            let _ = child.finish(broken.outcome(&child.location()), self.0.clock.time());
        }
        made
    }

    fn open<S: std::borrow::Borrow<Spawn>>(
        &self,
        options: SessionOptions,
        spawn: io::Result<S>,
        child: &Job,
        pipeline: &Pipeline,
    ) -> SessionHandle {
        let number = self.0.next_entry.fetch_add(1, Ordering::Relaxed);
        let computer = options.computer.clone();
        let opened = spawn
            .and_then(|spawn| self.open_entry(number, options, spawn.borrow(), child, pipeline));
        match opened {
            Ok(handle) => handle,
            Err(error) => {
                let broken = Broken::NotStarted(error.to_string());
                let _ = child.finish(broken.outcome(&computer), self.0.clock.time());
                SessionHandle {
                    runtime: self.clone(),
                    entry: number,
                    pipeline: Uuid::nil(),
                }
            }
        }
    }

    fn open_entry(
        &self,
        number: u32,
        options: SessionOptions,
        spawn: &Spawn,
        child: &Job,
        pipeline: &Pipeline,
    ) -> io::Result<SessionHandle> {
        let is_own = options.launch == Launch::OwnProcess;
        let spawned = spawn.start()?;
        let leader = spawned.child.id();
        let tree = if is_own {
            Tree::of_adopter(leader)
        } else {
            Tree::new(leader)
        };
        let mut session =
            Session::new(options, Arc::clone(&self.0.clock)).map_err(io::Error::other)?;
        let id = session.run(child, pipeline);
        let handle = SessionHandle {
            runtime: self.clone(),
            entry: number,
            pipeline: id,
        };
        child.set_stopper(Arc::new(handle.clone()));
        let mut entry = Entry::new(number, session, spawned, tree, &self.0.poller)?;
        entry.pump(&self.0.poller);
        self.0.entries.lock().insert(number, entry);
        self.start_background();
        Ok(handle)
    }

    /// Ends the session that `handle` is of.
    pub fn close_session(&self, handle: &SessionHandle) {
        self.with_entry(handle.entry, |entry| entry.session.close());
    }

    /// Stops all these jobs, down the ladder at the same time, and waits until they are over.
    pub fn stop(&self, jobs: &[Job], grace: Option<Duration>, stop: &StopToken) -> Waited {
        let now = self.0.clock.time();
        jobs.iter().for_each(|job| job.begin_stop(grace, now));
        self.wait(jobs, None, stop, || {
            jobs.iter().all(|job| job.state().is_finished())
        })
    }

    /// Waits until `done` holds, which is asked again at every record and state change of `jobs`. This thread does the work of
    /// the loop meanwhile, if no other one does.
    pub fn wait(
        &self,
        jobs: &[Job],
        limit: Option<Duration>,
        stop: &StopToken,
        mut done: impl FnMut() -> bool,
    ) -> Waited {
        if done() {
            return Waited::Done;
        }
        let lent = crate::thread::lend_slot();
        let driver = DriverWaker::new(Arc::clone(&self.0.poller));
        let waker = Waker::from(Arc::clone(&driver));
        let _watches: Vec<_> = jobs.iter().map(|job| job.watch(&waker)).collect();
        let stop_waker = waker.clone();
        let _registration = stop.on_request(move || stop_waker.wake());
        let deadline = limit.map(|limit| self.0.clock.moment().plus(limit));
        let waited = self.drive(&driver, &waker, deadline, stop, &mut done);
        drop(lent);
        waited
    }

    fn drive(
        &self,
        driver: &DriverWaker,
        waker: &Waker,
        deadline: Option<Moment>,
        stop: &StopToken,
        done: &mut dyn FnMut() -> bool,
    ) -> Waited {
        let mut has_baton = false;
        let waited = loop {
            driver.begin_work();
            if done() {
                break Waited::Done;
            }
            if stop.is_requested() {
                break Waited::Stopped;
            }
            let left = deadline.map(|deadline| self.0.clock.moment().until(deadline));
            if left.is_some_and(|left| left.is_zero()) {
                break Waited::TimedOut;
            }
            if !has_baton {
                has_baton = self.0.baton.try_take(waker);
            }
            if has_baton {
                self.turn(
                    left,
                    |poll| {
                        if driver.begin_poll() {
                            poll()
                        } else {
                            Ok(Vec::new())
                        }
                    },
                    || {
                        driver.begin_work();
                    },
                );
            } else {
                // Whoever drives may wait for long: it makes way.
                self.0.poller.wake();
                driver.park(left);
            }
        };
        if has_baton {
            self.0.baton.release();
        } else {
            self.0.baton.forget(waker);
        }
        waited
    }

    /// One turn of the loop: waits for events through `wait`, and acts on them.
    fn turn(
        &self,
        limit: Option<Duration>,
        wait: impl FnOnce(
            &dyn Fn() -> io::Result<Vec<super::poller::Token>>,
        ) -> io::Result<Vec<super::poller::Token>>,
        back: impl FnOnce(),
    ) {
        let due = self
            .next_deadline()
            .map(|deadline| self.0.clock.moment().until(deadline));
        let limit = [limit, due].into_iter().flatten().min();
        let tokens = wait(&|| self.0.poller.wait(limit));
        back();
        // An error of the loop's own descriptor would be a bug; there is nothing to act on then.
        let tokens = tokens.unwrap_or_default();
        let mut entries = self.0.entries.lock();
        for token in tokens {
            if let Some(entry) = entries.get_mut(&token.entry) {
                entry.ready(token.source, &self.0.poller);
            }
        }
        let now = self.0.clock.moment();
        for entry in entries.values_mut() {
            if entry
                .session
                .deadline()
                .is_some_and(|deadline| deadline <= now)
            {
                entry.session.tick();
            }
        }
        self.settle(&mut entries);
    }

    /// Does what sessions want until none wants more: writes, closes, and kills all trees that are to be killed at once.
    fn settle(&self, entries: &mut BTreeMap<u32, Entry>) {
        let doomed: Vec<u32> = entries
            .iter_mut()
            .filter_map(|(number, entry)| entry.pump(&self.0.poller).then_some(*number))
            .collect();
        if !doomed.is_empty() {
            self.kill(entries, &doomed);
        }
        entries.retain(|_, entry| !entry.is_done());
    }

    fn kill(&self, entries: &mut BTreeMap<u32, Entry>, doomed: &[u32]) {
        let mut trees: Vec<Tree> = doomed
            .iter()
            .filter_map(|number| entries.get(number))
            .map(|entry| entry.tree.clone())
            .collect();
        // What is left after the limit is the kernel's; the loop goes on.
        let _ = kill_all(&mut trees, KILL_LIMIT);
        for (number, tree) in doomed.iter().zip(trees) {
            let Some(entry) = entries.get_mut(number) else {
                continue;
            };
            entry.tree = tree;
            entry.ready(super::poller::Source::Exit, &self.0.poller);
            entry.pump(&self.0.poller);
        }
    }

    fn next_deadline(&self) -> Option<Moment> {
        self.0
            .entries
            .lock()
            .values()
            .filter_map(|entry| entry.session.deadline())
            .min()
    }

    /// Does something to one session, and what follows from it, on this thread. `None` when it is gone.
    fn with_entry<T>(&self, number: u32, act: impl FnOnce(&mut Entry) -> T) -> Option<T> {
        let mut entries = self.0.entries.lock();
        let entry = entries.get_mut(&number)?;
        let before = entry.session.deadline();
        let result = act(entry);
        let changed = entry.session.deadline() != before;
        if entry.pump(&self.0.poller) {
            self.kill(&mut entries, &[number]);
        }
        entries.retain(|_, entry| !entry.is_done());
        drop(entries);
        if changed {
            self.0.poller.wake();
        }
        Some(result)
    }

    fn start_background(&self) {
        self.0.background.call_once(|| {
            let runtime = self.clone();
            // Without the thread, jobs move on whenever somebody waits for them.
            let _ = std::thread::Builder::new()
                .name("jobs".into())
                .spawn(move || {
                    loop {
                        runtime.0.baton.take_in_background();
                        while !runtime.0.baton.is_wanted() {
                            runtime.turn(None, |poll| poll(), || {});
                        }
                        runtime.0.baton.release();
                    }
                });
        });
    }
}

impl SessionHandle {
    /// Pipes an object into the pipeline.
    pub fn put(&self, value: &Value) {
        self.runtime
            .with_entry(self.entry, |entry| entry.session.put(self.pipeline, value));
    }

    /// Ends the pipeline's input.
    pub fn end_input(&self) {
        self.runtime
            .with_entry(self.entry, |entry| entry.session.end_input(self.pipeline));
    }

    /// Whether the session's process is there, and its pool open.
    pub fn is_open(&self) -> bool {
        self.runtime
            .with_entry(self.entry, |entry| entry.session.is_open())
            .unwrap_or(false)
    }
}

impl Stopper for SessionHandle {
    fn stop(&self, job: &Job, grace: Option<Duration>) {
        let found = self
            .runtime
            .with_entry(self.entry, |entry| entry.session.stop(self.pipeline, grace));
        if found.is_none() {
            // Its session is gone, so it is over or about to be told so.
            let _ = job.finish(
                crate::job::Outcome::Stopped {
                    reason: Value::Null,
                },
                self.runtime.0.clock.time(),
            );
        }
    }

    fn answer(&self, _: &Job, scope: HostScope, call: &HostCall, answer: &crate::job::HostAnswer) {
        self.runtime.with_entry(self.entry, |entry| {
            entry.session.answer(scope, call, answer)
        });
    }
}

/// This program as a job's server, as PowerShell calls its own: `-s -NoLogo -NoProfile -wd DIR -EncodedCommand TEXT`.
fn own_server(new: &ProcessJob) -> io::Result<Spawn> {
    let mut spawn = Spawn::own_program()?;
    for argument in ["-s", "-NoLogo", "-NoProfile"] {
        spawn.argument(argument)?;
    }
    if let Some(location) = &new.location {
        spawn.argument("-wd")?.argument(location)?;
    }
    if let Some(script) = &new.initialization {
        let bytes: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
        spawn
            .argument("-EncodedCommand")?
            .argument(base64_simd::STANDARD.encode_to_string(bytes))?;
    }
    spawn.environment(new.environment.iter().cloned())?;
    Ok(spawn)
}

//! A job that runs in this process, on a thread of the pool.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use stint_object::{Str, Value};
use stint_stop::StopToken;
use stint_wire::psrp::{HostCall, HostMethod, HostScope, Record};

use super::throttle::Throttle;
use crate::clock::Clock;
use crate::drive::Runtime;
use crate::evaluator::{
    Ended, Evaluator, Purpose, Runspace, RunspaceSetup, Script, Sink, SinkError, Work,
};
use crate::input::{InputReader, InputWriter, input};
use crate::job::{HostAnswer, Job, JobKind, JobState, NewJob, Outcome, Stopper};
use crate::reasons;

/// What `Start-ThreadJob` wants.
pub struct ThreadJob {
    /// `Name`.
    pub name: Option<Str>,
    /// `Command`.
    pub command: Str,
    /// The script block.
    pub block: Value,
    /// `-ArgumentList`, live.
    pub arguments: Vec<Value>,
    /// Values of `$using:` variables by name, live.
    pub using: Vec<(Str, Value)>,
    /// `-InitializationScript`, or null.
    pub initialization: Value,
    /// Where it begins.
    pub location: Option<PathBuf>,
    /// `-StreamingHost`, or null.
    pub streaming_host: Value,
    /// Whether input is piped in.
    pub has_input: bool,
    /// `-ThrottleLimit`, which stays for those that come later.
    pub throttle_limit: Option<usize>,
}

/// What `ForEach-Object -Parallel -AsJob` wants for one item.
pub struct TaskJob {
    /// `Command`.
    pub command: Str,
    /// The script block.
    pub block: Value,
    /// `$_`.
    pub item: Value,
    /// Values of `$using:` variables by name, live.
    pub using: Vec<(Str, Value)>,
    /// Where it begins.
    pub location: Option<PathBuf>,
    /// Whether it may have the runspace of an item before it.
    pub reuses_runspace: bool,
}

/// What a pool thread needs to run a job.
struct Prepared {
    setup: RunspaceSetup,
    block: Value,
    arguments: Vec<Value>,
    using: Vec<(Str, Value)>,
    item: Option<Value>,
    input: InputReader,
    has_input: bool,
    reuses_runspace: bool,
}

impl Runtime {
    /// Queues a thread job. It begins when a slot is free; gives the end that objects are piped into.
    pub fn start_thread_job(
        &self,
        evaluator: &Arc<dyn Evaluator>,
        new: ThreadJob,
    ) -> (Job, InputWriter) {
        let throttle = &self.0.thread_jobs;
        if let Some(limit) = new.throttle_limit {
            throttle.set_limit(limit);
        }
        let job = self.local_job(JobKind::Thread, new.name, new.command);
        let (writer, reader) = input();
        if !new.has_input {
            writer.end();
        }
        let prepared = Prepared {
            setup: RunspaceSetup {
                purpose: Purpose::Thread,
                location: new.location,
                initialization: Some(new.initialization).filter(|script| !script.is_null()),
                client: (Value::Null, Value::Null),
                streaming_host: new.streaming_host,
            },
            block: new.block,
            arguments: new.arguments,
            using: new.using,
            item: None,
            input: reader,
            has_input: new.has_input,
            reuses_runspace: false,
        };
        self.submit(throttle, evaluator, &job, prepared);
        (job, writer)
    }

    /// A parent for items that run in parallel; it has not begun.
    pub fn new_task_parent(&self, name: Option<Str>, command: Str) -> Job {
        self.local_job(JobKind::Task, name, command)
    }

    /// Makes a child for one item. It begins with [`Runtime::start_task`].
    pub fn new_task(&self, parent: &Job, command: Str) -> Job {
        let job = self.local_job(JobKind::TaskChild, None, command);
        parent.add_child(&job);
        job
    }

    /// Makes a job for one item that nobody lists: it takes none of the session's ids.
    pub fn new_hidden_task(&self, command: Str) -> Job {
        Job::new(
            &crate::job::JobIds::new(),
            NewJob {
                kind: JobKind::TaskChild,
                name: None,
                command,
                location: Str::from("PowerShell"),
                shows_computer: false,
            },
        )
    }

    /// Queues an item's job behind `throttle`.
    pub fn start_task(
        &self,
        throttle: &Arc<Throttle>,
        evaluator: &Arc<dyn Evaluator>,
        job: &Job,
        new: TaskJob,
    ) {
        if let Some(parent) = job.parent() {
            parent.set_throttle(throttle);
        }
        let prepared = Prepared {
            setup: RunspaceSetup {
                purpose: Purpose::Task,
                location: new.location,
                initialization: None,
                client: (Value::Null, Value::Null),
                streaming_host: Value::Null,
            },
            block: new.block,
            arguments: Vec::new(),
            using: new.using,
            item: Some(new.item),
            input: InputReader::empty(),
            has_input: false,
            reuses_runspace: new.reuses_runspace,
        };
        self.submit(throttle, evaluator, job, prepared);
    }

    fn local_job(&self, kind: JobKind, name: Option<Str>, command: Str) -> Job {
        let location = Str::from("PowerShell");
        Job::new(
            &self.0.ids,
            NewJob {
                kind,
                name,
                command,
                location,
                shows_computer: false,
            },
        )
    }

    fn submit(
        &self,
        throttle: &Arc<Throttle>,
        evaluator: &Arc<dyn Evaluator>,
        job: &Job,
        prepared: Prepared,
    ) {
        let stop = StopToken::new();
        let place = Arc::new(AtomicU64::new(0));
        let stopper = ThreadStopper {
            stop: stop.clone(),
            throttle: Arc::clone(throttle),
            place: Arc::clone(&place),
            clock: Arc::clone(&self.0.clock),
        };
        job.set_stopper(Arc::new(stopper));
        let (job, evaluator, clock) = (
            job.clone(),
            Arc::clone(evaluator),
            Arc::clone(&self.0.clock),
        );
        let own = Arc::clone(throttle);
        let number = throttle.submit(move || run(&job, &own, &*evaluator, clock, prepared, &stop));
        place.store(number, Ordering::SeqCst);
    }
}

struct ThreadStopper {
    stop: StopToken,
    throttle: Arc<Throttle>,
    place: Arc<AtomicU64>,
    clock: Arc<dyn Clock>,
}

impl Stopper for ThreadStopper {
    fn stop(&self, job: &Job, _: Option<Duration>) {
        self.stop.request();
        if self.throttle.withdraw(self.place.load(Ordering::SeqCst)) {
            let _ = job.finish(stopped(), self.clock.time());
        }
    }

    fn withdraw(&self, _: &Job) -> bool {
        self.throttle.withdraw(self.place.load(Ordering::SeqCst))
    }

    fn answer(&self, _: &Job, _: HostScope, _: &HostCall, _: &HostAnswer) {}
}

fn stopped() -> Outcome {
    Outcome::Stopped {
        reason: reasons::pipeline_stopped().exception.clone(),
    }
}

/// A runspace, and whose throttle's task made it.
type Left = Option<(Arc<Throttle>, Box<dyn Runspace>)>;

thread_local! {
    /// The runspace that this thread's last task left, and whose throttle it was.
    static LEFT: RefCell<Left> = const { RefCell::new(None) };
}

fn run(
    job: &Job,
    throttle: &Arc<Throttle>,
    evaluator: &dyn Evaluator,
    clock: Arc<dyn Clock>,
    prepared: Prepared,
    stop: &StopToken,
) {
    let outcome = if stop.is_requested() {
        stopped()
    } else {
        // A job that was stopped a moment ago is over and stays so.
        let _ = job.set_active(JobState::Running, clock.time());
        let sink: Arc<dyn Sink> = Arc::new(JobSink {
            job: job.clone(),
            clock: Arc::clone(&clock),
        });
        match run_in_runspace(throttle, evaluator, prepared, &sink, stop) {
            Ended::Completed | Ended::Exit(_) => Outcome::Completed,
            Ended::Failed(error) => Outcome::Failed {
                reason: error.exception.clone(),
                record: Value::Null,
            },
            Ended::Stopped => stopped(),
        }
    };
    let _ = job.finish(outcome, clock.time());
}

fn run_in_runspace(
    throttle: &Arc<Throttle>,
    evaluator: &dyn Evaluator,
    prepared: Prepared,
    sink: &Arc<dyn Sink>,
    stop: &StopToken,
) -> Ended {
    let left = LEFT
        .take()
        .filter(|(owner, _)| prepared.reuses_runspace && Arc::ptr_eq(owner, throttle));
    let reused = left.and_then(|(_, mut runspace)| runspace.reset().then_some(runspace));
    let mut runspace = match reused {
        Some(runspace) => runspace,
        None => match evaluator.open(&prepared.setup) {
            Ok(runspace) => {
                throttle.count_runspace();
                runspace
            }
            Err(error) => return Ended::Failed(error),
        },
    };
    let script = Script::Block {
        block: &prepared.block,
        arguments: &prepared.arguments,
        using: &prepared.using,
        item: prepared.item.clone(),
    };
    let work = Work {
        script,
        input: prepared.input,
        has_input: prepared.has_input,
    };
    let ended = runspace.run(work, sink, stop);
    if prepared.reuses_runspace {
        LEFT.set(Some((Arc::clone(throttle), runspace)));
    }
    ended
}

/// A thread job's streams are its journal.
struct JobSink {
    job: Job,
    clock: Arc<dyn Clock>,
}

impl Sink for JobSink {
    fn record(&self, record: Record) -> Result<(), SinkError> {
        if self.job.say(record.kind, record.value, self.clock.time()) {
            Ok(())
        } else {
            Err(SinkError::Stopped)
        }
    }

    fn host_call(&self, _: HostMethod, _: Vec<Value>, _: &StopToken) -> Result<Value, SinkError> {
        Err(SinkError::Host(Str::from(
            "a thread job has no host that could be asked",
        )))
    }
}

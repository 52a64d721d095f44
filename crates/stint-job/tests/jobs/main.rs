//! Process jobs and thread jobs, with real processes and threads. This program is its own job server, as Stint is.

mod script;

use std::io::Write;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::process::Pid;
use stint_job::job::{Outcome, Phase, StreamKind};
use stint_job::serve::{ServeOptions, serve};
use stint_job::sys::{ProcessId, Table, adopt_orphans, take_stdio};
use stint_job::{
    Evaluator, Job, JobState, JobTable, Payload, ProcessJob, Runtime, SessionHandle, ThreadJob,
    Throttle, Waited,
};
use stint_object::{Str, Value};
use stint_stop::StopToken;
use stint_wire::Limits;
use stint_wire::clixml::Zone;
use stint_wire::psrp::Pipeline;

use script::Words;

const LIMIT: Duration = Duration::from_secs(30);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|argument| argument == "-s") {
        return server(&arguments);
    }
    adopt_orphans().expect("the kernel is new enough");
    let filter = arguments
        .get(1)
        .filter(|argument| !argument.starts_with('-'))
        .cloned()
        .unwrap_or_default();
    let mut failed = 0;
    for (name, test) in TESTS.iter().filter(|(name, _)| name.contains(&filter)) {
        let result = catch_unwind(test);
        println!(
            "test {name} ... {}",
            if result.is_ok() { "ok" } else { "FAILED" }
        );
        failed += usize::from(result.is_err());
    }
    assert_eq!(failed, 0, "tests failed");
}

fn server(arguments: &[String]) {
    adopt_orphans().expect("the kernel is new enough");
    if std::env::var_os("COMPLAIN").is_some() {
        std::io::stderr()
            .write_all(b"something is wrong\n")
            .expect("the pipe is there");
    }
    let initialization = arguments
        .iter()
        .position(|argument| argument == "-EncodedCommand")
        .map(|at| {
            let bytes = base64_simd::STANDARD
                .decode_to_vec(&arguments[at + 1])
                .expect("it is base64");
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            Str::from(String::from_utf16_lossy(&units))
        });
    let options = ServeOptions {
        location: None,
        initialization,
        version: "7.6.5".into(),
        os: "Linux".into(),
        zone: Zone::UTC,
        limits: Limits::default(),
        orphan_grace: None,
    };
    serve(
        &Words,
        &options,
        take_stdio().expect("there are descriptors").protocol,
    )
    .expect("the pipes work");
}

type Test = (&'static str, fn());

macro_rules! tests {
    ($($name:ident),* $(,)?) => { const TESTS: &[Test] = &[$((stringify!($name), $name)),*]; };
}

tests!(
    output_comes_in_order_and_before_the_end,
    arguments_and_input,
    nobody_waits_and_it_moves_on,
    a_script_that_reads_no_input,
    full_pipes_both_ways,
    how_jobs_end,
    a_child_that_dies,
    a_child_that_complains,
    an_initialization_that_fails,
    a_stop_runs_finally_and_keeps_output,
    a_stop_before_it_began,
    a_stop_of_one_that_does_not_listen,
    many_stops_at_once,
    nothing_is_left_of_a_stopped_job,
    nothing_is_left_of_one_that_was_forced,
    a_child_tells_its_end_twice,
    a_question_blocks_until_it_is_answered,
    waits_end_by_time_and_by_stop,
    two_threads_wait_for_different_jobs,
    thread_jobs_queue_and_end,
    a_waiting_thread_job_lends_its_slot,
    parallel_items,
    tables_and_ids,
);

fn runtime() -> Runtime {
    Runtime::new(Zone::UTC).expect("there is epoll")
}

fn start_with(
    runtime: &Runtime,
    text: &str,
    change: impl FnOnce(&mut ProcessJob),
) -> (Job, Job, SessionHandle) {
    let mut new = ProcessJob {
        name: None,
        command: text.into(),
        pipeline: Pipeline::script(text, Vec::new(), Vec::new()),
        location: None,
        initialization: None,
        environment: std::env::vars_os().collect(),
    };
    change(&mut new);
    let (parent, handle) = runtime.start_process_job(new);
    let child = parent.children().pop().expect("it has a child");
    (parent, child, handle)
}

fn start(runtime: &Runtime, text: &str) -> (Job, Job) {
    let (parent, child, _) = start_with(runtime, text, |_| {});
    (parent, child)
}

/// Waits for the end, as `Wait-Job` does.
fn wait(runtime: &Runtime, jobs: &[Job]) {
    let done = || jobs.iter().all(|job| job.state().is_persistent());
    assert_eq!(
        runtime.wait(jobs, Some(LIMIT), &StopToken::new(), done),
        Waited::Done,
        "{jobs:?}"
    );
}

fn wait_one(runtime: &Runtime, job: &Job) {
    wait(runtime, std::slice::from_ref(job));
}

fn wait_until(runtime: &Runtime, job: &Job, done: impl FnMut() -> bool) {
    assert_eq!(
        runtime.wait(
            std::slice::from_ref(job),
            Some(LIMIT),
            &StopToken::new(),
            done
        ),
        Waited::Done,
        "{job:?}"
    );
}

fn text(value: &Value) -> String {
    match value.base() {
        Value::Str(text) => text.to_string(),
        Value::Int32(number) => number.to_string(),
        Value::Int64(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

/// What receiving the job gives: its records, and what it became.
fn received(child: &Job) -> Vec<String> {
    let records = child.results();
    if let Some(last) = records.last() {
        child.set_received(stint_journal::Cursor::at(last.seq + 1));
    }
    let tell = |payload: &Payload| match payload {
        Payload::Stream(StreamKind::Output, value) => text(value),
        Payload::Stream(kind, _) => format!("{kind:?}"),
        Payload::HostCall(pending) => pending.call.method.name().to_owned(),
        Payload::State(change) => format!("[{}]", change.now.state.name()),
    };
    records.iter().map(|record| tell(&record.payload)).collect()
}

fn output(child: &Job) -> Vec<String> {
    child
        .stream(StreamKind::Output)
        .all()
        .iter()
        .map(text)
        .collect()
}

fn reason(job: &Job) -> String {
    let Phase::Finished {
        outcome: Outcome::Failed { reason, .. },
        ..
    } = job.phase()
    else {
        panic!("{job:?} did not fail")
    };
    let Some(stint_object::Data::Exception(exception)) = reason.data() else {
        return String::new();
    };
    exception.message.to_string()
}

fn is_alive(process: ProcessId) -> bool {
    let table = Table::read().expect("there is a proc");
    table
        .get(process.pid)
        .is_some_and(|found| found.id == process && !found.ended)
}

fn process(text: &str) -> ProcessId {
    ProcessId::of(Pid::from_raw(text.parse().expect("it is a number")).expect("it is no zero"))
}

fn output_comes_in_order_and_before_the_end() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "out a b; warn w; error e; out c");
    assert_eq!(
        (
            parent.state(),
            child.has_more_data(),
            parent.has_more_data()
        ),
        (JobState::Running, true, true)
    );
    wait_one(&runtime, &parent);
    assert_eq!(
        (parent.state(), child.state()),
        (JobState::Completed, JobState::Completed)
    );
    assert!(
        child.has_more_data() && parent.begun() <= child.begun() && child.ended() <= parent.ended()
    );
    let expected = [
        "[Running]",
        "a",
        "b",
        "Warning",
        "WriteWarningLine",
        "Error",
        "c",
        "[Completed]",
    ];
    assert_eq!(received(&child), expected);
    assert!(!child.has_more_data() && !parent.has_more_data());
    assert_eq!(output(&child), ["a", "b", "c"]);
    let first = child
        .stream(StreamKind::Output)
        .get(0)
        .expect("it is there");
    let note = |name: &str| text(&first.clone().as_note(name));
    assert_eq!(
        (note("PSComputerName"), note("PSShowComputerName")),
        ("localhost".into(), "false".into())
    );
}

trait AsNote {
    fn as_note(&self, name: &str) -> Value;
}

impl AsNote for Value {
    fn as_note(&self, name: &str) -> Value {
        let Value::Object(object) = self else {
            panic!("{self:?}")
        };
        object.note(name).expect("it is there")
    }
}

fn arguments_and_input() {
    let runtime = runtime();
    let (parent, child, handle) = start_with(&runtime, "args; input", |new| {
        new.pipeline = Pipeline::script(
            "args; input",
            vec![Value::Int32(7), Value::str("x")],
            Vec::new(),
        );
        new.pipeline.no_input = false;
    });
    (0..3).for_each(|number| handle.put(&Value::Int32(number)));
    handle.end_input();
    wait_one(&runtime, &parent);
    assert_eq!(output(&child), ["7", "x", "0", "1", "2"]);
}

fn nobody_waits_and_it_moves_on() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "flood 50000");
    // Without the runtime: the background thread has the loop.
    assert!(!child.journal().wait(stint_journal::Cursor::at(1_000_000)));
    assert_eq!(child.stream(StreamKind::Output).len(), 50_000);
    wait_one(&runtime, &parent);
}

fn a_script_that_reads_no_input() {
    let runtime = runtime();
    let (parent, child, handle) =
        start_with(&runtime, "out done", |new| new.pipeline.no_input = false);
    let large = Value::str("y".repeat(100_000));
    (0..100).for_each(|_| handle.put(&large));
    handle.end_input();
    wait_one(&runtime, &parent);
    assert_eq!(output(&child), ["done"]);
}

fn full_pipes_both_ways() {
    let runtime = runtime();
    let (parent, child, handle) = start_with(&runtime, "blob 3000000; flood 20000; input", |new| {
        new.pipeline.no_input = false;
    });
    let large = Value::str("y".repeat(1_000_000));
    (0..10).for_each(|_| handle.put(&large));
    handle.end_input();
    wait_one(&runtime, &parent);
    let lengths: Vec<usize> = child
        .stream(StreamKind::Output)
        .all()
        .iter()
        .map(|value| text(value).len())
        .collect();
    assert_eq!(
        (lengths.len(), lengths[0], lengths[20_010]),
        (20_011, 3_000_000, 1_000_000)
    );
}

fn how_jobs_end() {
    let runtime = runtime();
    let table = [
        ("out a", JobState::Completed, JobState::Completed),
        ("out a; throw boom", JobState::Failed, JobState::Failed),
        ("out a; error e", JobState::Completed, JobState::Completed),
        ("out a; exit 3", JobState::Completed, JobState::Stopped),
    ];
    let jobs: Vec<_> = table
        .iter()
        .map(|(text, ..)| start(&runtime, text))
        .collect();
    let parents: Vec<Job> = jobs.iter().map(|(parent, _)| parent.clone()).collect();
    wait(&runtime, &parents);
    for ((parent, child), (text, of_parent, of_child)) in jobs.iter().zip(table) {
        assert_eq!(
            (parent.state(), child.state()),
            (of_parent, of_child),
            "{text}"
        );
        assert_eq!(output(child), ["a"], "{text}");
    }
    assert_eq!(reason(&jobs[1].1), "boom");
    assert!(jobs[1].0.state_info().reason.is_null());
}

fn a_child_that_dies() {
    let runtime = runtime();
    let (parent, child, handle) = start_with(&runtime, "out a; input; die", |new| {
        new.pipeline.no_input = false
    });
    wait_until(&runtime, &child, || {
        !child.stream(StreamKind::Output).is_empty()
    });
    handle.end_input();
    wait_one(&runtime, &parent);
    assert_eq!(parent.state(), JobState::Failed);
    assert_eq!(output(&child), ["a"]);
    assert_eq!(
        reason(&child),
        "The background process closed or ended abnormally: signal 9."
    );
    let (parent, child) = start(&runtime, "pid; wait");
    wait_until(&runtime, &child, || {
        !child.stream(StreamKind::Output).is_empty()
    });
    // Killed by somebody else while it runs.
    let killed = process(&output(&child)[0]).signal(stint_job::sys::Signal::KILL);
    assert!(killed.expect("it is mine"));
    wait_one(&runtime, &parent);
    assert_eq!(parent.state(), JobState::Failed);
}

fn a_child_that_complains() {
    let runtime = runtime();
    let (parent, child, _) = start_with(&runtime, "wait", |new| {
        new.environment.push(("COMPLAIN".into(), "1".into()))
    });
    wait_one(&runtime, &parent);
    let text =
        "The background process reported an error with the following message: something is wrong.";
    assert_eq!(
        (parent.state(), reason(&child).as_str()),
        (JobState::Failed, text)
    );
}

fn an_initialization_that_fails() {
    let runtime = runtime();
    let (parent, child, _) = start_with(&runtime, "out a", |new| {
        new.initialization = Some("throw x".into())
    });
    wait_one(&runtime, &parent);
    assert_eq!(
        (parent.state(), reason(&child).as_str()),
        (JobState::Failed, "broken start")
    );
    assert!(output(&child).is_empty());
}

fn a_stop_runs_finally_and_keeps_output() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "out started; finally cleaned; wait");
    wait_until(&runtime, &child, || {
        !child.stream(StreamKind::Output).is_empty()
    });
    assert_eq!(
        runtime.stop(std::slice::from_ref(&parent), None, &StopToken::new()),
        Waited::Done
    );
    assert_eq!(
        (parent.state(), child.state()),
        (JobState::Stopped, JobState::Stopped)
    );
    assert!(parent.state_info().reason.is_null() && child.state_info().reason.is_null());
    assert_eq!(
        received(&child),
        ["[Running]", "started", "cleaned", "[Stopped]"]
    );
    // A child alone: the parent was not stopped.
    let (parent, child) = start(&runtime, "out started; wait");
    wait_until(&runtime, &child, || {
        !child.stream(StreamKind::Output).is_empty()
    });
    runtime.stop(std::slice::from_ref(&child), None, &StopToken::new());
    assert_eq!(
        (parent.state(), child.state()),
        (JobState::Completed, JobState::Stopped)
    );
}

fn a_stop_before_it_began() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "out a; wait");
    runtime.stop(std::slice::from_ref(&parent), None, &StopToken::new());
    assert_eq!(
        (parent.state(), child.state()),
        (JobState::Stopped, JobState::Stopped)
    );
}

fn a_stop_of_one_that_does_not_listen() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "pid; hang");
    wait_until(&runtime, &child, || {
        !child.stream(StreamKind::Output).is_empty()
    });
    let pid = process(&output(&child)[0]);
    runtime.stop(
        std::slice::from_ref(&parent),
        Some(Duration::from_millis(50)),
        &StopToken::new(),
    );
    assert_eq!(parent.state(), JobState::Failed);
    assert!(
        reason(&child).starts_with("The client did not receive a response for a signal operation")
    );
    assert!(!is_alive(pid));
}

fn many_stops_at_once() {
    let runtime = runtime();
    let jobs: Vec<_> = (0..20)
        .map(|_| start(&runtime, "out a; finally b; wait"))
        .collect();
    for (_, child) in &jobs {
        wait_until(&runtime, child, || {
            !child.stream(StreamKind::Output).is_empty()
        });
    }
    let parents: Vec<Job> = jobs.iter().map(|(parent, _)| parent.clone()).collect();
    runtime.stop(&parents, None, &StopToken::new());
    assert!(
        jobs.iter()
            .all(|(parent, child)| parent.state() == JobState::Stopped
                && output(child) == ["a", "b"])
    );
}

fn nothing_is_left_of_a_stopped_job() {
    let runtime = runtime();
    let (parent, child) = start(
        &runtime,
        "pid; spawn sleep 1000; spawn setsid sh -c sleep${IFS}1000&sleep${IFS}1000; wait",
    );
    wait_until(&runtime, &child, || {
        child.stream(StreamKind::Output).len() == 3
    });
    let processes: Vec<ProcessId> = output(&child).iter().map(|text| process(text)).collect();
    assert!(processes.iter().all(|process| is_alive(*process)));
    let below = Table::below(processes[0]).expect("the kernel keeps lists of children");
    runtime.stop(std::slice::from_ref(&parent), None, &StopToken::new());
    let left: Vec<_> = processes
        .iter()
        .chain(&below)
        .filter(|process| is_alive(**process))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

fn a_question_blocks_until_it_is_answered() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "out before; ask; out after");
    wait_until(&runtime, &child, || child.state() == JobState::Blocked);
    assert_eq!(parent.state(), JobState::Blocked);
    let records = child.results();
    let question = records.iter().find_map(|record| match &record.payload {
        Payload::HostCall(pending) => Some(pending.clone()),
        _ => None,
    });
    let now = runtime.clock().time();
    child.answer_host_call(&question.expect("it asked"), &Ok(Value::str("answer")), now);
    wait_one(&runtime, &parent);
    assert_eq!(
        (parent.state(), output(&child)),
        (
            JobState::Completed,
            vec!["before".into(), "answer".into(), "after".into()]
        )
    );
    // One that nobody answers can be stopped.
    let (parent, child) = start(&runtime, "ask");
    wait_until(&runtime, &child, || child.state() == JobState::Blocked);
    runtime.stop(std::slice::from_ref(&parent), None, &StopToken::new());
    assert_eq!(
        (parent.state(), child.state()),
        (JobState::Stopped, JobState::Stopped)
    );
}

fn waits_end_by_time_and_by_stop() {
    let runtime = runtime();
    let (parent, _) = start(&runtime, "wait");
    let jobs = [parent];
    let never = || false;
    let token = StopToken::new();
    assert_eq!(
        runtime.wait(&jobs, Some(Duration::from_millis(20)), &token, never),
        Waited::TimedOut
    );
    let stopper = token.clone();
    let thread = std::thread::spawn(move || stopper.request());
    assert_eq!(
        runtime.wait(&jobs, Some(LIMIT), &token, never),
        Waited::Stopped
    );
    thread.join().expect("it does not panic");
    runtime.stop(&jobs, None, &StopToken::new());
}

fn two_threads_wait_for_different_jobs() {
    let runtime = runtime();
    let (long, child) = start(&runtime, "wait");
    let waiter = std::thread::spawn({
        let (runtime, long) = (runtime.clone(), long.clone());
        move || wait_one(&runtime, &long)
    });
    for _ in 0..20 {
        let (short, _) = start(&runtime, "out a");
        wait_one(&runtime, &short);
    }
    wait_until(&runtime, &child, || child.state() == JobState::Running);
    let now = runtime.clock().time();
    long.begin_stop(None, now);
    waiter.join().expect("it does not panic");
}

fn thread_job(runtime: &Runtime, text: &str, limit: Option<usize>) -> Job {
    let evaluator: Arc<dyn Evaluator> = Arc::new(Words);
    let new = ThreadJob {
        name: None,
        command: text.into(),
        block: Value::str(text),
        arguments: vec![Value::Int32(1)],
        using: Vec::new(),
        initialization: Value::Null,
        location: None,
        streaming_host: Value::Null,
        has_input: false,
        throttle_limit: limit,
    };
    runtime.start_thread_job(&evaluator, new).0
}

fn thread_jobs_queue_and_end() {
    let runtime = runtime();
    let first = thread_job(&runtime, "out a; wait", Some(1));
    wait_until(&runtime, &first, || {
        !first.stream(StreamKind::Output).is_empty()
    });
    let second = thread_job(&runtime, "out b; args", None);
    let third = thread_job(&runtime, "out c", None);
    assert_eq!(
        (second.state(), second.begun(), second.has_more_data()),
        (JobState::NotStarted, None, false)
    );
    third.begin_stop(None, runtime.clock().time());
    assert_eq!((third.state(), third.begun()), (JobState::Stopped, None));
    runtime.stop(std::slice::from_ref(&first), None, &StopToken::new());
    wait_one(&runtime, &second);
    assert_eq!(
        (first.state(), second.state()),
        (JobState::Stopped, JobState::Completed)
    );
    assert_eq!(
        second
            .stream(StreamKind::Output)
            .take_all()
            .iter()
            .map(text)
            .collect::<Vec<_>>(),
        ["b", "1"]
    );
    assert!(!second.has_more_data() && second.stream(StreamKind::Output).is_empty());
    let failed = thread_job(&runtime, "throw x", Some(5));
    wait_one(&runtime, &failed);
    assert_eq!(
        (failed.state(), reason(&failed).as_str()),
        (JobState::Failed, "x")
    );
}

fn a_waiting_thread_job_lends_its_slot() {
    struct Nested(Runtime, Arc<AtomicUsize>);
    impl Evaluator for Nested {
        fn open(
            &self,
            _: &stint_job::evaluator::RunspaceSetup,
        ) -> Result<Box<dyn stint_job::evaluator::Runspace>, stint_object::error_record::ErrorObject>
        {
            Ok(Box::new(Self(self.0.clone(), Arc::clone(&self.1))))
        }
    }
    impl stint_job::evaluator::Runspace for Nested {
        fn run(
            &mut self,
            _: stint_job::evaluator::Work<'_>,
            _: &Arc<dyn stint_job::evaluator::Sink>,
            _: &StopToken,
        ) -> stint_job::evaluator::Ended {
            let inner = thread_job(&self.0, "out inner", None);
            wait(&self.0, &[inner]);
            self.1.fetch_add(1, Ordering::Relaxed);
            stint_job::evaluator::Ended::Completed
        }
    }
    let runtime = runtime();
    let ended = Arc::new(AtomicUsize::new(0));
    let evaluator: Arc<dyn Evaluator> = Arc::new(Nested(runtime.clone(), Arc::clone(&ended)));
    let new = || ThreadJob {
        name: None,
        command: "".into(),
        block: Value::Null,
        arguments: Vec::new(),
        using: Vec::new(),
        initialization: Value::Null,
        location: None,
        streaming_host: Value::Null,
        has_input: false,
        throttle_limit: Some(1),
    };
    let jobs: Vec<Job> = (0..3)
        .map(|_| runtime.start_thread_job(&evaluator, new()).0)
        .collect();
    wait(&runtime, &jobs);
    assert_eq!(ended.load(Ordering::Relaxed), 3);
}

fn parallel_items() {
    let runtime = runtime();
    let evaluator: Arc<dyn Evaluator> = Arc::new(Words);
    let parent = runtime.new_task_parent(None, "args".into());
    let throttle = Throttle::new(2);
    let children: Vec<Job> = (0..10)
        .map(|_| runtime.new_task(&parent, "args".into()))
        .collect();
    // It is new, and so not over.
    let _ = parent.set_active(JobState::Running, runtime.clock().time());
    for (number, child) in (0..).zip(&children) {
        let new = stint_job::TaskJob {
            command: "args".into(),
            block: Value::str("args"),
            item: Value::Int32(number),
            using: Vec::new(),
            location: None,
            reuses_runspace: true,
        };
        runtime.start_task(&throttle, &evaluator, child, new);
    }
    wait_one(&runtime, &parent);
    let all: Vec<String> = children.iter().flat_map(output).collect();
    assert_eq!(
        all,
        (0..10)
            .map(|number: i32| number.to_string())
            .collect::<Vec<_>>()
    );
    assert_eq!(parent.state(), JobState::Completed);
    let empty = runtime.new_task_parent(None, "args".into());
    empty.finish_if_childless(runtime.clock().time());
    assert_eq!(empty.state(), JobState::Completed);
}

fn tables_and_ids() {
    let runtime = runtime();
    let table = JobTable::new();
    let (first, child) = start(&runtime, "out a");
    let (second, _) = start(&runtime, "out b");
    let thread = thread_job(&runtime, "out c", None);
    [&thread, &first, &second]
        .into_iter()
        .for_each(|job| table.add(job.clone()));
    let names: Vec<String> = table
        .jobs()
        .iter()
        .map(|job| job.name().to_string())
        .collect();
    assert_eq!(names, ["Job1", "Job3", "Job5"]);
    let ids: Vec<i32> = table.with_children().iter().map(Job::id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    assert!(
        first.children()[0].is(&child) && child.parent().is_some_and(|parent| parent.is(&first))
    );
    wait(&runtime, &[first.clone(), second.clone(), thread]);
    assert!(!table.remove(&child) && table.remove(&first) && !table.remove(&first));
    assert!(
        first.is_disposed()
            && child.is_disposed()
            && child.results().is_empty()
            && !first.has_more_data()
    );
    assert_eq!(table.jobs().len(), 2);
    drop(second);
    let changes = Arc::new(AtomicUsize::new(0));
    let (job, _) = start(&runtime, "wait");
    let counted = Arc::clone(&changes);
    let subscription = job.on_state_changed(move |_, change| {
        assert_eq!(
            (change.before.state, change.now.state),
            (JobState::Running, JobState::Stopped)
        );
        counted.fetch_add(1, Ordering::Relaxed);
    });
    runtime.stop(std::slice::from_ref(&job), None, &StopToken::new());
    drop(subscription);
    assert_eq!(changes.load(Ordering::Relaxed), 1);
}

fn nothing_is_left_of_one_that_was_forced() {
    let runtime = runtime();
    let (parent, child) = start(
        &runtime,
        "pid; spawn env --ignore-signal=TERM sleep 1000; hang",
    );
    wait_until(&runtime, &child, || {
        child.stream(StreamKind::Output).len() == 2
    });
    let processes: Vec<ProcessId> = output(&child).iter().map(|text| process(text)).collect();
    runtime.stop(
        std::slice::from_ref(&parent),
        Some(Duration::from_millis(50)),
        &StopToken::new(),
    );
    assert_eq!(parent.state(), JobState::Failed);
    let left: Vec<_> = processes
        .iter()
        .filter(|process| is_alive(**process))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

fn a_child_tells_its_end_twice() {
    let runtime = runtime();
    let (parent, child) = start(&runtime, "out a");
    let told = Arc::new(parking_lot::Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let _subscription = child.on_state_changed(move |_, change| {
        heard
            .lock()
            .push((change.before.state.name(), change.now.state.name()));
    });
    // The last one comes when the process is gone, which the loop sees.
    wait_until(&runtime, &parent, || told.lock().len() >= 3);
    let expected = [
        ("NotStarted", "Running"),
        ("Running", "Completed"),
        ("Completed", "Completed"),
    ];
    assert_eq!(*told.lock(), expected);
}

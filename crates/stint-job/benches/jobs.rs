//! What jobs cost beside their scripts: a round trip, many at once, a stop of many, and what comes through. This program is its
//! own job server, whose only script is a number: that many integers, or for ever with a minus before it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use stint_job::evaluator::{Ended, Evaluator, Runspace, RunspaceSetup, Script, Sink, Work};
use stint_job::job::StreamKind;
use stint_job::serve::{ServeOptions, serve};
use stint_job::sys::{adopt_orphans, take_stdio};
use stint_job::{Job, ProcessJob, Runtime, ThreadJob};
use stint_object::error_record::ErrorObject;
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::types::system;
use stint_object::{Data, Object, Value};
use stint_stop::StopToken;
use stint_wire::Limits;
use stint_wire::clixml::Zone;
use stint_wire::psrp::{Pipeline, Record, RecordKind};

struct Count;

impl Evaluator for Count {
    fn open(&self, _: &RunspaceSetup) -> Result<Box<dyn Runspace>, ErrorObject> {
        Ok(Box::new(Self))
    }
}

impl Runspace for Count {
    fn run(&mut self, work: Work<'_>, sink: &Arc<dyn Sink>, stop: &StopToken) -> Ended {
        let text = match &work.script {
            Script::Commands(statements) => statements[0][0].text.clone(),
            Script::Block { block, .. } => block.as_str().cloned().unwrap_or_default(),
        };
        if let Some(count) = text.strip_prefix("objects ") {
            return objects(count.parse().unwrap_or(0), sink);
        }
        let count: i32 = text.parse().unwrap_or(0);
        for number in 0..count.abs() {
            if sink
                .record(Record {
                    kind: RecordKind::Output,
                    value: Value::Int32(number),
                })
                .is_err()
            {
                return Ended::Stopped;
            }
        }
        if count < 0 {
            stop.wait(None);
            return Ended::Stopped;
        }
        Ended::Completed
    }
}

/// Property bags such as `[pscustomobject]@{ Id = 1; Name = 'item 1'; Size = 1.5; Tags = 'a', 'b' }` makes.
fn objects(count: i32, sink: &Arc<dyn Sink>) -> Ended {
    for number in 0..count {
        let mut bag = Bag::default();
        bag.set("Id", Member::Note(Value::Int32(number)));
        bag.set("Name", Member::Note(Value::str(format!("item {number}"))));
        bag.set("Size", Member::Note(Value::Double(1.5)));
        bag.set(
            "Tags",
            Member::Note(Value::array(vec![Value::str("a"), Value::str("b")])),
        );
        let value = Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            bag,
        ));
        if sink
            .record(Record {
                kind: RecordKind::Output,
                value,
            })
            .is_err()
        {
            return Ended::Stopped;
        }
    }
    Ended::Completed
}

fn start(runtime: &Runtime, text: &str) -> Job {
    let new = ProcessJob {
        name: None,
        command: text.into(),
        pipeline: Pipeline::script(text, Vec::new(), Vec::new()),
        location: None,
        initialization: None,
        environment: std::env::vars_os().collect(),
    };
    runtime.start_process_job(new).0
}

fn wait(runtime: &Runtime, jobs: &[Job]) {
    runtime.wait(jobs, None, &StopToken::new(), || {
        jobs.iter().all(|job| job.state().is_finished())
    });
}

fn best(times: u32, mut run: impl FnMut() -> Duration) -> Duration {
    (0..times).map(|_| run()).min().unwrap_or_default()
}

fn round_trip(runtime: &Runtime) -> Duration {
    let begin = Instant::now();
    let job = start(runtime, "1");
    wait(runtime, &[job]);
    begin.elapsed()
}

fn throughput(runtime: &Runtime, text: &str, count: u32) -> Duration {
    let begin = Instant::now();
    let job = start(runtime, text);
    wait(runtime, std::slice::from_ref(&job));
    let received = job.children()[0].results().len();
    assert!(received > count as usize);
    begin.elapsed() / count
}

fn stop_many(runtime: &Runtime, count: u32) -> Duration {
    let jobs: Vec<Job> = (0..count).map(|_| start(runtime, "-1")).collect();
    for job in &jobs {
        let child = job.children()[0].clone();
        runtime.wait(
            std::slice::from_ref(&child),
            None,
            &StopToken::new(),
            || !child.stream(StreamKind::Output).is_empty(),
        );
    }
    let begin = Instant::now();
    runtime.stop(&jobs, None, &StopToken::new());
    begin.elapsed() / count
}

fn thread_round_trip(runtime: &Runtime, evaluator: &Arc<dyn Evaluator>, count: usize) -> Duration {
    let begin = Instant::now();
    let jobs: Vec<Job> = (0..count)
        .map(|_| {
            let new = ThreadJob {
                name: None,
                command: "1".into(),
                block: Value::str("1"),
                arguments: Vec::new(),
                using: Vec::new(),
                initialization: Value::Null,
                location: None,
                streaming_host: Value::Null,
                has_input: false,
                throttle_limit: Some(8),
            };
            runtime.start_thread_job(evaluator, new).0
        })
        .collect();
    wait(runtime, &jobs);
    begin.elapsed() / u32::try_from(count).unwrap_or(1)
}

fn main() -> std::io::Result<()> {
    adopt_orphans()?;
    if std::env::args().any(|argument| argument == "-s") {
        let options = ServeOptions {
            location: None,
            initialization: None,
            version: "7.6.5".into(),
            os: "Linux".into(),
            zone: Zone::UTC,
            limits: Limits::default(),
            orphan_grace: None,
        };
        serve(&Count, &options, take_stdio()?.protocol)?;
        return Ok(());
    }
    let runtime = Runtime::new(Zone::UTC)?;
    println!("round trip {:?}", best(50, || round_trip(&runtime)));
    let many = best(5, || {
        let begin = Instant::now();
        let jobs: Vec<Job> = (0..50).map(|_| start(&runtime, "1")).collect();
        wait(&runtime, &jobs);
        begin.elapsed() / 50
    });
    println!("50 at once, each {many:?}");
    println!("stop of 30, each {:?}", best(5, || stop_many(&runtime, 30)));
    println!(
        "100,000 integers, each {:?}",
        best(5, || throughput(&runtime, "100000", 100_000))
    );
    println!(
        "20,000 objects, each {:?}",
        best(5, || throughput(&runtime, "objects 20000", 20_000))
    );
    let evaluator: Arc<dyn Evaluator> = Arc::new(Count);
    println!(
        "thread round trip {:?}",
        best(50, || thread_round_trip(&runtime, &evaluator, 1))
    );
    println!(
        "2,000 thread jobs, each {:?}",
        best(5, || thread_round_trip(&runtime, &evaluator, 2_000))
    );
    Ok(())
}

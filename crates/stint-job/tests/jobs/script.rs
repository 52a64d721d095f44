//! An evaluator for tests: its scripts are words, `;` between statements.
//!
//! `out X…`, `warn X`, `error X` (a record), `throw X`, `exit N`, `flood N` (N integers), `blob N` (a string of N), `input` (each
//! input object again), `wait` (until stopped), `hang` (for ever, whatever is asked), `finally X` (output when stopped), `ask`
//! (a host call), `spawn ARGS` (a program, not waited for), `die` (killed on the spot), `noise` (text on the protocol's descriptor
//! is impossible, so on standard error's), `args` (the arguments), `pid`.

use std::sync::Arc;

use stint_job::evaluator::{
    Ended, Evaluator, Runspace, RunspaceSetup, Script, Sink, SinkError, Work,
};
use stint_object::Value;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_stop::StopToken;
use stint_wire::psrp::{HostMethod, Record, RecordKind};

pub struct Words;

struct Space;

impl Evaluator for Words {
    fn open(&self, setup: &RunspaceSetup) -> Result<Box<dyn Runspace>, ErrorObject> {
        match setup.initialization.as_ref().and_then(Value::as_str) {
            Some(text) if text.contains("throw") => Err(error("broken start")),
            _ => Ok(Box::new(Space)),
        }
    }
}

fn error(text: &str) -> ErrorObject {
    ErrorRecord::new(text, Category::OperationStopped, exceptions::RUNTIME, text).into()
}

impl Runspace for Space {
    fn run(&mut self, mut work: Work<'_>, sink: &Arc<dyn Sink>, stop: &StopToken) -> Ended {
        let (text, arguments) = match &work.script {
            Script::Commands(statements) => {
                let command = &statements[0][0];
                let arguments = command
                    .arguments
                    .iter()
                    .map(|argument| argument.value.clone())
                    .collect();
                (command.text.to_string(), arguments)
            }
            Script::Block {
                block,
                arguments,
                item,
                ..
            } => {
                let arguments = arguments.iter().chain(item).cloned().collect::<Vec<_>>();
                (
                    block
                        .as_str()
                        .expect("a block is its text here")
                        .to_string(),
                    arguments,
                )
            }
        };
        let mut finally = None;
        for statement in text.split(';') {
            let (word, rest) = statement
                .trim()
                .split_once(' ')
                .unwrap_or((statement.trim(), ""));
            if word == "finally" {
                finally = Some(rest.to_owned());
                continue;
            }
            let mut step = Step {
                rest,
                arguments: &arguments,
                sink,
                stop,
                work: &mut work,
            };
            match step.perform(word) {
                Ok(None) if stop.is_requested() => return stopped(sink, finally),
                Ok(None) => {}
                Ok(Some(ended)) => return ended,
                Err(SinkError::Stopped) => return stopped(sink, finally),
                Err(other) => return Ended::Failed(error(&other.to_string())),
            }
        }
        Ended::Completed
    }
}

fn stopped(sink: &Arc<dyn Sink>, finally: Option<String>) -> Ended {
    if let Some(text) = finally {
        let _ = sink.record(Record {
            kind: RecordKind::Output,
            value: Value::str(text),
        });
    }
    Ended::Stopped
}

struct Step<'a, 'w> {
    rest: &'a str,
    arguments: &'a [Value],
    sink: &'a Arc<dyn Sink>,
    stop: &'a StopToken,
    work: &'a mut Work<'w>,
}

impl Step<'_, '_> {
    fn out(&self, value: Value) -> Result<(), SinkError> {
        self.sink.record(Record {
            kind: RecordKind::Output,
            value,
        })
    }

    fn perform(&mut self, word: &str) -> Result<Option<Ended>, SinkError> {
        let count = || self.rest.parse::<usize>().expect("it is a number");
        match word {
            "" => {}
            "out" => self
                .rest
                .split(' ')
                .try_for_each(|word| self.out(Value::str(word)))?,
            "warn" => self.sink.record(Record {
                kind: RecordKind::Warning,
                value: Value::str(self.rest),
            })?,
            "error" => self.sink.record(Record {
                kind: RecordKind::Error,
                value: error(self.rest).into(),
            })?,
            "throw" => return Ok(Some(Ended::Failed(error(self.rest)))),
            "exit" => {
                return Ok(Some(Ended::Exit(
                    self.rest.parse().expect("it is a number"),
                )));
            }
            "flood" => {
                for number in 0..count() {
                    self.out(Value::Int32(i32::try_from(number).expect("it is small")))?;
                    if self.stop.is_requested() {
                        break;
                    }
                }
            }
            "blob" => self.out(Value::str("x".repeat(count())))?,
            "input" => {
                while let Some(value) = self.work.input.next(self.stop) {
                    self.out(value)?;
                }
            }
            "wait" => drop(self.stop.wait(None)),
            "hang" => loop {
                std::thread::park();
            },
            "ask" => {
                let answer = self
                    .sink
                    .host_call(HostMethod::ReadLine, Vec::new(), self.stop)?;
                self.out(answer)?;
            }
            "spawn" => {
                let mut words = self.rest.split(' ');
                let program = words.next().expect("there is a program");
                #[allow(
                    clippy::zombie_processes,
                    reason = "what is left behind is what the test looks for"
                )]
                let child = std::process::Command::new(program)
                    .args(words)
                    .spawn()
                    .expect("it can be started");
                self.out(Value::Int64(child.id().into()))?;
            }
            "die" => {
                let me = rustix::process::getpid();
                rustix::process::kill_process(me, rustix::process::Signal::KILL).expect("it is me");
                std::thread::park();
            }
            "args" => self
                .arguments
                .iter()
                .try_for_each(|value| self.out(value.clone()))?,
            "pid" => self.out(Value::Int32(
                rustix::process::getpid().as_raw_nonzero().get(),
            ))?,
            other => panic!("no such word: {other}"),
        }
        Ok(None)
    }
}

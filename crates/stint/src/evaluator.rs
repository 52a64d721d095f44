//! Runs scripts for jobs: thread jobs in this process, and a job's own process as a server.

use crate::host::job::JobHost;
use crate::session::{self, Place};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::{ScriptCall, StopToken};
use stint_engine::block::Block;
use stint_engine::pipe::{Pipe, Sink as EngineSink};
use stint_engine::runspace::{Route, Streams};
use stint_engine::{Runspace as Session, Symbol};
use stint_job::evaluator::{
    Ended, Evaluator, Purpose, Runspace, RunspaceSetup, Script, Sink, SinkError, Work,
};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::records::{HostMessage, InformationRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Flow, Lock, Result, Str, Value, convert};
use stint_wire::psrp::{Command, Record, RecordKind};

/// Makes sessions that share this process's job runtime.
pub struct StintEvaluator;

impl Evaluator for StintEvaluator {
    fn open(&self, setup: &RunspaceSetup) -> std::result::Result<Box<dyn Runspace>, ErrorObject> {
        let token = StopToken::new();
        let own_process = setup.purpose == Purpose::Session;
        let host = JobHost::new(own_process);
        let place = Place {
            directory: setup.location.clone(),
            token: token.clone(),
        };
        let rs = session::open(Box::new(host.clone()), place);
        let mut runspace = JobRunspace {
            rs,
            token,
            host,
            own_process,
        };
        if let Some(script) = &setup.initialization {
            runspace.initialize(script)?;
        }
        Ok(Box::new(runspace))
    }
}

/// A session that runs jobs' pipelines.
struct JobRunspace {
    rs: Rc<Session>,
    token: StopToken,
    host: JobHost,
    own_process: bool,
}

impl JobRunspace {
    /// Runs the script that comes before all others.
    fn initialize(&mut self, script: &Value) -> std::result::Result<(), ErrorObject> {
        let run = |rs: &Rc<Session>| -> Result<()> {
            if Block::of(script).is_some() {
                return rs.run_script(&rs.global, script, ScriptCall::default(), &Pipe::Null);
            }
            rs.run_text(&convert::to_str(script)?, Vec::new(), None, &Pipe::Null)
        };
        match self.rs.enter(run) {
            Err(Flow::Error(error)) => Err(error),
            _ => Ok(()),
        }
    }

    /// Sends the session's streams into a job's.
    fn connect(&self, sink: &Arc<dyn Sink>) -> Pipe {
        let pipe = |kind| {
            let host =
                (self.own_process && kind == RecordKind::Information).then(|| self.host.clone());
            Pipe::Sink(Rc::new(Port {
                sink: sink.clone(),
                kind,
                host,
            }))
        };
        let routes = [
            RecordKind::Error,
            RecordKind::Warning,
            RecordKind::Verbose,
            RecordKind::Debug,
            RecordKind::Information,
        ]
        .map(|kind| Route::Pipe(pipe(kind)));
        self.rs.streams.replace(Rc::new(Streams {
            routes,
            copies: Vec::new(),
        }));
        self.rs.journal.replace(Some(pipe(RecordKind::Progress)));
        pipe(RecordKind::Output)
    }
}

impl Runspace for JobRunspace {
    fn run(&mut self, work: Work<'_>, sink: &Arc<dyn Sink>, stop: &StopToken) -> Ended {
        self.token.reset();
        let token = self.token.clone();
        let registration = stop.on_request(move || token.request());
        let out = self.connect(sink);
        self.host.connect(sink.clone(), self.token.clone());
        let result = self.rs.enter(|rs| run(rs, work, &out));
        drop(registration);
        match result {
            Ok(()) => Ended::Completed,
            Err(Flow::Error(error)) => Ended::Failed(error),
            Err(Flow::Stopped) => Ended::Stopped,
            Err(Flow::Exit(code)) => Ended::Exit(code),
            Err(_) => Ended::Completed,
        }
    }
}

fn run(rs: &Rc<Session>, work: Work<'_>, out: &Pipe) -> Result<()> {
    match work.script {
        Script::Block {
            block,
            arguments,
            using,
            item,
        } => {
            let block = block_of(rs, block)?;
            set_using(rs, using);
            if let Some(item) = item {
                rs.set_global(Symbol::of("_"), item);
            }
            let named = arguments
                .iter()
                .map(|value| (None, value.clone()))
                .collect();
            feed(rs, &block, named, work.input, work.has_input, out)
        }
        Script::Commands(statements) => {
            let mut input = Some((work.input, work.has_input));
            statements
                .iter()
                .try_for_each(|statement| commands(rs, statement, input.take(), out))
        }
    }
}

/// A live block, or the script of a path.
fn block_of(rs: &Rc<Session>, block: &Value) -> Result<Value> {
    match Block::of(block) {
        // Its own session's scopes are not this one's: only the code is taken over.
        Some(block) => Ok(Block::value(block.code.clone(), 0)),
        None => Ok(Block::value(rs.load_script(&convert::to_str(block)?)?, 0)),
    }
}

fn set_using(rs: &Rc<Session>, using: &[(Str, Value)]) {
    if using.is_empty() {
        return;
    }
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (key, value) in using {
        dict.insert(Value::Str(key.clone()), value.clone());
    }
    rs.set_global(
        Symbol::of("__using__"),
        Value::object(system::HASHTABLE, Data::Dict(Lock::new(dict))),
    );
}

/// One statement as a client sends it: a script, or commands by name.
fn commands(
    rs: &Rc<Session>,
    statement: &[Command],
    input: Option<(stint_job::InputReader, bool)>,
    out: &Pipe,
) -> Result<()> {
    let [only] = statement else {
        return rs.unsupported("a pipeline of several commands from a client");
    };
    set_using(rs, &only.using);
    let arguments: Vec<(Option<Str>, Value)> = only
        .arguments
        .iter()
        .map(|argument| (argument.name.clone(), argument.value.clone()))
        .collect();
    let (reader, has_input) = input.unwrap_or_else(|| (stint_job::InputReader::empty(), false));
    if only.is_script {
        let block = Block::value(rs.compile(&only.text, None)?, 0);
        return feed(rs, &block, arguments, reader, has_input, out);
    }
    let named: Vec<(&str, Value)> = arguments
        .iter()
        .filter_map(|(name, value)| {
            Some((
                name.as_deref()?
                    .trim_start_matches('-')
                    .trim_end_matches(':'),
                value.clone(),
            ))
        })
        .collect();
    let positional: Vec<Value> = arguments
        .iter()
        .filter(|(name, _)| name.is_none())
        .map(|(_, value)| value.clone())
        .collect();
    rs.run_named(&rs.global, &only.text, &named, &positional, &[], out)
}

/// Runs a block with what is piped in, as it comes.
fn feed(
    rs: &Rc<Session>,
    block: &Value,
    arguments: Vec<(Option<Str>, Value)>,
    mut input: stint_job::InputReader,
    has_input: bool,
    out: &Pipe,
) -> Result<()> {
    let stop = rs.token();
    rs.run_job_block(block, arguments, has_input, out, |put| {
        while let Some(item) = input.next(&stop) {
            put(item)?;
        }
        Ok(())
    })
}

/// A stream of a job as the engine writes to it.
struct Port {
    sink: Arc<dyn Sink>,
    kind: RecordKind,
    /// Where `Write-Host` is also shown: the host of whoever receives a process job.
    host: Option<JobHost>,
}

impl EngineSink for Port {
    fn put(&self, _: &Session, value: Value) -> Result<()> {
        if let Some(host) = &self.host
            && let Some(message) = value
                .payload::<InformationRecord>()
                .and_then(|record| record.message.payload::<HostMessage>())
        {
            host.show(message);
        }
        self.sink
            .record(Record {
                kind: self.kind,
                value,
            })
            .map_err(refused)
    }
}

/// What a sink's refusal does to the script.
pub fn refused(error: SinkError) -> Flow {
    match error {
        SinkError::Stopped => Flow::Stopped,
        SinkError::Unwritable(text) => ErrorRecord::new(
            "SerializationError",
            Category::InvalidData,
            exceptions::INVALID_OPERATION,
            text,
        )
        .into(),
        SinkError::Host(text) => ErrorRecord::new(
            "HostCallFailed",
            Category::InvalidOperation,
            exceptions::HOST,
            text,
        )
        .into(),
    }
}

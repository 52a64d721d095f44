//! Runs scripts for jobs: thread jobs in this process, and a job's own process as a server.

use crate::host::job::JobHost;
use crate::session::{self, Place};
use std::io::Write;
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
            shows_at_once: !setup.streaming_host.is_null(),
            said: Vec::new(),
            initialization: None,
        };
        if own_process {
            if let Some(script) = &setup.initialization {
                runspace.said = runspace.initialize(script)?;
            }
        } else {
            runspace.initialization = setup.initialization.clone();
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
    /// Whether what is written to the host is shown at once (`-StreamingHost`).
    shows_at_once: bool,
    /// What the script before all others wrote in a job's own process: its receiver's host shows it.
    said: Vec<Value>,
    /// The script before all others in a thread: what it writes is the job's output.
    initialization: Option<Value>,
}

impl JobRunspace {
    /// Runs the script that comes before all others, and gives what it wrote.
    fn initialize(&mut self, script: &Value) -> std::result::Result<Vec<Value>, ErrorObject> {
        let (pipe, list) = Pipe::collect();
        match self.rs.enter(|rs| initialize(rs, script, &pipe)) {
            Err(Flow::Error(error)) => Err(error),
            _ => Ok(stint_engine::pipe::take(&list)),
        }
    }

    /// Sends the session's streams into a job's.
    fn connect(&self, sink: &Arc<dyn Sink>) -> Pipe {
        let pipe = |kind| {
            let host = match (self.own_process, self.shows_at_once) {
                _ if kind != RecordKind::Information => Shown::Later,
                (true, _) => Shown::ByReceiver(self.host.clone()),
                (false, true) => Shown::AtOnce,
                (false, false) => Shown::Later,
            };
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
    fn reset(&mut self) -> bool {
        if self.own_process {
            return false;
        }
        let directory = self.rs.directory.borrow().clone();
        let place = Place {
            directory: Some(directory),
            token: self.token.clone(),
        };
        self.rs = session::open(Box::new(self.host.clone()), place);
        true
    }

    fn run(&mut self, work: Work<'_>, sink: &Arc<dyn Sink>, stop: &StopToken) -> Ended {
        self.token.reset();
        let token = self.token.clone();
        let registration = stop.on_request(move || token.request());
        let out = self.connect(sink);
        self.host.connect(sink.clone(), self.token.clone());
        let said = std::mem::take(&mut self.said);
        let initialization = self.initialization.take();
        let result = self.rs.enter(|rs| {
            if !said.is_empty() {
                rs.run_named(&rs.global, "Out-Default", &[], &[], &said, &Pipe::Null)?;
            }
            if let Some(script) = &initialization {
                initialize(rs, script, &out)?;
            }
            run(rs, work, &out)
        });
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

/// Runs the script that comes before all others: a block of another session, or text.
fn initialize(rs: &Rc<Session>, script: &Value, out: &Pipe) -> Result<()> {
    let Some(block) = Block::of(script) else {
        return rs.run_text(&convert::to_str(script)?, Vec::new(), None, out);
    };
    let block = Block::value(block.code.clone(), 0);
    rs.run_script(&rs.global, &block, ScriptCall::default(), out)
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
    /// Where `Write-Host` is shown besides.
    host: Shown,
}

/// Who shows what a job writes to its host.
enum Shown {
    /// Nobody until the record is received.
    Later,
    /// The host of whoever receives a process job.
    ByReceiver(JobHost),
    /// This process's console, at once.
    AtOnce,
}

impl Shown {
    fn show(&self, message: &HostMessage) {
        match self {
            Self::Later => {}
            Self::ByReceiver(host) => host.show(message),
            Self::AtOnce => {
                let end = if message.no_newline == Some(true) {
                    ""
                } else {
                    "\n"
                };
                let mut out = std::io::stdout().lock();
                // A console that is gone shows nothing; the record in the job's stream is what counts.
                let _ = write!(out, "{}{end}", message.message).and_then(|()| out.flush());
            }
        }
    }
}

impl EngineSink for Port {
    fn put(&self, _: &Session, value: Value) -> Result<()> {
        if let Some(message) = value
            .payload::<InformationRecord>()
            .and_then(|record| record.message.payload::<HostMessage>())
        {
            self.host.show(message);
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

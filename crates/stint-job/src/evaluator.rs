//! What runs scripts. This crate has none: the program supplies it, for thread jobs and for a job's own process.

use std::path::PathBuf;
use std::sync::Arc;

use stint_object::error_record::ErrorObject;
use stint_object::{Str, Value};
use stint_stop::StopToken;
use stint_wire::psrp::{Command, HostMethod, Record};

use crate::input::InputReader;

/// Makes runspaces.
pub trait Evaluator: Send + Sync + 'static {
    /// A new runspace, on the thread that will run in it. An error makes the job fail with it.
    fn open(&self, setup: &RunspaceSetup) -> Result<Box<dyn Runspace>, ErrorObject>;
}

/// How a runspace begins.
#[derive(Debug, Clone)]
pub struct RunspaceSetup {
    /// What it is for.
    pub purpose: Purpose,
    /// Where it begins; its own default without one.
    pub location: Option<PathBuf>,
    /// A script to run first: text, or a script block. An error in it makes the opening fail (in a process) or the job (in a thread).
    pub initialization: Option<Value>,
    /// `ApplicationArguments` and `HostInfo` of a session's client; null in a thread.
    pub client: (Value, Value),
    /// `-StreamingHost`: a host to write to at once, or null.
    pub streaming_host: Value,
}

/// What a runspace is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A process of its own: `$PSSenderInfo`, a remote host.
    Session,
    /// A thread job: live objects, a host that nobody can be asked through.
    Thread,
    /// One of `ForEach-Object -Parallel`.
    Task,
}

/// A runspace: variables, functions, modules. Used by one thread at a time.
pub trait Runspace {
    /// Runs one pipeline on the calling thread until it ends, and says all through `sink`. A stop is asked for by `stop`:
    /// `finally` and `clean` run, `catch` does not, native commands are ended.
    fn run(&mut self, work: Work<'_>, sink: &Arc<dyn Sink>, stop: &StopToken) -> Ended;

    /// Forgets what the last pipeline left, so that another can use it as new. `false` when it cannot.
    fn reset(&mut self) -> bool {
        false
    }
}

/// What to run.
pub struct Work<'a> {
    /// What it is.
    pub script: Script<'a>,
    /// What is piped into it.
    pub input: InputReader,
    /// Whether input was announced: a simple script then gets it as its pipeline's.
    pub has_input: bool,
}

/// A script in one of the forms that jobs have.
pub enum Script<'a> {
    /// Statements of commands, as a session's client sends them.
    Commands(&'a [Vec<Command>]),
    /// A live script block or a file's path, with live arguments and `$using:` values.
    Block {
        /// The script block.
        block: &'a Value,
        /// `-ArgumentList`.
        arguments: &'a [Value],
        /// Values of `$using:` variables by name.
        using: &'a [(Str, Value)],
        /// `$_`, of `ForEach-Object -Parallel`.
        item: Option<Value>,
    },
}

/// How a pipeline ended.
#[derive(Debug, Clone)]
pub enum Ended {
    /// By itself.
    Completed,
    /// By a terminating error.
    Failed(ErrorObject),
    /// Because it was asked to stop.
    Stopped,
    /// By `exit` with this code.
    Exit(i32),
}

/// Where a running pipeline says things.
pub trait Sink: Send + Sync {
    /// One record of one stream. An error says that nobody can take it: a value that cannot be written (the text of why), which
    /// is the script's error, or a stop.
    fn record(&self, record: Record) -> Result<(), SinkError>;
    /// Asks something of the host of whoever receives this job, and waits for the answer unless the method is void.
    fn host_call(
        &self,
        method: HostMethod,
        parameters: Vec<Value>,
        stop: &StopToken,
    ) -> Result<Value, SinkError>;
}

/// Why a sink did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SinkError {
    /// The pipeline was asked to stop, or nobody is there any more.
    #[error("the pipeline has been stopped")]
    Stopped,
    /// The value cannot be sent.
    #[error("{0}")]
    Unwritable(String),
    /// The host could not be asked.
    #[error("{0}")]
    Host(Str),
}

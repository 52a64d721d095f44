//! Being the server of a session: a job's own process (`-s`), or the far end of `ssh` (`-sshs`).
//!
//! The pipeline runs on the thread that calls [`serve`]. A second thread reads what the client says meanwhile and writes what
//! could not be written at once; it is started with the first pipeline, so that a short job's first words need no hand-off.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};
use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use stint_object::records::TextRecord;
use stint_object::{Str, Value};
use stint_stop::StopToken;
use stint_wire::clixml::Zone;
use stint_wire::psrp::{
    Command, HostMethod, HostScope, Pipeline, PipelineState, PoolRequest, ProtocolError, Record,
    RecordKind, Server, ServerEvent, ServerFacts,
};
use stint_wire::{Limits, Uuid};

use crate::evaluator::{
    Ended, Evaluator, Purpose, Runspace, RunspaceSetup, Script, Sink, SinkError, Work,
};
use crate::input::{InputReader, InputWriter, input};
use crate::reasons;

/// How a server is.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where runspaces begin.
    pub location: Option<PathBuf>,
    /// The text of a script that runs first.
    pub initialization: Option<Str>,
    /// `PSVersion`.
    pub version: String,
    /// `OS`.
    pub os: String,
    /// The local time zone.
    pub zone: Zone,
    /// How much to believe of a client.
    pub limits: Limits,
    /// How long a script may take to end when its client is gone; then this process, and all that it started, is killed.
    /// `None` where others see to that.
    pub orphan_grace: Option<Duration>,
}

/// How serving ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServeEnd {
    /// The client is gone: there is nobody to serve.
    ClientGone,
    /// The client said something that a server cannot go on after.
    Broken(String),
}

/// Beyond this much unsent output a script waits for its client.
const FULL: usize = 1 << 20;

/// Output that comes this soon behind the last write is collected, and written by the second thread.
const QUIET: Duration = Duration::from_millis(1);

/// Serves one client until it is gone: reads from the first end, writes to the second.
pub fn serve(
    evaluator: &dyn Evaluator,
    options: &ServeOptions,
    ends: (OwnedFd, OwnedFd),
) -> io::Result<ServeEnd> {
    let port = Arc::new(Port::new(options, ends)?);
    let mut serving = Serving {
        port,
        evaluator,
        options,
        runspace: None,
        has_reader: false,
    };
    loop {
        let task = serving.port.take_task();
        let Some(task) = task else {
            if serving.has_reader {
                serving.port.wait_for_task();
            } else {
                serving.port.read(None)?;
            }
            continue;
        };
        if let Some(end) = serving.perform(task)? {
            return Ok(end);
        }
    }
}

/// What the serving thread is to do next.
enum Task {
    Open(PoolRequest),
    Run(Uuid, Pipeline, StopToken, InputReader),
    CloseSession,
    End(ServeEnd),
}

struct Serving<'a> {
    port: Arc<Port>,
    evaluator: &'a dyn Evaluator,
    options: &'a ServeOptions,
    runspace: Option<Box<dyn Runspace>>,
    has_reader: bool,
}

impl Serving<'_> {
    fn perform(&mut self, task: Task) -> io::Result<Option<ServeEnd>> {
        match task {
            Task::Open(request) => self.open(request),
            Task::Run(id, pipeline, stop, input) => self.run(id, &pipeline, &stop, input)?,
            Task::CloseSession => {
                self.runspace = None;
                self.port.tell(Server::session_closed);
            }
            Task::End(end) => {
                if self.port.is_orphan.load(Ordering::SeqCst) {
                    crate::orphan::end_what_it_started();
                }
                return Ok(Some(end));
            }
        }
        self.port.flush_all(None);
        Ok(None)
    }

    fn open(&mut self, request: PoolRequest) {
        let setup = RunspaceSetup {
            purpose: Purpose::Session,
            location: self.options.location.clone(),
            initialization: self.options.initialization.clone().map(Value::Str),
            client: (request.application_arguments, request.host_info),
            streaming_host: Value::Null,
        };
        match self.evaluator.open(&setup) {
            Ok(runspace) => {
                self.runspace = Some(runspace);
                let facts = ServerFacts {
                    version: self.options.version.clone(),
                    os: self.options.os.clone(),
                    opening_pipelines: u32::from(setup.location.is_some())
                        + u32::from(setup.initialization.is_some()),
                };
                self.port.tell(|server| server.pool_opened(&facts));
            }
            Err(error) => {
                self.port.tell(|server| server.pool_broken(&error));
            }
        }
    }

    fn run(
        &mut self,
        id: Uuid,
        pipeline: &Pipeline,
        stop: &StopToken,
        input: InputReader,
    ) -> io::Result<()> {
        let ended = match &mut self.runspace {
            _ if pipeline.statements.iter().flatten().all(is_debugger_s) => Ended::Completed,
            None => Ended::Stopped,
            Some(runspace) => {
                if !std::mem::replace(&mut self.has_reader, true) {
                    start_reader(&self.port)?;
                }
                let sink: Arc<dyn Sink> = Arc::new(SessionSink {
                    port: Arc::clone(&self.port),
                    id,
                    stop: stop.clone(),
                });
                let script = Script::Commands(&pipeline.statements);
                let work = Work {
                    script,
                    input,
                    has_input: !pipeline.no_input,
                };
                if stop.is_requested() {
                    Ended::Stopped
                } else {
                    runspace.run(work, &sink, stop)
                }
            }
        };
        self.port.pipelines.lock().remove(&id);
        let (state, error) = match ended {
            Ended::Completed => (PipelineState::Completed, None),
            Ended::Failed(error) => (PipelineState::Failed, Some(error)),
            Ended::Stopped => (PipelineState::Stopped, Some(reasons::pipeline_stopped())),
            Ended::Exit(code) => {
                let scope = HostScope::Pipeline(id);
                let code = vec![Value::Int32(code)];
                self.port.tell(|server| {
                    server
                        .host_call(scope, HostMethod::SetShouldExit, code)
                        .map(drop)
                });
                (PipelineState::Completed, None)
            }
        };
        self.port.tell(|server| {
            // An error that cannot be written must not keep the client from knowing that it is over.
            server
                .pipeline_state(id, state, error.as_ref())
                .or_else(|_| server.pipeline_state(id, state, None))
        });
        Ok(())
    }
}

/// A real client sets its debugger's modes before each script; there is no debugger to set.
fn is_debugger_s(command: &Command) -> bool {
    !command.is_script && command.text.starts_with("__")
}

/// The second thread: it reads, and writes what is left over, until the client is gone.
fn start_reader(port: &Arc<Port>) -> io::Result<()> {
    let port = Arc::clone(port);
    let work = move || {
        let mut blocked = false;
        while !port.is_over.load(Ordering::Relaxed) {
            // Errors of the descriptors themselves end it like a client that is gone.
            if port.read(Some(blocked)).is_err() {
                port.give_task(Task::End(ServeEnd::ClientGone));
                port.stop_everything();
                return;
            }
            port.is_dirty.store(false, Ordering::SeqCst);
            blocked = !port.flush();
        }
    };
    std::thread::Builder::new()
        .name("session".into())
        .stack_size(1 << 20)
        .spawn(work)
        .map(drop)
}

/// A pipeline as those see it who talk to it from outside.
struct Handle {
    stop: StopToken,
    input: InputWriter,
}

/// The two ends and everything between threads.
struct Port {
    reader: OwnedFd,
    writer: OwnedFd,
    /// Wakes the second thread to write.
    wake: OwnedFd,
    /// Wakes a script that waits for room, when it is stopped.
    interrupt: OwnedFd,
    server: Mutex<Server>,
    writing: Mutex<Writing>,
    is_dirty: AtomicBool,
    is_over: AtomicBool,
    /// As [`ServeOptions::orphan_grace`].
    orphan_grace: Option<Duration>,
    /// Whether the client went away while a script ran.
    is_orphan: AtomicBool,
    pipelines: Mutex<HashMap<Uuid, Handle>>,
    tasks: Mutex<VecDeque<Task>>,
    has_task: Condvar,
    answers: Mutex<HashMap<i64, Result<Value, Str>>>,
    answered: Condvar,
}

/// Bytes that are on their way out.
struct Writing {
    pending: Vec<u8>,
    sent: usize,
    last: Instant,
}

impl Port {
    fn new(options: &ServeOptions, (reader, writer): (OwnedFd, OwnedFd)) -> io::Result<Self> {
        fcntl_setfl(&writer, fcntl_getfl(&writer)? | OFlags::NONBLOCK)?;
        let event = || eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK);
        let long_ago = Instant::now()
            .checked_sub(QUIET)
            .unwrap_or_else(Instant::now);
        Ok(Self {
            reader,
            writer,
            wake: event()?,
            interrupt: event()?,
            server: Mutex::new(Server::new(options.zone, options.limits)),
            writing: Mutex::new(Writing {
                pending: Vec::new(),
                sent: 0,
                last: long_ago,
            }),
            is_dirty: AtomicBool::new(false),
            is_over: AtomicBool::new(false),
            orphan_grace: options.orphan_grace,
            is_orphan: AtomicBool::new(false),
            pipelines: Mutex::default(),
            tasks: Mutex::default(),
            has_task: Condvar::new(),
            answers: Mutex::default(),
            answered: Condvar::new(),
        })
    }

    fn take_task(&self) -> Option<Task> {
        self.tasks.lock().pop_front()
    }

    fn wait_for_task(&self) {
        let mut tasks = self.tasks.lock();
        while tasks.is_empty() {
            self.has_task.wait(&mut tasks);
        }
    }

    fn give_task(&self, task: Task) {
        if matches!(task, Task::End(_)) {
            self.is_over.store(true, Ordering::Relaxed);
        }
        self.tasks.lock().push_back(task);
        self.has_task.notify_one();
    }

    /// Waits for something from the client, or for a wake-up or room to write, and acts on it. `None` on the serving thread.
    fn read(&self, second_thread: Option<bool>) -> io::Result<()> {
        let mut polled = vec![
            PollFd::new(&self.reader, PollFlags::IN),
            PollFd::new(&self.wake, PollFlags::IN),
        ];
        if second_thread == Some(true) {
            polled.push(PollFd::new(&self.writer, PollFlags::OUT));
        }
        match poll(&mut polled, None) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        if !polled[1].revents().is_empty() {
            drain(&self.wake);
        }
        if polled[0].revents().is_empty() {
            return Ok(());
        }
        let mut server = self.server.lock();
        let space = server.space(64 << 10);
        match rustix::io::read(&self.reader, rustix::buffer::spare_capacity(space)) {
            Ok(0) => {
                drop(server);
                self.client_gone(ServeEnd::ClientGone);
                return Ok(());
            }
            Ok(_) => {}
            Err(Errno::INTR | Errno::AGAIN) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        loop {
            let event = server.next_event();
            match event {
                Ok(Some(event)) => self.event(event),
                Ok(None) => break,
                Err(error) => {
                    self.client_gone(ServeEnd::Broken(error.to_string()));
                    break;
                }
            }
        }
        drop(server);
        if second_thread.is_some() || !self.tasks.lock().is_empty() {
            return Ok(());
        }
        self.flush();
        Ok(())
    }

    fn event(&self, event: ServerEvent) {
        match event {
            ServerEvent::OpenPool(request) => self.give_task(Task::Open(request)),
            ServerEvent::Run(id, pipeline) => {
                let (writer, reader) = input();
                if pipeline.no_input {
                    writer.end();
                }
                let stop = StopToken::new();
                self.pipelines.lock().insert(
                    id,
                    Handle {
                        stop: stop.clone(),
                        input: writer,
                    },
                );
                self.give_task(Task::Run(id, pipeline, stop, reader));
            }
            ServerEvent::Input(id, value) => {
                if let Some(handle) = self.pipelines.lock().get(&id) {
                    handle.input.put(value);
                }
            }
            ServerEvent::EndOfInput(id) => {
                if let Some(handle) = self.pipelines.lock().get(&id) {
                    handle.input.end();
                }
            }
            ServerEvent::Answer(call, answer) => {
                self.answers.lock().insert(call, answer);
                self.answered.notify_all();
            }
            ServerEvent::Stop(id) => self.stop(&id),
            ServerEvent::CloseSession => {
                self.stop_everything();
                self.give_task(Task::CloseSession);
            }
            ServerEvent::ClientGone => self.client_gone(ServeEnd::ClientGone),
        }
    }

    fn stop(&self, id: &Uuid) {
        let stop = self
            .pipelines
            .lock()
            .get(id)
            .map(|handle| handle.stop.clone());
        if let Some(stop) = stop {
            stop.request();
            self.interrupt();
        }
    }

    /// Asks every script to stop; gives whether there was one.
    fn stop_everything(&self) -> bool {
        let stops: Vec<StopToken> = self
            .pipelines
            .lock()
            .values()
            .map(|handle| handle.stop.clone())
            .collect();
        stops.iter().for_each(StopToken::request);
        self.interrupt();
        !stops.is_empty()
    }

    fn interrupt(&self) {
        let _ = rustix::io::write(&self.interrupt, &1_u64.to_ne_bytes());
        let _answers = self.answers.lock();
        self.answered.notify_all();
    }

    fn client_gone(&self, end: ServeEnd) {
        let was_running = self.stop_everything();
        if let Some(grace) = self.orphan_grace
            && was_running
            && !self.is_orphan.swap(true, Ordering::SeqCst)
        {
            crate::orphan::end_after(grace);
        }
        self.give_task(Task::End(end));
    }

    /// Says something through the state machine. What cannot be said is only told to whoever cares for the result.
    fn say<T>(
        &self,
        say: impl FnOnce(&mut Server) -> Result<T, ProtocolError>,
    ) -> Result<T, ProtocolError> {
        say(&mut self.server.lock())
    }

    /// Says something that can be written whatever it is.
    fn tell(&self, say: impl FnOnce(&mut Server) -> Result<(), ProtocolError>) {
        let said = self.say(say);
        debug_assert!(said.is_ok(), "{said:?}");
    }

    /// Sends what was just said: at once if it was quiet before, else together with what follows.
    fn send_soon(&self, stop: &StopToken) {
        let waiting = self.server.lock().output().len();
        if waiting > FULL {
            self.flush_all(Some(stop));
            return;
        }
        let is_quiet = self
            .writing
            .try_lock()
            .is_some_and(|writing| writing.last.elapsed() >= QUIET);
        if is_quiet && self.flush() {
            return;
        }
        if !self.is_dirty.swap(true, Ordering::SeqCst) {
            let _ = rustix::io::write(&self.wake, &1_u64.to_ne_bytes());
        }
    }

    /// Writes what can be written without waiting. `false` when some is left.
    fn flush(&self) -> bool {
        let mut writing = self.writing.lock();
        loop {
            if writing.sent == writing.pending.len() {
                writing.pending.clear();
                writing.sent = 0;
                std::mem::swap(&mut writing.pending, self.server.lock().output());
                if writing.pending.is_empty() {
                    writing.last = Instant::now();
                    return true;
                }
            }
            match rustix::io::write(&self.writer, &writing.pending[writing.sent..]) {
                Ok(length) => writing.sent += length,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return false,
                Err(_) => {
                    // Nobody reads any more: what runs is stopped, and serving ends. It is told once.
                    writing.sent = writing.pending.len();
                    drop(writing);
                    if !self.is_over.load(Ordering::Relaxed) {
                        self.client_gone(ServeEnd::ClientGone);
                    }
                    return true;
                }
            }
        }
    }

    /// Writes everything, waiting for room; a stop ends the wait.
    fn flush_all(&self, stop: Option<&StopToken>) {
        while !self.flush() {
            if stop.is_some_and(StopToken::is_requested) {
                return;
            }
            let mut polled = vec![PollFd::new(&self.writer, PollFlags::OUT)];
            if stop.is_some() {
                polled.push(PollFd::new(&self.interrupt, PollFlags::IN));
            }
            // A failure shows in the next write.
            let _ = poll(&mut polled, None);
            if stop.is_some() {
                drain(&self.interrupt);
            }
        }
    }

    fn wait_for_answer(&self, call: i64, stop: &StopToken) -> Result<Value, SinkError> {
        let mut answers = self.answers.lock();
        loop {
            if let Some(answer) = answers.remove(&call) {
                return answer.map_err(SinkError::Host);
            }
            if stop.is_requested() || self.is_over.load(Ordering::Relaxed) {
                return Err(SinkError::Stopped);
            }
            self.answered.wait(&mut answers);
        }
    }
}

fn drain(event: &OwnedFd) {
    let mut count = [0; 8];
    let _ = rustix::io::read(event, &mut count);
}

/// Where a session's pipeline says things: to its client, with a host call beside what a host shows.
struct SessionSink {
    port: Arc<Port>,
    id: Uuid,
    stop: StopToken,
}

impl Sink for SessionSink {
    fn record(&self, record: Record) -> Result<(), SinkError> {
        if self.port.is_over.load(Ordering::Relaxed) {
            return Err(SinkError::Stopped);
        }
        let shown = shown_by_host(&record);
        self.port
            .say(|server| {
                server.record(self.id, &record)?;
                match shown {
                    Some((method, parameters)) => server
                        .host_call(HostScope::Pipeline(self.id), method, parameters)
                        .map(drop),
                    None => Ok(()),
                }
            })
            .map_err(|error| SinkError::Unwritable(error.to_string()))?;
        self.port.send_soon(&self.stop);
        Ok(())
    }

    fn host_call(
        &self,
        method: HostMethod,
        parameters: Vec<Value>,
        stop: &StopToken,
    ) -> Result<Value, SinkError> {
        let call = self
            .port
            .say(|server| server.host_call(HostScope::Pipeline(self.id), method, parameters))
            .map_err(|error| SinkError::Unwritable(error.to_string()))?;
        match call {
            None => {
                self.port.send_soon(stop);
                Ok(Value::Null)
            }
            Some(call) => {
                self.port.flush_all(Some(stop));
                self.port.wait_for_answer(call, stop)
            }
        }
    }
}

/// What PowerShell has the client's host show beside the record itself.
fn shown_by_host(record: &Record) -> Option<(HostMethod, Vec<Value>)> {
    let method = match record.kind {
        RecordKind::Warning => HostMethod::WriteWarningLine,
        RecordKind::Verbose => HostMethod::WriteVerboseLine,
        RecordKind::Debug => HostMethod::WriteDebugLine,
        RecordKind::Progress => {
            return Some((
                HostMethod::WriteProgress,
                vec![Value::Int64(0), record.value.clone()],
            ));
        }
        RecordKind::Output | RecordKind::Error | RecordKind::Information => return None,
    };
    let text = record
        .value
        .payload::<TextRecord>()
        .map(|text| text.message.clone());
    Some((
        method,
        vec![Value::Str(text.or_else(|| record.value.as_str().cloned())?)],
    ))
}

#[cfg(test)]
mod tests {
    use rustix::pipe::pipe;
    use stint_stop::StopToken;
    use stint_wire::Limits;
    use stint_wire::clixml::Zone;

    use super::{Handle, Port, ServeEnd, ServeOptions, Task, Uuid, input};

    #[test]
    fn a_client_that_no_longer_reads_is_gone() {
        let (from_client, _client_writes) = pipe().expect("a pipe");
        let (client_reads, to_client) = pipe().expect("a pipe");
        let options = ServeOptions {
            location: None,
            initialization: None,
            version: "7.6.5".into(),
            os: "Linux".into(),
            zone: Zone::UTC,
            limits: Limits::default(),
            orphan_grace: None,
        };
        let port = Port::new(&options, (from_client, to_client)).expect("a port");
        let stop = StopToken::new();
        let handle = Handle {
            stop: stop.clone(),
            input: input().0,
        };
        port.pipelines.lock().insert(Uuid::nil(), handle);
        drop(client_reads);
        port.server.lock().output().push(b'\n');
        assert!(port.flush(), "what nobody reads is not kept");
        assert!(stop.is_requested());
        let task = port.take_task();
        assert!(matches!(task, Some(Task::End(ServeEnd::ClientGone))));
    }
}

//! What a session does about what happens to it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use stint_object::error_record::ErrorObject;
use stint_object::{Str, Value};
use stint_wire::Uuid;
use stint_wire::psrp::{
    Client, ClientEvent, HostCall, HostMethod, HostScope, Pipeline, PipelineState, PoolOptions,
    PoolState, ProtocolError,
};

use super::stop::{Ladder, Step};
use crate::clock::{Clock, Moment};
use crate::job::{Job, JobState, Outcome, PendingCall, StreamKind};
use crate::reasons::{self, Broken};
use crate::sys::Exit;
use crate::types::remoting_error;

/// How long a child may take to go after it was told that the session is over.
const LEAVING: Duration = Duration::from_secs(5);

/// Most of a child's complaints that is kept.
const COMPLAINTS: usize = 64 << 10;

/// What is to be done with the process. What is to be written stands in [`Session::output`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Close its standard input, once all output is written: it then goes by itself.
    CloseInput,
    /// TERM and CONT to everything of it.
    EndTree,
    /// KILL to everything of it.
    KillTree,
}

/// Whose process it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Launch {
    /// Our own, for one job: a complaint on standard error is the job's failure, and it goes with the job.
    OwnProcess,
    /// A transport to another machine (`ssh`): its standard error is only told when it breaks.
    Transport,
}

/// How a session is.
#[derive(Debug, Clone)]
pub struct SessionOptions {
    /// The pool and how to speak to its server.
    pub pool: PoolOptions,
    /// Whose process it is.
    pub launch: Launch,
    /// `ComputerName`: `localhost` for a job's own process.
    pub computer: Str,
    /// Whether it ends with its last pipeline.
    pub ends_with_work: bool,
}

/// A pipeline that runs, or waits to run, in a session, and the job that it is.
#[derive(Debug, Clone)]
pub struct Run {
    /// The child job.
    pub job: Job,
    /// The pipeline's id.
    pub id: Uuid,
    /// Whether its server said its final state, and which.
    ended: Option<(PipelineState, Option<ErrorObject>)>,
    stop_asked: bool,
    has_exited: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Opening,
    Open,
    /// Told to go, until then.
    Leaving(Moment),
    Gone,
}

/// One session.
pub struct Session {
    client: Client,
    options: SessionOptions,
    clock: Arc<dyn Clock>,
    life: Life,
    ladder: Ladder,
    runs: HashMap<Uuid, Run>,
    /// Jobs that are over.
    ended: Vec<Job>,
    complaints: Vec<u8>,
    actions: Vec<Action>,
    broken: Option<Broken>,
    input_closed: bool,
}

impl Session {
    /// Begins a session; its first words are there to be sent.
    pub fn new(options: SessionOptions, clock: Arc<dyn Clock>) -> Result<Self, ProtocolError> {
        Ok(Self {
            client: Client::open(&options.pool)?,
            options,
            clock,
            life: Life::Opening,
            ladder: Ladder::Top,
            runs: HashMap::new(),
            ended: Vec::new(),
            complaints: Vec::new(),
            actions: Vec::new(),
            broken: None,
            input_closed: false,
        })
    }

    /// Runs a pipeline as this job. What cannot be sent makes the job fail.
    pub fn run(&mut self, job: &Job, pipeline: &Pipeline) -> Uuid {
        let id = Uuid::new_v4();
        job.set_runspace(self.client.pool());
        self.runs.insert(
            id,
            Run {
                job: job.clone(),
                id,
                ended: None,
                stop_asked: false,
                has_exited: false,
            },
        );
        if let Err(error) = self.client.run(id, pipeline) {
            self.fail(id, &error.to_string());
        } else if matches!(self.life, Life::Leaving(_) | Life::Gone) {
            self.finish(id);
        }
        id
    }

    /// Pipes an object into a pipeline.
    pub fn put(&mut self, id: Uuid, value: &Value) {
        if let Err(error) = self.client.send_input(id, value) {
            self.fail(id, &error.to_string());
        }
    }

    /// Ends a pipeline's input.
    pub fn end_input(&mut self, id: Uuid) {
        if let Err(error) = self.client.end_input(id) {
            self.fail(id, &error.to_string());
        }
    }

    /// Answers a host call.
    pub fn answer(
        &mut self,
        scope: HostScope,
        call: &HostCall,
        answer: &Result<Value, ErrorObject>,
    ) {
        if let Err(error) = self.client.answer(scope, call, answer) {
            self.break_down(Broken::BadData(error.to_string()));
        }
    }

    /// Asks a pipeline to stop; the session follows if it ends with its work.
    pub fn stop(&mut self, id: Uuid, grace: Option<Duration>) {
        let Some(run) = self.runs.get_mut(&id) else {
            return;
        };
        run.stop_asked = true;
        if self.life == Life::Opening && self.options.launch == Launch::OwnProcess {
            // It has not begun: nothing of its script has run, so nothing has to be asked.
            self.finish(id);
            self.actions.push(Action::KillTree);
            return;
        }
        self.client.stop(id);
        self.ladder = self.ladder.ask(grace, self.clock.moment());
    }

    /// Ends the session when its pipelines have.
    pub fn close(&mut self) {
        self.leave();
    }

    /// The session's runs that are not over.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.values()
    }

    /// Whether its process is gone, and nothing is left to do.
    pub fn is_gone(&self) -> bool {
        self.life == Life::Gone
    }

    /// Whether the pool is open.
    pub fn is_open(&self) -> bool {
        self.life == Life::Open
    }

    /// What broke it, if something did.
    pub fn broken(&self) -> Option<&Broken> {
        self.broken.as_ref()
    }

    /// What is to be written to the process.
    pub fn output(&mut self) -> &mut Vec<u8> {
        self.client.output()
    }

    /// The buffer for what the process writes; call [`Session::received`] after appending.
    pub fn space(&mut self, room: usize) -> &mut Vec<u8> {
        self.client.space(room)
    }

    /// What is to be done now.
    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }

    /// When something is due.
    pub fn deadline(&self) -> Option<Moment> {
        match self.life {
            Life::Leaving(until) => Some(
                self.ladder
                    .deadline()
                    .map_or(until, |deadline| deadline.min(until)),
            ),
            Life::Gone => None,
            Life::Opening | Life::Open => self.ladder.deadline(),
        }
    }

    /// Bytes came.
    pub fn received(&mut self) {
        loop {
            match self.client.next_event() {
                Ok(Some(event)) => self.event(event),
                Ok(None) => return,
                Err(error) => return self.break_down(Broken::BadData(error.to_string())),
            }
        }
    }

    /// The process complained.
    pub fn complained(&mut self, text: &[u8]) {
        let room = COMPLAINTS.saturating_sub(self.complaints.len());
        self.complaints
            .extend_from_slice(&text[..text.len().min(room)]);
        if self.options.launch == Launch::OwnProcess
            && self.is_alive()
            && let Some(end) = self.complaints.iter().position(|&byte| byte == b'\n')
        {
            let line = String::from_utf8_lossy(&self.complaints[..end]).into_owned();
            self.break_down(Broken::ReportedError(line));
        }
    }

    /// The process is gone, and all that it wrote was received.
    pub fn exited(&mut self, exit: Exit) {
        if self.is_alive() {
            let text = String::from_utf8_lossy(&self.complaints).trim().to_owned();
            let text = match exit {
                _ if !text.is_empty() => text,
                Exit::Code(code) => format!("exit code {code}"),
                Exit::Signal(signal) => format!("signal {signal}"),
            };
            self.broken.get_or_insert(Broken::Exited(text));
        }
        if !matches!(self.ladder, Ladder::Top | Ladder::Killed) {
            // What it started may have outlived it on the way down.
            self.actions.push(Action::KillTree);
        }
        self.life = Life::Gone;
        let ids: Vec<Uuid> = self.runs.keys().copied().collect();
        ids.into_iter().for_each(|id| self.finish(id));
        // A remoting child tells its last state once more when its process is gone.
        self.ended.drain(..).for_each(|job| job.raise_again());
    }

    /// Time has passed.
    pub fn tick(&mut self) {
        let now = self.clock.moment();
        match self.ladder.advance(now) {
            Some(Step::End) => {
                self.break_down_quietly(Broken::StopTimedOut);
                self.actions.push(Action::EndTree);
            }
            Some(Step::Kill) => self.actions.push(Action::KillTree),
            None => {}
        }
        if matches!(self.life, Life::Leaving(until) if until <= now) {
            self.life = Life::Leaving(now.plus(LEAVING));
            self.actions.push(Action::KillTree);
        }
    }

    const fn is_alive(&self) -> bool {
        matches!(self.life, Life::Opening | Life::Open)
    }

    fn event(&mut self, event: ClientEvent) {
        match event {
            ClientEvent::PoolState(PoolState::Opened, _) => self.opened(),
            ClientEvent::PoolState(PoolState::Broken, error) => self.refused(error.as_ref()),
            ClientEvent::Record(id, record) => {
                let now = self.clock.time();
                let Some(run) = self.runs.get(&id) else {
                    return;
                };
                let value = match ErrorObject::from_value(&record.value) {
                    Some(error) if record.kind == StreamKind::Error => self.located(&error).into(),
                    _ => record.value,
                };
                run.job.say(record.kind, value, now);
            }
            ClientEvent::PipelineState(id, state, error) if state.is_final() => {
                self.ended(id, state, error)
            }
            ClientEvent::HostCall(scope, call) => self.host_call(scope, call),
            ClientEvent::StopAcknowledged(id) => {
                // Stopped, whether or not it said so.
                if self.runs.get(&id).is_some_and(|run| run.ended.is_none()) {
                    self.ended(id, PipelineState::Stopped, None);
                }
            }
            ClientEvent::PoolState(..)
            | ClientEvent::PipelineState(..)
            | ClientEvent::PrivateData(_)
            | ClientEvent::InputTaken(_)
            | ClientEvent::PipelineClosed(_)
            | ClientEvent::SessionClosed => {}
        }
    }

    /// An error as one that comes from this session.
    fn located(&self, error: &ErrorObject) -> ErrorObject {
        remoting_error(error, &self.options.computer, self.client.pool())
    }

    fn opened(&mut self) {
        if self.life != Life::Opening {
            return;
        }
        self.life = Life::Open;
        let now = self.clock.time();
        for run in self.runs.values() {
            // One that was stopped meanwhile is over and stays so.
            let _ = run.job.set_active(JobState::Running, now);
        }
    }

    /// The server could not open its pool: an initialization script failed.
    fn refused(&mut self, error: Option<&ErrorObject>) {
        let text = error.map_or_else(|| Str::from("Broken"), |error| error.message());
        let computer = self.options.computer.clone();
        let reason = stint_object::error_record::exception(
            stint_object::types::system::exceptions::REMOTING_TRANSPORT,
            text.clone(),
        );
        let record = stint_object::error_record::ErrorRecord::of(
            reason.clone(),
            "PSSessionStateBroken",
            stint_object::error_record::Category::OpenError,
            Value::Str(computer.clone()),
        );
        record.state.lock().details =
            Some((Str::from(format!("[{computer}] {text}")), Str::default()));
        let outcome = Outcome::Failed {
            reason,
            record: ErrorObject::from(record).into(),
        };
        for (_, run) in std::mem::take(&mut self.runs) {
            let _ = run.job.finish(outcome.clone(), self.clock.time());
        }
        self.leave();
    }

    fn host_call(&mut self, scope: HostScope, call: HostCall) {
        let run = match scope {
            HostScope::Pipeline(id) => self.runs.get_mut(&id),
            HostScope::Pool => self.runs.values_mut().next(),
        };
        let Some(run) = run else { return };
        if call.method == HostMethod::SetShouldExit {
            // `exit` in the script: the session ends, and the job is stopped without anybody having asked.
            run.has_exited = true;
            return;
        }
        run.job
            .host_call(PendingCall { scope, call }, self.clock.time());
    }

    /// A pipeline said its last state.
    fn ended(&mut self, id: Uuid, state: PipelineState, error: Option<ErrorObject>) {
        let Some(run) = self.runs.get_mut(&id) else {
            return;
        };
        run.ended = Some((state, error));
        let forced_end = run.stop_asked;
        self.client.close_pipeline(id);
        if self.options.ends_with_work && forced_end {
            // Nothing of a stopped job is left behind: its end is told when its processes are gone.
            self.leave();
            self.actions.push(Action::KillTree);
        } else {
            self.finish(id);
        }
    }

    /// Ends a run's job by what is known, and the session with it if that was its last work.
    fn finish(&mut self, id: Uuid) {
        let Some(run) = self.runs.remove(&id) else {
            return;
        };
        let outcome = self.outcome(&run);
        // It may have been over already: stopped before it began.
        let _ = run.job.finish(outcome, self.clock.time());
        if self.options.ends_with_work {
            self.ended.push(run.job.clone());
        } else {
            run.job.raise_again();
        }
        if self.runs.is_empty() {
            self.ladder = if self.is_alive() {
                Ladder::Top
            } else {
                self.ladder
            };
            if self.options.ends_with_work || run.has_exited {
                self.leave();
            }
        }
    }

    /// By the first rule that fits: a broken session, a failed pipeline, its state.
    fn outcome(&self, run: &Run) -> Outcome {
        let stopped = Outcome::Stopped {
            reason: Value::Null,
        };
        match &run.ended {
            Some(_) if run.has_exited => stopped,
            Some((PipelineState::Completed, _)) if !run.stop_asked => Outcome::Completed,
            Some((PipelineState::Failed, Some(error))) if !is_stop(error) => {
                reasons::failed_by(&self.located(error))
            }
            Some((PipelineState::Stopped, Some(error))) if !is_stop(error) => {
                reasons::failed_by(&self.located(error))
            }
            Some((PipelineState::Completed, _)) => Outcome::Completed,
            Some(_) => stopped,
            None => match &self.broken {
                Some(broken) => broken.outcome(&self.options.computer),
                None => stopped,
            },
        }
    }

    fn fail(&mut self, id: Uuid, text: &str) {
        if let Some(run) = self.runs.remove(&id) {
            let outcome = Broken::BadData(text.to_owned()).outcome(&self.options.computer);
            let _ = run.job.finish(outcome, self.clock.time());
        }
        if self.runs.is_empty() && self.options.ends_with_work {
            self.leave();
        }
    }

    /// The session cannot go on: its jobs fail, and its processes go.
    fn break_down(&mut self, broken: Broken) {
        self.break_down_quietly(broken);
        let ids: Vec<Uuid> = self.runs.keys().copied().collect();
        ids.into_iter().for_each(|id| self.finish(id));
        self.leave();
        self.actions.push(Action::KillTree);
    }

    fn break_down_quietly(&mut self, broken: Broken) {
        self.broken.get_or_insert(broken);
    }

    /// Tells the process to go.
    fn leave(&mut self) {
        if self.is_alive() {
            self.client.close();
            self.life = Life::Leaving(self.clock.moment().plus(LEAVING));
        }
        if !std::mem::replace(&mut self.input_closed, true) {
            self.actions.push(Action::CloseInput);
        }
    }
}

/// Whether an error only says that the pipeline was stopped.
fn is_stop(error: &ErrorObject) -> bool {
    error
        .fully_qualified_id()
        .eq_ignore_ascii_case("PipelineStopped")
}

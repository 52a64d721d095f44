//! The job of an event's action, where no job table makes one.

use std::sync::Arc;
use stint_cmdlet::Result;
use stint_cmdlet::events::ActionJob;
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, property};
use stint_object::{Data, Lock, Object, Str, Value};

/// The job.
pub(crate) struct EventJob {
    name: Str,
    command: Str,
    state: Lock<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    NotStarted,
    Running,
    Failed,
    Stopped,
}

struct State {
    phase: Phase,
    output: Vec<Value>,
    reason: Value,
}

struct Payload(Arc<EventJob>);

impl Opaque for Payload {}

fn read(this: &Value, take: impl FnOnce(&EventJob) -> Value) -> Result<Value> {
    Ok(this
        .payload::<Payload>()
        .map(|job| take(&job.0))
        .unwrap_or_default())
}

/// `System.Management.Automation.PSEventJob`.
pub(crate) const PS_EVENT_JOB: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.PSEventJob").properties(&[
            property("string Name {get;set;}", |this| {
                read(this, |job| job.name.clone().into())
            }),
            property("string Command {get;}", |this| {
                read(this, |job| job.command.clone().into())
            }),
            property("string State {get;}", |this| {
                read(this, |job| job.phase().into())
            }),
            property("bool HasMoreData {get;}", |this| {
                read(this, |job| (!job.state.lock().output.is_empty()).into())
            }),
            property("System.Object[] Output {get;}", |this| {
                read(this, |job| Value::array(job.state.lock().output.clone()))
            }),
            property("System.Exception Reason {get;}", |this| {
                read(this, |job| job.state.lock().reason.clone())
            }),
        ]);
    Type(&INFO)
};

impl EventJob {
    /// A job that has not run yet.
    pub(crate) fn new(name: &str, action: &Value) -> Arc<dyn ActionJob> {
        let command = match action.data() {
            Some(Data::ScriptBlock(block)) => block.text(),
            _ => Str::default(),
        };
        let state = State {
            phase: Phase::NotStarted,
            output: Vec::new(),
            reason: Value::Null,
        };
        Arc::new(Shared(Arc::new(Self {
            name: name.into(),
            command,
            state: Lock::new(state),
        })))
    }

    fn phase(&self) -> &'static str {
        match self.state.lock().phase {
            Phase::NotStarted => "NotStarted",
            Phase::Running => "Running",
            Phase::Failed => "Failed",
            Phase::Stopped => "Stopped",
        }
    }
}

struct Shared(Arc<EventJob>);

impl ActionJob for Shared {
    fn object(&self) -> Value {
        Value::Object(Object::opaque(PS_EVENT_JOB, Payload(self.0.clone())))
    }

    fn is_open(&self) -> bool {
        matches!(
            self.0.state.lock().phase,
            Phase::NotStarted | Phase::Running
        )
    }

    fn begin(&self) {
        self.0.state.lock().phase = Phase::Running;
    }

    fn output(&self, values: Vec<Value>) {
        self.0.state.lock().output.extend(values);
    }

    fn fail(&self, error: Value) {
        let mut state = self.0.state.lock();
        state.phase = Phase::Failed;
        state.reason = error;
    }

    fn stop(&self) {
        let mut state = self.0.state.lock();
        if state.phase != Phase::Failed {
            state.phase = Phase::Stopped;
        }
    }
}

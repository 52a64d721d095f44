//! `System.Management.Automation.Job` and `Job2`.

use std::any::Any;
use std::time::SystemTime;

use stint_journal::{Parker, Timestamp};
use stint_object::event_source::{EventHandler, EventSource};
use stint_object::members::{CodeProperty, Member};
use stint_object::object::Opaque;
use stint_object::types::native::{Plain, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Property, TypeInfo, registry, settable, system, throw};
use stint_object::{Data, Lock, Object, Result, Str, Value};

use super::{JOB, date_value, info_value, kinds, stream_value, wait_handle};
use crate::job::{Job, JobState, StreamKind};

/// The payload of a job's object.
pub(super) struct JobObject(pub Job);

impl Opaque for JobObject {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other
            .as_any()
            .downcast_ref::<Self>()
            .is_some_and(|other| self.0.is(&other.0))
    }

    fn event_source(&self) -> Option<&dyn EventSource> {
        Some(self)
    }
}

impl EventSource for JobObject {
    fn event_names(&self) -> &'static [&'static str] {
        if self.0.kind().is_adapter_job() {
            return &[
                "StateChanged",
                "ResumeJobCompleted",
                "StartJobCompleted",
                "StopJobCompleted",
                "SuspendJobCompleted",
                "UnblockJobCompleted",
            ];
        }
        &["StateChanged"]
    }

    fn subscribe(
        &self,
        sender: &Value,
        event: &str,
        handler: EventHandler,
    ) -> Box<dyn Any + Send + Sync> {
        if event != "StateChanged" {
            return Box::new(());
        }
        let sender = sender.clone();
        let subscription = self.0.on_state_changed(move |_, change| {
            handler(sender.clone(), super::change_value(change.clone()));
        });
        Box::new(subscription)
    }
}

/// The object that stands for a job, the same one each time.
pub fn job_value(job: &Job) -> Value {
    Value::Object(
        job.object(|job| Object::opaque(kinds::type_of(job.kind()), JobObject(job.clone()))),
    )
}

/// The job that a value stands for, if it is one.
pub fn job_of(value: &Value) -> Option<Job> {
    value.payload::<JobObject>().map(|object| object.0.clone())
}

/// The job of a member's `this`.
pub(super) fn this(value: &Value) -> Result<Job> {
    job_of(value).ok_or_else(|| throw::of(exceptions::INVALID_OPERATION, "this is no job"))
}

macro_rules! stream {
    ($signature:literal, $kind:ident) => {
        settable(
            $signature,
            |value| Ok(stream_value(&this(value)?, StreamKind::$kind)),
            |_, _| {
                Err(throw::of(
                    exceptions::NOT_SUPPORTED,
                    "The streams of a job cannot be replaced.",
                ))
            },
        )
    };
}

static PROPERTIES: [Property; 20] = [
    property!("string Command {get;}", |value| this(value)?.command()),
    property!(
        "System.Management.Automation.JobStateInfo JobStateInfo {get;}",
        |value| info_value(this(value)?.state_info())
    ),
    property!("System.Threading.WaitHandle Finished {get;}", |value| {
        wait_handle::finished(this(value)?)
    }),
    property!("guid InstanceId {get;}", |value| {
        Value::object(system::GUID, Data::Guid(this(value)?.instance_id()))
    }),
    property!("int Id {get;}", |value| this(value)?.id()),
    settable(
        "string Name {get;set;}",
        |value| Ok(Value::Str(this(value)?.name())),
        |value, name| {
            let job = this(value)?;
            if job.is_disposed() {
                let text = "Cannot access a disposed object.\nObject name: 'PSJob'.";
                return Err(throw::of(exceptions::PS_OBJECT_DISPOSED, text));
            }
            job.set_name(Str::from(name.text()));
            Ok(())
        },
    ),
    property!(
        "System.Collections.Generic.IList[System.Management.Automation.Job] ChildJobs {get;}",
        |value| children(&this(value)?)
    ),
    property!("System.Nullable[datetime] PSBeginTime {get;}", |value| {
        this(value)?.begun().map(date_value)
    }),
    property!("System.Nullable[datetime] PSEndTime {get;}", |value| this(
        value
    )?
    .ended()
    .map(date_value)),
    property!("string PSJobTypeName {get;}", |value| this(value)?
        .kind()
        .type_name()),
    stream!(
        "System.Management.Automation.PSDataCollection[psobject] Output {get;set;}",
        Output
    ),
    stream!(
        "System.Management.Automation.PSDataCollection[System.Management.Automation.ErrorRecord] Error {get;set;}",
        Error
    ),
    stream!(
        "System.Management.Automation.PSDataCollection[System.Management.Automation.ProgressRecord] Progress {get;set;}",
        Progress
    ),
    stream!(
        "System.Management.Automation.PSDataCollection[System.Management.Automation.VerboseRecord] Verbose {get;set;}",
        Verbose
    ),
    stream!(
        "System.Management.Automation.PSDataCollection[System.Management.Automation.DebugRecord] Debug {get;set;}",
        Debug
    ),
    stream!(
        "System.Management.Automation.PSDataCollection[System.Management.Automation.WarningRecord] Warning {get;set;}",
        Warning
    ),
    stream!(
        "System.Management.Automation.PSDataCollection[System.Management.Automation.InformationRecord] Information {get;set;}",
        Information
    ),
    HAS_MORE_DATA,
    STATUS_MESSAGE,
    LOCATION,
];

/// Declared by each kind of job itself, and so listed before what they inherit.
pub(super) const HAS_MORE_DATA: Property =
    property!("bool HasMoreData {get;}", |value| this(value)?
        .has_more_data());
pub(super) const STATUS_MESSAGE: Property =
    property!("string StatusMessage {get;}", |value| this(value)?
        .kind()
        .status_message());
pub(super) const LOCATION: Property = property!("string Location {get;}", |value| {
    let job = this(value)?;
    // An event job is nowhere.
    (job.kind() != crate::JobKind::Event).then(|| job.location())
});

fn children(job: &Job) -> Value {
    let list = registry::close(system::LIST, &[JOB]).unwrap_or(system::ARRAY_LIST);
    let children = job.children().iter().map(job_value).collect();
    Value::object(list, Data::List(Lock::new(children)))
}

static METHODS: [Method; 4] = [
    method!("void StopJob()", |value, _| {
        stop(&this(value)?);
    }),
    method!("void Dispose()", |value, _| {
        let job = this(value)?;
        if !job.state().is_finished() {
            stop(&job);
        }
        job.dispose();
    }),
    method!("void LoadJobStreams()", |_, _| ()),
    method!("void UnloadJobStreams()", |_, _| ()),
];

/// Stops a job and waits until it is over.
pub(super) fn stop(job: &Job) {
    job.begin_stop(None, SystemTime::now().into());
    wait_for_end(job, None);
}

/// Waits until a job is over, at most so long; says whether it is. The loop is driven by the background thread or by another
/// waiter meanwhile.
pub(super) fn wait_for_end(job: &Job, limit: Option<std::time::Duration>) -> bool {
    let parker = Parker::new();
    let _watch = job.watch(&parker.waker());
    let deadline = limit.map(|limit| std::time::Instant::now() + limit);
    while !job.state().is_finished() {
        match deadline {
            None => parker.park(),
            Some(deadline) => {
                let left = deadline.saturating_duration_since(std::time::Instant::now());
                if left.is_zero() {
                    return false;
                }
                parker.park_timeout(left);
            }
        }
    }
    true
}

static STATE: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object State {get=$this.JobStateInfo.State.ToString();}",
    get: |value| Ok(Value::str(this(value)?.state().name())),
    set: None,
};

pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Job")
    .properties(&PROPERTIES)
    .methods(&METHODS)
    .extended(&[("State", Member::Code(&STATE))])
    .events(&[(
        "StateChanged",
        "System.EventHandler`1[System.Management.Automation.JobStateEventArgs] StateChanged(System.Object, \
         System.Management.Automation.JobStateEventArgs)",
    )]);

fn not_implemented() -> stint_object::Flow {
    throw::of(
        exceptions::NOT_IMPLEMENTED,
        "The method or operation is not implemented.",
    )
}

fn start(value: &Value) -> Result<()> {
    if this(value)?.state() == JobState::NotStarted {
        return Err(not_implemented());
    }
    Err(throw::of(
        exceptions::INVALID_OPERATION,
        "Cannot start job because it is not in NotStarted state.",
    ))
}

fn stop_async(value: &Value) -> Result<()> {
    this(value)?.begin_stop(None, Timestamp::from(SystemTime::now()));
    Ok(())
}

static JOB2_METHODS: [Method; 14] = [
    method!("void StartJob()", |value, _| start(value)),
    method!("void StartJobAsync()", |value, _| start(value)),
    method!("void StopJob(bool force, string reason)", |value, _| stop(
        &this(value)?
    )),
    method!("void StopJobAsync()", |value, _| stop_async(value)),
    method!(
        "void StopJobAsync(bool force, string reason)",
        |value, _| stop_async(value)
    ),
    method!("void SuspendJob()", |_, _| Err::<(), _>(not_implemented())),
    method!("void SuspendJob(bool force, string reason)", |_, _| Err::<
        (),
        _,
    >(
        not_implemented()
    )),
    method!("void SuspendJobAsync()", |_, _| Err::<(), _>(
        not_implemented()
    )),
    method!("void SuspendJobAsync(bool force, string reason)", |_, _| {
        Err::<(), _>(not_implemented())
    }),
    method!("void ResumeJob()", |_, _| Err::<(), _>(not_implemented())),
    method!("void ResumeJobAsync()", |_, _| Err::<(), _>(
        not_implemented()
    )),
    method!("void UnblockJob()", |_, _| Err::<(), _>(not_implemented())),
    method!("void UnblockJobAsync()", |_, _| Err::<(), _>(
        not_implemented()
    )),
    method!("void StopJob()", |value, _| stop(&this(value)?)),
];

pub(super) static JOB2: TypeInfo = TypeInfo::class("System.Management.Automation.Job2")
    .base(JOB)
    .methods(&JOB2_METHODS)
    .events(&[
        ("ResumeJobCompleted", ASYNC_EVENT[0]),
        ("StartJobCompleted", ASYNC_EVENT[1]),
        ("StopJobCompleted", ASYNC_EVENT[2]),
        ("SuspendJobCompleted", ASYNC_EVENT[3]),
        ("UnblockJobCompleted", ASYNC_EVENT[4]),
    ]);

macro_rules! async_event {
    ($name:literal) => {
        concat!(
            "System.EventHandler`1[System.ComponentModel.AsyncCompletedEventArgs] ",
            $name,
            "(System.Object, System.ComponentModel.AsyncCompletedEventArgs)"
        )
    };
}

const ASYNC_EVENT: [&str; 5] = [
    async_event!("ResumeJobCompleted"),
    async_event!("StartJobCompleted"),
    async_event!("StopJobCompleted"),
    async_event!("SuspendJobCompleted"),
    async_event!("UnblockJobCompleted"),
];

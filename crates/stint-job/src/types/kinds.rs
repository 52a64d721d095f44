//! The kinds of jobs: what each declares itself.

use stint_object::types::native::property;
use stint_object::types::{Property, TypeInfo};
use stint_object::{Type, Value};

use super::job::{HAS_MORE_DATA, LOCATION, STATUS_MESSAGE};
use super::{
    EVENT_JOB as EVENT, JOB, JOB2, REMOTING_CHILD_JOB as CHILD, REMOTING_JOB as REMOTING,
    TASK_CHILD_JOB as TASK_CHILD, TASK_JOB as TASK, THREAD_JOB as THREAD,
};
use crate::job::JobKind;

/// The .NET type of a kind of job.
pub const fn type_of(kind: JobKind) -> Type {
    match kind {
        JobKind::Background | JobKind::Remote => REMOTING,
        JobKind::Child => CHILD,
        JobKind::Thread => THREAD,
        JobKind::Task => TASK,
        JobKind::TaskChild => TASK_CHILD,
        JobKind::Event => EVENT,
    }
}

/// There is no script debugger.
const DEBUGGER: Property = property!(
    "System.Management.Automation.Debugger Debugger {get;}",
    |_| Value::Null
);
const IS_ASYNC: Property = property!("bool IsAsync {get;set;}", |_| true);

static REMOTING_PROPERTIES: [Property; 3] = [HAS_MORE_DATA, STATUS_MESSAGE, LOCATION];
static CHILD_PROPERTIES: [Property; 6] = [
    property!("runspace Runspace {get;}", |_| Value::Null),
    LOCATION,
    STATUS_MESSAGE,
    HAS_MORE_DATA,
    DEBUGGER,
    IS_ASYNC,
];
static THREAD_PROPERTIES: [Property; 5] =
    [HAS_MORE_DATA, LOCATION, STATUS_MESSAGE, DEBUGGER, IS_ASYNC];
static TASK_PROPERTIES: [Property; 4] = [
    property!("int AllocatedRunspaceCount {get;}", |value| {
        super::job_of(value).map_or(0, |job| job.allocated_runspaces())
    }),
    LOCATION,
    HAS_MORE_DATA,
    STATUS_MESSAGE,
];
static EVENT_PROPERTIES: [Property; 4] = [
    property!("psmoduleinfo Module {get;}", |_| Value::Null),
    STATUS_MESSAGE,
    HAS_MORE_DATA,
    LOCATION,
];

pub(super) static REMOTING_JOB: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSRemotingJob")
        .base(JOB)
        .properties(&REMOTING_PROPERTIES);
pub(super) static REMOTING_CHILD_JOB: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSRemotingChildJob")
        .base(JOB)
        .properties(&CHILD_PROPERTIES);
pub(super) static THREAD_JOB: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.ThreadJob.ThreadJob")
        .base(JOB2)
        .properties(&THREAD_PROPERTIES);
pub(super) static TASK_JOB: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSTasks.PSTaskJob")
        .base(JOB)
        .properties(&TASK_PROPERTIES);
pub(super) static TASK_CHILD_JOB: TypeInfo =
    TypeInfo::class("System.Management.Automation.PSTasks.PSTaskChildJob")
        .base(JOB)
        .properties(&THREAD_PROPERTIES);
pub(super) static EVENT_JOB: TypeInfo = TypeInfo::class("System.Management.Automation.PSEventJob")
    .base(JOB)
    .properties(&EVENT_PROPERTIES);

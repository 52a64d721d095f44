//! Jobs as scripts see them: the .NET types of this crate, one file a type.
//!
//! Call [`register`] once before anything looks a type up. [`job_value`] and [`job_of`] go from a job to its object and back.

mod job;
mod job_state;
mod job_state_event_args;
mod job_state_info;
mod kinds;
mod ps_data_collection;
mod remoting_error_record;
mod wait_handle;

use std::sync::Once;

use stint_journal::Timestamp;
use stint_object::text::ticks::{DateTimeTicks, Kind, UNIX_EPOCH};
use stint_object::text::zone::Zone;
use stint_object::types::{native, registry};
use stint_object::{Type, Value};

pub use job::{job_of, job_value};
pub use job_state::state_value;
pub use job_state_event_args::{change_of, change_value};
pub use job_state_info::{info_of, info_value};
pub use kinds::type_of;
pub use ps_data_collection::stream_value;
pub use remoting_error_record::remoting_error;

/// `System.Management.Automation.Job`.
pub const JOB: Type = Type(&job::INFO);
/// `System.Management.Automation.Job2`.
pub const JOB2: Type = Type(&job::JOB2);
/// `System.Management.Automation.PSRemotingJob`.
pub const REMOTING_JOB: Type = Type(&kinds::REMOTING_JOB);
/// `System.Management.Automation.PSRemotingChildJob`.
pub const REMOTING_CHILD_JOB: Type = Type(&kinds::REMOTING_CHILD_JOB);
/// `Microsoft.PowerShell.ThreadJob.ThreadJob`.
pub const THREAD_JOB: Type = Type(&kinds::THREAD_JOB);
/// `System.Management.Automation.PSTasks.PSTaskJob`.
pub const TASK_JOB: Type = Type(&kinds::TASK_JOB);
/// `System.Management.Automation.PSTasks.PSTaskChildJob`.
pub const TASK_CHILD_JOB: Type = Type(&kinds::TASK_CHILD_JOB);
/// `System.Management.Automation.PSEventJob`.
pub const EVENT_JOB: Type = Type(&kinds::EVENT_JOB);
/// `System.Management.Automation.JobState`.
pub const JOB_STATE: Type = Type(&job_state::INFO);
/// `System.Management.Automation.JobStateInfo`.
pub const JOB_STATE_INFO: Type = Type(&job_state_info::INFO);
/// `System.EventArgs`.
pub const EVENT_ARGS: Type = stint_object::event_source::EVENT_ARGS;
/// `System.Management.Automation.JobStateEventArgs`.
pub const JOB_STATE_EVENT_ARGS: Type = Type(&job_state_event_args::INFO);
/// `System.Management.Automation.PSDataCollection`1`.
pub const DATA_COLLECTION: Type = Type(&ps_data_collection::INFO);
/// `System.Management.Automation.Runspaces.RemotingErrorRecord`.
pub const REMOTING_ERROR_RECORD: Type = Type(&remoting_error_record::INFO);
/// `System.Management.Automation.Remoting.OriginInfo`.
pub const ORIGIN_INFO: Type = Type(&remoting_error_record::ORIGIN);
/// `System.Threading.WaitHandle`.
pub const WAIT_HANDLE: Type = Type(&wait_handle::WAIT_HANDLE);
/// `System.Threading.EventWaitHandle`.
pub const EVENT_WAIT_HANDLE: Type = Type(&wait_handle::EVENT_WAIT_HANDLE);
/// `System.Threading.ManualResetEvent`.
pub const MANUAL_RESET_EVENT: Type = Type(&wait_handle::MANUAL_RESET_EVENT);

static ALL: &[Type] = &[
    JOB,
    JOB2,
    REMOTING_JOB,
    REMOTING_CHILD_JOB,
    THREAD_JOB,
    TASK_JOB,
    TASK_CHILD_JOB,
    EVENT_JOB,
    JOB_STATE,
    JOB_STATE_INFO,
    EVENT_ARGS,
    JOB_STATE_EVENT_ARGS,
    DATA_COLLECTION,
    REMOTING_ERROR_RECORD,
    ORIGIN_INFO,
    WAIT_HANDLE,
    EVENT_WAIT_HANDLE,
    MANUAL_RESET_EVENT,
];

/// Makes the types known by name.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| registry::register(ALL));
}

/// A moment as a local `System.DateTime`.
pub fn date_value(at: Timestamp) -> Value {
    let ticks = UNIX_EPOCH + i64::try_from(at.nanos() / 100).unwrap_or(i64::MAX / 2);
    let ticks = ticks + Zone::local().offset_of_utc(ticks);
    native::date(DateTimeTicks {
        ticks,
        kind: Kind::Local,
    })
}

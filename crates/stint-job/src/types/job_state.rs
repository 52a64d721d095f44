//! `System.Management.Automation.JobState`.

use stint_object::Value;
use stint_object::access::enums;
use stint_object::types::TypeInfo;

use super::JOB_STATE;
use crate::job::JobState;

pub(super) static INFO: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.JobState",
    &[
        ("NotStarted", 0),
        ("Running", 1),
        ("Completed", 2),
        ("Failed", 3),
        ("Stopped", 4),
        ("Blocked", 5),
        ("Suspended", 6),
        ("Disconnected", 7),
        ("Suspending", 8),
        ("Stopping", 9),
        ("AtBreakpoint", 10),
    ],
);

/// A state as the enum's value.
pub fn state_value(state: JobState) -> Value {
    enums::value(JOB_STATE, state as i64)
}

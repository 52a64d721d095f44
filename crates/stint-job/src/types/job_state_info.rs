//! `System.Management.Automation.JobStateInfo`.

use stint_object::object::Opaque;
use stint_object::types::native::{Plain, method, property};
use stint_object::types::{Method, Property, TypeInfo};
use stint_object::{Object, Value};

use super::{JOB_STATE_INFO, state_value};
use crate::job::{JobState, StateInfo};

impl Opaque for StateInfo {}

/// A state info as an object.
pub fn info_value(info: StateInfo) -> Value {
    Value::Object(Object::opaque(JOB_STATE_INFO, info))
}

/// The state info that a value is.
pub fn info_of(value: &Value) -> Option<&StateInfo> {
    value.payload::<StateInfo>()
}

fn made(state: &Value, reason: Value) -> Value {
    let number = usize::try_from(state.number()).unwrap_or_default();
    let state = JobState::ALL
        .get(number)
        .copied()
        .unwrap_or(JobState::NotStarted);
    info_value(StateInfo { state, reason })
}

static CONSTRUCTORS: [Method; 2] = [
    method!(
        "System.Management.Automation.JobStateInfo(System.Management.Automation.JobState state)",
        |_, args| made(&args[0], Value::Null)
    ),
    method!(
        "System.Management.Automation.JobStateInfo(System.Management.Automation.JobState state, System.Exception reason)",
        |_, args| made(&args[0], args[1].clone())
    ),
];
static PROPERTIES: [Property; 2] = [
    property!(
        "System.Management.Automation.JobState State {get;}",
        |value| info_of(value).map(|info| state_value(info.state))
    ),
    property!("System.Exception Reason {get;}", |value| info_of(value)
        .map(|info| info.reason.clone())),
];
static METHODS: [Method; 1] = [method!("string ToString()", |value, _| info_of(value)
    .map_or("", |info| info.state.name()))];

pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.JobStateInfo")
    .constructors(&CONSTRUCTORS)
    .properties(&PROPERTIES)
    .methods(&METHODS);

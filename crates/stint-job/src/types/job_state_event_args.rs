//! `System.Management.Automation.JobStateEventArgs`.

use stint_object::object::Opaque;
use stint_object::types::native::property;
use stint_object::types::{Property, TypeInfo};
use stint_object::{Object, Value};

use super::{JOB_STATE_EVENT_ARGS, info_value};
use crate::job::StateChange;

impl Opaque for StateChange {}

/// A state change as an event's arguments.
pub fn change_value(change: StateChange) -> Value {
    Value::Object(Object::opaque(JOB_STATE_EVENT_ARGS, change))
}

/// The state change that a value is.
pub fn change_of(value: &Value) -> Option<&StateChange> {
    value.payload::<StateChange>()
}

static PROPERTIES: [Property; 2] = [
    property!(
        "System.Management.Automation.JobStateInfo JobStateInfo {get;}",
        |value| change_of(value).map(|change| info_value(change.now.clone()))
    ),
    property!(
        "System.Management.Automation.JobStateInfo PreviousJobStateInfo {get;}",
        |value| change_of(value).map(|change| info_value(change.before.clone()))
    ),
];

pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.JobStateEventArgs")
        .base(super::EVENT_ARGS)
        .properties(&PROPERTIES);

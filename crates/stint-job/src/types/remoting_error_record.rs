//! `System.Management.Automation.Runspaces.RemotingErrorRecord`: an error of a job's own process or of another machine, with where
//! it comes from.

use stint_object::error_record::{ErrorObject, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::native::{method, property};
use stint_object::types::{Method, Property, TypeInfo, system};
use stint_object::{Data, Lock, Object, Str, Value};
use stint_wire::Uuid;

use super::{ORIGIN_INFO, REMOTING_ERROR_RECORD};

/// `OriginInfo`: the computer and runspace that something comes from.
#[derive(Debug, Clone)]
struct Origin {
    computer: Str,
    runspace: Uuid,
}

impl Opaque for Origin {}

/// The same error as one that comes from a runspace of a computer.
pub fn remoting_error(error: &ErrorObject, computer: &Str, runspace: Uuid) -> ErrorObject {
    let mut state = error.state.lock().clone();
    let origin = Origin {
        computer: computer.clone(),
        runspace,
    };
    state.remote = Some(Value::Object(Object::opaque(ORIGIN_INFO, origin)));
    let record = ErrorRecord {
        exception: error.exception.clone(),
        id: error.id.clone(),
        category: error.category,
        target: error.target.clone(),
        state: Lock::new(state),
    };
    let bag = error.object().added().bag.clone();
    let object = Object::with_members(
        REMOTING_ERROR_RECORD,
        Data::ErrorRecord(Box::new(record)),
        bag,
    );
    ErrorObject::from_value(&Value::Object(object)).unwrap_or_else(|| error.clone())
}

static PROPERTIES: [Property; 1] = [property!(
    "System.Management.Automation.Remoting.OriginInfo OriginInfo {get;}",
    |value| ErrorObject::from_value(value).and_then(|error| error.state.lock().remote.clone())
)];

pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Management.Automation.Runspaces.RemotingErrorRecord")
        .base(system::ERROR_RECORD)
        .properties(&PROPERTIES);

fn guid(id: Uuid) -> Value {
    Value::object(system::GUID, Data::Guid(id))
}

fn origin(value: &Value) -> Option<&Origin> {
    value.payload::<Origin>()
}

static ORIGIN_PROPERTIES: [Property; 3] = [
    property!("string PSComputerName {get;}", |value| origin(value)
        .map(|origin| origin.computer.clone())),
    property!("guid RunspaceID {get;}", |value| origin(value)
        .map(|origin| guid(origin.runspace))),
    property!("guid InstanceID {get;set;}", |_| guid(Uuid::nil())),
];
static ORIGIN_METHODS: [Method; 1] = [method!("string ToString()", |value, _| origin(value)
    .map(|origin| origin.computer.clone()))];

pub(super) static ORIGIN: TypeInfo =
    TypeInfo::class("System.Management.Automation.Remoting.OriginInfo")
        .properties(&ORIGIN_PROPERTIES)
        .methods(&ORIGIN_METHODS);

//! `$ExecutionContext`.

use stint_object::types::TypeInfo;
use stint_object::{Data, Object, Type, Value};

/// `System.Management.Automation.EngineIntrinsics`.
pub const ENGINE_INTRINSICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.EngineIntrinsics");
    Type(&INFO)
};

/// `$ExecutionContext`.
pub fn object() -> Value {
    let object = Object::new(ENGINE_INTRINSICS, Data::Custom);
    object.set_note("Host", crate::host_object::object());
    object.set_note("InvokeCommand", crate::session_state::invoke_command());
    object.set_note("SessionState", crate::session_state::object());
    Value::Object(object)
}

//! `$ExecutionContext`.

use crate::session_state;
use stint_object::types::TypeInfo;
use stint_object::{Data, Object, Type, Value};

/// `System.Management.Automation.EngineIntrinsics`.
pub const ENGINE_INTRINSICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.EngineIntrinsics");
    Type(&INFO)
};

/// `$ExecutionContext` as the code of a module sees it.
pub fn object(module: u32) -> Value {
    let object = Object::new(ENGINE_INTRINSICS, Data::Custom);
    object.set_note("Host", crate::host_object::object());
    object.set_note("InvokeCommand", session_state::commands_of(module));
    object.set_note("SessionState", session_state::object(module));
    Value::Object(object)
}

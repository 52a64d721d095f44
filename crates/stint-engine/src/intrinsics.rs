//! `$ExecutionContext` and `$Host`.

use crate::runspace::Runspace;
use stint_object::types::TypeInfo;
use stint_object::{Data, Object, Type, Value};

/// `System.Management.Automation.EngineIntrinsics`.
pub const ENGINE_INTRINSICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.EngineIntrinsics");
    Type(&INFO)
};

/// `System.Management.Automation.Internal.Host.InternalHost`.
pub const INTERNAL_HOST: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.Internal.Host.InternalHost");
    Type(&INFO)
};

/// `$ExecutionContext`.
pub fn object(rs: &Runspace) -> Value {
    let object = Object::new(ENGINE_INTRINSICS, Data::Custom);
    object.set_note("Host", host(rs));
    Value::Object(object)
}

/// `$Host`.
pub fn host(rs: &Runspace) -> Value {
    let object = Object::new(INTERNAL_HOST, Data::Custom);
    object.set_note("Name", Value::str(rs.host.borrow().name()));
    Value::Object(object)
}

//! `$PSCmdlet`: what an advanced function may do beyond its own statements.

use crate::function::Run;
use crate::pipeline::Stage;
use crate::runspace::Runspace;
use stint_object::types::TypeInfo;
use stint_object::{Data, Object, Type, Value};

/// `System.Management.Automation.PSScriptCmdlet`.
pub const PS_SCRIPT_CMDLET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSScriptCmdlet");
    Type(&INFO)
};

/// The object of an advanced function's call.
pub fn object(rs: &Runspace, stage: &Stage, run: &Run) -> Value {
    let _ = (rs, stage);
    let object = Object::new(PS_SCRIPT_CMDLET, Data::Custom);
    object.set_note(
        "ParameterSetName",
        Value::str(run.frame.activation.parameter_set.borrow().clone()),
    );
    Value::Object(object)
}

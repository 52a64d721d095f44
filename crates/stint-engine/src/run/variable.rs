//! Variables: by slot, by name on the way up, and the automatic ones.

use crate::context::Env;
use crate::error;
use crate::frame::{self, Frame, FrameKind, Slot, chain, global_scope, script_scope};
use crate::node::{Local, Qualifier};
use crate::symbol::Symbol;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Variable;
use stint_cmdlet::variable::options;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::Category;
use stint_object::{Data, Lock, Result, Value};

/// Reads a variable.
#[inline]
pub fn read(env: &Env<'_>, local: Local) -> Result<Value> {
    match env.frame.get(local.slot) {
        Some(value) => Ok(value),
        None => read_up(env, local),
    }
}

#[cold]
fn missing(env: &Env<'_>, local: Local) -> Result<Value> {
    if let Some(value) = env.rs.automatic(local.name) {
        return Ok(value);
    }
    if env.rs.strict(env.frame) >= 1 {
        return Err(error::runtime(
            "VariableIsUndefined",
            Category::InvalidOperation,
            format!(
                "The variable '${}' cannot be retrieved because it has not been set.",
                local.name.text()
            ),
        )
        .with_target(Value::str(local.name.text()))
        .into());
    }
    Ok(Value::Null)
}

fn read_up(env: &Env<'_>, local: Local) -> Result<Value> {
    match env
        .frame
        .parent
        .as_ref()
        .and_then(|parent| by_name_from_below(parent, local.name))
    {
        Some(value) => Ok(value),
        None => missing(env, local),
    }
}

/// Reads a variable, null if it is not set.
pub fn read_loose(env: &Env<'_>, local: Local) -> Value {
    env.frame
        .get(local.slot)
        .or_else(|| {
            env.frame
                .parent
                .as_ref()
                .and_then(|parent| by_name_from_below(parent, local.name))
        })
        .or_else(|| env.rs.automatic(local.name))
        .unwrap_or_default()
}

/// A variable by name, from a scope up; one that is private is seen only in its own scope.
pub fn by_name(frame: &Rc<Frame>, name: Symbol) -> Option<Value> {
    find(frame, name).and_then(|(scope, slot)| scope.get(slot))
}

/// A variable by name as a scope below sees it: private ones are passed over.
fn by_name_from_below(frame: &Rc<Frame>, name: Symbol) -> Option<Value> {
    chain(frame).find_map(|scope| {
        let (slot, _) = scope.named(name)?;
        if scope.is_private(slot) {
            None
        } else {
            scope.get(slot)
        }
    })
}

/// The variable with the option `AllScope` that a name means in a scope: the scopes below the one that holds it share it.
pub fn of_all_scopes(frame: &Rc<Frame>, name: Symbol) -> Option<Arc<Variable>> {
    chain(frame).find_map(|scope| match scope.named(name) {
        Some((_, Slot::Variable(variable)))
            if variable.meta.lock().options & options::ALL_SCOPE != 0 =>
        {
            Some(variable)
        }
        _ => None,
    })
}

/// The scope in which a name is set, and its slot there.
pub fn find(frame: &Rc<Frame>, name: Symbol) -> Option<(&Rc<Frame>, u32)> {
    for (up, scope) in chain(frame).enumerate() {
        if let Some((slot, _)) = scope.named(name)
            && (up == 0 || !scope.is_private(slot))
        {
            return Some((scope, slot));
        }
    }
    None
}

/// The scope that a qualifier names.
pub fn scope_of<'a>(env: &Env<'a>, qualifier: Qualifier) -> &'a Rc<Frame> {
    match qualifier {
        Qualifier::Global => global_scope(env.frame),
        Qualifier::Script => script_scope(env.frame),
        Qualifier::Local | Qualifier::Private => env.frame,
    }
}

/// `$global:x`, `$script:x`, `$local:x`, `$private:x`.
pub fn read_scoped(env: &Env<'_>, qualifier: Qualifier, local: Local) -> Result<Value> {
    let scope = scope_of(env, qualifier);
    match scope
        .named(local.name)
        .and_then(|(slot, _)| scope.get(slot))
    {
        Some(value) => Ok(value),
        None if qualifier == Qualifier::Global
            || !frame::global_scope(env.frame).layout.is_empty()
                && std::ptr::eq(&raw const **scope, &raw const **global_scope(env.frame)) =>
        {
            missing(env, local)
        }
        None if env.rs.strict(env.frame) >= 1 => missing(env, local),
        None => Ok(Value::Null),
    }
}

/// `$env:PATH`, `$function:f` and other drives.
pub fn read_drive(env: &Env<'_>, drive: &str, path: &str) -> Result<Value> {
    if drive.eq_ignore_ascii_case("env") {
        return Ok(env.rs.environment(path).map_or(Value::Null, Value::from));
    }
    env.rs.read_drive(env, drive, path)
}

fn activated(frame: &Rc<Frame>) -> &Rc<Frame> {
    chain(frame)
        .find(|frame| frame.activation.has_args)
        .unwrap_or(frame)
}

/// `$args`.
pub fn args(env: &Env<'_>) -> Value {
    if let Some((slot, Slot::Value(value))) = env.frame.named(*crate::symbol::known::ARGS) {
        let _ = slot;
        return value;
    }
    Value::array(activated(env.frame).activation.args.borrow().clone())
}

/// `$input`.
pub fn input(env: &Env<'_>) -> Value {
    let frame = activated(env.frame);
    frame.activation.rare().input.borrow_mut().enumerator()
}

/// `$PSBoundParameters`.
pub fn bound(env: &Env<'_>) -> Value {
    let frame = activated(env.frame);
    let made = frame.activation.rare().bound.borrow().clone();
    made.unwrap_or_else(|| {
        let value = bound_plainly(frame);
        *frame.activation.rare().bound.borrow_mut() = Some(value.clone());
        value
    })
}

/// `$PSBoundParameters` of a function that was bound straight into slots.
fn bound_plainly(frame: &Rc<Frame>) -> Value {
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (name, value) in frame.bound_parameters() {
        dict.insert(Value::Str(name), value);
    }
    Value::object(
        crate::objects::BOUND_PARAMETERS,
        Data::Dict(Lock::new(dict)),
    )
}

/// `$MyInvocation`.
pub fn my_invocation(env: &Env<'_>) -> Value {
    chain(env.frame)
        .find_map(|frame| frame.invocation())
        .map_or_else(
            // What nobody called was called from nowhere.
            || env.rs.invocation_object(Arc::default()),
            |invocation| env.rs.invocation_object(invocation),
        )
}

/// `$PSCmdlet`.
pub fn cmdlet(env: &Env<'_>) -> Value {
    chain(env.frame)
        .find(|frame| frame.kind == FrameKind::Function || frame.activation.cmdlet().is_some())
        .and_then(|frame| frame.activation.cmdlet())
        .unwrap_or_default()
}

/// `$PWD`.
pub fn pwd(env: &Env<'_>) -> Value {
    env.rs.path_info()
}

/// `$ExecutionContext`.
pub fn execution_context(env: &Env<'_>) -> Value {
    env.rs.execution_context(env.frame.module)
}

//! Errors of statements: who sees them, `try`, `trap` and `throw`.

use crate::context::Env;
use crate::error;
use crate::frame::{Activation, Frame, FrameKind, Slot};
use crate::node::{Body, Stmt, StmtKind, Trap, TryNode, TypeNode};
use crate::run::{statement, variable};
use crate::runspace::Preference;
use crate::symbol::known;
use std::rc::Rc;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Result, Type, Value, access, convert};

/// What happens after a statement ended by an error or by control flow: a trap takes it, or it goes on up, or it is
/// reported and the next statement runs.
pub fn after_error(env: &Env<'_>, body: &Body, statement: &Stmt, flow: Flow) -> Result<()> {
    let flow = positioned(env, flow, statement);
    let Flow::Error(error) = flow else {
        return Err(flow);
    };
    env.rs.success.set(false);
    // Every block of statements that an error passes tells `-ErrorVariable` of it.
    crate::report::copy(
        env.rs,
        crate::runspace::stream::ERROR,
        &error.clone().into(),
    );
    if !body.traps.is_empty() {
        return trapped(env, &body.traps, error);
    }
    if leaves(env, &error) {
        return Err(Flow::Error(error));
    }
    report(env, error)
}

/// Whether an error goes on up whatever the preference here says: to a `try` around, or because a preference of `Stop` made
/// it terminating.
fn leaves(env: &Env<'_>, error: &ErrorObject) -> bool {
    env.rs.propagate.get() || error.state.lock().stopped
}

/// An error that ends not only this block but all that it runs in, up to a `try`.
fn for_good(error: ErrorObject) -> Flow {
    error.state.lock().stopped = true;
    Flow::Error(error)
}

/// The same for the left side of `&&` and `||`, which has no traps of its own.
pub fn after_chained_error(env: &Env<'_>, statement: &Stmt, flow: Flow) -> Result<()> {
    let flow = positioned(env, flow, statement);
    let Flow::Error(error) = flow else {
        return Err(flow);
    };
    env.rs.success.set(false);
    if leaves(env, &error) {
        Err(Flow::Error(error))
    } else {
        report(env, error)
    }
}

fn positioned(env: &Env<'_>, flow: Flow, statement: &Stmt) -> Flow {
    // A loop or `try` has placed the error at its own inner statement already.
    match &statement.kind {
        StmtKind::If(_)
        | StmtKind::Switch(_)
        | StmtKind::While(_)
        | StmtKind::For(_)
        | StmtKind::ForEach(_)
            if flow.error().is_none() =>
        {
            flow
        }
        _ => env.rs.positioned(env, flow, statement.extent),
    }
}

/// Reports an error as the preference says; gives it back where it must end the script.
fn report(env: &Env<'_>, error: ErrorObject) -> Result<()> {
    let preference = env.rs.preference(env.frame, *known::ERROR_ACTION);
    let thrown = error.state.lock().thrown;
    match preference {
        Preference::SilentlyContinue => {
            env.rs.log_error(&error);
            Ok(())
        }
        Preference::Ignore => Ok(()),
        Preference::Stop => Err(for_good(error)),
        _ if thrown => Err(Flow::Error(error)),
        _ => {
            env.rs.log_error(&error);
            env.rs.show_error(env, &error)
        }
    }
}

fn trapped(env: &Env<'_>, traps: &[Trap], error: ErrorObject) -> Result<()> {
    let Some((trap, _)) = find_handler(
        env,
        traps.iter().map(|trap| (trap.ty.as_slice(), trap)),
        &error,
    )?
    else {
        // Traps of other types only end the script.
        return Err(for_good(error));
    };
    env.rs.log_error(&error);
    let result = in_trap_scope(env, trap, &error);
    match result {
        Ok(()) => report(env, error),
        Err(Flow::Continue(None)) => Ok(()),
        Err(Flow::Break(None)) => Err(for_good(error)),
        Err(other) => Err(other),
    }
}

/// A trap runs in a scope below the one it guards, which shares its names.
fn in_trap_scope(env: &Env<'_>, trap: &Trap, error: &ErrorObject) -> Result<()> {
    let parent = Some(env.frame.clone());
    let frame = Rc::new(Frame::new(
        env.frame.layout.clone(),
        FrameKind::Block,
        parent,
        env.frame.module,
        Activation::default(),
    ));
    let slot = frame.layout.slot(*known::ITEM);
    frame.replace(slot, Slot::Value(error::without_runtime(error).into()));
    let outer = env.rs.enter_scope(&frame);
    let result = statement::body(
        &Env {
            frame: &frame,
            ..*env
        },
        &trap.body,
    );
    env.rs.leave_scope(outer);
    result
}

/// The handler whose types fit best, and whether it is the inner exception's type that fits. The best is: the first whose type is the exception's or nearest to it, then one for all.
fn find_handler<'a, T>(
    env: &Env<'_>,
    handlers: impl Iterator<Item = (&'a [TypeNode], T)>,
    error: &ErrorObject,
) -> Result<Option<(T, bool)>> {
    let own: Vec<Type> = error
        .exception
        .ty()
        .into_iter()
        .flat_map(Type::chain)
        .collect();
    let inner: Vec<Type> = inner_exception(error)
        .ty()
        .into_iter()
        .flat_map(Type::chain)
        .collect();
    let mut best: Option<(usize, T)> = None;
    for (types, handler) in handlers {
        // The exception itself counts before the one inside it; a handler for all is last.
        let rank = if types.is_empty() {
            Some(usize::MAX)
        } else {
            nearest(env, types, &own)?.or(nearest(env, types, &inner)?.map(|rank| rank + own.len()))
        };
        if let Some(rank) = rank
            && best.as_ref().is_none_or(|(known, _)| rank < *known)
        {
            best = Some((rank, handler));
        }
    }
    Ok(best.map(|(rank, handler)| (handler, rank != usize::MAX && rank >= own.len())))
}

/// How near one of the types is to the exception: 0 is its own; then its bases; then those of the inner exception, which
/// also counts, since a method's own exception is wrapped.
fn nearest(env: &Env<'_>, wanted: &[TypeNode], chain: &[Type]) -> Result<Option<usize>> {
    let mut best = None;
    for node in wanted {
        let Some(ty) = env.rs.find_type(&node.name, &node.usings) else {
            return Err(error::runtime(
                "TypeNotFound",
                Category::InvalidOperation,
                format!("Unable to find type [{}].", node.name),
            )
            .into());
        };
        if let Some(rank) = chain.iter().position(|known| *known == ty) {
            best = Some(best.map_or(rank, |known: usize| known.min(rank)));
        }
    }
    Ok(best)
}

/// The exception inside an error's own, or null.
fn inner_exception(error: &ErrorObject) -> Value {
    match error.exception.data() {
        Some(Data::Exception(data)) => data.inner.clone(),
        _ => Value::Null,
    }
}

/// The same error with the exception that was inside: what a handler of that type sees.
fn unwrapped(error: &ErrorObject) -> ErrorObject {
    let record = ErrorRecord::of(
        inner_exception(error),
        error.id.clone(),
        error.category,
        error.target.clone(),
    );
    *record.state.lock() = error.state.lock().clone();
    record.into()
}

/// `try { } catch { } finally { }`.
pub fn try_statement(env: &Env<'_>, node: &TryNode) -> Result<()> {
    let outer = env
        .rs
        .propagate
        .replace(!node.catches.is_empty() || env.rs.propagate.get());
    let result = statement::body(env, &node.body);
    env.rs.propagate.set(outer);
    let result = match result {
        Err(Flow::Error(error)) if !node.catches.is_empty() => caught(env, node, error),
        other => other,
    };
    match &node.finally {
        None => result,
        Some(finally) => {
            // `finally` runs also when the pipeline was asked to stop, and is then not stopped itself.
            let stopping = env.rs.hold_stop();
            let last = statement::body(env, finally);
            env.rs.release_stop(stopping);
            last.and(result)
        }
    }
}

fn caught(env: &Env<'_>, node: &TryNode, error: ErrorObject) -> Result<()> {
    let handlers = node
        .catches
        .iter()
        .map(|(types, body)| (types.as_slice(), body));
    let Some((handler, inner)) = find_handler(env, handlers, &error)? else {
        return Err(Flow::Error(error));
    };
    env.rs.log_error(&error);
    let error = if inner { unwrapped(&error) } else { error };
    let only = matches!(node.catches.as_slice(), [(types, _)] if types.is_empty());
    let item = if only {
        error.clone()
    } else {
        error::without_runtime(&error)
    };
    let outer = env.frame.replace(node.item.slot, Slot::Value(item.into()));
    let outer_error = env.rs.caught.replace(Some(error));
    let result = statement::body(env, handler);
    env.rs.caught.replace(outer_error);
    env.frame.replace(node.item.slot, outer);
    result
}

/// What `throw` raises.
pub fn throw(env: &Env<'_>, what: Option<&Stmt>) -> Result<Flow> {
    let value = match what {
        None => match env.rs.caught.borrow().clone() {
            Some(error) => return Ok(Flow::Error(error)),
            None => Value::Null,
        },
        Some(what) => statement::value(env, what)?,
    };
    let record = thrown(&value)?;
    record.state.lock().thrown = true;
    Ok(Flow::Error(record))
}

fn thrown(value: &Value) -> Result<ErrorObject> {
    if let Some(error) = ErrorObject::from_value(value) {
        return Ok(error);
    }
    if let Some(Data::Exception(data)) = value.data() {
        // An exception that carries a record of its own (a RuntimeException) is thrown with that.
        let carried = access::get_property(value, "ErrorRecord")?;
        let (id, category) = match carried.as_ref().and_then(ErrorObject::from_value) {
            Some(record) => (record.id.clone(), record.category),
            None => (data.message.clone(), Category::OperationStopped),
        };
        return Ok(ErrorRecord::of(value.clone(), id, category, Value::Null).into());
    }
    let text = if value.is_null() {
        "ScriptHalted".into()
    } else {
        convert::to_str(value)?
    };
    Ok(ErrorRecord::new(
        text.clone(),
        Category::OperationStopped,
        exceptions::RUNTIME,
        text,
    )
    .with_target(value.clone().or_null())
    .into())
}

/// Reads `$_` as the error that a handler handles.
pub fn current_error(env: &Env<'_>) -> Option<Value> {
    variable::by_name(env.frame, *known::ITEM)
}

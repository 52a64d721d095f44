//! Loops, and the labels that leave them.

use crate::context::Env;
use crate::frame::Slot;
use crate::node::{Expr, ForEachNode, ForNode, Loop};
use crate::run::expression::eval;
use crate::run::{assign, counted, statement};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::shape::same_name;
use stint_object::{Data, Flow, Result, Str, Value, convert, enumerate};

/// What a loop does after its body.
enum After {
    Next,
    Leave,
}

/// A label's text.
pub fn label(env: &Env<'_>, label: Option<&Expr>) -> Result<Option<Str>> {
    match label {
        None => Ok(None),
        Some(expr) => Ok(Some(convert::to_str(&eval(env, expr)?)?)),
    }
}

/// Whether a `break` or `continue` is meant for a loop of this label.
fn mine(own: Option<&Str>, wanted: Option<&Str>) -> bool {
    match wanted {
        None => true,
        Some(wanted) => own.is_some_and(|own| same_name(own, wanted)),
    }
}

fn after(own: Option<&Str>, result: Result<()>) -> Result<After> {
    match result {
        Ok(()) => Ok(After::Next),
        Err(Flow::Break(wanted)) if mine(own, wanted.as_ref()) => Ok(After::Leave),
        Err(Flow::Continue(wanted)) if mine(own, wanted.as_ref()) => Ok(After::Next),
        Err(other) => Err(other),
    }
}

/// `while`.
pub fn while_loop(env: &Env<'_>, node: &Loop) -> Result<()> {
    while statement::condition(env, &node.condition)? {
        env.rs.check_stop()?;
        if let After::Leave = after(node.label.as_ref(), statement::body(env, &node.body))? {
            break;
        }
    }
    Ok(())
}

/// `do {} while` and `do {} until`.
pub fn do_loop(env: &Env<'_>, node: &Loop, whilst: bool) -> Result<()> {
    loop {
        env.rs.check_stop()?;
        if let After::Leave = after(node.label.as_ref(), statement::body(env, &node.body))? {
            return Ok(());
        }
        if statement::condition(env, &node.condition)? != whilst {
            return Ok(());
        }
    }
}

/// `for`.
pub fn for_loop(env: &Env<'_>, node: &ForNode) -> Result<()> {
    if let Some(initializer) = &node.initializer {
        statement::effect(env, initializer)?;
    }
    loop {
        env.rs.check_stop()?;
        if let Some(test) = &node.condition
            && !statement::condition(env, test)?
        {
            return Ok(());
        }
        if let After::Leave = after(node.label.as_ref(), statement::body(env, &node.body))? {
            return Ok(());
        }
        if let Some(iterator) = &node.iterator {
            statement::effect(env, iterator)?;
        }
    }
}

/// `foreach`.
pub fn for_each(env: &Env<'_>, node: &ForEachNode) -> Result<()> {
    if node.enumerator.is_none()
        && let Some(mut range) = counted::of_statement(env, &node.collection)?
    {
        while let Some(item) = range.next()
            && let After::Next = one(env, node, item)?
        {}
        return Ok(());
    }
    let collection = statement::value(env, &node.collection)?;
    if collection.is_null() {
        return Ok(());
    }
    let Some(local) = node.enumerator else {
        return each(env, node, &collection);
    };
    // The body moves the loop on by `$foreach.MoveNext()`: both go over one enumerator.
    let enumerator = enumerate::enumerator(enumerate::to_vec(&collection)?);
    let outer = env
        .frame
        .replace(local.slot, Slot::Value(enumerator.clone()));
    let result = each(env, node, &enumerator);
    env.frame.replace(local.slot, outer);
    result
}

fn each(env: &Env<'_>, node: &ForEachNode, collection: &Value) -> Result<()> {
    let Some(items) = enumerate::items(collection)? else {
        return one(env, node, collection.clone()).map(|_| ());
    };
    for item in items {
        if let After::Leave = one(env, node, item.map_err(own_error)?)? {
            break;
        }
    }
    Ok(())
}

/// `foreach` reports what the collection itself threw; a pipeline says where it was enumerated.
fn own_error(flow: Flow) -> Flow {
    let Flow::Error(error) = &flow else {
        return flow;
    };
    match error.exception.data() {
        Some(Data::Exception(data)) if &*error.id == "BadEnumeration" => {
            let name = data.inner.ty().map_or("", |ty| ty.name());
            let (id, inner) = (name, data.inner.clone());
            ErrorRecord::of(inner, id, Category::OperationStopped, Value::Null).into()
        }
        _ => flow,
    }
}

fn one(env: &Env<'_>, node: &ForEachNode, item: Value) -> Result<After> {
    env.rs.check_stop()?;
    assign::put(env, &node.variable, item)?;
    after(node.label.as_ref(), statement::body(env, &node.body))
}

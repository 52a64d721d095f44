//! `switch`.

use crate::block::Block;
use crate::context::Env;
use crate::frame::Slot;
use crate::node::{Expr, SwitchMode, SwitchNode};
use crate::run::expression::eval;
use crate::run::{operator, statement, string};
use stint_object::shape::same_name;
use stint_object::{Flow, Result, Str, Value, convert, enumerate, operators};

/// Runs it.
pub fn run(env: &Env<'_>, node: &SwitchNode) -> Result<()> {
    let condition = statement::value(env, &node.condition)?;
    let outer_item = env.frame.slot(node.item.slot);
    let result = all(env, node, condition);
    env.frame.replace(node.item.slot, outer_item);
    result
}

fn all(env: &Env<'_>, node: &SwitchNode, condition: Value) -> Result<()> {
    let items = if node.file {
        lines(env, &condition)?
    } else if condition.is_null() && !matches!(condition, Value::Nothing) {
        vec![Value::Null]
    } else {
        enumerate::to_vec(&condition)?
    };
    let enumerator = enumerate::enumerator(items);
    if let Some(local) = node.enumerator {
        env.frame
            .replace(local.slot, Slot::Value(enumerator.clone()));
    }
    for item in enumerate::items(&enumerator)?.into_iter().flatten() {
        env.rs.check_stop()?;
        match one(env, node, &item?) {
            Ok(()) => {}
            Err(Flow::Break(wanted)) if mine(node, wanted.as_ref()) => break,
            Err(Flow::Continue(wanted)) if mine(node, wanted.as_ref()) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

fn mine(node: &SwitchNode, wanted: Option<&Str>) -> bool {
    wanted.is_none_or(|wanted| {
        node.label
            .as_ref()
            .is_some_and(|own| same_name(own, wanted))
    })
}

fn lines(env: &Env<'_>, path: &Value) -> Result<Vec<Value>> {
    let path = convert::to_str(path)?;
    let file = env.rs.resolve_path(&path);
    let bytes = std::fs::read(&file).map_err(|error| crate::error::io(&error, &file))?;
    Ok(String::from_utf8_lossy(&bytes)
        .lines()
        .map(Value::from)
        .collect())
}

fn one(env: &Env<'_>, node: &SwitchNode, item: &Value) -> Result<()> {
    let mut matched = false;
    for (test, body) in &node.clauses {
        env.frame.replace(node.item.slot, Slot::Value(item.clone()));
        if matches(env, node, test, item)? {
            matched = true;
            statement::body(env, body)?;
        }
    }
    match &node.default {
        Some(body) if !matched => {
            env.frame.replace(node.item.slot, Slot::Value(item.clone()));
            statement::body(env, body)
        }
        _ => Ok(()),
    }
}

fn matches(env: &Env<'_>, node: &SwitchNode, test: &Expr, item: &Value) -> Result<bool> {
    if let Expr::Block(code) = test {
        let values = env.rs.run_inline(env, code)?;
        return Ok(convert::to_bool(&Value::collected(values)));
    }
    let test = eval(env, test)?;
    let case = operator::sensitive(node.case);
    match (node.mode, &test, item) {
        (SwitchMode::Exact, Value::Int32(test), Value::Int32(item)) => Ok(test == item),
        (_, Value::Null | Value::Nothing, item) => Ok(item.is_null()),
        (SwitchMode::Exact, Value::Str(_), Value::Str(_)) => {
            Ok(convert::to_bool(&operators::eq(item, &test, case)?))
        }
        (mode, ..) => general(env, mode, case, &test, item),
    }
}

/// A script block is called, a pattern is matched; of anything else the text counts, whatever its type.
fn general(
    env: &Env<'_>,
    mode: SwitchMode,
    case: operators::Case,
    test: &Value,
    item: &Value,
) -> Result<bool> {
    if let Some(block) = Block::of(test) {
        let values = env
            .rs
            .call_in_scope(env.frame, block, Some(item.clone()), &[])?;
        return Ok(convert::to_bool(&Value::collected(values)));
    }
    let item = Value::Str(string::bare_text(env, item)?);
    let is_regex = test
        .ty()
        .is_some_and(|ty| ty.name() == "System.Text.RegularExpressions.Regex");
    if is_regex || mode == SwitchMode::Regex {
        return operator::match_text(env, &item, test, case);
    }
    let test = Value::Str(string::bare_text(env, test)?);
    if mode == SwitchMode::Exact {
        return Ok(convert::to_bool(&operators::eq(&item, &test, case)?));
    }
    let pattern = operators::pattern(&convert::to_str(&test)?, case)?;
    Ok(pattern.is_match(&convert::to_str(&item)?))
}

//! `switch`.

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
    match node.mode {
        SwitchMode::Exact => Ok(convert::to_bool(&operators::eq(item, &test, case)?)),
        SwitchMode::Wildcard => {
            let (item, test) = (string::to_text(env, item)?, string::to_text(env, &test)?);
            Ok(operators::pattern(&test, case)?.is_match(&item))
        }
        SwitchMode::Regex => {
            operator::match_text(env, &Value::Str(string::to_text(env, item)?), &test, case)
        }
    }
}

//! `ForEach()` and `Where()`: methods that every value has.

use super::errors;
use crate::convert;
use crate::error_record::{Category, ErrorRecord, exception};
use crate::script_block::{Call, ScriptBlock};
use crate::types::{Type, registry, system, system::exceptions};
use crate::{Data, Flow, Lock, Result, Value, enumerate};
use std::sync::Arc;

/// The result of the magic method of a name, `None` if the name is another.
pub fn invoke(value: &Value, name: &str, args: &[Value]) -> Option<Result<Value>> {
    if name.eq_ignore_ascii_case("foreach") {
        return Some(for_each(value, args));
    }
    if name.eq_ignore_ascii_case("where") {
        return Some(filter(value, args));
    }
    None
}

fn elements(value: &Value) -> Result<Vec<Value>> {
    match value {
        Value::Null | Value::Nothing => Ok(Vec::new()),
        _ => enumerate::to_vec(value),
    }
}

/// A `Collection[psobject]`, what both give.
fn collection(items: Vec<Value>) -> Value {
    system::collection::of(system::PS_OBJECT, items)
}

fn block(value: &Value) -> Option<Arc<dyn ScriptBlock>> {
    match value.data()? {
        Data::ScriptBlock(block) => Some(block.clone()),
        _ => None,
    }
}

fn for_each(value: &Value, args: &[Value]) -> Result<Value> {
    let Some((expression, rest)) = args.split_first() else {
        return Err(errors::no_overload("ForEach", 0));
    };
    let items = elements(value)?;
    if let Some(block) = block(expression) {
        return run_each(&*block, items, rest).map(collection);
    }
    if let Some(Data::Type(ty)) = expression.data() {
        return cast_all(items, *ty);
    }
    let name = super::to_text(expression)?;
    by_name(items, &name, rest)
}

/// Runs a block for each; `begin` and `end` of one that has `process` only once.
fn run_each(block: &dyn ScriptBlock, items: Vec<Value>, args: &[Value]) -> Result<Vec<Value>> {
    if block.has_process() && !items.is_empty() {
        return block.call(Call {
            // What `end` sees.
            item: items.last().cloned(),
            input: &items,
            args,
            dotted: true,
            ..Call::default()
        });
    }
    let mut output = Vec::new();
    for item in items {
        output.extend(block.call(Call {
            item: Some(item),
            args,
            dotted: true,
            ..Call::default()
        })?);
    }
    Ok(output)
}

fn cast_all(items: Vec<Value>, ty: Type) -> Result<Value> {
    if ty.is_array() {
        return convert::to(&Value::array(items), ty);
    }
    if let (true, [element]) = (
        ty.has_interface("System.Collections.ICollection"),
        ty.arguments,
    ) {
        let items: Result<Vec<Value>> = items
            .iter()
            .map(|item| convert::to(item, *element))
            .collect();
        return Ok(Value::object(ty, Data::List(Lock::new(items?))));
    }
    let items: Result<Vec<Value>> = items.iter().map(|item| convert::to(item, ty)).collect();
    let list = registry::close(system::COLLECTION, &[ty]).unwrap_or(system::COLLECTION);
    Ok(Value::object(list, Data::List(Lock::new(items?))))
}

/// Gets or sets a property of each, or calls a method of each.
fn by_name(items: Vec<Value>, name: &str, rest: &[Value]) -> Result<Value> {
    let mut output = Vec::new();
    for item in items {
        if item.is_null() {
            if rest.is_empty() {
                output.push(Value::Null);
                continue;
            }
            return Err(null_reference(name, rest.len()));
        }
        let is_method = super::property::own(&item, name)?
            .is_some_and(|found| super::ps_method::of(&found).is_some())
            && item.as_dict().is_none();
        match rest {
            _ if is_method => output.push(super::invoke_method(&item, name, rest)?.or_null()),
            [] => output.push(super::property::own(&item, name)?.unwrap_or_default()),
            [one] => super::set_property(&item, name, one.clone())?,
            _ => super::set_property(&item, name, Value::array(rest.to_vec()))?,
        }
    }
    Ok(collection(output))
}

fn null_reference(name: &str, count: usize) -> Flow {
    let flow = crate::types::throw::of(
        exceptions::NULL_REFERENCE,
        "Object reference not set to an instance of an object.",
    );
    errors::invocation(name, count, flow)
}

/// How many, and which, `Where()` gives.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Default,
    First,
    Last,
    SkipUntil,
    Until,
    Split,
}

fn mode(value: &Value) -> Result<Mode> {
    const NAMES: &[(&str, Mode)] = &[
        ("Default", Mode::Default),
        ("First", Mode::First),
        ("Last", Mode::Last),
        ("SkipUntil", Mode::SkipUntil),
        ("Until", Mode::Until),
        ("Split", Mode::Split),
    ];
    let text = super::to_text(value)?;
    NAMES
        .iter()
        .enumerate()
        .find(|(at, (name, _))| name.eq_ignore_ascii_case(&text) || at.to_string() == *text)
        .map(|(_, (_, mode))| *mode)
        .ok_or_else(|| {
            let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            ErrorRecord::new(
                "SubstringDisambiguationEnumParseThrewAnException",
                Category::InvalidArgument,
                exceptions::PS_INVALID_CAST,
                format!(
                    "Cannot convert value \"{text}\" to type \"System.Management.Automation.WhereOperatorSelectionMode\". Error: \"Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}\"",
                    names.join(", ")
                ),
            )
            .into()
        })
}

fn filter(value: &Value, args: &[Value]) -> Result<Value> {
    if args.is_empty() || args.len() > 3 {
        return Err(errors::no_overload("Where", args.len()));
    }
    let condition = block(&args[0]);
    let mode = args.get(1).map_or(Ok(Mode::Default), mode)?;
    let count = match args.get(2) {
        Some(count) => match convert::to(count, system::INT32)? {
            Value::Int32(count) if count >= 0 => count as usize,
            _ => {
                return Err(ErrorRecord::of(
                    exception(
                        exceptions::ARGUMENT_OUT_OF_RANGE,
                        "The number of elements to return must be greater than zero. (Parameter 'numberToReturn')",
                    ),
                    "System.ArgumentOutOfRangeException",
                    Category::OperationStopped,
                    Value::Null,
                )
                .into());
            }
        },
        None => 0,
    };
    select(elements(value)?, condition.as_deref(), mode, count)
}

fn holds(condition: Option<&dyn ScriptBlock>, item: &Value) -> Result<bool> {
    let Some(condition) = condition else {
        return Ok(true);
    };
    let output = condition.call(Call {
        item: Some(item.clone()),
        dotted: true,
        ..Call::default()
    })?;
    let output = Value::collected(output);
    Ok(matches!(
        convert::to(&output, system::BOOLEAN)?,
        Value::Bool(true)
    ))
}

fn select(
    items: Vec<Value>,
    condition: Option<&dyn ScriptBlock>,
    mode: Mode,
    count: usize,
) -> Result<Value> {
    let limit = if count == 0 && mode == Mode::First {
        1
    } else {
        count
    };
    let full = |list: &Vec<Value>| limit > 0 && list.len() >= limit;
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    let mut items = items.into_iter();
    match mode {
        Mode::Default | Mode::First => {
            for item in items {
                if holds(condition, &item)? {
                    yes.push(item);
                    if full(&yes) {
                        break;
                    }
                }
            }
        }
        Mode::Last => {
            for item in items {
                if holds(condition, &item)? {
                    yes.push(item);
                }
            }
            let keep = count.max(1).min(yes.len());
            yes.drain(..yes.len() - keep);
        }
        Mode::SkipUntil => {
            let mut started = false;
            for item in items {
                started = started || holds(condition, &item)?;
                if started {
                    yes.push(item);
                    if full(&yes) {
                        break;
                    }
                }
            }
        }
        Mode::Until => {
            for item in items {
                if condition.is_some() && holds(condition, &item)? {
                    break;
                }
                yes.push(item);
                if full(&yes) {
                    break;
                }
            }
        }
        Mode::Split => {
            for item in items.by_ref() {
                if holds(condition, &item)? {
                    yes.push(item);
                    if full(&yes) {
                        break;
                    }
                } else {
                    no.push(item);
                }
            }
            no.extend(items);
            return Ok(Value::array(vec![collection(yes), collection(no)]));
        }
    }
    Ok(collection(yes))
}

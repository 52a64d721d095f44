//! `+ - * / %`.

use super::number::{Operand, Operation, calculate, from_text, right_operand};
use super::overloaded::implicit;
use crate::convert;
use crate::dict::{Comparer, Dict, Order};
use crate::object::Data;
use crate::types::system::{self, exceptions};
use crate::{Lock, Result, Str, Value, enumerate, raise};

/// `left + right`.
///
/// # Errors
/// PowerShell's, when the operation is not defined or a string is no number.
#[inline]
pub fn add(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(match a.checked_add(*b) {
            Some(sum) => Value::Int32(sum),
            None => Value::Double(f64::from(*a) + f64::from(*b)),
        }),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a + b)),
        (Value::Double(a), Value::Int32(b)) => Ok(Value::Double(a + f64::from(*b))),
        (Value::Int64(a), Value::Int64(b)) => Ok(match a.checked_add(*b) {
            Some(sum) => Value::Int64(sum),
            None => Value::Double((i128::from(*a) + i128::from(*b)) as f64),
        }),
        (Value::Int64(a), Value::Int32(b)) => Ok(match a.checked_add(i64::from(*b)) {
            Some(sum) => Value::Int64(sum),
            None => Value::Double((i128::from(*a) + i128::from(*b)) as f64),
        }),
        (Value::Str(a), Value::Str(b)) => Ok(Value::Str(concat(a, b))),
        _ => add_any(left, right),
    }
}

/// `left - right`.
///
/// # Errors
/// As for [`add`].
#[inline]
pub fn subtract(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(match a.checked_sub(*b) {
            Some(difference) => Value::Int32(difference),
            None => Value::Double(f64::from(*a) - f64::from(*b)),
        }),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a - b)),
        (Value::Double(a), Value::Int32(b)) => Ok(Value::Double(a - f64::from(*b))),
        (Value::Int64(a), Value::Int64(b)) => Ok(match a.checked_sub(*b) {
            Some(difference) => Value::Int64(difference),
            None => Value::Double((i128::from(*a) - i128::from(*b)) as f64),
        }),
        _ => numeric(Operation::Subtract, left, right),
    }
}

/// `left * right`.
///
/// # Errors
/// As for [`add`].
#[inline]
pub fn multiply(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => {
            let product = i64::from(*a) * i64::from(*b);
            Ok(match i32::try_from(product) {
                Ok(product) => Value::Int32(product),
                Err(_) => Value::Double(product as f64),
            })
        }
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a * b)),
        (Value::Double(a), Value::Int32(b)) => Ok(Value::Double(a * f64::from(*b))),
        _ => multiply_any(left, right),
    }
}

/// `left / right`.
///
/// # Errors
/// As for [`add`], and division by zero of what is no double.
#[inline]
pub fn divide(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) if *b != 0 => {
            let (a, b) = (i64::from(*a), i64::from(*b));
            Ok(
                if a % b == 0
                    && let Ok(quotient) = i32::try_from(a / b)
                {
                    Value::Int32(quotient)
                } else {
                    Value::Double(a as f64 / b as f64)
                },
            )
        }
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a / b)),
        (Value::Double(a), Value::Int32(b)) => Ok(Value::Double(a / f64::from(*b))),
        _ => numeric(Operation::Divide, left, right),
    }
}

/// `left % right`.
///
/// # Errors
/// As for [`divide`].
#[inline]
pub fn remainder(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) if *b != 0 => Ok(Value::Int32(a.wrapping_rem(*b))),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a % b)),
        _ => numeric(Operation::Remainder, left, right),
    }
}

fn concat(a: &Str, b: &str) -> Str {
    if a.is_empty() {
        return b.into();
    }
    if b.is_empty() {
        return a.clone();
    }
    let mut text = String::with_capacity(a.len() + b.len());
    text.push_str(a);
    text.push_str(b);
    text.into()
}

fn add_any(left: &Value, right: &Value) -> Result<Value> {
    let base = left.base();
    if base.is_null() {
        return Ok(
            if let Value::Nothing = left
                && right.is_null()
            {
                Value::Null
            } else {
                right.clone()
            },
        );
    }
    let bare = right.base();
    if let Some(operand) = Operand::of(base)
        && !matches!(operand, Operand::Char(_))
    {
        let left_type = base.ty().unwrap_or(system::INT32);
        if let Some(other) = right_operand(bare, left_type)? {
            return calculate(Operation::Add, &operand, &other);
        }
        if let Value::Str(text) = bare {
            return add(base, &from_text(text, Some(left_type))?);
        }
    }
    match base {
        Value::Str(text) => return Ok(Value::Str(concat(text, &convert::to_str(right)?))),
        Value::Char(unit) => {
            let text = crate::string_form::char_str(*unit);
            return Ok(Value::Str(concat(&text, &convert::to_str(right)?)));
        }
        _ => {}
    }
    if let Some(items) = enumerate::items(base)? {
        return add_to_items(base, items, right);
    }
    if let Some(dict) = base.as_dict() {
        return match bare.as_dict() {
            Some(other) => add_dicts(base, dict, other),
            None => Err(raise::runtime(
                "AddHashTableToNonHashTable",
                "A hash table can only be added to another hash table.",
                Value::Null,
            )),
        };
    }
    implicit("op_Addition", "+", base, bare)
}

/// An array and more: always a new `object[]`.
fn add_to_items(base: &Value, items: enumerate::Items, right: &Value) -> Result<Value> {
    let more = enumerate::count(right.base());
    let mut all = match base.as_array() {
        Some(array) => array.with(|items| {
            let mut all = Vec::with_capacity(items.len() + more.unwrap_or(1));
            all.extend_from_slice(items);
            all
        }),
        None => items.collect::<Result<Vec<Value>>>()?,
    };
    match enumerate::items(right)? {
        Some(items) => {
            for item in items {
                all.push(item?);
            }
        }
        None => all.push(right.clone()),
    }
    Ok(Value::array(all))
}

fn add_dicts(base: &Value, left: &Lock<Dict>, right: &Lock<Dict>) -> Result<Value> {
    let ordered = base.ty() == Some(system::ORDERED_DICTIONARY);
    let (ty, order) = if ordered {
        (system::ORDERED_DICTIONARY, Order::Added)
    } else {
        (system::HASHTABLE, Order::Buckets)
    };
    let mut sum = Dict::new(Comparer::IgnoreCase, order);
    for dict in [left, right] {
        let entries: Vec<(Value, Value)> = {
            let dict = dict.lock();
            dict.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
        };
        for (key, value) in entries {
            if sum.contains(&key) {
                return Err(duplicate_key(&key, ordered));
            }
            sum.insert(key, value);
        }
    }
    Ok(Value::object(ty, Data::Dict(Lock::new(sum))))
}

#[cold]
fn duplicate_key(key: &Value, ordered: bool) -> crate::Flow {
    let key = crate::string_form::net_text(key);
    let message = if ordered {
        format!("An item with the same key has already been added. Key: {key}")
    } else {
        format!("Item has already been added. Key in dictionary: '{key}'  Key being added: '{key}'")
    };
    raise::net(exceptions::ARGUMENT, message)
}

fn multiply_any(left: &Value, right: &Value) -> Result<Value> {
    let base = left.base();
    if base.is_null() {
        return Ok(Value::Null);
    }
    let bare = right.base();
    if let Some(operand) = Operand::of(base).filter(Operand::is_numeric) {
        let left_type = base.ty().unwrap_or(system::INT32);
        if let Some(other) = right_operand(bare, left_type)? {
            return calculate(Operation::Multiply, &operand, &other);
        }
        if let Value::Str(text) = bare {
            return multiply(base, &from_text(text, Some(left_type))?);
        }
    }
    if let Value::Str(text) = base {
        let times = match bare {
            Value::Str(times) => convert::to_i32(&from_text(times, None)?)?,
            _ => convert::to_i32(bare)?,
        };
        return repeat_text(text, times);
    }
    if let Some(items) = enumerate::items(base)? {
        let times = match bare {
            Value::Str(times) => convert::to(&from_text(times, None)?, system::UINT32)?,
            _ => convert::to(bare, system::UINT32)?,
        };
        let times = match times {
            Value::UInt32(times) => times as usize,
            _ => 0,
        };
        return repeat_items(base, items, times);
    }
    implicit("op_Multiply", "*", base, bare)
}

fn repeat_text(text: &Str, times: i32) -> Result<Value> {
    if times < 0 {
        return Err(raise::net(
            exceptions::ARGUMENT_OUT_OF_RANGE,
            format!(
                "times ('{times}') must be a non-negative value. (Parameter 'times')\nActual value was {times}."
            ),
        ));
    }
    let times = times as usize;
    if text
        .len()
        .checked_mul(times)
        .is_none_or(|len| len > i32::MAX as usize)
    {
        return Err(raise::net(
            exceptions::OUT_OF_MEMORY,
            "Insufficient memory to continue the execution of the program.",
        ));
    }
    Ok(Value::Str(text.repeat(times).into()))
}

fn repeat_items(base: &Value, items: enumerate::Items, times: usize) -> Result<Value> {
    if times == 1 && base.as_array().is_some() {
        return Ok(base.clone());
    }
    let items = items.collect::<Result<Vec<Value>>>()?;
    if items
        .len()
        .checked_mul(times)
        .is_none_or(|len| len > i32::MAX as usize)
    {
        return Err(raise::net(
            exceptions::OUT_OF_MEMORY,
            "Array dimensions exceeded supported range.",
        ));
    }
    let mut all = Vec::with_capacity(items.len() * times);
    for _ in 0..times {
        all.extend_from_slice(&items);
    }
    Ok(match base.ty().filter(|ty| ty.is_array()) {
        Some(ty) => Value::typed_array(ty, all),
        None => Value::array(all),
    })
}

/// Subtraction, division and remainder.
fn numeric(operation: Operation, left: &Value, right: &Value) -> Result<Value> {
    let zero = Value::Int32(0);
    let base = match left.base() {
        base if base.is_null() => &zero,
        base => base,
    };
    let bare = right.base();
    let again = |left: &Value, right: &Value| match operation {
        Operation::Subtract => subtract(left, right),
        Operation::Divide => divide(left, right),
        _ => remainder(left, right),
    };
    if let Some(operand) = Operand::of(base) {
        let left_type = base.ty().unwrap_or(system::INT32);
        if let Some(other) = right_operand(bare, left_type)? {
            return calculate(operation, &operand, &other);
        }
        if let Value::Str(text) = bare {
            return again(base, &from_text(text, Some(left_type))?);
        }
    }
    if let Value::Str(text) = base {
        let number = from_text(text, bare.ty())?;
        return match bare {
            Value::Str(other) => again(&number, &from_text(other, Some(system::STRING))?),
            _ => again(&number, bare),
        };
    }
    let (method, symbol) = match operation {
        Operation::Subtract => ("op_Subtraction", "-"),
        Operation::Divide => ("op_Division", "/"),
        _ => ("op_Modulus", "%"),
    };
    implicit(method, symbol, base, bare)
}

//! `-eq -ne -gt -ge -lt -le`: on one value, and as a filter on a collection.

use super::number::{Operand, from_text, no_order, ordering, right_operand};
use super::{Case, equality};
use crate::convert::{self, Rank, figure};
use crate::error_record::{Category, ErrorRecord, exception_with};
use crate::object::Data;
use crate::string_form::{net_text, to_str};
use crate::text::collation::{self, CompareOptions};
use crate::text::culture::Culture;
use crate::types::system::{self, exceptions};
use crate::types::{MethodCall, signature::MethodEntry};
use crate::{Flow, Result, Type, Value, enumerate, raise};
use std::cmp::Ordering;

/// The comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `-eq`.
    Eq,
    /// `-ne`.
    Ne,
    /// `-gt`.
    Gt,
    /// `-ge`.
    Ge,
    /// `-lt`.
    Lt,
    /// `-le`.
    Le,
}

impl Comparison {
    /// Whether an order satisfies it; none is the order of what is not a number.
    #[inline]
    fn accepts(self, order: Option<Ordering>) -> bool {
        match (self, order) {
            (Self::Ne, order) => order != Some(Ordering::Equal),
            (_, None) => false,
            (Self::Eq, Some(order)) => order.is_eq(),
            (Self::Gt, Some(order)) => order.is_gt(),
            (Self::Ge, Some(order)) => order.is_ge(),
            (Self::Lt, Some(order)) => order.is_lt(),
            (Self::Le, Some(order)) => order.is_le(),
        }
    }
}

/// `left -op right`: a boolean, or of a collection on the left those elements for which it holds.
///
/// # Errors
/// PowerShell's, when the values cannot be compared.
#[inline]
pub fn compare(op: Comparison, left: &Value, right: &Value, case: Case) -> Result<Value> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(Value::Bool(op.accepts(Some(a.cmp(b))))),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Bool(op.accepts(a.partial_cmp(b)))),
        (Value::Str(a), Value::Str(b)) => Ok(Value::Bool(texts(op, a, b, case))),
        _ => compare_any(op, left, right, case),
    }
}

/// The same as a condition: whether the result counts as true.
///
/// # Errors
/// As for [`compare`].
#[inline]
pub fn test(op: Comparison, left: &Value, right: &Value, case: Case) -> Result<bool> {
    match (left, right) {
        (Value::Int32(a), Value::Int32(b)) => Ok(op.accepts(Some(a.cmp(b)))),
        (Value::Double(a), Value::Double(b)) => Ok(op.accepts(a.partial_cmp(b))),
        (Value::Str(a), Value::Str(b)) => Ok(texts(op, a, b, case)),
        _ => compare_any(op, left, right, case).map(|value| convert::to_bool(&value)),
    }
}

/// Compares two strings in the invariant culture.
pub(super) fn text_order(a: &str, b: &str, case: Case) -> Ordering {
    let options = match case {
        Case::Ignore => CompareOptions::IGNORE_CASE,
        Case::Exact => CompareOptions::NONE,
    };
    collation::compare(a, b, options, Culture::invariant())
}

fn texts(op: Comparison, a: &str, b: &str, case: Case) -> bool {
    match op {
        Comparison::Eq | Comparison::Ne if a == b => op == Comparison::Eq,
        _ => op.accepts(Some(text_order(a, b, case))),
    }
}

#[inline(never)]
fn compare_any(op: Comparison, left: &Value, right: &Value, case: Case) -> Result<Value> {
    if !left.is_null()
        && let Some(items) = enumerate::items(left)?
    {
        let mut found = Vec::new();
        for item in items {
            let item = item?;
            if scalar(op, &item, right, case)? {
                found.push(item);
            }
        }
        return Ok(Value::array(found));
    }
    scalar(op, left, right, case).map(Value::Bool)
}

/// The comparison of one value, also where it is a collection.
pub(super) fn scalar(op: Comparison, left: &Value, right: &Value, case: Case) -> Result<bool> {
    let (base, bare) = (left.base(), right.base());
    match op {
        Comparison::Eq | Comparison::Ne => {
            let equal = if base.is_null() || bare.is_null() {
                base.is_null() && bare.is_null()
            } else {
                return equal_or_not(op, base, bare, case);
            };
            Ok(equal == (op == Comparison::Eq))
        }
        _ if base.is_null() || bare.is_null() && !enumerate::is_enumerable(base) => {
            with_null(op, base, bare)
        }
        _ => ordered(op, base, bare, case),
    }
}

/// Order with null: numbers are compared with zero.
fn with_null(op: Comparison, left: &Value, right: &Value) -> Result<bool> {
    let negative = |value: &Value| -> Result<Option<bool>> {
        match Operand::of(value).filter(Operand::is_numeric) {
            None => Ok(None),
            Some(operand) => match operand.enum_type() {
                Some(ty) => Err(no_order(ty)),
                None => Ok(Some(operand.double() < 0.0)),
            },
        }
    };
    let is_nan = |value: &Value| match Operand::of(value) {
        Some(operand) => operand.double().is_nan(),
        None => false,
    };
    let less = matches!(op, Comparison::Lt | Comparison::Le);
    if let Some(negative) = negative(left)? {
        return Ok(!is_nan(left) && negative == less);
    }
    if let Some(negative) = negative(right)? {
        return Ok(!is_nan(right) && negative != less);
    }
    Ok(match op {
        Comparison::Lt => !right.is_null(),
        Comparison::Le => left.is_null(),
        Comparison::Gt => !left.is_null(),
        _ => right.is_null(),
    })
}

/// Two numbers, or a number and a string that is one; `None` if the left is no number or the right none either.
fn numbers(left: &Value, right: &Value) -> Result<Option<Option<Ordering>>> {
    let Some(own) = Operand::of(left).filter(Operand::is_numeric) else {
        return Ok(None);
    };
    let left_type = left.ty().unwrap_or(system::INT32);
    if let Some(other) = right_operand(right, left_type)? {
        return ordering(&own, &other).map(Some);
    }
    if let Value::Str(text) = right {
        let number = from_text(text, Some(left_type))?;
        return numbers(left, &number).map(|order| order.or(Some(None)));
    }
    Ok(None)
}

fn equal_or_not(op: Comparison, left: &Value, right: &Value, case: Case) -> Result<bool> {
    match numbers(left, right) {
        Ok(Some(order)) => return Ok(op.accepts(order)),
        Ok(None) => {}
        Err(flow) if raise::is_invalid_cast(&flow) => return Ok(op == Comparison::Ne),
        Err(flow) => return Err(flow),
    }
    let equal = equality::same(left, right, case)?;
    Ok(equal == (op == Comparison::Eq))
}

fn ordered(op: Comparison, left: &Value, right: &Value, case: Case) -> Result<bool> {
    if let Some(order) = numbers(left, right)? {
        return Ok(op.accepts(order));
    }
    if let Value::Str(text) = left {
        let other = to_str(right)?;
        return Ok(op.accepts(Some(text_order(text, &other, case))));
    }
    let ty = left.ty().unwrap_or(system::OBJECT);
    if !is_comparable(left) {
        if equality::net_equals(left, right) {
            return Ok(matches!(op, Comparison::Ge | Comparison::Le));
        }
        return Err(not_comparable(left));
    }
    if ty == system::PS_CUSTOM_OBJECT {
        return if left.same(right) {
            Ok(matches!(op, Comparison::Ge | Comparison::Le))
        } else {
            Err(custom_objects(left, right))
        };
    }
    let conversion = figure(right, ty);
    if conversion.rank == Rank::None {
        let (_, why) = convert::impossible_text(right, ty);
        return Err(failure(left, right, &why, Value::Null));
    }
    let converted = conversion.apply(right).map_err(|flow| {
        if raise::is_invalid_cast(&flow) {
            match raise::exception_of(flow) {
                Ok(inner) => failure(left, right, &raise::message_of(&inner), inner),
                Err(other) => other,
            }
        } else {
            flow
        }
    })?;
    compare_to(left, &converted).map(|order| op.accepts(Some(order)))
}

/// "Could not compare "a" to "b". Error: "..."".
#[cold]
fn failure(left: &Value, right: &Value, why: &str, inner: Value) -> Flow {
    let text = |value: &Value| to_str(value).unwrap_or_default();
    raise::runtime_with(
        "ComparisonFailure",
        format!(
            "Could not compare \"{}\" to \"{}\". Error: \"{why}\"",
            text(left),
            text(right)
        ),
        Value::Null,
        inner,
    )
}

#[cold]
fn not_comparable(value: &Value) -> Flow {
    raise::runtime(
        "NotIcomparable",
        format!(
            "Cannot compare \"{}\" because it is not IComparable.",
            net_text(value)
        ),
        Value::Null,
    )
}

#[cold]
fn custom_objects(left: &Value, right: &Value) -> Flow {
    let (a, b) = (net_text(left), net_text(right));
    let exception = exception_with(
        exceptions::EXTENDED_TYPE_SYSTEM,
        format!(
            "Cannot compare \"{a}\" to \"{b}\" because the objects are not the same type or the object \"{a}\" does not implement \"IComparable\"."
        ),
        Value::Null,
    );
    ErrorRecord::of(
        exception,
        "PSObjectCompareTo",
        Category::NotSpecified,
        Value::Null,
    )
    .into()
}

/// Whether .NET calls a value's type `IComparable`.
pub fn is_comparable(value: &Value) -> bool {
    match value.base() {
        Value::Null | Value::Nothing => false,
        Value::Object(object) => match object.data() {
            Data::Decimal(_)
            | Data::BigInt(_)
            | Data::DateTime(_)
            | Data::TimeSpan(_)
            | Data::Guid(_) => true,
            Data::Enum(_) => object.ty().is_enum(),
            Data::Custom => object.ty() == system::PS_CUSTOM_OBJECT,
            _ => compare_method(object.ty()).is_some(),
        },
        _ => true,
    }
}

fn compare_method(ty: Type) -> Option<&'static MethodEntry> {
    ty.methods_named("compareto")
        .iter()
        .find(|entry| !entry.signature.is_static && entry.signature.parameters.len() == 1)
}

/// `left.CompareTo(right)`, for two values of one type.
fn compare_to(left: &Value, right: &Value) -> Result<Ordering> {
    if let (Some(a), Some(b)) = (Operand::of(left), Operand::of(right)) {
        return Ok(match ordering(&a, &b)? {
            Some(order) => order,
            // .NET sorts what is not a number first.
            None => b.double().is_nan().cmp(&a.double().is_nan()),
        });
    }
    match (left.base(), right.base()) {
        (Value::Str(a), Value::Str(b)) => {
            return Ok(collation::compare(
                a,
                b,
                CompareOptions::NONE,
                Culture::current(),
            ));
        }
        (_, Value::Null | Value::Nothing) => return Ok(Ordering::Greater),
        _ => {}
    }
    if let (Some(a), Some(b)) = (left.data(), right.data()) {
        match (a, b) {
            (Data::BigInt(a), Data::BigInt(b)) => return Ok(a.cmp(b)),
            (Data::DateTime(a), Data::DateTime(b)) => return Ok(a.ticks.cmp(&b.ticks)),
            (Data::TimeSpan(a), Data::TimeSpan(b)) => return Ok(a.cmp(b)),
            (Data::Guid(a), Data::Guid(b)) => return Ok(a.cmp(b)),
            _ => {}
        }
    }
    let Some(entry) = left.ty().and_then(compare_method) else {
        return Err(not_comparable(left));
    };
    let args = [right.clone()];
    let order = match &entry.method.call {
        MethodCall::Native(call) => call(left, &args)?,
        MethodCall::Body(body) => body.invoke(left, &args)?,
    };
    Ok(convert::to_i32(&order)?.cmp(&0))
}

/// `LanguagePrimitives.TryCompare`: how `Sort-Object` and `Measure-Object` compare two values; `None` if they cannot be.
///
/// # Errors
/// Only what script code throws.
pub fn order(left: &Value, right: &Value, case: Case) -> Result<Option<Ordering>> {
    let (base, bare) = (left.base(), right.base());
    // What most keys are.
    match (base, bare) {
        (Value::Int32(a), Value::Int32(b)) => return Ok(Some(a.cmp(b))),
        (Value::Str(a), Value::Str(b)) => return Ok(Some(culture_order(a, b, case))),
        _ => {}
    }
    match (base.is_null(), bare.is_null()) {
        (true, true) => return Ok(Some(Ordering::Equal)),
        (true, false) => return Ok(Some(with_nothing(bare).reverse())),
        (false, true) => return Ok(Some(with_nothing(base))),
        (false, false) => {}
    }
    if let Value::Str(text) = base {
        let other = to_str(bare)?;
        return Ok(Some(culture_order(text, &other, case)));
    }
    let numeric = |operand: &Operand| operand.is_numeric();
    if let (Some(a), Some(b)) = (
        Operand::of(base).filter(numeric),
        Operand::of(bare).filter(numeric),
    ) {
        return compare_to_numbers(&a, &b).map(Some);
    }
    let ty = base.ty().unwrap_or(system::OBJECT);
    let Some(converted) = convert::try_to(bare, ty)? else {
        return Ok(None);
    };
    if is_comparable(base) && ty != system::PS_CUSTOM_OBJECT {
        return compare_to(base, &converted).map(Some);
    }
    Ok(equality::net_equals(base, bare).then_some(Ordering::Equal))
}

fn culture_order(a: &str, b: &str, case: Case) -> Ordering {
    let options = match case {
        Case::Ignore => CompareOptions::IGNORE_CASE,
        Case::Exact => CompareOptions::NONE,
    };
    collation::compare(a, b, options, Culture::current())
}

fn compare_to_numbers(a: &Operand, b: &Operand) -> Result<Ordering> {
    let plain = |operand: &Operand| match operand {
        Operand::Integer(ty, v, _) => Operand::Integer(*ty, *v, None),
        other => *other,
    };
    let (a, b) = (plain(a), plain(b));
    Ok(match ordering(&a, &b)? {
        Some(order) => order,
        None => b.double().is_nan().cmp(&a.double().is_nan()),
    })
}

/// A value against null: greater, but negative numbers are less.
fn with_nothing(value: &Value) -> Ordering {
    match Operand::of(value).filter(Operand::is_numeric) {
        Some(operand) if operand.double() < 0.0 => Ordering::Less,
        _ => Ordering::Greater,
    }
}

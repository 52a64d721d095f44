//! Comparing as .NET's `Comparer.Default` does: `IComparable`, or an error. Sorting collections goes through here.

use crate::text::collation::CompareOptions;
use crate::text::culture::Culture;
use crate::types::throw;
use crate::{Data, Result, Value, access};
use std::cmp::Ordering;

/// The difference of two values: null comes first, strings by the current culture.
pub fn compare(a: &Value, b: &Value) -> Result<i32> {
    match (a.base(), b.base()) {
        (a, b) if a.is_null() || b.is_null() => {
            Ok(i32::from(!a.is_null()) - i32::from(!b.is_null()))
        }
        (Value::Str(a), Value::Str(b)) => Ok(super::string::compared(
            Some(a.clone()),
            Some(b.clone()),
            CompareOptions::NONE,
            Culture::current(),
        )),
        (Value::Int32(a), Value::Int32(b)) => Ok(a.cmp(b) as i32),
        (Value::Double(a), Value::Double(b)) => Ok(double(*a, *b)),
        (a, b) => {
            if a.ty()
                .is_none_or(|ty| ty.methods_named("CompareTo").is_empty())
            {
                if b.ty()
                    .is_none_or(|ty| ty.methods_named("CompareTo").is_empty())
                {
                    return Err(throw::argument(
                        "At least one object must implement IComparable.",
                        "",
                    ));
                }
                return compare(b, a).map(|difference| -difference);
            }
            match access::invoke_method(a, "CompareTo", std::slice::from_ref(b)) {
                Ok(Value::Int32(difference)) => Ok(difference),
                Ok(_) => Ok(0),
                Err(crate::Flow::Error(error)) => Err(unwrapped(&error)),
                Err(other) => Err(other),
            }
        }
    }
}

/// What a method threw, without the exception that the call put around it.
pub fn unwrapped(error: &crate::error_record::ErrorObject) -> crate::Flow {
    match error.exception.data() {
        Some(Data::Exception(data)) if !data.inner.is_null() => {
            crate::error_record::ErrorRecord::thrown(data.inner.clone()).into()
        }
        _ => crate::Flow::Error(error.clone()),
    }
}

/// The same for any outcome of a call.
pub fn bare(flow: crate::Flow) -> crate::Flow {
    match flow {
        crate::Flow::Error(error) => unwrapped(&error),
        other => other,
    }
}

/// .NET's order of doubles: NaN first.
pub fn double(a: f64, b: f64) -> i32 {
    match a.partial_cmp(&b) {
        Some(Ordering::Less) => -1,
        Some(Ordering::Equal) => 0,
        Some(Ordering::Greater) => 1,
        None => i32::from(b.is_nan() && !a.is_nan()) - i32::from(a.is_nan() && !b.is_nan()),
    }
}

/// Sorts by a comparison that may fail; the first failure is given, as .NET does inside an `InvalidOperationException`.
pub fn sort(items: &mut [Value], by: &Value) -> Result<()> {
    sort_by(items, |a, b| with(by, a, b))
}

/// Sorts by a comparison that may fail.
pub fn sort_by(
    items: &mut [Value],
    mut compare: impl FnMut(&Value, &Value) -> Result<i32>,
) -> Result<()> {
    let mut failure = None;
    items.sort_by(|a, b| {
        if failure.is_some() {
            return Ordering::Equal;
        }
        match compare(a, b) {
            Ok(difference) => difference.cmp(&0),
            Err(flow) => {
                failure = Some(flow);
                Ordering::Equal
            }
        }
    });
    match failure {
        Some(crate::Flow::Error(error)) => Err(failed(&error)),
        Some(other) => Err(other),
        None => Ok(()),
    }
}

/// `InvalidOperationException` around what a comparison threw.
fn failed(error: &crate::error_record::ErrorObject) -> crate::Flow {
    let exception = crate::error_record::exception_with(
        super::exceptions::INVALID_OPERATION,
        "Failed to compare two elements in the array.",
        error.exception.clone(),
    );
    crate::error_record::ErrorRecord::thrown(exception).into()
}

/// Compares by a comparer: null for the default one, a script block, a `StringComparer`, or an object with `Compare`.
pub fn with(by: &Value, a: &Value, b: &Value) -> Result<i32> {
    if by.is_null() {
        return compare(a, b);
    }
    if let Some(Data::ScriptBlock(_)) = by.data() {
        let result = access::call_delegate(by, &[a.clone(), b.clone()])?;
        return crate::convert::to_i32(&result);
    }
    if let Some(comparer) = super::string_comparer::of(by) {
        return Ok(comparer.difference(a, b));
    }
    match access::invoke_method(by, "Compare", &[a.clone(), b.clone()])? {
        Value::Int32(difference) => Ok(difference),
        other => crate::convert::to_i32(&other),
    }
}

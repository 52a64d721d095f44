//! `$x[...]` by the indexers that .NET types declare (their `Item`); what the language indexes itself stands in
//! [`crate::operators::index`].

use crate::operators::index::{self, Strict};
use crate::types::signature::MethodEntry;
use crate::types::system::{self, exceptions};
use crate::{Flow, Result, Value, convert};

/// The element at one or several indexes; `Nothing` where the value has no elements.
///
/// # Errors
/// `NullArray`, `NullArrayIndex`, and what a conversion of the index throws.
pub fn get_index(value: &Value, indexes: &[Value]) -> Result<Value> {
    index::get(value, indexes, Strict::Off)
}

/// Sets the element at an index.
///
/// # Errors
/// `NullArray`, an index outside, a value that does not convert to the element type.
pub fn set_index(value: &Value, indexes: &[Value], new: Value) -> Result<()> {
    index::set(value, indexes, new)
}

/// The indexer of a type, `None` if it has none.
pub(crate) fn indexers(value: &Value) -> Option<&'static [MethodEntry]> {
    let ty = value.ty()?;
    let name = if ty.name() == "System.Text.StringBuilder" {
        "Chars"
    } else {
        "Item"
    };
    Some(ty.methods_named(name)).filter(|entries| !entries.is_empty())
}

/// Reads by an indexer; numbers below zero count from the end.
///
/// # Errors
/// What the indexer throws, as .NET throws it.
pub(crate) fn read(value: &Value, entries: &[MethodEntry], indexes: &[Value]) -> Result<Value> {
    let by_number = entries.iter().all(|entry| {
        entry
            .signature
            .parameters
            .first()
            .is_some_and(|p| p.ty.0 == "int")
    });
    let mut args = indexes.to_vec();
    if let (true, [only]) = (by_number, indexes)
        && let Value::Int32(at) = convert::to(only, system::INT32)?
        && at < 0
    {
        let len = super::get_property(value, "Count")?.or(super::get_property(value, "Length")?);
        if let Some(Value::Int32(len)) = len {
            args[0] = Value::Int32(at + len);
        }
    }
    let name = entries[0].signature.name;
    super::invoke_method(value, name, &args).map_err(bare)
}

/// Sets by an indexer.
///
/// # Errors
/// What the indexer throws, as .NET throws it; `None` if there is no such indexer.
pub(crate) fn write(value: &Value, indexes: &[Value], new: Value) -> Option<Result<()>> {
    let ty = value.ty()?;
    if ty.methods_named("set_Item").is_empty() {
        return None;
    }
    let mut args = indexes.to_vec();
    args.push(new);
    Some(
        super::invoke_method(value, "set_Item", &args)
            .map(|_| ())
            .map_err(bare),
    )
}

/// A .NET exception as an index lets it through: its id is the exception's full name.
fn bare(flow: Flow) -> Flow {
    let Flow::Error(error) = flow else {
        return flow;
    };
    let inner = match error.exception.data() {
        Some(crate::Data::Exception(data))
            if error.exception.ty() == Some(exceptions::METHOD_INVOCATION)
                && !data.inner.is_null() =>
        {
            data.inner.clone()
        }
        _ => return Flow::Error(error),
    };
    let ty = inner.ty().unwrap_or(system::EXCEPTION);
    crate::error_record::ErrorRecord::of(
        inner,
        ty.name(),
        crate::error_record::Category::OperationStopped,
        Value::Null,
    )
    .into()
}

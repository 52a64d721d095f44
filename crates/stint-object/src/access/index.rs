//! `$x[...]`: arrays, lists, strings, dictionaries and indexers of .NET types.

use super::conversion as convert;
use super::errors;
use crate::array::Array;
use crate::error_record::{Category, ErrorRecord};
use crate::types::{Type, system, system::exceptions, throw};
use crate::{Data, Flow, Result, Value, enumerate};

/// The element at one or several indexes; `Nothing` where there is none. Negative numbers count from the end, an array
/// of indexes gives an array.
///
/// # Errors
/// `NullArray`, `NullArrayIndex`, and what a conversion of the index throws.
pub fn get_index(value: &Value, indexes: &[Value]) -> Result<Value> {
    let base = value.base();
    if base.is_null() {
        return Err(errors::index_into_null());
    }
    if let [only] = indexes
        && only.is_null()
    {
        return Err(errors::null_index());
    }
    if let Some(array) = base.as_array()
        && array.is_multidimensional()
    {
        return multidimensional(array, indexes);
    }
    let [index] = indexes else {
        return slice(value, indexes);
    };
    match base {
        Value::Str(text) => {
            return at_or_slice(value, index, || {
                let units = text.encode_utf16().count();
                Ok(position(index, units)?
                    .and_then(|at| text.encode_utf16().nth(at))
                    .map(Value::Char))
            });
        }
        Value::Object(object) => match object.data() {
            Data::Array(array) => {
                if let Value::Int32(at) = index {
                    return Ok(offset(*at, array.len())
                        .and_then(|at| array.get(at))
                        .unwrap_or(Value::Nothing));
                }
                return at_or_slice(value, index, || {
                    Ok(position(index, array.len())?.and_then(|at| array.get(at)))
                });
            }
            Data::List(list) if has_indexer(object.ty()) => {
                return at_or_slice(value, index, || {
                    let list = list.lock();
                    Ok(position(index, list.len())?.and_then(|at| list.get(at).cloned()))
                });
            }
            Data::Dict(_) => return in_dictionary(value, object.ty(), index),
            _ => {}
        },
        _ => {}
    }
    indexer(value, base, indexes)
}

/// Stacks and queues have no indexer.
fn has_indexer(ty: Type) -> bool {
    !ty.methods_named("Item").is_empty() || ty.has_interface("System.Collections.IList")
}

/// The single element, or one for each index if the index is a collection.
fn at_or_slice(
    value: &Value,
    index: &Value,
    get: impl FnOnce() -> Result<Option<Value>>,
) -> Result<Value> {
    if enumerate::is_enumerable(index) {
        return slice(value, &enumerate::to_vec(index)?);
    }
    Ok(get()?.unwrap_or(Value::Nothing))
}

/// One element for each index; indexes without an element are left out.
fn slice(value: &Value, indexes: &[Value]) -> Result<Value> {
    let mut found = Vec::with_capacity(indexes.len());
    for index in indexes {
        match get_index(value, std::slice::from_ref(index))? {
            Value::Nothing => {}
            item => found.push(item),
        }
    }
    Ok(Value::array(found))
}

fn offset(at: i32, len: usize) -> Option<usize> {
    let at = if at < 0 {
        at as isize + len as isize
    } else {
        at as isize
    };
    usize::try_from(at).ok().filter(|at| *at < len)
}

fn position(index: &Value, len: usize) -> Result<Option<usize>> {
    match convert::to(index, system::INT32)? {
        Value::Int32(at) => Ok(offset(at, len)),
        _ => Ok(None),
    }
}

fn in_dictionary(value: &Value, ty: Type, index: &Value) -> Result<Value> {
    let Some(dict) = value.as_dict() else {
        return Ok(Value::Null);
    };
    if let Value::Str(key) = index {
        let found = dict.lock().get_str(key).cloned();
        if found.is_some()
            || ty
                .arguments
                .first()
                .is_none_or(|key| *key == system::STRING)
        {
            return Ok(found.unwrap_or_default());
        }
    }
    if ty == system::ORDERED_DICTIONARY
        && let Value::Int32(at) = index
    {
        let dict = dict.lock();
        return Ok(offset(*at, dict.len())
            .and_then(|at| dict.at(at).map(|(_, value)| value.clone()))
            .unwrap_or_default());
    }
    let key = match ty.arguments.first() {
        Some(key) if index.ty() != Some(*key) && *key != system::OBJECT => {
            if enumerate::is_enumerable(index) {
                return slice_keys(value, index);
            }
            match convert::to(index, *key) {
                Ok(key) => key,
                Err(_) => return Ok(Value::Null),
            }
        }
        _ => index.clone(),
    };
    let found = dict.lock().get(key.base()).cloned();
    match found {
        Some(found) => Ok(found),
        None if enumerate::is_enumerable(index) => slice_keys(value, index),
        None => Ok(Value::Null),
    }
}

/// `$h['a', 'b']`: the values of several keys, null where there is none.
fn slice_keys(value: &Value, index: &Value) -> Result<Value> {
    let keys = enumerate::to_vec(index)?;
    let values: Result<Vec<Value>> = keys
        .iter()
        .map(|key| get_index(value, std::slice::from_ref(key)).map(Value::or_null))
        .collect();
    Ok(Value::array(values?))
}

fn multidimensional(array: &Array, indexes: &[Value]) -> Result<Value> {
    let unpacked;
    let indexes = match indexes {
        [only] => {
            unpacked = enumerate::to_vec(only)?;
            if unpacked.iter().any(enumerate::is_enumerable) {
                let items: Result<Vec<Value>> = unpacked
                    .iter()
                    .map(|index| multidimensional(array, std::slice::from_ref(index)))
                    .collect();
                return Ok(Value::array(items?));
            }
            &unpacked[..]
        }
        many => many,
    };
    Ok(flat_offset(array, indexes)?
        .and_then(|at| array.get(at))
        .unwrap_or_default())
}

fn flat_offset(array: &Array, indexes: &[Value]) -> Result<Option<usize>> {
    let dimensions = array.dimensions();
    if dimensions.len() != indexes.len() {
        let shown: Result<Vec<String>> = indexes
            .iter()
            .map(|index| Ok(super::to_text(index)?.to_string()))
            .collect();
        return Err(ErrorRecord::new(
            "NeedMultidimensionalIndex",
            Category::InvalidOperation,
            exceptions::RUNTIME,
            format!(
                "Array references to multidimensional arrays with rank {} must be specified by a list of {} integers separated by commas: [{}].",
                dimensions.len(), dimensions.len(), shown?.join(",")
            ),
        )
        .into());
    }
    let mut flat = 0;
    for (index, len) in indexes.iter().zip(&dimensions) {
        let Some(at) = position(index, *len)? else {
            return Ok(None);
        };
        flat = flat * len + at;
    }
    Ok(Some(flat))
}

/// The `Item` property of a .NET type; a type without one gives itself for 0 and -1.
fn indexer(value: &Value, base: &Value, indexes: &[Value]) -> Result<Value> {
    let ty = base.ty().unwrap_or(system::OBJECT);
    let name = if ty.name() == "System.Text.StringBuilder" {
        "Chars"
    } else {
        "Item"
    };
    let entries = ty.methods_named(name);
    let index = &indexes[0];
    if entries.is_empty() {
        let is_first = matches!(index.base(), Value::Int32(0 | -1) | Value::Int64(0 | -1));
        return if is_first && indexes.len() == 1 {
            Ok(value.clone())
        } else {
            Ok(Value::Nothing)
        };
    }
    let by_number = entries.iter().all(|entry| {
        entry
            .signature
            .parameters
            .first()
            .is_some_and(|p| p.ty.0 == "int")
    });
    if by_number && enumerate::is_enumerable(index) {
        return slice(value, &enumerate::to_vec(index)?);
    }
    let mut args = indexes.to_vec();
    if let (true, Ok(Value::Int32(at))) = (by_number, convert::to(index, system::INT32))
        && at < 0
    {
        let len = super::get_property(base, "Count")?.or(super::get_property(base, "Length")?);
        if let Some(Value::Int32(len)) = len {
            args[0] = Value::Int32(at + len);
        }
    }
    match super::invoke_method(base, name, &args) {
        Err(Flow::Error(error)) if error.exception.ty() == Some(exceptions::METHOD_INVOCATION) => {
            Ok(Value::Nothing)
        }
        other => other,
    }
}

/// Sets the element at an index.
///
/// # Errors
/// `NullArray`, an index outside, a value that does not convert to the element type.
pub fn set_index(value: &Value, indexes: &[Value], new: Value) -> Result<()> {
    let base = value.base();
    let new = new.or_null();
    if base.is_null() {
        return Err(errors::index_into_null());
    }
    if let [only] = indexes
        && only.is_null()
    {
        return Err(errors::null_index());
    }
    let Value::Object(object) = base else {
        return Err(errors::cannot_index_for_setting(
            base.ty().unwrap_or(system::OBJECT),
        ));
    };
    let ty = object.ty();
    match object.data() {
        Data::Array(array) => set_in_array(array, ty, indexes, new),
        Data::List(list) if has_indexer(ty) => {
            let new = element_value(ty.arguments.first().copied(), new)?;
            let len = list.lock().len();
            match position(&indexes[0], len)? {
                Some(at) => {
                    let old = std::mem::replace(&mut list.lock()[at], new);
                    drop(old);
                    Ok(())
                }
                None => Err(out_of_range(throw::index_out_of_range("index"))),
            }
        }
        Data::Dict(dict) => {
            if ty == system::ORDERED_DICTIONARY
                && let Value::Int32(at) = indexes[0]
            {
                let len = dict.lock().len();
                return match offset(at, len) {
                    Some(at) => {
                        let old = dict.lock().set_at(at, new);
                        drop(old);
                        Ok(())
                    }
                    None => Err(out_of_range(throw::index_out_of_range("index"))),
                };
            }
            let key = element_value(ty.arguments.first().copied(), indexes[0].base().clone())?;
            let new = element_value(ty.arguments.get(1).copied(), new)?;
            system::dictionary::insert(dict, ty, key, new);
            Ok(())
        }
        _ => {
            if ty.methods_named("set_Item").is_empty() {
                return Err(errors::cannot_index_for_setting(ty));
            }
            let mut args = indexes.to_vec();
            args.push(new);
            match super::invoke_method(base, "set_Item", &args) {
                Err(Flow::Error(error)) => Err(out_of_range(Flow::Error(error))),
                other => other.map(drop),
            }
        }
    }
}

fn element_value(ty: Option<Type>, new: Value) -> Result<Value> {
    match ty {
        Some(ty) if ty != system::OBJECT && ty != system::PS_OBJECT && new.ty() != Some(ty) => {
            convert::to(&new, ty)
        }
        _ => Ok(new),
    }
}

fn set_in_array(array: &Array, ty: Type, indexes: &[Value], new: Value) -> Result<()> {
    let unpacked;
    let indexes = match indexes {
        [only] if enumerate::is_enumerable(only) => {
            unpacked = enumerate::to_vec(only)?;
            &unpacked[..]
        }
        other => other,
    };
    let new = element_value(ty.element, new)?;
    if array.is_multidimensional() {
        return match flat_offset(array, indexes)? {
            Some(at) => {
                array.set(at, new);
                Ok(())
            }
            None => Err(index_error()),
        };
    }
    if indexes.len() > 1 {
        return Err(ErrorRecord::new(
            "ArraySliceAssignmentFailed",
            Category::InvalidOperation,
            exceptions::RUNTIME,
            format!(
                "Array assignment to [{}] failed because assignment to slices is not supported.",
                indexes
                    .iter()
                    .map(|index| super::to_text(index).unwrap_or_default().to_string())
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        )
        .into());
    }
    match position(&indexes[0], array.len())? {
        Some(at) => {
            array.set(at, new);
            Ok(())
        }
        None => Err(index_error()),
    }
}

/// The error for an array index outside.
fn index_error() -> Flow {
    let inner = crate::error_record::exception(
        exceptions::INDEX_OUT_OF_RANGE,
        "Index was outside the bounds of the array.",
    );
    ErrorRecord::of(
        inner,
        "System.IndexOutOfRangeException",
        Category::OperationStopped,
        Value::Null,
    )
    .into()
}

/// A .NET exception as an assignment lets it through: its id is the exception's full name.
fn out_of_range(flow: Flow) -> Flow {
    let Flow::Error(error) = flow else {
        return flow;
    };
    let mut exception = error.exception.clone();
    if exception.ty() == Some(exceptions::METHOD_INVOCATION)
        && let Some(Data::Exception(data)) = exception.data()
        && !data.inner.is_null()
    {
        exception = data.inner.clone();
    }
    let ty = exception.ty().unwrap_or(system::EXCEPTION);
    ErrorRecord::of(
        exception,
        ty.name(),
        Category::OperationStopped,
        Value::Null,
    )
    .into()
}

//! `target[index]`, read and set.

use crate::access::index as access;
use crate::convert::{self, Rank, figure};
use crate::dict::Dict;
use crate::object::Data;
use crate::operators::{self, Case};
use crate::types::registry;
use crate::types::signature::MethodEntry;
use crate::types::system::{self, exceptions};
use crate::{Flow, Lock, Result, Type, Value, enumerate, raise};

/// How an index that is not there is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Strict {
    /// As null.
    #[default]
    Off,
    /// `Set-StrictMode -Version 2`: what cannot be indexed is an error.
    Two,
    /// `Set-StrictMode -Version 3` and later: so is an index outside.
    Three,
}

/// `target[indexes]`; several indexes of a one-dimensional target are a slice.
///
/// # Errors
/// PowerShell's, when the target or the index is null, or as the strict mode wants.
#[inline]
pub fn get(target: &Value, indexes: &[Value], strict: Strict) -> Result<Value> {
    if let (Value::Object(object), [index]) = (target, indexes) {
        match (object.data(), index) {
            (Data::Array(array), Value::Int32(at)) if *at >= 0 && !array.is_multidimensional() => {
                if let Some(item) = array.get(*at as usize) {
                    return Ok(item);
                }
            }
            (Data::Dict(dict), Value::Str(key)) if object.ty() == system::HASHTABLE => {
                return Ok(dict.lock().get_str(key).cloned().unwrap_or_default());
            }
            (Data::List(list), Value::Int32(at)) if *at >= 0 => {
                if let Some(item) = list.lock().get(*at as usize) {
                    return Ok(item.clone());
                }
            }
            _ => {}
        }
    }
    match get_any(target.base(), indexes, strict, true)? {
        Found::Item(item) => Ok(item),
        Found::Outside => Ok(Value::Null),
        Found::NotIndexable => Ok(Value::Nothing),
    }
}

/// `target[[object]key]`: of an ordered dictionary the value of a key, also where the key is a number.
///
/// # Errors
/// As for [`get`].
pub fn get_by_key(target: &Value, key: &Value, strict: Strict) -> Result<Value> {
    match target.as_dict() {
        Some(dict) if target.ty() == Some(system::ORDERED_DICTIONARY) => {
            Ok(dict.lock().get(key.base()).cloned().unwrap_or_default())
        }
        _ => get(target, std::slice::from_ref(key), strict),
    }
}

enum Found {
    Item(Value),
    /// Nothing there: null, or left out of a slice.
    Outside,
    NotIndexable,
}

/// `slicing`: whether an index may be a collection of indexes.
fn get_any(target: &Value, indexes: &[Value], strict: Strict, slicing: bool) -> Result<Found> {
    if target.is_null() {
        return Err(raise::runtime(
            "NullArray",
            "Cannot index into a null array.",
            Value::Null,
        ));
    }
    if let [index] = indexes
        && index.base().is_null()
        && slicing
    {
        return Err(null_index());
    }
    if let Value::Str(text) = target {
        return sliced(target, indexes, strict, slicing, |index| {
            at_number(target, index, utf16_len(text), strict, |at| {
                utf16_at(text, at).map(Value::Char)
            })
        });
    }
    match target.data() {
        Some(Data::Array(array)) if array.is_multidimensional() => {
            get_cell(target, array, indexes, slicing)
        }
        Some(Data::Array(array)) => sliced(target, indexes, strict, slicing, |index| {
            at_number(target, index, array.len(), strict, |at| array.get(at))
        }),
        Some(Data::List(list)) if is_indexed_list(target) => {
            sliced(target, indexes, strict, slicing, |index| {
                let len = list.lock().len();
                at_number(target, index, len, strict, |at| {
                    list.lock().get(at).cloned()
                })
            })
        }
        Some(Data::Dict(dict)) => sliced(target, indexes, strict, slicing, |index| {
            get_entry(target, dict, index, strict)
        }),
        _ => match access::indexers(target) {
            Some(entries) => by_indexer(target, entries, indexes, strict, slicing),
            None => not_indexable(target, indexes, strict),
        },
    }
}

/// Stacks, queues and sets are no lists to an index.
fn is_indexed_list(target: &Value) -> bool {
    target.ty().is_none_or(|ty| {
        ty.definition == Some(system::LIST)
            || !ty.methods_named("Item").is_empty()
            || ty.has_interface("System.Collections.IList")
    })
}

/// One index, or all indexes of a slice; in a slice what is outside is left out.
fn sliced(
    target: &Value,
    indexes: &[Value],
    strict: Strict,
    slicing: bool,
    one: impl Fn(&Value) -> Result<Found>,
) -> Result<Found> {
    let many: Vec<Value> = match indexes {
        [index] => match enumerate::items(index)? {
            Some(items) if slicing => items.collect::<Result<_>>()?,
            _ => return one(index.base()),
        },
        several if slicing => several.to_vec(),
        _ => return not_indexable(target, indexes, strict),
    };
    let mut found = Vec::with_capacity(many.len());
    for index in &many {
        match get_any(target, std::slice::from_ref(index), strict, false)? {
            Found::Item(item) => found.push(item),
            Found::Outside | Found::NotIndexable => {}
        }
    }
    Ok(Found::Item(Value::array(found)))
}

/// An element by its number, from the end if negative.
fn at_number(
    target: &Value,
    index: &Value,
    len: usize,
    strict: Strict,
    element: impl Fn(usize) -> Option<Value>,
) -> Result<Found> {
    let conversion = figure(index, system::INT32);
    if conversion.rank == Rank::None {
        return Err(convert::impossible(target, system::INT32));
    }
    // `@(1)['abc']` is null as `@(1)[5]` is.
    let at = match conversion.apply(index) {
        Ok(Value::Int32(at)) => at,
        Err(flow) if strict >= Strict::Three => return Err(flow),
        _ => return Ok(Found::Outside),
    };
    let at = i64::from(at) + if at < 0 { len as i64 } else { 0 };
    let item = usize::try_from(at).ok().and_then(element);
    match item {
        Some(item) => Ok(Found::Item(item)),
        None if strict >= Strict::Three => Err(outside(target)),
        None => Ok(Found::Outside),
    }
}

/// The exception of an index outside, by the kind of target.
#[cold]
fn outside(target: &Value) -> Flow {
    match target.data() {
        Some(Data::List(_)) => raise::net(
            exceptions::ARGUMENT_OUT_OF_RANGE,
            "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        ),
        _ => raise::net(
            exceptions::INDEX_OUT_OF_RANGE,
            "Index was outside the bounds of the array.",
        ),
    }
}

#[cold]
fn null_index() -> Flow {
    raise::runtime(
        "NullArrayIndex",
        "Index operation failed; the array index evaluated to null.",
        Value::Null,
    )
}

fn not_indexable(target: &Value, indexes: &[Value], strict: Strict) -> Result<Found> {
    if let [index] = indexes
        && !index.is_null()
    {
        for at in [0, -1] {
            if operators::equals(&Value::Int32(at), index, Case::Exact)? {
                return Ok(Found::Item(target.clone()));
            }
        }
    }
    if strict >= Strict::Two {
        return Err(cannot_index(target));
    }
    Ok(Found::NotIndexable)
}

#[cold]
fn cannot_index(target: &Value) -> Flow {
    raise::runtime(
        "CannotIndex",
        format!(
            "Unable to index into an object of type \"{}\".",
            target.ty().map_or("", super::errors::type_name)
        ),
        Value::Null,
    )
}

fn get_entry(target: &Value, dict: &Lock<Dict>, index: &Value, strict: Strict) -> Result<Found> {
    let ty = target.ty().unwrap_or(system::HASHTABLE);
    if let (true, Value::Int32(at)) = (ty == system::ORDERED_DICTIONARY, index) {
        let dict = dict.lock();
        let at = i64::from(*at) + if *at < 0 { dict.len() as i64 } else { 0 };
        return match usize::try_from(at).ok().and_then(|at| dict.at(at)) {
            Some((_, value)) => Ok(Found::Item(value.clone())),
            None if strict >= Strict::Three => {
                drop(dict);
                Err(outside(&Value::object(
                    system::LIST,
                    Data::List(Lock::new(Vec::new())),
                )))
            }
            None => Ok(Found::Outside),
        };
    }
    let key = dict_key(ty, index)?;
    match dict.lock().get(&key) {
        Some(value) => Ok(Found::Item(value.clone())),
        // A hashtable answers null for a key that it does not have; a generic dictionary has no answer.
        None if ty.arguments.is_empty() => Ok(Found::Item(Value::Null)),
        None => Ok(Found::Outside),
    }
}

/// An index as a key of a dictionary: converted to a generic one's key type.
fn dict_key(ty: Type, index: &Value) -> Result<Value> {
    match ty.arguments {
        [key, _] => convert::to(index, *key),
        _ => Ok(index.clone()),
    }
}

fn get_cell(
    target: &Value,
    array: &crate::array::Array,
    indexes: &[Value],
    slicing: bool,
) -> Result<Found> {
    let dimensions = array.dimensions();
    let ints = registry::array_of(system::INT32, 1);
    let cell: Vec<Value> = match indexes {
        [index] => match enumerate::items(index)? {
            None => return Err(wrong_rank(dimensions.len(), &operators_text(index)?)),
            Some(_) => match convert::try_to(index, ints)? {
                Some(cell) => enumerate::to_vec(&cell)?,
                None => return get_cells(target, array, index),
            },
        },
        several => several.to_vec(),
    };
    if cell.len() != dimensions.len() {
        let text = crate::string_form::join(cell.into_iter().map(Ok), ",", None)?;
        return Err(wrong_rank(dimensions.len(), &text));
    }
    let _ = slicing;
    Ok(match place(&dimensions, &cell)? {
        Some(at) => array.get(at).map_or(Found::Outside, Found::Item),
        None => Found::Outside,
    })
}

fn operators_text(index: &Value) -> Result<crate::Str> {
    crate::string_form::to_str_joined(index, ",")
}

/// A collection of cells.
fn get_cells(target: &Value, array: &crate::array::Array, cells: &Value) -> Result<Found> {
    let mut found = Vec::new();
    for cell in enumerate::to_vec(cells)? {
        if let Found::Item(item) = get_cell(target, array, &[cell], false)? {
            found.push(item);
        }
    }
    Ok(Found::Item(Value::array(found)))
}

#[cold]
fn wrong_rank(rank: usize, index: &str) -> Flow {
    let shown: String = if index.chars().count() > 20 {
        index.chars().take(20).chain(" ...".chars()).collect()
    } else {
        index.to_owned()
    };
    raise::runtime(
        "NeedMultidimensionalIndex",
        format!("You cannot index into a {rank} dimensional array with index [{shown}]."),
        Value::Null,
    )
}

/// The row-order place of a cell.
fn place(dimensions: &[usize], cell: &[Value]) -> Result<Option<usize>> {
    let mut at = 0usize;
    for (size, index) in dimensions.iter().zip(cell) {
        let index = i64::from(convert::to_i32(index)?);
        let index = if index < 0 {
            index + *size as i64
        } else {
            index
        };
        match usize::try_from(index) {
            Ok(index) if index < *size => at = at * size + index,
            _ => return Ok(None),
        }
    }
    Ok(Some(at))
}

/// The indexers that a type's table declares; several indexes go to one that takes as many.
fn by_indexer(
    target: &Value,
    entries: &[MethodEntry],
    indexes: &[Value],
    strict: Strict,
    slicing: bool,
) -> Result<Found> {
    let one = |indexes: &[Value]| match access::read(target, entries, indexes) {
        Ok(item) => Ok(Found::Item(item)),
        Err(Flow::Error(_)) if strict < Strict::Three => Ok(Found::Outside),
        Err(flow) => Err(flow),
    };
    let takes = |entry: &MethodEntry| entry.signature.parameters.len() == indexes.len();
    if indexes.len() > 1 && entries.iter().any(takes) {
        return one(indexes);
    }
    sliced(target, indexes, strict, slicing, |index| {
        one(std::slice::from_ref(index))
    })
}

/// `target[indexes] = value`.
///
/// # Errors
/// PowerShell's, when the target cannot be indexed so or the value does not fit.
#[inline]
pub fn set(target: &Value, indexes: &[Value], value: Value) -> Result<()> {
    if let (Value::Object(object), [index]) = (target, indexes) {
        match (object.data(), index) {
            (Data::Array(array), Value::Int32(at))
                if *at >= 0
                    && !array.is_multidimensional()
                    && object.ty() == system::object_array() =>
            {
                return if array.set(*at as usize, value.or_null()) {
                    Ok(())
                } else {
                    Err(outside(target))
                };
            }
            (Data::Dict(dict), Value::Str(_)) if object.ty() == system::HASHTABLE => {
                let old = dict.lock().insert(index.clone(), value.or_null());
                drop(old);
                return Ok(());
            }
            _ => {}
        }
    }
    set_any(target.base(), indexes, value.or_null())
}

fn set_any(target: &Value, indexes: &[Value], value: Value) -> Result<()> {
    if target.is_null() {
        return Err(raise::runtime(
            "NullArray",
            "Cannot index into a null array.",
            Value::Null,
        ));
    }
    if let [index] = indexes
        && index.base().is_null()
    {
        return Err(null_index());
    }
    match target.data() {
        Some(Data::Array(array)) => set_element(target, array, indexes, &value),
        Some(Data::List(list)) if is_indexed_list(target) => {
            let [index] = indexes else {
                return Err(cannot_index(target));
            };
            set_item(target, list, index.base(), &value)
        }
        Some(Data::Dict(dict)) => {
            let [index] = indexes else {
                return Err(cannot_index(target));
            };
            set_entry(target, dict, index.base(), value)
        }
        _ => access::write(target, indexes, value).unwrap_or_else(|| Err(cannot_index(target))),
    }
}

fn set_element(
    target: &Value,
    array: &crate::array::Array,
    indexes: &[Value],
    value: &Value,
) -> Result<()> {
    let element = target
        .ty()
        .and_then(|ty| ty.element)
        .unwrap_or(system::OBJECT);
    if array.is_multidimensional() {
        let dimensions = array.dimensions();
        let cell = match indexes {
            [index] => {
                let ints = registry::array_of(system::INT32, 1);
                enumerate::to_vec(&convert::to(index, ints)?)?
            }
            several => several.to_vec(),
        };
        if cell.len() != dimensions.len() {
            let text = crate::string_form::join(cell.into_iter().map(Ok), ",", None)?;
            return Err(wrong_rank(dimensions.len(), &text));
        }
        let at = place(&dimensions, &cell)?.ok_or_else(|| outside(target))?;
        array.set(at, convert::to(value, element)?.or_null());
        return Ok(());
    }
    let [index] = indexes else {
        let text = crate::string_form::join(indexes.iter().cloned().map(Ok), ",", None)?;
        return Err(raise::runtime(
            "ArraySliceAssignmentFailed",
            format!(
                "Array assignment to [{text}] failed because assignment to slices is not supported."
            ),
            Value::Null,
        ));
    };
    let conversion = figure(index.base(), system::INT32);
    if conversion.rank == Rank::None {
        return Err(convert::impossible(index, system::INT32));
    }
    let Value::Int32(at) = conversion.apply(index.base())? else {
        return Err(outside(target));
    };
    let value = convert::to(value, element)?.or_null();
    let at = i64::from(at) + if at < 0 { array.len() as i64 } else { 0 };
    match usize::try_from(at) {
        Ok(at) if array.set(at, value) => Ok(()),
        _ => Err(outside(target)),
    }
}

fn set_item(target: &Value, list: &Lock<Vec<Value>>, index: &Value, value: &Value) -> Result<()> {
    let element = target
        .ty()
        .and_then(|ty| ty.arguments.first().copied())
        .unwrap_or(system::OBJECT);
    let at = i64::from(convert::to_i32(index)?);
    let value = convert::to(value, element)?.or_null();
    let mut items = list.lock();
    let at = if at < 0 { at + items.len() as i64 } else { at };
    match usize::try_from(at).ok().and_then(|at| items.get_mut(at)) {
        Some(slot) => {
            let old = std::mem::replace(slot, value);
            drop(items);
            drop(old);
            Ok(())
        }
        None => {
            drop(items);
            Err(outside(target))
        }
    }
}

fn set_entry(target: &Value, dict: &Lock<Dict>, index: &Value, value: Value) -> Result<()> {
    let ty = target.ty().unwrap_or(system::HASHTABLE);
    if let (true, Value::Int32(at)) = (ty == system::ORDERED_DICTIONARY, index) {
        let old = {
            let mut dict = dict.lock();
            match usize::try_from(*at) {
                Ok(at) if at < dict.len() => dict.set_at(at, value),
                _ => return Err(outside_entry()),
            }
        };
        drop(old);
        return Ok(());
    }
    let key = dict_key(ty, index)?;
    let value = match ty.arguments {
        [_, wanted] => convert::to(&value, *wanted)?.or_null(),
        _ => value,
    };
    system::dictionary::insert(dict, ty, key, value);
    Ok(())
}

#[cold]
fn outside_entry() -> Flow {
    raise::net(
        exceptions::ARGUMENT_OUT_OF_RANGE,
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
    )
}

/// The length of a text in UTF-16 units.
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// The UTF-16 unit at a place.
pub fn utf16_at(text: &str, at: usize) -> Option<u16> {
    if text.is_ascii() {
        return text.as_bytes().get(at).map(|byte| u16::from(*byte));
    }
    text.encode_utf16().nth(at)
}

//! What lists and arrays do: searching, sorting, and what takes script blocks.

use crate::types::native::{Plain, property};
use crate::types::throw;
use crate::types::{Property, Type};
use crate::{Data, Lock, Result, Value, access, convert, dict};
use std::cmp::Ordering;

/// `Count` alone.
pub(super) static COUNT: &[Property] = &[property!("int Count {get;}", |this| len(this))];

/// How many items.
pub(super) fn len(this: &Value) -> usize {
    match this.data() {
        Some(Data::List(list)) => list.lock().len(),
        Some(Data::Array(array)) => array.len(),
        _ => 0,
    }
}

/// The list inside.
pub(super) fn list(this: &Value) -> Option<&Lock<Vec<Value>>> {
    match this.data()? {
        Data::List(list) => Some(list),
        _ => None,
    }
}

/// Changes the list.
pub(super) fn change<R: Default>(this: &Value, run: impl FnOnce(&mut Vec<Value>) -> R) -> R {
    list(this)
        .map(|list| run(&mut list.lock()))
        .unwrap_or_default()
}

/// Checks a position for reading or removing.
pub(super) fn position(at: i32, len: usize) -> Result<usize> {
    usize::try_from(at)
        .ok()
        .filter(|at| *at < len)
        .ok_or_else(|| throw::index_out_of_range("index"))
}

/// Checks a range.
pub(super) fn range(at: i32, count: i32, len: usize) -> Result<std::ops::Range<usize>> {
    let (Ok(at), Ok(count)) = (usize::try_from(at), usize::try_from(count)) else {
        return Err(throw::argument_out_of_range(
            "Non-negative number required.",
            if at < 0 { "index" } else { "count" },
        ));
    };
    if at + count > len {
        return Err(throw::argument(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
            "",
        ));
    }
    Ok(at..at + count)
}

/// Where a value stands, by `Equals`.
pub(super) fn index_of(items: &[Value], wanted: &Value) -> i32 {
    items
        .iter()
        .position(|item| dict::equals(item, wanted))
        .map_or(-1, |at| at as i32)
}

/// Where a value stands last.
pub(super) fn last_index_of(items: &[Value], wanted: &Value) -> i32 {
    items
        .iter()
        .rposition(|item| dict::equals(item, wanted))
        .map_or(-1, |at| at as i32)
}

/// Whether a predicate holds.
pub(super) fn test(predicate: &Value, item: &Value) -> Result<bool> {
    Ok(convert::to_bool(&access::call_delegate(
        predicate,
        std::slice::from_ref(item),
    )?))
}

/// The items for which a predicate holds.
pub(super) fn matching(items: &[Value], predicate: &Value) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for item in items {
        if test(predicate, item)? {
            found.push(item.clone());
        }
    }
    Ok(found)
}

/// The first place at which a predicate holds.
pub(super) fn find_index(items: &[Value], predicate: &Value) -> Result<i32> {
    for (at, item) in items.iter().enumerate() {
        if test(predicate, item)? {
            return Ok(at as i32);
        }
    }
    Ok(-1)
}

/// Sorts as .NET's default comparer does, or by a comparison that a script gave.
pub(super) fn sort(items: &mut [Value], by: Option<&Value>) -> Result<()> {
    let mut failed = None;
    items.sort_by(|a, b| {
        if failed.is_some() {
            return Ordering::Equal;
        }
        let order = match by {
            None => compare(a, b),
            Some(by) => ordered(by, a, b),
        };
        order.unwrap_or_else(|flow| {
            failed = Some(flow);
            Ordering::Equal
        })
    });
    failed.map_or(Ok(()), Err)
}

fn ordered(by: &Value, a: &Value, b: &Value) -> Result<Ordering> {
    let args = [a.clone(), b.clone()];
    let result = match by.data() {
        Some(Data::ScriptBlock(_)) => access::call_delegate(by, &args)?,
        _ => access::invoke_method(by, "Compare", &args)?,
    };
    Ok(result.int().cmp(&0))
}

/// .NET's default order: null first, then by `CompareTo`.
pub(super) fn compare(a: &Value, b: &Value) -> Result<Ordering> {
    match (a.is_null(), b.is_null()) {
        (true, true) => return Ok(Ordering::Equal),
        (true, false) => return Ok(Ordering::Less),
        (false, true) => return Ok(Ordering::Greater),
        _ => {}
    }
    if let (Value::Int32(a), Value::Int32(b)) = (a.base(), b.base()) {
        return Ok(a.cmp(b));
    }
    match crate::operators::order(a, b, crate::operators::Case::Exact) {
        Ok(Some(order)) => Ok(order),
        _ => Err(throw::of(
            super::exceptions::INVALID_OPERATION,
            "Failed to compare two elements in the array.",
        )),
    }
}

/// Where a value stands from a position on.
pub(super) fn index_from(items: &[Value], wanted: &Value, at: i32) -> Result<i32> {
    let start = usize::try_from(at)
        .ok()
        .filter(|at| *at <= items.len())
        .ok_or_else(|| throw::index_out_of_range("index"))?;
    Ok(items[start..]
        .iter()
        .position(|item| dict::equals(item, wanted))
        .map_or(-1, |found| (found + start) as i32))
}

/// `BinarySearch`: the place, or the complement of where it would stand.
pub(super) fn binary_search(items: &[Value], wanted: &Value) -> Result<i32> {
    let mut failed = None;
    let found = items.binary_search_by(|item| {
        compare(item, wanted).unwrap_or_else(|flow| {
            failed = Some(flow);
            Ordering::Equal
        })
    });
    match failed {
        Some(flow) => Err(flow),
        None => Ok(found.map_or_else(|at| !(at as i32), |at| at as i32)),
    }
}

/// `CopyTo`: into an array from a position on.
pub(super) fn copy_into(items: &[Value], to: &Value, at: i32) -> Result<()> {
    let Some(array) = to.as_array() else {
        return Err(throw::argument_null("array"));
    };
    let start = usize::try_from(at)
        .map_err(|_| throw::argument_out_of_range("Non-negative number required.", "index"))?;
    if start + items.len() > array.len() {
        return Err(throw::argument(
            "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
            "destinationArray",
        ));
    }
    for (offset, item) in items.iter().enumerate() {
        array.set(start + offset, convert::to(item, element(to))?);
    }
    Ok(())
}

/// What the elements are.
pub(super) fn element(this: &Value) -> Type {
    this.ty()
        .and_then(|ty| ty.element.or(ty.arguments.first().copied()))
        .unwrap_or(super::OBJECT)
}

/// A collection of the same type.
pub(super) fn same_kind(this: &Value, items: Vec<Value>) -> Value {
    match this.data() {
        Some(Data::Array(_)) => {
            Value::typed_array(this.ty().unwrap_or_else(super::object_array), items)
        }
        _ => Value::object(
            this.ty().unwrap_or(super::ARRAY_LIST),
            Data::List(Lock::new(items)),
        ),
    }
}

/// `Insert` and `InsertRange`.
pub(super) fn insert(this: &Value, at: i32, items: Vec<Value>) -> Result<()> {
    let len = len(this);
    let at = usize::try_from(at)
        .ok()
        .filter(|at| *at <= len)
        .ok_or_else(|| {
            throw::argument_out_of_range("Index must be within the bounds of the List.", "index")
        })?;
    change(this, |list| drop(list.splice(at..at, items)));
    Ok(())
}

/// `RemoveRange`.
pub(super) fn remove_range(this: &Value, at: i32, count: i32) -> Result<()> {
    let range = range(at, count, len(this))?;
    change(this, |list| drop(list.drain(range)));
    Ok(())
}

/// `RemoveAt`.
pub(super) fn remove_at(this: &Value, at: i32) -> Result<()> {
    let at = position(at, len(this))?;
    change(this, |list| drop(list.remove(at)));
    Ok(())
}

/// `Remove`, and whether it was there.
pub(super) fn remove(this: &Value, item: &Value) -> bool {
    change(this, |list| {
        usize::try_from(index_of(list, item))
            .map(|at| list.remove(at))
            .is_ok()
    })
}

/// `Sort` of a list.
pub(super) fn sort_list(this: &Value, by: Option<&Value>) -> Result<()> {
    let mut items = this.items();
    sort(&mut items, by)?;
    change(this, |list| *list = items);
    Ok(())
}

/// `Reverse` of a part.
pub(super) fn reverse(this: &Value, at: i32, count: i32) -> Result<()> {
    let range = range(at, count, len(this))?;
    change(this, |list| list[range].reverse());
    Ok(())
}

/// `GetRange`.
pub(super) fn part(this: &Value, at: i32, count: i32) -> Result<Value> {
    let range = range(at, count, len(this))?;
    Ok(same_kind(this, this.items()[range].to_vec()))
}

/// `Find`: the first for which a predicate holds, or the element type's default.
pub(super) fn find(this: &Value, predicate: &Value) -> Result<Value> {
    let items = this.items();
    let at = find_index(&items, predicate)?;
    Ok(usize::try_from(at).map_or_else(
        |_| access::default_of(element(this)),
        |at| items[at].clone(),
    ))
}

/// `ForEach` with an action.
pub(super) fn for_each(this: &Value, action: &Value) -> Result<()> {
    for item in this.items() {
        access::call_delegate(action, &[item])?;
    }
    Ok(())
}

/// `RemoveAll`: how many were taken.
pub(super) fn remove_all(this: &Value, predicate: &Value) -> Result<usize> {
    let items = this.items();
    let mut kept = Vec::new();
    for item in &items {
        if !test(predicate, item)? {
            kept.push(item.clone());
        }
    }
    let gone = items.len() - kept.len();
    change(this, |list| *list = kept);
    Ok(gone)
}

/// `Capacity`.
pub(super) fn capacity(this: &Value) -> usize {
    list(this).map_or(0, |list| list.lock().capacity())
}

/// Sets `Capacity`.
pub(super) fn set_capacity(this: &Value, capacity: i32) -> Result<()> {
    let wanted = usize::try_from(capacity)
        .ok()
        .filter(|wanted| *wanted >= len(this))
        .ok_or_else(|| {
            throw::argument_out_of_range("capacity was less than the current size.", "value")
        })?;
    throw::unless_capacity(capacity)?;
    change(this, |list| {
        list.shrink_to(wanted);
        list.reserve_exact(wanted - list.len());
    });
    Ok(())
}

/// `EnsureCapacity`: at least so much, and what there is now.
pub(super) fn ensure_capacity(this: &Value, capacity: i32) -> Result<usize> {
    let wanted = usize::try_from(capacity)
        .map_err(|_| throw::must_not_be_negative("capacity", i64::from(capacity)))?;
    throw::unless_capacity(capacity)?;
    Ok(change(this, |list| {
        if list.capacity() < wanted {
            list.reserve(wanted - list.len());
        }
        list.capacity()
    }))
}

/// `TrimExcess`: gives back what is not used, if it is much.
pub(super) fn trim(this: &Value) {
    change(this, |list| {
        if list.len() < list.capacity() * 9 / 10 {
            list.shrink_to_fit();
        }
    });
}

/// `Clear`: the capacity stays.
pub(super) fn clear(this: &Value) {
    let gone = change(this, |list| {
        let kept = Vec::with_capacity(list.capacity());
        std::mem::replace(list, kept)
    });
    drop(gone);
}

/// Checks a start and a count for searching forward.
fn forward(start: i32, count: i32, len: usize) -> Result<std::ops::Range<usize>> {
    let from = usize::try_from(start)
        .ok()
        .filter(|start| *start <= len)
        .ok_or_else(|| {
            throw::argument_out_of_range(
                "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
                "startIndex",
            )
        })?;
    let count = usize::try_from(count)
        .ok()
        .filter(|count| *count <= len - from);
    let count = count.ok_or_else(bad_count)?;
    Ok(from..from + count)
}

/// The same for searching back from a place.
fn backward(start: i32, count: i32, len: usize) -> Result<std::ops::Range<usize>> {
    let from = if len == 0 && start == -1 {
        0
    } else {
        usize::try_from(start)
            .ok()
            .filter(|start| *start < len)
            .ok_or_else(|| throw::index_out_of_range("startIndex"))?
            + 1
    };
    let count = usize::try_from(count).ok().filter(|count| *count <= from);
    let count = count.ok_or_else(bad_count)?;
    Ok(from - count..from)
}

fn bad_count() -> crate::Flow {
    throw::argument_out_of_range(
        "Count must be positive and count must refer to a location within the string/array/collection.",
        "count",
    )
}

/// `IndexOf` in a part.
pub(super) fn index_in(items: &[Value], wanted: &Value, start: i32, count: i32) -> Result<i32> {
    let range = forward(start, count, items.len())?;
    let at = index_of(&items[range.clone()], wanted);
    Ok(if at < 0 { at } else { at + range.start as i32 })
}

/// `LastIndexOf` in the part that ends at a place; `None` for all of what stands before it.
pub(super) fn last_index_in(
    items: &[Value],
    wanted: &Value,
    start: i32,
    count: Option<i32>,
) -> Result<i32> {
    if items.is_empty() {
        return Ok(-1);
    }
    let range = backward(start, count.unwrap_or(start.saturating_add(1)), items.len())?;
    let at = last_index_of(&items[range.clone()], wanted);
    Ok(if at < 0 { at } else { at + range.start as i32 })
}

/// `FindIndex` in a part.
pub(super) fn find_index_in(
    items: &[Value],
    start: i32,
    count: Option<i32>,
    predicate: &Value,
) -> Result<i32> {
    let count = count.unwrap_or(items.len() as i32 - start);
    let range = forward(start, count, items.len())?;
    let at = find_index(&items[range.clone()], predicate)?;
    Ok(if at < 0 { at } else { at + range.start as i32 })
}

/// `FindLastIndex` in the part that ends at a place.
pub(super) fn find_last_index_in(
    items: &[Value],
    start: i32,
    count: Option<i32>,
    predicate: &Value,
) -> Result<i32> {
    let range = backward(start, count.unwrap_or(start.saturating_add(1)), items.len())?;
    for at in range.rev() {
        if test(predicate, &items[at])? {
            return Ok(at as i32);
        }
    }
    Ok(-1)
}

/// `FindLastIndex` in everything.
pub(super) fn find_last_index(items: &[Value], predicate: &Value) -> Result<i32> {
    find_last_index_in(items, items.len() as i32 - 1, None, predicate)
}

/// `BinarySearch` of a part with a comparer of its own.
pub(super) fn binary_search_in(
    items: &[Value],
    start: i32,
    count: i32,
    wanted: &Value,
    comparer: &Value,
) -> Result<i32> {
    let range = range(start, count, items.len())?;
    let mut failed = None;
    let found = items[range.clone()].binary_search_by(|item| {
        let order = match comparer.is_null() {
            true => compare(item, wanted),
            false => ordered(comparer, item, wanted),
        };
        order.unwrap_or_else(|flow| {
            failed = Some(flow);
            Ordering::Equal
        })
    });
    let start = range.start;
    match failed {
        Some(flow) => Err(flow),
        None => Ok(found.map_or_else(|at| !((at + start) as i32), |at| (at + start) as i32)),
    }
}

/// Sorts a part of a list or array.
pub(super) fn sort_part(this: &Value, at: i32, count: i32, by: &Value) -> Result<()> {
    let range = range(at, count, len(this))?;
    let mut items = this.items();
    sort(&mut items[range], Some(by).filter(|by| !by.is_null()))?;
    match this.as_array() {
        Some(array) => array.with_mut(|slots| slots.clone_from_slice(&items)),
        None => change(this, |list| *list = items),
    }
    Ok(())
}

/// Each item as a converter makes it.
pub(super) fn converted(items: &[Value], converter: &Value) -> Result<Vec<Value>> {
    items
        .iter()
        .map(|item| access::invoke_method(converter, "Invoke", std::slice::from_ref(item)))
        .collect()
}

/// What a converter makes: the second type of its delegate.
pub(super) fn converted_type(converter: &Value) -> Type {
    converter
        .ty()
        .and_then(|ty| ty.arguments.get(1).copied())
        .unwrap_or(super::OBJECT)
}

/// `CopyTo` of a part.
pub(super) fn copy_part(this: &Value, at: i32, to: &Value, to_at: i32, count: i32) -> Result<()> {
    let range = range(at, count, len(this))?;
    copy_into(&this.items()[range], to, to_at)
}

//! `System.Collections.ArrayList`.

use super::interfaces as i;
use super::lists as all;
use crate::types::native::{Args, Plain, Returned, array_of, method, property};
use crate::types::{Method, Property, TypeInfo, settable, throw};
use crate::{Data, Lock, Result, Value, enumerate};

/// A list of the type that is being constructed.
fn made(this: &Value, mut items: Vec<Value>) -> Value {
    items.shrink_to_fit();
    Value::object(this.type_object(), Data::List(Lock::new(items)))
}

/// The elements of a collection as .NET enumerates it: a dictionary's are its entries.
fn elements(collection: &Value) -> Result<Vec<Value>> {
    match collection.as_dict() {
        Some(_) => Ok(super::dictionaries::entries(collection)),
        None => enumerate::to_vec(collection),
    }
}

fn with_capacity(this: &Value, capacity: i32) -> Result<Value> {
    let made = made(this, Vec::new());
    if capacity < 0 {
        return Err(throw::must_not_be_negative("capacity", capacity.into()));
    }
    all::set_capacity(&made, capacity)?;
    Ok(made)
}

static CONSTRUCTORS: &[Method] = &[
    method!("System.Collections.ArrayList()", |this, _| made(
        this,
        Vec::new()
    )),
    method!(
        "System.Collections.ArrayList(int capacity)",
        |this, args| with_capacity(this, args.int(0))
    ),
    method!(
        "System.Collections.ArrayList(System.Collections.ICollection c)",
        |this, args| elements(args.at(0)).map(|items| made(this, items))
    ),
];

fn set_range(this: &Value, index: i32, collection: &Value) -> Result<()> {
    if collection.is_null() {
        return Err(throw::argument_null("c"));
    }
    let items = elements(collection)?;
    let start = usize::try_from(index)
        .ok()
        .filter(|start| *start <= all::len(this) && items.len() <= all::len(this) - start)
        .ok_or_else(|| throw::index_out_of_range("index"))?;
    let end = start + items.len();
    let gone: Vec<Value> = all::change(this, |list| list.splice(start..end, items).collect());
    drop(gone);
    Ok(())
}

static METHODS: &[Method] = &[
    method!("int Add(System.Object value)", |this, args| {
        all::change(this, |list| {
            list.push(args.at(0).clone());
            list.len() - 1
        })
    }),
    method!("void Remove(System.Object obj)", |this, args| {
        all::remove(this, args.at(0));
    }),
    method!(
        "void AddRange(System.Collections.ICollection c)",
        |this, args| {
            let items = args.items(0);
            all::change(this, |list| list.extend(items));
        }
    ),
    method!("void Clear()", |this, _| all::clear(this)),
    method!(
        "bool Contains(System.Object item)",
        |this, args| all::index_of(&this.items(), args.at(0)) >= 0
    ),
    method!("void CopyTo(array array)", |this, args| all::copy_into(
        &this.items(),
        args.at(0),
        0
    )),
    method!("void CopyTo(array array, int arrayIndex)", |this, args| {
        all::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| enumerate::enumerator(this.items())
    ),
    method!(
        "System.Collections.ArrayList GetRange(int index, int count)",
        |this, args| all::part(this, args.int(0), args.int(1))
    ),
    method!("int IndexOf(System.Object item)", |this, args| {
        all::index_of(&this.items(), args.at(0))
    }),
    method!(
        "int IndexOf(System.Object item, int index)",
        |this, args| all::index_from(&this.items(), args.at(0), args.int(1))
    ),
    method!(
        "void Insert(int index, System.Object item)",
        |this, args| all::insert(this, args.int(0), vec![args.at(1).clone()])
    ),
    method!(
        "void InsertRange(int index, System.Collections.ICollection c)",
        |this, args| all::insert(this, args.int(0), args.items(1))
    ),
    method!("int LastIndexOf(System.Object item)", |this, args| {
        all::last_index_of(&this.items(), args.at(0))
    }),
    method!("int BinarySearch(System.Object value)", |this, args| {
        all::binary_search(&this.items(), args.at(0))
    }),
    method!("void RemoveAt(int index)", |this, args| all::remove_at(
        this,
        args.int(0)
    )),
    method!("void RemoveRange(int index, int count)", |this, args| {
        all::remove_range(this, args.int(0), args.int(1))
    }),
    method!("void Reverse()", |this, _| all::change(this, |list| list
        .reverse())),
    method!("void Reverse(int index, int count)", |this, args| {
        all::reverse(this, args.int(0), args.int(1))
    }),
    method!("void Sort()", |this, _| all::sort_list(this, None)),
    method!(
        "void Sort(System.Collections.IComparer comparer)",
        |this, args| all::sort_list(this, Some(args.at(0)))
    ),
    method!("System.Object[] ToArray()", |this, _| array_of(
        super::OBJECT,
        this.items()
    )),
    method!("array ToArray(type type)", |this, args| array_of(
        args.at(0).type_object(),
        this.items()
    )),
    method!("System.Object Clone()", |this, _| all::same_kind(
        this,
        this.items()
    )),
    method!(
        "static System.Collections.ArrayList Synchronized(System.Collections.ArrayList list)",
        |_, args| args.at(0).clone()
    ),
    method!(
        "static System.Collections.ArrayList Repeat(System.Object value, int count)",
        |_, args| {
            Value::object(
                super::ARRAY_LIST,
                Data::List(Lock::new(vec![
                    args.at(0).clone();
                    args.int(1).max(0) as usize
                ])),
            )
        }
    ),
    method!("void TrimToSize()", |this, _| all::change(
        this,
        Vec::shrink_to_fit
    )),
    method!(
        "void SetRange(int index, System.Collections.ICollection c)",
        |this, args| set_range(this, args.int(0), args.at(1))
    ),
    method!(
        "int IndexOf(System.Object value, int index, int count)",
        |this, args| all::index_in(&this.items(), args.at(0), args.int(1), args.int(2))
    ),
    method!(
        "int LastIndexOf(System.Object value, int index)",
        |this, args| all::last_index_in(&this.items(), args.at(0), args.int(1), None)
    ),
    method!(
        "int LastIndexOf(System.Object value, int index, int count)",
        |this, args| {
            all::last_index_in(&this.items(), args.at(0), args.int(1), Some(args.int(2)))
        }
    ),
    method!(
        "int BinarySearch(System.Object value, System.Collections.IComparer comparer)",
        |this, args| {
            let items = this.items();
            all::binary_search_in(&items, 0, items.len() as i32, args.at(0), args.at(1))
        }
    ),
    method!(
        "int BinarySearch(int index, int count, System.Object value, System.Collections.IComparer comparer)",
        |this, args| all::binary_search_in(
            &this.items(),
            args.int(0),
            args.int(1),
            args.at(2),
            args.at(3)
        )
    ),
    method!(
        "void Sort(int index, int count, System.Collections.IComparer comparer)",
        |this, args| all::sort_part(this, args.int(0), args.int(1), args.at(2))
    ),
    method!(
        "void CopyTo(int index, array array, int arrayIndex, int count)",
        |this, args| all::copy_part(this, args.int(0), args.at(1), args.int(2), args.int(3))
    ),
];

static PROPERTIES: &[Property] = &[
    settable(
        "int Capacity {get;set;}",
        |this| all::capacity(this).done(),
        |this, value| all::set_capacity(this, value.int()),
    ),
    property!("int Count {get;}", |this| all::len(this)),
    property!("bool IsFixedSize {get;}", |_| false),
    property!("bool IsReadOnly {get;}", |_| false),
    property!("bool IsSynchronized {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.ArrayList")
    .interfaces(&[i::ILIST])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

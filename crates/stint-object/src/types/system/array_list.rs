//! `System.Collections.ArrayList`.

use super::interfaces as i;
use super::lists as all;
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::{Method, Property, TypeInfo};
use crate::{Data, Lock, Result, Value, enumerate};

/// A list of the type that is being constructed.
fn made(this: &Value, items: Vec<Value>) -> Value {
    Value::object(this.type_object(), Data::List(Lock::new(items)))
}

/// The elements of a collection as .NET enumerates it: a dictionary's are its entries.
fn elements(collection: &Value) -> Result<Vec<Value>> {
    match collection.as_dict() {
        Some(_) => Ok(super::dictionaries::entries(collection)),
        None => enumerate::to_vec(collection),
    }
}

static CONSTRUCTORS: &[Method] = &[
    method!("System.Collections.ArrayList()", |this, _| made(
        this,
        Vec::new()
    )),
    method!(
        "System.Collections.ArrayList(int capacity)",
        |this, _| made(this, Vec::new())
    ),
    method!(
        "System.Collections.ArrayList(System.Collections.ICollection c)",
        |this, args| elements(args.at(0)).map(|items| made(this, items))
    ),
];

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
    method!("void Clear()", |this, _| all::change(this, |list| drop(
        std::mem::take(list)
    ))),
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
    method!("void TrimToSize()", |_, _| ()),
];

static PROPERTIES: &[Property] = &[
    property!("int Capacity {get;set;}", |this| all::len(this)
        .next_power_of_two()
        .max(4)),
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

//! ``System.Collections.Generic.Dictionary`2``.

use super::dictionaries as all;
use super::interfaces as i;
use crate::dict::{Comparer, Dict, Order};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo};
use crate::{Lock, Result, Value, access};

fn made(this: &Value, comparer: Comparer) -> Value {
    all::made(this.type_object(), comparer, Order::Added, Vec::new())
}

static CONSTRUCTORS: &[Method] = &[
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue]()",
        |this, _| made(this, Comparer::Exact)
    ),
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue](int capacity)",
        |this, _| made(this, Comparer::Exact)
    ),
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue](System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        |this, args| made(this, all::comparer(args.at(0)))
    ),
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue](int capacity, System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        |this, args| made(this, all::comparer(args.at(1)))
    ),
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue](System.Collections.Generic.IDictionary[TKey,TValue] dictionary)",
        |this, args| all::copy(
            args.at(0),
            this.type_object(),
            Comparer::Exact,
            Order::Added
        )
    ),
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue](System.Collections.Generic.IDictionary[TKey,TValue] dictionary, System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        |this, args| all::copy(
            args.at(0),
            this.type_object(),
            all::comparer(args.at(1)),
            Order::Added
        )
    ),
];

fn try_get(this: &Value, key: &Value, place: &Value) -> Result<bool> {
    let found = all::with(this, |dict| dict.get(key).cloned());
    let default = this
        .ty()
        .and_then(|ty| ty.arguments.get(1).copied())
        .map_or(Value::Null, access::default_of);
    let there = found.is_some();
    access::set_property(place, "Value", found.unwrap_or(default))?;
    Ok(there)
}

static METHODS: &[Method] = &[
    method!("void Add(TKey key, TValue value)", |this, args| all::add(
        this,
        args.at(0),
        args.at(1)
    )),
    method!("bool TryAdd(TKey key, TValue value)", |this, args| {
        let new = !all::with(this, |dict| dict.contains(args.at(0)));
        if new {
            all::with(this, |dict| {
                dict.insert(args.at(0).clone(), args.at(1).clone())
            });
        }
        new
    }),
    method!("void Clear()", |this, _| drop(
        all::with(this, |dict| dict.take_all())
    )),
    method!("bool ContainsKey(TKey key)", |this, args| all::with(
        this,
        |dict| dict.contains(args.at(0))
    )),
    method!("bool ContainsValue(TValue value)", |this, args| {
        all::contains_value(this, args.at(0))
    }),
    method!(
        "System.Collections.Generic.Dictionary[TKey,TValue]+Enumerator GetEnumerator()",
        |this, _| all::enumerator(this)
    ),
    method!("bool Remove(TKey key)", |this, args| all::remove(
        this,
        args.at(0)
    )),
    method!(
        "bool TryGetValue(TKey key, [ref] TValue value)",
        |this, args| try_get(this, args.at(0), args.at(1))
    ),
    method!("int EnsureCapacity(int capacity)", |_, args| args.int(0)),
    method!("void TrimExcess()", |_, _| ()),
];

static PROPERTIES: &[Property] = &[
    property!(
        "System.Collections.Generic.IEqualityComparer[TKey] Comparer {get;}",
        |_| Value::Null
    ),
    property!("int Count {get;}", |this| all::with(this, |dict| dict
        .len())),
    property!("int Capacity {get;}", |this| all::with(this, |dict| dict
        .len())),
    property!(
        "System.Collections.Generic.Dictionary[TKey,TValue]+KeyCollection Keys {get;}",
        |this| all::keys(this)
    ),
    property!(
        "System.Collections.Generic.Dictionary[TKey,TValue]+ValueCollection Values {get;}",
        |this| all::values(this)
    ),
    property!("bool IsReadOnly {get;}", |_| false),
    property!("bool IsFixedSize {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
    property!("bool IsSynchronized {get;}", |_| false),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.Dictionary`2")
    .parameters(&["TKey", "TValue"])
    .interfaces(&[i::IDICTIONARY])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

/// A copy of the entries.
pub fn copy(dict: &Dict) -> Dict {
    let mut copy = Dict::new(dict.comparer, dict.order);
    for (key, value) in dict.iter() {
        copy.insert(key.clone(), value.clone());
    }
    copy
}

/// Sets an entry as the dictionary's type does it: a sorted one keeps its order.
pub fn insert(dict: &Lock<Dict>, ty: Type, key: Value, value: Value) {
    let _ = ty;
    if dict.lock().order == Order::Sorted {
        let _ = super::sorted_dictionaries::insert_sorted(dict, key, value);
        return;
    }
    let old = dict.lock().insert(key, value);
    drop(old);
}

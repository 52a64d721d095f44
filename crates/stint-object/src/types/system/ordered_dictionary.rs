//! `System.Collections.Specialized.OrderedDictionary`.

use super::dictionaries as all;
use super::interfaces as i;
use crate::dict::{Comparer, Order};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Property, TypeInfo};
use crate::{Result, Value};

fn empty(comparer: Comparer) -> Value {
    all::made(
        super::ORDERED_DICTIONARY,
        comparer,
        Order::Added,
        Vec::new(),
    )
}

static CONSTRUCTORS: &[Method] = &[
    method!("ordered()", |_, _| empty(Comparer::Exact)),
    method!("ordered(int capacity)", |_, _| empty(Comparer::Exact)),
    method!(
        "ordered(System.Collections.IEqualityComparer comparer)",
        |_, args| empty(all::comparer(args.at(0)))
    ),
    method!(
        "ordered(int capacity, System.Collections.IEqualityComparer comparer)",
        |_, args| empty(all::comparer(args.at(1)))
    ),
];

fn insert(this: &Value, at: i32, key: &Value, value: &Value) -> Result<()> {
    let len = all::with(this, |dict| dict.len());
    let place = usize::try_from(at).ok().filter(|at| *at <= len).ok_or_else(|| {
        crate::types::throw::argument_out_of_range("Index was out of range. Must be non-negative and less than or equal to the size of the collection.", "index")
    })?;
    if all::with(this, |dict| dict.contains(key)) {
        return all::add(this, key, value);
    }
    all::with(this, |dict| {
        dict.insert_at(place, key.clone(), value.clone())
    });
    Ok(())
}

fn remove_at(this: &Value, at: i32) -> Result<()> {
    let len = all::with(this, |dict| dict.len());
    let place = super::lists::position(at, len)?;
    let key = all::with(this, |dict| dict.at(place).map(|(key, _)| key.clone()));
    if let Some(key) = key {
        all::remove(this, &key);
    }
    Ok(())
}

static METHODS: &[Method] = &[
    method!(
        "void Add(System.Object key, System.Object value)",
        |this, args| all::add(this, args.at(0), args.at(1))
    ),
    method!("ordered AsReadOnly()", |this, _| this.clone()),
    method!("void Clear()", |this, _| drop(
        all::with(this, |dict| dict.take_all())
    )),
    method!("bool Contains(System.Object key)", |this, args| all::with(
        this,
        |dict| dict.contains(args.at(0))
    )),
    method!("void CopyTo(array array, int index)", |this, args| {
        super::lists::copy_into(&all::entries(this), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.IDictionaryEnumerator GetEnumerator()",
        |this, _| all::enumerator(this)
    ),
    method!(
        "void Insert(int index, System.Object key, System.Object value)",
        |this, args| insert(this, args.int(0), args.at(1), args.at(2))
    ),
    method!("void Remove(System.Object key)", |this, args| {
        all::remove(this, args.at(0));
    }),
    method!("void RemoveAt(int index)", |this, args| remove_at(
        this,
        args.int(0)
    )),
];

static PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| all::with(this, |dict| dict
        .len())),
    property!("bool IsReadOnly {get;}", |_| false),
    property!("System.Collections.ICollection Keys {get;}", |this| {
        all::keys(this)
    }),
    property!("System.Collections.ICollection Values {get;}", |this| {
        all::values(this)
    }),
    property!("bool IsFixedSize {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
    property!("bool IsSynchronized {get;}", |_| false),
];

/// The type's table.
pub(super) static INFO: TypeInfo =
    TypeInfo::class("System.Collections.Specialized.OrderedDictionary")
        .interfaces(&[i::IDICTIONARY])
        .constructors(CONSTRUCTORS)
        .methods(METHODS)
        .properties(PROPERTIES);

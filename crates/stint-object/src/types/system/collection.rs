//! ``System.Collections.ObjectModel.Collection`1``.

use super::interfaces as i;
use super::lists as all;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, registry};
use crate::{Data, Lock, Value, enumerate};

fn made(this: &Value, items: Vec<Value>) -> Value {
    Value::object(this.type_object(), Data::List(Lock::new(items)))
}

static CONSTRUCTORS: &[Method] = &[
    method!(
        "System.Collections.ObjectModel.Collection[T]()",
        |this, _| made(this, Vec::new())
    ),
    method!(
        "System.Collections.ObjectModel.Collection[T](System.Collections.Generic.IList[T] list)",
        |this, args| made(this, args.items(0))
    ),
];

static METHODS: &[Method] = &[
    method!("void Add(T item)", |this, args| all::change(this, |list| {
        list.push(args.at(0).clone())
    })),
    method!("void Clear()", |this, _| all::change(this, |list| drop(
        std::mem::take(list)
    ))),
    method!("bool Contains(T item)", |this, args| all::index_of(
        &this.items(),
        args.at(0)
    ) >= 0),
    method!("void CopyTo(T[] array, int index)", |this, args| {
        all::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.Generic.IEnumerator[T] GetEnumerator()",
        |this, _| enumerate::enumerator(this.items())
    ),
    method!("int IndexOf(T item)", |this, args| all::index_of(
        &this.items(),
        args.at(0)
    )),
    method!("void Insert(int index, T item)", |this, args| all::insert(
        this,
        args.int(0),
        vec![args.at(1).clone()]
    )),
    method!("bool Remove(T item)", |this, args| all::remove(
        this,
        args.at(0)
    )),
    method!("void RemoveAt(int index)", |this, args| all::remove_at(
        this,
        args.int(0)
    )),
];

static PROPERTIES: &[Property] = &[property!("int Count {get;}", |this| all::len(this))];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.ObjectModel.Collection`1")
    .parameters(&["T"])
    .interfaces(&[i::ILIST_T, i::ILIST])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

/// A `Collection[T]`.
pub fn of(element: Type, items: Vec<Value>) -> Value {
    let ty = registry::close(super::COLLECTION, &[element]).unwrap_or(super::COLLECTION);
    Value::object(ty, Data::List(Lock::new(items)))
}

/// A `Collection[string]`.
pub fn of_strings(items: Vec<Value>) -> Value {
    of(super::STRING, items)
}

//! `System.Collections.ObjectModel.Collection`1`.

use super::interfaces as i;
use crate::types::{Type, TypeInfo, registry};
use crate::{Data, Lock, Value};

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.ObjectModel.Collection`1")
    .parameters(&["T"])
    .interfaces(&[
        i::ILIST_T,
        i::ICOLLECTION_T,
        i::IENUMERABLE_T,
        i::IENUMERABLE,
        i::ILIST,
        i::ICOLLECTION,
        i::IREADONLY_LIST,
        i::IREADONLY_COLLECTION,
    ]);

/// A `Collection[T]`.
pub fn of(element: Type, items: Vec<Value>) -> Value {
    let ty = registry::close(super::COLLECTION, &[element]).unwrap_or(super::COLLECTION);
    Value::object(ty, Data::List(Lock::new(items)))
}

/// A `Collection[string]`.
pub fn of_strings(items: Vec<Value>) -> Value {
    of(super::STRING, items)
}

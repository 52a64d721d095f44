//! `System.Collections.Generic.Dictionary`2`, and what all dictionaries share.

use crate::dict::Dict;
use crate::types::{Type, TypeInfo};
use crate::{Lock, Value};

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.Dictionary`2")
    .parameters(&["TKey", "TValue"])
    .interfaces(&[
        super::interfaces::IDICTIONARY_T,
        super::interfaces::IDICTIONARY,
    ]);

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
    let old = dict.lock().insert(key, value);
    drop(old);
}

//! What all dictionaries do: their members differ only in a few signatures.

use super::dictionary_entry;
use crate::dict::{Comparer, Dict, Order};
use crate::types::throw;
use crate::types::{Type, registry, system};
use crate::{Data, Lock, Result, Value, convert, enumerate};

/// Runs something with the entries.
pub(super) fn with<R: Default>(this: &Value, run: impl FnOnce(&mut Dict) -> R) -> R {
    this.as_dict()
        .map(|dict| run(&mut dict.lock()))
        .unwrap_or_default()
}

/// The keys as a collection.
pub(super) fn keys(this: &Value) -> Value {
    list(
        with(this, |dict| {
            dict.iter().map(|(key, _)| key.clone()).collect()
        }),
        this,
        "KeyCollection",
    )
}

/// The values as a collection.
pub(super) fn values(this: &Value) -> Value {
    list(
        with(this, |dict| {
            dict.iter().map(|(_, value)| value.clone()).collect()
        }),
        this,
        "ValueCollection",
    )
}

fn list(items: Vec<Value>, this: &Value, kind: &str) -> Value {
    Value::object(
        collection_type(this.ty(), kind),
        Data::List(Lock::new(items)),
    )
}

/// The type of `Keys` and `Values`.
fn collection_type(of: Option<Type>, kind: &str) -> Type {
    let name = match of {
        Some(ty) if ty == system::HASHTABLE => format!("System.Collections.Hashtable+{kind}"),
        Some(ty) if ty == system::ORDERED_DICTIONARY => {
            "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection"
                .to_owned()
        }
        Some(ty) => format!("{}+{kind}", ty.name()),
        None => kind.to_owned(),
    };
    registry::lookup(&name).unwrap_or_else(|| {
        let info = crate::types::TypeInfo::class(Box::leak(name.into_boxed_str()))
            .interfaces(&[super::interfaces::ICOLLECTION])
            .properties(super::lists::COUNT);
        let ty = registry::leak(info);
        registry::define(ty);
        ty
    })
}

/// The entries as an enumerator gives them.
pub(super) fn entries(this: &Value) -> Vec<Value> {
    let pairs: Vec<(Value, Value)> = with(this, |dict| dict.pairs());
    let ty = this.ty();
    let generic = ty
        .filter(|ty| ty.arguments.len() == 2)
        .map(|ty| ty.arguments);
    pairs
        .into_iter()
        .map(|(key, value)| match generic {
            Some(arguments) => dictionary_entry::pair(Some(arguments), key, value),
            None => dictionary_entry::entry(key, value),
        })
        .collect()
}

/// `GetEnumerator()`.
pub(super) fn enumerator(this: &Value) -> Value {
    enumerate::enumerator(entries(this))
}

/// `Add`: a key that is there is an error.
pub(super) fn add(this: &Value, key: &Value, value: &Value) -> Result<()> {
    if key.is_null() {
        return Err(throw::argument_null("key"));
    }
    let Some(dict) = this.as_dict() else {
        return Ok(());
    };
    if dict.lock().contains(key) {
        let text = convert::to_str(key)?;
        let message = match this.ty() {
            Some(ty) if !ty.arguments.is_empty() => {
                format!("An item with the same key has already been added. Key: {text}")
            }
            _ => format!(
                "Item has already been added. Key in dictionary: '{text}'  Key being added: '{text}'"
            ),
        };
        return Err(throw::argument(&message, ""));
    }
    dict.lock().insert(key.clone(), value.clone());
    Ok(())
}

pub(super) use super::string_comparer::key_comparer as comparer;

/// A copy of the same kind.
pub(super) fn copy(this: &Value, ty: Type, comparer: Comparer, order: Order) -> Value {
    let pairs: Vec<(Value, Value)> = with(this, |dict| dict.pairs());
    made(ty, comparer, order, pairs)
}

/// A dictionary of pairs.
pub(super) fn made(
    ty: Type,
    comparer: Comparer,
    order: Order,
    pairs: Vec<(Value, Value)>,
) -> Value {
    let mut dict = Dict::new(comparer, order);
    for (key, value) in pairs {
        dict.insert(key, value);
    }
    Value::object(ty, Data::Dict(Lock::new(dict)))
}

/// Whether a value stands in it.
pub(super) fn contains_value(this: &Value, value: &Value) -> bool {
    with(this, |dict| {
        dict.iter()
            .any(|(_, known)| crate::dict::equals(known, value))
    })
}

/// `Remove`, and whether the key was there.
pub(super) fn remove(this: &Value, key: &Value) -> bool {
    with(this, |dict| dict.remove(key)).is_some()
}

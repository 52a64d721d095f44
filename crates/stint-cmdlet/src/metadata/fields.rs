//! Objects whose properties are plain values.

use super::collection_of;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::object::Opaque;
use stint_object::types::{registry, system};
use stint_object::{Data, Lock, Object, Result, Str, Type, Value};

/// The payload: property values by name.
#[derive(Default)]
pub struct Fields(Lock<Vec<(&'static str, Value)>>);

impl Opaque for Fields {}

impl Fields {
    /// An object of a type with these properties.
    pub fn object(ty: Type, fields: Vec<(&'static str, Value)>) -> Value {
        Value::Object(Object::opaque(ty, Self(Lock::new(fields))))
    }

    /// A property of an object; null if it has none of that name.
    pub fn get(this: &Value, name: &str) -> Value {
        let read = |fields: &Self| {
            fields
                .0
                .lock()
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone())
        };
        fields_of(this, read).flatten().unwrap_or_default()
    }

    /// Sets a property.
    pub fn put(this: &Value, name: &'static str, value: Value) -> Result<()> {
        let old = fields_of(this, |fields| {
            let mut all = fields.0.lock();
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some(entry) => Some(std::mem::replace(&mut entry.1, value)),
                None => {
                    all.push((name, value));
                    None
                }
            }
        });
        drop(old);
        Ok(())
    }
}

/// The fields of an object, or of the base object of a script's class that derives from it.
fn fields_of<R>(this: &Value, read: impl FnOnce(&Fields) -> R) -> Option<R> {
    match this.data()? {
        Data::Instance(_, Some(base)) => base.payload::<Fields>().map(read),
        _ => this.payload::<Fields>().map(read),
    }
}

/// Declares properties that are fields: `read "int Position {get;}" Position`.
macro_rules! properties {
    ($($kind:ident $signature:literal $name:literal),* $(,)?) => { &[$(properties!(@ $kind $signature $name)),*] };
    (@ get $signature:literal $name:literal) => {
        stint_object::types::property($signature, |this| Ok($crate::metadata::fields::Fields::get(this, $name)))
    };
    (@ set $signature:literal $name:literal) => {
        stint_object::types::settable(
            $signature,
            |this| Ok($crate::metadata::fields::Fields::get(this, $name)),
            |this, value| $crate::metadata::fields::Fields::put(this, $name, value),
        )
    };
}
pub(super) use properties;

/// A dictionary from names, ignoring case, to values of a type.
pub(super) fn dictionary(values: Type, entries: impl IntoIterator<Item = (Str, Value)>) -> Value {
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (name, value) in entries {
        dict.insert(Value::Str(name), value);
    }
    let ty = registry::close(system::DICTIONARY, &[system::STRING, values])
        .unwrap_or(system::DICTIONARY);
    Value::object(ty, Data::Dict(Lock::new(dict)))
}

/// A `Collection<T>`.
pub(super) fn collection(element: Type, items: Vec<Value>) -> Value {
    let ty = collection_of("System.Collections.ObjectModel.Collection`1", element);
    Value::object(ty, Data::List(Lock::new(items)))
}

/// A `ReadOnlyCollection<T>`.
pub(super) fn read_only(element: Type, items: Vec<Value>) -> Value {
    let ty = collection_of(
        "System.Collections.ObjectModel.ReadOnlyCollection`1",
        element,
    );
    Value::object(ty, Data::List(Lock::new(items)))
}

/// A `string[]`.
pub(super) fn strings(texts: &[Str]) -> Value {
    let ty = registry::array_of(system::STRING, 1);
    Value::typed_array(ty, texts.iter().cloned().map(Value::Str).collect())
}

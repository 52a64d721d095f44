//! The object that is formatted: its type names, properties, elements and text, as the format engine asks for them.

mod text;

pub use text::{formatted, table_number, text};

use crate::packet::Packet;
use std::sync::Arc;
use stint_object::access::{self, PropertyKind, PropertyView, type_data};
use stint_object::members::Member;
use stint_object::operators::{Case, order};
use stint_object::text::casing::equals_ignore_case;
use stint_object::types::system;
use stint_object::{Data, Object, Result, Str, Type, Value, convert, enumerate};

const DESERIALIZED: &str = "Deserialized.";

/// Names that remoting adds to every object; they do not count as an object's own properties.
const REMOTING: [&str; 4] = [
    "PSComputerName",
    "PSShowComputerName",
    "RunspaceId",
    "PSSourceJobInstanceId",
];

/// Whether a property was added by remoting.
pub fn is_remoting_property(name: &str) -> bool {
    REMOTING
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Types whose values show as their text and nothing else.
const SCALARS: [&str; 17] = [
    "System.String",
    "System.SByte",
    "System.Byte",
    "System.Int16",
    "System.UInt16",
    "System.Int32",
    "System.UInt32",
    "System.Int64",
    "System.UInt64",
    "System.Char",
    "System.Single",
    "System.Double",
    "System.Boolean",
    "System.Decimal",
    "System.IntPtr",
    "System.Security.SecureString",
    "System.Numerics.BigInteger",
];

/// Whether type names are those of a value that shows as its text: a primitive, or an enum.
pub fn is_scalar(type_names: &[Str]) -> bool {
    let Some(first) = type_names.first() else {
        return false;
    };
    let first = first.strip_prefix(DESERIALIZED).unwrap_or(first);
    type_names
        .get(1)
        .is_some_and(|second| second == "System.Enum")
        || SCALARS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(first))
}

/// Type names without the prefix of what came over a wire; `None` if there is none.
pub fn original_type_names(type_names: &[Str]) -> Option<Vec<Str>> {
    type_names
        .iter()
        .any(|name| name.starts_with(DESERIALIZED))
        .then(|| {
            type_names
                .iter()
                .map(|name| {
                    name.strip_prefix(DESERIALIZED)
                        .map_or_else(|| name.clone(), Str::from)
                })
                .collect()
        })
}

/// `PSObject.TypeNames`.
pub fn type_names(value: &Value) -> Vec<Str> {
    access::type_names(value)
}

/// Whether the value is a string or a number with nothing added: it shows as its text, nothing need be asked.
pub fn is_plain_scalar(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Nothing | Value::Object(_))
}

/// The names of all properties, in the order of `Select-Object *`: added ones, those of type data, the type's own.
pub fn property_names(value: &Value) -> Vec<Str> {
    views(value).map(|view| view.name).collect()
}

/// The names of the properties that an object shows, in order: the type's own first. An adapter (XML) hides the .NET ones.
pub fn shown_property_names(value: &Value) -> Vec<Str> {
    let (own, added): (Vec<_>, Vec<_>) = views(value)
        .filter(|view| !view.is_behind_adapter())
        .partition(|view| view.kind == PropertyKind::Property);
    own.into_iter().chain(added).map(|view| view.name).collect()
}

fn views(value: &Value) -> impl Iterator<Item = PropertyView> {
    access::properties(value)
        .into_iter()
        .filter(|view| !view.hidden)
}

/// The keys of a hashtable count as its properties, before all others.
fn find_key(value: &Value, name: &str) -> Option<(Str, Value)> {
    let dict = value
        .as_dict()
        .filter(|_| value.ty() == Some(system::HASHTABLE))?
        .lock();
    dict.iter().find_map(|(key, value)| {
        let key = key.as_str().filter(|key| key.eq_ignore_ascii_case(name))?;
        Some((key.clone(), value.clone()))
    })
}

/// A note of the object itself, with its name as spelled: what most properties are, found without asking types.
fn find_note(value: &Value, name: &str) -> Option<(Str, Value)> {
    let Value::Object(object) = value else {
        return None;
    };
    let added = object.added();
    let shape = added.bag.shape()?;
    let at = shape.find(name)?;
    Some((shape.names()[at].clone(), added.bag.at(at)?.note()?))
}

/// The property's name as the object spells it; `None` if it has no such property.
pub fn find_property(value: &Value, name: &str) -> Option<Str> {
    if let Some((name, _)) = find_note(value, name) {
        return Some(name);
    }
    if let Some((key, _)) = find_key(value, name) {
        return Some(key);
    }
    access::property(value, name).map(|view| view.name)
}

/// Whether there are properties besides those that remoting adds.
pub fn has_own_properties(value: &Value) -> bool {
    if let Value::Object(object) = value
        && object
            .added()
            .bag
            .iter()
            .any(|(name, _)| !is_remoting_property(name))
    {
        return true;
    }
    views(value).any(|view| !is_remoting_property(&view.name))
}

/// The type, if it alone says what the object is: no other type names were given to it.
pub fn plain_type(value: &Value) -> Option<Type> {
    match value {
        Value::Object(object) if object.added().type_names.is_none() => value.ty(),
        _ => None,
    }
}

/// The names behind a property set.
pub fn property_set(value: &Value, name: &str) -> Option<Vec<Str>> {
    let added = match value {
        Value::Object(object) => object.added().bag.get(name).cloned(),
        _ => None,
    };
    match added.or_else(|| type_data::find(value, name))? {
        Member::PropertySet(set) => Some(set.properties.clone()),
        _ => None,
    }
}

/// The value of a property; `None` if there is none.
pub fn property(value: &Value, name: &str) -> Option<Result<Value>> {
    if let Some((_, value)) = find_note(value, name) {
        return Some(Ok(value));
    }
    if let Some((_, value)) = find_key(value, name) {
        return Some(Ok(value));
    }
    access::property(value, name).map(|view| view.value())
}

/// `DefaultDisplayPropertySet`; empty if the type has none.
pub fn default_properties(value: &Value) -> Vec<Str> {
    type_data::default_display_set(value).unwrap_or_default()
}

/// `DefaultDisplayProperty`.
pub fn default_property(value: &Value) -> Option<Str> {
    type_data::default_display_property(value)
}

/// The elements, if the value is enumerated when shown: collections and dictionaries, not strings.
pub fn elements(value: &Value) -> Option<Vec<Value>> {
    if value.is_null() || is_plain_scalar(value) {
        return None;
    }
    if let Some(dict) = value.as_dict() {
        let entries = access::invoke_method(value, "GetEnumerator", &[]);
        return Some(
            match entries.and_then(|entries| enumerate::to_vec(&entries)) {
                Ok(entries) => entries,
                Err(_) => dict
                    .lock()
                    .iter()
                    .map(|(key, value)| entry(key.clone(), value.clone()))
                    .collect(),
            },
        );
    }
    let items = enumerate::items(value).ok()??;
    Some(items.map_while(Result::ok).collect())
}

/// An entry of a dictionary, for dictionaries that have no enumerator of their own.
fn entry(key: Value, value: Value) -> Value {
    let object = Object::new(system::PS_CUSTOM_OBJECT, Data::Custom);
    object.set_note("Name", key.clone());
    object.set_note("Key", key);
    object.set_note("Value", value);
    object.added().type_names = Some(Box::new(vec!["System.Collections.DictionaryEntry".into()]));
    Value::Object(object)
}

/// What a condition makes of a value.
pub fn is_true(value: &Value) -> bool {
    convert::is_true(value)
}

/// Whether two values are one group: equal in order where they have one, else equal as text.
pub fn same_group(a: &Value, b: &Value) -> bool {
    if a.is_null() || b.is_null() {
        return a.is_null() && b.is_null();
    }
    match order(a, b, Case::Ignore) {
        Ok(Some(order)) => order.is_eq(),
        _ => matches!((text(a), text(b)), (Ok(a), Ok(b)) if equals_ignore_case(&a, &b)),
    }
}

/// Whether a type declares its own `ToString`, rather than inheriting `Object`'s.
pub fn declares_to_string(value: &Value) -> bool {
    match value {
        Value::Object(object) if matches!(object.data(), Data::Wrapped(_) | Data::Custom) => true,
        Value::Object(object) => object.ty().methods.iter().any(|method| {
            method.signature.contains("string ToString(") && !method.signature.contains("static ")
        }),
        _ => true,
    }
}

/// The format object inside a value.
pub fn packet(value: &Value) -> Option<Arc<Packet>> {
    crate::packet_value::of(value)
}

/// A number as a double; `None` if the value is none.
pub fn number(value: &Value) -> Option<f64> {
    Some(match value.base() {
        Value::SByte(v) => f64::from(*v),
        Value::Byte(v) => f64::from(*v),
        Value::Int16(v) => f64::from(*v),
        Value::UInt16(v) => f64::from(*v),
        Value::Int32(v) => f64::from(*v),
        Value::UInt32(v) => f64::from(*v),
        Value::Int64(v) => *v as f64,
        Value::UInt64(v) => *v as f64,
        Value::Single(v) => f64::from(*v),
        Value::Double(v) => *v,
        _ => return None,
    })
}

/// Calls a method; `None` if there is no such method.
pub fn invoke(value: &Value, name: &str, arguments: &[Value]) -> Option<Result<Value>> {
    let ty = value.base().ty()?;
    let has_it = ty.chain().any(|ty| {
        ty.methods
            .iter()
            .any(|method| method.signature.contains(&format!(" {name}(")))
    });
    has_it.then(|| access::invoke_method(value, name, arguments))
}

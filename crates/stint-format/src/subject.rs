//! The object that is formatted: its type names, properties, elements and text, as the format engine asks for them.

use crate::packet::Packet;
use std::sync::Arc;
use stint_object::members::Member;
use stint_object::text::culture::Culture;
use stint_object::text::number_format::{format_f32, format_f64, powershell_f32, powershell_f64};
use stint_object::types::system;
use stint_object::{Data, Object, Result, Str, Type, Value};

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
    if let Value::Object(object) = value
        && let Some(names) = &object.added().type_names
    {
        return names.to_vec();
    }
    value
        .ty()
        .map(|ty| ty.chain().map(|ty| Str::from(ty.name())).collect())
        .unwrap_or_default()
}

/// Whether the value is a string or a number with nothing added: it shows as its text, nothing need be asked.
pub fn is_plain_scalar(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Nothing | Value::Object(_))
}

/// The names of all properties, in the order of `Select-Object *`: added ones, those of type data, the type's own.
pub fn property_names(value: &Value) -> Vec<Str> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    object
        .added()
        .bag
        .iter()
        .filter(|(_, member)| is_property(member))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The names of all properties, in the order in which an object shows them: the type's own first.
pub fn shown_property_names(value: &Value) -> Vec<Str> {
    property_names(value)
}

fn is_property(member: &Member) -> bool {
    matches!(
        member,
        Member::Note(_) | Member::Alias(_) | Member::Script(_) | Member::Code(_)
    )
}

/// The property's name as the object spells it; `None` if it has no such property.
pub fn find_property(value: &Value, name: &str) -> Option<Str> {
    property_names(value)
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
}

/// Whether there are properties besides those that remoting adds.
pub fn has_own_properties(value: &Value) -> bool {
    property_names(value)
        .iter()
        .any(|name| !is_remoting_property(name))
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
    let Value::Object(object) = value else {
        return None;
    };
    match object.added().bag.get(name)? {
        Member::PropertySet(set) => Some(set.properties.clone()),
        _ => None,
    }
}

/// The value of a property; `None` if there is none.
pub fn property(value: &Value, name: &str) -> Option<Result<Value>> {
    let Value::Object(object) = value else {
        return None;
    };
    object.note(name).map(Ok)
}

/// `DefaultDisplayPropertySet`; empty if the type has none.
pub fn default_properties(_value: &Value) -> Vec<Str> {
    Vec::new()
}

/// `DefaultDisplayProperty`.
pub fn default_property(_value: &Value) -> Option<Str> {
    None
}

/// The elements, if the value is enumerated when shown: collections and dictionaries, not strings.
pub fn elements(value: &Value) -> Option<Vec<Value>> {
    match value.data()? {
        Data::Array(array) => Some(array.to_vec()),
        Data::List(list) => Some(list.lock().clone()),
        Data::Dict(dict) => Some(
            dict.lock()
                .iter()
                .map(|(key, value)| entry(key.clone(), value.clone()))
                .collect(),
        ),
        _ => None,
    }
}

fn entry(key: Value, value: Value) -> Value {
    let object = Object::new(system::PS_CUSTOM_OBJECT, Data::Custom);
    object.set_note("Name", key.clone());
    object.set_note("Key", key);
    object.set_note("Value", value);
    object.added().type_names = Some(Box::new(vec!["System.Collections.DictionaryEntry".into()]));
    Value::Object(object)
}

/// `PSObject.ToString()` in the current culture.
pub fn text(value: &Value) -> Result<Str> {
    Ok(match value.base() {
        Value::Null | Value::Nothing => Str::default(),
        Value::Str(text) => text.clone(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Double(number) => powershell_f64(*number, Culture::current()).into(),
        Value::Single(number) => powershell_f32(*number, Culture::current()).into(),
        Value::Object(object) if matches!(object.data(), Data::Custom) => {
            let names = property_names(value);
            let parts: Vec<String> = names
                .iter()
                .map(|name| {
                    let value = object.note(name).unwrap_or_default();
                    let text = match value.data() {
                        Some(Data::Custom) => Str::default(),
                        _ => text(&value).unwrap_or_default(),
                    };
                    format!("{name}={text}")
                })
                .collect();
            match parts.len() {
                0 => Str::default(),
                _ => format!("@{{{}}}", parts.join("; ")).into(),
            }
        }
        Value::Char(c) => String::from_utf16_lossy(&[*c]).into(),
        other => format!("{other:?}")
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .into(),
    })
}

/// A floating-point or decimal number as tables of properties show it, with two decimals.
pub fn table_number(value: &Value) -> Option<Str> {
    match value.base() {
        Value::Double(number) => format_f64(*number, "F", Culture::current())
            .ok()
            .map(Str::from),
        Value::Single(number) => format_f32(*number, "F", Culture::current())
            .ok()
            .map(Str::from),
        _ => None,
    }
}

/// Formats by a composite format (`{0:N2}`) or a format string (`N2`).
pub fn formatted(value: &Value, _format: &str) -> Result<Str> {
    text(value)
}

/// What a condition makes of a value.
pub fn is_true(value: &Value) -> bool {
    !value.is_null()
}

/// Whether two values are one group.
pub fn same_group(a: &Value, b: &Value) -> bool {
    matches!((text(a), text(b)), (Ok(a), Ok(b)) if a.eq_ignore_ascii_case(&b))
}

/// Whether a type declares its own `ToString`, rather than inheriting `Object`'s.
pub fn declares_to_string(value: &Value) -> bool {
    match value {
        Value::Object(object) if matches!(object.data(), Data::Wrapped(_) | Data::Custom) => true,
        Value::Object(object) => object
            .ty()
            .methods
            .iter()
            .any(|method| method.signature.contains("string ToString(")),
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
pub fn invoke(_value: &Value, _name: &str, _arguments: &[Value]) -> Option<Result<Value>> {
    None
}

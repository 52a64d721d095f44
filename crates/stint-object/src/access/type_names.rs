//! `PSTypeNames`: the names by which type data and views are found.

use crate::types::{Type, system};
use crate::{Str, Value};

/// The type names of a value, the most specific first.
pub fn type_names(value: &Value) -> Vec<Str> {
    if let Value::Object(object) = value
        && let Some(names) = &object.added().type_names
    {
        return names.to_vec();
    }
    value.base().ty().map(of_type).unwrap_or_default()
}

/// The names of a type and its bases.
pub fn of_type(ty: Type) -> Vec<Str> {
    if ty.is_array() {
        return vec![
            ty.full_name().into(),
            "System.Array".into(),
            "System.Object".into(),
        ];
    }
    let mut names: Vec<Str> = ty.chain().map(|ty| Str::from(ty.full_name())).collect();
    if ty.kind == crate::types::Kind::Interface && ty != system::OBJECT {
        names.push("System.Object".into());
    }
    names
}

/// The first name: what errors call the value's type; "null" for null.
pub fn first(value: &Value) -> Str {
    if value.is_null() {
        return "null".into();
    }
    type_names(value).into_iter().next().unwrap_or_default()
}

/// Whether the value has a type name, ignoring case.
pub fn has(value: &Value, name: &str) -> bool {
    type_names(value)
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Replaces the type names of an object.
pub fn set(value: &Value, names: Vec<Str>) {
    if let Value::Object(object) = value {
        object.added().type_names = Some(Box::new(names));
    }
}

/// Puts a name in front of an object's type names.
pub fn insert(value: &Value, name: impl Into<Str>) {
    let mut names = type_names(value);
    names.insert(0, name.into());
    set(value, names);
}

//! Reading and comparing values by PowerShell's rules, under the names that cmdlets use.

use crate::expression::Expression;
use std::cmp::Ordering;
use stint_cmdlet::{Cx, Result};
use stint_object::members::Member;
use stint_object::text::wildcard::{self, Case, Wildcard};
use stint_object::types::system;
use stint_object::{Data, Object, Str, Type, Value};

/// Whether a text has wildcard characters.
pub(crate) fn is_pattern(text: &str) -> bool {
    wildcard::contains_wildcards(text)
}

/// Whether a text fits a wildcard pattern, ignoring case. What is no valid pattern fits nothing.
pub(crate) fn matches_pattern(pattern: &str, text: &str) -> bool {
    Wildcard::new(pattern, Case::Ignored).is_ok_and(|pattern| pattern.is_match(text))
}

/// A pattern that means one text, as that text.
pub(crate) fn unescape_pattern(pattern: &str) -> String {
    wildcard::unescape(pattern)
}

/// A variable's name without escapes.
pub(crate) fn unescaped_variable_name(name: &str) -> String {
    if is_pattern(name) {
        name.to_owned()
    } else {
        unescape_pattern(name)
    }
}

/// The value of a property; `None` if there is no such property.
pub(crate) fn get(value: &Value, name: &str) -> Result<Option<Value>> {
    Ok(value.as_object().and_then(|object| object.note(name)))
}

/// A property's name as the object spells it.
pub(crate) fn property_name(value: &Value, name: &str) -> Option<Str> {
    property_names(value)
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
}

/// The names of all properties.
pub(crate) fn property_names(value: &Value) -> Vec<Str> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    object
        .added()
        .bag
        .iter()
        .map(|(name, _)| name.clone())
        .collect()
}

/// The properties that a property set names.
pub(crate) fn property_set(_: &Value, _: &str) -> Option<Vec<Str>> {
    None
}

/// All property sets.
pub(crate) fn property_sets(_: &Value) -> Vec<(Str, Vec<Str>)> {
    Vec::new()
}

/// A set of type data's standard members (`DefaultKeyPropertySet`).
pub(crate) fn standard_property_set(_: &Value, _: &str) -> Option<Vec<Str>> {
    None
}

/// A member's name as the object spells it: a property or a method.
pub(crate) fn member_name(value: &Value, name: &str) -> Option<Str> {
    property_name(value, name)
}

/// The names of all members.
pub(crate) fn member_names(value: &Value) -> Vec<Str> {
    property_names(value)
}

/// Calls a method.
pub(crate) fn call_method(_: &Value, _: &str, _: &[Value]) -> Result<Value> {
    Ok(Value::Null)
}

/// `PSObject.TypeNames`.
pub(crate) fn type_names(value: &Value) -> Vec<Str> {
    value
        .ty()
        .map(|ty| ty.chain().map(|ty| Str::from(ty.0.name())).collect())
        .unwrap_or_default()
}

/// Replaces the type names.
pub(crate) fn set_type_names(value: &Value, names: Vec<Str>) {
    if let Value::Object(object) = value {
        object.added().type_names = Some(Box::new(names));
    }
}

/// The text of a value as `ToString()` of the wrapped object gives it, in the current culture.
pub(crate) fn text(value: &Value) -> Str {
    value.as_str().cloned().unwrap_or_default()
}

/// The text of a value in the invariant culture.
pub(crate) fn invariant_text(value: &Value) -> Str {
    text(value)
}

/// The text that a cast to string gives.
pub(crate) fn cast_text(value: &Value) -> Str {
    text(value)
}

/// The text that .NET's own `ToString()` gives: of a collection, its type's name.
pub(crate) fn net_text(value: &Value) -> Str {
    text(value)
}

/// Whether a value counts as true.
pub(crate) fn truth(value: &Value) -> bool {
    !value.is_null()
}

/// Compares two values, the second converted to the first's type; `None` where that cannot be.
pub(crate) fn compare(_: &Value, _: &Value, _ignore_case: bool) -> Option<Ordering> {
    None
}

/// Compares two texts in the current culture.
pub(crate) fn compare_text(a: &str, b: &str, _ignore_case: bool) -> Ordering {
    a.cmp(b)
}

/// A comparison operator by its token's name.
pub(crate) fn binary(_: &str, _: &Value, _: &Value) -> Result<Value> {
    Ok(Value::Null)
}

/// `-match` and its kin; leaves `$Matches` behind.
pub(crate) fn match_operator(_: &mut dyn Cx, _: &str, _: &Value, _: &Value) -> Result<Value> {
    Ok(Value::Null)
}

/// The elements of what PowerShell enumerates; `None` for one object.
pub(crate) fn items(value: &Value) -> Option<Vec<Value>> {
    value.as_array().map(|array| array.to_vec())
}

/// The elements of any collection, also where the pipeline does not enumerate it.
pub(crate) fn collection_items(value: &Value) -> Option<Vec<Value>> {
    items(value)
}

/// Converts as a cast does.
pub(crate) fn convert(value: &Value, _: Type) -> Result<Value> {
    Ok(value.clone())
}

/// A number as a double, if the value is one or can be read as one; null is 0.
pub(crate) fn to_double(_: &Value) -> Option<f64> {
    None
}

/// The number that a text is written as in script.
pub(crate) fn number_from_text(_: &str) -> Result<Value> {
    Ok(Value::Null)
}

/// A property expression from a parameter's value.
pub(crate) fn expression(value: &Value) -> Option<Expression> {
    Expression::of(value)
}

/// Whether it is a `pscustomobject`.
pub(crate) fn is_custom(value: &Value) -> bool {
    matches!(value.data(), Some(Data::Custom))
}

/// A `pscustomobject` with note properties.
pub(crate) fn custom(notes: &[(Str, Value)]) -> Value {
    let object = Object::new(system::PS_CUSTOM_OBJECT, Data::Custom);
    for (name, value) in notes {
        object.set_note(name, value.clone());
    }
    Value::Object(object)
}

/// The value with note properties: a custom object gets them itself, anything else is wrapped, so that they are not
/// seen where it is used otherwise.
pub(crate) fn with_notes(value: Value, notes: &[(Str, Value)]) -> Value {
    if is_custom(&value) {
        return with_notes_in_place(value, notes);
    }
    let mut bag = match &value {
        Value::Object(object) => object.added().bag.clone(),
        _ => stint_object::shape::Bag::default(),
    };
    for (name, note) in notes {
        bag.set(name, Member::Note(note.clone()));
    }
    let base = value.base().clone();
    let ty = base.ty().unwrap_or(system::OBJECT);
    Value::Object(Object::with_members(ty, Data::Wrapped(base), bag))
}

/// The value with note properties, which an object keeps wherever it is seen.
pub(crate) fn with_notes_in_place(value: Value, notes: &[(Str, Value)]) -> Value {
    match &value {
        Value::Object(object) => {
            notes
                .iter()
                .for_each(|(name, note)| object.set_note(name, note.clone()));
            value
        }
        _ => with_notes(value, notes),
    }
}

/// Properties that were added to the object itself.
pub(crate) fn added_properties(value: &Value) -> Vec<(Str, Value)> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    let added = object.added();
    added
        .bag
        .iter()
        .filter_map(|(name, member)| Some((name.clone(), member.note()?)))
        .collect()
}

/// All properties, as JSON shows an object.
pub(crate) fn json_properties(value: &Value) -> Vec<(Str, Value)> {
    added_properties(value)
}

/// The local time now.
pub(crate) fn now() -> Result<Value> {
    Ok(Value::Null)
}

/// The local time of seconds since 1970.
pub(crate) fn unix_time_to_local(_: i64) -> Result<Value> {
    Ok(Value::Null)
}

/// A date in ISO form with its kind kept.
pub(crate) fn round_trip_date(_: &str, _as_offset: bool) -> Option<Value> {
    None
}

/// The type of `Write-Host`'s message.
pub(crate) fn host_information_message() -> Type {
    system::OBJECT
}

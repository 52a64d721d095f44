//! Members by name as `ForEach-Object` and `Where-Object` look them up, and their errors.

use crate::values;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// The value of a dictionary's key.
pub(crate) fn dictionary_entry(object: &Value, key: &str) -> Option<Value> {
    object.as_dict()?.lock().get_str(key).cloned()
}

/// The members that a name or pattern means, properties and methods.
pub(crate) fn matching_names(object: &Value, name: &str) -> Vec<Str> {
    if !values::is_pattern(name) {
        return values::member_name(object, name).into_iter().collect();
    }
    let mut found: Vec<Str> = Vec::new();
    for known in values::member_names(object) {
        if values::matches_pattern(name, &known) && !found.contains(&known) {
            found.push(known);
        }
    }
    found
}

/// The text for a pattern that means several members.
pub(crate) fn ambiguous_text(name: &str, found: &[Str]) -> String {
    let list: String = found.iter().map(|name| format!(" {name}")).collect();
    format!(
        "Input name \"{name}\" is ambiguous. It can be resolved to multiple matched members. Possible matches include:{list}."
    )
}

/// An error about a name.
pub(crate) fn name_error(id: &'static str, text: String, target: &Value) -> ErrorRecord {
    ErrorRecord::new(
        id,
        Category::InvalidArgument,
        system::exceptions::PS_ARGUMENT,
        text,
    )
    .with_target(target.clone())
}

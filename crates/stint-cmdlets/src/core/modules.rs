//! What the module cmdlets share.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::Cx;
use stint_object::members::{Member, ScriptMethod};
use stint_object::shape::Bag;
use stint_object::types::system;
use stint_object::{Data, Obj, Object, Str, Value};

/// A module's name.
pub(super) fn name(module: &Obj) -> Str {
    text(module, "Name")
}

/// A text property of a module.
pub(super) fn text(module: &Obj, property: &str) -> Str {
    values::get(&Value::Object(module.clone()), property)
        .ok()
        .flatten()
        .map(|value| values::text(&value))
        .unwrap_or_default()
}

/// Loaded modules whose name or path fits one of the patterns.
pub(super) fn loaded(cx: &mut dyn Cx, patterns: &[Str]) -> Vec<Obj> {
    let all = cx.session().modules();
    if patterns.is_empty() {
        return all;
    }
    let fits = |module: &Obj| {
        patterns.iter().any(|pattern| {
            values::matches_pattern(pattern, &name(module))
                || text(module, "Path").eq_ignore_ascii_case(pattern)
        })
    };
    all.into_iter().filter(fits).collect()
}

/// A module's exported functions as methods of an object.
pub(super) fn custom_object(module: &Obj) -> Value {
    let functions = values::get(&Value::Object(module.clone()), "ExportedFunctions")
        .ok()
        .flatten()
        .unwrap_or_default();
    let mut bag = Bag::default();
    let entries: Vec<(Str, Value)> = match functions.as_dict() {
        Some(dict) => dict
            .lock()
            .iter()
            .map(|(key, value)| (values::text(key), value.clone()))
            .collect(),
        None => Vec::new(),
    };
    for (name, function) in entries {
        let block = values::get(&function, "ScriptBlock")
            .ok()
            .flatten()
            .unwrap_or_default();
        if let Some(Data::ScriptBlock(body)) = block.data() {
            bag.set(
                &name,
                Member::ScriptMethod(Arc::new(ScriptMethod { body: body.clone() })),
            );
        }
    }
    Value::Object(Object::with_members(
        system::PS_CUSTOM_OBJECT,
        Data::Custom,
        bag,
    ))
}

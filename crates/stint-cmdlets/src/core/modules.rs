//! What the module cmdlets share.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::Cx;
use stint_object::members::{Member, ScriptMethod, ScriptProperty};
use stint_object::script_block::{Call, ScriptBlock};
use stint_object::shape::Bag;
use stint_object::types::system;
use stint_object::{Data, Obj, Object, Result, Str, Value, access};

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

/// Reads or sets a module's variable, as the script of a property does.
struct Access {
    variable: Value,
    sets: bool,
}

impl ScriptBlock for Access {
    fn call(&self, call: Call<'_>) -> Result<Vec<Value>> {
        if self.sets {
            let value = call.args.first().cloned().unwrap_or_default();
            access::set_property(&self.variable, "Value", value)?;
            return Ok(Vec::new());
        }
        let value = values::get(&self.variable, "Value")?;
        Ok(vec![value.unwrap_or_default()])
    }

    fn text(&self) -> Str {
        Str::default()
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn of_variable(variable: Value) -> ScriptProperty {
    let access = |sets| -> Option<Arc<dyn ScriptBlock>> {
        Some(Arc::new(Access {
            variable: variable.clone(),
            sets,
        }))
    };
    ScriptProperty {
        get: access(false),
        set: access(true),
    }
}

/// What one of a module's tables of exports holds, by name.
fn exported(module: &Obj, table: &str) -> Vec<(Str, Value)> {
    let table = values::get(&Value::Object(module.clone()), table)
        .ok()
        .flatten()
        .unwrap_or_default();
    match table.as_dict() {
        Some(dict) => dict
            .lock()
            .iter()
            .map(|(key, value)| (values::text(key), value.clone()))
            .collect(),
        None => Vec::new(),
    }
}

/// A module's variables as they stand at each reading.
fn variables(module: &Obj, bag: &mut Bag) {
    for (name, variable) in exported(module, "ExportedVariables") {
        bag.set(&name, Member::Script(Arc::new(of_variable(variable))));
    }
}

/// A module's exported functions as methods of an object, and its variables as properties.
pub(super) fn custom_object(module: &Obj) -> Value {
    let mut bag = Bag::default();
    for (name, function) in exported(module, "ExportedFunctions") {
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
    variables(module, &mut bag);
    Value::Object(Object::with_members(
        system::PS_CUSTOM_OBJECT,
        Data::Custom,
        bag,
    ))
}

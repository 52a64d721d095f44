//! Objects as JSON trees, to a depth.

use crate::values;
use stint_cmdlet::{Cx, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Data, Str, Value};

/// What is written: the numbers, texts and flags stay values.
pub(crate) enum Tree {
    /// `null`, a number, a text, a flag, a date ...
    Leaf(Value),
    /// An array.
    List(Vec<Tree>),
    /// An object.
    Map(Vec<(Str, Tree)>),
}

/// Makes trees, and remembers whether it had to cut.
pub(crate) struct Maker {
    depth: i32,
    was_cut: bool,
}

impl Maker {
    /// For a depth.
    pub(crate) fn new(depth: i32) -> Self {
        Self {
            depth,
            was_cut: false,
        }
    }

    /// The tree of a value.
    ///
    /// # Errors
    /// A dictionary with keys that are no strings; a stop.
    pub(crate) fn tree(&mut self, cx: &mut dyn Cx, value: &Value, at: i32) -> Result<Tree> {
        if value.is_null() {
            return Ok(Tree::Leaf(Value::Null));
        }
        let base = value.base();
        if is_leaf(base) {
            return self.with_added(cx, value, Tree::Leaf(base.clone()), at);
        }
        if at > self.depth {
            if !self.was_cut {
                self.was_cut = true;
                cx.warning(&format!("Resulting JSON is truncated as serialization has exceeded the set depth of {}.", self.depth))?;
            }
            return Ok(Tree::Leaf(Value::Str(values::cast_text(value))));
        }
        if let Some(dict) = base.as_dict() {
            let entries = dict.lock().pairs();
            let map = self.map(cx, base, entries, at)?;
            return self.with_added(cx, value, map, at);
        }
        if let Some(items) = values::collection_items(base) {
            let list = items
                .iter()
                .map(|item| self.tree(cx, item, at + 1))
                .collect::<Result<_>>()?;
            return self.with_added(cx, value, Tree::List(list), at);
        }
        let mut map = Vec::new();
        for (name, value) in values::json_properties(value) {
            map.push((name, self.tree(cx, &value, at + 1)?));
        }
        Ok(Tree::Map(map))
    }

    fn map(
        &mut self,
        cx: &mut dyn Cx,
        dict: &Value,
        entries: Vec<(Value, Value)>,
        at: i32,
    ) -> Result<Tree> {
        let mut map = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.as_str() else {
                let ty = dict.ty().map_or("", |ty| ty.0.name());
                let text = format!(
                    "The type '{ty}' is not supported for serialization or deserialization of a dictionary. Keys must be strings."
                );
                let id = "NonStringKeyInDictionary";
                return Err(ErrorRecord::new(
                    id,
                    Category::InvalidOperation,
                    system::exceptions::INVALID_OPERATION,
                    text,
                )
                .with_target(dict.clone())
                .into());
            };
            map.push((name.clone(), self.tree(cx, &value, at + 1)?));
        }
        Ok(Tree::Map(map))
    }

    /// Added properties stand beside the value; texts and dates show none.
    fn with_added(&mut self, cx: &mut dyn Cx, value: &Value, tree: Tree, at: i32) -> Result<Tree> {
        if value.as_str().is_some() || matches!(value.data(), Some(Data::DateTime(_))) {
            return Ok(tree);
        }
        let added = values::added_properties(value);
        if added.is_empty() {
            return Ok(tree);
        }
        let mut map = match tree {
            Tree::Map(map) => map,
            other => vec![("value".into(), other)],
        };
        for (name, value) in added {
            if !map.iter().any(|(known, _)| *known == name) {
                map.push((name, self.tree(cx, &value, at + 1)?));
            }
        }
        Ok(Tree::Map(map))
    }
}

fn is_leaf(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            matches!(
                object.data(),
                Data::DateTime(_)
                    | Data::Guid(_)
                    | Data::Decimal(_)
                    | Data::BigInt(_)
                    | Data::Enum(_)
            ) || matches!(
                object.ty().0.name(),
                "System.Uri" | "System.DateTimeOffset" | "System.DBNull"
            )
        }
        _ => true,
    }
}

//! Ordering of objects by properties: what `Sort-Object`, `Group-Object`, `Compare-Object` and `Get-Unique` share.

use crate::property_keys::PropertyKey;
use crate::values;
use std::cmp::Ordering;
use stint_cmdlet::{Cx, Result};
use stint_object::Value;
use stint_object::error_record::{Category, ErrorRecord};

/// How values compare.
#[derive(Clone, Copy, Default)]
pub(crate) struct Comparer {
    /// Whether strings differ by case.
    pub case_sensitive: bool,
}

impl Comparer {
    /// Compares two values; what cannot be compared is compared as text.
    pub(crate) fn compare(self, first: &Value, second: &Value) -> Ordering {
        if first.is_null() && second.is_null() {
            return Ordering::Equal;
        }
        values::compare(first, second, !self.case_sensitive).unwrap_or_else(|| {
            values::compare_text(
                &values::text(first),
                &values::text(second),
                !self.case_sensitive,
            )
        })
    }

    /// Compares what two objects have for a key; what does not exist comes last, whatever the direction.
    fn compare_slots(self, first: &Slot, second: &Slot, ascending: bool) -> Ordering {
        match (first, second) {
            (Some(first), Some(second)) => {
                let order = self.compare(first, second);
                if ascending { order } else { order.reverse() }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

/// The value of a key; `None` where the object has no such property.
pub(crate) type Slot = Option<Value>;

/// An object and the values it is ordered by.
#[derive(Clone)]
pub(crate) struct Entry {
    /// The object.
    pub object: Value,
    /// A value for each key.
    pub slots: Vec<Slot>,
    /// Whether it has any of the keys.
    pub comparable: bool,
}

impl Entry {
    /// The values of an object for some keys; without keys it stands for itself. Errors of scripts are written, a
    /// missing property is a debug message.
    ///
    /// # Errors
    /// Control flow that leaves a script, and what writing may raise.
    pub(crate) fn of(cx: &mut dyn Cx, object: Value, keys: &[PropertyKey]) -> Result<Self> {
        if keys.is_empty() {
            return Ok(Self {
                slots: vec![Some(object.clone())],
                object,
                comparable: true,
            });
        }
        let (mut slots, mut comparable, mut errors, mut missing) = (
            Vec::with_capacity(keys.len()),
            false,
            Vec::new(),
            Vec::new(),
        );
        for key in keys {
            let found = key.expression.values(cx, &object, false)?;
            if found.is_empty() {
                slots.push(None);
                missing.push(key.expression.text());
            }
            for evaluated in found {
                comparable = true;
                slots.push(Some(evaluated.value.unwrap_or_else(|error| {
                    errors.push(error);
                    Value::Null
                })));
            }
        }
        for error in errors {
            let record = ErrorRecord::of(
                error.exception.clone(),
                "ExpressionEvaluation",
                Category::InvalidResult,
                object.clone(),
            );
            cx.error(record)?;
        }
        for name in missing {
            cx.debug(&format!(
                "\"Sort-Object\" - \"{name}\" cannot be found in \"InputObject\"."
            ))?;
        }
        Ok(Self {
            object,
            slots,
            comparable,
        })
    }
}

/// Compares entries key by key.
pub(crate) struct EntryComparer {
    /// How values compare.
    pub comparer: Comparer,
    /// The direction of each key.
    pub ascending: Vec<bool>,
}

impl EntryComparer {
    /// For entries that may have different numbers of values, and keys with directions of their own.
    pub(crate) fn new(
        entries: &[Entry],
        keys: &[PropertyKey],
        ascending: bool,
        case_sensitive: bool,
    ) -> Self {
        let width = entries
            .iter()
            .map(|entry| entry.slots.len())
            .max()
            .unwrap_or(0);
        let ascending = (0..width)
            .map(|at| keys.get(at).and_then(direction).unwrap_or(ascending))
            .collect();
        Self {
            comparer: Comparer { case_sensitive },
            ascending,
        }
    }

    /// Compares two entries.
    pub(crate) fn compare(&self, first: &Entry, second: &Entry) -> Ordering {
        let missing = None;
        for (at, ascending) in self.ascending.iter().enumerate() {
            let (a, b) = (
                first.slots.get(at).unwrap_or(&missing),
                second.slots.get(at).unwrap_or(&missing),
            );
            let order = self.comparer.compare_slots(a, b, *ascending);
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    }
}

/// A key's own direction; saying both, alike, says nothing.
fn direction(key: &PropertyKey) -> Option<bool> {
    match (key.ascending, key.descending) {
        (None, None) => None,
        (Some(up), Some(down)) if up == down => None,
        (Some(up), _) => Some(up),
        (None, Some(down)) => Some(!down),
    }
}

/// Keys with patterns replaced by the properties they match in any of the objects, by name.
pub(crate) fn expand_patterns(keys: Vec<PropertyKey>, objects: &[Value]) -> Vec<PropertyKey> {
    let mut expanded = Vec::with_capacity(keys.len());
    for key in keys {
        if !key.expression.is_pattern() {
            expanded.push(key);
            continue;
        }
        let mut found: Vec<(String, crate::expression::Expression)> = Vec::new();
        for expression in objects
            .iter()
            .flat_map(|object| key.expression.resolve(object, true))
        {
            let name = expression.text().to_lowercase();
            if !found.iter().any(|(known, _)| *known == name) {
                found.push((name, expression));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        expanded.extend(found.into_iter().map(|(_, expression)| PropertyKey {
            expression,
            ..key.clone()
        }));
    }
    expanded
}

/// The properties that an object's type is compared by if none are named (`DefaultKeyPropertySet`).
pub(crate) fn default_keys(object: &Value) -> Vec<Value> {
    values::default_key_set(object)
        .into_iter()
        .map(Value::Str)
        .collect()
}

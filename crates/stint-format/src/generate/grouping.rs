//! Which group an object belongs to.

use crate::expression::Expression;
use crate::subject;
use crate::surroundings::Surroundings;
use stint_object::{Flow, Result, Str, Value};

/// The group that is open.
pub struct Grouping {
    expression: Expression,
    label: Option<Str>,
    name: Option<Str>,
    key: Option<Value>,
}

impl Grouping {
    /// No group is open yet.
    pub fn new(expression: Expression, label: Option<Str>) -> Self {
        Self {
            expression,
            label,
            name: None,
            key: None,
        }
    }

    /// The key of the open group.
    pub fn key(&self) -> Option<Value> {
        self.key
            .clone()
            .filter(|key| !matches!(key, Value::Nothing))
    }

    /// What stands before the key.
    pub fn name(&self) -> Option<Str> {
        self.label.clone().or_else(|| self.name.clone())
    }

    /// Takes note of an object's key; whether it is another one than before.
    pub fn update(&mut self, subject: &Value, around: &dyn Surroundings) -> Result<bool> {
        let Some(evaluated) = self.expression.value(subject, around) else {
            return Ok(false);
        };
        let key = match evaluated.value {
            Ok(key) => key,
            Err(Flow::Error(_)) => return Ok(false),
            Err(flow) => return Err(flow),
        };
        let changes = match &self.key {
            Some(known) => !(subject::same_group(&key, known) || subject::same_group(known, &key)),
            None => !key.is_null(),
        };
        self.key = Some(key);
        if changes {
            self.name = Some(evaluated.name);
        }
        Ok(changes)
    }
}

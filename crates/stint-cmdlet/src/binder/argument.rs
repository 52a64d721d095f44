//! Arguments as a call gives them.

use std::sync::Arc;
use stint_object::members::Member;
use stint_object::shape::{Bag, Shape};
use stint_object::types::system;
use stint_object::{Data, Object, Str, Value};

/// The hidden note on a parameter's text in `$args`, so that `@args` hands it on as a parameter.
pub const PARAMETER_NAME_NOTE: &str = "<CommandParameterName>";

/// What of an argument an error points at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// `-Name`.
    Parameter,
    /// The value.
    Value,
}

/// Where an error stands: a command element by the caller's own number, and which part of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// The number that the caller gave with the argument.
    pub element: u32,
    /// Which part of it.
    pub part: Part,
}

/// One argument: a parameter name, a value, or both.
#[derive(Clone, Debug, Default)]
pub struct Argument {
    /// The parameter's name without its dash; `None` for a positional argument.
    pub name: Option<Str>,
    /// The parameter as it was typed (`-Name`, `-Name:`): what `$args` and remaining arguments get.
    pub text: Str,
    /// The value; `None` if there is none (yet: the next argument may become it).
    pub value: Option<Value>,
    /// The command element with the name.
    pub name_at: Option<u32>,
    /// The command element with the value.
    pub value_at: Option<u32>,
    /// From a splatted hashtable: an explicit argument wins over it.
    pub from_hashtable: bool,
}

impl Argument {
    /// A value with no name.
    pub fn positional(value: Value, at: Option<u32>) -> Self {
        Self {
            value: Some(value),
            value_at: at,
            ..Self::default()
        }
    }

    /// `-Name`, whose value, if it takes one, is the next argument.
    pub fn parameter(name: impl Into<Str>, text: impl Into<Str>, at: Option<u32>) -> Self {
        Self {
            name: Some(name.into()),
            text: text.into(),
            name_at: at,
            ..Self::default()
        }
    }

    /// `-Name:value`.
    pub fn named(name: impl Into<Str>, value: Value, at: Option<u32>) -> Self {
        let name = name.into();
        Self {
            text: format!("-{name}:").into(),
            name: Some(name),
            value: Some(value),
            name_at: at,
            value_at: at,
            from_hashtable: false,
        }
    }

    /// An entry of a splatted hashtable.
    pub fn splatted(name: impl Into<Str>, value: Value) -> Self {
        Self {
            from_hashtable: true,
            ..Self::named(name, value, None)
        }
    }

    /// An element of a splatted array: `-Name` if it came so into `$args`, else a positional argument.
    pub fn element(value: Value) -> Self {
        let name = match &value {
            Value::Object(object) => object.note(PARAMETER_NAME_NOTE),
            _ => None,
        };
        match (name.as_ref().and_then(Value::as_str), value.as_str()) {
            (Some(name), Some(text)) => Self::parameter(name.clone(), text.clone(), None),
            _ => Self::positional(value, None),
        }
    }

    /// Arguments for a block that is called with plain values (`Invoke-Command -ArgumentList`, `Invoke()`): all positional.
    pub fn list(values: &[Value]) -> Vec<Self> {
        values
            .iter()
            .map(|value| Self::positional(value.clone(), None))
            .collect()
    }

    /// Where an error about the value points: at the value, else at the name.
    pub fn value_site(&self) -> Option<Site> {
        let value = self.value_at.map(|element| Site {
            element,
            part: Part::Value,
        });
        value.or_else(|| self.name_site())
    }

    /// Where an error about the parameter points.
    pub fn name_site(&self) -> Option<Site> {
        self.name_at.map(|element| Site {
            element,
            part: Part::Parameter,
        })
    }

    /// A parameter's text as it stands in `$args`.
    pub fn text_value(&self) -> Value {
        let name = self.name.clone().unwrap_or_default();
        let shape: Arc<Shape> = Shape::empty().with(&PARAMETER_NAME_NOTE.into());
        Value::Object(Object::with_members(
            system::STRING,
            Data::Wrapped(Value::Str(self.text.clone())),
            Bag::new(shape, vec![Member::Note(Value::Str(name))]),
        ))
    }
}

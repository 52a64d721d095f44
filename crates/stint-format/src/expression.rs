//! Property expressions: a name, a wildcard, or a script, as `-Property` and views give them.

use crate::layout::cells::RESET;
use crate::subject;
use crate::surroundings::Surroundings;
use std::sync::{Arc, OnceLock};
use stint_object::script_block::{Call, ScriptBlock};
use stint_object::text::wildcard::{Case, Wildcard, contains_wildcards};
use stint_object::{Result, Str, Value};

/// What a view's script does, without running script.
#[derive(Clone)]
pub enum NativeScript {
    /// A function.
    Function(fn(&Value, &dyn Surroundings) -> Result<Value>),
    /// `$_.A.B`: properties of properties.
    Path(Vec<Str>),
    /// A style of `$PSStyle`: itself, the text of it, and the end of styles.
    Style(Vec<Str>),
}

/// How a value is taken from an object.
#[derive(Clone)]
pub enum Expression {
    /// A property name or wildcard pattern.
    Name(Str),
    /// A property name that is known to be one: never a pattern.
    Resolved(Str),
    /// A script block.
    Block(Arc<dyn ScriptBlock>),
    /// The script of a view.
    Script(Arc<ViewScript>),
}

/// The script of a view: compiled on first use, or known here as a function.
pub struct ViewScript {
    text: Str,
    native: Option<NativeScript>,
    compiled: OnceLock<Option<Arc<dyn ScriptBlock>>>,
}

impl ViewScript {
    /// From its text, and perhaps the function that does the same.
    pub fn new(text: impl Into<Str>, native: Option<NativeScript>) -> Arc<Self> {
        Arc::new(Self {
            text: text.into(),
            native,
            compiled: OnceLock::new(),
        })
    }

    /// The script's text.
    pub fn text(&self) -> &Str {
        &self.text
    }

    fn call(&self, item: &Value, around: &dyn Surroundings) -> Result<Value> {
        match &self.native {
            Some(NativeScript::Function(function)) => return function(item, around),
            Some(NativeScript::Path(path)) => return follow(item, path),
            Some(NativeScript::Style(path)) => {
                let style = subject::text(&follow(item, path)?)?;
                let written = style.replace('\u{1b}', "`e");
                return Ok(Value::str([style.as_str(), &written, RESET].concat()));
            }
            None => {}
        }
        match self.compiled.get_or_init(|| around.script(&self.text)) {
            Some(block) => call(block.as_ref(), item),
            None => Ok(Value::Null),
        }
    }
}

/// Properties of properties; null on the way gives null, a collection gives what its elements have.
fn follow(item: &Value, path: &[Str]) -> Result<Value> {
    let Some((name, rest)) = path.split_first() else {
        return Ok(item.clone());
    };
    let value = match subject::property(item, name) {
        Some(value) => value?,
        None => return gather(item, path),
    };
    follow(&value, rest)
}

fn gather(item: &Value, path: &[Str]) -> Result<Value> {
    let mut found = Vec::new();
    for element in subject::elements(item).unwrap_or_default() {
        if !element.is_null() {
            found.push(follow(&element, path)?);
        }
    }
    Ok(Value::collected(found).or_null())
}

fn call(block: &dyn ScriptBlock, item: &Value) -> Result<Value> {
    let output = block.call(Call {
        item: Some(item.clone()),
        ..Call::default()
    })?;
    Ok(Value::collected(output))
}

/// A value that an expression gave, or its error, and the expression's own name for it.
pub struct Evaluated {
    /// The property's name as the object spells it, or the script's text.
    pub name: Str,
    /// The value.
    pub value: Result<Value>,
}

impl Expression {
    /// A name or pattern.
    pub fn name(name: impl Into<Str>) -> Self {
        Self::Name(name.into())
    }

    /// How it is written: what stands above a column that has no label.
    pub fn text(&self) -> Str {
        match self {
            Self::Name(name) | Self::Resolved(name) => name.clone(),
            Self::Block(block) => block.text(),
            Self::Script(script) => script.text.clone(),
        }
    }

    /// Whether it is a pattern.
    pub fn is_pattern(&self) -> bool {
        matches!(self, Self::Name(name) if contains_wildcards(name))
    }

    /// What it stands for in this object: the properties it names, or itself.
    pub fn resolve(&self, subject: &Value) -> Vec<Expression> {
        match self {
            Self::Name(name) => names(subject, name)
                .into_iter()
                .map(Self::Resolved)
                .collect(),
            other => vec![other.clone()],
        }
    }

    /// The first value it gives for an object; `None` if the object has no such property.
    pub fn value(&self, subject: &Value, around: &dyn Surroundings) -> Option<Evaluated> {
        let (name, value) = match self {
            Self::Name(name) => {
                let found = names(subject, name).into_iter().next()?;
                let value = subject::property(subject, &found).unwrap_or(Ok(Value::Null));
                (found, value)
            }
            Self::Resolved(name) => (
                name.clone(),
                subject::property(subject, name).unwrap_or(Ok(Value::Null)),
            ),
            Self::Block(block) => (block.text(), call(block.as_ref(), subject)),
            Self::Script(script) => (script.text.clone(), script.call(subject, around)),
        };
        Some(Evaluated { name, value })
    }

    /// Whether it holds for an object; an error or a missing property is no.
    pub fn holds(&self, subject: &Value, around: &dyn Surroundings) -> bool {
        self.value(subject, around)
            .and_then(|evaluated| evaluated.value.ok())
            .is_some_and(|value| subject::is_true(&value))
    }
}

/// The properties that a name or pattern means: a property set stands for its properties.
fn names(subject: &Value, name: &str) -> Vec<Str> {
    if !contains_wildcards(name) {
        return match subject::find_property(subject, name) {
            Some(found) => vec![found],
            None => set_names(subject, name),
        };
    }
    let Ok(pattern) = Wildcard::new(name, Case::Ignored) else {
        return Vec::new();
    };
    let mut found: Vec<Str> = Vec::new();
    for known in subject::property_names(subject) {
        if pattern.is_match(&known) && !found.contains(&known) {
            found.push(known);
        }
    }
    found
}

fn set_names(subject: &Value, name: &str) -> Vec<Str> {
    let set = subject::property_set(subject, name).unwrap_or_default();
    set.iter()
        .filter_map(|name| subject::find_property(subject, name))
        .collect()
}

//! Property expressions: a name, a wildcard pattern or a script block, as `-Property` gives them.

use crate::values;
use stint_cmdlet::{Cx, Result, ScriptCall};
use stint_object::error_record::ErrorObject;
use stint_object::{Data, Flow, Str, Value};

/// How a value is taken from an object.
#[derive(Clone)]
pub(crate) enum Expression {
    /// A property's name, or a pattern for some.
    Name(Str),
    /// A name that an object is known to have.
    Resolved(Str),
    /// A script block, run with `$_`.
    Script(Value),
}

/// What an expression gave for one object.
pub(crate) struct Evaluated {
    /// The property's name, or the script's text.
    pub name: Str,
    /// The value, or the error that stopped it.
    pub value: std::result::Result<Value, ErrorObject>,
}

impl Expression {
    /// From a string or a script block.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value.base() {
            Value::Str(name) => Some(Self::Name(name.clone())),
            Value::Object(object) if matches!(object.data(), Data::ScriptBlock(_)) => {
                Some(Self::Script(value.clone()))
            }
            _ => None,
        }
    }

    /// What a column made of it is called.
    pub(crate) fn text(&self) -> Str {
        match self {
            Self::Name(name) | Self::Resolved(name) => name.clone(),
            Self::Script(block) => match block.data() {
                Some(Data::ScriptBlock(block)) => block.text(),
                _ => Str::default(),
            },
        }
    }

    /// Whether it is a pattern.
    pub(crate) fn is_pattern(&self) -> bool {
        matches!(self, Self::Name(name) if values::is_pattern(name))
    }

    /// The properties of an object that it means; a property set stands for its own if `expand` says so.
    pub(crate) fn resolve(&self, target: &Value, expand: bool) -> Vec<Self> {
        match self {
            Self::Name(name) => resolve_name(target, name, expand)
                .into_iter()
                .map(Self::Resolved)
                .collect(),
            other => vec![other.clone()],
        }
    }

    /// Its values for an object: one for each property that it means.
    ///
    /// # Errors
    /// Control flow that leaves a script; its errors are part of what is given.
    pub(crate) fn values(
        &self,
        cx: &mut dyn Cx,
        target: &Value,
        expand: bool,
    ) -> Result<Vec<Evaluated>> {
        match self {
            Self::Script(_) => Ok(vec![self.value(cx, target)?]),
            Self::Name(name) if let Some(note) = own_note(target, name) => Ok(vec![note]),
            _ => self
                .resolve(target, expand)
                .iter()
                .map(|one| one.value(cx, target))
                .collect(),
        }
    }

    fn value(&self, cx: &mut dyn Cx, target: &Value) -> Result<Evaluated> {
        let value = match self {
            Self::Script(block) => {
                let call = ScriptCall {
                    item: Some(target.clone()),
                    new_scope: true,
                    quiet: true,
                    ..ScriptCall::default()
                };
                cx.call_value(block, call)
            }
            Self::Name(name) | Self::Resolved(name) => {
                values::get(target, name).map(Option::unwrap_or_default)
            }
        };
        let value = match value {
            Ok(value) => Ok(value),
            Err(Flow::Error(error)) => Err(error),
            Err(other) => return Err(other),
        };
        Ok(Evaluated {
            name: self.text(),
            value,
        })
    }
}

/// The property that stands on the object itself: what most objects that scripts make have.
fn own_note(target: &Value, name: &str) -> Option<Evaluated> {
    let Value::Object(object) = target else {
        return None;
    };
    if !matches!(object.data(), Data::Custom) {
        return None;
    }
    let added = object.added();
    let names = added.bag.shape()?;
    let at = names.find(name)?;
    Some(Evaluated {
        name: names.names()[at].clone(),
        value: Ok(added.bag.at(at)?.note()?),
    })
}

/// A dictionary's keys are looked at before its own properties.
fn resolve_name(target: &Value, name: &str, expand: bool) -> Vec<Str> {
    let keys = dictionary_keys(target);
    if !values::is_pattern(name) {
        if let Some(key) = keys
            .iter()
            .flatten()
            .find(|key| key.eq_ignore_ascii_case(name))
        {
            return vec![key.clone()];
        }
        return match values::property_set(target, name) {
            Some(set) if expand => set
                .iter()
                .flat_map(|name| resolve_name(target, name, false))
                .collect(),
            Some(_) => Vec::new(),
            None => values::property_name(target, name).into_iter().collect(),
        };
    }
    let mut found: Vec<Str> = Vec::new();
    let matching = |names: Vec<Str>| -> Vec<Str> {
        names
            .into_iter()
            .filter(|known| values::matches_pattern(name, known))
            .collect()
    };
    let mut names = matching(keys.unwrap_or_default());
    if names.is_empty() {
        names = matching(values::property_names(target));
        for (set, members) in values::property_sets(target) {
            if expand && values::matches_pattern(name, &set) {
                names.extend(
                    members
                        .iter()
                        .filter_map(|member| values::property_name(target, member)),
                );
            }
        }
    }
    for name in names {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

fn dictionary_keys(target: &Value) -> Option<Vec<Str>> {
    if target.ty()? != stint_object::types::system::HASHTABLE {
        return None;
    }
    let dict = target.as_dict()?.lock();
    Some(dict.iter().map(|(key, _)| values::text(key)).collect())
}

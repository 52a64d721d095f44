//! `$PSDefaultParameterValues`.

use super::error::{Bound, Fault, Problem};
use super::value::Flags;
use super::{Argument, Binding, Callbacks, convert};
use std::sync::Arc;
use stint_object::shape::{Bag, Shape, same_name};
use stint_object::types::system;
use stint_object::{Data, Object, Str, Value};

/// What a command finds in the dictionary.
#[derive(Default)]
pub(super) struct Defaults {
    dictionary: Option<Value>,
    /// Parameters and their values.
    pairs: Vec<(usize, Value)>,
    /// Parameters that a default was bound to.
    bound: Vec<usize>,
    /// Whether one was bound: errors then say so.
    pub in_use: bool,
    warned: Vec<String>,
}

impl Defaults {
    pub fn new(dictionary: Option<Value>) -> Self {
        let dictionary =
            dictionary.filter(|value| value.as_dict().is_some_and(|dict| !dict.lock().is_empty()));
        Self {
            dictionary,
            ..Self::default()
        }
    }

    /// Whether the dictionary has nothing for this command.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    fn warn_once(&mut self, key: String) -> bool {
        let new = !self.warned.contains(&key);
        if new {
            self.warned.push(key);
        }
        new
    }
}

impl Binding {
    /// Looks up what the dictionary has for this command.
    pub(super) fn find_defaults(&mut self, calls: &mut dyn Callbacks) -> Bound<()> {
        self.defaults.pairs.clear();
        let Some(dictionary) = self.defaults.dictionary.clone() else {
            return Ok(());
        };
        let Some(entries) = dictionary.as_dict().map(|dict| dict.lock().pairs()) else {
            return Ok(());
        };
        let aliases = calls.aliases(&self.command);
        let (mut patterns, mut malformed, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        for (key, value) in entries {
            let Some(text) = key.as_str().cloned() else {
                continue;
            };
            let trimmed = text.trim();
            let Some((command, parameter)) = split_key(trimmed) else {
                if !trimmed.eq_ignore_ascii_case("Disabled") {
                    malformed.push(text);
                } else if convert::is_true(&value) {
                    self.defaults.pairs.clear();
                    return Ok(());
                }
                continue;
            };
            if trimmed.contains(['*', '?', '[']) {
                patterns.push((command, parameter, value));
            } else if same_name(&command, &self.command)
                || aliases.iter().any(|alias| convert::like(alias, &command))
            {
                self.offer(&command, &parameter, value, &mut removed, calls)?;
            }
        }
        for (command, parameter, value) in patterns {
            let applies = convert::like(&self.command, &command)
                || aliases.iter().any(|alias| convert::like(alias, &command));
            if applies {
                self.offer_pattern(&command, &parameter, value, &mut removed, calls)?;
            }
        }
        self.warn_malformed(&dictionary, &malformed, calls)?;
        self.defaults
            .pairs
            .retain(|(parameter, _)| !removed.contains(parameter));
        Ok(())
    }

    fn offer(
        &mut self,
        command: &str,
        name: &str,
        value: Value,
        removed: &mut Vec<usize>,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        let by_alias = || {
            self.table
                .parameters
                .iter()
                .position(|p| p.aliases.iter().any(|alias| same_name(alias, name)))
        };
        match self.table.position_of(name).or_else(by_alias) {
            Some(parameter) => self.offer_to(parameter, command, name, value, removed, calls),
            None => Ok(()),
        }
    }

    fn offer_to(
        &mut self,
        parameter: usize,
        command: &str,
        name: &str,
        value: Value,
        removed: &mut Vec<usize>,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        let Some((_, known)) = self
            .defaults
            .pairs
            .iter()
            .find(|(known, _)| *known == parameter)
        else {
            self.defaults.pairs.push((parameter, value));
            return Ok(());
        };
        if same_value(known, &value) {
            return Ok(());
        }
        removed.push(parameter);
        self.warn(command, name, format!("Multiple different default values are defined in $PSDefaultParameterValues for the parameter matching the following name or alias: {name}. These defaults have been ignored."), calls)
    }

    fn offer_pattern(
        &mut self,
        command: &str,
        name: &str,
        value: Value,
        removed: &mut Vec<usize>,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        if !name.contains(['*', '?', '[']) {
            return self.offer(command, name, value, removed, calls);
        }
        let mut found: Vec<usize> = Vec::new();
        for (at, parameter) in self.table.parameters.iter().enumerate() {
            found.extend(
                std::iter::once(&parameter.name)
                    .chain(&parameter.aliases)
                    .filter(|known| convert::like(known, name))
                    .map(|_| at),
            );
        }
        match found[..] {
            [] => Ok(()),
            [only] => self.offer_to(only, command, name, value, removed, calls),
            _ => self.warn(command, name, format!("The following name or alias defined in $PSDefaultParameterValues for this cmdlet resolves to multiple parameters: {name}. The default has been ignored."), calls),
        }
    }

    fn warn(
        &mut self,
        command: &str,
        name: &str,
        text: String,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        if self.defaults.warn_once(format!("{command}:::{name}")) {
            calls.warning(&text)?;
        }
        Ok(())
    }

    fn warn_malformed(
        &mut self,
        dictionary: &Value,
        keys: &[Str],
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        if keys.is_empty() {
            return Ok(());
        }
        if let Some(dict) = dictionary.as_dict() {
            for key in keys {
                let old = dict.lock().remove(&Value::Str(key.clone()));
                drop(old);
            }
        }
        let all = keys
            .iter()
            .map(|key| &key[..])
            .collect::<Vec<_>>()
            .join(", ");
        let what = if keys.len() > 1 {
            format!("The keys '{all}' do not have valid formats")
        } else {
            format!("The key '{all}' does not have a valid format")
        };
        calls.warning(&format!("{what}. For information about the correct format, see about_Parameters_Default_Values at https://go.microsoft.com/fwlink/?LinkId=228266."))?;
        Ok(())
    }

    /// Binds the defaults that the possible sets allow.
    pub(super) fn bind_defaults(&mut self, calls: &mut dyn Callbacks) -> Bound<()> {
        let mut possible = super::index::ALL;
        let mut chosen = Vec::new();
        for (parameter, value) in &self.defaults.pairs {
            let facts = self.facts(*parameter);
            if !facts.within(self.sets) || self.is_set(*parameter) {
                continue;
            }
            if facts.sets != 0 {
                possible &= facts.sets;
                if possible == 0 {
                    return Ok(());
                }
            }
            chosen.push((*parameter, value.clone()));
        }
        for (parameter, value) in chosen {
            self.bind_default(parameter, value, calls)?;
        }
        Ok(())
    }

    fn bind_default(
        &mut self,
        parameter: usize,
        value: Value,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        let result = self
            .evaluate_default(value.clone(), calls)
            .and_then(|made| {
                let Some(made) = made else { return Ok(false) };
                let flags = Flags {
                    coerce: true,
                    delay: true,
                    default: false,
                };
                self.bind_argument(
                    parameter,
                    &Argument::positional(made, None),
                    self.sets,
                    flags,
                    calls,
                )
            });
        match result {
            Ok(bound) => {
                if bound {
                    self.defaults.bound.push(parameter);
                    self.defaults.in_use = true;
                }
                Ok(())
            }
            Err(Fault::Problem(problem)) => {
                let name = self.parameter(parameter).name.clone();
                let command = self.command.clone();
                let shown = if value.is_null() {
                    "null".to_string()
                } else {
                    convert::text(&value)
                };
                self.warn(
                    &command,
                    &name,
                    format!(
                        "The binding of default value '{shown}' to parameter '{name}' failed: {}",
                        problem.message
                    ),
                    calls,
                )
            }
            Err(flow) => Err(flow),
        }
    }

    /// A script block gives the value; no output means no default.
    fn evaluate_default(&self, value: Value, calls: &mut dyn Callbacks) -> Bound<Option<Value>> {
        if !matches!(value.data(), Some(Data::ScriptBlock(_))) {
            return Ok(Some(value));
        }
        let output = calls.call(&value, None, &[self.binding_state()])?;
        Ok((!output.is_empty()).then(|| Value::collected(output)))
    }

    /// What the script block sees as its argument.
    fn binding_state(&self) -> Value {
        let names = |at: Vec<usize>| {
            Value::array(
                at.iter()
                    .map(|at| Value::Str(self.parameter(*at).name.clone()))
                    .collect(),
            )
        };
        let bound = (0..self.values.len())
            .filter(|at| self.is_set(*at))
            .collect();
        let entries = [
            ("BoundParameters", names(bound)),
            ("BoundPositionalParameters", names(self.by_position.clone())),
            ("BoundDefaultParameters", names(self.defaults.bound.clone())),
        ];
        let mut shape: Arc<Shape> = Shape::empty();
        let mut members = Vec::new();
        for (name, value) in entries {
            shape = shape.with(&name.into());
            members.push(stint_object::members::Member::Note(value));
        }
        Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            Bag::new(shape, members),
        ))
    }

    /// Says in an error that default values were in use, as it may be their fault.
    pub(super) fn elaborate(&self, fault: Fault) -> Fault {
        let Fault::Problem(problem) = fault else {
            return fault;
        };
        if !self.defaults.in_use {
            return Fault::Problem(problem);
        }
        let names: String = self
            .defaults
            .bound
            .iter()
            .map(|at| format!(" -{}", self.parameter(*at).name))
            .collect();
        let message = if self.defaults.bound.len() > 1 {
            format!(
                "{} This error might have been caused by applying the default parameter binding. You can disable the default parameter binding in $PSDefaultParameterValues by setting $PSDefaultParameterValues[\"Disabled\"] to be $true, and then trying again. The following default parameters were successfully bound for this cmdlet when the error occurred:{names}",
                problem.message
            )
        } else {
            format!(
                "{} This failure might be caused by applying the default parameter binding. You can disable the default parameter binding in $PSDefaultParameterValues by setting $PSDefaultParameterValues[\"Disabled\"] to be $true, and retry. The following default parameter was successfully bound for this cmdlet when the error occurred:{names}",
                problem.message
            )
        };
        Problem {
            class: super::error::Class::Plain,
            message: message.into(),
            ..*problem
        }
        .into()
    }
}

/// Whether two defaults are equal: .NET's `Equals`.
fn same_value(a: &Value, b: &Value) -> bool {
    let comparer = stint_object::dict::Comparer::Exact;
    a.same(b) || stint_object::dict::same_key(a, b, comparer)
}

/// `Command:Parameter`, each perhaps quoted.
fn split_key(key: &str) -> Option<(String, String)> {
    let (command, rest) = token(key, true)?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    if rest.is_empty() {
        return None;
    }
    let (parameter, rest) = token(rest, false)?;
    rest.is_empty().then_some((command, parameter))
}

fn token(text: &str, command: bool) -> Option<(String, &str)> {
    let single = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];
    let double = ['"', '\u{201c}', '\u{201d}', '\u{201e}'];
    let first = text.chars().next()?;
    let quotes: &[char] = if single.contains(&first) {
        &single
    } else if double.contains(&first) {
        &double
    } else {
        &[]
    };
    let (name, rest) = if !quotes.is_empty() {
        let inner = &text[first.len_utf8()..];
        let end = inner.find(quotes)?;
        let quote = inner[end..].chars().next()?;
        (&inner[..end], &inner[end + quote.len_utf8()..])
    } else if command {
        text.split_at(text.find(':')?)
    } else {
        (text, "")
    };
    let name = name.trim();
    (!name.is_empty()).then(|| (name.to_string(), rest))
}

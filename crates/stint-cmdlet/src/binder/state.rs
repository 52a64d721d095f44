//! The state of one invocation's binding, and what may be asked of it.

use super::error::Bound;
use super::index::{ALL, Facts, Index, Sets};
use super::value::{Flags, Subject, prepare};
use super::{Argument, Callbacks, Site};
use crate::ParameterTable;
use crate::parameter::{Attribute, Parameter};
use std::sync::Arc;
use stint_object::{Result, Str, Value};

/// What a command is called with.
#[derive(Default)]
pub struct Request {
    /// The command's name, as `$PSDefaultParameterValues` and prompts know it.
    pub command: Str,
    /// Its parameters.
    pub table: Arc<ParameterTable>,
    /// The arguments in the order of the call, splatted ones expanded in their place.
    pub arguments: Vec<Argument>,
    /// Whether pipeline input will come.
    pub expects_input: bool,
    /// `$PSDefaultParameterValues`, if it is a dictionary.
    pub defaults: Option<Value>,
    /// Whether the command has dynamic parameters.
    pub dynamic: bool,
}

/// A command being bound: first the command line, then item for item of the pipeline.
pub struct Binding {
    pub(super) command: Str,
    pub(super) table: Arc<ParameterTable>,
    /// How many of the table's parameters are the command's own, before the dynamic ones.
    pub(super) static_count: usize,
    pub(super) expects_input: bool,
    pub(super) values: Vec<Option<Value>>,
    /// Parameters that are not bound, in the order that passes look at them.
    pub(super) unbound: Vec<usize>,
    /// The first parameter that is not done here, and where it stands.
    pub(super) refused: Option<(Str, Option<Site>)>,
    /// What was bound by the command line or an item, in that order (`$PSBoundParameters`).
    pub(super) record: Vec<(usize, Value)>,
    pub(super) by_position: Vec<usize>,
    pub(super) arguments: Vec<Argument>,
    pub(super) sets: Sets,
    pub(super) sets_before_input: Sets,
    /// The set that pipeline binding tries first; 0 for none.
    pub(super) preferred: Sets,
    pub(super) set_name: Str,
    /// Parameters whose value a script block gives for each item.
    pub(super) delayed: Vec<(usize, Value, Option<Site>)>,
    /// Parameters that the current item bound.
    pub(super) piped: Vec<usize>,
    /// Parameters that the current item may be bound to; kept for its memory.
    pub(super) candidates: Vec<usize>,
    /// The parameter that the last item was bound to the short way.
    pub(super) again: Option<usize>,
    pub(super) defaults: super::defaults::Defaults,
    /// `$args` of a function without `[CmdletBinding()]`.
    pub(super) leftovers: Vec<Value>,
}

impl Binding {
    pub(super) fn new(request: Request) -> Self {
        let count = request.table.parameters.len();
        Self {
            command: request.command,
            static_count: count,
            expects_input: request.expects_input,
            values: vec![None; count],
            unbound: (0..count).collect(),
            refused: None,
            record: Vec::new(),
            by_position: Vec::new(),
            arguments: request.arguments,
            sets: ALL,
            sets_before_input: ALL,
            preferred: 0,
            set_name: request.table.facts().name_of(ALL),
            delayed: Vec::new(),
            piped: Vec::new(),
            candidates: Vec::new(),
            again: None,
            defaults: super::defaults::Defaults::new(request.defaults),
            leftovers: Vec::new(),
            table: request.table,
        }
    }

    /// The parameters, the dynamic ones included once they are known.
    pub fn table(&self) -> &Arc<ParameterTable> {
        &self.table
    }

    /// The values by the table's parameter index; `None` where nothing is bound.
    pub fn values(&self) -> &[Option<Value>] {
        &self.values
    }

    /// The value of a parameter of exactly this name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values[self.table.position_of(name)?].as_ref()
    }

    /// Whether a parameter of exactly this name was bound by the call or by any item so far (`$PSBoundParameters.ContainsKey`).
    pub fn is_bound(&self, name: &str) -> bool {
        self.table
            .position_of(name)
            .is_some_and(|at| self.record.iter().any(|(known, _)| *known == at))
    }

    /// `$PSBoundParameters`: names and values in the order they were bound.
    pub fn bound(&self) -> impl Iterator<Item = (&Str, &Value)> {
        self.record
            .iter()
            .map(|(at, value)| (&self.table.parameters[*at].name, value))
    }

    /// The parameters that the call itself left unbound, in order: a script evaluates their defaults.
    pub fn unbound(&self) -> &[usize] {
        &self.unbound
    }

    /// The name of the chosen parameter set; the default's, or empty, while it is open.
    pub fn parameter_set(&self) -> &Str {
        &self.set_name
    }

    /// What is left for `$args` of a function without `[CmdletBinding()]`.
    pub fn leftovers(&self) -> &[Value] {
        &self.leftovers
    }

    /// Whether some parameter takes pipeline input or waits for it.
    pub fn takes_input(&self) -> bool {
        !self.delayed.is_empty() || self.index().any_piped
    }

    pub(super) fn index(&self) -> &Index {
        self.table.facts()
    }

    pub(super) fn facts(&self, parameter: usize) -> &Facts {
        &self.table.facts().parameters[parameter]
    }

    pub(super) fn parameter(&self, parameter: usize) -> &Parameter {
        &self.table.parameters[parameter]
    }

    pub(super) fn is_set(&self, parameter: usize) -> bool {
        !self.unbound.contains(&parameter)
    }

    /// Binds a value to a parameter, or gives `false` where it does not fit as it is.
    pub(super) fn bind_value(
        &mut self,
        parameter: usize,
        argument: &Argument,
        flags: Flags,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let table = self.table.clone();
        let (entry, facts) = (
            &table.parameters[parameter],
            &table.facts().parameters[parameter],
        );
        if entry.refused {
            // Which sets are left is told first, as PowerShell would.
            self.refused
                .get_or_insert((entry.name.clone(), argument.name_site()));
            self.values[parameter] = Some(argument.value.clone().unwrap_or_default());
            self.narrow(parameter);
            return Ok(true);
        }
        let subject = Subject {
            name: &entry.name,
            script: table.script,
            advanced: table.advanced,
        };
        let made = prepare(
            &subject,
            entry,
            facts,
            argument.value.as_ref(),
            flags,
            calls,
        );
        let missing = argument.value.is_none();
        let site = if missing {
            argument.name_site()
        } else {
            argument.value_site()
        };
        let Some(value) = made.map_err(|fault| fault.or_at(site))? else {
            return Ok(false);
        };
        self.store(parameter, value, site, calls)?;
        self.narrow(parameter);
        if let Some(text) = table.parameters[parameter].obsolete() {
            let name = &table.parameters[parameter].name;
            calls.warning(&format!("Parameter '{name}' is obsolete. {text}"))?;
        }
        Ok(true)
    }

    fn store(
        &mut self,
        parameter: usize,
        value: Value,
        site: Option<Site>,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        calls.assign(parameter, Some(&value)).map_err(|flow| {
            super::error::setter_failed(self.parameter(parameter), &value, flow).or_at(site)
        })?;
        self.values[parameter] = Some(value.clone());
        match self
            .record
            .iter_mut()
            .find(|(known, _)| *known == parameter)
        {
            Some(entry) => entry.1 = value,
            None => self.record.push((parameter, value)),
        }
        Ok(())
    }

    /// Binds the next item's value to a bound parameter, if it fits as it is.
    pub(super) fn replace_value(
        &mut self,
        parameter: usize,
        value: &Value,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let facts = self.facts(parameter);
        if facts.takes_all && !facts.mandatory && !value.is_null() {
            return self
                .store(parameter, value.clone(), None, calls)
                .map(|()| true);
        }
        let table = self.table.clone();
        let (entry, facts) = (
            &table.parameters[parameter],
            &table.facts().parameters[parameter],
        );
        let subject = Subject {
            name: &entry.name,
            script: table.script,
            advanced: table.advanced,
        };
        match prepare(&subject, entry, facts, Some(value), Flags::default(), calls)? {
            Some(value) => self.store(parameter, value, None, calls).map(|()| true),
            None => Ok(false),
        }
    }

    /// Leaves only the sets of a bound parameter, and takes it out of the unbound.
    pub(super) fn narrow(&mut self, parameter: usize) {
        let sets = self.facts(parameter).sets;
        if sets != 0 && self.table.advanced {
            self.sets &= sets;
        }
        self.unbound.retain(|known| *known != parameter);
    }

    /// Takes back what a pipeline item bound.
    pub(super) fn release(&mut self, parameter: usize, calls: &mut dyn Callbacks) -> Result<()> {
        self.values[parameter] = None;
        if !self.unbound.contains(&parameter) {
            self.unbound.push(parameter);
        }
        calls.assign(parameter, None)
    }
}

impl Parameter {
    fn obsolete(&self) -> Option<&Str> {
        self.attributes
            .iter()
            .find_map(|attribute| match attribute {
                Attribute::Obsolete(text) => Some(text),
                _ => None,
            })
    }
}

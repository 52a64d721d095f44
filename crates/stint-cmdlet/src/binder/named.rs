//! Named arguments: finding the parameter of a name, giving it the next argument, binding it.

use super::error::{Bound, Fault, Problem};
use super::index::Sets;
use super::value::Flags;
use super::{Argument, Binding, Callbacks, Site};
use crate::ParameterTable;
use stint_object::types::system;
use stint_object::{Flow, Str, Value};

/// The parameter that a name means: exactly, or as the only one that begins so.
pub(crate) fn find(table: &ParameterTable, name: &str, site: Option<Site>) -> Bound<Option<usize>> {
    let name = name
        .strip_prefix(['-', '\u{2013}', '\u{2014}', '\u{2015}'])
        .unwrap_or(name);
    let mut matches: Vec<usize> = Vec::new();
    for (at, parameter) in table.parameters.iter().enumerate() {
        match prefix(&parameter.name, name) {
            Prefix::Whole => return Ok(Some(at)),
            Prefix::Part => matches.push(at),
            Prefix::No => {}
        }
    }
    for (at, parameter) in table.parameters.iter().enumerate() {
        for alias in &parameter.aliases {
            match prefix(alias, name) {
                Prefix::Whole => return Ok(Some(at)),
                Prefix::Part if !matches.contains(&at) => matches.push(at),
                _ => {}
            }
        }
    }
    if matches.len() < 2 {
        return Ok(matches.pop());
    }
    let own: Vec<usize> = matches
        .iter()
        .copied()
        .filter(|at| !table.parameters[*at].common)
        .collect();
    if let [only] = own[..] {
        return Ok(Some(only));
    }
    let names: String = matches
        .iter()
        .map(|at| format!(" -{}", table.parameters[*at].name))
        .collect();
    let text = format!(
        "Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include:{names}."
    );
    Err(Problem::new("AmbiguousParameter", text)
        .parameter(&name.into())
        .at(site)
        .into())
}

enum Prefix {
    Whole,
    Part,
    No,
}

fn prefix(known: &str, typed: &str) -> Prefix {
    let begins = match known.get(..typed.len()) {
        Some(start) if start.is_ascii() && typed.is_ascii() => start.eq_ignore_ascii_case(typed),
        _ => known.to_lowercase().starts_with(&typed.to_lowercase()),
    };
    match begins {
        true if known.len() == typed.len() => Prefix::Whole,
        true => Prefix::Part,
        false => Prefix::No,
    }
}

impl Binding {
    /// Gives each `-Name` without a value the next argument as its value; a switch is simply on.
    pub(super) fn join_values(&mut self) -> Bound<()> {
        let mut arguments = std::mem::take(&mut self.arguments).into_iter().peekable();
        let mut joined = Vec::with_capacity(arguments.len());
        while let Some(mut argument) = arguments.next() {
            let name = argument.name.clone().filter(|_| argument.value.is_none());
            let found = match &name {
                Some(name) => find(&self.table, name, argument.name_site())?,
                None => None,
            };
            let Some(parameter) = found else {
                joined.push(argument);
                continue;
            };
            let entry = self.parameter(parameter);
            if entry.ty == system::SWITCH_PARAMETER {
                argument.value = Some(system::switch(true));
                joined.push(argument);
                continue;
            }
            let next = arguments
                .next()
                .filter(|next| next.name.is_none() || next.value.is_none());
            let Some(next) = next else {
                return Err(self.missing_argument(parameter, &argument));
            };
            argument.value = match &next.name {
                None => next.value,
                Some(name) if find(&self.table, name, next.name_site())?.is_some() => {
                    return Err(self.missing_argument(parameter, &argument));
                }
                Some(_) => Some(Value::Str(next.text)),
            };
            argument.value_at = next.value_at.or(next.name_at);
            argument.name = Some(entry.name.clone());
            joined.push(argument);
        }
        self.arguments = joined;
        Ok(())
    }

    fn missing_argument(&self, parameter: usize, argument: &Argument) -> Fault {
        let entry = self.parameter(parameter);
        let text = format!(
            "Missing an argument for parameter '{}'. Specify a parameter of type '{}' and try again.",
            entry.name,
            entry.shown_type()
        );
        Problem::new("MissingArgument", text)
            .parameter(&entry.name)
            .types(entry.ty, None)
            .at(argument.name_site())
            .into()
    }

    /// Binds what is named; what names no parameter stays.
    pub(super) fn bind_named(&mut self, calls: &mut dyn Callbacks) -> Bound<()> {
        let (sets, mut explicit): (Sets, Option<Vec<usize>>) = (self.sets, None);
        for argument in std::mem::take(&mut self.arguments) {
            let Some(name) = argument.name.clone() else {
                self.arguments.push(argument);
                continue;
            };
            let Some(parameter) = find(&self.table, &name, argument.name_site())? else {
                self.arguments.push(argument);
                continue;
            };
            if argument.from_hashtable {
                let explicit = explicit.get_or_insert_with(|| self.bound_parameters());
                if explicit.contains(&parameter) {
                    continue;
                }
            }
            if self.is_set(parameter) {
                return Err(already_bound(&name, &argument));
            }
            self.bind_one(parameter, &argument, sets, calls)?;
        }
        Ok(())
    }

    fn bound_parameters(&self) -> Vec<usize> {
        (0..self.values.len())
            .filter(|at| self.is_set(*at))
            .collect()
    }

    fn bind_one(
        &mut self,
        parameter: usize,
        argument: &Argument,
        sets: Sets,
        calls: &mut dyn Callbacks,
    ) -> Bound<()> {
        if self.table.advanced && !self.facts(parameter).within(sets) {
            let set = self.index().name_of(sets);
            let name = argument.name.clone().unwrap_or_default();
            let text = format!("Parameter '{name}' cannot be specified in parameter set '{set}'.");
            let problem = Problem::new("ParameterNotInParameterSet", text).parameter(&name);
            return Err(self.elaborate(problem.into()));
        }
        let flags = Flags {
            coerce: true,
            delay: true,
            default: false,
        };
        self.bind_argument(parameter, argument, sets, flags, calls)
            .map(drop)
            .map_err(|fault| self.elaborate(fault))
    }
}

fn already_bound(name: &Str, argument: &Argument) -> Fault {
    twice(name).at(argument.name_site()).into()
}

/// The error of a parameter that a call gives more than once, for a function without attributes.
pub fn given_twice(name: &Str) -> Flow {
    twice(name).record().0.into()
}

fn twice(name: &Str) -> Problem {
    let text = format!(
        "Cannot bind parameter because parameter '{name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\"."
    );
    Problem::new("ParameterAlreadyBound", text).parameter(name)
}

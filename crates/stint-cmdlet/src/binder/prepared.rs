//! The short way: a call site whose arguments are plainly named or positional, for a command without sets.
//!
//! Which argument goes to which parameter is worked out once; a call then only converts. Whatever fails is left to the
//! general binder, so that there is one place for errors.

use super::Callbacks;
use super::named::find;
use super::value::{Flags, Subject, prepare};
use crate::ParameterTable;
use crate::parameter::Attribute;
use stint_object::types::system;
use stint_object::{Data, Value};

/// What a call site's argument looks like before anything runs.
#[derive(Clone, Debug)]
pub enum ArgumentShape<'a> {
    /// A value.
    Positional,
    /// `-Name`.
    Parameter(&'a str),
    /// `-Name:value`.
    Named(&'a str),
}

/// Which parameter each value of a call goes to.
#[derive(Debug)]
pub struct Prepared {
    targets: Vec<Target>,
    switches: Vec<usize>,
    values: usize,
}

#[derive(Clone, Copy, Debug)]
enum Target {
    /// A parameter; whether an untyped one takes the value as it is.
    Parameter(usize, bool),
    /// `$args`.
    Leftover,
}

impl Prepared {
    /// Prepares a call site without pipeline input; `None` if it needs the general binder (as do calls while
    /// `$PSDefaultParameterValues` has entries, for an advanced command). `values` of a call are then only those of positional
    /// arguments, of `-Name:value`, and of what follows `-Name`, in order.
    pub fn new(table: &ParameterTable, arguments: &[ArgumentShape<'_>]) -> Option<Self> {
        let index = table.facts();
        if !index.sets.is_empty()
            || index
                .parameters
                .iter()
                .any(|facts| facts.in_sets.iter().any(|place| place.remaining))
        {
            return None;
        }
        let mut taken = vec![false; table.parameters.len()];
        let (mut slots, mut switches) = (Vec::new(), Vec::new());
        let mut arguments = arguments.iter().peekable();
        while let Some(argument) = arguments.next() {
            let (ArgumentShape::Parameter(name) | ArgumentShape::Named(name)) = argument else {
                slots.push(None);
                continue;
            };
            let parameter = find(table, name, None).ok().flatten()?;
            if std::mem::replace(&mut taken[parameter], true) {
                return None;
            }
            if let ArgumentShape::Named(_) = argument {
                slots.push(Some(parameter));
            } else if table.parameters[parameter].ty == system::SWITCH_PARAMETER {
                switches.push(parameter);
            } else {
                arguments
                    .next()
                    .filter(|next| matches!(next, ArgumentShape::Positional))?;
                slots.push(Some(parameter));
            }
        }
        let targets = place(table, &mut taken, &slots)?;
        let simple = (0..taken.len()).all(|at| match taken[at] {
            true => is_simple(table, at),
            false => !index.parameters[at].mandatory,
        });
        simple.then_some(Self {
            values: slots.len(),
            targets,
            switches,
        })
    }

    /// How many values a call gives.
    pub fn len(&self) -> usize {
        self.values
    }

    /// Whether a call gives no value.
    pub fn is_empty(&self) -> bool {
        self.values == 0
    }

    /// Binds a call's values: `bind` takes each parameter with its value, `leftover` what goes to `$args`. `false`: bind
    /// the call by the general way instead, from the start.
    pub fn bind(
        &self,
        table: &ParameterTable,
        values: &[Value],
        mut bind: impl FnMut(usize, Value),
        mut leftover: impl FnMut(Value),
        calls: &mut dyn Callbacks,
    ) -> bool {
        let index = table.facts();
        for (target, value) in self.targets.iter().zip(values) {
            match *target {
                Target::Leftover => leftover(value.clone().or_null()),
                Target::Parameter(at, true) => bind(at, value.clone().or_null()),
                Target::Parameter(at, false) => {
                    if index.parameters[at].piped
                        && matches!(value.data(), Some(Data::ScriptBlock(_)))
                    {
                        return false;
                    }
                    let entry = &table.parameters[at];
                    let subject = Subject {
                        name: &entry.name,
                        script: table.script,
                        advanced: table.advanced,
                    };
                    let flags = Flags {
                        coerce: true,
                        ..Flags::default()
                    };
                    match prepare(
                        &subject,
                        entry,
                        &index.parameters[at],
                        Some(value),
                        flags,
                        calls,
                    ) {
                        Ok(Some(value)) => bind(at, value),
                        _ => return false,
                    }
                }
            }
        }
        self.switches
            .iter()
            .for_each(|at| bind(*at, system::switch(true)));
        true
    }
}

/// Gives positional values to the positions that are left.
fn place(
    table: &ParameterTable,
    taken: &mut [bool],
    slots: &[Option<usize>],
) -> Option<Vec<Target>> {
    let index = table.facts();
    let mut free: Vec<(i32, usize)> = index
        .parameters
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken[*at])
        .filter_map(|(at, facts)| Some((facts.in_sets.first()?.position?, at)))
        .collect();
    free.sort_unstable();
    if free.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return None;
    }
    let mut free = free.into_iter();
    slots
        .iter()
        .map(|slot| {
            let parameter = match slot {
                Some(parameter) => *parameter,
                None => match free.next() {
                    Some((_, at)) => at,
                    None => return (!table.advanced).then_some(Target::Leftover),
                },
            };
            taken[parameter] = true;
            let entry = &table.parameters[parameter];
            let plain = entry.attributes.is_empty()
                && entry.ty == system::OBJECT
                && !index.parameters[parameter].mandatory
                && !index.parameters[parameter].piped;
            Some(Target::Parameter(parameter, plain))
        })
        .collect()
}

/// Whether binding a parameter runs no script and waits for nothing, so that it may be begun again.
fn is_simple(table: &ParameterTable, at: usize) -> bool {
    let entry = &table.parameters[at];
    let runs_script = |attribute: &Attribute| {
        matches!(
            attribute,
            Attribute::ValidateScript(..)
                | Attribute::Scripted(_)
                | Attribute::Credential
                | Attribute::Transformation(_)
                | Attribute::Obsolete(_)
        )
    };
    !entry.refused && !entry.attributes.iter().any(runs_script)
}

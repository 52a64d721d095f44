//! Mandatory parameters: which are missing, and what pipeline input may still bring.

use super::error::{Bound, Problem};
use super::index::{ALL, Sets};
use super::sets::count;
use super::value::Flags;
use super::{Argument, Binding, Callbacks, PromptField};
use crate::parameter::Parameter;
use std::sync::Arc;

/// What is missing within one set.
#[derive(Default)]
struct Missing {
    /// The set; [`ALL`] for what is mandatory in every set.
    set: Sets,
    default: bool,
    by_value: bool,
    by_name: bool,
    /// What pipeline input cannot bring.
    other: Vec<usize>,
}

impl Missing {
    fn all(&self) -> bool {
        self.set == ALL
    }

    fn piped(&self) -> bool {
        self.by_value || self.by_name
    }
}

impl Binding {
    /// The mandatory parameters that must be asked for now.
    pub(super) fn missing_mandatory(
        &mut self,
        possible: usize,
        expects_input: bool,
    ) -> Bound<Vec<usize>> {
        let (missing, parameters) = self.missing_by_set(expects_input);
        if !expects_input {
            return Ok(parameters);
        }
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let mut sets = missing
            .iter()
            .filter(|entry| !entry.all())
            .fold(0, |sets, entry| sets | self.sets & entry.set);
        if sets == 0 {
            sets = self.sets;
        }
        if missing.iter().any(Missing::all) {
            let known = self.index().all_sets();
            sets = self.sets & if known == 0 { ALL } else { known };
        }
        let default = self.index().default;
        if possible > 1 && default != 0 && default & sets == 0 && default & self.sets != 0 {
            let other_takes_input = missing.iter().any(|entry| {
                entry.set & self.sets != 0
                    && entry.set & default == 0
                    && !entry.all()
                    && entry.piped()
            });
            if !other_takes_input {
                sets = self.sets & !sets;
                self.sets = sets;
                if self.sets == default {
                    self.name_set();
                } else {
                    self.preferred = default;
                }
            }
        }
        match count(sets) {
            0 => Err(self.ambiguous()),
            1 => Ok(required_in(&missing, sets)),
            _ if self.preferred == 0 => self.choose_set(&missing, sets),
            _ => Ok(Vec::new()),
        }
    }

    /// What is missing by set in the order found, and every parameter that is.
    fn missing_by_set(&self, expects_input: bool) -> (Vec<Missing>, Vec<usize>) {
        let default = self.index().default;
        let (mut missing, mut parameters): (Vec<Missing>, Vec<usize>) = (Vec::new(), Vec::new());
        for parameter in &self.unbound {
            let facts = self.facts(*parameter);
            for place in facts.places(self.sets).filter(|place| place.mandatory) {
                if parameters.last() != Some(parameter) {
                    parameters.push(*parameter);
                }
                let set = if place.all() { ALL } else { place.set };
                let at = missing
                    .iter()
                    .position(|entry| entry.set == set)
                    .unwrap_or_else(|| {
                        missing.push(Missing {
                            set,
                            default: default & set != 0,
                            ..Missing::default()
                        });
                        missing.len() - 1
                    });
                let entry = &mut missing[at];
                if expects_input && place.piped() {
                    entry.by_value |= place.by_value;
                    entry.by_name |= place.by_name;
                } else {
                    entry.other.push(*parameter);
                }
            }
        }
        (missing, parameters)
    }

    /// Several sets miss something: the default one, or the only one that input can complete.
    fn choose_set(&mut self, missing: &[Missing], sets: Sets) -> Bound<Vec<usize>> {
        let default = self.index().default;
        if default & sets != 0 && latch_on_default(missing, default) {
            self.sets = default;
            self.name_set();
            return Ok(required_in(missing, default));
        }
        let by_value = Only::of(missing, sets, |entry| entry.by_value);
        let by_name = Only::of(missing, sets, |entry| entry.by_name);
        let unique = match (by_value, by_name) {
            (Only::Set(value), Only::Set(name)) if value == name => Some(value),
            (Only::Set(set), Only::None) | (Only::None, Only::Set(set)) => Some(set),
            _ => None,
        };
        if let Some(set) = unique {
            return Ok(self.keep_set(missing, set));
        }
        let within = |entry: &&Missing| entry.set & sets != 0 || entry.all();
        let lacking: Vec<&Missing> = missing
            .iter()
            .filter(within)
            .filter(|entry| !entry.other.is_empty())
            .collect();
        if lacking.is_empty() {
            return Ok(Vec::new());
        }
        if let Only::Set(set) = by_value {
            return Ok(self.keep_set(missing, set));
        }
        if by_value != Only::Several && by_name != Only::Several {
            return Err(self.ambiguous());
        }
        let ignored = lacking
            .iter()
            .filter(|entry| !entry.all())
            .fold(0, |sets, entry| sets | entry.set);
        if ignored != 0 {
            self.ignore_sets(ignored);
            if self.sets == 0 {
                return Err(self.ambiguous());
            }
            if count(self.sets) == 1 {
                self.name_set();
            }
        }
        Ok(Vec::new())
    }

    /// Settles on a set that input completes; sets that miss nothing stay possible behind it.
    fn keep_set(&mut self, missing: &[Missing], set: Sets) -> Vec<usize> {
        let chosen = |entry: &&Missing| entry.set & set != 0 && !entry.all();
        let needs_more = missing
            .iter()
            .rfind(chosen)
            .is_some_and(|entry| !entry.other.is_empty());
        let others = missing
            .iter()
            .filter(|entry| entry.set & set == 0)
            .fold(0, |sets, entry| sets | entry.set);
        if needs_more {
            self.sets = set;
        } else {
            self.ignore_sets(others);
            if self.sets != set {
                self.preferred = set;
            }
        }
        self.name_set();
        required_in(missing, set)
    }

    fn ignore_sets(&mut self, sets: Sets) {
        if sets == 0 {
            return;
        }
        let known = if self.sets == ALL {
            self.index().all_sets()
        } else {
            self.sets
        };
        self.sets = known & !sets;
    }

    /// Asks for what is missing, or refuses.
    pub(super) fn require(&mut self, missing: &[usize], calls: &mut dyn Callbacks) -> Bound<()> {
        if missing.is_empty() {
            return Ok(());
        }
        let table = self.table.clone();
        let fields: Vec<PromptField<'_>> = missing
            .iter()
            .map(|at| {
                let parameter = &table.parameters[*at];
                let place = table.facts().parameters[*at].place(self.sets);
                let help = place
                    .and_then(|place| parameter.sets.get(place.at))
                    .and_then(|entry| entry.help.as_ref());
                PromptField { parameter, help }
            })
            .collect();
        let Some(values) = calls.prompt(&fields)?.filter(|values| !values.is_empty()) else {
            let names = names_of(missing.iter().map(|at| &table.parameters[*at]));
            let text = format!(
                "Cannot process command because of one or more missing mandatory parameters:{names}."
            );
            return Err(Problem::new("MissingMandatoryParameter", text)
                .parameter(&names.into())
                .into());
        };
        let flags = Flags {
            coerce: true,
            ..Flags::default()
        };
        for (parameter, value) in missing.iter().zip(values) {
            self.bind_value(*parameter, &Argument::positional(value, None), flags, calls)?;
        }
        Ok(())
    }

    /// What an item did not bring, as PowerShell lists it.
    pub(super) fn missing_names(&self, missing: &[usize]) -> String {
        let table = Arc::clone(&self.table);
        names_of(missing.iter().map(|at| &table.parameters[*at]))
    }
}

fn names_of<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> String {
    parameters
        .map(|parameter| format!(" {}", parameter.name))
        .collect()
}

/// What input cannot bring of a set, and of all.
fn required_in(missing: &[Missing], set: Sets) -> Vec<usize> {
    missing
        .iter()
        .filter(|entry| entry.set & set != 0)
        .flat_map(|entry| entry.other.iter().copied())
        .collect()
}

fn latch_on_default(missing: &[Missing], default: Sets) -> bool {
    let others = || {
        missing
            .iter()
            .filter(|entry| !entry.all() && !entry.default)
    };
    let other_takes_input = others().any(|entry| entry.piped() && entry.other.is_empty());
    let other_by_name = others().any(|entry| entry.by_name);
    let own = missing.iter().find(|entry| entry.set == default);
    let own_takes =
        own.is_some_and(|own| own.by_name && !other_by_name || own.piped() && !other_takes_input);
    own_takes
        || !other_takes_input
        || missing
            .iter()
            .any(|entry| entry.all() && !entry.other.is_empty())
}

/// Whether exactly one set has something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    None,
    Set(Sets),
    Several,
}

impl Only {
    fn of(missing: &[Missing], sets: Sets, has: impl Fn(&Missing) -> bool) -> Self {
        let mut found = missing
            .iter()
            .filter(|entry| entry.set & sets != 0 && !entry.all() && has(entry));
        match (found.next(), found.next()) {
            (None, _) => Self::None,
            (Some(only), None) => Self::Set(only.set),
            _ => Self::Several,
        }
    }
}

//! Pipeline input: each item is bound by value and by property name, as it is before converted.

use super::error::{Bound, Class, Fault, Problem, message};
use super::index::Sets;
use super::sets::count;
use super::value::Flags;
use super::{Argument, Binding, Callbacks, convert};
use stint_object::error_record::ErrorObject;
use stint_object::types::system::exceptions;
use stint_object::{Flow, Result, Value};

/// What became of an item.
#[derive(Debug)]
pub enum Item {
    /// Bound: the command processes it.
    Bound,
    /// Not: the error is written, and the next item follows.
    Refused(ErrorObject),
}

/// The four ways, in order.
#[derive(Clone, Copy)]
struct Pass {
    by_name: bool,
    coerce: bool,
}

const PASSES: [Pass; 4] = [
    Pass {
        by_name: false,
        coerce: false,
    },
    Pass {
        by_name: true,
        coerce: false,
    },
    Pass {
        by_name: false,
        coerce: true,
    },
    Pass {
        by_name: true,
        coerce: true,
    },
];

impl Binding {
    /// Binds the next item of the pipeline, after what the last one bound was taken back.
    ///
    /// # Errors
    /// Control flow out of a script block; what is wrong with the item itself is in [`Item::Refused`].
    pub fn bind_item(&mut self, item: &Value, calls: &mut dyn Callbacks) -> Result<Item> {
        if self.bind_again(item, calls)? {
            return Ok(Item::Bound);
        }
        let fault = match self.bind_input(item, calls) {
            Ok(true) => match self.missing_after(item) {
                None => return Ok(Item::Bound),
                Some(problem) => problem.into(),
            },
            Ok(false) => {
                self.restore(calls)?;
                refused(item, "InputObjectNotBound", "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.".into()).into()
            }
            Err(fault) => {
                self.restore(calls)?;
                fault
            }
        };
        match with_target(fault, item).surface(calls) {
            Flow::Error(error) => Ok(Item::Refused(error)),
            flow => Err(flow),
        }
    }

    /// The short way: the last item was bound to the only parameter that takes input, as it was; so may this one be.
    fn bind_again(&mut self, item: &Value, calls: &mut dyn Callbacks) -> Result<bool> {
        let Some(parameter) = self.again else {
            return Ok(false);
        };
        match self.replace_value(parameter, item, calls) {
            Ok(true) => Ok(true),
            // The long way says what is wrong.
            Ok(false) | Err(Fault::Problem(_)) => {
                self.again = None;
                Ok(false)
            }
            Err(Fault::Flow(flow)) => Err(flow),
        }
    }

    /// Takes back what the last item bound.
    ///
    /// # Errors
    /// What storing a default again throws.
    pub fn restore(&mut self, calls: &mut dyn Callbacks) -> Result<()> {
        for parameter in std::mem::take(&mut self.piped) {
            self.release(parameter, calls)?;
        }
        Ok(())
    }

    fn missing_after(&mut self, item: &Value) -> Option<Problem> {
        if !self.index().any_mandatory {
            return None;
        }
        let missing = self
            .missing_mandatory(count(self.sets), false)
            .unwrap_or_default();
        if missing.is_empty() {
            return None;
        }
        let names = self.missing_names(&missing);
        let text = format!(
            "The input object cannot be bound because it did not contain the information required to bind all mandatory parameters: {names}"
        );
        Some(refused(item, "InputObjectMissingMandatory", text))
    }

    fn bind_input(&mut self, item: &Value, calls: &mut dyn Callbacks) -> Bound<bool> {
        let waiting = !self.delayed.is_empty();
        let given = waiting && self.bind_delayed(item, calls)?;
        let mut bound = given;
        if !waiting || given {
            bound |= self.bind_by_passes(item, calls)?;
        }
        self.settle()?;
        Ok(bound)
    }

    fn bind_by_passes(&mut self, item: &Value, calls: &mut dyn Callbacks) -> Bound<bool> {
        self.restore(calls)?;
        self.sets = self.sets_before_input;
        self.find_candidates();
        let mut bound = false;
        let prefers = self.preferred != 0;
        let mut valid = if prefers { self.preferred } else { self.sets };
        let mut at_once = false;
        for step in 0..if prefers { 2 } else { 1 } {
            for pass in PASSES {
                if self.bind_pass(item, pass, valid, calls)? {
                    at_once |= !pass.by_name && !pass.coerce;
                    if !prefers || step == 1 {
                        self.check_sets(true, true)?;
                        valid = self.sets;
                    }
                    bound = true;
                }
            }
            if prefers && step == 0 {
                if self.sets == self.preferred {
                    break;
                }
                valid = self.sets & !self.preferred;
            }
        }
        self.check_sets(false, true)?;
        if !self.defaults.in_use {
            self.bind_defaults(calls)?;
        }
        // The next item goes the same way where the sets were decided by the first look at them.
        let decided = !prefers || self.sets == self.preferred;
        let alone = at_once && decided && self.delayed.is_empty() && self.defaults.is_empty();
        if let ([only], [candidate]) = (&self.piped[..], &self.candidates[..])
            && alone
            && only == candidate
        {
            self.again = Some(*only);
        }
        Ok(bound)
    }

    /// The unbound parameters that take input, the last first: what the passes look at for one item.
    fn find_candidates(&mut self) {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        let takes = |at: &usize| self.facts(*at).piped && !self.parameter(*at).refused;
        candidates.extend(self.unbound.iter().copied().rev().filter(takes));
        self.candidates = candidates;
    }

    /// One pass: the default set, then the others.
    fn bind_pass(
        &mut self,
        item: &Value,
        pass: Pass,
        valid: Sets,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let default = self.index().default;
        let mut valid = valid;
        if valid & default != 0 {
            if self.bind_pass_in(item, pass, default, calls)? {
                return Ok(true);
            }
            valid &= !default;
        }
        self.bind_pass_in(item, pass, valid, calls)
    }

    fn bind_pass_in(
        &mut self,
        item: &Value,
        pass: Pass,
        valid: Sets,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let mut bound = false;
        for at in 0..self.candidates.len() {
            let parameter = self.candidates[at];
            let facts = self.facts(parameter);
            if !facts.within(valid) || !self.unbound.contains(&parameter) {
                continue;
            }
            let takes = facts
                .places(valid)
                .filter(|p| if pass.by_name { p.by_name } else { p.by_value })
                .count();
            for _ in 0..takes {
                if self.bind_from(item, parameter, pass, calls)? {
                    bound = true;
                    break;
                }
            }
        }
        Ok(bound)
    }

    /// Binds the item, or its property, to one parameter.
    fn bind_from(
        &mut self,
        item: &Value,
        parameter: usize,
        pass: Pass,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        let value = match pass.by_name {
            false => item.clone(),
            true => match self.property_for(item, parameter)? {
                Some(value) => value,
                None => return Ok(false),
            },
        };
        if matches!(value, Value::Nothing) {
            return Ok(false);
        }
        let flags = Flags {
            coerce: pass.coerce,
            ..Flags::default()
        };
        let argument = Argument::positional(value, None);
        match self.bind_argument(parameter, &argument, self.sets, flags, calls) {
            Ok(true) => {
                self.piped.push(parameter);
                Ok(true)
            }
            Ok(false) => Ok(false),
            Err(Fault::Problem(problem)) if problem.class == Class::Plain => Ok(false),
            Err(Fault::Problem(problem)) if !pass.by_name && is_cast_failure(&problem) => Ok(false),
            Err(fault) => Err(self.elaborate(fault)),
        }
    }

    /// The item's property that a parameter takes: by its name, then by its aliases.
    fn property_for(&self, item: &Value, parameter: usize) -> Bound<Option<Value>> {
        if item.is_null() {
            return Ok(None);
        }
        let entry = self.parameter(parameter);
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            if let Some(value) = convert::property(item, name)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Runs the script blocks that stand for arguments; gives whether all were bound.
    fn bind_delayed(&mut self, item: &Value, calls: &mut dyn Callbacks) -> Bound<bool> {
        let mut all = true;
        for (parameter, block, site) in self.delayed.clone() {
            let name = self.parameter(parameter).name.clone();
            let output =
                calls
                    .call(&block, Some(item.clone()), &[])
                    .map_err(|flow| {
                        match message(&flow) {
                None => Fault::from(flow),
                Some((text, inner)) => Problem::new(
                    "ScriptBlockArgumentInvocationFailed",
                    format!("The input to the script block for parameter '{name}' failed. {text}"),
                )
                .parameter(&name)
                .inner(inner)
                .at(site)
                .into(),
            }
                    })?;
            if output.is_empty() {
                let text = format!(
                    "Cannot evaluate parameter '{name}' because its argument input did not produce any output."
                );
                return Err(Problem::new("ScriptBlockArgumentNoOutput", text)
                    .parameter(&name)
                    .at(site)
                    .into());
            }
            let argument =
                Argument::positional(Value::collected(output), site.map(|site| site.element));
            let flags = Flags {
                coerce: true,
                ..Flags::default()
            };
            all &= self.bind_value(parameter, &argument, flags, calls)?;
        }
        Ok(all)
    }
}

/// A value that does not convert is simply not for this parameter.
pub(super) fn is_cast_failure(problem: &Problem) -> bool {
    let mut exception = problem.inner.clone();
    for _ in 0..2 {
        if exception
            .ty()
            .is_some_and(|ty| ty.is(exceptions::PS_INVALID_CAST))
        {
            return true;
        }
        exception = match exception.data() {
            Some(stint_object::Data::Exception(data)) => data.inner.clone(),
            _ => return false,
        };
    }
    false
}

fn refused(item: &Value, id: &str, text: String) -> Problem {
    let mut problem = Problem::new(id, text);
    problem.specified = super::error::specified(item);
    problem
}

fn with_target(fault: Fault, item: &Value) -> Fault {
    match fault {
        Fault::Problem(mut problem) => {
            problem.target = item.clone();
            Fault::Problem(problem)
        }
        flow @ Fault::Flow(_) => flow,
    }
}

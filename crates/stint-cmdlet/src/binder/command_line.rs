//! The command line: the passes in their order.

use super::error::{Bound, Fault, Problem};
use super::index::Sets;
use super::value::Flags;
use super::{Argument, Binding, Callbacks, Request};
use crate::ParameterTable;
use std::sync::Arc;
use stint_object::types::system;
use stint_object::{Data, Flow, Result, Type};

impl Binding {
    /// Binds the command line. After it, a script evaluates the defaults of [`Binding::unbound`] parameters.
    ///
    /// # Errors
    /// PowerShell's binding errors, through [`Callbacks::raise`].
    pub fn begin(request: Request, calls: &mut dyn Callbacks) -> Result<Self> {
        let dynamic = request.dynamic;
        let mut binding = Self::new(request);
        binding
            .run(dynamic, calls)
            .map_err(|fault| fault.surface(calls))?;
        Ok(binding)
    }

    fn run(&mut self, dynamic: bool, calls: &mut dyn Callbacks) -> Bound<()> {
        // Explicit arguments come before those of a splatted hashtable.
        self.arguments
            .sort_by_key(|argument| argument.from_hashtable);
        if !self.table.advanced {
            return self.run_simple(calls);
        }
        self.find_defaults(calls)?;
        self.join_values()?;
        self.bind_named(calls)?;
        let mut failure = self.bind_positional(calls)?;
        self.bind_defaults(calls)?;
        self.check_sets(true, false)?;
        if let Some((name, site)) = &self.refused {
            return Err(super::error::refused(name, &self.command, *site));
        }
        if dynamic {
            let second = self.bind_dynamic(calls)?;
            failure = failure.or(second);
            self.find_defaults(calls)?;
        }
        self.bind_defaults(calls)?;
        self.bind_remaining(calls)?;
        self.refuse_leftovers(failure)?;
        self.finish(calls)
    }

    /// A function without `[CmdletBinding()]`: no sets, nothing is refused.
    fn run_simple(&mut self, calls: &mut dyn Callbacks) -> Bound<()> {
        self.join_values()?;
        self.bind_named(calls)?;
        self.bind_positional(calls)?;
        self.collect_args();
        Ok(())
    }

    /// Chooses the set and asks for what is missing.
    fn finish(&mut self, calls: &mut dyn Callbacks) -> Bound<()> {
        let input = self.expects_input;
        let mut possible = self.check_sets(input, !input)?;
        if possible == 1 && !self.defaults.in_use {
            self.bind_defaults(calls)?;
        }
        if possible > 1 && input {
            let sets = self.sets_with_input();
            if sets != self.sets {
                self.sets = sets;
                possible = self.check_sets(true, false)?;
            }
        }
        let missing = self
            .missing_mandatory(possible, input)
            .map_err(|fault| self.elaborate(fault))?;
        self.require(&missing, calls)
            .map_err(|fault| self.elaborate(fault))?;
        if !input {
            self.settle()?;
        }
        self.sets_before_input = self.sets;
        Ok(())
    }

    /// Asks for dynamic parameters and binds what is left to them.
    fn bind_dynamic(&mut self, calls: &mut dyn Callbacks) -> Bound<Option<Fault>> {
        let added =
            calls
                .dynamic_parameters(self)
                .map_err(|flow| match super::error::message(&flow) {
                    None => Fault::from(flow),
                    Some((text, inner)) => Problem::new(
                        "GetDynamicParametersException",
                        format!("Cannot retrieve the dynamic parameters for the cmdlet. {text}"),
                    )
                    .inner(inner)
                    .into(),
                })?;
        let Some(added) = added else { return Ok(None) };
        self.add_parameters(&added)?;
        if self.arguments.is_empty() {
            return Ok(None);
        }
        self.join_values()?;
        self.bind_named(calls)?;
        self.bind_positional(calls)
    }

    fn add_parameters(&mut self, added: &ParameterTable) -> Bound<()> {
        let mut table = ParameterTable::clone(&self.table);
        for parameter in &added.parameters {
            if table.position_of(&parameter.name).is_some() {
                let text = format!(
                    "A parameter with the name '{}' was defined multiple times for the command.",
                    parameter.name
                );
                let record = stint_object::error_record::ErrorRecord::new(
                    "ParameterNameAlreadyExistsForCommand",
                    stint_object::error_record::Category::MetadataError,
                    system::exceptions::METADATA,
                    text,
                );
                return Err(Flow::from(record).into());
            }
            let mut parameter = parameter.clone();
            parameter.dynamic = true;
            self.unbound.push(table.parameters.len());
            self.values.push(None);
            table.parameters.push(parameter);
        }
        self.table = Arc::new(table);
        Ok(())
    }

    /// How many parameters are the command's own; those behind are dynamic.
    pub fn static_count(&self) -> usize {
        self.static_count
    }

    /// Binds an argument, or keeps a script block for the pipeline's items.
    pub(super) fn bind_argument(
        &mut self,
        parameter: usize,
        argument: &Argument,
        sets: Sets,
        flags: Flags,
        calls: &mut dyn Callbacks,
    ) -> Bound<bool> {
        if flags.delay && self.waits_for_input(parameter, argument, sets) {
            return self.delay(parameter, argument).map(|()| false);
        }
        match self.bind_value(parameter, argument, flags, calls) {
            Err(Fault::Problem(problem))
                if !flags.coerce && super::pipeline::is_cast_failure(&problem) =>
            {
                Ok(false)
            }
            result => result,
        }
    }

    fn waits_for_input(&self, parameter: usize, argument: &Argument, sets: Sets) -> bool {
        let block = argument.value.as_ref().and_then(|value| value.data());
        self.table.advanced
            && matches!(block, Some(Data::ScriptBlock(_)))
            && self.facts(parameter).piped_within(sets)
            && !takes_block(self.parameter(parameter).ty)
            && !self
                .facts(parameter)
                .collection
                .element()
                .is_some_and(takes_block)
    }

    fn delay(&mut self, parameter: usize, argument: &Argument) -> Bound<()> {
        let entry = self.parameter(parameter);
        if !self.expects_input {
            let text = format!(
                "Cannot evaluate parameter '{}' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input.",
                entry.name
            );
            return Err(Problem::new("ScriptBlockArgumentNoInput", text)
                .class(
                    super::error::Class::Plain,
                    stint_object::error_record::Category::MetadataError,
                )
                .parameter(&entry.name)
                .types(entry.ty, None)
                .at(argument.value_site())
                .into());
        }
        let block = argument.value.clone().unwrap_or_default();
        self.record.push((parameter, block.clone()));
        self.delayed.push((parameter, block, argument.value_site()));
        self.narrow(parameter);
        Ok(())
    }
}

/// Types that a script block is a value of.
fn takes_block(ty: Type) -> bool {
    ty == system::OBJECT || ty == system::SCRIPT_BLOCK
}

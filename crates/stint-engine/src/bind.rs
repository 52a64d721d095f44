//! What the binder asks of the engine: to store a value, to run a script block, to say where an error stands.

use crate::block::Block;
use crate::frame::Slot;
use crate::function::Run;
use crate::pipe::Pipe;
use crate::pipeline::Stage;
use crate::run::expression::eval;
use crate::runspace::Runspace;
use std::sync::Arc;
use stint_cmdlet::binder::{self, Binding, Callbacks, PromptField, Site};
use stint_cmdlet::{Cmdlet, ParameterTable};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Flow, Lock, Result, Str, Value};

/// The binder's calls for a script's parameters.
pub struct ScriptCalls<'a> {
    /// The session.
    pub rs: &'a Runspace,
    /// The script that is called: its slots take the values.
    pub run: &'a Run,
    /// Its stage.
    pub stage: &'a Stage,
    /// Unused depth, kept for nested prompts.
    pub depth: u32,
}

/// The binder's calls for a cmdlet's parameters.
pub struct CmdletCalls<'a> {
    /// The session.
    pub rs: &'a Runspace,
    /// The cmdlet: its fields take the values.
    pub cmdlet: &'a mut dyn Cmdlet,
    /// Its stage.
    pub stage: &'a Stage,
}

/// Names the command and the place in a binding error.
fn raise(rs: &Runspace, stage: &Stage, record: ErrorRecord, site: Option<Site>) -> Flow {
    let extent = stage.site.place(site);
    let at = crate::position::position(
        stage.site.code.source(),
        extent.unwrap_or(stage.site.extent),
    );
    binder::locate(&record, &at);
    let error: ErrorObject = record.into();
    crate::report::place_command(rs, stage, &error, extent);
    error.into()
}

fn call(
    rs: &Runspace,
    stage: &Stage,
    block: &Value,
    item: Option<Value>,
    args: &[Value],
) -> Result<Vec<Value>> {
    let Some(block) = Block::of(block) else {
        return rs.unsupported("a script block of another engine");
    };
    rs.call_in_scope(&stage.site.frame, block, item, args)
}

fn prompt(rs: &Runspace, stage: &Stage, fields: &[PromptField<'_>]) -> Result<Option<Vec<Value>>> {
    if !rs.host.borrow().is_interactive() {
        return Ok(None);
    }
    let asked: Vec<(String, stint_object::Type)> = fields
        .iter()
        .map(|field| (field.parameter.name.to_string(), field.parameter.ty))
        .collect();
    let caption = format!(
        "cmdlet {} at command pipeline position {}",
        stage.command.name, stage.site.place.0
    );
    rs.flush_host();
    rs.host
        .borrow_mut()
        .prompt(
            &caption,
            "Supply values for the following parameters:",
            &asked,
        )
        .map(Some)
}

/// What both kinds of command answer alike.
macro_rules! shared {
    () => {
        fn raise(&mut self, record: ErrorRecord, site: Option<Site>) -> Flow {
            raise(self.rs, self.stage, record, site)
        }
        fn call(
            &mut self,
            block: &Value,
            item: Option<Value>,
            args: &[Value],
        ) -> Result<Vec<Value>> {
            call(self.rs, self.stage, block, item, args)
        }
        fn prompt(&mut self, fields: &[PromptField<'_>]) -> Result<Option<Vec<Value>>> {
            prompt(self.rs, self.stage, fields)
        }
        fn warning(&mut self, text: &str) -> Result<()> {
            crate::report::warning(self.rs, &self.stage.site.frame, None, text)
        }
        fn transform(&mut self, attribute: &Value, value: Value) -> Result<Value> {
            crate::command::attribute::transform(self.rs, attribute, value)
        }
        fn validate(&mut self, attribute: &Value, value: &Value) -> Result<()> {
            crate::command::attribute::validate(self.rs, attribute, value)
        }
        fn aliases(&mut self, command: &str) -> Vec<Str> {
            crate::command::aliases::of(command)
        }
    };
}

impl Callbacks for ScriptCalls<'_> {
    shared!();

    fn assign(&mut self, parameter: usize, value: Option<&Value>) -> Result<()> {
        let Some(param) = self.run.lowered().params.list.get(parameter) else {
            return Ok(());
        };
        let value = match value {
            Some(value) => value.clone(),
            None => self.run.default_of(self.rs, param)?,
        };
        self.run.put_param(self.rs, param, value)
    }

    fn dynamic_parameters(&mut self, bound: &Binding) -> Result<Option<Arc<ParameterTable>>> {
        let Some(body) = &self.run.lowered().dynamic else {
            return Ok(None);
        };
        update_bound(self.run, bound);
        let run = |pipe: &Pipe| self.run.block(self.rs, pipe, Some(body));
        let values = crate::pipe::items_from(self.rs, run)?;
        crate::command::table::dynamic(&values)
    }
}

impl Callbacks for CmdletCalls<'_> {
    shared!();

    fn assign(&mut self, parameter: usize, value: Option<&Value>) -> Result<()> {
        // `begin` has put the table there before anything is bound.
        let table = self.stage.command.table.get();
        let entry = table.and_then(|table| table.parameters.get(parameter));
        if let Some(entry) = entry.filter(|entry| !entry.common) {
            self.cmdlet.set(&entry.name, value.cloned())?;
        }
        Ok(())
    }
}

/// Sets `$PSBoundParameters` to what is bound now.
pub fn update_bound(run: &Run, binding: &Binding) {
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (name, value) in binding.bound() {
        dict.insert(Value::Str(name.clone()), value.clone());
    }
    let value = Value::object(bound_type(), Data::Dict(Lock::new(dict)));
    *run.frame.activation.rare().bound.borrow_mut() = Some(value);
}

/// `PSBoundParametersDictionary`.
pub fn bound_type() -> stint_object::Type {
    crate::objects::BOUND_PARAMETERS
}

/// The error of input to a command that takes none.
pub fn no_input_taken(item: &Value) -> ErrorObject {
    ErrorRecord::new(
        "InputObjectNotBound",
        Category::InvalidArgument,
        exceptions::PARAMETER_BINDING,
        "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.",
    )
    .with_target(item.clone())
    .into()
}

impl Run {
    /// A parameter's default: what is written, or its type's.
    pub fn default_of(&self, rs: &Runspace, param: &crate::block::ParamNode) -> Result<Value> {
        let env = self.env(rs, &Pipe::Null);
        let ty = param.ty(&env)?;
        match &param.default {
            Some(default) => {
                let outer = rs.enter_scope(&self.frame);
                let value = eval(&env, default);
                rs.leave_scope(outer);
                let value = value?;
                match ty {
                    Some(ty) => crate::run::types::convert_for_variable(value, ty, &param.name),
                    None => Ok(value.or_null()),
                }
            }
            None => Ok(self.of_type(ty)),
        }
    }

    /// What an unbound parameter of a type holds.
    pub(crate) fn of_type(&self, ty: Option<stint_object::Type>) -> Value {
        let default = ty.and_then(binder::default_of).unwrap_or_default();
        match (ty, &default) {
            (Some(ty), Value::Int32(_)) if ty != system::INT32 => {
                stint_object::convert::to(&default, ty).unwrap_or(default)
            }
            _ => default,
        }
    }

    /// Puts a value in a parameter's slot, where the parameter's type holds for every assignment.
    pub fn put_param(
        &self,
        rs: &Runspace,
        param: &crate::block::ParamNode,
        value: Value,
    ) -> Result<()> {
        let ty = param.ty(&self.env(rs, &Pipe::Null))?;
        self.frame.replace(param.local.slot, Slot::of(ty, value));
        Ok(())
    }

    /// Gives unbound parameters their defaults, and sets `$PSBoundParameters` and `$args`.
    pub fn after_binding(&self, rs: &Runspace, binding: &Binding) -> Result<()> {
        for at in binding.unbound() {
            if let Some(param) = self.lowered().params.list.get(*at) {
                let value = self.default_of(rs, param)?;
                self.put_param(rs, param, value)?;
            }
        }
        update_bound(self, binding);
        *self.frame.activation.args.borrow_mut() = binding.leftovers().to_vec();
        // Dynamic parameters stand only in `$PSBoundParameters`.
        self.check_params(rs)
    }

    /// Makes parameters with validation attributes variables that check every assignment.
    fn check_params(&self, rs: &Runspace) -> Result<()> {
        let env = self.env(rs, &Pipe::Null);
        for param in &self.lowered().params.list {
            if param.attributes.is_empty() {
                continue;
            }
            let attributes = crate::command::table::checking(&env, param)?;
            if attributes.is_empty() {
                continue;
            }
            let ty = param.ty(&env)?;
            if let Some(variable) = self.frame.variable(param.local.slot, param.local.name) {
                let mut meta = variable.meta.lock();
                meta.ty = ty;
                meta.attributes = attributes;
            }
        }
        Ok(())
    }
}

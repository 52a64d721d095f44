//! Parameter tables of functions, made from their `param` blocks, and of cmdlets, from the facts.

use super::attribute::{self, named, short_name};
use crate::block::{ParamNode, Params};
use crate::context::Env;
use crate::frame::FrameKind;
use crate::function::{Manner, Run};
use crate::node::AttributeNode;
use crate::pipe::Pipe;
use crate::run::expression::eval;
use crate::run::types;
use crate::runspace::Runspace;
use crate::symbol::Symbol;
use std::sync::Arc;
use stint_cmdlet::parameter::{Attribute, Impact, InSet, Parameter};
use stint_cmdlet::{Command, CommandKind, ParameterTable};
use stint_object::types::system;
use stint_object::{Data, Result, Str, Value, access, convert};

/// The table of a cmdlet, with what it does not implement marked.
pub fn of_cmdlet(command: &Arc<Command>) -> Result<Arc<ParameterTable>> {
    if let Some(table) = command.table.get() {
        return Ok(table.clone());
    }
    let table = command
        .entry
        .and_then(stint_cmdlet::facts::implemented)
        .ok_or_else(|| {
            crate::error::not_supported(&format!(
                "the cmdlet {}: nothing is known of its parameters",
                command.name
            ))
        })?;
    Ok(command.table.get_or_init(|| table).clone())
}

/// What an alias stands for at the end; any other command itself.
pub fn resolved(rs: &Runspace, command: &Arc<Command>) -> Option<Arc<Command>> {
    let mut command = command.clone();
    for _ in 0..64 {
        if command.kind != CommandKind::Alias {
            return Some(command);
        }
        let target = command.target.clone();
        command = super::find::lookup(rs, &rs.scope(), &target, Symbol::of(&target))?;
    }
    None
}

/// The parameters of any command, as scripts see them: those of a cmdlet as they are known, whether implemented or not;
/// those of an alias's target. Programs have none.
///
/// # Errors
/// What a script file or the attributes of a function throw.
pub fn of_command(rs: &Runspace, command: &Arc<Command>) -> Result<Option<Arc<ParameterTable>>> {
    let Some(command) = resolved(rs, command) else {
        return Ok(None);
    };
    let block = match command.kind {
        CommandKind::Cmdlet => {
            let known = stint_cmdlet::facts::table(&command.name);
            return Ok(known.or_else(|| command.table.get().cloned()));
        }
        CommandKind::ExternalScript if command.block.is_null() => {
            crate::Block::value(rs.load_script(&command.target)?, rs.scope().module)
        }
        _ => command.block.clone(),
    };
    let Some(block) = crate::Block::of(&block) else {
        return Ok(None);
    };
    let caller = Env {
        rs,
        frame: &rs.scope(),
        out: &Pipe::Null,
        code: &block.code,
    };
    let run = Run::new(&caller, block, None, Manner::Call, FrameKind::Function)?;
    of(&run.env(rs, &Pipe::Null), &run.lowered().params).map(Some)
}

/// The table of a script's parameters.
pub fn of(env: &Env<'_>, params: &Params) -> Result<Arc<ParameterTable>> {
    if let Some(table) = params.table.get() {
        return Ok(table.clone());
    }
    let mut table = ParameterTable {
        advanced: params.advanced,
        positional: true,
        script: true,
        ..ParameterTable::default()
    };
    for attribute in &params.attributes {
        read_binding(env, attribute, &mut table)?;
    }
    for param in &params.list {
        let parameter = parameter(env, param)?;
        for set in parameter.sets.iter().filter_map(|place| place.set.as_ref()) {
            if !table
                .sets
                .iter()
                .any(|known| known.eq_ignore_ascii_case(set))
            {
                table.sets.push(set.clone());
            }
        }
        table.parameters.push(parameter);
    }
    table.assign_positions();
    if table.advanced {
        stint_cmdlet::facts::add_common(&mut table);
    }
    let table = Arc::new(table);
    // Types that a script defines may change: only what stays is kept.
    if table
        .parameters
        .iter()
        .all(|parameter| parameter.ty.class.is_none())
    {
        return Ok(params.table.get_or_init(|| table).clone());
    }
    Ok(table)
}

fn read_binding(env: &Env<'_>, node: &AttributeNode, table: &mut ParameterTable) -> Result<()> {
    match short_name(node).as_str() {
        "cmdletbinding" => {
            table.advanced = true;
            let flag = |name: &str, otherwise: bool| -> Result<bool> {
                Ok(named(env, node, name)?.map_or(otherwise, |value| convert::to_bool(&value)))
            };
            table.should_process = flag("SupportsShouldProcess", false)?;
            table.positional = flag("PositionalBinding", true)?;
            table.paging = flag("SupportsPaging", false)?;
            if let Some(set) = named(env, node, "DefaultParameterSetName")? {
                table.default_set = Some(convert::to_str(&set)?);
            }
            if let Some(impact) = named(env, node, "ConfirmImpact")? {
                table.impact = match convert::to_str(&impact)?.to_ascii_lowercase().as_str() {
                    "none" => Impact::None,
                    "low" => Impact::Low,
                    "high" => Impact::High,
                    _ => Impact::Medium,
                };
            }
        }
        "outputtype" => {
            for argument in &node.positional {
                let value = eval(env, argument)?;
                for item in stint_object::enumerate::to_vec(&value)? {
                    table.outputs.push(match item.data() {
                        Some(Data::Type(ty)) => ty.name().into(),
                        _ => convert::to_str(&item)?,
                    });
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn parameter(env: &Env<'_>, param: &ParamNode) -> Result<Parameter> {
    let ty = match param.types.last() {
        Some(node) => types::resolve(env, node)?,
        None => system::OBJECT,
    };
    let mut parameter = Parameter::new(param.name.clone(), ty);
    parameter.typed = !param.types.is_empty();
    parameter.sets.clear();
    for node in &param.attributes {
        match short_name(node).as_str() {
            "parameter" => parameter.sets.push(place(env, node)?),
            "alias" => {
                for argument in &node.positional {
                    parameter
                        .aliases
                        .push(convert::to_str(&eval(env, argument)?)?);
                }
            }
            _ => parameter.attributes.extend(attribute::build(env, node)?),
        }
    }
    if parameter.sets.is_empty() {
        parameter.sets.push(InSet::default());
    }
    Ok(parameter)
}

fn place(env: &Env<'_>, node: &AttributeNode) -> Result<InSet> {
    let flag = |name: &str| -> Result<bool> {
        Ok(named(env, node, name)?.is_some_and(|value| convert::to_bool(&value)))
    };
    let text = |name: &str| -> Result<Option<Str>> {
        named(env, node, name)?
            .map(|value| convert::to_str(&value))
            .transpose()
    };
    let position = match named(env, node, "Position")? {
        Some(value) => match convert::to(&value, system::INT32)? {
            Value::Int32(position) if position >= 0 => Some(position),
            _ => None,
        },
        None => None,
    };
    let set =
        text("ParameterSetName")?.filter(|set| !set.eq_ignore_ascii_case("__AllParameterSets"));
    Ok(InSet {
        set,
        mandatory: flag("Mandatory")?,
        position,
        from_pipeline: flag("ValueFromPipeline")?,
        by_property_name: flag("ValueFromPipelineByPropertyName")?,
        remaining: flag("ValueFromRemainingArguments")?,
        help: text("HelpMessage")?,
        hidden: flag("DontShow")?,
    })
}

/// The attributes of a parameter that go on checking its variable.
pub fn checking(env: &Env<'_>, param: &ParamNode) -> Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    for node in &param.attributes {
        if short_name(node).starts_with("validate") {
            attributes.extend(attribute::build(env, node)?);
        }
    }
    Ok(attributes)
}

/// The parameters that a `dynamicparam` block gave: a dictionary of `RuntimeDefinedParameter`.
pub fn dynamic(values: &[Value]) -> Result<Option<Arc<ParameterTable>>> {
    let Some(dict) = values.iter().find_map(Value::as_dict) else {
        return Ok(None);
    };
    let entries: Vec<Value> = dict.lock().iter().map(|(_, value)| value.clone()).collect();
    let mut table = ParameterTable {
        advanced: true,
        script: true,
        ..ParameterTable::default()
    };
    for entry in &entries {
        table.parameters.push(runtime_parameter(entry)?);
    }
    Ok(Some(Arc::new(table)))
}

fn runtime_parameter(entry: &Value) -> Result<Parameter> {
    let read = |name: &str| -> Result<Value> {
        Ok(access::get_property(entry, name)?.unwrap_or_default())
    };
    let name = convert::to_str(&read("Name")?)?;
    let ty = match read("ParameterType")?.data() {
        Some(Data::Type(ty)) => *ty,
        _ => system::OBJECT,
    };
    let mut parameter = Parameter::new(name, ty);
    parameter.sets.clear();
    for attribute in stint_object::enumerate::to_vec(&read("Attributes")?)? {
        crate::objects::attribute::read(&attribute, &mut parameter)?;
    }
    if parameter.sets.is_empty() {
        parameter.sets.push(InSet::default());
    }
    Ok(parameter)
}

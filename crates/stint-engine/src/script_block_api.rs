//! The methods of script blocks.

use crate::block::{Block, Code};
use crate::context::Env;
use crate::frame::{Activation, Frame, FrameKind};
use crate::function::{Manner, Run};
use crate::pipe::{self, Pipe};
use crate::runspace::Runspace;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::binder::Argument;
use stint_cmdlet::{Command, CommandKind, ScriptCall};
use stint_object::types::{registry, system};
use stint_object::{Data, Lock, Result, Value, access, convert, enumerate};

/// Calls a method of a script block; `None` if it is not one that the engine must run.
pub fn invoke(
    env: &Env<'_>,
    block: &Block,
    value: &Value,
    name: &str,
    args: &[Value],
) -> Option<Result<Value>> {
    match name.to_ascii_lowercase().as_str() {
        "invoke" => Some(call(env, block, args, Manner::Call).map(collection)),
        "invokereturnasis" => Some(call(env, block, args, Manner::Call).map(Value::collected)),
        "getnewclosure" => Some(closure(env, block)),
        "tostring" => Some(Ok(Value::str(block.code.text()))),
        _ => {
            let _ = value;
            None
        }
    }
}

fn call(env: &Env<'_>, block: &Block, args: &[Value], manner: Manner) -> Result<Vec<Value>> {
    pipe::items_from(env.rs, |pipe| {
        let run = Run::new(&env.to(pipe), block, None, manner, FrameKind::Block)?;
        run.bind_plain(env.rs, Argument::list(args))?;
        run.all(env.rs, pipe)
    })
}

/// A `Collection[PSObject]`.
fn collection(items: Vec<Value>) -> Value {
    let ty =
        registry::close(system::COLLECTION, &[system::PS_OBJECT]).unwrap_or(system::ARRAY_LIST);
    Value::object(ty, Data::List(Lock::new(items)))
}

fn closure(env: &Env<'_>, block: &Block) -> Result<Value> {
    env.rs.new_closure(env, block)
}

/// A property or method of a script block that is not called from a script's own statement.
///
/// # Errors
/// What the block throws, syntax errors of `Create`, or that there is no runspace here.
pub fn member(this: &Value, name: &str, args: &[Value]) -> Result<Value> {
    let rs = Runspace::current()?;
    let scope = rs.scope();
    let Some(block) = Block::of(this) else {
        return Ok(Value::Null);
    };
    let env = Env {
        rs: &rs,
        frame: &scope,
        out: &Pipe::Null,
        code: &block.code,
    };
    match name {
        "File" => Ok(block.code.file().map_or(Value::Null, Value::Str)),
        "IsFilter" => Ok(Value::Bool(block.filter)),
        "Module" => Ok(module(&rs, block)),
        "Id" => convert::to(&Value::str(id(&block.code).to_string()), system::GUID),
        "Attributes" => attributes(&env, block),
        "Ast" => Ok(match &block.code.function {
            Some(function) => crate::parser_api::of_function(function),
            None => crate::parser_api::of_block(&block.code.ast),
        }),
        "StartPosition" => Ok(crate::parser_api::extent_object(
            block.code.source(),
            block.code.ast.extent,
        )),
        "CheckRestrictedLanguage" => restricted(block, args),
        "InvokeWithContext" => with_context(&rs, &scope, this, args).map(collection),
        "Invoke" | "InvokeReturnAsIs" => {
            let args = args.first().map(enumerate::to_vec).transpose()?;
            let args = args.unwrap_or_default();
            invoke(&env, block, this, name, &args).unwrap_or(Ok(Value::Null))
        }
        _ => invoke(&env, block, this, name, args).unwrap_or(Ok(Value::Null)),
    }
}

fn module(rs: &Runspace, block: &Block) -> Value {
    let modules = rs.module_objects().into_iter().map(Value::Object);
    let mut own = modules.filter(|module| rs.module_of_value(module) == Some(block.module));
    own.next().unwrap_or_default()
}

/// The same for the same code.
fn id(code: &Arc<Code>) -> uuid::Uuid {
    uuid::Uuid::from_u128(Arc::as_ptr(code) as usize as u128)
}

/// `[CmdletBinding()]` and the other attributes of its `param` block.
fn attributes(env: &Env<'_>, block: &Block) -> Result<Value> {
    let mut list = Vec::new();
    for node in &block.code.lowered().clone().params.attributes {
        list.extend(crate::command::attribute::object(env, node)?);
    }
    let ty = registry::lookup("System.Attribute")
        .and_then(|attribute| registry::close(system::LIST, &[attribute]))
        .unwrap_or(system::ARRAY_LIST);
    Ok(Value::object(ty, Data::List(Lock::new(list))))
}

/// Runs with functions and variables that only this call has.
fn with_context(
    rs: &Runspace,
    scope: &Rc<Frame>,
    block: &Value,
    args: &[Value],
) -> Result<Vec<Value>> {
    let (functions, variables) = (args.first(), args.get(1));
    let mut outer = Vec::new();
    let module = Block::of(block).map_or(scope.module, |block| block.module);
    let mut inner = Frame::new(
        Arc::default(),
        FrameKind::Block,
        Some(rs.session_scope(scope, module)),
        module,
        Activation::default(),
    );
    inner.caller = Some(scope.clone());
    let inner = Rc::new(inner);
    if let Some(functions) = functions.and_then(Value::as_dict) {
        let entries: Vec<(Value, Value)> = functions
            .lock()
            .iter()
            .map(|(name, body)| (name.clone(), body.clone()))
            .collect();
        for (name, body) in entries {
            if body.is_null() || Block::of(&body).is_none() {
                return Err(no_body(&convert::to_str(&name)?));
            }
            let mut command = Command::new(CommandKind::Function, convert::to_str(&name)?);
            command.block = body;
            rs.define_function(&inner, command)?;
        }
    }
    let variables = variables.map(enumerate::to_vec).transpose()?;
    for variable in variables.into_iter().flatten() {
        let name = convert::to_str(&access::get_property(&variable, "Name")?.unwrap_or_default())?;
        outer.push((
            name,
            access::get_property(&variable, "Value")?.unwrap_or_default(),
        ));
    }
    let named: Vec<(&str, Value)> = outer
        .iter()
        .map(|(name, value)| (&**name, value.clone()))
        .collect();
    let rest = args.get(2).map(enumerate::to_vec).transpose()?;
    let call = ScriptCall {
        args: rest.as_deref().unwrap_or_default(),
        variables: &named,
        new_scope: true,
        ..ScriptCall::default()
    };
    pipe::items_from(rs, |pipe| rs.run_script(&inner, block, call, pipe))
}

fn no_body(name: &str) -> stint_object::Flow {
    stint_object::raise::runtime(
        "NullFunctionBodyInFunctionDefinitionDictionary",
        format!(
            "The script block that defines function '{name}' cannot be null or empty. Provide a non-empty script block in the function definition dictionary, and then try the operation again."
        ),
        Value::Null,
    )
}

/// `CheckRestrictedLanguage`.
fn restricted(block: &Block, args: &[Value]) -> Result<Value> {
    let texts = |value: Option<&Value>| -> Result<Vec<String>> {
        match value {
            Some(list) if !list.is_null() => enumerate::to_vec(list)?
                .iter()
                .map(|item| convert::to_str(item).map(|text| text.to_string()))
                .collect(),
            _ => Ok(Vec::new()),
        }
    };
    let (commands, variables) = (texts(args.first())?, texts(args.get(1))?);
    let environment = args.get(2).is_some_and(convert::to_bool);
    crate::parse_error::check_restricted(&block.code, &commands, &variables, environment)?;
    Ok(Value::Nothing)
}

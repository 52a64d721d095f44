//! `$ExecutionContext.SessionState`: variables, paths and code of the scope that asks.

use crate::block::Block;
use crate::pipe::{self, Pipe};
use crate::runspace::Runspace;
use crate::session::SessionHandle;
use std::path::{Component, Path, PathBuf};
use stint_cmdlet::ScriptCall;
use stint_cmdlet::session::{Scope, Session};
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::{TypeInfo, throw};
use stint_object::{Data, Object, Result, Type, Value, convert};

/// `System.Management.Automation.SessionState`.
pub const SESSION_STATE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.SessionState")
        .properties(&[
            property!(
                "System.Management.Automation.PSVariableIntrinsics PSVariable {get;}",
                |_| plain(VARIABLE_INTRINSICS)
            ),
            property!(
                "System.Management.Automation.PathIntrinsics Path {get;}",
                |_| plain(PATH_INTRINSICS)
            ),
            property!(
                "System.Management.Automation.CommandInvocationIntrinsics InvokeCommand {get;}",
                |_| plain(INVOKE_INTRINSICS)
            ),
            property!("psmoduleinfo Module {get;}", |_| module()),
            property!(
                "System.Management.Automation.PSLanguageMode LanguageMode {get;set;}",
                |_| {
                    crate::automatic::enum_value(
                        "System.Management.Automation.PSLanguageMode",
                        "FullLanguage",
                    )
                }
            ),
        ]);
    Type(&INFO)
};

/// `System.Management.Automation.PSVariableIntrinsics`.
pub const VARIABLE_INTRINSICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSVariableIntrinsics")
        .methods(&[
            method!("psvariable Get(string name)", |_, args| with(|session| {
                let variable = session.variable(args.text(0), &Scope::Default);
                Ok(variable.map(|variable| session.variable_object(&variable)))
            })),
            method!("System.Object GetValue(string name)", |_, args| with(
                |session| Ok(session.variable_value(args.text(0)))
            )),
            method!(
                "System.Object GetValue(string name, System.Object defaultValue)",
                |_, args| with(|session| {
                    let value = session.variable_value(args.text(0));
                    Ok(value.unwrap_or_else(|| args.at(1).clone()))
                })
            ),
            method!("void Set(string name, System.Object value)", |_, args| {
                with(|session| {
                    session.set_variable(args.text(0), args.at(1).clone(), &Scope::Default)
                })
            }),
            method!("void Set(psvariable variable)", |_, args| with(|session| {
                match args
                    .at(0)
                    .payload::<crate::objects::variable::VariableObject>()
                {
                    Some(given) => session.put_variable(given.0.clone(), &Scope::Default, false),
                    None => Err(throw::argument_null("variable")),
                }
            })),
            method!("void Remove(string name)", |_, args| with(|session| {
                session
                    .remove_variable(args.text(0), &Scope::Default, false)
                    .map(|_| ())
            })),
            method!("void Remove(psvariable variable)", |_, args| with(
                |session| match args
                    .at(0)
                    .payload::<crate::objects::variable::VariableObject>()
                {
                    Some(given) => session
                        .remove_variable(&given.0.name, &Scope::Default, false)
                        .map(|_| ()),
                    None => Err(throw::argument_null("variable")),
                }
            )),
        ]);
    Type(&INFO)
};

/// `System.Management.Automation.CommandInvocationIntrinsics`.
pub const INVOKE_INTRINSICS: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.CommandInvocationIntrinsics").methods(&[
            method!("string ExpandString(string source)", |_, args| {
                expand_string(args.text(0))
            }),
            method!(
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script)",
                |_, args| invoke_text(args.text(0), &[])
            ),
            method!(
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, Params System.Object[] args)",
                |_, args| invoke_text(args.text(0), &args.items(1))
            ),
            method!(
                "System.Collections.ObjectModel.Collection[psobject] InvokeScript(bool useLocalScope, scriptblock scriptBlock, System.Collections.IList input, Params System.Object[] args)",
                |_, args| {
                    let call = ScriptCall {
                        args: &args.items(3),
                        input: &args.items(2),
                        new_scope: args.boolean(0),
                        ..ScriptCall::default()
                    };
                    invoke(args.at(1), call)
                }
            ),
            method!(
                "scriptblock NewScriptBlock(string scriptText)",
                |_, args| with(|session| session.script_block(args.text(0), None))
            ),
            method!(
                "System.Management.Automation.CommandInfo GetCommand(string commandName, System.Management.Automation.CommandTypes type)",
                |_, args| with(|session| {
                    let command = session.command(args.text(0));
                    Ok(command.map(|command| session.command_object(&command)))
                })
            ),
        ]);
    Type(&INFO)
};

/// `System.Management.Automation.PathIntrinsics`.
pub const PATH_INTRINSICS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PathIntrinsics")
        .properties(&[
            property!(
                "System.Management.Automation.PathInfo CurrentLocation {get;}",
                |_| Runspace::current().map(|rs| rs.path_info())
            ),
            property!(
                "System.Management.Automation.PathInfo CurrentFileSystemLocation {get;}",
                |_| Runspace::current().map(|rs| rs.path_info())
            ),
        ])
        .methods(&[
            method!(
                "string GetUnresolvedProviderPathFromPSPath(string path)",
                |_, args| unresolved(args.text(0))
            ),
            method!(
                "System.Collections.ObjectModel.Collection[System.Management.Automation.PathInfo] GetResolvedPSPathFromPSPath(string path)",
                |_, args| command("Resolve-Path", &[("Path", args.at(0).clone())])
            ),
            method!("string Combine(string parent, string child)", |_, args| {
                let (parent, child) = (args.at(0).clone(), args.at(1).clone());
                command("Join-Path", &[("Path", parent), ("ChildPath", child)]).map(first)
            }),
            method!("string ParseParent(string path, string root)", |_, args| {
                command("Split-Path", &[("Path", args.at(0).clone())]).map(first)
            }),
            method!("string ParseChildName(string path)", |_, args| {
                let path = ("Path", args.at(0).clone());
                command("Split-Path", &[path, ("Leaf", Value::Bool(true))]).map(first)
            }),
        ]);
    Type(&INFO)
};

/// `$ExecutionContext.SessionState`.
pub fn object() -> Value {
    plain(SESSION_STATE)
}

/// `$ExecutionContext.InvokeCommand`.
pub fn invoke_command() -> Value {
    plain(INVOKE_INTRINSICS)
}

fn plain(ty: Type) -> Value {
    Value::Object(Object::new(ty, Data::Custom))
}

/// The session as the scope that runs sees it.
fn with<T>(work: impl FnOnce(&mut SessionHandle<'_>) -> Result<T>) -> Result<T> {
    let rs = Runspace::current()?;
    let frame = rs.scope();
    work(&mut SessionHandle {
        rs: &rs,
        frame: &frame,
    })
}

fn module() -> Result<Value> {
    let rs = Runspace::current()?;
    let info = rs.module_info(rs.scope().module);
    Ok(info.map_or(Value::Null, |info| {
        Value::Object(crate::module::object::object_of(&info))
    }))
}

fn collection(items: Vec<Value>) -> Value {
    stint_object::types::system::collection::of(stint_object::types::system::PS_OBJECT, items)
}

fn invoke(block: &Value, call: ScriptCall<'_>) -> Result<Value> {
    if Block::of(block).is_none() {
        return Err(throw::argument_null("scriptBlock"));
    }
    with(|session| session.run_block(block, call)).map(collection)
}

fn invoke_text(text: &str, args: &[Value]) -> Result<Value> {
    let block = with(|session| session.script_block(text, None))?;
    let call = ScriptCall {
        args,
        ..ScriptCall::default()
    };
    invoke(&block, call)
}

/// The text as the body of a here-string, which holds quotes as they are.
fn expand_string(text: &str) -> Result<Value> {
    if text.lines().any(|line| line.starts_with("\"@")) {
        return Runspace::current()?
            .unsupported("ExpandString of a text with a line that starts with \"@");
    }
    let code = format!("@\"\n{text}\n\"@");
    let block = with(|session| session.script_block(&code, None))?;
    let made = with(|session| session.run_block(&block, ScriptCall::default()))?;
    made.first().map_or(Ok("".into()), |value| {
        convert::to_str(value).map(Value::Str)
    })
}

fn command(name: &str, named: &[(&str, Value)]) -> Result<Value> {
    let rs = Runspace::current()?;
    let mut named = named.to_vec();
    named.push(("ErrorAction", Value::str("Stop")));
    let (out, list) = Pipe::collect();
    rs.run_named(&rs.scope(), name, &named, &[], &[], &out)?;
    Ok(collection(pipe::take(&list)))
}

fn first(items: Value) -> Value {
    items.items().into_iter().next().unwrap_or_default()
}

/// A path as the file system has it, there or not; `.` and `..` are taken out.
fn unresolved(path: &str) -> Result<Value> {
    let rs = Runspace::current()?;
    let mut whole = PathBuf::new();
    for part in Path::new(&rs.resolve_path(path)).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    Ok(whole.to_string_lossy().as_ref().into())
}

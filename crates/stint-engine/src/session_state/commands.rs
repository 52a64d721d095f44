//! `CommandInvocationIntrinsics`: commands by name, and scripts from text.

use super::{run, with};
use crate::block::Block;
use stint_cmdlet::ScriptCall;
use stint_object::types::native::{Args, method};
use stint_object::types::system::{self, collection};
use stint_object::types::{Method, TypeInfo};
use stint_object::{Result, Type, Value, convert};

/// A text with its variables and subexpressions replaced: what a here-string with that text gives.
fn expand(this: &Value, text: &Value) -> Result<Value> {
    let text = convert::to_str(text)?;
    if text.lines().any(|line| line.starts_with("\"@")) {
        return with(this, |rs, _, _| {
            rs.unsupported("ExpandString of a text with a line that starts with \"@")
        });
    }
    let block = compile(this, &format!("@\"\n{text}\n\"@"))?;
    invoke(this, &block, false, &[], &[]).map(Value::collected)
}

fn compile(this: &Value, text: &str) -> Result<Value> {
    with(this, |rs, frame, _| {
        Ok(Block::value(rs.compile(text, None)?, frame.module))
    })
}

fn invoke(
    this: &Value,
    block: &Value,
    new_scope: bool,
    input: &[Value],
    args: &[Value],
) -> Result<Vec<Value>> {
    with(this, |rs, frame, _| {
        let call = ScriptCall {
            input,
            args,
            new_scope,
            ..ScriptCall::default()
        };
        crate::pipe::items_from(rs, |pipe| rs.run_script(frame, block, call, pipe))
    })
}

fn objects(items: Vec<Value>) -> Value {
    collection::of(system::PS_OBJECT, items)
}

fn command(this: &Value, name: &Value, kinds: &Value) -> Result<Value> {
    let found = run(
        this,
        "Get-Command",
        &[
            ("Name", name.clone()),
            ("CommandType", kinds.clone()),
            ("ErrorAction", Value::str("Ignore")),
        ],
    )?;
    Ok(found.into_iter().next().unwrap_or_default())
}

static METHODS: &[Method] = &[
    method!("string ExpandString(string source)", |this, args| expand(
        this,
        args.at(0)
    )),
    method!(
        "System.Management.Automation.CommandInfo GetCommand(string commandName, System.Management.Automation.CommandTypes type)",
        |this, args| command(this, args.at(0), args.at(1))
    ),
    method!(
        "System.Management.Automation.CmdletInfo GetCmdlet(string commandName)",
        |this, args| command(this, args.at(0), &Value::str("Cmdlet"))
    ),
    method!(
        "scriptblock NewScriptBlock(string scriptText)",
        |this, args| compile(this, args.text(0))
    ),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script)",
        |this, args| {
            let block = compile(this, args.text(0))?;
            invoke(this, &block, true, &[], &[]).map(objects)
        }
    ),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, Params System.Object[] args)",
        |this, args| {
            let block = compile(this, args.text(0))?;
            invoke(this, &block, true, &[], &args.items(1)).map(objects)
        }
    ),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] InvokeScript(bool useLocalScope, scriptblock scriptBlock, System.Collections.IList input, Params System.Object[] args)",
        |this, args| invoke(
            this,
            args.at(1),
            args.boolean(0),
            &args.items(2),
            &args.items(3)
        )
        .map(objects)
    ),
];

/// `System.Management.Automation.CommandInvocationIntrinsics`.
pub const COMMAND_INTRINSICS: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.CommandInvocationIntrinsics")
            .methods(METHODS);
    Type(&INFO)
};

//! `System.Management.Automation.ScriptBlock`. What its members do is the engine's.

use crate::types::native::{Args, method, property};
use crate::types::{Method, Property, TypeInfo, settable};
use crate::{Result, Value, ambient};

fn read(this: &Value, name: &str) -> Result<Value> {
    ambient::block_member(this, name, &[])
}

static PROPERTIES: &[Property] = &[
    property!(
        "System.Collections.Generic.List[System.Attribute] Attributes {get;}",
        |this| read(this, "Attributes")
    ),
    property!("string File {get;}", |this| read(this, "File")),
    property!("bool IsFilter {get;set;}", |this| read(this, "IsFilter")),
    property!("bool IsConfiguration {get;set;}", |_| false),
    property!("psmoduleinfo Module {get;}", |this| read(this, "Module")),
    settable(
        "bool DebuggerHidden {get;set;}",
        |_| Ok(Value::Bool(false)),
        |_, _| Ok(()),
    ),
    property!("guid Id {get;}", |this| read(this, "Id")),
    property!(
        "System.Management.Automation.Language.Ast Ast {get;}",
        |this| read(this, "Ast")
    ),
];

static METHODS: &[Method] = &[
    method!("static scriptblock Create(string script)", |_, args| {
        ambient::script_block(args.text(0))
    }),
    method!(
        "void CheckRestrictedLanguage(System.Collections.Generic.IEnumerable[string] allowedCommands, System.Collections.Generic.IEnumerable[string] allowedVariables, bool allowEnvironmentVariables)",
        |this, args| ambient::block_member(this, "CheckRestrictedLanguage", args)
    ),
    method!("scriptblock GetNewClosure()", |this, args| {
        ambient::block_member(this, "GetNewClosure", args)
    }),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)",
        |this, args| ambient::block_member(this, "Invoke", args)
    ),
    method!(
        "System.Object InvokeReturnAsIs(Params System.Object[] args)",
        |this, args| ambient::block_member(this, "InvokeReturnAsIs", args)
    ),
    method!(
        "System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(System.Collections.IDictionary functionsToDefine, System.Collections.Generic.List[System.Management.Automation.PSVariable] variablesToDefine, Params System.Object[] args)",
        |this, args| ambient::block_member(this, "InvokeWithContext", args)
    ),
    method!("string ToString()", |this, args| ambient::block_member(
        this, "ToString", args
    )),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ScriptBlock")
    .properties(PROPERTIES)
    .methods(METHODS);

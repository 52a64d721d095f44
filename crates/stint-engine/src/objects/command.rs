//! `CommandInfo` and its kin.

use crate::command::object::command_of;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_object::types::{Property, TypeInfo, property, registry};
use stint_object::{Result, Type, Value};

macro_rules! kinds {
    ($($(#[$doc:meta])* $constant:ident = $name:literal : $base:expr => $properties:expr),* $(,)?) => {
        $($(#[$doc])* pub const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class($name).base($base).properties($properties);
            Type(&INFO)
        };)*
    };
}

/// `CommandInfo`.
pub const COMMAND_INFO: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.CommandInfo").properties(COMMON);
    Type(&INFO)
};

static COMMON: &[Property] = &[
    property("string Name {get;}", |this| {
        read(this, |command| Value::str(command.name.clone()))
    }),
    property(
        "System.Management.Automation.CommandTypes CommandType {get;}",
        |this| {
            read(this, |command| {
                crate::automatic::enum_value(
                    "System.Management.Automation.CommandTypes",
                    command.kind.name(),
                )
            })
        },
    ),
    property("string Source {get;}", |this| read(this, source)),
    property("version Version {get;}", |this| {
        read(this, |command| version(command))
    }),
    property("string ModuleName {get;}", |this| {
        read(this, |command| Value::str(command.module.clone()))
    }),
    property("string Definition {get;}", |this| read(this, definition)),
    property("System.Object Visibility {get;set;}", |_| {
        Ok(Value::str("Public"))
    }),
];

static CMDLET: &[Property] = &[
    property("string Verb {get;}", |this| {
        read(this, |command| part(command, 0))
    }),
    property("string Noun {get;}", |this| {
        read(this, |command| part(command, 1))
    }),
    property("string DefaultParameterSet {get;}", |this| {
        read(this, |command| {
            command
                .table
                .get()
                .and_then(|table| table.default_set.clone())
                .into()
        })
    }),
    property("type ImplementingType {get;}", |this| {
        read(this, |command| {
            command
                .entry
                .and_then(|entry| registry::lookup(entry.class))
                .map_or(Value::Null, Value::from)
        })
    }),
];

static BLOCK: &[Property] = &[
    property("scriptblock ScriptBlock {get;}", |this| {
        read(this, |command| command.block.clone())
    }),
    property("bool CmdletBinding {get;}", |this| {
        read(this, |command| {
            Value::Bool(
                crate::Block::of(&command.block)
                    .is_some_and(|block| block.code.lowered().params.advanced),
            )
        })
    }),
    property("string Verb {get;}", |this| {
        read(this, |command| part(command, 0))
    }),
    property("string Noun {get;}", |this| {
        read(this, |command| part(command, 1))
    }),
];

static ALIAS: &[Property] = &[
    property("string DisplayName {get;}", |this| {
        read(this, |command| {
            Value::str(format!("{} -> {}", command.name, command.target))
        })
    }),
    property(
        "System.Management.Automation.CommandInfo ReferencedCommand {get;}",
        referenced,
    ),
    property(
        "System.Management.Automation.CommandInfo ResolvedCommand {get;}",
        referenced,
    ),
    property("string ResolvedCommandName {get;}", |this| {
        read(this, |command| Value::str(command.target.clone()))
    }),
    property(
        "System.Management.Automation.ScopedItemOptions Options {get;set;}",
        |this| {
            read(this, |command| {
                match registry::lookup("System.Management.Automation.ScopedItemOptions") {
                    Some(ty) => Value::object(
                        ty,
                        stint_object::Data::Enum(i64::from(*command.options.lock())),
                    ),
                    None => Value::str("None"),
                }
            })
        },
    ),
    property("string Description {get;set;}", |this| {
        read(this, |command| {
            Value::str(command.description.lock().clone())
        })
    }),
];

static FILE: &[Property] = &[property("string Path {get;}", |this| {
    read(this, |command| Value::str(command.target.clone()))
})];

kinds!(
    /// A cmdlet.
    CMDLET_INFO = "System.Management.Automation.CmdletInfo": COMMAND_INFO => CMDLET,
    /// A function.
    FUNCTION_INFO = "System.Management.Automation.FunctionInfo": COMMAND_INFO => BLOCK,
    /// A filter.
    FILTER_INFO = "System.Management.Automation.FilterInfo": FUNCTION_INFO => &[],
    /// An alias.
    ALIAS_INFO = "System.Management.Automation.AliasInfo": COMMAND_INFO => ALIAS,
    /// A script file.
    EXTERNAL_SCRIPT_INFO = "System.Management.Automation.ExternalScriptInfo": COMMAND_INFO => FILE,
    /// A program.
    APPLICATION_INFO = "System.Management.Automation.ApplicationInfo": COMMAND_INFO => FILE,
    /// A script block.
    SCRIPT_INFO = "System.Management.Automation.ScriptInfo": COMMAND_INFO => BLOCK,
);

fn read(this: &Value, read: impl FnOnce(&Arc<Command>) -> Value) -> Result<Value> {
    Ok(command_of(this).map_or(Value::Null, |command| read(&command)))
}

fn referenced(this: &Value) -> Result<Value> {
    let Some(command) = command_of(this) else {
        return Ok(Value::Null);
    };
    let rs = crate::Runspace::current()?;
    let found = crate::command::find::lookup(
        &rs,
        &rs.scope(),
        &command.target,
        crate::Symbol::of(&command.target),
    );
    Ok(found.map_or(Value::Null, |found| {
        crate::command::object::object_of(&found)
    }))
}

fn source(command: &Arc<Command>) -> Value {
    use stint_cmdlet::CommandKind::{Application, ExternalScript};
    match command.kind {
        Application | ExternalScript => Value::str(command.target.clone()),
        _ => Value::str(command.module.clone()),
    }
}

fn version(command: &Command) -> Value {
    let text = match command.kind {
        stint_cmdlet::CommandKind::Cmdlet
            if &*command.module == "Microsoft.PowerShell.ThreadJob" =>
        {
            "2.2.0"
        }
        stint_cmdlet::CommandKind::Cmdlet => "7.0.0.0",
        stint_cmdlet::CommandKind::Application => "0.0.0.0",
        _ => return Value::Null,
    };
    registry::lookup("System.Version")
        .and_then(|ty| stint_object::convert::to(&Value::str(text), ty).ok())
        .unwrap_or_default()
}

fn definition(command: &Arc<Command>) -> Value {
    use stint_cmdlet::CommandKind::{Alias, Application, Cmdlet, ExternalScript};
    match command.kind {
        Alias | Application => Value::str(command.target.clone()),
        ExternalScript => {
            std::fs::read_to_string(&*command.target).map_or(Value::Null, Value::from)
        }
        Cmdlet => stint_cmdlet::facts::of(&command.name).map_or(Value::Null, |facts| {
            Value::str(stint_cmdlet::usage::definition(&facts.name, &facts.table))
        }),
        _ => crate::Block::of(&command.block)
            .map_or(Value::Null, |block| Value::str(block.code.text())),
    }
}

fn part(command: &Command, which: usize) -> Value {
    let (verb, noun) = command.name.split_once('-').unwrap_or(("", ""));
    Value::str(if which == 0 { verb } else { noun })
}

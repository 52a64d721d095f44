//! `CommandInfo` and its kin.

use super::help_links::HELP_URI;
use crate::command::object::{command_of, object_of};
use crate::command::table;
use std::path::Path;
use std::sync::Arc;
use stint_cmdlet::enumerations::{
    COMMAND_TYPES, REMOTING_CAPABILITY, SCOPED_ITEM_OPTIONS, VISIBILITY as VISIBILITIES,
};
use stint_cmdlet::{Command, CommandKind, ParameterTable};
use stint_object::members::{CodeProperty, Member};
use stint_object::types::{Method, Property, TypeInfo, method, property, registry, settable};
use stint_object::{Data, Result, Type, Value, convert};

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
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CommandInfo")
        .properties(COMMON)
        .methods(COMMON_METHODS)
        .extended(&[("HelpUri", Member::Code(&HELP_URI))]);
    Type(&INFO)
};

const SOURCE: Property = property("string Source {get;}", |this| read(this, source));
const VERSION: Property = property("version Version {get;}", |this| {
    read(this, |command| version(command))
});
const DEFINITION: Property = property("string Definition {get;}", |this| read(this, definition));
const VISIBILITY: Property = settable(
    "System.Management.Automation.SessionStateEntryVisibility Visibility {get;set;}",
    |_| Ok(Value::object(VISIBILITIES, Data::Enum(0))),
    |_, _| Ok(()),
);
const OUTPUT_TYPE: Property = property(
    "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.PSTypeName] OutputType {get;}",
    |this| with_table(this, |table| super::type_name::collection(&table.outputs)),
);

/// The members that every command has, in the order in which .NET declares them.
static COMMON: &[Property] = &[
    property("string Name {get;}", |this| {
        read(this, |command| Value::str(command.name.clone()))
    }),
    property(
        "System.Management.Automation.CommandTypes CommandType {get;}",
        |this| {
            read(this, |command| {
                Value::object(COMMAND_TYPES, Data::Enum(command.kind as i64))
            })
        },
    ),
    SOURCE,
    VERSION,
    DEFINITION,
    VISIBILITY,
    property("string ModuleName {get;}", |this| {
        read(this, |command| Value::str(command.module.clone()))
    }),
    property("psmoduleinfo Module {get;}", |this| read(this, module)),
    property(
        "System.Management.Automation.RemotingCapability RemotingCapability {get;}",
        |_| Ok(Value::object(REMOTING_CAPABILITY, Data::Enum(1))),
    ),
    property(
        "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata] Parameters {get;}",
        |this| with_table(this, stint_cmdlet::metadata::parameters),
    ),
    property(
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterSetInfo] ParameterSets {get;}",
        |this| with_table(this, stint_cmdlet::metadata::parameter_sets),
    ),
    OUTPUT_TYPE,
];

static COMMON_METHODS: &[Method] = &[
    method(
        "System.Management.Automation.ParameterMetadata ResolveParameter(string name)",
        resolve_parameter,
    ),
    method("string ToString()", |this, _| {
        read(this, |command| Value::str(command.name.clone()))
    }),
];

static CMDLET: &[Property] = &[
    VERB,
    NOUN,
    HELP_FILE,
    SNAP_IN,
    VERSION,
    property("type ImplementingType {get;}", |this| {
        read(this, |command| {
            command
                .entry
                .map_or(Value::Null, |entry| implementing_type(entry.class).into())
        })
    }),
    DEFINITION,
    DEFAULT_SET,
    OUTPUT_TYPE,
    OPTIONS,
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
    DEFAULT_SET,
    DEFINITION,
    OPTIONS,
    DESCRIPTION,
    VERB,
    NOUN,
    HELP_FILE,
    OUTPUT_TYPE,
];

static SCRIPT: &[Property] = &[
    property("scriptblock ScriptBlock {get;}", |this| {
        read(this, |command| command.block.clone())
    }),
    DEFINITION,
    OUTPUT_TYPE,
];

static ALIAS: &[Property] = &[
    property(
        "System.Management.Automation.CommandInfo ReferencedCommand {get;}",
        referenced,
    ),
    property(
        "System.Management.Automation.CommandInfo ResolvedCommand {get;}",
        resolved,
    ),
    DEFINITION,
    OPTIONS,
    DESCRIPTION,
    OUTPUT_TYPE,
];

static PROGRAM: &[Property] = &[
    PATH,
    property("string Extension {get;}", |this| {
        read(this, |command| {
            let extension = Path::new(&*command.target).extension();
            extension.map_or(Value::str(""), |text| {
                Value::str(format!(".{}", text.to_string_lossy()))
            })
        })
    }),
    DEFINITION,
    SOURCE,
    VERSION,
    VISIBILITY,
    OUTPUT_TYPE,
];

static FILE: &[Property] = &[
    PATH,
    DEFINITION,
    SOURCE,
    VISIBILITY,
    property("scriptblock ScriptBlock {get;}", |this| {
        match command_of(this) {
            Some(command) => block_of(&*crate::Runspace::current()?, &command),
            None => Ok(Value::Null),
        }
    }),
    OUTPUT_TYPE,
    property("string ScriptContents {get;}", |this| {
        read(this, definition)
    }),
];

const VERB: Property = property("string Verb {get;}", |this| {
    read(this, |command| part(command, 0))
});
const NOUN: Property = property("string Noun {get;}", |this| {
    read(this, |command| part(command, 1))
});
const HELP_FILE: Property = property("string HelpFile {get;}", |this| {
    read(this, |command| match command.kind {
        CommandKind::Cmdlet => Value::str(""),
        _ => Value::Null,
    })
});
const PATH: Property = property("string Path {get;}", |this| {
    read(this, |command| Value::str(command.target.clone()))
});
const SNAP_IN: Property = property(
    "System.Management.Automation.PSSnapInInfo PSSnapIn {get;}",
    |this| {
        read(this, |command| match &*command.module {
            module @ "Microsoft.PowerShell.Core" => module.into(),
            _ => Value::Null,
        })
    },
);
const DEFAULT_SET: Property = property("string DefaultParameterSet {get;}", |this| {
    with_table(this, |table| table.default_set.clone().into())
});
const DESCRIPTION: Property = settable(
    "string Description {get;set;}",
    |this| {
        read(this, |command| {
            Value::str(command.description.lock().clone())
        })
    },
    |this, value| {
        if let Some(command) = command_of(this) {
            *command.description.lock() = convert::to_str(&value)?;
        }
        Ok(())
    },
);
const OPTIONS: Property = settable(
    "System.Management.Automation.ScopedItemOptions Options {get;set;}",
    |this| {
        read(this, |command| {
            let bits = i64::from(*command.options.lock());
            Value::object(SCOPED_ITEM_OPTIONS, Data::Enum(bits))
        })
    },
    |this, value| {
        if let (Some(command), Some(Data::Enum(bits))) = (command_of(this), value.data()) {
            *command.options.lock() = u32::try_from(*bits).unwrap_or_default();
        }
        Ok(())
    },
);

kinds!(
    /// A cmdlet.
    CMDLET_INFO = "System.Management.Automation.CmdletInfo": COMMAND_INFO => CMDLET,
    /// A function.
    FUNCTION_INFO = "System.Management.Automation.FunctionInfo": COMMAND_INFO => BLOCK,
    /// A filter.
    FILTER_INFO = "System.Management.Automation.FilterInfo": FUNCTION_INFO => &[],
    /// A script file.
    EXTERNAL_SCRIPT_INFO = "System.Management.Automation.ExternalScriptInfo": COMMAND_INFO => FILE,
    /// A program.
    APPLICATION_INFO = "System.Management.Automation.ApplicationInfo": COMMAND_INFO => PROGRAM,
    /// A script block.
    SCRIPT_INFO = "System.Management.Automation.ScriptInfo": COMMAND_INFO => SCRIPT,
);

/// An alias.
pub const ALIAS_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.AliasInfo")
        .base(COMMAND_INFO)
        .properties(ALIAS)
        .extended(&[
            ("ResolvedCommandName", Member::Code(&RESOLVED_NAME)),
            ("DisplayName", Member::Code(&DISPLAY_NAME)),
        ]);
    Type(&INFO)
};

/// Type data: what an alias stands for.
static RESOLVED_NAME: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object ResolvedCommandName {get=$this.ResolvedCommand.Name;}",
    get: |this| {
        let found = command_of(this).and_then(|command| resolved_command(&command));
        Ok(found.map_or(Value::Null, |found| Value::str(found.name.clone())))
    },
    set: None,
};

/// Type data: `gci -> Get-ChildItem`.
static DISPLAY_NAME: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object DisplayName {get=if ($null -ne $this.ResolvedCommand)\n          {\n          $this.Name + \" -> \" + $this.ResolvedCommand.Name\n          }\n          else\n          {\n          $this.Name + \" -> \" + $this.Definition\n          };}",
    get: |this| {
        read(this, |command| {
            let target = resolved_command(command)
                .map_or_else(|| command.target.clone(), |found| found.name.clone());
            Value::str(format!("{} -> {target}", command.name))
        })
    },
    set: None,
};

/// The command behind an alias, itself if it is none.
pub(super) fn resolved_command(command: &Arc<Command>) -> Option<Arc<Command>> {
    table::resolved(&*crate::Runspace::current().ok()?, command)
}

fn read(this: &Value, read: impl FnOnce(&Arc<Command>) -> Value) -> Result<Value> {
    Ok(command_of(this).map_or(Value::Null, |command| read(&command)))
}

fn with_table(this: &Value, read: impl FnOnce(&ParameterTable) -> Value) -> Result<Value> {
    let Some(command) = command_of(this) else {
        return Ok(Value::Null);
    };
    let table = table::of_command(&*crate::Runspace::current()?, &command)?;
    Ok(table.map_or(Value::Null, |table| read(&table)))
}

fn resolve_parameter(this: &Value, args: &[Value]) -> Result<Value> {
    let all = with_table(this, stint_cmdlet::metadata::parameters)?;
    let name = args.first().map(convert::to_str).transpose()?;
    Ok(match (all.as_dict(), name) {
        (Some(dict), Some(name)) => dict.lock().get_str(&name).cloned().unwrap_or_default(),
        _ => Value::Null,
    })
}

/// What an alias stands for, one step.
fn target(command: &Arc<Command>) -> Result<Option<Arc<Command>>> {
    let rs = crate::Runspace::current()?;
    Ok(crate::command::find::lookup(
        &rs,
        &rs.scope(),
        &command.target,
        crate::Symbol::of(&command.target),
    ))
}

fn referenced(this: &Value) -> Result<Value> {
    let Some(command) = command_of(this) else {
        return Ok(Value::Null);
    };
    Ok(target(&command)?.map_or(Value::Null, |found| object_of(&found)))
}

fn resolved(this: &Value) -> Result<Value> {
    let Some(command) = command_of(this) else {
        return Ok(Value::Null);
    };
    let found = table::resolved(&*crate::Runspace::current()?, &command);
    Ok(found.map_or(Value::Null, |found| object_of(&found)))
}

/// The script block of a function or script file.
fn block_of(rs: &crate::Runspace, command: &Arc<Command>) -> Result<Value> {
    if !command.block.is_null() || command.kind != CommandKind::ExternalScript {
        return Ok(command.block.clone());
    }
    let code = rs.load_script(&command.target)?;
    Ok(crate::Block::value(code, rs.scope().module))
}

fn module(command: &Arc<Command>) -> Value {
    if command.module.is_empty() {
        return Value::Null;
    }
    let Ok(rs) = crate::Runspace::current() else {
        return Value::Null;
    };
    // A function's block knows its module, whether that is in a list or not.
    let own = crate::Block::of(&command.block).and_then(|block| rs.module_info(block.module));
    if let Some(info) = own {
        return Value::Object(crate::module::object::object_of(&info));
    }
    let modules = Some(rs.module_objects());
    let found = modules
        .into_iter()
        .flatten()
        .map(Value::Object)
        .find(|module| {
            let info = crate::module::object::info_of(module);
            info.is_some_and(|info| info.name.eq_ignore_ascii_case(&command.module))
        });
    found.unwrap_or_default()
}

fn source(command: &Arc<Command>) -> Value {
    use CommandKind::{Application, ExternalScript};
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
        // What is no module has the version of the program.
        stint_cmdlet::CommandKind::Cmdlet if &*command.module == "Microsoft.PowerShell.Core" => {
            "7.6.0.500"
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

/// The class of a cmdlet: known by its name and its base alone.
fn implementing_type(name: &'static str) -> Type {
    if let Some(known) = registry::lookup(name) {
        return known;
    }
    let base = registry::lookup("System.Management.Automation.PSCmdlet");
    let made = registry::leak(match base {
        Some(base) => TypeInfo::class(name).base(base),
        None => TypeInfo::class(name),
    });
    registry::define(made);
    made
}

//! Commands of every kind, as `Get-Command` shows them and as the engine calls them.

use crate::ParameterTable;
use std::sync::{Arc, OnceLock};
use stint_object::{Lock, Str, Value};

/// `System.Management.Automation.CommandTypes`, with its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum CommandKind {
    /// `Alias`.
    Alias = 1,
    /// `Function`.
    Function = 2,
    /// `Filter`.
    Filter = 4,
    /// `Cmdlet`.
    Cmdlet = 8,
    /// `ExternalScript`: a script file.
    ExternalScript = 16,
    /// `Application`: a native program.
    Application = 32,
    /// `Script`: a script block.
    Script = 64,
    /// `Configuration`; never made, so that the numbers are whole.
    Configuration = 256,
}

impl CommandKind {
    /// The name as `CommandType` shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alias => "Alias",
            Self::Function => "Function",
            Self::Filter => "Filter",
            Self::Cmdlet => "Cmdlet",
            Self::ExternalScript => "ExternalScript",
            Self::Application => "Application",
            Self::Script => "Script",
            Self::Configuration => "Configuration",
        }
    }
}

/// A command. The payload of `CmdletInfo`, `FunctionInfo`, `AliasInfo` and the other command objects.
pub struct Command {
    /// What kind.
    pub kind: CommandKind,
    /// `Name`.
    pub name: Str,
    /// `ModuleName`, empty for none.
    pub module: Str,
    /// An alias's target; a script's or program's path; else empty.
    pub target: Str,
    /// A function's or script's block (`ScriptBlock`), else null. Replaced when the function is defined again through
    /// its provider.
    pub block: Value,
    /// A cmdlet's entry.
    pub entry: Option<&'static crate::Entry>,
    /// `Options`, as bits of `ScopedItemOptions`.
    pub options: Lock<u32>,
    /// `Description`.
    pub description: Lock<Str>,
    /// The parameters, made on first touch.
    pub table: OnceLock<Arc<ParameterTable>>,
}

impl Command {
    /// A command with nothing but a kind and a name.
    pub fn new(kind: CommandKind, name: impl Into<Str>) -> Self {
        Self {
            kind,
            name: name.into(),
            module: Str::default(),
            target: Str::default(),
            block: Value::Null,
            entry: None,
            options: Lock::new(0),
            description: Lock::default(),
            table: OnceLock::new(),
        }
    }
}

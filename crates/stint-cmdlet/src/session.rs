//! The session state as cmdlets see it: variables, commands, modules, locations, and text run as script.

use crate::command::{Command, CommandKind};
use crate::{ParameterTable, ScriptCall, Variable};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stint_object::{Obj, Result, Str, Value};

/// A scope as `-Scope` names it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Scope {
    /// The caller's own, looking further up when reading.
    #[default]
    Default,
    /// `Local`: the caller's own only.
    Local,
    /// `Script`.
    Script,
    /// `Global`.
    Global,
    /// `0`, `1` ...: so many scopes up.
    Up(usize),
}

impl Scope {
    /// The scope that a name such as `script:count` starts with, and the name in it.
    pub fn of_name(name: &str) -> Option<(Self, &str)> {
        let (scope, name) = name.split_once(':')?;
        let scope = match scope.len() {
            6 if scope.eq_ignore_ascii_case("global") => Self::Global,
            6 if scope.eq_ignore_ascii_case("script") => Self::Script,
            5 if scope.eq_ignore_ascii_case("local") => Self::Local,
            7 if scope.eq_ignore_ascii_case("private") => Self::Local,
            _ => return None,
        };
        Some((scope, name))
    }

    /// The same; a name without a scope is in the caller's.
    pub fn and_name(name: &str) -> (Self, &str) {
        Self::of_name(name).unwrap_or((Self::Default, name))
    }
}

/// Where a session is: a drive and a path within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// `/` of FileSystem, `Env`, `Variable` ...
    pub drive: Str,
    /// The provider's name: `FileSystem`, `Environment`, `Variable`, `Function`, `Alias`, `Temp` ...
    pub provider: Str,
    /// The path as shown (`/home/me`, `Env:\`).
    pub path: Str,
    /// The path as its provider has it: the folder of a file drive.
    pub provider_path: Str,
}

/// What cmdlets may ask of and do to the session.
pub trait Session {
    /// A variable as an object; the engine makes a plain slot into one.
    fn variable(&mut self, name: &str, scope: &Scope) -> Option<Arc<Variable>>;
    /// The value of a variable as a script would read it.
    fn variable_value(&mut self, name: &str) -> Option<Value>;
    /// Assigns with all checks: read-only, types, attributes.
    ///
    /// # Errors
    /// PowerShell's errors for an assignment.
    fn set_variable(&mut self, name: &str, value: Value, scope: &Scope) -> Result<()>;
    /// Puts a variable object in place (`New-Variable`, `Set-Variable -Option`).
    ///
    /// # Errors
    /// When a constant or read-only one stands there.
    fn put_variable(&mut self, variable: Arc<Variable>, scope: &Scope, force: bool) -> Result<()>;
    /// Removes one.
    ///
    /// # Errors
    /// When it is constant, or read-only without `force`.
    fn remove_variable(&mut self, name: &str, scope: &Scope, force: bool) -> Result<bool>;
    /// All that can be seen from a scope, by name.
    fn variables(&mut self, scope: &Scope) -> Vec<Arc<Variable>>;

    /// Finds a command as a call would: alias, function, cmdlet, script or program.
    fn command(&mut self, name: &str) -> Option<Arc<Command>>;
    /// All commands of some kinds whose name matches a wildcard pattern, aliases and functions first.
    fn commands(&mut self, pattern: &str, kinds: &[CommandKind]) -> Vec<Arc<Command>>;
    /// A command as the object that scripts see (`FunctionInfo` ...).
    fn command_object(&mut self, command: &Arc<Command>) -> Value;
    /// Defines a function; `block` is a script block.
    ///
    /// # Errors
    /// When a constant or read-only one stands there.
    fn set_function(&mut self, name: &str, block: Value, scope: &Scope) -> Result<()>;
    /// Removes a function.
    ///
    /// # Errors
    /// As for `set_function`.
    fn remove_function(&mut self, name: &str, force: bool) -> Result<bool>;
    /// Defines an alias.
    ///
    /// # Errors
    /// When a constant or read-only one stands there and `force` is not given.
    fn set_alias(&mut self, alias: Arc<Command>, scope: &Scope, force: bool) -> Result<()>;
    /// Removes an alias.
    ///
    /// # Errors
    /// As for `set_alias`.
    fn remove_alias(&mut self, name: &str, force: bool) -> Result<bool>;

    /// How many scopes are active, from the caller's to the session's own.
    fn scope_depth(&mut self) -> usize {
        usize::MAX
    }

    /// A command's parameters; those of an alias's target. Programs have none.
    ///
    /// # Errors
    /// What a script file or a function's attributes throw.
    fn parameter_table(&mut self, command: &Arc<Command>) -> Result<Option<Arc<ParameterTable>>> {
        Ok(command.table.get().cloned())
    }

    /// The comment-based help of a function or script, if it has any.
    fn comment_help(&mut self, command: &Arc<Command>) -> Option<CommentHelp> {
        let _ = command;
        None
    }

    /// Makes a script block of text.
    ///
    /// # Errors
    /// A parse error.
    fn script_block(&mut self, text: &str, file: Option<&Path>) -> Result<Value>;
    /// Evaluates text that is only data: literals, arrays, hashtables and what a data file may contain.
    ///
    /// # Errors
    /// A parse error, or what is no data.
    fn data(&mut self, text: &str, file: Option<&Path>) -> Result<Value> {
        let _ = (text, file);
        Err(stint_object::raise::runtime(
            "DataFilesNotSupported",
            "This session reads no data files.",
            Value::Null,
        ))
    }
    /// Runs a command by name with named and positional arguments, and collects its output.
    ///
    /// # Errors
    /// Whatever leaves it.
    fn run_command(
        &mut self,
        name: &str,
        named: &[(&str, Value)],
        positional: &[Value],
        input: &[Value],
    ) -> Result<Vec<Value>>;
    /// Runs a script block in the session's top scope or the caller's.
    ///
    /// # Errors
    /// Whatever leaves it.
    fn run_block(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<Vec<Value>>;

    /// Where the session is.
    fn location(&self) -> Location;
    /// The file system's own current folder, also while the session is on another drive.
    fn directory(&self) -> PathBuf;
    /// Goes somewhere; the path exists.
    fn set_location(&mut self, location: Location);

    /// Loaded modules, as `PSModuleInfo` objects.
    fn modules(&self) -> Vec<Obj>;
    /// Modules that can be loaded, as `PSModuleInfo` objects (`Get-Module -ListAvailable`), by name patterns; none means all.
    fn available_modules(&mut self, names: &[Str]) -> Vec<Obj> {
        let _ = names;
        self.modules()
    }
    /// Imports a module by name or path with `Import-Module`'s own parameters.
    ///
    /// # Errors
    /// PowerShell's errors for a module that is missing or fails.
    fn import_module(&mut self, request: &ImportModule) -> Result<Vec<Obj>>;
    /// Makes a module of a script block (`New-Module`).
    ///
    /// # Errors
    /// Whatever leaves the block.
    fn new_module(
        &mut self,
        name: Option<&str>,
        block: &Value,
        args: &[Value],
    ) -> Result<(Obj, Vec<Value>)>;
    /// Removes a loaded module.
    ///
    /// # Errors
    /// When its `OnRemove` fails.
    fn remove_module(&mut self, module: &Obj) -> Result<()>;
    /// `Export-ModuleMember` of the running module; `None` leaves a kind as it is.
    ///
    /// # Errors
    /// When no module is running.
    fn export_members(&mut self, exports: &Exports) -> Result<()>;

    /// Runs the actions of events that wait. Between statements the engine does so by itself.
    ///
    /// # Errors
    /// A stop.
    fn process_events(&mut self) -> Result<()> {
        Ok(())
    }
    /// The call stack, innermost first, for `Get-PSCallStack`.
    fn call_stack(&mut self) -> Vec<Value>;
    /// `Set-StrictMode`: 0 is off, else the version.
    fn set_strict_mode(&mut self, version: u32);
    /// The strict mode's version where the caller runs; 0 is off.
    fn strict_mode(&mut self) -> u32;
    /// A variable as the `PSVariable` that scripts see: the same object each time for the same variable.
    fn variable_object(&mut self, variable: &Arc<Variable>) -> Value;
    /// The values of a block's `$using:` expressions as they are in the caller's scope, by the expression's text in lower case.
    /// With `live`, as thread jobs have it: plain variables only, and null where one is not set.
    ///
    /// # Errors
    /// `UsingVariableIsUndefined`.
    fn using_values(&mut self, block: &Value, live: bool) -> Result<Vec<(Str, Value)>> {
        let _ = (block, live);
        Ok(Vec::new())
    }
    /// What is kept at the engine for named needs, such as history: the runspace's own id.
    fn runspace_id(&self) -> uuid::Uuid;
}

/// A help comment, taken apart.
#[derive(Default, Clone)]
pub struct CommentHelp {
    /// `.SYNOPSIS`
    pub synopsis: Option<Str>,
    /// `.DESCRIPTION`
    pub description: Option<Str>,
    /// `.NOTES`
    pub notes: Option<Str>,
    /// `.PARAMETER` names and texts.
    pub parameters: Vec<(Str, Str)>,
    /// The comments beside the parameters, in their order.
    pub parameter_comments: Vec<Str>,
    /// The texts of parameters' default values, by name.
    pub defaults: Vec<(Str, Str)>,
    /// `.LINK`
    pub links: Vec<Str>,
    /// `.EXAMPLE`
    pub examples: Vec<Str>,
    /// `.INPUTS`
    pub inputs: Vec<Str>,
    /// `.OUTPUTS`
    pub outputs: Vec<Str>,
    /// `.COMPONENT`
    pub component: Option<Str>,
    /// `.ROLE`
    pub role: Option<Str>,
    /// `.FUNCTIONALITY`
    pub functionality: Option<Str>,
}

/// What `Import-Module` asks for.
#[derive(Default, Clone)]
pub struct ImportModule {
    /// A name or a path.
    pub name: Str,
    /// `-Force`.
    pub force: bool,
    /// `-Global`, `-Scope Global`.
    pub global: bool,
    /// `-Scope Local`: seen in the caller's scope only.
    pub local: bool,
    /// `-Prefix`.
    pub prefix: Str,
    /// `-ArgumentList`.
    pub arguments: Vec<Value>,
    /// `-Function`, `-Variable`, `-Alias`, `-Cmdlet`.
    pub only: Exports,
    /// `-DisableNameChecking`.
    pub quiet_names: bool,
    /// `-RequiredVersion` or `-MinimumVersion`, as text.
    pub minimum_version: Option<Str>,
    /// `-MaximumVersion`.
    pub maximum_version: Option<Str>,
    /// `-RequiredVersion`.
    pub required_version: Option<Str>,
}

/// Which members a module shows.
#[derive(Default, Clone)]
pub struct Exports {
    /// Function name patterns.
    pub functions: Option<Vec<Str>>,
    /// Variable name patterns.
    pub variables: Option<Vec<Str>>,
    /// Alias name patterns.
    pub aliases: Option<Vec<Str>>,
    /// Cmdlet name patterns.
    pub cmdlets: Option<Vec<Str>>,
}

//! The variables that a session has without anybody setting them. Nothing is made until it is read.

use crate::frame::Slot;
use crate::runspace::Runspace;
use crate::symbol::{Symbol, known};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Variable;
use stint_cmdlet::variable::options;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::types::registry;
use stint_object::types::system;
use stint_object::{Data, Lock, Value};

/// Names that [`Runspace::automatic`] answers, for `Get-Variable`.
pub fn names() -> impl Iterator<Item = &'static str> {
    DESCRIBED.iter().map(|(name, _)| *name)
}

/// The names, and the `Description` of each.
const DESCRIBED: &[(&str, &str)] = &[
    (
        "ConfirmPreference",
        "Dictates when confirmation should be requested. Confirmation is requested when the ConfirmImpact of the operation is equal to or greater than $ConfirmPreference. If $ConfirmPreference is None, actions will only be confirmed when Confirm is specified.",
    ),
    (
        "DebugPreference",
        "Dictates the action taken when a Debug message is delivered",
    ),
    (
        "EnabledExperimentalFeatures",
        "Variable to hold the enabled experimental feature names",
    ),
    (
        "ErrorActionPreference",
        "Dictates the action taken when an error message is delivered",
    ),
    (
        "ErrorView",
        "Dictates the view mode to use when displaying errors",
    ),
    ("ExecutionContext", "The run objects available to cmdlets"),
    ("false", "Boolean False"),
    (
        "FormatEnumerationLimit",
        "Dictates the limit of enumeration on formatting IEnumerable objects",
    ),
    ("HOME", "Folder containing the current user's profile"),
    ("Host", "A reference to the host of the current runspace"),
    (
        "InformationPreference",
        "Dictates the action taken when a command generates an item in the Information stream",
    ),
    ("IsCoreCLR", ""),
    ("IsLinux", ""),
    ("IsMacOS", ""),
    ("IsWindows", ""),
    (
        "MaximumHistoryCount",
        "Maximum number of history objects to retain in a session",
    ),
    (
        "NestedPromptLevel",
        "Dictates what type of prompt should be displayed for the current nesting level",
    ),
    (
        "null",
        "References to the null variable always return the null value. Assignments have no effect.",
    ),
    (
        "OutputEncoding",
        "The text encoding used when piping text to a native executable file",
    ),
    ("PID", "Current process ID"),
    ("PROFILE", ""),
    (
        "ProgressPreference",
        "Dictates the action taken when progress records are delivered",
    ),
    ("PSCulture", "Culture of the current PowerShell session"),
    (
        "PSDefaultParameterValues",
        "Variable to hold all default <cmdlet:parameter, value> pairs",
    ),
    (
        "PSEdition",
        "Edition information for the current PowerShell session",
    ),
    (
        "PSEmailServer",
        "Variable to contain the name of the email server. This can be used instead of the HostName parameter in the Send-MailMessage cmdlet.",
    ),
    (
        "PSHOME",
        "Parent folder of the host application of the current runspace",
    ),
    (
        "PSNativeCommandArgumentPassing",
        "Dictates how arguments are passed to native executables.",
    ),
    (
        "PSNativeCommandUseErrorActionPreference",
        "If true, $ErrorActionPreference applies to native executables, so that non-zero exit codes will generate cmdlet-style errors governed by error action settings",
    ),
    (
        "PSSessionApplicationName",
        "AppName where the remote connection will be established",
    ),
    (
        "PSSessionConfigurationName",
        "Name of the session configuration which will be loaded on the remote computer",
    ),
    ("PSStyle", "Configuration controlling how text is rendered."),
    (
        "PSUICulture",
        "UI culture of the current PowerShell session",
    ),
    (
        "PSVersionTable",
        "Version information for current PowerShell session",
    ),
    (
        "ShellId",
        "The ShellID identifies the current shell.  This is used by #Requires.",
    ),
    ("true", "Boolean True"),
    (
        "VerbosePreference",
        "Dictates the action taken when a Verbose message is delivered",
    ),
    (
        "WarningPreference",
        "Dictates the action taken when a Warning message is delivered",
    ),
    (
        "WhatIfPreference",
        "If true, WhatIf is considered to be enabled for all commands.",
    ),
];

/// Whether a variable is one of those that every scope has and no script may set.
pub fn is_fixed(name: &str) -> bool {
    const FIXED: &[&str] = &[
        "?",
        "EnabledExperimentalFeatures",
        "ExecutionContext",
        "false",
        "HOME",
        "Host",
        "IsCoreCLR",
        "IsLinux",
        "IsMacOS",
        "IsWindows",
        "PID",
        "PSCulture",
        "PSEdition",
        "PSHOME",
        "PSUICulture",
        "PSVersionTable",
        "ShellId",
        "true",
    ];
    FIXED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a name is that of a variable of the session's scope with a type or an option of its own.
pub fn is_guarded(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "ConfirmPreference",
        "DebugPreference",
        "ErrorActionPreference",
        "ErrorView",
        "InformationPreference",
        "ProgressPreference",
        "PSNativeCommandArgumentPassing",
        "PSNativeCommandUseErrorActionPreference",
        "PSStyle",
        "VerbosePreference",
        "WarningPreference",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Puts in place what must be a variable from the start.
pub fn install(rs: &Rc<Runspace>) {
    let error = Variable::new("Error", rs.errors.clone());
    error.meta.lock().options = options::CONSTANT;
    let slot = rs.global.layout.slot(*known::ERROR);
    rs.global.replace(slot, Slot::Variable(Arc::new(error)));
}

/// A variable of the session, with its description if it is one that is always there.
pub fn described(name: Symbol, value: Value) -> Variable {
    let text = name.text();
    let known = DESCRIBED
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(&text));
    let (name, description) = known.copied().unwrap_or((&text, ""));
    let variable = Variable::new(name, value);
    variable.meta.lock().description = description.into();
    variable
}

/// What holds one constant or changeable value once it was read.
enum Kind {
    /// Kept with the type of its value, to which everything is converted that is put in.
    Typed(Value),
    /// Kept in the session's scope, where a script may set it.
    Plain(Value),
    /// Kept with these options.
    Fixed(Value, u32),
}

impl Runspace {
    /// An automatic variable that no scope holds yet; from now on the session's scope does.
    pub fn automatic(&self, name: Symbol) -> Option<Value> {
        let made = self.make_automatic(&name.text().to_ascii_lowercase())?;
        let slot = self.global.layout.slot(name);
        if !matches!(self.global.slot(slot), Slot::Empty) {
            // It was removed or is being read by a name that is set: not automatic any more.
            return self.global.get(slot);
        }
        let value = match made {
            Kind::Plain(value) => {
                self.global.replace(slot, Slot::Value(value.clone()));
                value
            }
            Kind::Typed(value) => {
                let variable = described(name, value.clone());
                variable.meta.lock().ty = value.ty();
                self.global
                    .replace(slot, Slot::Variable(Arc::new(variable)));
                value
            }
            Kind::Fixed(value, bits) => {
                let variable = described(name, value.clone());
                variable.meta.lock().options = bits;
                self.global
                    .replace(slot, Slot::Variable(Arc::new(variable)));
                value
            }
        };
        Some(value)
    }

    /// The same as the object that scripts see.
    pub fn automatic_variable(&self, name: Symbol) -> Option<Arc<Variable>> {
        self.automatic(name)?;
        let slot = self.global.layout.slot(name);
        self.global.variable(slot, name)
    }

    fn make_automatic(&self, name: &str) -> Option<Kind> {
        const SCOPED: u32 = options::ALL_SCOPE;
        const READ: u32 = options::READ_ONLY | SCOPED;
        const CONSTANT: u32 = options::CONSTANT | SCOPED;
        let preference = |text: &str| {
            Kind::Typed(enum_value(
                "System.Management.Automation.ActionPreference",
                text,
            ))
        };
        Some(match name {
            "erroractionpreference" | "warningpreference" | "progresspreference" => {
                preference("Continue")
            }
            "verbosepreference" | "debugpreference" | "informationpreference" => {
                preference("SilentlyContinue")
            }
            "confirmpreference" => Kind::Typed(enum_value(
                "System.Management.Automation.ConfirmImpact",
                "High",
            )),
            "whatifpreference" => Kind::Plain(Value::Bool(false)),
            "psnativecommanduseerroractionpreference" => Kind::Typed(Value::Bool(false)),
            "errorview" => Kind::Typed(enum_value(
                "System.Management.Automation.ErrorView",
                "ConciseView",
            )),
            "psnativecommandargumentpassing" => Kind::Typed(enum_value(
                "System.Management.Automation.NativeArgumentPassingStyle",
                "Standard",
            )),
            "formatenumerationlimit" => Kind::Plain(Value::Int32(4)),
            "maximumhistorycount" => Kind::Plain(Value::Int32(4096)),
            "nestedpromptlevel" => Kind::Plain(Value::Int32(0)),
            "home" => Kind::Fixed(self.environment("HOME").unwrap_or_default().into(), READ),
            "iscoreclr" | "islinux" => Kind::Fixed(Value::Bool(true), READ),
            "ismacos" | "iswindows" => Kind::Fixed(Value::Bool(false), READ),
            "pid" => Kind::Fixed(Value::Int32(std::process::id() as i32), CONSTANT),
            "psedition" => Kind::Fixed(Value::str("Core"), CONSTANT),
            "shellid" => Kind::Fixed(Value::str("Microsoft.PowerShell"), CONSTANT),
            "true" => Kind::Fixed(Value::Bool(true), CONSTANT),
            "false" => Kind::Fixed(Value::Bool(false), CONSTANT),
            "null" => Kind::Plain(Value::Null),
            "pshome" => Kind::Fixed(Value::str(program_folder()), CONSTANT),
            "profile" => Kind::Plain(Value::str(format!(
                "{}/.config/powershell/Microsoft.PowerShell_profile.ps1",
                self.environment("HOME").unwrap_or_default()
            ))),
            "psculture" | "psuiculture" => Kind::Fixed(
                Value::str(stint_object::text::culture::Culture::current().name),
                READ,
            ),
            "psemailserver" => Kind::Plain(Value::str("")),
            "pssessionapplicationname" => Kind::Plain(Value::str("wsman")),
            "pssessionconfigurationname" => Kind::Plain(Value::str(
                "http://schemas.microsoft.com/powershell/Microsoft.PowerShell",
            )),
            "psdefaultparametervalues" => Kind::Plain(Value::object(
                system::HASHTABLE,
                Data::Dict(Lock::new(Dict::new(Comparer::IgnoreCase, Order::Added))),
            )),
            "psversiontable" => Kind::Fixed(version_table(), CONSTANT),
            "host" => Kind::Fixed(self.host_object(), CONSTANT),
            "psstyle" => Kind::Fixed(self.style_object(), options::CONSTANT),
            "outputencoding" => Kind::Plain(self.output_encoding()),
            "enabledexperimentalfeatures" => Kind::Fixed(Value::array(Vec::new()), CONSTANT),
            _ => return None,
        })
    }
}

fn program_folder() -> String {
    let program = std::env::current_exe().unwrap_or_default();
    program
        .parent()
        .map_or_else(String::new, |folder| folder.to_string_lossy().into_owned())
}

/// A value of an enum by its name; the name as text where the type is not known here.
pub fn enum_value(ty: &str, name: &str) -> Value {
    let Some(ty) = registry::lookup(ty) else {
        return Value::str(name);
    };
    match ty.constants.iter().find(|(known, _)| *known == name) {
        Some((_, number)) => Value::object(ty, Data::Enum(*number)),
        None => Value::str(name),
    }
}

fn version_table() -> Value {
    let version = |text: &str| {
        let text = Value::str(text);
        let ty = registry::lookup("System.Management.Automation.SemanticVersion");
        ty.and_then(|ty| stint_object::convert::to(&text, ty).ok())
            .unwrap_or(text)
    };
    let plain = |text: &str| {
        let text = Value::str(text);
        registry::lookup("System.Version")
            .and_then(|ty| stint_object::convert::to(&text, ty).ok())
            .unwrap_or(text)
    };
    let mut table = Dict::new(Comparer::IgnoreCase, Order::Added);
    let versions = Value::array(
        ["1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0", "7.0"]
            .map(plain)
            .to_vec(),
    );
    let os = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let os = os
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="))
        .map_or_else(
            || "Linux".to_owned(),
            |name| name.trim_matches('"').to_owned(),
        );
    for (key, value) in [
        ("PSVersion", version("7.6.5")),
        ("PSEdition", Value::str("Core")),
        ("GitCommitId", Value::str("7.6.5")),
        ("OS", Value::str(os)),
        ("Platform", Value::str("Unix")),
        ("PSCompatibleVersions", versions),
        ("PSRemotingProtocolVersion", plain("2.4")),
        ("SerializationVersion", plain("1.1.0.1")),
        ("WSManStackVersion", plain("3.0")),
        ("StintVersion", version(env!("CARGO_PKG_VERSION"))),
    ] {
        table.insert(Value::str(key), value);
    }
    Value::object(crate::objects::VERSION_TABLE, Data::Dict(Lock::new(table)))
}

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
pub fn names() -> &'static [&'static str] {
    NAMES
}

const NAMES: &[&str] = &[
    "ConfirmPreference",
    "DebugPreference",
    "EnabledExperimentalFeatures",
    "ErrorActionPreference",
    "ErrorView",
    "ExecutionContext",
    "false",
    "FormatEnumerationLimit",
    "HOME",
    "Host",
    "InformationPreference",
    "IsCoreCLR",
    "IsLinux",
    "IsMacOS",
    "IsWindows",
    "MaximumHistoryCount",
    "NestedPromptLevel",
    "null",
    "OutputEncoding",
    "PID",
    "PROFILE",
    "ProgressPreference",
    "PSCulture",
    "PSDefaultParameterValues",
    "PSEdition",
    "PSEmailServer",
    "PSHOME",
    "PSNativeCommandArgumentPassing",
    "PSNativeCommandUseErrorActionPreference",
    "PSSessionApplicationName",
    "PSSessionConfigurationName",
    "PSStyle",
    "PSUICulture",
    "PSVersionTable",
    "ShellId",
    "true",
    "VerbosePreference",
    "WarningPreference",
    "WhatIfPreference",
];

/// Puts in place what must be a variable from the start.
pub fn install(rs: &Rc<Runspace>) {
    let error = Variable::new("Error", rs.errors.clone());
    error.meta.lock().options = options::CONSTANT;
    let slot = rs.global.layout.slot(*known::ERROR);
    rs.global.replace(slot, Slot::Variable(Arc::new(error)));
}

/// What holds one constant or changeable value once it was read.
enum Kind {
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
            Kind::Fixed(value, bits) => {
                let display = NAMES
                    .iter()
                    .find(|known| known.eq_ignore_ascii_case(&name.text()))
                    .copied();
                let variable = Variable::new(display.unwrap_or(&name.text()), value.clone());
                variable.meta.lock().options = bits;
                self.global
                    .replace(slot, Slot::Variable(Arc::new(variable)));
                value
            }
        };
        Some(value)
    }

    fn make_automatic(&self, name: &str) -> Option<Kind> {
        const SCOPED: u32 = options::ALL_SCOPE;
        const READ: u32 = options::READ_ONLY | SCOPED;
        const CONSTANT: u32 = options::CONSTANT | SCOPED;
        let preference = |text: &str| {
            Kind::Plain(enum_value(
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
            "confirmpreference" => Kind::Plain(enum_value(
                "System.Management.Automation.ConfirmImpact",
                "High",
            )),
            "whatifpreference" | "psnativecommanduseerroractionpreference" => {
                Kind::Plain(Value::Bool(false))
            }
            "errorview" => Kind::Plain(enum_value(
                "System.Management.Automation.ErrorView",
                "ConciseView",
            )),
            "psnativecommandargumentpassing" => Kind::Plain(enum_value(
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

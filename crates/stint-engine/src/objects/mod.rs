//! Types of the objects that the engine hands to scripts.

pub mod attribute;
pub mod command;
pub mod reference;
pub mod variable;

use stint_object::Type;
use stint_object::types::TypeInfo;
use stint_object::types::system;

macro_rules! types {
    ($($(#[$doc:meta])* $constant:ident = $name:literal $(: $base:path)?),* $(,)?) => {
        $($(#[$doc])* pub const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class($name)$(.base($base))?;
            Type(&INFO)
        };)*
    };
}

types!(
    /// `$PSBoundParameters`.
    BOUND_PARAMETERS = "System.Management.Automation.PSBoundParametersDictionary": system::DICTIONARY,
    /// `$PSVersionTable`.
    VERSION_TABLE = "System.Management.Automation.PSVersionHashTable": system::HASHTABLE,
    /// `$MyInvocation`.
    INVOCATION_INFO = "System.Management.Automation.InvocationInfo",
    /// `$PWD`.
    PATH_INFO = "System.Management.Automation.PathInfo",
    /// Stream 3.
    WARNING_RECORD = "System.Management.Automation.WarningRecord",
    /// Stream 4.
    VERBOSE_RECORD = "System.Management.Automation.VerboseRecord",
    /// Stream 5.
    DEBUG_RECORD = "System.Management.Automation.DebugRecord",
    /// Stream 6.
    INFORMATION_RECORD = "System.Management.Automation.InformationRecord",
    /// Progress.
    PROGRESS_RECORD = "System.Management.Automation.ProgressRecord",
);

/// The engine's types, for look-up by name.
pub fn register() {
    static ALL: &[Type] = &[
        BOUND_PARAMETERS,
        VERSION_TABLE,
        command::CMDLET_INFO,
        command::FUNCTION_INFO,
        command::FILTER_INFO,
        command::ALIAS_INFO,
        command::EXTERNAL_SCRIPT_INFO,
        command::APPLICATION_INFO,
        command::SCRIPT_INFO,
        command::COMMAND_INFO,
        reference::PS_REFERENCE,
        variable::PS_VARIABLE,
    ];
    stint_object::types::registry::register(ALL);
}

//! Types of the objects that the engine hands to scripts.

pub mod attribute;
pub mod call_stack_frame;
pub mod command;
mod help_links;
pub mod invocation_info;
pub mod records;
pub mod reference;
pub mod type_name;
pub mod variable;

pub use invocation_info::INVOCATION_INFO;
pub use records::{
    DEBUG_RECORD, HOST_MESSAGE, INFORMATION_RECORD, PROGRESS_RECORD, VERBOSE_RECORD, WARNING_RECORD,
};

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
);

/// The engine's types, for look-up by name.
pub fn register() {
    static ALL: &[Type] = &[
        BOUND_PARAMETERS,
        VERSION_TABLE,
        INVOCATION_INFO,
        call_stack_frame::CALL_STACK_FRAME,
        command::CMDLET_INFO,
        command::FUNCTION_INFO,
        command::FILTER_INFO,
        command::ALIAS_INFO,
        command::EXTERNAL_SCRIPT_INFO,
        command::APPLICATION_INFO,
        command::SCRIPT_INFO,
        command::COMMAND_INFO,
        crate::module::object::PS_MODULE_INFO,
        type_name::PS_TYPE_NAME,
        crate::intrinsics::ENGINE_INTRINSICS,
        variable::PS_VARIABLE,
        crate::ps_cmdlet::CMDLET,
        crate::ps_cmdlet::PS_CMDLET,
    ];
    crate::parser_api::register();
    stint_object::types::registry::register(ALL);
    stint_object::types::registry::register(crate::host_object::TYPES);
    crate::completion::register();
    stint_object::types::registry::register(crate::session_state::TYPES);
    stint_object::types::registry::register(records::ALL);
}

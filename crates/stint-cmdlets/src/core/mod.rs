//! The cmdlets of `Microsoft.PowerShell.Core`, without jobs and sessions.

mod console;
mod export_module_member;
mod for_each_object;
mod get_command;
mod get_experimental_feature;
mod get_help;
mod get_module;
pub mod history;
mod import_module;
mod invoke_command;
mod module_specification;
mod modules;
mod new_module;
mod new_module_manifest;
mod out_default;
mod out_host;
mod out_null;
pub mod register_argument_completer;
mod remove_module;
mod set_ps_debug;
mod set_strict_mode;
mod test_module_manifest;
mod where_object;
mod where_operator;

use stint_cmdlet::Entry;
use stint_object::Type;

/// Their entries.
pub static ENTRIES: &[Entry] = &[
    export_module_member::ENTRY,
    for_each_object::ENTRY,
    get_command::ENTRY,
    get_experimental_feature::ENTRY,
    get_help::ENTRY,
    get_module::ENTRY,
    history::add::ENTRY,
    history::clear::ENTRY,
    history::get::ENTRY,
    history::invoke::ENTRY,
    import_module::ENTRY,
    invoke_command::ENTRY,
    new_module::ENTRY,
    new_module_manifest::ENTRY,
    out_default::ENTRY,
    out_host::ENTRY,
    out_null::ENTRY,
    register_argument_completer::ENTRY,
    remove_module::ENTRY,
    set_ps_debug::ENTRY,
    set_strict_mode::ENTRY,
    test_module_manifest::ENTRY,
    where_object::ENTRY,
];

/// The types they own.
pub(crate) static TYPES: &[Type] = &[
    history::HISTORY_INFO,
    module_specification::MODULE_SPECIFICATION,
];

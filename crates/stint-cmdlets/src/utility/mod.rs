//! The cmdlets of `Microsoft.PowerShell.Utility` and `Microsoft.PowerShell.Security`.

mod add_member;
mod add_type;
mod aliases;
mod clear_variable;
mod clixml;
mod compare_object;
mod convert_clixml;
mod convert_from_csv;
mod convert_from_json;
mod convert_from_string_data;
mod convert_to_csv;
mod convert_to_html;
mod convert_to_json;
mod convert_to_xml;
mod credential;
mod csv;
mod event_queries;
mod events;
mod execution_policy;
mod export_alias;
mod export_clixml;
mod export_csv;
mod format_custom;
mod format_hex;
mod format_list;
mod format_table;
mod format_view;
mod format_wide;
mod get_alias;
mod get_credential;
mod get_culture;
mod get_date;
mod get_error;
mod get_file_hash;
mod get_host;
mod get_member;
mod get_ps_breakpoint;
mod get_ps_call_stack;
mod get_random;
mod get_runspace;
mod get_unique;
mod get_uptime;
mod get_variable;
mod get_verb;
mod group_object;
mod import_alias;
mod import_clixml;
mod import_csv;
mod import_localized_data;
mod import_power_shell_data_file;
mod information;
mod invoke_expression;
mod join_string;
mod json;
mod match_info;
mod measure_command;
mod measure_object;
mod new_alias;
mod new_guid;
mod new_object;
mod new_temporary_file;
mod new_time_span;
mod new_variable;
mod out_file;
mod out_string;
mod output;
mod ps_serializer;
mod random;
mod read_host;
mod refusals;
mod register_event;
mod remove_alias;
mod remove_variable;
mod secure_strings;
mod secure_text;
mod select_object;
mod select_string;
mod select_xml;
mod set_alias;
mod set_variable;
mod sort_object;
mod start_sleep;
mod tee_object;
mod type_data;
mod types_file;
mod unblock_file;
mod unix_date;
mod update_format_data;
mod update_list;
mod variables;
mod write_error;
mod write_host;
mod write_information;
mod write_output;
mod write_progress;
mod write_text;
mod xml;

use stint_cmdlet::Entry;
use stint_object::Type;

/// Their entries.
pub static ENTRIES: &[Entry] = &[
    add_member::ENTRY,
    add_type::ENTRY,
    clear_variable::ENTRY,
    compare_object::ENTRY,
    convert_clixml::from::ENTRY,
    convert_clixml::to::ENTRY,
    convert_from_csv::ENTRY,
    convert_from_json::ENTRY,
    convert_from_string_data::ENTRY,
    convert_to_csv::ENTRY,
    convert_to_html::ENTRY,
    convert_to_json::ENTRY,
    convert_to_xml::ENTRY,
    event_queries::get_event::ENTRY,
    event_queries::get_subscriber::ENTRY,
    event_queries::new_event::ENTRY,
    event_queries::remove_event::ENTRY,
    event_queries::unregister::ENTRY,
    event_queries::wait_event::ENTRY,
    execution_policy::get::ENTRY,
    execution_policy::set::ENTRY,
    export_alias::ENTRY,
    export_clixml::ENTRY,
    export_csv::ENTRY,
    format_custom::ENTRY,
    format_hex::ENTRY,
    format_list::ENTRY,
    format_table::ENTRY,
    format_wide::ENTRY,
    get_alias::ENTRY,
    get_credential::ENTRY,
    get_culture::ENTRY,
    get_culture::ui::ENTRY,
    get_date::ENTRY,
    get_error::ENTRY,
    get_file_hash::ENTRY,
    get_host::ENTRY,
    get_member::ENTRY,
    get_ps_breakpoint::ENTRY,
    get_ps_call_stack::ENTRY,
    get_random::ENTRY,
    get_random::secure::ENTRY,
    get_runspace::ENTRY,
    get_unique::ENTRY,
    get_uptime::ENTRY,
    get_variable::ENTRY,
    get_verb::ENTRY,
    group_object::ENTRY,
    import_alias::ENTRY,
    import_clixml::ENTRY,
    import_csv::ENTRY,
    import_localized_data::ENTRY,
    import_power_shell_data_file::ENTRY,
    invoke_expression::ENTRY,
    join_string::ENTRY,
    measure_command::ENTRY,
    measure_object::ENTRY,
    new_alias::ENTRY,
    new_guid::ENTRY,
    new_object::ENTRY,
    new_temporary_file::ENTRY,
    new_time_span::ENTRY,
    new_variable::ENTRY,
    out_file::ENTRY,
    out_string::ENTRY,
    read_host::ENTRY,
    refusals::DEBUG_RUNSPACE,
    refusals::DISABLE_PS_BREAKPOINT,
    refusals::DISABLE_RUNSPACE_DEBUG,
    refusals::ENABLE_PS_BREAKPOINT,
    refusals::ENABLE_RUNSPACE_DEBUG,
    refusals::EXPORT_FORMAT_DATA,
    refusals::GET_RUNSPACE_DEBUG,
    refusals::GET_TRACE_SOURCE,
    refusals::REMOVE_PS_BREAKPOINT,
    refusals::SEND_MAIL_MESSAGE,
    refusals::SET_DATE,
    refusals::SET_PS_BREAKPOINT,
    refusals::SET_TRACE_SOURCE,
    refusals::TRACE_COMMAND,
    refusals::WAIT_DEBUGGER,
    register_event::engine::ENTRY,
    register_event::object::ENTRY,
    remove_alias::ENTRY,
    remove_variable::ENTRY,
    secure_strings::from::ENTRY,
    secure_strings::to::ENTRY,
    select_object::ENTRY,
    select_string::ENTRY,
    select_xml::ENTRY,
    set_alias::ENTRY,
    set_variable::ENTRY,
    sort_object::ENTRY,
    start_sleep::ENTRY,
    tee_object::ENTRY,
    type_data::get::ENTRY,
    type_data::remove::ENTRY,
    type_data::update::ENTRY,
    unblock_file::ENTRY,
    update_format_data::ENTRY,
    update_list::ENTRY,
    write_error::ENTRY,
    write_host::ENTRY,
    write_information::ENTRY,
    write_output::ENTRY,
    write_progress::ENTRY,
    write_text::debug::ENTRY,
    write_text::verbose::ENTRY,
    write_text::warning::ENTRY,
];

/// The types they own.
pub(crate) static TYPES: &[Type] = &[
    convert_from_json::ORDERED_HASHTABLE,
    credential::NETWORK_CREDENTIAL,
    credential::PS_CREDENTIAL,
    execution_policy::EXECUTION_POLICY,
    execution_policy::EXECUTION_POLICY_SCOPE,
    format_hex::BYTE_COLLECTION,
    get_date::DISPLAY_HINT,
    get_file_hash::FILE_HASH_INFO,
    get_member::MEMBER_DEFINITION,
    get_verb::VERB_INFO,
    group_object::GROUP_INFO,
    group_object::GROUP_INFO_NO_ELEMENT,
    ps_serializer::PS_SERIALIZER,
    match_info::MATCH_INFO,
    match_info::MATCH_INFO_CONTEXT,
    measure_object::GENERIC_MEASURE_INFO,
    measure_object::GENERIC_OBJECT_MEASURE_INFO,
    measure_object::MEASURE_INFO,
    measure_object::TEXT_MEASURE_INFO,
    secure_text::SECURE_STRING,
    select_xml::SELECT_XML_INFO,
    type_data::TYPE_DATA,
];

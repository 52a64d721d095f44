//! The cmdlets of `Microsoft.PowerShell.Utility` and `Microsoft.PowerShell.Security`.

mod add_member;
mod aliases;
mod clear_variable;
mod compare_object;
mod convert_from_csv;
mod convert_from_json;
mod convert_from_string_data;
mod convert_to_csv;
mod convert_to_json;
mod csv;
mod export_alias;
mod export_csv;
mod format_custom;
mod format_list;
mod format_table;
mod format_view;
mod format_wide;
mod get_alias;
mod get_date;
mod get_member;
mod get_random;
mod get_unique;
mod get_variable;
mod group_object;
mod import_alias;
mod import_csv;
mod information;
mod join_string;
mod json;
mod measure_object;
mod new_alias;
mod new_object;
mod new_time_span;
mod new_variable;
mod out_file;
mod out_string;
mod output;
mod random;
mod remove_alias;
mod remove_variable;
mod select_object;
mod set_alias;
mod set_variable;
mod sort_object;
mod start_sleep;
mod tee_object;
mod unix_date;
mod variables;
mod write_error;
mod write_host;
mod write_information;
mod write_output;
mod write_progress;
mod write_text;

use stint_cmdlet::Entry;
use stint_object::Type;

/// Their entries.
pub static ENTRIES: &[Entry] = &[
    add_member::ENTRY,
    clear_variable::ENTRY,
    compare_object::ENTRY,
    convert_from_csv::ENTRY,
    convert_from_json::ENTRY,
    convert_from_string_data::ENTRY,
    convert_to_csv::ENTRY,
    convert_to_json::ENTRY,
    export_alias::ENTRY,
    export_csv::ENTRY,
    format_custom::ENTRY,
    format_list::ENTRY,
    format_table::ENTRY,
    format_wide::ENTRY,
    get_alias::ENTRY,
    get_date::ENTRY,
    get_member::ENTRY,
    get_random::ENTRY,
    get_random::secure::ENTRY,
    get_unique::ENTRY,
    get_variable::ENTRY,
    group_object::ENTRY,
    import_alias::ENTRY,
    import_csv::ENTRY,
    join_string::ENTRY,
    measure_object::ENTRY,
    new_alias::ENTRY,
    new_object::ENTRY,
    new_time_span::ENTRY,
    new_variable::ENTRY,
    out_file::ENTRY,
    out_string::ENTRY,
    remove_alias::ENTRY,
    remove_variable::ENTRY,
    select_object::ENTRY,
    set_alias::ENTRY,
    set_variable::ENTRY,
    sort_object::ENTRY,
    start_sleep::ENTRY,
    tee_object::ENTRY,
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
    get_date::DISPLAY_HINT,
    get_member::MEMBER_DEFINITION,
    group_object::GROUP_INFO,
    group_object::GROUP_INFO_NO_ELEMENT,
    measure_object::GENERIC_MEASURE_INFO,
    measure_object::GENERIC_OBJECT_MEASURE_INFO,
    measure_object::MEASURE_INFO,
    measure_object::TEXT_MEASURE_INFO,
];

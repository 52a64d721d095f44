//! The cmdlets of `Microsoft.PowerShell.Management`: items of drives, locations, processes.

mod add_content;
mod clear_content;
mod content_writer;
mod convert_path;
mod copy_item;
mod get_child_item;
mod get_content;
mod get_item;
mod get_time_zone;
mod item;
mod item_properties;
mod item_values;
mod join_path;
mod locations;
mod move_item;
mod new_item;
pub(crate) mod place;
mod processes;
mod ps_drives;
pub(crate) mod refusals;
mod remove_item;
mod rename_item;
mod resolve_path;
mod set_content;
mod split_path;
mod start_process;
mod targets;
mod test_path;

use stint_cmdlet::Entry;
use stint_object::Type;

/// Their entries.
pub static ENTRIES: &[Entry] = &[
    add_content::ENTRY,
    clear_content::ENTRY,
    convert_path::ENTRY,
    copy_item::ENTRY,
    get_child_item::ENTRY,
    get_content::ENTRY,
    get_item::ENTRY,
    get_time_zone::ENTRY,
    item_properties::get::ENTRY,
    item_properties::set::ENTRY,
    item_properties::value::ENTRY,
    item_values::clear::ENTRY,
    item_values::set::ENTRY,
    join_path::ENTRY,
    locations::get::ENTRY,
    locations::pop::ENTRY,
    locations::push::ENTRY,
    locations::set::ENTRY,
    move_item::ENTRY,
    new_item::ENTRY,
    processes::get::ENTRY,
    processes::stop::ENTRY,
    processes::wait::ENTRY,
    ps_drives::get::ENTRY,
    ps_drives::new::ENTRY,
    ps_drives::provider::ENTRY,
    ps_drives::remove::ENTRY,
    remove_item::ENTRY,
    rename_item::ENTRY,
    resolve_path::ENTRY,
    set_content::ENTRY,
    split_path::ENTRY,
    start_process::ENTRY,
    test_path::ENTRY,
];

/// The types they own.
pub(crate) static TYPES: &[Type] = &[locations::PATH_INFO_STACK];

//! The cmdlets of `Microsoft.PowerShell.Core`, without jobs and sessions.

mod console;
mod for_each_object;
mod out_default;
mod out_host;
mod out_null;
mod where_object;
mod where_operator;

use stint_cmdlet::Entry;

/// Their entries.
pub static ENTRIES: &[Entry] = &[
    for_each_object::ENTRY,
    out_default::ENTRY,
    out_host::ENTRY,
    out_null::ENTRY,
    where_object::ENTRY,
];

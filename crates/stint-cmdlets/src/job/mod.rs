//! The job cmdlets.

mod debug_job;
pub(crate) mod event_job;
mod get_job;
mod host_calls;
pub(crate) mod parallel;
mod receive_job;
mod remove_job;
mod selection;
mod session;
mod start_job;
mod start_thread_job;
mod stop_job;
mod wait_job;

pub use session::JobSession;

use stint_cmdlet::Entry;
use stint_object::Type;

/// Their entries.
pub static ENTRIES: &[Entry] = &[
    debug_job::ENTRY,
    get_job::ENTRY,
    receive_job::ENTRY,
    remove_job::ENTRY,
    start_job::ENTRY,
    start_thread_job::ENTRY,
    stop_job::ENTRY,
    wait_job::ENTRY,
];

/// The types they own.
pub(crate) static TYPES: &[Type] = &[];

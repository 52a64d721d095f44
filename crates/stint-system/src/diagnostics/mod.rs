//! `System.Diagnostics`: processes and stopwatches.

pub(crate) mod pipe;
pub mod process;
pub mod process_events;
pub mod process_start;
pub mod process_start_info;
pub mod stopwatch;

use stint_object::Type;

/// The types of this namespace.
pub static TYPES: &[Type] = &[
    process::PROCESS,
    process_events::DATA_RECEIVED_EVENT_ARGS,
    process_start::PIPE_STREAM,
    process_start_info::PROCESS_START_INFO,
    stopwatch::STOPWATCH,
];

//! `System.Diagnostics`: processes and stopwatches.

pub mod process;
pub mod stopwatch;

use stint_object::Type;

/// The types of this namespace.
pub static TYPES: &[Type] = &[process::PROCESS, stopwatch::STOPWATCH];

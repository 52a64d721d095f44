//! The .NET types that touch the machine: files, environment, processes, clocks, the console.

#![allow(
    unused_braces,
    reason = "rustfmt puts them around the bodies of table rows, which the macros then pass on"
)]

pub mod diagnostics;
pub mod environment;
pub mod hash_algorithm;
pub mod io;
mod sys;

/// Makes the types known by name. Called once, before anything runs.
pub fn register() {
    stint_object::types::registry::register(diagnostics::TYPES);
    stint_object::types::registry::register(io::TYPES);
    stint_object::types::registry::register(hash_algorithm::TYPES);
    stint_object::types::registry::register(environment::TYPES);
}

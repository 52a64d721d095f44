//! The cmdlets, one small file each.
//!
//! A cmdlet is a struct whose fields are its parameters, and `begin`, `process` and `end`. What its parameters are (types,
//! sets, positions) is recorded in the facts; what it may do comes through [`stint_cmdlet::Cx`]. Objects that only one
//! cmdlet makes have their type tables beside it.

/// Declares the entry of a cmdlet: its name, its class and its struct.
macro_rules! entry {
    ($name:literal, $class:literal, $ty:ty) => {
        pub(crate) const ENTRY: stint_cmdlet::Entry = stint_cmdlet::Entry {
            name: $name,
            class: concat!("Microsoft.PowerShell.Commands.", $class),
            make: || Box::<$ty>::default(),
        };
    };
}

pub mod core;
pub mod job;
pub mod management;
pub mod utility;

mod expression;
mod files;
pub mod formatting;
mod introsort;
mod member;
mod ordering;
pub mod power_shell;
mod property_keys;
mod ranks;
mod refused;
mod regular;
mod values;

use stint_cmdlet::Entry;

/// All cmdlets, by area.
pub static ALL: &[&[Entry]] = &[
    core::ENTRIES,
    job::ENTRIES,
    utility::ENTRIES,
    management::ENTRIES,
    management::refusals::ENTRIES,
];

/// Makes the types that the cmdlets own known by name. Called once, before anything runs.
pub fn register() {
    stint_object::types::registry::register(core::TYPES);
    stint_object::types::registry::register(job::TYPES);
    stint_job::types::register();
    stint_object::types::registry::register(power_shell::TYPES);
    stint_object::types::registry::register(utility::TYPES);
    stint_object::types::registry::register(management::TYPES);
    stint_object::types::registry::register(stint_cmdlet::events::TYPES);
}

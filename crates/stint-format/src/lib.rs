//! Objects to text: tables, lists, wide and custom views. Pure: the width comes in, lines go out.
//!
//! A [`format::Format`] turns values into format objects ([`packet::Packet`]), as `Format-Table` and its kin do; an
//! [`output::Output`] turns format objects, and values that nobody formatted, into lines, as `Out-String` and
//! `Out-Default` do. What they need to know of the runspace comes through [`surroundings::Surroundings`].

pub mod errors;
pub mod expression;
pub mod format;
pub mod generate;
pub mod layout;
pub mod output;
pub mod packet;
pub mod packet_value;
pub mod parameters;
pub mod ps_style;
mod shown_text;
mod subject;
pub mod surroundings;
pub mod view;

pub use format::Format;
pub use generate::Context;
pub use output::{Lines, Output, Room};
pub use parameters::Parameters;
pub use surroundings::{Settings, Surroundings};

/// Makes the types of this crate known by name. Called once, before anything runs.
pub fn register() {
    stint_object::types::registry::register(packet_value::ALL);
    stint_object::types::registry::register(ps_style::ALL);
}

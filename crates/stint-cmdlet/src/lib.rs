//! Parameter tables, the binder, streams, error records and [`Cx`], all that a cmdlet may do.

extern crate self as stint_cmdlet;

pub mod binder;
pub mod cmdlet;
pub mod command;
pub mod completers;
pub mod cx;
pub mod drives;
pub mod enumerations;
pub mod events;
pub mod facts;
pub mod field;
pub mod host;
pub mod metadata;
pub mod parameter;
pub mod session;
pub mod slots;
pub mod usage;
pub mod variable;

pub use cmdlet::{Cmdlet, Entry, Params};
pub use command::{Command, CommandKind};
pub use cx::{Cx, ScriptCall};
pub use field::Field;
pub use host::Host;
pub use parameter::{Parameter, ParameterTable};
pub use session::Session;
pub use slots::Slots;
pub use stint_cmdlet_derive::Params;
pub use stint_object::Result;
pub use stint_stop::StopToken;
pub use variable::Variable;

/// Makes the types of this crate known by name; once, before scripts run.
pub fn register() {
    metadata::register();
    stint_object::types::registry::register(drives::TYPES);
}

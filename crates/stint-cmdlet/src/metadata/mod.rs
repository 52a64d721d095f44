//! Commands' parameters as objects that scripts see: `(Get-Command X).Parameters`, `.ParameterSets`, attributes, and
//! parameters that a script makes at run time.
//!
//! All of them are objects whose properties are plain values ([`fields::Fields`]); what they mean to the binder is read
//! from and written to [`crate::ParameterTable`].

pub mod attribute;
pub mod attribute_types;
pub mod command;
mod fields;
pub mod parameter;
pub mod parameter_set;
pub mod runtime_defined;

pub use attribute::{attributes, read_attribute};
pub use parameter::parameters;
pub use parameter_set::parameter_sets;
pub use runtime_defined::read_dictionary;

use std::sync::Once;
use stint_object::Type;
use stint_object::types::registry;
use stint_object::types::system;

/// Makes the types known by name; once, before scripts run.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        registry::register(attribute_types::ALL);
        registry::register(crate::enumerations::ALL);
        registry::register(&[
            parameter::PARAMETER_METADATA,
            parameter::PARAMETER_SET_METADATA,
            parameter_set::COMMAND_PARAMETER_INFO,
            parameter_set::COMMAND_PARAMETER_SET_INFO,
            command::COMMAND_METADATA,
            runtime_defined::RUNTIME_DEFINED_PARAMETER,
            runtime_defined::RUNTIME_DEFINED_PARAMETER_DICTIONARY,
        ]);
    });
}

/// A generic collection type of an element type; the plain one where it cannot be made.
fn collection_of(open: &str, element: Type) -> Type {
    registry::lookup(open)
        .and_then(|open| registry::close(open, &[element]))
        .unwrap_or(system::COLLECTION)
}

//! CLIXML: values as PowerShell writes them.
//!
//! [`Serializer`] writes values into one buffer, following `engine/serialization.cs` in what it observably does: which type is a
//! primitive, which a container, how deep properties go, when an object becomes its text. [`Deserializer`] builds values from
//! the text without a tree in between. Over PSRP there is no root element and no namespace; a file has both.

mod data;
mod deserialize;
mod errors;
mod escape;
mod members;
mod number;
mod records;
mod serialize;
mod writer;
mod xml;
mod zone;

pub use deserialize::{Deserializer, Names};
pub use errors::ClixmlError;
pub use serialize::{Depth, Serializer};
pub use writer::Writer;
pub use zone::Zone;

/// What a value's `ToString()` gives, in the invariant culture.
pub(crate) fn text_of(value: &stint_object::Value) -> stint_object::Str {
    members::text(value)
}

/// How deep elements may nest, in either direction.
pub(crate) const MAX_DEPTH: u32 = 50;

//! Values, members, types, operators, conversions, text forms and format strings. Pure: no threads, no I/O, no syntax.

pub mod access;
pub mod ambient;
pub mod array;
pub mod convert;
pub mod dict;
pub mod enumerate;
pub mod error_record;
pub mod event_source;
pub mod flow;
mod key_hash;
pub mod members;
pub mod object;
pub mod operators;
pub mod position_message;
pub mod raise;
pub mod records;
pub mod script_block;
pub mod shape;
pub mod string_form;
pub mod text;
pub mod types;
pub mod value;
pub mod waitable;

pub use flow::{Flow, Result};
pub use object::{Data, Obj, Object};
pub use types::Type;
pub use value::{Str, Value};

/// The lock inside shared mutable payloads: uncontended in nearly every use.
pub type Lock<T> = parking_lot::Mutex<T>;

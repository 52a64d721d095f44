//! JSON as `ConvertTo-Json` and `ConvertFrom-Json` write and read it.

mod number;
mod position;
pub(crate) mod read;
pub(crate) mod tree;
pub(crate) mod write;

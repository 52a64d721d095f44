//! JSON as `ConvertTo-Json` and `ConvertFrom-Json` write and read it.

pub(crate) mod read;
mod number;
mod position;
pub(crate) mod tree;
pub(crate) mod write;

//! CSV: records to text and back, as the four cmdlets share it.

pub(crate) mod columns;
pub(crate) mod read;
pub(crate) mod write;

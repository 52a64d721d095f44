//! XML text as `ConvertTo-Xml` writes it.

pub(crate) mod write;

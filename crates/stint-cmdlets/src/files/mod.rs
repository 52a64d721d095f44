//! Files as the cmdlets that read or write whole texts see them: paths, encodings, and the errors of opening.

pub(crate) mod encoding;
pub(crate) mod failure;
pub(crate) mod open;
pub(crate) mod path;

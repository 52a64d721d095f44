//! What .NET says when a file cannot be opened.

pub(crate) use stint_system::io::failure::exception_for;

//! Text rules of .NET as pure functions on primitives.

pub mod culture;
pub mod number_format;
pub mod ticks;

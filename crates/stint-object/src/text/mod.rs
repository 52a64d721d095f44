//! Text rules of .NET as pure functions on primitives.

pub mod ticks;

//! Text rules of .NET as pure functions on primitives.

pub mod casing;
pub mod collation;
pub mod composite_format;
pub mod culture;
pub mod date_format;
pub mod date_parse;
pub mod encoding;
pub mod number_format;
pub mod number_parse;
pub mod regex;
pub mod ticks;
pub mod time_span;
pub mod wildcard;
pub mod zone;

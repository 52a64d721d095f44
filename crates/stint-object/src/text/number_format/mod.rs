//! Numbers as text: .NET's standard formats (C D E F G N P R X B) and custom ones (0 # . , % E0 sections), in any culture.
//!
//! One function a kind of number; each takes a format as scripts write it (empty: the default text) and fails with
//! [`BadFormat`] where .NET throws FormatException.

mod big_integer;
mod custom;
mod decimal;
mod digits;
mod integer;
mod real;
mod specifier;
mod standard;

pub use big_integer::format_big_integer;
pub use decimal::format_decimal;
pub use integer::{Width, format_integer};
pub use real::{
    format_f32, format_f64, powershell_f32, powershell_f64, shortest_f32, shortest_f64,
};
pub use specifier::BadFormat;

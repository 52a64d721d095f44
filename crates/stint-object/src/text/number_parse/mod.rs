//! Text as numbers: .NET's `Parse` with `NumberStyles`, and PowerShell's conversion of strings, which first reads a number
//! as a script would write it (`0x10`, `1kb`, `1e2`, `5d`).

mod big_integer;
mod decimal;
mod failure;
mod integer;
mod powershell;
mod real;
mod scan;
mod styles;

pub use big_integer::parse_big_integer;
pub use decimal::parse_decimal;
pub use failure::ParseFailure;
pub use integer::{IntegerType, parse_integer};
pub use powershell::{
    ScannedNumber, double_to_decimal, scan_number, string_to_big_integer, string_to_decimal,
    string_to_double, string_to_integer, string_to_single,
};
pub use real::{parse_f32, parse_f64};
pub use styles::NumberStyles;

//! Recorded output, made again from values built by hand. (With an evaluator the case runner covers the rest.)

mod errors;
mod reader;
mod renderings;
mod terminal;

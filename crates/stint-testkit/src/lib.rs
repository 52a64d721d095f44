//! The case runner, a fake clock and a scripted runner. Dev-dependency only.

pub mod cases;
pub mod cli;

//! What a pipeline stage runs: a cmdlet, a script, or a native program.

pub mod cmdlet;
pub mod common;
pub mod native;
mod native_output;
pub mod native_words;
mod objects_in_text;
pub mod script;

//! The program: command line, prompt, job-child mode.
fn main() {}

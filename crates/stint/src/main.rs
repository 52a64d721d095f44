//! The program: command line, prompt, job-child mode.

mod command_line;
mod evaluator;
mod host;
mod input;
mod interrupt;
mod prompt;
mod server;
mod session;

use std::process::ExitCode;

fn main() -> ExitCode {
    stint_job::sys::grow_in_large_steps();
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let code = interrupt::attend(|| session::run(&arguments));
    // Exit codes are taken modulo 256 by the system, as PowerShell's are.
    ExitCode::from(code as u8)
}

//! The project's own tasks: test, cases, tables, bench, members, differences, seeds, tidy.

mod bench;
mod cases;
mod differences;
mod house;
mod members;
mod memory;
mod run;
mod seeds;
mod tables;
mod test;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask TASK
  test                      formatting, clippy, unit tests, cases, tables; ends with `N passed, N failed`
  cases [--all] [PATTERN …] conformance cases; --all shows the pending ones' first difference too
  tables [TABLE …]          tables of small facts
  members                   members of .NET types that PowerShell has and Stint does not
  differences               writes docs/differences.md from cases/differences.tsv
  seeds                     fuzz/corpus from the recorded cases and connections
  bench                     the benches beside bash and python, as ratios
  tidy                      files and functions that have grown too long";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("test") => test::run(),
        Some("cases") => cases::run(rest),
        Some("tables") => tables::run(rest),
        Some("members") => members::run(),
        Some("differences") => differences::write(),
        Some("seeds") => seeds::write(),
        Some("bench") => bench::run(),
        Some("tidy") => house::tidy(),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// The project's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
        .to_path_buf()
}

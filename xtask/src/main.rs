//! The project's own tasks: `cargo xtask cases [PATTERN]`.

mod cases;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    match arguments.first().map(String::as_str) {
        Some("cases") => cases::run(rest),
        _ => {
            eprintln!("usage: cargo xtask cases [--all] [PATTERN ...]");
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

/// Builds the program and gives its path.
fn program(profile: &str) -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("STINT") {
        return Ok(given.into());
    }
    let mut command = std::process::Command::new(env!("CARGO"));
    command
        .args([
            "build",
            "--quiet",
            "--package",
            "stint",
            "--profile",
            profile,
        ])
        .current_dir(root());
    match command.status() {
        Ok(status) if status.success() => {}
        _ => return Err("the program does not build".into()),
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target
        .join(if profile == "dev" { "debug" } else { profile })
        .join("stint"))
}

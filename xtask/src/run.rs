//! Running cargo and the program.

use std::path::PathBuf;
use std::process::Command;

/// cargo, in the project's folder.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(crate::root());
    command
}

/// Builds the program in a profile and gives its path; `STINT` names another one to use instead.
pub fn program(profile: &str) -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("STINT") {
        return Ok(given.into());
    }
    let built = cargo(&[
        "build",
        "--quiet",
        "--package",
        "stint",
        "--profile",
        profile,
    ])
    .status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("the program does not build".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| crate::root().join("target"), PathBuf::from);
    Ok(target
        .join(if profile == "dev" { "debug" } else { profile })
        .join("stint"))
}

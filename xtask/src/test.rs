//! `cargo xtask test`: everything that must hold; the last line says how many checks passed and failed.

use crate::run::cargo;
use std::process::Stdio;

/// Runs everything.
pub fn run() -> Result<bool, String> {
    let (mut passed, mut failed) = (0, 0);
    let mut count = |good: bool| if good { passed += 1 } else { failed += 1 };
    count(step("formatting", &["fmt", "--check"])?);
    count(step(
        "clippy",
        &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )?);
    let forbidden = crate::house::forbidden()?;
    forbidden.iter().for_each(|edge| println!("{edge}"));
    count(forbidden.is_empty());
    let (good, bad) = unit_tests()?;
    let cases = crate::cases::report(&[])?;
    let (kept, low) = crate::tables::report(&[])?;
    passed += good + cases.passed[0] + cases.passed[1] + kept;
    failed += bad + cases.unexpected + low;
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn step(name: &str, arguments: &[&str]) -> Result<bool, String> {
    println!("== {name}");
    let status = cargo(arguments)
        .status()
        .map_err(|error| error.to_string())?;
    Ok(status.success())
}

/// Runs `cargo test` and adds up its result lines.
fn unit_tests() -> Result<(usize, usize), String> {
    println!("== unit tests");
    let output = cargo(&["test", "--workspace", "--no-fail-fast"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (mut passed, mut failed) = (0, 0);
    for line in text.lines() {
        if let Some(result) = line.strip_prefix("test result: ") {
            let number = |word: &str| {
                result
                    .split([' ', '.', ';'])
                    .collect::<Vec<_>>()
                    .windows(2)
                    .find(|pair| pair[1] == word)
                    .and_then(|pair| pair[0].parse::<usize>().ok())
            };
            passed += number("passed").unwrap_or(0);
            failed += number("failed").unwrap_or(0);
        } else if line.contains("FAILED") || line.contains("panicked") {
            println!("{line}");
        }
    }
    if !output.status.success() && failed == 0 {
        failed += 1;
        println!("{text}");
    }
    Ok((passed, failed))
}

//! `cargo xtask tables`: tables of small facts, run by the program itself; each must keep the share it has reached.

use std::path::Path;
use std::process::Command;

/// The tables and the share of rows, in percent, below which one fails.
const TABLES: &[(&str, f64)] = &[
    ("literals", 100.0),
    ("wildcards", 100.0),
    ("collation", 100.0),
    ("format-strings", 99.5),
    ("regex", 100.0),
    ("operators", 99.0),
    ("conversions", 100.0),
    ("static-members", 98.0),
    ("instance-members", 90.0),
    ("renderings", 90.0),
];

/// Runs all tables, or the named ones.
pub fn run(arguments: &[String]) -> Result<bool, String> {
    report(arguments).map(|(_, low)| low == 0)
}

/// The same; gives how many tables keep their share and how many do not.
pub fn report(arguments: &[String]) -> Result<(usize, usize), String> {
    let program = crate::run::program("dev")?;
    let (mut kept, mut low) = (0, 0);
    for (name, least) in TABLES
        .iter()
        .filter(|(name, _)| arguments.is_empty() || arguments.iter().any(|wanted| wanted == name))
    {
        let share = table(&program, name)?;
        println!("table {name}: {share:.1} % (at least {least} %)");
        if share >= *least { kept += 1 } else { low += 1 }
    }
    Ok((kept, low))
}

fn table(program: &Path, name: &str) -> Result<f64, String> {
    let folder = crate::root().join("cases/tables");
    let mut command = Command::new(program);
    command
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(folder.join("run-table.ps1"))
        .arg(folder.join(format!("{name}.jsonl")));
    for (variable, value) in [
        ("TERM", "dumb"),
        ("NO_COLOR", "1"),
        ("LC_ALL", "C.UTF-8"),
        ("TZ", "UTC"),
    ] {
        command.env(variable, value);
    }
    let output = command
        .output()
        .map_err(|error| format!("cannot run {}: {error}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().unwrap_or_default();
    let mut numbers = last
        .split([' ', ','])
        .filter_map(|word| word.parse::<f64>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(passed), Some(failed)) if passed + failed > 0.0 => {
            Ok(100.0 * passed / (passed + failed))
        }
        _ => Ok(0.0),
    }
}

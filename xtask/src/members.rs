//! `cargo xtask members`: which members of .NET types PowerShell has and Stint does not.

use std::process::Command;

/// Asks the program for the members of each type of facts/type-members.txt and prints what is missing.
pub fn run() -> Result<bool, String> {
    let facts = std::fs::read_to_string(crate::root().join("facts/type-members.txt"))
        .map_err(|error| error.to_string())?;
    let program = crate::run::program("dev")?;
    let (mut have, mut of) = (0, 0);
    for section in facts.split("== ").skip(1) {
        let mut lines = section.lines();
        let name = lines
            .next()
            .unwrap_or_default()
            .split(" : ")
            .next()
            .unwrap_or_default()
            .trim();
        let wanted: Vec<&str> = lines.filter_map(member).collect();
        let known = known(&program, name)?;
        let missing: Vec<&&str> = wanted
            .iter()
            .filter(|member| !known.iter().any(|known| known == *member))
            .collect();
        of += wanted.len();
        have += wanted.len() - missing.len();
        if !missing.is_empty() {
            println!(
                "{name}: {}",
                missing
                    .iter()
                    .map(|member| **member)
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
    }
    println!("members: {have} of {of}");
    Ok(true)
}

/// The name in a line such as `  static Int32 Parse(String s)`.
fn member(line: &str) -> Option<&str> {
    let head = line.split(['(', '{']).next()?.trim();
    head.rsplit(' ')
        .next()
        .filter(|name| !name.is_empty() && *name != "new")
}

fn known(program: &std::path::Path, name: &str) -> Result<Vec<String>, String> {
    let script =
        format!("try {{ [{name}].GetMethods().Name; [{name}].GetProperties().Name }} catch {{ }}");
    let output = Command::new(program)
        .args(["-NoProfile", "-NonInteractive", "-Command", &script])
        .output()
        .map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect())
}

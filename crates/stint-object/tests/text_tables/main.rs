//! The recorded tables of text rules, as far as this small reader of expressions goes. Each test prints its ratio and what failed, and
//! fails below the level reached. The whole tables are run by the program itself (`cases/tables/run-table.ps1`).

#![allow(clippy::unwrap_used, reason = "a test")]

mod collation;
mod conversions;
mod format_strings;
mod literals;
mod reader;
mod regex;
mod wildcards;

use std::path::Path;

/// Rows of a table: expression and what it gives.
fn rows(table: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../cases/tables")
        .join(table);
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Runs `evaluate` over a table; it gives nothing for rows it does not understand. `at_least` percent must be right.
fn check(table: &str, at_least: f64, evaluate: impl Fn(&str) -> Option<String>) {
    let rows = rows(table);
    let mut read = 0;
    let mut failures = Vec::new();
    for (expression, wanted) in &rows {
        let Some(got) = evaluate(expression) else {
            continue;
        };
        read += 1;
        // Only that there is an error shows here, not its id.
        let same = got == *wanted || (got == "!" && wanted.starts_with('!'));
        if !same {
            failures.push(format!("{expression}\n   wanted {wanted}\n   got    {got}"));
        }
    }
    let right = 100.0 * (read - failures.len()) as f64 / read.max(1) as f64;
    println!(
        "{table}: {right:.2} % of {read} rows read, of {}",
        rows.len()
    );
    for failure in failures.iter().take(40) {
        println!("{failure}");
    }
    assert!(
        right >= at_least,
        "{table}: {right:.2} % is below {at_least} %"
    );
}

//! `cargo xtask cases`: runs the conformance cases; those in cases/pending.txt must still fail.

use std::process::ExitCode;
use stint_testkit::cases::{self, Verdict};

/// Runs all cases, or those whose names contain one of the patterns. `--all` shows pending failures too.
pub fn run(arguments: &[String]) -> ExitCode {
    match report(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn report(arguments: &[String]) -> Result<bool, String> {
    let verbose = arguments.iter().any(|argument| argument == "--all");
    let patterns: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let root = crate::root().join("cases");
    let io = |error: std::io::Error| error.to_string();
    let mut all = cases::find(&root, &["job", "language"]).map_err(io)?;
    all.retain(|case| {
        patterns.is_empty()
            || patterns
                .iter()
                .any(|pattern| case.name.contains(pattern.as_str()))
    });
    let pending = cases::list(&root.join("pending.txt")).map_err(io)?;
    let program = crate::program("dev")?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    let verdicts = cases::run(&program, &all, workers);
    let mut counts = [(0, 0); 2];
    let mut unexpected = 0;
    for (case, verdict) in all.iter().zip(&verdicts) {
        let area = usize::from(case.name.starts_with("language/"));
        counts[area].1 += 1;
        let is_pending = pending.contains(&case.name);
        match verdict {
            Verdict::Passed => {
                counts[area].0 += 1;
                if is_pending {
                    unexpected += 1;
                    println!("PASSES although it is in cases/pending.txt: {}", case.name);
                }
            }
            Verdict::Failed(why) => {
                if !is_pending {
                    unexpected += 1;
                }
                if !is_pending || verbose {
                    println!(
                        "{}: {}{why}",
                        case.name,
                        if is_pending { "(pending) " } else { "" }
                    );
                }
            }
        }
    }
    let share = |(passed, of): (usize, usize)| {
        if of == 0 {
            0.0
        } else {
            100.0 * passed as f64 / of as f64
        }
    };
    println!(
        "cases: job {} of {} ({:.1} %), language {} of {} ({:.1} %)",
        counts[0].0,
        counts[0].1,
        share(counts[0]),
        counts[1].0,
        counts[1].1,
        share(counts[1])
    );
    Ok(unexpected == 0)
}

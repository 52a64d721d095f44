//! `cargo xtask cases`: runs the conformance cases; those in cases/pending.txt must still fail.

use stint_testkit::cases::{self, Verdict};

/// What came of all cases.
#[derive(Default)]
pub struct Outcome {
    /// Passed, by area: job, language.
    pub passed: [usize; 2],
    /// Of so many.
    pub of: [usize; 2],
    /// Cases that fail and should not, or pass and stand in the list of pending ones.
    pub unexpected: usize,
}

/// Runs all cases, or those whose names contain one of the patterns. `--all` shows pending failures too.
pub fn run(arguments: &[String]) -> Result<bool, String> {
    report(arguments).map(|outcome| outcome.unexpected == 0)
}

/// The same, with the figures.
pub fn report(arguments: &[String]) -> Result<Outcome, String> {
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
    let program = crate::run::program("dev")?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let verdicts = cases::run(&program, &all, workers);
    let mut outcome = Outcome::default();
    for (case, verdict) in all.iter().zip(&verdicts) {
        let area = usize::from(case.name.starts_with("language/"));
        outcome.of[area] += 1;
        let is_pending = pending.contains(&case.name);
        match verdict {
            Verdict::Passed => {
                outcome.passed[area] += 1;
                if is_pending {
                    outcome.unexpected += 1;
                    println!("PASSES although it is in cases/pending.txt: {}", case.name);
                }
            }
            Verdict::Failed(why) => {
                outcome.unexpected += usize::from(!is_pending);
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
    let share = |area: usize| 100.0 * outcome.passed[area] as f64 / outcome.of[area].max(1) as f64;
    println!(
        "cases: job {} of {} ({:.1} %), language {} of {} ({:.1} %)",
        outcome.passed[0],
        outcome.of[0],
        share(0),
        outcome.passed[1],
        outcome.of[1],
        share(1)
    );
    Ok(outcome)
}

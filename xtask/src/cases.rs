//! `cargo xtask cases`: runs the conformance cases; those in cases/pending.txt must still fail, and so must those that
//! cases/differences.tsv names as differing on purpose.

use std::collections::BTreeSet;
use std::path::Path;
use stint_testkit::cases::{self, Case, Verdict};

/// Where cases are, in the order they are reported.
const AREAS: &[&str] = &["job", "language", "cli", "page", "own"];

/// What came of all cases.
#[derive(Default)]
pub struct Outcome {
    /// Passed, by area.
    pub passed: [usize; AREAS.len()],
    /// Of so many.
    pub of: [usize; AREAS.len()],
    /// Cases that fail and should not, or pass and stand in a list of those that do not.
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
    let mut all = find()?;
    all.retain(|case| {
        patterns.is_empty()
            || patterns
                .iter()
                .any(|pattern| case.name.contains(pattern.as_str()))
    });
    let expected = Expected::read()?;
    let program = crate::run::program("dev")?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let verdicts = cases::run(&program, &all, workers);
    let mut outcome = Outcome::default();
    for (case, verdict) in all.iter().zip(&verdicts) {
        let listed = expected.list_of(&case.name);
        outcome.count(case, verdict, listed.is_some());
        match (verdict, listed) {
            (Verdict::Passed, Some(list)) => {
                println!("PASSES although it is in {list}: {}", case.name);
            }
            (Verdict::Failed(why), None) => println!("{}: {why}", case.name),
            (Verdict::Failed(why), Some(list)) if verbose => {
                println!("{}: (in {list}) {why}", case.name);
            }
            _ => {}
        }
    }
    println!("cases: {}", outcome.shares());
    Ok(outcome)
}

fn find() -> Result<Vec<Case>, String> {
    let root = crate::root().join("cases");
    let io = |error: std::io::Error| error.to_string();
    let mut all = cases::find(&root, &["job", "language", "page", "own"]).map_err(io)?;
    all.extend(stint_testkit::cli::find(&root.join("cli")).map_err(io)?);
    Ok(all)
}

fn area(case: &Case) -> usize {
    AREAS
        .iter()
        .position(|area| case.name.starts_with(area))
        .unwrap_or(0)
}

/// The lists of cases that must fail.
struct Expected {
    pending: BTreeSet<String>,
    differences: BTreeSet<String>,
}

impl Expected {
    fn read() -> Result<Self, String> {
        let pending = crate::root().join(Path::new("cases/pending.txt"));
        Ok(Self {
            pending: cases::list(&pending).map_err(|error| error.to_string())?,
            differences: crate::differences::cases()?,
        })
    }

    fn list_of(&self, name: &str) -> Option<&'static str> {
        if self.pending.contains(name) {
            Some("cases/pending.txt")
        } else if self.differences.contains(name) {
            Some("cases/differences.tsv")
        } else {
            None
        }
    }
}

impl Outcome {
    fn count(&mut self, case: &Case, verdict: &Verdict, listed: bool) {
        let area = area(case);
        let passed = *verdict == Verdict::Passed;
        self.of[area] += 1;
        self.passed[area] += usize::from(passed);
        self.unexpected += usize::from(passed == listed);
    }

    /// How many of each area passed, in words.
    fn shares(&self) -> String {
        let share = |(at, area): (usize, &&str)| {
            let (passed, of) = (self.passed[at], self.of[at]);
            let percent = 100.0 * passed as f64 / of.max(1) as f64;
            format!("{area} {passed} of {of} ({percent:.1} %)")
        };
        let shares: Vec<String> = AREAS
            .iter()
            .enumerate()
            .filter(|(at, _)| self.of[*at] > 0)
            .map(share)
            .collect();
        shares.join(", ")
    }
}

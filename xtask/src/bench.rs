//! `cargo xtask bench`: the benches beside bash and python in the same run, quoted as ratios.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each is run; the median counts.
const RUNS: usize = 5;

/// Runs all benches.
pub fn run() -> Result<bool, String> {
    let program = crate::run::program("release")?;
    let bash = median(&["bash", "-c", ":"])?;
    let start = median(&[&program.to_string_lossy(), "-NoProfile", "-Command", "1"])?;
    println!("start-up: {:.2} x bash", ratio(start, bash));
    let memory = crate::memory::waiting_job(&program)?;
    println!(
        "waiting-job: {:.1} MB resident, {:.1} MB of its own",
        memory.resident as f64 / 1024.0,
        memory.own as f64 / 1024.0
    );
    let benches = crate::root().join("benches");
    let yardstick = numbers(&[
        "python3",
        &benches.join("interp/yardstick.py").to_string_lossy(),
    ])?;
    for folder in ["interp", "jobs"] {
        for script in scripts(&benches.join(folder))? {
            for (name, value) in figures(&program, &script)? {
                let python = yardstick.iter().find(|(known, _)| *known == name);
                match python {
                    Some((_, python)) => {
                        println!("{name}: {:.2} x python", value / python.max(0.001))
                    }
                    None if name.contains("-us") => println!(
                        "{name}: {value:.0} us, {:.2} x bash",
                        value / 1000.0 / millis(bash)
                    ),
                    None => println!("{name}: {value:.0} ms"),
                }
            }
        }
    }
    Ok(true)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn median(command: &[&str]) -> Result<Duration, String> {
    let mut times = Vec::new();
    for _ in 0..RUNS * 4 {
        let began = Instant::now();
        let status = Command::new(command[0])
            .args(&command[1..])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.map_err(|error| format!("{}: {error}", command[0]))?;
        times.push(began.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

fn scripts(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut scripts: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ps1"))
        .collect();
    scripts.sort();
    Ok(scripts)
}

/// A bench's figures: the median of some runs for each name.
fn figures(program: &Path, script: &Path) -> Result<Vec<(String, f64)>, String> {
    let (program, script) = (program.to_string_lossy(), script.to_string_lossy());
    let mut all: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..RUNS {
        for (name, value) in numbers(&[&program, "-NoProfile", "-File", &script])? {
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.push(value),
                None => all.push((name, vec![value])),
            }
        }
    }
    Ok(all
        .into_iter()
        .map(|(name, mut values)| {
            values.sort_by(f64::total_cmp);
            (name, values[values.len() / 2])
        })
        .collect())
}

/// Lines of `name value`.
fn numbers(command: &[&str]) -> Result<Vec<(String, f64)>, String> {
    let output = Command::new(command[0])
        .args(&command[1..])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{}: {error}", command[0]))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, value)| Some((name.to_owned(), value.trim().parse().ok()?)))
        .collect())
}

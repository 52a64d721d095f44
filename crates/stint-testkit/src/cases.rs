//! Conformance cases: a script and what a real PowerShell printed for it, compared byte for byte.
//!
//! Each runs as it was recorded: alone in a fresh folder that is the current directory and holds an empty `home`, standard input
//! empty, width 80, no colours, UTC. The folder's own path is written `{DIR}` in what it prints.
//! A case of another shape than a script says itself how it runs (`Play`).

use crate::cli;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How long a case may take: as when it was recorded, or the seconds that `CASE_SECONDS` says.
fn limit() -> Duration {
    let seconds = std::env::var("CASE_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(90);
    Duration::from_secs(seconds)
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Area and name: `job/stop-01-by-id`.
    pub name: String,
    /// What is run.
    pub play: Play,
}

/// What a case runs.
#[derive(Clone, Debug)]
pub enum Play {
    /// A script beside its record.
    Script(PathBuf),
    /// A command line with its record.
    CommandLine(cli::CommandLine),
}

/// What a case must give.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The exit code.
    pub code: i32,
}

/// What a case gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same bytes and code.
    Passed,
    /// A difference, in words.
    Failed(String),
}

/// All cases in a folder of areas, sorted by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn find(root: &Path, areas: &[&str]) -> std::io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for area in areas {
        for entry in std::fs::read_dir(root.join(area))? {
            let script = entry?.path();
            if script
                .extension()
                .is_some_and(|extension| extension == "ps1")
            {
                let stem = script
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                cases.push(Case {
                    name: format!("{area}/{stem}"),
                    play: Play::Script(script),
                });
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

/// The names in a list file: one a line, `#` starts a remark.
///
/// # Errors
/// When the file cannot be read.
pub fn list(file: &Path) -> std::io::Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(file)?;
    Ok(text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Runs cases side by side and gives each with its verdict, in the order given.
pub fn run(program: &Path, cases: &[Case], workers: usize) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let verdicts: Vec<Mutex<Option<Verdict>>> = cases.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..workers.max(1) {
            scope.spawn(|| {
                while let Some((at, case)) = cases
                    .get(next.load(Ordering::Relaxed))
                    .map(|_| next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|at| Some((at, cases.get(at)?)))
                {
                    let verdict = one(program, case)
                        .unwrap_or_else(|error| Verdict::Failed(format!("cannot be run: {error}")));
                    *verdicts[at].lock().expect("a verdict is set once") = Some(verdict);
                }
            });
        }
    });
    verdicts
        .into_iter()
        .map(|verdict| {
            verdict
                .into_inner()
                .expect("no worker panicked")
                .unwrap_or(Verdict::Failed("was not run".into()))
        })
        .collect()
}

/// Runs one case.
///
/// # Errors
/// When its folder cannot be made or the program cannot be started.
pub fn one(program: &Path, case: &Case) -> std::io::Result<Verdict> {
    let folder = tempfile::Builder::new().prefix("case.").tempdir()?;
    let folder = folder.path().canonicalize()?;
    std::fs::create_dir(folder.join("home"))?;
    let mut command = Command::new(program);
    command.current_dir(&folder);
    environment(&mut command, &folder);
    let (input, expected) = match &case.play {
        Play::Script(script) => (Vec::new(), set_script(&mut command, &folder, script)?),
        Play::CommandLine(line) => (line.input.clone(), line.set(&mut command, &folder)?),
    };
    let ran = output(command, input)?;
    let shown = folder.to_string_lossy().into_owned();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&shown, "{DIR}");
    let mut actual = Record {
        out: text(&ran.out),
        err: text(&ran.err),
        code: ran.status.and_then(|status| status.code()).unwrap_or(-1),
    };
    if let Play::CommandLine(_) = &case.play {
        actual.out = cli::unnamed(&actual.out);
    }
    if !ran.ended {
        let seconds = limit().as_secs();
        return Ok(Verdict::Failed(format!("did not end in {seconds} s")));
    }
    Ok(compare(&expected, &actual))
}

/// Puts a script into its folder and on the command line; gives its record.
fn set_script(command: &mut Command, folder: &Path, script: &Path) -> std::io::Result<Record> {
    let copy = folder.join(script.file_name().unwrap_or_default());
    std::fs::copy(script, &copy)?;
    command
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(&copy);
    Ok(Record {
        out: read_or_empty(&script.with_extension("out"))?,
        err: read_or_empty(&script.with_extension("err"))?,
        code: read_or_empty(&script.with_extension("code"))?
            .trim()
            .parse()
            .unwrap_or(0),
    })
}

fn compare(expected: &Record, actual: &Record) -> Verdict {
    let streams = [
        ("output", &expected.out, &actual.out),
        ("error", &expected.err, &actual.err),
    ];
    for (what, expected, actual) in streams {
        if expected != actual {
            let lines = difference(expected, actual);
            return Verdict::Failed(format!("standard {what} differs\n{lines}"));
        }
    }
    if actual.code == expected.code {
        Verdict::Passed
    } else {
        Verdict::Failed(format!(
            "exit code {} instead of {}",
            actual.code, expected.code
        ))
    }
}

/// The environment of every case.
pub fn environment(command: &mut Command, folder: &Path) {
    command
        .env_remove("COLUMNS")
        .env_remove("LINES")
        .env("HOME", folder.join("home"));
    for (name, value) in [
        ("TERM", "dumb"),
        ("NO_COLOR", "1"),
        ("LC_ALL", "C.UTF-8"),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
    ] {
        command.env(name, value);
    }
}

fn read_or_empty(file: &Path) -> std::io::Result<String> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// The first lines that differ.
fn difference(expected: &str, actual: &str) -> String {
    let (mut left, mut right) = (expected.split('\n'), actual.split('\n'));
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let show = |line: Option<&str>| {
                    line.map_or("(nothing more)".to_owned(), |line| format!("{line:?}"))
                };
                return format!(
                    "  line {number}\n  expected {}\n  got      {}",
                    show(a),
                    show(b)
                );
            }
        }
    }
    "  only in the line ends".into()
}

/// What a program said and how it ended.
pub struct Ran {
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: Vec<u8>,
    /// Whether it ended by itself in time.
    pub ended: bool,
    /// How.
    pub status: Option<ExitStatus>,
}

/// Runs a program with an input to its end, or ends it at the limit.
///
/// # Errors
/// When it cannot be started.
pub fn output(mut command: Command, input: Vec<u8>) -> std::io::Result<Ran> {
    let mut child = command
        .stdin(if input.is_empty() {
            Stdio::null()
        } else {
            Stdio::piped()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input leaves the writer with a broken pipe.
        thread::spawn(move || stdin.write_all(&input));
    }
    let (sender, receiver) = mpsc::channel();
    let out = reader(child.stdout.take(), sender.clone());
    let err = reader(child.stderr.take(), sender);
    let ended = wait(&receiver, Instant::now() + limit());
    if !ended {
        end(&mut child);
    }
    let status = child.wait().ok();
    Ok(Ran {
        out: out.join().unwrap_or_default(),
        err: err.join().unwrap_or_default(),
        ended,
        status,
    })
}

/// Waits until both outputs are closed.
fn wait(closed: &mpsc::Receiver<()>, until: Instant) -> bool {
    (0..2).all(|_| {
        closed
            .recv_timeout(until.saturating_duration_since(Instant::now()))
            .is_ok()
    })
}

fn end(child: &mut Child) {
    let _ = child.kill();
}

fn reader(
    from: Option<impl Read + Send + 'static>,
    closed: mpsc::Sender<()>,
) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            let _ = from.read_to_end(&mut bytes);
        }
        let _ = closed.send(());
        bytes
    })
}

//! How much memory a process job takes that only waits.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Starts a job, says so when it has spoken, and waits for its input to end.
const SCRIPT: &str = "$j = Start-Job { 'up'; Start-Sleep 60 }
while (-not $j.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 5 }
'up'; $null = [Console]::In.ReadLine()";

/// Kilobytes that are resident, and those of them that are the process's own.
pub struct Memory {
    pub resident: u64,
    pub own: u64,
}

/// Measures a job of the program.
pub fn waiting_job(program: &Path) -> Result<Memory, String> {
    let mut parent = Command::new(program)
        .args(["-NoProfile", "-Command", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let measured = of_child(&mut parent);
    drop(parent.stdin.take());
    parent.wait().map_err(|error| error.to_string())?;
    measured
}

fn of_child(parent: &mut Child) -> Result<Memory, String> {
    let mut line = String::new();
    let out = parent.stdout.take().ok_or("no output")?;
    BufReader::new(out)
        .read_line(&mut line)
        .map_err(|error| error.to_string())?;
    let child = child_of(parent.id()).ok_or("the job's process is not there")?;
    let text = std::fs::read_to_string(format!("/proc/{child}/smaps_rollup"))
        .map_err(|error| error.to_string())?;
    let sum = |names: &[&str]| {
        text.lines()
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| names.contains(name))
            .filter_map(|(_, rest)| rest.split_whitespace().next()?.parse::<u64>().ok())
            .sum()
    };
    Ok(Memory {
        resident: sum(&["Rss"]),
        own: sum(&["Private_Clean", "Private_Dirty"]),
    })
}

/// A process whose parent this is.
fn child_of(parent: u32) -> Option<u32> {
    let processes = std::fs::read_dir("/proc").ok()?.flatten();
    processes
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .find(|id| parent_of(*id) == Some(parent))
}

/// The fourth field of `stat`, which begins again behind the name in parentheses.
fn parent_of(id: u32) -> Option<u32> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    fields.split_whitespace().nth(1)?.parse().ok()
}

//! A script that is interrupted or killed leaves nothing behind.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::io::{BufRead, BufReader, Read};
use std::os::fd::OwnedFd;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A script that runs, and what it says.
struct Script {
    process: Child,
    output: BufReader<ChildStdout>,
}

impl Script {
    /// Starts it. Whoever runs the tests in the background may have ^C ignored; it has not.
    fn start(text: &str) -> Self {
        let mut process = Command::new("env")
            .args(["--default-signal=INT", env!("CARGO_BIN_EXE_stint")])
            .args(["-NoProfile", "-Command", text])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(process.stdout.take().expect("piped"));
        Self { process, output }
    }

    /// The process whose number its next line is.
    fn process_of_line(&mut self) -> OwnedFd {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("it speaks");
        let process = line.trim().parse().ok().and_then(Pid::from_raw);
        let process = process.unwrap_or_else(|| panic!("no process id in {line:?}"));
        pidfd_open(process, PidfdFlags::empty()).expect("the process runs")
    }
}

/// Waits until a process has ended.
fn wait_for_end(process: &OwnedFd) {
    let mut ended = [PollFd::new(process, PollFlags::IN)];
    let limit = Timespec {
        tv_sec: 30,
        tv_nsec: 0,
    };
    assert_eq!(poll(&mut ended, Some(&limit)), Ok(1), "a process is left");
}

#[test]
fn an_interrupted_script_runs_its_finally_and_leaves_no_job() {
    let mut script = Script::start(
        r#"
        $job = Start-Job { $PID; Start-Sleep 300 }
        while (-not ($child = Receive-Job $job)) { Start-Sleep -Milliseconds 5 }
        $child
        try { Wait-Job $job } finally { "state $($job.State)" }
        "not reached"
        "#,
    );
    let job = script.process_of_line();
    let id = script.process.id().to_string();
    let killed = Command::new("kill").args(["-INT", &id]).status();
    assert!(killed.expect("kill runs").success());
    let mut rest = String::new();
    script.output.read_to_string(&mut rest).expect("it ends");
    assert_eq!(rest, "state Running\n");
    assert_eq!(script.process.wait().expect("it ends").code(), Some(130));
    wait_for_end(&job);
}

#[test]
fn a_job_that_refuses_to_stop_ends_soon_after_its_killed_shell() {
    let mut script = Script::start(
        r#"
        $job = Start-Job {
            $native = Start-Process sleep 300 -PassThru
            $PID, $native.Id
            try { Start-Sleep 300 } finally { while ($true) { Start-Sleep 1 } }
        }
        while ($said.Count -lt 2) { $said += @(Receive-Job $job); Start-Sleep -Milliseconds 5 }
        $said
        Wait-Job $job
        "#,
    );
    let (job, native) = (script.process_of_line(), script.process_of_line());
    script.process.kill().expect("it runs");
    script.process.wait().expect("it ends");
    wait_for_end(&job);
    wait_for_end(&native);
}

//! Scripts that run in a process of their own, and processes of theirs.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::io::{BufRead, BufReader};
use std::os::fd::OwnedFd;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A script that runs, and what it says.
pub struct Script {
    pub process: Child,
    pub output: BufReader<ChildStdout>,
}

impl Script {
    /// Starts it. Whoever runs the tests in the background may have ^C ignored; it has not.
    pub fn start(text: &str) -> Self {
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
    pub fn process_of_line(&mut self) -> OwnedFd {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("it speaks");
        let process = line.trim().parse().ok().and_then(Pid::from_raw);
        let process = process.unwrap_or_else(|| panic!("no process id in {line:?}"));
        pidfd_open(process, PidfdFlags::empty()).expect("the process runs")
    }
}

/// Waits until a process has ended.
pub fn wait_for_end(process: &OwnedFd) {
    let mut ended = [PollFd::new(process, PollFlags::IN)];
    let limit = Timespec {
        tv_sec: 30,
        tv_nsec: 0,
    };
    assert_eq!(poll(&mut ended, Some(&limit)), Ok(1), "a process is left");
}

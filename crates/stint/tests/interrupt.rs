//! A script that is interrupted or killed leaves nothing behind.

mod common;

use common::{Script, wait_for_end};
use std::io::Read;
use std::process::Command;

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

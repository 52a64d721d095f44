//! `-s`: this process is a job of another one, and is told over its pipes what to run.

use crate::command_line::CommandLine;
use crate::evaluator::StintEvaluator;
use std::time::Duration;
use stint_job::serve::{ServeOptions, serve};
use stint_job::sys;
use stint_object::Str;
use stint_wire::Limits;
use stint_wire::clixml::Zone;

/// How long `finally` blocks may take that nobody waits for.
const ORPHAN_GRACE: Duration = Duration::from_secs(10);

/// Serves the process that started this one, until it is gone. Gives the exit code.
pub fn run(line: &CommandLine) -> i32 {
    match try_run(line) {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("stint: the job server cannot use its pipes: {error}");
            1
        }
    }
}

fn try_run(line: &CommandLine) -> std::io::Result<()> {
    sys::adopt_orphans()?;
    let ends = sys::take_stdio()?;
    let options = ServeOptions {
        location: line.directory.as_ref().map(Into::into),
        initialization: line.encoded.as_deref().map(Str::from),
        version: "7.6.5".into(),
        os: "Linux".into(),
        zone: Zone::LOCAL,
        limits: Limits::default(),
        orphan_grace: Some(ORPHAN_GRACE),
    };
    crate::session::register();
    serve(&StintEvaluator, &options, ends)?;
    Ok(())
}

//! `-s`: this process is a job of another one, and is told over its pipes what to run.

use crate::command_line::CommandLine;
use crate::evaluator::StintEvaluator;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::time::Duration;
use stint_job::serve::{ServeEnd, ServeOptions, serve};
use stint_job::sys;
use stint_object::Str;
use stint_wire::Limits;
use stint_wire::clixml::Zone;

/// How long `finally` blocks may take that nobody waits for.
const ORPHAN_GRACE: Duration = Duration::from_secs(10);

/// Serves the process that started this one, until it is gone. Gives the exit code.
pub fn run(line: &CommandLine) -> i32 {
    let ends = match sys::adopt_orphans().and_then(|()| sys::take_stdio()) {
        Ok(ends) => ends,
        Err(error) => {
            eprintln!("stint: the job server cannot use its pipes: {error}");
            return 1;
        }
    };
    let why = match serve_client(line, ends.protocol) {
        Ok(ServeEnd::ClientGone) => return 0,
        Ok(ServeEnd::Broken(why)) => why,
        Err(error) => error.to_string(),
    };
    // A client that is gone needs no reason.
    let _ = writeln!(std::fs::File::from(ends.complaints), "{why}");
    1
}

fn serve_client(line: &CommandLine, ends: (OwnedFd, OwnedFd)) -> std::io::Result<ServeEnd> {
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
    serve(&StintEvaluator, &options, ends)
}

//! `Get-Process`, `Stop-Process` and `Wait-Process`.

use crate::values;
use std::time::Duration;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Str, Value};
use stint_system::diagnostics::process::{self, Process};

/// Which processes are meant.
#[derive(Params, Default)]
struct Wanted {
    name: Vec<Str>,
    id: Vec<i32>,
    input_object: Vec<Value>,
}

impl Wanted {
    /// The processes; what is missing is reported.
    fn find(&self, cx: &mut dyn Cx, all: bool) -> Result<Vec<Value>> {
        if !self.input_object.is_empty() {
            return Ok(self.input_object.clone());
        }
        let mut found = Vec::new();
        for id in &self.id {
            match process::find(*id) {
                Some(value) => found.push(value),
                None => cx.error(missing(
                    "NoProcessFoundForGivenId",
                    format!("Cannot find a process with the process identifier {id}."),
                    Value::Int32(*id),
                ))?,
            }
        }
        if self.name.is_empty() {
            if all && self.id.is_empty() {
                found = process::all();
                found.sort_by(|a, b| {
                    values::compare_text(&name(a), &name(b), true)
                        .then_with(|| number(a).cmp(&number(b)))
                });
            }
            return Ok(found);
        }
        let known = process::all();
        for pattern in &self.name {
            let before = found.len();
            found.extend(
                known
                    .iter()
                    .filter(|value| values::matches_pattern(pattern, &name(value)))
                    .cloned(),
            );
            if found.len() == before && !values::is_pattern(pattern) {
                cx.error(missing(
                    "NoProcessFoundForGivenName",
                    format!("Cannot find a process with the name \"{pattern}\". Verify the process name and call the cmdlet again."),
                    pattern.clone().into(),
                ))?;
            }
        }
        Ok(found)
    }
}

fn missing(id: &'static str, text: String, target: Value) -> ErrorRecord {
    ErrorRecord::new(
        id,
        Category::ObjectNotFound,
        exceptions::SERVICE_COMMAND,
        text,
    )
    .with_target(target)
}

fn name(value: &Value) -> Str {
    value
        .payload::<Process>()
        .map(Process::name)
        .unwrap_or_default()
}

fn number(value: &Value) -> i32 {
    value.payload::<Process>().map_or(0, |process| process.id)
}

/// `sleep (123)`
fn shown(value: &Value) -> String {
    format!("{} ({})", name(value), number(value))
}

pub(super) mod get {
    use super::*;

    /// `Get-Process`.
    #[derive(Params, Default)]
    struct GetProcess {
        #[param(flatten)]
        wanted: Wanted,
    }

    entry!("Get-Process", "GetProcessCommand", GetProcess);

    impl Cmdlet for GetProcess {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let found = self.wanted.find(cx, true)?;
            cx.write_all(found)
        }
    }
}

pub(super) mod stop {
    use super::*;

    /// `Stop-Process`.
    #[derive(Params, Default)]
    struct StopProcess {
        #[param(flatten)]
        wanted: Wanted,
        force: bool,
        pass_thru: bool,
    }

    entry!("Stop-Process", "StopProcessCommand", StopProcess);

    impl Cmdlet for StopProcess {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            for value in self.wanted.find(cx, false)? {
                if !cx.should_process(&shown(&value), "Stop-Process")? {
                    continue;
                }
                let Some(process) = value.payload::<Process>() else {
                    continue;
                };
                if let Err(error) = process.kill() {
                    let reason = if error.kind() == std::io::ErrorKind::PermissionDenied {
                        "Operation not permitted".to_owned()
                    } else {
                        error.to_string()
                    };
                    let text = format!(
                        "Cannot stop process \"{}\" because of the following error: {reason}",
                        shown(&value)
                    );
                    cx.error(
                        ErrorRecord::new(
                            "CouldNotStopProcess",
                            Category::CloseError,
                            exceptions::SERVICE_COMMAND,
                            text,
                        )
                        .with_target(value.clone()),
                    )?;
                    continue;
                }
                if self.pass_thru {
                    cx.write(value)?;
                }
            }
            Ok(())
        }
    }
}

pub(super) mod wait {
    use super::*;

    /// `Wait-Process`.
    #[derive(Params, Default)]
    struct WaitProcess {
        #[param(flatten)]
        wanted: Wanted,
        timeout: Option<i32>,
        any: bool,
        pass_thru: bool,
        #[param(skip)]
        all: Vec<Value>,
    }

    entry!("Wait-Process", "WaitProcessCommand", WaitProcess);

    impl Cmdlet for WaitProcess {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let found = self.wanted.find(cx, false)?;
            self.all.extend(found);
            Ok(())
        }

        fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let limit = self
                .timeout
                .and_then(|seconds| u64::try_from(seconds).ok())
                .map(Duration::from_secs);
            let start = std::time::Instant::now();
            let stop = cx.stop_token();
            loop {
                let ended = self
                    .all
                    .iter()
                    .filter(|value| value.payload::<Process>().is_none_or(Process::has_exited))
                    .count();
                if ended == self.all.len()
                    || self.any && ended > 0
                    || limit.is_some_and(|limit| start.elapsed() >= limit)
                {
                    break;
                }
                if stop.wait(Some(Duration::from_millis(10))) {
                    return Err(Flow::Stopped);
                }
            }
            for value in &self.all {
                let ended = value.payload::<Process>().is_none_or(Process::has_exited);
                if !ended && !self.any {
                    let text = format!(
                        "This command stopped operation because process \"{}\" is not stopped in the specified time-out.",
                        shown(value)
                    );
                    cx.error(
                        ErrorRecord::new(
                            "ProcessNotTerminated",
                            Category::CloseError,
                            exceptions::TIMEOUT,
                            text,
                        )
                        .with_target(value.clone()),
                    )?;
                }
            }
            if self.pass_thru {
                let all = std::mem::take(&mut self.all);
                cx.write_all(all)?;
            }
            Ok(())
        }
    }
}

//! What passes between objects and native programs as text.

use crate::pipeline::Stage;
use crate::runspace::{Preference, Runspace};
use crate::symbol::known;
use stint_object::error_record::{Category, ErrorObject, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Result, Value, convert};

/// An object as the text that a program reads: formatted as for the host where it is no plain value.
pub fn of(rs: &Runspace, value: &Value) -> Result<String> {
    match value {
        Value::Str(text) => Ok(text.to_string()),
        Value::Object(_) if value.as_str().is_none() && !is_plain(value) => rs.format_text(value),
        other => Ok(convert::to_str(other)?.to_string()),
    }
}

fn is_plain(value: &Value) -> bool {
    use stint_object::Data;
    matches!(
        value.data(),
        Some(Data::Decimal(_) | Data::BigInt(_) | Data::Enum(_) | Data::Guid(_))
    )
}

/// A line that a program wrote to standard error.
///
/// The first line of a program is `NativeCommandError`, those after it `NativeCommandErrorMessage`.
pub fn error_line(rs: &Runspace, stage: &Stage, line: &str, first: bool) -> Result<()> {
    let id = if first {
        "NativeCommandError"
    } else {
        "NativeCommandErrorMessage"
    };
    let error: ErrorObject = ErrorRecord::new(id, Category::NotSpecified, exceptions::REMOTE, line)
        .with_target(Value::str(line))
        .into();
    {
        let mut state = error.state.lock();
        state.activity = Some(stage.command.name.clone());
        state.invocation = Some(std::sync::Arc::new(crate::report::invocation(stage)));
        state.native = true;
    }
    rs.send_error(&error)
}

/// What a program's exit code other than 0 does: an error if `$PSNativeCommandUseErrorActionPreference` says so.
pub fn failed(rs: &Runspace, stage: &Stage, path: &str, code: i32, pid: i32) -> Result<()> {
    let wanted = crate::run::variable::by_name(&stage.site.frame, *known::NATIVE_ERROR)
        .is_some_and(|value| convert::to_bool(&value));
    if !wanted {
        return Ok(());
    }
    let name = std::path::Path::new(path).file_name().map_or_else(
        || path.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let error: ErrorObject = ErrorRecord::new(
        "ProgramExitedWithNonZeroCode",
        Category::NotSpecified,
        exceptions::NATIVE_COMMAND_EXIT,
        format!("Program \"{name}\" ended with non-zero exit code: {code} (0x{code:02X})."),
    )
    .with_property("Path", Value::str(path))
    .with_property("ExitCode", Value::Int32(code))
    .with_property("ProcessId", Value::Int32(pid))
    .with_target(Value::str(path))
    .into();
    crate::report::place_command(rs, stage, &error, None);
    let preference = rs.preference(&stage.site.frame, *known::ERROR_ACTION);
    if preference == Preference::Stop {
        Err(error.into())
    } else {
        crate::report::write_error(rs, preference, error)
    }
}

/// Asks a program to end.
pub fn terminate(pid: u32) {
    if let Some(pid) = rustix::process::Pid::from_raw(pid as i32) {
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    }
}

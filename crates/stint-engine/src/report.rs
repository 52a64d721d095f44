//! The streams other than output: errors, warnings and their kin on their way to the host, a file or a variable.

use crate::context::Env;
use crate::frame::Frame;
use crate::pipeline::Stage;
use crate::runspace::{Preference, Route, Runspace, stream};
use crate::symbol::known;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::host::Stream;
use stint_cmdlet::{Command, CommandKind};
use stint_object::error_record::{Category, ErrorObject, ErrorRecord, Invocation};
use stint_object::records::{HostMessage, InformationRecord, ProgressRecord, TextRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Object, Result, Str, Value};
use stint_syntax::Extent;

/// The name that error ids carry for a command: a cmdlet's class, a function's name.
pub fn class_of(command: &Command) -> Str {
    match (command.entry, command.kind) {
        (Some(entry), _) => entry.class.into(),
        (None, CommandKind::Function | CommandKind::Filter | CommandKind::ExternalScript) => {
            command.name.clone()
        }
        _ => Str::default(),
    }
}

/// The invocation of a stage's command.
pub fn invocation(stage: &Stage) -> Invocation {
    Invocation {
        command_name: stage.command.name.clone(),
        command: Value::Null,
        invocation_name: stage.site.name.clone(),
        position: Some(crate::position::position(
            stage.site.code.source(),
            stage.site.extent,
        )),
        pipeline: stage.site.place,
        expecting_input: stage.site.expects_input,
        from_runspace: false,
        ..Invocation::default()
    }
}

/// Gives an error of a stage's command the command's name and place.
pub fn place_command(rs: &Runspace, stage: &Stage, error: &ErrorObject, extent: Option<Extent>) {
    let _ = rs;
    let mut state = error.state.lock();
    if state.command.is_none() {
        state.command = Some(class_of(&stage.command));
    }
    if state.activity.is_none() && !stage.command.name.is_empty() {
        state.activity = Some(stage.command.name.clone());
    }
    if state.invocation.is_none() {
        let mut made = invocation(stage);
        if let Some(extent) = extent {
            made.position = Some(crate::position::position(stage.site.code.source(), extent));
        }
        made.command = crate::command::object::object_of(&stage.command);
        state.invocation = Some(Arc::new(made));
    }
    if state.stack.is_none() {
        let line = stage.site.code.source().start(stage.site.extent).line;
        state.stack = Some(crate::position::stack_trace(
            &stage.site.frame,
            stage.site.code.source(),
            line,
        ));
    }
}

/// Names the command in a terminating error that leaves a cmdlet. A script's own errors keep their places.
pub fn name_command(rs: &Runspace, stage: &Stage, flow: Flow) -> Flow {
    if let Flow::Error(error) = &flow
        && stage.command.entry.is_some()
        && error.state.lock().invocation.is_none()
    {
        place_command(rs, stage, error, None);
    }
    flow
}

/// Names the function in an error of binding its arguments.
pub fn name_function(env: &Env<'_>, command: &Arc<Command>, extent: Extent, flow: Flow) -> Flow {
    if let Flow::Error(error) = &flow {
        let mut state = error.state.lock();
        if state.invocation.is_none() {
            state.command.get_or_insert_with(|| command.name.clone());
            state.activity.get_or_insert_with(|| command.name.clone());
            state.invocation = Some(Arc::new(Invocation {
                command_name: command.name.clone(),
                command: crate::command::object::object_of(command),
                invocation_name: command.name.clone(),
                position: Some(crate::position::position(env.code.source(), extent)),
                pipeline: (1, 1),
                ..Invocation::default()
            }));
        }
    }
    flow
}

/// Writes a non-terminating error of a command.
///
/// # Errors
/// The error itself where the preference says stop.
pub fn non_terminating(rs: &Runspace, stage: &Stage, error: ErrorObject) -> Result<()> {
    place_command(rs, stage, &error, None);
    let preference = stage_preference(rs, stage)
        .unwrap_or_else(|| rs.preference(&stage.site.frame, *known::ERROR_ACTION));
    rs.set_failed();
    write_error(rs, preference, error)
}

fn stage_preference(_rs: &Runspace, _stage: &Stage) -> Option<Preference> {
    None
}

/// Writes an error as a preference says.
///
/// # Errors
/// The error itself where the preference says stop.
pub fn write_error(rs: &Runspace, preference: Preference, error: ErrorObject) -> Result<()> {
    match preference {
        Preference::Ignore => Ok(()),
        Preference::SilentlyContinue => {
            rs.log_error(&error);
            copy(rs, stream::ERROR, &error.clone().into());
            Ok(())
        }
        Preference::Stop => {
            copy(rs, stream::ERROR, &error.clone().into());
            Err(stopping(&error).into())
        }
        Preference::Inquire if !rs.host.borrow().is_interactive() => Err(stopping(&error).into()),
        _ => {
            rs.log_error(&error);
            copy(rs, stream::ERROR, &error.clone().into());
            rs.send_error(&error)
        }
    }
}

/// An error that a preference made terminating: the same record around an `ActionPreferenceStopException`.
fn stopping(error: &ErrorObject) -> ErrorObject {
    let state = error.state.lock().clone();
    let wrapped = ErrorRecord {
        exception: error.exception.clone(),
        id: error.id.clone(),
        category: error.category,
        target: error.target.clone(),
        state: stint_object::Lock::new(state),
    };
    wrapped.state.lock().stopped = true;
    wrapped.into()
}

/// Puts a record into the variables that collect its stream.
pub(crate) fn copy(rs: &Runspace, number: u8, value: &Value) {
    let streams = rs.streams.borrow().clone();
    for (known, list) in &streams.copies {
        if *known == number {
            list.borrow_mut().push(value.clone());
        }
    }
}

impl Runspace {
    /// Shows an error that a statement raised.
    ///
    /// # Errors
    /// Control flow from where it goes.
    pub fn show_error(&self, _env: &Env<'_>, error: &ErrorObject) -> Result<()> {
        self.send_error(error)
    }

    /// Sends an error where stream 2 goes.
    ///
    /// # Errors
    /// Control flow from there.
    pub fn send_error(&self, error: &ErrorObject) -> Result<()> {
        let value: Value = error.clone().into();
        match self.route(stream::ERROR) {
            Route::Pipe(pipe) => pipe.put(self, value),
            Route::Host => self.put_host(Value::Object(Object::opaque(
                stint_cmdlet::host::SHOWN_ERROR,
                stint_cmdlet::host::ShownError(value),
            ))),
        }
    }
}

/// A stream of text records.
struct TextStream {
    number: u8,
    host: Stream,
    prefix: &'static str,
    ty: stint_object::Type,
}

fn text_stream(number: u8) -> TextStream {
    match number {
        stream::WARNING => TextStream {
            number,
            host: Stream::Warning,
            prefix: "WARNING: ",
            ty: crate::objects::WARNING_RECORD,
        },
        stream::VERBOSE => TextStream {
            number,
            host: Stream::Verbose,
            prefix: "VERBOSE: ",
            ty: crate::objects::VERBOSE_RECORD,
        },
        _ => TextStream {
            number,
            host: Stream::Debug,
            prefix: "DEBUG: ",
            ty: crate::objects::DEBUG_RECORD,
        },
    }
}

fn write_text(
    rs: &Runspace,
    preference: Preference,
    number: u8,
    name: &str,
    text: &str,
    invocation: Option<Arc<Invocation>>,
) -> Result<()> {
    let stream = text_stream(number);
    let record = TextRecord {
        message: text.into(),
        invocation: stint_object::Lock::new(invocation),
    };
    let value = Value::Object(Object::opaque(stream.ty, record));
    copy(rs, number, &value);
    if !matches!(
        preference,
        Preference::SilentlyContinue | Preference::Ignore
    ) {
        match rs.route(stream.number) {
            Route::Pipe(pipe) => pipe.put(rs, value)?,
            Route::Host => rs
                .host
                .borrow_mut()
                .write_stream_line(stream.host, &format!("{}{text}", stream.prefix)),
        }
    }
    if preference == Preference::Stop {
        Err(preference_stop(name, text))
    } else {
        Ok(())
    }
}

/// The error that a preference of stop makes of a warning and the like.
fn preference_stop(name: &str, text: &str) -> Flow {
    let message = format!(
        "The running command stopped because the preference variable \"{name}\" or common parameter is set to Stop: {text}"
    );
    let error: ErrorObject = ErrorRecord::new(
        "ActionPreferenceStop",
        Category::OperationStopped,
        exceptions::ACTION_PREFERENCE_STOP,
        message,
    )
    .into();
    error.state.lock().stopped = true;
    error.into()
}

/// Writes a warning.
///
/// # Errors
/// Where the preference says stop.
pub fn warning(
    rs: &Runspace,
    frame: &Rc<Frame>,
    preference: Option<Preference>,
    text: &str,
) -> Result<()> {
    let preference = preference.unwrap_or_else(|| rs.preference(frame, *known::WARNING));
    write_text(
        rs,
        preference,
        stream::WARNING,
        "WarningPreference",
        text,
        None,
    )
}

/// Writes a verbose or debug text.
///
/// # Errors
/// Where the preference says stop.
pub fn detail(
    rs: &Runspace,
    frame: &Rc<Frame>,
    on: Option<bool>,
    number: u8,
    text: &str,
) -> Result<()> {
    let (name, symbol) = if number == stream::VERBOSE {
        ("VerbosePreference", *known::VERBOSE)
    } else {
        ("DebugPreference", *known::DEBUG)
    };
    let preference = match on {
        Some(true) => Preference::Continue,
        Some(false) => Preference::SilentlyContinue,
        None => rs.preference_or(frame, symbol, Preference::SilentlyContinue),
    };
    write_text(rs, preference, number, name, text, None)
}

/// Writes an information record; what `Write-Host` wrote is shown whatever the preference.
///
/// # Errors
/// Where the preference says stop.
pub fn information(
    rs: &Runspace,
    frame: &Rc<Frame>,
    preference: Option<Preference>,
    record: InformationRecord,
) -> Result<()> {
    let preference = preference.unwrap_or_else(|| {
        rs.preference_or(frame, *known::INFORMATION, Preference::SilentlyContinue)
    });
    // What a job's host showed already is not shown again.
    let has_tag = |wanted: &str| record.tags.iter().any(|tag| &**tag == wanted);
    let for_host = has_tag("PSHOST") && !has_tag("FORWARDED");
    if preference == Preference::Ignore && !for_host {
        return Ok(());
    }
    let message = record.message.clone();
    let value = Value::Object(Object::opaque(crate::objects::INFORMATION_RECORD, record));
    copy(rs, stream::INFORMATION, &value);
    if preference == Preference::Ignore {
        return Ok(());
    }
    match rs.route(stream::INFORMATION) {
        Route::Pipe(pipe) => pipe.put(rs, value)?,
        Route::Host if for_host => {
            if let Some(message) = message.payload::<HostMessage>()
                && preference != Preference::Ignore
            {
                rs.host.borrow_mut().write(message);
            }
        }
        Route::Host if preference == Preference::Continue => {
            let text = stint_object::convert::to_str(&message)?;
            rs.host
                .borrow_mut()
                .write_stream_line(Stream::Information, &text);
        }
        Route::Host => {}
    }
    if preference == Preference::Stop && !for_host {
        return Err(preference_stop(
            "InformationPreference",
            &stint_object::convert::to_str(&message)?,
        ));
    }
    Ok(())
}

/// Writes progress.
///
/// # Errors
/// None today.
pub fn progress(
    rs: &Runspace,
    frame: &Rc<Frame>,
    preference: Option<Preference>,
    record: &ProgressRecord,
) -> Result<()> {
    let preference = preference.unwrap_or_else(|| rs.preference(frame, *known::PROGRESS));
    if matches!(preference, Preference::Continue | Preference::Inquire) {
        let journal = rs.journal.borrow().clone();
        match journal {
            Some(pipe) => pipe.put(
                rs,
                Value::Object(Object::opaque(
                    crate::objects::PROGRESS_RECORD,
                    record.clone(),
                )),
            )?,
            None => rs.host.borrow_mut().progress(0, record),
        }
    }
    Ok(())
}

impl Runspace {
    /// A preference variable's value, or what holds where it is not set.
    pub fn preference_or(
        &self,
        frame: &Rc<Frame>,
        name: crate::Symbol,
        otherwise: Preference,
    ) -> Preference {
        crate::run::variable::by_name(frame, name)
            .as_ref()
            .and_then(Preference::of)
            .unwrap_or(otherwise)
    }
}

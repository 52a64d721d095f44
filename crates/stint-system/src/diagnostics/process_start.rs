//! `Process` as scripts make and start it.

use super::pipe::{Input, Output};
use super::process::{self, PROCESS, Process};
use super::process_events::{self, Subscribers};
use super::process_start_info::{self, PROCESS_START_INFO, StartInfo};
use crate::hooks;
use crate::io::stream;
use crate::io::text::{stream_reader, stream_writer, writer};
use std::any::Any;
use std::process::Child;
use std::sync::OnceLock;
use stint_object::event_source::{EventHandler, EventSource};
use stint_object::object::Opaque;
use stint_object::text::encoding::Encoding;
use stint_object::types::native::Plain;
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Lock, Object, Result, Str, Value};

/// A process that a script made: nothing runs until it is started.
pub struct Startable {
    info: Lock<Value>,
    started: OnceLock<Started>,
    /// `EnableRaisingEvents`.
    raises: Lock<bool>,
    subscribers: Subscribers,
}

struct Started {
    process: Process,
    input: Option<Value>,
    output: Option<(Value, Output)>,
    error: Option<(Value, Output)>,
}

impl Opaque for Startable {
    fn event_source(&self) -> Option<&dyn EventSource> {
        Some(self)
    }
}

impl EventSource for Startable {
    fn event_names(&self) -> &'static [&'static str] {
        process_events::NAMES
    }

    fn subscribe(
        &self,
        _sender: &Value,
        event: &str,
        handler: EventHandler,
    ) -> Box<dyn Any + Send + Sync> {
        self.subscribers.add(event, handler)
    }
}

/// `System.IO.Stream` as a pipe of a process is one.
pub const PIPE_STREAM: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.IO.Pipes.AnonymousPipeClientStream").base(stream::STREAM);
    Type(&INFO)
};

fn made(info: Value) -> Value {
    let startable = Startable {
        info: Lock::new(info),
        started: OnceLock::new(),
        raises: Lock::new(false),
        subscribers: Subscribers::default(),
    };
    Value::Object(Object::opaque(PROCESS, startable))
}

/// `[Diagnostics.Process]::new()`.
pub fn new() -> Value {
    made(process_start_info::object(
        Str::default(),
        Str::default(),
        Vec::new(),
    ))
}

/// The process of one that was started.
pub fn process_of(this: &Value) -> Option<&Process> {
    let startable = this.payload::<Startable>()?;
    startable.started.get().map(|started| &started.process)
}

/// `StartInfo`.
///
/// # Errors
/// For a process that was not made here.
pub fn start_info(this: &Value) -> Result<Value> {
    match this.payload::<Startable>() {
        Some(startable) => Ok(startable.info.lock().clone()),
        None => Err(throw::invalid_operation(
            "Process was not started by this object, so requested information cannot be determined.",
        )),
    }
}

/// Sets `StartInfo`.
///
/// # Errors
/// For a process that was not made here, and for null.
pub fn set_start_info(this: &Value, info: Value) -> Result<()> {
    if info.is_null() {
        return Err(throw::argument_null("value"));
    }
    match this.payload::<Startable>() {
        Some(startable) => {
            *startable.info.lock() = info;
            Ok(())
        }
        None => start_info(this).map(|_| ()),
    }
}

/// `Start()`.
///
/// # Errors
/// `Win32Exception`, and what does not go together in the start info.
pub fn start(this: &Value) -> Result<bool> {
    let Some(startable) = this.payload::<Startable>() else {
        return start_info(this).map(|_| false);
    };
    let info = startable.info.lock().clone();
    let Some(info) = info.payload::<StartInfo>() else {
        return Err(throw::argument_null("startInfo"));
    };
    let mut command = info.command()?;
    hooks::flush_host();
    let child = command.spawn().map_err(|error| refused(info, &error))?;
    // A second start of the same object is not supported: .NET would forget the first process.
    let started = started(child, &info.file_name());
    if startable.started.set(started).is_err() {
        return Err(throw::of(
            exceptions::PS_NOT_IMPLEMENTED,
            "Starting a Process object a second time is not supported.",
        ));
    }
    if *startable.raises.lock() {
        process_events::watch(this, &startable.subscribers);
    }
    Ok(true)
}

/// `EnableRaisingEvents`.
pub fn raises_events(this: &Value) -> bool {
    this.payload::<Startable>()
        .is_some_and(|startable| *startable.raises.lock())
}

/// Sets `EnableRaisingEvents`.
pub fn raise_events(this: &Value, on: bool) {
    let Some(startable) = this.payload::<Startable>() else {
        return;
    };
    let before = std::mem::replace(&mut *startable.raises.lock(), on);
    if on && !before && startable.started.get().is_some() {
        process_events::watch(this, &startable.subscribers);
    }
}

/// `BeginOutputReadLine()` and `BeginErrorReadLine()`.
///
/// # Errors
/// When the stream was not redirected.
pub fn begin_lines(this: &Value, errors: bool) -> Result<()> {
    let startable = this.payload::<Startable>();
    let started = startable.and_then(|startable| startable.started.get());
    let found = started.and_then(|started| match errors {
        true => started.error.as_ref(),
        false => started.output.as_ref(),
    });
    let (Some(startable), Some((_, output))) = (startable, found) else {
        return Err(throw::invalid_operation(if errors {
            "StandardError has not been redirected."
        } else {
            "StandardOut has not been redirected or the process hasn't started yet."
        }));
    };
    let event = if errors {
        "ErrorDataReceived"
    } else {
        "OutputDataReceived"
    };
    process_events::read_lines(this, &startable.subscribers, event, output.clone());
    Ok(())
}

fn started(mut child: Child, program: &str) -> Started {
    let reader = |pipe: Output| {
        let stream = stream::value(PIPE_STREAM, pipe.clone());
        (stream_reader::of_stream(stream, Encoding::UTF8), pipe)
    };
    let output = child.stdout.take().map(|pipe| reader(Output::new(pipe)));
    let error = child.stderr.take().map(|pipe| reader(Output::new(pipe)));
    let input = child.stdin.take().map(|pipe| {
        let stream = stream::value(PIPE_STREAM, Input::new(pipe));
        let made = stream_writer::of_stream(stream, Encoding::UTF8, false);
        writer::at_any_time(&made, |state| {
            if let Some(auto_flush) = state.auto_flush() {
                *auto_flush = true;
            }
        });
        made
    });
    Started {
        process: process::started(child, program),
        input,
        output,
        error,
    }
}

fn refused(info: &StartInfo, error: &std::io::Error) -> stint_object::Flow {
    let code = error.raw_os_error().unwrap_or_default();
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    throw::with(
        exceptions::WIN32,
        format!(
            "An error occurred trying to start process '{}' with working directory '{}'. {text}",
            info.file_name(),
            info.directory()
        ),
        vec![("NativeErrorCode".into(), Value::Int32(code))],
    )
}

/// `Process.Start(...)`.
///
/// # Errors
/// As for [`start`].
pub fn start_new(file_name: &Value, arguments: &Value) -> Result<Value> {
    let list = arguments.as_str().is_none() && !arguments.is_null();
    let info = if file_name.ty() == Some(PROCESS_START_INFO) {
        file_name.clone()
    } else if list {
        process_start_info::object(file_name.text().into(), Str::default(), arguments.items())
    } else {
        process_start_info::object(file_name.text().into(), arguments.text().into(), Vec::new())
    };
    let made = made(info);
    start(&made)?;
    Ok(made)
}

fn stream_of(
    this: &Value,
    get: impl FnOnce(&Started) -> Option<&Value>,
    refusal: &str,
) -> Result<Value> {
    let started = this
        .payload::<Startable>()
        .and_then(|startable| startable.started.get());
    started
        .and_then(get)
        .cloned()
        .ok_or_else(|| throw::invalid_operation(refusal))
}

/// `StandardInput`.
///
/// # Errors
/// When it was not redirected.
pub fn input(this: &Value) -> Result<Value> {
    stream_of(
        this,
        |started| started.input.as_ref(),
        "StandardIn has not been redirected.",
    )
}

/// `StandardOutput`.
///
/// # Errors
/// When it was not redirected.
pub fn output(this: &Value) -> Result<Value> {
    stream_of(
        this,
        |started| started.output.as_ref().map(|(reader, _)| reader),
        "StandardOut has not been redirected or the process hasn't started yet.",
    )
}

/// `StandardError`.
///
/// # Errors
/// When it was not redirected.
pub fn error(this: &Value) -> Result<Value> {
    stream_of(
        this,
        |started| started.error.as_ref().map(|(reader, _)| reader),
        "StandardError has not been redirected.",
    )
}

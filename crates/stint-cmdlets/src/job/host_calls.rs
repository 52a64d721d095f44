//! What a job's script wants of the host: made on the host of the session that receives the job.

use stint_cmdlet::host::{Choice, Stream};
use stint_cmdlet::{Cx, Result};
use stint_job::Job;
use stint_job::job::PendingCall;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::records::{HostMessage, ProgressRecord};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Lock, Str, Value};
use stint_wire::psrp::HostMethod;

use crate::values;

/// Makes a call, and answers it where its script waits.
///
/// # Errors
/// A stop.
pub(super) fn make(cx: &mut dyn Cx, job: &Job, pending: &PendingCall) -> Result<()> {
    let result = run(cx, pending.call.method, &pending.call.parameters);
    if pending.call.method.is_void() {
        return match result {
            Err(Flow::Stopped) => Err(Flow::Stopped),
            _ => Ok(()),
        };
    }
    let answer = match result {
        Ok(value) => Ok(value),
        Err(Flow::Error(error)) => Err(error),
        Err(other) => return Err(other),
    };
    let now = std::time::SystemTime::now().into();
    job.answer_host_call(pending, &answer, now);
    Ok(())
}

fn text(parameters: &[Value], at: usize) -> Str {
    parameters.get(at).map(values::text).unwrap_or_default()
}

fn number(parameters: &[Value], at: usize) -> Option<i32> {
    match parameters.get(at)?.base() {
        Value::Int32(number) => Some(*number),
        other => stint_object::convert::to_str(other).ok()?.parse().ok(),
    }
}

fn colour(parameters: &[Value], at: usize) -> Option<u8> {
    number(parameters, at).and_then(|number| u8::try_from(number).ok().filter(|n| *n < 16))
}

fn show(cx: &mut dyn Cx, message: &HostMessage) {
    cx.host().write(message);
}

fn line(cx: &mut dyn Cx, stream: Stream, prefix: &str, parameters: &[Value]) {
    let text = format!("{prefix}{}", text(parameters, 0));
    cx.host().write_stream_line(stream, &text);
}

fn run(cx: &mut dyn Cx, method: HostMethod, parameters: &[Value]) -> Result<Value> {
    match method {
        HostMethod::Write1 | HostMethod::WriteLine2 => show(
            cx,
            &HostMessage {
                message: text(parameters, 0),
                no_newline: Some(method == HostMethod::Write1),
                ..HostMessage::default()
            },
        ),
        HostMethod::WriteLine1 => show(cx, &HostMessage::default()),
        HostMethod::Write2 | HostMethod::WriteLine3 => show(
            cx,
            &HostMessage {
                message: text(parameters, 2),
                no_newline: Some(method == HostMethod::Write2),
                foreground: colour(parameters, 0),
                background: colour(parameters, 1),
            },
        ),
        HostMethod::WriteErrorLine => {
            let line = format!("{}\n", text(parameters, 0));
            cx.host().write_error(&line);
        }
        HostMethod::WriteDebugLine => line(cx, Stream::Debug, "DEBUG: ", parameters),
        HostMethod::WriteVerboseLine => line(cx, Stream::Verbose, "VERBOSE: ", parameters),
        HostMethod::WriteWarningLine => line(cx, Stream::Warning, "WARNING: ", parameters),
        HostMethod::WriteProgress => {
            let source = number(parameters, 0).map_or(0, i64::from);
            if let Some(record) = parameters
                .get(1)
                .and_then(|record| record.payload::<ProgressRecord>())
            {
                cx.host().progress(source, record);
            }
        }
        HostMethod::GetName => return Ok(Value::str(cx.host().name())),
        HostMethod::ReadLine | HostMethod::ReadLineAsSecureString => {
            let secret = method == HostMethod::ReadLineAsSecureString;
            let line = cx.host().read_line(None, secret)?;
            return Ok(line.map_or(Value::Null, Value::str));
        }
        HostMethod::PromptForChoice => return choose(cx, parameters),
        HostMethod::Prompt => return prompt(cx, parameters),
        method if method.is_void() => {}
        method => return Err(refused(method)),
    }
    Ok(Value::Null)
}

fn refused(method: HostMethod) -> Flow {
    let text = format!(
        "A remote host call of {} cannot be made here.",
        method.name()
    );
    ErrorRecord::new(
        "HostCallNotSupported",
        Category::NotImplemented,
        exceptions::NOT_IMPLEMENTED,
        text,
    )
    .into()
}

fn member(value: &Value, name: &str) -> Value {
    values::get(value, name).ok().flatten().unwrap_or_default()
}

fn choose(cx: &mut dyn Cx, parameters: &[Value]) -> Result<Value> {
    let choices: Vec<Choice> = parameters
        .get(2)
        .and_then(values::items)
        .unwrap_or_default()
        .iter()
        .map(|choice| Choice {
            label: values::text(&member(choice, "label")).to_string(),
            help: values::text(&member(choice, "helpMessage")).to_string(),
        })
        .collect();
    let (caption, message) = (text(parameters, 0), text(parameters, 1));
    let default = number(parameters, 3).unwrap_or(-1);
    let chosen = cx.host().choose(&caption, &message, &choices, default)?;
    Ok(Value::Int32(chosen))
}

fn prompt(cx: &mut dyn Cx, parameters: &[Value]) -> Result<Value> {
    let fields: Vec<(String, stint_object::Type)> = parameters
        .get(2)
        .and_then(values::items)
        .unwrap_or_default()
        .iter()
        .map(|field| {
            let name = values::text(&member(field, "name")).to_string();
            (name, stint_object::types::system::STRING)
        })
        .collect();
    let (caption, message) = (text(parameters, 0), text(parameters, 1));
    let answers = cx.host().prompt(&caption, &message, &fields)?;
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for ((name, _), answer) in fields.into_iter().zip(answers) {
        dict.insert(Value::str(name), answer);
    }
    let class = stint_object::types::system::HASHTABLE;
    Ok(Value::object(class, Data::Dict(Lock::new(dict))))
}

//! The host of a job: what it shows and asks goes to whoever receives the job.

use crate::evaluator::refused;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::host::{Choice, Stream};
use stint_cmdlet::{Host, StopToken};
use stint_job::evaluator::Sink;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::records::{HostMessage, ProgressRecord};
use stint_object::types::system;
use stint_object::types::system::exceptions;
use stint_object::{Flow, Object, Result, Type, Value, convert};
use stint_wire::psrp::HostMethod;

type Line = (Arc<dyn Sink>, StopToken);

/// A job's host. Clones are the same one.
#[derive(Clone)]
pub struct JobHost {
    line: Rc<RefCell<Option<Line>>>,
    can_ask: bool,
}

impl JobHost {
    /// A host nobody listens to yet.
    pub fn new(can_ask: bool) -> Self {
        Self {
            line: Rc::default(),
            can_ask,
        }
    }

    /// From now on this receiver listens.
    pub fn connect(&self, sink: Arc<dyn Sink>, stop: StopToken) {
        self.line.replace(Some((sink, stop)));
    }

    fn call(&self, method: HostMethod, parameters: Vec<Value>) -> Result<Value> {
        let line = self.line.borrow().clone();
        match line {
            Some((sink, stop)) => sink.host_call(method, parameters, &stop).map_err(refused),
            None => Err(nobody()),
        }
    }

    /// Asks for one named value, as `Read-Host` with a prompt does.
    fn ask(&self, name: &str) -> Result<Option<String>> {
        let field = Object::new(system::PS_CUSTOM_OBJECT, stint_object::Data::Custom);
        field.set_note("name", Value::str(name));
        field.set_note("label", Value::str(name));
        field.set_note("parameterTypeName", Value::str("String"));
        field.set_note("parameterTypeFullName", Value::str("System.String"));
        field.set_note("parameterAssemblyFullName", Value::str(""));
        field.set_note("helpMessage", Value::str(""));
        field.set_note("isMandatory", Value::Bool(true));
        let fields = Value::array(vec![Value::Object(field)]);
        let parameters = vec![Value::str(""), Value::str(""), fields];
        let answers = self.call(HostMethod::Prompt, parameters)?;
        let answer = answers
            .as_dict()
            .and_then(|answers| answers.lock().get_str(name).cloned());
        match answer {
            Some(answer) if !answer.is_null() => Ok(Some(convert::to_str(&answer)?.to_string())),
            _ => Ok(None),
        }
    }

    /// Shows what `Write-Host` wrote.
    pub fn show(&self, message: &HostMessage) {
        let text = Value::Str(message.message.clone());
        let colours =
            |colour: Option<u8>, otherwise: i32| Value::Int32(colour.map_or(otherwise, i32::from));
        let coloured = message.foreground.is_some() || message.background.is_some();
        let line = message.no_newline != Some(true);
        let (method, parameters) = match (coloured, line) {
            (false, true) => (HostMethod::WriteLine2, vec![text]),
            (false, false) => (HostMethod::Write1, vec![text]),
            (true, line) => {
                let method = if line {
                    HostMethod::WriteLine3
                } else {
                    HostMethod::Write2
                };
                (
                    method,
                    vec![
                        colours(message.foreground, 7),
                        colours(message.background, 0),
                        text,
                    ],
                )
            }
        };
        // A receiver that is gone shows nothing; the record in its stream is what counts.
        let _ = self.call(method, parameters);
    }
}

fn nobody() -> Flow {
    ErrorRecord::new("InvalidOperation", Category::InvalidOperation, exceptions::HOST, "A command that prompts the user failed because the host program or the command type does not support user interaction.").into()
}

impl Host for JobHost {
    fn width(&self) -> usize {
        80
    }

    fn height(&self) -> usize {
        24
    }

    fn is_interactive(&self) -> bool {
        self.can_ask
    }

    fn supports_colour(&self) -> bool {
        false
    }

    fn write(&mut self, message: &HostMessage) {
        self.show(message);
    }

    fn write_output(&mut self, text: &str) {
        let _ = self.call(HostMethod::Write1, vec![Value::str(text)]);
    }

    fn write_error(&mut self, text: &str) {
        let _ = self.call(
            HostMethod::WriteErrorLine,
            vec![Value::str(text.trim_end_matches('\n'))],
        );
    }

    fn write_stream_line(&mut self, _stream: Stream, text: &str) {
        let _ = self.call(HostMethod::WriteLine2, vec![Value::str(text)]);
    }

    fn progress(&mut self, _source: i64, _record: &ProgressRecord) {}

    fn read_line(&mut self, prompt: Option<&str>, secret: bool) -> Result<Option<String>> {
        if !self.can_ask {
            return Err(nobody());
        }
        if let Some(prompt) = prompt
            && !secret
        {
            return self.ask(prompt.trim_end_matches(": "));
        }
        if let Some(prompt) = prompt {
            self.call(HostMethod::Write1, vec![Value::str(prompt)])?;
        }
        let method = if secret {
            HostMethod::ReadLineAsSecureString
        } else {
            HostMethod::ReadLine
        };
        let answer = self.call(method, Vec::new())?;
        Ok(if answer.is_null() {
            None
        } else {
            Some(convert::to_str(&answer)?.to_string())
        })
    }

    fn choose(
        &mut self,
        _caption: &str,
        _message: &str,
        _choices: &[Choice],
        _default: i32,
    ) -> Result<i32> {
        Err(nobody())
    }

    fn prompt(
        &mut self,
        _caption: &str,
        _message: &str,
        _fields: &[(String, Type)],
    ) -> Result<Vec<Value>> {
        Err(nobody())
    }

    fn name(&self) -> &str {
        "ServerRemoteHost"
    }

    fn flush(&mut self) {}

    fn set_should_exit(&mut self, code: i32) {
        let _ = self.call(HostMethod::SetShouldExit, vec![Value::Int32(code)]);
    }
}

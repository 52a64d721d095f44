//! Errors that jobs end with, by PowerShell's ids and texts.

use stint_object::error_record::{Category, ErrorObject, ErrorRecord, exception};
use stint_object::types::system::exceptions;
use stint_object::{Data, Lock, Str, Value};

use crate::job::Outcome;

/// What can break a session, with PowerShell's number for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The child wrote something on its standard error.
    ReportedError(String),
    /// The child ended by itself.
    Exited(String),
    /// A stop was not acknowledged in time.
    StopTimedOut,
    /// The child could not be started.
    NotStarted(String),
    /// The child said something that is no message.
    BadData(String),
}

impl Broken {
    const fn code(&self) -> u32 {
        match self {
            Self::ReportedError(_) => 2100,
            Self::Exited(_) => 2101,
            Self::BadData(_) => 2102,
            Self::StopTimedOut => 2105,
            Self::NotStarted(_) => 2107,
        }
    }

    /// PowerShell's text.
    pub fn message(&self) -> String {
        match self {
            Self::ReportedError(text) => {
                format!("The background process reported an error with the following message: {text}.")
            }
            Self::Exited(text) => format!("The background process closed or ended abnormally: {text}."),
            Self::StopTimedOut => "The client did not receive a response for a signal operation in the specified time \
                                   interval. This can happen when a command is not responding to a Stop message in a \
                                   timely manner."
                .to_owned(),
            Self::NotStarted(text) => {
                format!("An error occurred while starting the background process. Error reported: {text}.")
            }
            Self::BadData(text) => {
                format!("There is an error processing data from the background process. Error reported: {text}.")
            }
        }
    }

    /// The end of a job whose session at `computer` broke this way.
    pub fn outcome(&self, computer: &str) -> Outcome {
        let reason = exception(exceptions::REMOTING_TRANSPORT, self.message());
        let (id, category) = match self {
            Self::StopTimedOut => ("JobFailure".to_owned(), Category::OperationStopped),
            _ => (
                format!("{},PSSessionStateBroken", self.code()),
                Category::OpenError,
            ),
        };
        let record = ErrorRecord::of(reason.clone(), id, category, Value::str(computer));
        record.state.lock().details = Some((
            Str::from(format!("[{computer}] {}", self.message())),
            Str::default(),
        ));
        Outcome::Failed {
            reason,
            record: ErrorObject::from(record).into(),
        }
    }
}

/// `PipelineStopped`: what ends a pipeline that was asked to stop.
pub fn pipeline_stopped() -> ErrorObject {
    let text = "The pipeline has been stopped.";
    ErrorRecord::new(
        "PipelineStopped",
        Category::OperationStopped,
        exceptions::PIPELINE_STOPPED,
        text,
    )
    .into()
}

/// The end of a job that an error record of its script ended.
pub fn failed_by(record: &ErrorObject) -> Outcome {
    if let Some(Data::Exception(reason)) = record.exception.data() {
        let mut properties = reason.properties.lock();
        if !properties.iter().any(|(name, _)| &**name == "ErrorRecord") {
            properties.push((Str::from("ErrorRecord"), without_exception(record)));
        }
    }
    Outcome::Failed {
        reason: record.exception.clone(),
        record: record.clone().into(),
    }
}

/// The same record with an exception of its own that leads nowhere: the reason holds it, and would hold itself.
fn without_exception(record: &ErrorObject) -> Value {
    let text = record.message();
    let own = ErrorRecord {
        exception: exception(exceptions::RUNTIME, text),
        id: record.id.clone(),
        category: record.category,
        target: record.target.clone(),
        state: Lock::new(record.state.lock().clone()),
    };
    ErrorObject::from(own).into()
}

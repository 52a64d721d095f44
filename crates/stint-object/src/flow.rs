//! What leaves code other than by its end: the error side of every `Result` of the house.

use crate::Str;
use crate::error_record::ErrorObject;

/// Control flow and errors. A happy path carries no allocation; neither does `return`.
#[derive(Debug)]
pub enum Flow {
    /// A terminating error.
    Error(ErrorObject),
    /// `break`, with its label.
    Break(Option<Str>),
    /// `continue`, with its label.
    Continue(Option<Str>),
    /// `return`; its value was already written to the output.
    Return,
    /// `exit N`.
    Exit(i32),
    /// The stage with this id wants no more input: every stage before it unwinds (`Select-Object -First`).
    StopUpstream(u64),
    /// The pipeline was asked to stop: `finally` and `clean` run, `catch` does not.
    Stopped,
}

/// The result of anything that may run script code or fail as PowerShell fails.
pub type Result<T> = std::result::Result<T, Flow>;

impl Flow {
    /// Whether it leaves the code for another place of the script: then what was written before still goes out.
    pub fn leaves(&self) -> bool {
        matches!(
            self,
            Self::Return | Self::Break(_) | Self::Continue(_) | Self::Exit(_)
        )
    }

    /// The error inside, if it is one.
    pub fn error(&self) -> Option<&ErrorObject> {
        match self {
            Self::Error(record) => Some(record),
            _ => None,
        }
    }
}

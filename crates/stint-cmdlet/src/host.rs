//! The host as commands see it: who shows things and asks questions.

use stint_object::records::{HostMessage, ProgressRecord};
use stint_object::{Result, Value};

/// One possible answer of a choice.
pub struct Choice {
    /// `&Yes`: the letter behind `&` is the key.
    pub label: String,
    /// The help text.
    pub help: String,
}

/// What shows output and asks questions.
pub trait Host {
    /// The width of the screen in columns.
    fn width(&self) -> usize;
    /// The height of the screen in lines.
    fn height(&self) -> usize;
    /// Whether a person can be asked: false with `-NonInteractive` or in a job.
    fn is_interactive(&self) -> bool;
    /// Whether the output shows colours (`$PSStyle.OutputRendering` decides together with it).
    fn supports_colour(&self) -> bool;
    /// `Write-Host`.
    fn write(&mut self, message: &HostMessage);
    /// Text that formatting produced for the output stream, with its line ends.
    fn write_output(&mut self, text: &str);
    /// Text that formatting produced for the error stream, with its line ends.
    fn write_error(&mut self, text: &str);
    /// A warning, verbose or debug line, already with its prefix.
    fn write_stream_line(&mut self, stream: Stream, text: &str);
    /// Shows progress.
    fn progress(&mut self, source: i64, record: &ProgressRecord);
    /// Asks for a line.
    ///
    /// # Errors
    /// PowerShell's error where nobody can be asked.
    fn read_line(&mut self, prompt: Option<&str>, secret: bool) -> Result<Option<String>>;
    /// Asks for one of several answers; gives its index.
    ///
    /// # Errors
    /// PowerShell's error where nobody can be asked.
    fn choose(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[Choice],
        default: i32,
    ) -> Result<i32>;
    /// Asks for the values of missing mandatory parameters, by name and type.
    ///
    /// # Errors
    /// PowerShell's error where nobody can be asked.
    fn prompt(
        &mut self,
        caption: &str,
        message: &str,
        fields: &[(String, stint_object::Type)],
    ) -> Result<Vec<Value>>;
    /// `$Host.Name`, `$Host.Version` text and such belong to whoever implements it.
    fn name(&self) -> &str;
    /// Writes out what is held back, before something else writes to the same place.
    fn flush(&mut self);
    /// `SetShouldExit`.
    fn set_should_exit(&mut self, code: i32);
}

/// A stream that is shown as text lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Stream 3.
    Warning,
    /// Stream 4.
    Verbose,
    /// Stream 5.
    Debug,
    /// Stream 6.
    Information,
}

/// An error on its way to the host's error output: formatted as any object is, and written to standard error.
pub struct ShownError(pub Value);

impl stint_object::object::Opaque for ShownError {}

/// The type that marks such an error for `Out-Default`; no script sees it.
pub const SHOWN_ERROR: stint_object::Type = {
    static INFO: stint_object::types::TypeInfo =
        stint_object::types::TypeInfo::class("Stint.ShownError");
    stint_object::Type(&INFO)
};

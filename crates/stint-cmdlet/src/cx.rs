//! All that a cmdlet may do. The engine implements it; a cmdlet knows nothing else of the house.

use crate::{Host, Session, Slots, StopToken};
use std::sync::Arc;
use stint_object::error_record::{ErrorRecord, Invocation};
use stint_object::records::{InformationRecord, ProgressRecord};
use stint_object::{Flow, Result, Value};

/// How a cmdlet runs a script block.
#[derive(Default, Clone)]
pub struct ScriptCall<'a> {
    /// `$_`; `None` leaves the caller's as it is.
    pub item: Option<Value>,
    /// `$this`.
    pub this: Option<Value>,
    /// `$args`, or parameters by position.
    pub args: &'a [Value],
    /// What `$input` enumerates and the block's `process` receives.
    pub input: &'a [Value],
    /// A new scope (`&`); otherwise it runs in the caller's scope, as `ForEach-Object` does.
    pub new_scope: bool,
    /// Variables to set in the scope before it runs (`-PipelineVariable`, `InvokeWithContext`, `$using:` values).
    pub variables: &'a [(&'a str, Value)],
    /// Errors are not shown: one that a statement raises ends the block, as a property's script has it.
    pub quiet: bool,
}

/// What a running cmdlet may do.
pub trait Cx {
    /// Writes one object to the output, as it is (`WriteObject(o, false)`).
    ///
    /// # Errors
    /// Control flow from downstream: `Select-Object -First` has enough, a stop, a terminating error of a later stage.
    fn write(&mut self, value: Value) -> Result<()>;
    /// Writes a non-terminating error; with `-ErrorAction Stop` it terminates.
    ///
    /// # Errors
    /// The error itself where it must terminate.
    fn error(&mut self, record: ErrorRecord) -> Result<()>;
    /// `WriteWarning`.
    ///
    /// # Errors
    /// Where the preference says stop.
    fn warning(&mut self, text: &str) -> Result<()>;
    /// `WriteVerbose`.
    ///
    /// # Errors
    /// Where the preference says stop.
    fn verbose(&mut self, text: &str) -> Result<()>;
    /// `WriteDebug`.
    ///
    /// # Errors
    /// Where the preference says stop.
    fn debug(&mut self, text: &str) -> Result<()>;
    /// `WriteInformation`; records tagged `PSHOST` also show at the host.
    ///
    /// # Errors
    /// Where the preference says stop.
    fn information(&mut self, record: InformationRecord) -> Result<()>;
    /// `WriteProgress`.
    ///
    /// # Errors
    /// Where the preference says stop.
    fn progress(&mut self, record: ProgressRecord) -> Result<()>;
    /// Puts an existing record into its stream as it is (what `Receive-Job` does): error, warning, verbose, debug,
    /// information or progress record, chosen by its type.
    ///
    /// # Errors
    /// As for the stream.
    fn rewrite(&mut self, record: Value) -> Result<()>;

    /// Puts a warning that was shown elsewhere into `-WarningVariable` only.
    fn note_warning(&mut self, record: Value) {
        let _ = record;
    }

    /// Asks whether to do something to a target: `-WhatIf`, `-Confirm`, the preference and the command's impact decide.
    ///
    /// # Errors
    /// `Halt` at the prompt stops the pipeline.
    fn should_process(&mut self, target: &str, action: &str) -> Result<bool>;
    /// Asks a question of its own (`ShouldContinue`); the two flags keep `Yes to All` and `No to All`.
    ///
    /// # Errors
    /// As for `should_process`; where nobody can be asked, PowerShell's own error.
    fn should_continue(
        &mut self,
        query: &str,
        caption: &str,
        all: &mut (bool, bool),
    ) -> Result<bool>;

    /// The name of the parameter set that was chosen.
    fn parameter_set(&self) -> &str;
    /// Whether a parameter was bound, from the command line or the pipeline.
    fn is_bound(&self, parameter: &str) -> bool;
    /// `MyInvocation`.
    fn invocation(&self) -> Arc<Invocation>;
    /// `$MyInvocation` of the script or function that calls this cmdlet; `None` at the prompt. What `Write-Error` reports
    /// as the error's origin.
    fn caller(&self) -> Option<Arc<Invocation>>;
    /// Whether a pipeline stage stands before this one.
    fn expects_input(&self) -> bool;

    /// Runs a script block and collects its output.
    ///
    /// # Errors
    /// Whatever leaves the block.
    fn call(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<Vec<Value>>;
    /// The same as one value: nothing, what was written, or an array.
    ///
    /// # Errors
    /// As for `call`.
    fn call_value(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<Value> {
        self.call(block, call).map(Value::collected)
    }
    /// Runs a script block; what it writes goes straight on as this cmdlet's output.
    ///
    /// # Errors
    /// Whatever leaves the block or comes from downstream.
    fn stream(&mut self, block: &Value, call: ScriptCall<'_>) -> Result<()>;

    /// Variables, functions, modules, locations, and text run as script.
    fn session(&mut self) -> &mut dyn Session;
    /// Where prompts, colours and the width come from.
    fn host(&mut self) -> &mut dyn Host;
    /// What other crates keep for this runspace or process (the job table ...).
    fn slots(&self) -> &Arc<Slots>;
    /// The pipeline's stop token. Every wait takes it.
    fn stop_token(&self) -> StopToken;
    /// The flow by which this stage says it wants no more input.
    fn stop_upstream(&self) -> Flow;
}

impl dyn Cx + '_ {
    /// Writes each element of a collection, or the one object (`WriteObject(o, true)`).
    ///
    /// # Errors
    /// As for [`Cx::write`].
    pub fn write_all(&mut self, values: impl IntoIterator<Item = Value>) -> Result<()> {
        values.into_iter().try_for_each(|value| self.write(value))
    }
}

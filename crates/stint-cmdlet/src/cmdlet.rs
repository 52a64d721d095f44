//! What a cmdlet is: its parameters as fields, and begin, process and end.

use crate::Cx;
use stint_object::{Result, Value};

/// The parameters of a cmdlet as the fields of a struct; derived with `#[derive(Params)]`.
pub trait Params {
    /// The names of the parameters that this cmdlet implements. What PowerShell's cmdlet has beyond them is refused.
    fn names(&self, names: &mut Vec<&'static str>);
    /// Stores a bound value (already converted to the parameter's type), or with `None` forgets what was bound, as
    /// happens between two pipeline items. Gives `false` if there is no such parameter.
    ///
    /// # Errors
    /// When the value does not fit the field.
    fn set(&mut self, name: &str, value: Option<Value>) -> Result<bool>;
}

/// One invocation of a cmdlet.
pub trait Cmdlet: Params + Send {
    /// Before the first input; pipeline parameters are not bound yet.
    ///
    /// # Errors
    /// Terminating errors, and control flow that passes through.
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let _ = cx;
        Ok(())
    }
    /// Once for each input, or once if nothing is piped in.
    ///
    /// # Errors
    /// As for `begin`.
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let _ = cx;
        Ok(())
    }
    /// After the last input.
    ///
    /// # Errors
    /// As for `begin`.
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let _ = cx;
        Ok(())
    }
    /// Always at the end, also after an error or a stop: `Dispose`.
    fn dispose(&mut self) {}
    /// Parameters that depend on the other arguments (`Get-ChildItem -File`); none for most.
    fn dynamic_parameters(&mut self, cx: &mut dyn Cx) -> Option<crate::ParameterTable> {
        let _ = cx;
        None
    }
}

/// A cmdlet that exists: its name in the facts, and how to make one.
pub struct Entry {
    /// `Stop-Job`.
    pub name: &'static str,
    /// The class that error ids name: `Microsoft.PowerShell.Commands.StopJobCommand`.
    pub class: &'static str,
    /// A fresh one for each invocation.
    pub make: fn() -> Box<dyn Cmdlet>,
}

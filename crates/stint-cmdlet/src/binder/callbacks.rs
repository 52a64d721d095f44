//! What the binder asks of whoever calls it.

use super::Site;
use crate::ParameterTable;
use crate::parameter::Parameter;
use std::sync::Arc;
use stint_object::error_record::ErrorRecord;
use stint_object::{Flow, Result, Str, Value};

/// A missing mandatory parameter, as a prompt shows it.
pub struct PromptField<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// Its `HelpMessage`.
    pub help: Option<&'a Str>,
}

/// Runs script, asks, warns and stores for the binder. Each has a default for commands that need none of it.
pub trait Callbacks {
    /// Puts the command and the place into an error and makes it a flow.
    fn raise(&mut self, record: ErrorRecord, site: Option<Site>) -> Flow {
        let _ = site;
        record.into()
    }
    /// Stores a bound value; `None` takes back what a pipeline item bound (a script parameter gets its default again).
    ///
    /// # Errors
    /// What the cmdlet's own setter refuses: it becomes `ParameterBindingFailed`.
    fn assign(&mut self, parameter: usize, value: Option<&Value>) -> Result<()> {
        let _ = (parameter, value);
        Ok(())
    }
    /// Runs a script block: with `$_` for `ValidateScript` and delayed arguments, with arguments for default values.
    ///
    /// # Errors
    /// Whatever leaves the block.
    fn call(&mut self, block: &Value, item: Option<Value>, args: &[Value]) -> Result<Vec<Value>> {
        let _ = (block, item, args);
        Ok(Vec::new())
    }
    /// Asks for missing mandatory parameters, one value a field. `None`: nobody can be asked.
    ///
    /// # Errors
    /// When the prompt is left.
    fn prompt(&mut self, fields: &[PromptField<'_>]) -> Result<Option<Vec<Value>>> {
        let _ = fields;
        Ok(None)
    }
    /// The parameters that the command adds once the others are bound: only those, in order.
    ///
    /// # Errors
    /// What the `dynamicparam` block throws: it becomes `GetDynamicParametersException`.
    fn dynamic_parameters(
        &mut self,
        bound: &super::Binding,
    ) -> Result<Option<Arc<ParameterTable>>> {
        let _ = bound;
        Ok(None)
    }
    /// `WriteWarning`.
    ///
    /// # Errors
    /// Where the preference says stop.
    fn warning(&mut self, text: &str) -> Result<()> {
        let _ = text;
        Ok(())
    }
    /// The names of the aliases of a command, for `$PSDefaultParameterValues`.
    fn aliases(&mut self, command: &str) -> Vec<Str> {
        let _ = command;
        Vec::new()
    }
    /// Runs a transformation that a script's class or a cmdlet's crate defines: the value it gives.
    ///
    /// # Errors
    /// What it throws.
    fn transform(&mut self, attribute: &Value, value: Value) -> Result<Value> {
        let _ = attribute;
        Ok(value)
    }
    /// Runs a validation that a script's class defines.
    ///
    /// # Errors
    /// What it throws.
    fn validate(&mut self, attribute: &Value, value: &Value) -> Result<()> {
        let _ = (attribute, value);
        Ok(())
    }
    /// A named transformation of a built-in cmdlet that the binder itself does not know (`Runspace` ...).
    ///
    /// # Errors
    /// What it throws.
    fn transform_named(&mut self, name: &str, value: Value) -> Result<Value> {
        let _ = name;
        Ok(value)
    }
    /// The drive of a path (`ValidateDrive`), `None` for one without.
    fn drive(&mut self, path: &str) -> Option<Str> {
        let _ = path;
        None
    }
}

/// Callbacks that do nothing: for tables and tests.
pub struct Silent;

impl Callbacks for Silent {}

//! Files that hold only data: module manifests and other `.psd1` files.

use crate::block::Block;
use crate::pipe;
use crate::runspace::Runspace;
use std::path::Path;
use stint_cmdlet::ScriptCall;
use stint_object::{Result, Value};

/// Variables that data may read.
const VARIABLES: &[&str] = &[
    "PSCulture",
    "PSUICulture",
    "PSScriptRoot",
    "PSEdition",
    "EnabledExperimentalFeatures",
    "true",
    "false",
    "null",
];

impl Runspace {
    /// Evaluates text that is only data.
    ///
    /// # Errors
    /// A parse error; what calls a command or reads another variable is one, too.
    pub(crate) fn data_of(&self, text: &str, file: Option<&Path>) -> Result<Value> {
        let file = file.map(|file| file.to_string_lossy().into_owned());
        let code = self.compile(text, file.as_deref())?;
        let variables: Vec<String> = VARIABLES.iter().map(|name| (*name).to_owned()).collect();
        crate::parse_error::check_restricted(&code, &[], &variables, false)?;
        let call = ScriptCall {
            new_scope: true,
            ..ScriptCall::default()
        };
        let block = Block::value(code, 0);
        pipe::collected_from(self, |pipe| {
            self.run_script(&self.global, &block, call, pipe)
        })
    }
}

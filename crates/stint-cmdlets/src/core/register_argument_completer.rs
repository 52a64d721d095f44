//! `Register-ArgumentCompleter`.

use stint_cmdlet::completers::{Completer, Completers};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Keeps a script block that completes arguments.
#[derive(Params, Default)]
struct RegisterArgumentCompleter {
    command_name: Vec<Str>,
    parameter_name: Str,
    script_block: Value,
    native: bool,
    native_fallback: bool,
}

entry!(
    "Register-ArgumentCompleter",
    "RegisterArgumentCompleterCommand",
    RegisterArgumentCompleter
);

impl Cmdlet for RegisterArgumentCompleter {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let completer = Completer {
            commands: self.command_name.clone(),
            parameter: self.parameter_name.clone(),
            native: self.native || self.native_fallback,
            block: self.script_block.clone(),
        };
        cx.slots()
            .get_or_insert(Completers::default)
            .0
            .lock()
            .push(completer);
        Ok(())
    }
}

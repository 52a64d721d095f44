//! `Invoke-Command` in the session itself.

use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::Value;

/// Runs a script block, with what is piped in as its input.
#[derive(Params, Default)]
struct InvokeCommand {
    script_block: Value,
    #[param(name = "NoNewScope")]
    no_new_scope: bool,
    input_object: Value,
    argument_list: Vec<Value>,
    #[param(skip)]
    input: Vec<Value>,
}

entry!("Invoke-Command", "InvokeCommandCommand", InvokeCommand);

impl Cmdlet for InvokeCommand {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !cx.is_bound("InputObject") {
            return Ok(());
        }
        let object = std::mem::take(&mut self.input_object);
        match crate::values::items(&object) {
            Some(items) if !cx.expects_input() => self.input.extend(items),
            _ => self.input.push(object),
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let call = ScriptCall {
            args: &self.argument_list,
            input: &self.input,
            new_scope: !self.no_new_scope,
            ..ScriptCall::default()
        };
        cx.stream(&self.script_block, call)
    }
}

//! `Invoke-Command` in the session itself.

use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str, Value};

/// Runs a script block, with what is piped in as its input.
#[derive(Params, Default)]
struct InvokeCommand {
    script_block: Value,
    #[param(name = "NoNewScope")]
    no_new_scope: bool,
    input_object: Value,
    argument_list: Vec<Value>,
    computer_name: Vec<Str>,
    as_job: bool,
    job_name: Str,
    hide_computer_name: bool,
    throttle_limit: i32,
    #[param(skip)]
    input: Vec<Value>,
}

entry!("Invoke-Command", "InvokeCommandCommand", InvokeCommand);

/// WSMan, by which `-ComputerName` works, is on no Linux machine without a library of its own.
fn no_wsman() -> Flow {
    ErrorRecord::new(
        "System.Management.Automation.Remoting.PSRemotingDataStructureException",
        Category::ResourceUnavailable,
        system::exceptions::REMOTING_TRANSPORT,
        "This parameter set requires WSMan, and no supported WSMan client library was found. WSMan is either not installed or unavailable for this system.",
    )
    .into()
}

impl Cmdlet for InvokeCommand {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.computer_name.is_empty() {
            return Err(no_wsman());
        }
        let remote = ["AsJob", "JobName", "HideComputerName", "ThrottleLimit"];
        match remote.into_iter().find(|name| cx.is_bound(name)) {
            Some(name) => Err(crate::refused::feature(&format!(
                "Invoke-Command with the parameter {name} and without a computer"
            ))),
            None => Ok(()),
        }
    }

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

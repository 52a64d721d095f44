//! `Invoke-Expression`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::{Flow, Str};

/// Runs text as script, in the caller's scope.
#[derive(Params, Default)]
struct InvokeExpression {
    command: Str,
}

entry!(
    "Invoke-Expression",
    "InvokeExpressionCommand",
    InvokeExpression
);

impl Cmdlet for InvokeExpression {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let block = cx
            .session()
            .script_block(&self.command, None)
            .map_err(of_the_call)?;
        cx.stream(&block, ScriptCall::default())
    }
}

/// Text that cannot be parsed is an error of the call, not of a place in the text.
fn of_the_call(flow: Flow) -> Flow {
    if let Flow::Error(error) = &flow {
        error.state.lock().invocation = None;
    }
    flow
}

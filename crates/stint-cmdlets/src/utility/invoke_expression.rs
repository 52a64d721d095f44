//! `Invoke-Expression`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result, ScriptCall};
use stint_object::Str;

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
        let block = cx.session().script_block(&self.command, None)?;
        cx.stream(&block, ScriptCall::default())
    }
}

//! Calling what a script gave where .NET takes a delegate.

use super::ps_method;
use crate::script_block::Call;
use crate::{Data, Result, Value};

/// Calls a script block (or method) with arguments; `$_` is the only one, if there is one.
///
/// # Errors
/// What it throws.
pub fn call(delegate: &Value, args: &[Value]) -> Result<Value> {
    if let Some(Data::ScriptBlock(block)) = delegate.data() {
        let (this, item) = match args {
            [only] => (None, Some(only.clone())),
            [sender, event] => (Some(sender.clone()), Some(event.clone())),
            _ => (None, None),
        };
        let output = block.call(Call {
            this,
            item,
            args,
            ..Call::default()
        })?;
        return Ok(Value::collected(output));
    }
    if let Some(method) = ps_method::of(delegate) {
        return method.invoke(args);
    }
    Ok(Value::Null)
}

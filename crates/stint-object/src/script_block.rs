//! Script blocks as this crate sees them: something that can be called. The engine supplies them.

use crate::{Result, Str, Value};
use std::any::Any;

/// How a script block is called from the outside.
#[derive(Default)]
pub struct Call<'a> {
    /// `$this`, for members written in script.
    pub this: Option<Value>,
    /// `$_`.
    pub item: Option<Value>,
    /// `$args` or parameters by position.
    pub args: &'a [Value],
    /// What `$input` enumerates; each is `$_` of a `process` block.
    pub input: &'a [Value],
    /// Whether it runs in the scope of the caller, as the blocks of `ForEach()`, `Where()` and `-replace` do; else it has
    /// one of its own.
    pub dotted: bool,
}

/// A script block. It runs in the runspace of the calling thread, as a PowerShell delegate does.
pub trait ScriptBlock: Send + Sync {
    /// Runs it and gives all of its output.
    fn call(&self, call: Call<'_>) -> Result<Vec<Value>>;
    /// Whether it has a `process` block.
    fn has_process(&self) -> bool {
        false
    }
    /// The text between the braces.
    fn text(&self) -> Str;
    /// For the engine to find its own type again.
    fn as_any(&self) -> &dyn Any;
}

/// Something of the engine that looks like a method: a class's method, a script method, a CodeMethod.
pub trait MethodBody: Send + Sync {
    /// Calls it; `this` is null for a static method.
    fn invoke(&self, this: &Value, args: &[Value]) -> Result<Value>;
    /// Declared `hidden`: left out of lists.
    fn is_hidden(&self) -> bool {
        false
    }
    /// For the engine to find its own type again.
    fn as_any(&self) -> &dyn Any;
}

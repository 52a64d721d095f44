//! What conversions and operators ask of the running session: a few functions that the engine installs once.

use crate::types::resolve;
use crate::{Result, Str, Type, Value, raise};
use std::sync::OnceLock;

/// The functions. Each works on the session of the calling thread.
pub struct Ambient {
    /// `$OFS`, `None` where it is not set: what stands between the elements of an array in a string.
    pub separator: fn() -> Option<Str>,
    /// A type by the name a script writes, also accelerators, generics, arrays and the script's own classes.
    pub type_named: fn(&str) -> Option<Type>,
    /// A script block of a text.
    pub script_block: fn(&str) -> Result<Value>,
    /// A member of a script block, by name, with a method's arguments; null is the target of a static one.
    pub block_member: fn(&Value, &str, &[Value]) -> Result<Value>,
}

static INSTALLED: OnceLock<Ambient> = OnceLock::new();

/// Installs the functions; later calls change nothing.
pub fn install(ambient: Ambient) {
    let _ = INSTALLED.set(ambient);
}

/// `$OFS`, or one space.
pub(crate) fn separator() -> Str {
    INSTALLED
        .get()
        .and_then(|ambient| (ambient.separator)())
        .unwrap_or_else(|| arcstr::literal!(" "))
}

/// A script block of a text; null where no script can run.
///
/// # Errors
/// When the text cannot be parsed.
pub(crate) fn script_block(text: &str) -> Result<Value> {
    match INSTALLED.get() {
        Some(ambient) => (ambient.script_block)(text),
        None => Ok(Value::Null),
    }
}

/// A type by the name a script writes.
pub(crate) fn type_named(name: &str) -> Option<Type> {
    match INSTALLED.get() {
        Some(ambient) => (ambient.type_named)(name),
        None => resolve::find(name),
    }
}

/// A member of a script block.
pub(crate) fn block_member(this: &Value, name: &str, args: &[Value]) -> Result<Value> {
    match INSTALLED.get() {
        Some(ambient) => (ambient.block_member)(this, name, args),
        None => Err(raise::runtime(
            "NotSupported",
            "Script blocks need a session.",
            this.clone(),
        )),
    }
}

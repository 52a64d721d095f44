//! `Set-StrictMode`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Says how strictly the scope's code is read.
#[derive(Params, Default)]
struct SetStrictMode {
    version: Value,
    off: bool,
}

entry!("Set-StrictMode", "SetStrictModeCommand", SetStrictMode);

/// What `Latest` means: this PowerShell's own version.
const LATEST: u32 = 7;

impl Cmdlet for SetStrictMode {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let version = if self.off { 0 } else { self.major()? };
        cx.session().set_strict_mode(version);
        Ok(())
    }
}

impl SetStrictMode {
    fn major(&self) -> Result<u32> {
        if self
            .version
            .as_str()
            .is_some_and(|name| name.eq_ignore_ascii_case("latest"))
        {
            return Ok(LATEST);
        }
        if let Some(Value::Int32(major)) = values::get(&self.version, "Major")? {
            return Ok(u32::try_from(major).unwrap_or(0));
        }
        let text = values::text(&self.version);
        Ok(text
            .split('.')
            .next()
            .and_then(|major| major.parse().ok())
            .unwrap_or(LATEST))
    }
}

//! `Set-PSDebug`: its strict mode; there is no tracing.

use crate::refused;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};

/// Turns strict mode on or off; tracing and stepping are refused.
#[derive(Params, Default)]
struct SetPsDebug {
    trace: Option<i32>,
    step: bool,
    strict: Option<bool>,
    off: bool,
}

entry!("Set-PSDebug", "SetPSDebugCommand", SetPsDebug);

impl Cmdlet for SetPsDebug {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.off {
            cx.session().set_strict_mode(0);
            return Ok(());
        }
        if self.trace.unwrap_or(0) > 0 || self.step {
            return Err(refused::feature("tracing and stepping through scripts"));
        }
        if let Some(strict) = self.strict {
            cx.session().set_strict_mode(u32::from(strict));
        }
        Ok(())
    }
}

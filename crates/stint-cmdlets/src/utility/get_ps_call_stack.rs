//! `Get-PSCallStack`.

use stint_cmdlet::{Cmdlet, Cx, Params, Result};

/// The commands that are running, innermost first.
#[derive(Params, Default)]
struct GetPsCallStack {}

entry!("Get-PSCallStack", "GetPSCallStackCommand", GetPsCallStack);

impl Cmdlet for GetPsCallStack {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let frames = cx.session().call_stack();
        cx.write_all(frames)
    }
}

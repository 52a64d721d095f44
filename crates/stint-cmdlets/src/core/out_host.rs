//! `Out-Host`.

use super::console::Console;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Shows objects at the host.
#[derive(Params, Default)]
struct OutHost {
    input_object: Value,
    /// Output goes on without asking: there is no pager.
    paging: bool,
    #[param(skip)]
    console: Console,
}

entry!("Out-Host", "OutHostCommand", OutHost);

impl Cmdlet for OutHost {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        self.console.feed(cx, &object)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.console.end(cx)
    }
}

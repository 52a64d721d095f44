//! `Out-Default`: the end of a pipeline that nobody took the output of.

use super::console::Console;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Shows objects at the host.
#[derive(Params, Default)]
struct OutDefault {
    input_object: Value,
    transcript: bool,
    #[param(skip)]
    console: Console,
}

entry!("Out-Default", "OutDefaultCommand", OutDefault);

impl Cmdlet for OutDefault {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if self.transcript {
            cx.write(object.clone())?;
        }
        self.console.feed(cx, &object)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.console.end(cx)
    }
}

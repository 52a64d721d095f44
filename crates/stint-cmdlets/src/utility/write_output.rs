//! `Write-Output`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Writes objects to the pipeline.
#[derive(Params, Default)]
struct WriteOutput {
    input_object: Value,
    no_enumerate: bool,
}

entry!("Write-Output", "WriteOutputCommand", WriteOutput);

impl Cmdlet for WriteOutput {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        match values::items(&object) {
            Some(items) if !self.no_enumerate => cx.write_all(items),
            _ => cx.write(object),
        }
    }
}

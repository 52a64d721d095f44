//! `Read-Host`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Asks for a line of text.
#[derive(Params, Default)]
struct ReadHost {
    prompt: Value,
    as_secure_string: bool,
    mask_input: bool,
}

entry!("Read-Host", "ReadHostCommand", ReadHost);

impl Cmdlet for ReadHost {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let prompt = (!self.prompt.is_null()).then(|| {
            let parts = values::items(&self.prompt).unwrap_or_else(|| vec![self.prompt.clone()]);
            let parts: Vec<_> = parts.iter().map(values::text).collect();
            format!("{}: ", parts.join(" "))
        });
        let secret = self.as_secure_string || self.mask_input;
        let line = cx.host().read_line(prompt.as_deref(), secret)?;
        if self.as_secure_string {
            let text = line.unwrap_or_default();
            return cx.write(super::secure_text::object(&text));
        }
        cx.write(line.map_or(Value::Null, Value::from))
    }
}

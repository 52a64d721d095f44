//! `ConvertTo-Json`.

use crate::utility::json::tree::Maker;
use crate::utility::json::write::{self, Escape, Style};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Writes objects as JSON.
#[derive(Params, Default)]
struct ConvertToJson {
    input_object: Value,
    depth: Option<i32>,
    compress: bool,
    enums_as_strings: bool,
    as_array: bool,
    escape_handling: i32,
    #[param(skip)]
    objects: Vec<Value>,
}

entry!("ConvertTo-Json", "ConvertToJsonCommand", ConvertToJson);

impl Cmdlet for ConvertToJson {
    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.objects.push(std::mem::take(&mut self.input_object));
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut objects = std::mem::take(&mut self.objects);
        let object = match objects.len() {
            0 => return Ok(()),
            1 if !self.as_array => objects.remove(0),
            _ => Value::array(objects),
        };
        let tree = Maker::new(self.depth.unwrap_or(2)).tree(cx, &object, 0)?;
        let escape = match self.escape_handling {
            1 => Escape::NonAscii,
            2 => Escape::Html,
            _ => Escape::Default,
        };
        let style = Style {
            compress: self.compress,
            enums_as_strings: self.enums_as_strings,
            escape,
        };
        cx.write(write::text(&tree, style)?.into())
    }
}

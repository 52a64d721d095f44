//! `Export-Clixml`.

use super::clixml;
use crate::files::encoding::Encoding;
use crate::files::open::{Mode, Writer};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Writes objects to a file, so that they can be read back.
#[derive(Params, Default)]
struct ExportClixml {
    depth: Option<i32>,
    path: Str,
    literal_path: Str,
    input_object: Value,
    force: bool,
    #[param(name = "NoClobber")]
    no_clobber: bool,
    encoding: Value,
    #[param(skip)]
    writer: Option<Writer>,
    #[param(skip)]
    objects: Vec<Value>,
}

entry!("Export-Clixml", "ExportClixmlCommand", ExportClixml);

impl Cmdlet for ExportClixml {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let literal = !self.literal_path.is_empty();
        let name = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        if cx.should_process(&name, "Export-Clixml")? {
            let mode = Mode {
                force: self.force,
                no_clobber: self.no_clobber,
                literal,
                append: false,
            };
            self.writer = Some(Writer::open(cx, &name, Encoding::of(&self.encoding), mode)?);
        }
        Ok(())
    }

    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.objects.push(std::mem::take(&mut self.input_object));
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Cx) -> Result<()> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(());
        };
        writer.write(&clixml::write(&self.objects, self.depth)?)?;
        writer.finish()
    }
}

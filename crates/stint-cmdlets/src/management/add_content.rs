//! `Add-Content`.

use super::content_writer::ContentWriter;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};

/// Writes objects as the lines of files, or as other items.
#[derive(Params, Default)]
struct AddContent {
    #[param(flatten)]
    writer: ContentWriter,
}

entry!("Add-Content", "AddContentCommand", AddContent);

impl Cmdlet for AddContent {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.writer.begin(cx, true)
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.writer.process(cx, true)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.writer.end(cx, true)
    }
}

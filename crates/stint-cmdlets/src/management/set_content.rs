//! `Set-Content`.

use super::content_writer::ContentWriter;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};

/// Writes objects as the lines of files, or as other items.
#[derive(Params, Default)]
struct SetContent {
    #[param(flatten)]
    writer: ContentWriter,
}

entry!("Set-Content", "SetContentCommand", SetContent);

impl Cmdlet for SetContent {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.writer.begin(cx, false)
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.writer.process(cx, false)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.writer.end(cx, false)
    }
}

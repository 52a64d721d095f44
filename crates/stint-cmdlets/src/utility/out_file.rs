//! `Out-File`.

use super::output::TextOutput;
use crate::files::encoding::Encoding;
use crate::files::open::{Mode, Writer};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Shows objects as text in a file.
#[derive(Params, Default)]
struct OutFile {
    input_object: Value,
    file_path: Str,
    literal_path: Str,
    encoding: Value,
    append: bool,
    force: bool,
    #[param(name = "NoClobber")]
    no_clobber: bool,
    width: Option<i32>,
    #[param(name = "NoNewline")]
    no_newline: bool,
    #[param(skip)]
    output: TextOutput,
    #[param(skip)]
    writer: Option<Writer>,
}

entry!("Out-File", "OutFileCommand", OutFile);

impl Cmdlet for OutFile {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.output = TextOutput::new(self.width);
        let literal = !self.literal_path.is_empty();
        let name = if literal {
            self.literal_path.clone()
        } else {
            self.file_path.clone()
        };
        if !cx.should_process(&name, "Output to File")? {
            return Ok(());
        }
        let mode = Mode {
            append: self.append,
            force: self.force,
            no_clobber: self.no_clobber,
            literal,
        };
        self.writer = Some(Writer::open(cx, &name, Encoding::of(&self.encoding), mode)?);
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if self.writer.is_none() {
            return Ok(());
        }
        let lines = self.output.feed(cx, &object)?;
        self.take(lines)?;
        self.writer.as_mut().map_or(Ok(()), Writer::flush)
    }

    fn end(&mut self, _: &mut dyn Cx) -> Result<()> {
        let lines = self.output.end()?;
        self.take(lines)?;
        self.writer.take().map_or(Ok(()), Writer::finish)
    }

    fn dispose(&mut self) {
        self.writer = None;
    }
}

impl OutFile {
    fn take(&mut self, lines: Vec<String>) -> Result<()> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        for line in lines {
            if self.no_newline {
                writer.write(&line)?;
            } else {
                writer.write_line(&line)?;
            }
        }
        Ok(())
    }
}

//! `Out-String`.

use super::output::TextOutput;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Shows objects as text: one for all, or one a line.
#[derive(Params, Default)]
struct OutString {
    input_object: Value,
    stream: bool,
    width: Option<i32>,
    #[param(name = "NoNewline")]
    no_newline: bool,
    #[param(skip)]
    output: TextOutput,
    #[param(skip)]
    text: String,
}

entry!("Out-String", "OutStringCommand", OutString);

impl Cmdlet for OutString {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.output = TextOutput::new(self.width);
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        let lines = self.output.feed(cx, &object)?;
        self.take(cx, lines)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let lines = self.output.end()?;
        self.take(cx, lines)?;
        if self.stream {
            Ok(())
        } else {
            cx.write(std::mem::take(&mut self.text).into())
        }
    }
}

impl OutString {
    fn take(&mut self, cx: &mut dyn Cx, lines: Vec<String>) -> Result<()> {
        for line in lines {
            if self.stream {
                cx.write(line.into())?;
                continue;
            }
            self.text.push_str(&line);
            if !self.no_newline {
                self.text.push('\n');
            }
        }
        Ok(())
    }
}

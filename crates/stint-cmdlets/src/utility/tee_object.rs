//! `Tee-Object`.

use super::output::TextOutput;
use crate::files::encoding::Encoding;
use crate::files::open::{Mode, Writer};
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Lets objects through, and keeps them in a file or a variable.
#[derive(Params, Default)]
struct TeeObject {
    input_object: Value,
    file_path: Str,
    literal_path: Str,
    append: bool,
    encoding: Value,
    variable: Str,
    #[param(skip)]
    output: TextOutput,
    #[param(skip)]
    writer: Option<Writer>,
    #[param(skip)]
    kept: Vec<Value>,
}

entry!("Tee-Object", "TeeObjectCommand", TeeObject);

impl Cmdlet for TeeObject {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.variable.is_empty() {
            if self.append
                && let Some(known) = cx.session().variable(&self.variable, &Scope::Default)
            {
                let value = known.get();
                self.kept = value
                    .as_array()
                    .map_or_else(|| vec![value.clone()], |array| array.to_vec());
            }
            return Ok(());
        }
        let literal = !self.literal_path.is_empty();
        let name = if literal {
            self.literal_path.clone()
        } else {
            self.file_path.clone()
        };
        let mode = Mode {
            append: self.append,
            literal,
            ..Mode::default()
        };
        self.writer = Some(Writer::open(cx, &name, Encoding::of(&self.encoding), mode)?);
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if self.writer.is_some() {
            let lines = self.output.feed(cx, &object)?;
            self.take(lines)?;
        } else if !matches!(object, Value::Nothing) {
            self.kept.push(object.clone());
        }
        cx.write(object)
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if let Some(mut writer) = self.writer.take() {
            for line in self.output.end()? {
                writer.write_line(&line)?;
            }
            return writer.finish();
        }
        let value = Value::collected(std::mem::take(&mut self.kept)).or_null();
        cx.session()
            .set_variable(&self.variable, value, &Scope::Local)
    }
}

impl TeeObject {
    fn take(&mut self, lines: Vec<String>) -> Result<()> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        lines.iter().try_for_each(|line| writer.write_line(line))
    }
}

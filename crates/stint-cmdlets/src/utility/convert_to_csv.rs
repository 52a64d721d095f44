//! `ConvertTo-Csv`.

use crate::utility::csv::write::{self, Style};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Writes objects as lines of comma-separated values.
#[derive(Params, Default)]
struct ConvertToCsv {
    input_object: Value,
    #[param(flatten)]
    style: Style,
    #[param(skip)]
    names: Option<Vec<Str>>,
}

entry!("ConvertTo-Csv", "ConvertToCsvCommand", ConvertToCsv);

impl Cmdlet for ConvertToCsv {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.style.check()
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        if self.names.is_none() {
            let names = write::names(&object);
            if self.style.has_header() {
                if let Some(line) = self.style.type_line(&object) {
                    cx.write(line.into())?;
                }
                let header = self.style.header(&names);
                if !header.is_empty() {
                    cx.write(header.into())?;
                }
            }
            self.names = Some(names);
        }
        let line = self
            .style
            .record(&object, self.names.as_deref().unwrap_or_default());
        if line.is_empty() {
            Ok(())
        } else {
            cx.write(line.into())
        }
    }
}

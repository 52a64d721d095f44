//! `Export-Csv`.

use crate::files::encoding::Encoding;
use crate::files::open::{self, Mode, Writer};
use crate::files::path;
use crate::utility::csv::read::{Reader, Text};
use crate::utility::csv::write::{self, Style};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Writes objects to a file of comma-separated values.
#[derive(Params, Default)]
struct ExportCsv {
    input_object: Value,
    path: Str,
    literal_path: Str,
    force: bool,
    #[param(name = "NoClobber")]
    no_clobber: bool,
    encoding: Value,
    append: bool,
    #[param(flatten)]
    style: Style,
    #[param(skip)]
    writer: Option<Writer>,
    #[param(skip)]
    names: Option<Vec<Str>>,
    /// The columns of the file that is appended to.
    #[param(skip)]
    known: Option<Vec<Str>>,
}

entry!("Export-Csv", "ExportCsvCommand", ExportCsv);

impl Cmdlet for ExportCsv {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.check()?;
        let name = self.target();
        if !cx.should_process(&name, "Export-Csv")? {
            return Ok(());
        }
        let literal = !self.literal_path.is_empty();
        let mut encoding = Encoding::of(&self.encoding);
        if self.append {
            let file = path::one(cx, &name, literal)?;
            if let Ok(bytes) = std::fs::read(&file)
                && !bytes.is_empty()
            {
                encoding = encoding.by_mark(&bytes).0;
                let text = open::read_path(&file, encoding)?;
                let mut reader = Reader {
                    delimiter: self.style.delimiter(),
                    ..Reader::default()
                };
                reader.read_header(&mut Text::new(&text))?;
                self.known = reader.header;
            }
        }
        let mode = Mode {
            append: self.append,
            force: self.force,
            no_clobber: self.no_clobber,
            literal,
        };
        self.writer = Some(Writer::open(cx, &name, encoding, mode)?);
        Ok(())
    }

    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() || self.writer.is_none() {
            return Ok(());
        }
        if self.names.is_none() {
            self.start(&object)?;
        }
        let line = self
            .style
            .record(&object, self.names.as_deref().unwrap_or_default());
        self.line(&line)
    }

    fn end(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.writer.take().map_or(Ok(()), Writer::finish)
    }
}

impl ExportCsv {
    fn target(&self) -> Str {
        if self.literal_path.is_empty() {
            self.path.clone()
        } else {
            self.literal_path.clone()
        }
    }

    fn check(&self) -> Result<()> {
        let refuse = |id: &'static str, text: &str| -> Result<()> {
            Err(ErrorRecord::new(
                id,
                Category::InvalidData,
                system::exceptions::INVALID_OPERATION,
                text,
            )
            .into())
        };
        if self.path.is_empty() == self.literal_path.is_empty() {
            return refuse(
                "CannotSpecifyPathAndLiteralPath",
                "You must specify either the -Path or -LiteralPath parameters, but not both.",
            );
        }
        self.style.check()?;
        if self.append && !self.style.has_header() {
            return refuse(
                "CannotSpecifyBothAppendAndNoHeader",
                "You must specify either the -Append or -NoHeader parameters, but not both.",
            );
        }
        Ok(())
    }

    fn start(&mut self, object: &Value) -> Result<()> {
        let names = write::names(object);
        if let Some(known) = self.known.take() {
            let missing = known
                .iter()
                .find(|name| !names.iter().any(|have| have.eq_ignore_ascii_case(name)));
            if let Some(missing) = missing.filter(|_| !self.force) {
                let text = format!(
                    "Cannot append CSV content to the following file: {}. The appended object does not have a property that corresponds to the following column: {missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command.",
                    self.target()
                );
                let id = "CannotAppendCsvWithMismatchedPropertyNames";
                return Err(ErrorRecord::new(
                    id,
                    Category::InvalidData,
                    system::exceptions::INVALID_OPERATION,
                    text,
                )
                .with_target(missing.clone())
                .into());
            }
            self.names = Some(known);
            return Ok(());
        }
        if self.style.has_header() {
            if let Some(line) = self.style.type_line(object) {
                self.line(&line)?;
            }
            let header = self.style.header(&names);
            self.line(&header)?;
        }
        self.names = Some(names);
        Ok(())
    }

    fn line(&mut self, line: &str) -> Result<()> {
        self.writer
            .as_mut()
            .map_or(Ok(()), |writer| writer.write_line(line))
    }
}

//! `Import-Csv`.

use crate::files::encoding::Encoding;
use crate::files::open;
use crate::utility::csv::columns::Columns;
use crate::utility::csv::read::Reader;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str, Value};

/// Reads files of comma-separated values as objects.
#[derive(Params, Default)]
struct ImportCsv {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    header: Option<Vec<Str>>,
    encoding: Value,
    #[param(flatten)]
    columns: Columns,
    #[param(skip)]
    warned: bool,
}

entry!("Import-Csv", "ImportCsvCommand", ImportCsv);

impl Cmdlet for ImportCsv {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.path.is_empty() && !self.literal_path.is_empty() {
            let text =
                "You must specify either the -Path or -LiteralPath parameters, but not both.";
            let id = "CannotSpecifyPathAndLiteralPath";
            return Err(ErrorRecord::new(
                id,
                Category::InvalidData,
                system::exceptions::INVALID_OPERATION,
                text,
            )
            .into());
        }
        let literal = !self.literal_path.is_empty();
        let paths = if literal {
            self.literal_path.clone()
        } else {
            self.path.clone()
        };
        for path in paths {
            let text = open::read(cx, &path, Encoding::of(&self.encoding), literal)?;
            let mut reader = Reader {
                header: self.header.clone(),
                delimiter: self.columns.delimiter(),
                warned: self.warned,
                ..Reader::default()
            };
            match reader.read(cx, &text) {
                Err(Flow::Error(error))
                    if error.exception.ty() == Some(system::exceptions::EXTENDED_TYPE_SYSTEM) =>
                {
                    let record = ErrorRecord::of(
                        error.exception.clone(),
                        error.id.clone(),
                        Category::NotSpecified,
                        Value::Null,
                    );
                    cx.error(record)?;
                }
                other => other?,
            }
            self.warned = reader.warned;
        }
        Ok(())
    }
}

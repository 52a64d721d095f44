//! `ConvertFrom-Csv`.

use crate::utility::csv::columns::Columns;
use crate::utility::csv::read::Reader;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Reads lines of comma-separated values as objects.
#[derive(Params, Default)]
struct ConvertFromCsv {
    input_object: Vec<Value>,
    header: Option<Vec<Str>>,
    #[param(flatten)]
    columns: Columns,
    #[param(skip)]
    reader: Reader,
}

entry!("ConvertFrom-Csv", "ConvertFromCsvCommand", ConvertFromCsv);

impl Cmdlet for ConvertFromCsv {
    fn begin(&mut self, _: &mut dyn Cx) -> Result<()> {
        self.reader.delimiter = self.columns.delimiter();
        self.reader.header = self.header.clone();
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let lines: Vec<Str> = self.input_object.iter().map(values::text).collect();
        self.reader.read(cx, &lines.join("\n"))
    }
}

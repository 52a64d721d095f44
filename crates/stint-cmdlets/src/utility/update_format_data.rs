//! `Update-FormatData`.

use crate::files::encoding::Encoding;
use crate::files::{open, path};
use crate::formatting::Views;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_format::view::load_xml;
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;

/// Loads views from files.
#[derive(Params, Default)]
struct UpdateFormatData {
    append_path: Vec<Str>,
    prepend_path: Vec<Str>,
}

entry!(
    "Update-FormatData",
    "UpdateFormatDataCommand",
    UpdateFormatData
);

impl Cmdlet for UpdateFormatData {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let database = cx.slots().get_or_insert(Views::default).0.clone();
        // Those that stand before the others come in the order they were named, so the last is put there first.
        for name in self.prepend_path.clone().iter().rev() {
            if let Some(loaded) = load(cx, name)? {
                database.prepend(loaded);
            }
        }
        for name in self.append_path.clone() {
            if let Some(loaded) = load(cx, &name)? {
                database.append(loaded);
            }
        }
        Ok(())
    }
}

fn load(cx: &mut dyn Cx, name: &str) -> Result<Option<load_xml::Loaded>> {
    let file = path::one(cx, name, false)?;
    if !cx.should_process(&file.display().to_string(), "Update FormatData")? {
        return Ok(None);
    }
    let text = open::read_path(&file, Encoding::Utf8)?;
    match load_xml::load(&text) {
        Ok(loaded) => Ok(Some(loaded)),
        Err(bad) => {
            let text = format!(
                "The following error occurred while loading the format data file:\n{}, {}",
                file.display(),
                bad.0
            );
            let id = "FormatXmlUpdateException";
            let record = ErrorRecord::new(
                id,
                Category::InvalidOperation,
                system::exceptions::RUNTIME,
                text,
            );
            cx.error(record).map(|()| None)
        }
    }
}

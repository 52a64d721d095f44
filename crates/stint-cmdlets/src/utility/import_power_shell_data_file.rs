//! `Import-PowerShellDataFile`.

use crate::files::encoding::Encoding;
use crate::files::{open, path};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str};

/// Reads data written as script, without running anything.
#[derive(Params, Default)]
struct ImportPowerShellDataFile {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    skip_limit_check: bool,
}

entry!(
    "Import-PowerShellDataFile",
    "ImportPowerShellDataFileCommand",
    ImportPowerShellDataFile
);

impl Cmdlet for ImportPowerShellDataFile {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut files = Vec::new();
        for name in &self.literal_path {
            files.push((name.clone(), path::full(cx, name)?));
        }
        for name in &self.path {
            let found = path::matching(cx, name)?;
            files.extend(found.into_iter().map(|file| (name.clone(), file)));
        }
        for (name, file) in files {
            if file.symlink_metadata().is_err() {
                let text = format!(
                    "Cannot find path '{}' because it does not exist.",
                    file.display()
                );
                let record = ErrorRecord::new(
                    "PathNotFound",
                    Category::ObjectNotFound,
                    system::exceptions::ITEM_NOT_FOUND,
                    text,
                );
                cx.error(record.with_target(name))?;
                continue;
            }
            let text = open::read_path(&file, Encoding::Utf8)?;
            match cx.session().data(&text, Some(&file)) {
                Ok(value) => cx.write(value)?,
                Err(Flow::Error(error))
                    if error.exception.ty() == Some(system::exceptions::PARSE) =>
                {
                    let shown = file.display().to_string();
                    let text = format!(
                        "The file '{shown}' could not be parsed as a PowerShell Data File."
                    );
                    let id = "CouldNotParseAsPowerShellDataFile";
                    let record = ErrorRecord::new(
                        id,
                        Category::InvalidData,
                        system::exceptions::INVALID_OPERATION,
                        text,
                    );
                    return Err(record.with_target(shown).into());
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}

//! `Import-LocalizedData`.

use crate::files::encoding::Encoding;
use crate::files::open;
use crate::values;
use std::path::{Path, PathBuf};
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Flow, Str};

/// Reads the texts of the user's language from a data file beside the script.
#[derive(Params, Default)]
struct ImportLocalizedData {
    binding_variable: Str,
    #[param(name = "UICulture")]
    ui_culture: Str,
    base_directory: Str,
    file_name: Str,
}

entry!(
    "Import-LocalizedData",
    "ImportLocalizedData",
    ImportLocalizedData
);

impl Cmdlet for ImportLocalizedData {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let Some(file) = self.find(cx)? else {
            return Ok(());
        };
        let text = open::read_path(&file, Encoding::Utf8)?;
        let data = cx.session().data(&text, Some(&file))?;
        if self.binding_variable.is_empty() {
            return cx.write(data);
        }
        let name = self.binding_variable.trim_start_matches('$').to_owned();
        cx.session().set_variable(&name, data, &Scope::Local)
    }
}

impl ImportLocalizedData {
    /// The file in the culture's folder, else in that of the culture above it, and so on, else in the folder itself.
    fn find(&self, cx: &mut dyn Cx) -> Result<Option<PathBuf>> {
        let script = cx.caller().and_then(|caller| {
            caller
                .position
                .as_ref()
                .and_then(|position| position.file.clone())
        });
        let script = script.or_else(|| {
            cx.session()
                .variable_value("PSCommandPath")
                .map(|path| values::text(&path))
                .filter(|path| !path.is_empty())
        });
        let name = match (self.file_name.as_str(), &script) {
            ("", None) => {
                let text = "The FileName parameter was not specified. The FileName parameter is required when Import-LocalizedData is not called from a script file.";
                return Err(refused(
                    "NotCalledFromAScriptFile",
                    Category::OpenError,
                    text.into(),
                ));
            }
            ("", Some(script)) => Path::new(script.as_str())
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default(),
            (name, _) if name.contains('/') => {
                return Err(refused(
                    "FileNameParameterCannotHavePath",
                    Category::InvalidArgument,
                    "The argument for the FileName parameter should not contain a path.".into(),
                ));
            }
            (name, _) => name.strip_suffix(".psd1").unwrap_or(name).to_owned(),
        };
        let folder = if self.base_directory.is_empty() {
            script
                .as_deref()
                .and_then(|script| Path::new(script).parent())
                .map_or_else(|| cx.session().directory(), Path::to_path_buf)
        } else {
            crate::files::path::full(cx, &self.base_directory)?
        };
        let file = format!("{name}.psd1");
        let current = cx
            .session()
            .variable_value("PSUICulture")
            .map(|culture| values::text(&culture))
            .unwrap_or_default();
        let mut culture = if self.ui_culture.is_empty() {
            current.to_string()
        } else {
            self.ui_culture.to_string()
        };
        loop {
            let candidate = folder.join(&culture).join(&file);
            if candidate.is_file() {
                return Ok(Some(candidate));
            }
            if culture.is_empty() {
                break;
            }
            culture = culture
                .rsplit_once('-')
                .map_or_else(String::new, |(parent, _)| parent.to_owned());
        }
        let wanted = if self.ui_culture.is_empty() {
            current
        } else {
            self.ui_culture.clone()
        };
        let wanted = folder.join(wanted.as_str());
        let text = format!(
            "Cannot find the PowerShell data file '{file}' in directory '{}', or in any parent culture directories.",
            wanted.display()
        );
        let record = ErrorRecord::new(
            "ImportLocalizedData",
            Category::ObjectNotFound,
            system::exceptions::PS_INVALID_OPERATION,
            text,
        );
        let target = wanted.join(&file).display().to_string();
        cx.error(record.with_target(target)).map(|()| None)
    }
}

fn refused(id: &'static str, category: Category, text: String) -> Flow {
    ErrorRecord::new(id, category, system::exceptions::PS_INVALID_OPERATION, text).into()
}

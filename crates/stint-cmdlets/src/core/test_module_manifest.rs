//! `Test-ModuleManifest`.

use crate::files::path;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Reads a module's data file and shows what it says, without loading the module.
#[derive(Params, Default)]
struct TestModuleManifest {
    path: Str,
}

entry!(
    "Test-ModuleManifest",
    "TestModuleManifestCommand",
    TestModuleManifest
);

impl Cmdlet for TestModuleManifest {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let file = path::one(cx, &self.path, false)?;
        let shown = file.display().to_string();
        if !file.exists() {
            let text = format!("Cannot find path '{shown}' because it does not exist.");
            let record = ErrorRecord::new(
                "Modules_InvalidModuleManifestPath",
                Category::ObjectNotFound,
                system::exceptions::FILE_NOT_FOUND,
                text,
            );
            return cx.error(record.with_target(self.path.clone()));
        }
        if !shown.to_lowercase().ends_with(".psd1") {
            let text = format!(
                "The path '{}' that was specified for the module manifest is not valid. The path must be that of a .psd1 file.",
                self.path
            );
            let record = ErrorRecord::new(
                "Modules_InvalidModuleManifestPath",
                Category::InvalidArgument,
                system::exceptions::INVALID_OPERATION,
                text,
            );
            return Err(record.with_target(self.path.clone()).into());
        }
        let found = cx.session().available_modules(&[shown.into()]);
        found
            .into_iter()
            .take(1)
            .try_for_each(|module| cx.write(Value::Object(module)))
    }
}

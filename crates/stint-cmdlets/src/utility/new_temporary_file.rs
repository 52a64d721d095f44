//! `New-TemporaryFile`.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;
use stint_object::error_record::{Category, ErrorRecord};

/// Makes an empty file of a new name.
#[derive(Params, Default)]
struct NewTemporaryFile {}

entry!(
    "New-TemporaryFile",
    "NewTemporaryFileCommand",
    NewTemporaryFile
);

impl Cmdlet for NewTemporaryFile {
    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let folder = std::env::temp_dir();
        if !cx.should_process(&folder.display().to_string(), "New-TemporaryFile")? {
            return Ok(());
        }
        loop {
            let name: String = uuid::Uuid::new_v4()
                .simple()
                .to_string()
                .chars()
                .take(6)
                .collect();
            let path = folder.join(format!("tmp{name}.tmp"));
            match std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Ok(_) => {
                    let ty = values::find_type("System.IO.FileInfo")
                        .ok_or_else(|| crate::refused::feature("file objects"))?;
                    let file = values::construct(ty, &[path.display().to_string().into()])?;
                    return cx.write(file);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let exception = crate::files::failure::exception_for(&error, &path);
                    let target = Value::from(folder.display().to_string());
                    return cx.error(ErrorRecord::of(
                        exception,
                        "NewTemporaryFileWriteError",
                        Category::WriteError,
                        target,
                    ));
                }
            }
        }
    }
}

//! `Clear-Content`.

use super::item;
use super::targets::{Paths, io_error};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;

/// Empties files and other items.
#[derive(Params, Default)]
struct ClearContent {
    #[param(flatten)]
    paths: Paths,
    force: bool,
}

entry!("Clear-Content", "ClearContentCommand", ClearContent);

impl Cmdlet for ClearContent {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for place in self.paths.existing(cx, self.force)? {
            if !place.is_file_system() {
                item::set(cx, &place, Value::Null, self.force)?;
                continue;
            }
            let path = place.as_path();
            if !cx.should_process(&format!("Item: {}", path.display()), "Clear Content")? {
                continue;
            }
            if let Err(error) = std::fs::File::options()
                .write(true)
                .truncate(true)
                .open(&path)
            {
                cx.error(io_error(&error, &path, "ClearContent"))?;
            }
        }
        Ok(())
    }
}

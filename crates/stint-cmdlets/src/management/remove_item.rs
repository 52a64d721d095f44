//! `Remove-Item`.

use super::item;
use super::targets::{Paths, io_error, report_as_is};
use std::path::Path;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_system::io::file_system_info;
use stint_system::io::status::Status;

/// Removes items.
#[derive(Params, Default)]
struct RemoveItem {
    #[param(flatten)]
    paths: Paths,
    recurse: bool,
    force: bool,
    #[param(skip)]
    all: (bool, bool),
}

entry!("Remove-Item", "RemoveItemCommand", RemoveItem);

impl Cmdlet for RemoveItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for place in self.paths.existing(cx, self.force)? {
            if place.is_file_system() {
                self.remove(cx, &place.as_path())?;
                continue;
            }
            let (action, target) = match place.provider.name() {
                "Environment" => (
                    "Remove Environment Variable",
                    format!("Item: {}", place.path),
                ),
                "Variable" => ("Remove Variable", format!("Item: {}", place.path)),
                "Function" => ("Remove Function", format!("Item: {}", place.path)),
                _ => ("Remove Alias", format!("Item: {}", place.path)),
            };
            if cx.should_process(&target, action)? {
                let done = item::remove(cx, &place, self.force);
                report_as_is(cx, done)?;
            }
        }
        Ok(())
    }
}

impl RemoveItem {
    fn remove(&mut self, cx: &mut dyn Cx, path: &Path) -> Result<()> {
        let here = cx.session().directory();
        if path.is_dir() && !path.is_symlink() && here.starts_with(path) {
            let text = format!(
                "Cannot remove the item at '{}' because it is in use.",
                path.display()
            );
            return cx.error(
                ErrorRecord::new(
                    "InvalidOperation",
                    Category::InvalidOperation,
                    exceptions::PS_INVALID_OPERATION,
                    text,
                )
                .with_target(path.to_string_lossy().into_owned()),
            );
        }
        let has_children = path.is_dir()
            && !path.is_symlink()
            && std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
        if has_children && !self.recurse {
            let query = format!(
                "The item at {} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?",
                path.display()
            );
            let mut all = self.all;
            let go = cx.should_continue(&query, "Confirm", &mut all)?;
            self.all = all;
            if !go {
                return Ok(());
            }
        }
        self.tree(cx, path).map(|_| ())
    }

    /// Whether it is gone.
    fn tree(&self, cx: &mut dyn Cx, path: &Path) -> Result<bool> {
        let folder = path.is_dir() && !path.is_symlink();
        let action = if folder {
            "Remove Directory"
        } else {
            "Remove File"
        };
        if !cx.should_process(&path.display().to_string(), action)? {
            return Ok(false);
        }
        self.gone(cx, path)
    }

    fn gone(&self, cx: &mut dyn Cx, path: &Path) -> Result<bool> {
        if cx.stop_token().is_requested() {
            return Err(stint_object::Flow::Stopped);
        }
        let Some(status) = Status::read(path) else {
            return Ok(true);
        };
        let folder = status.is_directory && !status.is_link();
        if folder {
            let mut empty = true;
            for child in super::place::children(path).unwrap_or_default() {
                empty &= self.gone(cx, &child)?;
            }
            if !empty {
                let text = format!(
                    "Directory {} cannot be removed because it is not empty.",
                    path.display()
                );
                cx.error(
                    ErrorRecord::new(
                        "DirectoryNotEmpty",
                        Category::WriteError,
                        exceptions::IO,
                        text,
                    )
                    .with_target(path.to_string_lossy().into_owned()),
                )?;
                return Ok(false);
            }
        }
        if !self.force && !status.is_link() && status.is_read_only() {
            return self.refuse(cx, path, "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.");
        }
        let done = if folder {
            std::fs::remove_dir(path)
        } else {
            std::fs::remove_file(path)
        };
        match done {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => self.refuse(
                cx,
                path,
                &format!("Access to the path '{}' is denied.", path.display()),
            ),
            Err(error) => {
                cx.error(io_error(&error, path, "RemoveFileSystemItem"))?;
                Ok(false)
            }
        }
    }

    fn refuse(&self, cx: &mut dyn Cx, path: &Path, why: &str) -> Result<bool> {
        let text = format!("Cannot remove item {}: {why}", path.display());
        let record = ErrorRecord::new(
            "RemoveFileSystemItemUnAuthorizedAccess",
            Category::PermissionDenied,
            exceptions::IO,
            why,
        )
        .with_target(file_system_info::object(path));
        record.state.lock().details = Some((text.into(), "".into()));
        cx.error(record)?;
        Ok(false)
    }
}

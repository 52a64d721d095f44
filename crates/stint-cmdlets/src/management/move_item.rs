//! `Move-Item`.

use super::item;
use super::place::{self, Place};
use super::targets::{Paths, report, report_as_is};
use std::path::Path;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_system::io::{directory, file};

/// Moves items.
#[derive(Params, Default)]
struct MoveItem {
    #[param(flatten)]
    paths: Paths,
    destination: Str,
    force: bool,
    pass_thru: bool,
}

entry!("Move-Item", "MoveItemCommand", MoveItem);

impl Cmdlet for MoveItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let to = match place::parse(
            cx,
            if self.destination.is_empty() {
                "."
            } else {
                &self.destination
            },
        ) {
            Ok(to) => to,
            Err(error) => return cx.error(error),
        };
        let found = self.paths.existing(cx, self.force)?;
        if found.len() > 1 && !to.as_path().is_dir() {
            let text = "Cannot move the item because the source path points to one or more items and the destination path is not a container. Validate that the destination path is a container and try again.";
            return Err(ErrorRecord::new(
                "Argument",
                Category::InvalidArgument,
                exceptions::PS_ARGUMENT,
                text,
            )
            .into());
        }
        for from in found {
            if from.is_file_system() {
                let mut target = to.as_path();
                if target.is_dir() {
                    target = target.join(from.as_path().file_name().unwrap_or_default());
                }
                if shift(cx, &from, &target, self.force, "Move", self.pass_thru)? {
                    continue;
                }
            } else {
                let value = item::value(cx, &from)?.unwrap_or_default();
                let moved = item::set(cx, &to, value, self.force)
                    .and_then(|()| item::remove(cx, &from, self.force));
                report_as_is(cx, moved)?;
            }
        }
        Ok(())
    }
}

/// Moves or renames a file or folder; whether it was done.
pub(super) fn shift(
    cx: &mut dyn Cx,
    from: &Place,
    target: &Path,
    force: bool,
    verb: &str,
    show: bool,
) -> Result<bool> {
    let source = from.as_path();
    let folder = source.is_dir() && !source.is_symlink();
    let (action, id) = match (verb, folder) {
        ("Move", true) => ("Move Directory", "MoveDirectoryItem"),
        ("Move", false) => ("Move File", "MoveFileInfoItem"),
        (_, true) => ("Rename Directory", "RenameItem"),
        (_, false) => ("Rename File", "RenameItem"),
    };
    let shown = format!(
        "Item: {} Destination: {}",
        source.display(),
        target.display()
    );
    if !cx.should_process(&shown, action)? {
        return Ok(false);
    }
    let moved = if folder {
        directory::rename(&source, target)
    } else {
        file::rename(&source, target, force)
    };
    if !report(cx, moved, &source, id)? {
        return Ok(false);
    }
    if show {
        match item::get(cx, &Place::file(target, from.drive.clone())) {
            Ok(made) => cx.write(made)?,
            Err(error) => cx.error(error)?,
        }
    }
    Ok(true)
}

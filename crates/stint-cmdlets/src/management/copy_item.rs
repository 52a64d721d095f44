//! `Copy-Item`.

use super::item;
use super::place::{self, Place, children};
use super::targets::{Paths, report};
use std::path::{Path, PathBuf};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Str;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_system::io::{directory, file};

/// Copies items.
#[derive(Params, Default)]
struct CopyItem {
    #[param(flatten)]
    paths: Paths,
    destination: Str,
    container: Option<bool>,
    force: bool,
    recurse: bool,
    pass_thru: bool,
}

entry!("Copy-Item", "CopyItemCommand", CopyItem);

impl Cmdlet for CopyItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let to = match place::parse(cx, &self.destination.clone()) {
            Ok(to) => to,
            Err(error) => return cx.error(error),
        };
        let (given, literal) = self.paths.given();
        for text in given {
            for from in place::found(cx, &text, literal, self.force)? {
                if !self.paths.filters.pass_lists(&from.leaf()) {
                    continue;
                }
                if !item::exists(cx, &from) {
                    cx.error(place::not_found(&from.shown()))?;
                } else if from.is_file_system() && to.is_file_system() {
                    self.copy(cx, &from, &to)?;
                } else if from.provider == to.provider {
                    let value = item::value(cx, &from)?.unwrap_or_default();
                    item::set(cx, &to, value, self.force)?;
                } else {
                    let text = "Source and destination path did not resolve to the same provider.";
                    return Err(ErrorRecord::new(
                        "Argument",
                        Category::InvalidArgument,
                        exceptions::PS_ARGUMENT,
                        text,
                    )
                    .into());
                }
            }
        }
        Ok(())
    }
}

impl CopyItem {
    fn copy(&self, cx: &mut dyn Cx, from: &Place, to: &Place) -> Result<()> {
        let (source, mut target) = (from.as_path(), to.as_path());
        if source.is_dir() {
            if target.is_dir() {
                target = target.join(source.file_name().unwrap_or_default());
            } else if target.exists() {
                let text = "Container cannot be copied onto existing leaf item.";
                return cx.error(
                    ErrorRecord::new(
                        "CopyContainerItemToLeafError",
                        Category::InvalidArgument,
                        exceptions::PS_ARGUMENT,
                        text,
                    )
                    .with_target(&*from.path),
                );
            }
            if self.recurse && target.starts_with(&source) && target != source {
                let text = format!(
                    "Destination path cannot be a subdirectory of the source or the source itself: {}.",
                    target.display()
                );
                return cx.error(
                    ErrorRecord::new("CopyError", Category::WriteError, exceptions::IO, text)
                        .with_target(&*from.path),
                );
            }
            return self.folder(cx, &source, &target, to);
        }
        if target.is_dir() {
            target = target.join(source.file_name().unwrap_or_default());
        }
        self.file(cx, &source, &target, to)
    }

    fn folder(&self, cx: &mut dyn Cx, source: &Path, target: &Path, to: &Place) -> Result<()> {
        let shown = format!(
            "Item: {} Destination: {}",
            source.display(),
            target.display()
        );
        if !cx.should_process(&shown, "Copy Directory")? {
            return Ok(());
        }
        if !target.is_dir() {
            if !report(cx, directory::create(target), target, "CreateDirectory")? {
                return Ok(());
            }
            self.show(cx, target, to)?;
        }
        if !self.recurse {
            return Ok(());
        }
        for child in children(source).unwrap_or_default() {
            let next: PathBuf = target.join(child.file_name().unwrap_or_default());
            if child.is_dir() {
                self.folder(cx, &child, &next, to)?;
            } else if self
                .paths
                .filters
                .pass_filter(&child.file_name().unwrap_or_default().to_string_lossy())
            {
                self.file(cx, &child, &next, to)?;
            }
        }
        Ok(())
    }

    fn file(&self, cx: &mut dyn Cx, source: &Path, target: &Path, to: &Place) -> Result<()> {
        let shown = format!(
            "Item: {} Destination: {}",
            source.display(),
            target.display()
        );
        if !cx.should_process(&shown, "Copy File")? {
            return Ok(());
        }
        if source == target {
            let text = format!(
                "Cannot overwrite the item {} with itself.",
                source.display()
            );
            return cx.error(
                ErrorRecord::new("CopyError", Category::WriteError, exceptions::IO, text)
                    .with_target(source.to_string_lossy().into_owned()),
            );
        }
        if self.force {
            make_writable(target);
        }
        if target.parent().is_some_and(|parent| !parent.is_dir()) {
            let text = format!("Could not find a part of the path '{}'.", target.display());
            return cx.error(
                ErrorRecord::new(
                    "CopyFileInfoItemIOError",
                    Category::WriteError,
                    exceptions::DIRECTORY_NOT_FOUND,
                    text,
                )
                .with_target(stint_system::io::file_system_info::object(source)),
            );
        }
        if report(
            cx,
            file::copy(source, target, true),
            source,
            "CopyFileInfoItem",
        )? {
            self.show(cx, target, to)?;
        }
        Ok(())
    }

    fn show(&self, cx: &mut dyn Cx, target: &Path, to: &Place) -> Result<()> {
        if !self.pass_thru {
            return Ok(());
        }
        match item::get(cx, &Place::file(target, to.drive.clone())) {
            Ok(made) => cx.write(made),
            Err(error) => cx.error(error),
        }
    }
}

/// What `-Force` does to a read-only file before it is replaced.
fn make_writable(path: &Path) {
    if let Ok(data) = path.metadata() {
        let mut permissions = data.permissions();
        #[allow(
            clippy::permissions_set_readonly_false,
            reason = "it is what -Force means"
        )]
        if permissions.readonly() {
            permissions.set_readonly(false);
            let _ = std::fs::set_permissions(path, permissions);
        }
    }
}

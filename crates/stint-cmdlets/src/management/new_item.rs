//! `New-Item`.

use super::place::{self, Place};
use super::targets::{io_error, report, report_as_is};
use super::{item, join_path};
use crate::values;
use std::io::Write;
use std::path::Path;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};
use stint_system::io::directory;

/// Makes files, folders, links and other items.
#[derive(Params, Default)]
struct NewItem {
    path: Vec<Str>,
    name: Str,
    item_type: Str,
    value: Value,
    force: bool,
}

entry!("New-Item", "NewItemCommand", NewItem);

impl Cmdlet for NewItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut given = self.path.clone();
        if given.is_empty() {
            given.push("".into());
        }
        for text in given {
            let whole = match (text.is_empty(), self.name.is_empty()) {
                (_, true) => text.to_string(),
                (true, false) => self.name.to_string(),
                (false, false) => join_path::joined(&text, &self.name),
            };
            match place::parse(cx, &whole) {
                Ok(place) if place.is_file_system() => self.file_system(cx, &place)?,
                Ok(place) => {
                    let action = match place.provider.name() {
                        "Environment" => "New Item",
                        "Variable" => "New Item",
                        _ => "New Item",
                    };
                    if cx.should_process(
                        &format!(
                            "Item: {} Type: {} Value: {}",
                            place.path,
                            self.item_type,
                            values::text(&self.value)
                        ),
                        action,
                    )? {
                        self.other(cx, &place)?;
                    }
                }
                Err(error) => cx.error(error)?,
            }
        }
        Ok(())
    }
}

impl NewItem {
    fn other(&self, cx: &mut dyn Cx, place: &Place) -> Result<()> {
        if item::exists(cx, place) && !self.force {
            let text = format!("The item at path '{}' already exists.", place.path);
            return cx.error(
                ErrorRecord::new(
                    "Argument",
                    Category::InvalidArgument,
                    exceptions::PS_ARGUMENT,
                    text,
                )
                .with_target(&*place.path),
            );
        }
        let done = item::set(cx, place, self.value.clone(), self.force);
        report_as_is(cx, done)?;
        match item::get(cx, place) {
            Ok(made) => cx.write(made),
            Err(_) => Ok(()),
        }
    }

    fn file_system(&self, cx: &mut dyn Cx, place: &Place) -> Result<()> {
        let path = place.as_path();
        let kind = self.item_type.to_ascii_lowercase();
        let is = |name: &str| !kind.is_empty() && name.starts_with(kind.as_str());
        let done = if is("directory") || is("container") {
            self.folder(cx, &path)?
        } else if kind.is_empty() || is("file") || is("leaf") {
            self.file(cx, &path)?
        } else if is("symboliclink") || is("junction") || is("hardlink") {
            self.link(cx, &path, is("hardlink"))?
        } else {
            return Err(ErrorRecord::new(
                "Argument",
                Category::InvalidArgument,
                exceptions::PS_ARGUMENT,
                "The type is not a known type for the file system. Only \"file\",\"directory\" or \"symboliclink\" can be specified. (Parameter 'type')",
            )
            .into());
        };
        if !done {
            return Ok(());
        }
        match item::get(cx, place) {
            Ok(made) => cx.write(made),
            Err(error) => cx.error(error),
        }
    }

    fn folder(&self, cx: &mut dyn Cx, path: &Path) -> Result<bool> {
        if !cx.should_process(
            &format!("Destination: {}", path.display()),
            "Create Directory",
        )? {
            return Ok(false);
        }
        if path.symlink_metadata().is_ok() && !(self.force && path.is_dir()) {
            let text = format!(
                "An item with the specified name {} already exists.",
                path.display()
            );
            cx.error(
                ErrorRecord::new(
                    "DirectoryExist",
                    Category::ResourceExists,
                    exceptions::IO,
                    text,
                )
                .with_target(path.to_string_lossy().into_owned()),
            )?;
            return Ok(false);
        }
        report(cx, directory::create(path), path, "CreateDirectory")
    }

    fn file(&self, cx: &mut dyn Cx, path: &Path) -> Result<bool> {
        if !cx.should_process(&format!("Destination: {}", path.display()), "Create File")? {
            return Ok(false);
        }
        if self.force
            && let Some(parent) = path.parent()
            && !parent.exists()
            && !report(
                cx,
                directory::create(parent),
                parent,
                "CreateIntermediateDirectories",
            )?
        {
            return Ok(false);
        }
        let opened = if self.force {
            std::fs::File::create(path)
        } else {
            std::fs::File::create_new(path)
        };
        let written = opened.and_then(|mut file| {
            if self.value.is_null() {
                return Ok(());
            }
            file.write_all(values::text(&self.value).as_bytes())
        });
        match written {
            Ok(()) => Ok(true),
            Err(error) => {
                let error = if error.kind() == std::io::ErrorKind::NotFound {
                    std::io::ErrorKind::NotADirectory.into()
                } else {
                    error
                };
                cx.error(io_error(&error, path, "NewItem"))?;
                Ok(false)
            }
        }
    }

    fn link(&self, cx: &mut dyn Cx, path: &Path, hard: bool) -> Result<bool> {
        let action = if hard {
            "Create Hard Link"
        } else {
            "Create Symbolic Link"
        };
        if !cx.should_process(&format!("Destination: {}", path.display()), action)? {
            return Ok(false);
        }
        let target = values::text(&self.value);
        let resolved = match place::parse(cx, &target) {
            Ok(place) => place.as_path(),
            Err(error) => {
                cx.error(error)?;
                return Ok(false);
            }
        };
        if hard && !resolved.exists() {
            let text = format!(
                "Cannot find path '{}' because it does not exist.",
                resolved.display()
            );
            cx.error(
                ErrorRecord::new(
                    "ItemNotFound",
                    Category::ObjectNotFound,
                    exceptions::ITEM_NOT_FOUND,
                    text,
                )
                .with_target(&*target),
            )?;
            return Ok(false);
        }
        if path.symlink_metadata().is_ok() {
            if !self.force {
                let text = format!(
                    "Cannot create link because the path already exists: {}.",
                    path.display()
                );
                cx.error(
                    ErrorRecord::new(
                        "SymLinkExists",
                        Category::ResourceExists,
                        exceptions::IO,
                        text,
                    )
                    .with_target(path.to_string_lossy().into_owned()),
                )?;
                return Ok(false);
            }
            if let Err(error) = std::fs::remove_file(path) {
                cx.error(io_error(&error, path, "NewItemDelete"))?;
                return Ok(false);
            }
        }
        let made = if hard {
            std::fs::hard_link(&resolved, path)
        } else {
            std::os::unix::fs::symlink(&*target, path)
        };
        match made {
            Ok(()) => Ok(true),
            Err(error) => {
                cx.error(io_error(&error, path, "NewItemCreate"))?;
                Ok(false)
            }
        }
    }
}

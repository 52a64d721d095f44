//! `Get-ChildItem`.

use super::item;
use super::place::{self, Place, children, is_hidden};
use super::targets::{Filters, Paths, io_error};
use crate::values;
use std::path::{Path, PathBuf};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::Value;
use stint_object::error_record::Category;
use stint_system::io::status::Status;

/// What is within places.
#[derive(Params, Default)]
struct GetChildItem {
    #[param(flatten)]
    paths: Paths,
    recurse: bool,
    depth: Option<u32>,
    force: bool,
    name: bool,
    directory: bool,
    file: bool,
    hidden: bool,
    read_only: bool,
    system: bool,
    follow_symlink: bool,
}

entry!("Get-ChildItem", "GetChildItemCommand", GetChildItem);

impl Cmdlet for GetChildItem {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let (mut given, literal) = self.paths.given();
        if given.is_empty() {
            given.push(".".into());
        }
        for text in given {
            self.one(cx, &text, literal)?;
        }
        Ok(())
    }
}

impl GetChildItem {
    fn limit(&self) -> u32 {
        match self.depth {
            Some(depth) => depth,
            None if self.recurse => u32::MAX,
            None => 0,
        }
    }

    fn one(&mut self, cx: &mut dyn Cx, text: &str, literal: bool) -> Result<()> {
        let pattern = !literal && values::is_pattern(text);
        let leaf_at = text.rfind('/').map_or(0, |at| at + 1);
        let only_leaf = pattern
            && !values::is_pattern(&text[..leaf_at])
            && place::drive_of(text).is_none_or(|(_, rest)| rest.contains('/'));
        if only_leaf && self.limit() > 0 && self.paths.filters.include.is_empty() {
            let leaf = text[leaf_at..].to_owned();
            let folder = if leaf_at == 0 { "." } else { &text[..leaf_at] };
            if &*leaf != "*" {
                self.paths.filters.include.push(leaf.as_str().into());
            }
            let done = self.one(cx, folder, literal);
            self.paths.filters.include.clear();
            return done;
        }
        let found = match place::expand(cx, text, literal, self.force || self.hidden) {
            Ok(found) => found,
            Err(error) => return cx.error(error),
        };
        for place in found {
            if !item::exists(cx, &place) {
                cx.error(place::not_found(&place.shown()))?;
            } else if !place.is_file_system() {
                self.other(cx, &place)?;
            } else if place.as_path().is_dir() && !only_leaf {
                if self.paths.filters.include.is_empty() || self.limit() > 0 {
                    self.folder(cx, &place, &place.as_path(), self.limit(), Path::new(""))?;
                }
            } else if self.fits(&place.as_path()) {
                self.put(cx, &place, Path::new(&*place.leaf()))?;
            }
        }
        Ok(())
    }

    fn other(&self, cx: &mut dyn Cx, place: &Place) -> Result<()> {
        let found = if place.path.is_empty() {
            item::all(cx, place)
        } else {
            item::get(cx, place).into_iter().collect()
        };
        for value in found {
            let name = values::get(&value, "PSChildName")
                .ok()
                .flatten()
                .unwrap_or_default();
            if self.paths.filters.pass_lists(&values::text(&name)) {
                cx.write(if self.name { name } else { value })?;
            }
        }
        Ok(())
    }

    fn folder(
        &self,
        cx: &mut dyn Cx,
        place: &Place,
        folder: &Path,
        left: u32,
        shown: &Path,
    ) -> Result<()> {
        let found = match children(folder) {
            Ok(found) => found,
            Err(error) => {
                let mut record = io_error(&error, folder, "Dir");
                if record.category == Category::WriteError {
                    record.category = Category::ReadError;
                }
                return cx.error(record);
            }
        };
        for path in &found {
            if self.fits(path) {
                let name = shown.join(path.file_name().unwrap_or_default());
                self.put(
                    cx,
                    &Place {
                        path: path.to_string_lossy().as_ref().into(),
                        ..place.clone()
                    },
                    &name,
                )?;
            }
        }
        if left == 0 {
            return Ok(());
        }
        let deeper: Vec<PathBuf> = found
            .into_iter()
            .filter(|path| path.is_dir() && (self.follow_symlink || !path.is_symlink()))
            .filter(|path| self.force || self.hidden || !is_hidden(path))
            .filter(|path| !self.excluded(path))
            .collect();
        for path in deeper {
            let name = shown.join(path.file_name().unwrap_or_default());
            self.folder(cx, place, &path, left - 1, &name)?;
        }
        Ok(())
    }

    fn excluded(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let only = Filters {
            exclude: self.paths.filters.exclude.clone(),
            ..Filters::default()
        };
        !only.pass_lists(&name)
    }

    fn fits(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let hidden = is_hidden(path);
        if hidden && !self.force && !self.hidden || self.hidden && !hidden {
            return false;
        }
        let folder = path.is_dir();
        (!self.directory || folder || self.file)
            && (!self.file || !folder || self.directory)
            && !self.system
            && (!self.read_only || Status::read(path).is_some_and(|status| status.is_read_only()))
            && self.paths.filters.pass(&name)
    }

    fn put(&self, cx: &mut dyn Cx, place: &Place, name: &Path) -> Result<()> {
        if self.name {
            return cx.write(Value::from(name.to_string_lossy().into_owned()));
        }
        match item::get(cx, place) {
            Ok(found) => cx.write(found),
            Err(error) => cx.error(error),
        }
    }
}

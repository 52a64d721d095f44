//! Paths of any provider: from what a script writes to the thing meant, and back to how it is shown.

use crate::files::path::clean;
use crate::values;
use std::path::{Path, PathBuf};
use stint_cmdlet::Cx;
use stint_cmdlet::drives::{Drive, Drives, PathPayload, Provider, path_object};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};

/// Where a path leads.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) provider: Provider,
    pub(crate) drive: Option<Drive>,
    /// The whole path of a file; the name of anything else.
    pub(crate) path: Str,
    /// Whether a provider's name stood before it.
    pub(crate) qualified: bool,
}

/// What may go wrong without ending the command.
pub(crate) type Found<T> = std::result::Result<T, ErrorRecord>;

impl Place {
    /// Of a file.
    pub(crate) fn file(path: &Path, drive: Option<Drive>) -> Self {
        Self {
            provider: Provider::FileSystem,
            drive,
            path: path.to_string_lossy().as_ref().into(),
            qualified: false,
        }
    }

    /// The file's path.
    pub(crate) fn as_path(&self) -> PathBuf {
        PathBuf::from(&*self.path)
    }

    /// Whether it is a file or folder.
    pub(crate) fn is_file_system(&self) -> bool {
        self.provider == Provider::FileSystem
    }

    /// `PSPath`.
    pub(crate) fn ps_path(&self) -> String {
        format!("{}::{}", self.provider.full_name(), self.path)
    }

    /// The path with its drive, as `Resolve-Path` shows it.
    pub(crate) fn shown(&self) -> Str {
        if self.qualified {
            return self.ps_path().into();
        }
        match (&self.drive, self.provider) {
            (Some(drive), Provider::FileSystem) if &*drive.name == "/" => self.path.clone(),
            (Some(drive), Provider::FileSystem) => {
                let rest = self
                    .path
                    .strip_prefix(drive.root.trim_end_matches('/'))
                    .unwrap_or(&self.path);
                let rest = if rest.is_empty() { "/" } else { rest };
                format!("{}:{rest}", drive.name).into()
            }
            (None, Provider::FileSystem) => self.path.clone(),
            (drive, provider) => {
                let name = drive.as_ref().map_or(provider.name(), |drive| &drive.name);
                format!("{name}:/{}", self.path).into()
            }
        }
    }

    /// As `PathInfo`.
    pub(crate) fn object(&self) -> Value {
        path_object(PathPayload {
            path: self.shown(),
            provider_path: self.path.clone(),
            drive: self.drive.clone(),
            provider: self.provider,
        })
    }

    /// The last part of the path.
    pub(crate) fn leaf(&self) -> Str {
        match self.provider {
            Provider::FileSystem => stint_system::io::file_system_info::name_of(&self.as_path()),
            _ => self.path.clone(),
        }
    }
}

/// The error for a path that leads nowhere.
pub(crate) fn not_found(path: &str) -> ErrorRecord {
    ErrorRecord::new(
        "PathNotFound",
        Category::ObjectNotFound,
        exceptions::ITEM_NOT_FOUND,
        format!("Cannot find path '{path}' because it does not exist."),
    )
    .with_property("ItemName", Value::str(path))
    .with_target(path)
}

/// The error for a drive that is not there.
pub(crate) fn no_drive(name: &str) -> ErrorRecord {
    ErrorRecord::new(
        "DriveNotFound",
        Category::ObjectNotFound,
        exceptions::DRIVE_NOT_FOUND,
        format!("Cannot find drive. A drive with the name '{name}' does not exist."),
    )
    .with_property("ItemName", Value::str(name))
    .with_target(name)
}

/// The error for a provider that is not there.
pub(crate) fn no_provider(name: &str) -> ErrorRecord {
    ErrorRecord::new(
        "ProviderNotFound",
        Category::ObjectNotFound,
        exceptions::PROVIDER_NOT_FOUND,
        format!("Cannot find a provider with the name '{name}'."),
    )
    .with_target(name)
}

/// The drive that a path names, and the rest.
pub(crate) fn drive_of(path: &str) -> Option<(&str, &str)> {
    let (drive, rest) = path.split_once(':')?;
    (!drive.is_empty() && !drive.contains(['/', '\\']) && !rest.starts_with(':'))
        .then_some((drive, rest))
}

fn name_within(rest: &str) -> Str {
    rest.trim_start_matches(['/', '\\'])
        .trim_end_matches(['/', '\\'])
        .into()
}

/// Where a path leads, whether or not something is there. Pattern characters stand for themselves.
///
/// # Errors
/// A drive or provider that does not exist.
pub(crate) fn parse(cx: &mut dyn Cx, text: &str) -> Found<Place> {
    parse_within(cx, text, false)
}

fn parse_within(cx: &mut dyn Cx, text: &str, pattern: bool) -> Found<Place> {
    let drives = Drives::of(cx.slots());
    let joined = |base: &str, rest: &str| -> Str {
        let base = if pattern {
            values::escape_pattern(base)
        } else {
            base.to_owned()
        };
        let rest = if pattern {
            rest.to_owned()
        } else {
            rest.replace('\\', "/")
        };
        clean(&Path::new(&base).join(rest))
            .to_string_lossy()
            .as_ref()
            .into()
    };
    if let Some((name, rest)) = text.split_once("::") {
        let provider = Provider::named(name).ok_or_else(|| no_provider(name))?;
        let path = match provider {
            Provider::FileSystem => joined(&cx.session().directory().to_string_lossy(), rest),
            _ => name_within(rest),
        };
        let drive = drives
            .0
            .lock()
            .iter()
            .find(|drive| drive.provider == provider)
            .cloned();
        return Ok(Place {
            provider,
            drive,
            path,
            qualified: true,
        });
    }
    let place = |drive: Drive, path: Str| Place {
        provider: drive.provider,
        drive: Some(drive),
        path,
        qualified: false,
    };
    if let Some((name, rest)) = drive_of(text) {
        let drive = drives.find(name).ok_or_else(|| no_drive(name))?;
        let path = match drive.provider {
            Provider::FileSystem => joined(&drive.root, rest.trim_start_matches(['/', '\\'])),
            _ => name_within(rest),
        };
        return Ok(place(drive, path));
    }
    let root = drives.find("/").ok_or_else(|| no_drive("/"))?;
    if text.starts_with('/') {
        return Ok(place(root, joined("/", text)));
    }
    let location = cx.session().location();
    let here = drives.find(&location.drive).unwrap_or(root);
    if here.provider != Provider::FileSystem {
        let name = if matches!(text, "." | "..") {
            "".into()
        } else {
            name_within(text)
        };
        return Ok(place(here, name));
    }
    if let Some(rest) = text
        .strip_prefix('~')
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']))
    {
        let home = std::env::var("HOME").unwrap_or_default();
        return Ok(place(
            here,
            joined(&home, rest.trim_start_matches(['/', '\\'])),
        ));
    }
    Ok(place(here, joined(&location.provider_path, text)))
}

/// The things that a path or pattern means: for a plain path the one place, whether or not something is there.
///
/// # Errors
/// A drive or provider that does not exist.
pub(crate) fn expand(
    cx: &mut dyn Cx,
    text: &str,
    literal: bool,
    hidden: bool,
) -> Found<Vec<Place>> {
    if literal {
        return Ok(vec![parse(cx, text)?]);
    }
    if !values::is_pattern(text) {
        let plain = if text.contains('`') {
            values::unescape_pattern(text)
        } else {
            text.to_owned()
        };
        return Ok(vec![parse(cx, &plain)?]);
    }
    let whole = parse_within(cx, text, true)?;
    let at = |path: Str| Place {
        path,
        ..whole.clone()
    };
    if !whole.is_file_system() {
        let names = super::item::names(cx, whole.provider);
        return Ok(names
            .into_iter()
            .filter(|name| values::matches_pattern(&whole.path, name))
            .map(at)
            .collect());
    }
    let mut found = vec![PathBuf::from("/")];
    for part in whole.path.split('/').filter(|part| !part.is_empty()) {
        found = found
            .iter()
            .flat_map(|folder| step(folder, part, hidden))
            .collect();
    }
    Ok(found
        .into_iter()
        .map(|path| at(path.to_string_lossy().as_ref().into()))
        .collect())
}

/// The same; what cannot be expanded is reported and means nothing.
///
/// # Errors
/// An error that ends the command.
pub(crate) fn found(
    cx: &mut dyn Cx,
    text: &str,
    literal: bool,
    hidden: bool,
) -> stint_cmdlet::Result<Vec<Place>> {
    match expand(cx, text, literal, hidden) {
        Ok(found) => Ok(found),
        Err(error) => {
            cx.error(error)?;
            Ok(Vec::new())
        }
    }
}

/// Whether something is at a place; that nothing is, is reported.
///
/// # Errors
/// An error that ends the command.
pub(crate) fn is_there(cx: &mut dyn Cx, place: &Place) -> stint_cmdlet::Result<bool> {
    let exists = super::item::exists(cx, place);
    if !exists {
        cx.error(not_found(&place.shown()))?;
    }
    Ok(exists)
}

fn step(folder: &Path, part: &str, hidden: bool) -> Vec<PathBuf> {
    if !values::is_pattern(part) {
        let next = folder.join(values::unescape_pattern(part));
        return if next.symlink_metadata().is_ok() {
            vec![next]
        } else {
            Vec::new()
        };
    }
    children(folder)
        .unwrap_or_default()
        .into_iter()
        .filter(|path| hidden || !is_hidden(path))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| values::matches_pattern(part, &name.to_string_lossy()))
        })
        .collect()
}

/// Whether a file's name begins with a period.
pub(crate) fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// What is in a folder: folders first, each by name.
///
/// # Errors
/// The system's.
pub(crate) fn children(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found: Vec<(bool, String, PathBuf)> = std::fs::read_dir(folder)?
        .flatten()
        .map(|entry| {
            let path = entry.path();
            (
                !path.is_dir(),
                entry.file_name().to_string_lossy().into_owned(),
                path,
            )
        })
        .collect();
    found.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| values::compare_text(&a.1, &b.1, true))
            .then_with(|| a.1.cmp(&b.1))
    });
    Ok(found.into_iter().map(|(_, _, path)| path).collect())
}

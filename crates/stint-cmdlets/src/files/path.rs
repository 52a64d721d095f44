//! File paths as cmdlets get them: relative, with a home folder, a provider's name or a pattern.

use crate::values;
use std::path::{Component, Path, PathBuf};
use stint_cmdlet::{Cx, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Flow, Str};

/// The one file that a path means; a pattern must mean exactly one.
///
/// # Errors
/// A path of another provider; a pattern for none or many.
pub(crate) fn one(cx: &mut dyn Cx, path: &str, literal: bool) -> Result<PathBuf> {
    if literal || !values::is_pattern(path) {
        return full(cx, path);
    }
    let mut found = matching(cx, path)?;
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => {
            let record = ErrorRecord::new("FileOpenFailure", Category::OpenError, exceptions::FILE_NOT_FOUND, "Unable to find the specified file.");
            Err(detailed(record.with_target(path), format!("Cannot perform operation because the wildcard path {path} did not resolve to a file.")))
        }
        _ => Err(detailed(
            invalid_operation("ReadWriteMultipleFilesNotSupported"),
            "Cannot perform operation because the path resolved to more than one file. This command cannot operate on multiple files.".into(),
        )),
    }
}

/// The files that a path or pattern means, existing ones only for a pattern, in order of name.
///
/// # Errors
/// A path of another provider.
pub(crate) fn matching(cx: &mut dyn Cx, path: &str) -> Result<Vec<PathBuf>> {
    let whole = full(cx, path)?;
    if !values::is_pattern(path) {
        return Ok(vec![whole]);
    }
    let mut found = vec![PathBuf::from("/")];
    for part in whole.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    }) {
        found = found
            .iter()
            .flat_map(|folder| step(folder, &part))
            .collect();
    }
    Ok(found)
}

fn step(folder: &Path, part: &str) -> Vec<PathBuf> {
    if !values::is_pattern(part) {
        let next = folder.join(values::unescape_pattern(part));
        return if next.symlink_metadata().is_ok() {
            vec![next]
        } else {
            Vec::new()
        };
    }
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok())
        .filter(|entry| values::matches_pattern(part, &entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    names.sort();
    names
}

/// A path from the root, whether or not there is something.
///
/// # Errors
/// A path of another provider.
pub(crate) fn full(cx: &mut dyn Cx, path: &str) -> Result<PathBuf> {
    let path = path.rsplit_once("::").map_or(path, |(_, rest)| rest);
    let path = match path.split_once(':') {
        Some((drive, rest)) if !drive.is_empty() && !drive.contains('/') => {
            match drive.to_ascii_lowercase().as_str() {
                "temp" => format!(
                    "{}/{}",
                    std::env::temp_dir().display(),
                    rest.trim_start_matches(['/', '\\'])
                ),
                "env" => return Err(wrong_provider("Environment")),
                "variable" => return Err(wrong_provider("Variable")),
                "function" => return Err(wrong_provider("Function")),
                "alias" => return Err(wrong_provider("Alias")),
                _ => path.to_owned(),
            }
        }
        _ => path.to_owned(),
    };
    let path = path.replace('\\', "/");
    let path = match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            format!("{}{rest}", std::env::var("HOME").unwrap_or_default())
        }
        _ => path,
    };
    let directory = cx.session().directory();
    Ok(clean(&directory.join(path)))
}

/// Without `.` and `..`, by the text alone.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                cleaned.pop();
            }
            Component::CurDir => {}
            other => cleaned.push(other),
        }
    }
    cleaned
}

fn invalid_operation(id: &'static str) -> ErrorRecord {
    let text = "Operation is not valid due to the current state of the object.";
    ErrorRecord::new(
        id,
        Category::InvalidArgument,
        exceptions::PS_INVALID_OPERATION,
        text,
    )
}

fn wrong_provider(name: &str) -> Flow {
    let text = format!(
        "Cannot open file because the current provider (Microsoft.PowerShell.Core\\{name}) cannot open a file."
    );
    detailed(
        invalid_operation("ReadWriteFileNotFileSystemProvider"),
        text,
    )
}

fn detailed(record: ErrorRecord, text: String) -> Flow {
    record.state.lock().details = Some((text.into(), Str::default()));
    record.into()
}

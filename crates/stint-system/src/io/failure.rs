//! What .NET says when a file cannot be opened or changed.

use std::io;
use std::path::Path;
use stint_object::error_record::{ErrorRecord, exception};
use stint_object::types::{Type, system::exceptions};
use stint_object::{Flow, Value};

/// The exception for a failed attempt to open or write a file.
pub fn exception_for(error: &io::Error, path: &Path) -> Value {
    let (ty, text) = describe(error, path);
    exception(ty, text)
}

/// The same as what a method throws.
pub fn thrown(error: &io::Error, path: &Path) -> Flow {
    ErrorRecord::thrown(exception_for(error, path)).into()
}

fn describe(error: &io::Error, path: &Path) -> (Type, String) {
    let shown = path.display();
    let denied = || {
        (
            exceptions::UNAUTHORIZED_ACCESS,
            format!("Access to the path '{shown}' is denied."),
        )
    };
    match error.kind() {
        io::ErrorKind::NotFound if path.parent().is_some_and(Path::is_dir) => (
            exceptions::FILE_NOT_FOUND,
            format!("Could not find file '{shown}'."),
        ),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => (
            exceptions::DIRECTORY_NOT_FOUND,
            format!("Could not find a part of the path '{shown}'."),
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::IsADirectory => denied(),
        io::ErrorKind::AlreadyExists => (
            exceptions::IO,
            format!("The file '{shown}' already exists."),
        ),
        io::ErrorKind::DirectoryNotEmpty => {
            (exceptions::IO, format!("Directory not empty : '{shown}'"))
        }
        _ if path.is_dir() => denied(),
        _ => (
            exceptions::IO,
            format!("{} : '{shown}'", system_text(error)),
        ),
    }
}

/// The system's own words, without Rust's error number.
fn system_text(error: &io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

//! `System.IO.Directory`.

use super::file_system_info::of_type;
use super::status::{self, Status, Time};
use super::{directory_info::DIRECTORY_INFO, failure};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use stint_object::text::wildcard::{Case, Wildcard};
use stint_object::types::native::{Args, Plain, date, method, strings};
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Result, Value};

/// What a listing gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kinds {
    /// Only what is no folder.
    Files,
    /// Only folders.
    Directories,
    /// Both.
    All,
}

/// Makes a folder and those above it.
///
/// # Errors
/// .NET's.
pub fn create(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => throw::of(
            exceptions::IO,
            format!("The file '{}' already exists.", path.display()),
        ),
        _ => failure::thrown(&error, path),
    })
}

/// Removes a folder.
///
/// # Errors
/// .NET's.
pub fn delete(path: &Path, recursive: bool) -> Result<()> {
    let result = if path.is_symlink() {
        std::fs::remove_file(path)
    } else if recursive {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_dir(path)
    };
    result.map_err(|error| match error.kind() {
        ErrorKind::NotFound => throw::of(
            exceptions::DIRECTORY_NOT_FOUND,
            format!("Could not find a part of the path '{}'.", path.display()),
        ),
        _ => failure::thrown(&error, path),
    })
}

/// Moves a folder.
///
/// # Errors
/// .NET's.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Err(throw::of(
            exceptions::DIRECTORY_NOT_FOUND,
            format!("Could not find a part of the path '{}'.", from.display()),
        ));
    }
    if to.exists() {
        return Err(throw::of(
            exceptions::IO,
            format!(
                "Cannot create '{}' because a file or directory with the same name already exists.",
                to.display()
            ),
        ));
    }
    std::fs::rename(from, to).map_err(|error| failure::thrown(&error, to))
}

/// What is in a folder.
///
/// # Errors
/// .NET's for a folder that cannot be read.
pub fn list(
    folder: &Path,
    pattern: Option<&str>,
    recursive: bool,
    kinds: Kinds,
) -> Result<Vec<PathBuf>> {
    let pattern = match pattern {
        None | Some("*" | "*.*") => None,
        Some(pattern) => Wildcard::new(&pattern.replace('[', "`["), Case::Sensitive).ok(),
    };
    let mut found = Vec::new();
    let mut folders = std::collections::VecDeque::from([folder.to_owned()]);
    while let Some(folder) = folders.pop_front() {
        let entries = std::fs::read_dir(&folder).map_err(|error| match error.kind() {
            ErrorKind::NotFound => throw::of(
                exceptions::DIRECTORY_NOT_FOUND,
                format!("Could not find a part of the path '{}'.", folder.display()),
            ),
            _ => failure::thrown(&error, &folder),
        })?;
        for entry in entries.flatten() {
            let path = entry.path();
            let is_directory = path.is_dir();
            let fits = match kinds {
                Kinds::All => true,
                Kinds::Files => !is_directory,
                Kinds::Directories => is_directory,
            };
            if fits
                && pattern
                    .as_ref()
                    .is_none_or(|pattern| pattern.is_match(&entry.file_name().to_string_lossy()))
            {
                found.push(path.clone());
            }
            if recursive && is_directory && !path.is_symlink() {
                folders.push_back(path);
            }
        }
    }
    Ok(found)
}

fn listed(args: &[Value], kinds: Kinds) -> Result<Value> {
    let folder = given(args)?;
    let shown = Path::new(args.text(0));
    let found = list(
        &folder,
        args.get(1).map(|_| args.text(1)),
        args.long(2) == 1,
        kinds,
    )?;
    Ok(strings(found.iter().map(|path| {
        let path = path
            .strip_prefix(&folder)
            .map_or_else(|_| path.clone(), |rest| shown.join(rest));
        path.to_string_lossy().into_owned()
    })))
}

fn given(args: &[Value]) -> Result<PathBuf> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("path"));
    }
    status::full(args.text(0))
}

fn time(args: &[Value], which: Time, universal: bool) -> Result<Value> {
    Ok(date(status::time_of(
        Status::read(&given(args)?).as_ref(),
        which,
        universal,
    )))
}

macro_rules! lists {
    ($kinds:ident, $one:literal, $two:literal, $three:literal) => {
        [
            method!($one, |_, args| listed(args, Kinds::$kinds)),
            method!($two, |_, args| listed(args, Kinds::$kinds)),
            method!($three, |_, args| listed(args, Kinds::$kinds)),
        ]
    };
}

const LISTS: [stint_object::types::Method; 3] = lists!(
    Directories,
    "static string[] GetDirectories(string path)",
    "static string[] GetDirectories(string path, string searchPattern)",
    "static string[] GetDirectories(string path, string searchPattern, System.IO.SearchOption searchOption)"
);
const FILES: [stint_object::types::Method; 3] = lists!(
    Files,
    "static string[] GetFiles(string path)",
    "static string[] GetFiles(string path, string searchPattern)",
    "static string[] GetFiles(string path, string searchPattern, System.IO.SearchOption searchOption)"
);
const ENTRIES: [stint_object::types::Method; 3] = lists!(
    All,
    "static string[] GetFileSystemEntries(string path)",
    "static string[] GetFileSystemEntries(string path, string searchPattern)",
    "static string[] GetFileSystemEntries(string path, string searchPattern, System.IO.SearchOption searchOption)"
);
const EACH_FOLDER: [stint_object::types::Method; 3] = lists!(
    Directories,
    "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path)",
    "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path, string searchPattern)",
    "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path, string searchPattern, System.IO.SearchOption searchOption)"
);
const EACH_FILE: [stint_object::types::Method; 3] = lists!(
    Files,
    "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path)",
    "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path, string searchPattern)",
    "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path, string searchPattern, System.IO.SearchOption searchOption)"
);
const EACH_ENTRY: [stint_object::types::Method; 3] = lists!(
    All,
    "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path)",
    "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path, string searchPattern)",
    "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path, string searchPattern, System.IO.SearchOption searchOption)"
);

const OWN: [stint_object::types::Method; 15] = [
    method!(
        "static System.IO.DirectoryInfo CreateDirectory(string path)",
        |_, args| {
            let path = given(args)?;
            create(&path)?;
            Ok(of_type(DIRECTORY_INFO, path))
        }
    ),
    method!(
        "static System.IO.DirectoryInfo CreateTempSubdirectory(string prefix = null)",
        |_, args| {
            let name = format!(
                "{}{}{}",
                super::path::temporary(),
                args.text(0),
                std::process::id()
            );
            let path = (0..u32::MAX)
                .map(|at| PathBuf::from(format!("{name}{at:x}")))
                .find(|path| std::fs::create_dir(path).is_ok() || !path.exists())
                .unwrap_or_default();
            Ok::<_, stint_object::Flow>(of_type(DIRECTORY_INFO, path))
        }
    ),
    method!("static void Delete(string path)", |_, args| delete(
        &given(args)?,
        false
    )),
    method!(
        "static void Delete(string path, bool recursive)",
        |_, args| delete(&given(args)?, args.boolean(1))
    ),
    method!("static bool Exists(string path)", |_, args| {
        status::full(args.text(0)).is_ok_and(|path| path.is_dir())
    }),
    method!("static datetime GetCreationTime(string path)", |_, args| {
        time(args, Time::Creation, false)
    }),
    method!("static string GetCurrentDirectory()", |_, _| {
        std::env::current_dir()
            .map(|path| path.to_string_lossy().into_owned())
            .unwrap_or_default()
    }),
    method!("static string GetDirectoryRoot(string path)", |_, _| "/"),
    method!(
        "static datetime GetLastAccessTime(string path)",
        |_, args| time(args, Time::Access, false)
    ),
    method!(
        "static datetime GetLastWriteTime(string path)",
        |_, args| time(args, Time::Write, false)
    ),
    method!(
        "static datetime GetLastWriteTimeUtc(string path)",
        |_, args| time(args, Time::Write, true)
    ),
    method!(
        "static System.IO.DirectoryInfo GetParent(string path)",
        |_, args| {
            Ok::<_, stint_object::Flow>(
                given(args)?
                    .parent()
                    .map(|parent| of_type(DIRECTORY_INFO, parent.into())),
            )
        }
    ),
    method!(
        "static void Move(string sourceDirName, string destDirName)",
        |_, args| { rename(&status::full(args.text(0))?, &status::full(args.text(1))?) }
    ),
    method!("static void SetCurrentDirectory(string path)", |_, args| {
        let path = given(args)?;
        std::env::set_current_dir(&path).map_err(|error| failure::thrown(&error, &path))
    }),
    method!(
        "static void SetLastWriteTime(string path, datetime lastWriteTime)",
        |_, args| { status::set_time(&given(args)?, Time::Write, args.at(1).date(), false) }
    ),
];

/// `System.IO.Directory`.
pub const DIRECTORY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.Directory").methods(stint_object::join![
        OWN,
        LISTS,
        FILES,
        ENTRIES,
        EACH_FOLDER,
        EACH_FILE,
        EACH_ENTRY
    ]);
    Type(&INFO)
};

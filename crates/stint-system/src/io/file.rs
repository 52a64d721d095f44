//! `System.IO.File`.

use super::file_system_info::{attributes, object};
use super::status::{self, Status, Time};
use super::stream::file_stream::{self, How, open};
use super::text::{stream_reader, stream_writer};
use super::{failure, file_info};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use stint_object::access;
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, Plain, bytes, date, method, strings};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::{Result, Value};

/// Removes a file; what is not there is no error, but its folder must be.
///
/// # Errors
/// .NET's.
pub fn delete(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error)
            if error.kind() == ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir) =>
        {
            Ok(())
        }
        Err(error) => Err(failure::thrown(&error, path)),
    }
}

/// Copies a file.
///
/// # Errors
/// .NET's.
pub fn copy(from: &Path, to: &Path, overwrite: bool) -> Result<()> {
    if !from.is_file() {
        return Err(file_info::not_found(from));
    }
    if to.is_dir() {
        return Err(throw::of(
            exceptions::IO,
            format!(
                "The target file '{}' is a directory, not a file.",
                to.display()
            ),
        ));
    }
    if !overwrite && to.exists() {
        return Err(failure::thrown(&ErrorKind::AlreadyExists.into(), to));
    }
    let times = std::fs::metadata(from).and_then(|data| data.modified());
    std::fs::copy(from, to).map_err(|error| failure::thrown(&error, to))?;
    if let Ok(time) = times
        && let Ok(file) = std::fs::File::options().write(true).open(to)
    {
        let _ = file.set_modified(time);
    }
    Ok(())
}

/// Moves a file.
///
/// # Errors
/// .NET's.
pub fn rename(from: &Path, to: &Path, overwrite: bool) -> Result<()> {
    if from.symlink_metadata().is_err() {
        return Err(file_info::not_found(from));
    }
    if !overwrite && to.symlink_metadata().is_ok() && from != to {
        return Err(throw::of(
            exceptions::IO,
            "Cannot create a file when that file already exists.",
        ));
    }
    match std::fs::rename(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            copy(from, to, overwrite)?;
            delete(from)
        }
        Err(error) => Err(failure::thrown(&error, to)),
    }
}

fn given(args: &[Value]) -> Result<PathBuf> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("path"));
    }
    status::full(args.text(0))
}

/// The encoding of an argument; UTF-8 without a mark if there is none.
pub fn encoding(value: Option<&Value>) -> Encoding {
    value
        .and_then(stint_object::types::system::encoding::of)
        .unwrap_or(Encoding::UTF8)
}

fn read(args: &[Value]) -> Result<String> {
    let path = given(args)?;
    let bytes = std::fs::read(&path).map_err(|error| failure::thrown(&error, &path))?;
    Ok(encoding(args.get(1)).decode_file(&bytes))
}

/// The text of a file.
///
/// # Errors
/// .NET's.
pub fn read_text(path: &str) -> Result<String> {
    read(&[path.into()])
}

/// Writes a text to a file.
///
/// # Errors
/// .NET's.
pub fn write_text(path: &str, text: &str) -> Result<()> {
    write(&[path.into()], text, false)
}

fn read_lines(args: &[Value]) -> Result<Value> {
    Ok(strings(lines(&read(args)?).into_iter().map(str::to_owned)))
}

/// Lines of a text, whatever ends them.
pub fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        match rest.find(['\n', '\r']) {
            Some(at) => {
                lines.push(&rest[..at]);
                let skip = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
                rest = &rest[at + skip..];
            }
            None => {
                lines.push(rest);
                break;
            }
        }
    }
    lines
}

fn write(args: &[Value], text: &str, append: bool) -> Result<()> {
    let path = given(args)?;
    let encoding = encoding(args.get(2));
    let fail = |error: std::io::Error| failure::thrown(&error, &path);
    let mut file = if append {
        std::fs::File::options()
            .append(true)
            .create(true)
            .open(&path)
    } else {
        std::fs::File::create(&path)
    }
    .map_err(fail)?;
    if file.metadata().is_ok_and(|data| data.len() == 0) {
        file.write_all(encoding.preamble()).map_err(fail)?;
    }
    file.write_all(&encoding.encode(text)).map_err(fail)
}

fn joined(lines: &Value) -> Result<String> {
    if lines.is_null() {
        return Err(throw::argument_null("contents"));
    }
    let mut text = String::new();
    for line in lines.items() {
        text.push_str(&access::to_text(&line)?);
        text.push('\n');
    }
    Ok(text)
}

fn write_bytes(args: &[Value], append: bool) -> Result<()> {
    let path = given(args)?;
    let bytes = args.at(1).byte_items();
    let done = if append {
        std::fs::File::options()
            .append(true)
            .create(true)
            .open(&path)
            .and_then(|mut file| file.write_all(&bytes))
    } else {
        std::fs::write(&path, bytes)
    };
    done.map_err(|error| failure::thrown(&error, &path))
}

fn time(args: &[Value], which: Time, universal: bool) -> Result<Value> {
    Ok(date(status::time_of(
        Status::read(&given(args)?).as_ref(),
        which,
        universal,
    )))
}

fn set_time(args: &[Value], which: Time, universal: bool) -> Result<()> {
    status::set_time(&given(args)?, which, args.at(1).date(), universal)
}

/// What `File.Create` does.
pub const READ_WRITE_ANEW: How = How {
    mode: 2,
    access: 3,
    share: 0,
};

fn opened(args: &[Value]) -> Result<Value> {
    let mode = args.at(1).number();
    let number = |at: usize, usual| args.get(at).map_or(usual, Plain::number);
    open(
        &given(args)?,
        How {
            mode,
            access: number(2, file_stream::usual_access(mode)),
            share: number(3, 0),
        },
    )
}

const METHODS: &[Method] = &[
    method!(
        "static void AppendAllBytes(string path, byte[] bytes)",
        |_, args| write_bytes(args, true)
    ),
    method!(
        "static void AppendAllLines(string path, System.Collections.Generic.IEnumerable[string] contents)",
        |_, args| write(args, &joined(args.at(1))?, true)
    ),
    method!(
        "static void AppendAllLines(string path, System.Collections.Generic.IEnumerable[string] contents, System.Text.Encoding encoding)",
        |_, args| write(args, &joined(args.at(1))?, true)
    ),
    method!(
        "static void AppendAllText(string path, string contents)",
        |_, args| write(args, args.text(1), true)
    ),
    method!(
        "static void AppendAllText(string path, string contents, System.Text.Encoding encoding)",
        |_, args| write(args, args.text(1), true)
    ),
    method!(
        "static void Copy(string sourceFileName, string destFileName)",
        |_, args| copy(
            &status::full(args.text(0))?,
            &status::full(args.text(1))?,
            false
        )
    ),
    method!(
        "static void Copy(string sourceFileName, string destFileName, bool overwrite)",
        |_, args| copy(
            &status::full(args.text(0))?,
            &status::full(args.text(1))?,
            args.boolean(2)
        )
    ),
    method!(
        "static System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)",
        |_, args| {
            let path = given(args)?;
            std::os::unix::fs::symlink(args.text(1), &path)
                .map_err(|error| failure::thrown(&error, &path))?;
            Ok(object(&path))
        }
    ),
    method!(
        "static System.IO.FileStream Create(string path)",
        |_, args| open(&given(args)?, READ_WRITE_ANEW)
    ),
    method!(
        "static System.IO.StreamWriter CreateText(string path)",
        |_, args| stream_writer::of_file(&given(args)?, false, Encoding::UTF8)
    ),
    method!(
        "static System.IO.StreamWriter AppendText(string path)",
        |_, args| stream_writer::of_file(&given(args)?, true, Encoding::UTF8)
    ),
    method!(
        "static System.IO.FileStream Open(string path, System.IO.FileMode mode)",
        |_, args| opened(args)
    ),
    method!(
        "static System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access)",
        |_, args| opened(args)
    ),
    method!(
        "static System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
        |_, args| opened(args)
    ),
    method!(
        "static System.IO.FileStream OpenRead(string path)",
        |_, args| open(&given(args)?, How::READ)
    ),
    method!(
        "static System.IO.StreamReader OpenText(string path)",
        |_, args| stream_reader::of_file(&given(args)?, Encoding::UTF8, true)
    ),
    method!(
        "static System.IO.FileStream OpenWrite(string path)",
        |_, args| open(&given(args)?, How::WRITE)
    ),
    method!("static void Delete(string path)", |_, args| delete(&given(
        args
    )?)),
    method!("static bool Exists(string path)", |_, args| {
        !args.text(0).is_empty()
            && status::full(args.text(0)).is_ok_and(|path| path.exists() && !path.is_dir())
    }),
    method!(
        "static System.IO.FileAttributes GetAttributes(string path)",
        |_, args| {
            let path = given(args)?;
            let status = Status::read(&path).ok_or_else(|| file_info::not_found(&path))?;
            Ok(attributes(status.attributes()))
        }
    ),
    method!("static datetime GetCreationTime(string path)", |_, args| {
        time(args, Time::Creation, false)
    }),
    method!(
        "static datetime GetCreationTimeUtc(string path)",
        |_, args| time(args, Time::Creation, true)
    ),
    method!(
        "static datetime GetLastAccessTime(string path)",
        |_, args| time(args, Time::Access, false)
    ),
    method!(
        "static datetime GetLastAccessTimeUtc(string path)",
        |_, args| time(args, Time::Access, true)
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
        "static void Move(string sourceFileName, string destFileName)",
        |_, args| rename(
            &status::full(args.text(0))?,
            &status::full(args.text(1))?,
            false
        )
    ),
    method!(
        "static void Move(string sourceFileName, string destFileName, bool overwrite)",
        |_, args| rename(
            &status::full(args.text(0))?,
            &status::full(args.text(1))?,
            args.boolean(2)
        )
    ),
    method!("static byte[] ReadAllBytes(string path)", |_, args| {
        let path = given(args)?;
        std::fs::read(&path)
            .map(|read| bytes(&read))
            .map_err(|error| failure::thrown(&error, &path))
    }),
    method!("static string[] ReadAllLines(string path)", |_, args| {
        read_lines(args)
    }),
    method!(
        "static string[] ReadAllLines(string path, System.Text.Encoding encoding)",
        |_, args| read_lines(args)
    ),
    method!("static string ReadAllText(string path)", |_, args| read(
        args
    )),
    method!(
        "static string ReadAllText(string path, System.Text.Encoding encoding)",
        |_, args| read(args)
    ),
    method!(
        "static System.Collections.Generic.IEnumerable[string] ReadLines(string path)",
        |_, args| read_lines(args)
    ),
    method!(
        "static System.Collections.Generic.IEnumerable[string] ReadLines(string path, System.Text.Encoding encoding)",
        |_, args| read_lines(args)
    ),
    method!(
        "static void SetAttributes(string path, System.IO.FileAttributes fileAttributes)",
        |_, args| status::set_attributes(&given(args)?, args.at(1).number())
    ),
    method!(
        "static void SetCreationTime(string path, datetime creationTime)",
        |_, args| set_time(args, Time::Creation, false)
    ),
    method!(
        "static void SetLastAccessTime(string path, datetime lastAccessTime)",
        |_, args| set_time(args, Time::Access, false)
    ),
    method!(
        "static void SetLastWriteTime(string path, datetime lastWriteTime)",
        |_, args| set_time(args, Time::Write, false)
    ),
    method!(
        "static void SetLastWriteTimeUtc(string path, datetime lastWriteTimeUtc)",
        |_, args| set_time(args, Time::Write, true)
    ),
    method!(
        "static void WriteAllBytes(string path, byte[] bytes)",
        |_, args| write_bytes(args, false)
    ),
    method!(
        "static void WriteAllLines(string path, string[] contents)",
        |_, args| write(args, &joined(args.at(1))?, false)
    ),
    method!(
        "static void WriteAllLines(string path, System.Collections.Generic.IEnumerable[string] contents)",
        |_, args| write(args, &joined(args.at(1))?, false)
    ),
    method!(
        "static void WriteAllLines(string path, string[] contents, System.Text.Encoding encoding)",
        |_, args| write(args, &joined(args.at(1))?, false)
    ),
    method!(
        "static void WriteAllText(string path, string contents)",
        |_, args| write(args, args.text(1), false)
    ),
    method!(
        "static void WriteAllText(string path, string contents, System.Text.Encoding encoding)",
        |_, args| write(args, args.text(1), false)
    ),
];

/// `System.IO.File`.
pub const FILE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.File").methods(METHODS);
    Type(&INFO)
};

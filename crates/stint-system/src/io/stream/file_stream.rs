//! `System.IO.FileStream`.

use super::{Backend, STREAM, before_beginning};
use crate::io::{failure, file_info, status};
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Method, Type, TypeInfo, throw};
use stint_object::{Flow, Result, Value};

/// An open file.
struct OpenFile {
    file: Option<File>,
    path: PathBuf,
    access: i64,
    /// Where appending began; what stands before cannot be reached.
    append_from: Option<u64>,
    seeks: bool,
}

/// How to open a file: .NET's numbers of `FileMode`, `FileAccess` and `FileShare`.
#[derive(Clone, Copy)]
pub struct How {
    /// `FileMode`.
    pub mode: i64,
    /// `FileAccess`.
    pub access: i64,
    /// `FileShare`.
    pub share: i64,
}

impl How {
    /// For reading what is there.
    pub const READ: How = How {
        mode: OPEN,
        access: 1,
        share: 1,
    };
    /// For writing anew.
    pub const CREATE: How = How {
        mode: CREATE,
        access: 2,
        share: 1,
    };
    /// For writing behind what is there.
    pub const APPEND: How = How {
        mode: APPEND,
        access: 2,
        share: 1,
    };
    /// For writing over what is there.
    pub const WRITE: How = How {
        mode: 4,
        access: 2,
        share: 0,
    };
}

const CREATE_NEW: i64 = 1;
const CREATE: i64 = 2;
const OPEN: i64 = 3;
const TRUNCATE: i64 = 5;
const APPEND: i64 = 6;

fn check(how: How) -> Result<()> {
    if !(1..=6).contains(&how.mode) {
        return Err(throw::argument_out_of_range(
            "Enum value was out of legal range.",
            "mode",
        ));
    }
    if !(1..=3).contains(&how.access) {
        return Err(throw::argument_out_of_range(
            "Enum value was out of legal range.",
            "access",
        ));
    }
    let writes = how.access & 2 != 0;
    let name = |table: &[&'static str], number: i64| table[(number - 1) as usize];
    if !writes && matches!(how.mode, CREATE_NEW | CREATE | TRUNCATE | APPEND) {
        return Err(throw::argument(
            &format!(
                "Combining FileMode: {} with FileAccess: {} is invalid.",
                name(
                    &[
                        "CreateNew",
                        "Create",
                        "Open",
                        "OpenOrCreate",
                        "Truncate",
                        "Append"
                    ],
                    how.mode
                ),
                name(&["Read", "Write", "ReadWrite"], how.access)
            ),
            "access",
        ));
    }
    if how.mode == APPEND && how.access & 1 != 0 {
        return Err(throw::argument(
            "Append access can be requested only in write-only mode.",
            "access",
        ));
    }
    Ok(())
}

fn used(path: &Path) -> Flow {
    throw::of(
        exceptions::IO,
        format!(
            "The process cannot access the file '{}' because it is being used by another process.",
            path.display()
        ),
    )
}

/// Opens a file as a stream.
///
/// # Errors
/// .NET's.
pub fn open(path: &Path, how: How) -> Result<Value> {
    check(how)?;
    let mut options = File::options();
    options.read(how.access & 1 != 0).write(how.access & 2 != 0);
    match how.mode {
        CREATE_NEW => options.create_new(true),
        OPEN | TRUNCATE => &mut options,
        _ => options.create(true),
    };
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound if path.parent().is_some_and(Path::is_dir) => {
            file_info::not_found(path)
        }
        _ => failure::thrown(&error, path),
    })?;
    let fail = |error: std::io::Error| failure::thrown(&error, path);
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        return Err(failure::thrown(&ErrorKind::PermissionDenied.into(), path));
    }
    let locked = if how.share == 0 {
        file.try_lock()
    } else {
        file.try_lock_shared()
    };
    if matches!(locked, Err(TryLockError::WouldBlock)) {
        return Err(used(path));
    }
    if matches!(how.mode, CREATE | TRUNCATE) && file.metadata().is_ok_and(|data| data.is_file()) {
        file.set_len(0).map_err(fail)?;
    }
    let append_from = match how.mode {
        APPEND => Some(file.seek(SeekFrom::End(0)).map_err(fail)?),
        _ => None,
    };
    let seeks = file.stream_position().is_ok();
    Ok(super::value(
        FILE_STREAM,
        OpenFile {
            file: Some(file),
            path: path.to_owned(),
            access: how.access,
            append_from,
            seeks,
        },
    ))
}

impl OpenFile {
    fn file(&mut self) -> Result<&mut File> {
        self.file.as_mut().ok_or_else(closed)
    }
}

fn closed() -> Flow {
    throw::of(exceptions::OBJECT_DISPOSED, "Cannot access a closed file.")
}

impl Backend for OpenFile {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.access & 1 == 0 {
            return Err(super::not_readable());
        }
        let path = self.path.clone();
        loop {
            match self.file()?.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => return other.map_err(|error| failure::thrown(&error, &path)),
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if self.access & 2 == 0 {
            return Err(super::not_writable());
        }
        let path = self.path.clone();
        self.file()?
            .write_all(bytes)
            .map_err(|error| failure::thrown(&error, &path))
    }

    fn close(&mut self) -> Result<()> {
        self.file = None;
        Ok(())
    }

    fn can_read(&self) -> bool {
        self.access & 1 != 0
    }

    fn can_write(&self) -> bool {
        self.access & 2 != 0
    }

    fn can_seek(&self) -> bool {
        self.seeks
    }

    fn length(&mut self) -> Result<u64> {
        if !self.seeks {
            return Err(super::not_seekable());
        }
        let path = self.path.clone();
        self.file()?
            .metadata()
            .map(|data| data.len())
            .map_err(|error| failure::thrown(&error, &path))
    }

    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        if !self.seeks {
            return Err(super::not_seekable());
        }
        let append_from = self.append_from;
        let file = self.file()?;
        let old = file.stream_position().unwrap_or(0);
        let at = file.seek(to).map_err(|_| before_beginning())?;
        if append_from.is_some_and(|from| at < from) {
            let _ = file.seek(SeekFrom::Start(old));
            return Err(throw::of(
                exceptions::IO,
                "Unable seek backward to overwrite data that previously existed in a file opened in Append mode.",
            ));
        }
        Ok(at)
    }

    fn set_len(&mut self, len: u64) -> Result<()> {
        if self.access & 2 == 0 {
            return Err(super::not_writable());
        }
        let path = self.path.clone();
        let file = self.file()?;
        file.set_len(len)
            .map_err(|error| failure::thrown(&error, &path))?;
        if file.stream_position().is_ok_and(|at| at > len) {
            let _ = file.seek(SeekFrom::Start(len));
        }
        Ok(())
    }

    fn closed(&self) -> Flow {
        closed()
    }

    fn base(&self) -> Option<Value> {
        Some(self.path.to_string_lossy().into_owned().into())
    }
}

/// `FileAccess` where only the mode is given.
pub fn usual_access(mode: i64) -> i64 {
    if mode == APPEND { 2 } else { 3 }
}

fn given(args: &[Value], access: Option<usize>, share: Option<usize>) -> Result<Value> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("path"));
    }
    let mode = args.at(1).number();
    open(
        &status::full(args.text(0))?,
        How {
            mode,
            access: access.map_or_else(|| usual_access(mode), |at| args.at(at).number()),
            share: share.map_or(1, |at| args.at(at).number()),
        },
    )
}

const CONSTRUCTORS: &[Method] = &[
    method!(
        "System.IO.FileStream(string path, System.IO.FileMode mode)",
        |_, args| given(args, None, None)
    ),
    method!(
        "System.IO.FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access)",
        |_, args| given(args, Some(2), None)
    ),
    method!(
        "System.IO.FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
        |_, args| given(args, Some(2), Some(3))
    ),
    method!(
        "System.IO.FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share, int bufferSize)",
        |_, args| given(args, Some(2), Some(3))
    ),
    method!(
        "System.IO.FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share, int bufferSize, bool useAsync)",
        |_, args| given(args, Some(2), Some(3))
    ),
];

/// `System.IO.FileStream`.
pub const FILE_STREAM: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.FileStream")
        .base(STREAM)
        .constructors(CONSTRUCTORS)
        .properties(&[
            super::CAN_READ,
            super::CAN_WRITE,
            property!("string Name {get;}", |it| super::of(it)?
                .at_any_time(|backend| backend.base())),
            property!("bool IsAsync {get;}", |_| false),
            super::LENGTH,
            super::POSITION,
            super::CAN_SEEK,
        ])
        .methods(&[
            method!("void Flush(bool flushToDisk)", |it, _| super::of(it)?
                .flush()),
            method!("void Lock(long position, long length)", |_, _| ()),
            method!("void Unlock(long position, long length)", |_, _| ()),
        ]);
    Type(&INFO)
};

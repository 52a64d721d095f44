//! Opening files for text, with PowerShell's errors.

use super::encoding::Encoding;
use super::failure::exception_for;
use super::path;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use stint_cmdlet::{Cx, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::{Flow, Str, Value};

/// How a file is opened for writing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mode {
    /// At the end of what is there.
    pub append: bool,
    /// Even if it is read-only.
    pub force: bool,
    /// Only if it is not there.
    pub no_clobber: bool,
    /// The path is no pattern.
    pub literal: bool,
}

/// A file being written.
pub(crate) struct Writer {
    file: BufWriter<File>,
    path: PathBuf,
    encoding: Encoding,
    read_only: bool,
}

impl Writer {
    /// Opens a file.
    ///
    /// # Errors
    /// PowerShell's errors for a file that cannot be opened.
    pub(crate) fn open(
        cx: &mut dyn Cx,
        name: &str,
        encoding: Encoding,
        mode: Mode,
    ) -> Result<Self> {
        let path = path::one(cx, name, mode.literal)?;
        let mut options = OpenOptions::new();
        if mode.append {
            options.append(true).create(true);
        } else if mode.no_clobber {
            options.write(true).create_new(true);
        } else {
            options.write(true).create(true).truncate(true);
        }
        let mut read_only = false;
        if mode.force && (mode.append || !mode.no_clobber) {
            read_only = make_writable(&path);
        }
        let file = options
            .open(&path)
            .map_err(|error| refused(&error, &path, name, mode))?;
        let is_new = file.metadata().map_or(true, |data| data.len() == 0);
        let mut writer = Self {
            file: BufWriter::new(file),
            path,
            encoding,
            read_only,
        };
        if is_new {
            writer.write_bytes(encoding.mark())?;
        }
        Ok(writer)
    }

    /// Writes text.
    ///
    /// # Errors
    /// When the file takes no more.
    pub(crate) fn write(&mut self, text: &str) -> Result<()> {
        if matches!(self.encoding, Encoding::Utf8 | Encoding::Utf8Bom) {
            return self.write_bytes(text.as_bytes());
        }
        self.write_bytes(&self.encoding.encode(text))
    }

    /// Writes text and a line end.
    ///
    /// # Errors
    /// When the file takes no more.
    pub(crate) fn write_line(&mut self, text: &str) -> Result<()> {
        self.write(text)?;
        self.write("\n")
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.file
            .write_all(bytes)
            .map_err(|error| failed(&error, &self.path))
    }

    /// Writes what is held back, and stays open.
    ///
    /// # Errors
    /// When the file takes no more.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.file
            .flush()
            .map_err(|error| failed(&error, &self.path))
    }

    /// Writes what is held back.
    ///
    /// # Errors
    /// When the file takes no more.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.file
            .flush()
            .map_err(|error| failed(&error, &self.path))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if self.read_only
            && let Ok(data) = self.path.metadata()
        {
            let mut permissions = data.permissions();
            permissions.set_readonly(true);
            let _ = std::fs::set_permissions(&self.path, permissions);
        }
    }
}

/// Whether the file was read-only and is not now.
fn make_writable(path: &Path) -> bool {
    let Ok(data) = path.metadata() else {
        return false;
    };
    let mut permissions = data.permissions();
    if !permissions.readonly() {
        return false;
    }
    #[allow(
        clippy::permissions_set_readonly_false,
        reason = "it is what -Force means"
    )]
    permissions.set_readonly(false);
    std::fs::set_permissions(path, permissions).is_ok()
}

fn refused(error: &std::io::Error, path: &Path, name: &str, mode: Mode) -> Flow {
    if mode.no_clobber && path.exists() && !path.is_dir() {
        let target = path.display().to_string();
        let record = ErrorRecord::of(
            exception_for(error, path),
            "NoClobber",
            Category::ResourceExists,
            Value::from(target),
        );
        record.state.lock().details = Some((
            format!("File {name} already exists and NoClobber was specified.").into(),
            Str::default(),
        ));
        return record.into();
    }
    failed(error, path)
}

fn failed(error: &std::io::Error, path: &Path) -> Flow {
    ErrorRecord::of(
        exception_for(error, path),
        "FileOpenFailure",
        Category::OpenError,
        Value::Null,
    )
    .into()
}

/// Reads a whole file as text.
///
/// # Errors
/// PowerShell's errors for a file that cannot be opened.
pub(crate) fn read(
    cx: &mut dyn Cx,
    name: &str,
    encoding: Encoding,
    literal: bool,
) -> Result<String> {
    let path = path::one(cx, name, literal)?;
    read_path(&path, encoding)
}

/// The same for a path that is known.
///
/// # Errors
/// PowerShell's errors for a file that cannot be opened.
pub(crate) fn read_path(path: &Path, encoding: Encoding) -> Result<String> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(encoding.decode(&bytes)),
        Err(error) => Err(failed(&error, path)),
    }
}

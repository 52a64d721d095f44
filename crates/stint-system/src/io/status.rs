//! What the file system says of a path, as .NET shows it: attributes, times, modes.

use super::failure;
use super::owner;
use std::fs::{File, FileTimes, Metadata};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime};
use stint_object::text::ticks::{DateTimeTicks, Kind, UNIX_EPOCH};
use stint_object::text::zone::Zone;
use stint_object::types::system::exceptions;
use stint_object::types::throw;
use stint_object::{Result, Str};

const READ_ONLY: i64 = 1;
const HIDDEN: i64 = 2;
const DIRECTORY: i64 = 16;
const NORMAL: i64 = 128;
const REPARSE_POINT: i64 = 1024;
/// Ticks of 1601-01-01, which stands for the time of what is not there.
const NO_TIME: i64 = 504_911_232_000_000_000;

/// Which of a file's times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Time {
    /// When it was made; the older of the last write and the last change, where systems do not keep it.
    Creation,
    /// When it was last read.
    Access,
    /// When it was last written.
    Write,
}

/// What was read of a path at one moment.
#[derive(Clone, Debug)]
pub struct Status {
    /// Of the entry itself.
    pub own: Metadata,
    /// Whether it, or what a link leads to, is a folder.
    pub is_directory: bool,
    name_is_hidden: bool,
}

impl Status {
    /// Reads it; nothing if there is nothing.
    pub fn read(path: &Path) -> Option<Self> {
        let own = path.symlink_metadata().ok()?;
        let is_directory = if own.is_symlink() {
            path.is_dir()
        } else {
            own.is_dir()
        };
        Some(Self {
            is_directory,
            name_is_hidden: path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.')),
            own,
        })
    }

    /// Whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.own.is_symlink()
    }

    /// Whether another name leads to the same file.
    pub fn is_hard_link(&self) -> bool {
        !self.is_directory && !self.is_link() && self.own.nlink() > 1
    }

    /// Whether this process may not write it.
    pub fn is_read_only(&self) -> bool {
        let mode = self.own.mode();
        let (user, group) = owner::own();
        let bit = if self.own.uid() == user {
            0o200
        } else if self.own.gid() == group {
            0o020
        } else {
            0o002
        };
        mode & bit == 0
    }

    /// `FileAttributes`.
    pub fn attributes(&self) -> i64 {
        let flag = |on: bool, bit: i64| if on { bit } else { 0 };
        let bits = flag(self.is_read_only(), READ_ONLY)
            | flag(self.name_is_hidden, HIDDEN)
            | flag(self.is_directory, DIRECTORY)
            | flag(self.is_link(), REPARSE_POINT);
        if bits == 0 { NORMAL } else { bits }
    }

    /// A time, in universal ticks.
    pub fn time(&self, which: Time) -> i64 {
        let ticks = |seconds: i64, nanos: i64| UNIX_EPOCH + seconds * 10_000_000 + nanos / 100;
        let write = ticks(self.own.mtime(), self.own.mtime_nsec());
        match which {
            Time::Write => write,
            Time::Access => ticks(self.own.atime(), self.own.atime_nsec()),
            Time::Creation => write.min(ticks(self.own.ctime(), self.own.ctime_nsec())),
        }
    }

    /// `-rw-r--r--`.
    pub fn mode_text(&self) -> String {
        let kind = self.own.file_type();
        let mode = self.own.mode();
        let mut text = String::with_capacity(10);
        text.push(match () {
            () if kind.is_symlink() => 'l',
            () if kind.is_dir() => 'd',
            () if kind.is_block_device() => 'b',
            () if kind.is_char_device() => 'c',
            () if kind.is_fifo() => 'p',
            () if kind.is_socket() => 's',
            () => '-',
        });
        let special = [(0o4000, 's', 'S'), (0o2000, 's', 'S'), (0o1000, 't', 'T')];
        for (at, (bit, with, without)) in special.into_iter().enumerate() {
            let three = mode >> (6 - 3 * at) & 7;
            text.push(if three & 4 != 0 { 'r' } else { '-' });
            text.push(if three & 2 != 0 { 'w' } else { '-' });
            text.push(match (three & 1 != 0, mode & bit != 0) {
                (true, true) => with,
                (false, true) => without,
                (true, false) => 'x',
                (false, false) => '-',
            });
        }
        text
    }

    /// `d-r--`, as `Mode` shows it.
    pub fn attribute_text(&self, with_hard_links: bool) -> Str {
        let attributes = self.attributes();
        let link = self.is_link() || with_hard_links && self.is_hard_link();
        let first = match (link, self.is_directory) {
            (true, _) => 'l',
            (false, true) => 'd',
            (false, false) => '-',
        };
        let rest = [(32, 'a'), (READ_ONLY, 'r'), (HIDDEN, 'h'), (4, 's')]
            .map(|(bit, letter)| if attributes & bit != 0 { letter } else { '-' });
        std::iter::once(first)
            .chain(rest)
            .collect::<String>()
            .into()
    }
}

/// A time of a path, in the zone asked for; 1601 if there is nothing.
pub fn time_of(status: Option<&Status>, which: Time, universal: bool) -> DateTimeTicks {
    let utc = DateTimeTicks {
        ticks: status.map_or(NO_TIME, |status| status.time(which)),
        kind: Kind::Utc,
    };
    if universal {
        utc
    } else {
        utc.to_local(Zone::local())
    }
}

/// Sets a time of a path.
///
/// # Errors
/// .NET's for a path that is missing or not ours.
pub fn set_time(path: &Path, which: Time, time: DateTimeTicks, universal: bool) -> Result<()> {
    let ticks = if universal && time.kind == Kind::Unspecified {
        time.ticks
    } else {
        time.to_universal(Zone::local()).ticks
    };
    let time = system_time(ticks);
    let times = match which {
        Time::Access => FileTimes::new().set_accessed(time),
        Time::Write | Time::Creation => FileTimes::new().set_modified(time),
    };
    File::open(path)
        .and_then(|file| file.set_times(times))
        .map_err(|error| failure::thrown(&error, path))
}

fn system_time(ticks: i64) -> SystemTime {
    let since = ticks - UNIX_EPOCH;
    let span = Duration::new(
        since.unsigned_abs() / 10_000_000,
        (since.unsigned_abs() % 10_000_000 * 100) as u32,
    );
    let time = if since < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(span)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(span)
    };
    time.unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Sets attributes; of them only `ReadOnly` means something here.
///
/// # Errors
/// .NET's for a path that is missing or not ours.
pub fn set_attributes(path: &Path, attributes: i64) -> Result<()> {
    let known = READ_ONLY
        | HIDDEN
        | 4
        | DIRECTORY
        | 32
        | 64
        | NORMAL
        | 256
        | 512
        | REPARSE_POINT
        | 2048
        | 4096
        | 8192
        | 16384
        | 32768
        | 131_072;
    if attributes & !known != 0 {
        return Err(throw::argument(
            "Invalid File or Directory attributes value.",
            "attributes",
        ));
    }
    let data = path
        .metadata()
        .map_err(|error| failure::thrown(&error, path))?;
    let mode = data.permissions().mode();
    let wanted = if attributes & READ_ONLY != 0 {
        mode & !0o222
    } else if mode & 0o222 == 0 || mode & 0o200 == 0 {
        mode | 0o200
    } else {
        mode
    };
    set_mode(path, wanted)
}

/// Sets the permission bits.
///
/// # Errors
/// .NET's for a path that is missing or not ours.
pub fn set_mode(path: &Path, mode: u32) -> Result<()> {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
        .map_err(|error| failure::thrown(&error, path))
}

/// The full path of a text, as .NET makes it from this process's folder.
///
/// # Errors
/// An empty path.
pub fn full(path: &str) -> Result<std::path::PathBuf> {
    if path.is_empty() {
        return Err(throw::argument("The path is empty.", "path"));
    }
    if path.contains('\0') {
        return Err(throw::argument("Null character in path.", "path"));
    }
    let here =
        std::env::current_dir().map_err(|error| throw::of(exceptions::IO, error.to_string()))?;
    Ok(super::path::normal(&here.join(path).to_string_lossy()).into())
}

//! `System.IO.FileSystemInfo`: what files and folders share.

use super::status::{self, Status, Time};
use super::{failure, owner, path};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use stint_object::access;
use stint_object::members::{CodeProperty, Member};
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, date, method, property};
use stint_object::types::system::object::MARSHAL_BY_REF;
use stint_object::types::system::{self, enums, exceptions};
use stint_object::types::{Method, Property, Type, TypeInfo, registry, settable, throw};
use stint_object::{Data, Lock, Object, Result, Str, Value};

/// The payload of a file or folder.
pub struct Entry {
    /// The full path.
    pub full: Lock<PathBuf>,
    /// As it was given; what `ToString()` shows.
    pub original: Lock<Str>,
    status: Lock<Option<Option<Status>>>,
}

impl Opaque for Entry {}

impl Entry {
    /// Of a full path; `original` is what it was asked for by.
    pub fn new(full: PathBuf, original: impl Into<Str>) -> Self {
        Self {
            full: Lock::new(full),
            original: Lock::new(original.into()),
            status: Lock::new(None),
        }
    }

    /// The path.
    pub fn path(&self) -> PathBuf {
        self.full.lock().clone()
    }

    /// What was read of it, at first touch.
    pub fn status(&self) -> Option<Status> {
        let path = self.path();
        self.status
            .lock()
            .get_or_insert_with(|| Status::read(&path))
            .clone()
    }

    /// Forgets what was read.
    pub fn refresh(&self) {
        *self.status.lock() = None;
    }

    /// Moves on to another path.
    pub fn move_to(&self, path: PathBuf) {
        *self.original.lock() = path.to_string_lossy().as_ref().into();
        *self.full.lock() = path;
        self.refresh();
    }
}

/// The payload of a value that is a file or folder.
///
/// # Errors
/// For any other value.
pub fn entry(this: &Value) -> Result<&Entry> {
    this.payload::<Entry>().ok_or_else(|| {
        throw::of(
            exceptions::NULL_REFERENCE,
            "Object reference not set to an instance of an object.",
        )
    })
}

/// A file or folder as an object, chosen by what stands there.
pub fn object(path: &Path) -> Value {
    let text: Str = path.to_string_lossy().as_ref().into();
    let entry = Entry::new(path.to_owned(), text);
    let ty = if entry.status().is_some_and(|status| status.is_directory) {
        super::directory_info::DIRECTORY_INFO
    } else {
        super::file_info::FILE_INFO
    };
    Value::Object(Object::opaque(ty, entry))
}

/// A file or folder of a type.
pub fn of_type(ty: Type, path: PathBuf) -> Value {
    let text: Str = path.to_string_lossy().as_ref().into();
    Value::Object(Object::opaque(ty, Entry::new(path, text)))
}

fn time(this: &Value, which: Time, universal: bool) -> Result<Value> {
    Ok(date(status::time_of(
        entry(this)?.status().as_ref(),
        which,
        universal,
    )))
}

fn set_time(this: &Value, value: &Value, which: Time, universal: bool) -> Result<()> {
    let entry = entry(this)?;
    status::set_time(&entry.path(), which, value.date(), universal)?;
    entry.refresh();
    Ok(())
}

/// `FileAttributes` as a value.
pub fn attributes(bits: i64) -> Value {
    Value::object(enums::FILE_ATTRIBUTES, Data::Enum(bits))
}

/// What a link leads to, as it says itself.
pub fn link_target(entry: &Entry) -> Option<String> {
    std::fs::read_link(entry.path())
        .ok()
        .map(|path| path.to_string_lossy().into_owned())
}

/// The name of a path; the root's is `/`.
pub fn name_of(path: &Path) -> Str {
    let text = path.to_string_lossy();
    let name = path::file_name(text.trim_end_matches('/'));
    if name.is_empty() {
        "/".into()
    } else {
        name.into()
    }
}

/// Properties that files and folders have.
pub const SHARED: &[Property] = &[
    settable(
        "System.IO.FileAttributes Attributes {get;set;}",
        |this| {
            Ok(attributes(
                entry(this)?
                    .status()
                    .map_or(-1, |status| status.attributes()),
            ))
        },
        |this, value| {
            let entry = entry(this)?;
            status::set_attributes(&entry.path(), value.number())?;
            entry.refresh();
            Ok(())
        },
    ),
    settable(
        "datetime CreationTime {get;set;}",
        |this| time(this, Time::Creation, false),
        |this, value| set_time(this, &value, Time::Creation, false),
    ),
    settable(
        "datetime CreationTimeUtc {get;set;}",
        |this| time(this, Time::Creation, true),
        |this, value| set_time(this, &value, Time::Creation, true),
    ),
    property!("string Extension {get;}", |this| entry(this).map(|entry| {
        path::extension(&entry.path().to_string_lossy()).to_owned()
    })),
    property!("string FullName {get;}", |this| entry(this)
        .map(|entry| entry.path().to_string_lossy().into_owned())),
    settable(
        "datetime LastAccessTime {get;set;}",
        |this| time(this, Time::Access, false),
        |this, value| set_time(this, &value, Time::Access, false),
    ),
    settable(
        "datetime LastAccessTimeUtc {get;set;}",
        |this| time(this, Time::Access, true),
        |this, value| set_time(this, &value, Time::Access, true),
    ),
    settable(
        "datetime LastWriteTime {get;set;}",
        |this| time(this, Time::Write, false),
        |this, value| set_time(this, &value, Time::Write, false),
    ),
    settable(
        "datetime LastWriteTimeUtc {get;set;}",
        |this| time(this, Time::Write, true),
        |this, value| set_time(this, &value, Time::Write, true),
    ),
    property!("string LinkTarget {get;}", |this| entry(this)
        .map(link_target)),
    settable(
        "System.IO.UnixFileMode UnixFileMode {get;set;}",
        |this| {
            let mode = entry(this)?
                .status()
                .map_or(-1, |status| i64::from(status.own.mode() & 0o7777));
            Ok(Value::object(enums::UNIX_FILE_MODE, Data::Enum(mode)))
        },
        |this, value| {
            let entry = entry(this)?;
            status::set_mode(&entry.path(), value.number() as u32)?;
            entry.refresh();
            Ok(())
        },
    ),
];

/// Methods that files and folders have.
pub const METHODS: [Method; 4] = [
    method!(
        "void CreateAsSymbolicLink(string pathToTarget)",
        |this, args| {
            let entry = entry(this)?;
            let path = entry.path();
            std::os::unix::fs::symlink(args.text(0), &path)
                .map_err(|error| failure::thrown(&error, &path))?;
            entry.refresh();
            Ok(())
        }
    ),
    method!("void Refresh()", |this, _| entry(this).map(Entry::refresh)),
    method!(
        "System.IO.FileSystemInfo ResolveLinkTarget(bool returnFinalTarget)",
        |this, args| {
            let path = entry(this)?.path();
            Ok(resolve(&path, args.boolean(0)).map(|found| object(&found)))
        }
    ),
    method!("string ToString()", |this, _| entry(this)
        .map(|entry| entry.original.lock().clone())),
];

/// Where a link leads.
pub fn resolve(path: &Path, last: bool) -> Option<PathBuf> {
    let target = std::fs::read_link(path).ok()?;
    let next: PathBuf = path::normal(&path.parent()?.join(target).to_string_lossy()).into();
    if last {
        resolve(&next, true).or(Some(next))
    } else {
        Some(next)
    }
}

/// `System.IO.FileSystemInfo`.
pub const FILE_SYSTEM_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.FileSystemInfo")
        .base(MARSHAL_BY_REF)
        .properties(SHARED)
        .methods(&METHODS)
        .extended(EXTENDED);
    Type(&INFO)
};

macro_rules! code {
    ($name:ident, $kind:literal, $definition:literal, $get:expr) => {
        static $name: CodeProperty = CodeProperty {
            kind: $kind,
            definition: $definition,
            get: $get,
            set: None,
        };
    };
}

static EXTENDED: &[(&str, Member)] = &[
    ("Group", Member::Code(&GROUP)),
    ("Size", Member::Code(&SIZE)),
    ("UnixMode", Member::Code(&UNIX_MODE)),
    ("User", Member::Code(&USER)),
];

code!(
    GROUP,
    "ScriptProperty",
    "System.Object Group {get= if ($this.UnixStat) { $this.UnixStat.GetGroupName() } ;}",
    |this| {
        Ok(entry(this)?
            .status()
            .map(|status| owner::group(status.own.gid()))
            .into())
    }
);
code!(
    SIZE,
    "ScriptProperty",
    "System.Object Size {get=$this.UnixStat.Size;}",
    |this| {
        Ok(entry(this)?
            .status()
            .map(|status| status.own.len() as i64)
            .into())
    }
);
code!(
    UNIX_MODE,
    "ScriptProperty",
    "System.Object UnixMode {get=if ($this.UnixStat) { $this.UnixStat.GetModeString() };}",
    |this| {
        Ok(entry(this)?
            .status()
            .map(|status| status.mode_text())
            .into())
    }
);
code!(
    USER,
    "ScriptProperty",
    "System.Object User {get= if ($this.UnixStat) { $this.UnixStat.GetUserName() } ;}",
    |this| {
        Ok(entry(this)?
            .status()
            .map(|status| owner::user(status.own.uid()))
            .into())
    }
);

/// Members that type data gives to files and folders alike.
pub const TYPE_DATA: [(&str, Member); 8] = [
    ("LastWriteTimeString", Member::Code(&LAST_WRITE_TIME_STRING)),
    ("LengthString", Member::Code(&LENGTH_STRING)),
    ("LinkType", Member::Code(&LINK_TYPE)),
    ("Mode", Member::Code(&MODE)),
    ("ModeWithoutHardLink", Member::Code(&MODE_WITHOUT_HARD_LINK)),
    ("NameString", Member::Code(&NAME_STRING)),
    ("ResolvedTarget", Member::Code(&RESOLVED_TARGET)),
    ("Target", Member::Code(&TARGET)),
];

code!(
    LAST_WRITE_TIME_STRING,
    "CodeProperty",
    "System.String LastWriteTimeString{get=LastWriteTimeString;}",
    |this| {
        let time = time(this, Time::Write, false)?;
        access::invoke_static(system::STRING, "Format", &["{0,10:d} {0,8:t}".into(), time])
    }
);
code!(
    LENGTH_STRING,
    "CodeProperty",
    "System.String LengthString{get=LengthString;}",
    |this| {
        Ok(match entry(this)?.status() {
            Some(status) if !status.is_directory => status.own.len().to_string().into(),
            _ => "".into(),
        })
    }
);
code!(
    LINK_TYPE,
    "CodeProperty",
    "System.String LinkType{get=GetLinkType;}",
    |this| {
        Ok(match entry(this)?.status() {
            Some(status) if status.is_link() => "SymbolicLink".into(),
            Some(status) if status.is_hard_link() => "HardLink".into(),
            _ => Value::Null,
        })
    }
);
code!(
    MODE,
    "CodeProperty",
    "System.String Mode{get=Mode;}",
    |this| {
        Ok(entry(this)?
            .status()
            .map(|status| status.attribute_text(true))
            .into())
    }
);
code!(
    MODE_WITHOUT_HARD_LINK,
    "CodeProperty",
    "System.String ModeWithoutHardLink{get=ModeWithoutHardLink;}",
    |this| {
        Ok(entry(this)?
            .status()
            .map(|status| status.attribute_text(false))
            .into())
    }
);
code!(
    NAME_STRING,
    "CodeProperty",
    "System.String NameString{get=NameString;}",
    name_string
);
code!(
    RESOLVED_TARGET,
    "CodeProperty",
    "System.String ResolvedTarget{get=ResolvedTarget;}",
    |this| {
        let path = entry(this)?.path();
        let found = resolve(&path, true).unwrap_or(path);
        Ok(found.to_string_lossy().into_owned().into())
    }
);
code!(TARGET, "AliasProperty", "LinkTarget", |this| Ok(entry(
    this
)
.map(link_target)?
.into()));

/// The name in the colours of `$PSStyle.FileInfo`.
fn name_string(this: &Value) -> Result<Value> {
    let entry = entry(this)?;
    let path = entry.path();
    let name = name_of(&path);
    let Some(status) = entry.status() else {
        return Ok(name.into());
    };
    let coloured = |property: &str| -> Result<String> {
        let colour = style(property);
        Ok(if colour.is_empty() {
            name.to_string()
        } else {
            format!("{colour}{name}\u{1b}[0m")
        })
    };
    if status.is_link() {
        let target = link_target(entry).unwrap_or_default();
        return Ok(format!("{} -> {target}", coloured("SymbolicLink")?).into());
    }
    if status.is_directory {
        return Ok(coloured("Directory")?.into());
    }
    if let Some(colour) = extension_style(path::extension(&name)) {
        return Ok(format!("{colour}{name}\u{1b}[0m").into());
    }
    if status.own.mode() & 0o111 != 0 {
        return Ok(coloured("Executable")?.into());
    }
    Ok(name.into())
}

fn file_styles() -> Option<Value> {
    let ty = registry::lookup("System.Management.Automation.PSStyle")?;
    let style = access::get_static(ty, "Instance").ok()??;
    access::get_property(&style, "FileInfo").ok()?
}

fn style(property: &str) -> Str {
    file_styles()
        .and_then(|styles| access::get_property(&styles, property).ok().flatten())
        .and_then(|value| value.as_str().cloned())
        .unwrap_or_default()
}

fn extension_style(extension: &str) -> Option<Str> {
    if extension.is_empty() {
        return None;
    }
    let extensions = access::get_property(&file_styles()?, "Extension").ok()??;
    access::invoke_method(&extensions, "get_Item", &[extension.into()])
        .ok()?
        .as_str()
        .cloned()
}

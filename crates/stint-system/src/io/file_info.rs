//! `System.IO.FileInfo`.

use super::file::READ_WRITE_ANEW;
use super::file_system_info::{self, Entry, METHODS, TYPE_DATA, entry};
use super::stream::file_stream::{How, open, usual_access};
use super::text::{stream_reader, stream_writer};
use super::{directory_info, failure, path, status};
use std::path::{Path, PathBuf};
use stint_object::members::{CodeProperty, Member};
use stint_object::text::encoding::Encoding;
use stint_object::types::native::{Args, Plain, method, property};
use stint_object::types::system::exceptions;
use stint_object::types::{Type, TypeInfo, join, settable, throw};
use stint_object::{Object, Result, Value};

/// `System.IO.FileInfo`.
pub const FILE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.FileInfo")
        .base(file_system_info::FILE_SYSTEM_INFO)
        .constructors(&[method!("System.IO.FileInfo(string fileName)", |_, args| {
            if args.at(0).is_null() {
                return Err(throw::argument_null("fileName"));
            }
            let full = status::full(args.text(0))?;
            Ok(Object::opaque(FILE_INFO, Entry::new(full, args.text(0))))
        })])
        .properties(&[
            property!("System.IO.DirectoryInfo Directory {get;}", |this| {
                let path = entry(this)?.path();
                Ok(path.parent().map(|parent| {
                    file_system_info::of_type(directory_info::DIRECTORY_INFO, parent.into())
                }))
            }),
            property!("string DirectoryName {get;}", |this| {
                entry(this).map(|entry| path::directory_name(&entry.path().to_string_lossy()))
            }),
            property!("bool Exists {get;}", |this| {
                Ok(entry(this)?
                    .status()
                    .is_some_and(|status| !status.is_directory))
            }),
            settable(
                "bool IsReadOnly {get;set;}",
                |this| {
                    Ok(entry(this)?
                        .status()
                        .is_some_and(|status| status.is_read_only())
                        .into())
                },
                |this, value| {
                    let entry = entry(this)?;
                    let old = entry.status().map_or(0, |status| status.attributes());
                    let new = if value.boolean() { old | 1 } else { old & !1 };
                    status::set_attributes(&entry.path(), new)?;
                    entry.refresh();
                    Ok(())
                },
            ),
            property!("long Length {get;}", |this| {
                let entry = entry(this)?;
                match entry.status() {
                    Some(status) if !status.is_directory => Ok(status.own.len() as i64),
                    _ => Err(missing(&entry.path())),
                }
            }),
            property!("string Name {get;}", |this| {
                entry(this).map(|entry| path::file_name(&entry.path().to_string_lossy()).to_owned())
            }),
        ])
        .methods(join![METHODS, OWN])
        .extended(&EXTENDED);
    Type(&INFO)
};

const OWN: [stint_object::types::Method; 14] = [
    method!(
        "System.IO.FileInfo CopyTo(string destFileName)",
        |this, args| copy(this, args.text(0), false)
    ),
    method!(
        "System.IO.FileInfo CopyTo(string destFileName, bool overwrite)",
        |this, args| { copy(this, args.text(0), args.boolean(1)) }
    ),
    method!("void Delete()", |this, _| {
        let entry = entry(this)?;
        super::file::delete(&entry.path())?;
        entry.refresh();
        Ok(())
    }),
    method!("void MoveTo(string destFileName)", |this, args| move_to(
        this,
        args.text(0),
        false
    )),
    method!(
        "void MoveTo(string destFileName, bool overwrite)",
        |this, args| { move_to(this, args.text(0), args.boolean(1)) }
    ),
    method!("System.IO.StreamWriter AppendText()", |this, _| {
        stream_writer::of_file(&entry(this)?.path(), true, Encoding::UTF8)
    }),
    method!("System.IO.FileStream Create()", |this, _| open(
        &entry(this)?.path(),
        READ_WRITE_ANEW
    )),
    method!("System.IO.StreamWriter CreateText()", |this, _| {
        stream_writer::of_file(&entry(this)?.path(), false, Encoding::UTF8)
    }),
    method!(
        "System.IO.FileStream Open(System.IO.FileMode mode)",
        |this, args| opened(this, args)
    ),
    method!(
        "System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access)",
        |this, args| opened(this, args)
    ),
    method!(
        "System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
        |this, args| opened(this, args)
    ),
    method!("System.IO.FileStream OpenRead()", |this, _| open(
        &entry(this)?.path(),
        How::READ
    )),
    method!("System.IO.StreamReader OpenText()", |this, _| {
        stream_reader::of_file(&entry(this)?.path(), Encoding::UTF8, true)
    }),
    method!("System.IO.FileStream OpenWrite()", |this, _| open(
        &entry(this)?.path(),
        How::WRITE
    )),
];

fn opened(this: &Value, args: &[Value]) -> Result<Value> {
    let mode = args.at(0).number();
    let number = |at: usize, usual| args.get(at).map_or(usual, Plain::number);
    open(
        &entry(this)?.path(),
        How {
            mode,
            access: number(1, usual_access(mode)),
            share: number(2, 0),
        },
    )
}

fn missing(path: &Path) -> stint_object::Flow {
    throw::with(
        exceptions::FILE_NOT_FOUND,
        format!("Could not find file '{}'.", path.display()),
        vec![(
            "FileName".into(),
            path.to_string_lossy().into_owned().into(),
        )],
    )
}

fn copy(this: &Value, to: &str, overwrite: bool) -> Result<Value> {
    let from = entry(this)?.path();
    let to = status::full(to)?;
    super::file::copy(&from, &to, overwrite)?;
    Ok(file_system_info::of_type(FILE_INFO, to))
}

fn move_to(this: &Value, to: &str, overwrite: bool) -> Result<()> {
    let entry = entry(this)?;
    let to: PathBuf = status::full(to)?;
    super::file::rename(&entry.path(), &to, overwrite)?;
    entry.move_to(to);
    Ok(())
}

static BASE_NAME: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object BaseName {get=if ($this.Extension.Length -gt 0){$this.Name.Remove($this.Name.Length - $this.Extension.Length)}else{$this.Name};}",
    get: |this| {
        let path = entry(this)?.path();
        let name = file_system_info::name_of(&path);
        let extension = path::extension(&name);
        Ok(name[..name.len() - extension.len()].into())
    },
    set: None,
};

static VERSION_INFO: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object VersionInfo {get=[System.Diagnostics.FileVersionInfo]::GetVersionInfo($this.FullName);}",
    get: |_| Ok(Value::Null),
    set: None,
};

static EXTENDED: [(&str, Member); 10] = {
    let [time, length, link, mode, plain, name, resolved, target] = TYPE_DATA;
    [
        ("BaseName", Member::Code(&BASE_NAME)),
        time,
        length,
        link,
        mode,
        plain,
        name,
        resolved,
        target,
        ("VersionInfo", Member::Code(&VERSION_INFO)),
    ]
};

/// The error of a file that is not there, as a method throws it.
pub fn not_found(path: &Path) -> stint_object::Flow {
    failure::thrown(&std::io::ErrorKind::NotFound.into(), path)
}

//! `System.IO.FileInfo`.

use super::file_system_info::{self, Entry, METHODS, TYPE_DATA, entry};
use super::{directory_info, failure, path, status};
use std::path::{Path, PathBuf};
use stint_object::members::{CodeProperty, Member};
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

const OWN: [stint_object::types::Method; 6] = [
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
    method!("System.IO.StreamReader OpenText()", |this, _| {
        let path = entry(this)?.path().to_string_lossy().into_owned();
        let ty = stint_object::types::registry::lookup("System.IO.StreamReader")
            .ok_or_else(|| throw::not_supported("Readers of files are not supported."))?;
        stint_object::access::construct(ty, &[path.into()])
    }),
];

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

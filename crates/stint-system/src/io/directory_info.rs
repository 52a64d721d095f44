//! `System.IO.DirectoryInfo`.

use super::directory::{self, Kinds};
use super::file_system_info::{self, Entry, METHODS, TYPE_DATA, entry, name_of, of_type};
use super::{file_info, status};
use stint_object::members::{CodeProperty, Member};
use stint_object::types::native::{Args, array_of, method, property};
use stint_object::types::{Method, Type, TypeInfo, join, throw};
use stint_object::{Object, Result, Value};

/// `System.IO.DirectoryInfo`.
pub const DIRECTORY_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.DirectoryInfo")
        .base(file_system_info::FILE_SYSTEM_INFO)
        .constructors(&[method!(
            "System.IO.DirectoryInfo(string path)",
            |_, args| {
                if args.at(0).is_null() {
                    return Err(throw::argument_null("path"));
                }
                let full = status::full(args.text(0))?;
                Ok(Object::opaque(
                    DIRECTORY_INFO,
                    Entry::new(full, args.text(0)),
                ))
            }
        )])
        .properties(&[
            property!("bool Exists {get;}", |this| {
                Ok(entry(this)?
                    .status()
                    .is_some_and(|status| status.is_directory))
            }),
            property!("string Name {get;}", |this| entry(this)
                .map(|entry| name_of(&entry.path()))),
            property!("System.IO.DirectoryInfo Parent {get;}", |this| {
                let path = entry(this)?.path();
                let text = path.to_string_lossy();
                let text = text.trim_end_matches('/');
                Ok(std::path::Path::new(text)
                    .parent()
                    .filter(|_| !text.is_empty())
                    .map(|parent| of_type(DIRECTORY_INFO, parent.into())))
            }),
            property!("System.IO.DirectoryInfo Root {get;}", |_| of_type(
                DIRECTORY_INFO,
                "/".into()
            )),
        ])
        .methods(join![METHODS, OWN])
        .extended(&EXTENDED);
    Type(&INFO)
};

macro_rules! list {
    ($signature:literal, $kinds:ident, $element:expr) => {
        method!($signature, |this, args| listed(
            this,
            args,
            Kinds::$kinds,
            $element
        ))
    };
}

const OWN: [Method; 23] = [
    method!("void Create()", |this, _| {
        let entry = entry(this)?;
        directory::create(&entry.path())?;
        entry.refresh();
        Ok(())
    }),
    method!(
        "System.IO.DirectoryInfo CreateSubdirectory(string path)",
        |this, args| {
            let path = entry(this)?.path().join(args.text(0));
            directory::create(&path)?;
            Ok(of_type(DIRECTORY_INFO, path))
        }
    ),
    method!("void Delete()", |this, _| {
        let entry = entry(this)?;
        directory::delete(&entry.path(), false)?;
        entry.refresh();
        Ok(())
    }),
    method!("void Delete(bool recursive)", |this, args| {
        let entry = entry(this)?;
        directory::delete(&entry.path(), args.boolean(0))?;
        entry.refresh();
        Ok(())
    }),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.DirectoryInfo] EnumerateDirectories()",
        Directories,
        DIRECTORY_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.DirectoryInfo] EnumerateDirectories(string searchPattern)",
        Directories,
        DIRECTORY_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.DirectoryInfo] EnumerateDirectories(string searchPattern, System.IO.SearchOption searchOption)",
        Directories,
        DIRECTORY_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.FileInfo] EnumerateFiles()",
        Files,
        file_info::FILE_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.FileInfo] EnumerateFiles(string searchPattern)",
        Files,
        file_info::FILE_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.FileInfo] EnumerateFiles(string searchPattern, System.IO.SearchOption searchOption)",
        Files,
        file_info::FILE_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.FileSystemInfo] EnumerateFileSystemInfos()",
        All,
        file_system_info::FILE_SYSTEM_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.FileSystemInfo] EnumerateFileSystemInfos(string searchPattern)",
        All,
        file_system_info::FILE_SYSTEM_INFO
    ),
    list!(
        "System.Collections.Generic.IEnumerable[System.IO.FileSystemInfo] EnumerateFileSystemInfos(string searchPattern, System.IO.SearchOption searchOption)",
        All,
        file_system_info::FILE_SYSTEM_INFO
    ),
    list!(
        "System.IO.DirectoryInfo[] GetDirectories()",
        Directories,
        DIRECTORY_INFO
    ),
    list!(
        "System.IO.DirectoryInfo[] GetDirectories(string searchPattern)",
        Directories,
        DIRECTORY_INFO
    ),
    list!(
        "System.IO.DirectoryInfo[] GetDirectories(string searchPattern, System.IO.SearchOption searchOption)",
        Directories,
        DIRECTORY_INFO
    ),
    list!(
        "System.IO.FileInfo[] GetFiles()",
        Files,
        file_info::FILE_INFO
    ),
    list!(
        "System.IO.FileInfo[] GetFiles(string searchPattern)",
        Files,
        file_info::FILE_INFO
    ),
    list!(
        "System.IO.FileInfo[] GetFiles(string searchPattern, System.IO.SearchOption searchOption)",
        Files,
        file_info::FILE_INFO
    ),
    list!(
        "System.IO.FileSystemInfo[] GetFileSystemInfos()",
        All,
        file_system_info::FILE_SYSTEM_INFO
    ),
    list!(
        "System.IO.FileSystemInfo[] GetFileSystemInfos(string searchPattern)",
        All,
        file_system_info::FILE_SYSTEM_INFO
    ),
    list!(
        "System.IO.FileSystemInfo[] GetFileSystemInfos(string searchPattern, System.IO.SearchOption searchOption)",
        All,
        file_system_info::FILE_SYSTEM_INFO
    ),
    method!("void MoveTo(string destDirName)", |this, args| {
        let entry = entry(this)?;
        let to = status::full(args.text(0))?;
        directory::rename(&entry.path(), &to)?;
        entry.move_to(to);
        Ok(())
    }),
];

fn listed(this: &Value, args: &[Value], kinds: Kinds, element: Type) -> Result<Value> {
    let path = entry(this)?.path();
    let found = directory::list(
        &path,
        args.first().map(|_| args.text(0)),
        args.long(1) == 1,
        kinds,
    )?;
    Ok(array_of(
        element,
        found
            .iter()
            .map(|path| file_system_info::object(path))
            .collect(),
    ))
}

static BASE_NAME: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object BaseName {get=$this.Name;}",
    get: |this| Ok(name_of(&entry(this)?.path()).into()),
    set: None,
};

static EXTENDED: [(&str, Member); 9] = {
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
    ]
};

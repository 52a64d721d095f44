//! `$PSStyle.FileInfo`: how the names of files are coloured.

use super::{Part, argument, checked};
use std::sync::LazyLock;
use stint_object::types::{Type, TypeInfo, method, property, settable};
use stint_object::{Lock, Object, Result, Str, Value};

struct Set {
    directory: Str,
    symbolic_link: Str,
    executable: Str,
    extensions: Vec<(Str, Str)>,
}

static SET: LazyLock<Lock<Set>> = LazyLock::new(|| {
    let archives =
        [".zip", ".tgz", ".gz", ".tar", ".nupkg", ".cab", ".7z"].map(|name| (name, "\u{1b}[31;1m"));
    let scripts = [".ps1", ".psd1", ".psm1", ".ps1xml"].map(|name| (name, "\u{1b}[33;1m"));
    let extensions = archives
        .into_iter()
        .chain(scripts)
        .map(|(name, style)| (name.into(), style.into()));
    Lock::new(Set {
        directory: "\u{1b}[44;1m".into(),
        symbolic_link: "\u{1b}[36;1m".into(),
        executable: "\u{1b}[32;1m".into(),
        extensions: extensions.collect(),
    })
});

/// What decides about a file's colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileStyle<'a> {
    /// A folder.
    Directory,
    /// A symbolic link.
    SymbolicLink,
    /// A file of this extension (with its period), which has a colour or has not.
    Extension(&'a str),
    /// A file that can be run.
    Executable,
}

/// The escape sequence for a file's name, if it has a colour.
pub fn for_file(style: FileStyle<'_>) -> Option<Str> {
    let set = SET.lock();
    match style {
        FileStyle::Directory => Some(set.directory.clone()),
        FileStyle::SymbolicLink => Some(set.symbolic_link.clone()),
        FileStyle::Executable => Some(set.executable.clone()),
        FileStyle::Extension(name) => find(&set.extensions, name),
    }
}

fn find(extensions: &[(Str, Str)], name: &str) -> Option<Str> {
    extensions
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, style)| style.clone())
}

fn text(value: Option<&Value>) -> Result<Str> {
    match value.and_then(Value::as_str) {
        Some(text) => Ok(text.clone()),
        None => Err(argument("Value cannot be null. (Parameter 'text')")),
    }
}

macro_rules! style {
    ($signature:literal, $field:ident) => {
        settable(
            $signature,
            |_| Ok(Value::Str(SET.lock().$field.clone())),
            |_, value| {
                let style = checked(&text(Some(&value))?)?;
                SET.lock().$field = style;
                Ok(())
            },
        )
    };
}

/// `System.Management.Automation.PSStyle+FileInfoFormatting`.
pub(super) const FILE_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSStyle+FileInfoFormatting").properties(&[
        style!("string Directory {get;set;}", directory),
        style!("string SymbolicLink {get;set;}", symbolic_link),
        style!("string Executable {get;set;}", executable),
        property("System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary Extension {get;}", |_| {
            Ok(Value::Object(Object::opaque(EXTENSIONS, Part)))
        }),
    ]);
    Type(&INFO)
};

fn extension(value: Option<&Value>) -> Result<Str> {
    let name = text(value)?;
    if name.starts_with('.') {
        return Ok(name);
    }
    Err(argument(
        "When adding or removing extensions, the extension must start with a period.",
    ))
}

fn put(arguments: &[Value]) -> Result<Value> {
    let (name, style) = (
        extension(arguments.first())?,
        checked(&text(arguments.get(1))?)?,
    );
    let mut set = SET.lock();
    set.extensions
        .retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
    set.extensions.push((name, style));
    Ok(Value::Nothing)
}

fn add(arguments: &[Value]) -> Result<Value> {
    let name = extension(arguments.first())?;
    if find(&SET.lock().extensions, &name).is_some() {
        return Err(argument(format!(
            "An item with the same key has already been added. Key: {name}"
        )));
    }
    put(arguments)
}

/// `System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary`.
pub(super) const EXTENSIONS: Type = {
    static INFO: TypeInfo = TypeInfo::class(
        "System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary",
    )
    .properties(&[property(
        "System.Collections.Generic.IEnumerable[string] Keys {get;}",
        |_| {
            Ok(Value::array(
                SET.lock()
                    .extensions
                    .iter()
                    .map(|(name, _)| Value::Str(name.clone()))
                    .collect(),
            ))
        },
    )])
    .methods(&[
        method(
            "void Add(string extension, string decoration)",
            |_, arguments| add(arguments),
        ),
        method("void Remove(string extension)", |_, arguments| {
            let name = extension(arguments.first())?;
            SET.lock()
                .extensions
                .retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
            Ok(Value::Nothing)
        }),
        method("void Clear()", |_, _| {
            SET.lock().extensions.clear();
            Ok(Value::Nothing)
        }),
        method("bool ContainsKey(string extension)", |_, arguments| {
            let name = extension(arguments.first())?;
            Ok(Value::Bool(find(&SET.lock().extensions, &name).is_some()))
        }),
        method("string get_Item(string extension)", |_, arguments| {
            let name = extension(arguments.first())?;
            Ok(find(&SET.lock().extensions, &name).into())
        }),
        method(
            "void set_Item(string extension, string value)",
            |_, arguments| put(arguments),
        ),
    ]);
    Type(&INFO)
};

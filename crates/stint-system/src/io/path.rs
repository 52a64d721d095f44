//! `System.IO.Path`.

use super::status;
use std::path::Path;
use stint_object::types::native::{Args, chars, method, property};
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::{Result, Str, Value};

/// `System.IO.Path`.
pub const PATH: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.IO.Path")
        .properties(&[
            property!("static char AltDirectorySeparatorChar", |_| Value::Char(
                b'/'.into()
            )),
            property!("static char DirectorySeparatorChar", |_| Value::Char(
                b'/'.into()
            )),
            property!("static char[] InvalidPathChars", |_| chars([0])),
            property!("static char PathSeparator", |_| Value::Char(b':'.into())),
            property!("static char VolumeSeparatorChar", |_| Value::Char(
                b'/'.into()
            )),
        ])
        .methods(&[
            method!(
                "static string ChangeExtension(string path, string extension)",
                |_, args| {
                    args.string(0)
                        .map(|path| change_extension(&path, args.string(1).as_deref()))
                }
            ),
            method!(
                "static string Combine(string path1, string path2)",
                |_, args| combine(args)
            ),
            method!(
                "static string Combine(string path1, string path2, string path3)",
                |_, args| combine(args)
            ),
            method!(
                "static string Combine(string path1, string path2, string path3, string path4)",
                |_, args| combine(args)
            ),
            method!("static string Combine(Params string[] paths)", |_, args| {
                combine(&args.items(0))
            }),
            method!(
                "static bool EndsInDirectorySeparator(string path)",
                |_, args| args.text(0).ends_with('/')
            ),
            method!("static bool Exists(string path)", |_, args| {
                !args.text(0).is_empty() && Path::new(args.text(0)).exists()
            }),
            method!("static string GetDirectoryName(string path)", |_, args| {
                args.string(0).and_then(|path| directory_name(&path))
            }),
            method!("static string GetExtension(string path)", |_, args| {
                args.string(0).map(|path| extension(&path).to_owned())
            }),
            method!("static string GetFileName(string path)", |_, args| {
                args.string(0).map(|path| file_name(&path).to_owned())
            }),
            method!(
                "static string GetFileNameWithoutExtension(string path)",
                |_, args| { args.string(0).map(|path| stem(&path).to_owned()) }
            ),
            method!("static string GetFullPath(string path)", |_, args| {
                if args.at(0).is_null() {
                    return Err(throw::argument_null("path"));
                }
                status::full(args.text(0)).map(|path| path.to_string_lossy().into_owned())
            }),
            method!(
                "static string GetFullPath(string path, string basePath)",
                |_, args| {
                    if !args.text(1).starts_with('/') {
                        return Err(throw::argument(
                            "Basepath argument is not fully qualified.",
                            "basePath",
                        ));
                    }
                    Ok(normal(
                        &Path::new(args.text(1)).join(args.text(0)).to_string_lossy(),
                    ))
                }
            ),
            method!("static char[] GetInvalidFileNameChars()", |_, _| chars([
                0,
                b'/'.into()
            ])),
            method!("static char[] GetInvalidPathChars()", |_, _| chars([0])),
            method!("static string GetPathRoot(string path)", |_, args| {
                args.string(0)
                    .filter(|path| !path.is_empty())
                    .map(|path| if path.starts_with('/') { "/" } else { "" })
            }),
            method!("static string GetRandomFileName()", |_, _| {
                let name = random_name(11);
                format!("{}.{}", &name[..8], &name[8..])
            }),
            method!(
                "static string GetRelativePath(string relativeTo, string path)",
                |_, args| {
                    let from = status::full(args.text(0))?;
                    let to = status::full(args.text(1))?;
                    Ok(relative(&from.to_string_lossy(), &to.to_string_lossy()))
                }
            ),
            method!("static string GetTempFileName()", |_, _| {
                let path = format!("{}tmp{}.tmp", temporary(), random_name(6));
                std::fs::File::create_new(&path)
                    .map_err(|error| super::failure::thrown(&error, Path::new(&path)))?;
                Ok(path)
            }),
            method!("static string GetTempPath()", |_, _| temporary()),
            method!("static bool HasExtension(string path)", |_, args| {
                !extension(args.text(0)).is_empty()
            }),
            method!(
                "static bool IsPathFullyQualified(string path)",
                |_, args| args.text(0).starts_with('/')
            ),
            method!("static bool IsPathRooted(string path)", |_, args| args
                .text(0)
                .starts_with('/')),
            method!(
                "static string Join(string path1, string path2)",
                |_, args| join(args)
            ),
            method!(
                "static string Join(string path1, string path2, string path3)",
                |_, args| join(args)
            ),
            method!(
                "static string Join(string path1, string path2, string path3, string path4)",
                |_, args| join(args)
            ),
            method!("static string Join(Params string[] paths)", |_, args| join(
                &args.items(0)
            )),
            method!(
                "static string TrimEndingDirectorySeparator(string path)",
                |_, args| {
                    let path = args.text(0);
                    if path.len() > 1 {
                        path.strip_suffix('/').unwrap_or(path).to_owned()
                    } else {
                        path.to_owned()
                    }
                }
            ),
        ]);
    Type(&INFO)
};

/// `GetTempPath()`, which ends with a slash.
pub fn temporary() -> String {
    let folder = std::env::var("TMPDIR").unwrap_or_default();
    match folder.as_str() {
        "" => "/tmp/".into(),
        folder if folder.ends_with('/') => folder.to_owned(),
        folder => format!("{folder}/"),
    }
}

fn random_name(length: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz012345";
    let mut state = std::hash::BuildHasher::hash_one(
        &std::collections::hash_map::RandomState::new(),
        std::process::id(),
    );
    (0..length)
        .map(|_| {
            let letter = LETTERS[(state & 31) as usize];
            state >>= 5;
            char::from(letter)
        })
        .collect()
}

/// What stands behind the last slash.
pub fn file_name(path: &str) -> &str {
    path.rfind('/').map_or(path, |at| &path[at + 1..])
}

/// The extension with its dot; none for a dot at the end.
pub fn extension(path: &str) -> &str {
    let name = file_name(path);
    match name.rfind('.') {
        Some(at) if at + 1 < name.len() => &name[at..],
        _ => "",
    }
}

/// The file's name without its extension.
pub fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rfind('.').map_or(name, |at| &name[..at])
}

/// What stands before the last slash; none for the root and for nothing.
pub fn directory_name(path: &str) -> Option<String> {
    if path.is_empty() || path.chars().all(|c| c == '/') {
        return None;
    }
    let Some(at) = path.rfind('/') else {
        return Some(String::new());
    };
    let parent = path[..at].trim_end_matches('/');
    if parent.is_empty() {
        return Some("/".into());
    }
    let mut text = String::new();
    for c in parent.chars() {
        if !(c == '/' && text.ends_with('/')) {
            text.push(c);
        }
    }
    Some(text)
}

fn change_extension(path: &str, extension: Option<&str>) -> String {
    let name_at = path.rfind('/').map_or(0, |at| at + 1);
    let end = path[name_at..]
        .rfind('.')
        .map_or(path.len(), |at| name_at + at);
    let stem = &path[..end];
    match extension {
        _ if path.is_empty() => String::new(),
        None => stem.to_owned(),
        Some(extension) if extension.starts_with('.') => format!("{stem}{extension}"),
        Some(extension) => format!("{stem}.{extension}"),
    }
}

fn combine(parts: &[Value]) -> Result<String> {
    let mut whole = String::new();
    for (at, part) in parts.iter().enumerate() {
        let Some(part) = part.as_str() else {
            return Err(throw::argument_null(&if parts.len() > 4 {
                "paths".into()
            } else {
                format!("path{}", at + 1)
            }));
        };
        if part.is_empty() {
            continue;
        }
        if part.starts_with('/') {
            whole = part.to_string();
            continue;
        }
        if !whole.is_empty() && !whole.ends_with('/') {
            whole.push('/');
        }
        whole.push_str(part);
    }
    Ok(whole)
}

fn join(parts: &[Value]) -> String {
    let mut whole = String::new();
    for part in parts
        .iter()
        .filter_map(Value::as_str)
        .filter(|part| !part.is_empty())
    {
        if !whole.is_empty() && !whole.ends_with('/') && !part.starts_with('/') {
            whole.push('/');
        }
        whole.push_str(part);
    }
    whole
}

/// Without `.`, `..` and double slashes; a slash at the end stays.
pub fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut text: String = parts.iter().flat_map(|part| ["/", part]).collect();
    if text.is_empty() || path.ends_with('/') {
        text.push('/');
    }
    text
}

/// A path as seen from another.
pub fn relative(from: &str, to: &str) -> String {
    let split = |path: &str| -> Vec<Str> {
        path.split('/')
            .filter(|part| !part.is_empty())
            .map(Str::from)
            .collect()
    };
    let (from, to) = (split(from), split(to));
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let parts: Vec<&str> = std::iter::repeat_n("..", from.len() - same)
        .chain(to[same..].iter().map(Str::as_str))
        .collect();
    if parts.is_empty() {
        ".".into()
    } else {
        parts.join("/")
    }
}

//! `Split-Path`.

use super::{place, targets};
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};
use stint_system::io::path;

/// Parts of paths.
#[derive(Params, Default)]
struct SplitPath {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    qualifier: bool,
    no_qualifier: bool,
    parent: bool,
    leaf: bool,
    leaf_base: bool,
    extension: bool,
    resolve: bool,
    is_absolute: bool,
}

entry!("Split-Path", "SplitPathCommand", SplitPath);

impl Cmdlet for SplitPath {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let (mut given, literal) = targets::given(&self.path, &self.literal_path);
        if self.resolve {
            given = resolved(cx, given, literal)?;
        }
        for text in given {
            self.one(cx, &text)?;
        }
        Ok(())
    }
}

/// Whole paths of what exists.
fn resolved(cx: &mut dyn Cx, given: Vec<Str>, literal: bool) -> Result<Vec<Str>> {
    let mut all = Vec::new();
    for text in given {
        for place in place::found(cx, &text, literal, false)? {
            if place::is_there(cx, &place)? {
                all.push(place.shown());
            }
        }
    }
    Ok(all)
}

impl SplitPath {
    fn one(&self, cx: &mut dyn Cx, text: &str) -> Result<()> {
        let plain = text.replace('\\', "/");
        let trimmed = if plain.len() > 1 {
            plain.trim_end_matches('/')
        } else {
            &plain
        };
        let leaf = || {
            let name = path::file_name(trimmed);
            match place::drive_of(name) {
                Some((_, rest)) => rest.to_owned(),
                None if name.is_empty() => trimmed.to_owned(),
                None => name.to_owned(),
            }
        };
        let result: Value = match cx.parameter_set() {
            "LeafSet" => leaf().into(),
            "LeafBaseSet" => path::stem(&leaf()).into(),
            "ExtensionSet" => path::extension(&leaf()).into(),
            "IsAbsoluteSet" => (plain.starts_with('/')
                || place::drive_of(&plain).is_some()
                || plain.contains("::"))
            .into(),
            "QualifierSet" => match qualifier(&plain) {
                Some(at) => plain[..at].into(),
                None => {
                    return cx.error(
                        ErrorRecord::new(
                            "ParsePathFormatError",
                            Category::InvalidArgument,
                            exceptions::FORMAT,
                            format!("Cannot parse path because path '{text}' does not have a qualifier specified."),
                        )
                        .with_target(text),
                    );
                }
            },
            "NoQualifierSet" => plain[qualifier(&plain).unwrap_or(0)..].into(),
            _ if plain.chars().all(|c| c == '/') => {
                return Err(ErrorRecord::new(
                    "Argument",
                    Category::InvalidArgument,
                    exceptions::PS_ARGUMENT,
                    "Cannot process argument because the value of argument \"path\" is not valid. Change the value of the \"path\" argument and run the operation again.",
                )
                .into());
            }
            _ => parent(trimmed).into(),
        };
        cx.write(result)
    }
}

/// Where the drive or provider before a path ends.
fn qualifier(path: &str) -> Option<usize> {
    if let Some(at) = path.find("::") {
        return Some(at + 2);
    }
    place::drive_of(path).map(|(drive, _)| drive.len() + 1)
}

/// The path without its last part.
pub(super) fn parent(path: &str) -> String {
    let from = qualifier(path).unwrap_or(0);
    let (before, rest) = path.split_at(from);
    let rest = match rest.rfind('/') {
        Some(0) => "",
        Some(at) => &rest[..at],
        None => "",
    };
    format!("{before}{rest}")
}

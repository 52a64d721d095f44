//! Items of every provider as objects with the notes that PowerShell adds to them.

use super::place::{Place, not_found};
use crate::values;
use stint_cmdlet::drives::{Provider, drive_object, provider_object};
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Command, CommandKind, Cx, Result};
use stint_object::error_record::ErrorRecord;
use stint_object::types::system::dictionary_entry::{DICTIONARY_ENTRY, Pair};
use stint_object::{Object, Str, Value};
use stint_system::environment;
use stint_system::io::file_system_info;

/// The names of all items of a provider that is no file system, sorted.
pub(crate) fn names(cx: &mut dyn Cx, provider: Provider) -> Vec<Str> {
    let commands = |cx: &mut dyn Cx, kinds: &[CommandKind]| -> Vec<Str> {
        cx.session()
            .commands("*", kinds)
            .iter()
            .map(|command| command.name.clone())
            .collect()
    };
    let mut names: Vec<Str> = match provider {
        Provider::FileSystem => Vec::new(),
        Provider::Environment => environment::all()
            .into_iter()
            .map(|(name, _)| name)
            .collect(),
        Provider::Variable => cx
            .session()
            .variables(&Scope::Default)
            .iter()
            .map(|variable| variable.name.clone())
            .collect(),
        Provider::Function => commands(cx, &[CommandKind::Function, CommandKind::Filter]),
        Provider::Alias => commands(cx, &[CommandKind::Alias]),
    };
    names.sort_by(|a, b| values::compare_text(a, b, true).then_with(|| a.cmp(b)));
    names.dedup();
    names
}

fn command(cx: &mut dyn Cx, name: &str, kinds: &[CommandKind]) -> Option<std::sync::Arc<Command>> {
    if Scope::of_name(name).is_some() {
        let found = cx.session().command(name)?;
        return kinds.contains(&found.kind).then_some(found);
    }
    let pattern = values::escape_pattern(name);
    cx.session()
        .commands(&pattern, kinds)
        .into_iter()
        .find(|command| command.name.eq_ignore_ascii_case(name))
}

/// The object behind a place, without notes.
fn bare(cx: &mut dyn Cx, place: &Place) -> Option<Value> {
    let name = &place.path;
    match place.provider {
        Provider::FileSystem => {
            let path = place.as_path();
            path.symlink_metadata().ok()?;
            Some(file_system_info::object(&path))
        }
        Provider::Environment => environment::read(name).map(|value| {
            Value::Object(Object::opaque(
                DICTIONARY_ENTRY,
                Pair {
                    key: name.clone().into(),
                    value: value.into(),
                },
            ))
        }),
        Provider::Variable => {
            let (scope, name) = Scope::and_name(name);
            let variable = cx.session().variable(name, &scope)?;
            Some(cx.session().variable_object(&variable))
        }
        Provider::Function => {
            let command = command(cx, name, &[CommandKind::Function, CommandKind::Filter])?;
            Some(cx.session().command_object(&command))
        }
        Provider::Alias => {
            let command = command(cx, name, &[CommandKind::Alias])?;
            Some(cx.session().command_object(&command))
        }
    }
}

/// Whether there is something.
pub(crate) fn exists(cx: &mut dyn Cx, place: &Place) -> bool {
    match place.provider {
        Provider::FileSystem => place.as_path().symlink_metadata().is_ok(),
        _ if place.path.is_empty() => true,
        Provider::Environment => environment::read(&place.path).is_some(),
        _ => bare(cx, place).is_some(),
    }
}

/// Whether things can be within it.
pub(crate) fn is_container(place: &Place) -> bool {
    match place.provider {
        Provider::FileSystem => place.as_path().is_dir(),
        _ => place.path.is_empty(),
    }
}

/// The notes that say where an item is.
pub(crate) fn notes(place: &Place, container: bool) -> Vec<(Str, Value)> {
    let full = place.provider.full_name();
    let parent = match place.provider {
        Provider::FileSystem => match place.as_path().parent() {
            Some(parent) => format!("{full}::{}", parent.display()),
            None => String::new(),
        },
        _ => String::new(),
    };
    let mut notes: Vec<(Str, Value)> = vec![
        ("PSPath".into(), place.ps_path().into()),
        ("PSParentPath".into(), parent.into()),
        ("PSChildName".into(), place.leaf().into()),
    ];
    if !place.is_file_system() {
        notes.remove(1);
    }
    if let Some(drive) = &place.drive {
        notes.push(("PSDrive".into(), drive_object(drive.clone())));
    }
    notes.push(("PSProvider".into(), provider_object(place.provider)));
    notes.push(("PSIsContainer".into(), container.into()));
    notes
}

/// The item with its notes.
///
/// # Errors
/// When there is nothing.
pub(crate) fn get(cx: &mut dyn Cx, place: &Place) -> std::result::Result<Value, ErrorRecord> {
    let container = is_container(place);
    if !place.is_file_system() && place.path.is_empty() {
        return Ok(Value::array(all(cx, place)));
    }
    let object = bare(cx, place).ok_or_else(|| not_found(&place.shown()))?;
    Ok(values::with_notes_in_place(
        object,
        &notes(place, container),
    ))
}

/// All items of a provider that is no file system.
pub(crate) fn all(cx: &mut dyn Cx, place: &Place) -> Vec<Value> {
    let names = names(cx, place.provider);
    names
        .into_iter()
        .filter_map(|name| {
            get(
                cx,
                &Place {
                    path: name,
                    ..place.clone()
                },
            )
            .ok()
        })
        .collect()
}

/// The value that `Get-Content` reads of an item that is no file.
///
/// # Errors
/// Whatever reading gives.
pub(crate) fn value(cx: &mut dyn Cx, place: &Place) -> Result<Option<Value>> {
    let name = place.path.clone();
    Ok(match place.provider {
        Provider::FileSystem => None,
        Provider::Environment => environment::read(&name).map(Value::from),
        Provider::Variable => match Scope::of_name(&name) {
            Some((scope, name)) => cx
                .session()
                .variable(name, &scope)
                .map(|variable| variable.get()),
            None => cx.session().variable_value(&name),
        },
        Provider::Function => command(cx, &name, &[CommandKind::Function, CommandKind::Filter])
            .map(|command| command.block.clone()),
        Provider::Alias => {
            command(cx, &name, &[CommandKind::Alias]).map(|command| command.target.clone().into())
        }
    })
}

/// Sets an item that is no file.
///
/// # Errors
/// PowerShell's for what cannot be written.
pub(crate) fn set(cx: &mut dyn Cx, place: &Place, new: Value, force: bool) -> Result<()> {
    let name = place.path.clone();
    match place.provider {
        Provider::FileSystem => Ok(()),
        Provider::Environment => {
            environment::write(
                &name,
                if new.is_null() {
                    None
                } else {
                    Some(values::text(&new))
                }
                .as_deref(),
            );
            Ok(())
        }
        Provider::Variable => {
            let (scope, name) = Scope::and_name(&name);
            cx.session().set_variable(name, new, &scope)
        }
        Provider::Function if new.is_null() => remove(cx, place, force),
        Provider::Function => {
            let block = match new.data() {
                Some(stint_object::Data::ScriptBlock(_)) => new,
                _ => cx.session().script_block(&values::text(&new), None)?,
            };
            let (scope, name) = Scope::and_name(&name);
            cx.session().set_function(name, block, &scope)
        }
        Provider::Alias => {
            let mut command = Command::new(CommandKind::Alias, &*name);
            command.target = values::text(&new);
            cx.session()
                .set_alias(std::sync::Arc::new(command), &Scope::Default, force)
        }
    }
}

/// Removes an item that is no file.
///
/// # Errors
/// PowerShell's for what cannot be removed.
pub(crate) fn remove(cx: &mut dyn Cx, place: &Place, force: bool) -> Result<()> {
    let name = &place.path;
    match place.provider {
        Provider::FileSystem => {}
        Provider::Environment => environment::write(name, None),
        Provider::Variable => {
            let (scope, name) = Scope::and_name(name);
            cx.session().remove_variable(name, &scope, force)?;
        }
        Provider::Function => {
            cx.session().remove_function(name, force)?;
        }
        Provider::Alias => {
            cx.session().remove_alias(name, force)?;
        }
    }
    Ok(())
}

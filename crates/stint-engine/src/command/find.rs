//! Finding a command by name: alias, function, cmdlet, script file, program.

use super::{aliases, built_in};
use crate::context::Env;
use crate::error;
use crate::frame::{Frame, chain};
use crate::runspace::Runspace;
use crate::session::frame_of;
use crate::symbol::Symbol;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::session::Scope;
use stint_cmdlet::{Command, CommandKind};
use stint_object::{Result, Str};

/// How many aliases may stand for one another.
const ALIAS_DEPTH: usize = 32;

/// Finds what a call of a name runs; aliases are followed.
pub fn find(env: &Env<'_>, name: &str, symbol: Symbol) -> Result<Arc<Command>> {
    lookup(env.rs, env.frame, name, symbol).ok_or_else(|| error::command_not_found(name).into())
}

/// The same, `None` if there is none.
pub fn lookup(
    rs: &Runspace,
    frame: &Rc<Frame>,
    name: &str,
    symbol: Symbol,
) -> Option<Arc<Command>> {
    let mut name: Str = name.into();
    let mut symbol = symbol;
    for _ in 0..ALIAS_DEPTH {
        match direct(rs, frame, &name, symbol)? {
            command if command.kind == CommandKind::Alias => {
                name = command.target.clone();
                symbol = Symbol::of(&name);
            }
            command => return Some(command),
        }
    }
    None
}

/// Finds a command without following an alias.
pub fn direct(
    rs: &Runspace,
    frame: &Rc<Frame>,
    name: &str,
    symbol: Symbol,
) -> Option<Arc<Command>> {
    if let Some(found) = in_scopes(rs, frame, name, symbol) {
        return Some(found);
    }
    if let Some(cmdlet) = rs.cmdlet(name) {
        return Some(cmdlet);
    }
    if let Some((scope, name)) = Scope::of_name(name) {
        return function_of(frame_of(frame, &scope), name);
    }
    if let Some((module, rest)) = name.split_once('\\')
        && !module.is_empty()
        && !module.contains('/')
        && let Some(found) = rs.module_command(module, rest)
    {
        return Some(found);
    }
    built_in::find(rs, name)
        .or_else(|| external(rs, name))
        .or_else(|| rs.autoload(name))
}

fn in_scopes(rs: &Runspace, frame: &Rc<Frame>, name: &str, symbol: Symbol) -> Option<Arc<Command>> {
    let mut function = None;
    for scope in chain(frame) {
        let locals = scope.locals.borrow();
        let Some(locals) = locals.as_deref() else {
            continue;
        };
        if let Some(alias) = locals.aliases.get(&symbol) {
            return Some(alias.clone());
        }
        if function.is_none() {
            function = locals.functions.get(&symbol).cloned();
        }
    }
    if let Some((alias, target, options)) = aliases::find(name)
        && !rs.removed_aliases.borrow().contains(&symbol)
    {
        let mut command = Command::new(CommandKind::Alias, *alias);
        command.target = (*target).into();
        *command.options.lock() = *options;
        return Some(Arc::new(command));
    }
    function
}

/// A script or program by path, or on `PATH`.
pub fn external(rs: &Runspace, name: &str) -> Option<Arc<Command>> {
    let path = if name.contains(['/', '\\']) {
        normal(&rs.resolve_path(&name.replace('\\', "/")))
    } else {
        on_path(rs, name)?
    };
    let found = if path.is_file() {
        path
    } else {
        let script = PathBuf::from(format!("{}.ps1", path.display()));
        script.is_file().then_some(script)?
    };
    Some(Arc::new(external_command(&found)?))
}

/// A whole path without `.` and `..`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

/// The command object of a file that exists.
pub fn external_command(path: &Path) -> Option<Command> {
    let is_script = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ps1"));
    if !is_script && !is_executable(path) {
        return None;
    }
    let file_name = path.file_name()?.to_string_lossy().into_owned();
    let mut command = Command::new(
        if is_script {
            CommandKind::ExternalScript
        } else {
            CommandKind::Application
        },
        file_name,
    );
    command.target = path.to_string_lossy().as_ref().into();
    Some(command)
}

fn is_executable(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

fn on_path(rs: &Runspace, name: &str) -> Option<PathBuf> {
    if name.is_empty() {
        return None;
    }
    let path = rs.environment("PATH")?;
    path.split(':')
        .filter(|folder| !folder.is_empty())
        .find_map(|folder| {
            let file = Path::new(folder).join(name);
            if is_executable(&file) {
                return Some(file);
            }
            let script = Path::new(folder).join(format!("{name}.ps1"));
            script.is_file().then_some(script)
        })
}

/// Finds a command for a call in the source; what was found last is kept with the call while nothing changed.
pub fn cached(
    env: &Env<'_>,
    node: &crate::node::CommandNode,
    name: &str,
    symbol: Symbol,
) -> Option<Arc<Command>> {
    let now = (env.rs.id, env.rs.commands_version());
    if let Some((then, command)) = &*node.found.lock()
        && *then == now
    {
        return Some(command.clone());
    }
    let found = lookup(env.rs, env.frame, name, symbol)?;
    *node.found.lock() = Some((now, found.clone()));
    Some(found)
}

/// All commands whose name matches a pattern.
pub fn all(
    rs: &Runspace,
    frame: &Rc<Frame>,
    pattern: &str,
    kinds: &[CommandKind],
) -> Vec<Arc<Command>> {
    use stint_object::text::wildcard::{Case, Wildcard};
    let Ok(wildcard) = Wildcard::new(pattern, Case::Ignored) else {
        return Vec::new();
    };
    if kinds.contains(&CommandKind::Function) {
        built_in::make_all(rs);
    }
    let mut found: Vec<Arc<Command>> = Vec::new();
    let mut add = |command: Arc<Command>| {
        if !found.iter().any(|known: &Arc<Command>| {
            known.kind == command.kind && known.name.eq_ignore_ascii_case(&command.name)
        }) {
            found.push(command);
        }
    };
    for scope in chain(frame) {
        let locals = scope.locals.borrow();
        let Some(locals) = locals.as_deref() else {
            continue;
        };
        let mut commands: Vec<&Arc<Command>> = locals
            .aliases
            .values()
            .chain(locals.functions.values())
            .filter(|command| kinds.contains(&command.kind) && wildcard.is_match(&command.name))
            .collect();
        commands.sort_by_key(|command| command.name.to_lowercase());
        commands
            .into_iter()
            .for_each(|command| add(command.clone()));
    }
    if kinds.contains(&CommandKind::Alias) {
        for (name, target, options) in aliases::ALIASES
            .iter()
            .filter(|(name, _, _)| wildcard.is_match(name))
        {
            if !rs.removed_aliases.borrow().contains(&Symbol::of(name)) {
                let mut command = Command::new(CommandKind::Alias, *name);
                command.target = (*target).into();
                *command.options.lock() = *options;
                add(Arc::new(command));
            }
        }
    }
    if kinds.contains(&CommandKind::Cmdlet) {
        let mut names: Vec<&str> = rs
            .config
            .cmdlets
            .iter()
            .flat_map(|area| area.iter())
            .map(|entry| entry.name)
            .filter(|name| wildcard.is_match(name))
            .collect();
        names.sort_by_key(|name| name.to_lowercase());
        names
            .into_iter()
            .filter_map(|name| rs.cmdlet(name))
            .for_each(&mut add);
    }
    if kinds
        .iter()
        .any(|kind| matches!(kind, CommandKind::Application | CommandKind::ExternalScript))
    {
        external_all(rs, pattern, &wildcard)
            .into_iter()
            .filter(|command| kinds.contains(&command.kind))
            .for_each(|command| add(Arc::new(command)));
    }
    found
}

fn external_all(
    rs: &Runspace,
    pattern: &str,
    wildcard: &stint_object::text::wildcard::Wildcard,
) -> Vec<Command> {
    if !stint_object::text::wildcard::contains_wildcards(pattern) {
        return external(rs, pattern)
            .and_then(|command| external_command(Path::new(&*command.target)))
            .into_iter()
            .collect();
    }
    let path = rs.environment("PATH").unwrap_or_default();
    let mut found = Vec::new();
    for folder in path.split(':').filter(|folder| !folder.is_empty()) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        let mut names: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        names.sort();
        found.extend(
            names
                .iter()
                .filter(|file| {
                    file.file_name()
                        .is_some_and(|name| wildcard.is_match(&name.to_string_lossy()))
                })
                .filter_map(|file| external_command(file)),
        );
    }
    found
}

/// A function by name.
pub fn function(frame: &Rc<Frame>, symbol: Symbol) -> Option<Arc<Command>> {
    chain(frame).find_map(|scope| {
        scope
            .locals
            .borrow()
            .as_deref()
            .and_then(|locals| locals.functions.get(&symbol).cloned())
    })
}

/// A function that is in this very scope.
pub fn function_of(scope: &Rc<Frame>, name: &str) -> Option<Arc<Command>> {
    let locals = scope.locals.borrow();
    locals.as_deref()?.functions.get(&Symbol::of(name)).cloned()
}

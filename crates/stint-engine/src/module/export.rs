//! What a module shows, and what an import takes of it.

use super::object;
use crate::frame::{Frame, Slot};
use crate::runspace::Runspace;
use crate::symbol::Symbol;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Command;
use stint_cmdlet::session::Exports;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::text::wildcard::{Case, Wildcard};
use stint_object::types::system::exceptions;
use stint_object::{Obj, Result, Str};

/// Whether a name matches one of the patterns.
pub(super) fn any(patterns: &[Str], name: &str) -> bool {
    patterns.iter().any(|pattern| {
        Wildcard::new(pattern, Case::Ignored).is_ok_and(|wildcard| wildcard.is_match(name))
    })
}

fn add(known: &mut Option<Vec<Str>>, more: Option<&Vec<Str>>) {
    if let Some(more) = more {
        known.get_or_insert_default().extend(more.iter().cloned());
    }
}

impl Runspace {
    /// `Export-ModuleMember`.
    ///
    /// # Errors
    /// When no module is running.
    pub fn export_members(&self, frame: &Rc<Frame>, exports: &Exports) -> Result<()> {
        let Some(number) = self.running_module(frame) else {
            return Err(ErrorRecord::new(
                "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                Category::PermissionDenied,
                exceptions::INVALID_OPERATION,
                "The Export-ModuleMember cmdlet can only be called from inside a module.",
            )
            .into());
        };
        let modules = self.modules.borrow();
        let mut known = modules[number as usize].exports.borrow_mut();
        let known = known.get_or_insert_default();
        add(&mut known.functions, exports.functions.as_ref());
        add(&mut known.aliases, exports.aliases.as_ref());
        add(&mut known.variables, exports.variables.as_ref());
        add(&mut known.cmdlets, exports.cmdlets.as_ref());
        Ok(())
    }

    /// Works out what a module exports, after its script ran. Without `Export-ModuleMember`, its functions.
    pub(super) fn finish_exports(&self, number: u32, limits: &Exports) {
        let frame = self.module_frame(number);
        let Some(info) = self.module_info(number) else {
            return;
        };
        let said = self.modules.borrow()[number as usize]
            .exports
            .borrow()
            .clone();
        let all = || vec![Str::from("*")];
        let (functions, aliases, variables) = match said {
            Some(said) => (
                said.functions.unwrap_or_default(),
                said.aliases.unwrap_or_default(),
                said.variables.unwrap_or_default(),
            ),
            None => (
                all(),
                limits.aliases.clone().unwrap_or_default(),
                limits.variables.clone().unwrap_or_default(),
            ),
        };
        let limited = |limit: &Option<Vec<Str>>, name: &str| {
            limit.as_ref().is_none_or(|limit| any(limit, name))
        };
        if let Some(locals) = frame.locals.borrow().as_deref() {
            let pick = |from: Vec<&Arc<Command>>, patterns: &[Str], limit: &Option<Vec<Str>>| {
                let mut picked: Vec<Arc<Command>> = from
                    .into_iter()
                    .filter(|command| any(patterns, &command.name) && limited(limit, &command.name))
                    .cloned()
                    .collect();
                picked.sort_by_key(|command| command.name.to_lowercase());
                picked
            };
            *info.functions.lock() = pick(
                locals.functions.values().collect(),
                &functions,
                &limits.functions,
            );
            *info.aliases.lock() =
                pick(locals.aliases.values().collect(), &aliases, &limits.aliases);
        }
        let mut shown = Vec::new();
        for (name, slot) in frame.names() {
            let text = name.text();
            if any(&variables, &text)
                && limited(&limits.variables, &text)
                && let Some(variable) = frame.variable(slot, name)
            {
                shown.push(variable);
            }
        }
        shown.sort_by_key(|variable| variable.name.to_lowercase());
        *info.variables.lock() = shown;
    }

    /// Puts what a module exports into a scope.
    pub(super) fn bring_in(&self, frame: &Rc<Frame>, number: u32, only: &Exports, prefix: &str) {
        let Some(info) = self.module_info(number) else {
            return;
        };
        let limited = only.functions.is_some()
            || only.aliases.is_some()
            || only.variables.is_some()
            || only.cmdlets.is_some();
        let wanted = |patterns: &Option<Vec<Str>>, name: &str| match patterns {
            Some(patterns) => any(patterns, name),
            None => !limited,
        };
        {
            let mut locals = frame.locals.borrow_mut();
            let locals = locals.get_or_insert_default();
            for command in info
                .functions
                .lock()
                .iter()
                .filter(|command| wanted(&only.functions, &command.name))
            {
                let name = prefixed(&command.name, prefix);
                locals
                    .functions
                    .insert(Symbol::of(&name), renamed(command, &name));
            }
            for alias in info
                .aliases
                .lock()
                .iter()
                .filter(|alias| wanted(&only.aliases, &alias.name))
            {
                let name = prefixed(&alias.name, prefix);
                locals
                    .aliases
                    .insert(Symbol::of(&name), renamed(alias, &name));
            }
        }
        for variable in info
            .variables
            .lock()
            .iter()
            .filter(|variable| wanted(&only.variables, &variable.name))
        {
            frame.replace(
                frame.layout.slot(Symbol::of(&variable.name)),
                Slot::Variable(variable.clone()),
            );
        }
        self.commands_changed();
    }

    /// `Remove-Module`.
    ///
    /// # Errors
    /// When its `OnRemove` fails.
    pub fn remove_module(&self, module: &Obj) -> Result<()> {
        let value = stint_object::Value::Object(module.clone());
        let Some(info) = object::info_of(&value).cloned() else {
            return Ok(());
        };
        // What is part of the program stays.
        if info.number == 0 {
            return Ok(());
        }
        let nested = std::mem::take(&mut *info.nested.lock());
        for inner in &nested {
            self.remove_module(&object::object_of(inner))?;
        }
        let handler = info.on_remove.lock().clone();
        if let Some(block) = crate::Block::of(&handler) {
            self.call_in_scope(
                &self.module_frame(info.number),
                block,
                None,
                std::slice::from_ref(&value),
            )?;
        }
        let frames: Vec<Rc<Frame>> = self
            .modules
            .borrow()
            .iter()
            .map(|state| state.frame.clone())
            .collect();
        for frame in frames.iter().filter(|frame| frame.module != info.number) {
            let mut locals = frame.locals.borrow_mut();
            let Some(locals) = locals.as_deref_mut() else {
                continue;
            };
            locals.functions.retain(|_, command| {
                crate::Block::of(&command.block).is_none_or(|block| block.module != info.number)
            });
            let aliases = info.aliases.lock();
            locals.aliases.retain(|_, alias| {
                !aliases
                    .iter()
                    .any(|known| known.name == alias.name && known.target == alias.target)
            });
            drop(aliases);
            for variable in info.variables.lock().iter() {
                if let Some((slot, Slot::Variable(known))) = frame.named(Symbol::of(&variable.name))
                    && Arc::ptr_eq(&known, variable)
                {
                    frame.replace(slot, Slot::Empty);
                }
            }
        }
        self.modules.borrow_mut()[info.number as usize].listed = false;
        self.commands_changed();
        Ok(())
    }
}

/// `Get-Thing` with the prefix `My` is `Get-MyThing`.
fn prefixed(name: &Str, prefix: &str) -> Str {
    if prefix.is_empty() {
        return name.clone();
    }
    match name.split_once('-') {
        Some((verb, noun)) => format!("{verb}-{prefix}{noun}").into(),
        None => format!("{prefix}{name}").into(),
    }
}

fn renamed(command: &Arc<Command>, name: &Str) -> Arc<Command> {
    if command.name == *name {
        return command.clone();
    }
    let mut copy = Command::new(command.kind, name.clone());
    copy.module = command.module.clone();
    copy.target = command.target.clone();
    copy.block = command.block.clone();
    Arc::new(copy)
}

//! `Get-Command`.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::{Cmdlet, Command, CommandKind, Cx, ParameterTable, Params, Result, usage};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Commands by name, verb and noun, module, kind or parameters.
#[derive(Params, Default)]
struct GetCommand {
    name: Vec<Str>,
    verb: Vec<Str>,
    noun: Vec<Str>,
    module: Vec<Str>,
    exclude_module: Vec<Str>,
    command_type: Option<i64>,
    total_count: Option<i32>,
    syntax: bool,
    argument_list: Vec<Value>,
    all: bool,
    list_imported: bool,
    parameter_name: Vec<Str>,
    #[param(skip)]
    found: Vec<Arc<Command>>,
    /// Whether the result is put in order: with no name, or with a pattern.
    #[param(skip)]
    in_order: bool,
}

entry!("Get-Command", "GetCommandCommand", GetCommand);

const KINDS: [CommandKind; 7] = [
    CommandKind::Alias,
    CommandKind::Function,
    CommandKind::Filter,
    CommandKind::Cmdlet,
    CommandKind::ExternalScript,
    CommandKind::Application,
    CommandKind::Script,
];

impl Cmdlet for GetCommand {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.name.is_empty() {
            self.in_order = true;
            let all = self.matching(cx, "*");
            self.found.extend(all);
            return Ok(());
        }
        for name in std::mem::take(&mut self.name) {
            if values::is_pattern(&name) {
                self.in_order = true;
                let found = self.matching(cx, &name);
                self.found.extend(found);
            } else {
                let found = self.named(cx, &name);
                if found.is_empty() {
                    cx.error(not_found(&name))?;
                }
                self.found.extend(found);
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let mut found = std::mem::take(&mut self.found);
        if !self.parameter_name.is_empty() {
            let mut fitting = Vec::new();
            for command in found {
                let table = cx.session().parameter_table(&command)?;
                if table.is_some_and(|table| self.has_parameter(&table)) {
                    fitting.push(command);
                }
            }
            found = fitting;
        }
        let mut kept: Vec<Arc<Command>> = Vec::with_capacity(found.len());
        for command in found {
            if !kept.iter().any(|known| same(known, &command)) {
                kept.push(command);
            }
        }
        if self.in_order {
            kept.sort_by(|a, b| {
                (a.kind as u16)
                    .cmp(&(b.kind as u16))
                    .then_with(|| a.name.to_uppercase().cmp(&b.name.to_uppercase()))
            });
        }
        let count = self
            .total_count
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(usize::MAX);
        for command in kept.into_iter().take(count) {
            let object = if self.syntax {
                self.syntax_of(cx, &command)
            } else {
                Some(cx.session().command_object(&command))
            };
            if let Some(object) = object {
                cx.write(object)?;
            }
        }
        Ok(())
    }
}

fn same(a: &Arc<Command>, b: &Arc<Command>) -> bool {
    Arc::ptr_eq(a, b)
        || a.kind == b.kind && a.name == b.name && a.module == b.module && a.target == b.target
}

fn not_found(name: &str) -> ErrorRecord {
    let text = format!(
        "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
    );
    ErrorRecord::new(
        "CommandNotFoundException",
        Category::ObjectNotFound,
        system::exceptions::COMMAND_NOT_FOUND,
        text,
    )
    .with_target(name)
}

impl GetCommand {
    fn kinds(&self) -> Vec<CommandKind> {
        match self.command_type {
            Some(bits) => KINDS
                .into_iter()
                .filter(|kind| bits & (*kind as i64) != 0)
                .collect(),
            // With a verb or noun only what can have one; a plain listing leaves out programs and scripts.
            None if self.by_parts() || self.name.is_empty() && self.in_order => KINDS[..4].to_vec(),
            None => KINDS[..6].to_vec(),
        }
    }

    fn by_parts(&self) -> bool {
        !self.verb.is_empty() || !self.noun.is_empty()
    }

    fn matching(&self, cx: &mut dyn Cx, pattern: &str) -> Vec<Arc<Command>> {
        let found = cx.session().commands(pattern, &self.kinds());
        found
            .into_iter()
            .filter(|command| self.is_wanted(command))
            .collect()
    }

    fn named(&self, cx: &mut dyn Cx, name: &str) -> Vec<Arc<Command>> {
        let (module, plain) = match name.split_once('\\') {
            Some((module, plain)) if !module.contains('/') => (Some(module), plain),
            _ => (None, name),
        };
        let kinds = self.kinds();
        let fits = |command: &Arc<Command>| {
            kinds.contains(&command.kind)
                && self.is_wanted(command)
                && module.is_none_or(|module| command.module.eq_ignore_ascii_case(module))
        };
        if !self.all
            && let Some(command) = cx.session().command(name).filter(|command| fits(command))
        {
            return vec![command];
        }
        let found = cx
            .session()
            .commands(&values::escape_pattern(plain), &kinds);
        let mut found: Vec<Arc<Command>> =
            found.into_iter().filter(|command| fits(command)).collect();
        let several = self.all
            || found.first().is_some_and(|command| {
                command.kind == CommandKind::Application && self.command_type.is_some()
            });
        if !several {
            found.truncate(1);
        }
        found
    }

    fn is_wanted(&self, command: &Command) -> bool {
        let any = |patterns: &[Str], text: &str| {
            patterns
                .iter()
                .any(|pattern| values::matches_pattern(pattern, text))
        };
        if !self.module.is_empty()
            && (command.module.is_empty() || !any(&self.module, &command.module))
        {
            return false;
        }
        if !command.module.is_empty() && any(&self.exclude_module, &command.module) {
            return false;
        }
        if !self.by_parts() {
            return true;
        }
        let Some((verb, noun)) = command.name.split_once('-') else {
            return false;
        };
        (self.verb.is_empty() || any(&self.verb, verb))
            && (self.noun.is_empty() || any(&self.noun, noun))
    }

    fn has_parameter(&self, table: &ParameterTable) -> bool {
        let fits = |name: &str| {
            self.parameter_name
                .iter()
                .any(|pattern| values::matches_pattern(pattern, name))
        };
        table.parameters.iter().any(|parameter| {
            fits(&parameter.name) || parameter.aliases.iter().any(|alias| fits(alias))
        })
    }

    /// The syntax of each parameter set; for an alias that of what it stands for.
    fn syntax_of(&self, cx: &mut dyn Cx, command: &Arc<Command>) -> Option<Value> {
        let mut resolved = command.clone();
        for _ in 0..16 {
            if resolved.kind != CommandKind::Alias {
                break;
            }
            resolved = cx.session().command(&resolved.target.clone())?;
        }
        if matches!(resolved.kind, CommandKind::Application) {
            return Some(resolved.target.clone().into());
        }
        let table = cx.session().parameter_table(&resolved).ok()??;
        let text = format!(
            "\n{}\n",
            usage::definition(&resolved.name, &table).trim_end()
        );
        if Arc::ptr_eq(&resolved, command) {
            return Some(text.into());
        }
        let text = text.replace(resolved.name.as_str(), &command.name);
        Some(format!("{} (alias) -> {}\n{text}", command.name, resolved.name).into())
    }
}

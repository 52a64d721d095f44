//! Parameters of a command, and their values.

use super::Asker;
use super::results::{COMPLETION_RESULT, Kind, Match};
use crate::block::Block;
use crate::command::{find, table};
use crate::pipe;
use crate::session::SessionHandle;
use crate::symbol::Symbol;
use stint_cmdlet::completers::Completers;
use stint_cmdlet::parameter::{Attribute, Parameter};
use stint_cmdlet::session::{Scope, Session};
use stint_cmdlet::{Command, CommandKind, ParameterTable};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::types::system;
use stint_object::{Data, Lock, Result, Value, access, convert};

impl Asker<'_> {
    /// What may stand at a place behind a command.
    pub(super) fn arguments(
        &self,
        command: &str,
        before: &[&str],
        word: &str,
        piped: Option<&str>,
    ) -> Result<Vec<Match>> {
        let Some(found) = find::lookup(self.rs, self.frame, command, Symbol::of(command)) else {
            return Ok(Vec::new());
        };
        let Some(table) = table::of_command(self.rs, &found)? else {
            return Ok(Vec::new());
        };
        if word.starts_with('-') {
            return Ok(parameters(&table, word));
        }
        match self.parameter(&table, before) {
            Some(parameter) if PROPERTIES.contains(&&*parameter.name) => match piped {
                Some(piped) => self.properties(piped, word),
                None => Ok(Vec::new()),
            },
            Some(parameter) => self.values(&found, parameter, word),
            None => Ok(Vec::new()),
        }
    }

    /// The parameter that a word is the value of: the one named before it, or the next by position.
    fn parameter<'t>(&self, table: &'t ParameterTable, before: &[&str]) -> Option<&'t Parameter> {
        let named = before
            .last()
            .and_then(|last| last.strip_prefix('-'))
            .and_then(|name| one(table, name));
        if let Some(parameter) = named.filter(|parameter| !parameter.switch) {
            return Some(parameter);
        }
        let mut position = 0;
        let mut is_value = false;
        for word in before {
            match word.strip_prefix('-') {
                Some(name) => is_value = one(table, name).is_some_and(|found| !found.switch),
                None if is_value => is_value = false,
                None => position += 1,
            }
        }
        table.parameters.iter().find(|parameter| {
            parameter
                .sets
                .iter()
                .any(|place| place.position == Some(position))
        })
    }

    fn values(&self, command: &Command, parameter: &Parameter, word: &str) -> Result<Vec<Match>> {
        let typed = word.trim_start_matches(['\'', '"']);
        if let Some(made) = self.by_script(command, parameter, typed)? {
            return Ok(made);
        }
        for attribute in &parameter.attributes {
            if let Attribute::ValidateSet(set) = attribute {
                let texts: Vec<String> = set.values.iter().map(ToString::to_string).collect();
                return Ok(texts_of(&texts, typed));
            }
        }
        let ty = parameter.ty.element.unwrap_or(parameter.ty);
        if ty.is_enum() {
            let mut names: Vec<String> = ty
                .constants
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect();
            names.sort();
            return Ok(texts_of(&names, typed));
        }
        if let Some((_, _, texts)) = FIXED.iter().find(|(of, name, _)| {
            of.eq_ignore_ascii_case(&command.name) && name.eq_ignore_ascii_case(&parameter.name)
        }) {
            return Ok(plain_texts(texts, typed));
        }
        if let Some(made) = self.names(&command.name, &parameter.name, typed)? {
            return Ok(made);
        }
        if ty == system::BOOLEAN {
            return Ok(texts_of(&["$true".to_owned(), "$false".to_owned()], typed));
        }
        Ok(Vec::new())
    }

    /// Names of what the session has: verbs, aliases, variables, commands.
    fn names(&self, command: &str, parameter: &str, typed: &str) -> Result<Option<Vec<Match>>> {
        let is = |commands: &[&str], name: &str| {
            parameter.eq_ignore_ascii_case(name)
                && commands
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(command))
        };
        if is(&["Get-Command", "Get-Verb"], "Verb") {
            let found = pipe::items_from(self.rs, |out| {
                self.rs
                    .run_named(self.frame, "Get-Verb", &[], &[], &[], out)
            })?;
            let mut verbs = Vec::new();
            for verb in found {
                let name = access::get_property(&verb, "Verb")?.unwrap_or_default();
                verbs.push(convert::to_str(&name)?);
            }
            let verbs: Vec<&str> = verbs.iter().map(|verb| &**verb).collect();
            return Ok(Some(plain_texts(&verbs, typed)));
        }
        if is(&["Get-Alias", "Remove-Alias"], "Name") {
            let pattern = format!("{typed}*");
            let found = find::all(self.rs, self.frame, &pattern, &[CommandKind::Alias]);
            let mut names: Vec<String> = found.iter().map(|alias| alias.name.to_string()).collect();
            names.sort_by_key(|name| name.to_lowercase());
            return Ok(Some(texts_of(&names, typed)));
        }
        if is(
            &[
                "Get-Variable",
                "Set-Variable",
                "Clear-Variable",
                "Remove-Variable",
            ],
            "Name",
        ) {
            let mut session = SessionHandle {
                rs: self.rs,
                frame: self.frame,
            };
            let names: Vec<String> = session
                .variables(&Scope::Default)
                .iter()
                .map(|variable| variable.name.to_string())
                .collect();
            return Ok(Some(texts_of(&names, typed)));
        }
        if is(&["Get-Command", "Get-Help"], "Name") {
            return Ok(Some(self.commands(typed)));
        }
        Ok(None)
    }

    /// What a script says that completes this parameter: one that was registered, or the parameter's own.
    fn by_script(
        &self,
        command: &Command,
        parameter: &Parameter,
        typed: &str,
    ) -> Result<Option<Vec<Match>>> {
        let registered = self.rs.config.slots.get_or_insert(Completers::default);
        let registered = registered
            .0
            .lock()
            .iter()
            .rev()
            .find(|known| {
                known.parameter.eq_ignore_ascii_case(&parameter.name)
                    && (known.commands.is_empty()
                        || known
                            .commands
                            .iter()
                            .any(|name| name.eq_ignore_ascii_case(&command.name)))
            })
            .map(|known| known.block.clone());
        let own = parameter
            .attributes
            .iter()
            .find_map(|attribute| match attribute {
                Attribute::ArgumentCompleter(block) => Some(block.clone()),
                _ => None,
            });
        let Some(block) = registered.or(own) else {
            return Ok(None);
        };
        let Some(block) = Block::of(&block) else {
            return Ok(None);
        };
        let bound = Value::object(
            system::HASHTABLE,
            Data::Dict(Lock::new(Dict::new(Comparer::IgnoreCase, Order::Buckets))),
        );
        let arguments = [
            Value::Str(command.name.clone()),
            Value::Str(parameter.name.clone()),
            Value::str(typed),
            Value::Null,
            bound,
        ];
        let made = self.rs.call_in_scope(self.frame, block, None, &arguments)?;
        made.iter().map(given).collect::<Result<Vec<_>>>().map(Some)
    }
}

/// Parameters that name a property of what is piped in.
const PROPERTIES: &[&str] = &[
    "Property",
    "ExcludeProperty",
    "ExpandProperty",
    "MemberName",
    "GroupBy",
];

/// Values that PowerShell suggests without insisting on them.
const FIXED: &[(&str, &str, &[&str])] = &[
    (
        "New-Item",
        "ItemType",
        &["File", "Directory", "SymbolicLink", "Junction", "HardLink"],
    ),
    (
        "Set-StrictMode",
        "Version",
        &["Latest", "3.0", "2.0", "1.0"],
    ),
];

fn plain_texts(texts: &[&str], typed: &str) -> Vec<Match> {
    let typed = typed.to_lowercase();
    texts
        .iter()
        .filter(|text| text.to_lowercase().starts_with(&typed))
        .map(|text| Match::new(text, text, Kind::Text, text))
        .collect()
}

/// A completion that a script gave: a `CompletionResult`, or its text alone.
fn given(value: &Value) -> Result<Match> {
    if value.ty() != Some(COMPLETION_RESULT) {
        let text = convert::to_str(value)?;
        return Ok(Match::new(&text, &text, Kind::ParameterValue, &text));
    }
    let read = |name| -> Result<_> {
        convert::to_str(&access::get_property(value, name)?.unwrap_or_default())
    };
    let kind = match &*read("ResultType")? {
        "Text" => Kind::Text,
        "Command" => Kind::Command,
        "Property" => Kind::Property,
        "Method" => Kind::Method,
        "ParameterName" => Kind::ParameterName,
        "Variable" => Kind::Variable,
        _ => Kind::ParameterValue,
    };
    Ok(Match::new(
        &read("CompletionText")?,
        &read("ListItemText")?,
        kind,
        &read("ToolTip")?,
    ))
}

/// Texts that start with what is typed; those with blanks stand in quotes.
fn texts_of(texts: &[String], typed: &str) -> Vec<Match> {
    let typed = typed.to_lowercase();
    texts
        .iter()
        .filter(|text| text.to_lowercase().starts_with(&typed))
        .map(|text| {
            let quoted = if text.contains(char::is_whitespace) {
                format!("'{text}'")
            } else {
                text.clone()
            };
            Match::new(&quoted, text, Kind::ParameterValue, text)
        })
        .collect()
}

/// The one parameter that a name, an alias or the start of a name means.
fn one<'t>(table: &'t ParameterTable, name: &str) -> Option<&'t Parameter> {
    let lower = name.to_lowercase();
    let exact = table.parameters.iter().find(|parameter| {
        parameter.name.eq_ignore_ascii_case(name)
            || parameter
                .aliases
                .iter()
                .any(|alias| alias.eq_ignore_ascii_case(name))
    });
    exact.or_else(|| {
        let mut found = table
            .parameters
            .iter()
            .filter(|parameter| parameter.name.to_lowercase().starts_with(&lower));
        found.next().filter(|_| found.next().is_none())
    })
}

fn parameters(table: &ParameterTable, word: &str) -> Vec<Match> {
    let typed = word.trim_start_matches('-').to_lowercase();
    table
        .parameters
        .iter()
        .filter(|parameter| parameter.name.to_lowercase().starts_with(&typed))
        .map(|parameter| {
            let name = &parameter.name;
            let tip = format!("[{}] {name}", parameter.ty.display_name());
            Match::new(&format!("-{name}"), name, Kind::ParameterName, &tip)
        })
        .collect()
}

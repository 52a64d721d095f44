//! `#requires` lines.

use std::sync::Arc;

use super::Parser;
use crate::ast::*;
use crate::lexer::{Mode, Place};
use crate::message::Message;
use crate::requires::{RequiredModule, ScriptRequirements};
use crate::shared::Shared;
use crate::source::{Extent, Source};
use crate::token::{Token, TokenKind};

const SHELL_ID: &str = "shellid";
const SNAP_IN: &str = "pssnapin";
const VERSION: &str = "version";
const EDITION: &str = "psedition";
const ASSEMBLY: &str = "assembly";
const MODULES: &str = "modules";
const ELEVATION: &str = "runasadministrator";

/// What all the `#requires` comments of a script ask for; none when there is no such comment.
pub(super) fn requirements(
    source: &Arc<Source>,
    tokens: &[Token],
    shared: &mut Shared,
) -> Option<Box<ScriptRequirements>> {
    let mut reader = Reader {
        source,
        shared,
        requirements: ScriptRequirements::default(),
        snap_in: None,
    };
    let mut found = false;
    for token in tokens {
        let text = source.slice(token.extent);
        let is_requires = token.kind == TokenKind::Comment
            && text
                .get(1.."#requires".len())
                .is_some_and(|word| text.starts_with('#') && word.eq_ignore_ascii_case("requires"));
        if is_requires {
            found = true;
            reader.comment(token.extent, &text[1..]);
        }
    }
    found.then(|| Box::new(reader.requirements))
}

/// Reads the comments one by one.
struct Reader<'a> {
    source: &'a Arc<Source>,
    shared: &'a mut Shared,
    requirements: ScriptRequirements,
    snap_in: Option<SnapIn>,
}

/// A snap-in asked for: PowerShell 7 has none, but reads them.
#[derive(Debug, Default)]
struct SnapIn {
    name: Option<Text>,
    version: Option<Text>,
}

/// The constant values that an argument can have.
#[derive(Debug)]
enum Value {
    String(Text),
    Other,
    List(Vec<Value>),
    Table(Vec<(Text, Value)>),
}

fn starts(name: &str, written: &str) -> bool {
    name.get(..written.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(written))
}

impl Reader<'_> {
    fn error(&mut self, extent: Extent, message: Message, arguments: &[&str]) {
        self.shared.report(extent, message, arguments, false);
    }

    fn comment(&mut self, extent: Extent, text: &str) {
        let place = Place::at(extent.start + 1);
        let mut parser = Parser::new(text, place, Mode::Command, self.shared);
        let Some(command) = parser.command_rule() else {
            return;
        };
        let is_requires = command
            .name()
            .is_some_and(|name| name.eq_ignore_ascii_case("requires"));
        if !is_requires {
            self.error(command.extent, Message::ScriptRequiresInvalidFormat, &[]);
        }
        let has_snap_in = command.elements.iter().skip(1).any(|element| {
            matches!(element, CommandElement::Parameter(parameter) if starts(SNAP_IN, &parameter.name))
        });
        self.snap_in = has_snap_in.then(SnapIn::default);
        let mut elements = command.elements.iter().skip(1);
        while let Some(element) = elements.next() {
            match element {
                CommandElement::Parameter(parameter) => {
                    let argument = match &parameter.argument {
                        Some(argument) => Some((argument.extent(), constant(argument))),
                        None => elements.next().map(|element| match element {
                            CommandElement::Expression(argument) => {
                                (argument.extent(), constant(argument))
                            }
                            CommandElement::Parameter(other) => (other.extent, None),
                        }),
                    };
                    self.parameter(parameter, argument);
                }
                CommandElement::Expression(other) => {
                    self.error(other.extent(), Message::ScriptRequiresInvalidFormat, &[]);
                }
            }
        }
    }

    fn parameter(
        &mut self,
        parameter: &CommandParameterAst,
        argument: Option<(Extent, Option<Value>)>,
    ) {
        let name = &*parameter.name;
        if starts(ELEVATION, name) {
            self.requirements.elevation = true;
            if argument.is_some() {
                self.error(
                    parameter.extent,
                    Message::ParameterCannotHaveArgument,
                    &[name],
                );
            }
            return;
        }
        let Some((extent, value)) = argument else {
            self.error(
                parameter.extent,
                Message::ParameterRequiresArgument,
                &[name],
            );
            return;
        };
        let Some(value) = value else {
            self.error(extent, Message::RequiresArgumentMustBeConstant, &[]);
            return;
        };
        if starts(SHELL_ID, name) {
            self.shell_id(parameter.extent, extent, value);
        } else if starts(SNAP_IN, name) {
            self.snap_in_name(parameter.extent, extent, value);
        } else if starts(EDITION, name) {
            self.editions(parameter.extent, extent, value);
        } else if starts(VERSION, name) {
            self.version(parameter.extent, extent, value);
        } else if starts(ASSEMBLY, name) {
            self.each_string(extent, value, ASSEMBLY, |reader, assembly| {
                if !reader.requirements.assemblies.contains(&assembly) {
                    reader.requirements.assemblies.push(assembly);
                }
            });
        } else if starts(MODULES, name) {
            self.modules(extent, value);
        } else {
            self.error(parameter.extent, Message::ScriptRequiresInvalidFormat, &[]);
        }
    }

    fn already_bound(&mut self, extent: Extent, name: &str) {
        self.error(extent, Message::ParameterAlreadyBound, &["", name]);
    }

    fn each_string(
        &mut self,
        extent: Extent,
        value: Value,
        name: &str,
        mut take: impl FnMut(&mut Self, Text),
    ) {
        let values = match value {
            Value::List(values) => values,
            value => vec![value],
        };
        for value in values {
            match value {
                Value::String(value) => take(self, value),
                _ => self.error(extent, Message::RequiresInvalidStringArgument, &[name]),
            }
        }
    }

    fn shell_id(&mut self, parameter: Extent, extent: Extent, value: Value) {
        if self.requirements.application_id.is_some() {
            return self.already_bound(parameter, SHELL_ID);
        }
        match value {
            Value::String(id) => self.requirements.application_id = Some(id),
            _ => self.error(extent, Message::RequiresInvalidStringArgument, &[SHELL_ID]),
        }
    }

    fn snap_in_name(&mut self, parameter: Extent, extent: Extent, value: Value) {
        let Value::String(name) = value else {
            return self.error(extent, Message::RequiresInvalidStringArgument, &[SNAP_IN]);
        };
        let is_valid = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
        let snap_in = self.snap_in.get_or_insert_default();
        if snap_in.name.is_some() {
            return self.already_bound(parameter, SNAP_IN);
        }
        if !is_valid {
            return self.error(extent, Message::InvalidPSSnapInName, &[]);
        }
        snap_in.name = Some(name);
    }

    fn editions(&mut self, parameter: Extent, extent: Extent, value: Value) {
        if !self.requirements.editions.is_empty() {
            return self.already_bound(parameter, EDITION);
        }
        self.each_string(extent, value, EDITION, |reader, edition| {
            if !["Desktop", "Core"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&edition))
            {
                reader.error(extent, Message::RequiresPSEditionInvalid, &[EDITION]);
            }
            let known = &mut reader.requirements.editions;
            if known
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&edition))
            {
                let message = Message::RequiresPSEditionValueIsAlreadySpecified;
                reader.error(extent, message, &[EDITION]);
            } else {
                known.push(edition);
            }
        });
    }

    fn version(&mut self, parameter: Extent, extent: Extent, value: Value) {
        let text = match value {
            Value::String(text) => text,
            _ => self.source.slice(extent).into(),
        };
        let Some(version) = normal_version(&text) else {
            return self.error(extent, Message::RequiresVersionInvalid, &[]);
        };
        if let Some(snap_in) = &mut self.snap_in {
            if snap_in.version.is_some() {
                self.already_bound(parameter, VERSION);
            } else {
                snap_in.version = Some(version);
            }
            return;
        }
        match &self.requirements.version {
            Some(known) if *known != version => self.already_bound(parameter, VERSION),
            _ => self.requirements.version = Some(version),
        }
    }

    fn modules(&mut self, extent: Extent, value: Value) {
        let values = match value {
            Value::List(values) => values,
            value => vec![value],
        };
        for value in values {
            match module(value) {
                Ok(module) => self.requirements.modules.push(module),
                Err(reason) => {
                    return self.error(extent, Message::RequiresModuleInvalid, &[&reason]);
                }
            }
        }
    }
}

/// `major.minor` and more, as .NET's `Version` reads it; a whole number gets `.0`.
fn normal_version(text: &str) -> Option<Text> {
    let text = if text.contains('.') {
        text.to_owned()
    } else {
        format!("{text}.0")
    };
    let parts: Option<Vec<i32>> = text
        .split('.')
        .map(|part| part.trim().parse::<i32>().ok().filter(|&part| part >= 0))
        .collect();
    let parts = parts.filter(|parts| (2..=4).contains(&parts.len()))?;
    let parts: Vec<String> = parts.iter().map(i32::to_string).collect();
    Some(parts.join(".").into())
}

/// A module by its name or by a hash table.
fn module(value: Value) -> Result<RequiredModule, String> {
    let pairs = match value {
        Value::String(name) => {
            return Ok(RequiredModule {
                name,
                ..Default::default()
            });
        }
        Value::Table(pairs) => pairs,
        _ => return Err("The module specification is not valid.".into()),
    };
    let mut module = RequiredModule::default();
    let mut unknown = Vec::new();
    for (key, value) in pairs {
        let text = match value {
            Value::String(text) => text,
            _ => continue,
        };
        match key.to_ascii_lowercase().as_str() {
            "modulename" => module.name = text,
            "moduleversion" => module.version = Some(text),
            "maximumversion" => module.maximum_version = Some(text),
            "requiredversion" => module.required_version = Some(text),
            "guid" => module.guid = Some(text),
            _ => unknown.push(format!("'{key}'")),
        }
    }
    if !unknown.is_empty() {
        return Err(format!(
            "The hashtable describing a module contains one or more members that are not valid. The valid members \
             are ('ModuleName', 'ModuleVersion', 'GUID', 'RequiredVersion', 'MaximumVersion'). Remove the members that are not \
             valid ({}), then try again.",
            unknown.join(", ")
        ));
    }
    if module.name.is_empty() {
        return Err(
            "The 'ModuleName' member does not exist in the hashtable that describes this module."
                .into(),
        );
    }
    Ok(module)
}

/// The value of a constant argument.
fn constant(expression: &Expression) -> Option<Value> {
    Some(match expression {
        Expression::StringConstant(string) => Value::String(string.value.clone()),
        Expression::Constant(_) => Value::Other,
        Expression::ArrayLiteral(list) => {
            Value::List(list.elements.iter().map(constant).collect::<Option<_>>()?)
        }
        Expression::Hashtable(table) => {
            let pairs = table.pairs.iter().map(|(key, value)| {
                let Value::String(key) = constant(key)? else {
                    return None;
                };
                Some((key, constant(value.pure_expression()?)?))
            });
            Value::Table(pairs.collect::<Option<_>>()?)
        }
        Expression::Paren(paren) => constant(paren.pipeline.pure_expression()?)?,
        Expression::Variable(variable)
            if ["true", "false", "null"]
                .iter()
                .any(|name| variable.path.unqualified().eq_ignore_ascii_case(name)) =>
        {
            Value::Other
        }
        _ => return None,
    })
}

//! Reads one cmdlet's part of the text that `build.rs` wrote.

use super::Facts;
use super::common::add_common;
use super::type_name::resolve;
use crate::ParameterTable;
use crate::parameter::{Attribute, Impact, InSet, Parameter, ValidatePattern, ValidateSet};
use std::sync::Arc;
use stint_object::types::system;
use stint_object::{Str, Value};

/// `RegexOptions.IgnoreCase`, which `ValidatePattern` has unless told otherwise.
const IGNORE_CASE: u32 = 1;

/// The facts of one record.
pub(super) fn facts(record: &str) -> Facts {
    let mut lines = record.lines();
    let mut head = lines.next().unwrap_or_default().split('\t');
    let mut next = || head.next().unwrap_or_default();
    let (name, module, default, flags, impact) = (next(), next(), next(), next(), next());
    let outputs = words(lines.next().unwrap_or_default(), '\t');
    let sets = words(lines.next().unwrap_or_default(), '\t');
    let (mut own, mut dynamic) = (Vec::new(), Vec::new());
    for line in lines {
        match line.strip_prefix('~') {
            Some(line) => dynamic.push(parameter(name, line, &sets, true)),
            None => own.push(parameter(name, line, &sets, false)),
        }
    }
    let mut table = ParameterTable {
        parameters: own,
        sets,
        default_set: Some(default)
            .filter(|name| !name.is_empty())
            .map(Into::into),
        advanced: true,
        should_process: flags.contains('s'),
        impact: impact_of(impact),
        paging: flags.contains('p'),
        positional: true,
        outputs,
        ..ParameterTable::default()
    };
    add_common(&mut table);
    table.parameters.extend(dynamic);
    Facts {
        name: name.into(),
        module: module.into(),
        table: Arc::new(table),
    }
}

fn words(text: &str, separator: char) -> Vec<Str> {
    text.split(separator)
        .filter(|word| !word.is_empty())
        .map(Into::into)
        .collect()
}

fn impact_of(name: &str) -> Impact {
    match name {
        "None" => Impact::None,
        "Low" => Impact::Low,
        "High" => Impact::High,
        _ => Impact::Medium,
    }
}

fn parameter(cmdlet: &str, line: &str, sets: &[Str], dynamic: bool) -> Parameter {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (name, type_name, aliases, attributes, places) = (next(), next(), next(), next(), next());
    // The facts do not name the one `[PSTypeName()]` of a built-in cmdlet.
    let wanted = (cmdlet, name) == ("Unprotect-CmsMessage", "EventLogRecord");
    let type_attribute = wanted
        .then(|| Attribute::TypeName("System.Diagnostics.Eventing.Reader.EventLogRecord".into()));
    Parameter {
        type_name: type_name.into(),
        aliases: words(aliases, ','),
        sets: places.split(';').map(|text| place(text, sets)).collect(),
        attributes: attributes
            .split('\u{1f}')
            .filter(|text| !text.is_empty())
            .map(|text| attribute(cmdlet, name, text))
            .chain(type_attribute)
            .collect(),
        dynamic,
        ..Parameter::new(name, resolve(type_name).unwrap_or(system::OBJECT))
    }
}

fn place(text: &str, sets: &[Str]) -> InSet {
    let mut fields = text.split('|');
    let mut next = || fields.next().unwrap_or_default();
    let (set, flags, position) = (next(), next(), next());
    InSet {
        set: set.parse().ok().and_then(|at: usize| sets.get(at).cloned()),
        mandatory: flags.contains('m'),
        position: position.parse().ok(),
        from_pipeline: flags.contains('p'),
        by_property_name: flags.contains('n'),
        remaining: flags.contains('r'),
        ..InSet::default()
    }
}

fn attribute(cmdlet: &str, parameter: &str, text: &str) -> Attribute {
    let (name, arguments) = match text.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')').unwrap_or(rest)),
        None => (text, ""),
    };
    match name {
        "AllowNull" => Attribute::AllowNull,
        "AllowEmptyString" => Attribute::AllowEmptyString,
        "AllowEmptyCollection" => Attribute::AllowEmptyCollection,
        "ValidateNotNull" => Attribute::ValidateNotNull,
        "ValidateNotNullOrEmpty" => Attribute::ValidateNotNullOrEmpty,
        "ValidateNotNullOrWhiteSpace" => Attribute::ValidateNotNullOrWhiteSpace,
        "Credential" => Attribute::Credential,
        "ValidateRange" => range(cmdlet, parameter, arguments),
        "ValidateCount" => {
            let (min, max) = arguments.split_once(',').unwrap_or((arguments, ""));
            Attribute::ValidateCount(min.parse().unwrap_or(0), max.parse().unwrap_or(i32::MAX))
        }
        "ValidatePattern" => Attribute::ValidatePattern(Arc::new(ValidatePattern {
            pattern: arguments.into(),
            message: None,
            options: IGNORE_CASE,
        })),
        "ValidateSet" => Attribute::ValidateSet(Arc::new(ValidateSet {
            values: arguments.split(',').map(Into::into).collect(),
            generator: None,
            ignore_case: true,
            message: None,
        })),
        _ if name.starts_with("Validate") => Attribute::Validation(name.into()),
        _ => Attribute::Transformation(name.into()),
    }
}

/// A range with no limits was declared by a kind, which the facts do not name.
fn range(cmdlet: &str, parameter: &str, arguments: &str) -> Attribute {
    let number = |text: &str| match text.parse::<i32>() {
        Ok(number) => Value::Int32(number),
        Err(_) => Value::Int64(text.parse().unwrap_or_default()),
    };
    match arguments.split_once(',') {
        Some((min, max)) if !min.is_empty() => {
            let wide = min.parse::<i32>().is_err() || max.parse::<i32>().is_err();
            let limit = |text: &str| match wide {
                true => Value::Int64(text.parse().unwrap_or_default()),
                false => number(text),
            };
            Attribute::ValidateRange(limit(min), limit(max))
        }
        _ => match (cmdlet, parameter) {
            ("Format-Hex", "Offset") | ("Start-Sleep", "Duration") => {
                Attribute::ValidateRangeKind("NonNegative".into())
            }
            _ => Attribute::ValidateRangeKind("Positive".into()),
        },
    }
}

//! The common parameters, which every cmdlet and advanced function has.

use super::type_name::resolve;
use crate::ParameterTable;
use crate::parameter::{Attribute, Parameter};
use stint_object::Value;
use stint_object::types::system;

const PREFERENCE: &str = "System.Management.Automation.ActionPreference";
const SWITCH: &str = "System.Management.Automation.SwitchParameter";
const TEXT: &str = "System.String";
const NUMBER: &str = "System.Int32";
const COUNT: &str = "System.UInt64";

/// Name, type, alias; in the order that `Get-Command` lists them.
const COMMON: [(&str, &str, &str); 12] = [
    ("Verbose", SWITCH, "vb"),
    ("Debug", SWITCH, "db"),
    ("ErrorAction", PREFERENCE, "ea"),
    ("WarningAction", PREFERENCE, "wa"),
    ("InformationAction", PREFERENCE, "infa"),
    ("ProgressAction", PREFERENCE, "proga"),
    ("ErrorVariable", TEXT, "ev"),
    ("WarningVariable", TEXT, "wv"),
    ("InformationVariable", TEXT, "iv"),
    ("OutVariable", TEXT, "ov"),
    ("OutBuffer", NUMBER, "ob"),
    ("PipelineVariable", TEXT, "pv"),
];
const SHOULD_PROCESS: [(&str, &str, &str); 2] =
    [("WhatIf", SWITCH, "wi"), ("Confirm", SWITCH, "cf")];
const PAGING: [(&str, &str, &str); 3] = [
    ("IncludeTotalCount", SWITCH, ""),
    ("Skip", COUNT, ""),
    ("First", COUNT, ""),
];

/// Adds the common parameters behind the table's own; those of `SupportsShouldProcess` and `SupportsPaging` where the
/// table says so. What a function declares itself is left as it is.
pub fn add_common(table: &mut ParameterTable) {
    let (should_process, paging) = (table.should_process, table.paging);
    let added = COMMON
        .iter()
        .chain(SHOULD_PROCESS.iter().filter(|_| should_process))
        .chain(PAGING.iter().filter(|_| paging));
    for (name, type_name, alias) in added {
        if let Some(at) = table.position_of(name) {
            table.parameters[at].common |= PAGING.iter().any(|(known, ..)| known == name);
            continue;
        }
        table.parameters.push(common(name, type_name, alias));
    }
}

/// Whether `<CommonParameters>` stands for a parameter of this name.
pub(crate) fn is_common(name: &str) -> bool {
    COMMON
        .iter()
        .any(|(known, ..)| known.eq_ignore_ascii_case(name))
}

/// How many `<CommonParameters>` stands for.
pub(crate) const COUNT_OF_COMMON: usize = COMMON.len();

fn common(name: &'static str, type_name: &'static str, alias: &'static str) -> Parameter {
    let attributes = match (name, type_name) {
        ("OutBuffer", _) => vec![Attribute::ValidateRange(
            Value::Int32(0),
            Value::Int32(i32::MAX),
        )],
        (_, TEXT) => vec![Attribute::ValidateVariableName],
        _ => Vec::new(),
    };
    Parameter {
        type_name: type_name.into(),
        aliases: Some(alias)
            .filter(|alias| !alias.is_empty())
            .map(Into::into)
            .into_iter()
            .collect(),
        attributes,
        common: true,
        ..Parameter::new(name, resolve(type_name).unwrap_or(system::OBJECT))
    }
}

//! `CommandParameterSetInfo` and `CommandParameterInfo`: a parameter set as `(Get-Command X).ParameterSets` shows it.

use super::attribute::attributes;
use super::attribute_types::ATTRIBUTE;
use super::fields::{Fields, properties, read_only};
use crate::ParameterTable;
use crate::usage::{self, InUsage};
use stint_object::types::{Method, TypeInfo, method, system};
use stint_object::{Str, Type, Value};

/// `System.Management.Automation.CommandParameterSetInfo`.
pub const COMMAND_PARAMETER_SET_INFO: Type = {
    static METHODS: &[Method] = &[method("string ToString()", |this, _| {
        Ok(Fields::get(this, SYNTAX))
    })];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CommandParameterSetInfo")
        .properties(properties!(
            get "string Name {get;}" "Name",
            get "bool IsDefault {get;}" "IsDefault",
            get "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.CommandParameterInfo] Parameters {get;}" "Parameters",
        ))
        .methods(METHODS);
    Type(&INFO)
};

/// The field that `ToString()` shows.
const SYNTAX: &str = "<Syntax>";

/// `System.Management.Automation.CommandParameterInfo`.
pub const COMMAND_PARAMETER_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CommandParameterInfo").properties(properties!(
        get "string Name {get;}" "Name",
        get "type ParameterType {get;}" "ParameterType",
        get "bool IsMandatory {get;}" "IsMandatory",
        get "bool IsDynamic {get;}" "IsDynamic",
        get "int Position {get;}" "Position",
        get "bool ValueFromPipeline {get;}" "ValueFromPipeline",
        get "bool ValueFromPipelineByPropertyName {get;}" "ValueFromPipelineByPropertyName",
        get "bool ValueFromRemainingArguments {get;}" "ValueFromRemainingArguments",
        get "string HelpMessage {get;}" "HelpMessage",
        get "System.Collections.ObjectModel.ReadOnlyCollection[string] Aliases {get;}" "Aliases",
        get "System.Collections.ObjectModel.ReadOnlyCollection[System.Attribute] Attributes {get;}" "Attributes",
    ));
    Type(&INFO)
};

/// `(Get-Command X).ParameterSets`: every set, the default first.
pub fn parameter_sets(table: &ParameterTable) -> Value {
    let names = table.set_names();
    let default = table
        .default_set
        .clone()
        .unwrap_or_else(|| "__AllParameterSets".into());
    let sets = names.iter().map(|name| {
        let is_default = name.eq_ignore_ascii_case(&default);
        set(table, name, is_default)
    });
    read_only(COMMAND_PARAMETER_SET_INFO, sets.collect())
}

fn set(table: &ParameterTable, name: &Str, default: bool) -> Value {
    let parameters = usage::parameters(table, name)
        .into_iter()
        .map(|entry| info(table, name, entry))
        .collect();
    Fields::object(
        COMMAND_PARAMETER_SET_INFO,
        vec![
            ("Name", Value::Str(name.clone())),
            ("IsDefault", Value::Bool(default)),
            ("Parameters", read_only(COMMAND_PARAMETER_INFO, parameters)),
            (SYNTAX, Value::str(usage::syntax(table, name))),
        ],
    )
}

fn info(table: &ParameterTable, set: &str, entry: InUsage<'_>) -> Value {
    let parameter = entry.parameter;
    let place = parameter.in_set(set).cloned().unwrap_or_default();
    let aliases = parameter.aliases.iter().cloned().map(Value::Str).collect();
    Fields::object(
        COMMAND_PARAMETER_INFO,
        vec![
            ("Name", Value::Str(parameter.name.clone())),
            ("ParameterType", Value::from(parameter.ty)),
            ("IsMandatory", Value::Bool(entry.mandatory)),
            ("IsDynamic", Value::Bool(parameter.dynamic)),
            ("Position", Value::Int32(entry.position.unwrap_or(i32::MIN))),
            ("ValueFromPipeline", Value::Bool(place.from_pipeline)),
            (
                "ValueFromPipelineByPropertyName",
                Value::Bool(place.by_property_name),
            ),
            ("ValueFromRemainingArguments", Value::Bool(place.remaining)),
            ("HelpMessage", place.help.into()),
            ("Aliases", read_only(system::STRING, aliases)),
            (
                "Attributes",
                read_only(ATTRIBUTE, attributes(parameter, table.script)),
            ),
        ],
    )
}

//! `ParameterMetadata`: a parameter as `(Get-Command X).Parameters` shows it.

use super::attribute::attributes;
use super::attribute_types::ATTRIBUTE;
use super::fields::{Fields, collection, dictionary, properties};
use crate::ParameterTable;
use crate::parameter::{InSet, Parameter};
use stint_object::types::{TypeInfo, system};
use stint_object::{Str, Type, Value};

/// `System.Management.Automation.ParameterMetadata`.
pub const PARAMETER_METADATA: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ParameterMetadata").properties(properties!(
        set "string Name {get;set;}" "Name",
        set "type ParameterType {get;set;}" "ParameterType",
        get "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterSetMetadata] ParameterSets {get;}" "ParameterSets",
        set "bool IsDynamic {get;set;}" "IsDynamic",
        get "System.Collections.ObjectModel.Collection[string] Aliases {get;}" "Aliases",
        get "System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}" "Attributes",
        get "bool SwitchParameter {get;}" "SwitchParameter",
    ));
    Type(&INFO)
};

/// `System.Management.Automation.ParameterSetMetadata`.
pub const PARAMETER_SET_METADATA: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ParameterSetMetadata")
        .properties(properties!(
            set "bool IsMandatory {get;set;}" "IsMandatory",
            set "int Position {get;set;}" "Position",
            set "bool ValueFromPipeline {get;set;}" "ValueFromPipeline",
            set "bool ValueFromPipelineByPropertyName {get;set;}" "ValueFromPipelineByPropertyName",
            set "bool ValueFromRemainingArguments {get;set;}" "ValueFromRemainingArguments",
            set "string HelpMessage {get;set;}" "HelpMessage",
            set "string HelpMessageBaseName {get;set;}" "HelpMessageBaseName",
            set "string HelpMessageResourceId {get;set;}" "HelpMessageResourceId",
        ));
    Type(&INFO)
};

/// `(Get-Command X).Parameters`: a dictionary by name.
pub fn parameters(table: &ParameterTable) -> Value {
    let entries = table
        .parameters
        .iter()
        .map(|parameter| (parameter.name.clone(), metadata(parameter, table.script)));
    dictionary(PARAMETER_METADATA, entries)
}

/// One parameter.
pub fn metadata(parameter: &Parameter, script: bool) -> Value {
    let declared = if parameter.sets.is_empty() {
        &[InSet::default()][..]
    } else {
        &parameter.sets
    };
    let sets = declared.iter().map(|place| {
        let name: Str = place
            .set
            .clone()
            .unwrap_or_else(|| "__AllParameterSets".into());
        (name, set_metadata(place))
    });
    let aliases = parameter.aliases.iter().cloned().map(Value::Str).collect();
    Fields::object(
        PARAMETER_METADATA,
        vec![
            ("Name", Value::Str(parameter.name.clone())),
            ("ParameterType", Value::from(parameter.ty)),
            ("ParameterSets", dictionary(PARAMETER_SET_METADATA, sets)),
            ("IsDynamic", Value::Bool(parameter.dynamic)),
            ("Aliases", collection(system::STRING, aliases)),
            (
                "Attributes",
                collection(ATTRIBUTE, attributes(parameter, script)),
            ),
            (
                "SwitchParameter",
                Value::Bool(parameter.ty == system::SWITCH_PARAMETER),
            ),
        ],
    )
}

fn set_metadata(place: &InSet) -> Value {
    Fields::object(
        PARAMETER_SET_METADATA,
        vec![
            ("IsMandatory", Value::Bool(place.mandatory)),
            ("Position", Value::Int32(place.position.unwrap_or(i32::MIN))),
            ("ValueFromPipeline", Value::Bool(place.from_pipeline)),
            (
                "ValueFromPipelineByPropertyName",
                Value::Bool(place.by_property_name),
            ),
            ("ValueFromRemainingArguments", Value::Bool(place.remaining)),
            ("HelpMessage", place.help.clone().into()),
        ],
    )
}

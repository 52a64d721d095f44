//! `CommandMetadata`: what a command's attributes say, as an object.

use super::fields::{Fields, properties};
use super::parameter::parameters;
use crate::ParameterTable;
use crate::enumerations::CONFIRM_IMPACT;
use crate::parameter::Impact;
use stint_object::types::TypeInfo;
use stint_object::{Data, Type, Value};

/// `System.Management.Automation.CommandMetadata`.
pub const COMMAND_METADATA: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CommandMetadata").properties(properties!(
        set "string Name {get;set;}" "Name",
        get "type CommandType {get;}" "CommandType",
        set "string DefaultParameterSetName {get;set;}" "DefaultParameterSetName",
        set "bool SupportsShouldProcess {get;set;}" "SupportsShouldProcess",
        set "bool SupportsPaging {get;set;}" "SupportsPaging",
        set "bool PositionalBinding {get;set;}" "PositionalBinding",
        set "bool SupportsTransactions {get;set;}" "SupportsTransactions",
        set "string HelpUri {get;set;}" "HelpUri",
        set "System.Management.Automation.ConfirmImpact ConfirmImpact {get;set;}" "ConfirmImpact",
        get "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata] Parameters {get;}" "Parameters",
    ));
    Type(&INFO)
};

/// The metadata of a command.
pub fn metadata(name: &str, table: &ParameterTable) -> Value {
    let default = table
        .default_set
        .clone()
        .unwrap_or_else(|| "__AllParameterSets".into());
    Fields::object(
        COMMAND_METADATA,
        vec![
            ("Name", Value::str(name)),
            ("DefaultParameterSetName", Value::Str(default)),
            ("SupportsShouldProcess", Value::Bool(table.should_process)),
            ("SupportsPaging", Value::Bool(table.paging)),
            ("PositionalBinding", Value::Bool(table.positional)),
            ("SupportsTransactions", Value::Bool(false)),
            ("HelpUri", Value::str("")),
            ("ConfirmImpact", impact(table.impact)),
            ("Parameters", parameters(table)),
        ],
    )
}

fn impact(impact: Impact) -> Value {
    Value::object(CONFIRM_IMPACT, Data::Enum(impact as i64))
}

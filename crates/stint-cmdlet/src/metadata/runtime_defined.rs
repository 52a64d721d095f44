//! `RuntimeDefinedParameter` and its dictionary: what a `dynamicparam` block gives.

use super::attribute::read_attribute;
use super::attribute_types::ATTRIBUTE;
use super::fields::{Fields, collection, properties};
use crate::ParameterTable;
use crate::parameter::{InSet, Parameter};
use std::sync::Arc;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::types::{Method, TypeInfo, method, system};
use stint_object::{Data, Lock, Result, Type, Value};

/// `System.Management.Automation.RuntimeDefinedParameter`.
pub const RUNTIME_DEFINED_PARAMETER: Type = {
    static CONSTRUCTORS: &[Method] = &[
        method("RuntimeDefinedParameter()", |_, _| {
            Ok(made(
                Value::Null,
                Value::Null,
                collection(ATTRIBUTE, Vec::new()),
            ))
        }),
        method(
            "RuntimeDefinedParameter(string name, type parameterType, System.Collections.ObjectModel.Collection[System.Attribute] attributes)",
            |_, args| {
                let mut args = args.iter().cloned();
                let mut next = || args.next().unwrap_or_default();
                Ok(made(next(), next(), next()))
            },
        ),
    ];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.RuntimeDefinedParameter")
        .constructors(CONSTRUCTORS)
        .properties(properties!(
            set "string Name {get;set;}" "Name",
            set "type ParameterType {get;set;}" "ParameterType",
            set "System.Object Value {get;set;}" "Value",
            set "bool IsSet {get;set;}" "IsSet",
            get "System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}" "Attributes",
        ));
    Type(&INFO)
};

fn made(name: Value, ty: Value, attributes: Value) -> Value {
    Fields::object(
        RUNTIME_DEFINED_PARAMETER,
        vec![
            ("Name", name),
            ("ParameterType", ty),
            ("Attributes", attributes),
            ("Value", Value::Null),
            ("IsSet", Value::Bool(false)),
        ],
    )
}

/// `System.Management.Automation.RuntimeDefinedParameterDictionary`.
pub const RUNTIME_DEFINED_PARAMETER_DICTIONARY: Type = {
    static CONSTRUCTORS: &[Method] = &[method("RuntimeDefinedParameterDictionary()", |_, _| {
        let dict = Dict::new(Comparer::IgnoreCase, Order::Added);
        Ok(Value::object(
            RUNTIME_DEFINED_PARAMETER_DICTIONARY,
            Data::Dict(Lock::new(dict)),
        ))
    })];
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.RuntimeDefinedParameterDictionary")
            .base(system::DICTIONARY)
            .constructors(CONSTRUCTORS);
    Type(&INFO)
};

/// The parameters of a `RuntimeDefinedParameterDictionary`, for [`crate::binder::Callbacks::dynamic_parameters`]; `None`
/// if it is none.
///
/// # Errors
/// What reading an attribute throws.
pub fn read_dictionary(value: &Value) -> Result<Option<Arc<ParameterTable>>> {
    if value.ty() != Some(RUNTIME_DEFINED_PARAMETER_DICTIONARY) {
        return Ok(None);
    }
    let Some(dict) = value.as_dict() else {
        return Ok(None);
    };
    let entries: Vec<Value> = dict.lock().iter().map(|(_, entry)| entry.clone()).collect();
    let mut table = ParameterTable {
        advanced: true,
        script: true,
        ..ParameterTable::default()
    };
    for entry in &entries {
        table.parameters.push(parameter(entry)?);
    }
    Ok(Some(Arc::new(table)))
}

fn parameter(entry: &Value) -> Result<Parameter> {
    let ty = match Fields::get(entry, "ParameterType").data() {
        Some(Data::Type(ty)) => *ty,
        _ => system::OBJECT,
    };
    let name = Fields::get(entry, "Name")
        .as_str()
        .cloned()
        .unwrap_or_default();
    let mut parameter = Parameter {
        dynamic: true,
        sets: Vec::new(),
        ..Parameter::new(name, ty)
    };
    let attributes = Fields::get(entry, "Attributes");
    let attributes = match attributes.data() {
        Some(Data::List(items)) => items.lock().clone(),
        Some(Data::Array(items)) => items.to_vec(),
        _ => Vec::new(),
    };
    for attribute in &attributes {
        read_attribute(attribute, &mut parameter)?;
    }
    if parameter.sets.is_empty() {
        parameter.sets.push(InSet::default());
    }
    Ok(parameter)
}

/// Keeps a bound value in a runtime-defined parameter, as scripts read it back (`$dictionary['Name'].Value`).
///
/// # Errors
/// Never; the form is that of a setter.
pub fn keep_value(dictionary: &Value, name: &str, value: Value) -> Result<()> {
    let entry = dictionary
        .as_dict()
        .and_then(|dict| dict.lock().get_str(name).cloned());
    match entry {
        Some(entry) => {
            Fields::put(&entry, "Value", value)?;
            Fields::put(&entry, "IsSet", Value::Bool(true))
        }
        None => Ok(()),
    }
}

//! `InvocationInfo`: `$MyInvocation`, and where an error came from.

use std::path::Path;
use std::sync::Arc;
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Invocation, InvocationObject, Position};
use stint_object::position_message::position_message;
use stint_object::types::{Property, TypeInfo, property, registry};
use stint_object::{Data, Lock, Str, Type, Value};

fn invocation(this: &Value) -> Option<&Arc<Invocation>> {
    this.payload::<InvocationObject>().map(|object| &object.0)
}

fn position(this: &Value) -> Option<&Position> {
    invocation(this)?.position.as_ref()
}

fn file(this: &Value) -> Option<&Str> {
    position(this)?.file.as_ref()
}

fn text(text: Option<&Str>) -> Value {
    Value::Str(text.cloned().unwrap_or_default())
}

fn number(number: u32) -> Value {
    Value::Int32(i32::try_from(number).unwrap_or(i32::MAX))
}

fn bound_parameters(this: &Value) -> Value {
    let mut dict = Dict::new(Comparer::IgnoreCase, Order::Added);
    for (name, value) in invocation(this)
        .into_iter()
        .flat_map(|invocation| &invocation.bound)
    {
        dict.insert(Value::Str(name.clone()), value.clone());
    }
    Value::object(super::BOUND_PARAMETERS, Data::Dict(Lock::new(dict)))
}

fn origin(this: &Value) -> Value {
    let from_runspace = invocation(this).is_some_and(|invocation| invocation.from_runspace);
    match registry::lookup("System.Management.Automation.CommandOrigin") {
        Some(ty) => Value::object(ty, Data::Enum(i64::from(!from_runspace))),
        None => Value::from(if from_runspace {
            "Runspace"
        } else {
            "Internal"
        }),
    }
}

const PROPERTIES: &[Property] = &[
    property(
        "System.Management.Automation.CommandInfo MyCommand {get;}",
        |this| Ok(invocation(this).map_or(Value::Null, |invocation| invocation.command.clone())),
    ),
    property(
        "System.Collections.Generic.Dictionary[string,System.Object] BoundParameters {get;}",
        |this| Ok(bound_parameters(this)),
    ),
    property(
        "System.Collections.Generic.List[System.Object] UnboundArguments {get;}",
        |this| {
            Ok(Value::array(
                invocation(this)
                    .map(|invocation| invocation.unbound.clone())
                    .unwrap_or_default(),
            ))
        },
    ),
    property("int ScriptLineNumber {get;}", |this| {
        Ok(number(
            position(this).map_or(0, |position| position.start.0),
        ))
    }),
    property("int OffsetInLine {get;}", |this| {
        Ok(number(
            position(this).map_or(0, |position| position.start.1),
        ))
    }),
    property("long HistoryId {get;}", |_| Ok(Value::Int64(-1))),
    property("string ScriptName {get;}", |this| Ok(text(file(this)))),
    property("string Line {get;}", |this| {
        Ok(text(position(this).map(|position| &position.line)))
    }),
    property("string Statement {get;}", |this| {
        Ok(text(position(this).map(|position| &position.text)))
    }),
    property("string PositionMessage {get;}", |this| {
        Ok(Value::str(
            position(this).map(position_message).unwrap_or_default(),
        ))
    }),
    property("string PSScriptRoot {get;}", |this| {
        let folder = file(this).and_then(|file| Path::new(file.as_str()).parent());
        Ok(Value::str(
            folder
                .map(|folder| folder.to_string_lossy().into_owned())
                .unwrap_or_default(),
        ))
    }),
    property("string PSCommandPath {get;}", |this| {
        Ok(file(this).map_or(Value::Null, |file| Value::Str(file.clone())))
    }),
    property("string InvocationName {get;}", |this| {
        Ok(text(
            invocation(this).map(|invocation| &invocation.invocation_name),
        ))
    }),
    property("int PipelineLength {get;}", |this| {
        Ok(number(
            invocation(this).map_or(0, |invocation| invocation.pipeline.1),
        ))
    }),
    property("int PipelinePosition {get;}", |this| {
        Ok(number(
            invocation(this).map_or(0, |invocation| invocation.pipeline.0),
        ))
    }),
    property("bool ExpectingInput {get;}", |this| {
        Ok(Value::Bool(
            invocation(this).is_some_and(|invocation| invocation.expecting_input),
        ))
    }),
    property(
        "System.Management.Automation.CommandOrigin CommandOrigin {get;}",
        |this| Ok(origin(this)),
    ),
    property(
        "System.Management.Automation.Language.IScriptExtent DisplayScriptPosition {get;}",
        |_| Ok(Value::Null),
    ),
];

/// `System.Management.Automation.InvocationInfo`.
pub const INVOCATION_INFO: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Management.Automation.InvocationInfo").properties(PROPERTIES);
    Type(&INFO)
};

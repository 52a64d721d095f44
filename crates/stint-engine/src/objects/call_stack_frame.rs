//! `CallStackFrame`: what `Get-PSCallStack` gives.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use stint_object::error_record::{Invocation, Position};
use stint_object::members::{CodeProperty, Member};
use stint_object::object::Opaque;
use stint_object::types::{TypeInfo, method, property};
use stint_object::{Object, Result, Str, Type, Value, convert};

/// One running function, script or block.
pub struct CallStackFrame {
    /// `FunctionName`.
    pub function: Str,
    /// Where it is now.
    pub position: Position,
    /// How it was called.
    pub invocation: Option<Arc<Invocation>>,
}

impl Opaque for CallStackFrame {}

impl CallStackFrame {
    /// As a value.
    pub fn into_value(self) -> Value {
        Value::Object(Object::opaque(CALL_STACK_FRAME, self))
    }

    fn location(&self) -> String {
        let file = self.position.file.as_deref().map(Path::new);
        let name = file.and_then(Path::file_name);
        let name = name.map_or("<No file>".into(), |name| name.to_string_lossy());
        format!("{name}: line {}", self.position.start.0)
    }

    fn command(&self) -> Str {
        match &self.invocation {
            Some(invocation) if !invocation.command_name.is_empty() => {
                invocation.command_name.clone()
            }
            _ => self.function.clone(),
        }
    }

    /// `{Name=Ada, 5, $null}`.
    fn arguments(&self) -> Result<String> {
        let mut parts = Vec::new();
        if let Some(invocation) = &self.invocation {
            for (name, value) in &invocation.bound {
                let mut part = format!("{name}=");
                if convert::to_bool(value) {
                    part.push_str(&convert::to_str(value)?);
                }
                parts.push(part);
            }
            for value in &invocation.unbound {
                parts.push(if convert::to_bool(value) {
                    convert::to_str(value)?.to_string()
                } else {
                    "$null".into()
                });
            }
        }
        Ok(format!("{{{}}}", parts.join(", ")))
    }

    fn text(&self) -> String {
        let mut text = format!("at {}", self.function);
        let file = self.position.file.as_deref().unwrap_or("<No file>");
        let _ = write!(text, ", {file}: line {}", self.position.start.0);
        text
    }
}

fn read(this: &Value, get: impl FnOnce(&CallStackFrame) -> Value) -> Result<Value> {
    Ok(this
        .payload::<CallStackFrame>()
        .map(get)
        .unwrap_or_default())
}

macro_rules! script_property {
    ($name:ident, $definition:literal, $get:expr) => {
        static $name: CodeProperty = CodeProperty {
            kind: "ScriptProperty",
            definition: $definition,
            get: $get,
            set: None,
        };
    };
}

script_property!(
    ARGUMENTS,
    "System.Object Arguments {get=$argumentsBuilder = new-object System.Text.StringBuilder ...;}",
    |this| match this.payload::<CallStackFrame>() {
        Some(frame) => frame.arguments().map(Value::from),
        None => Ok(Value::Null),
    }
);
script_property!(
    COMMAND,
    "System.Object Command {get=if ($null -eq $this.InvocationInfo) { return $this.FunctionName } ...;}",
    |this| read(this, |frame| frame.command().into())
);
script_property!(
    LOCATION,
    "System.Object Location {get=$this.GetScriptLocation();}",
    |this| read(this, |frame| frame.location().into())
);

/// `System.Management.Automation.CallStackFrame`.
pub const CALL_STACK_FRAME: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.CallStackFrame")
        .properties(&[
            property("string ScriptName {get;}", |this| {
                read(this, |frame| frame.position.file.clone().into())
            }),
            property("int ScriptLineNumber {get;}", |this| {
                read(this, |frame| {
                    Value::Int32(i32::try_from(frame.position.start.0).unwrap_or(i32::MAX))
                })
            }),
            property(
                "System.Management.Automation.InvocationInfo InvocationInfo {get;}",
                |this| {
                    read(this, |frame| {
                        frame
                            .invocation
                            .clone()
                            .map(crate::position::invocation_object)
                            .unwrap_or_default()
                    })
                },
            ),
            property("string FunctionName {get;}", |this| {
                read(this, |frame| frame.function.clone().into())
            }),
        ])
        .methods(&[
            method("string GetScriptLocation()", |this, _| {
                read(this, |frame| frame.location().into())
            }),
            method("string ToString()", |this, _| {
                read(this, |frame| frame.text().into())
            }),
        ])
        .extended(&[
            ("Arguments", Member::Code(&ARGUMENTS)),
            ("Command", Member::Code(&COMMAND)),
            ("Location", Member::Code(&LOCATION)),
        ]);
    Type(&INFO)
};

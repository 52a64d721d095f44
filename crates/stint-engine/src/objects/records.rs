//! The records of the streams besides output and errors.

use stint_object::error_record::InvocationObject;
use stint_object::records::{HostMessage, InformationRecord, ProgressRecord, TextRecord};
use stint_object::text::ticks::{DateTimeTicks, Kind};
use stint_object::types::system::{self, exceptions};
use stint_object::types::{Method, Property, TypeInfo, method, property, registry};
use stint_object::{Data, Object, Result, Str, Type, Value, convert};

fn record(this: &Value) -> Option<&TextRecord> {
    this.payload::<TextRecord>()
}

fn message(this: &Value) -> Value {
    record(this).map_or(Value::Null, |record| Value::Str(record.message.clone()))
}

const TEXT_PROPERTIES: &[Property] = &[
    property("string Message {get;}", |this| Ok(message(this))),
    property(
        "System.Management.Automation.InvocationInfo InvocationInfo {get;}",
        |this| {
            let invocation = record(this).and_then(|record| record.invocation.lock().clone());
            Ok(invocation.map_or(Value::Null, |invocation| {
                Value::Object(Object::opaque(
                    super::INVOCATION_INFO,
                    InvocationObject(invocation),
                ))
            }))
        },
    ),
    property(
        "System.Collections.ObjectModel.ReadOnlyCollection[int] PipelineIterationInfo {get;}",
        |_| Ok(Value::array(Vec::new())),
    ),
];

const TEXT_METHODS: &[Method] = &[method("string ToString()", |this, _| Ok(message(this)))];

/// `System.Management.Automation.InformationalRecord`: what warnings, verbose and debug texts have in common.
pub const INFORMATIONAL_RECORD: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.InformationalRecord")
        .properties(TEXT_PROPERTIES)
        .methods(TEXT_METHODS);
    Type(&INFO)
};

fn text_record(args: &[Value], ty: Type) -> Result<Value> {
    let message = args
        .last()
        .map(convert::to_str)
        .transpose()?
        .unwrap_or_default();
    Ok(Value::Object(Object::opaque(
        ty,
        TextRecord {
            message,
            ..TextRecord::default()
        },
    )))
}

/// `System.Management.Automation.WarningRecord`.
pub const WARNING_RECORD: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.WarningRecord")
        .base(INFORMATIONAL_RECORD)
        .constructors(&[method(
            "System.Management.Automation.WarningRecord(string message)",
            |_, args| text_record(args, WARNING_RECORD),
        )])
        .properties(&[property("string FullyQualifiedWarningId {get;}", |_| {
            Ok(Value::from(""))
        })]);
    Type(&INFO)
};

/// `System.Management.Automation.VerboseRecord`.
pub const VERBOSE_RECORD: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.VerboseRecord")
        .base(INFORMATIONAL_RECORD)
        .constructors(&[method(
            "System.Management.Automation.VerboseRecord(string message)",
            |_, args| text_record(args, VERBOSE_RECORD),
        )]);
    Type(&INFO)
};

/// `System.Management.Automation.DebugRecord`.
pub const DEBUG_RECORD: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.DebugRecord")
        .base(INFORMATIONAL_RECORD)
        .constructors(&[method(
            "System.Management.Automation.DebugRecord(string message)",
            |_, args| text_record(args, DEBUG_RECORD),
        )]);
    Type(&INFO)
};

fn information(this: &Value) -> Option<&InformationRecord> {
    this.payload::<InformationRecord>()
}

fn of_information(this: &Value, part: impl Fn(&InformationRecord) -> Value) -> Result<Value> {
    Ok(information(this).map_or(Value::Null, part))
}

fn strings(texts: &[Str]) -> Value {
    Value::array(texts.iter().cloned().map(Value::Str).collect())
}

const INFORMATION_PROPERTIES: &[Property] = &[
    property("System.Object MessageData {get;}", |this| {
        of_information(this, |record| record.message.clone())
    }),
    property("string Source {get;set;}", |this| {
        of_information(this, |record| Value::Str(record.source.clone()))
    }),
    property("datetime TimeGenerated {get;set;}", |this| {
        of_information(this, |record| {
            let time = DateTimeTicks {
                ticks: record.time,
                kind: Kind::Local,
            };
            Value::object(system::DATE_TIME, Data::DateTime(time))
        })
    }),
    property(
        "System.Collections.Generic.List[string] Tags {get;}",
        |this| of_information(this, |record| strings(&record.tags)),
    ),
    property("string User {get;set;}", |this| {
        of_information(this, |record| Value::Str(record.user.clone()))
    }),
    property("string Computer {get;set;}", |this| {
        of_information(this, |record| Value::Str(record.computer.clone()))
    }),
    property("uint ProcessId {get;set;}", |this| {
        of_information(this, |record| Value::UInt32(record.process_id))
    }),
    property("uint NativeThreadId {get;set;}", |_| Ok(Value::UInt32(0))),
    property("uint ManagedThreadId {get;set;}", |_| Ok(Value::UInt32(0))),
];

/// `System.Management.Automation.InformationRecord`.
pub const INFORMATION_RECORD: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.InformationRecord")
        .constructors(&[method(
            "System.Management.Automation.InformationRecord(System.Object messageData, string source)",
            |_, args| {
                let record = InformationRecord {
                    message: args.first().cloned().unwrap_or_default(),
                    source: args.get(1).map(convert::to_str).transpose()?.unwrap_or_default(),
                    ..InformationRecord::default()
                };
                Ok(Value::Object(Object::opaque(INFORMATION_RECORD, record)))
            },
        )])
        .properties(INFORMATION_PROPERTIES)
        .methods(&[method("string ToString()", |this, _| match information(this) {
            Some(record) => convert::to_str(&record.message).map(Value::Str),
            None => Ok(Value::Null),
        })]);
    Type(&INFO)
};

fn host_message(this: &Value) -> Option<&HostMessage> {
    this.payload::<HostMessage>()
}

fn colour(number: Option<u8>) -> Value {
    let Some(number) = number else {
        return Value::Null;
    };
    match registry::lookup("System.ConsoleColor") {
        Some(ty) => Value::object(ty, Data::Enum(i64::from(number))),
        None => Value::Byte(number),
    }
}

/// `System.Management.Automation.HostInformationMessage`: what `Write-Host` says.
pub const HOST_MESSAGE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.HostInformationMessage")
        .properties(&[
            property("string Message {get;set;}", |this| {
                Ok(host_message(this)
                    .map_or(Value::Null, |message| Value::Str(message.message.clone())))
            }),
            property("System.Nullable[bool] NoNewLine {get;set;}", |this| {
                Ok(host_message(this)
                    .and_then(|message| message.no_newline)
                    .into())
            }),
            property(
                "System.Nullable[System.ConsoleColor] ForegroundColor {get;set;}",
                |this| {
                    Ok(colour(
                        host_message(this).and_then(|message| message.foreground),
                    ))
                },
            ),
            property(
                "System.Nullable[System.ConsoleColor] BackgroundColor {get;set;}",
                |this| {
                    Ok(colour(
                        host_message(this).and_then(|message| message.background),
                    ))
                },
            ),
        ])
        .methods(&[method("string ToString()", |this, _| {
            Ok(host_message(this)
                .map_or(Value::Null, |message| Value::Str(message.message.clone())))
        })]);
    Type(&INFO)
};

fn progress(this: &Value) -> Result<&ProgressRecord> {
    this.payload::<ProgressRecord>().ok_or_else(|| {
        stint_object::raise::net(
            exceptions::INVALID_OPERATION,
            "Operation is not valid due to the current state of the object.",
        )
    })
}

fn record_type(completed: bool) -> Value {
    match registry::lookup("System.Management.Automation.ProgressRecordType") {
        Some(ty) => Value::object(ty, Data::Enum(i64::from(completed))),
        None => Value::from(if completed { "Completed" } else { "Processing" }),
    }
}

const PROGRESS_PROPERTIES: &[Property] = &[
    property("int ActivityId {get;}", |this| {
        Ok(Value::Int32(progress(this)?.activity_id))
    }),
    property("int ParentActivityId {get;set;}", |this| {
        Ok(Value::Int32(progress(this)?.parent_id))
    }),
    property("string Activity {get;set;}", |this| {
        Ok(Value::Str(progress(this)?.activity.clone()))
    }),
    property("string StatusDescription {get;set;}", |this| {
        Ok(Value::Str(progress(this)?.status.clone()))
    }),
    property("string CurrentOperation {get;set;}", |this| {
        Ok(progress(this)?
            .operation
            .clone()
            .map_or(Value::Null, Value::Str))
    }),
    property("int PercentComplete {get;set;}", |this| {
        Ok(Value::Int32(progress(this)?.percent))
    }),
    property("int SecondsRemaining {get;set;}", |this| {
        Ok(Value::Int32(progress(this)?.seconds))
    }),
    property(
        "System.Management.Automation.ProgressRecordType RecordType {get;set;}",
        |this| Ok(record_type(progress(this)?.completed)),
    ),
];

/// `System.Management.Automation.ProgressRecord`.
pub const PROGRESS_RECORD: Type =
    {
        static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ProgressRecord")
        .properties(PROGRESS_PROPERTIES)
        .methods(&[method("string ToString()", |this, _| {
            let record = progress(this)?;
            let kind = if record.completed { "Completed" } else { "Processing" };
            Ok(Value::str(format!(
                "parent = {} id = {} act = {} stat = {} cur = {} pct = {} sec = {} type = {kind}",
                record.parent_id,
                record.activity_id,
                record.activity,
                record.status,
                record.operation.clone().unwrap_or_default(),
                record.percent,
                record.seconds
            )))
        })]);
        Type(&INFO)
    };

/// The types of this file.
pub static ALL: &[Type] = &[
    INFORMATIONAL_RECORD,
    WARNING_RECORD,
    VERBOSE_RECORD,
    DEBUG_RECORD,
    INFORMATION_RECORD,
    HOST_MESSAGE,
    PROGRESS_RECORD,
];

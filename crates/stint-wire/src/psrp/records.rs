//! The records of all streams, as messages carry them.

use stint_object::error_record::{Category, ErrorObject, ErrorRecord, ErrorState, ExceptionData};
use stint_object::object::Opaque;
use stint_object::records::{InformationRecord, ProgressRecord, TextRecord};
use stint_object::text::ticks::{DateTimeTicks, Kind};
use stint_object::types::registry;
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Lock, Object, Str, Type, Value};

use super::bag::{Bag, items};
use crate::clixml::{ClixmlError, Serializer, Zone};
use crate::message::MessageType;

/// Which stream a record is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// An output object.
    Output,
    /// An error record.
    Error,
    /// A warning record.
    Warning,
    /// A verbose record.
    Verbose,
    /// A debug record.
    Debug,
    /// An information record.
    Information,
    /// A progress record.
    Progress,
}

/// One record of one stream. Its value is of the stream's type (`ErrorRecord`, `WarningRecord` and so on).
#[derive(Debug, Clone)]
pub struct Record {
    /// The stream.
    pub kind: RecordKind,
    /// What was said.
    pub value: Value,
}

impl RecordKind {
    pub(super) const fn message(self) -> MessageType {
        match self {
            Self::Output => MessageType::PipelineOutput,
            Self::Error => MessageType::ErrorRecord,
            Self::Warning => MessageType::WarningRecord,
            Self::Verbose => MessageType::VerboseRecord,
            Self::Debug => MessageType::DebugRecord,
            Self::Information => MessageType::InformationRecord,
            Self::Progress => MessageType::ProgressRecord,
        }
    }

    pub(super) const fn of(message: MessageType) -> Option<Self> {
        Some(match message {
            MessageType::PipelineOutput => Self::Output,
            MessageType::ErrorRecord => Self::Error,
            MessageType::WarningRecord => Self::Warning,
            MessageType::VerboseRecord => Self::Verbose,
            MessageType::DebugRecord => Self::Debug,
            MessageType::InformationRecord => Self::Information,
            MessageType::ProgressRecord => Self::Progress,
            _ => return None,
        })
    }

    const fn text_type(self) -> &'static str {
        match self {
            Self::Warning => "System.Management.Automation.WarningRecord",
            Self::Verbose => "System.Management.Automation.VerboseRecord",
            _ => "System.Management.Automation.DebugRecord",
        }
    }
}

/// Writes a record's body.
pub(super) fn write(
    serializer: &mut Serializer,
    zone: Zone,
    kind: RecordKind,
    value: &Value,
) -> Result<(), ClixmlError> {
    match kind {
        // PowerShell sends nothing at all for a null in the output.
        RecordKind::Output if value.is_null() => Ok(()),
        RecordKind::Warning | RecordKind::Verbose | RecordKind::Debug => {
            let record = value
                .payload::<TextRecord>()
                .map(|record| record.message.clone());
            write_text(
                serializer,
                kind,
                &record
                    .or_else(|| value.as_str().cloned())
                    .unwrap_or_default(),
            );
            Ok(())
        }
        RecordKind::Information => match value.payload::<InformationRecord>() {
            Some(record) => write_information(serializer, zone, record),
            None => serializer.value(value),
        },
        RecordKind::Progress => match value.payload::<ProgressRecord>() {
            Some(record) => {
                write_progress(serializer, record);
                Ok(())
            }
            None => serializer.value(value),
        },
        RecordKind::Output | RecordKind::Error => serializer.value(value),
    }
}

fn write_text(serializer: &mut Serializer, kind: RecordKind, message: &str) {
    let writer = serializer.writer();
    let (open, _) = writer.start_object(None);
    let names = [
        kind.text_type(),
        "System.Management.Automation.InformationalRecord",
        "System.Object",
    ];
    writer.type_names(names.into_iter());
    writer.text("ToString", None, message);
    let set = writer.start("MS", None);
    writer.text("S", Some("InformationalRecord_Message"), message);
    writer.boolean(Some("InformationalRecord_SerializeInvocationInfo"), false);
    writer.end(set);
    writer.end(open);
}

fn write_information(
    serializer: &mut Serializer,
    zone: Zone,
    record: &InformationRecord,
) -> Result<(), ClixmlError> {
    let (open, _) = serializer.writer().start_object(None);
    let set = serializer.writer().start("MS", None);
    serializer.property("MessageData", &record.message)?;
    serializer
        .writer()
        .text("S", Some("Source"), &record.source);
    let ticks = record.time + (zone.at_utc)(record.time);
    let time = Data::DateTime(DateTimeTicks {
        ticks,
        kind: Kind::Local,
    });
    serializer.property("TimeGenerated", &Value::object(system::DATE_TIME, time))?;
    let list = registry::close(system::LIST, &[system::STRING]).unwrap_or(system::LIST);
    let tags = record.tags.iter().cloned().map(Value::Str).collect();
    serializer.property("Tags", &Value::object(list, Data::List(Lock::new(tags))))?;
    let writer = serializer.writer();
    writer.text("S", Some("User"), &record.user);
    writer.text("S", Some("Computer"), &record.computer);
    writer.integer("U32", Some("ProcessId"), record.process_id);
    writer.integer("U32", Some("NativeThreadId"), record.process_id);
    writer.integer("U32", Some("ManagedThreadId"), 1_u32);
    writer.end(set);
    writer.end(open);
    Ok(())
}

/// A progress record as a property bag.
pub(super) fn write_progress(serializer: &mut Serializer, record: &ProgressRecord) {
    let (name, number) = if record.completed {
        ("Completed", 1)
    } else {
        ("Processing", 0)
    };
    serializer.writer().bag(None, |writer| {
        writer.text("S", Some("Activity"), &record.activity);
        writer.integer("I32", Some("ActivityId"), record.activity_id);
        writer.text("S", Some("StatusDescription"), &record.status);
        match &record.operation {
            Some(operation) => writer.text("S", Some("CurrentOperation"), operation),
            None => writer.nil(Some("CurrentOperation")),
        }
        writer.integer("I32", Some("ParentActivityId"), record.parent_id);
        writer.integer("I32", Some("PercentComplete"), record.percent);
        writer.enumeration(
            Some("Type"),
            "System.Management.Automation.ProgressRecordType",
            name,
            number,
        );
        writer.integer("I32", Some("SecondsRemaining"), record.seconds);
    });
}

/// Makes of a body what scripts see.
pub(super) fn read(kind: RecordKind, body: Value, zone: Zone) -> Value {
    match kind {
        RecordKind::Output => body,
        RecordKind::Error => error_record(&body).into(),
        RecordKind::Warning | RecordKind::Verbose | RecordKind::Debug => {
            let message = Bag::new(&body)
                .text("InformationalRecord_Message")
                .unwrap_or_default();
            opaque(
                kind.text_type(),
                TextRecord {
                    message,
                    ..TextRecord::default()
                },
            )
        }
        RecordKind::Information => information(&body, zone),
        RecordKind::Progress => progress(&body),
    }
}

fn opaque(type_name: &str, payload: impl Opaque) -> Value {
    let ty: Type = registry::lookup(type_name).unwrap_or(system::OBJECT);
    Value::Object(Object::opaque(ty, payload))
}

fn information(body: &Value, zone: Zone) -> Value {
    let bag = Bag::new(body);
    let time = match bag.get("TimeGenerated").data() {
        Some(Data::DateTime(moment)) => match moment.kind {
            Kind::Utc => moment.ticks,
            Kind::Local | Kind::Unspecified => moment.ticks - (zone.at_local)(moment.ticks),
        },
        _ => 0,
    };
    let record = InformationRecord {
        message: bag.get("MessageData"),
        source: bag.text("Source").unwrap_or_default(),
        time,
        tags: items(&bag.get("Tags"))
            .iter()
            .filter_map(|tag| tag.as_str().cloned())
            .collect(),
        user: bag.text("User").unwrap_or_default(),
        computer: bag.text("Computer").unwrap_or_default(),
        process_id: bag
            .number("ProcessId")
            .and_then(|id| u32::try_from(id).ok())
            .unwrap_or_default(),
    };
    opaque("System.Management.Automation.InformationRecord", record)
}

/// A progress record from its property bag.
pub(super) fn progress(body: &Value) -> Value {
    let bag = Bag::new(body);
    let record = ProgressRecord {
        activity_id: bag.i32("ActivityId").unwrap_or(0),
        parent_id: bag.i32("ParentActivityId").unwrap_or(-1),
        activity: bag.text("Activity").unwrap_or_default(),
        status: bag.text("StatusDescription").unwrap_or_default(),
        operation: bag.text("CurrentOperation"),
        percent: bag.i32("PercentComplete").unwrap_or(-1),
        seconds: bag.i32("SecondsRemaining").unwrap_or(-1),
        completed: bag.i32("Type") == Some(1),
    };
    opaque("System.Management.Automation.ProgressRecord", record)
}

/// An error record from its property bag: its exception is a `RemoteException` that carries the original's picture.
pub(super) fn error_record(body: &Value) -> ErrorObject {
    let bag = Bag::new(body);
    let original = bag.get("Exception");
    let text = |name: &str| bag.text(name);
    let message = Bag::new(&original)
        .text("Message")
        .filter(|message| !message.trim().is_empty());
    let properties = vec![
        (Str::from("SerializedRemoteException"), original),
        (
            Str::from("SerializedRemoteInvocationInfo"),
            bag.get("InvocationInfo"),
        ),
    ];
    let exception = ExceptionData {
        message: message
            .or_else(|| text("ErrorCategory_Message"))
            .unwrap_or_default(),
        properties: Lock::new(properties),
        ..ExceptionData::default()
    };
    let category = bag
        .i32("ErrorCategory_Category")
        .and_then(|number| usize::try_from(number).ok());
    let details = text("ErrorDetails_Message");
    let state = ErrorState {
        activity: text("ErrorCategory_Activity"),
        reason: text("ErrorCategory_Reason"),
        target_name: text("ErrorCategory_TargetName"),
        target_type: text("ErrorCategory_TargetType"),
        stack: text("ErrorDetails_ScriptStackTrace"),
        details: details.map(|message| {
            (
                message,
                text("ErrorDetails_RecommendedAction").unwrap_or_default(),
            )
        }),
        remote: Some(body.clone()),
        ..ErrorState::default()
    };
    let record = ErrorObject::from(ErrorRecord {
        exception: Value::object(exceptions::REMOTE, Data::Exception(Box::new(exception))),
        id: text("FullyQualifiedErrorId").unwrap_or_else(|| Str::from("fullyQualifiedErrorId")),
        category: category
            .and_then(|number| Category::ALL.get(number))
            .copied()
            .unwrap_or_default(),
        target: bag.get("TargetObject"),
        state: Lock::new(state),
    });
    keep_added(&record, body);
    record
}

/// Members that were added to the record beyond those of its kind stay with it.
fn keep_added(record: &ErrorObject, body: &Value) {
    const OWN: [&str; 5] = [
        "Exception",
        "TargetObject",
        "FullyQualifiedErrorId",
        "PSMessageDetails",
        "PipelineIterationInfo",
    ];
    const OWN_GROUPS: [&str; 4] = [
        "ErrorCategory_",
        "ErrorDetails_",
        "InvocationInfo",
        "Serialize",
    ];
    let Value::Object(body) = body else { return };
    let bag = body.added().bag.clone();
    for (name, member) in bag.iter() {
        let is_own =
            OWN.contains(&name.as_str()) || OWN_GROUPS.iter().any(|group| name.starts_with(group));
        if !is_own {
            record.object().added().bag.set(name, member.clone());
        }
    }
}

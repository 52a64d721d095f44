//! Information records, as `Write-Host` and `Write-Information` make them.

use stint_cmdlet::Cx;
use stint_object::records::{HostMessage, InformationRecord};
use stint_object::{Object, Str, Value};

/// .NET's ticks at the Unix epoch.
const EPOCH: i64 = 621_355_968_000_000_000;

/// A record from the running command, made now.
pub(crate) fn record(cx: &dyn Cx, message: Value, tags: Vec<Str>) -> InformationRecord {
    let invocation = cx.invocation();
    let file = invocation
        .position
        .as_ref()
        .and_then(|position| position.file.clone());
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    InformationRecord {
        message,
        source: file
            .filter(|file| !file.is_empty())
            .unwrap_or_else(|| invocation.command_name.clone()),
        time: EPOCH + i64::try_from(now.as_nanos() / 100).unwrap_or(0),
        tags,
        process_id: std::process::id(),
        ..InformationRecord::default()
    }
}

/// The object that carries `Write-Host`'s text and colours.
pub(crate) fn host_message(message: HostMessage) -> Value {
    Value::Object(Object::opaque(
        crate::values::host_information_message(),
        message,
    ))
}

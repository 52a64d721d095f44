//! What the event cmdlets share: the runspace's manager, and their errors.

use std::sync::Arc;
use stint_cmdlet::Cx;
use stint_cmdlet::events::{EventManager, EventManagers};
pub(crate) use stint_cmdlet::events::{event_object, subscriber_object};
use stint_object::error_record::{Category, ErrorRecord, ExceptionData};
use stint_object::types::system;
use stint_object::{Data, Str, Value};

/// The runspace's events.
pub(crate) fn manager(cx: &mut dyn Cx) -> Arc<EventManager> {
    let runspace = cx.session().runspace_id();
    cx.slots()
        .get_or_insert(EventManagers::default)
        .of(runspace)
}

/// An error about an argument, as these cmdlets make them; a parameter's name stands behind the text.
pub(crate) fn argument_error(
    id: &'static str,
    text: String,
    parameter: Option<&str>,
) -> ErrorRecord {
    let message: Str = match parameter {
        Some(name) => format!("{text} (Parameter '{name}')").into(),
        None => text.into(),
    };
    let data = ExceptionData {
        message,
        ..ExceptionData::default()
    };
    if let Some(name) = parameter {
        data.properties
            .lock()
            .push(("ParamName".into(), name.into()));
    }
    let exception = Value::object(
        system::exceptions::ARGUMENT,
        Data::Exception(Box::new(data)),
    );
    ErrorRecord::of(exception, id, Category::InvalidArgument, Value::Null)
}

//! Errors as the language raises them: a conversion that is not possible, an operator that does not fit, and a .NET exception that
//! nothing caught.

use crate::error_record::{Category, ErrorRecord, exception, exception_with};
use crate::types::{Type, system::exceptions};
use crate::{Flow, Str, Value};

/// `PSInvalidCastException` with an error id: what a conversion throws.
#[cold]
pub fn invalid_cast(id: &'static str, message: impl Into<Str>) -> Flow {
    invalid_cast_with(id, message, Value::Null)
}

/// The same with the exception that was the reason.
#[cold]
pub fn invalid_cast_with(id: &'static str, message: impl Into<Str>, inner: Value) -> Flow {
    let cast = exception_with(exceptions::PS_INVALID_CAST, message, inner);
    ErrorRecord::of(cast, id, Category::InvalidArgument, Value::Null).into()
}

/// `RuntimeException` with an error id, category InvalidOperation: what most operators throw.
#[cold]
pub fn runtime(id: &'static str, message: impl Into<Str>, target: Value) -> Flow {
    runtime_with(id, message, target, Value::Null)
}

/// The same with the exception that was the reason.
#[cold]
pub fn runtime_with(
    id: &'static str,
    message: impl Into<Str>,
    target: Value,
    inner: Value,
) -> Flow {
    let runtime = exception_with(exceptions::RUNTIME, message, inner);
    ErrorRecord::of(runtime, id, Category::InvalidOperation, target).into()
}

/// `RuntimeException` around another one, with its message and the plain id `RuntimeException`.
#[cold]
pub fn runtime_around(inner: Value) -> Flow {
    let message = message_of(&inner);
    let runtime = exception_with(exceptions::RUNTIME, message, inner);
    ErrorRecord::of(
        runtime,
        "RuntimeException",
        Category::NotSpecified,
        Value::Null,
    )
    .into()
}

/// A .NET exception that comes straight through: its id is the name of its type.
#[cold]
pub fn net(ty: Type, message: impl Into<Str>) -> Flow {
    ErrorRecord::of(
        exception(ty, message),
        ty.name(),
        Category::OperationStopped,
        Value::Null,
    )
    .into()
}

/// The message of an exception value.
pub fn message_of(exception: &Value) -> Str {
    match exception.data() {
        Some(crate::Data::Exception(data)) => data.message.clone(),
        _ => Str::default(),
    }
}

/// The exception that an error carries; other control flow comes back as it was.
pub fn exception_of(flow: Flow) -> Result<Value, Flow> {
    match flow {
        Flow::Error(record) => Ok(record.exception.clone()),
        other => Err(other),
    }
}

/// Whether an error is an `InvalidCastException`: the one that `-as` and `-eq` swallow.
pub fn is_invalid_cast(flow: &Flow) -> bool {
    flow.error().is_some_and(|record| {
        record
            .exception
            .ty()
            .is_some_and(|ty| ty.is(exceptions::INVALID_CAST))
    })
}

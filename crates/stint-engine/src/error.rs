//! Errors that the engine itself raises.

use stint_object::error_record::{Category, ErrorObject, ErrorRecord, exception_with};
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Lock, Str, Value};

/// A `RuntimeException` with an id.
pub fn runtime(id: &'static str, category: Category, message: impl Into<Str>) -> ErrorRecord {
    ErrorRecord::new(id, category, exceptions::RUNTIME, message)
}

/// What is known and not done here.
pub fn not_supported(what: &str) -> ErrorRecord {
    ErrorRecord::new(
        "NotSupported",
        Category::NotImplemented,
        exceptions::PS_NOT_SUPPORTED,
        format!("Stint does not support {what}."),
    )
}

/// Calling a method of null.
pub fn invoke_on_null() -> ErrorRecord {
    runtime(
        "InvokeMethodOnNull",
        Category::InvalidOperation,
        "You cannot call a method on a null-valued expression.",
    )
}

/// Strict mode's error for a property that is not there.
pub fn property_not_found(target: &Value, name: &str) -> ErrorRecord {
    let _ = target;
    ErrorRecord::new(
        "PropertyNotFoundStrict",
        Category::NotSpecified,
        exceptions::PROPERTY_NOT_FOUND,
        format!(
            "The property '{name}' cannot be found on this object. Verify that the property exists."
        ),
    )
}

/// A file that cannot be read or written.
pub fn io(error: &std::io::Error, path: &std::path::Path) -> ErrorRecord {
    let shown = path.display();
    let (ty, message) = match error.kind() {
        std::io::ErrorKind::NotFound => (
            exceptions::FILE_NOT_FOUND,
            format!("Could not find file '{shown}'."),
        ),
        std::io::ErrorKind::PermissionDenied => (
            exceptions::UNAUTHORIZED_ACCESS,
            format!("Access to the path '{shown}' is denied."),
        ),
        _ => (exceptions::IO, format!("{error} : '{shown}'")),
    };
    ErrorRecord::new("FileOpenFailure", Category::OpenError, ty, message)
        .with_target(Value::str(shown.to_string()))
}

/// A command that does not exist.
pub fn command_not_found(name: &str) -> ErrorRecord {
    ErrorRecord::new(
        "CommandNotFoundException",
        Category::ObjectNotFound,
        exceptions::COMMAND_NOT_FOUND,
        format!(
            "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
        ),
    )
    .with_property("CommandName", Value::str(name))
    .with_target(Value::str(name))
}

/// An error as a statement raises it: an exception that carries an error record and is no `RuntimeException` (a failed cast) comes
/// inside of one.
pub fn as_runtime(flow: Flow) -> Flow {
    let Flow::Error(error) = &flow else {
        return flow;
    };
    let wrapped = error.exception.ty().is_some_and(|ty| {
        [
            exceptions::PS_INVALID_CAST,
            exceptions::PS_INVALID_OPERATION,
            exceptions::PS_ARGUMENT,
            exceptions::PS_ARGUMENT_NULL,
            exceptions::PS_ARGUMENT_OUT_OF_RANGE,
            exceptions::PS_NOT_SUPPORTED,
            exceptions::PS_NOT_IMPLEMENTED,
        ]
        .contains(&ty)
    });
    let state = error.state.lock();
    // What a cmdlet raised is told as it is.
    let is_as_raised = state.thrown || state.command.is_some();
    drop(state);
    if !wrapped || is_as_raised {
        return flow;
    }
    let exception = exception_with(
        exceptions::RUNTIME,
        error.message(),
        error.exception.clone(),
    );
    with_exception(error, exception).into()
}

/// What `trap` and a `catch` among others see of such an error: the exception inside.
pub fn without_runtime(error: &ErrorObject) -> ErrorObject {
    if error.exception.ty() != Some(exceptions::RUNTIME) {
        return error.clone();
    }
    match error.exception.data() {
        Some(Data::Exception(data))
            if data.inner.ty() == Some(exceptions::PS_INVALID_CAST)
                && error.category == Category::InvalidArgument =>
        {
            with_exception(error, data.inner.clone())
        }
        _ => error.clone(),
    }
}

fn with_exception(error: &ErrorObject, exception: Value) -> ErrorObject {
    let state = error.state.lock().clone();
    ErrorRecord {
        exception,
        id: error.id.clone(),
        category: error.category,
        target: error.target.clone(),
        state: Lock::new(state),
    }
    .into()
}

//! Errors that the engine itself raises.

use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::exceptions;
use stint_object::{Str, Value};

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
    .with_target(Value::str(name))
}

//! The errors of member access, as PowerShell words them.

use crate::error_record::{Category, ErrorObject, ErrorRecord, exception_with};
use crate::types::system::exceptions;
use crate::types::{Type, system};
use crate::{Data, Flow, Str, Value};

/// `MethodNotFound`.
#[cold]
pub fn method_not_found(type_name: &str, name: &str) -> Flow {
    runtime(
        "MethodNotFound",
        format!("Method invocation failed because [{type_name}] does not contain a method named '{name}'."),
    )
    .with_target(name)
    .into()
}

/// `InvokeMethodOnNull`.
#[cold]
pub fn method_on_null() -> Flow {
    runtime(
        "InvokeMethodOnNull",
        "You cannot call a method on a null-valued expression.",
    )
    .into()
}

/// `NullArray`.
#[cold]
pub fn index_into_null() -> Flow {
    runtime("NullArray", "Cannot index into a null array.").into()
}

/// `NullArrayIndex`.
#[cold]
pub fn null_index() -> Flow {
    runtime(
        "NullArrayIndex",
        "Index operation failed; the array index evaluated to null.",
    )
    .into()
}

/// `CannotIndex`.
#[cold]
pub fn cannot_index(ty: Type) -> Flow {
    runtime(
        "CannotIndex",
        format!(
            "Unable to index into an object of type \"{}\".",
            ty.full_name()
        ),
    )
    .into()
}

/// `PropertyNotFound`: setting a property that does not exist.
#[cold]
pub fn property_not_found(name: &str) -> Flow {
    runtime(
        "PropertyNotFound",
        format!("The property '{name}' cannot be found on this object. Verify that the property exists and can be set."),
    )
    .with_target(Value::Null)
    .into()
}

/// `PropertyNotFoundStrict`: reading one under strict mode.
#[cold]
pub fn property_not_found_strict(name: &str) -> Flow {
    ErrorRecord::new(
        "PropertyNotFoundStrict",
        Category::NotSpecified,
        exceptions::PROPERTY_NOT_FOUND,
        format!(
            "The property '{name}' cannot be found on this object. Verify that the property exists."
        ),
    )
    .into()
}

/// `PropertyAssignmentException`: setting a property that is read-only.
#[cold]
pub fn read_only(name: &str) -> Flow {
    runtime(
        "PropertyAssignmentException",
        format!("'{name}' is a ReadOnly property."),
    )
    .into()
}

/// `ExceptionWhenSetting`, around what the setter threw.
#[cold]
pub fn setting(name: &str, error: &ErrorObject) -> Flow {
    let inner = error.exception.clone();
    ErrorRecord::of(
        exception_with(
            exceptions::SET_VALUE_INVOCATION,
            format!("Exception setting \"{name}\": \"{}\"", error.message()),
            inner,
        ),
        "ExceptionWhenSetting",
        Category::NotSpecified,
        Value::Null,
    )
    .into()
}

/// `MethodCountCouldNotFindBest`.
#[cold]
pub fn no_overload(name: &str, count: usize) -> Flow {
    method(
        "MethodCountCouldNotFindBest",
        format!("Cannot find an overload for \"{name}\" and the argument count: \"{count}\"."),
        Value::Null,
    )
}

/// The same id for several that fit equally well.
#[cold]
pub fn ambiguous(name: &str, count: usize) -> Flow {
    method(
        "MethodCountCouldNotFindBest",
        format!(
            "Multiple ambiguous overloads found for \"{name}\" and the argument count: \"{count}\"."
        ),
        Value::Null,
    )
}

/// `NonRefArgumentToRefParameterMsg`.
#[cold]
pub fn reference_wanted(position: usize) -> Flow {
    method(
        "NonRefArgumentToRefParameterMsg",
        format!(
            "Argument: '{position}' should be a System.Management.Automation.PSReference. Use [ref]."
        ),
        Value::Null,
    )
}

/// `MethodArgumentConversionInvalidCastArgument`.
#[cold]
pub fn argument_conversion(
    parameter: &str,
    arg: &Value,
    called: &str,
    ty: Type,
    error: &ErrorObject,
) -> Flow {
    let text = super::to_text(arg).unwrap_or_default();
    method(
        "MethodArgumentConversionInvalidCastArgument",
        format!(
            "Cannot convert argument \"{parameter}\", with value: \"{text}\", for \"{called}\" to type \"{}\": \"{}\"",
            ty.name(),
            error.message()
        ),
        error.exception.clone(),
    )
}

/// Around what a method threw: `Exception calling "Substring" with "1" argument(s): "..."`, its id the exception's type.
#[cold]
pub fn invocation(name: &str, count: usize, flow: Flow) -> Flow {
    if flow
        .error()
        .is_some_and(|error| error.state.lock().terminating)
    {
        return flow;
    }
    let Flow::Error(error) = flow else {
        return flow;
    };
    let inner = error.exception.clone();
    let ty = inner.ty().unwrap_or(system::EXCEPTION);
    let passes = [
        exceptions::METHOD,
        exceptions::PIPELINE_STOPPED,
        exceptions::SCRIPT_CALL_DEPTH,
    ]
    .iter()
    .any(|known| ty.is(*known));
    if passes {
        return Flow::Error(error);
    }
    let record = ErrorRecord::of(
        exception_with(
            exceptions::METHOD_INVOCATION,
            format!(
                "Exception calling \"{name}\" with \"{count}\" argument(s): \"{}\"",
                error.message()
            ),
            inner,
        ),
        ty.short_name(),
        Category::NotSpecified,
        Value::Null,
    );
    let known = error.state.lock();
    if known.command.is_some() {
        // The method of a running command: the error stays that command's.
        let mut state = record.state.lock();
        state.command = known.command.clone();
        state.activity = known.activity.clone();
        state.invocation = known.invocation.clone();
    }
    drop(known);
    record.into()
}

/// Whether reading a property may let an error through; any other is swallowed, so that formatting always works.
pub fn passes_from_getter(flow: &Flow) -> bool {
    match flow {
        Flow::Error(error) => error
            .exception
            .ty()
            .is_some_and(|ty| ty.is(exceptions::METHOD) || ty.is(exceptions::PROPERTY_NOT_FOUND)),
        _ => true,
    }
}

fn runtime(id: &'static str, message: impl Into<Str>) -> ErrorRecord {
    ErrorRecord::new(id, Category::InvalidOperation, exceptions::RUNTIME, message)
}

fn method(id: &'static str, message: String, inner: Value) -> Flow {
    ErrorRecord::of(
        exception_with(exceptions::METHOD, message, inner),
        id,
        Category::NotSpecified,
        Value::Null,
    )
    .into()
}

/// The message of an exception value.
pub fn message_of(exception: &Value) -> Str {
    match exception.data() {
        Some(Data::Exception(data)) => data.message.clone(),
        _ => Str::default(),
    }
}

/// `PropertyAssignmentException`: setting a property that is not there.
#[cold]
pub fn no_such_property(name: &str) -> Flow {
    runtime(
        "PropertyAssignmentException",
        format!("The property '{name}' cannot be found on this object. Verify that the property exists and can be set."),
    )
    .into()
}

/// `SetWithoutSetterException`: a script property without a setter.
#[cold]
pub fn setter_missing(name: &str) -> Flow {
    ErrorRecord::new(
        "SetWithoutSetterFromScriptProperty",
        Category::NotSpecified,
        exceptions::SET_VALUE,
        format!("Set accessor for property \"{name}\" is unavailable."),
    )
    .into()
}

/// Around what a script method threw.
#[cold]
pub fn script_method(name: &str, count: usize, flow: Flow) -> Flow {
    let Flow::Error(error) = flow else {
        return flow;
    };
    let inner = error.exception.clone();
    if inner.ty().is_some_and(|ty| ty.is(exceptions::METHOD)) {
        return Flow::Error(error);
    }
    ErrorRecord::of(
        exception_with(
            exceptions::METHOD_INVOCATION,
            format!(
                "Exception calling \"{name}\" with \"{count}\" argument(s): \"{}\"",
                error.message()
            ),
            inner,
        ),
        "ScriptMethodRuntimeException",
        Category::NotSpecified,
        Value::Null,
    )
    .into()
}

/// `ExceptionWhenGetting`, around what the getter threw.
#[cold]
pub fn getting(name: &str, flow: Flow) -> Flow {
    let Flow::Error(error) = flow else {
        return flow;
    };
    let inner = error.exception.clone();
    if inner.ty().is_some_and(|ty| ty.is(exceptions::GET_VALUE)) {
        return Flow::Error(error);
    }
    ErrorRecord::of(
        exception_with(
            exceptions::GET_VALUE_INVOCATION,
            format!("Exception getting \"{name}\": \"{}\"", error.message()),
            inner,
        ),
        "ExceptionWhenGetting",
        Category::NotSpecified,
        Value::Null,
    )
    .into()
}

/// `CannotIndex`, for an assignment.
#[cold]
pub fn cannot_index_for_setting(ty: Type) -> Flow {
    cannot_index(ty)
}

//! What the commonest exception types add to `System.Exception`: constructors, properties, and the texts and numbers they
//! have of themselves.

use super::exception::{made_with, note, set_note};
use super::exceptions as e;
use crate::error_record::{Category, ErrorObject, ErrorRecord, exception};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, settable};
use crate::{Str, Value, convert};

/// A type, its `HResult`, and its message where none is given (`None`: made of the type's name).
type Known = (Type, u32, Option<&'static str>);

static KNOWN: &[Known] = &[
    (super::EXCEPTION, 0x8013_1500, None),
    (e::SYSTEM, 0x8013_1501, Some("System error.")),
    (
        e::APPLICATION,
        0x8013_1600,
        Some("Error in the application."),
    ),
    (
        e::ARGUMENT,
        0x8007_0057,
        Some("Value does not fall within the expected range."),
    ),
    (e::ARGUMENT_NULL, 0x8000_4003, Some("Value cannot be null.")),
    (
        e::ARGUMENT_OUT_OF_RANGE,
        0x8013_1502,
        Some("Specified argument was out of the range of valid values."),
    ),
    (
        e::ARITHMETIC,
        0x8007_0216,
        Some("Overflow or underflow in the arithmetic operation."),
    ),
    (
        e::DIVIDE_BY_ZERO,
        0x8002_0012,
        Some("Attempted to divide by zero."),
    ),
    (
        e::OVERFLOW,
        0x8013_1516,
        Some("Arithmetic operation resulted in an overflow."),
    ),
    (
        e::FORMAT,
        0x8013_1537,
        Some("One of the identified items was in an invalid format."),
    ),
    (
        e::INDEX_OUT_OF_RANGE,
        0x8013_1508,
        Some("Index was outside the bounds of the array."),
    ),
    (
        e::INVALID_CAST,
        0x8000_4002,
        Some("Specified cast is not valid."),
    ),
    (
        e::INVALID_OPERATION,
        0x8013_1509,
        Some("Operation is not valid due to the current state of the object."),
    ),
    (
        e::OBJECT_DISPOSED,
        0x8013_1622,
        Some("Cannot access a disposed object."),
    ),
    (
        e::NOT_IMPLEMENTED,
        0x8000_4001,
        Some("The method or operation is not implemented."),
    ),
    (
        e::NOT_SUPPORTED,
        0x8013_1515,
        Some("Specified method is not supported."),
    ),
    (
        e::PLATFORM_NOT_SUPPORTED,
        0x8013_1539,
        Some("Operation is not supported on this platform."),
    ),
    (
        e::NULL_REFERENCE,
        0x8000_4003,
        Some("Object reference not set to an instance of an object."),
    ),
    (
        e::OUT_OF_MEMORY,
        0x8007_000E,
        Some("Insufficient memory to continue the execution of the program."),
    ),
    (
        e::RANK,
        0x8013_1517,
        Some("Attempted to operate on an array with the incorrect number of dimensions."),
    ),
    (
        e::TIMEOUT,
        0x8013_1505,
        Some("The operation has timed out."),
    ),
    (
        e::UNAUTHORIZED_ACCESS,
        0x8007_0005,
        Some("Attempted to perform an unauthorized operation."),
    ),
    (
        e::OPERATION_CANCELED,
        0x8013_153B,
        Some("The operation was canceled."),
    ),
    (e::TASK_CANCELED, 0x8013_153B, Some("A task was canceled.")),
    (
        e::AGGREGATE,
        0x8013_1500,
        Some("One or more errors occurred."),
    ),
    (
        e::TYPE_LOAD,
        0x8013_1522,
        Some("Failure has occurred while loading a type."),
    ),
    (
        e::MISSING_MEMBER,
        0x8013_1512,
        Some("Attempted to access a missing member."),
    ),
    (
        e::MISSING_METHOD,
        0x8013_1513,
        Some("Attempted to access a missing method."),
    ),
    (
        e::URI_FORMAT,
        0x8013_1537,
        Some("One of the identified items was in an invalid format."),
    ),
    (
        e::KEY_NOT_FOUND,
        0x8013_1577,
        Some("The given key was not present in the dictionary."),
    ),
    (e::IO, 0x8013_1620, Some("I/O error occurred.")),
    (
        e::FILE_NOT_FOUND,
        0x8007_0002,
        Some("Unable to find the specified file."),
    ),
    (
        e::DIRECTORY_NOT_FOUND,
        0x8007_0003,
        Some("Attempted to access a path that is not on the disk."),
    ),
    (
        e::PATH_TOO_LONG,
        0x8007_00CE,
        Some(
            "The specified file name or path is too long, or a component of the specified path is too long.",
        ),
    ),
    (
        e::INVALID_DATA,
        0x8013_1501,
        Some("Found invalid data while decoding."),
    ),
    (
        e::END_OF_STREAM,
        0x8007_0026,
        Some("Attempted to read past the end of the stream."),
    ),
    (
        e::EXTERNAL,
        0x8000_4005,
        Some("External component has thrown an exception."),
    ),
    (
        e::TARGET_INVOCATION,
        0x8013_1604,
        Some("Exception has been thrown by the target of an invocation."),
    ),
    (
        e::AMBIGUOUS_MATCH,
        0x8000_211D,
        Some("Ambiguous match found."),
    ),
    (e::SECURITY, 0x8013_150A, Some("Security error.")),
    (e::XML, 0x8013_1940, Some("An XML error has occurred.")),
];

fn known(ty: Type) -> Option<&'static Known> {
    ty.chain()
        .find_map(|ty| KNOWN.iter().find(|(known, ..)| *known == ty))
}

/// The number of a type, or of the nearest it derives from.
pub(super) fn h_result(ty: Option<Type>) -> i32 {
    ty.and_then(known)
        .map_or(0x8013_1500, |(_, number, _)| *number)
        .cast_signed()
}

/// The message of an exception that was made without one.
pub(super) fn default_message(ty: Type) -> Str {
    let own = KNOWN.iter().find(|(known, ..)| *known == ty);
    match own.and_then(|(.., message)| *message) {
        Some(message) => message.into(),
        None => format!("Exception of type '{}' was thrown.", ty.name()).into(),
    }
}

/// An argument's exception: .NET puts the parameter's name behind the message.
fn argument(this: &Value, message: Option<&str>, parameter: &Value, inner: Value) -> Value {
    let message = message.map_or_else(|| default_message(this.type_object()), Str::from);
    let message = match parameter.as_str() {
        Some(name) if !name.is_empty() => format!("{message} (Parameter '{name}')").into(),
        _ => message,
    };
    let made = made_with(this, Some(&message), inner);
    set_note(&made, "ParamName", parameter.clone());
    made
}

fn out_of_range(this: &Value, parameter: &Value, actual: &Value, message: &str) -> Value {
    let made = argument(this, Some(message), parameter, Value::Null);
    if actual.is_null() {
        return made;
    }
    let text = format!(
        "{}\nActual value was {}.",
        super::exception::message(&made),
        crate::string_form::net_text(actual)
    );
    let made = made_with(this, Some(&text), Value::Null);
    set_note(&made, "ParamName", parameter.clone());
    set_note(&made, "ActualValue", actual.clone());
    made
}

/// `ArgumentException`.
pub(super) static ARGUMENT: &[Method] = &[
    method!("System.ArgumentException()", |this, _| made_with(
        this,
        None,
        Value::Null
    )),
    method!("System.ArgumentException(string message)", |this, args| {
        made_with(this, Some(args.text(0)), Value::Null)
    }),
    method!(
        "System.ArgumentException(string message, System.Exception innerException)",
        |this, args| made_with(this, Some(args.text(0)), args.at(1).clone())
    ),
    method!(
        "System.ArgumentException(string message, string paramName, System.Exception innerException)",
        |this, args| argument(this, Some(args.text(0)), args.at(1), args.at(2).clone())
    ),
    method!(
        "System.ArgumentException(string message, string paramName)",
        |this, args| { argument(this, Some(args.text(0)), args.at(1), Value::Null) }
    ),
];

/// `ArgumentNullException`: the parameter's name comes first.
pub(super) static ARGUMENT_NULL: &[Method] = &[
    method!("System.ArgumentNullException()", |this, _| made_with(
        this,
        None,
        Value::Null
    )),
    method!(
        "System.ArgumentNullException(string paramName)",
        |this, args| argument(this, None, args.at(0), Value::Null)
    ),
    method!(
        "System.ArgumentNullException(string message, System.Exception innerException)",
        |this, args| made_with(this, Some(args.text(0)), args.at(1).clone())
    ),
    method!(
        "System.ArgumentNullException(string paramName, string message)",
        |this, args| argument(this, Some(args.text(1)), args.at(0), Value::Null)
    ),
];

/// `ArgumentOutOfRangeException`.
pub(super) static ARGUMENT_OUT_OF_RANGE: &[Method] = &[
    method!("System.ArgumentOutOfRangeException()", |this, _| made_with(
        this,
        None,
        Value::Null
    )),
    method!(
        "System.ArgumentOutOfRangeException(string paramName)",
        |this, args| { argument(this, None, args.at(0), Value::Null) }
    ),
    method!(
        "System.ArgumentOutOfRangeException(string paramName, string message)",
        |this, args| argument(this, Some(args.text(1)), args.at(0), Value::Null)
    ),
    method!(
        "System.ArgumentOutOfRangeException(string message, System.Exception innerException)",
        |this, args| made_with(this, Some(args.text(0)), args.at(1).clone())
    ),
    method!(
        "System.ArgumentOutOfRangeException(string paramName, System.Object actualValue, string message)",
        |this, args| out_of_range(this, args.at(0), args.at(1), args.text(2))
    ),
];

/// `FileNotFoundException`.
pub(super) static FILE_NOT_FOUND: &[Method] = &[
    method!("System.IO.FileNotFoundException()", |this, _| made_with(
        this,
        None,
        Value::Null
    )),
    method!(
        "System.IO.FileNotFoundException(string message)",
        |this, args| made_with(this, Some(args.text(0)), Value::Null)
    ),
    method!(
        "System.IO.FileNotFoundException(string message, System.Exception innerException)",
        |this, args| made_with(this, Some(args.text(0)), args.at(1).clone())
    ),
    method!(
        "System.IO.FileNotFoundException(string message, string fileName)",
        |this, args| file_not_found(this, args, Value::Null)
    ),
    method!(
        "System.IO.FileNotFoundException(string message, string fileName, System.Exception innerException)",
        |this, args| file_not_found(this, args, args.at(2).clone())
    ),
];

fn file_not_found(this: &Value, args: &[Value], inner: Value) -> Value {
    let made = made_with(this, Some(args.text(0)), inner);
    set_note(&made, "FileName", args.at(1).clone());
    made
}

/// `ObjectDisposedException`.
pub(super) static OBJECT_DISPOSED: &[Method] = &[
    method!(
        "System.ObjectDisposedException(string objectName)",
        |this, args| { disposed(this, args.at(0), &default_message(e::OBJECT_DISPOSED)) }
    ),
    method!(
        "System.ObjectDisposedException(string objectName, string message)",
        |this, args| disposed(this, args.at(0), args.text(1))
    ),
    method!(
        "System.ObjectDisposedException(string message, System.Exception innerException)",
        |this, args| made_with(this, Some(args.text(0)), args.at(1).clone())
    ),
];

fn disposed(this: &Value, name: &Value, message: &str) -> Value {
    let text = match name.as_str() {
        Some(name) if !name.is_empty() => format!("{message}\nObject name: '{name}'."),
        _ => message.to_owned(),
    };
    let made = made_with(this, Some(&text), Value::Null);
    set_note(&made, "ObjectName", name.clone());
    made
}

/// `AggregateException`.
pub(super) static AGGREGATE: &[Method] = &[
    method!("System.AggregateException()", |this, _| aggregate(
        this,
        None,
        Vec::new()
    )),
    method!("System.AggregateException(string message)", |this, args| {
        aggregate(this, Some(args.text(0)), Vec::new())
    }),
    method!(
        "System.AggregateException(string message, System.Exception innerException)",
        |this, args| aggregate(this, Some(args.text(0)), vec![args.at(1).clone()])
    ),
    method!(
        "System.AggregateException(Params System.Exception[] innerExceptions)",
        |this, args| Ok(aggregate(this, None, crate::enumerate::to_vec(args.at(0))?))
    ),
    method!(
        "System.AggregateException(string message, Params System.Exception[] innerExceptions)",
        |this, args| Ok(aggregate(
            this,
            Some(args.text(0)),
            crate::enumerate::to_vec(args.at(1))?
        ))
    ),
];

fn aggregate(this: &Value, message: Option<&str>, inner: Vec<Value>) -> Value {
    let mut text = message.map_or_else(
        || default_message(this.type_object()).to_string(),
        str::to_owned,
    );
    for one in &inner {
        text.push_str(&format!(" ({})", super::exception::message(one)));
    }
    let first = inner.first().cloned().unwrap_or_default();
    let made = made_with(this, Some(&text), first);
    set_note(
        &made,
        "InnerExceptions",
        crate::types::native::array_of(super::EXCEPTION, inner),
    );
    made
}

macro_rules! noted {
    ($constant:ident: $($name:literal as $signature:literal),* $(,)?) => {
        pub(super) static $constant: &[Property] = &[$(property!($signature, |this| note(this, $name))),*];
    };
}

noted!(ARGUMENT_PROPERTIES: "ParamName" as "string ParamName {get;}");
noted!(OUT_OF_RANGE_PROPERTIES: "ActualValue" as "System.Object ActualValue {get;}");
noted!(FILE_PROPERTIES: "FileName" as "string FileName {get;}");
noted!(DISPOSED_PROPERTIES: "ObjectName" as "string ObjectName {get;}");
noted!(AGGREGATE_PROPERTIES:
    "InnerExceptions" as "System.Collections.ObjectModel.ReadOnlyCollection[System.Exception] InnerExceptions {get;}",
);
noted!(NATIVE_EXIT_PROPERTIES:
    "Path" as "string Path {get;}",
    "ExitCode" as "int ExitCode {get;}",
    "ProcessId" as "int ProcessId {get;}",
);

/// `SessionStateException`.
pub(super) static SESSION_STATE_PROPERTIES: &[Property] = &[
    property!(
        "System.Management.Automation.ErrorRecord ErrorRecord {get;}",
        |this| own_record(this)
    ),
    property!("string ItemName {get;}", |this| note(this, "ItemName")),
    property!(
        "System.Management.Automation.SessionStateCategory SessionStateCategory {get;}",
        |this| super::enums::value(
            "System.Management.Automation.SessionStateCategory",
            item_category(this)
        )
    ),
];

/// What kind of item it is: what names none is a drive's.
fn item_category(this: &Value) -> i64 {
    const DRIVE: i64 = 4;
    match note(this, "SessionStateCategory") {
        Value::Int64(number) => number,
        _ => DRIVE,
    }
}

/// `CommandNotFoundException`.
pub(super) static COMMAND_NOT_FOUND_PROPERTIES: &[Property] = &[settable(
    "string CommandName {get;set;}",
    |this| Ok(note(this, "CommandName")),
    |this, value| {
        set_note(this, "CommandName", Value::Str(convert::to_str(&value)?));
        Ok(())
    },
)];

/// `RuntimeException`: its own record, and how it was thrown.
pub(super) static RUNTIME_PROPERTIES: &[Property] = &[
    property!(
        "System.Management.Automation.ErrorRecord ErrorRecord {get;}",
        |this| own_record(this)
    ),
    settable(
        "bool WasThrownFromThrowStatement {get;set;}",
        |this| {
            let known = note(this, "WasThrownFromThrowStatement");
            Ok(Value::Bool(convert::to_bool(&known)))
        },
        |this, value| {
            let value = Value::Bool(convert::to_bool(&value));
            set_note(this, "WasThrownFromThrowStatement", value);
            Ok(())
        },
    ),
];

fn own_record(this: &Value) -> Value {
    let known = note(this, "ErrorRecord");
    if !known.is_null() {
        return known;
    }
    let record = ErrorRecord::of(
        exception(
            e::PARENT_CONTAINS_ERROR_RECORD,
            super::exception::message(this),
        ),
        "RuntimeException",
        Category::NotSpecified,
        Value::Null,
    );
    let record: Value = ErrorObject::from(record).into();
    set_note(this, "ErrorRecord", record.clone());
    record
}

/// Gives a `RuntimeException` the record that it was raised with, so that it can tell of itself what the record tells.
pub(super) fn attach_record(error: &ErrorObject) {
    let is_runtime = error
        .exception
        .ty()
        .is_some_and(|ty| ty.chain().any(|ty| ty == e::RUNTIME));
    if !is_runtime || !note(&error.exception, "ErrorRecord").is_null() {
        return;
    }
    let record = ErrorRecord::of(
        exception(e::PARENT_CONTAINS_ERROR_RECORD, error.message()),
        error.id.clone(),
        error.category,
        error.target.clone(),
    );
    let mut state = error.state.lock().clone();
    if state.command.take().is_some() {
        // What a cmdlet wrote was placed after its exception was made.
        state = crate::error_record::ErrorState::default();
    }
    *record.state.lock() = state;
    set_note(
        &error.exception,
        "ErrorRecord",
        ErrorObject::from(record).into(),
    );
}

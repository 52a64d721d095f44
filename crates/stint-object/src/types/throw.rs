//! What .NET methods throw. A method call wraps it: `Exception calling "Substring" with "1" argument(s): "..."`.

use super::Type;
use super::system::exceptions;
use crate::error_record::{ErrorRecord, ExceptionData};
use crate::{Data, Flow, Lock, Str, Value};

/// An exception of a type with a message.
pub fn of(ty: Type, message: impl Into<Str>) -> Flow {
    ErrorRecord::thrown(crate::error_record::exception(ty, message)).into()
}

/// An exception with properties of its own (`ParamName`, `FileName`).
pub fn with(ty: Type, message: impl Into<Str>, properties: Vec<(Str, Value)>) -> Flow {
    let data = ExceptionData {
        message: message.into(),
        properties: Lock::new(properties),
        ..ExceptionData::default()
    };
    ErrorRecord::thrown(Value::object(ty, Data::Exception(Box::new(data)))).into()
}

/// An `ArgumentException`, perhaps with the parameter's name, which .NET adds to the message.
pub fn argument(message: &str, parameter: &str) -> Flow {
    named(exceptions::ARGUMENT, message, parameter)
}

/// An `ArgumentOutOfRangeException`.
pub fn argument_out_of_range(message: &str, parameter: &str) -> Flow {
    named(exceptions::ARGUMENT_OUT_OF_RANGE, message, parameter)
}

/// `ArgumentOutOfRangeException` with .NET's usual text.
pub fn index_out_of_range(parameter: &str) -> Flow {
    argument_out_of_range(
        "Index was out of range. Must be non-negative and less than the size of the collection.",
        parameter,
    )
}

/// `ArgumentOutOfRangeException` of a number below zero.
pub fn must_not_be_negative(parameter: &str, value: i64) -> Flow {
    actual_value(
        parameter,
        value,
        &format!("{parameter} ('{value}') must be a non-negative value."),
    )
}

/// `ArgumentOutOfRangeException` of a number above a limit.
pub fn must_not_be_greater(parameter: &str, value: i64, limit: i64) -> Flow {
    let message = format!("{parameter} ('{value}') must be less than or equal to '{limit}'.");
    actual_value(parameter, value, &message)
}

fn actual_value(parameter: &str, value: i64, message: &str) -> Flow {
    let actual = i32::try_from(value).map_or(Value::Int64(value), Value::Int32);
    with(
        exceptions::ARGUMENT_OUT_OF_RANGE,
        format!("{message} (Parameter '{parameter}')\nActual value was {value}."),
        vec![
            ("ParamName".into(), parameter.into()),
            ("ActualValue".into(), actual),
        ],
    )
}

/// `ArgumentNullException`.
pub fn argument_null(parameter: &str) -> Flow {
    named(
        exceptions::ARGUMENT_NULL,
        "Value cannot be null.",
        parameter,
    )
}

fn named(ty: Type, message: &str, parameter: &str) -> Flow {
    if parameter.is_empty() {
        return of(ty, message);
    }
    with(
        ty,
        format!("{message} (Parameter '{parameter}')"),
        vec![("ParamName".into(), parameter.into())],
    )
}

/// `FormatException`.
pub fn format(message: impl Into<Str>) -> Flow {
    of(exceptions::FORMAT, message)
}

/// `OverflowException`.
pub fn overflow(message: impl Into<Str>) -> Flow {
    of(exceptions::OVERFLOW, message)
}

/// `InvalidOperationException`.
pub fn invalid_operation(message: impl Into<Str>) -> Flow {
    of(exceptions::INVALID_OPERATION, message)
}

/// `DivideByZeroException`.
pub fn divide_by_zero() -> Flow {
    of(exceptions::DIVIDE_BY_ZERO, "Attempted to divide by zero.")
}

/// `NotSupportedException`.
pub fn not_supported(message: impl Into<Str>) -> Flow {
    of(exceptions::NOT_SUPPORTED, message)
}

/// The longest array that .NET makes.
const LONGEST_ARRAY: i32 = 0x7FFF_FFC7;

/// Refuses a capacity that .NET would not reserve.
pub fn unless_capacity(capacity: i32) -> crate::Result<()> {
    if capacity < 0 {
        return Err(argument_out_of_range(
            "Specified argument was out of the range of valid values.",
            "capacity",
        ));
    }
    if capacity > LONGEST_ARRAY {
        return Err(of(
            exceptions::OUT_OF_MEMORY,
            "Array dimensions exceeded supported range.",
        ));
    }
    Ok(())
}

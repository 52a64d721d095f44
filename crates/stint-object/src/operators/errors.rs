//! The errors of operators.

use crate::error_record::exception;
use crate::types::system::exceptions;
use crate::{Flow, Value, raise};

/// A type's name as operators' errors show it, `$null` for none.
pub(super) fn operand(value: &Value) -> &'static str {
    value.ty().map_or("$null", type_name)
}

/// What .NET calls the type of a value: a custom object is a `PSObject`.
pub(super) fn type_name(ty: crate::Type) -> &'static str {
    if ty == crate::types::system::PS_CUSTOM_OBJECT {
        "System.Management.Automation.PSObject"
    } else {
        ty.name()
    }
}

/// "The operation '[A] - [B]' is not defined."
#[cold]
pub(super) fn not_defined(left: &Value, symbol: &str, right: &Value) -> Flow {
    let (a, b) = (operand(left), operand(right));
    raise::runtime(
        "NotADefinedOperationForType",
        format!("The operation '[{a}] {symbol} [{b}]' is not defined."),
        left.clone(),
    )
}

/// "Attempted to divide by zero."
#[cold]
pub(super) fn divide_by_zero() -> Flow {
    raise::runtime_around(exception(
        exceptions::DIVIDE_BY_ZERO,
        "Attempted to divide by zero.",
    ))
}

/// .NET has no such coercion: what an enum with a decimal gives.
#[cold]
pub(super) fn no_coercion(from: &str, to: &str) -> Flow {
    raise::net(
        exceptions::INVALID_OPERATION,
        format!("No coercion operator is defined between types '{from}' and '{to}'."),
    )
}

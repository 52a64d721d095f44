//! `[type]` on a script's parameter: a cast with rules of its own for booleans and references.

use super::collection::{Collection, list_items};
use super::error::{specified, type_text};
use super::{convert, transform};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Result, Type, Value};

/// Converts a value to the type on a script's parameter: as a cast, but booleans only from booleans and numbers, `[ref]`
/// only from a reference, and for an advanced function no array to a string.
///
/// # Errors
/// The conversion's own error.
pub fn cast(ty: Type, value: Value, advanced: bool) -> Result<Value> {
    let referenced = transform::referenced(&value);
    if transform::is_reference(ty) {
        return match referenced {
            Some(_) => Ok(value),
            None => Err(invalid_cast(
                "InvalidCastExceptionReferenceTypeExpected",
                "Reference type is expected in argument.".into(),
            )),
        };
    }
    let value = referenced.unwrap_or(value);
    if advanced && ty == system::STRING && value.as_array().is_some() {
        return Err(invalid_cast(
            "InvalidCastFromAnyTypeToString",
            "Cannot convert value to type System.String.".into(),
        ));
    }
    check_boolean(ty, &value)?;
    if advanced && let Some(element) = Collection::of(ty).element() {
        match list_items(&value) {
            Some(items) => items
                .iter()
                .try_for_each(|item| check_boolean(element, item))?,
            None => check_boolean(element, &value)?,
        }
    }
    convert::to(&value, ty)
}

fn invalid_cast(id: &str, text: String) -> stint_object::Flow {
    ErrorRecord::new(
        id,
        Category::NotSpecified,
        exceptions::PS_INVALID_CAST,
        text,
    )
    .into()
}

/// Refuses what is neither boolean nor number where a boolean or switch is wanted.
///
/// # Errors
/// `InvalidCastExceptionUnsupportedParameterType`.
pub fn check_boolean(ty: Type, value: &Value) -> Result<()> {
    let nullable = is_nullable_boolean(ty);
    if !(ty == system::BOOLEAN || ty == system::SWITCH_PARAMETER || nullable) {
        return Ok(());
    }
    let refused = match value.ty() {
        None => ty == system::BOOLEAN,
        Some(actual) => {
            !(is_number(value)
                || actual == system::BOOLEAN
                || actual == system::SWITCH_PARAMETER
                || is_nullable_boolean(actual))
        }
    };
    if !refused {
        return Ok(());
    }
    Err(invalid_cast(
        "InvalidCastExceptionUnsupportedParameterType",
        format!(
            "Cannot convert value \"{}\" to type \"{}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.",
            type_text(specified(value)),
            ty.0.name()
        ),
    ))
}

pub(super) fn is_nullable_boolean(ty: Type) -> bool {
    ty.definition
        .is_some_and(|open| open.0.name() == "System.Nullable`1")
        && ty.arguments.first() == Some(&system::BOOLEAN)
}

/// What .NET's type codes call numeric: enums too, by their underlying number.
fn is_number(value: &Value) -> bool {
    match value.base() {
        Value::SByte(_)
        | Value::Byte(_)
        | Value::Int16(_)
        | Value::UInt16(_)
        | Value::Int32(_)
        | Value::UInt32(_)
        | Value::Int64(_)
        | Value::UInt64(_)
        | Value::Single(_)
        | Value::Double(_) => true,
        other => match other.data() {
            Some(Data::Decimal(_)) => true,
            Some(Data::Enum(_)) => other.ty() != Some(system::SWITCH_PARAMETER),
            _ => false,
        },
    }
}

/// The truth of a boolean, a switch or a number; nothing else has one here.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value.base() {
        Value::Bool(on) => Some(*on),
        Value::Single(number) => Some(*number != 0.0),
        Value::Double(number) => Some(*number != 0.0),
        other => match other.data() {
            Some(Data::Enum(number)) => Some(*number != 0),
            Some(Data::Decimal(number)) => Some(!number.is_zero()),
            _ => super::validate::whole(other)
                .filter(|_| is_number(other))
                .map(|number| number != 0),
        },
    }
}

//! `-is`, `-isnot`, `-as`.

use crate::convert;
use crate::object::Data;
use crate::types::system;
use crate::{Result, Type, Value, raise};

/// `value -is type`.
///
/// # Errors
/// When the right operand is no type and names none.
pub fn is(value: &Value, ty: &Value) -> Result<bool> {
    if ty.is_null() {
        return Err(raise::runtime(
            "IsOperatorRequiresType",
            "The right operand of '-is' must be a type.",
            Value::Null,
        ));
    }
    let ty = match ty.data() {
        Some(Data::Type(ty)) => *ty,
        _ => match convert::to(ty, system::TYPE) {
            Ok(converted) => type_of(&converted),
            Err(flow) => {
                return Err(match raise::exception_of(flow) {
                    Ok(inner) => raise::runtime_around(inner),
                    Err(other) => other,
                });
            }
        },
    };
    Ok(is_instance(value, ty))
}

/// `value -isnot type`.
///
/// # Errors
/// As for [`is`].
pub fn is_not(value: &Value, ty: &Value) -> Result<bool> {
    is(value, ty).map(|is| !is)
}

/// `value -as type`: null where there is no conversion.
///
/// # Errors
/// When the right operand is no type and names none.
pub fn as_type(value: &Value, ty: &Value) -> Result<Value> {
    let wanted = match ty.data() {
        Some(Data::Type(ty)) => *ty,
        _ if ty.is_null() => {
            return Err(raise::runtime(
                "AsOperatorRequiresType",
                "The right operand of '-as' must be a type.",
                Value::Null,
            ));
        }
        _ => type_of(&convert::to(ty, system::TYPE)?),
    };
    Ok(convert::try_to(value, wanted)?
        .unwrap_or_default()
        .or_null())
}

fn type_of(value: &Value) -> Type {
    match value.data() {
        Some(Data::Type(ty)) => *ty,
        _ => system::OBJECT,
    }
}

/// Whether a value is of a type, as `-is` and `catch` see it.
pub fn is_instance(value: &Value, ty: Type) -> bool {
    if value.is_null() {
        return false;
    }
    if ty == system::PS_OBJECT {
        return value.ty() == Some(system::PS_CUSTOM_OBJECT)
            || matches!(value, Value::Object(object) if matches!(object.data(), Data::Wrapped(_)));
    }
    convert::is_instance(value, ty)
}

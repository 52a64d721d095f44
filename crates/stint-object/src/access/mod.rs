//! Members of any value: finding, reading, setting, calling and listing them as PowerShell does.
//!
//! A member is looked for among those added to the object, the keys of a dictionary, type data, the .NET type's own
//! and last what every value has (`psobject`, `Count`); a collection without it gives what its elements have.

mod delegate;
pub mod enums;
pub mod errors;

pub(crate) mod index;
mod intrinsic;
mod listing;
mod magic;
mod method;
pub mod overload;
mod property;
pub mod ps_method;
pub mod ps_property;
pub mod psobject;
pub mod rank;
pub mod type_data;
pub mod type_names;

pub use delegate::call as call_delegate;
pub use index::{get_index, set_index};

pub use listing::{MemberView, members, static_members};
pub use method::{choose_constructor, construct, invoke_method, invoke_method_of, invoke_static};
pub use property::{get_property, get_static, read_member, set_property, set_static};
pub use ps_property::{PropertyKind, PropertyView, properties, property};
pub use type_names::type_names;

use crate::text::culture::Culture;
use crate::types::{Kind, MethodCall, Type, system};
use crate::{Data, Result, Str, Value};

/// The text of .NET's `ToString()`, through the type's own method.
///
/// # Errors
/// What a `ToString` written in script throws.
pub fn to_text(value: &Value) -> Result<Str> {
    match value.base() {
        Value::Null | Value::Nothing => Ok(Str::default()),
        Value::Str(text) => Ok(text.clone()),
        Value::Object(object) if object.ty() == system::PS_CUSTOM_OBJECT => {
            Ok(crate::string_form::net_text(value))
        }
        base => net_text(base),
    }
}

fn net_text(base: &Value) -> Result<Str> {
    let entries = base.ty().map_or(&[][..], |ty| ty.methods_named("ToString"));
    let plain = entries
        .iter()
        .find(|entry| entry.signature.parameters.is_empty());
    match plain.map(|entry| &entry.method.call) {
        Some(MethodCall::Native(call)) => {
            Ok(call(base, &[])?.as_str().cloned().unwrap_or_default())
        }
        Some(MethodCall::Body(body)) => Ok(body
            .invoke(base, &[])?
            .as_str()
            .cloned()
            .unwrap_or_default()),
        None => Ok(crate::string_form::net_text(base)),
    }
}

/// The text of a value in a format and culture (`IFormattable`), as `-f` and `String.Format` ask for it; a value that
/// knows no formats gives its plain text.
///
/// # Errors
/// `FormatException` for a format that the value does not know.
pub fn format_value(value: &Value, format: &str, culture: &'static Culture) -> Result<Str> {
    let base = value.base();
    let Some(ty) = base.ty() else {
        return Ok(Str::default());
    };
    let formatted = ty.methods_named("ToString").iter().find(|entry| {
        let parameters = &entry.signature.parameters;
        parameters.len() == 2 && parameters[0].ty.0 == "string"
    });
    if let Some(MethodCall::Native(call)) = formatted.map(|entry| &entry.method.call) {
        let provider = system::culture_info::value(culture);
        let format = if format.is_empty() {
            Value::Null
        } else {
            Value::str(format)
        };
        return Ok(call(base, &[format, provider])?
            .as_str()
            .cloned()
            .unwrap_or_default());
    }
    to_text(value)
}

/// `default(T)`: zero for value types, null for others.
pub fn default_of(ty: Type) -> Value {
    if !ty.is_value_type() || rank::nullable(ty).is_some() {
        return Value::Null;
    }
    if ty.is_enum() {
        return enums::value(ty, 0);
    }
    match ty {
        ty if ty == system::BOOLEAN => Value::Bool(false),
        ty if ty == system::CHAR => Value::Char(0),
        ty if ty == system::SBYTE => Value::SByte(0),
        ty if ty == system::BYTE => Value::Byte(0),
        ty if ty == system::INT16 => Value::Int16(0),
        ty if ty == system::UINT16 => Value::UInt16(0),
        ty if ty == system::INT32 => Value::Int32(0),
        ty if ty == system::UINT32 => Value::UInt32(0),
        ty if ty == system::INT64 => Value::Int64(0),
        ty if ty == system::UINT64 => Value::UInt64(0),
        ty if ty == system::SINGLE => Value::Single(0.0),
        ty if ty == system::DOUBLE => Value::Double(0.0),
        ty if ty == system::DECIMAL => {
            Value::object(ty, Data::Decimal(rust_decimal::Decimal::ZERO))
        }
        ty if ty == system::BIG_INTEGER => {
            Value::object(ty, Data::BigInt(num_bigint::BigInt::ZERO))
        }
        ty if ty == system::DATE_TIME => Value::object(
            ty,
            Data::DateTime(crate::text::ticks::DateTimeTicks::default()),
        ),
        ty if ty == system::TIME_SPAN => Value::object(ty, Data::TimeSpan(0)),
        ty if ty == system::GUID => Value::object(ty, Data::Guid(uuid::Uuid::nil())),
        // Other structs have a constructor without parameters in their table, if only for this.
        ty if ty.kind == Kind::Struct => construct_default(ty),
        _ => Value::Null,
    }
}

fn construct_default(ty: Type) -> Value {
    if ty.constructors.iter().any(|c| c.signature.ends_with("()")) {
        construct(ty, &[]).unwrap_or_default()
    } else {
        Value::Null
    }
}

/// The text of a value inside a definition: an object's properties as `@{a=1; b=2}`, else .NET's text.
fn note_text(value: &Value) -> Str {
    if value.ty() == Some(system::PS_CUSTOM_OBJECT) {
        let parts: Vec<String> = properties(value)
            .iter()
            .map(|view| {
                format!(
                    "{}={}",
                    view.name,
                    view.value()
                        .map(|value| note_text(&value))
                        .unwrap_or_default()
                )
            })
            .collect();
        return format!("@{{{}}}", parts.join("; ")).into();
    }
    to_text(value).unwrap_or_default()
}

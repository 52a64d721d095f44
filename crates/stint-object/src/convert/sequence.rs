//! Arrays and collections: element by element.

use super::figure::{Conversion, array_of};
use super::members::sequence_entry;
use super::{from_string, impossible, refused, to};
use crate::object::Data;
use crate::string_form::net_text;
use crate::types::system;
use crate::{Lock, Result, Type, Value, enumerate, raise};

/// One array to an array of another type.
pub(super) fn array_to_array(value: &Value, ty: Type) -> Result<Value> {
    let Some(element) = ty.element else {
        return Err(impossible(value, ty));
    };
    let items = value.as_array().map(crate::array::Array::to_vec);
    let items = items.unwrap_or_default();
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(to(&item, element)?.or_null());
    }
    Ok(Value::typed_array(ty, converted))
}

/// Any enumerable to an array.
pub(super) fn to_array(value: &Value, ty: Type) -> Result<Value> {
    if ty == system::ARRAY && value.as_array().is_some() {
        return Ok(value.clone());
    }
    let (array, element) = array_types(ty);
    let mut converted = Vec::new();
    for item in enumerate::to_vec(value)? {
        let item = to(&item, element).map_err(|flow| {
            from_string::wrap(flow, "InvalidCastExceptionEnumerableToArray", value, ty)
        })?;
        converted.push(item.or_null());
    }
    Ok(Value::typed_array(array, converted))
}

fn array_types(ty: Type) -> (Type, Type) {
    match ty.element {
        Some(element) => (ty, element),
        None => (array_of(system::OBJECT), system::OBJECT),
    }
}

/// One value to an array of one; if that fails, what else there is.
pub(super) fn scalar_to_array(
    value: &Value,
    ty: Type,
    fallback: Option<&Conversion>,
) -> Result<Value> {
    let (array, element) = array_types(ty);
    let flow = match to(value, element) {
        Ok(item) => return Ok(Value::typed_array(array, vec![item.or_null()])),
        Err(flow) => flow,
    };
    match fallback {
        Some(other) if raise::is_invalid_cast(&flow) => other.apply(value),
        _ => Err(from_string::wrap(
            flow,
            "InvalidCastExceptionScalarToArray",
            value,
            ty,
        )),
    }
}

/// A generic collection from its elements.
pub(super) fn construct(value: &Value, ty: Type, scalar: bool) -> Result<Value> {
    let (Some(entry), Some(element)) = (sequence_entry(ty), ty.arguments.first().copied()) else {
        return Err(impossible(value, ty));
    };
    let items = match value.as_array() {
        Some(array) if !scalar => {
            let mut items = Vec::with_capacity(array.len());
            for item in array.to_vec() {
                match super::try_to(item.base(), element)? {
                    Some(item) => items.push(item.or_null()),
                    None => return Err(impossible(value, ty)),
                }
            }
            items
        }
        _ if scalar => vec![value.clone()],
        _ => vec![to(value, element)?.or_null()],
    };
    let list = crate::types::registry::close(system::LIST, &[element]).unwrap_or(system::LIST);
    let argument = Value::object(list, Data::List(Lock::new(items)));
    from_string::call(entry, &[argument])
        .map_err(|flow| from_string::wrap(flow, "InvalidCastConstructorException", value, ty))
}

/// Several names to one enum.
pub(super) fn to_enum(value: &Value, ty: Type) -> Result<Value> {
    let mut names = Vec::new();
    for item in enumerate::to_vec(value)? {
        match item.as_str() {
            Some(text) => names.push(text.clone()),
            None => names.push(net_text(&to(&item, ty)?)),
        }
    }
    super::enumeration::from_str(ty, &names.join(","))
}

/// `StringCollection`.
pub(super) fn string_collection(value: &Value, ty: Type) -> Result<Value> {
    match to(value, array_of(system::STRING)) {
        Ok(array) => {
            let items = enumerate::to_vec(&array)?;
            Ok(Value::object(ty, Data::List(Lock::new(items))))
        }
        Err(_) => {
            let text = net_text(value);
            let inner = crate::error_record::exception(
                system::exceptions::ARGUMENT,
                format!("The value \"{text}\" cannot be converted to a string array."),
            );
            Err(refused(
                "InvalidCastToStringCollectionClass",
                &text,
                ty,
                inner,
            ))
        }
    }
}

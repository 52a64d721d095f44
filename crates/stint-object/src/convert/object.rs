//! Dictionaries and objects: to hashtables, custom objects, and objects made by a constructor or property by property.

use super::number::change_type;
use super::{from_string, impossible, refused};
use crate::dict::{Comparer, Dict, Order};
use crate::members::Member;
use crate::object::{Data, Object};
use crate::shape::Bag;
use crate::string_form::net_text;
use crate::types::signature::MethodEntry;
use crate::types::{registry, system};
use crate::{Lock, Result, Str, Type, Value, access, raise};

/// A dictionary as a new hashtable, whose keys compare by case.
pub(super) fn hashtable(value: &Value) -> Value {
    let mut dict = Dict::new(Comparer::Exact, Order::Buckets);
    if let Some(source) = value.as_dict() {
        for (key, value) in source.lock().iter() {
            dict.insert(key.clone(), value.clone());
        }
    }
    Value::object(system::HASHTABLE, Data::Dict(Lock::new(dict)))
}

/// A dictionary as a `pscustomobject`; a key `PSTypeName` becomes its first type name.
pub(super) fn custom(value: &Value) -> Result<Value> {
    let entries: Vec<(Value, Value)> = match value.as_dict() {
        Some(dict) => {
            let dict = dict.lock();
            dict.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
        }
        None => return Ok(value.clone()),
    };
    let mut bag = Bag::default();
    let mut names: Vec<Str> = Vec::new();
    for (key, value) in entries {
        let name = net_text(&key);
        match (&key, &value) {
            (Value::Str(_), Value::Str(text)) if name.eq_ignore_ascii_case("PSTypeName") => {
                names.insert(0, text.clone());
            }
            _ => {
                bag.set(&name, Member::Note(value));
            }
        }
    }
    let object = Object::with_members(system::PS_CUSTOM_OBJECT, Data::Custom, bag);
    if !names.is_empty() {
        names.extend(
            [
                "System.Management.Automation.PSCustomObject",
                "System.Object",
            ]
            .map(Str::from),
        );
        object.added().type_names = Some(Box::new(names));
    }
    Ok(Value::Object(object))
}

/// `[ref]`: needs the type that the engine declares.
pub(super) fn reference(value: &Value, ty: Type) -> Result<Value> {
    match ty.index().constructors.first() {
        Some(entry) => from_string::call(entry, std::slice::from_ref(value)),
        None => Err(impossible(value, ty)),
    }
}

/// XML from the value's string, its lines joined by line feeds.
pub(super) fn xml(value: &Value, ty: Type) -> Result<Value> {
    let text = crate::string_form::to_str_joined(value, "\n")?;
    let load = ty.methods_named("loadxml").first();
    let new = ty
        .index()
        .constructors
        .iter()
        .find(|entry| entry.signature.parameters.is_empty());
    let (Some(load), Some(new)) = (load, new) else {
        return Err(impossible(value, ty));
    };
    let document = from_string::call(new, &[])?;
    if text.trim().is_empty() {
        return Ok(document);
    }
    let loaded = match &load.method.call {
        crate::types::MethodCall::Native(call) => call(&document, &[Value::Str(text)]),
        crate::types::MethodCall::Body(body) => body.invoke(&document, &[Value::Str(text)]),
    };
    match loaded {
        Ok(_) => Ok(document),
        Err(flow) => Err(xml_failure(flow, value, ty)),
    }
}

/// PowerShell reads fragments too, and tells of an element that is not closed in other words.
fn xml_failure(flow: crate::Flow, value: &Value, ty: Type) -> crate::Flow {
    let unclosed = flow.error().is_some_and(|error| {
        error
            .message()
            .starts_with("Unexpected end of file has occurred.")
    });
    if !unclosed {
        return from_string::wrap(flow, "InvalidCastToXmlDocument", value, ty);
    }
    let inner = crate::error_record::exception(
        system::exceptions::XML,
        "Data at the root level is invalid. Line 1, position 1.",
    );
    refused("InvalidCastToXmlDocument", &net_text(value), ty, inner)
}

/// A script block as a delegate: the same block under the delegate's type.
pub(super) fn delegate(value: &Value, ty: Type) -> Result<Value> {
    match value.data() {
        // One that is a delegate of the kind already keeps the types that it was made with.
        Some(Data::ScriptBlock(_))
            if value.ty().is_some_and(|known| {
                known.definition.is_some() && known.definition == ty.definition
            }) =>
        {
            Ok(value.clone())
        }
        Some(Data::ScriptBlock(block)) => Ok(Value::object(ty, Data::ScriptBlock(block.clone()))),
        _ => Err(impossible(value, ty)),
    }
}

/// A constructor with one parameter.
pub(super) fn construct(value: &Value, ty: Type, entry: &MethodEntry) -> Result<Value> {
    let wanted = entry.signature.parameters[0].ty.resolve(entry.owner);
    let argument = if wanted.is_value_type() && value.ty() != Some(wanted) {
        change_type(value, wanted).unwrap_or_else(|_| value.clone())
    } else {
        value.base().clone()
    };
    from_string::call(entry, &[argument])
        .map_err(|flow| from_string::wrap(flow, "InvalidCastConstructorException", value, ty))
}

/// A cast operator.
pub(super) fn cast(value: &Value, ty: Type, entry: &MethodEntry) -> Result<Value> {
    let id = if entry.signature.name.eq_ignore_ascii_case("op_Implicit") {
        "InvalidCastTargetInvocationExceptionop_Implicit"
    } else {
        "InvalidCastTargetInvocationExceptionop_Explicit"
    };
    from_string::call(entry, &[value.base().clone()])
        .map_err(|flow| from_string::wrap(flow, id, value, ty))
}

/// A new object whose properties are set from a dictionary or from another object.
pub(super) fn from_properties(value: &Value, ty: Type) -> Result<Value> {
    let dict = value.as_dict().is_some();
    let entries = properties_of(value);
    let made = new_object(value, ty)?;
    for (name, item) in entries {
        if ty.property_named(&name).is_none() {
            return Err(unknown_property(value, &made, &name, dict));
        }
        access::set_property(&made, &name, item.or_null())
            .map_err(|flow| creation_error(flow, ty))?;
    }
    Ok(made)
}

fn properties_of(value: &Value) -> Vec<(Str, Value)> {
    if let Some(dict) = value.as_dict() {
        let dict = dict.lock();
        return dict.iter().map(|(k, v)| (net_text(k), v.clone())).collect();
    }
    match value {
        Value::Object(object) => {
            let added = object.added();
            added
                .bag
                .iter()
                .filter_map(|(name, member)| Some((name.clone(), member.note()?)))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn new_object(value: &Value, ty: Type) -> Result<Value> {
    let plain = ty
        .index()
        .constructors
        .iter()
        .find(|entry| entry.signature.parameters.is_empty());
    match plain {
        Some(entry) => from_string::call(entry, &[])
            .map_err(|flow| from_string::wrap(flow, "InvalidCastConstructorException", value, ty)),
        None if ty.is_enum() => Ok(super::enumeration::value(ty, 0)),
        None if super::figure::nullable(ty).is_some() => {
            let inner = crate::error_record::exception(
                system::exceptions::PS_ARGUMENT_NULL,
                "Cannot process argument because the value of argument \"obj\" is null. Change the value of argument \"obj\" to a non-null value.",
            );
            Err(refused(
                "InvalidCastConstructorException",
                &net_text(value),
                ty,
                inner,
            ))
        }
        None => default_struct(ty).ok_or_else(|| impossible(value, ty)),
    }
}

/// A property that the type does not have.
#[cold]
fn unknown_property(value: &Value, made: &Value, name: &str, dict: bool) -> crate::Flow {
    let ty = made.ty().unwrap_or(system::OBJECT);
    if !dict {
        let (_, message) = super::impossible_text(value, ty);
        let inner = crate::error_record::exception(system::exceptions::PS_INVALID_CAST, message);
        return refused(
            "InvalidCastConstructorException",
            &net_text(value),
            ty,
            inner,
        );
    }
    let settable: Vec<String> = access::properties(made)
        .iter()
        .filter(|property| property.is_settable())
        .map(|property| format!("[{} <{}>]", property.name, property.type_name()))
        .collect();
    let message = if settable.is_empty() {
        format!(
            "The property '{name}' was not found for the '{}' object. There is no settable property available.",
            ty.name()
        )
    } else {
        format!(
            "The property '{name}' was not found for the '{}' object. The settable properties are: {}.",
            ty.name(),
            settable.join(", ")
        )
    };
    let inner = crate::error_record::exception(system::exceptions::INVALID_OPERATION, message);
    creation_failed(ty, inner)
}

fn creation_error(flow: crate::Flow, ty: Type) -> crate::Flow {
    match raise::exception_of(flow) {
        Ok(outer) => {
            let inner = match outer.data() {
                Some(Data::Exception(data)) if !data.inner.is_null() => data.inner.clone(),
                _ => outer,
            };
            creation_failed(ty, inner)
        }
        Err(other) => other,
    }
}

fn creation_failed(ty: Type, inner: Value) -> crate::Flow {
    let why = raise::message_of(&inner);
    raise::invalid_cast_with(
        "ObjectCreationError",
        format!("Cannot create object of type \"{}\". {why}", ty.name()),
        inner,
    )
}

/// `CultureInfo.InvariantCulture`, null while no such type is declared.
pub(super) fn invariant_culture() -> Value {
    registry::lookup("System.Globalization.CultureInfo")
        .and_then(|ty| ty.static_property_named("invariantculture"))
        .and_then(|entry| (entry.property.get)(&Value::Null).ok())
        .unwrap_or_default()
}

/// A struct with nothing set.
pub(super) fn default_struct(ty: Type) -> Option<Value> {
    Some(match ty {
        _ if ty == system::DATE_TIME => Value::object(ty, Data::DateTime(Default::default())),
        _ if ty == system::TIME_SPAN => Value::object(ty, Data::TimeSpan(0)),
        _ if ty == system::GUID => Value::object(ty, Data::Guid(uuid::Uuid::nil())),
        _ if ty == system::BIG_INTEGER => Value::object(ty, Data::BigInt(num_bigint::BigInt::ZERO)),
        _ if ty == system::SWITCH_PARAMETER => Value::object(ty, Data::Enum(0)),
        _ => change_type(&Value::Int32(0), ty).ok()?,
    })
}

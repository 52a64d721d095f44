//! Strings to other types: numbers, types, and whatever has a `Parse` or a constructor for them.

use super::number::{self, Refusal, integer_type, integer_value};
use super::{impossible, refused};
use crate::raise;
use crate::string_form::net_text;
use crate::text::number_parse::{
    ParseFailure, string_to_big_integer, string_to_decimal, string_to_double, string_to_integer,
    string_to_single,
};
use crate::types::signature::MethodEntry;
use crate::types::{MethodCall, system};
use crate::{Result, Type, Value, ambient};

/// A string to a number, as `[int]'0x10'` does.
pub(super) fn number(value: &Value, ty: Type) -> Result<Value> {
    let Some(text) = value.as_str() else {
        return Err(impossible(value, ty));
    };
    parse_number(text, ty).map_err(|failure| {
        let id = if ty == system::DECIMAL {
            "InvalidCastFromStringToDecimal"
        } else if ty == system::DOUBLE || ty == system::SINGLE {
            "InvalidCastFromStringToDoubleOrSingle"
        } else {
            "InvalidCastFromStringToInteger"
        };
        let inner = Refusal::from(failure).into_exception();
        refused(id, text, ty, inner)
    })
}

fn parse_number(text: &str, ty: Type) -> std::result::Result<Value, ParseFailure> {
    if let Some(wanted) = integer_type(ty) {
        let number = string_to_integer(text, wanted)?;
        return Ok(integer_value(wanted, number).unwrap_or_default());
    }
    Ok(match ty {
        _ if ty == system::DOUBLE => Value::Double(string_to_double(text)?),
        _ if ty == system::SINGLE => Value::Single(string_to_single(text)?),
        _ if ty == system::DECIMAL => number::decimal(string_to_decimal(text)?),
        _ => number::big_integer(string_to_big_integer(text)?),
    })
}

/// A string to `char[]`.
pub(super) fn char_array(value: &Value, ty: Type) -> Value {
    let text = value.as_str().map_or("", |text| text.as_str());
    Value::typed_array(ty, text.encode_utf16().map(Value::Char).collect())
}

/// A string to a type.
pub(super) fn type_object(value: &Value, ty: Type) -> Result<Value> {
    let text = value.as_str().map_or("", |text| text.as_str());
    match ambient::type_named(text.trim()) {
        Some(found) => Ok(found.into()),
        None => {
            let (_, message) = super::impossible_text(value, ty);
            Err(raise::invalid_cast("InvalidCastFromStringToType", message))
        }
    }
}

/// A string to a type through its constructor that takes one, with an error id of its own.
pub(super) fn by_constructor(value: &Value, ty: Type, id: &'static str) -> Result<Value> {
    let entry = ty.index().constructors.iter().find(|entry| {
        let [parameter] = entry.signature.parameters.as_slice() else {
            return false;
        };
        parameter.ty.0 == "string"
    });
    let relative = ty.index().constructors.iter().find(|entry| {
        let parameters = entry.signature.parameters.as_slice();
        id.ends_with("Uri") && parameters.len() == 2 && parameters[1].ty.0.ends_with("UriKind")
    });
    let result = match (relative, entry) {
        (Some(entry), _) => {
            let kind = entry.signature.parameters[1].ty.resolve(entry.owner);
            let any = super::enumeration::value(kind, 0);
            call(entry, &[value.base().clone(), any])
        }
        (None, Some(entry)) => call(entry, &[value.base().clone()]),
        (None, None) => return Err(impossible(value, ty)),
    };
    result.map_err(|flow| wrap(flow, id, value, ty))
}

/// The static `Parse` of a type with parameters of these names.
pub(super) fn parse_entry(ty: Type, wanted: &[&str]) -> Option<&'static MethodEntry> {
    ty.static_methods_named("parse").iter().find(|entry| {
        let parameters = &entry.signature.parameters;
        entry.signature.is_static
            && parameters.len() == wanted.len()
            && parameters
                .iter()
                .zip(wanted)
                .all(|(parameter, wanted)| parameter.ty.0.trim_start_matches("System.") == *wanted)
    })
}

/// A string through the type's `Parse`.
pub(super) fn parse(value: &Value, ty: Type, culture: bool) -> Result<Value> {
    if ty == system::CHAR {
        let text = value.as_str().map_or("", |text| text.as_str());
        return number::one_char(text).map(Value::Char).ok_or_else(|| {
            let refusal = Refusal::new(
                system::exceptions::FORMAT,
                "String must be exactly one character long.",
            );
            refused(
                "InvalidCastParseTargetInvocation",
                text,
                ty,
                refusal.into_exception(),
            )
        });
    }
    let (wanted, id): (&[&str], _) = if culture {
        (
            &["string", "IFormatProvider"],
            "InvalidCastParseTargetInvocationWithFormatProvider",
        )
    } else {
        (&["string"], "InvalidCastParseTargetInvocation")
    };
    let Some(entry) = parse_entry(ty, wanted) else {
        return Err(impossible(value, ty));
    };
    let mut args = vec![value.base().clone()];
    if culture {
        args.push(crate::convert::object::invariant_culture());
    }
    call(entry, &args).map_err(|flow| wrap(flow, id, value, ty))
}

/// Calls a static method or a constructor with arguments that already fit.
pub(super) fn call(entry: &MethodEntry, args: &[Value]) -> Result<Value> {
    match &entry.method.call {
        MethodCall::Native(call) => call(&Value::from(entry.owner), args),
        MethodCall::Body(body) => body.invoke(&Value::from(entry.owner), args),
    }
}

/// The exception of a call, wrapped as a failed conversion.
pub(super) fn wrap(flow: crate::Flow, id: &'static str, value: &Value, ty: Type) -> crate::Flow {
    match raise::exception_of(flow) {
        Ok(inner) => refused(id, &net_text(value), ty, inner),
        Err(other) => other,
    }
}

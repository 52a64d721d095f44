//! Calling methods and constructors.

use super::overload::{Called, choose};
use super::{errors, magic, psobject, type_data};
use crate::members::Member;
use crate::script_block::Call;
use crate::types::signature::MethodEntry;
use crate::types::{MethodCall, Type, system};
use crate::{Flow, Result, Value, enumerate};

/// Calls a method: an added one, one of type data, the .NET type's, `ForEach`/`Where`, or that of each element.
///
/// # Errors
/// `MethodNotFound`, `MethodCountCouldNotFindBest`, `MethodArgumentConversionInvalidCastArgument`, or what the method
/// threw inside a `MethodInvocationException`.
pub fn invoke_method(value: &Value, name: &str, args: &[Value]) -> Result<Value> {
    if let Some(result) = own(value, name, args)? {
        return Ok(result);
    }
    if let Some(result) = magic::invoke(value, name, args) {
        return result;
    }
    let Some(ty) = value.base().ty() else {
        return Err(errors::method_on_null());
    };
    if enumerate::is_enumerable(value) {
        let mut results = Vec::new();
        if on_elements(value, name, args, &mut results)? {
            return Ok(Value::collected(results));
        }
    }
    Err(errors::method_not_found(&ty.full_name(), name))
}

/// The value's own method; `None` if it has none of that name.
fn own(value: &Value, name: &str, args: &[Value]) -> Result<Option<Value>> {
    if let Value::Object(object) = value {
        let member = object.added().bag.get(name).cloned();
        if let Some(member) = member
            && let Some(result) = call_member(value, name, &member, args)?
        {
            return Ok(Some(result));
        }
    }
    if let Some(member) = type_data::find(value, name)
        && let Some(result) = call_member(value, name, &member, args)?
    {
        return Ok(Some(result));
    }
    if let Value::Object(object) = value
        && args.is_empty()
        && name.eq_ignore_ascii_case("ToString")
        && let Some(text) = object.deserialized_text()
    {
        return Ok(Some(Value::Str(text)));
    }
    let base = value.base();
    let Some(ty) = base.ty() else { return Ok(None) };
    let entries = ty.methods_named(name);
    if !entries.is_empty() {
        return call(base, entries, name, args).map(Some);
    }
    if let Some(result) = accessor(base, ty, name, args) {
        return result.map(Some);
    }
    psobject::invoke(value, name, args)
}

/// `get_Length()` and `set_Capacity(5)`: the methods behind a property.
fn accessor(base: &Value, ty: Type, name: &str, args: &[Value]) -> Option<Result<Value>> {
    let (kind, rest) = (name.get(..4)?, name.get(4..)?);
    let entry = ty.property_named(rest)?;
    if kind.eq_ignore_ascii_case("get_") && args.is_empty() {
        return Some(entry.property.read(base));
    }
    let ([new], true) = (args, kind.eq_ignore_ascii_case("set_")) else {
        return None;
    };
    Some(super::set_property(base, rest, new.clone()).map(|()| Value::Nothing))
}

/// Calls a member that is a method; `None` if it is none.
pub(super) fn call_member(
    this: &Value,
    name: &str,
    member: &Member,
    args: &[Value],
) -> Result<Option<Value>> {
    match member {
        Member::ScriptMethod(method) => {
            let output = method
                .body
                .call(Call {
                    this: Some(this.clone()),
                    args,
                    ..Call::default()
                })
                .map_err(|flow| errors::script_method(name, args.len(), flow))?;
            Ok(Some(Value::collected(output)))
        }
        Member::CodeMethod(method) => match &method.call {
            MethodCall::Native(call) => call(this, args).map(Some),
            MethodCall::Body(body) => body.invoke(this, args).map(Some),
        },
        _ => Ok(None),
    }
}

/// Calls the method of each element; whether any had it. Elements that are collections without it are gone through.
fn on_elements(
    value: &Value,
    name: &str,
    args: &[Value],
    results: &mut Vec<Value>,
) -> Result<bool> {
    let mut found = false;
    let items = enumerate::to_vec(value)?;
    if items.is_empty() {
        return Ok(false);
    }
    for item in items {
        if item.is_null() {
            return Err(errors::method_on_null());
        }
        match own(&item, name, args)? {
            Some(Value::Nothing) => found = true,
            Some(result) => {
                found = true;
                if enumerate::is_enumerable(&result) {
                    results.extend(enumerate::to_vec(&result)?);
                } else {
                    results.push(result);
                }
            }
            None if enumerate::is_enumerable(&item) && on_elements(&item, name, args, results)? => {
                found = true
            }
            None => {
                let ty = item.base().ty().unwrap_or(system::OBJECT);
                return Err(errors::method_not_found(&ty.full_name(), name));
            }
        }
    }
    Ok(found)
}

/// Calls the best of some overloads.
pub(super) fn call(
    this: &Value,
    entries: &[MethodEntry],
    name: &str,
    args: &[Value],
) -> Result<Value> {
    let called = Called {
        written: name,
        own: entries.first().map_or(name, |entry| entry.signature.name),
    };
    let (entry, arguments) = choose(entries, args, called)?;
    run(this, entry, &arguments, called.own, args.len())
}

fn run(
    this: &Value,
    entry: &MethodEntry,
    arguments: &[Value],
    name: &str,
    count: usize,
) -> Result<Value> {
    let result = match &entry.method.call {
        MethodCall::Native(call) => {
            call(this, arguments).map_err(|flow| errors::invocation(name, count, flow))?
        }
        MethodCall::Body(body) => body.invoke(this, arguments)?,
    };
    Ok(if entry.signature.result.0 == "void" {
        Value::Nothing
    } else {
        result
    })
}

/// What a static member's function gets as `this`: nothing, except where the type that was named matters.
pub(super) fn static_this(owner: Type, named: Type) -> Value {
    if owner.arguments.is_empty() && owner == named && named.class.is_none() {
        Value::Null
    } else {
        Value::from(named)
    }
}

/// Calls a static method; `new` calls a constructor.
///
/// # Errors
/// As [`invoke_method`].
pub fn invoke_static(ty: Type, name: &str, args: &[Value]) -> Result<Value> {
    let entries = ty.static_methods_named(name);
    if entries.is_empty() {
        if name.eq_ignore_ascii_case("new") {
            return construct(ty, args);
        }
        let getter = name.get(..4).zip(name.get(4..));
        if let (Some((kind, rest)), true) = (getter, args.is_empty())
            && kind.eq_ignore_ascii_case("get_")
            && let Some(found) = super::get_static(ty, rest)?
        {
            return Ok(found);
        }
        return Err(errors::method_not_found(&ty.full_name(), name));
    }
    let called = Called {
        written: name,
        own: entries[0].signature.name,
    };
    let (entry, arguments) = choose(entries, args, called)?;
    run(
        &static_this(entry.owner, ty),
        entry,
        &arguments,
        called.own,
        args.len(),
    )
}

/// Makes an object: `[T]::new(...)`.
///
/// # Errors
/// As [`invoke_method`]; the constructor's name in texts is `.ctor`.
pub fn construct(ty: Type, args: &[Value]) -> Result<Value> {
    if let Some(element) = ty.element {
        return new_array(ty, element, args);
    }
    let entries = &ty.index().constructors;
    if args.is_empty()
        && ty.is_value_type()
        && !entries.iter().any(|e| e.signature.parameters.is_empty())
    {
        return Ok(super::default_of(ty));
    }
    if entries.is_empty() {
        return Err(
            if ty.class.is_none()
                && ty.kind == crate::types::Kind::Class
                && !ty.is(system::EXCEPTION)
            {
                errors::method_not_found(&ty.full_name(), "new")
            } else {
                errors::no_overload("new", args.len())
            },
        );
    }
    let called = Called {
        written: "new",
        own: ".ctor",
    };
    let (entry, arguments) = choose(entries, args, called)?;
    let this = Value::from(ty);
    match &entry.method.call {
        MethodCall::Native(call) => {
            call(&this, &arguments).map_err(|flow| errors::invocation(".ctor", args.len(), flow))
        }
        MethodCall::Body(body) => body.invoke(&this, &arguments),
    }
}

/// Which constructor some arguments mean, and the arguments as it wants them; `None` if the type declares none.
///
/// # Errors
/// As [`construct`].
pub fn choose_constructor(
    ty: Type,
    args: &[Value],
) -> Result<Option<(&'static MethodEntry, Vec<Value>)>> {
    let entries = &ty.index().constructors;
    if entries.is_empty() {
        return Ok(None);
    }
    let called = Called {
        written: "new",
        own: ".ctor",
    };
    choose(entries, args, called).map(Some)
}

/// Calls a method as a type declares it, whatever the object's own type says: `([Base]$this).Method()`.
///
/// # Errors
/// As [`invoke_method`].
pub fn invoke_method_of(ty: Type, value: &Value, name: &str, args: &[Value]) -> Result<Value> {
    let entries = ty.methods_named(name);
    if entries.is_empty() {
        return invoke_method(value, name, args);
    }
    call(value.base(), entries, name, args)
}

/// `[int[]]::new(5)`, `[int[,]]::new(2, 3)`.
fn new_array(ty: Type, element: Type, args: &[Value]) -> Result<Value> {
    if args.len() != ty.rank as usize {
        return Err(errors::no_overload("new", args.len()));
    }
    let mut lengths = Vec::with_capacity(args.len());
    for arg in args {
        match crate::convert::to(arg, system::INT32) {
            Ok(Value::Int32(length)) if length >= 0 => lengths.push(length as usize),
            Ok(_) => {
                let flow = crate::types::throw::of(
                    system::exceptions::OVERFLOW,
                    "Arithmetic operation resulted in an overflow.",
                );
                return Err(errors::invocation(".ctor", args.len(), flow));
            }
            Err(Flow::Error(error)) => {
                return Err(errors::argument_conversion(
                    "0",
                    arg,
                    ".ctor",
                    system::INT32,
                    &error,
                ));
            }
            Err(other) => return Err(other),
        }
    }
    let items = vec![super::default_of(element); lengths.iter().product()];
    Ok(if lengths.len() == 1 {
        Value::typed_array(ty, items)
    } else {
        Value::object(
            ty,
            crate::Data::Array(crate::array::Array::with_dimensions(items, lengths)),
        )
    })
}

//! `System.Exception`, whose members every exception has.

use super::exception_kinds;
use crate::dict::{Comparer, Dict, Order};
use crate::error_record::ExceptionData;
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Kind, Method, Property, TypeInfo, settable};
use crate::{Data, Lock, Result, Str, Value, convert};

fn data(this: &Value) -> Option<&ExceptionData> {
    match this.data()? {
        Data::Exception(data) => Some(data),
        Data::Instance(_, Some(base)) => data(base),
        _ => None,
    }
}

/// A fresh exception of the type that a constructor stands in.
pub(super) fn made_with(this: &Value, message: Option<&str>, inner: Value) -> Value {
    let ty = this.type_object();
    let message: Str = message.map_or_else(|| exception_kinds::default_message(ty), Into::into);
    Value::object(
        ty,
        Data::Exception(Box::new(ExceptionData {
            message,
            inner,
            ..ExceptionData::default()
        })),
    )
}

/// The constructors that every exception type has unless it says otherwise.
pub(super) static CONSTRUCTORS: &[Method] = &[
    method!("System.Exception()", |this, _| made_with(
        this,
        None,
        Value::Null
    )),
    method!("System.Exception(string message)", |this, args| made_with(
        this,
        Some(args.text(0)),
        Value::Null
    )),
    method!(
        "System.Exception(string message, System.Exception innerException)",
        |this, args| made_with(this, Some(args.text(0)), args.at(1).clone())
    ),
];

fn innermost(this: &Value) -> Value {
    let mut exception = this.clone();
    while let Some(inner) = data(&exception)
        .map(|data| data.inner.clone())
        .filter(|inner| !inner.is_null())
    {
        exception = inner;
    }
    exception
}

/// `Type: message`, and the inner ones behind arrows.
fn text(this: &Value) -> String {
    crate::string_form::exception_chain(this, false)
}

fn extra(this: &Value) -> Value {
    let Some(data) = data(this) else {
        return Value::Null;
    };
    let mut extra = data.extra.lock();
    extra
        .get_or_insert_with(|| {
            let ty = crate::types::registry::lookup("System.Collections.ListDictionaryInternal")
                .unwrap_or(super::HASHTABLE);
            Value::object(
                ty,
                Data::Dict(Lock::new(Dict::new(Comparer::Exact, Order::Added))),
            )
        })
        .clone()
}

pub(super) fn note(this: &Value, name: &str) -> Value {
    data(this)
        .and_then(|data| {
            data.properties
                .lock()
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        })
        .unwrap_or_default()
}

pub(super) fn set_note(this: &Value, name: &str, value: Value) {
    if let Some(data) = data(this) {
        let mut properties = data.properties.lock();
        match properties.iter_mut().find(|(known, _)| known == name) {
            Some(entry) => entry.1 = value,
            None => properties.push((name.into(), value)),
        }
    }
}

fn set_text(this: &Value, name: &str, value: &Value) -> Result<()> {
    set_note(this, name, Value::Str(convert::to_str(value)?));
    Ok(())
}

/// `Message`.
pub(super) fn message(this: &Value) -> Str {
    data(this)
        .map(|data| data.message.clone())
        .unwrap_or_default()
}

static METHODS: &[Method] = &[
    method!("System.Exception GetBaseException()", |this, _| innermost(
        this
    )),
    method!("string ToString()", |this, _| text(this)),
];

static PROPERTIES: &[Property] = &[
    property!("System.Reflection.MethodBase TargetSite {get;}", |_| {
        Value::Null
    }),
    property!("string Message {get;}", |this| data(this)
        .map(|data| data.message.clone())),
    property!("System.Collections.IDictionary Data {get;}", |this| extra(
        this
    )),
    property!("System.Exception InnerException {get;}", |this| data(this)
        .map(|data| data.inner.clone())),
    settable(
        "string HelpLink {get;set;}",
        |this| Ok(note(this, "HelpLink")),
        |this, value| set_text(this, "HelpLink", &value),
    ),
    settable(
        "string Source {get;set;}",
        |this| Ok(note(this, "Source")),
        |this, value| set_text(this, "Source", &value),
    ),
    settable(
        "int HResult {get;set;}",
        |this| {
            let known = note(this, "HResult");
            Ok(if known.is_null() {
                Value::Int32(exception_kinds::h_result(this.ty()))
            } else {
                known
            })
        },
        |this, value| {
            set_note(this, "HResult", value);
            Ok(())
        },
    ),
    property!("string StackTrace {get;}", |this| data(this)
        .and_then(|data| data.stack_trace.lock().clone())),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::new(Kind::Class, "System.Exception")
    .base(super::OBJECT)
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

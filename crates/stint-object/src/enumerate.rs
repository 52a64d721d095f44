//! What PowerShell enumerates in a pipeline, and the iterator over it.
//!
//! Arrays, lists and enumerators are; strings, dictionaries and XML nodes are not. No lock is held between two elements, so script code
//! may run then, and may change what is enumerated: an array shows the change, a list of another length is an error, as in .NET.

use crate::error_record::exception;
use crate::object::{Data, Obj};
use crate::types::system::exceptions;
use crate::types::{Method, Property, TypeInfo, method, property};
use crate::{Lock, Result, Type, Value, raise};

/// The elements of something enumerable, one at a time.
pub struct Items(Source);

enum Source {
    Empty,
    Array(Obj, usize),
    List(Obj, usize, usize),
    Snapshot(std::vec::IntoIter<Value>),
    Enumerator(Obj),
}

/// The elements of a value, or `None` if PowerShell takes it as one object.
///
/// # Errors
/// When the collection cannot be enumerated now.
pub fn items(value: &Value) -> Result<Option<Items>> {
    let object = match value.base() {
        Value::Nothing => return Ok(Some(Items(Source::Empty))),
        Value::Object(object) => object,
        _ => return Ok(None),
    };
    Ok(match object.data() {
        Data::Array(_) => Some(Items(Source::Array(object.clone(), 0))),
        Data::List(list) => {
            let len = list.lock().len();
            Some(Items(Source::List(object.clone(), 0, len)))
        }
        Data::Opaque(payload) => {
            if value.payload::<Enumerator>().is_some() {
                Some(Items(Source::Enumerator(object.clone())))
            } else {
                payload
                    .items()
                    .map(|items| Items(Source::Snapshot(items.into_iter())))
            }
        }
        _ => None,
    })
}

/// Whether PowerShell enumerates a value.
pub fn is_enumerable(value: &Value) -> bool {
    match value.base() {
        Value::Nothing => true,
        Value::Object(object) => match object.data() {
            Data::Array(_) | Data::List(_) => true,
            Data::Opaque(payload) => payload.is_enumerable(),
            _ => false,
        },
        _ => false,
    }
}

/// All elements as they are now; a value that is not enumerated is its own only element, and null is none.
///
/// # Errors
/// As for [`items`].
pub fn to_vec(value: &Value) -> Result<Vec<Value>> {
    if let Some(array) = value.as_array() {
        return Ok(array.to_vec());
    }
    match items(value)? {
        Some(items) => items.collect(),
        None if value.is_null() => Ok(Vec::new()),
        None => Ok(vec![value.clone()]),
    }
}

/// How many elements an enumeration gives: `None` if the value is not enumerated or does not know without being used up.
pub fn count(value: &Value) -> Option<usize> {
    match value.base() {
        Value::Nothing => Some(0),
        Value::Object(object) => match object.data() {
            Data::Array(array) => Some(array.len()),
            Data::List(list) => Some(list.lock().len()),
            Data::Opaque(payload) if value.payload::<Enumerator>().is_none() => {
                payload.items().map(|items| items.len())
            }
            _ => None,
        },
        _ => None,
    }
}

impl Iterator for Items {
    type Item = Result<Value>;

    #[inline]
    fn next(&mut self) -> Option<Result<Value>> {
        match &mut self.0 {
            Source::Array(object, at) => {
                let Data::Array(array) = object.data() else {
                    return None;
                };
                let item = array.get(*at)?;
                *at += 1;
                Some(Ok(item))
            }
            Source::List(object, at, len) => {
                let Data::List(list) = object.data() else {
                    return None;
                };
                let list = list.lock();
                if list.len() != *len {
                    return Some(Err(modified()));
                }
                let item = list.get(*at)?.clone();
                *at += 1;
                Some(Ok(item))
            }
            Source::Snapshot(items) => items.next().map(Ok),
            Source::Enumerator(object) => {
                let Data::Opaque(payload) = object.data() else {
                    return None;
                };
                let enumerator = payload.as_any().downcast_ref::<Enumerator>()?;
                enumerator.advance().transpose()
            }
            Source::Empty => None,
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Source::Array(object, at) => match object.data() {
                Data::Array(array) => (0, Some(array.len().saturating_sub(*at))),
                _ => (0, None),
            },
            Source::Snapshot(items) => items.size_hint(),
            Source::List(_, at, len) => (0, Some(len.saturating_sub(*at))),
            Source::Enumerator(_) => (0, None),
            Source::Empty => (0, Some(0)),
        }
    }
}

/// "Collection was modified", as a pipeline or `foreach` reports it.
#[cold]
fn modified() -> crate::Flow {
    const TEXT: &str = "Collection was modified; enumeration operation may not execute.";
    raise::runtime_with(
        "BadEnumeration",
        format!("An error occurred while enumerating through a collection: {TEXT}."),
        Value::Null,
        exception(exceptions::INVALID_OPERATION, TEXT),
    )
}

/// The payload of an `IEnumerator`: `$input`, and what `GetEnumerator()` gives.
pub struct Enumerator {
    state: Lock<State>,
}

struct State {
    all: Vec<Value>,
    /// Behind the current element; 0 before the first.
    next: usize,
    current: Value,
}

impl crate::object::Opaque for Enumerator {
    fn is_enumerable(&self) -> bool {
        true
    }
}

impl Enumerator {
    fn advance(&self) -> Result<Option<Value>> {
        let mut state = self.state.lock();
        let item = state.all.get(state.next).cloned();
        if item.is_some() {
            state.next += 1;
        }
        state.current = item.clone().unwrap_or_default();
        Ok(item)
    }
}

/// An enumerator over values, of the type that `$input` has.
pub fn enumerator(items: Vec<Value>) -> Value {
    enumerator_of(ARRAY_LIST_ENUMERATOR, items)
}

/// An enumerator over values, of a given type.
pub fn enumerator_of(ty: Type, items: Vec<Value>) -> Value {
    Value::Object(crate::Object::opaque(
        ty,
        Enumerator {
            state: Lock::new(State {
                all: items,
                next: 0,
                current: Value::Null,
            }),
        },
    ))
}

/// `System.Collections.IEnumerator`.
pub const I_ENUMERATOR: Type = crate::types::system::interfaces::IENUMERATOR;

/// What `$input` is.
pub const ARRAY_LIST_ENUMERATOR: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Collections.ArrayList+ArrayListEnumeratorSimple")
            .interfaces(&[I_ENUMERATOR])
            .methods(&ENUMERATOR_METHODS)
            .properties(&ENUMERATOR_PROPERTIES);
    Type(&INFO)
};

static ENUMERATOR_METHODS: [Method; 3] = [
    method("bool MoveNext()", |this, _| {
        let Some(enumerator) = this.payload::<Enumerator>() else {
            return Ok(Value::Bool(false));
        };
        Ok(Value::Bool(enumerator.advance()?.is_some()))
    }),
    method("void Reset()", |this, _| {
        if let Some(enumerator) = this.payload::<Enumerator>() {
            let mut state = enumerator.state.lock();
            state.next = 0;
            state.current = Value::Null;
        }
        Ok(Value::Nothing)
    }),
    method("System.Object Clone()", |this, _| {
        let Some(enumerator) = this.payload::<Enumerator>() else {
            return Ok(Value::Null);
        };
        let state = enumerator.state.lock();
        let copy = Enumerator {
            state: Lock::new(State {
                all: state.all.clone(),
                next: state.next,
                current: state.current.clone(),
            }),
        };
        let ty = this.ty().unwrap_or(ARRAY_LIST_ENUMERATOR);
        Ok(Value::Object(crate::Object::opaque(ty, copy)))
    }),
];

static ENUMERATOR_PROPERTIES: [Property; 1] = [property("System.Object Current {get;}", |this| {
    Ok(this
        .payload::<Enumerator>()
        .map(|enumerator| enumerator.state.lock().current.clone())
        .unwrap_or_default())
})];

//! Collections: which types take several values, and how values are put into them.

use super::coerce::coerce;
use super::convert;
use super::error::{Bound, Problem};
use super::value::Subject;
use stint_object::types::{registry, system};
use stint_object::{Data, Lock, Object, Type, Value};

/// What collection a parameter's type is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Collection {
    /// None: one value.
    No,
    /// `T[]`.
    Array(Type),
    /// `ArrayList`, `Collection<T>`: what is created empty and added to.
    List(Option<Type>),
    /// `List<T>` and other `ICollection<T>`.
    Generic(Type),
}

impl Collection {
    /// What a type is.
    pub fn of(ty: Type) -> Self {
        if let Some(element) = ty.element {
            return Self::Array(element);
        }
        if ty == system::ARRAY_LIST {
            return Self::List(None);
        }
        let open = ty.definition.map_or("", |open| open.0.name());
        match (open, ty.arguments) {
            ("System.Collections.ObjectModel.Collection`1", [element]) => {
                Self::List(Some(*element))
            }
            (
                "System.Collections.Generic.List`1"
                | "System.Collections.Generic.HashSet`1"
                | "System.Collections.Generic.SortedSet`1"
                | "System.Collections.Generic.LinkedList`1",
                [element],
            ) => Self::Generic(*element),
            _ => Self::No,
        }
    }

    /// The type of an element, where it has one.
    pub fn element(self) -> Option<Type> {
        match self {
            Self::Array(ty) | Self::Generic(ty) | Self::List(Some(ty)) => Some(ty),
            Self::No | Self::List(None) => None,
        }
    }

    /// Whether it is one.
    pub fn is(self) -> bool {
        self != Self::No
    }
}

/// The elements of what .NET calls an `IList`: arrays and lists, no dictionaries, no strings.
pub(crate) fn list_items(value: &Value) -> Option<Vec<Value>> {
    match value.data()? {
        Data::Array(array) => Some(array.to_vec()),
        Data::List(items) => {
            let name = value.ty().map_or("", |ty| ty.0.name());
            let sequence = [
                "System.Collections.Stack",
                "System.Collections.Queue",
                "System.Collections.Generic.Stack",
                "System.Collections.Generic.Queue",
            ];
            (!sequence.iter().any(|start| name.starts_with(start))).then(|| items.lock().clone())
        }
        _ => None,
    }
}

/// Puts a value, or the elements of a list, into a collection of a type, each converted.
pub(crate) fn encode(
    subject: &Subject<'_>,
    ty: Type,
    collection: Collection,
    value: &Value,
) -> Bound<Value> {
    let items = list_items(value).unwrap_or_else(|| vec![value.clone()]);
    let items = match collection.element() {
        None => items,
        Some(element) => items
            .into_iter()
            .map(|item| coerce(subject, element, Collection::of(element), Some(&item)))
            .collect::<Bound<_>>()?,
    };
    build(subject, ty, collection, items)
}

/// Puts a value into a collection as it is; `None` if something would have to be converted.
pub(crate) fn encode_as_is(ty: Type, collection: Collection, value: &Value) -> Option<Value> {
    let items = list_items(value).unwrap_or_else(|| vec![value.clone()]);
    if let Some(element) = collection.element() {
        let fits = |item: &Value| {
            item.ty()
                .is_none_or(|actual| is_class_or_base(actual, element))
        };
        if !items.iter().all(fits) {
            return None;
        }
    }
    match collection {
        Collection::Array(_) => Some(Value::typed_array(ty, items)),
        // Sets and linked lists are no lists inside: their own constructor takes the elements.
        Collection::Generic(_) if ty.definition != Some(system::LIST) => None,
        _ => Some(Value::Object(Object::new(ty, Data::List(Lock::new(items))))),
    }
}

/// The type itself or one it derives from; interfaces do not count here.
fn is_class_or_base(actual: Type, wanted: Type) -> bool {
    actual.chain().any(|ty| ty == wanted)
}

fn build(
    subject: &Subject<'_>,
    ty: Type,
    collection: Collection,
    items: Vec<Value>,
) -> Bound<Value> {
    match collection {
        Collection::Array(_) => Ok(Value::typed_array(ty, items)),
        Collection::List(_) if ty == system::ARRAY_LIST => {
            Ok(Value::Object(Object::new(ty, Data::List(Lock::new(items)))))
        }
        _ => {
            let array = collection
                .element()
                .map_or_else(system::object_array, |element| {
                    registry::array_of(element, 1)
                });
            let specified = Some(array);
            convert::to(&Value::typed_array(array, items), ty).map_err(|flow| match super::error::message(&flow) {
                None => flow.into(),
                Some((text, inner)) => Problem::new(
                    "CannotConvertArgument",
                    format!("Cannot convert 'null' to the type '{}' required by parameter '{}'. {text}", ty.0.name(), subject.name),
                )
                .parameter(subject.name)
                .types(ty, specified)
                .inner(inner)
                .into(),
            })
        }
    }
}

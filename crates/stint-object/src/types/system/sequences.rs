//! Queues, stacks, bags and linked lists, generic, plain and concurrent: values in a row, taken from either end.

use super::interfaces as i;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::{Method, Property, Type, TypeInfo, declare, join, throw};
use crate::{Lock, Result, Value, dict, enumerate};
use std::collections::VecDeque;

/// The payload: the front is what is enumerated first.
pub struct Sequence(pub Lock<VecDeque<Value>>);

impl Opaque for Sequence {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        Some(self.0.lock().iter().cloned().collect())
    }
}

fn made(ty: Type, items: impl IntoIterator<Item = Value>) -> Value {
    Value::Object(Object::opaque(
        ty,
        Sequence(Lock::new(items.into_iter().collect())),
    ))
}

/// An empty one of a type, to be filled later: objects that come over the wire may refer to themselves.
pub fn empty(ty: Type) -> crate::Obj {
    Object::opaque(ty, Sequence(Lock::new(VecDeque::new())))
}

/// Fills one with items, the front first.
pub fn fill(object: &crate::Obj, items: Vec<Value>) {
    if let Some(sequence) = Value::Object(object.clone()).payload::<Sequence>() {
        let old = std::mem::replace(&mut *sequence.0.lock(), items.into());
        drop(old);
    }
}

fn of(this: &Value) -> Result<&Lock<VecDeque<Value>>> {
    this.payload::<Sequence>()
        .map(|sequence| &sequence.0)
        .ok_or_else(|| throw::argument_null("this"))
}

fn element(this: &Value) -> Type {
    this.ty()
        .and_then(|ty| ty.arguments.first().copied())
        .unwrap_or(super::OBJECT)
}

fn collection(args: &[Value], parameter: &str) -> Result<Vec<Value>> {
    if args.at(0).is_null() {
        return Err(throw::argument_null(parameter));
    }
    enumerate::to_vec(args.at(0))
}

fn capacity(args: &[Value], parameter: &str) -> Result<()> {
    if args.int(0) < 0 {
        return Err(throw::argument_out_of_range(
            "Non-negative number required.",
            parameter,
        ));
    }
    Ok(())
}

fn taken(this: &Value, what: &str) -> Result<Value> {
    of(this)?
        .lock()
        .pop_front()
        .ok_or_else(|| throw::invalid_operation(format!("{what} empty.")))
}

fn front(this: &Value, what: &str) -> Result<Value> {
    of(this)?
        .lock()
        .front()
        .cloned()
        .ok_or_else(|| throw::invalid_operation(format!("{what} empty.")))
}

fn try_take(this: &Value, place: Option<&Value>) -> Result<bool> {
    let found = of(this)?.lock().pop_front();
    let known = found.is_some();
    super::ps_reference::set(place, found.unwrap_or_default());
    Ok(known)
}

fn try_peek(this: &Value, place: Option<&Value>) -> Result<bool> {
    let found = of(this)?.lock().front().cloned();
    let known = found.is_some();
    super::ps_reference::set(place, found.unwrap_or_default());
    Ok(known)
}

/// What all of them have.
const COMMON: &[Method] = &[
    method!("void Clear()", |this, _| {
        let old = std::mem::take(&mut *of(this)?.lock());
        drop(old);
    }),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| enumerate::enumerator(this.items())
    ),
];

const COUNT: &[Property] = &[property!("int Count {get;}", |this| of(this)?.lock().len())];

const PLAIN_PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| of(this)?.lock().len()),
    property!("bool IsSynchronized {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
];

const PLAIN: &[Method] = &[
    method!("System.Object Clone()", |this, _| made(
        this.ty().unwrap_or(QUEUE),
        this.items()
    )),
    method!("bool Contains(System.Object obj)", |this, args| this
        .items()
        .iter()
        .any(|item| dict::equals(item, args.at(0)))),
    method!("void CopyTo(array array, int index)", |this, args| {
        super::lists::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!("System.Object[] ToArray()", |this, _| Value::array(
        this.items()
    )),
];

const GENERIC: &[Method] = &[
    method!("bool Contains(T item)", |this, args| this
        .items()
        .iter()
        .any(|item| dict::equals(item, args.at(0)))),
    method!("void CopyTo(T[] array, int arrayIndex)", |this, args| {
        super::lists::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!("T[] ToArray()", |this, _| array_of(
        element(this),
        this.items()
    )),
    method!("void TrimExcess()", |_, _| ()),
    method!("int EnsureCapacity(int capacity)", |this, args| {
        capacity(args, "capacity")?;
        (of(this)?.lock().len() as i32).max(args.int(0))
    }),
];

const QUEUE_METHODS: &[Method] = &[
    method!("void Enqueue(System.Object obj)", |this, args| of(this)?
        .lock()
        .push_back(args.at(0).clone())),
    method!("System.Object Dequeue()", |this, _| taken(this, "Queue")),
    method!("System.Object Peek()", |this, _| front(this, "Queue")),
    method!("void TrimToSize()", |_, _| ()),
    method!(
        "static System.Collections.Queue Synchronized(System.Collections.Queue queue)",
        |_, args| args.at(0).clone()
    ),
];

const STACK_METHODS: &[Method] = &[
    method!("void Push(System.Object obj)", |this, args| of(this)?
        .lock()
        .push_front(args.at(0).clone())),
    method!("System.Object Pop()", |this, _| taken(this, "Stack")),
    method!("System.Object Peek()", |this, _| front(this, "Stack")),
    method!(
        "static System.Collections.Stack Synchronized(System.Collections.Stack stack)",
        |_, args| args.at(0).clone()
    ),
];

const GENERIC_QUEUE_METHODS: &[Method] = &[
    method!("void Enqueue(T item)", |this, args| of(this)?
        .lock()
        .push_back(args.at(0).clone())),
    method!("T Dequeue()", |this, _| taken(this, "Queue")),
    method!("T Peek()", |this, _| front(this, "Queue")),
    method!("bool TryDequeue([ref] T result)", |this, args| try_take(
        this,
        args.first()
    )),
    method!("bool TryPeek([ref] T result)", |this, args| try_peek(
        this,
        args.first()
    )),
];

const GENERIC_STACK_METHODS: &[Method] = &[
    method!("void Push(T item)", |this, args| of(this)?
        .lock()
        .push_front(args.at(0).clone())),
    method!("T Pop()", |this, _| taken(this, "Stack")),
    method!("T Peek()", |this, _| front(this, "Stack")),
    method!("bool TryPop([ref] T result)", |this, args| try_take(
        this,
        args.first()
    )),
    method!("bool TryPeek([ref] T result)", |this, args| try_peek(
        this,
        args.first()
    )),
];

const CONCURRENT: &[Method] = &[
    method!("void CopyTo(T[] array, int index)", |this, args| {
        super::lists::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!("T[] ToArray()", |this, _| array_of(
        element(this),
        this.items()
    )),
    method!("bool TryPeek([ref] T result)", |this, args| try_peek(
        this,
        args.first()
    )),
];

const CONCURRENT_PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| of(this)?.lock().len()),
    property!("bool IsEmpty {get;}", |this| of(this)?.lock().is_empty()),
];

const CONCURRENT_QUEUE_METHODS: &[Method] = &[
    method!("void Enqueue(T item)", |this, args| of(this)?
        .lock()
        .push_back(args.at(0).clone())),
    method!("bool TryDequeue([ref] T result)", |this, args| try_take(
        this,
        args.first()
    )),
];

const CONCURRENT_STACK_METHODS: &[Method] = &[
    method!("void Push(T item)", |this, args| of(this)?
        .lock()
        .push_front(args.at(0).clone())),
    method!("bool TryPop([ref] T result)", |this, args| try_take(
        this,
        args.first()
    )),
];

const BAG_METHODS: &[Method] = &[
    method!("void Add(T item)", |this, args| of(this)?
        .lock()
        .push_front(args.at(0).clone())),
    method!("bool TryTake([ref] T result)", |this, args| try_take(
        this,
        args.first()
    )),
];

/// The constructors that all of them share: empty, and from a collection; a stack turns it round.
macro_rules! constructors {
    ($constant:ident = $name:literal, $capacity:literal, $collection:literal, $parameter:literal, $turned:literal) => {
        const $constant: &[Method] = &[
            method!(concat!($name, "()"), |this, _| made(this.type_object(), [])),
            method!(concat!($name, "(int ", $capacity, ")"), |this, args| {
                capacity(args, $capacity)?;
                made(this.type_object(), [])
            }),
            method!(
                concat!($name, "(", $collection, " ", $parameter, ")"),
                |this, args| {
                    let mut items = collection(args, $parameter)?;
                    if $turned {
                        items.reverse();
                    }
                    made(this.type_object(), items)
                }
            ),
        ];
    };
}

constructors!(
    NEW_QUEUE = "System.Collections.Queue",
    "capacity",
    "System.Collections.ICollection",
    "col",
    false
);
constructors!(
    NEW_STACK = "System.Collections.Stack",
    "initialCapacity",
    "System.Collections.ICollection",
    "col",
    true
);
constructors!(
    NEW_GENERIC_QUEUE = "System.Collections.Generic.Queue[T]",
    "capacity",
    "System.Collections.Generic.IEnumerable[T]",
    "collection",
    false
);
constructors!(
    NEW_GENERIC_STACK = "System.Collections.Generic.Stack[T]",
    "capacity",
    "System.Collections.Generic.IEnumerable[T]",
    "collection",
    true
);

macro_rules! concurrent_constructors {
    ($constant:ident = $name:literal, $turned:literal) => {
        const $constant: &[Method] = &[
            method!(concat!($name, "()"), |this, _| made(this.type_object(), [])),
            method!(
                concat!(
                    $name,
                    "(System.Collections.Generic.IEnumerable[T] collection)"
                ),
                |this, args| {
                    let mut items = collection(args, "collection")?;
                    if $turned {
                        items.reverse();
                    }
                    made(this.type_object(), items)
                }
            ),
        ];
    };
}

concurrent_constructors!(
    NEW_CONCURRENT_QUEUE = "System.Collections.Concurrent.ConcurrentQueue[T]",
    false
);
concurrent_constructors!(
    NEW_CONCURRENT_STACK = "System.Collections.Concurrent.ConcurrentStack[T]",
    true
);
concurrent_constructors!(
    NEW_BAG = "System.Collections.Concurrent.ConcurrentBag[T]",
    true
);
concurrent_constructors!(
    NEW_LINKED_LIST = "System.Collections.Generic.LinkedList[T]",
    false
);

/// A node of a linked list: its value and where it stands.
struct Node {
    list: Value,
    value: Value,
}

impl Opaque for Node {}

fn node(this: &Value, value: Option<Value>) -> Value {
    let Some(value) = value else {
        return Value::Null;
    };
    Value::Object(Object::opaque(
        crate::types::registry::close(LINKED_LIST_NODE, &[element(this)])
            .unwrap_or(LINKED_LIST_NODE),
        Node {
            list: this.clone(),
            value,
        },
    ))
}

fn node_value(value: &Value) -> Value {
    value
        .payload::<Node>()
        .map(|node| node.value.clone())
        .unwrap_or_default()
}

fn neighbour(this: &Value, step: isize) -> Value {
    let Some(own) = this.payload::<Node>() else {
        return Value::Null;
    };
    let items = own.list.items();
    let at = items
        .iter()
        .position(|item| item.same(&own.value) || dict::equals(item, &own.value));
    let next = at
        .and_then(|at| at.checked_add_signed(step))
        .and_then(|at| items.get(at))
        .cloned();
    node(&own.list, next)
}

const LINKED_LIST_METHODS: &[Method] = &[
    method!(
        "System.Collections.Generic.LinkedListNode[T] AddFirst(T value)",
        |this, args| {
            of(this)?.lock().push_front(args.at(0).clone());
            node(this, Some(args.at(0).clone()))
        }
    ),
    method!(
        "System.Collections.Generic.LinkedListNode[T] AddLast(T value)",
        |this, args| {
            of(this)?.lock().push_back(args.at(0).clone());
            node(this, Some(args.at(0).clone()))
        }
    ),
    method!(
        "System.Collections.Generic.LinkedListNode[T] AddAfter(System.Collections.Generic.LinkedListNode[T] node, T value)",
        |this, args| {
            insert_beside(this, args, 1)?;
            node(this, Some(args.at(1).clone()))
        }
    ),
    method!(
        "System.Collections.Generic.LinkedListNode[T] AddBefore(System.Collections.Generic.LinkedListNode[T] node, T value)",
        |this, args| {
            insert_beside(this, args, 0)?;
            node(this, Some(args.at(1).clone()))
        }
    ),
    method!("bool Contains(T value)", |this, args| this
        .items()
        .iter()
        .any(|item| dict::equals(item, args.at(0)))),
    method!(
        "System.Collections.Generic.LinkedListNode[T] Find(T value)",
        |this, args| {
            let found = this
                .items()
                .into_iter()
                .find(|item| dict::equals(item, args.at(0)));
            node(this, found)
        }
    ),
    method!("bool Remove(T value)", |this, args| remove(
        this,
        args.at(0)
    )),
    method!(
        "void Remove(System.Collections.Generic.LinkedListNode[T] node)",
        |this, args| {
            remove(this, &node_value(args.at(0)))?;
        }
    ),
    method!("void RemoveFirst()", |this, _| {
        of(this)?
            .lock()
            .pop_front()
            .map(drop)
            .ok_or_else(|| throw::invalid_operation("The LinkedList is empty."))
    }),
    method!("void RemoveLast()", |this, _| {
        of(this)?
            .lock()
            .pop_back()
            .map(drop)
            .ok_or_else(|| throw::invalid_operation("The LinkedList is empty."))
    }),
];

fn remove(this: &Value, value: &Value) -> Result<bool> {
    let mut items = of(this)?.lock();
    let at = items.iter().position(|item| dict::equals(item, value));
    Ok(at.and_then(|at| items.remove(at)).is_some())
}

fn insert_beside(this: &Value, args: &[Value], offset: usize) -> Result<()> {
    let value = node_value(args.at(0));
    let mut items = of(this)?.lock();
    let at = items
        .iter()
        .position(|item| dict::equals(item, &value))
        .unwrap_or(0);
    items.insert(at + offset, args.at(1).clone());
    Ok(())
}

const LINKED_LIST_PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| of(this)?.lock().len()),
    property!(
        "System.Collections.Generic.LinkedListNode[T] First {get;}",
        |this| node(this, of(this)?.lock().front().cloned())
    ),
    property!(
        "System.Collections.Generic.LinkedListNode[T] Last {get;}",
        |this| node(this, of(this)?.lock().back().cloned())
    ),
];

/// ``System.Collections.Generic.LinkedListNode`1``.
pub const LINKED_LIST_NODE: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.LinkedListNode`1")
        .parameters(&["T"])
        .properties(&[
            property!(
                "System.Collections.Generic.LinkedList[T] List {get;}",
                |this| this.payload::<Node>().map(|node| node.list.clone())
            ),
            property!(
                "System.Collections.Generic.LinkedListNode[T] Next {get;}",
                |this| neighbour(this, 1)
            ),
            property!(
                "System.Collections.Generic.LinkedListNode[T] Previous {get;}",
                |this| neighbour(this, -1)
            ),
            property!("T Value {get;set;}", |this| node_value(this)),
        ]);
    Type(&INFO)
};

declare! {
    [LINKED_LIST_NODE]
    QUEUE = "System.Collections.Queue" parameters(&[]), &[i::ICOLLECTION, i::IENUMERABLE, i::CLONEABLE], NEW_QUEUE, join![COMMON, PLAIN, QUEUE_METHODS], PLAIN_PROPERTIES;
    STACK = "System.Collections.Stack" parameters(&[]), &[i::ICOLLECTION, i::IENUMERABLE, i::CLONEABLE], NEW_STACK, join![COMMON, PLAIN, STACK_METHODS], PLAIN_PROPERTIES;
    GENERIC_QUEUE = "System.Collections.Generic.Queue`1" parameters(&["T"]), &[i::IENUMERABLE_T, i::IENUMERABLE, i::ICOLLECTION, i::IREADONLY_COLLECTION], NEW_GENERIC_QUEUE, join![COMMON, GENERIC, GENERIC_QUEUE_METHODS], COUNT;
    GENERIC_STACK = "System.Collections.Generic.Stack`1" parameters(&["T"]), &[i::IENUMERABLE_T, i::IENUMERABLE, i::ICOLLECTION, i::IREADONLY_COLLECTION], NEW_GENERIC_STACK, join![COMMON, GENERIC, GENERIC_STACK_METHODS], COUNT;
    CONCURRENT_QUEUE = "System.Collections.Concurrent.ConcurrentQueue`1" parameters(&["T"]), &[i::IPRODUCER_CONSUMER, i::IENUMERABLE_T, i::IENUMERABLE, i::ICOLLECTION, i::IREADONLY_COLLECTION], NEW_CONCURRENT_QUEUE, join![COMMON, CONCURRENT, CONCURRENT_QUEUE_METHODS], CONCURRENT_PROPERTIES;
    CONCURRENT_STACK = "System.Collections.Concurrent.ConcurrentStack`1" parameters(&["T"]), &[i::IPRODUCER_CONSUMER, i::IENUMERABLE_T, i::IENUMERABLE, i::ICOLLECTION, i::IREADONLY_COLLECTION], NEW_CONCURRENT_STACK, join![COMMON, CONCURRENT, CONCURRENT_STACK_METHODS], CONCURRENT_PROPERTIES;
    CONCURRENT_BAG = "System.Collections.Concurrent.ConcurrentBag`1" parameters(&["T"]), &[i::IPRODUCER_CONSUMER, i::IENUMERABLE_T, i::IENUMERABLE, i::ICOLLECTION, i::IREADONLY_COLLECTION], NEW_BAG, join![COMMON, CONCURRENT, BAG_METHODS], CONCURRENT_PROPERTIES;
    LINKED_LIST = "System.Collections.Generic.LinkedList`1" parameters(&["T"]), &[i::ICOLLECTION_T, i::IENUMERABLE_T, i::IENUMERABLE, i::ICOLLECTION, i::IREADONLY_COLLECTION], NEW_LINKED_LIST, join![COMMON, LINKED_LIST_METHODS], LINKED_LIST_PROPERTIES;
}

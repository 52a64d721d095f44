//! ``System.Collections.Concurrent.BlockingCollection`1``: a queue whose takers wait for what comes.

use super::listeners::Listeners;
use super::{cancellation, waiting};
use std::any::Any;
use std::collections::VecDeque;
use std::time::Duration;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, Plain, array_of, method, property};
use stint_object::types::system::{OBJECT, interfaces as i, ps_reference};
use stint_object::types::{Type, TypeInfo, throw};
use stint_object::waitable::{Waitable, Wake};
use stint_object::{Lock, Object, Result, Value, enumerate};

struct Collection {
    state: Lock<State>,
    bound: Option<usize>,
    listeners: Listeners,
}

#[derive(Default)]
struct State {
    items: VecDeque<Value>,
    is_complete: bool,
}

impl Opaque for Collection {
    fn items(&self) -> Option<Vec<Value>> {
        Some(self.state.lock().items.iter().cloned().collect())
    }

    fn is_enumerable(&self) -> bool {
        true
    }
}

/// What a waiter on a collection wants; true once it has it, or never will.
struct Wanted<'a, F: Fn(&mut State) -> bool + Send + Sync> {
    collection: &'a Collection,
    get: F,
}

impl<F: Fn(&mut State) -> bool + Send + Sync> Waitable for Wanted<'_, F> {
    fn take(&self) -> bool {
        let done = (self.get)(&mut self.collection.state.lock());
        if done {
            self.collection.listeners.ring();
        }
        done
    }

    fn on_change(&self, wake: Wake) -> Box<dyn Any + Send + Sync> {
        self.collection.listeners.add(wake)
    }
}

fn collection(this: &Value) -> Result<&Collection> {
    this.payload::<Collection>()
        .ok_or_else(|| throw::argument_null("collection"))
}

fn made(this: &Value, bound: Option<i32>) -> Result<Value> {
    let bound = match bound {
        None => None,
        Some(bound) if bound < 1 => {
            return Err(throw::argument_out_of_range(
                "The boundedCapacity argument must be positive.",
                "boundedCapacity",
            ));
        }
        Some(bound) => Some(bound as usize),
    };
    Ok(Value::Object(Object::opaque(
        this.type_object(),
        Collection {
            state: Lock::default(),
            bound,
            listeners: Listeners::default(),
        },
    )))
}

/// Adds when there is room: `false` when the limit came first.
fn add(this: &Value, item: &Value, token: &Value, limit: Option<Duration>) -> Result<bool> {
    let collection = collection(this)?;
    let refused = Lock::new(false);
    let wanted = Wanted {
        collection,
        get: |state| {
            if state.is_complete {
                *refused.lock() = true;
                return true;
            }
            let has_room = collection
                .bound
                .is_none_or(|bound| state.items.len() < bound);
            if has_room {
                state.items.push_back(item.clone());
            }
            has_room
        },
    };
    let done = waiting::with_token(&wanted, token, limit)?;
    if *refused.lock() {
        return Err(throw::invalid_operation(
            "The collection has been marked as complete with regards to additions.",
        ));
    }
    Ok(done)
}

/// Takes the next; `None` when the limit came first, or when nothing will come any more.
fn take(this: &Value, token: &Value, limit: Option<Duration>) -> Result<Option<Value>> {
    let collection = collection(this)?;
    let taken = Lock::new(None);
    let wanted = Wanted {
        collection,
        get: |state| match state.items.pop_front() {
            Some(item) => {
                *taken.lock() = Some(item);
                true
            }
            None => state.is_complete,
        },
    };
    waiting::with_token(&wanted, token, limit)?;
    Ok(taken.into_inner())
}

fn take_one(this: &Value, token: &Value) -> Result<Value> {
    take(this, token, None)?.ok_or_else(|| {
        throw::invalid_operation(
            "The collection argument is empty and has been marked as complete with regards to additions.",
        )
    })
}

fn try_take(this: &Value, place: &Value, token: &Value, limit: Option<Duration>) -> Result<bool> {
    let taken = take(this, token, limit)?;
    let found = taken.is_some();
    ps_reference::set(Some(place), taken.unwrap_or_default());
    Ok(found)
}

/// All that comes until nothing will come any more.
fn consume(this: &Value, token: &Value) -> Result<Value> {
    let mut items = Vec::new();
    while let Some(item) = take(this, token, None)? {
        items.push(item);
    }
    Ok(enumerate::enumerator(items))
}

fn complete(this: &Value) -> Result<()> {
    let collection = collection(this)?;
    collection.state.lock().is_complete = true;
    collection.listeners.ring();
    Ok(())
}

fn element(this: &Value) -> Type {
    this.ty()
        .and_then(|ty| ty.arguments.first().copied())
        .unwrap_or(OBJECT)
}

fn limit(args: &[Value], at: usize) -> Result<Option<Duration>> {
    waiting::limit(args.long(at), "millisecondsTimeout")
}

fn at_once(token: &Value) -> Result<Option<Duration>> {
    if cancellation::is_canceled(token) {
        return Err(cancellation::canceled());
    }
    Ok(Some(Duration::ZERO))
}

/// ``System.Collections.Concurrent.BlockingCollection`1``.
pub const BLOCKING_COLLECTION: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Collections.Concurrent.BlockingCollection`1")
            .parameters(&["T"])
            .interfaces(&[i::ICOLLECTION, i::IREADONLY_COLLECTION, i::IENUMERABLE_T])
            .constructors(&[
                method!(
                    "System.Collections.Concurrent.BlockingCollection[T]()",
                    |this, _| made(this, None)
                ),
                method!(
                    "System.Collections.Concurrent.BlockingCollection[T](int boundedCapacity)",
                    |this, args| made(this, Some(args.int(0)))
                ),
            ])
            .methods(&[
                method!("void Add(T item)", |this, args| add(
                    this,
                    args.at(0),
                    &Value::Null,
                    None
                )
                .map(|_| ())),
                method!(
                    "void Add(T item, System.Threading.CancellationToken cancellationToken)",
                    |this, args| add(this, args.at(0), args.at(1), None).map(|_| ())
                ),
                method!("bool TryAdd(T item)", |this, args| add(
                    this,
                    args.at(0),
                    &Value::Null,
                    at_once(&Value::Null)?
                )),
                method!(
                    "bool TryAdd(T item, int millisecondsTimeout)",
                    |this, args| add(this, args.at(0), &Value::Null, limit(args, 1)?)
                ),
                method!("T Take()", |this, _| take_one(this, &Value::Null)),
                method!(
                    "T Take(System.Threading.CancellationToken cancellationToken)",
                    |this, args| take_one(this, args.at(0))
                ),
                method!("bool TryTake([ref] T item)", |this, args| try_take(
                    this,
                    args.at(0),
                    &Value::Null,
                    at_once(&Value::Null)?
                )),
                method!(
                    "bool TryTake([ref] T item, int millisecondsTimeout)",
                    |this, args| try_take(this, args.at(0), &Value::Null, limit(args, 1)?)
                ),
                method!(
                    "bool TryTake([ref] T item, timespan timeout)",
                    |this, args| {
                        let limit = waiting::limit(args.at(1).span() / 10_000, "timeout")?;
                        try_take(this, args.at(0), &Value::Null, limit)
                    }
                ),
                method!(
                    "bool TryTake([ref] T item, int millisecondsTimeout, System.Threading.CancellationToken cancellationToken)",
                    |this, args| try_take(this, args.at(0), args.at(2), limit(args, 1)?)
                ),
                method!("void CompleteAdding()", |this, _| complete(this)),
                method!("T[] ToArray()", |this, _| array_of(
                    element(this),
                    this.items()
                )),
                method!(
                    "System.Collections.Generic.IEnumerable[T] GetConsumingEnumerable()",
                    |this, _| consume(this, &Value::Null)
                ),
                method!(
                    "System.Collections.Generic.IEnumerable[T] GetConsumingEnumerable(System.Threading.CancellationToken cancellationToken)",
                    |this, args| consume(this, args.at(0))
                ),
                method!("void Dispose()", |_, _| ()),
            ])
            .properties(&[
                property!("int BoundedCapacity {get;}", |this| collection(this)
                    .map(|it| it.bound.map_or(-1, |bound| bound as i32))),
                property!("bool IsAddingCompleted {get;}", |this| collection(this)
                    .map(|it| it.state.lock().is_complete)),
                property!("bool IsCompleted {get;}", |this| collection(this).map(|it| {
                    let state = it.state.lock();
                    state.is_complete && state.items.is_empty()
                })),
                property!("int Count {get;}", |this| collection(this)
                    .map(|it| it.state.lock().items.len())),
            ]);
    Type(&INFO)
};

//! ``System.Collections.Generic.PriorityQueue`2``.

use super::comparer;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Lock, Result, Value};

/// ``System.Collections.Generic.PriorityQueue`2``.
pub const PRIORITY_QUEUE: Type = Type(&INFO);

/// Elements with their priorities, the first to leave last.
struct PriorityQueue {
    items: Lock<Vec<(Value, Value)>>,
    by: Value,
}

impl Opaque for PriorityQueue {}

fn of(this: &Value) -> Result<&PriorityQueue> {
    this.payload::<PriorityQueue>()
        .ok_or_else(|| throw::argument_null("this"))
}

fn made(this: &Value, by: &Value) -> Value {
    let queue = PriorityQueue {
        items: Lock::new(Vec::new()),
        by: by.clone(),
    };
    Value::Object(Object::opaque(this.type_object(), queue))
}

/// No lock is held while priorities are compared: a comparer may be a script's.
fn enqueue(this: &Value, item: &Value, priority: &Value) -> Result<()> {
    let queue = of(this)?;
    let priorities: Vec<Value> = queue
        .items
        .lock()
        .iter()
        .map(|(_, priority)| priority.clone())
        .collect();
    let (mut low, mut high) = (0, priorities.len());
    while low < high {
        let middle = low.midpoint(high);
        if comparer::with(&queue.by, &priorities[middle], priority)? > 0 {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let mut items = queue.items.lock();
    let at = low.min(items.len());
    items.insert(at, (item.clone(), priority.clone()));
    Ok(())
}

fn empty() -> crate::Flow {
    throw::invalid_operation("Queue empty.")
}

fn dequeue(this: &Value) -> Result<Option<(Value, Value)>> {
    Ok(of(this)?.items.lock().pop())
}

fn give(args: &[Value], found: Option<(Value, Value)>) -> bool {
    let there = found.is_some();
    let (item, priority) = found.unwrap_or_default();
    super::ps_reference::set(args.first(), item);
    super::ps_reference::set(args.get(1), priority);
    there
}

static CONSTRUCTORS: &[Method] = &[
    method!(
        "System.Collections.Generic.PriorityQueue[TElement,TPriority]()",
        |this, _| made(this, &Value::Null)
    ),
    method!(
        "System.Collections.Generic.PriorityQueue[TElement,TPriority](int initialCapacity)",
        |this, _| made(this, &Value::Null)
    ),
    method!(
        "System.Collections.Generic.PriorityQueue[TElement,TPriority](System.Collections.Generic.IComparer[TPriority] comparer)",
        |this, args| { made(this, args.at(0)) }
    ),
];

static METHODS: &[Method] = &[
    method!(
        "void Enqueue(TElement element, TPriority priority)",
        |this, args| enqueue(this, args.at(0), args.at(1))
    ),
    method!("TElement Peek()", |this, _| of(this)?
        .items
        .lock()
        .last()
        .map(|(item, _)| item.clone())
        .ok_or_else(empty)),
    method!("TElement Dequeue()", |this, _| dequeue(this)?
        .map(|(item, _)| item)
        .ok_or_else(empty)),
    method!(
        "TElement EnqueueDequeue(TElement element, TPriority priority)",
        |this, args| {
            enqueue(this, args.at(0), args.at(1))?;
            dequeue(this)?.map(|(item, _)| item).ok_or_else(empty)
        }
    ),
    method!(
        "bool TryDequeue([ref] TElement element, [ref] TPriority priority)",
        |this, args| dequeue(this).map(|found| give(args, found))
    ),
    method!(
        "bool TryPeek([ref] TElement element, [ref] TPriority priority)",
        |this, args| {
            let found = of(this)?.items.lock().last().cloned();
            Ok(Value::Bool(give(args, found))) as Result<Value>
        }
    ),
    method!("void Clear()", |this, _| {
        let old = std::mem::take(&mut *of(this)?.items.lock());
        drop(old);
        Ok(()) as Result<()>
    }),
    method!("int EnsureCapacity(int capacity)", |_, args| args.int(0)),
    method!("void TrimExcess()", |_, _| ()),
];

static PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| of(this)
        .map(|queue| queue.items.lock().len())),
    property!(
        "System.Collections.Generic.IComparer[TPriority] Comparer {get;}",
        |this| of(this).map(|queue| queue.by.clone())
    ),
];

static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.PriorityQueue`2")
    .parameters(&["TElement", "TPriority"])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

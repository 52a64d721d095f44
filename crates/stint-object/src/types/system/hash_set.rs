//! `System.Collections.Generic.HashSet`1` and `SortedSet`1`.

use super::interfaces as i;
use super::{comparer, string_comparer};
use crate::dict::{Comparer, Dict, Order};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::{Method, Property, Type, TypeInfo, join, registry, throw};
use crate::{Lock, Result, Value, access, convert, enumerate};

/// The payload: the items are the keys.
pub struct Set {
    items: Lock<Dict>,
    /// How a sorted set orders them; `None` for a hash set.
    order: Option<Value>,
    comparer: Value,
}

impl Opaque for Set {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        let mut keys: Vec<Value> = self
            .items
            .lock()
            .iter()
            .map(|(key, _)| key.clone())
            .collect();
        if let Some(by) = &self.order {
            let _ = comparer::sort(&mut keys, by);
        }
        Some(keys)
    }
}

fn made(ty: Type, items: Vec<Value>, by: &Value) -> Value {
    let kind = string_comparer::key_comparer(by);
    let mut dict = Dict::new(kind, Order::Added);
    for item in items {
        add(&mut dict, item);
    }
    let sorted = ty.definition == Some(SORTED_SET);
    Value::Object(Object::opaque(
        ty,
        Set {
            items: Lock::new(dict),
            order: sorted.then(|| by.clone()),
            comparer: by.clone(),
        },
    ))
}

/// Adds an item that is not there; the first of equal ones stays.
fn add(dict: &mut Dict, item: Value) -> bool {
    if dict.contains(&item) {
        return false;
    }
    dict.insert(item, Value::Null);
    true
}

/// A `HashSet[T]` of items.
pub fn of(element: Type, items: Vec<Value>) -> Value {
    let ty = registry::close(HASH_SET, &[element]).unwrap_or(HASH_SET);
    made(ty, items, &Value::Null)
}

fn set(this: &Value) -> Result<&Set> {
    this.payload::<Set>()
        .ok_or_else(|| throw::argument_null("this"))
}

fn element(this: &Value) -> Type {
    this.ty()
        .and_then(|ty| ty.arguments.first().copied())
        .unwrap_or(super::OBJECT)
}

/// The other collection's items, converted to the set's type.
fn other(this: &Value, args: &[Value]) -> Result<Vec<Value>> {
    if args.at(0).is_null() {
        return Err(throw::argument_null("other"));
    }
    let ty = element(this);
    enumerate::to_vec(args.at(0))?
        .iter()
        .map(|item| convert::to(item, ty))
        .collect()
}

/// The other's items as a set that compares as this one does.
fn other_set(this: &Value, args: &[Value]) -> Result<Dict> {
    let kind = set(this)?.items.lock().comparer;
    let mut dict = Dict::new(kind, Order::Added);
    for item in other(this, args)? {
        add(&mut dict, item);
    }
    Ok(dict)
}

fn within(inner: &Dict, outer: &Dict) -> bool {
    inner.iter().all(|(key, _)| outer.contains(key))
}

fn retain(this: &Value, keep: impl Fn(&Value) -> bool) -> Result<i32> {
    let mut items = set(this)?.items.lock();
    let gone: Vec<Value> = items
        .iter()
        .map(|(key, _)| key.clone())
        .filter(|key| !keep(key))
        .collect();
    for key in &gone {
        items.remove(key);
    }
    Ok(gone.len() as i32)
}

const CONSTRUCTORS: &[Method] = &[
    method!("System.Collections.Generic.HashSet[T]()", |this, _| made(
        this.type_object(),
        Vec::new(),
        &Value::Null
    )),
    method!(
        "System.Collections.Generic.HashSet[T](System.Collections.Generic.IEqualityComparer[T] comparer)",
        |this, args| { made(this.type_object(), Vec::new(), args.at(0)) }
    ),
    method!(
        "System.Collections.Generic.HashSet[T](int capacity)",
        |this, args| {
            throw::unless_capacity(args.int(0))?;
            Ok::<_, crate::Flow>(made(this.type_object(), Vec::new(), &Value::Null))
        }
    ),
    method!(
        "System.Collections.Generic.HashSet[T](System.Collections.Generic.IEnumerable[T] collection)",
        |this, args| {
            if args.at(0).is_null() {
                return Err(throw::argument_null("collection"));
            }
            Ok(made(this.type_object(), args.items(0), &Value::Null))
        }
    ),
    method!(
        "System.Collections.Generic.HashSet[T](System.Collections.Generic.IEnumerable[T] collection, System.Collections.Generic.IEqualityComparer[T] comparer)",
        |this, args| { made(this.type_object(), args.items(0), args.at(1)) }
    ),
    method!(
        "System.Collections.Generic.HashSet[T](int capacity, System.Collections.Generic.IEqualityComparer[T] comparer)",
        |this, args| { made(this.type_object(), Vec::new(), args.at(1)) }
    ),
];

const SORTED_CONSTRUCTORS: &[Method] = &[
    method!("System.Collections.Generic.SortedSet[T]()", |this, _| made(
        this.type_object(),
        Vec::new(),
        &Value::Null
    )),
    method!(
        "System.Collections.Generic.SortedSet[T](System.Collections.Generic.IComparer[T] comparer)",
        |this, args| { made(this.type_object(), Vec::new(), args.at(0)) }
    ),
    method!(
        "System.Collections.Generic.SortedSet[T](System.Collections.Generic.IEnumerable[T] collection)",
        |this, args| { made(this.type_object(), args.items(0), &Value::Null) }
    ),
    method!(
        "System.Collections.Generic.SortedSet[T](System.Collections.Generic.IEnumerable[T] collection, System.Collections.Generic.IComparer[T] comparer)",
        |this, args| { made(this.type_object(), args.items(0), args.at(1)) }
    ),
];

const PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| set(this)?.items.lock().len()),
    property!("int Capacity {get;}", |this| capacity(
        set(this)?.items.lock().len()
    )),
    property!(
        "System.Collections.Generic.IEqualityComparer[T] Comparer {get;}",
        |this| set(this)?.comparer.clone()
    ),
];

const SORTED_PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| set(this)?.items.lock().len()),
    property!(
        "System.Collections.Generic.IComparer[T] Comparer {get;}",
        |this| set(this)?.comparer.clone()
    ),
    property!("T Min {get;}", |this| this.items().first().cloned()),
    property!("T Max {get;}", |this| this.items().last().cloned()),
];

/// .NET's prime at or above a count.
fn capacity(count: usize) -> i32 {
    const PRIMES: &[i32] = &[
        3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631,
        761, 919, 1103,
    ];
    if count == 0 {
        return 0;
    }
    PRIMES
        .iter()
        .copied()
        .find(|prime| *prime >= count as i32)
        .unwrap_or(count as i32 | 1)
}

const METHODS: &[Method] = &[
    method!("bool Add(T item)", |this, args| add(
        &mut set(this)?.items.lock(),
        args.at(0).clone()
    )),
    method!("void Clear()", |this, _| drop(
        set(this)?.items.lock().take_all()
    )),
    method!("bool Contains(T item)", |this, args| set(this)?
        .items
        .lock()
        .contains(args.at(0))),
    method!("void CopyTo(T[] array)", |this, args| {
        super::lists::copy_into(&this.items(), args.at(0), 0)
    }),
    method!("void CopyTo(T[] array, int arrayIndex)", |this, args| {
        super::lists::copy_into(&this.items(), args.at(0), args.int(1))
    }),
    method!(
        "void CopyTo(T[] array, int arrayIndex, int count)",
        |this, args| {
            let items: Vec<Value> = this
                .items()
                .into_iter()
                .take(args.int(2).max(0) as usize)
                .collect();
            super::lists::copy_into(&items, args.at(0), args.int(1))
        }
    ),
    method!(
        "void ExceptWith(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            retain(this, |key| !other.contains(key))?;
        }
    ),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| enumerate::enumerator(this.items())
    ),
    method!(
        "void IntersectWith(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            retain(this, |key| other.contains(key))?;
        }
    ),
    method!(
        "bool IsProperSubsetOf(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            let own = set(this)?.items.lock();
            own.len() < other.len() && within(&own, &other)
        }
    ),
    method!(
        "bool IsProperSupersetOf(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            let own = set(this)?.items.lock();
            own.len() > other.len() && within(&other, &own)
        }
    ),
    method!(
        "bool IsSubsetOf(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            within(&set(this)?.items.lock(), &other)
        }
    ),
    method!(
        "bool IsSupersetOf(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            within(&other, &set(this)?.items.lock())
        }
    ),
    method!(
        "bool Overlaps(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            let own = set(this)?.items.lock();
            other.iter().any(|(key, _)| own.contains(key))
        }
    ),
    method!("bool Remove(T item)", |this, args| set(this)?
        .items
        .lock()
        .remove(args.at(0))
        .is_some()),
    method!(
        "int RemoveWhere(System.Predicate[T] match)",
        |this, args| {
            let mut gone = Vec::new();
            for item in this.items() {
                if convert::to_bool(&access::call_delegate(
                    args.at(0),
                    std::slice::from_ref(&item),
                )?) {
                    gone.push(item);
                }
            }
            let mut items = set(this)?.items.lock();
            for item in &gone {
                items.remove(item);
            }
            gone.len()
        }
    ),
    method!(
        "bool SetEquals(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            let own = set(this)?.items.lock();
            own.len() == other.len() && within(&own, &other)
        }
    ),
    method!(
        "void SymmetricExceptWith(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let other = other_set(this, args)?;
            let mut own = set(this)?.items.lock();
            for (key, _) in other.iter() {
                if own.remove(key).is_none() {
                    add(&mut own, key.clone());
                }
            }
        }
    ),
    method!(
        "bool TryGetValue(T equalValue, [ref] T actualValue)",
        |this, args| {
            let found = set(this)?
                .items
                .lock()
                .iter()
                .map(|(key, _)| key.clone())
                .find(|key| crate::dict::same_key(key, args.at(0), set_comparer(this)));
            let known = found.is_some();
            super::ps_reference::set(args.get(1), found.unwrap_or_default());
            known
        }
    ),
    method!(
        "void UnionWith(System.Collections.Generic.IEnumerable[T] other)",
        |this, args| {
            let more = other(this, args)?;
            let mut own = set(this)?.items.lock();
            for item in more {
                add(&mut own, item);
            }
        }
    ),
];

fn set_comparer(this: &Value) -> Comparer {
    this.payload::<Set>()
        .map_or(Comparer::Exact, |set| set.items.lock().comparer)
}

const HASH_METHODS: &[Method] = &[
    method!(
        "static System.Collections.Generic.IEqualityComparer[System.Collections.Generic.HashSet[T]] CreateSetComparer()",
        |_, _| Value::Null
    ),
    method!("int EnsureCapacity(int capacity)", |this, args| {
        if args.int(0) < 0 {
            return Err(throw::argument_out_of_range(
                "Non-negative number required.",
                "capacity",
            ));
        }
        let own = capacity(set(this)?.items.lock().len());
        Ok(Value::Int32(own.max(capacity(args.int(0) as usize))))
    }),
    method!("void OnDeserialization(System.Object sender)", |_, _| ()),
    method!("void TrimExcess()", |_, _| ()),
    method!("void TrimExcess(int capacity)", |this, args| {
        if (args.int(0) as usize) < set(this)?.items.lock().len() || args.int(0) < 0 {
            return Err(throw::argument_out_of_range(
                "Non-negative number required.",
                "capacity",
            ));
        }
        Ok(Value::Nothing)
    }),
];

const SORTED_METHODS: &[Method] = &[
    method!(
        "System.Collections.Generic.IEnumerable[T] Reverse()",
        |this, _| {
            let mut items = this.items();
            items.reverse();
            array_of(element(this), items)
        }
    ),
    method!(
        "System.Collections.Generic.SortedSet[T] GetViewBetween(T lowerValue, T upperValue)",
        |this, args| {
            let by = set(this)?.comparer.clone();
            let mut kept = Vec::new();
            for item in this.items() {
                if comparer::with(&by, &item, args.at(0))? >= 0
                    && comparer::with(&by, &item, args.at(1))? <= 0
                {
                    kept.push(item);
                }
            }
            made(this.ty().unwrap_or(SORTED_SET), kept, &by)
        }
    ),
];

/// ``System.Collections.Generic.HashSet`1``.
pub const HASH_SET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.HashSet`1")
        .parameters(&["T"])
        .interfaces(&[
            i::ICOLLECTION_T,
            i::IENUMERABLE_T,
            i::IENUMERABLE,
            i::ISET,
            i::IREADONLY_COLLECTION,
            i::IREADONLY_SET,
            i::SERIALIZABLE,
            i::DESERIALIZATION_CALLBACK,
        ])
        .constructors(CONSTRUCTORS)
        .methods(join![METHODS, HASH_METHODS])
        .properties(PROPERTIES);
    Type(&INFO)
};

/// ``System.Collections.Generic.SortedSet`1``.
pub const SORTED_SET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.Generic.SortedSet`1")
        .parameters(&["T"])
        .interfaces(&[
            i::ISET,
            i::ICOLLECTION_T,
            i::IENUMERABLE_T,
            i::IENUMERABLE,
            i::ICOLLECTION,
            i::IREADONLY_COLLECTION,
            i::IREADONLY_SET,
        ])
        .constructors(SORTED_CONSTRUCTORS)
        .methods(join![METHODS, SORTED_METHODS])
        .properties(SORTED_PROPERTIES);
    Type(&INFO)
};

//! Dictionaries that keep their keys in order, and `ConcurrentDictionary`.

use super::dictionaries as all;
use super::interfaces as i;
use super::{comparer, string_comparer};
use crate::dict::{Comparer, Dict, Order};
use crate::types::native::{Args, Plain, array_of, method, property};
use crate::types::{Method, Property, Type, TypeInfo, declare, join, throw};
use crate::{Data, Lock, Result, Value, access, convert};

fn empty(this: &Value, comparer: Comparer, order: Order) -> Value {
    Value::object(
        this.type_object(),
        Data::Dict(Lock::new(Dict::new(comparer, order))),
    )
}

/// Puts an entry where its key belongs.
pub fn insert_sorted(dict: &Lock<Dict>, key: Value, value: Value) -> Result<()> {
    let keys: Vec<Value> = dict.lock().iter().map(|(key, _)| key.clone()).collect();
    if dict.lock().contains(&key) {
        let old = dict.lock().insert(key, value);
        drop(old);
        return Ok(());
    }
    let mut place = keys.len();
    for (at, known) in keys.iter().enumerate() {
        if compare(&key, known)? < 0 {
            place = at;
            break;
        }
    }
    dict.lock().insert_at(place, key, value);
    Ok(())
}

fn compare(a: &Value, b: &Value) -> Result<i32> {
    comparer::compare(a, b)
}

fn filled(this: &Value, from: &Value, comparer: Comparer) -> Result<Value> {
    let made = empty(this, comparer, Order::Sorted);
    let pairs: Vec<(Value, Value)> = all::with(from, |dict| {
        dict.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
    });
    if let Some(dict) = made.as_dict() {
        for (key, value) in pairs {
            insert_sorted(dict, key, value)?;
        }
    }
    Ok(made)
}

fn comparer_of(value: &Value) -> Comparer {
    if value.is_null() {
        Comparer::Exact
    } else {
        string_comparer::key_comparer(value)
    }
}

macro_rules! sorted_constructors {
    ($constant:ident = $name:literal, $dictionary:literal, $comparer:literal) => {
        const $constant: &[Method] = &[
            method!(concat!($name, "()"), |this, _| empty(
                this,
                Comparer::Exact,
                Order::Sorted
            )),
            method!(
                concat!($name, "(", $dictionary, " dictionary)"),
                |this, args| filled(this, args.at(0), Comparer::Exact)
            ),
            method!(
                concat!(
                    $name,
                    "(",
                    $dictionary,
                    " dictionary, ",
                    $comparer,
                    " comparer)"
                ),
                |this, args| filled(this, args.at(0), comparer_of(args.at(1)))
            ),
            method!(
                concat!($name, "(", $comparer, " comparer)"),
                |this, args| empty(this, comparer_of(args.at(0)), Order::Sorted)
            ),
            method!(concat!($name, "(int capacity)"), |this, _| empty(
                this,
                Comparer::Exact,
                Order::Sorted
            )),
        ];
    };
}

sorted_constructors!(
    NEW_SORTED_DICTIONARY = "System.Collections.Generic.SortedDictionary[TKey,TValue]",
    "System.Collections.Generic.IDictionary[TKey,TValue]",
    "System.Collections.Generic.IComparer[TKey]"
);
sorted_constructors!(
    NEW_GENERIC_SORTED_LIST = "System.Collections.Generic.SortedList[TKey,TValue]",
    "System.Collections.Generic.IDictionary[TKey,TValue]",
    "System.Collections.Generic.IComparer[TKey]"
);
sorted_constructors!(
    NEW_SORTED_LIST = "System.Collections.SortedList",
    "System.Collections.IDictionary",
    "System.Collections.IComparer"
);

fn add(this: &Value, key: &Value, value: &Value) -> Result<()> {
    if key.is_null() {
        return Err(throw::argument_null("key"));
    }
    let Some(dict) = this.as_dict() else {
        return Ok(());
    };
    if dict.lock().contains(key) {
        let shown = access::to_text(key)?;
        return Err(throw::argument(
            &format!("An item with the same key has already been added. Key: {shown}"),
            if this.ty() == Some(SORTED_LIST) {
                ""
            } else {
                "key"
            },
        ));
    }
    insert_sorted(dict, key.clone(), value.clone())
}

fn key_at(this: &Value, at: i32) -> Result<(Value, Value)> {
    let found = all::with(this, |dict| {
        usize::try_from(at)
            .ok()
            .and_then(|at| dict.at(at).map(|(k, v)| (k.clone(), v.clone())))
    });
    found.ok_or_else(|| throw::index_out_of_range("index"))
}

fn index_of(this: &Value, test: impl Fn(&Value, &Value) -> bool) -> i32 {
    all::with(this, |dict| {
        dict.iter()
            .position(|(key, value)| test(key, value))
            .map_or(-1, |at| at as i32)
    })
}

/// What dictionaries by key have.
const COMMON: &[Method] = &[
    method!("void Clear()", |this, _| drop(all::with(
        this,
        Dict::take_all
    ))),
    method!("bool ContainsKey(TKey key)", |this, args| all::with(
        this,
        |dict| dict.contains(args.at(0))
    )),
    method!("bool ContainsValue(TValue value)", |this, args| {
        all::contains_value(this, args.at(0))
    }),
    method!(
        "System.Collections.IDictionaryEnumerator GetEnumerator()",
        |this, _| all::enumerator(this)
    ),
    method!("TValue Item(TKey key) {get;set;}", |this, args| {
        all::with(this, |dict| dict.get(args.at(0)).cloned()).ok_or_else(|| missing(args.at(0)))
    }),
    method!("bool Remove(TKey key)", |this, args| all::with(
        this,
        |dict| dict.remove(args.at(0))
    )
    .is_some()),
    method!(
        "bool TryGetValue(TKey key, [ref] TValue value)",
        |this, args| {
            let found = all::with(this, |dict| dict.get(args.at(0)).cloned());
            let known = found.is_some();
            let default = this
                .ty()
                .and_then(|ty| ty.arguments.get(1).copied())
                .map_or(Value::Null, access::default_of);
            super::ps_reference::set(args.get(1), found.unwrap_or(default));
            known
        }
    ),
];

fn missing(key: &Value) -> crate::Flow {
    let shown = access::to_text(key).unwrap_or_default();
    throw::of(
        super::exceptions::KEY_NOT_FOUND,
        format!("The given key '{shown}' was not present in the dictionary."),
    )
}

const ADD: &[Method] = &[
    method!("void Add(TKey key, TValue value)", |this, args| add(
        this,
        args.at(0),
        args.at(1)
    )),
    method!(
        "void set_Item(TKey key, TValue value)",
        |this, args| match this.as_dict() {
            Some(dict) => insert_sorted(dict, args.at(0).clone(), args.at(1).clone()),
            None => Ok(()),
        }
    ),
];

const BY_INDEX: &[Method] = &[
    method!("int IndexOfKey(TKey key)", |this, args| index_of(
        this,
        |key, _| crate::dict::equals(key, args.at(0))
    )),
    method!("int IndexOfValue(TValue value)", |this, args| index_of(
        this,
        |_, value| crate::dict::equals(value, args.at(0))
    )),
    method!("void RemoveAt(int index)", |this, args| {
        let (key, _) = key_at(this, args.int(0))?;
        drop(all::with(this, |dict| dict.remove(&key)));
    }),
    method!("TKey GetKeyAtIndex(int index)", |this, args| key_at(
        this,
        args.int(0)
    )?
    .0),
    method!("TValue GetValueAtIndex(int index)", |this, args| key_at(
        this,
        args.int(0)
    )?
    .1),
];

const SORTED_LIST_METHODS: &[Method] = &[
    method!(
        "void Add(System.Object key, System.Object value)",
        |this, args| add(this, args.at(0), args.at(1))
    ),
    method!("void Clear()", |this, _| drop(all::with(
        this,
        Dict::take_all
    ))),
    method!("System.Object Clone()", |this, _| filled(
        &this.ty().map(Value::from).unwrap_or_default(),
        this,
        Comparer::Exact
    )),
    method!("bool Contains(System.Object key)", |this, args| all::with(
        this,
        |dict| dict.contains(args.at(0))
    )),
    method!("bool ContainsKey(System.Object key)", |this, args| {
        all::with(this, |dict| dict.contains(args.at(0)))
    }),
    method!("bool ContainsValue(System.Object value)", |this, args| {
        all::contains_value(this, args.at(0))
    }),
    method!("System.Object GetByIndex(int index)", |this, args| key_at(
        this,
        args.int(0)
    )?
    .1),
    method!(
        "System.Collections.IDictionaryEnumerator GetEnumerator()",
        |this, _| all::enumerator(this)
    ),
    method!("System.Object GetKey(int index)", |this, args| key_at(
        this,
        args.int(0)
    )?
    .0),
    method!(
        "System.Collections.IList GetKeyList()",
        |this, _| all::keys(this)
    ),
    method!("System.Collections.IList GetValueList()", |this, _| {
        all::values(this)
    }),
    method!("int IndexOfKey(System.Object key)", |this, args| index_of(
        this,
        |key, _| crate::dict::equals(key, args.at(0))
    )),
    method!("int IndexOfValue(System.Object value)", |this, args| {
        index_of(this, |_, value| crate::dict::equals(value, args.at(0)))
    }),
    method!(
        "System.Object Item(System.Object key) {get;set;}",
        |this, args| all::with(this, |dict| dict.get(args.at(0)).cloned())
    ),
    method!(
        "void set_Item(System.Object key, System.Object value)",
        |this, args| match this.as_dict() {
            Some(dict) => insert_sorted(dict, args.at(0).clone(), args.at(1).clone()),
            None => Ok(()),
        }
    ),
    method!("void Remove(System.Object key)", |this, args| drop(
        all::with(this, |dict| dict.remove(args.at(0)))
    )),
    method!("void RemoveAt(int index)", |this, args| {
        let (key, _) = key_at(this, args.int(0))?;
        drop(all::with(this, |dict| dict.remove(&key)));
    }),
    method!(
        "void SetByIndex(int index, System.Object value)",
        |this, args| {
            key_at(this, args.int(0))?;
            drop(all::with(this, |dict| {
                dict.set_at(args.int(0) as usize, args.at(1).clone())
            }));
        }
    ),
    method!("void TrimToSize()", |_, _| ()),
];

const PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| all::with(this, |dict| dict
        .len())),
    property!(
        "System.Collections.Generic.ICollection[TKey] Keys {get;}",
        |this| all::keys(this)
    ),
    property!(
        "System.Collections.Generic.ICollection[TValue] Values {get;}",
        |this| all::values(this)
    ),
];

const SORTED_LIST_PROPERTIES: &[Property] = &[
    property!("int Capacity {get;set;}", |this| all::with(this, |dict| {
        dict.len()
    })
    .next_power_of_two()
    .max(16)),
    property!("int Count {get;}", |this| all::with(this, |dict| dict
        .len())),
    property!("System.Collections.ICollection Keys {get;}", |this| {
        all::keys(this)
    }),
    property!("System.Collections.ICollection Values {get;}", |this| {
        all::values(this)
    }),
    property!("bool IsReadOnly {get;}", |_| false),
    property!("bool IsFixedSize {get;}", |_| false),
    property!("bool IsSynchronized {get;}", |_| false),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
];

fn plain(this: &Value, from: &Value, comparer: Comparer) -> Value {
    let made = empty(this, comparer, Order::Added);
    let pairs: Vec<(Value, Value)> = all::with(from, |dict| {
        dict.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
    });
    all::with(&made, |dict| {
        for (key, value) in pairs {
            dict.insert(key, value);
        }
    });
    made
}

const NEW_CONCURRENT: &[Method] = &[
    method!(
        "System.Collections.Concurrent.ConcurrentDictionary[TKey,TValue]()",
        |this, _| empty(this, Comparer::Exact, Order::Added)
    ),
    method!(
        "System.Collections.Concurrent.ConcurrentDictionary[TKey,TValue](int concurrencyLevel, int capacity)",
        |this, _| empty(this, Comparer::Exact, Order::Added)
    ),
    method!(
        "System.Collections.Concurrent.ConcurrentDictionary[TKey,TValue](System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        |this, args| { empty(this, comparer_of(args.at(0)), Order::Added) }
    ),
    method!(
        "System.Collections.Concurrent.ConcurrentDictionary[TKey,TValue](System.Collections.Generic.IDictionary[TKey,TValue] collection)",
        |this, args| { plain(this, args.at(0), Comparer::Exact) }
    ),
];

fn value_type(this: &Value) -> Type {
    this.ty()
        .and_then(|ty| ty.arguments.get(1).copied())
        .unwrap_or(super::OBJECT)
}

/// The value of a key, or a new one that is put there.
fn get_or_add(this: &Value, key: &Value, make: impl FnOnce() -> Result<Value>) -> Result<Value> {
    if let Some(found) = all::with(this, |dict| dict.get(key).cloned()) {
        return Ok(found);
    }
    let made = make()?;
    Ok(all::with(this, |dict| match dict.get(key) {
        Some(known) => known.clone(),
        None => {
            dict.insert(key.clone(), made.clone());
            made
        }
    }))
}

fn add_or_update(
    this: &Value,
    key: &Value,
    make: impl FnOnce() -> Result<Value>,
    update: &Value,
) -> Result<Value> {
    let old = all::with(this, |dict| dict.get(key).cloned());
    let new = match old {
        Some(old) => convert::to(
            &access::call_delegate(update, &[key.clone(), old])?,
            value_type(this),
        )?,
        None => make()?,
    };
    drop(all::with(this, |dict| {
        dict.insert(key.clone(), new.clone())
    }));
    Ok(new)
}

const CONCURRENT_METHODS: &[Method] = &[
    method!(
        "TValue AddOrUpdate(TKey key, System.Func[TKey,TValue] addValueFactory, System.Func[TKey,TValue,TValue] updateValueFactory)",
        |this, args| {
            let ty = value_type(this);
            add_or_update(
                this,
                args.at(0),
                || {
                    convert::to(
                        &access::call_delegate(args.at(1), std::slice::from_ref(args.at(0)))?,
                        ty,
                    )
                },
                args.at(2),
            )
        }
    ),
    method!(
        "TValue AddOrUpdate(TKey key, TValue addValue, System.Func[TKey,TValue,TValue] updateValueFactory)",
        |this, args| { add_or_update(this, args.at(0), || Ok(args.at(1).clone()), args.at(2)) }
    ),
    method!(
        "TValue GetOrAdd(TKey key, System.Func[TKey,TValue] valueFactory)",
        |this, args| {
            let ty = value_type(this);
            get_or_add(this, args.at(0), || {
                convert::to(
                    &access::call_delegate(args.at(1), std::slice::from_ref(args.at(0)))?,
                    ty,
                )
            })
        }
    ),
    method!("TValue GetOrAdd(TKey key, TValue value)", |this, args| {
        get_or_add(this, args.at(0), || Ok(args.at(1).clone()))
    }),
    method!("bool TryAdd(TKey key, TValue value)", |this, args| {
        all::with(this, |dict| {
            let new = !dict.contains(args.at(0));
            if new {
                dict.insert(args.at(0).clone(), args.at(1).clone());
            }
            new
        })
    }),
    method!(
        "bool TryRemove(TKey key, [ref] TValue value)",
        |this, args| {
            let found = all::with(this, |dict| dict.remove(args.at(0)));
            let known = found.is_some();
            super::ps_reference::set(
                args.get(1),
                found.map_or_else(|| access::default_of(value_type(this)), |(_, value)| value),
            );
            known
        }
    ),
    method!(
        "bool TryUpdate(TKey key, TValue newValue, TValue comparisonValue)",
        |this, args| all::with(this, |dict| {
            let same = dict
                .get(args.at(0))
                .is_some_and(|known| crate::dict::equals(known, args.at(2)));
            if same {
                drop(dict.insert(args.at(0).clone(), args.at(1).clone()));
            }
            same
        })
    ),
    method!(
        "System.Collections.Generic.KeyValuePair[TKey,TValue][] ToArray()",
        |this, _| array_of(super::OBJECT, all::entries(this))
    ),
    method!("void set_Item(TKey key, TValue value)", |this, args| drop(
        all::with(this, |dict| dict
            .insert(args.at(0).clone(), args.at(1).clone()))
    )),
];

const CONCURRENT_PROPERTIES: &[Property] = &[
    property!("int Count {get;}", |this| all::with(this, |dict| dict
        .len())),
    property!("bool IsEmpty {get;}", |this| all::with(this, |dict| dict
        .len())
        == 0),
    property!(
        "System.Collections.Generic.ICollection[TKey] Keys {get;}",
        |this| all::keys(this)
    ),
    property!(
        "System.Collections.Generic.ICollection[TValue] Values {get;}",
        |this| all::values(this)
    ),
];

const KEYED: &[Type] = &[
    i::IDICTIONARY_T,
    i::IENUMERABLE,
    i::IDICTIONARY,
    i::ICOLLECTION,
    i::IREADONLY_DICTIONARY,
];

declare! {
    SORTED_DICTIONARY = "System.Collections.Generic.SortedDictionary`2" parameters(&["TKey", "TValue"]), KEYED, NEW_SORTED_DICTIONARY, join![COMMON, ADD], PROPERTIES;
    GENERIC_SORTED_LIST = "System.Collections.Generic.SortedList`2" parameters(&["TKey", "TValue"]), KEYED, NEW_GENERIC_SORTED_LIST, join![COMMON, ADD, BY_INDEX], PROPERTIES;
    SORTED_LIST = "System.Collections.SortedList" parameters(&[]), &[i::IDICTIONARY, i::ICOLLECTION, i::IENUMERABLE, i::CLONEABLE], NEW_SORTED_LIST, SORTED_LIST_METHODS, SORTED_LIST_PROPERTIES;
    CONCURRENT_DICTIONARY = "System.Collections.Concurrent.ConcurrentDictionary`2" parameters(&["TKey", "TValue"]), KEYED, NEW_CONCURRENT, join![COMMON, CONCURRENT_METHODS], CONCURRENT_PROPERTIES;
}

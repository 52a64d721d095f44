//! `System.Collections.Hashtable`.

use super::dictionaries as all;
use super::interfaces as i;
use crate::dict::{Comparer, Order};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Result, Value};

fn empty(comparer: Comparer) -> Value {
    all::made(super::HASHTABLE, comparer, Order::Buckets, Vec::new())
}

static CONSTRUCTORS: &[Method] = &[
    method!("hashtable()", |_, _| empty(Comparer::Exact)),
    method!("hashtable(System.Collections.IDictionary d)", |_, args| {
        all::copy(
            args.at(0),
            super::HASHTABLE,
            Comparer::Exact,
            Order::Buckets,
        )
    }),
    method!(
        "hashtable(System.Collections.IDictionary d, System.Collections.IEqualityComparer equalityComparer)",
        |_, args| {
            all::copy(
                args.at(0),
                super::HASHTABLE,
                all::comparer(args.at(1)),
                Order::Buckets,
            )
        }
    ),
    method!(
        "hashtable(System.Collections.IEqualityComparer equalityComparer)",
        |_, args| empty(all::comparer(args.at(0)))
    ),
    method!("hashtable(int capacity)", |_, _| empty(Comparer::Exact)),
    method!(
        "hashtable(int capacity, System.Collections.IEqualityComparer equalityComparer)",
        |_, args| empty(all::comparer(args.at(1)))
    ),
];

static METHODS: &[Method] = &[
    method!(
        "void Add(System.Object key, System.Object value)",
        |this, args| all::add(this, args.at(0), args.at(1))
    ),
    method!("void Clear()", |this, _| drop(
        all::with(this, |dict| dict.take_all())
    )),
    method!("System.Object Clone()", |this, _| {
        let comparer = this
            .as_dict()
            .map_or(Comparer::Exact, |dict| dict.lock().comparer);
        all::copy(this, super::HASHTABLE, comparer, Order::Buckets)
    }),
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
    method!("void CopyTo(array array, int arrayIndex)", |this, args| {
        super::lists::copy_into(&all::entries(this), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.IDictionaryEnumerator GetEnumerator()",
        |this, _| all::enumerator(this)
    ),
    method!("void Remove(System.Object key)", |this, args| {
        all::remove(this, args.at(0));
    }),
    method!(
        "static hashtable Synchronized(hashtable table)",
        |_, args| args.at(0).clone()
    ),
];

static PROPERTIES: &[Property] = &[
    property!("bool IsReadOnly {get;}", |_| false),
    property!("bool IsFixedSize {get;}", |_| false),
    property!("bool IsSynchronized {get;}", |_| false),
    property!("System.Collections.ICollection Keys {get;}", |this| {
        all::keys(this)
    }),
    property!("System.Collections.ICollection Values {get;}", |this| {
        all::values(this)
    }),
    property!("System.Object SyncRoot {get;}", |this| this.clone()),
    property!("int Count {get;}", |this| all::with(this, |dict| dict
        .len())),
];

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Collections.Hashtable")
    .interfaces(&[i::IDICTIONARY])
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

/// `System.Collections.ListDictionaryInternal`: an exception's `Data`.
pub const LIST_DICTIONARY_INTERNAL: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.ListDictionaryInternal")
        .interfaces(&[i::IDICTIONARY])
        .methods(LIST_METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// As .NET's public list dictionaries refuse a key that is there.
fn add_listed(this: &Value, key: &Value, value: &Value) -> Result<()> {
    let is_internal = this.ty() == Some(LIST_DICTIONARY_INTERNAL);
    if !is_internal && all::with(this, |dict| dict.contains(key)) {
        let text = crate::access::to_text(key)?;
        return Err(throw::argument(
            &format!("An item with the same key has already been added. Key: {text}"),
            "",
        ));
    }
    all::add(this, key, value)
}

static LIST_METHODS: &[Method] = &[
    method!(
        "void Add(System.Object key, System.Object value)",
        |this, args| add_listed(this, args.at(0), args.at(1))
    ),
    method!("void Clear()", |this, _| drop(
        all::with(this, |dict| dict.take_all())
    )),
    method!("bool Contains(System.Object key)", |this, args| all::with(
        this,
        |dict| dict.contains(args.at(0))
    )),
    method!("void CopyTo(array array, int index)", |this, args| {
        super::lists::copy_into(&all::entries(this), args.at(0), args.int(1))
    }),
    method!(
        "System.Collections.IDictionaryEnumerator GetEnumerator()",
        |this, _| all::enumerator(this)
    ),
    method!("void Remove(System.Object key)", |this, args| {
        all::remove(this, args.at(0));
    }),
];

fn listed(this: &Value, comparer: Comparer) -> Value {
    all::made(this.type_object(), comparer, Order::Added, Vec::new())
}

/// `System.Collections.Specialized.ListDictionary`.
pub const LIST_DICTIONARY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.Specialized.ListDictionary")
        .interfaces(&[i::IDICTIONARY])
        .constructors(&[
            method!("System.Collections.Specialized.ListDictionary()", |this, _| listed(this, Comparer::Exact)),
            method!(
                "System.Collections.Specialized.ListDictionary(System.Collections.IComparer comparer)",
                |this, args| listed(this, all::comparer(args.at(0)))
            ),
        ])
        .methods(LIST_METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// `System.Collections.Specialized.HybridDictionary`.
pub const HYBRID_DICTIONARY: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.Specialized.HybridDictionary")
        .interfaces(&[i::IDICTIONARY])
        .constructors(&[
            method!(
                "System.Collections.Specialized.HybridDictionary()",
                |this, _| listed(this, Comparer::Exact)
            ),
            method!(
                "System.Collections.Specialized.HybridDictionary(int initialSize)",
                |this, _| listed(this, Comparer::Exact)
            ),
            method!(
                "System.Collections.Specialized.HybridDictionary(bool caseInsensitive)",
                |this, args| listed(
                    this,
                    if args.boolean(0) {
                        Comparer::IgnoreCase
                    } else {
                        Comparer::Exact
                    }
                )
            ),
        ])
        .methods(LIST_METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

//! `System.Collections.DictionaryEntry` and `System.Collections.Generic.KeyValuePair<TKey, TValue>`.

use crate::members::{CodeProperty, Member};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Kind, Method, Property, Type, TypeInfo, registry};
use crate::{Value, dict, string_form};

/// The payload of both.
pub struct Pair {
    /// `Key`.
    pub key: Value,
    /// `Value`.
    pub value: Value,
}

impl Opaque for Pair {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| {
            dict::equals(&self.key, &other.key) && dict::equals(&self.value, &other.value)
        })
    }
}

fn key(this: &Value) -> Value {
    this.payload::<Pair>()
        .map_or(Value::Null, |pair| pair.key.clone())
}

fn value(this: &Value) -> Value {
    this.payload::<Pair>()
        .map_or(Value::Null, |pair| pair.value.clone())
}

static PROPERTIES: &[Property] = &[
    property!("System.Object Key {get;set;}", |this| key(this)),
    property!("System.Object Value {get;set;}", |this| value(this)),
];

/// Type data: an entry is named by its key.
static NAME: CodeProperty = CodeProperty {
    kind: "AliasProperty",
    definition: "Name = Key",
    get: |this| Ok(key(this)),
    set: None,
};

static PAIR_PROPERTIES: &[Property] = &[
    property!("TKey Key {get;}", |this| key(this)),
    property!("TValue Value {get;}", |this| value(this)),
];

static PAIR_METHODS: &[Method] = &[method!("string ToString()", |this, _| format!(
    "[{}, {}]",
    string_form::net_text(&key(this)),
    string_form::net_text(&value(this))
))];

/// `System.Collections.DictionaryEntry`.
pub const DICTIONARY_ENTRY: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Collections.DictionaryEntry")
        .constructors(&[method!(
            "System.Collections.DictionaryEntry(System.Object key, System.Object value)",
            |_, args| entry(args.at(0).clone(), args.at(1).clone())
        )])
        .properties(PROPERTIES)
        .methods(PAIR_METHODS)
        .extended(&[("Name", Member::Code(&NAME))]);
    Type(&INFO)
};

/// ``System.Collections.Generic.KeyValuePair`2``.
pub const KEY_VALUE_PAIR: Type = {
    static INFO: TypeInfo =
        TypeInfo::new(Kind::Struct, "System.Collections.Generic.KeyValuePair`2")
            .base(super::VALUE_TYPE)
            .parameters(&["TKey", "TValue"])
            .constructors(&[method!(
                "System.Collections.Generic.KeyValuePair[TKey,TValue](TKey key, TValue value)",
                |_, args| pair(None, args.at(0).clone(), args.at(1).clone())
            )])
            .properties(PAIR_PROPERTIES)
            .methods(PAIR_METHODS);
    Type(&INFO)
};

/// An entry of a hashtable or ordered dictionary.
pub fn entry(key: Value, value: Value) -> Value {
    Value::Object(Object::opaque(DICTIONARY_ENTRY, Pair { key, value }))
}

/// An entry of a generic dictionary with these arguments; without them, of the values' own types.
pub fn pair(arguments: Option<&[Type]>, key: Value, value: Value) -> Value {
    let own = [
        key.ty().unwrap_or(super::OBJECT),
        value.ty().unwrap_or(super::OBJECT),
    ];
    let ty = registry::close(KEY_VALUE_PAIR, arguments.unwrap_or(&own)).unwrap_or(KEY_VALUE_PAIR);
    Value::Object(Object::opaque(ty, Pair { key, value }))
}

//! `System.Collections.Specialized.NameValueCollection`, and the kind that `HttpUtility.ParseQueryString` gives.

use super::interfaces as i;
use super::web_utility;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property, strings};
use crate::types::{Method, Property, Type, TypeInfo, throw};
use crate::{Lock, Result, Str, Value};

/// Names in the order they came, each with its values; a name may be null, and is looked up in any case.
#[derive(Default)]
struct Names(Lock<Vec<(Option<Str>, Vec<Str>)>>);

impl Opaque for Names {
    fn items(&self) -> Option<Vec<Value>> {
        Some(
            self.0
                .lock()
                .iter()
                .map(|(name, _)| name.clone().into())
                .collect(),
        )
    }

    fn is_enumerable(&self) -> bool {
        true
    }
}

type Entries = Vec<(Option<Str>, Vec<Str>)>;

fn with<R: Default>(this: &Value, run: impl FnOnce(&mut Entries) -> R) -> R {
    this.payload::<Names>()
        .map(|names| run(&mut names.0.lock()))
        .unwrap_or_default()
}

fn same(a: Option<&Str>, b: Option<&Str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => crate::shape::same_name(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn place(entries: &Entries, name: Option<&Str>) -> Option<usize> {
    entries
        .iter()
        .position(|(known, _)| same(known.as_ref(), name))
}

fn joined(values: &[Str]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

fn get(this: &Value, name: Option<Str>) -> Option<String> {
    with(this, |entries| {
        let at = place(entries, name.as_ref())?;
        joined(&entries[at].1)
    })
}

fn at(this: &Value, index: i32) -> Result<Option<String>> {
    let found = with(this, |entries| {
        usize::try_from(index)
            .ok()
            .and_then(|at| entries.get(at))
            .map(|(_, values)| joined(values))
    });
    found.ok_or_else(|| throw::index_out_of_range("index"))
}

fn key(this: &Value, index: i32) -> Result<Option<Str>> {
    let found = with(this, |entries| {
        usize::try_from(index)
            .ok()
            .and_then(|at| entries.get(at))
            .map(|(name, _)| name.clone())
    });
    found.ok_or_else(|| throw::index_out_of_range("index"))
}

fn add(this: &Value, name: Option<Str>, value: Option<Str>) {
    with(this, |entries| {
        let at = place(entries, name.as_ref()).unwrap_or_else(|| {
            entries.push((name.clone(), Vec::new()));
            entries.len() - 1
        });
        entries[at].1.extend(value);
    });
}

fn set(this: &Value, name: Option<Str>, value: Option<Str>) {
    with(this, |entries| match place(entries, name.as_ref()) {
        Some(at) => entries[at].1 = value.into_iter().collect(),
        None => entries.push((name, value.into_iter().collect())),
    });
}

fn remove(this: &Value, name: Option<Str>) {
    with(this, |entries| {
        if let Some(at) = place(entries, name.as_ref()) {
            entries.remove(at);
        }
    });
}

fn query(this: &Value) -> String {
    let entries = with(this, |entries| entries.clone());
    let mut parts = Vec::new();
    for (name, values) in entries {
        let name = name.map(|name| format!("{}=", web_utility::url_encode(&name)));
        for value in values {
            let name = name.as_deref().unwrap_or_default();
            parts.push(format!("{name}{}", web_utility::url_encode(&value)));
        }
    }
    parts.join("&")
}

/// `HttpUtility.ParseQueryString`.
pub(super) fn parse_query(query: Option<Str>) -> Result<Value> {
    let Some(query) = query else {
        return Err(throw::argument_null("query"));
    };
    let made = Value::Object(Object::opaque(QUERY_COLLECTION, Names::default()));
    let query = query.strip_prefix('?').unwrap_or(&query);
    for part in query.split('&') {
        if part.is_empty() && query.is_empty() {
            continue;
        }
        let decode = |text: &str| Str::from(web_utility::url_decode(text));
        match part.split_once('=') {
            Some((name, value)) => add(&made, Some(decode(name)), Some(decode(value))),
            None => add(&made, None, Some(decode(part))),
        }
    }
    Ok(made)
}

static METHODS: &[Method] = &[
    method!("void Add(string name, string value)", |this, args| add(
        this,
        args.string(0),
        args.string(1)
    )),
    method!("void Clear()", |this, _| with(this, Vec::clear)),
    method!("string Get(string name)", |this, args| get(
        this,
        args.string(0)
    )),
    method!("string Get(int index)", |this, args| at(this, args.int(0))),
    method!("string GetKey(int index)", |this, args| key(
        this,
        args.int(0)
    )),
    method!("string[] GetValues(string name)", |this, args| {
        let name = args.string(0);
        with(this, |entries| {
            place(entries, name.as_ref()).map(|at| strings(entries[at].1.clone()))
        })
    }),
    method!("bool HasKeys()", |this, _| with(this, |entries| entries
        .iter()
        .any(|(name, _)| name.is_some()))),
    method!("void Remove(string name)", |this, args| remove(
        this,
        args.string(0)
    )),
    method!("void Set(string name, string value)", |this, args| set(
        this,
        args.string(0),
        args.string(1)
    )),
    method!("string Item(string name) {get;set;}", |this, args| get(
        this,
        args.string(0)
    )),
    method!("string Item(int index) {get;}", |this, args| at(
        this,
        args.int(0)
    )),
    method!("void set_Item(string name, string value)", |this, args| {
        set(this, args.string(0), args.string(1))
    }),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| crate::enumerate::enumerator(this.items())
    ),
];

static PROPERTIES: &[Property] = &[
    property!("string[] AllKeys {get;}", |this| strings(this.items())),
    property!("int Count {get;}", |this| with(this, |entries| entries
        .len())),
    property!(
        "System.Collections.Specialized.NameObjectCollectionBase+KeysCollection Keys {get;}",
        |this| strings(this.items())
    ),
];

/// `System.Collections.Specialized.NameValueCollection`.
pub const NAME_VALUE_COLLECTION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Collections.Specialized.NameValueCollection")
        .interfaces(&[i::ICOLLECTION])
        .constructors(&[method!(
            "System.Collections.Specialized.NameValueCollection()",
            |this, _| Value::Object(Object::opaque(this.type_object(), Names::default()))
        )])
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

/// `System.Web.HttpUtility+HttpQSCollection`.
pub const QUERY_COLLECTION: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Web.HttpUtility+HttpQSCollection")
        .base(NAME_VALUE_COLLECTION)
        .methods(&[method!("string ToString()", |this, _| query(this))]);
    Type(&INFO)
};

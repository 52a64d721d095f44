//! `System.Text.Json`: `JsonDocument`, `JsonElement`, `JsonProperty`.

mod read;

use super::exceptions;
use crate::object::{Object, Opaque};
use crate::types::native::{Args, method, property};
use crate::types::{Method, Type, TypeInfo, throw};
use crate::{Flow, Result, Str, Value, convert, enumerate};
use read::{Kind, Node};
use std::sync::Arc;

/// The types of this folder, for look-up by name.
pub static ALL: &[Type] = &[JSON_DOCUMENT, JSON_ELEMENT, JSON_PROPERTY, JSON_VALUE_KIND];

/// The text and the tree that was read of it.
struct Document {
    text: Str,
    root: Node,
}

/// A node of a document, by the way to it.
#[derive(Clone)]
struct Element {
    document: Arc<Document>,
    path: Vec<usize>,
}

impl Opaque for Element {}

struct Property {
    name: Str,
    value: Value,
}

impl Opaque for Property {}

struct Root(Value);

impl Opaque for Root {}

impl Element {
    fn node(&self) -> &Node {
        self.path
            .iter()
            .fold(&self.document.root, |node, at| &node.items[*at])
    }

    fn raw(&self) -> &str {
        &self.document.text[self.node().raw.clone()]
    }

    fn child(&self, at: usize) -> Value {
        let mut child = self.clone();
        child.path.push(at);
        Value::Object(Object::opaque(JSON_ELEMENT, child))
    }
}

fn parse(text: Option<Str>) -> Result<Value> {
    let Some(text) = text else {
        return Err(throw::argument_null("json"));
    };
    let root = read::read(&text).map_err(|message| throw::of(exceptions::JSON_READER, message))?;
    let document = Arc::new(Document { text, root });
    let root = Element {
        document,
        path: Vec::new(),
    };
    let root = Value::Object(Object::opaque(JSON_ELEMENT, root));
    Ok(Value::Object(Object::opaque(JSON_DOCUMENT, Root(root))))
}

fn element(this: &Value) -> Result<&Element> {
    this.payload::<Element>().ok_or_else(|| {
        throw::invalid_operation("Operation is not valid due to the current state of the object.")
    })
}

fn kind_name(kind: Kind) -> String {
    format!("{kind:?}")
}

fn wanted(this: &Value, wanted: Kind) -> Result<&Element> {
    let element = element(this)?;
    let kind = element.node().kind;
    if kind == wanted {
        return Ok(element);
    }
    Err(throw::invalid_operation(format!(
        "The requested operation requires an element of type '{}', but the target element has type '{}'.",
        kind_name(wanted),
        kind_name(kind)
    )))
}

/// A property's value; of two equal names the later counts.
fn find(this: &Value, name: &str) -> Result<Option<Value>> {
    let element = wanted(this, Kind::Object)?;
    let at = element.node().names.iter().rposition(|known| known == name);
    Ok(at.map(|at| element.child(at)))
}

fn children(this: &Value, kind: Kind) -> Result<Vec<Value>> {
    let element = wanted(this, kind)?;
    Ok((0..element.node().items.len())
        .map(|at| element.child(at))
        .collect())
}

fn properties(this: &Value) -> Result<Value> {
    let names = wanted(this, Kind::Object)?.node().names.clone();
    let values = children(this, Kind::Object)?;
    let made = names.into_iter().zip(values).map(|(name, value)| {
        let property = Property {
            name: name.into(),
            value,
        };
        Value::Object(Object::opaque(JSON_PROPERTY, property))
    });
    Ok(enumerate::enumerator(made.collect()))
}

fn string(this: &Value) -> Result<Option<Str>> {
    if element(this)?.node().kind == Kind::Null {
        return Ok(None);
    }
    Ok(Some(
        wanted(this, Kind::String)?.node().text.as_str().into(),
    ))
}

/// A number of a type, if the text is one that the type holds.
fn number(this: &Value, ty: Type) -> Result<Option<Value>> {
    let text = wanted(this, Kind::Number)?.raw();
    let is_whole = !text.contains(['.', 'e', 'E']);
    let real = [super::DOUBLE, super::SINGLE, super::DECIMAL].contains(&ty);
    if !real && !is_whole {
        return Ok(None);
    }
    Ok(convert::to(&Value::str(text), ty).ok())
}

fn must(found: Option<Value>) -> Result<Value> {
    found.ok_or_else(|| throw::format("One of the identified items was in an invalid format."))
}

fn of_text(this: &Value, ty: Type) -> Result<Value> {
    let text = wanted(this, Kind::String)?.node().text.clone();
    must(convert::to(&Value::str(text), ty).ok())
}

fn boolean(this: &Value) -> Result<bool> {
    match element(this)?.node().kind {
        Kind::True => Ok(true),
        Kind::False => Ok(false),
        other => Err(throw::invalid_operation(format!(
            "The requested operation requires an element of type 'Boolean', but the target element has type '{}'.",
            kind_name(other)
        ))),
    }
}

fn text(this: &Value) -> Result<Str> {
    let element = element(this)?;
    Ok(match element.node().kind {
        Kind::String => element.node().text.as_str().into(),
        Kind::True => "True".into(),
        Kind::False => "False".into(),
        Kind::Null | Kind::Undefined => "".into(),
        _ => element.raw().into(),
    })
}

fn at(this: &Value, index: i32) -> Result<Value> {
    let element = wanted(this, Kind::Array)?;
    usize::try_from(index)
        .ok()
        .filter(|at| *at < element.node().items.len())
        .map(|at| element.child(at))
        .ok_or_else(|| {
            throw::of(
                exceptions::INDEX_OUT_OF_RANGE,
                "Index was outside the bounds of the array.",
            )
        })
}

fn try_number(this: &Value, place: &Value, ty: Type) -> Result<bool> {
    let found = number(this, ty)?;
    let is_there = found.is_some();
    let value = found.unwrap_or_else(|| crate::access::default_of(ty));
    super::ps_reference::set(Some(place), value);
    Ok(is_there)
}

fn property_text(this: &Value) -> Result<String> {
    match this.payload::<Property>() {
        Some(property) => {
            let raw = element(&property.value)?.raw();
            Ok(format!("\"{}\":{raw}", property.name))
        }
        None => Ok(String::new()),
    }
}

static METHODS: &[Method] = &[
    method!(
        "System.Text.Json.JsonElement GetProperty(string propertyName)",
        |this, args| find(this, args.text(0))?.ok_or_else(|| throw::of(
            exceptions::KEY_NOT_FOUND,
            "The given key was not present in the dictionary."
        ))
    ),
    method!(
        "bool TryGetProperty(string propertyName, [ref] System.Text.Json.JsonElement value)",
        |this, args| {
            let found = find(this, args.text(0))?;
            let is_there = found.is_some();
            super::ps_reference::set(args.get(1), found.unwrap_or_default());
            Ok::<_, Flow>(is_there)
        }
    ),
    method!("int GetArrayLength()", |this, _| wanted(this, Kind::Array)
        .map(|element| element.node().items.len())),
    method!("int GetPropertyCount()", |this, _| wanted(
        this,
        Kind::Object
    )
    .map(|element| element.node().items.len())),
    method!(
        "System.Text.Json.JsonElement+ArrayEnumerator EnumerateArray()",
        |this, _| children(this, Kind::Array).map(enumerate::enumerator)
    ),
    method!(
        "System.Text.Json.JsonElement+ObjectEnumerator EnumerateObject()",
        |this, _| properties(this)
    ),
    method!(
        "System.Text.Json.JsonElement Item(int index) {get;}",
        |this, args| at(this, args.int(0))
    ),
    method!("string GetString()", |this, _| string(this)),
    method!("bool GetBoolean()", |this, _| boolean(this)),
    method!("byte GetByte()", |this, _| must(number(this, super::BYTE)?)),
    method!("short GetInt16()", |this, _| must(number(
        this,
        super::INT16
    )?)),
    method!("int GetInt32()", |this, _| must(number(
        this,
        super::INT32
    )?)),
    method!("uint GetUInt32()", |this, _| must(number(
        this,
        super::UINT32
    )?)),
    method!("long GetInt64()", |this, _| must(number(
        this,
        super::INT64
    )?)),
    method!("ulong GetUInt64()", |this, _| must(number(
        this,
        super::UINT64
    )?)),
    method!("double GetDouble()", |this, _| must(number(
        this,
        super::DOUBLE
    )?)),
    method!("float GetSingle()", |this, _| must(number(
        this,
        super::SINGLE
    )?)),
    method!("decimal GetDecimal()", |this, _| must(number(
        this,
        super::DECIMAL
    )?)),
    method!(
        "bool TryGetInt32([ref] int value)",
        |this, args| try_number(this, args.at(0), super::INT32)
    ),
    method!("bool TryGetInt64([ref] long value)", |this, args| {
        try_number(this, args.at(0), super::INT64)
    }),
    method!("bool TryGetDouble([ref] double value)", |this, args| {
        try_number(this, args.at(0), super::DOUBLE)
    }),
    method!("datetime GetDateTime()", |this, _| of_text(
        this,
        super::DATE_TIME
    )),
    method!("guid GetGuid()", |this, _| of_text(this, super::GUID)),
    method!("string GetRawText()", |this, _| element(this)
        .map(|element| Str::from(element.raw()))),
    method!("System.Text.Json.JsonElement Clone()", |this, _| this
        .clone()),
    method!("string ToString()", |this, _| text(this)),
];

/// `System.Text.Json.JsonValueKind`.
pub const JSON_VALUE_KIND: Type = {
    static INFO: TypeInfo = TypeInfo::enumeration(
        "System.Text.Json.JsonValueKind",
        &[
            ("Undefined", 0),
            ("Object", 1),
            ("Array", 2),
            ("String", 3),
            ("Number", 4),
            ("True", 5),
            ("False", 6),
            ("Null", 7),
        ],
    );
    Type(&INFO)
};

/// `System.Text.Json.JsonElement`.
pub const JSON_ELEMENT: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Text.Json.JsonElement")
        .methods(METHODS)
        .properties(&[property!(
            "System.Text.Json.JsonValueKind ValueKind {get;}",
            |this| {
                let kind = element(this).map_or(Kind::Undefined, |element| element.node().kind);
                crate::access::enums::value(JSON_VALUE_KIND, kind as i64)
            }
        )]);
    Type(&INFO)
};

/// `System.Text.Json.JsonProperty`.
pub const JSON_PROPERTY: Type = {
    static INFO: TypeInfo = TypeInfo::structure("System.Text.Json.JsonProperty")
        .methods(&[
            method!("bool NameEquals(string text)", |this, args| this
                .payload::<Property>()
                .is_some_and(|property| property.name == args.text(0))),
            method!("string ToString()", |this, _| property_text(this)),
        ])
        .properties(&[
            property!("string Name {get;}", |this| this
                .payload::<Property>()
                .map(|property| property.name.clone())),
            property!("System.Text.Json.JsonElement Value {get;}", |this| this
                .payload::<Property>()
                .map(|property| property.value.clone())),
        ]);
    Type(&INFO)
};

/// `System.Text.Json.JsonDocument`.
pub const JSON_DOCUMENT: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Text.Json.JsonDocument")
        .methods(&[
            method!(
                "static System.Text.Json.JsonDocument Parse(string json, System.Text.Json.JsonDocumentOptions options = default)",
                |_, args| parse(args.string(0))
            ),
            method!("void Dispose()", |_, _| ()),
        ])
        .properties(&[property!(
            "System.Text.Json.JsonElement RootElement {get;}",
            |this| this.payload::<Root>().map(|root| root.0.clone())
        )]);
    Type(&INFO)
};

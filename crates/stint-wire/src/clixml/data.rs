//! What kind of thing a value is to CLIXML.

use stint_object::object::Opaque;
use stint_object::{Data, Str, Type, Value};

/// A value's place in the format.
pub(super) enum Shape {
    /// Written as its text, and read back as itself.
    Primitive(Primitive),
    /// Written item by item.
    List(&'static str, Vec<Value>),
    /// Written entry by entry.
    Dictionary(Vec<(Value, Value)>),
    /// Written property by property.
    Complex,
}

/// A primitive: its element, and what it says.
pub(super) enum Primitive {
    Direct,
    Bytes(Vec<u8>),
    /// One whose type another file declares, by its text.
    Named(&'static str),
    Progress,
    SecureString,
}

/// Types that are primitives without being plain values: .NET's name and the element.
pub(super) const NAMED: [(&str, &str); 3] = [
    ("System.Version", "Version"),
    ("System.Uri", "URI"),
    ("System.Xml.XmlDocument", "XD"),
];

pub(super) const PROGRESS_RECORD: &str = "System.Management.Automation.ProgressRecord";
const SECURE_STRING: &str = "System.Security.SecureString";

/// The text of a primitive whose type is not there, or that is only to be written again.
pub(super) struct KnownText {
    pub tag: &'static str,
    pub text: Str,
}

impl Opaque for KnownText {}

/// Classifies a value that is not null.
pub(super) fn shape(value: &Value) -> Shape {
    let base = value.base();
    let Value::Object(object) = base else {
        return Shape::Primitive(Primitive::Direct);
    };
    match object.data() {
        Data::Decimal(_)
        | Data::DateTime(_)
        | Data::TimeSpan(_)
        | Data::Guid(_)
        | Data::ScriptBlock(_) => Shape::Primitive(Primitive::Direct),
        Data::Array(array) if object.ty().element == Some(stint_object::types::system::BYTE) => {
            let bytes = array.with(|items| items.iter().filter_map(byte).collect());
            Shape::Primitive(Primitive::Bytes(bytes))
        }
        Data::Array(array) => Shape::List("LST", array.to_vec()),
        Data::List(list) => Shape::List(list_tag(object.ty()), list.lock().clone()),
        Data::Dict(dict) => {
            let dict = dict.lock();
            Shape::Dictionary(dict.pairs())
        }
        Data::Opaque(_) => opaque(base, object.ty()),
        _ => Shape::Complex,
    }
}

fn byte(value: &Value) -> Option<u8> {
    match value {
        Value::Byte(byte) => Some(*byte),
        _ => None,
    }
}

fn opaque(value: &Value, ty: Type) -> Shape {
    if let Some(text) = value.payload::<KnownText>() {
        return Shape::Primitive(Primitive::Named(text.tag));
    }
    let name = ty.name();
    if name == PROGRESS_RECORD {
        return Shape::Primitive(Primitive::Progress);
    }
    if name == SECURE_STRING {
        return Shape::Primitive(Primitive::SecureString);
    }
    let named = NAMED
        .into_iter()
        .find(|(known, _)| ty.chain().any(|ty| ty.name() == *known));
    named.map_or(Shape::Complex, |(_, tag)| {
        Shape::Primitive(Primitive::Named(tag))
    })
}

fn list_tag(ty: Type) -> &'static str {
    let is = |wanted: [&str; 2]| {
        ty.chain().any(|ty| {
            let open = ty
                .definition
                .map_or(ty.name(), |definition| definition.name());
            wanted.contains(&open)
        })
    };
    if is([
        "System.Collections.Stack",
        "System.Collections.Generic.Stack`1",
    ]) {
        "STK"
    } else if is([
        "System.Collections.Queue",
        "System.Collections.Generic.Queue`1",
    ]) {
        "QUE"
    } else if is([
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.LinkedList`1",
    ]) || is([
        "System.Collections.Generic.SortedSet`1",
        "System.Collections.BitArray",
    ]) {
        "IE"
    } else {
        "LST"
    }
}

//! What the members of `Xml...` types do, and the members that PowerShell makes of elements and attributes.

use super::dom::{Entry, Kind, Node};
use super::{parse, types, write, xpath};
use crate::object::{Object, Opaque};
use crate::types::native::Args;
use crate::types::system::exceptions;
use crate::types::throw;
use crate::{Flow, Lock, Result, Str, Value, access};
use std::sync::OnceLock;

/// Reading and writing files, which this crate does not do itself.
pub struct Files {
    /// The text of a file.
    pub read: fn(&str) -> Result<String>,
    /// Writes a file.
    pub write: fn(&str, &str) -> Result<()>,
}

static FILES: OnceLock<Files> = OnceLock::new();

/// Installs reading and writing of files.
pub fn files(files: Files) {
    let _ = FILES.set(files);
}

fn installed() -> Result<&'static Files> {
    FILES
        .get()
        .ok_or_else(|| throw::not_supported("Files are not available here."))
}

/// The node in a value.
pub fn of(value: &Value) -> Result<&Node> {
    value
        .payload::<Node>()
        .ok_or_else(|| throw::argument_null("node"))
}

/// A node as a value of its type.
pub fn value(node: Node) -> Value {
    let ty = types::of_kind(node.kind());
    Value::Object(Object::opaque(ty, node))
}

/// A node or null.
pub fn maybe(node: Option<Node>) -> Value {
    node.map(value).unwrap_or_default()
}

/// `XmlNodeList` and `XmlAttributeCollection`.
pub struct List {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The element whose attributes they are.
    pub owner: Option<Node>,
}

impl Opaque for List {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        Some(self.nodes.iter().cloned().map(value).collect())
    }
}

/// A list of nodes.
pub fn list(nodes: Vec<Node>) -> Value {
    Value::Object(Object::opaque(
        types::XML_NODE_LIST,
        List { nodes, owner: None },
    ))
}

/// The attributes of an element.
pub fn attribute_list(node: &Node) -> Value {
    Value::Object(Object::opaque(
        types::XML_ATTRIBUTE_COLLECTION,
        List {
            nodes: node.attributes(),
            owner: Some(node.clone()),
        },
    ))
}

/// `XmlNamespaceManager`.
pub struct Manager(pub Lock<xpath::Namespaces>);

impl Opaque for Manager {}

fn namespaces(value: &Value) -> xpath::Namespaces {
    value
        .payload::<Manager>()
        .map(|manager| manager.0.lock().clone())
        .unwrap_or_default()
}

/// `SelectNodes`.
pub fn select(this: &Value, args: &[Value]) -> Result<Vec<Node>> {
    xpath::select(of(this)?, args.text(0), &namespaces(args.at(1)))
}

/// What PowerShell shows of a child or attribute: text where there is nothing but text.
fn shown(node: &Node) -> Value {
    match node.kind() {
        Kind::Attribute | Kind::Text | Kind::CData | Kind::Comment => Value::from(node.value()),
        Kind::Declaration => Value::from(node.value()),
        Kind::Element if is_leaf(node) => Value::from(node.inner_text()),
        _ => value(node.clone()),
    }
}

fn is_leaf(node: &Node) -> bool {
    let children = node.children();
    node.attributes().is_empty()
        && match children.as_slice() {
            [] => true,
            [only] => matches!(only.kind(), Kind::Text | Kind::CData),
            _ => false,
        }
}

/// Attributes and children of a name, ignoring case.
/// Whether a node is meant by its name, with its prefix or without.
fn is_named(own: &str, wanted: &str) -> bool {
    own.eq_ignore_ascii_case(wanted)
        || own
            .split_once(':')
            .is_some_and(|(_, local)| local.eq_ignore_ascii_case(wanted))
}

fn named(node: &Node, name: &str) -> Vec<Node> {
    let mut found: Vec<Node> = node
        .attributes()
        .into_iter()
        .filter(|attribute| is_named(&attribute.name(), name))
        .collect();
    found.extend(node.children().into_iter().filter(|child| {
        !matches!(child.kind(), Kind::Whitespace) && is_named(&child.name(), name)
    }));
    found
}

/// A member that PowerShell makes: one value, or an array where there are several.
pub fn member(node: &Node, name: &str) -> Option<Value> {
    if !matches!(node.kind(), Kind::Element | Kind::Document | Kind::Fragment) {
        return None;
    }
    let mut found = named(node, name);
    match found.len() {
        0 => None,
        1 => Some(shown(&found.remove(0))),
        _ => Some(Value::array(found.iter().map(shown).collect())),
    }
}

/// The names of such members: attributes, then children.
pub fn member_names(node: &Node) -> Vec<Str> {
    let mut names: Vec<Str> = Vec::new();
    for found in node.attributes().iter().chain(&node.children()) {
        let name = found.name();
        if found.kind() != Kind::Whitespace
            && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
        {
            names.push(name.into());
        }
    }
    names
}

/// Sets such a member: an attribute, or a child that holds only text.
pub fn set_member(node: &Node, name: &str, new: &Value) -> Option<Result<()>> {
    let found = named(node, name);
    let only = match found.as_slice() {
        [] => return None,
        [only] => only,
        _ => {
            return Some(Err(refused(
                "XmlNodeSetRestrictions",
                format!(
                    "Cannot set \"{name}\" because only unique attributes or unique non-attributed leaf nodes can be set."
                ),
            )));
        }
    };
    let Some(text) = new.as_str() else {
        return Some(Err(refused(
            "XmlNodeSetShouldBeAString",
            format!(
                "Cannot set \"{name}\" because only strings can be used as values to set XmlNode properties."
            ),
        )));
    };
    if only.kind() == Kind::Element && !is_leaf(only) {
        return Some(Err(refused(
            "XmlNodeSetRestrictions",
            format!(
                "Cannot set \"{name}\" because only unique attributes or unique non-attributed leaf nodes can be set."
            ),
        )));
    }
    only.set_inner_text(text);
    Some(Ok(()))
}

fn refused(id: &'static str, message: String) -> Flow {
    crate::error_record::ErrorRecord::new(
        id,
        crate::error_record::Category::NotSpecified,
        exceptions::SET_VALUE,
        message,
    )
    .into()
}

/// Loads XML text into a document.
pub fn load_text(this: &Value, text: &str) -> Result<()> {
    let node = of(this)?;
    let fresh = Node::document();
    *fresh.dom.preserve.lock() = *node.dom.preserve.lock();
    parse::document(text, &fresh)?;
    let entries = std::mem::take(&mut *fresh.dom.entries.lock());
    *node.dom.entries.lock() = entries;
    Ok(())
}

/// `Load`: a file name, or something that reads.
pub fn load(this: &Value, from: &Value) -> Result<()> {
    if from.is_null() {
        return Err(throw::argument_null("filename"));
    }
    let text = match from.as_str() {
        Some(path) => (installed()?.read)(path)?,
        None => access::invoke_method(from, "ReadToEnd", &[])?
            .as_str()
            .map(|text| text.to_string())
            .unwrap_or_default(),
    };
    load_text(this, &text)
}

/// `Save`: to a file name, or something that writes.
pub fn save(this: &Value, to: &Value) -> Result<()> {
    let text = write::saved(of(this)?);
    match to.as_str() {
        Some(path) => (installed()?.write)(path, &text),
        None => access::invoke_method(to, "Write", &[Value::from(text)]).map(drop),
    }
}

/// A new node of this node's document.
pub fn create(this: &Value, kind: Kind, name: &str, text: &str) -> Result<Value> {
    Ok(value(of(this)?.add(Entry::new(kind, name, text))))
}

/// A new element, with its namespace if it is not the one that holds where it is put.
pub fn create_element(this: &Value, name: &str, namespace: &str) -> Result<Value> {
    let node = of(this)?.add(Entry {
        is_empty: true,
        ..Entry::new(Kind::Element, name, "")
    });
    if !namespace.is_empty() {
        let attribute = match name.split_once(':') {
            Some((prefix, _)) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        node.set_attribute(&attribute, namespace);
    }
    Ok(value(node))
}

/// The node in an argument; one of another document is refused.
pub fn argument<'a>(this: &Value, args: &'a [Value], at: usize) -> Result<&'a Node> {
    let child = of(args.at(at))?;
    if !std::sync::Arc::ptr_eq(&of(this)?.dom, &child.dom) {
        return Err(throw::argument(
            "The node to be inserted is from a different document context.",
            "",
        ));
    }
    Ok(child)
}

/// Replaces everything inside by XML text.
pub fn set_inner_xml(node: &Node, text: &str) -> Result<()> {
    for child in node.children() {
        child.detach();
    }
    parse::fragment(text, node)
}

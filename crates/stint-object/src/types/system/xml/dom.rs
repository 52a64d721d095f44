//! The tree: one arena for each document, nodes by their number.

use crate::Lock;
use crate::object::Opaque;
use std::sync::Arc;

/// What a node is; the numbers are those of `XmlNodeType`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An element.
    Element = 1,
    /// An attribute.
    Attribute = 2,
    /// Text.
    Text = 3,
    /// A CDATA section.
    CData = 4,
    /// A processing instruction.
    Instruction = 7,
    /// A comment.
    Comment = 8,
    /// The document.
    Document = 9,
    /// A document type.
    DocumentType = 10,
    /// A fragment.
    Fragment = 11,
    /// White space that does not count.
    Whitespace = 13,
    /// `<?xml ...?>`.
    Declaration = 17,
}

/// What stands in the arena for a node.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The qualified name; of text, comments and such empty.
    pub name: String,
    /// The value of attributes, text, comments, instructions and the declaration.
    pub value: String,
    /// Attributes of an element.
    pub attributes: Vec<usize>,
    /// Children.
    pub children: Vec<usize>,
    /// The parent; of an attribute its element.
    pub parent: Option<usize>,
    /// Written `<a />` rather than `<a></a>`.
    pub is_empty: bool,
}

/// A document's nodes; number 0 is the document.
pub struct Dom {
    /// The nodes.
    pub entries: Lock<Vec<Entry>>,
    /// `PreserveWhitespace`.
    pub preserve: Lock<bool>,
}

/// A node of a document: the payload of all `Xml...` types.
#[derive(Clone)]
pub struct Node {
    /// Its document.
    pub dom: Arc<Dom>,
    /// Its number.
    pub id: usize,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && Arc::ptr_eq(&self.dom, &other.dom)
    }
}

impl Entry {
    /// A node of a kind, alone.
    pub fn new(kind: Kind, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            value: value.into(),
            attributes: Vec::new(),
            children: Vec::new(),
            parent: None,
            is_empty: false,
        }
    }
}

impl Node {
    /// An empty document.
    pub fn document() -> Self {
        let entries = vec![Entry::new(Kind::Document, "#document", "")];
        Self {
            dom: Arc::new(Dom {
                entries: Lock::new(entries),
                preserve: Lock::new(false),
            }),
            id: 0,
        }
    }

    /// The node of another number in the same document.
    pub fn at(&self, id: usize) -> Self {
        Self {
            dom: self.dom.clone(),
            id,
        }
    }

    /// Reads the entry.
    pub fn with<R>(&self, read: impl FnOnce(&Entry) -> R) -> R {
        read(&self.dom.entries.lock()[self.id])
    }

    /// Changes the entry.
    pub fn change<R>(&self, change: impl FnOnce(&mut Entry) -> R) -> R {
        change(&mut self.dom.entries.lock()[self.id])
    }

    /// Adds a node to the arena, without a parent.
    pub fn add(&self, entry: Entry) -> Self {
        let mut entries = self.dom.entries.lock();
        entries.push(entry);
        let id = entries.len() - 1;
        drop(entries);
        self.at(id)
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.with(|entry| entry.kind)
    }

    /// Its qualified name, `#text` and such for what has none.
    pub fn name(&self) -> String {
        self.with(|entry| match entry.kind {
            Kind::Text => "#text".to_owned(),
            Kind::CData => "#cdata-section".to_owned(),
            Kind::Comment => "#comment".to_owned(),
            Kind::Whitespace => "#whitespace".to_owned(),
            Kind::Fragment => "#document-fragment".to_owned(),
            Kind::Declaration => "xml".to_owned(),
            _ => entry.name.clone(),
        })
    }

    /// The name without its prefix.
    pub fn local_name(&self) -> String {
        let name = self.name();
        match name.split_once(':') {
            Some((_, local)) => local.to_owned(),
            None => name,
        }
    }

    /// The prefix; empty if there is none.
    pub fn prefix(&self) -> String {
        self.name()
            .split_once(':')
            .map_or_else(String::new, |(prefix, _)| prefix.to_owned())
    }

    /// The namespace that a prefix means here.
    pub fn namespace_of(&self, prefix: &str) -> String {
        let wanted = if prefix.is_empty() {
            "xmlns".to_owned()
        } else {
            format!("xmlns:{prefix}")
        };
        if prefix == "xml" {
            return "http://www.w3.org/XML/1998/namespace".to_owned();
        }
        let mut node = Some(self.clone());
        while let Some(current) = node {
            if let Some(found) = current.attribute(&wanted) {
                return found.value();
            }
            node = current.parent();
        }
        String::new()
    }

    /// `NamespaceURI`.
    pub fn namespace(&self) -> String {
        match self.kind() {
            Kind::Attribute if self.name() == "xmlns" || self.prefix() == "xmlns" => {
                "http://www.w3.org/2000/xmlns/".to_owned()
            }
            Kind::Attribute if self.prefix().is_empty() => String::new(),
            Kind::Element | Kind::Attribute => self.namespace_of(&self.prefix()),
            _ => String::new(),
        }
    }

    /// Its own value.
    pub fn value(&self) -> String {
        self.with(|entry| entry.value.clone())
    }

    /// Children in order.
    pub fn children(&self) -> Vec<Self> {
        let ids = self.with(|entry| entry.children.clone());
        ids.into_iter().map(|id| self.at(id)).collect()
    }

    /// Attributes in order.
    pub fn attributes(&self) -> Vec<Self> {
        let ids = self.with(|entry| entry.attributes.clone());
        ids.into_iter().map(|id| self.at(id)).collect()
    }

    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<Self> {
        self.attributes()
            .into_iter()
            .find(|attribute| attribute.with(|entry| entry.name == name))
    }

    /// The parent.
    pub fn parent(&self) -> Option<Self> {
        self.with(|entry| entry.parent).map(|id| self.at(id))
    }

    /// The document itself.
    pub fn owner(&self) -> Self {
        self.at(0)
    }

    /// The text of everything inside.
    pub fn inner_text(&self) -> String {
        match self.kind() {
            Kind::Text
            | Kind::CData
            | Kind::Whitespace
            | Kind::Attribute
            | Kind::Comment
            | Kind::Instruction
            | Kind::Declaration => self.value(),
            _ => {
                let mut text = String::new();
                self.collect_text(&mut text);
                text
            }
        }
    }

    fn collect_text(&self, text: &mut String) {
        for child in self.children() {
            match child.kind() {
                Kind::Text | Kind::CData | Kind::Whitespace => text.push_str(&child.value()),
                Kind::Element => child.collect_text(text),
                _ => {}
            }
        }
    }

    /// Takes the node out of its parent.
    pub fn detach(&self) {
        if let Some(parent) = self.parent() {
            parent.change(|entry| {
                entry.children.retain(|id| *id != self.id);
                entry.attributes.retain(|id| *id != self.id);
            });
        }
        self.change(|entry| entry.parent = None);
    }

    /// Puts a node among the children, in front of another or at the end.
    pub fn insert(&self, child: &Self, before: Option<&Self>) {
        let children = if child.kind() == Kind::Fragment {
            child.children()
        } else {
            vec![child.clone()]
        };
        for child in children {
            child.detach();
            child.change(|entry| entry.parent = Some(self.id));
            self.change(|entry| {
                let at = before
                    .and_then(|before| entry.children.iter().position(|id| *id == before.id))
                    .unwrap_or(entry.children.len());
                entry.children.insert(at, child.id);
                entry.is_empty = false;
            });
        }
    }

    /// Sets or adds an attribute.
    pub fn set_attribute(&self, name: &str, value: &str) -> Self {
        if let Some(known) = self.attribute(name) {
            known.change(|entry| value.clone_into(&mut entry.value));
            return known;
        }
        let attribute = self.add(Entry::new(Kind::Attribute, name, value));
        attribute.change(|entry| entry.parent = Some(self.id));
        self.change(|entry| entry.attributes.push(attribute.id));
        attribute
    }

    /// Replaces everything inside by text.
    pub fn set_inner_text(&self, text: &str) {
        if !matches!(self.kind(), Kind::Element | Kind::Document | Kind::Fragment) {
            self.change(|entry| text.clone_into(&mut entry.value));
            return;
        }
        for child in self.children() {
            child.detach();
        }
        if !text.is_empty() {
            let child = self.add(Entry::new(Kind::Text, "", text));
            self.insert(&child, None);
        }
    }

    /// A copy into another document (or the same), with everything inside if wanted.
    pub fn copy_to(&self, target: &Self, deep: bool) -> Self {
        let entry = self.with(|entry| Entry {
            attributes: Vec::new(),
            children: Vec::new(),
            parent: None,
            ..entry.clone()
        });
        let copy = target.add(entry);
        for attribute in self.attributes() {
            copy.set_attribute(
                &attribute.with(|entry| entry.name.clone()),
                &attribute.value(),
            );
        }
        if deep {
            for child in self.children() {
                let inner = child.copy_to(target, true);
                copy.insert(&inner, None);
            }
            let is_empty = self.with(|entry| entry.is_empty);
            copy.change(|entry| entry.is_empty = is_empty);
        }
        copy
    }

    /// Every node below, in document order.
    pub fn descendants(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for child in self.children() {
            all.push(child.clone());
            all.extend(child.descendants());
        }
        all
    }

    /// The root element of a document.
    pub fn root_element(&self) -> Option<Self> {
        self.owner()
            .children()
            .into_iter()
            .find(|child| child.kind() == Kind::Element)
    }

    /// The sibling so many places away.
    pub fn sibling(&self, step: isize) -> Option<Self> {
        let parent = self.parent()?;
        let ids = parent.with(|entry| entry.children.clone());
        let at = ids
            .iter()
            .position(|id| *id == self.id)?
            .checked_add_signed(step)?;
        ids.get(at).map(|id| self.at(*id))
    }
}

impl Opaque for Node {
    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Self>() == Some(self)
    }

    fn is_adapted(&self) -> bool {
        true
    }

    fn dynamic_property(&self, name: &str) -> Option<crate::Value> {
        super::node::member(self, name)
    }

    fn set_dynamic_property(&self, name: &str, value: &crate::Value) -> Option<crate::Result<()>> {
        super::node::set_member(self, name, value)
    }

    fn dynamic_properties(&self) -> Vec<crate::Str> {
        super::node::member_names(self)
    }
}

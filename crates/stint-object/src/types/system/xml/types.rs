//! The tables of the `System.Xml` types.

use super::dom::{Kind, Node};
use super::node::{self, List, Manager, argument, attribute_list, list, maybe, of, value};
use super::write;
use crate::object::Object;
use crate::types::native::{Args, Plain, method, property};
use crate::types::system::{enums, interfaces as i};
use crate::types::{Method, Property, Type, TypeInfo, declare, settable, throw};
use crate::{Lock, Result, Value};

/// The type of nodes of a kind.
pub fn of_kind(kind: Kind) -> Type {
    match kind {
        Kind::Element => XML_ELEMENT,
        Kind::Attribute => XML_ATTRIBUTE,
        Kind::Text => XML_TEXT,
        Kind::CData => XML_CDATA,
        Kind::Instruction => XML_INSTRUCTION,
        Kind::Comment => XML_COMMENT,
        Kind::Document => XML_DOCUMENT,
        Kind::DocumentType => XML_DOCUMENT_TYPE,
        Kind::Fragment => XML_FRAGMENT,
        Kind::Whitespace => XML_WHITESPACE,
        Kind::Declaration => XML_DECLARATION,
    }
}

fn own_value(node: &Node) -> Value {
    match node.kind() {
        Kind::Element | Kind::Document | Kind::Fragment | Kind::DocumentType => Value::Null,
        _ => node.value().into(),
    }
}

const NAME: Property = property!("string Name {get;}", |this| of(this)?.name());
const VALUE: Property = settable(
    "string Value {get;set;}",
    |this| Ok(own_value(of(this)?)),
    |this, new| {
        of(this)?.set_inner_text(new.text());
        Ok(())
    },
);
const NODE_TYPE: Property = property!("System.Xml.XmlNodeType NodeType {get;}", |this| {
    crate::access::enums::value(enums::XML_NODE_TYPE, of(this)?.kind() as i64)
});
const PARENT_NODE: Property = property!("System.Xml.XmlNode ParentNode {get;}", |this| {
    let node = of(this)?;
    if node.kind() == Kind::Attribute {
        Value::Null
    } else {
        maybe(node.parent())
    }
});
const CHILD_NODES: Property = property!("System.Xml.XmlNodeList ChildNodes {get;}", |this| list(
    of(this)?.children()
));
const PREVIOUS_SIBLING: Property =
    property!("System.Xml.XmlNode PreviousSibling {get;}", |this| maybe(
        of(this)?.sibling(-1)
    ));
const NEXT_SIBLING: Property = property!("System.Xml.XmlNode NextSibling {get;}", |this| maybe(
    of(this)?.sibling(1)
));
const ATTRIBUTES: Property = property!(
    "System.Xml.XmlAttributeCollection Attributes {get;}",
    |this| {
        let node = of(this)?;
        if node.kind() == Kind::Element {
            attribute_list(node)
        } else {
            Value::Null
        }
    }
);
const OWNER_DOCUMENT: Property = property!("System.Xml.XmlDocument OwnerDocument {get;}", |this| {
    let node = of(this)?;
    if node.kind() == Kind::Document {
        Value::Null
    } else {
        value(node.owner())
    }
});
const FIRST_CHILD: Property = property!("System.Xml.XmlNode FirstChild {get;}", |this| maybe(
    of(this)?.children().into_iter().next()
));
const LAST_CHILD: Property = property!("System.Xml.XmlNode LastChild {get;}", |this| maybe(
    of(this)?.children().into_iter().last()
));
const HAS_CHILD_NODES: Property = property!("bool HasChildNodes {get;}", |this| !of(this)?
    .children()
    .is_empty());
const NAMESPACE_URI: Property =
    property!("string NamespaceURI {get;}", |this| of(this)?.namespace());
const PREFIX: Property = property!("string Prefix {get;set;}", |this| of(this)?.prefix());
const LOCAL_NAME: Property = property!("string LocalName {get;}", |this| of(this)?.local_name());
const IS_READ_ONLY: Property = property!("bool IsReadOnly {get;}", |_| false);
const INNER_TEXT: Property = settable(
    "string InnerText {get;set;}",
    |this| Ok(of(this)?.inner_text().into()),
    |this, new| {
        of(this)?.set_inner_text(new.text());
        Ok(())
    },
);
const OUTER_XML: Property = property!("string OuterXml {get;}", |this| write::outer(of(this)?));
const INNER_XML: Property = settable(
    "string InnerXml {get;set;}",
    |this| Ok(write::inner(of(this)?).into()),
    |this, new| {
        let node = of(this)?;
        if node.kind() == Kind::Document {
            node::load_text(this, new.text())
        } else {
            node::set_inner_xml(node, new.text())
        }
    },
);
const SCHEMA_INFO: Property =
    property!("System.Xml.Schema.IXmlSchemaInfo SchemaInfo {get;}", |_| {
        Value::Null
    });
const BASE_URI: Property = property!("string BaseURI {get;}", |_| "");
const PREVIOUS_TEXT: Property =
    property!("System.Xml.XmlNode PreviousText {get;}", |_| Value::Null);

const NODE_PROPERTIES: &[Property] = &[
    NAME,
    VALUE,
    NODE_TYPE,
    PARENT_NODE,
    CHILD_NODES,
    PREVIOUS_SIBLING,
    NEXT_SIBLING,
    ATTRIBUTES,
    OWNER_DOCUMENT,
    FIRST_CHILD,
    LAST_CHILD,
    HAS_CHILD_NODES,
    NAMESPACE_URI,
    PREFIX,
    LOCAL_NAME,
    IS_READ_ONLY,
    INNER_TEXT,
    OUTER_XML,
    INNER_XML,
    SCHEMA_INFO,
    BASE_URI,
    PREVIOUS_TEXT,
];

const NODE_METHODS: &[Method] = &[
    method!(
        "System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)",
        |this, args| {
            of(this)?.insert(argument(this, args, 0)?, None);
            args.at(0).clone()
        }
    ),
    method!(
        "System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)",
        |this, args| {
            let first = of(this)?.children().into_iter().next();
            of(this)?.insert(argument(this, args, 0)?, first.as_ref());
            args.at(0).clone()
        }
    ),
    method!(
        "System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)",
        |this, args| {
            of(this)?.insert(argument(this, args, 0)?, of(args.at(1)).ok());
            args.at(0).clone()
        }
    ),
    method!(
        "System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)",
        |this, args| {
            let before = of(args.at(1))?.sibling(1);
            of(this)?.insert(argument(this, args, 0)?, before.as_ref());
            args.at(0).clone()
        }
    ),
    method!(
        "System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)",
        |this, args| {
            let old = of(args.at(1))?;
            of(this)?.insert(argument(this, args, 0)?, Some(old));
            old.detach();
            args.at(1).clone()
        }
    ),
    method!(
        "System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)",
        |this, args| {
            let old = of(args.at(0))?;
            if old.parent().as_ref() != Some(of(this)?) {
                return Err(throw::argument(
                    "The node to be removed is not a child of this node.",
                    "",
                ));
            }
            old.detach();
            Ok(args.at(0).clone())
        }
    ),
    method!("System.Xml.XmlNode CloneNode(bool deep)", |this, args| {
        let node = of(this)?;
        value(if node.kind() == Kind::Document {
            clone_document(node)
        } else {
            node.copy_to(node, args.boolean(0))
        })
    }),
    method!("System.Xml.XmlNode Clone()", |this, _| {
        let node = of(this)?;
        value(if node.kind() == Kind::Document {
            clone_document(node)
        } else {
            node.copy_to(node, true)
        })
    }),
    method!("void Normalize()", |_, _| ()),
    method!("void RemoveAll()", |this, _| {
        let node = of(this)?;
        for inner in node.children().iter().chain(&node.attributes()) {
            inner.detach();
        }
    }),
    method!(
        "System.Xml.XmlNodeList SelectNodes(string xpath)",
        |this, args| list(node::select(this, args)?)
    ),
    method!(
        "System.Xml.XmlNodeList SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr)",
        |this, args| list(node::select(this, args)?)
    ),
    method!(
        "System.Xml.XmlNode SelectSingleNode(string xpath)",
        |this, args| maybe(node::select(this, args)?.into_iter().next())
    ),
    method!(
        "System.Xml.XmlNode SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr)",
        |this, args| { maybe(node::select(this, args)?.into_iter().next()) }
    ),
    method!(
        "string GetNamespaceOfPrefix(string prefix)",
        |this, args| of(this)?.namespace_of(args.text(0))
    ),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| {
            crate::enumerate::enumerator(of(this)?.children().into_iter().map(value).collect())
        }
    ),
    method!(
        "System.Xml.XmlElement Item(string name) {get;}",
        |this, args| maybe(
            of(this)?
                .children()
                .into_iter()
                .find(|child| child.kind() == Kind::Element && child.name() == args.text(0))
        )
    ),
    method!("string ToString()", |this, _| of(this)?.local_name()),
    method!("void WriteTo(System.Xml.XmlWriter w)", |this, args| {
        crate::access::invoke_method(args.at(0), "WriteRaw", &[write::outer(of(this)?).into()])
            .map(drop)
    }),
];

fn clone_document(node: &Node) -> Node {
    let copy = Node::document();
    for child in node.children() {
        let inner = child.copy_to(&copy, true);
        copy.insert(&inner, None);
    }
    copy
}

const DOCUMENT_CONSTRUCTORS: &[Method] = &[
    method!("xml()", |_, _| value(Node::document())),
    method!("xml(System.Xml.XmlNameTable nt)", |_, _| value(
        Node::document()
    )),
];

/// Its own and those of nodes that it overrides, in the order in which .NET declares them.
const DOCUMENT_PROPERTIES: &[Property] = &[
    NODE_TYPE,
    PARENT_NODE,
    property!("System.Xml.XmlDocumentType DocumentType {get;}", |this| {
        maybe(
            of(this)?
                .children()
                .into_iter()
                .find(|child| child.kind() == Kind::DocumentType),
        )
    }),
    property!("System.Xml.XmlImplementation Implementation {get;}", |_| {
        Value::Object(Object::opaque(IMPLEMENTATION, Manager(Lock::default())))
    }),
    NAME,
    LOCAL_NAME,
    property!(
        "System.Xml.XmlElement DocumentElement {get;}",
        |this| maybe(of(this)?.root_element())
    ),
    OWNER_DOCUMENT,
    settable(
        "System.Xml.XmlResolver XmlResolver {set;}",
        |_| Ok(Value::Null),
        |_, _| Ok(()),
    ),
    property!("System.Xml.XmlNameTable NameTable {get;}", |_| {
        Value::Object(Object::opaque(NAME_TABLE, Manager(Lock::default())))
    }),
    settable(
        "bool PreserveWhitespace {get;set;}",
        |this| Ok(Value::Bool(*of(this)?.dom.preserve.lock())),
        |this, new| {
            *of(this)?.dom.preserve.lock() = new.boolean();
            Ok(())
        },
    ),
    IS_READ_ONLY,
    INNER_TEXT,
    INNER_XML,
    SCHEMA_INFO,
    BASE_URI,
];

fn by_tag_name(this: &Value, name: &str) -> Result<Value> {
    let all = of(this)?
        .descendants()
        .into_iter()
        .filter(|node| node.kind() == Kind::Element && (name == "*" || node.name() == name));
    Ok(list(all.collect()))
}

const DOCUMENT_METHODS: &[Method] = &[
    method!(
        "System.Xml.XmlAttribute CreateAttribute(string name)",
        |this, args| node::create(this, Kind::Attribute, args.text(0), "")
    ),
    method!(
        "System.Xml.XmlCDataSection CreateCDataSection(string data)",
        |this, args| node::create(this, Kind::CData, "", args.text(0))
    ),
    method!(
        "System.Xml.XmlComment CreateComment(string data)",
        |this, args| node::create(this, Kind::Comment, "", args.text(0))
    ),
    method!(
        "System.Xml.XmlDocumentFragment CreateDocumentFragment()",
        |this, _| node::create(this, Kind::Fragment, "", "")
    ),
    method!(
        "System.Xml.XmlElement CreateElement(string name)",
        |this, args| node::create_element(this, args.text(0), "")
    ),
    method!(
        "System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)",
        |this, args| node::create_element(this, args.text(0), args.text(1))
    ),
    method!(
        "System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)",
        |this, args| {
            let name = if args.text(0).is_empty() {
                args.text(1).to_owned()
            } else {
                format!("{}:{}", args.text(0), args.text(1))
            };
            node::create_element(this, &name, args.text(2))
        }
    ),
    method!(
        "System.Xml.XmlNode CreateNode(string nodeTypeString, string name, string namespaceURI)",
        |this, args| match args.text(0) {
            "attribute" => node::create(this, Kind::Attribute, args.text(1), ""),
            "text" => node::create(this, Kind::Text, "", ""),
            "comment" => node::create(this, Kind::Comment, "", ""),
            _ => node::create_element(this, args.text(1), args.text(2)),
        }
    ),
    method!(
        "System.Xml.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)",
        |this, args| { node::create(this, Kind::Instruction, args.text(0), args.text(1)) }
    ),
    method!(
        "System.Xml.XmlText CreateTextNode(string text)",
        |this, args| node::create(this, Kind::Text, "", args.text(0))
    ),
    method!(
        "System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)",
        |this, args| {
            let mut text = format!("version=\"{}\"", args.text(0));
            if !args.text(1).is_empty() {
                text.push_str(&format!(" encoding=\"{}\"", args.text(1)));
            }
            if !args.text(2).is_empty() {
                text.push_str(&format!(" standalone=\"{}\"", args.text(2)));
            }
            node::create(this, Kind::Declaration, "xml", &text)
        }
    ),
    method!(
        "System.Xml.XmlNodeList GetElementsByTagName(string name)",
        |this, args| by_tag_name(this, args.text(0))
    ),
    method!(
        "System.Xml.XmlElement GetElementById(string elementId)",
        |this, args| {
            maybe(of(this)?.descendants().into_iter().find(|node| {
                node.attribute("id")
                    .is_some_and(|id| id.value() == args.text(0))
            }))
        }
    ),
    method!(
        "System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)",
        |this, args| value(of(args.at(0))?.copy_to(of(this)?, args.boolean(1)))
    ),
    method!("void Load(string filename)", |this, args| node::load(
        this,
        args.at(0)
    )),
    method!("void Load(System.IO.Stream inStream)", |this, args| {
        node::load(this, args.at(0))
    }),
    method!("void Load(System.IO.TextReader txtReader)", |this, args| {
        node::load(this, args.at(0))
    }),
    method!("string ToString()", |_, _| "System.Xml.XmlDocument"),
    method!("void LoadXml(string xml)", |this, args| node::load_text(
        this,
        args.text(0)
    )),
    method!("void Save(string filename)", |this, args| node::save(
        this,
        args.at(0)
    )),
    method!("void Save(System.IO.Stream outStream)", |this, args| {
        node::save(this, args.at(0))
    }),
    method!("void Save(System.IO.TextWriter writer)", |this, args| {
        node::save(this, args.at(0))
    }),
];

const ELEMENT_PROPERTIES: &[Property] = &[
    NAME,
    LOCAL_NAME,
    NAMESPACE_URI,
    PREFIX,
    NODE_TYPE,
    PARENT_NODE,
    OWNER_DOCUMENT,
    settable(
        "bool IsEmpty {get;set;}",
        |this| Ok(Value::Bool(of(this)?.with(|entry| entry.is_empty))),
        |this, new| {
            of(this)?.change(|entry| entry.is_empty = new.boolean());
            Ok(())
        },
    ),
    ATTRIBUTES,
    property!("bool HasAttributes {get;}", |this| !of(this)?
        .attributes()
        .is_empty()),
    SCHEMA_INFO,
    INNER_XML,
    INNER_TEXT,
    NEXT_SIBLING,
];

const ELEMENT_METHODS: &[Method] = &[
    method!("string GetAttribute(string name)", |this, args| of(this)?
        .attribute(args.text(0))
        .map(|found| found.value())
        .unwrap_or_default()),
    method!(
        "string GetAttribute(string localName, string namespaceURI)",
        |this, args| {
            of(this)?
                .attributes()
                .into_iter()
                .find(|found| {
                    found.local_name() == args.text(0) && found.namespace() == args.text(1)
                })
                .map(|found| found.value())
                .unwrap_or_default()
        }
    ),
    method!(
        "System.Xml.XmlAttribute GetAttributeNode(string name)",
        |this, args| maybe(of(this)?.attribute(args.text(0)))
    ),
    method!("bool HasAttribute(string name)", |this, args| of(this)?
        .attribute(args.text(0))
        .is_some()),
    method!(
        "void SetAttribute(string name, string value)",
        |this, args| {
            of(this)?.set_attribute(args.text(0), args.text(1));
        }
    ),
    method!(
        "string SetAttribute(string localName, string namespaceURI, string value)",
        |this, args| {
            of(this)?.set_attribute(args.text(0), args.text(2));
            args.text(2).to_owned()
        }
    ),
    method!(
        "System.Xml.XmlAttribute SetAttributeNode(System.Xml.XmlAttribute newAttr)",
        |this, args| {
            let new = of(args.at(0))?;
            maybe(Some(of(this)?.set_attribute(&new.name(), &new.value())))
        }
    ),
    method!("void RemoveAttribute(string name)", |this, args| {
        if let Some(found) = of(this)?.attribute(args.text(0)) {
            found.detach();
        }
    }),
    method!("void RemoveAllAttributes()", |this, _| {
        for attribute in of(this)?.attributes() {
            attribute.detach();
        }
    }),
    method!(
        "System.Xml.XmlNodeList GetElementsByTagName(string name)",
        |this, args| by_tag_name(this, args.text(0))
    ),
];

const ATTRIBUTE_PROPERTIES: &[Property] = &[
    property!("System.Xml.XmlElement OwnerElement {get;}", |this| maybe(
        of(this)?.parent()
    )),
    property!("bool Specified {get;}", |_| true),
];

const TEXT_PROPERTIES: &[Property] = &[
    settable(
        "string Data {get;set;}",
        |this| Ok(of(this)?.value().into()),
        |this, new| {
            of(this)?.set_inner_text(new.text());
            Ok(())
        },
    ),
    property!("int Length {get;}", |this| of(this)?
        .value()
        .encode_utf16()
        .count()),
];

fn declared(this: &Value, name: &str) -> Result<String> {
    let text = of(this)?.value();
    let start = text
        .find(&format!("{name}=\""))
        .map(|at| at + name.len() + 2);
    Ok(start
        .and_then(|start| text[start..].split('"').next().map(str::to_owned))
        .unwrap_or_default())
}

const DECLARATION_PROPERTIES: &[Property] = &[
    property!("string Version {get;}", |this| declared(this, "version")),
    property!("string Encoding {get;set;}", |this| declared(
        this, "encoding"
    )),
    property!("string Standalone {get;set;}", |this| declared(
        this,
        "standalone"
    )),
];

fn nodes(this: &Value) -> Vec<Node> {
    this.payload::<List>()
        .map(|list| list.nodes.clone())
        .unwrap_or_default()
}

fn list_item(this: &Value, at: i32) -> Value {
    maybe(
        usize::try_from(at)
            .ok()
            .and_then(|at| nodes(this).into_iter().nth(at)),
    )
}

const LIST_METHODS: &[Method] = &[
    method!(
        "System.Xml.XmlNode Item(int index)",
        |this, args| list_item(this, args.int(0))
    ),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| crate::enumerate::enumerator(this.items())
    ),
    method!("string ToString()", |this, _| {
        crate::string_form::to_str_joined(&Value::array(this.items()), " ")
    }),
];

const LIST_PROPERTIES: &[Property] = &[property!("int Count {get;}", |this| nodes(this).len())];

const ATTRIBUTE_LIST_METHODS: &[Method] = &[
    method!(
        "System.Xml.XmlAttribute Item(int i) {get;}",
        |this, args| list_item(this, args.int(0))
    ),
    method!(
        "System.Xml.XmlAttribute Item(string name) {get;}",
        |this, args| maybe(
            nodes(this)
                .into_iter()
                .find(|node| node.name() == args.text(0))
        )
    ),
    method!(
        "System.Xml.XmlNode GetNamedItem(string name)",
        |this, args| maybe(
            nodes(this)
                .into_iter()
                .find(|node| node.name() == args.text(0))
        )
    ),
    method!(
        "System.Xml.XmlAttribute Append(System.Xml.XmlAttribute node)",
        |this, args| add_attribute(this, args)
    ),
    method!(
        "System.Xml.XmlNode SetNamedItem(System.Xml.XmlNode node)",
        |this, args| add_attribute(this, args)
    ),
    method!(
        "System.Xml.XmlNode RemoveNamedItem(string name)",
        |this, args| {
            let found = nodes(this)
                .into_iter()
                .find(|node| node.name() == args.text(0));
            if let Some(found) = &found {
                found.detach();
            }
            maybe(found)
        }
    ),
    method!(
        "System.Xml.XmlAttribute Remove(System.Xml.XmlAttribute node)",
        |_, args| {
            of(args.at(0))?.detach();
            args.at(0).clone()
        }
    ),
    method!(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| crate::enumerate::enumerator(this.items())
    ),
];

fn add_attribute(this: &Value, args: &[Value]) -> Result<Value> {
    let new = of(args.at(0))?;
    if let Some(owner) = this.payload::<List>().and_then(|list| list.owner.as_ref()) {
        if let Some(known) = owner.attribute(&new.name()) {
            known.detach();
        }
        new.detach();
        new.change(|entry| entry.parent = Some(owner.id));
        owner.change(|entry| entry.attributes.push(new.id));
    }
    Ok(args.at(0).clone())
}

const MANAGER_CONSTRUCTORS: &[Method] = &[method!(
    "System.Xml.XmlNamespaceManager(System.Xml.XmlNameTable nameTable)",
    |_, _| {
        Value::Object(Object::opaque(
            XML_NAMESPACE_MANAGER,
            Manager(Lock::default()),
        ))
    }
)];

const MANAGER_METHODS: &[Method] = &[
    method!(
        "void AddNamespace(string prefix, string uri)",
        |this, args| {
            if let Some(manager) = this.payload::<Manager>() {
                manager
                    .0
                    .lock()
                    .push((args.text(0).to_owned(), args.text(1).to_owned()));
            }
        }
    ),
    method!("string LookupNamespace(string prefix)", |this, args| {
        this.payload::<Manager>().and_then(|manager| {
            manager
                .0
                .lock()
                .iter()
                .find(|(prefix, _)| prefix == args.text(0))
                .map(|(_, uri)| uri.clone())
        })
    }),
    method!("bool HasNamespace(string prefix)", |this, args| {
        this.payload::<Manager>().is_some_and(|manager| {
            manager
                .0
                .lock()
                .iter()
                .any(|(prefix, _)| prefix == args.text(0))
        })
    }),
];

declare! {
    XML_NODE = "System.Xml.XmlNode" base(super::super::OBJECT), &[i::CLONEABLE, i::IENUMERABLE, i::XPATH_NAVIGABLE], &[], NODE_METHODS, NODE_PROPERTIES;
    XML_LINKED_NODE = "System.Xml.XmlLinkedNode" base(XML_NODE), &[], &[], &[], &[PREVIOUS_SIBLING, NEXT_SIBLING];
    XML_DOCUMENT = "System.Xml.XmlDocument" base(XML_NODE), &[], DOCUMENT_CONSTRUCTORS, DOCUMENT_METHODS, DOCUMENT_PROPERTIES;
    XML_ELEMENT = "System.Xml.XmlElement" base(XML_LINKED_NODE), &[], &[], ELEMENT_METHODS, ELEMENT_PROPERTIES;
    XML_ATTRIBUTE = "System.Xml.XmlAttribute" base(XML_NODE), &[], &[], &[], ATTRIBUTE_PROPERTIES;
    XML_CHARACTER_DATA = "System.Xml.XmlCharacterData" base(XML_LINKED_NODE), &[], &[], &[], TEXT_PROPERTIES;
    XML_TEXT = "System.Xml.XmlText" base(XML_CHARACTER_DATA), &[], &[], &[], &[];
    XML_CDATA = "System.Xml.XmlCDataSection" base(XML_CHARACTER_DATA), &[], &[], &[], &[];
    XML_COMMENT = "System.Xml.XmlComment" base(XML_CHARACTER_DATA), &[], &[], &[], &[];
    XML_WHITESPACE = "System.Xml.XmlWhitespace" base(XML_CHARACTER_DATA), &[], &[], &[], &[];
    XML_INSTRUCTION = "System.Xml.XmlProcessingInstruction" base(XML_LINKED_NODE), &[], &[], &[], TEXT_PROPERTIES;
    XML_DECLARATION = "System.Xml.XmlDeclaration" base(XML_LINKED_NODE), &[], &[], &[], DECLARATION_PROPERTIES;
    XML_DOCUMENT_TYPE = "System.Xml.XmlDocumentType" base(XML_LINKED_NODE), &[], &[], &[], &[];
    XML_FRAGMENT = "System.Xml.XmlDocumentFragment" base(XML_NODE), &[], &[], &[], &[];
    XML_NODE_LIST = "System.Xml.XmlNodeList" base(super::super::OBJECT), &[i::IENUMERABLE, i::DISPOSABLE], &[], LIST_METHODS, LIST_PROPERTIES;
    XML_ATTRIBUTE_COLLECTION = "System.Xml.XmlAttributeCollection" base(super::super::OBJECT), &[i::IENUMERABLE, i::ICOLLECTION], &[], ATTRIBUTE_LIST_METHODS, LIST_PROPERTIES;
    XML_NAMESPACE_MANAGER = "System.Xml.XmlNamespaceManager" base(super::super::OBJECT), &[], MANAGER_CONSTRUCTORS, MANAGER_METHODS, &[];
    IMPLEMENTATION = "System.Xml.XmlImplementation" base(super::super::OBJECT), &[], &[], &[], &[];
    NAME_TABLE_BASE = "System.Xml.XmlNameTable" base(super::super::OBJECT), &[], &[], &[], &[];
    NAME_TABLE = "System.Xml.NameTable" base(NAME_TABLE_BASE), &[], &[method!("System.Xml.NameTable()", |_, _| Value::Object(Object::opaque(NAME_TABLE, Manager(Lock::default()))))], &[], &[];
}

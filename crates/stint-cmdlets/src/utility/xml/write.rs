//! Objects as elements.

use crate::values;
use stint_object::access;
use stint_object::types::system;
use stint_object::{Data, Str, Value};

/// An element.
pub(crate) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// With elements inside.
    pub(crate) fn root(name: &'static str, children: Vec<Element>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            text: String::new(),
            children,
        }
    }

    /// As text: each on a line of its own where `indent` says so, with no line end at the end.
    pub(crate) fn write(&self, level: Option<usize>, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value, true)));
        }
        if self.text.is_empty() && self.children.is_empty() {
            out.push_str(" />");
            return;
        }
        out.push('>');
        out.push_str(&escaped(&self.text, false));
        let indent = level.filter(|_| self.text.is_empty());
        for child in &self.children {
            if let Some(level) = indent {
                out.push('\n');
                out.extend(std::iter::repeat_n("  ", level + 1));
            }
            child.write(indent.map(|level| level + 1), out);
        }
        if let Some(level) = indent.filter(|_| !self.children.is_empty()) {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", level));
        }
        out.push_str(&format!("</{}>", self.name));
    }
}

fn escaped(text: &str, attribute: bool) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if attribute {
        text.replace('"', "&quot;")
    } else {
        text
    }
}

/// Makes elements of objects.
pub(crate) struct Maker {
    /// Whether types are left out.
    pub no_types: bool,
}

impl Maker {
    /// The element of one input object.
    pub(crate) fn object(&self, value: &Value, depth: i32) -> Element {
        self.element("Object", None, value, depth)
    }

    fn element(&self, tag: &'static str, name: Option<&str>, value: &Value, depth: i32) -> Element {
        let mut element = Element {
            name: tag,
            attributes: Vec::new(),
            text: String::new(),
            children: Vec::new(),
        };
        if let Some(name) = name {
            element.attributes.push(("Name", name.to_owned()));
        }
        if value.is_null() {
            return element;
        }
        let base = value.base();
        if !self.no_types {
            element.attributes.push((
                "Type",
                base.ty()
                    .map_or_else(String::new, |ty| ty.0.name().to_owned()),
            ));
        }
        if is_primitive(base) {
            element.text = values::net_text(base).to_string();
        } else if let Some(dict) = base.as_dict() {
            let entries = dict.lock().pairs();
            for (key, value) in entries {
                element
                    .children
                    .push(self.element("Property", Some("Key"), &key, depth));
                element
                    .children
                    .push(self.element("Property", Some("Value"), &value, depth));
            }
        } else if let Some(items) = values::items(base) {
            element.children = items
                .iter()
                .map(|item| self.element("Property", None, item, depth))
                .collect();
        } else if depth == 0 {
            element.text = values::text(value).to_string();
        } else {
            element.children = self.properties(value, depth - 1);
        }
        element
    }

    fn properties(&self, value: &Value, depth: i32) -> Vec<Element> {
        let mut made = Vec::new();
        for view in access::properties(value)
            .into_iter()
            .filter(|view| !view.hidden)
        {
            let found = view.value().unwrap_or_default();
            let mut element = self.element("Property", Some(&view.name), &found, depth);
            if found.is_null() && !self.no_types {
                element
                    .attributes
                    .push(("Type", null_type(&view.type_name())));
            }
            made.push(element);
        }
        made
    }
}

fn null_type(declared: &Str) -> String {
    if declared.is_empty() {
        "System.Object".into()
    } else {
        declared.to_string()
    }
}

/// What is written as its text.
fn is_primitive(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            matches!(
                object.data(),
                Data::DateTime(_)
                    | Data::TimeSpan(_)
                    | Data::Guid(_)
                    | Data::Decimal(_)
                    | Data::BigInt(_)
                    | Data::ScriptBlock(_)
                    | Data::Type(_)
            ) || object.ty() == system::SCRIPT_BLOCK
                || matches!(
                    object.ty().0.name(),
                    "System.Version"
                        | "System.Uri"
                        | "System.Xml.XmlDocument"
                        | "System.Security.SecureString"
                )
        }
        _ => true,
    }
}

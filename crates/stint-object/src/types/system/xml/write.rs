//! Writing nodes: `OuterXml`, `InnerXml`, and indented as `Save` writes.

use super::dom::{Kind, Node};

/// The text of a node with everything inside.
pub fn outer(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out, None);
    out
}

/// The text of everything inside a node.
pub fn inner(node: &Node) -> String {
    let mut out = String::new();
    match node.kind() {
        Kind::Attribute => out.push_str(&escaped(&node.value(), true)),
        Kind::Text | Kind::CData | Kind::Comment => {}
        _ => {
            for child in node.children() {
                write(&child, &mut out, None);
            }
        }
    }
    out
}

/// A document as `Save` writes it: two spaces for each level, unless white space is kept.
pub fn saved(node: &Node) -> String {
    let mut out = String::new();
    let preserve = *node.dom.preserve.lock();
    let children = if node.kind() == Kind::Document {
        node.children()
    } else {
        vec![node.clone()]
    };
    for (at, child) in children.iter().enumerate() {
        if at > 0 && !preserve {
            out.push('\n');
        }
        write(child, &mut out, (!preserve).then_some(0));
    }
    out
}

/// Escapes text, and quotes in an attribute.
pub fn escaped(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            '\t' if attribute => out.push_str("&#x9;"),
            c => out.push(c),
        }
    }
    out
}

fn write(node: &Node, out: &mut String, level: Option<usize>) {
    match node.kind() {
        Kind::Document | Kind::Fragment => {
            for child in node.children() {
                write(&child, out, level);
            }
        }
        Kind::Declaration => out.push_str(&format!("<?xml {}?>", node.value())),
        Kind::Instruction => out.push_str(&format!("<?{} {}?>", node.name(), node.value())),
        Kind::DocumentType => out.push_str(&format!("<!DOCTYPE {}>", node.name())),
        Kind::Comment => out.push_str(&format!("<!--{}-->", node.value())),
        Kind::CData => out.push_str(&format!("<![CDATA[{}]]>", node.value())),
        Kind::Text => out.push_str(&escaped(&node.value(), false)),
        Kind::Whitespace => out.push_str(&node.value()),
        Kind::Attribute => out.push_str(&format!(
            "{}=\"{}\"",
            node.name(),
            escaped(&node.value(), true)
        )),
        Kind::Element => element(node, out, level),
    }
}

fn element(node: &Node, out: &mut String, level: Option<usize>) {
    out.push('<');
    out.push_str(&node.name());
    for attribute in node.attributes() {
        out.push(' ');
        write(&attribute, out, None);
    }
    let children = node.children();
    if children.is_empty() && node.with(|entry| entry.is_empty) {
        out.push_str(" />");
        return;
    }
    out.push('>');
    let mixed = children
        .iter()
        .any(|child| matches!(child.kind(), Kind::Text | Kind::CData | Kind::Whitespace));
    let inside = level.filter(|_| !mixed).map(|level| level + 1);
    for child in &children {
        if let Some(level) = inside {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", level));
        }
        write(child, out, inside);
    }
    if let Some(level) = inside.filter(|_| !children.is_empty()) {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level - 1));
    }
    out.push_str(&format!("</{}>", node.name()));
}

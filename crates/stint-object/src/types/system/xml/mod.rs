//! `System.Xml`: documents, their nodes, and XPath over them.

mod dom;
mod node;
mod parse;
mod types;
mod write;
mod xpath;

pub use dom::Node;
pub use node::{Files, files};
pub use types::{ALL, XML_DOCUMENT, XML_NODE};

//! `Select-Xml`.

use crate::files::encoding::Encoding;
use crate::files::{open, path};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property, system};
use stint_object::{Flow, Object, Str, Value};

/// Finds nodes by XPath.
#[derive(Params, Default)]
struct SelectXml {
    path: Vec<Str>,
    literal_path: Vec<Str>,
    xml: Vec<Value>,
    content: Vec<Str>,
    #[param(name = "XPath")]
    x_path: Str,
    namespace: Value,
}

entry!("Select-Xml", "SelectXmlCommand", SelectXml);

struct SelectXmlInfo {
    node: Value,
    path: Str,
    pattern: Str,
}

impl Opaque for SelectXmlInfo {}

fn read(this: &Value, take: impl FnOnce(&SelectXmlInfo) -> Value) -> Result<Value> {
    Ok(this
        .payload::<SelectXmlInfo>()
        .map(take)
        .unwrap_or_default())
}

/// `Microsoft.PowerShell.Commands.SelectXmlInfo`.
pub(crate) const SELECT_XML_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.SelectXmlInfo")
        .properties(&[
            property("System.Xml.XmlNode Node {get;set;}", |this| {
                read(this, |info| info.node.clone())
            }),
            property("string Path {get;set;}", |this| {
                read(this, |info| info.path.clone().into())
            }),
            property("string Pattern {get;set;}", |this| {
                read(this, |info| info.pattern.clone().into())
            }),
        ])
        .methods(&[method("string ToString()", |this, _| {
            let text = match this.payload::<SelectXmlInfo>() {
                Some(info) => {
                    let text = values::get(&info.node, "Value")?.filter(|value| !value.is_null());
                    let text = match text {
                        Some(text) => values::text(&text),
                        None => {
                            values::text(&values::get(&info.node, "InnerXml")?.unwrap_or_default())
                        }
                    };
                    format!("{}:{text}", info.path)
                }
                None => String::new(),
            };
            Ok(text.into())
        })]);
    Type(&INFO)
};

impl Cmdlet for SelectXml {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for node in std::mem::take(&mut self.xml) {
            self.select(cx, &node, "InputStream")?;
        }
        for text in self.content.clone() {
            if let Some(document) = self.load(cx, &text, "InputStream")? {
                self.select(cx, &document, "InputStream")?;
            }
        }
        let mut files = Vec::new();
        for name in &self.literal_path {
            files.push(path::full(cx, name)?);
        }
        for name in &self.path {
            files.extend(path::matching(cx, name)?);
        }
        for file in files {
            let name = file.display().to_string();
            let text = open::read_path(&file, Encoding::Utf8)?;
            if let Some(document) = self.load(cx, &text, &name)? {
                self.select(cx, &document, &name)?;
            }
        }
        Ok(())
    }
}

impl SelectXml {
    fn load(&self, cx: &mut dyn Cx, text: &str, name: &str) -> Result<Option<Value>> {
        let ty = values::find_type("System.Xml.XmlDocument")
            .ok_or_else(|| crate::refused::feature("XML documents"))?;
        match values::convert(&text.into(), ty) {
            Ok(document) => Ok(Some(document)),
            Err(Flow::Error(error)) => {
                let text = format!("The file '{name}' cannot be read: {}", error.message());
                let record = ErrorRecord::new(
                    "ProcessingFile",
                    Category::InvalidArgument,
                    system::exceptions::ARGUMENT,
                    text,
                );
                cx.error(record.with_target(name)).map(|()| None)
            }
            Err(other) => Err(other),
        }
    }

    fn select(&self, cx: &mut dyn Cx, node: &Value, path: &str) -> Result<()> {
        let mut arguments = vec![Value::Str(self.x_path.clone())];
        if let Some(manager) = self.manager(node)? {
            arguments.push(manager);
        }
        let found = match values::call_method(node, "SelectNodes", &arguments) {
            Ok(found) => found,
            Err(Flow::Error(error)) => {
                let inner = match error.exception.data() {
                    Some(stint_object::Data::Exception(data)) if !data.inner.is_null() => {
                        data.inner.clone()
                    }
                    _ => error.exception.clone(),
                };
                return cx.error(ErrorRecord::of(
                    inner,
                    "ProcessingFile",
                    Category::InvalidArgument,
                    Value::Null,
                ));
            }
            Err(other) => return Err(other),
        };
        for node in values::items(&found).unwrap_or_default() {
            let info = SelectXmlInfo {
                node,
                path: path.into(),
                pattern: self.x_path.clone(),
            };
            cx.write(Value::Object(Object::opaque(SELECT_XML_INFO, info)))?;
        }
        Ok(())
    }

    /// The prefixes of `-Namespace`.
    fn manager(&self, node: &Value) -> Result<Option<Value>> {
        let Some(dict) = self.namespace.as_dict() else {
            return Ok(None);
        };
        let entries = dict.lock().pairs();
        let ty = values::find_type("System.Xml.XmlNamespaceManager")
            .ok_or_else(|| crate::refused::feature("XML namespaces"))?;
        let document = values::get(node, "OwnerDocument")?
            .filter(|document| !document.is_null())
            .unwrap_or_else(|| node.clone());
        let table = values::get(&document, "NameTable")?.unwrap_or_default();
        let manager = values::construct(ty, &[table])?;
        for (prefix, uri) in entries {
            values::call_method(
                &manager,
                "AddNamespace",
                &[values::text(&prefix).into(), values::text(&uri).into()],
            )?;
        }
        Ok(Some(manager))
    }
}

//! `ConvertTo-Xml`.

use super::xml::write::{Element, Maker};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Shows objects as XML.
#[derive(Params, Default)]
struct ConvertToXml {
    depth: Option<i32>,
    input_object: Value,
    no_type_information: bool,
    r#as: Str,
    #[param(skip)]
    elements: Vec<Element>,
}

entry!("ConvertTo-Xml", "ConvertToXmlCommand", ConvertToXml);

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

impl Cmdlet for ConvertToXml {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.is_stream() {
            cx.write(DECLARATION.into())?;
            cx.write("<Objects>".into())?;
        }
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        let element = Maker {
            no_types: self.no_type_information,
        }
        .object(&object, self.depth.unwrap_or(1));
        if !self.is_stream() {
            self.elements.push(element);
            return Ok(());
        }
        let mut text = String::new();
        element.write(Some(0), &mut text);
        cx.write(text.into())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.is_stream() {
            return cx.write("</Objects>".into());
        }
        let root = Element::root("Objects", std::mem::take(&mut self.elements));
        let mut text = format!("{DECLARATION}\n");
        root.write(Some(0), &mut text);
        if self.r#as.eq_ignore_ascii_case("String") {
            return cx.write(text.into());
        }
        let ty = values::find_type("System.Xml.XmlDocument")
            .ok_or_else(|| crate::refused::feature("XML documents"))?;
        let document = values::convert(&text.into(), ty)?;
        cx.write(document)
    }
}

impl ConvertToXml {
    fn is_stream(&self) -> bool {
        self.r#as.eq_ignore_ascii_case("Stream")
    }
}

//! `ConvertTo-Html`.

use crate::expression::Expression;
use crate::property_keys::{self, PropertyKey};
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system;
use stint_object::{Str, Value};

/// Shows objects as a page of HTML.
#[derive(Params, Default)]
struct ConvertToHtml {
    input_object: Value,
    property: Vec<Value>,
    body: Vec<Str>,
    head: Option<Vec<Str>>,
    title: Option<Str>,
    r#as: Str,
    css_uri: Value,
    fragment: bool,
    post_content: Vec<Str>,
    pre_content: Vec<Str>,
    meta: Value,
    charset: Str,
    transitional: bool,
    #[param(skip)]
    columns: Vec<PropertyKey>,
    #[param(skip)]
    started: bool,
    #[param(skip)]
    count: usize,
}

entry!("ConvertTo-Html", "ConvertToHtmlCommand", ConvertToHtml);

impl Cmdlet for ConvertToHtml {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.fragment {
            self.head(cx)?;
        }
        lines(cx, &self.pre_content)?;
        cx.write("<table>".into())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        self.count += 1;
        let list = self.r#as.eq_ignore_ascii_case("List");
        if !self.started {
            self.columns = self.resolve(cx, &object)?;
            if self.columns.is_empty() {
                return Ok(());
            }
            if list {
                return self.list(cx, &object);
            }
            self.table_head(cx)?;
            self.started = true;
        }
        let mut row = String::from("<tr>");
        for column in &self.columns {
            row.push_str(&format!("<td>{}</td>", cell(cx, column, &object)?));
        }
        row.push_str("</tr>");
        cx.write(row.into())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        cx.write("</table>".into())?;
        lines(cx, &self.post_content)?;
        if self.fragment {
            Ok(())
        } else {
            cx.write("</body></html>".into())
        }
    }
}

impl ConvertToHtml {
    fn head(&self, cx: &mut dyn Cx) -> Result<()> {
        let kind = if self.transitional {
            ("Transitional", "transitional")
        } else {
            ("Strict", "strict")
        };
        cx.write(format!("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 {}//EN\"  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-{}.dtd\">", kind.0, kind.1).into())?;
        cx.write("<html xmlns=\"http://www.w3.org/1999/xhtml\">".into())?;
        cx.write("<head>".into())?;
        if !self.charset.is_empty() {
            cx.write(format!("<meta charset=\"{}\">", self.charset).into())?;
        }
        self.meta(cx)?;
        match &self.head {
            Some(head) => lines(cx, head)?,
            None => cx.write(
                format!(
                    "<title>{}</title>",
                    self.title.as_deref().unwrap_or("HTML TABLE")
                )
                .into(),
            )?,
        }
        if !self.css_uri.is_null() {
            let uri = values::text(&self.css_uri);
            if uri.trim().is_empty() {
                let text = "This command cannot be run because 'CSSUri' is empty or blank. Please specify CSSUri and then run the command.";
                let record = ErrorRecord::new(
                    "ArgumentException",
                    Category::InvalidArgument,
                    system::exceptions::ARGUMENT,
                    text,
                );
                return Err(record.with_target("CSSUri").into());
            }
            cx.write(
                format!("<link rel=\"stylesheet\" type=\"text/css\" href=\"{uri}\" />").into(),
            )?;
        }
        cx.write("</head><body>".into())?;
        lines(cx, &self.body)
    }

    fn meta(&self, cx: &mut dyn Cx) -> Result<()> {
        let Some(dict) = self.meta.as_dict() else {
            return Ok(());
        };
        let entries: Vec<(Str, Str)> = dict
            .lock()
            .iter()
            .map(|(key, value)| (values::text(key), values::text(value)))
            .collect();
        for (name, content) in entries {
            let attribute = match name.to_lowercase().as_str() {
                "content-type" | "default-style" | "x-ua-compatible" => "http-equiv",
                "application-name" | "author" | "description" | "generator" | "keywords"
                | "viewport" => "name",
                _ => {
                    cx.warning(&format!("Accepted meta properties are content-type, default-style, application-name, author, description, generator, keywords, x-ua-compatible, and viewport. The meta pair: {name} and {content} may not function correctly."))?;
                    "name"
                }
            };
            cx.write(format!("<meta {attribute}=\"{name}\" content=\"{content}\">").into())?;
        }
        Ok(())
    }

    /// The columns for the first object: patterns and property sets become properties.
    fn resolve(&self, cx: &mut dyn Cx, object: &Value) -> Result<Vec<PropertyKey>> {
        let star = [Value::from("*")];
        let property = if self.property.is_empty() {
            &star[..]
        } else {
            &self.property
        };
        let mut columns = Vec::new();
        for key in property_keys::parse(cx, property, &property_keys::HTML)? {
            let found = key.expression.resolve(object, true);
            if found.is_empty() && !key.expression.is_pattern() {
                columns.push(key);
            } else {
                columns.extend(found.into_iter().map(|expression| PropertyKey {
                    expression,
                    ..key.clone()
                }));
            }
        }
        Ok(columns)
    }

    fn table_head(&self, cx: &mut dyn Cx) -> Result<()> {
        let mut columns = String::from("<colgroup>");
        for column in &self.columns {
            columns.push_str("<col");
            for (name, attribute) in [("width", "width"), ("alignment", "align")] {
                if let Some((_, value)) = column.extra.iter().find(|(known, _)| *known == name) {
                    columns.push_str(&format!(" {attribute} = \"{}\"", values::text(value)));
                }
            }
            columns.push_str("/>");
        }
        columns.push_str("</colgroup>");
        cx.write(columns.into())?;
        let names: String = self
            .columns
            .iter()
            .map(|column| format!("<th>{}</th>", label(column)))
            .collect();
        cx.write(format!("<tr>{names}</tr>").into())
    }

    fn list(&self, cx: &mut dyn Cx, object: &Value) -> Result<()> {
        if self.count > 1 {
            cx.write("<tr><td><hr></td></tr>".into())?;
        }
        for column in &self.columns {
            let line = format!(
                "<tr><td>{}:</td><td>{}</td></tr>",
                label(column),
                cell(cx, column, object)?
            );
            cx.write(line.into())?;
        }
        Ok(())
    }
}

fn lines(cx: &mut dyn Cx, lines: &[Str]) -> Result<()> {
    lines
        .iter()
        .try_for_each(|line| cx.write(line.clone().into()))
}

fn label(column: &PropertyKey) -> Str {
    column
        .name
        .clone()
        .unwrap_or_else(|| column.expression.text())
}

fn cell(cx: &mut dyn Cx, column: &PropertyKey, object: &Value) -> Result<String> {
    let expression: &Expression = &column.expression;
    let found = expression.values(cx, object, true)?;
    let parts: Vec<String> = found
        .into_iter()
        .map(|evaluated| match evaluated.value {
            Ok(value) if !value.is_null() => encoded(&values::net_text(&value)),
            _ => String::new(),
        })
        .collect();
    Ok(parts.join(", "))
}

/// As .NET's `HtmlEncode`: also what is Latin 1 but not ASCII, and what stands outside the basic plane.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '&' => out.push_str("&amp;"),
            '\u{a0}'..='\u{ff}' | '\u{10000}'.. => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

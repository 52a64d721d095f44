//! `Join-String`.

use crate::expression::Expression;
use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Joins the texts of objects.
#[derive(Params, Default)]
struct JoinString {
    property: Value,
    separator: Option<Str>,
    output_prefix: Str,
    output_suffix: Str,
    single_quote: bool,
    double_quote: bool,
    format_string: Str,
    use_culture: bool,
    input_object: Vec<Value>,
    #[param(skip)]
    text: String,
    #[param(skip)]
    any: bool,
    #[param(skip)]
    by: Option<Expression>,
}

entry!("Join-String", "JoinStringCommand", JoinString);

impl Cmdlet for JoinString {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.by = Expression::of(&self.property);
        self.text.push_str(&self.output_prefix);
        if self.separator.is_none() {
            self.separator = cx
                .session()
                .variable_value("OFS")
                .map(|ofs| values::text(&ofs));
        }
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        for object in std::mem::take(&mut self.input_object) {
            if object.is_null() {
                continue;
            }
            let value = match &self.by {
                None => object,
                Some(by) => {
                    let found = by.values(cx, &object, false)?.into_iter().next();
                    found.and_then(|found| found.value.ok()).unwrap_or_default()
                }
            };
            if self.any {
                self.text
                    .push_str(self.separator.as_deref().unwrap_or_default());
            }
            self.any = true;
            self.push(&value)?;
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.text.push_str(&self.output_suffix);
        cx.write(std::mem::take(&mut self.text).into())
    }
}

impl JoinString {
    fn push(&mut self, value: &Value) -> Result<()> {
        let quote = match (self.single_quote, self.double_quote) {
            (true, _) => "'",
            (_, true) => "\"",
            _ => "",
        };
        if quote.is_empty() && !self.format_string.is_empty() {
            let text = values::format(&self.format_string, value, self.use_culture)?;
            self.text.push_str(&text);
            return Ok(());
        }
        let text = if self.use_culture {
            values::text(value)
        } else {
            values::cast_text(value)
        };
        self.text.push_str(quote);
        self.text.push_str(&text);
        self.text.push_str(quote);
        Ok(())
    }
}

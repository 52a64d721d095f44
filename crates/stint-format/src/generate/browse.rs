//! `Format-Custom` for an object without a view: its properties, and theirs, down to a depth.

use super::{Generator, active_properties};
use crate::layout::cells::ELLIPSIS;
use crate::packet::{Field, FormatValue, Frame};
use crate::parameters::Column;
use crate::shown_text::Directive;
use crate::subject;
use stint_object::{Flow, Result, Str, Value};

const STEP: Frame = Frame {
    left: 2,
    right: 0,
    first_line: 0,
};

/// How deep it is, and how deep it may go.
#[derive(Clone, Copy)]
struct Level {
    at: i32,
    most: i32,
}

impl Level {
    fn next(self) -> Self {
        Self {
            at: self.at + 1,
            most: self.most,
        }
    }

    fn is_deepest(self) -> bool {
        self.at >= self.most
    }
}

impl Generator {
    pub(super) fn browse(&mut self, subject: &Value, out: &mut Vec<FormatValue>) -> Result<()> {
        let most = self
            .parameters
            .as_ref()
            .map_or(5, |parameters| parameters.depth);
        let level = Level { at: 0, most };
        let mut values = Vec::new();
        if subject::is_scalar(&subject::type_names(subject)) {
            self.leaf(subject, &mut values)?;
        } else if let Some(elements) = subject::elements(subject) {
            self.enumeration(&elements, level, &mut values)?;
        } else {
            let columns = self.properties().to_vec();
            return self.object(subject, level, &columns, out);
        }
        out.push(FormatValue::entry(values));
        Ok(())
    }

    fn object(
        &mut self,
        subject: &Value,
        level: Level,
        columns: &[Column],
        out: &mut Vec<FormatValue>,
    ) -> Result<()> {
        let types = subject::type_names(subject);
        let name = types.first().map_or("PSObject", |name| {
            name.rsplit('.').next().unwrap_or_default()
        });
        let mut values = vec![
            FormatValue::Text(format!("class {name}").into()),
            FormatValue::NewLine,
        ];
        values.extend([FormatValue::Text("{".into()), FormatValue::NewLine]);
        let mut inner = Vec::new();
        for shown in active_properties(columns, subject) {
            inner.push(FormatValue::Text(
                format!("{} = ", shown.expression.text()).into(),
            ));
            let value = self.browsed_value(subject, &shown.expression)?;
            let depth = shown.column.and_then(|column| column.depth);
            let level = Level {
                most: depth.unwrap_or(level.most),
                ..level
            };
            self.property(&value, level, &mut inner)?;
        }
        values.push(FormatValue::Entry {
            frame: Some(STEP),
            values: inner,
        });
        values.extend([FormatValue::Text("}".into()), FormatValue::NewLine]);
        out.push(FormatValue::entry(values));
        Ok(())
    }

    fn browsed_value(
        &mut self,
        subject: &Value,
        expression: &crate::expression::Expression,
    ) -> Result<Value> {
        match expression
            .value(subject, self.around())
            .map(|evaluated| evaluated.value)
        {
            None => Ok(Value::Null),
            Some(Err(Flow::Error(error))) => {
                self.log(
                    crate::shown_text::ShowError::Expression(expression.text(), error),
                    subject,
                );
                Ok(Value::str(""))
            }
            Some(value) => value,
        }
    }

    fn property(&mut self, value: &Value, level: Level, out: &mut Vec<FormatValue>) -> Result<()> {
        if let Some(elements) = subject::elements(value) {
            out.push(FormatValue::NewLine);
            return self.indented(out, |this, inner| {
                this.enumeration(&elements, level.next(), inner)
            });
        }
        if is_leaf(value, level) {
            return self.leaf(value, out);
        }
        out.push(FormatValue::NewLine);
        self.indented(out, |this, inner| {
            this.object(value, level.next(), &[], inner)
        })
    }

    fn enumeration(
        &mut self,
        elements: &[Value],
        level: Level,
        out: &mut Vec<FormatValue>,
    ) -> Result<()> {
        out.extend([FormatValue::Text("[".into()), FormatValue::NewLine]);
        self.indented(out, |this, inner| this.elements(elements, level, inner))?;
        out.extend([
            FormatValue::Text("]".into()),
            FormatValue::NewLine,
            FormatValue::NewLine,
        ]);
        Ok(())
    }

    fn elements(
        &mut self,
        elements: &[Value],
        level: Level,
        out: &mut Vec<FormatValue>,
    ) -> Result<()> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        for (index, element) in elements.iter().enumerate() {
            if index == limit {
                return self.leaf(&Value::str(ELLIPSIS), out);
            }
            if is_leaf(element, level) {
                self.leaf(element, out)?;
            } else if let Some(inner) = subject::elements(element) {
                out.push(FormatValue::NewLine);
                self.indented(out, |this, out| this.enumeration(&inner, level.next(), out))?;
            } else {
                self.object(element, level.next(), &[], out)?;
            }
        }
        Ok(())
    }

    fn leaf(&mut self, value: &Value, out: &mut Vec<FormatValue>) -> Result<()> {
        let text: Str = self.directed(value, &Directive::Text)?;
        out.extend([
            FormatValue::Property(Field::new(text)),
            FormatValue::NewLine,
        ]);
        Ok(())
    }

    fn indented(
        &mut self,
        out: &mut Vec<FormatValue>,
        fill: impl FnOnce(&mut Self, &mut Vec<FormatValue>) -> Result<()>,
    ) -> Result<()> {
        let mut values = Vec::new();
        fill(self, &mut values)?;
        out.push(FormatValue::Entry {
            frame: Some(STEP),
            values,
        });
        Ok(())
    }
}

fn is_leaf(value: &Value, level: Level) -> bool {
    level.is_deepest() || value.is_null() || subject::is_scalar(&subject::type_names(value))
}

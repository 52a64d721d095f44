//! Free text from custom views.

use super::Generator;
use crate::expression::Expression;
use crate::packet::{EntryInfo, Field, FormatValue};
use crate::shown_text::{Directive, ShowError, shown};
use crate::subject;
use crate::view::{Body, CustomBody, Token, ValueToken, best_entry, enumerated};
use stint_object::{Flow, Result, Str, Value};

const DEEPEST: usize = 50;

impl Generator {
    pub(super) fn complex_entry(&mut self, subject: &Value) -> Result<EntryInfo> {
        let view = self.view.clone();
        let mut out = Vec::new();
        match view.as_deref().map(|view| &view.body) {
            Some(Body::Complex(body)) => self.control(body, subject, 0, &mut out)?,
            _ => self.browse(subject, &mut out)?,
        }
        Ok(EntryInfo::Complex(out))
    }

    /// Free text for an object, appended as one entry.
    pub(super) fn control(
        &mut self,
        body: &CustomBody,
        subject: &Value,
        depth: usize,
        out: &mut Vec<FormatValue>,
    ) -> Result<()> {
        let around = self.context.around.clone();
        let holds = |condition: &Expression| condition.holds(subject, around.as_ref());
        let entry = best_entry(
            &body.entries,
            |(selection, _)| selection,
            &subject::type_names(subject),
            holds,
        );
        match entry {
            Some((_, tokens)) => self.tokens(tokens, subject, depth, out),
            None => Ok(()),
        }
    }

    fn tokens(
        &mut self,
        tokens: &[Token],
        subject: &Value,
        depth: usize,
        out: &mut Vec<FormatValue>,
    ) -> Result<()> {
        if depth == DEEPEST {
            return Ok(());
        }
        let mut values = Vec::new();
        for token in tokens {
            match token {
                Token::Text(text) => values.push(FormatValue::Text(text.clone())),
                Token::NewLine(count) => {
                    values.extend(std::iter::repeat_n(FormatValue::NewLine, *count))
                }
                Token::Frame(frame, tokens) => {
                    let mut inner = Vec::new();
                    self.tokens(tokens, subject, depth, &mut inner)?;
                    values.push(FormatValue::Entry {
                        frame: Some(*frame),
                        values: inner,
                    });
                }
                Token::Value(token) => self.value_token(token, subject, depth, &mut values)?,
            }
        }
        out.push(FormatValue::entry(values));
        Ok(())
    }

    fn value_token(
        &mut self,
        token: &ValueToken,
        subject: &Value,
        depth: usize,
        out: &mut Vec<FormatValue>,
    ) -> Result<()> {
        if !token
            .condition
            .as_ref()
            .is_none_or(|condition| condition.holds(subject, self.around()))
        {
            return Ok(());
        }
        let value = match &token.expression {
            None => subject.clone(),
            Some(expression) => self.token_value(expression, subject)?,
        };
        let elements = if token.enumerate {
            enumerated(&value)
        } else {
            None
        };
        let Some(control) = &token.control else {
            let directive = token
                .format
                .clone()
                .map_or(Directive::Text, Directive::Format);
            for value in elements.unwrap_or_else(|| vec![value]) {
                let text = self.directed(&value, &directive)?;
                out.push(FormatValue::Property(Field::new(text)));
            }
            return Ok(());
        };
        let control = self.view.as_ref().and_then(|view| view.resolve(control));
        let (Some(control), false) = (control, value.is_null()) else {
            return Ok(());
        };
        for value in elements
            .unwrap_or_else(|| vec![value])
            .iter()
            .filter(|value| !value.is_null())
        {
            self.control(&control, value, depth + 1, out)?;
        }
        Ok(())
    }

    fn token_value(&mut self, expression: &Expression, subject: &Value) -> Result<Value> {
        match expression
            .value(subject, self.around())
            .map(|evaluated| evaluated.value)
        {
            None => Ok(Value::Null),
            Some(Err(Flow::Error(error))) => {
                self.log(ShowError::Expression(expression.text(), error), subject);
                Ok(Value::Null)
            }
            Some(value) => value,
        }
    }

    /// A value's text; an error gives none.
    pub(super) fn directed(&mut self, value: &Value, directive: &Directive) -> Result<Str> {
        match shown(value, directive, self.limit) {
            Err(Flow::Error(_)) => Ok(Str::default()),
            text => text,
        }
    }
}

//! Entries of wide lists: one property each.

use super::{Generator, ShownProperty, all_properties, default_properties, expand};
use crate::expression::Expression;
use crate::packet::{EntryInfo, Field};
use crate::shown_text::display_name_expression;
use crate::subject;
use crate::view::{Body, best_entry};
use stint_object::{Result, Value};

impl Generator {
    pub(super) fn wide_columns(&self) -> i32 {
        let given = self
            .parameters
            .as_ref()
            .and_then(|parameters| parameters.columns);
        given.unwrap_or_else(|| match self.view.as_deref().map(|view| &view.body) {
            Some(Body::Wide(wide)) => wide.columns,
            _ => 0,
        })
    }

    pub(super) fn wide_entry(&mut self, subject: &Value) -> Result<EntryInfo> {
        let view = self.view.clone();
        if let Some(Body::Wide(wide)) = view.as_deref().map(|view| &view.body) {
            let around = self.context.around.clone();
            let holds = |condition: &Expression| condition.holds(subject, around.as_ref());
            let entry = best_entry(
                &wide.entries,
                |(selection, _)| selection,
                &subject::type_names(subject),
                holds,
            );
            return Ok(EntryInfo::Wide(match entry {
                Some((_, item)) => self.item(item, subject)?.0,
                None => Field::default(),
            }));
        }
        let Some(shown) = self.wide_property(subject) else {
            return Ok(EntryInfo::Wide(Field::default()));
        };
        let directive = shown.format().unwrap_or_default();
        let (text, _) = self.cell(subject, &shown.expression, &directive)?;
        Ok(EntryInfo::Wide(Field::new(text)))
    }

    fn wide_property(&self, subject: &Value) -> Option<ShownProperty> {
        if !self.properties().is_empty() {
            return expand(self.properties(), subject, false).into_iter().next();
        }
        if let Some(expression) = display_name_expression(subject) {
            return Some(ShownProperty::of(expression));
        }
        default_properties(subject)
            .into_iter()
            .chain(all_properties(subject))
            .next()
    }
}

//! Entries of lists.

use super::{Generator, active_properties};
use crate::expression::Expression;
use crate::packet::{EntryInfo, Field, ListField};
use crate::shown_text::Directive;
use crate::subject;
use crate::view::{Body, Item, ListBody, best_entry};
use stint_object::{Result, Str, Value};

impl Generator {
    pub(super) fn list_entry(&mut self, subject: &Value) -> Result<EntryInfo> {
        let view = self.view.clone();
        Ok(EntryInfo::List(
            match view.as_deref().map(|view| &view.body) {
                Some(Body::List(list)) => self.list_of_view(list, subject)?,
                _ => self.list_of_properties(subject)?,
            },
        ))
    }

    fn list_of_view(&mut self, list: &ListBody, subject: &Value) -> Result<Vec<ListField>> {
        let around = self.context.around.clone();
        let holds = |condition: &Expression| condition.holds(subject, around.as_ref());
        let entry = best_entry(
            &list.entries,
            |entry| &entry.selection,
            &subject::type_names(subject),
            holds,
        );
        let mut fields = Vec::new();
        for item in entry.map_or(&[] as &[_], |entry| &entry.items) {
            if !item.condition.as_ref().is_none_or(holds) {
                continue;
            }
            let (field, name) = self.item(&item.item, subject)?;
            let label = item
                .label
                .clone()
                .or(name)
                .unwrap_or_else(|| written(&item.item));
            fields.push(ListField {
                label: Some(label),
                property: None,
                field,
            });
        }
        if self.with_computer {
            let (text, _) = self.cell(
                subject,
                &Expression::name("PSComputerName"),
                &Directive::Text,
            )?;
            fields.push(ListField {
                label: Some("PSComputerName".into()),
                property: None,
                field: Field::new(text),
            });
        }
        Ok(fields)
    }

    fn list_of_properties(&mut self, subject: &Value) -> Result<Vec<ListField>> {
        let mut fields = Vec::new();
        for shown in active_properties(self.properties(), subject) {
            let directive = shown.format().unwrap_or_default();
            let (text, _) = self.cell(subject, &shown.expression, &directive)?;
            let name = shown
                .label()
                .cloned()
                .unwrap_or_else(|| shown.expression.text());
            fields.push(ListField {
                label: None,
                property: Some(name),
                field: Field::new(text),
            });
        }
        Ok(fields)
    }
}

fn written(item: &Item) -> Str {
    match item {
        Item::Value { expression, .. } => expression.text(),
        Item::Text(text) => text.clone(),
        Item::Empty => Str::default(),
    }
}

//! `Sort-Object`.

use crate::ordering::{self, EntryComparer};
use crate::ranks::Ranked;
use crate::{introsort, property_keys};
use std::cmp::Ordering;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Sorts objects by properties.
#[derive(Params, Default)]
struct SortObject {
    input_object: Value,
    property: Vec<Value>,
    stable: bool,
    descending: bool,
    unique: bool,
    top: Option<i32>,
    bottom: Option<i32>,
    culture: Str,
    case_sensitive: bool,
    #[param(skip)]
    objects: Vec<Value>,
}

entry!("Sort-Object", "SortObjectCommand", SortObject);

impl Cmdlet for SortObject {
    fn process(&mut self, _: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if !object.is_null() {
            self.objects.push(object);
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let objects = std::mem::take(&mut self.objects);
        let Some(first) = objects.first() else {
            return Ok(());
        };
        let property = if self.property.is_empty() {
            ordering::default_keys(first)
        } else {
            std::mem::take(&mut self.property)
        };
        let keys = property_keys::parse(cx, &property, &property_keys::SORT)?;
        let keys = ordering::expand_patterns(keys, &objects);
        let mut entries = Vec::with_capacity(objects.len());
        for object in objects {
            entries.push(ordering::Entry::of(cx, object, &keys)?);
        }
        let comparer = EntryComparer::new(&entries, &keys, !self.descending, self.case_sensitive);
        if comparer.ascending.is_empty() {
            return Ok(());
        }
        for at in self.order(&entries, &comparer) {
            cx.write(entries[at].object.clone())?;
        }
        Ok(())
    }
}

impl SortObject {
    /// The places of the entries in sorted order.
    fn order(&self, entries: &[ordering::Entry], comparer: &EntryComparer) -> Vec<usize> {
        let mut places: Vec<usize> = (0..entries.len()).collect();
        let ranked = Ranked::new(entries, comparer);
        let by_key = |a: &usize, b: &usize| ranked.compare(*a, *b);
        let limit = self.top.or(self.bottom);
        if self.stable || limit.is_some() {
            let by_place = |a: &usize, b: &usize| {
                let comparable = entries[*b].comparable.cmp(&entries[*a].comparable);
                comparable.then_with(|| by_key(a, b)).then(a.cmp(b))
            };
            introsort::sort(&mut places, &mut |a, b| by_place(a, b));
        } else {
            introsort::sort(&mut places, &mut |a, b| by_key(a, b));
        }
        if self.unique {
            places.dedup_by(|later, earlier| by_key(earlier, later) == Ordering::Equal);
        }
        let count = limit
            .and_then(|limit| usize::try_from(limit).ok())
            .unwrap_or(places.len())
            .min(places.len());
        if self.bottom.is_some() {
            places.split_off(places.len() - count)
        } else {
            places.truncate(count);
            places
        }
    }
}

//! `Compare-Object`.

use crate::ordering::{self, Entry, EntryComparer};
use crate::property_keys::{self, PropertyKey};
use crate::values;
use std::cmp::Ordering;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::{Str, Value};

/// Compares two collections, in any order within a window.
#[derive(Params, Default)]
struct CompareObject {
    reference_object: Vec<Value>,
    difference_object: Vec<Value>,
    sync_window: Option<i32>,
    property: Vec<Value>,
    exclude_different: bool,
    include_equal: bool,
    pass_thru: bool,
    culture: Str,
    case_sensitive: bool,
    #[param(skip)]
    keys: Vec<PropertyKey>,
    #[param(skip)]
    comparer: Option<EntryComparer>,
    #[param(skip)]
    references: std::vec::IntoIter<Entry>,
    #[param(skip)]
    open_references: Vec<Entry>,
    #[param(skip)]
    open_differences: Vec<Entry>,
    #[param(skip)]
    equal_too: bool,
}

entry!("Compare-Object", "CompareObjectCommand", CompareObject);

const MATCH: &str = "==";
const REFERENCE: &str = "<=";
const DIFFERENCE: &str = "=>";

impl Cmdlet for CompareObject {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.equal_too =
            self.include_equal || self.exclude_different && !cx.is_bound("IncludeEqual");
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let differences = std::mem::take(&mut self.difference_object);
        if self.reference_object.is_empty() {
            self.prepare_keys(cx, &differences)?;
            for object in differences {
                let entry = Entry::of(cx, object, &self.keys)?;
                self.emit_different(cx, &entry, DIFFERENCE)?;
            }
            return Ok(());
        }
        self.prepare(cx)?;
        if differences.is_empty() {
            return self.step(cx, None);
        }
        for object in differences.into_iter().filter(|object| !object.is_null()) {
            let entry = Entry::of(cx, object, &self.keys)?;
            self.step(cx, Some(entry))?;
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        while !self.references.as_slice().is_empty() {
            self.step(cx, None)?;
        }
        for entry in std::mem::take(&mut self.open_differences) {
            self.emit_different(cx, &entry, DIFFERENCE)?;
        }
        for entry in std::mem::take(&mut self.open_references) {
            self.emit_different(cx, &entry, REFERENCE)?;
        }
        Ok(())
    }
}

impl CompareObject {
    fn prepare_keys(&mut self, cx: &mut dyn Cx, objects: &[Value]) -> Result<()> {
        let property = match objects.first() {
            Some(first) if self.property.is_empty() => ordering::default_keys(first),
            _ => self.property.clone(),
        };
        self.keys = property_keys::parse(cx, &property, &property_keys::GROUP)?;
        Ok(())
    }

    fn prepare(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.comparer.is_some() {
            return Ok(());
        }
        let objects: Vec<Value> = self
            .reference_object
            .iter()
            .filter(|object| !object.is_null())
            .cloned()
            .collect();
        self.prepare_keys(cx, &objects)?;
        let mut entries = Vec::with_capacity(objects.len());
        for object in objects {
            entries.push(Entry::of(cx, object, &self.keys)?);
        }
        self.comparer = Some(EntryComparer::new(&entries, &[], true, self.case_sensitive));
        self.references = entries.into_iter();
        Ok(())
    }

    fn same(&self, a: &Entry, b: &Entry) -> bool {
        self.comparer
            .as_ref()
            .is_some_and(|comparer| comparer.compare(a, b) == Ordering::Equal)
    }

    /// One from each side: alike, or each looks for its like among those that still wait.
    fn step(&mut self, cx: &mut dyn Cx, mut difference: Option<Entry>) -> Result<()> {
        let mut reference = self.references.next();
        if let (Some(a), Some(b)) = (&reference, &difference)
            && self.same(a, b)
        {
            return self.emit_equal(cx, a);
        }
        if let Some(entry) = &difference
            && let Some(at) = self
                .open_references
                .iter()
                .position(|known| self.same(entry, known))
        {
            let found = self.open_references.remove(at);
            self.emit_equal(cx, &found)?;
            difference = None;
        }
        if let Some(entry) = &reference
            && let Some(at) = self
                .open_differences
                .iter()
                .position(|known| self.same(entry, known))
        {
            self.open_differences.remove(at);
            self.emit_equal(cx, entry)?;
            reference = None;
        }
        let window = usize::try_from(self.sync_window.unwrap_or(i32::MAX)).unwrap_or(0);
        if let Some(entry) = difference {
            while window > 0 && self.open_differences.len() >= window {
                let first = self.open_differences.remove(0);
                self.emit_different(cx, &first, DIFFERENCE)?;
            }
            if window > 0 {
                self.open_differences.push(entry)
            } else {
                self.emit_different(cx, &entry, DIFFERENCE)?
            }
        }
        if let Some(entry) = reference {
            while window > 0 && self.open_references.len() >= window {
                let first = self.open_references.remove(0);
                self.emit_different(cx, &first, REFERENCE)?;
            }
            if window > 0 {
                self.open_references.push(entry)
            } else {
                self.emit_different(cx, &entry, REFERENCE)?
            }
        }
        Ok(())
    }

    fn emit_equal(&self, cx: &mut dyn Cx, entry: &Entry) -> Result<()> {
        if self.equal_too {
            self.emit(cx, entry, MATCH)
        } else {
            Ok(())
        }
    }

    fn emit_different(&self, cx: &mut dyn Cx, entry: &Entry, side: &str) -> Result<()> {
        if self.exclude_different {
            Ok(())
        } else {
            self.emit(cx, entry, side)
        }
    }

    fn emit(&self, cx: &mut dyn Cx, entry: &Entry, side: &str) -> Result<()> {
        if self.pass_thru {
            return cx.write(values::with_notes_in_place(
                entry.object.clone(),
                &[("SideIndicator".into(), side.into())],
            ));
        }
        let mut notes: Vec<(Str, Value)> = Vec::new();
        if self.property.is_empty() {
            notes.push(("InputObject".into(), entry.object.clone()));
        } else {
            for (key, slot) in self.keys.iter().zip(&entry.slots) {
                notes.push((key.expression.text(), slot.clone().unwrap_or_default()));
            }
        }
        notes.push(("SideIndicator".into(), side.into()));
        cx.write(values::custom(&notes))
    }
}

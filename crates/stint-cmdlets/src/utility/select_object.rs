//! `Select-Object`.

use crate::expression::Expression;
use crate::ordering::Comparer;
use crate::property_keys::{self, PropertyKey};
use crate::values;
use std::cmp::Ordering;
use std::collections::VecDeque;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::members::Member;
use stint_object::shape::Bag;
use stint_object::types::system;
use stint_object::{Data, Object, Str, Value};

/// Takes some of the objects, or some of their properties.
#[derive(Params, Default)]
struct SelectObject {
    input_object: Value,
    property: Vec<Value>,
    exclude_property: Option<Vec<Str>>,
    expand_property: Str,
    unique: bool,
    case_insensitive: bool,
    last: i32,
    first: i32,
    skip: i32,
    skip_last: i32,
    wait: bool,
    index: Vec<i32>,
    skip_index: Vec<i32>,
    #[param(skip)]
    keys: Vec<PropertyKey>,
    #[param(skip)]
    expand: Option<Expression>,
    #[param(skip)]
    window: Window,
    #[param(skip)]
    indexes: Option<Indexes>,
    #[param(skip)]
    uniques: Vec<(Value, usize)>,
}

entry!("Select-Object", "SelectObjectCommand", SelectObject);

/// Which objects are let through, for `-First`, `-Last`, `-Skip` and `-SkipLast`.
#[derive(Default)]
struct Window {
    queue: VecDeque<Value>,
    first: usize,
    last: usize,
    skip: usize,
    /// `-Skip` as given.
    skipped: usize,
    skip_last: usize,
    limited: bool,
    streamed: usize,
}

impl Window {
    fn push(&mut self, object: Value) -> Option<Value> {
        let kept = if self.first == 0 {
            self.last + self.skip
        } else {
            self.last
        };
        if self.last > 0 && self.queue.len() >= kept {
            self.queue.pop_front();
        }
        self.queue.push_back(object);
        if self.skip > 0 {
            if self.last == 0 || self.first != 0 {
                self.queue.pop_front();
                self.skip -= 1;
            }
            return None;
        }
        if self.skip_last > 0 {
            return if self.queue.len() > self.skip_last {
                self.queue.pop_front()
            } else {
                None
            };
        }
        if self.streamed < self.first || !self.limited {
            self.streamed += 1;
            return self.queue.pop_front();
        }
        if self.last == 0 {
            self.queue.pop_front();
        }
        None
    }

    fn is_done(&self) -> bool {
        self.limited && self.last == 0 && self.first != 0 && self.streamed >= self.first
    }
}

/// `-Index` and `-SkipIndex`.
struct Indexes {
    wanted: Vec<i32>,
    skip: bool,
    next: usize,
    at: i32,
}

impl Indexes {
    /// Whether the next object is one of them.
    fn step(&mut self) -> bool {
        let hit = self.wanted.get(self.next) == Some(&self.at);
        while hit && self.wanted.get(self.next) == Some(&self.at) {
            self.next += 1;
        }
        self.at += 1;
        hit
    }

    fn is_done(&self) -> bool {
        !self.skip && self.next >= self.wanted.len()
    }
}

impl Cmdlet for SelectObject {
    fn begin(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.property.is_empty() && self.exclude_property.is_some() {
            self.property = vec!["*".into()];
        }
        self.keys = property_keys::parse(cx, &self.property, &property_keys::SELECT)?;
        if !self.expand_property.is_empty() {
            self.expand = Some(Expression::Name(self.expand_property.clone()));
        }
        let count = |number: i32| usize::try_from(number).unwrap_or(0);
        self.window = Window {
            first: count(self.first),
            last: count(self.last),
            skip: count(self.skip),
            skipped: count(self.skip),
            skip_last: count(self.skip_last),
            limited: cx.is_bound("First") || cx.is_bound("Last"),
            ..Window::default()
        };
        let skip = cx.is_bound("SkipIndex");
        if skip || cx.is_bound("Index") {
            let mut wanted = if skip {
                self.skip_index.clone()
            } else {
                self.index.clone()
            };
            wanted.sort_unstable();
            self.indexes = Some(Indexes {
                wanted,
                skip,
                next: 0,
                at: 0,
            });
        }
        Ok(())
    }

    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        if let Some(indexes) = &mut self.indexes {
            let taken = indexes.step() != indexes.skip;
            let done = indexes.is_done() && !self.wait;
            if taken {
                self.take(cx, object)?;
            }
            if done {
                self.end(cx)?;
                return Err(cx.stop_upstream());
            }
            return Ok(());
        }
        if let Some(object) = self.window.push(object) {
            self.take(cx, object)?;
        }
        if self.window.is_done() && !self.wait {
            self.end(cx)?;
            return Err(cx.stop_upstream());
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if self.indexes.is_none() && self.window.skip_last == 0 {
            let kept = if self.window.first != 0 {
                0
            } else {
                self.window.skipped
            };
            while self.window.queue.len() > kept {
                if let Some(object) = self.window.queue.pop_front() {
                    self.take(cx, object)?;
                }
            }
        }
        for (object, _) in std::mem::take(&mut self.uniques) {
            cx.write(object)?;
        }
        Ok(())
    }
}

impl SelectObject {
    fn take(&mut self, cx: &mut dyn Cx, object: Value) -> Result<()> {
        if self.property.is_empty() && self.expand.is_none() {
            return self.emit(cx, object.clone(), &object, &[], false);
        }
        let mut notes: Vec<(Str, Value)> = Vec::new();
        for at in 0..self.keys.len() {
            self.add_notes(cx, at, &object, &mut notes)?;
        }
        if let Some(expand) = self.expand.clone() {
            return match self.expanded(cx, &expand, &object, &notes)? {
                Some(failure) => cx.error(failure),
                None => Ok(()),
            };
        }
        let mut bag = Bag::default();
        for (name, value) in &notes {
            if bag.get(name).is_some() {
                self.already_exists(
                    cx,
                    name,
                    &object,
                    "AlreadyExistingUserSpecifiedPropertyNoExpand",
                )?;
            } else {
                bag.set(name, Member::Note(value.clone()));
            }
        }
        let made = Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            bag,
        ));
        self.emit(cx, made, &object, &notes, !notes.is_empty())
    }

    fn is_excluded(&self, name: &str) -> bool {
        self.exclude_property
            .iter()
            .flatten()
            .any(|pattern| values::matches_pattern(pattern, name))
    }

    fn add_notes(
        &self,
        cx: &mut dyn Cx,
        at: usize,
        object: &Value,
        notes: &mut Vec<(Str, Value)>,
    ) -> Result<()> {
        let key = &self.keys[at];
        let before = notes.len();
        let mut found = 0;
        for expression in key.expression.resolve(object, true) {
            if self.is_excluded(&expression.text()) {
                continue;
            }
            for evaluated in expression.values(cx, object, true)? {
                found += 1;
                if !self.is_excluded(&evaluated.name) {
                    notes.push((
                        key.name.clone().unwrap_or(evaluated.name),
                        evaluated.value.unwrap_or_default(),
                    ));
                }
            }
        }
        if found == 0 && !key.expression.is_pattern() {
            let name = key.expression.text();
            if !self.is_excluded(&name) {
                notes.push((key.name.clone().unwrap_or(name), Value::Null));
            }
        } else if key.name.is_some() && found > 1 {
            notes.truncate(before);
            let record = ErrorRecord::new(
                "RenamingMultipleResults",
                Category::InvalidOperation,
                system::exceptions::INVALID_OPERATION,
                "Cannot rename multiple results.",
            );
            return cx.error(record.with_target(object.clone()));
        }
        if notes[before..].iter().any(|(name, _)| name.is_empty()) {
            let text = "A property is an empty script block and does not provide a name.";
            return Err(ErrorRecord::new(
                "EmptyScriptBlockAndNoName",
                Category::InvalidArgument,
                system::exceptions::PS_ARGUMENT,
                text,
            )
            .into());
        }
        Ok(())
    }

    /// Writes what a property holds, each with the selected properties; gives the error if it cannot.
    fn expanded(
        &mut self,
        cx: &mut dyn Cx,
        expand: &Expression,
        object: &Value,
        notes: &[(Str, Value)],
    ) -> Result<Option<ErrorRecord>> {
        let mut found = expand.values(cx, object, true)?;
        let failure = match found.len() {
            0 => Some((
                "ExpandPropertyNotFound",
                format!("Property \"{}\" cannot be found.", self.expand_property),
            )),
            1 => None,
            _ => Some((
                "MutlipleExpandProperties",
                "Multiple properties cannot be expanded.".to_owned(),
            )),
        };
        if let Some((id, text)) = failure {
            let record = ErrorRecord::new(
                id,
                Category::InvalidArgument,
                system::exceptions::PS_ARGUMENT,
                text,
            );
            return Ok(Some(record.with_target(object.clone())));
        }
        let value = match found.remove(0).value {
            Ok(value) => value,
            Err(error) => {
                let record = ErrorRecord::of(
                    error.exception.clone(),
                    "PropertyEvaluationExpand",
                    Category::InvalidResult,
                    object.clone(),
                );
                return Ok(Some(record));
            }
        };
        if value.is_null() {
            return Ok(None);
        }
        let items = values::items(&value).unwrap_or_else(|| vec![value]);
        for item in items.into_iter().filter(|item| !item.is_null()) {
            let mut extra = Vec::new();
            for (name, value) in notes {
                if values::property_name(&item, name).is_some() {
                    self.already_exists(
                        cx,
                        name,
                        object,
                        "AlreadyExistingUserSpecifiedPropertyExpand",
                    )?;
                } else {
                    extra.push((name.clone(), value.clone()));
                }
            }
            let item = if extra.is_empty() {
                item
            } else {
                values::with_notes(item, &extra)
            };
            self.emit(cx, item, object, notes, !notes.is_empty())?;
        }
        Ok(None)
    }

    fn already_exists(
        &self,
        cx: &mut dyn Cx,
        name: &str,
        object: &Value,
        id: &'static str,
    ) -> Result<()> {
        let text = format!(
            "The property cannot be processed because the property \"{name}\" already exists."
        );
        cx.error(
            ErrorRecord::new(
                id,
                Category::InvalidOperation,
                system::exceptions::PS_ARGUMENT,
                text,
            )
            .with_target(object.clone()),
        )
    }

    fn emit(
        &mut self,
        cx: &mut dyn Cx,
        made: Value,
        source: &Value,
        notes: &[(Str, Value)],
        is_new: bool,
    ) -> Result<()> {
        if !self.unique {
            mark_selected(&made, source, is_new);
            return cx.write(made);
        }
        if !self.is_known(&made, notes) {
            mark_selected(&made, source, is_new);
            self.uniques.push((made, notes.len()));
        }
        Ok(())
    }

    /// Custom objects all have one base, so only what was selected tells them apart.
    fn is_known(&self, made: &Value, notes: &[(Str, Value)]) -> bool {
        let comparer = Comparer {
            case_sensitive: !self.case_insensitive,
        };
        self.uniques.iter().any(|(known, count)| {
            let same = values::is_custom(made) && values::is_custom(known) || comparer.compare(made, known) == Ordering::Equal;
            same && *count == notes.len()
                && notes.iter().all(|(name, value)| {
                    matches!(values::get(known, name), Ok(Some(other)) if comparer.compare(&other, value) == Ordering::Equal)
                })
        })
    }
}

/// A custom object that was selected says so in its type names.
fn mark_selected(made: &Value, source: &Value, is_new: bool) {
    if !values::is_custom(made) {
        return;
    }
    let name: Str = format!("Selected.{}", source.ty().map_or("", |ty| ty.0.name())).into();
    let mut names = values::type_names(made);
    if is_new || !names.contains(&name) {
        names.insert(0, name);
        values::set_type_names(made, names);
    }
}

//! `Group-Object`, and the groups it makes.

use crate::ordering::{self, Entry, EntryComparer, Slot};
use crate::property_keys::{self, PropertyKey};
use crate::ranks::Ranked;
use crate::{introsort, values};
use std::cmp::Ordering;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, property, registry, system};
use stint_object::{Data, Lock, Object, Str, Value};

/// Groups objects that have the same values.
#[derive(Params, Default)]
struct GroupObject {
    input_object: Value,
    property: Vec<Value>,
    no_element: bool,
    as_hash_table: bool,
    as_string: bool,
    culture: Str,
    case_sensitive: bool,
    #[param(skip)]
    keys: Vec<PropertyKey>,
    #[param(skip)]
    started: bool,
    #[param(skip)]
    entries: Vec<Entry>,
    #[param(skip)]
    types: Vec<Option<Type>>,
    #[param(skip)]
    mixed: bool,
}

entry!("Group-Object", "GroupObjectCommand", GroupObject);

/// The payload of a group.
struct GroupInfo {
    name: Str,
    values: Value,
    group: Value,
    count: i32,
}

impl Opaque for GroupInfo {}

fn payload<T: Default>(this: &Value, read: impl FnOnce(&GroupInfo) -> T) -> Result<T> {
    Ok(this.payload::<GroupInfo>().map(read).unwrap_or_default())
}

/// `Microsoft.PowerShell.Commands.GroupInfo`.
pub(crate) const GROUP_INFO: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("Microsoft.PowerShell.Commands.GroupInfo").properties(&[
            property("System.Collections.ArrayList Values {get;}", |this| {
                payload(this, |group| group.values.clone())
            }),
            property("int Count {get;}", |this| {
                payload(this, |group| group.count).map(Value::Int32)
            }),
            property(
                "System.Collections.ObjectModel.Collection[psobject] Group {get;}",
                |this| payload(this, |group| group.group.clone()),
            ),
            property("string Name {get;}", |this| {
                payload(this, |group| group.name.clone()).map(Value::Str)
            }),
        ]);
    Type(&INFO)
};

/// `Microsoft.PowerShell.Commands.GroupInfoNoElement`.
pub(crate) const GROUP_INFO_NO_ELEMENT: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("Microsoft.PowerShell.Commands.GroupInfoNoElement").base(GROUP_INFO);
    Type(&INFO)
};

impl Cmdlet for GroupObject {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        if !self.started {
            self.start(cx, &object)?;
        }
        let entry = Entry::of(cx, object, &self.keys)?;
        self.note_types(&entry.slots);
        self.entries.push(entry);
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        if entries.is_empty() {
            return Ok(());
        }
        let mut comparer = EntryComparer::new(&entries[..1], &[], true, self.case_sensitive);
        comparer.ascending.resize(entries[0].slots.len(), true);
        let groups = if self.mixed {
            gather(entries, &comparer)
        } else {
            gather_sorted(entries, &comparer)
        };
        if !self.as_hash_table {
            return groups
                .into_iter()
                .try_for_each(|group| cx.write(self.group_info(group)));
        }
        self.write_table(cx, groups)
    }
}

/// Entries with the same values, the first of which stands for the group.
type Group = Vec<Entry>;

/// Objects of different types are compared with the groups there are, in the order they come.
fn gather(entries: Vec<Entry>, comparer: &EntryComparer) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups
            .iter_mut()
            .find(|group| comparer.compare(&group[0], &entry) == Ordering::Equal)
        {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

/// Objects of one type are sorted first.
fn gather_sorted(entries: Vec<Entry>, comparer: &EntryComparer) -> Vec<Group> {
    let mut places: Vec<usize> = (0..entries.len()).collect();
    let ranked = Ranked::new(&entries, comparer);
    introsort::sort(&mut places, &mut |a, b| {
        ranked.compare(*a, *b).then(a.cmp(b))
    });
    let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let mut groups: Vec<Group> = Vec::new();
    for entry in places.into_iter().filter_map(|at| entries[at].take()) {
        match groups.last_mut() {
            Some(group) if comparer.compare(&group[0], &entry) == Ordering::Equal => {
                group.push(entry)
            }
            _ => groups.push(vec![entry]),
        }
    }
    groups
}

impl GroupObject {
    fn start(&mut self, cx: &mut dyn Cx, first: &Value) -> Result<()> {
        self.started = true;
        if self.property.is_empty() {
            self.property = ordering::default_keys(first);
        }
        self.keys = property_keys::parse(cx, &self.property, &property_keys::GROUP)?;
        let failure = if self.as_string && !self.as_hash_table {
            "The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter."
        } else if self.as_hash_table && !self.as_string && self.keys.len() > 1 {
            "The command cannot be run because using the AsHashTable parameter with more than one property requires adding the AsString parameter."
        } else {
            return Ok(());
        };
        Err(ErrorRecord::new(
            "ArgumentException",
            Category::InvalidArgument,
            system::exceptions::ARGUMENT,
            failure,
        )
        .into())
    }

    fn note_types(&mut self, slots: &[Slot]) {
        let types: Vec<Option<Type>> = slots
            .iter()
            .map(|slot| slot.as_ref().and_then(Value::ty))
            .collect();
        if self.entries.is_empty() {
            self.types = types;
            return;
        }
        if self.types.len() != types.len() {
            self.mixed = true;
            return;
        }
        for (known, ty) in self.types.iter_mut().zip(types) {
            match (*known, ty) {
                (_, None) => {}
                (None, Some(ty)) => *known = Some(ty),
                (Some(a), Some(b)) => self.mixed |= a != b,
            }
        }
    }

    fn group_info(&self, group: Group) -> Value {
        let first = &group[0].slots;
        let values: Vec<Value> = first
            .iter()
            .map(|slot| slot.clone().unwrap_or_default())
            .collect();
        let info = GroupInfo {
            name: name(first),
            values: Value::object(system::ARRAY_LIST, Data::List(Lock::new(values))),
            count: i32::try_from(group.len()).unwrap_or(i32::MAX),
            group: collection(if self.no_element {
                Vec::new()
            } else {
                group.into_iter().map(|entry| entry.object).collect()
            }),
        };
        Value::Object(Object::opaque(
            if self.no_element {
                GROUP_INFO_NO_ELEMENT
            } else {
                GROUP_INFO
            },
            info,
        ))
    }

    fn write_table(&self, cx: &mut dyn Cx, groups: Vec<Group>) -> Result<()> {
        let comparer = if self.case_sensitive {
            Comparer::Exact
        } else {
            Comparer::IgnoreCase
        };
        let mut table = Dict::new(comparer, Order::Buckets);
        for group in groups {
            let slots = &group[0].slots;
            let key = if self.as_string {
                Value::Str(name(slots))
            } else {
                slots
                    .first()
                    .cloned()
                    .flatten()
                    .unwrap_or_default()
                    .base()
                    .clone()
            };
            if key.is_null() || table.contains(&key) {
                let text = "The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again.";
                return cx.error(ErrorRecord::new(
                    text,
                    Category::InvalidArgument,
                    system::EXCEPTION,
                    text,
                ));
            }
            table.insert(
                key,
                collection(group.into_iter().map(|entry| entry.object).collect()),
            );
        }
        cx.write(Value::object(
            system::HASHTABLE,
            Data::Dict(Lock::new(table)),
        ))
    }
}

fn collection(items: Vec<Value>) -> Value {
    let ty =
        registry::close(system::COLLECTION, &[system::PS_OBJECT]).unwrap_or(system::COLLECTION);
    Value::object(ty, Data::List(Lock::new(items)))
}

/// The values as text, those of a collection in braces.
fn name(slots: &[Slot]) -> Str {
    let parts: Vec<String> = slots
        .iter()
        .flatten()
        .filter(|value| !value.is_null())
        .map(|value| match values::collection_items(value) {
            Some(items) => {
                let items: Vec<Str> = items.iter().map(values::text).collect();
                format!("{{{}}}", items.join(", "))
            }
            None => values::text(value).to_string(),
        })
        .collect();
    parts.join(", ").into()
}

//! Extended type data: members and display hints by type name. Built-in members stand in the types' own tables, built-in
//! hints in [`hints`]; what `Update-TypeData` adds belongs to a session.

mod hints;

use super::type_names;
use crate::members::{CodeProperty, Member};
use crate::shape::Bag;
use crate::types::registry;
use crate::{Lock, Str, Type, Value};
use hashbrown::HashMap;
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What type data says about one type name.
#[derive(Default, Clone)]
pub struct TypeData {
    /// The type name as written.
    pub name: Str,
    /// Members.
    pub members: Bag,
    /// `DefaultDisplayProperty`.
    pub default_display_property: Option<Str>,
    /// `DefaultDisplayPropertySet`.
    pub default_display_set: Option<Vec<Str>>,
    /// `DefaultKeyPropertySet`.
    pub default_key_set: Option<Vec<Str>>,
    /// `PropertySerializationSet`.
    pub serialization_set: Option<Vec<Str>>,
    /// `SerializationMethod`: `AllPublicProperties`, `String`, `SpecificProperties`.
    pub serialization_method: Option<Str>,
    /// `SerializationDepth`.
    pub serialization_depth: Option<u32>,
    /// `InheritPropertySerializationSet`.
    pub inherit_serialization_set: bool,
    /// `StringSerializationSource`.
    pub string_serialization_source: Option<Str>,
    /// `TargetTypeForDeserialization`, `TypeConverter`, `TypeAdapter`: kept for Get-TypeData.
    pub target_type: Option<Type>,
}

/// The type data of a session.
#[derive(Default)]
pub struct TypeTable {
    entries: Lock<HashMap<String, Arc<TypeData>>>,
}

/// Whether any session ever had type data of its own: until then a look-up costs nothing.
static USED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static CURRENT: RefCell<Option<Arc<TypeTable>>> = const { RefCell::new(None) };
}

/// Makes a session's table the calling thread's; gives the one before, to be put back.
pub fn enter(table: Option<Arc<TypeTable>>) -> Option<Arc<TypeTable>> {
    CURRENT.with(|current| current.replace(table))
}

/// The calling thread's table, made if there is none.
pub fn current() -> Arc<TypeTable> {
    CURRENT.with(|current| {
        current
            .borrow_mut()
            .get_or_insert_with(Arc::default)
            .clone()
    })
}

impl TypeTable {
    /// What was added for a type name.
    pub fn get(&self, type_name: &str) -> Option<Arc<TypeData>> {
        self.entries.lock().get(&type_name.to_lowercase()).cloned()
    }

    /// Replaces what there is for a type name.
    pub fn set(&self, data: TypeData) {
        USED.store(true, Ordering::Relaxed);
        let key = data.name.to_lowercase();
        let old = self.entries.lock().insert(key, Arc::new(data));
        drop(old);
    }

    /// Removes what there is for a type name; whether there was something.
    pub fn remove(&self, type_name: &str) -> bool {
        let old = self.entries.lock().remove(&type_name.to_lowercase());
        old.is_some()
    }

    /// All entries, by name.
    pub fn all(&self) -> Vec<Arc<TypeData>> {
        let mut all: Vec<_> = self.entries.lock().values().cloned().collect();
        all.sort_by_key(|a| a.name.to_lowercase());
        all
    }
}

/// The data that sessions added for a value's type names, the most specific first.
fn added(value: &Value) -> Vec<Arc<TypeData>> {
    if !USED.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let table = current();
    type_names::type_names(value)
        .iter()
        .filter_map(|name| table.get(name))
        .collect()
}

/// A member that type data gives a value.
pub fn find(value: &Value, name: &str) -> Option<Member> {
    if USED.load(Ordering::Relaxed) {
        let found = added(value)
            .iter()
            .find_map(|data| data.members.get(name).cloned());
        if found.is_some() {
            return found;
        }
    }
    built_in(value, |extended| {
        extended
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, member)| member.clone())
    })
}

/// All members that type data gives a value, in the order they are listed.
pub fn all(value: &Value) -> Vec<(Str, Member)> {
    let mut members: Vec<(Str, Member)> = Vec::new();
    let mut add = |name: &str, member: &Member| {
        if !members
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
        {
            members.push((name.into(), member.clone()));
        }
    };
    for data in added(value) {
        for (name, member) in data.members.iter() {
            add(name, member);
        }
    }
    let _ = built_in(value, |extended| -> Option<()> {
        for (name, member) in extended {
            add(name, member);
        }
        None
    });
    members
}

/// What a picture of an enum's value is called.
const DESERIALIZED_ENUM: &str = "Deserialized.System.Enum";

/// Its name, beside the number that it is.
static ENUM_MEMBERS: &[(&str, Member)] = &[("Value", Member::Code(&ENUM_VALUE))];

static ENUM_VALUE: CodeProperty = CodeProperty {
    kind: "ScriptProperty",
    definition: "System.Object Value {get=$this.ToString();}",
    get: |this| Ok(Value::Str(crate::string_form::net_text(this))),
    set: None,
};

/// Goes through the built-in members of a value's types until something is found.
fn built_in<R>(
    value: &Value,
    mut look: impl FnMut(&[(&'static str, Member)]) -> Option<R>,
) -> Option<R> {
    if let Value::Object(object) = value {
        let names = object.added().type_names.clone();
        if let Some(names) = names {
            return names.iter().find_map(|name| match registry::lookup(name) {
                Some(ty) => look(ty.extended),
                None if **name == *DESERIALIZED_ENUM => look(ENUM_MEMBERS),
                None => None,
            });
        }
    }
    look(&value.base().ty()?.index().extended)
}

/// Finds a hint: the session's first, then the built-in one, for each type name from the most specific on.
fn hint<R>(
    value: &Value,
    own: impl Fn(&TypeData) -> Option<R>,
    built_in: impl Fn(&'static hints::Hints) -> Option<R>,
) -> Option<R> {
    for data in added(value) {
        if let Some(found) = own(&data) {
            return Some(found);
        }
    }
    type_names::type_names(value)
        .iter()
        .find_map(|name| hints::of(name).and_then(&built_in))
}

fn names(list: &'static [&'static str]) -> Option<Vec<Str>> {
    (!list.is_empty()).then(|| list.iter().map(|name| Str::from(*name)).collect())
}

/// The properties that a list shows by default, from type data or from an added `PSStandardMembers`.
pub fn default_display_set(value: &Value) -> Option<Vec<Str>> {
    standard_member_set(value, "DefaultDisplayPropertySet").or_else(|| {
        hint(
            value,
            |data| data.default_display_set.clone(),
            |hints| names(hints.display_set),
        )
    })
}

/// The property that stands for the whole object.
pub fn default_display_property(value: &Value) -> Option<Str> {
    hint(
        value,
        |data| data.default_display_property.clone(),
        |hints| (!hints.display.is_empty()).then(|| hints.display.into()),
    )
}

/// The properties that tell objects apart.
pub fn default_key_set(value: &Value) -> Option<Vec<Str>> {
    standard_member_set(value, "DefaultKeyPropertySet").or_else(|| {
        hint(
            value,
            |data| data.default_key_set.clone(),
            |hints| names(hints.keys),
        )
    })
}

/// How deep the wire writes such objects.
pub fn serialization_depth(value: &Value) -> Option<u32> {
    hint(
        value,
        |data| data.serialization_depth,
        |hints| (hints.depth > 0).then_some(hints.depth),
    )
}

/// How the wire writes such objects: `String`, `SpecificProperties`.
pub fn serialization_method(value: &Value) -> Option<Str> {
    hint(
        value,
        |data| data.serialization_method.clone(),
        |hints| (!hints.method.is_empty()).then(|| hints.method.into()),
    )
}

/// The properties that the wire writes of such objects.
pub fn serialization_set(value: &Value) -> Option<Vec<Str>> {
    hint(
        value,
        |data| data.serialization_set.clone(),
        |hints| names(hints.serialized),
    )
}

/// A property set in a `PSStandardMembers` that a script added to the object or by type data.
fn standard_member_set(value: &Value, set: &str) -> Option<Vec<Str>> {
    let in_members = |member: &Member| match member {
        Member::MemberSet(members) => members
            .members
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(set))
            .and_then(|(_, member)| match member {
                Member::PropertySet(set) => Some(set.properties.clone()),
                _ => None,
            }),
        Member::Note(value) => super::psobject::property_set_of(value, set),
        _ => None,
    };
    if let Value::Object(object) = value {
        let member = object.added().bag.get("PSStandardMembers").cloned();
        if let Some(found) = member.as_ref().and_then(in_members) {
            return Some(found);
        }
    }
    added(value)
        .iter()
        .find_map(|data| data.members.get("PSStandardMembers").and_then(in_members))
}

/// Whether any session has type data of its own.
pub(super) fn in_use() -> bool {
    USED.load(Ordering::Relaxed)
}

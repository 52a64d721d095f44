//! What the serializer asks about a value: its type names, properties and text.

use stint_object::access::type_data;
use stint_object::access::{self, PropertyKind, PropertyView};
use stint_object::members::Member;
use stint_object::types::{Type, registry, system};
use stint_object::{Data, Str, Value, string_form};

use super::data::KnownText;

/// A member that was read, with what decides about its depth.
pub(super) struct Property {
    pub name: Str,
    pub value: Value,
    /// Stands on the object itself, not in its type or type data.
    pub on_instance: bool,
}

/// What type data says about how a value is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    /// Levels of properties, instead of what is left of the caller's.
    pub depth: Option<u32>,
    /// Which properties, instead of all.
    pub properties: Option<Vec<Str>>,
    /// Only its text.
    pub as_text: bool,
}

impl Rules {
    pub(super) fn of(value: &Value) -> Self {
        let method = type_data::serialization_method(value);
        let is = |wanted: &str| {
            method
                .as_ref()
                .is_some_and(|method| method.eq_ignore_ascii_case(wanted))
        };
        Self {
            depth: type_data::serialization_depth(value),
            properties: if is("SpecificProperties") {
                type_data::serialization_set(value)
            } else {
                None
            },
            as_text: is("String"),
        }
    }
}

/// The type names, if they are not just those of the value's own type.
pub(super) fn changed_names(value: &Value) -> Option<Vec<Str>> {
    let Value::Object(object) = value else {
        return None;
    };
    let names = object.added().type_names.clone()?;
    let own = value
        .base()
        .ty()
        .map(access::type_names::of_type)
        .unwrap_or_default();
    let same = names.len() == own.len()
        && names
            .iter()
            .zip(&own)
            .all(|(a, b)| a.eq_ignore_ascii_case(b));
    (!same).then_some(*names)
}

/// The names of a type and its bases, generic arguments in full.
pub(super) fn names_of(ty: Type) -> Vec<Str> {
    access::type_names::of_type(ty)
}

/// The properties that the object's own type has, or its original had. One that throws is left out, as PowerShell leaves it out.
pub(super) fn adapted(value: &Value) -> Vec<Property> {
    let views = access::properties(value).into_iter();
    views
        .filter(|view| view.kind == PropertyKind::Property)
        .filter_map(|view| read(&view, false))
        .collect()
}

/// The properties that were added to the object.
pub(super) fn added(value: &Value) -> Vec<Property> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    let bag = object.added().bag.clone();
    bag.iter()
        .filter_map(|(name, member)| {
            let value = match member {
                Member::Note(value) => value.clone(),
                Member::ScriptMethod(_)
                | Member::CodeMethod(_)
                | Member::PropertySet(_)
                | Member::MemberSet(_) => {
                    return None;
                }
                computed => access::read_member(value, name, computed).ok()?,
            };
            Some(Property {
                name: name.clone(),
                value,
                on_instance: true,
            })
        })
        .collect()
}

/// The properties that type data gives the object beside those that were added to it.
pub(super) fn of_type_data(value: &Value) -> Vec<Property> {
    let views = access::properties(value).into_iter();
    let views = views.filter(|view| view.kind != PropertyKind::Property && !view.is_instance());
    views.filter_map(|view| read(&view, false)).collect()
}

fn read(view: &PropertyView, on_instance: bool) -> Option<Property> {
    Some(Property {
        name: view.name.clone(),
        value: view.value().ok()?,
        on_instance,
    })
}

/// One property by name.
pub(super) fn named(value: &Value, name: &str) -> Option<Property> {
    read(&access::property(value, name)?, false)
}

/// What `ToString()` gives.
pub(super) fn text(value: &Value) -> Str {
    if let Some(known) = value.payload::<KnownText>() {
        return known.text.clone();
    }
    match value.base() {
        Value::Object(object) => match object.data() {
            // Of a type that is not there, which reading keeps as it was.
            Data::Opaque(_) if object.ty() == system::OBJECT => Str::default(),
            _ => string_form::net_text(value),
        },
        _ => string_form::net_text(value),
    }
}

/// A value of a type that another file declares, from its text.
pub(super) fn construct(type_name: &str, text: &str) -> Option<Value> {
    let ty = registry::lookup(type_name)?;
    access::construct(ty, &[Value::str(text)]).ok()
}

//! All members of a value or type: what `Get-Member` shows.

use super::{ps_method, ps_property, type_data};
use crate::members::Member;
use crate::types::signature::Members;
use crate::types::{Kind, Type};
use crate::{Str, Value};

/// One member as `Get-Member` lists it.
#[derive(Clone, Debug)]
pub struct MemberView {
    /// `MemberType`: `Property`, `NoteProperty`, `Method` ...
    pub kind: &'static str,
    /// `Name`.
    pub name: Str,
    /// `Definition`.
    pub definition: String,
    /// Shown only with `-Force`: accessors, members that a class hides.
    pub hidden: bool,
    /// Which view it belongs to: added by type data or to the object (`Extended`), else `Adapted`.
    pub extended: bool,
}

/// The members of a value: its properties in order, then its methods. `Get-Member` sorts them.
pub fn members(value: &Value) -> Vec<MemberView> {
    let mut views: Vec<MemberView> = ps_property::properties(value)
        .into_iter()
        .filter(|view| !view.is_behind_adapter())
        .map(|view| MemberView {
            kind: view.kind.name(),
            name: view.name.clone(),
            definition: view.definition(),
            hidden: view.hidden,
            extended: view.kind != ps_property::PropertyKind::Property,
        })
        .collect();
    let mut added: Vec<(Str, Member)> = Vec::new();
    if let Value::Object(object) = value {
        added.extend(
            object
                .added()
                .bag
                .iter()
                .map(|(name, member)| (name.clone(), member.clone())),
        );
    }
    added.extend(type_data::all(value));
    for (name, member) in &added {
        views.extend(other_member(name, member));
    }
    let base = value.base();
    let Some(ty) = base.ty() else { return views };
    methods(&ty.index().instance, ty, &mut views);
    let events = ty.chain().flat_map(|ty| ty.events.iter());
    views.extend(events.map(|(name, definition)| MemberView {
        kind: "Event",
        name: Str::from(*name),
        definition: (*definition).to_owned(),
        hidden: false,
        extended: false,
    }));
    views
}

fn other_member(name: &Str, member: &Member) -> Option<MemberView> {
    let (kind, definition) = match member {
        Member::ScriptMethod(_) => ("ScriptMethod", ps_method::member_definition(name, member)),
        Member::CodeMethod(_) => ("CodeMethod", ps_method::member_definition(name, member)),
        Member::PropertySet(set) => (
            "PropertySet",
            format!("{name} {{{}}}", set.properties.join(", ")),
        ),
        Member::MemberSet(set) => {
            let names: Vec<&str> = set.members.iter().map(|(name, _)| name.as_str()).collect();
            ("MemberSet", format!("{name} {{{}}}", names.join(", ")))
        }
        _ => return None,
    };
    Some(MemberView {
        kind,
        name: name.clone(),
        definition,
        hidden: false,
        extended: true,
    })
}

fn methods(members: &Members, ty: Type, views: &mut Vec<MemberView>) {
    let mut names: Vec<&String> = members.method_order.iter().collect();
    let interfaces = if ty.kind == Kind::Interface {
        Vec::new()
    } else {
        ty.all_interfaces()
    };
    let mut extra: Vec<(&'static str, Vec<String>)> = Vec::new();
    for interface in interfaces {
        for entry in interface.own_methods() {
            let name = entry.signature.name;
            let text = ps_method::definition(entry);
            match extra
                .iter_mut()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
            {
                Some((_, texts)) => texts.push(text),
                None => extra.push((name, vec![text])),
            }
        }
    }
    for name in names.drain(..) {
        let entries = &members.methods[name];
        let own = entries.first().map_or("", |entry| entry.signature.name);
        let mut texts: Vec<String> = entries.iter().map(ps_method::definition).collect();
        if let Some(at) = extra
            .iter()
            .position(|(known, _)| known.eq_ignore_ascii_case(own))
        {
            texts.extend(extra.remove(at).1);
        }
        let parameterized = entries
            .iter()
            .any(|entry| entry.signature.accessors.is_some());
        views.push(MemberView {
            kind: if parameterized {
                "ParameterizedProperty"
            } else {
                "Method"
            },
            name: own.into(),
            definition: distinct(texts).join(", "),
            hidden: is_special(own) || entries.iter().all(is_hidden),
            extended: false,
        });
    }
    for (name, texts) in extra {
        views.push(MemberView {
            kind: if texts.iter().any(|text| text.ends_with('}')) {
                "ParameterizedProperty"
            } else {
                "Method"
            },
            name: name.into(),
            definition: distinct(texts).join(", "),
            hidden: is_special(name),
            extended: false,
        });
    }
}

/// The static members of a type.
pub fn static_members(ty: Type) -> Vec<MemberView> {
    let index = ty.index();
    let mut views: Vec<MemberView> = Vec::new();
    if ty.is_enum() {
        views.extend(ty.constants.iter().map(|(name, _)| MemberView {
            kind: "Property",
            name: (*name).into(),
            definition: format!("static {} {name} {{get;}}", ty.display_name()),
            hidden: false,
            extended: false,
        }));
    }
    for name in &index.fixed.property_order {
        let entry = &index.fixed.properties[name];
        views.push(MemberView {
            kind: "Property",
            name: entry.signature.name.into(),
            definition: ps_property::net_definition(entry),
            hidden: entry
                .property
                .body
                .is_some_and(crate::types::PropertyBody::is_hidden),
            extended: false,
        });
    }
    for name in &index.fixed.method_order {
        let entries = &index.fixed.methods[name];
        let own = entries.first().map_or("", |entry| entry.signature.name);
        views.push(MemberView {
            kind: "Method",
            name: own.into(),
            definition: distinct(entries.iter().map(ps_method::definition).collect()).join(", "),
            hidden: is_special(own) || entries.iter().all(is_hidden),
            extended: false,
        });
    }
    let constructors = ps_method::constructor_definitions(ty);
    if !constructors.is_empty() {
        views.push(MemberView {
            kind: "Method",
            name: "new".into(),
            definition: constructors.join(", "),
            hidden: false,
            extended: false,
        });
    }
    views
}

fn is_hidden(entry: &crate::types::signature::MethodEntry) -> bool {
    match entry.method.call {
        crate::types::MethodCall::Body(body) => body.is_hidden(),
        crate::types::MethodCall::Native(_) => false,
    }
}

fn is_special(name: &str) -> bool {
    ["get_", "set_", "add_", "remove_", "op_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}

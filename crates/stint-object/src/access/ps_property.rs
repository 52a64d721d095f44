//! A value's properties in order: what `Select-Object *`, `Format-List *`, JSON and CLIXML go through, and what
//! `psobject.Properties` gives.

use super::property as reading;
use super::{type_data, type_names};
use crate::members::Member;
use crate::object::{Data, Object, Opaque};
use crate::shape::Bag;
use crate::types::signature::PropertyEntry;
use crate::types::system;
use crate::{Result, Str, Value};

/// What kind of property it is, as `MemberType` names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PropertyKind {
    /// Added, with a value of its own.
    NoteProperty,
    /// Another name of a member.
    AliasProperty,
    /// Computed by script.
    ScriptProperty,
    /// Computed by code.
    CodeProperty,
    /// The .NET type's own.
    Property,
}

impl PropertyKind {
    /// The name as PowerShell writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoteProperty => "NoteProperty",
            Self::AliasProperty => "AliasProperty",
            Self::ScriptProperty => "ScriptProperty",
            Self::CodeProperty => "CodeProperty",
            Self::Property => "Property",
        }
    }
}

/// One property of one value.
#[derive(Clone)]
pub struct PropertyView {
    /// Its name.
    pub name: Str,
    /// Its kind.
    pub kind: PropertyKind,
    /// Whether a class declares it `hidden`.
    pub hidden: bool,
    owner: Value,
    source: Source,
}

#[derive(Clone)]
enum Source {
    Member(Member),
    Net(&'static PropertyEntry),
    /// What the original of a deserialized object had.
    Deserialized,
    /// A name that the payload makes up (XML elements and attributes).
    Dynamic,
}

impl Opaque for PropertyView {}

fn kind_of(member: &Member) -> Option<PropertyKind> {
    Some(match member {
        Member::Note(_) => PropertyKind::NoteProperty,
        Member::Alias(_) => PropertyKind::AliasProperty,
        Member::Script(_) => PropertyKind::ScriptProperty,
        Member::Code(code) => match code.kind {
            "AliasProperty" => PropertyKind::AliasProperty,
            "ScriptProperty" => PropertyKind::ScriptProperty,
            "NoteProperty" => PropertyKind::NoteProperty,
            _ => PropertyKind::CodeProperty,
        },
        _ => return None,
    })
}

/// All properties: added ones first, then type data's, then the type's own.
pub fn properties(value: &Value) -> Vec<PropertyView> {
    let mut views: Vec<PropertyView> = Vec::new();
    if let Value::Object(object) = value {
        let added: Vec<(Str, Member)> = object
            .added()
            .bag
            .iter()
            .map(|(name, member)| (name.clone(), member.clone()))
            .collect();
        views.extend(
            added
                .into_iter()
                .filter_map(|(name, member)| of_member(value, name, member)),
        );
        if object.ty() == system::PS_CUSTOM_OBJECT
            && object.added().type_names.is_none()
            && object.added().deserialized.is_none()
            && !type_data::in_use()
        {
            return views;
        }
    }
    for (name, member) in type_data::all(value) {
        if !has(&views, &name) {
            views.extend(of_member(value, name, member));
        }
    }
    for name in deserialized_names(value) {
        if !has(&views, &name) {
            views.push(of_deserialized(value, name));
        }
    }
    let base = value.base();
    let Some(ty) = base.ty() else { return views };
    let payload = match base.data() {
        Some(Data::Opaque(payload)) => Some(payload),
        _ => None,
    };
    if let Some(payload) = payload.filter(|payload| payload.is_adapted()) {
        add_dynamic(base, payload.dynamic_properties(), &mut views);
    }
    let members = &ty.index().instance;
    for name in &members.property_order {
        let entry = &members.properties[name];
        if !has(&views, entry.signature.name) {
            views.push(of_net(base, entry));
        }
    }
    if let Some(payload) = payload {
        add_dynamic(base, payload.dynamic_properties(), &mut views);
    }
    views
}

fn deserialized_names(value: &Value) -> Vec<Str> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    let added = object.added();
    let properties = added
        .deserialized
        .as_ref()
        .and_then(|deserialized| deserialized.properties.as_ref());
    properties.map_or_else(Vec::new, |bag| {
        bag.iter().map(|(name, _)| name.clone()).collect()
    })
}

fn of_deserialized(owner: &Value, name: Str) -> PropertyView {
    PropertyView {
        name,
        kind: PropertyKind::Property,
        hidden: false,
        owner: owner.clone(),
        source: Source::Deserialized,
    }
}

fn add_dynamic(owner: &Value, names: Vec<Str>, views: &mut Vec<PropertyView>) {
    for name in names {
        if !has(views, &name) {
            views.push(PropertyView {
                name,
                kind: PropertyKind::Property,
                hidden: false,
                owner: owner.clone(),
                source: Source::Dynamic,
            });
        }
    }
}

fn has(views: &[PropertyView], name: &str) -> bool {
    views
        .iter()
        .any(|view| view.name.eq_ignore_ascii_case(name))
}

fn of_member(owner: &Value, name: Str, member: Member) -> Option<PropertyView> {
    Some(PropertyView {
        kind: kind_of(&member)?,
        name,
        hidden: false,
        owner: owner.clone(),
        source: Source::Member(member),
    })
}

fn of_net(owner: &Value, entry: &'static PropertyEntry) -> PropertyView {
    PropertyView {
        name: entry.signature.name.into(),
        kind: PropertyKind::Property,
        hidden: entry
            .property
            .body
            .is_some_and(crate::types::PropertyBody::is_hidden),
        owner: owner.clone(),
        source: Source::Net(entry),
    }
}

/// One property by name.
pub fn property(value: &Value, name: &str) -> Option<PropertyView> {
    if let Value::Object(object) = value {
        let member = {
            let added = object.added();
            let at = added.bag.shape().and_then(|shape| shape.find(name));
            at.and_then(|at| {
                Some((
                    added.bag.shape()?.names()[at].clone(),
                    added.bag.at(at)?.clone(),
                ))
            })
        };
        if let Some((name, member)) = member {
            return of_member(value, name, member);
        }
    }
    if let Some((name, member)) = type_data::all(value)
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return of_member(value, name, member);
    }
    if let Some(name) = deserialized_names(value)
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
    {
        return Some(of_deserialized(value, name));
    }
    let base = value.base();
    if let Some(entry) = base.ty()?.property_named(name) {
        return Some(of_net(base, entry));
    }
    properties(value)
        .into_iter()
        .find(|view| view.name.eq_ignore_ascii_case(name))
}

/// A property of its own: `[psnoteproperty]::new('a', 1)`.
pub fn free_note(name: Str, value: Value) -> PropertyView {
    let mut bag = Bag::default();
    bag.set(&name, Member::Note(value.clone()));
    PropertyView {
        name,
        kind: PropertyKind::NoteProperty,
        hidden: false,
        owner: Value::Object(Object::with_members(
            system::PS_CUSTOM_OBJECT,
            Data::Custom,
            bag,
        )),
        source: Source::Member(Member::Note(value)),
    }
}

/// A property of its own made from a member.
pub fn free(name: Str, member: Member) -> Option<PropertyView> {
    of_member(&Value::Null, name, member)
}

/// The property in a value of `PSNoteProperty` and the like.
pub fn of(value: &Value) -> Option<&PropertyView> {
    value.payload::<PropertyView>()
}

impl PropertyView {
    /// Its value.
    ///
    /// # Errors
    /// `ExceptionWhenGetting` around what the getter throws.
    pub fn value(&self) -> Result<Value> {
        self.read()
            .map_err(|flow| super::errors::getting(&self.name, flow))
    }

    fn read(&self) -> Result<Value> {
        match &self.source {
            Source::Member(Member::Note(known)) => match &self.owner {
                Value::Object(object) => {
                    Ok(object.note(&self.name).unwrap_or_else(|| known.clone()))
                }
                _ => Ok(known.clone()),
            },
            Source::Member(member) => reading::read_member(&self.owner, &self.name, member),
            Source::Net(entry) => entry.property.read(&self.owner),
            Source::Deserialized => Ok(match &self.owner {
                Value::Object(object) => {
                    object.deserialized_property(&self.name).unwrap_or_default()
                }
                _ => Value::Null,
            }),
            Source::Dynamic => Ok(match self.owner.data() {
                Some(Data::Opaque(payload)) => {
                    payload.dynamic_property(&self.name).unwrap_or_default()
                }
                _ => Value::Null,
            }),
        }
    }

    /// Sets its value.
    ///
    /// # Errors
    /// As [`super::set_property`].
    pub fn set(&self, new: Value) -> Result<()> {
        match &self.source {
            Source::Member(member) => reading::write_member(&self.owner, &self.name, member, new),
            _ => super::set_property(&self.owner, &self.name, new),
        }
    }

    /// `IsSettable`.
    pub fn is_settable(&self) -> bool {
        match &self.source {
            Source::Member(Member::Script(property)) => property.set.is_some(),
            Source::Member(Member::Code(property)) => property.set.is_some(),
            Source::Member(_) => true,
            Source::Net(entry) => entry.property.is_settable(),
            Source::Deserialized | Source::Dynamic => true,
        }
    }

    /// `IsGettable`.
    pub fn is_gettable(&self) -> bool {
        !matches!(&self.source, Source::Member(Member::Script(property)) if property.get.is_none())
    }

    /// Whether it is the .NET type's own and hidden behind an adapter: shown by `Format-List *`, neither by `Get-Member` nor
    /// by default.
    pub fn is_behind_adapter(&self) -> bool {
        matches!(self.source, Source::Net(_))
            && matches!(self.owner.data(), Some(Data::Opaque(payload)) if payload.is_adapted())
    }

    /// `IsInstance`: added to the object itself.
    pub fn is_instance(&self) -> bool {
        matches!(&self.owner, Value::Object(object) if object.added().bag.get(&self.name).is_some())
    }

    /// The member behind it, for copying to another object.
    pub fn member(&self) -> Option<Member> {
        match &self.source {
            Source::Member(Member::Note(_)) => self.read().ok().map(Member::Note),
            Source::Member(member) => Some(member.clone()),
            _ => None,
        }
    }

    /// `TypeNameOfValue`.
    pub fn type_name(&self) -> Str {
        match &self.source {
            Source::Net(entry) => entry.ty().full_name().into(),
            Source::Member(Member::Note(_)) | Source::Deserialized | Source::Dynamic => {
                match self.read() {
                    Ok(value) if !value.is_null() => type_names::first(&value),
                    _ => "System.Object".into(),
                }
            }
            Source::Member(Member::Alias(alias)) => super::property(&self.owner, &alias.target)
                .map_or_else(|| "System.Object".into(), |view| view.type_name()),
            Source::Member(_) => "System.Object".into(),
        }
    }

    /// `ReferencedMemberName` of an alias.
    pub fn target(&self) -> Option<Str> {
        match &self.source {
            Source::Member(Member::Alias(alias)) => Some(alias.target.clone()),
            Source::Member(Member::Code(code)) if code.kind == "AliasProperty" => {
                code.definition.split(" = ").nth(1).map(Str::from)
            }
            _ => None,
        }
    }

    /// What `Get-Member` shows as its definition.
    pub fn definition(&self) -> String {
        match &self.source {
            Source::Net(entry) => net_definition(entry),
            Source::Deserialized => {
                let type_name = self.read().ok().filter(|value| !value.is_null());
                let type_name = type_name
                    .map(|value| type_names::first(&value))
                    .unwrap_or_default();
                format!("{type_name} {{get;set;}}")
            }
            Source::Dynamic => format!(
                "{} {} {{get;set;}}",
                self.read()
                    .ok()
                    .and_then(|value| value.ty())
                    .map_or_else(|| "string".to_owned(), crate::Type::display_name),
                self.name
            ),
            Source::Member(member) => member_definition(self, member),
        }
    }
}

/// `int Length {get;}`; a field shows its accessors too.
pub fn net_definition(entry: &PropertyEntry) -> String {
    let signature = &entry.signature;
    let accessors = if signature.can_set && (entry.property.is_settable() || !signature.is_field) {
        "{get;set;}"
    } else {
        "{get;}"
    };
    format!(
        "{}{} {} {accessors}",
        if signature.is_static { "static " } else { "" },
        super::ps_method::type_text(signature.result.0, entry.owner),
        signature.name
    )
}

fn member_definition(view: &PropertyView, member: &Member) -> String {
    let name = &view.name;
    match member {
        Member::Note(_) => {
            let value = view.read().unwrap_or_default();
            match value.ty() {
                None => format!("object {name}=null"),
                Some(ty) => {
                    let ty = if ty == system::PS_CUSTOM_OBJECT {
                        type_names::first(&value).to_string()
                    } else {
                        ty.bare_display_name()
                    };
                    format!("{ty} {name}={}", super::note_text(&value))
                }
            }
        }
        Member::Alias(alias) => match alias.convert {
            Some(ty) => format!("{name} = ({}){}", ty.name(), alias.target),
            None => format!("{name} = {}", alias.target),
        },
        Member::Script(property) => {
            let get = property
                .get
                .as_ref()
                .map(|block| format!("get={};", block.text()))
                .unwrap_or_default();
            let set = property
                .set
                .as_ref()
                .map(|block| format!("set={};", block.text()))
                .unwrap_or_default();
            format!("System.Object {name} {{{get}{set}}}")
        }
        Member::Code(code) => code.definition.to_owned(),
        _ => name.to_string(),
    }
}

/// The value that scripts see for a property: `PSNoteProperty`, `PSProperty` ...
pub fn to_value(view: PropertyView) -> Value {
    let ty = match view.kind {
        PropertyKind::NoteProperty => system::ps_property::PS_NOTE_PROPERTY,
        PropertyKind::AliasProperty => system::ps_property::PS_ALIAS_PROPERTY,
        PropertyKind::ScriptProperty => system::ps_property::PS_SCRIPT_PROPERTY,
        PropertyKind::CodeProperty => system::ps_property::PS_CODE_PROPERTY,
        PropertyKind::Property => system::ps_property::PS_PROPERTY,
    };
    Value::Object(Object::opaque(ty, view))
}

//! `psobject`, `psbase` and their kin as values, and what hangs on them: `Properties`, `Members`, `TypeNames`, `Copy()`.

use super::{ps_method, ps_property, type_names};
use crate::members::Member;
use crate::object::{Data, Object, Opaque};
use crate::types::system;
use crate::{Lock, Result, Str, Value};

/// Which of the reserved members it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// `psobject`.
    Object,
    /// `psbase`: the .NET object without keys and added members.
    Base,
    /// `psadapted`.
    Adapted,
    /// `psextended`.
    Extended,
}

/// The payload of `psobject`.
pub struct PsObject {
    /// The value looked at.
    pub of: Value,
    /// Through which member.
    pub view: View,
}

impl Opaque for PsObject {
    fn dynamic_property(&self, name: &str) -> Option<Value> {
        if self.view == View::Object {
            return None;
        }
        super::property::of_type(&self.of, name)
    }
}

/// The payload of `psobject.Properties`, `.Methods` and `.Members`.
pub struct Collection {
    /// The value looked at.
    pub of: Value,
    /// Which members.
    pub which: Which,
}

/// Which members a collection holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `Properties`.
    Properties,
    /// `Methods`.
    Methods,
    /// `Members`.
    Members,
}

impl Opaque for Collection {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        let mut items: Vec<Value> = Vec::new();
        if self.which != Which::Methods {
            items.extend(
                ps_property::properties(&self.of)
                    .into_iter()
                    .map(ps_property::to_value),
            );
        }
        if self.which != Which::Properties {
            items.extend(methods(&self.of));
        }
        Some(items)
    }
}

fn methods(value: &Value) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    if let Value::Object(object) = value {
        let added: Vec<_> = object
            .added()
            .bag
            .iter()
            .filter(|(_, member)| matches!(member, Member::ScriptMethod(_) | Member::CodeMethod(_)))
            .map(|(name, member)| (name.clone(), member.clone()))
            .collect();
        all.extend(
            added
                .iter()
                .map(|(name, member)| ps_method::of_member(value, name, member)),
        );
    }
    let base = value.base();
    if let Some(ty) = base.ty() {
        let members = &ty.index().instance;
        all.extend(
            members
                .method_order
                .iter()
                .map(|name| ps_method::of_net(base, &members.methods[name])),
        );
    }
    all
}

impl Collection {
    /// The member of a name: what `Properties['a']` gives.
    pub fn member(&self, name: &str) -> Value {
        if self.which != Which::Methods
            && let Some(view) = ps_property::property(&self.of, name)
        {
            return ps_property::to_value(view);
        }
        if self.which == Which::Properties {
            return Value::Null;
        }
        methods(&self.of)
            .into_iter()
            .find(|method| {
                ps_method::of(method).is_some_and(|method| method.name.eq_ignore_ascii_case(name))
            })
            .unwrap_or_default()
    }

    /// Adds a member to the value: `Properties.Add([psnoteproperty]::new('a', 1))`.
    pub fn add(&self, member: &Value) {
        if let (Some(view), Value::Object(object)) = (ps_property::of(member), &self.of)
            && let Some(member) = view.member()
        {
            let old = object.added().bag.set(&view.name, member);
            drop(old);
        }
    }

    /// Takes an added member away.
    pub fn remove(&self, name: &str) {
        if let Value::Object(object) = &self.of {
            let old = object.added().bag.remove(name);
            drop(old);
        }
    }
}

/// The list behind `pstypenames`: changing it changes the value's type names.
pub struct TypeNames(pub Value);

impl Opaque for TypeNames {
    fn is_enumerable(&self) -> bool {
        true
    }

    fn items(&self) -> Option<Vec<Value>> {
        Some(
            type_names::type_names(&self.0)
                .into_iter()
                .map(Value::Str)
                .collect(),
        )
    }
}

/// The value of `pstypenames`.
pub fn type_name_list(value: &Value) -> Value {
    Value::Object(Object::opaque(
        system::ps_object_views::TYPE_NAMES,
        TypeNames(value.clone()),
    ))
}

/// The value of `psobject` and its kin.
pub fn view(value: &Value, view: View) -> Value {
    Value::Object(Object::opaque(
        system::ps_object_views::MEMBER_SET,
        PsObject {
            of: value.clone(),
            view,
        },
    ))
}

/// The value of a collection of members.
pub fn collection(value: &Value, which: Which) -> Value {
    let ty = match which {
        Which::Properties => system::ps_object_views::PROPERTY_COLLECTION,
        Which::Methods => system::ps_object_views::METHOD_COLLECTION,
        Which::Members => system::ps_object_views::MEMBER_COLLECTION,
    };
    Value::Object(Object::opaque(
        ty,
        Collection {
            of: value.clone(),
            which,
        },
    ))
}

/// `psbase.Method()`: a method of the object behind the view.
pub fn invoke(value: &Value, name: &str, args: &[Value]) -> Result<Option<Value>> {
    let Some(view) = value.payload::<PsObject>() else {
        return Ok(None);
    };
    if view.view == View::Object {
        return Ok(None);
    }
    let base = view.of.base();
    let entries = base.ty().map_or(&[][..], |ty| ty.methods_named(name));
    if entries.is_empty() {
        return Ok(None);
    }
    super::method::call(base, entries, name, args).map(Some)
}

/// `Copy()`: a shallow copy with its added members.
pub fn copy(value: &Value) -> Value {
    let Value::Object(object) = value else {
        return value.clone();
    };
    let data = match object.data() {
        Data::Custom => Data::Custom,
        Data::Wrapped(base) => Data::Wrapped(base.clone()),
        Data::Array(array) => Data::Array(crate::array::Array::new(array.to_vec())),
        Data::List(list) => Data::List(Lock::new(list.lock().clone())),
        Data::Dict(dict) => Data::Dict(Lock::new(crate::types::system::dictionary::copy(
            &dict.lock(),
        ))),
        Data::Instance(fields, base) => {
            Data::Instance(Lock::new(fields.lock().clone()), base.clone())
        }
        _ => return value.clone(),
    };
    let (bag, names) = {
        let added = object.added();
        (added.bag.clone(), added.type_names.clone())
    };
    let copy = Object::with_members(object.ty(), data, bag);
    copy.added().type_names = names;
    Value::Object(copy)
}

/// The value of a property set or member set member.
pub fn member_set(this: &Value, name: &str, member: &Member) -> Value {
    Value::Object(Object::opaque(
        system::ps_object_views::PROPERTY_SET,
        Set {
            of: this.clone(),
            name: name.into(),
            member: member.clone(),
        },
    ))
}

/// The payload of `PSPropertySet` and `PSMemberSet` members.
pub struct Set {
    /// The value it hangs on.
    pub of: Value,
    /// Its name.
    pub name: Str,
    /// What it is.
    pub member: Member,
}

impl Opaque for Set {}

/// The names in a property set inside a note value that a script made (`[PSMemberInfo[]] @($set)`).
pub fn property_set_of(value: &Value, set: &str) -> Option<Vec<Str>> {
    let items = crate::enumerate::to_vec(value).ok()?;
    items.iter().find_map(|item| {
        let found = item.payload::<Set>()?;
        match &found.member {
            Member::PropertySet(properties) if found.name.eq_ignore_ascii_case(set) => {
                Some(properties.properties.clone())
            }
            Member::MemberSet(members) => members
                .members
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(set))
                .and_then(|(_, member)| match member {
                    Member::PropertySet(properties) => Some(properties.properties.clone()),
                    _ => None,
                }),
            _ => None,
        }
    })
}

//! What hangs on `psobject`: `PSMemberSet`, the collections of members, the list of type names.

use crate::access::psobject::{self, Collection, PsObject, Set, TypeNames, View, Which};
use crate::access::type_names;
use crate::members::{Member, MemberSet, PropertySet};
use crate::text::wildcard::{Case, Wildcard};
use crate::types::{Method, Property, Type, TypeInfo, method, property};
use crate::{Result, Str, Value};
use std::sync::Arc;

fn of(this: &Value) -> Value {
    this.payload::<PsObject>()
        .map(|view| view.of.clone())
        .unwrap_or_default()
}

static VIEW_PROPERTIES: &[Property] = &[
    property(
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMemberInfo] Members {get;}",
        |this| Ok(psobject::collection(&of(this), Which::Members)),
    ),
    property(
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSPropertyInfo] Properties {get;}",
        |this| Ok(psobject::collection(&of(this), Which::Properties)),
    ),
    property(
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMethodInfo] Methods {get;}",
        |this| Ok(psobject::collection(&of(this), Which::Methods)),
    ),
    property("System.Object ImmediateBaseObject {get;}", |this| {
        Ok(of(this).base().clone())
    }),
    property("System.Object BaseObject {get;}", |this| {
        Ok(of(this).base().clone())
    }),
    property(
        "System.Collections.ObjectModel.Collection[string] TypeNames {get;}",
        |this| Ok(psobject::type_name_list(&of(this))),
    ),
];

static VIEW_METHODS: &[Method] = &[
    method("psobject Copy()", |this, _| Ok(psobject::copy(&of(this)))),
    method("string ToString()", |this, _| {
        let value = of(this);
        match this.payload::<PsObject>().map(|view| view.view) {
            Some(View::Object) | None => Ok(crate::access::to_text(&value)?.into()),
            _ => Ok(crate::access::to_text(value.base())?.into()),
        }
    }),
    method("type GetType()", |this, _| {
        let view = this.payload::<PsObject>().map(|view| view.view);
        Ok(Value::from(match view {
            Some(View::Object) => crate::types::system::PS_OBJECT,
            _ => MEMBER_SET,
        }))
    }),
];

static COLLECTION_METHODS: &[Method] = &[
    method(
        "void Add(System.Management.Automation.PSMemberInfo member)",
        |this, args| {
            if let (Some(collection), Some(member)) = (this.payload::<Collection>(), args.first()) {
                collection.add(member);
            }
            Ok(Value::Nothing)
        },
    ),
    method(
        "void Add(System.Management.Automation.PSMemberInfo member, bool preValidated)",
        |this, args| {
            if let (Some(collection), Some(member)) = (this.payload::<Collection>(), args.first()) {
                collection.add(member);
            }
            Ok(Value::Nothing)
        },
    ),
    method("void Remove(string name)", |this, args| {
        if let Some(collection) = this.payload::<Collection>() {
            collection.remove(&text(args, 0));
        }
        Ok(Value::Nothing)
    }),
    method(
        "System.Collections.IEnumerable Match(string name)",
        |this, args| {
            let pattern = text(args, 0);
            let items = crate::enumerate::to_vec(this)?;
            let mut matching = Vec::new();
            for item in items {
                let name = crate::access::get_property(&item, "Name")?.unwrap_or_default();
                if name.as_str().is_some_and(|name| matches(&pattern, name)) {
                    matching.push(item);
                }
            }
            Ok(super::collection::of(super::PS_OBJECT, matching))
        },
    ),
    method("System.Object Item(string name) {get;}", |this, args| {
        Ok(this
            .payload::<Collection>()
            .map(|collection| collection.member(&text(args, 0)))
            .unwrap_or_default())
    }),
    method(
        "System.Collections.IEnumerator GetEnumerator()",
        |this, _| {
            Ok(crate::enumerate::enumerator(crate::enumerate::to_vec(
                this,
            )?))
        },
    ),
];

static TYPE_NAME_METHODS: &[Method] = &[
    method("void Insert(int index, string item)", |this, args| {
        change(this, |names| {
            let at = usize::try_from(int(args, 0)).unwrap_or(0).min(names.len());
            names.insert(at, text(args, 1));
        })
    }),
    method("void Add(string item)", |this, args| {
        change(this, |names| names.push(text(args, 0)))
    }),
    method("void Clear()", |this, _| change(this, Vec::clear)),
    method("bool Remove(string item)", |this, args| {
        let wanted = text(args, 0);
        let mut found = false;
        change(this, |names| {
            if let Some(at) = names.iter().position(|name| *name == wanted) {
                names.remove(at);
                found = true;
            }
        })?;
        Ok(found.into())
    }),
    method("void RemoveAt(int index)", |this, args| {
        change(this, |names| {
            let at = usize::try_from(int(args, 0)).unwrap_or(usize::MAX);
            if at < names.len() {
                names.remove(at);
            }
        })
    }),
    method("bool Contains(string item)", |this, args| {
        let wanted = text(args, 0);
        Ok(names(this).contains(&wanted).into())
    }),
    method("int IndexOf(string item)", |this, args| {
        let wanted = text(args, 0);
        Ok(Value::Int32(
            names(this)
                .iter()
                .position(|name| *name == wanted)
                .map_or(-1, |at| at as i32),
        ))
    }),
    method("string Item(int index) {get;set;}", |this, args| {
        let names = names(this);
        let at = usize::try_from(int(args, 0))
            .ok()
            .filter(|at| *at < names.len());
        match at {
            Some(at) => Ok(names[at].clone().into()),
            None => Err(crate::types::throw::index_out_of_range("index")),
        }
    }),
];

static TYPE_NAME_PROPERTIES: &[Property] = &[property("int Count {get;}", |this| {
    Ok(Value::Int32(names(this).len() as i32))
})];

fn names(this: &Value) -> Vec<Str> {
    this.payload::<TypeNames>()
        .map(|list| type_names::type_names(&list.0))
        .unwrap_or_default()
}

fn change(this: &Value, change: impl FnOnce(&mut Vec<Str>)) -> Result<Value> {
    if let Some(list) = this.payload::<TypeNames>() {
        let mut names = type_names::type_names(&list.0);
        change(&mut names);
        type_names::set(&list.0, names);
    }
    Ok(Value::Nothing)
}

fn text(args: &[Value], at: usize) -> Str {
    args.get(at)
        .and_then(Value::as_str)
        .cloned()
        .unwrap_or_default()
}

fn int(args: &[Value], at: usize) -> i32 {
    match args.get(at) {
        Some(Value::Int32(v)) => *v,
        _ => 0,
    }
}

/// `System.Management.Automation.PSMemberSet`: what `psobject` is.
pub const MEMBER_SET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSMemberSet")
        .constructors(&[method(
            "System.Management.Automation.PSMemberSet(string name, System.Collections.Generic.IEnumerable[System.Management.Automation.PSMemberInfo] members)",
            |_, args| {
                let mut members = Vec::new();
                for item in crate::enumerate::to_vec(args.get(1).unwrap_or(&Value::Null))? {
                    if let Some(set) = item.payload::<Set>() {
                        members.push((set.name.clone(), set.member.clone()));
                    } else if let Some(view) = crate::access::ps_property::of(&item)
                        && let Some(member) = view.member()
                    {
                        members.push((view.name.clone(), member));
                    }
                }
                let member = Member::MemberSet(Arc::new(MemberSet { members }));
                Ok(psobject::member_set(&Value::Null, &text(args, 0), &member))
            },
        )])
        .methods(VIEW_METHODS)
        .properties(VIEW_PROPERTIES);
    Type(&INFO)
};

/// `System.Management.Automation.PSPropertySet`.
pub const PROPERTY_SET: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSPropertySet")
        .constructors(&[method(
            "System.Management.Automation.PSPropertySet(string name, System.Collections.Generic.IEnumerable[string] referencedPropertyNames)",
            |_, args| {
                let mut properties = Vec::new();
                for item in crate::enumerate::to_vec(args.get(1).unwrap_or(&Value::Null))? {
                    properties.push(crate::access::to_text(&item)?);
                }
                let member = Member::PropertySet(Arc::new(PropertySet { properties }));
                Ok(psobject::member_set(&Value::Null, &text(args, 0), &member))
            },
        )])
        .properties(&[
            property("string Name {get;}", |this| {
                Ok(this.payload::<Set>().map(|set| Value::from(set.name.clone())).unwrap_or_default())
            }),
            property("System.Collections.ObjectModel.Collection[string] ReferencedPropertyNames {get;}", |this| {
                let names = match this.payload::<Set>().map(|set| &set.member) {
                    Some(Member::PropertySet(set)) => set.properties.iter().cloned().map(Value::Str).collect(),
                    _ => Vec::new(),
                };
                Ok(super::collection::of_strings(names))
            }),
        ]);
    Type(&INFO)
};

macro_rules! collections {
    ($($constant:ident = $name:literal),* $(,)?) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name)
                    .interfaces(&[super::interfaces::IENUMERABLE])
                    .methods(COLLECTION_METHODS);
                Type(&INFO)
            };
        )*
    };
}

collections!(
    PROPERTY_COLLECTION = "System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]",
    METHOD_COLLECTION = "System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSMethodInfo]",
    MEMBER_COLLECTION = "System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSMemberInfo]",
);

/// The type of `pstypenames`: a `Collection[string]`.
pub const TYPE_NAMES: Type = {
    static INFO: TypeInfo =
        TypeInfo::class("System.Collections.ObjectModel.Collection`1[System.String]")
            .interfaces(&[super::interfaces::ILIST])
            .methods(TYPE_NAME_METHODS)
            .properties(TYPE_NAME_PROPERTIES);
    Type(&INFO)
};

/// Whether a member's name matches a wildcard.
fn matches(pattern: &str, name: &str) -> bool {
    Wildcard::new(pattern, Case::Ignored).is_ok_and(|wildcard| wildcard.is_match(name))
}

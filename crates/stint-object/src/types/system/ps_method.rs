//! `System.Management.Automation.PSMethod` and its kin: methods as values.

use crate::access::ps_method::{PsMethod, of};
use crate::types::{Method, Property, Type, TypeInfo, method, property};
use crate::{Result, Value};

static METHODS: &[Method] = &[
    method(
        "System.Object Invoke(Params System.Object[] arguments)",
        |this, args| {
            let items = args
                .first()
                .and_then(Value::as_array)
                .map(|array| array.to_vec());
            match of(this) {
                Some(method) => method.invoke(&items.unwrap_or_default()),
                None => Ok(Value::Null),
            }
        },
    ),
    method("string ToString()", |this, _| {
        read(this, |method| method.definitions().join(", ").into())
    }),
];

static PROPERTIES: &[Property] = &[
    property(
        "System.Management.Automation.PSMemberTypes MemberType {get;}",
        |this| {
            read(this, |method| {
                super::ps_member_types::value(method.member_type())
            })
        },
    ),
    property(
        "System.Collections.ObjectModel.Collection[string] OverloadDefinitions {get;}",
        |this| {
            read(this, |method| {
                super::collection::of_strings(
                    method.definitions().into_iter().map(Value::from).collect(),
                )
            })
        },
    ),
    property("string TypeNameOfValue {get;}", |this| {
        let ty = this
            .ty()
            .and_then(|ty| ty.chain().find(|ty| ty.arguments.is_empty()));
        Ok(ty.map(|ty| Value::from(ty.name())).unwrap_or_default())
    }),
    property("System.Object Value {get;set;}", |this| Ok(this.clone())),
    property("string Name {get;}", |this| {
        read(this, |method| method.name.clone().into())
    }),
    property("bool IsInstance {get;}", |_| Ok(Value::Bool(true))),
];

fn read(this: &Value, get: impl FnOnce(&PsMethod) -> Value) -> Result<Value> {
    Ok(of(this).map(get).unwrap_or_default())
}

macro_rules! kinds {
    ($($constant:ident = $name:literal : $base:expr),* $(,)?) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name).base($base).methods(METHODS).properties(PROPERTIES);
                Type(&INFO)
            };
        )*
    };
}

kinds!(
    PS_METHOD_INFO = "System.Management.Automation.PSMethodInfo": super::ps_property::PS_MEMBER_INFO,
    PS_METHOD = "System.Management.Automation.PSMethod": PS_METHOD_INFO,
    PS_SCRIPT_METHOD = "System.Management.Automation.PSScriptMethod": PS_METHOD_INFO,
    PS_CODE_METHOD = "System.Management.Automation.PSCodeMethod": PS_METHOD_INFO,
    PS_PARAMETERIZED_PROPERTY = "System.Management.Automation.PSParameterizedProperty": PS_METHOD_INFO,
);

/// ``System.Management.Automation.PSMethod`1``: closed with the group of the overloads.
pub const PS_METHOD_OF: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSMethod`1")
        .base(PS_METHOD)
        .parameters(&["T"]);
    Type(&INFO)
};

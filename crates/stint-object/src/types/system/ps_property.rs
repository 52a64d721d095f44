//! `System.Management.Automation.PSMemberInfo`, `PSPropertyInfo` and the kinds of properties as values.

use crate::access::ps_property::{PropertyView, free, free_note, of, to_value};
use crate::members::{AliasProperty, Member, ScriptProperty};
use crate::types::{Method, Property, Type, TypeInfo, method, property, settable};
use crate::{Data, Result, Value};
use std::sync::Arc;

static METHODS: &[Method] = &[
    method("string ToString()", |this, _| {
        read(this, |view| view.definition().into())
    }),
    method(
        "System.Management.Automation.PSMemberInfo Copy()",
        |this, _| {
            Ok(of(this)
                .map(|view| to_value(view.clone()))
                .unwrap_or_default())
        },
    ),
];

static PROPERTIES: &[Property] = &[
    property(
        "System.Management.Automation.PSMemberTypes MemberType {get;}",
        |this| read(this, |view| super::ps_member_types::value(view.kind.name())),
    ),
    property("bool IsSettable {get;}", |this| {
        read(this, |view| view.is_settable().into())
    }),
    property("bool IsGettable {get;}", |this| {
        read(this, |view| view.is_gettable().into())
    }),
    settable(
        "System.Object Value {get;set;}",
        |this| of(this).map_or(Ok(Value::Null), PropertyView::value),
        |this, new| of(this).map_or(Ok(()), |view| view.set(new)),
    ),
    property("string TypeNameOfValue {get;}", |this| {
        read(this, |view| view.type_name().into())
    }),
    property("string Name {get;}", |this| {
        read(this, |view| view.name.clone().into())
    }),
    property("bool IsInstance {get;}", |this| {
        read(this, |view| view.is_instance().into())
    }),
];

/// `GetterScript`, `SetterScript`, in front of the others.
static SCRIPT_PROPERTIES: &[Property] = &[
    property("scriptblock GetterScript {get;}", |this| {
        Ok(script(this, |property| property.get.as_ref()))
    }),
    property("scriptblock SetterScript {get;}", |this| {
        Ok(script(this, |property| property.set.as_ref()))
    }),
];

static ALIAS_PROPERTIES: &[Property] = &[property("string ReferencedMemberName {get;}", |this| {
    Ok(of(this)
        .and_then(PropertyView::target)
        .map(Value::from)
        .unwrap_or_default())
})];

fn script(
    this: &Value,
    get: impl Fn(&ScriptProperty) -> Option<&Arc<dyn crate::script_block::ScriptBlock>>,
) -> Value {
    let member = of(this).and_then(PropertyView::member);
    match &member {
        Some(Member::Script(property)) => get(property)
            .map(|block| Value::object(super::SCRIPT_BLOCK, Data::ScriptBlock(block.clone())))
            .unwrap_or_default(),
        _ => Value::Null,
    }
}

fn read(this: &Value, get: impl FnOnce(&PropertyView) -> Value) -> Result<Value> {
    Ok(of(this).map(get).unwrap_or_default())
}

fn text(args: &[Value], at: usize) -> crate::Str {
    args.get(at)
        .and_then(Value::as_str)
        .cloned()
        .unwrap_or_default()
}

fn block(args: &[Value], at: usize) -> Option<Arc<dyn crate::script_block::ScriptBlock>> {
    match args.get(at)?.data()? {
        Data::ScriptBlock(block) => Some(block.clone()),
        _ => None,
    }
}

fn made(name: crate::Str, member: Member) -> Result<Value> {
    Ok(free(name, member).map(to_value).unwrap_or_default())
}

static NOTE_CONSTRUCTORS: &[Method] = &[method(
    "System.Management.Automation.PSNoteProperty(string name, System.Object value)",
    |_, args| {
        Ok(to_value(free_note(
            text(args, 0),
            args.get(1).cloned().unwrap_or_default(),
        )))
    },
)];

static ALIAS_CONSTRUCTORS: &[Method] = &[method(
    "System.Management.Automation.PSAliasProperty(string name, string referencedMemberName)",
    |_, args| {
        let alias = AliasProperty {
            target: text(args, 1),
            convert: None,
        };
        made(text(args, 0), Member::Alias(Arc::new(alias)))
    },
)];

static SCRIPT_CONSTRUCTORS: &[Method] = &[
    method(
        "System.Management.Automation.PSScriptProperty(string name, scriptblock getterScript)",
        |_, args| {
            let property = ScriptProperty {
                get: block(args, 1),
                set: None,
            };
            made(text(args, 0), Member::Script(Arc::new(property)))
        },
    ),
    method(
        "System.Management.Automation.PSScriptProperty(string name, scriptblock getterScript, scriptblock setterScript)",
        |_, args| {
            let property = ScriptProperty {
                get: block(args, 1),
                set: block(args, 2),
            };
            made(text(args, 0), Member::Script(Arc::new(property)))
        },
    ),
];

/// `System.Management.Automation.PSMemberInfo`.
pub const PS_MEMBER_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSMemberInfo");
    Type(&INFO)
};

macro_rules! kinds {
    ($($constant:ident = $name:literal : $base:expr, $constructors:expr, $properties:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub const $constant: Type = {
                static INFO: TypeInfo = TypeInfo::class($name).base($base).constructors($constructors).properties($properties);
                Type(&INFO)
            };
        )*
    };
}

/// `System.Management.Automation.PSPropertyInfo`.
pub const PS_PROPERTY_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.PSPropertyInfo")
        .base(PS_MEMBER_INFO)
        .methods(METHODS)
        .properties(PROPERTIES);
    Type(&INFO)
};

kinds!(
    PS_PROPERTY = "System.Management.Automation.PSProperty": PS_PROPERTY_INFO, &[], &[];
    PS_NOTE_PROPERTY = "System.Management.Automation.PSNoteProperty": PS_PROPERTY_INFO, NOTE_CONSTRUCTORS, &[];
    PS_VARIABLE_PROPERTY = "System.Management.Automation.PSVariableProperty": PS_NOTE_PROPERTY, &[], &[];
    PS_ALIAS_PROPERTY = "System.Management.Automation.PSAliasProperty": PS_PROPERTY_INFO, ALIAS_CONSTRUCTORS, ALIAS_PROPERTIES;
    PS_SCRIPT_PROPERTY = "System.Management.Automation.PSScriptProperty": PS_PROPERTY_INFO, SCRIPT_CONSTRUCTORS, SCRIPT_PROPERTIES;
    PS_CODE_PROPERTY = "System.Management.Automation.PSCodeProperty": PS_PROPERTY_INFO, &[], &[];
);

//! `ITypeName` and `VariablePath`.

use crate::names::Names;
use crate::runspace::Runspace;
use std::sync::Arc;
use stint_object::object::Opaque;
use stint_object::types::{Property, TypeInfo, method, property};
use stint_object::{Object, Result, Type, Value};
use stint_syntax::variable_path::VariableQualifier;
use stint_syntax::{Source, TypeName, VariablePath};

struct Named {
    source: Arc<Source>,
    name: TypeName,
}

impl Opaque for Named {}

impl Opaque for PathOf {}

struct PathOf(VariablePath);

/// A type's name as an object.
pub(super) fn type_name(source: &Arc<Source>, name: &TypeName) -> Value {
    let ty = match name {
        TypeName::Simple { .. } => SIMPLE,
        TypeName::Generic { .. } => GENERIC,
        TypeName::Array { .. } => ARRAY,
    };
    let named = Named {
        source: source.clone(),
        name: name.clone(),
    };
    Value::Object(Object::opaque(ty, named))
}

/// A variable's path as an object.
pub(super) fn variable_path(path: &VariablePath) -> Value {
    Value::Object(Object::opaque(VARIABLE_PATH, PathOf(path.clone())))
}

fn read(this: &Value, get: impl FnOnce(&Named) -> Value) -> Result<Value> {
    Ok(this.payload::<Named>().map_or(Value::Null, get))
}

fn reflection(this: &Value) -> Result<Value> {
    read(this, |it| {
        let found = Runspace::current()
            .ok()
            .and_then(|rs| rs.find_type(&it.name.name(), &Names::default()));
        found.map_or(Value::Null, Value::from)
    })
}

const INTERFACE: Type = {
    static INFO: TypeInfo = TypeInfo::interface("System.Management.Automation.Language.ITypeName");
    Type(&INFO)
};

static PROPERTIES: &[Property] = &[
    property("string FullName {get;}", |this| {
        read(this, |it| Value::str(it.name.full_name()))
    }),
    property("string Name {get;}", |this| {
        read(this, |it| Value::str(it.name.name()))
    }),
    property("string AssemblyName {get;}", |this| {
        read(this, |it| {
            super::optional(it.name.assembly().map(|name| &**name))
        })
    }),
    property("bool IsArray {get;}", |this| {
        read(this, |it| {
            Value::Bool(matches!(it.name, TypeName::Array { .. }))
        })
    }),
    property("bool IsGeneric {get;}", |this| {
        read(this, |it| {
            Value::Bool(matches!(it.name, TypeName::Generic { .. }))
        })
    }),
    property(
        "System.Management.Automation.Language.IScriptExtent Extent {get;}",
        |this| {
            read(this, |it| {
                super::extent::object(&it.source, it.name.extent())
            })
        },
    ),
    property(
        "System.Management.Automation.Language.ITypeName ElementType {get;}",
        |this| {
            read(this, |it| match &it.name {
                TypeName::Array { element, .. } => type_name(&it.source, element),
                _ => Value::Null,
            })
        },
    ),
    property(
        "System.Management.Automation.Language.ITypeName TypeName {get;}",
        |this| {
            read(this, |it| match &it.name {
                TypeName::Generic { definition, .. } => type_name(&it.source, definition),
                _ => Value::Null,
            })
        },
    ),
    property(
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ITypeName] GenericArguments {get;}",
        |this| {
            read(this, |it| match &it.name {
                TypeName::Generic { arguments, .. } => super::list(
                    arguments
                        .iter()
                        .map(|argument| type_name(&it.source, argument))
                        .collect(),
                ),
                _ => Value::Null,
            })
        },
    ),
];

macro_rules! type_names {
    ($($constant:ident $name:literal;)+) => {
        $(const $constant: Type = {
            static INFO: TypeInfo = TypeInfo::class(
                concat!("System.Management.Automation.Language.", $name))
                .interfaces(&[INTERFACE])
                .properties(PROPERTIES)
                .methods(&[
                    method("type GetReflectionType()", |this, _| reflection(this)),
                    method("type GetReflectionAttributeType()", |this, _| reflection(this)),
                    method("string ToString()", |this, _| read(this, |it| Value::str(it.name.full_name()))),
                ]);
            Type(&INFO)
        };)+
    };
}

type_names! {
    SIMPLE "TypeName";
    GENERIC "GenericTypeName";
    ARRAY "ArrayTypeName";
}

fn path(this: &Value, get: impl FnOnce(&VariablePath) -> Value) -> Result<Value> {
    Ok(this
        .payload::<PathOf>()
        .map_or(Value::Null, |it| get(&it.0)))
}

fn has(this: &Value, qualifier: VariableQualifier) -> Result<Value> {
    path(this, |it| Value::Bool(it.qualifier == qualifier))
}

const VARIABLE_PATH: Type = {
    static PROPERTIES: &[Property] = &[
        property("string UserPath {get;}", |this| {
            path(this, |it| super::text(&it.user_path))
        }),
        property("bool IsGlobal {get;}", |this| {
            has(this, VariableQualifier::Global)
        }),
        property("bool IsLocal {get;}", |this| {
            has(this, VariableQualifier::Local)
        }),
        property("bool IsPrivate {get;}", |this| {
            has(this, VariableQualifier::Private)
        }),
        property("bool IsScript {get;}", |this| {
            has(this, VariableQualifier::Script)
        }),
        property("bool IsUnqualified {get;}", |this| {
            has(this, VariableQualifier::Unqualified)
        }),
        property("bool IsUnscopedVariable {get;}", |this| {
            path(this, |it| Value::Bool(it.is_unscoped()))
        }),
        property("bool IsVariable {get;}", |this| {
            path(this, |it| Value::Bool(it.is_variable))
        }),
        property("bool IsDriveQualified {get;}", |this| {
            has(this, VariableQualifier::Drive)
        }),
        property("string DriveName {get;}", |this| {
            path(this, |it| super::optional(it.drive()))
        }),
    ];
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.VariablePath")
        .properties(PROPERTIES)
        .methods(&[method("string ToString()", |this, _| {
            path(this, |it| super::text(&it.user_path))
        })]);
    Type(&INFO)
};

pub(super) static ALL: &[Type] = &[INTERFACE, SIMPLE, GENERIC, ARRAY, VARIABLE_PATH];

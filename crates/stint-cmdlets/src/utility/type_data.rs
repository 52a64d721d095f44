//! `Get-TypeData`, `Update-TypeData` and `Remove-TypeData`.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::access::type_data::{self, TypeData};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::members::{AliasProperty, Member, PropertySet, ScriptMethod, ScriptProperty};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, property, system};
use stint_object::{Data, Object, Str, Value};

struct Shown(Arc<TypeData>);

impl Opaque for Shown {}

fn read(this: &Value, take: impl FnOnce(&TypeData) -> Value) -> Result<Value> {
    Ok(this
        .payload::<Shown>()
        .map(|shown| take(&shown.0))
        .unwrap_or_default())
}

fn text(text: &Option<Str>) -> Value {
    text.clone().map_or(Value::Null, Value::Str)
}

fn set(names: &Option<Vec<Str>>) -> Value {
    names.as_ref().map_or(Value::Null, |names| {
        Value::array(names.iter().cloned().map(Value::Str).collect())
    })
}

/// `System.Management.Automation.Runspaces.TypeData`.
pub(crate) const TYPE_DATA: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.Runspaces.TypeData").properties(&[
        property("string TypeName {get;}", |this| read(this, |data| data.name.clone().into())),
        property("System.Collections.Generic.Dictionary[string,System.Management.Automation.Runspaces.TypeMemberData] Members {get;}", |this| {
            read(this, |data| {
                let mut dict = stint_object::dict::Dict::default();
                for (name, member) in data.members.iter() {
                    dict.insert(name.clone().into(), member_text(member));
                }
                Value::object(system::HASHTABLE, Data::Dict(stint_object::Lock::new(dict)))
            })
        }),
        property("string SerializationMethod {get;set;}", |this| read(this, |data| text(&data.serialization_method))),
        property("uint SerializationDepth {get;set;}", |this| read(this, |data| Value::UInt32(data.serialization_depth.unwrap_or(0)))),
        property("string DefaultDisplayProperty {get;set;}", |this| read(this, |data| text(&data.default_display_property))),
        property("System.Management.Automation.Runspaces.PropertySetData DefaultDisplayPropertySet {get;set;}", |this| read(this, |data| set(&data.default_display_set))),
        property("System.Management.Automation.Runspaces.PropertySetData DefaultKeyPropertySet {get;set;}", |this| read(this, |data| set(&data.default_key_set))),
        property("System.Management.Automation.Runspaces.PropertySetData PropertySerializationSet {get;set;}", |this| read(this, |data| set(&data.serialization_set))),
        property("string StringSerializationSource {get;set;}", |this| read(this, |data| text(&data.string_serialization_source))),
    ]);
    Type(&INFO)
};

fn member_text(member: &Member) -> Value {
    match member {
        Member::Note(value) => value.clone(),
        Member::Alias(alias) => alias.target.clone().into(),
        Member::PropertySet(set) => {
            Value::array(set.properties.iter().cloned().map(Value::Str).collect())
        }
        _ => Value::Null,
    }
}

pub(crate) mod get {
    use super::*;

    /// `Get-TypeData`: what scripts added.
    #[derive(Params, Default)]
    struct GetTypeData {
        type_name: Vec<Str>,
    }

    entry!("Get-TypeData", "GetTypeDataCommand", GetTypeData);

    impl Cmdlet for GetTypeData {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let wanted = |data: &Arc<TypeData>| {
                self.type_name.is_empty()
                    || self
                        .type_name
                        .iter()
                        .any(|pattern| values::matches_pattern(pattern, &data.name))
            };
            for data in type_data::current().all().into_iter().filter(wanted) {
                cx.write(Value::Object(Object::opaque(TYPE_DATA, Shown(data))))?;
            }
            Ok(())
        }
    }
}

pub(crate) mod remove {
    use super::*;

    /// `Remove-TypeData`.
    #[derive(Params, Default)]
    struct RemoveTypeData {
        type_name: Str,
        type_data: Value,
    }

    entry!("Remove-TypeData", "RemoveTypeDataCommand", RemoveTypeData);

    impl Cmdlet for RemoveTypeData {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            let name = match self.type_data.payload::<Shown>() {
                Some(shown) => shown.0.name.clone(),
                None => self.type_name.clone(),
            };
            if !cx.should_process(&name, "Remove TypeData")? || type_data::current().remove(&name) {
                return Ok(());
            }
            let text = format!(
                "Error in TypeData \"{name}\": The type \"{name}\" was not found. The type name value must be the full name of the type. Verify the type name and run the command again."
            );
            cx.error(ErrorRecord::new(
                "TypesDynamicRemoveException",
                Category::InvalidOperation,
                system::exceptions::RUNTIME,
                text,
            ))
        }
    }
}

pub(crate) mod update {
    use super::*;

    /// `Update-TypeData`: members and settings for a type name.
    #[derive(Params, Default)]
    struct UpdateTypeData {
        member_type: i64,
        member_name: Str,
        value: Option<Value>,
        second_value: Option<Value>,
        serialization_method: Option<Str>,
        serialization_depth: Option<i32>,
        default_display_property: Option<Str>,
        inherit_property_serialization_set: Option<bool>,
        string_serialization_source: Option<Str>,
        default_display_property_set: Option<Vec<Str>>,
        default_key_property_set: Option<Vec<Str>>,
        property_serialization_set: Option<Vec<Str>>,
        type_name: Str,
        force: bool,
        type_data: Vec<Value>,
        append_path: Vec<Str>,
        prepend_path: Vec<Str>,
    }

    entry!("Update-TypeData", "UpdateTypeDataCommand", UpdateTypeData);

    impl Cmdlet for UpdateTypeData {
        fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
            for path in self.prepend_path.iter().chain(&self.append_path) {
                super::super::types_file::load(cx, path)?;
            }
            for data in &self.type_data {
                if let Some(shown) = data.payload::<Shown>() {
                    type_data::current().set((*shown.0).clone());
                }
            }
            if self.type_name.trim().is_empty() {
                return Ok(());
            }
            if !cx.should_process(&self.type_name, "Update TypeData")? {
                return Ok(());
            }
            let name = values::find_type(&self.type_name)
                .map_or_else(|| self.type_name.clone(), |ty| ty.text());
            let table = type_data::current();
            let mut data = table.get(&name).map_or_else(
                || TypeData {
                    name: name.clone(),
                    ..TypeData::default()
                },
                |data| (*data).clone(),
            );
            if let Some(record) = self.apply(&mut data)? {
                return cx.error(record);
            }
            table.set(data);
            Ok(())
        }
    }

    impl UpdateTypeData {
        /// Gives the error where something is there already and `-Force` is not given.
        fn apply(&self, data: &mut TypeData) -> Result<Option<ErrorRecord>> {
            if !self.member_name.is_empty() {
                if data.members.get(&self.member_name).is_some() && !self.force {
                    return Ok(Some(taken(&data.name, &self.member_name)));
                }
                let member = self.member()?;
                let old = data.members.set(&self.member_name, member);
                drop(old);
            }
            macro_rules! put {
                ($($field:ident <- $given:ident : $name:literal),*) => { $(
                    if let Some(value) = &self.$given {
                        if data.$field.is_some() && !self.force {
                            return Ok(Some(taken(&data.name, $name)));
                        }
                        data.$field = Some(value.clone());
                    }
                )* };
            }
            put!(
                default_display_property <- default_display_property: "DefaultDisplayProperty",
                default_display_set <- default_display_property_set: "DefaultDisplayPropertySet",
                default_key_set <- default_key_property_set: "DefaultKeyPropertySet",
                serialization_set <- property_serialization_set: "PropertySerializationSet",
                serialization_method <- serialization_method: "SerializationMethod",
                string_serialization_source <- string_serialization_source: "StringSerializationSource"
            );
            if let Some(depth) = self.serialization_depth {
                data.serialization_depth = Some(depth.unsigned_abs());
            }
            if let Some(inherit) = self.inherit_property_serialization_set {
                data.inherit_serialization_set = inherit;
            }
            Ok(None)
        }

        fn member(&self) -> Result<Member> {
            let first = self.value.clone().unwrap_or_default();
            let block = |value: &Value| match values::convert(value, system::SCRIPT_BLOCK)?.data() {
                Some(Data::ScriptBlock(block)) => Ok(block.clone()),
                _ => Err(crate::refused::feature("this kind of member")),
            };
            Ok(match self.member_type {
                8 => Member::Note(first),
                1 => Member::Alias(Arc::new(AliasProperty {
                    target: values::text(&first),
                    convert: match self.second_value.as_ref().and_then(Value::data) {
                        Some(Data::Type(ty)) => Some(*ty),
                        _ => None,
                    },
                })),
                16 => Member::Script(Arc::new(ScriptProperty {
                    get: if first.is_null() {
                        None
                    } else {
                        Some(block(&first)?)
                    },
                    set: self.second_value.as_ref().map(block).transpose()?,
                })),
                256 => Member::ScriptMethod(Arc::new(ScriptMethod {
                    body: block(&first)?,
                })),
                32 => Member::PropertySet(Arc::new(PropertySet {
                    properties: values::items(&first)
                        .unwrap_or_else(|| vec![first.clone()])
                        .iter()
                        .map(values::text)
                        .collect(),
                })),
                _ => return Err(crate::refused::feature("members of this kind in type data")),
            })
        }
    }

    fn taken(ty: &str, member: &str) -> ErrorRecord {
        let text = format!("Error in TypeData \"{ty}\": The member {member} is already present.");
        ErrorRecord::new(
            "TypesDynamicUpdateException",
            Category::InvalidOperation,
            system::exceptions::RUNTIME,
            text,
        )
    }
}

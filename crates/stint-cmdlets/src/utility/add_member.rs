//! `Add-Member`.

use crate::values;
use std::sync::Arc;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::members::{
    AliasProperty, Member, MemberSet, PropertySet, ScriptMethod, ScriptProperty,
};
use stint_object::script_block::ScriptBlock;
use stint_object::types::system;
use stint_object::{Data, Str, Value};

/// Adds members to an object.
#[derive(Params, Default)]
struct AddMember {
    input_object: Value,
    member_type: i64,
    name: Str,
    value: Option<Value>,
    second_value: Option<Value>,
    type_name: Option<Str>,
    force: bool,
    pass_thru: bool,
    note_property_name: Str,
    note_property_value: Value,
    note_property_members: Value,
    /// Whether `-Value` was given, also as `$null`.
    #[param(skip)]
    value_given: bool,
}

entry!("Add-Member", "AddMemberCommand", AddMember);

/// Bits of `PSMemberTypes` and their names.
const KINDS: &[(i64, &str)] = &[
    (1, "AliasProperty"),
    (2, "CodeProperty"),
    (4, "Property"),
    (8, "NoteProperty"),
    (16, "ScriptProperty"),
    (32, "PropertySet"),
    (64, "Method"),
    (128, "CodeMethod"),
    (256, "ScriptMethod"),
    (512, "ParameterizedProperty"),
    (1024, "MemberSet"),
];

impl Cmdlet for AddMember {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        self.value_given = cx.is_bound("Value");
        let mut object = std::mem::take(&mut self.input_object);
        if self
            .type_name
            .as_ref()
            .is_some_and(|name| name.trim().is_empty())
        {
            return Err(invalid(
                "TypeNameShouldNotBeEmpty",
                "The TypeName parameter should not be null, empty, or contain only white spaces."
                    .into(),
            )
            .into());
        }
        let changed = match cx.parameter_set() {
            "TypeNameSet" => true,
            "NotePropertyMultiMemberSet" => self.add_notes(cx, &mut object)?,
            "NotePropertySingleMemberSet" => {
                let (name, member) = (
                    self.note_property_name.clone(),
                    Member::Note(self.note_property_value.clone()),
                );
                self.add(cx, &mut object, &name, member)?
            }
            _ => {
                let (name, member) = (self.name.clone(), self.member()?);
                self.add(cx, &mut object, &name, member)?
            }
        };
        if !changed {
            return Ok(());
        }
        if let Some(name) = &self.type_name {
            let name = values::find_type(name).map_or_else(|| name.clone(), |ty| ty.text());
            object = values::wrapped(object);
            let mut names = values::type_names(&object);
            names.insert(0, name);
            values::set_type_names(&object, names);
        }
        if self.pass_thru {
            cx.write(object)
        } else {
            Ok(())
        }
    }
}

impl AddMember {
    fn kind(&self) -> &'static str {
        KINDS
            .iter()
            .find(|(bit, _)| *bit == self.member_type)
            .map_or("", |(_, name)| name)
    }

    fn kinds(&self) -> String {
        let names: Vec<&str> = KINDS
            .iter()
            .filter(|(bit, _)| self.member_type & bit != 0)
            .map(|(_, name)| *name)
            .collect();
        names.join(", ")
    }

    fn member(&self) -> Result<Member> {
        if self.member_type.count_ones() != 1 {
            let text = format!(
                "To add a member, only one member type can be specified. The member types specified are: \"{}\"",
                self.kinds()
            );
            return Err(invalid("WrongMemberCount", text).into());
        }
        match self.kind() {
            "AliasProperty" => self.alias(),
            "NoteProperty" => {
                self.no_second()?;
                Ok(Member::Note(self.first()?))
            }
            "ScriptProperty" => self.script_property(),
            "ScriptMethod" => {
                self.no_second()?;
                let body = script(&self.first_not_null()?)?;
                Ok(Member::ScriptMethod(Arc::new(ScriptMethod { body })))
            }
            "PropertySet" => {
                self.no_second()?;
                let properties = names(&self.first_not_null()?);
                Ok(Member::PropertySet(Arc::new(PropertySet { properties })))
            }
            "MemberSet" => {
                self.no_second()?;
                let members =
                    values::members_of_collection(&self.value.clone().unwrap_or_default());
                Ok(Member::MemberSet(Arc::new(MemberSet { members })))
            }
            kind @ ("CodeProperty" | "CodeMethod") => {
                let text = format!(
                    "Members of type \"{kind}\" need a method of a compiled .NET class, which Stint does not have."
                );
                Err(invalid("CannotAddMemberType", text).into())
            }
            kind => {
                let text = format!(
                    "Cannot add a member with type \"{kind}\". Specify a different type for the MemberTypes parameter."
                );
                Err(invalid("CannotAddMemberType", text).into())
            }
        }
    }

    fn alias(&self) -> Result<Member> {
        let target = values::convert(&self.first_not_null()?, system::STRING)?;
        let convert = match &self.second_value {
            None => None,
            Some(ty) => match values::convert(ty, system::TYPE)?.data() {
                Some(Data::Type(ty)) => Some(*ty),
                _ => None,
            },
        };
        Ok(Member::Alias(Arc::new(AliasProperty {
            target: values::text(&target),
            convert,
        })))
    }

    fn script_property(&self) -> Result<Member> {
        let first = self.first()?;
        if first.is_null() && self.second_value.is_none() {
            let text = format!(
                "Both Value and SecondValue parameters should not be null for a member of type \"{}\". Specify a non-null value for one of the two parameters.",
                self.kind()
            );
            return Err(invalid("Value1AndValue2AreNotBothNull", text).into());
        }
        let get = if first.is_null() {
            None
        } else {
            Some(script(&first)?)
        };
        let set = self.second_value.as_ref().map(script).transpose()?;
        Ok(Member::Script(Arc::new(ScriptProperty { get, set })))
    }

    fn first(&self) -> Result<Value> {
        if self.value_given {
            return Ok(self.value.clone().unwrap_or_default());
        }
        let text = format!(
            "The Value parameter is required for a member of type \"{}\". Specify the Value parameter when adding members of this type.",
            self.kind()
        );
        Err(invalid("Value1Prompt", text).into())
    }

    fn first_not_null(&self) -> Result<Value> {
        let value = self.first()?;
        if value.is_null() {
            let text = format!(
                "The Value parameter should not be null for a member of type \"{}\". Specify a non-null value for the Value parameter when adding members of this type.",
                self.kind()
            );
            return Err(invalid("Value1ShouldNotBeNull", text).into());
        }
        Ok(value)
    }

    fn no_second(&self) -> Result<()> {
        if self.second_value.is_none() {
            return Ok(());
        }
        let text = format!(
            "The SecondValue parameter is not necessary for a member of type \"{}\", and should not be specified. Do not specify the SecondValue parameter when you add members of this type.",
            self.kind()
        );
        Err(invalid("Value2ShouldNotBeSpecified", text).into())
    }

    fn add_notes(&self, cx: &mut dyn Cx, object: &mut Value) -> Result<bool> {
        let Some(dict) = self.note_property_members.as_dict() else {
            return Ok(false);
        };
        let entries = dict.lock().pairs();
        let mut changed = false;
        for (key, value) in entries {
            let name = values::text(&key);
            if name.is_empty() {
                cx.error(invalid(
                    "NotePropertyNameShouldNotBeNull",
                    "The name for a NoteProperty member should not be null or an empty string."
                        .into(),
                ))?;
                continue;
            }
            changed |= self.add(cx, object, &name, Member::Note(value))?;
        }
        Ok(changed)
    }

    /// Adds one member, unless one of its name is there and `-Force` is not given.
    fn add(&self, cx: &mut dyn Cx, object: &mut Value, name: &str, member: Member) -> Result<bool> {
        if values::member_name(object, name).is_some() {
            if !self.force {
                let text = format!(
                    "Cannot add a member with the name \"{name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command."
                );
                return cx
                    .error(invalid("MemberAlreadyExists", text).with_target(object.clone()))
                    .map(|()| false);
            }
            let added =
                matches!(object, Value::Object(object) if object.added().bag.get(name).is_some());
            if !added && values::is_of_type_data(object, name) {
                let kind = values::member_kind(object, name);
                let text = format!(
                    "Cannot force the member with name \"{name}\" and type \"{kind}\" to be added. A member with that name and type already exists, and the existing member is not an instance extension."
                );
                return cx
                    .error(invalid("CannotRemoveTypeDataMember", text).with_target(object.clone()))
                    .map(|()| false);
            }
        }
        *object = values::wrapped(std::mem::take(object));
        if let Value::Object(object) = object {
            let mut added = object.added();
            let old = added.bag.remove(name);
            let replaced = added.bag.set(name, member);
            drop(added);
            drop((old, replaced));
        }
        Ok(true)
    }
}

fn script(value: &Value) -> Result<Arc<dyn ScriptBlock>> {
    match values::convert(value, system::SCRIPT_BLOCK)?.data() {
        Some(Data::ScriptBlock(block)) => Ok(block.clone()),
        _ => Err(invalid(
            "Value1ShouldNotBeNull",
            "The value is no script block.".into(),
        )
        .into()),
    }
}

fn names(value: &Value) -> Vec<Str> {
    values::items(value)
        .unwrap_or_else(|| vec![value.clone()])
        .iter()
        .map(values::text)
        .collect()
}

fn invalid(id: &'static str, text: String) -> ErrorRecord {
    ErrorRecord::new(
        id,
        Category::InvalidOperation,
        system::exceptions::INVALID_OPERATION,
        text,
    )
}

//! `Get-Member`, and the definitions that it gives.

use crate::values;
use stint_cmdlet::{Cmdlet, Cx, Params, Result};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::object::Opaque;
use stint_object::types::{Type, TypeInfo, method, property, system};
use stint_object::{Data, Object, Str, Value};

/// Lists the members of objects, once for each type.
#[derive(Params, Default)]
struct GetMember {
    input_object: Value,
    name: Vec<Str>,
    member_type: Option<i64>,
    view: Option<i64>,
    r#static: bool,
    force: bool,
    #[param(skip)]
    shown: Vec<Str>,
}

entry!("Get-Member", "GetMemberCommand", GetMember);

/// The payload of a definition.
struct MemberDefinition {
    type_name: Str,
    name: Str,
    kind: Value,
    definition: Str,
}

impl Opaque for MemberDefinition {}

fn read(this: &Value, take: impl FnOnce(&MemberDefinition) -> Value) -> Result<Value> {
    Ok(this
        .payload::<MemberDefinition>()
        .map(take)
        .unwrap_or_default())
}

/// `Microsoft.PowerShell.Commands.MemberDefinition`.
pub(crate) const MEMBER_DEFINITION: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.MemberDefinition")
        .properties(&[
            property("string TypeName {get;}", |this| {
                read(this, |made| made.type_name.clone().into())
            }),
            property("string Name {get;}", |this| {
                read(this, |made| made.name.clone().into())
            }),
            property(
                "System.Management.Automation.PSMemberTypes MemberType {get;}",
                |this| read(this, |made| made.kind.clone()),
            ),
            property("string Definition {get;}", |this| {
                read(this, |made| made.definition.clone().into())
            }),
        ])
        .methods(&[method("string ToString()", |this, _| {
            read(this, |made| made.definition.clone().into())
        })]);
    Type(&INFO)
};

/// Bits of `PSMemberViewTypes`.
const EXTENDED: i64 = 1;
const ADAPTED: i64 = 2;
const BASE: i64 = 4;

impl Cmdlet for GetMember {
    fn process(&mut self, cx: &mut dyn Cx) -> Result<()> {
        let object = std::mem::take(&mut self.input_object);
        if object.is_null() {
            return Ok(());
        }
        let fixed = self.r#static.then(|| match object.data() {
            Some(Data::Type(ty)) => *ty,
            _ => object.ty().unwrap_or(system::OBJECT),
        });
        let type_name = match fixed {
            Some(ty) => ty.text(),
            None => values::type_names(&object)
                .first()
                .cloned()
                .unwrap_or_default(),
        };
        if self.shown.contains(&type_name) {
            return Ok(());
        }
        self.shown.push(type_name.clone());
        let members = match fixed {
            Some(ty) => values::static_members(ty),
            None => values::members(&object),
        };
        if self.name.is_empty() {
            self.name.push("*".into());
        }
        for pattern in &self.name {
            let mut found: Vec<_> = members
                .iter()
                .filter(|member| self.is_wanted(member, pattern))
                .collect();
            found.sort_by_key(|member| (member.kind.to_lowercase(), member.name.to_lowercase()));
            for member in found {
                let definition = MemberDefinition {
                    type_name: type_name.clone(),
                    name: member.name.clone(),
                    kind: values::member_type(member.kind),
                    definition: member.definition.as_str().into(),
                };
                cx.write(Value::Object(Object::opaque(MEMBER_DEFINITION, definition)))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, cx: &mut dyn Cx) -> Result<()> {
        if !self.shown.is_empty() {
            return Ok(());
        }
        let text = "You must specify an object for the Get-Member cmdlet.";
        cx.error(ErrorRecord::new(
            "NoObjectInGetMember",
            Category::CloseError,
            system::exceptions::INVALID_OPERATION,
            text,
        ))
    }
}

impl GetMember {
    fn is_wanted(&self, member: &values::MemberView, pattern: &str) -> bool {
        let wanted = self.member_type.unwrap_or(-1);
        let view = self.view.unwrap_or(EXTENDED | ADAPTED);
        let seen = if member.extended {
            view & EXTENDED != 0
        } else {
            view & (ADAPTED | BASE) != 0
        };
        let kind = match values::member_type(member.kind).data() {
            Some(Data::Enum(bits)) => *bits,
            _ => 0,
        };
        kind & wanted != 0
            && seen
            && (self.force || !member.hidden)
            && values::matches_pattern(pattern, &member.name)
    }
}

//! `ModuleSpecification`: a module by its name, with versions and a GUID.

use crate::values;
use stint_object::object::Opaque;
use stint_object::types::native::{Args, method, property};
use stint_object::types::system::{self, exceptions};
use stint_object::types::{Method, Property, TypeInfo, throw};
use stint_object::{Object, Result, Str, Type, Value, convert};

/// What a specification says; what it does not say is null.
#[derive(Default, Clone)]
pub(super) struct Specification {
    /// `ModuleName`.
    pub name: Str,
    /// `ModuleVersion`.
    pub version: Value,
    /// `RequiredVersion`.
    pub required: Value,
    /// `MaximumVersion`.
    pub maximum: Value,
    /// `GUID`.
    pub guid: Value,
}

impl Opaque for Specification {}

impl Specification {
    /// The specification behind an object.
    pub fn of(value: &Value) -> Option<&Self> {
        value.payload::<Self>()
    }

    fn of_name(name: &Value) -> Result<Value> {
        let name = values::text(name);
        if name.is_empty() {
            return Err(throw::argument(
                "The value cannot be an empty string.",
                "moduleName",
            ));
        }
        Ok(Self {
            name,
            ..Self::default()
        }
        .into_value())
    }

    fn of_table(table: &Value) -> Result<Value> {
        let entries: Vec<(Value, Value)> = match table.as_dict() {
            Some(dict) => {
                let dict = dict.lock();
                dict.pairs()
            }
            None => Vec::new(),
        };
        let version = |value: &Value| match values::find_type("System.Version") {
            Some(ty) => convert::to(value, ty),
            None => Ok(value.clone()),
        };
        let mut made = Self::default();
        let mut unknown: Vec<String> = Vec::new();
        for (key, value) in &entries {
            let key = values::text(key);
            match key.to_ascii_lowercase().as_str() {
                "modulename" => made.name = values::text(value),
                "moduleversion" => made.version = version(value)?,
                "requiredversion" => made.required = version(value)?,
                "maximumversion" => made.maximum = Value::Str(values::text(value)),
                "guid" => made.guid = convert::to(value, system::GUID)?,
                _ => unknown.push(format!("'{key}'")),
            }
        }
        made.check(&unknown)?;
        Ok(made.into_value())
    }

    fn check(&self, unknown: &[String]) -> Result<()> {
        let both = |a: &str, b: &str| {
            throw::of(
                exceptions::ARGUMENT,
                format!(
                    "The parameters {a} and {b} cannot be used together. Please specify only one parameter."
                ),
            )
        };
        if !unknown.is_empty() {
            return Err(throw::of(
                exceptions::ARGUMENT,
                format!(
                    "The hashtable describing a module contains one or more members that are not valid. The valid members are (ModuleName, ModuleVersion, RequiredVersion, GUID). Remove the members that are not valid ({}), then try again.",
                    unknown.join(", ")
                ),
            ));
        }
        if self.name.is_empty() {
            return Err(missing(
                "The 'ModuleName' member does not exist in the hashtable that describes this module.",
            ));
        }
        let (required, version) = (!self.required.is_null(), !self.version.is_null());
        let maximum = !self.maximum.is_null();
        match (required, version, maximum) {
            (false, false, false) => Err(missing(
                "The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that describes this module. One of these three members must exist, and be assigned a version number in the format 'n.n.n.n'.",
            )),
            (true, true, _) => Err(both("ModuleVersion", "RequiredVersion")),
            (true, _, true) => Err(both("MaximumVersion", "RequiredVersion")),
            _ => Ok(()),
        }
    }

    fn into_value(self) -> Value {
        Value::Object(Object::opaque(MODULE_SPECIFICATION, self))
    }
}

fn missing(text: &str) -> stint_object::Flow {
    throw::of(exceptions::MISSING_MEMBER, text)
}

fn read(this: &Value, read: impl FnOnce(&Specification) -> Value) -> Value {
    Specification::of(this).map_or(Value::Null, read)
}

static PROPERTIES: &[Property] = &[
    property!("string Name {get;}", |this| read(this, |it| {
        it.name.clone().into()
    })),
    property!("guid Guid {get;}", |this| read(this, |it| it.guid.clone())),
    property!("version Version {get;}", |this| read(this, |it| {
        it.version.clone()
    })),
    property!("string MaximumVersion {get;}", |this| read(this, |it| {
        it.maximum.clone()
    })),
    property!("version RequiredVersion {get;}", |this| read(this, |it| {
        it.required.clone()
    })),
];

static CONSTRUCTORS: &[Method] = &[
    method!(
        "Microsoft.PowerShell.Commands.ModuleSpecification()",
        |_, _| Specification::default().into_value()
    ),
    method!(
        "Microsoft.PowerShell.Commands.ModuleSpecification(string moduleName)",
        |_, args| Specification::of_name(args.at(0))
    ),
    method!(
        "Microsoft.PowerShell.Commands.ModuleSpecification(hashtable moduleSpecification)",
        |_, args| Specification::of_table(args.at(0))
    ),
];

fn text(specification: &Specification) -> String {
    let Specification {
        name,
        version,
        required,
        maximum,
        guid,
    } = specification;
    if [version, required, maximum, guid]
        .iter()
        .all(|part| part.is_null())
    {
        return name.to_string();
    }
    let mut text = format!("@{{ ModuleName = '{name}'");
    for (key, value) in [
        ("Guid", guid),
        ("RequiredVersion", required),
        ("ModuleVersion", version),
        ("MaximumVersion", maximum),
    ] {
        if !value.is_null() {
            let value = values::text(value);
            let value = if key == "Guid" {
                format!("{{{value}}}")
            } else {
                value.to_string()
            };
            text.push_str(&format!("; {key} = '{value}'"));
        }
    }
    text.push_str(" }");
    text
}

/// `Microsoft.PowerShell.Commands.ModuleSpecification`.
pub(crate) const MODULE_SPECIFICATION: Type = {
    static INFO: TypeInfo = TypeInfo::class("Microsoft.PowerShell.Commands.ModuleSpecification")
        .constructors(CONSTRUCTORS)
        .properties(PROPERTIES)
        .methods(&[method!("string ToString()", |this, _| {
            Specification::of(this).map(text)
        })]);
    Type(&INFO)
};

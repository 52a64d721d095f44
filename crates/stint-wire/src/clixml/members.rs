//! What the serializer asks about a value: its type names, properties and text.

use std::borrow::Cow;

use stint_object::members::Member;
use stint_object::types::system;
use stint_object::{Data, Str, Type, Value};

use super::data::KnownText;

/// The type names of a value: its own list if a script changed it, else its type and bases.
#[derive(Debug, Clone)]
pub(super) enum TypeNames {
    Changed(Vec<Str>),
    Of(Type),
}

impl TypeNames {
    pub(super) fn of(value: &Value) -> Self {
        let changed = match value {
            Value::Object(object) => object.added().type_names.clone(),
            _ => None,
        };
        changed.map_or_else(
            || Self::Of(value.ty().unwrap_or(system::OBJECT)),
            |names| Self::Changed(*names),
        )
    }

    /// The names as CLIXML writes them, with generic arguments in full.
    pub(super) fn list(&self) -> Cow<'_, [Str]> {
        match self {
            Self::Changed(names) => Cow::Borrowed(names),
            Self::Of(ty) => Cow::Owned(ty.chain().map(full_name).collect()),
        }
    }

    /// Whether they are not just the type's own.
    pub(super) fn is_changed(&self, ty: Type) -> bool {
        match self {
            Self::Of(_) => false,
            Self::Changed(names) => {
                let own: Vec<Str> = ty.chain().map(full_name).collect();
                names.len() != own.len()
                    || names
                        .iter()
                        .zip(&own)
                        .any(|(a, b)| !a.eq_ignore_ascii_case(b))
            }
        }
    }
}

/// `FullName`: generic arguments with their assembly.
pub(super) fn full_name(ty: Type) -> Str {
    if let Some(element) = ty.element {
        let rank = ",".repeat((ty.rank as usize).saturating_sub(1));
        return format!("{}[{rank}]", full_name(element)).into();
    }
    let (Some(definition), false) = (ty.definition, ty.arguments.is_empty()) else {
        return Str::from(ty.name());
    };
    let arguments: Vec<String> = ty
        .arguments
        .iter()
        .map(|argument| format!("[{}, {}]", full_name(*argument), assembly(*argument)))
        .collect();
    format!("{}[{}]", definition.name(), arguments.join(",")).into()
}

fn assembly(ty: Type) -> &'static str {
    let name = ty.name();
    if name.starts_with("System.Management.Automation.") {
        "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
    } else {
        "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
    }
}

/// A member that was read, with what decides about its depth.
pub(super) struct Property {
    pub name: Str,
    pub value: Value,
    /// Stands on the object itself, not in its type or type data.
    pub on_instance: bool,
}

/// The properties that the object's own type has. One that throws is left out, as PowerShell leaves it out.
pub(super) fn adapted(value: &Value) -> Vec<Property> {
    if let Value::Object(object) = value
        && let Some(deserialized) = &object.added().deserialized
    {
        let properties = deserialized.properties.iter().flat_map(|bag| bag.iter());
        return properties
            .filter_map(|(name, member)| note(name, member, false))
            .collect();
    }
    let Some(ty) = value.ty() else {
        return Vec::new();
    };
    let index = &ty.index().instance;
    let entries = index
        .property_order
        .iter()
        .filter_map(|name| index.properties.get(name));
    entries
        .filter(|entry| !entry.signature.is_static)
        .filter_map(|entry| {
            let value = entry.property.read(value).ok()?;
            Some(Property {
                name: Str::from(entry.signature.name),
                value,
                on_instance: false,
            })
        })
        .collect()
}

/// The properties that were added to the object.
pub(super) fn added(value: &Value) -> Vec<Property> {
    let Value::Object(object) = value else {
        return Vec::new();
    };
    let bag = object.added().bag.clone();
    bag.iter()
        .filter_map(|(name, member)| read(value, name, member))
        .collect()
}

fn note(name: &Str, member: &Member, on_instance: bool) -> Option<Property> {
    Some(Property {
        name: name.clone(),
        value: member.note()?,
        on_instance,
    })
}

/// Reads one added member; methods and sets are none of the properties.
fn read(this: &Value, name: &Str, member: &Member) -> Option<Property> {
    let value = match member {
        Member::Note(value) => value.clone(),
        Member::Code(property) => (property.get)(this).ok()?,
        Member::Alias(alias) => named(this, &alias.target)?,
        Member::Script(property) => {
            let call = stint_object::script_block::Call {
                this: Some(this.clone()),
                ..Default::default()
            };
            Value::collected(property.get.as_ref()?.call(call).ok()?).or_null()
        }
        Member::ScriptMethod(_)
        | Member::CodeMethod(_)
        | Member::PropertySet(_)
        | Member::MemberSet(_) => {
            return None;
        }
    };
    Some(Property {
        name: name.clone(),
        value,
        on_instance: true,
    })
}

/// One property by name, added or own.
pub(super) fn named(value: &Value, name: &str) -> Option<Value> {
    let found = added(value)
        .into_iter()
        .chain(adapted(value))
        .find(|property| property.name.eq_ignore_ascii_case(name));
    found.map(|property| property.value)
}

/// What `ToString()` gives, in the invariant culture.
pub(super) fn text(value: &Value) -> Str {
    if let Value::Object(object) = value
        && let Some(text) = object
            .added()
            .deserialized
            .as_ref()
            .and_then(|deserialized| deserialized.text.clone())
    {
        return text;
    }
    match value.base() {
        Value::Null | Value::Nothing => Str::default(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Char(unit) => char::from_u32(u32::from(*unit))
            .unwrap_or(char::REPLACEMENT_CHARACTER)
            .to_string()
            .into(),
        Value::SByte(number) => number.to_string().into(),
        Value::Byte(number) => number.to_string().into(),
        Value::Int16(number) => number.to_string().into(),
        Value::UInt16(number) => number.to_string().into(),
        Value::Int32(number) => number.to_string().into(),
        Value::UInt32(number) => number.to_string().into(),
        Value::Int64(number) => number.to_string().into(),
        Value::UInt64(number) => number.to_string().into(),
        Value::Single(number) => super::number::single(*number).into(),
        Value::Double(number) => super::number::double(*number).into(),
        Value::Str(text) => text.clone(),
        Value::Object(object) => object_text(value, object.data(), object.ty()),
    }
}

fn object_text(value: &Value, data: &Data, ty: Type) -> Str {
    match data {
        Data::Custom if ty == system::PS_CUSTOM_OBJECT => custom_text(value).into(),
        Data::Decimal(number) => number.to_string().into(),
        Data::BigInt(number) => number.to_string().into(),
        Data::Guid(id) => id.to_string().into(),
        Data::Enum(number) => enum_text(ty, *number),
        Data::Type(named) => named.name().into(),
        Data::ErrorRecord(record) => {
            let details = record
                .state
                .lock()
                .details
                .as_ref()
                .map(|(message, _)| message.clone());
            details
                .filter(|message| !message.is_empty())
                .unwrap_or_else(|| record.message())
        }
        Data::Exception(exception) => format!("{}: {}", ty.name(), exception.message).into(),
        Data::ScriptBlock(block) => block.text(),
        Data::Opaque(_) if value.payload::<KnownText>().is_some() => value
            .payload::<KnownText>()
            .map(|known| known.text.clone())
            .unwrap_or_default(),
        _ => to_string_method(value, ty).unwrap_or_else(|| ty.name().into()),
    }
}

/// `@{a=1; b=2}`.
fn custom_text(value: &Value) -> String {
    let properties = added(value);
    let parts = properties.iter().map(|property| {
        let nested = property.value.as_object().is_some_and(|object| {
            matches!(object.data(), Data::Custom) && object.ty() == system::PS_CUSTOM_OBJECT
        });
        let text = if nested {
            Str::default()
        } else {
            text(&property.value)
        };
        format!("{}={text}", property.name)
    });
    format!("@{{{}}}", parts.collect::<Vec<_>>().join("; "))
}

/// The names of an enum's number; a number that has none is written as it is.
pub(super) fn enum_text(ty: Type, number: i64) -> Str {
    if let Some((name, _)) = ty.constants.iter().find(|(_, known)| *known == number) {
        return Str::from(*name);
    }
    if ty.flags && number > 0 {
        let mut left = number;
        let mut names = Vec::new();
        for (name, bits) in ty.constants.iter().rev() {
            if *bits != 0 && left & bits == *bits {
                names.push(*name);
                left &= !bits;
            }
        }
        if left == 0 {
            names.reverse();
            return names.join(", ").into();
        }
    }
    number.to_string().into()
}

fn to_string_method(value: &Value, ty: Type) -> Option<Str> {
    let entry = ty
        .methods_named("ToString")
        .iter()
        .find(|entry| entry.signature.parameters.is_empty())?;
    let stint_object::types::MethodCall::Native(call) = entry.method.call else {
        return None;
    };
    call(value, &[]).ok()?.as_str().cloned()
}

/// A type's table that another crate or file declares: made from its text by its constructor.
pub(super) fn construct(type_name: &str, text: &str) -> Option<Value> {
    let ty = stint_object::types::registry::lookup(type_name)?;
    let entry = ty.index().constructors.iter().find(
        |entry| matches!(entry.signature.parameters.as_slice(), [only] if only.ty.0 == "string"),
    )?;
    let stint_object::types::MethodCall::Native(call) = entry.method.call else {
        return None;
    };
    call(&Value::Null, &[Value::str(text)]).ok()
}

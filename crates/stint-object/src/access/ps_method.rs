//! A method as a value: `$text.Substring` without parentheses.

use super::{errors, method};
use crate::members::Member;
use crate::object::{Object, Opaque};
use crate::types::signature::MethodEntry;
use crate::types::{Type, registry, system};
use crate::{Result, Str, Value};

/// The payload of `PSMethod`, `PSScriptMethod` and the like.
pub struct PsMethod {
    /// What it is called on; null for a static one.
    pub target: Value,
    /// Its name.
    pub name: Str,
    kind: Kind,
}

enum Kind {
    Net(&'static [MethodEntry]),
    Static(Type, &'static [MethodEntry]),
    Constructors(Type),
    Member(Member),
}

impl Opaque for PsMethod {}

/// The method in a value, if it is one.
pub fn of(value: &Value) -> Option<&PsMethod> {
    value.payload::<PsMethod>()
}

pub(super) fn of_net(target: &Value, entries: &'static [MethodEntry]) -> Value {
    let name = entries.first().map_or("", |entry| entry.signature.name);
    let ty = if entries
        .iter()
        .any(|entry| entry.signature.accessors.is_some())
    {
        system::ps_method::PS_PARAMETERIZED_PROPERTY
    } else {
        typed(entries)
    };
    wrap(ty, target.clone(), name, Kind::Net(entries))
}

pub(super) fn of_static(ty: Type, entries: &'static [MethodEntry]) -> Value {
    let name = entries.first().map_or("", |entry| entry.signature.name);
    wrap(typed(entries), Value::Null, name, Kind::Static(ty, entries))
}

pub(super) fn constructors(ty: Type) -> Value {
    wrap(
        system::ps_method::PS_METHOD,
        Value::Null,
        "new",
        Kind::Constructors(ty),
    )
}

pub(super) fn of_member(target: &Value, name: &str, member: &Member) -> Value {
    let ty = match member {
        Member::CodeMethod(_) => system::ps_method::PS_CODE_METHOD,
        _ => system::ps_method::PS_SCRIPT_METHOD,
    };
    wrap(ty, target.clone(), name, Kind::Member(member.clone()))
}

/// `PSMethod` closed with its overloads.
fn typed(entries: &[MethodEntry]) -> Type {
    registry::close(
        system::ps_method::PS_METHOD_OF,
        &[system::method_group::of(entries)],
    )
    .unwrap_or(system::ps_method::PS_METHOD)
}

fn wrap(ty: Type, target: Value, name: &str, kind: Kind) -> Value {
    Value::Object(Object::opaque(
        ty,
        PsMethod {
            target,
            name: name.into(),
            kind,
        },
    ))
}

impl PsMethod {
    /// Calls it.
    ///
    /// # Errors
    /// As [`super::invoke_method`].
    pub fn invoke(&self, args: &[Value]) -> Result<Value> {
        match &self.kind {
            Kind::Net(entries) => method::call(self.target.base(), entries, &self.name, args),
            Kind::Static(ty, _) => super::invoke_static(*ty, &self.name, args),
            Kind::Constructors(ty) => super::construct(*ty, args),
            Kind::Member(member) => method::call_member(&self.target, &self.name, member, args)?
                .ok_or_else(|| {
                    errors::method_not_found("System.Management.Automation.PSMethod", &self.name)
                }),
        }
    }

    /// `OverloadDefinitions`.
    pub fn definitions(&self) -> Vec<String> {
        match &self.kind {
            Kind::Net(entries) | Kind::Static(_, entries) => {
                entries.iter().map(definition).collect()
            }
            Kind::Constructors(ty) => constructor_definitions(*ty),
            Kind::Member(member) => vec![member_definition(&self.name, member)],
        }
    }

    /// `MemberType`.
    pub fn member_type(&self) -> &'static str {
        match &self.kind {
            Kind::Net(entries)
                if entries
                    .iter()
                    .any(|entry| entry.signature.accessors.is_some()) =>
            {
                "ParameterizedProperty"
            }
            Kind::Member(Member::CodeMethod(_)) => "CodeMethod",
            Kind::Member(_) => "ScriptMethod",
            _ => "Method",
        }
    }

    /// The script block of a script method.
    pub fn script(&self) -> Option<Str> {
        match &self.kind {
            Kind::Member(Member::ScriptMethod(method)) => Some(method.body.text()),
            _ => None,
        }
    }
}

/// The text of an overload, with the type's generic arguments put in.
pub fn definition(entry: &MethodEntry) -> String {
    let signature = &entry.signature;
    let mut text = String::new();
    if signature.is_static {
        text.push_str("static ");
    }
    text.push_str(&type_text(signature.result.0, entry.owner));
    text.push(' ');
    if entry.owner.kind == crate::types::Kind::Interface {
        text.push_str(&entry.owner.bare_display_name());
        text.push('.');
    }
    text.push_str(signature.name);
    if !signature.generic.is_empty() {
        text.push_str(&format!("[{}]", signature.generic.join(", ")));
    }
    text.push_str(&parameters_text(entry));
    text.push_str(signature.accessors.unwrap_or_default());
    text
}

fn parameters_text(entry: &MethodEntry) -> String {
    let parameters: Vec<String> = entry
        .signature
        .parameters
        .iter()
        .map(|parameter| {
            format!(
                "{}{}{} {}{}",
                if parameter.by_ref { "[ref] " } else { "" },
                if parameter.params { "Params " } else { "" },
                type_text(parameter.ty.0, entry.owner),
                parameter.name,
                parameter
                    .default
                    .map(|text| format!(" = {text}"))
                    .unwrap_or_default()
            )
        })
        .collect();
    format!("({})", parameters.join(", "))
}

/// A type name of a signature as shown: as written, unless generic parameters of the owner occur in it.
pub fn type_text(written: &'static str, owner: Type) -> String {
    if owner.arguments.is_empty() {
        return written.to_owned();
    }
    let mut text = String::new();
    let mut word = String::new();
    for c in written.chars().chain(std::iter::once('\0')) {
        if c.is_alphanumeric() || matches!(c, '.' | '_' | '+') {
            word.push(c);
            continue;
        }
        match owner
            .parameters
            .iter()
            .position(|parameter| *parameter == word)
        {
            Some(at) => text.push_str(&owner.arguments[at].display_name()),
            None => text.push_str(&word),
        }
        word.clear();
        if c != '\0' {
            text.push(c);
        }
    }
    text
}

/// The texts of a type's constructors: `string new(char c, int count)`.
pub fn constructor_definitions(ty: Type) -> Vec<String> {
    ty.index()
        .constructors
        .iter()
        .map(|entry| format!("{} new{}", ty.display_name(), parameters_text(entry)))
        .collect()
}

/// What `Get-Member` shows for an added member that is a method.
pub fn member_definition(name: &str, member: &Member) -> String {
    match member {
        Member::ScriptMethod(_) => format!("System.Object {name}();"),
        Member::CodeMethod(method) => method.signature.to_owned(),
        _ => name.to_owned(),
    }
}

//! Types named in code.

use crate::context::Env;
use crate::error;
use crate::node::{Expr, TypeNode};
use crate::run::expression::eval;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Result, Type, Value, access, convert as conversion};

/// The type behind a name; looked up once.
pub fn resolve(env: &Env<'_>, node: &TypeNode) -> Result<Type> {
    if let Some(ty) = node.found.get() {
        return Ok(*ty);
    }
    match env.rs.find_type(&node.name, &node.usings) {
        Some(ty) => {
            // A class may be defined again; only what is there for good is kept.
            if ty.class.is_none() {
                let _ = node.found.set(ty);
            }
            Ok(ty)
        }
        None => Err(error::runtime(
            "TypeNotFound",
            Category::InvalidOperation,
            format!("Unable to find type [{}].", node.name),
        )
        .with_target(Value::str(node.name.clone()))
        .into()),
    }
}

/// `[type]x`.
pub fn convert(env: &Env<'_>, node: &TypeNode, child: &Expr) -> Result<Value> {
    if &*node.name == "ref" || node.name.eq_ignore_ascii_case("ref") {
        return env.rs.reference(env, child);
    }
    let ty = resolve(env, node)?;
    let value = eval(env, child)?;
    if ty == system::VOID {
        return Ok(Value::Nothing);
    }
    // As a cast the name means custom objects; everywhere else it is another name of `psobject`.
    if ty == system::PS_OBJECT && node.name.eq_ignore_ascii_case("pscustomobject") {
        return conversion::to(&value, system::PS_CUSTOM_OBJECT);
    }
    if ty == system::TYPE
        && let Some(name) = value.as_str()
        && let Some(found) = env.rs.find_type(name, &node.usings)
    {
        return Ok(found.into());
    }
    conversion::to(&value, ty)
}

/// The type that a static access is of: `[t]` itself, or a value that is a type.
pub fn of_target(env: &Env<'_>, target: &Expr) -> Result<Type> {
    if let Expr::Type(node) = target {
        return resolve(env, node);
    }
    let value = eval(env, target)?;
    match value.data() {
        Some(Data::Type(ty)) => Ok(*ty),
        _ if value.is_null() => Err(error::invoke_on_null().into()),
        _ => match value.ty() {
            Some(ty) if value.as_str().is_none() => Ok(ty),
            _ => {
                let name = conversion::to_str(&value)?;
                env.rs
                    .find_type(&name, &crate::names::Names::default())
                    .ok_or_else(|| {
                        error::runtime(
                            "TypeNotFound",
                            Category::InvalidOperation,
                            format!("Unable to find type [{name}]."),
                        )
                        .into()
                    })
            }
        },
    }
}

/// `[t]::x`.
pub fn static_member(env: &Env<'_>, ty: Type, name: &str) -> Result<Value> {
    match access::get_static(ty, name)? {
        Some(value) => Ok(value),
        None if env.rs.strict(env.frame) >= 2 => {
            Err(error::property_not_found(&ty.into(), name).into())
        }
        None => Ok(Value::Null),
    }
}

/// `[t]::x = y`.
pub fn set_static(_env: &Env<'_>, ty: Type, name: &str, value: Value) -> Result<()> {
    access::set_static(ty, name, value)
}

/// Converts a value that is assigned to a typed variable; the error says so.
pub fn convert_for_variable(value: Value, ty: Type, name: &str) -> Result<Value> {
    if value.ty() == Some(ty) {
        return Ok(value);
    }
    let checked = stint_cmdlet::binder::check_boolean(ty, &value);
    let converted = checked.and_then(|()| conversion::to(&value, ty));
    converted.map_err(|flow| match flow.error() {
        Some(inner) => {
            let message = inner.message();
            ErrorRecord::new(
                "RuntimeException",
                Category::MetadataError,
                exceptions::ARGUMENT_TRANSFORMATION_METADATA,
                message.clone(),
            )
            .with_inner(inner.exception.clone())
            .with_target(Value::str(name))
            .into()
        }
        None => flow,
    })
}

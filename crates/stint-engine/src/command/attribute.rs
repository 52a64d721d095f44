//! Attributes as written, made into what the binder checks.

use crate::context::Env;
use crate::node::AttributeNode;
use crate::run::expression::eval;
use crate::runspace::Runspace;
use std::sync::Arc;
use stint_cmdlet::parameter::{Attribute, ValidatePattern, ValidateSet};
use stint_object::{Result, Str, Value, access, convert};

/// The name without a namespace and without `Attribute` behind it, in lower case.
pub fn short_name(node: &AttributeNode) -> String {
    let name = node
        .name
        .name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.strip_suffix("attribute")
        .map_or(name.clone(), str::to_owned)
}

/// An argument's text.
fn text(value: &Value) -> Result<Str> {
    convert::to_str(value)
}

fn int(value: Option<&Value>) -> i32 {
    match value.and_then(|value| convert::to(value, stint_object::types::system::INT32).ok()) {
        Some(Value::Int32(number)) => number,
        _ => 0,
    }
}

/// The named argument of an attribute.
pub fn named(env: &Env<'_>, node: &AttributeNode, name: &str) -> Result<Option<Value>> {
    match node
        .named
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        Some((_, value)) => eval(env, value).map(Some),
        None => Ok(None),
    }
}

/// The attribute, `None` where it binds nothing and says nothing to the binder (`[Parameter()]`, `[Alias()]` are read
/// elsewhere).
pub fn build(env: &Env<'_>, node: &AttributeNode) -> Result<Option<Attribute>> {
    let positional: Vec<Value> = node
        .positional
        .iter()
        .map(|argument| eval(env, argument))
        .collect::<Result<_>>()?;
    let message = match named(env, node, "ErrorMessage")? {
        Some(message) => Some(text(&message)?),
        None => None,
    };
    Ok(Some(match short_name(node).as_str() {
        "parameter" | "alias" | "cmdletbinding" | "outputtype" => return Ok(None),
        "allownull" => Attribute::AllowNull,
        "allowemptystring" => Attribute::AllowEmptyString,
        "allowemptycollection" => Attribute::AllowEmptyCollection,
        "validatenotnull" => Attribute::ValidateNotNull,
        "validatenotnullorempty" => Attribute::ValidateNotNullOrEmpty,
        "validatenotnullorwhitespace" => Attribute::ValidateNotNullOrWhiteSpace,
        "validaterange" => match positional.as_slice() {
            [kind] => Attribute::ValidateRangeKind(text(kind)?),
            [low, high, ..] => Attribute::ValidateRange(low.clone(), high.clone()),
            [] => return Ok(None),
        },
        "validatelength" => {
            Attribute::ValidateLength(int(positional.first()), int(positional.get(1)))
        }
        "validatecount" => {
            Attribute::ValidateCount(int(positional.first()), int(positional.get(1)))
        }
        "validatepattern" => {
            let options = match named(env, node, "Options")? {
                Some(options) => int(Some(&convert::to(
                    &options,
                    stint_object::types::registry::lookup(
                        "System.Text.RegularExpressions.RegexOptions",
                    )
                    .unwrap_or(stint_object::types::system::INT32),
                )?)) as u32,
                None => 1,
            };
            Attribute::ValidatePattern(Arc::new(ValidatePattern {
                pattern: text(positional.first().unwrap_or(&Value::Null))?,
                message,
                options,
            }))
        }
        "validateset" => return validate_set(env, node, &positional, message).map(Some),
        "validatescript" => {
            Attribute::ValidateScript(positional.into_iter().next().unwrap_or_default(), message)
        }
        "validatedrive" => {
            Attribute::ValidateDrive(positional.iter().map(text).collect::<Result<_>>()?)
        }
        "validatetrusteddata"
        | "supportswildcards"
        | "psdefaultvalue"
        | "dontshow"
        | "dynamickeyword"
        | "experimental" => return Ok(None),
        "credential" => Attribute::Credential,
        "argumentcompleter" | "argumentcompletions" => {
            Attribute::ArgumentCompleter(positional.into_iter().next().unwrap_or_default())
        }
        "obsolete" => Attribute::Obsolete(match positional.first() {
            Some(message) => text(message)?,
            None => Str::default(),
        }),
        _ => return scripted(env, node, &positional),
    }))
}

fn validate_set(
    env: &Env<'_>,
    node: &AttributeNode,
    positional: &[Value],
    message: Option<Str>,
) -> Result<Attribute> {
    let ignore_case = named(env, node, "IgnoreCase")?.is_none_or(|value| convert::to_bool(&value));
    // A class that gives the values stands as a type.
    let values = match positional {
        [one] if matches!(one.data(), Some(stint_object::Data::Type(_))) => {
            let Some(stint_object::Data::Type(ty)) = one.data() else {
                return env.rs.unsupported("such a ValidateSet");
            };
            let object = access::construct(*ty, &[])?;
            stint_object::enumerate::to_vec(&access::invoke_method(
                &object,
                "GetValidValues",
                &[],
            )?)?
        }
        values => values.to_vec(),
    };
    let mut texts = Vec::new();
    for value in &values {
        for item in stint_object::enumerate::to_vec(value)? {
            texts.push(text(&item)?);
        }
    }
    Ok(Attribute::ValidateSet(Arc::new(ValidateSet {
        values: texts,
        generator: None,
        ignore_case,
        message,
    })))
}

/// An attribute class: one that a script defined is made and asked when a value is bound.
fn scripted(
    env: &Env<'_>,
    node: &AttributeNode,
    positional: &[Value],
) -> Result<Option<Attribute>> {
    let found = env
        .rs
        .find_type(&node.name.name, &node.name.usings)
        .or_else(|| {
            env.rs
                .find_type(&format!("{}Attribute", node.name.name), &node.name.usings)
        });
    let Some(ty) = found else {
        return Err(crate::error::runtime("CustomAttributeTypeNotFound", stint_object::error_record::Category::InvalidOperation, format!("Cannot find the type for custom attribute '{}'. Make sure that the assembly that contains this type is loaded.", node.name.name)).into());
    };
    let object = access::construct(ty, positional)?;
    for (name, value) in &node.named {
        access::set_property(&object, name, eval(env, value)?)?;
    }
    Ok(Some(if ty.class.is_some() {
        Attribute::Scripted(object)
    } else {
        Attribute::Other(object)
    }))
}

/// An attribute as an object, if its type is one that objects are made of.
pub fn object(env: &Env<'_>, node: &AttributeNode) -> Result<Option<Value>> {
    let long = format!("{}Attribute", node.name.name);
    let found = env
        .rs
        .find_type(&long, &node.name.usings)
        .or_else(|| env.rs.find_type(&node.name.name, &node.name.usings));
    let Some(ty) = found else { return Ok(None) };
    let positional: Vec<Value> = node
        .positional
        .iter()
        .map(|argument| eval(env, argument))
        .collect::<Result<_>>()?;
    let object = access::construct(ty, &positional)?;
    for (name, value) in &node.named {
        access::set_property(&object, name, eval(env, value)?)?;
    }
    Ok(Some(object))
}

/// Runs a script-defined transformation.
pub fn transform(rs: &Runspace, attribute: &Value, value: Value) -> Result<Value> {
    if !crate::class::has_method(attribute, "Transform") {
        return Ok(value);
    }
    access::invoke_method(
        attribute,
        "Transform",
        &[rs.execution_context(rs.scope().module), value],
    )
}

/// Runs a script-defined validation.
pub fn validate(rs: &Runspace, attribute: &Value, value: &Value) -> Result<()> {
    for name in ["ValidateElement", "Validate"] {
        if crate::class::has_method(attribute, name) {
            let args = if name == "Validate" {
                vec![value.clone(), rs.execution_context(rs.scope().module)]
            } else {
                vec![value.clone()]
            };
            access::invoke_method(attribute, name, &args)?;
        }
    }
    Ok(())
}

//! Transformation attributes: what changes an argument before it is converted.

use super::{Callbacks, convert};
use crate::parameter::{Attribute, Parameter};
use stint_object::types::registry;
use stint_object::types::system::ps_reference;
use stint_object::{Result, Type, Value};

const TRANSFORMATION: &str = "System.Management.Automation.ArgumentTransformationAttribute";

/// Whether an attribute transforms, and if so whether it is also asked for a null that nobody requires to be more.
pub(crate) fn transforms(attribute: &Attribute) -> Option<bool> {
    match attribute {
        Attribute::Credential => Some(false),
        Attribute::Transformation(name) => Some(&name[..] != "Runspace"),
        Attribute::Scripted(object) if derives(object, TRANSFORMATION) => Some(true),
        _ => None,
    }
}

/// Whether an object's class derives from a type of this name.
pub(crate) fn derives(object: &Value, name: &str) -> bool {
    object
        .ty()
        .is_some_and(|ty| ty.chain().any(|base| base.0.name() == name))
}

/// The value that an attribute makes of another.
pub(crate) fn apply(
    attribute: &Attribute,
    value: Value,
    calls: &mut dyn Callbacks,
) -> Result<Value> {
    match attribute {
        Attribute::Scripted(object) => calls.transform(object, value),
        Attribute::Credential if type_is(&value, PS_CREDENTIAL) => Ok(value),
        Attribute::Credential => calls.transform_named("Credential", value),
        Attribute::Transformation(name) => match &name[..] {
            "ArgumentToVersionTransformation" => version(value, &[]),
            "ArgumentToPSVersionTransformation" => {
                version(value, &[("off", "0.0"), ("latest", "7.6.5")])
            }
            other => calls.transform_named(other, value),
        },
        _ => Ok(value),
    }
}

const PS_CREDENTIAL: &str = "System.Management.Automation.PSCredential";

/// A script's parameter for a credential asks for one even if `[Credential()]` is not written.
pub(crate) fn implied_credential(
    parameter: &Parameter,
    script: bool,
) -> Option<&'static Attribute> {
    let transformed = || {
        parameter
            .attributes
            .iter()
            .any(|attribute| transforms(attribute).is_some())
    };
    (script && parameter.ty.0.name() == PS_CREDENTIAL && !transformed())
        .then_some(&Attribute::Credential)
}

fn type_is(value: &Value, name: &str) -> bool {
    value.ty().is_some_and(|ty| ty.0.name() == name)
}

/// A version may be given by its first number alone, or by a word.
fn version(value: Value, words: &[(&str, &str)]) -> Result<Value> {
    let text = convert::text(&value);
    let word = words
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(&text));
    let full = match word {
        Some((_, version)) => (*version).to_string(),
        None if text.parse::<u32>().is_ok_and(|major| major > 0) => format!("{text}.0"),
        None => return Ok(value),
    };
    let full = Value::str(full);
    match registry::lookup("System.Version") {
        Some(ty) => convert::to(&full, ty),
        None => Ok(full),
    }
}

/// Whether a type is `[ref]`.
pub(crate) fn is_reference(ty: Type) -> bool {
    ty == ps_reference::PS_REFERENCE
}

/// What a `[ref]` holds, if the value is one.
pub(crate) fn referenced(value: &Value) -> Option<Value> {
    ps_reference::of(value).map(ps_reference::Reference::get)
}

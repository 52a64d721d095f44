//! Transformation attributes: what changes an argument before it is converted.

use super::{Callbacks, convert};
use crate::parameter::{Attribute, Parameter};
use stint_object::error_record::{ErrorRecord, exception};
use stint_object::types::registry;
use stint_object::types::system::exceptions;
use stint_object::types::system::ps_reference;
use stint_object::{Flow, Result, Type, Value, access};

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
            "ArgumentToEncodingTransformation" => encoding(value),
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

/// The names that `-Encoding` takes, with the property of `System.Text.Encoding` that they mean.
const ENCODINGS: [(&str, &str); 14] = [
    ("ansi", "Latin1"),
    ("ascii", "ASCII"),
    ("bigendianunicode", "BigEndianUnicode"),
    ("bigendianutf32", "utf-32BE"),
    ("default", "Default"),
    ("oem", "Default"),
    ("string", "Unicode"),
    ("unicode", "Unicode"),
    ("unknown", "Unicode"),
    ("utf7", "UTF7"),
    ("utf8", "Default"),
    ("utf8bom", "UTF8"),
    ("utf8nobom", "Default"),
    ("utf32", "UTF32"),
];
/// Other names and code pages that .NET knows on Linux.
const WEB_NAMES: [&str; 22] = [
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "unicodefffe",
    "utf-32",
    "utf-32le",
    "utf-32be",
    "utf-7",
    "us-ascii",
    "iso-8859-1",
    "latin1",
    "windows-1252",
    "65001",
    "65000",
    "1200",
    "1201",
    "12000",
    "12001",
    "20127",
    "28591",
    "1252",
];

/// An encoding by name or code page. Where there is no `System.Text.Encoding`, the name itself, once it is known.
fn encoding(value: Value) -> Result<Value> {
    let text = match value.base() {
        Value::Str(_) | Value::Int32(_) => convert::text(&value),
        _ => return Ok(value),
    };
    let known = ENCODINGS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(&text));
    match (registry::lookup("System.Text.Encoding"), known) {
        (Some(ty), Some((_, property))) => match access::get_static(ty, property)? {
            Some(found) => Ok(found),
            None => access::invoke_static(ty, "GetEncoding", &[Value::str(*property)]),
        },
        (Some(ty), None) => access::invoke_static(ty, "GetEncoding", &[value]),
        (None, known)
            if known.is_some()
                || WEB_NAMES
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(&text)) =>
        {
            Ok(Value::str(text))
        }
        (None, _) => Err(unknown_encoding(&value, &text)),
    }
}

fn unknown_encoding(value: &Value, text: &str) -> Flow {
    let advice = "For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.";
    let exception = match value.base() {
        Value::Str(_) => exception(
            exceptions::ARGUMENT,
            format!("'{text}' is not a supported encoding name. {advice} (Parameter 'name')"),
        ),
        _ => exception(
            exceptions::NOT_SUPPORTED,
            format!("No data is available for encoding {text}. {advice}"),
        ),
    };
    ErrorRecord::thrown(exception).into()
}

/// Whether a type is `[ref]`.
pub(crate) fn is_reference(ty: Type) -> bool {
    ty == ps_reference::PS_REFERENCE
}

/// What a `[ref]` holds, if the value is one.
pub(crate) fn referenced(value: &Value) -> Option<Value> {
    ps_reference::of(value).map(ps_reference::Reference::get)
}

//! Attributes as objects, both ways.

use super::attribute_types as types;
use super::fields::{Fields, strings};
use crate::parameter::{Attribute, InSet, Parameter, ValidatePattern, ValidateSet};
use std::sync::Arc;
use stint_object::types::{TypeInfo, registry};
use stint_object::{Data, Lock, Result, Str, Type, Value};

/// All attributes of a parameter as objects, in PowerShell's order; `script` adds what `[type]` makes.
pub fn attributes(parameter: &Parameter, script: bool) -> Vec<Value> {
    let mut objects: Vec<Value> = parameter.sets.iter().map(of_place).collect();
    if parameter.sets.is_empty() {
        objects.push(of_place(&InSet::default()));
    }
    if !parameter.aliases.is_empty() {
        objects.push(Fields::object(
            types::ALIAS,
            vec![("AliasNames", strings(&parameter.aliases))],
        ));
    }
    objects.extend(parameter.attributes.iter().map(object));
    if script && parameter.typed {
        objects.push(Fields::object(
            types::TYPE_CONVERTER,
            vec![("TransformNullOptionalParameters", Value::Bool(true))],
        ));
    }
    objects
}

/// `[Parameter()]` for one set.
fn of_place(place: &InSet) -> Value {
    let set = place
        .set
        .clone()
        .unwrap_or_else(|| "__AllParameterSets".into());
    Fields::object(
        types::PARAMETER,
        vec![
            ("Position", Value::Int32(place.position.unwrap_or(i32::MIN))),
            ("ParameterSetName", Value::Str(set)),
            ("Mandatory", Value::Bool(place.mandatory)),
            ("ValueFromPipeline", Value::Bool(place.from_pipeline)),
            (
                "ValueFromPipelineByPropertyName",
                Value::Bool(place.by_property_name),
            ),
            ("ValueFromRemainingArguments", Value::Bool(place.remaining)),
            ("HelpMessage", place.help.clone().into()),
            ("DontShow", Value::Bool(place.hidden)),
        ],
    )
}

/// One attribute as an object.
pub fn object(attribute: &Attribute) -> Value {
    let plain = |ty| Fields::object(ty, Vec::new());
    let number = |number: &i32| Value::Int32(*number);
    match attribute {
        Attribute::AllowNull => plain(types::ALLOW_NULL),
        Attribute::AllowEmptyString => plain(types::ALLOW_EMPTY_STRING),
        Attribute::AllowEmptyCollection => plain(types::ALLOW_EMPTY_COLLECTION),
        Attribute::ValidateNotNull => plain(types::VALIDATE_NOT_NULL),
        Attribute::ValidateNotNullOrEmpty => plain(types::VALIDATE_NOT_NULL_OR_EMPTY),
        Attribute::ValidateNotNullOrWhiteSpace => plain(types::VALIDATE_NOT_NULL_OR_WHITE_SPACE),
        Attribute::ValidateRange(min, max) => Fields::object(
            types::VALIDATE_RANGE,
            vec![("MinRange", min.clone()), ("MaxRange", max.clone())],
        ),
        Attribute::ValidateRangeKind(kind) => Fields::object(
            types::VALIDATE_RANGE,
            vec![("RangeKind", Value::Str(kind.clone()))],
        ),
        Attribute::ValidateLength(min, max) => Fields::object(
            types::VALIDATE_LENGTH,
            vec![("MinLength", number(min)), ("MaxLength", number(max))],
        ),
        Attribute::ValidateCount(min, max) => Fields::object(
            types::VALIDATE_COUNT,
            vec![("MinLength", number(min)), ("MaxLength", number(max))],
        ),
        Attribute::ValidatePattern(pattern) => Fields::object(
            types::VALIDATE_PATTERN,
            vec![
                ("RegexPattern", Value::Str(pattern.pattern.clone())),
                ("Options", regex_options(pattern.options)),
                ("ErrorMessage", pattern.message.clone().into()),
            ],
        ),
        Attribute::ValidateSet(set) => Fields::object(
            types::VALIDATE_SET,
            vec![
                ("ValidValues", strings(&set.values)),
                ("IgnoreCase", Value::Bool(set.ignore_case)),
                ("ErrorMessage", set.message.clone().into()),
            ],
        ),
        Attribute::ValidateScript(block, message) => Fields::object(
            types::VALIDATE_SCRIPT,
            vec![
                ("ScriptBlock", block.clone()),
                ("ErrorMessage", message.clone().into()),
            ],
        ),
        Attribute::ValidateDrive(drives) => Fields::object(
            types::VALIDATE_DRIVE,
            vec![("ValidRootDrives", strings(drives))],
        ),
        Attribute::TypeName(name) => Fields::object(
            types::PS_TYPE_NAME,
            vec![("PSTypeName", Value::Str(name.clone()))],
        ),
        Attribute::Obsolete(text) => Fields::object(
            types::OBSOLETE,
            vec![
                ("Message", Value::Str(text.clone())),
                ("IsError", Value::Bool(false)),
            ],
        ),
        Attribute::ValidateVariableName => plain(types::VALIDATE_VARIABLE_NAME),
        Attribute::Credential => plain(types::CREDENTIAL),
        Attribute::ArgumentCompleter(block) => Fields::object(
            types::ARGUMENT_COMPLETER,
            vec![("ScriptBlock", block.clone())],
        ),
        Attribute::Validation(name) if &name[..] == "ValidateTrustedData" => {
            plain(types::VALIDATE_TRUSTED_DATA)
        }
        Attribute::Validation(name) => plain(internal(name, types::VALIDATE_ARGUMENTS)),
        Attribute::Transformation(name) => plain(internal(name, types::TRANSFORMATION)),
        Attribute::Other(object) | Attribute::Scripted(object) => object.clone(),
    }
}

fn regex_options(options: u32) -> Value {
    match registry::lookup("System.Text.RegularExpressions.RegexOptions") {
        Some(ty) => Value::object(ty, Data::Enum(i64::from(options))),
        None => Value::Int32(options.cast_signed()),
    }
}

/// The type of an attribute that only the built-in cmdlets use, made when it is first seen.
fn internal(name: &Str, base: Type) -> Type {
    static MADE: Lock<Vec<Type>> = Lock::new(Vec::new());
    let full = format!("System.Management.Automation.{name}Attribute");
    let mut made = MADE.lock();
    if let Some(ty) = made.iter().find(|ty| ty.0.name() == full) {
        return *ty;
    }
    let ty = registry::leak(TypeInfo::class(Box::leak(full.into_boxed_str())).base(base));
    made.push(ty);
    ty
}

/// Adds an attribute object, as a script makes it for a dynamic parameter, to a parameter.
///
/// # Errors
/// What a script's own class for the values of a `[ValidateSet()]` throws.
pub fn read_attribute(object: &Value, parameter: &mut Parameter) -> Result<()> {
    let Some(ty) = object.ty() else { return Ok(()) };
    let get = |name: &str| Fields::get(object, name);
    if ty == types::PARAMETER {
        parameter.sets.push(place_of(object));
    } else if ty == types::ALIAS {
        parameter.aliases.extend(texts(&get("AliasNames")));
    } else if let Some(attribute) = attribute_of(object, ty) {
        parameter.attributes.push(attribute);
    }
    Ok(())
}

fn place_of(object: &Value) -> InSet {
    let get = |name: &str| Fields::get(object, name);
    let flag = |name: &str| matches!(get(name), Value::Bool(true));
    let text = |name: &str| get(name).as_str().cloned().filter(|text| !text.is_empty());
    InSet {
        set: text("ParameterSetName")
            .filter(|name| !name.eq_ignore_ascii_case("__AllParameterSets")),
        mandatory: flag("Mandatory"),
        position: match get("Position") {
            Value::Int32(position) if position != i32::MIN => Some(position),
            _ => None,
        },
        from_pipeline: flag("ValueFromPipeline"),
        by_property_name: flag("ValueFromPipelineByPropertyName"),
        remaining: flag("ValueFromRemainingArguments"),
        help: text("HelpMessage"),
        hidden: flag("DontShow"),
    }
}

fn attribute_of(object: &Value, ty: Type) -> Option<Attribute> {
    let get = |name: &str| Fields::get(object, name);
    let number = |name: &str| match get(name) {
        Value::Int32(number) => number,
        _ => 0,
    };
    let message = || get("ErrorMessage").as_str().cloned();
    let plain = [
        (types::ALLOW_NULL, Attribute::AllowNull),
        (types::ALLOW_EMPTY_STRING, Attribute::AllowEmptyString),
        (
            types::ALLOW_EMPTY_COLLECTION,
            Attribute::AllowEmptyCollection,
        ),
        (types::VALIDATE_NOT_NULL, Attribute::ValidateNotNull),
        (
            types::VALIDATE_NOT_NULL_OR_EMPTY,
            Attribute::ValidateNotNullOrEmpty,
        ),
        (
            types::VALIDATE_NOT_NULL_OR_WHITE_SPACE,
            Attribute::ValidateNotNullOrWhiteSpace,
        ),
        (types::CREDENTIAL, Attribute::Credential),
    ];
    if let Some((_, attribute)) = plain.into_iter().find(|(known, _)| *known == ty) {
        return Some(attribute);
    }
    Some(if ty == types::VALIDATE_RANGE {
        match get("RangeKind") {
            Value::Null => Attribute::ValidateRange(get("MinRange"), get("MaxRange")),
            kind => Attribute::ValidateRangeKind(range_kind(&kind)),
        }
    } else if ty == types::VALIDATE_LENGTH {
        Attribute::ValidateLength(number("MinLength"), number("MaxLength"))
    } else if ty == types::VALIDATE_COUNT {
        Attribute::ValidateCount(number("MinLength"), number("MaxLength"))
    } else if ty == types::VALIDATE_PATTERN {
        let options = match get("Options").data() {
            Some(Data::Enum(bits)) => u32::try_from(*bits).unwrap_or(0),
            _ => number("Options").cast_unsigned(),
        };
        let pattern = get("RegexPattern").as_str().cloned().unwrap_or_default();
        Attribute::ValidatePattern(Arc::new(ValidatePattern {
            pattern,
            message: message(),
            options,
        }))
    } else if ty == types::VALIDATE_SET {
        let ignore_case = matches!(get("IgnoreCase"), Value::Bool(true));
        let generator = match get("Generator").data() {
            Some(Data::Type(ty)) => Some(*ty),
            _ => None,
        };
        Attribute::ValidateSet(Arc::new(ValidateSet {
            values: texts(&get("ValidValues")),
            generator,
            ignore_case,
            message: message(),
        }))
    } else if ty == types::VALIDATE_SCRIPT {
        Attribute::ValidateScript(get("ScriptBlock"), message())
    } else if ty == types::VALIDATE_DRIVE {
        Attribute::ValidateDrive(texts(&get("ValidRootDrives")))
    } else if ty == types::ARGUMENT_COMPLETER {
        Attribute::ArgumentCompleter(get("ScriptBlock"))
    } else if ty == types::PS_TYPE_NAME {
        Attribute::TypeName(get("PSTypeName").as_str().cloned().unwrap_or_default())
    } else if ty == types::OBSOLETE {
        Attribute::Obsolete(get("Message").as_str().cloned().unwrap_or_default())
    } else if ty.class.is_some() {
        Attribute::Scripted(object.clone())
    } else {
        Attribute::Other(object.clone())
    })
}

fn range_kind(kind: &Value) -> Str {
    match (kind.as_str(), kind.data()) {
        (Some(text), _) => text.clone(),
        (None, Some(Data::Enum(number))) => {
            let known = types::RANGE_KIND
                .constants
                .iter()
                .find(|(_, known)| known == number);
            known.map_or_else(Str::default, |(name, _)| (*name).into())
        }
        _ => Str::default(),
    }
}

fn texts(values: &Value) -> Vec<Str> {
    match values.as_array() {
        Some(array) => array
            .to_vec()
            .iter()
            .filter_map(|value| value.as_str().cloned())
            .collect(),
        None => values.as_str().cloned().into_iter().collect(),
    }
}

//! One value for one parameter: transformation, conversion, validation, null rules.

use super::cast::{cast, is_nullable_boolean};
use super::coerce::coerce;
use super::collection::{Collection, encode_as_is, list_items};
use super::error::{Bound, Class, Fault, Problem, message, specified, wrap};
use super::index::Facts;
use super::{Callbacks, transform, validate};
use crate::parameter::{Attribute, Parameter};
use stint_object::error_record::Category;
use stint_object::types::system::{self, exceptions};
use stint_object::{Result, Str, Type, Value, access};

/// How a value is bound.
#[derive(Clone, Copy, Default)]
pub(crate) struct Flags {
    /// Convert where needed; without it only what fits is bound.
    pub coerce: bool,
    /// A script block for a pipeline parameter waits for the items.
    pub delay: bool,
    /// A default value: not validated, not recorded.
    pub default: bool,
}

/// What the value rules know of the command.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// The parameter's name.
    pub name: &'a Str,
    /// Declared in script: types convert as a cast does.
    pub script: bool,
    /// With `[CmdletBinding()]`.
    pub advanced: bool,
}

/// The value that a parameter gets of an argument; `None` where it does not fit and must not be converted.
pub(crate) fn prepare(
    subject: &Subject<'_>,
    parameter: &Parameter,
    facts: &Facts,
    argument: Option<&Value>,
    flags: Flags,
    calls: &mut dyn Callbacks,
) -> Bound<Option<Value>> {
    let mut value = argument.cloned();
    transform_all(subject.script, parameter, facts, &mut value, flags, calls)?;
    // Common and runtime-defined parameters are compiled ones, also of a script.
    let declared = parameter.typed && !parameter.common && !parameter.dynamic;
    if flags.coerce && subject.script && declared {
        value = Some(cast_argument(subject, parameter, value)?);
    }
    let value = if flags.coerce {
        coerce(subject, parameter.ty, facts.collection, value.as_ref())?
    } else {
        match fits(parameter, facts, value, flags) {
            Some(value) => value,
            None => return Ok(None),
        }
    };
    check_type_name(subject, parameter, &value, flags)?;
    if !flags.default {
        validate_all(subject, parameter, &value, calls)?;
        if facts.mandatory {
            check_empty(subject, facts, parameter.ty, &value)?;
        }
    }
    Ok(Some(value))
}

fn transform_all(
    script: bool,
    parameter: &Parameter,
    facts: &Facts,
    value: &mut Option<Value>,
    flags: Flags,
    calls: &mut dyn Callbacks,
) -> Bound<()> {
    let credential = transform::implied_credential(parameter, script);
    for attribute in parameter.attributes.iter().chain(credential) {
        let Some(of_null) = transform::transforms(attribute) else {
            continue;
        };
        let given = value.clone().unwrap_or_default();
        if given.is_null() && (flags.default || !(facts.mandatory || facts.not_null || of_null)) {
            continue;
        }
        let actual = specified(&given);
        let made = transform::apply(attribute, given, calls)
            .map_err(|flow| transformation_failed(parameter, actual, flow))?;
        *value = Some(made);
    }
    Ok(())
}

fn transformation_failed(
    parameter: &Parameter,
    actual: Option<Type>,
    flow: stint_object::Flow,
) -> Fault {
    let Some((text, inner)) = message(&flow) else {
        return flow.into();
    };
    let text = format!(
        "Cannot process argument transformation on parameter '{}'. {text}",
        parameter.name
    );
    Problem::new("ParameterArgumentTransformationError", text)
        .class(Class::Transformation, Category::InvalidData)
        .parameter(&parameter.name)
        .types(parameter.ty, actual)
        .inner(inner)
        .into()
}

/// `[type]` on a script's parameter (`ArgumentTypeConverterAttribute`).
fn cast_argument(
    subject: &Subject<'_>,
    parameter: &Parameter,
    value: Option<Value>,
) -> Bound<Value> {
    let value = match value {
        Some(value) => value,
        None if parameter.switch => system_switch(true),
        None => return Err(missing_argument(subject, parameter.ty)),
    };
    let actual = specified(&value);
    cast(parameter.ty, value, subject.advanced)
        .map_err(|flow| cast_failed(&parameter.name, parameter.ty, actual, flow))
}

fn cast_failed(name: &Str, ty: Type, actual: Option<Type>, flow: stint_object::Flow) -> Fault {
    let Some((text, inner)) = message(&flow) else {
        return flow.into();
    };
    let inner = wrap(
        exceptions::ARGUMENT_TRANSFORMATION_METADATA,
        text.clone(),
        inner,
    );
    let text = format!("Cannot process argument transformation on parameter '{name}'. {text}");
    Problem::new("ParameterArgumentTransformationError", text)
        .class(Class::Transformation, Category::InvalidData)
        .parameter(name)
        .types(ty, actual)
        .inner(inner)
        .into()
}

/// Converts an argument for a typed parameter of a function without attributes. A positional one that fits as it is, or
/// as the elements of a collection, is not converted.
///
/// # Errors
/// `ParameterArgumentTransformationError`.
pub fn cast_plain(name: &Str, ty: Type, value: Value, positional: bool) -> Result<Value> {
    if positional {
        if !value.is_null() && is_instance(&value, ty) {
            return Ok(value);
        }
        let collection = Collection::of(ty);
        if collection.is()
            && !value.is_null()
            && let Some(made) = encode_as_is(ty, collection, &value)
        {
            return Ok(made);
        }
    }
    let actual = specified(&value);
    cast(ty, value, false).map_err(|flow| match cast_failed(name, ty, actual, flow) {
        Fault::Flow(flow) => flow,
        Fault::Problem(problem) => problem.record().0.into(),
    })
}

pub(super) fn system_switch(on: bool) -> Value {
    system::switch(on)
}

pub(super) fn missing_argument(subject: &Subject<'_>, ty: Type) -> Fault {
    let text = format!(
        "Missing an argument for parameter '{}'. Specify a parameter of type '{}' and try again.",
        subject.name,
        ty.0.name()
    );
    Problem::new("MissingArgument", text)
        .parameter(subject.name)
        .types(ty, None)
        .into()
}

/// Whether a value can be bound as it is, and as what.
fn fits(parameter: &Parameter, facts: &Facts, value: Option<Value>, flags: Flags) -> Option<Value> {
    let ty = parameter.ty;
    let value = value.filter(|value| !value.is_null());
    let Some(value) = value else {
        return (flags.default || !ty.is_value_type() && ty != system::STRING)
            .then_some(Value::Null);
    };
    if is_instance(&value, ty) {
        return Some(value);
    }
    if facts.collection.is() {
        return encode_as_is(ty, facts.collection, &value);
    }
    None
}

/// `IsInstanceOfType`; everything is a `PSObject` here.
pub(super) fn is_instance(value: &Value, ty: Type) -> bool {
    ty == system::OBJECT || ty == system::PS_OBJECT || stint_object::convert::is_instance(value, ty)
}

fn check_type_name(
    subject: &Subject<'_>,
    parameter: &Parameter,
    value: &Value,
    flags: Flags,
) -> Bound<()> {
    let wanted = parameter
        .attributes
        .iter()
        .find_map(|attribute| match attribute {
            Attribute::TypeName(name) => Some(name),
            _ => None,
        });
    let Some(wanted) = wanted.filter(|_| !value.is_null()) else {
        return Ok(());
    };
    let items = list_items(value).unwrap_or_else(|| vec![value.clone()]);
    let wrong = items.iter().find(|item| {
        !item.is_null()
            && !access::type_names(item)
                .iter()
                .any(|name| name.eq_ignore_ascii_case(wanted))
    });
    let Some(wrong) = wrong else { return Ok(()) };
    let text = format!(
        "Cannot bind argument to parameter '{}', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: {wanted}.",
        subject.name
    );
    let class = if flags.coerce {
        Class::Transformation
    } else {
        Class::Plain
    };
    Err(Problem::new("MismatchedPSTypeName", text.clone())
        .class(class, Category::InvalidArgument)
        .parameter(subject.name)
        .types(parameter.ty, specified(wrong))
        .inner(wrap(exceptions::PS_INVALID_CAST, text.into(), Value::Null))
        .into())
}

fn validate_all(
    subject: &Subject<'_>,
    parameter: &Parameter,
    value: &Value,
    calls: &mut dyn Callbacks,
) -> Bound<()> {
    for attribute in &parameter.attributes {
        let class = match validate::lets_others_try(attribute) {
            true => Class::Elsewhere,
            false => Class::Validation,
        };
        validate::validate(attribute, value, calls).map_err(|flow| match message(&flow) {
            None => flow.into(),
            Some((text, inner)) => Fault::from(
                Problem::new(
                    "ParameterArgumentValidationError",
                    format!(
                        "Cannot validate argument on parameter '{}'. {text}",
                        subject.name
                    ),
                )
                .class(class, Category::InvalidData)
                .parameter(subject.name)
                .types(parameter.ty, specified(value))
                .inner(inner),
            ),
        })?;
    }
    Ok(())
}

/// What a mandatory parameter refuses: null, the empty string, an empty collection, and such elements.
fn check_empty(subject: &Subject<'_>, facts: &Facts, ty: Type, value: &Value) -> Bound<()> {
    let refuse = |id: &str, what: &str, wanted: Type| {
        let text = format!(
            "Cannot bind argument to parameter '{}' because it is {what}.",
            subject.name
        );
        Err(Problem::new(id, text)
            .class(Class::Validation, Category::InvalidData)
            .parameter(subject.name)
            .types(wanted, specified(value))
            .into())
    };
    let null = |wanted| {
        refuse(
            "ParameterArgumentValidationErrorNullNotAllowed",
            "null",
            wanted,
        )
    };
    let empty = |wanted| {
        refuse(
            "ParameterArgumentValidationErrorEmptyStringNotAllowed",
            "an empty string",
            wanted,
        )
    };
    if value.is_null() {
        return if facts.allow_null || is_nullable_boolean(ty) {
            Ok(())
        } else {
            null(ty)
        };
    }
    if ty == system::STRING {
        let is_empty = value.as_str().is_some_and(|text| text.is_empty());
        return if is_empty && !facts.allow_empty_string {
            empty(ty)
        } else {
            Ok(())
        };
    }
    if !facts.collection.is() {
        return Ok(());
    }
    let items = list_items(value).unwrap_or_default();
    if items.is_empty() {
        return match facts.collection {
            _ if facts.allow_empty_collection => Ok(()),
            Collection::Array(_) => refuse(
                "ParameterArgumentValidationErrorEmptyArrayNotAllowed",
                "an empty array",
                ty,
            ),
            _ => refuse(
                "ParameterArgumentValidationErrorEmptyCollectionNotAllowed",
                "an empty collection",
                ty,
            ),
        };
    }
    let Some(element) = facts
        .collection
        .element()
        .filter(|element| !element.is_value_type())
    else {
        return Ok(());
    };
    for item in &items {
        if item.is_null() && !facts.allow_null {
            return null(element);
        }
        if element == system::STRING
            && !facts.allow_empty_string
            && item.as_str().is_some_and(|text| text.is_empty())
        {
            return empty(element);
        }
    }
    Ok(())
}

/// What a script's parameter of a type has when nothing is bound and no default is written: `None` is `$null`.
pub fn default_of(ty: Type) -> Option<Value> {
    if ty == system::STRING {
        return Some(Value::str(""));
    }
    if ty == system::BOOLEAN {
        return Some(Value::Bool(false));
    }
    if ty == system::SWITCH_PARAMETER {
        return Some(system_switch(false));
    }
    let numbers = [
        system::SBYTE,
        system::BYTE,
        system::INT16,
        system::UINT16,
        system::INT32,
        system::UINT32,
        system::INT64,
        system::UINT64,
        system::SINGLE,
        system::DOUBLE,
        system::DECIMAL,
    ];
    numbers.contains(&ty).then_some(Value::Int32(0))
}

/// Converts a script parameter's default value, written or of its type, to the parameter's type; nothing is validated.
///
/// # Errors
/// PowerShell's error for a default that does not convert.
pub fn default_value(
    table: &crate::ParameterTable,
    parameter: usize,
    value: Value,
    calls: &mut dyn Callbacks,
) -> Result<Value> {
    let (Some(entry), Some(facts)) = (
        table.parameters.get(parameter),
        table.facts().parameters.get(parameter),
    ) else {
        return Ok(value);
    };
    let subject = Subject {
        name: &entry.name,
        script: table.script,
        advanced: table.advanced,
    };
    let flags = Flags {
        coerce: true,
        delay: false,
        default: true,
    };
    match prepare(&subject, entry, facts, Some(&value), flags, calls) {
        Ok(made) => Ok(made.unwrap_or_default()),
        Err(fault) => Err(fault.surface(calls)),
    }
}

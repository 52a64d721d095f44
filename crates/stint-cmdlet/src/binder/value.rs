//! One value for one parameter: transformation, conversion, validation, null rules.

use super::collection::{Collection, encode, encode_as_is, list_items};
use super::error::{Bound, Class, Fault, Problem, message, specified, type_text, wrap};
use super::index::Facts;
use super::{Callbacks, convert, transform, validate};
use crate::parameter::{Attribute, Parameter};
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Result, Str, Type, Value, access};

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
    if flags.coerce && subject.script && parameter.typed {
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
    cast(parameter.ty, value, subject.advanced).map_err(|flow| match message(&flow) {
        None => flow.into(),
        Some((text, inner)) => {
            let inner = wrap(
                exceptions::ARGUMENT_TRANSFORMATION_METADATA,
                text.clone(),
                inner,
            );
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
    })
}

/// Converts a value to the type on a script's parameter: as a cast, but booleans only from booleans and numbers, `[ref]`
/// only from a reference, and for an advanced function no array to a string.
///
/// # Errors
/// The conversion's own error.
pub fn cast(ty: Type, value: Value, advanced: bool) -> Result<Value> {
    let referenced = transform::referenced(&value);
    if transform::is_reference(ty) {
        return match referenced {
            Some(_) => Ok(value),
            None => Err(invalid_cast(
                "InvalidCastExceptionReferenceTypeExpected",
                "Reference type is expected in argument.".into(),
            )),
        };
    }
    let value = referenced.unwrap_or(value);
    if advanced && ty == system::STRING && value.as_array().is_some() {
        return Err(invalid_cast(
            "InvalidCastFromAnyTypeToString",
            "Cannot convert value to type System.String.".into(),
        ));
    }
    check_boolean(ty, &value)?;
    if advanced && let Some(element) = Collection::of(ty).element() {
        match list_items(&value) {
            Some(items) => items
                .iter()
                .try_for_each(|item| check_boolean(element, item))?,
            None => check_boolean(element, &value)?,
        }
    }
    if ty == system::SWITCH_PARAMETER {
        return Ok(system::switch(truth(&value).unwrap_or_default()));
    }
    convert::to(&value, ty)
}

fn invalid_cast(id: &str, text: String) -> stint_object::Flow {
    ErrorRecord::new(
        id,
        Category::NotSpecified,
        exceptions::PS_INVALID_CAST,
        text,
    )
    .into()
}

fn check_boolean(ty: Type, value: &Value) -> Result<()> {
    let nullable = is_nullable_boolean(ty);
    if !(ty == system::BOOLEAN || ty == system::SWITCH_PARAMETER || nullable) {
        return Ok(());
    }
    let refused = match value.ty() {
        None => ty == system::BOOLEAN,
        Some(actual) => {
            !(is_number(value)
                || actual == system::BOOLEAN
                || actual == system::SWITCH_PARAMETER
                || is_nullable_boolean(actual))
        }
    };
    if !refused {
        return Ok(());
    }
    Err(invalid_cast(
        "InvalidCastExceptionUnsupportedParameterType",
        format!(
            "Cannot convert value \"{}\" to type \"{}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.",
            type_text(specified(value)),
            ty.0.name()
        ),
    ))
}

fn is_nullable_boolean(ty: Type) -> bool {
    ty.definition
        .is_some_and(|open| open.0.name() == "System.Nullable`1")
        && ty.arguments.first() == Some(&system::BOOLEAN)
}

/// What .NET's type codes call numeric: enums too, by their underlying number.
fn is_number(value: &Value) -> bool {
    match value.base() {
        Value::SByte(_)
        | Value::Byte(_)
        | Value::Int16(_)
        | Value::UInt16(_)
        | Value::Int32(_)
        | Value::UInt32(_)
        | Value::Int64(_)
        | Value::UInt64(_)
        | Value::Single(_)
        | Value::Double(_) => true,
        other => match other.data() {
            Some(Data::Decimal(_)) => true,
            Some(Data::Enum(_)) => other.ty() != Some(system::SWITCH_PARAMETER),
            _ => false,
        },
    }
}

fn system_switch(on: bool) -> Value {
    system::switch(on)
}

fn missing_argument(subject: &Subject<'_>, ty: Type) -> Fault {
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
fn is_instance(value: &Value, ty: Type) -> bool {
    ty == system::OBJECT || ty == system::PS_OBJECT || stint_object::convert::is_instance(value, ty)
}

/// Converts an argument to a parameter's type as for a compiled cmdlet.
pub(crate) fn coerce(
    subject: &Subject<'_>,
    ty: Type,
    collection: Collection,
    value: Option<&Value>,
) -> Bound<Value> {
    let Some(value) = value else {
        return match ty == system::SWITCH_PARAMETER {
            true => Ok(system_switch(true)),
            false => Err(missing_argument(subject, ty)),
        };
    };
    if value.is_null() {
        return of_null(subject, ty);
    }
    if is_instance(value, ty) {
        return Ok(value.clone());
    }
    if ty == system::BOOLEAN || ty == system::SWITCH_PARAMETER || is_nullable_boolean(ty) {
        return boolean(subject, ty, value);
    }
    if collection.is() {
        if !matches!(collection, Collection::Array(_))
            && let Ok(made) = convert::to(value, ty)
        {
            return Ok(made);
        }
        return encode(subject, ty, collection, value);
    }
    if list_items(value).is_some() && !takes_list(ty) {
        return Err(cannot_convert(
            subject,
            ty,
            value,
            type_text(value.ty()),
            "Specified method is not supported.",
        ));
    }
    convert::to(value, ty).map_err(|flow| match message(&flow) {
        None => flow.into(),
        Some((text, inner)) => Problem::new(
            "CannotConvertArgumentNoMessage",
            format!("Cannot bind parameter '{}'. {text}", subject.name),
        )
        .parameter(subject.name)
        .types(ty, specified(value))
        .inner(inner)
        .into(),
    })
}

/// Types that a list converts to as a whole.
fn takes_list(ty: Type) -> bool {
    let open = ty.definition.map_or("", |open| open.0.name());
    ty.is_enum()
        || matches!(
            open,
            "System.Management.Automation.PSListModifier`1"
                | "System.Management.Automation.FlagsExpression`1"
        )
        || ty.0.name() == "System.Management.Automation.PSListModifier"
}

fn cannot_convert(
    subject: &Subject<'_>,
    ty: Type,
    value: &Value,
    shown: &str,
    reason: &str,
) -> Fault {
    let text = format!(
        "Cannot convert '{shown}' to the type '{}' required by parameter '{}'. {reason}",
        ty.0.name(),
        subject.name
    );
    Problem::new("CannotConvertArgument", text)
        .parameter(subject.name)
        .types(ty, specified(value))
        .into()
}

fn of_null(subject: &Subject<'_>, ty: Type) -> Bound<Value> {
    if ty == system::SWITCH_PARAMETER {
        return Ok(system_switch(true));
    }
    if ty != system::BOOLEAN {
        return Ok(Value::Null);
    }
    let text = format!(
        "Cannot bind argument to parameter '{}' because it is null.",
        subject.name
    );
    Err(
        Problem::new("ParameterArgumentValidationErrorNullNotAllowed", text)
            .parameter(subject.name)
            .types(ty, None)
            .into(),
    )
}

/// Booleans and switches take booleans and numbers only.
fn boolean(subject: &Subject<'_>, ty: Type, value: &Value) -> Bound<Value> {
    let Some(on) = truth(value) else {
        return Err(cannot_convert(
            subject,
            ty,
            value,
            type_text(value.ty()),
            "",
        ));
    };
    Ok(match ty == system::SWITCH_PARAMETER {
        true => system_switch(on),
        false => Value::Bool(on),
    })
}

/// The truth of a boolean, a switch or a number; nothing else has one here.
fn truth(value: &Value) -> Option<bool> {
    match value.base() {
        Value::Bool(on) => Some(*on),
        Value::Single(number) => Some(*number != 0.0),
        Value::Double(number) => Some(*number != 0.0),
        other => match other.data() {
            Some(Data::Enum(number)) => Some(*number != 0),
            Some(Data::Decimal(number)) => Some(!number.is_zero()),
            _ => super::validate::whole(other)
                .filter(|_| is_number(other))
                .map(|number| number != 0),
        },
    }
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
                .class(Class::Validation, Category::InvalidData)
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

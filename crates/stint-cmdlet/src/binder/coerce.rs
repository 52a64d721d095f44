//! Conversion of an argument as for a compiled cmdlet: to switches, collections and everything else.

use super::cast::{is_nullable_boolean, truth};
use super::collection::{Collection, encode, list_items};
use super::convert;
use super::error::{Bound, Fault, Problem, message, specified, type_text};
use super::value::{Subject, is_instance, missing_argument, system_switch};
use stint_object::types::system;
use stint_object::{Type, Value};

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

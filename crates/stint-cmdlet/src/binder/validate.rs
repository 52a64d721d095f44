//! Validation attributes, for parameters, variables and properties of classes alike.

use super::collection::Collection;
use super::{Callbacks, convert};
use crate::parameter::{Attribute, ValidatePattern, ValidateSet};
use std::cmp::Ordering;
use stint_object::error_record::{Category, ErrorRecord};
use stint_object::shape::same_name;
use stint_object::types::system::{self, exceptions};
use stint_object::{Data, Flow, Result, Str, Type, Value, enumerate};

const NULL: &str = "The argument is null. Provide a valid value for the argument, and then try running the command again.";
const NULL_ELEMENT: &str = "The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any null values, and then try the command again.";
const NULL_OR_EMPTY: &str = "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.";
const NULL_OR_EMPTY_ELEMENT: &str = "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.";
const WHITE_SPACE: &str = "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.";
const WHITE_SPACE_ELEMENT: &str = "An element of the argument collection is null, empty, or consists of only white-space characters. Supply a collection that does not contain any those values and then try the command again.";
const NOT_A_STRING: &str = "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.";
const NOT_A_COLLECTION: &str = "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an array parameter.";

/// Whether a value that an attribute refuses may still be meant for another parameter set.
pub fn lets_others_try(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Validation(name) if &name[..] == "ValidateNotePropertyName")
}

/// Checks a value against one attribute; attributes that validate nothing let everything pass.
///
/// # Errors
/// A `ValidationMetadataException` with PowerShell's text, or whatever a script's own validation throws.
pub fn validate(attribute: &Attribute, value: &Value, calls: &mut dyn Callbacks) -> Result<()> {
    match attribute {
        Attribute::ValidateNotNull => not_null(value),
        Attribute::ValidateNotNullOrEmpty => not_empty(value, false),
        Attribute::ValidateNotNullOrWhiteSpace => not_empty(value, true),
        Attribute::ValidateCount(min, max) => count(value, *min, *max),
        Attribute::ValidateRange(min, max) => each(value, |item| range(item, min, max)),
        Attribute::ValidateRangeKind(kind) => each(value, |item| range_kind(item, kind)),
        Attribute::ValidateLength(min, max) => each(value, |item| length(item, *min, *max)),
        Attribute::ValidatePattern(pattern) => each(value, |item| matches(item, pattern)),
        Attribute::ValidateSet(set) => each(value, |item| in_set(item, set)),
        Attribute::ValidateScript(block, text) => {
            each(value, |item| script(item, block, text.as_ref(), calls))
        }
        Attribute::ValidateDrive(drives) => drive(value, drives, calls),
        Attribute::ValidateVariableName => variable_name(value),
        Attribute::Scripted(object) if super::transform::transforms(attribute).is_none() => {
            calls.validate(object, value)
        }
        Attribute::Validation(name) if &name[..] == "ValidateVersion" => version(value),
        Attribute::Validation(name) if &name[..] == "ValidateNotePropertyName" => note_name(value),
        _ => Ok(()),
    }
}

fn invalid(id: &str, text: impl Into<Str>) -> Flow {
    ErrorRecord::new(
        id,
        Category::MetadataError,
        exceptions::VALIDATION_METADATA,
        text,
    )
    .into()
}

/// Runs a check on the value or, for a collection, on each element; null is refused before.
fn each(value: &Value, mut check: impl FnMut(&Value) -> Result<()>) -> Result<()> {
    if value.is_null() {
        return Err(invalid("ArgumentIsEmpty", NULL_OR_EMPTY_ELEMENT));
    }
    let mut check_one = |item: &Value| match item.is_null() {
        true => Err(invalid("ArgumentIsEmpty", NULL)),
        false => check(item),
    };
    match elements(value) {
        Some(items) => items.iter().try_for_each(check_one),
        None => check_one(value),
    }
}

/// What enumerating gives: the elements of arrays, lists, stacks and queues; no strings, no dictionaries.
fn elements(value: &Value) -> Option<Vec<Value>> {
    enumerate::is_enumerable(value).then(|| enumerate::to_vec(value).unwrap_or_default())
}

fn not_null(value: &Value) -> Result<()> {
    if value.is_null() {
        return Err(invalid("ArgumentIsNull", NULL));
    }
    let Some((items, _)) = checked_elements(value) else {
        return Ok(());
    };
    match items.iter().any(Value::is_null) {
        true => Err(invalid("ArgumentIsNull", NULL_ELEMENT)),
        false => Ok(()),
    }
}

/// The elements of a collection, and whether they are of a value type.
fn checked_elements(value: &Value) -> Option<(Vec<Value>, bool)> {
    let collection = Collection::of(value.ty()?);
    if !collection.is() {
        return None;
    }
    let of_values = collection
        .element()
        .is_some_and(|element| element.is_value_type());
    Some((elements(value).unwrap_or_default(), of_values))
}

fn not_empty(value: &Value, white_space: bool) -> Result<()> {
    if value.is_null() {
        return Err(invalid("ArgumentIsNull", NULL_OR_EMPTY));
    }
    if let Some(text) = value.as_str() {
        return match white_space {
            true if text.trim().is_empty() => {
                Err(invalid("ArgumentIsEmptyOrWhiteSpace", WHITE_SPACE))
            }
            false if text.is_empty() => Err(invalid("ArgumentIsEmpty", NULL_OR_EMPTY)),
            _ => Ok(()),
        };
    }
    if let Some(dict) = value.as_dict() {
        return match dict.lock().is_empty() {
            true => Err(invalid("ArgumentIsEmpty", NULL_OR_EMPTY_ELEMENT)),
            false => Ok(()),
        };
    }
    let Some((items, of_values)) = checked_elements(value) else {
        return Ok(());
    };
    if items.is_empty() {
        return Err(invalid("ArgumentIsEmpty", NULL_OR_EMPTY_ELEMENT));
    }
    // An element of `psobject[]` is an object, whatever text it holds.
    let of_objects = value
        .ty()
        .is_some_and(|ty| Collection::of(ty).element() == Some(system::PS_OBJECT));
    if of_values || of_objects {
        return Ok(());
    }
    items.iter().try_for_each(|item| match item.as_str() {
        _ if item.is_null() => Err(invalid("ArgumentIsNull", NULL_OR_EMPTY_ELEMENT)),
        Some(text) if white_space && text.trim().is_empty() => Err(invalid(
            "ArgumentCollectionContainsEmptyOrWhiteSpace",
            WHITE_SPACE_ELEMENT,
        )),
        Some(text) if text.is_empty() => Err(invalid(
            "ArgumentCollectionContainsEmpty",
            NULL_OR_EMPTY_ELEMENT,
        )),
        _ => Ok(()),
    })
}

fn count(value: &Value, min: i32, max: i32) -> Result<()> {
    let count = match value.base() {
        Value::Null | Value::Nothing => 0,
        Value::Str(text) => text.encode_utf16().count(),
        other => match (elements(other), other.as_dict()) {
            (Some(items), _) => items.len(),
            (None, Some(dict)) => dict.lock().len(),
            (None, None) => return Err(invalid("NotAnArrayParameter", NOT_A_COLLECTION)),
        },
    };
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    if min == max && count != max {
        let text = format!(
            "The parameter requires exactly {max} value(s) - {count} value(s) were provided."
        );
        return Err(invalid("ValidateCountExactFailure", text));
    }
    if count < min || count > max {
        let text = format!(
            "The parameter requires at least {min} value(s) and no more than {max} value(s) - {count} value(s) were provided."
        );
        return Err(invalid("ValidateCountMinMaxFailure", text));
    }
    Ok(())
}

fn wrong_type(item: &Value, wanted: Type) -> Flow {
    let actual = item.ty().map_or("", |ty| ty.0.short_name());
    let wanted = wanted.0.short_name();
    invalid(
        "ValidationRangeElementType",
        format!(
            "The argument cannot be validated because its type \"{actual}\" is not the same type ({wanted}) as the maximum and minimum limits of the parameter. Make sure the argument is of type {wanted} and then try the command again."
        ),
    )
}

fn range(item: &Value, min: &Value, max: &Value) -> Result<()> {
    let (Some(low), Some(high)) = (min.ty(), max.ty()) else {
        return Ok(());
    };
    let promoted = if low == high {
        low
    } else {
        common_type(low, high).unwrap_or(low)
    };
    let limit = |value: &Value| convert::to(value, promoted).unwrap_or_else(|_| value.clone());
    let (min, max) = (limit(min), limit(max));
    let item = match item.ty() == Some(promoted) {
        true => item.base().clone(),
        false => convert::to(item, promoted).map_err(|_| wrong_type(item, promoted))?,
    };
    if compare(&min, &item) == Ordering::Greater {
        let (item, min) = (convert::text(&item), convert::text(&min));
        return Err(invalid(
            "ValidateRangeTooSmall",
            format!(
                "The {item} argument is less than the minimum allowed range of {min}. Supply an argument that is greater than or equal to {min} and then try the command again."
            ),
        ));
    }
    if compare(&max, &item) == Ordering::Less {
        let (item, max) = (convert::text(&item), convert::text(&max));
        return Err(invalid(
            "ValidateRangeTooBig",
            format!(
                "The {item} argument is greater than the maximum allowed range of {max}. Supply an argument that is less than or equal to {max} and then try the command again."
            ),
        ));
    }
    Ok(())
}

fn range_kind(item: &Value, kind: &str) -> Result<()> {
    let sign = match item.data() {
        Some(Data::TimeSpan(ticks)) => ticks.cmp(&0),
        _ => {
            let ty = item.ty().unwrap_or(system::OBJECT);
            let promoted =
                common_type(system::INT32, ty).ok_or_else(|| wrong_type(item, system::INT32))?;
            let number = convert::to(item, promoted).map_err(|_| wrong_type(item, promoted))?;
            let zero = convert::to(&Value::Int32(0), promoted).unwrap_or(Value::Int32(0));
            compare(&number, &zero)
        }
    };
    let (id, ok, words) = match kind {
        "Positive" => (
            "ValidateRangePositiveFailure",
            sign.is_gt(),
            "greater than zero",
        ),
        "NonNegative" => (
            "ValidateRangeNonNegativeFailure",
            sign.is_ge(),
            "greater than or equal to zero",
        ),
        "Negative" => (
            "ValidateRangeNegativeFailure",
            sign.is_lt(),
            "less than zero",
        ),
        _ => (
            "ValidateRangeNonPositiveFailure",
            sign.is_le(),
            "less than or equal to zero",
        ),
    };
    if ok {
        return Ok(());
    }
    let text = convert::text(item);
    Err(invalid(
        id,
        format!("The argument \"{text}\" cannot be validated because its value is not {words}."),
    ))
}

/// The type that two numbers are compared in; `None` if one is no number.
fn common_type(a: Type, b: Type) -> Option<Type> {
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
    let rank = |ty: Type| {
        numbers
            .iter()
            .position(|number| *number == ty.underlying.unwrap_or(ty))
    };
    let signed = |at: usize| matches!(at, 0 | 2 | 4 | 6);
    let (a, b) = (rank(a)?, rank(b)?);
    let either_signed = signed(a) || signed(b);
    Some(match a.max(b) {
        0..=4 => system::INT32,
        5 | 7 if either_signed => system::DOUBLE,
        5 => system::UINT32,
        6 => system::INT64,
        7 => system::UINT64,
        10 => system::DECIMAL,
        _ => system::DOUBLE,
    })
}

/// `CompareTo` of two values of one type.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a.base(), b.base()) {
        (Value::Str(a), Value::Str(b)) => convert::compare_text(a, b),
        (Value::Double(a), Value::Double(b)) => a
            .partial_cmp(b)
            .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan())),
        (Value::Single(a), Value::Single(b)) => a
            .partial_cmp(b)
            .unwrap_or_else(|| b.is_nan().cmp(&a.is_nan())),
        (a, b) => match (whole(a), whole(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => match (a.data(), b.data()) {
                (Some(Data::Decimal(a)), Some(Data::Decimal(b))) => a.cmp(b),
                (Some(Data::BigInt(a)), Some(Data::BigInt(b))) => a.cmp(b),
                (Some(Data::DateTime(a)), Some(Data::DateTime(b))) => a.ticks.cmp(&b.ticks),
                (Some(Data::TimeSpan(a)), Some(Data::TimeSpan(b))) => a.cmp(b),
                _ => convert::compare_text(&convert::text(a), &convert::text(b)),
            },
        },
    }
}

/// A whole number.
pub(super) fn whole(value: &Value) -> Option<i128> {
    Some(match value {
        Value::Bool(v) => i128::from(*v),
        Value::Char(v) => i128::from(*v),
        Value::SByte(v) => i128::from(*v),
        Value::Byte(v) => i128::from(*v),
        Value::Int16(v) => i128::from(*v),
        Value::UInt16(v) => i128::from(*v),
        Value::Int32(v) => i128::from(*v),
        Value::UInt32(v) => i128::from(*v),
        Value::Int64(v) => i128::from(*v),
        Value::UInt64(v) => i128::from(*v),
        other => match other.data()? {
            Data::Enum(v) => i128::from(*v),
            _ => return None,
        },
    })
}

fn length(item: &Value, min: i32, max: i32) -> Result<()> {
    let Some(text) = item.as_str() else {
        return Err(invalid("ValidateLengthNotString", NOT_A_STRING));
    };
    let length = i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX);
    if length < min {
        return Err(invalid(
            "ValidateLengthMinLengthFailure",
            format!(
                "The character length ({length}) of the argument is too short. Specify an argument with a length that is greater than or equal to \"{min}\", and then try the command again."
            ),
        ));
    }
    if length > max {
        return Err(invalid(
            "ValidateLengthMaxLengthFailure",
            format!(
                "The character length ({length}) of the argument is too long. Specify an argument with a length that is shorter than or equal to \"{max}\", and then try the command again."
            ),
        ));
    }
    Ok(())
}

fn matches(item: &Value, pattern: &ValidatePattern) -> Result<()> {
    let text = convert::text(item);
    if convert::matches(&pattern.pattern, pattern.options, &text)? {
        return Ok(());
    }
    let message = match pattern
        .message
        .as_ref()
        .filter(|message| !message.is_empty())
    {
        Some(message) => fill(message, &[&text, &pattern.pattern]),
        None => format!(
            "The argument \"{text}\" does not match the \"{0}\" pattern. Supply an argument that matches \"{0}\" and try the command again.",
            pattern.pattern
        ),
    };
    Err(invalid("ValidatePatternFailure", message))
}

fn in_set(item: &Value, set: &ValidateSet) -> Result<()> {
    let text = convert::text(item);
    let same = |known: &Str| {
        if set.ignore_case {
            same_name(known, &text)
        } else {
            **known == *text
        }
    };
    if set.values.iter().any(same) {
        return Ok(());
    }
    let all = set
        .values
        .iter()
        .map(|value| &value[..])
        .collect::<Vec<_>>()
        .join(",");
    let message = match set.message.as_ref().filter(|message| !message.is_empty()) {
        Some(message) => fill(message, &[&text, &all]),
        None => format!(
            "The argument \"{text}\" does not belong to the set \"{all}\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again."
        ),
    };
    Err(invalid("ValidateSetFailure", message))
}

fn script(
    item: &Value,
    block: &Value,
    message: Option<&Str>,
    calls: &mut dyn Callbacks,
) -> Result<()> {
    let output = calls.call(block, Some(item.clone()), &[])?;
    if convert::is_true(&Value::collected(output)) {
        return Ok(());
    }
    let text = convert::text(item);
    let body = match block.data() {
        Some(Data::ScriptBlock(block)) => block.text().to_string(),
        _ => String::new(),
    };
    let message = match message.filter(|message| !message.is_empty()) {
        Some(message) => fill(message, &[&text, &body]),
        None => format!(
            "The \"{body}\" validation script for the argument with value \"{text}\" did not return a result of True. Determine why the validation script failed, and then try the command again."
        ),
    };
    Err(invalid("ValidateScriptFailure", message))
}

fn drive(value: &Value, drives: &[Str], calls: &mut dyn Callbacks) -> Result<()> {
    if value.is_null() {
        return Err(invalid("PathArgumentIsEmpty", NULL));
    }
    let Some(path) = value.as_str() else {
        return Err(invalid(
            "PathArgumentIsNotValid",
            "The path argument is invalid. Supply a path argument that is a string type.",
        ));
    };
    let Some(root) = calls.drive(path) else {
        return Err(invalid(
            "PathArgumentNoRoot",
            "The path argument has no root drive.  Supply a full path argument with a root drive.",
        ));
    };
    if drives.iter().any(|known| same_name(known, &root)) {
        return Ok(());
    }
    let known = drives
        .iter()
        .map(|drive| &drive[..])
        .collect::<Vec<_>>()
        .join(",");
    Err(invalid(
        "PathRootInvalid",
        format!(
            "The path argument drive {root} does not belong to the set of approved drives: {known}. Supply a path argument with an approved drive."
        ),
    ))
}

/// `-ErrorVariable` and such name a variable, perhaps with `+` before it.
fn variable_name(value: &Value) -> Result<()> {
    let Some(text) = value.as_str() else {
        return Ok(());
    };
    let name = text.strip_prefix('+').unwrap_or(text);
    let scopes = [
        "global", "local", "script", "private", "variable", "using", "workflow",
    ];
    let plain = match name.split_once(':') {
        None => !name.is_empty(),
        Some((scope, _)) => scopes.iter().any(|known| known.eq_ignore_ascii_case(scope)),
    };
    match plain {
        true => Ok(()),
        false => Err(invalid(
            "ArgumentNotValidVariableName",
            format!("Cannot validate argument '{name}' because it is not a valid variable name."),
        )),
    }
}

/// `Set-StrictMode -Version`: a version that PowerShell has had.
/// `Add-Member`'s note name may not be a kind of member: then another parameter set is meant.
fn note_name(value: &Value) -> Result<()> {
    const KINDS: [&str; 8] = [
        "AliasProperty",
        "CodeMethod",
        "CodeProperty",
        "MemberSet",
        "NoteProperty",
        "PropertySet",
        "ScriptMethod",
        "ScriptProperty",
    ];
    match value.as_str() {
        Some(name) if KINDS.iter().any(|kind| same_name(kind, name)) => Err(invalid(
            "Argument",
            "The parameter NotePropertyName cannot take values that could be converted to the type System.Management.Automation.PSMemberTypes. To define the name of a member with those values, use Add-Member, and specify the member type.",
        )),
        _ => Ok(()),
    }
}

fn version(value: &Value) -> Result<()> {
    let text = convert::text(value);
    let mut parts = text
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
    let known = matches!(
        (parts.next(), parts.next()),
        (Some(0..=4), Some(0))
            | (Some(5), Some(0..=1))
            | (Some(6), Some(0..=2))
            | (Some(7), Some(0..=6))
    );
    match known {
        true => Ok(()),
        false => Err(invalid(
            "InvalidPSVersion",
            format!(
                "The \"{text}\" argument does not contain a valid PowerShell version. Supply a valid version number and then try the command again."
            ),
        )),
    }
}

/// `string.Format` with texts only.
fn fill(format: &str, arguments: &[&str]) -> String {
    let mut text = format.replace("{{", "\u{1}").replace("}}", "\u{2}");
    for (at, argument) in arguments.iter().enumerate() {
        text = text.replace(&format!("{{{at}}}"), argument);
    }
    text.replace('\u{1}', "{").replace('\u{2}', "}")
}

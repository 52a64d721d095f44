//! `System.Management.Automation.ErrorRecord`, `ErrorCategoryInfo` and `ErrorDetails`.

use crate::error_record::{Category, ErrorObject, ErrorRecord};
use crate::object::{Object, Opaque};
use crate::types::native::{Args, Plain, method, property};
use crate::types::{Method, Property, Type, TypeInfo, registry, settable};
use crate::{Data, Result, Str, Value, convert};

fn error(this: &Value) -> Option<ErrorObject> {
    ErrorObject::from_value(this)
}

fn made(args: &[Value]) -> Result<Value> {
    let category = category_of(args.at(2));
    let record = ErrorRecord::of(
        args.at(0).clone(),
        args.text(1),
        category,
        args.at(3).clone(),
    );
    Ok(ErrorObject::from(record).into())
}

/// The category behind an enum's value.
pub fn category_of(value: &Value) -> Category {
    usize::try_from(value.number())
        .ok()
        .and_then(|at| Category::ALL.get(at).copied())
        .unwrap_or_default()
}

/// The enum's value of a category.
pub fn category_value(category: Category) -> Value {
    match registry::lookup("System.Management.Automation.ErrorCategory") {
        Some(ty) => Value::object(ty, Data::Enum(category as i64)),
        None => Value::str(category.name()),
    }
}

static CONSTRUCTORS: &[Method] = &[method!(
    "System.Management.Automation.ErrorRecord(System.Exception exception, string errorId, System.Management.Automation.ErrorCategory errorCategory, System.Object targetObject)",
    |_, args| made(args)
)];

static METHODS: &[Method] = &[method!("string ToString()", |this, _| error(this)
    .map(|error| text(&error)))];

/// The details' message, else the exception's.
pub fn text(error: &ErrorObject) -> Str {
    match &error.state.lock().details {
        Some((message, _)) if !message.is_empty() => message.clone(),
        _ => error.message(),
    }
}

fn details(this: &Value) -> Value {
    let there = error(this).is_some_and(|error| error.state.lock().details.is_some());
    if there {
        Value::Object(Object::opaque(
            ERROR_DETAILS,
            Details(Some(this.clone()), (Str::default(), Str::default())),
        ))
    } else {
        Value::Null
    }
}

fn set_details(this: &Value, value: Value) -> Result<()> {
    let Some(error) = error(this) else {
        return Ok(());
    };
    error.state.lock().details = if value.is_null() {
        None
    } else {
        Some(pair(&value))
    };
    Ok(())
}

static PROPERTIES: &[Property] = &[
    property!("System.Exception Exception {get;}", |this| error(this).map(
        |error| {
            super::exception_kinds::attach_record(&error);
            error.exception.clone()
        }
    )),
    property!("System.Object TargetObject {get;}", |this| error(this)
        .map(|error| error.target.clone())),
    property!(
        "System.Management.Automation.ErrorCategoryInfo CategoryInfo {get;}",
        |this| Value::Object(Object::opaque(
            ERROR_CATEGORY_INFO,
            CategoryInfo(this.clone())
        ))
    ),
    property!("string FullyQualifiedErrorId {get;}", |this| error(this)
        .map(|error| error.fully_qualified_id())),
    settable(
        "System.Management.Automation.ErrorDetails ErrorDetails {get;set;}",
        |this| Ok(details(this)),
        set_details,
    ),
    property!(
        "System.Management.Automation.InvocationInfo InvocationInfo {get;}",
        |this| invocation(this)
    ),
    property!("string ScriptStackTrace {get;}", |this| error(this)
        .and_then(|error| error.state.lock().stack.clone())),
    property!(
        "System.Collections.ObjectModel.ReadOnlyCollection[int] PipelineIterationInfo {get;}",
        |this| iterations(this)
    ),
];

/// How often each command of the pipeline had run, for a command that stood alone. Other pipelines do not count.
fn iterations(this: &Value) -> Value {
    let state = error(this).map(|error| error.state.lock().clone());
    let alone = state.is_some_and(|state| {
        state.command.is_some()
            && !state.stopped
            && state
                .invocation
                .is_some_and(|invocation| invocation.pipeline == (1, 1))
    });
    let counts = if alone { vec![0, 1] } else { Vec::new() };
    Value::array(counts.into_iter().map(Value::Int32).collect())
}

fn invocation(this: &Value) -> Value {
    let Some(invocation) = error(this).and_then(|error| error.state.lock().invocation.clone())
    else {
        return Value::Null;
    };
    let ty =
        registry::lookup("System.Management.Automation.InvocationInfo").unwrap_or(super::OBJECT);
    Value::Object(Object::opaque(
        ty,
        crate::error_record::InvocationObject(invocation),
    ))
}

/// The type's table.
pub(super) static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ErrorRecord")
    .constructors(CONSTRUCTORS)
    .methods(METHODS)
    .properties(PROPERTIES);

/// The payload of `ErrorCategoryInfo`: its error record.
struct CategoryInfo(Value);

impl Opaque for CategoryInfo {}

fn info(this: &Value) -> Option<ErrorObject> {
    error(&this.payload::<CategoryInfo>()?.0)
}

fn reason(error: &ErrorObject) -> Str {
    error.state.lock().reason.clone().unwrap_or_else(|| {
        error
            .exception
            .ty()
            .map_or_else(Str::default, |ty| ty.short_name().into())
    })
}

fn activity(error: &ErrorObject) -> Str {
    error.state.lock().activity.clone().unwrap_or_default()
}

fn target_name(error: &ErrorObject) -> Str {
    let set = error.state.lock().target_name.clone();
    set.unwrap_or_else(|| {
        if error.target.is_null() {
            Str::default()
        } else {
            convert::to_str(&error.target).unwrap_or_default()
        }
    })
}

fn target_type(error: &ErrorObject) -> Str {
    let set = error.state.lock().target_type.clone();
    set.unwrap_or_else(|| {
        error
            .target
            .ty()
            .map_or_else(Str::default, |ty| ty.short_name().into())
    })
}

/// `ObjectNotFound: (name:String) [Get-Item], ItemNotFoundException`.
fn category_text(error: &ErrorObject) -> String {
    let category = match error.category {
        Category::DeadlockDetected => "Deadlock detected",
        other => other.name(),
    };
    let given = error.state.lock().reason.clone();
    let reason = given.map_or_else(|| reason(error).to_string(), |given| ellipsized(&given));
    format!(
        "{category}: ({}:{}) [{}], {reason}",
        ellipsized(&target_name(error)),
        ellipsized(&target_type(error)),
        ellipsized(&activity(error)),
    )
}

/// A text of more than 40 characters keeps its first and last 19.
fn ellipsized(text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    if units.len() <= 40 {
        return text.to_owned();
    }
    let (first, last) = (&units[..19], &units[units.len() - 19..]);
    format!(
        "{}…{}",
        String::from_utf16_lossy(first),
        String::from_utf16_lossy(last)
    )
}

/// Sets one of the texts.
fn set(
    this: &Value,
    value: &Value,
    set: fn(&mut crate::error_record::ErrorState, Str),
) -> Result<()> {
    if let Some(error) = info(this) {
        set(&mut error.state.lock(), convert::to_str(value)?);
    }
    Ok(())
}

/// `System.Management.Automation.ErrorCategoryInfo`.
pub const ERROR_CATEGORY_INFO: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ErrorCategoryInfo")
        .methods(&[
            method!("string GetMessage()", |this, _| info(this)
                .map(|error| category_text(&error))),
            method!("string ToString()", |this, _| info(this)
                .map(|error| category_text(&error))),
        ])
        .properties(&[
            property!(
                "System.Management.Automation.ErrorCategory Category {get;}",
                |this| info(this).map(|error| category_value(error.category))
            ),
            settable(
                "string Activity {get;set;}",
                |this| Ok(info(this).map(|error| activity(&error)).into()),
                |this, value| set(this, &value, |state, text| state.activity = Some(text)),
            ),
            settable(
                "string Reason {get;set;}",
                |this| Ok(info(this).map(|error| reason(&error)).into()),
                |this, value| set(this, &value, |state, text| state.reason = Some(text)),
            ),
            settable(
                "string TargetName {get;set;}",
                |this| Ok(info(this).map(|error| target_name(&error)).into()),
                |this, value| set(this, &value, |state, text| state.target_name = Some(text)),
            ),
            settable(
                "string TargetType {get;set;}",
                |this| Ok(info(this).map(|error| target_type(&error)).into()),
                |this, value| set(this, &value, |state, text| state.target_type = Some(text)),
            ),
        ]);
    Type(&INFO)
};

/// The payload of `ErrorDetails`: of a record, or alone.
struct Details(Option<Value>, (Str, Str));

impl Opaque for Details {}

fn pair(this: &Value) -> (Str, Str) {
    let Some(details) = this.payload::<Details>() else {
        return (convert::to_str(this).unwrap_or_default(), Str::default());
    };
    let record = details
        .0
        .as_ref()
        .and_then(error)
        .and_then(|error| error.state.lock().details.clone());
    record.unwrap_or_else(|| details.1.clone())
}

/// `System.Management.Automation.ErrorDetails`.
pub const ERROR_DETAILS: Type = {
    static INFO: TypeInfo = TypeInfo::class("System.Management.Automation.ErrorDetails")
        .constructors(&[method!(
            "System.Management.Automation.ErrorDetails(string message)",
            |_, args| {
                Value::Object(Object::opaque(
                    ERROR_DETAILS,
                    Details(None, (args.text(0).into(), Str::default())),
                ))
            }
        )])
        .methods(&[method!("string ToString()", |this, _| pair(this).0)])
        .properties(&[
            property!("string Message {get;}", |this| pair(this).0),
            settable(
                "string RecommendedAction {get;set;}",
                |this| Ok(Value::Str(pair(this).1)),
                |this, value| {
                    let text = convert::to_str(&value)?;
                    if let Some(error) = this
                        .payload::<Details>()
                        .and_then(|details| details.0.as_ref())
                        .and_then(error)
                        && let Some(details) = &mut error.state.lock().details
                    {
                        details.1 = text;
                    }
                    Ok(())
                },
            ),
        ]);
    Type(&INFO)
};

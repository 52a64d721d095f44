//! The binder's errors: PowerShell's ids, texts and exception types.

use super::{Callbacks, Site};
use crate::parameter::Parameter;
use stint_object::error_record::{Category, ErrorRecord, ExceptionData, Position};
use stint_object::types::system;
use stint_object::types::system::exceptions;
use stint_object::{Data, Flow, Lock, Str, Type, Value};

/// Which exception carries a problem; the binder treats them differently when it tries one binding after another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    /// `ParameterBindingException`: another way of binding may still do.
    Plain,
    /// `ParameterBindingValidationException`.
    Validation,
    /// The same, but another parameter set may still do.
    Elsewhere,
    /// `ParameterBindingArgumentTransformationException`.
    Transformation,
    /// Not done here: nothing else is tried.
    Refused,
}

/// A binding that failed.
#[derive(Debug)]
pub(crate) struct Problem {
    pub class: Class,
    pub id: Str,
    pub category: Category,
    pub message: Str,
    /// `ParameterName`.
    pub parameter: Option<Str>,
    /// `ParameterType`.
    pub ty: Option<Type>,
    /// `TypeSpecified`.
    pub specified: Option<Type>,
    /// `InnerException`.
    pub inner: Value,
    pub site: Option<Site>,
    /// The error record's target: the pipeline item.
    pub target: Value,
}

/// What leaves the binder's inner functions.
#[derive(Debug)]
pub(crate) enum Fault {
    Problem(Box<Problem>),
    Flow(Flow),
}

pub(crate) type Bound<T> = Result<T, Fault>;

impl From<Flow> for Fault {
    fn from(flow: Flow) -> Self {
        Self::Flow(flow)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl Problem {
    pub fn new(id: &str, message: impl Into<Str>) -> Self {
        Self {
            class: Class::Plain,
            id: id.into(),
            category: Category::InvalidArgument,
            message: message.into(),
            parameter: None,
            ty: None,
            specified: None,
            inner: Value::Null,
            site: None,
            target: Value::Null,
        }
    }

    pub fn class(mut self, class: Class, category: Category) -> Self {
        self.class = class;
        self.category = category;
        self
    }

    pub fn parameter(mut self, name: &Str) -> Self {
        self.parameter = Some(name.clone());
        self
    }

    pub fn types(mut self, wanted: Type, specified: Option<Type>) -> Self {
        self.ty = Some(wanted);
        self.specified = specified;
        self
    }

    pub fn inner(mut self, inner: Value) -> Self {
        self.inner = inner;
        self
    }

    pub fn at(mut self, site: Option<Site>) -> Self {
        self.site = site;
        self
    }

    /// The record that a script sees.
    pub fn record(self) -> (ErrorRecord, Option<Site>) {
        let ty = match self.class {
            Class::Plain => exceptions::PARAMETER_BINDING,
            Class::Validation | Class::Elsewhere => exceptions::PARAMETER_BINDING_VALIDATION,
            Class::Transformation => exceptions::PARAMETER_BINDING_ARGUMENT_TRANSFORMATION,
            Class::Refused => exceptions::PS_NOT_IMPLEMENTED,
        };
        let name = self.parameter.map_or(Value::Null, Value::Str);
        let properties = vec![
            ("ParameterName".into(), name),
            ("ParameterType".into(), Value::from(self.ty)),
            ("TypeSpecified".into(), Value::from(self.specified)),
            ("ErrorId".into(), Value::Str(self.id.clone())),
            ("Line".into(), Value::Int64(i64::MIN)),
            ("Offset".into(), Value::Int64(i64::MIN)),
        ];
        let exception = Value::object(
            ty,
            Data::Exception(Box::new(ExceptionData {
                message: self.message,
                inner: self.inner,
                properties: Lock::new(properties),
                ..ExceptionData::default()
            })),
        );
        let record = ErrorRecord::of(exception, self.id, self.category, self.target);
        (record, self.site)
    }
}

impl Fault {
    /// Gives an error its place, if it has none yet.
    pub fn or_at(self, site: Option<Site>) -> Self {
        match self {
            Self::Problem(mut problem) => {
                problem.site = problem.site.or(site);
                Self::Problem(problem)
            }
            flow @ Self::Flow(_) => flow,
        }
    }

    /// The flow that leaves the binder.
    pub fn surface(self, calls: &mut dyn Callbacks) -> Flow {
        match self {
            Self::Flow(flow) => flow,
            Self::Problem(problem) => {
                let (record, site) = problem.record();
                calls.raise(record, site)
            }
        }
    }
}

/// Sets `Line` and `Offset` of a binding error: for whoever implements [`Callbacks::raise`].
pub fn locate(record: &ErrorRecord, position: &Position) {
    let Some(Data::Exception(data)) = record.exception.data() else {
        return;
    };
    for (name, value) in data.properties.lock().iter_mut() {
        match name.as_str() {
            "Line" => *value = Value::Int64(i64::from(position.start.0)),
            "Offset" => *value = Value::Int64(i64::from(position.start.1)),
            _ => {}
        }
    }
}

/// The error for a parameter that PowerShell has and that is not done here.
pub fn not_supported(parameter: &str, command: &str) -> ErrorRecord {
    ErrorRecord::new(
        "ParameterNotSupported",
        Category::NotImplemented,
        exceptions::PS_NOT_IMPLEMENTED,
        format!("The parameter '{parameter}' of {command} is not supported."),
    )
}

/// The message of an error that leaves a conversion, a validation or a script block.
pub(crate) fn message(flow: &Flow) -> Option<(Str, Value)> {
    let error = flow.error()?;
    Some((error.message(), error.exception.clone()))
}

/// An exception of a type with an inner one.
pub(crate) fn wrap(ty: Type, message: Str, inner: Value) -> Value {
    stint_object::error_record::exception_with(ty, message, inner)
}

/// The name of a type within a text; nothing for null.
pub(crate) fn type_text(ty: Option<Type>) -> &'static str {
    ty.map_or("", |ty| ty.0.name())
}

/// `null` or the value's type, as `GetType()` of an argument.
pub(crate) fn specified(value: &Value) -> Option<Type> {
    match value.data() {
        Some(Data::Custom) => Some(system::PS_OBJECT),
        _ => value.ty(),
    }
}

/// See [`not_supported`].
pub(crate) fn refused(parameter: &Str, command: &Str, site: Option<Site>) -> Fault {
    let record = not_supported(parameter, command);
    Problem {
        class: Class::Refused,
        category: Category::NotImplemented,
        parameter: Some(parameter.clone()),
        ..Problem::new(&record.id, record.message())
    }
    .at(site)
    .into()
}

/// What a cmdlet's own setter threw.
pub(crate) fn setter_failed(parameter: &Parameter, value: &Value, flow: Flow) -> Fault {
    let Some((text, inner)) = message(&flow) else {
        return flow.into();
    };
    let name = &parameter.name;
    let setting: Str = format!("Exception setting \"{name}\": \"{text}\"").into();
    Problem::new(
        "ParameterBindingFailed",
        format!("Cannot bind parameter '{name}' to the target. {setting}"),
    )
    .class(Class::Plain, Category::WriteError)
    .parameter(name)
    .types(parameter.ty, specified(value))
    .inner(wrap(exceptions::SET_VALUE_INVOCATION, setting, inner))
    .into()
}

//! Exceptions and error records: how PowerShell says that something failed.

use crate::types::{Type, system};
use crate::{Data, Flow, Lock, Obj, Object, Str, Value};
use std::ops::Deref;
use std::sync::Arc;

/// The payload of every exception.
#[derive(Default)]
pub struct ExceptionData {
    /// `Message`.
    pub message: Str,
    /// `InnerException`, or null.
    pub inner: Value,
    /// What the exception's own type adds (`ParamName`, `FileName`, `ErrorRecord` ...), by property name.
    pub properties: Lock<Vec<(Str, Value)>>,
    /// `Data`, made on first touch; `HelpLink`, `Source`.
    pub extra: Lock<Option<Value>>,
    /// `StackTrace`: empty until thrown.
    pub stack_trace: Lock<Option<Str>>,
}

/// Where something was invoked: enough for `InvocationInfo` and for the position in an error's text.
#[derive(Debug, Default)]
pub struct Invocation {
    /// The command's name as known (`MyCommand.Name`), empty for a script's own statement.
    pub command_name: Str,
    /// `MyCommand`, or null.
    pub command: Value,
    /// `InvocationName`: what was typed.
    pub invocation_name: Str,
    /// Where the statement stands.
    pub position: Option<Position>,
    /// `BoundParameters`, by name.
    pub bound: Vec<(Str, Value)>,
    /// `UnboundArguments`.
    pub unbound: Vec<Value>,
    /// `PipelinePosition` and `PipelineLength`, from 1.
    pub pipeline: (u32, u32),
    /// Whether input is expected from the pipeline.
    pub expecting_input: bool,
    /// `CommandOrigin` is `Runspace` and not `Internal`.
    pub from_runspace: bool,
}

/// The payload of `System.Management.Automation.InvocationInfo`.
pub struct InvocationObject(pub Arc<Invocation>);

impl crate::object::Opaque for InvocationObject {}

/// A stretch of source text (`IScriptExtent`).
#[derive(Debug, Clone)]
pub struct Position {
    /// The file, if the text came from one.
    pub file: Option<Str>,
    /// The stretch's own text.
    pub text: Str,
    /// First line and column, from 1.
    pub start: (u32, u32),
    /// Line and column behind the last character, from 1.
    pub end: (u32, u32),
    /// The whole first line, without its line end.
    pub line: Str,
    /// Offsets in the whole text, in UTF-16 units.
    pub offsets: (u32, u32),
}

macro_rules! categories {
    ($($name:ident),* $(,)?) => {
        /// `System.Management.Automation.ErrorCategory`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        #[allow(missing_docs, reason = "the names are PowerShell's own")]
        pub enum Category { #[default] $($name),* }
        impl Category {
            /// Every category in the order of its number.
            pub const ALL: &[Category] = &[$(Category::$name),*];
            /// The name as PowerShell writes it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}
categories!(
    NotSpecified,
    OpenError,
    CloseError,
    DeviceError,
    DeadlockDetected,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    InvalidType,
    MetadataError,
    NotImplemented,
    NotInstalled,
    ObjectNotFound,
    OperationStopped,
    OperationTimeout,
    SyntaxError,
    ParserError,
    PermissionDenied,
    ResourceBusy,
    ResourceExists,
    ResourceUnavailable,
    ReadError,
    WriteError,
    FromStdErr,
    SecurityError,
    ProtocolError,
    ConnectionError,
    AuthenticationError,
    LimitsExceeded,
    QuotaExceeded,
    NotEnabled,
);

/// The payload of `System.Management.Automation.ErrorRecord`.
#[derive(Default)]
pub struct ErrorRecord {
    /// `Exception`.
    pub exception: Value,
    /// The error id as the code that raised it gave it, without the command's part.
    pub id: Str,
    /// `CategoryInfo.Category`.
    pub category: Category,
    /// `TargetObject`.
    pub target: Value,
    /// What was set after it was made.
    pub state: Lock<ErrorState>,
}

/// The part of an error record that the engine or a script fills in later.
#[derive(Default, Clone)]
pub struct ErrorState {
    /// The command's part of `FullyQualifiedErrorId` (`Microsoft.PowerShell.Commands.GetItemCommand`).
    pub command: Option<Str>,
    /// `InvocationInfo`.
    pub invocation: Option<Arc<Invocation>>,
    /// `ScriptStackTrace`.
    pub stack: Option<Str>,
    /// `ErrorDetails.Message` and `.RecommendedAction`.
    pub details: Option<(Str, Str)>,
    /// `CategoryInfo.Activity`, `.Reason`, `.TargetName`, `.TargetType`, where they are not derived.
    pub activity: Option<Str>,
    /// See `activity`.
    pub reason: Option<Str>,
    /// See `activity`.
    pub target_name: Option<Str>,
    /// See `activity`.
    pub target_type: Option<Str>,
    /// Whether it was already put in `$Error`, so that it is not put there twice on its way up.
    pub logged: bool,
    /// Whether it was thrown by `throw` or an error preference (then `trap`/`catch` see a RuntimeException's text).
    pub thrown: bool,
    /// `SerializeExtendedInfo` and what came over the wire (`OriginInfo` and the serialized bag), if any.
    pub remote: Option<Value>,
    /// Whether it was made terminating on purpose (`ThrowTerminatingError`): a method call does not wrap it.
    pub terminating: bool,
    /// Whether it is a line that a native program wrote to standard error.
    pub native: bool,
    /// Whether an error preference of `Stop` made it terminating.
    pub stopped: bool,
}

/// An error record as the object that scripts see.
#[derive(Clone)]
pub struct ErrorObject(Obj);

impl ErrorObject {
    /// The object itself.
    pub fn object(&self) -> &Obj {
        &self.0
    }

    /// Takes an object back, if it is an error record.
    pub fn from_value(value: &Value) -> Option<Self> {
        match value.data()? {
            Data::ErrorRecord(_) => value.as_object().cloned().map(Self),
            _ => None,
        }
    }
}

impl Deref for ErrorObject {
    type Target = ErrorRecord;
    fn deref(&self) -> &ErrorRecord {
        match self.0.data() {
            Data::ErrorRecord(record) => record,
            _ => unreachable!("an ErrorObject is only made from an error record"),
        }
    }
}

impl From<ErrorObject> for Value {
    fn from(error: ErrorObject) -> Self {
        Value::Object(error.0)
    }
}

impl std::fmt::Debug for ErrorObject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.id, self.message())
    }
}

impl From<ErrorRecord> for ErrorObject {
    fn from(record: ErrorRecord) -> Self {
        Self(Object::new(
            system::ERROR_RECORD,
            Data::ErrorRecord(Box::new(record)),
        ))
    }
}

impl From<ErrorRecord> for Flow {
    fn from(record: ErrorRecord) -> Self {
        Flow::Error(record.into())
    }
}

impl From<ErrorObject> for Flow {
    fn from(error: ErrorObject) -> Self {
        Flow::Error(error)
    }
}

/// An exception object of a type.
pub fn exception(ty: Type, message: impl Into<Str>) -> Value {
    exception_with(ty, message, Value::Null)
}

/// An exception object with an inner one.
pub fn exception_with(ty: Type, message: impl Into<Str>, inner: Value) -> Value {
    Value::object(
        ty,
        Data::Exception(Box::new(ExceptionData {
            message: message.into(),
            inner,
            ..ExceptionData::default()
        })),
    )
}

impl ErrorRecord {
    /// An error with a new exception: its id, category, the exception's type and message.
    pub fn new(
        id: impl Into<Str>,
        category: Category,
        exception_type: Type,
        message: impl Into<Str>,
    ) -> Self {
        Self {
            exception: exception(exception_type, message),
            id: id.into(),
            category,
            ..Self::default()
        }
    }

    /// An error that carries an exception that exists.
    pub fn of(exception: Value, id: impl Into<Str>, category: Category, target: Value) -> Self {
        Self {
            exception,
            id: id.into(),
            category,
            target,
            state: Lock::default(),
        }
    }

    /// The .NET exception alone, as a method raised it: `id` is then the exception's type name, until a method call wraps it.
    pub fn thrown(exception: Value) -> Self {
        let id = exception
            .ty()
            .map_or_else(Str::default, |ty| Str::from(ty.short_name()));
        Self::of(exception, id, Category::NotSpecified, Value::Null)
    }

    /// The same with a target object.
    #[must_use]
    pub fn with_target(mut self, target: impl Into<Value>) -> Self {
        self.target = target.into();
        self
    }

    /// The same with something that the exception's own type adds.
    #[must_use]
    pub fn with_property(self, name: &'static str, value: Value) -> Self {
        if let Some(Data::Exception(data)) = self.exception.data() {
            data.properties.lock().push((name.into(), value));
        }
        self
    }

    /// The same with an inner exception.
    #[must_use]
    pub fn with_inner(mut self, inner: Value) -> Self {
        if let Some(Data::Exception(data)) = self.exception.data() {
            let ty = self.exception.ty().unwrap_or(system::EXCEPTION);
            self.exception = exception_with(ty, data.message.clone(), inner);
        }
        self
    }

    /// The exception's message.
    pub fn message(&self) -> Str {
        match self.exception.data() {
            Some(Data::Exception(data)) => data.message.clone(),
            _ => Str::default(),
        }
    }

    /// `FullyQualifiedErrorId`: the id, and the command's part behind a comma.
    pub fn fully_qualified_id(&self) -> Str {
        match &self.state.lock().command {
            Some(command) if !command.is_empty() => format!("{},{command}", self.id).into(),
            _ => self.id.clone(),
        }
    }
}

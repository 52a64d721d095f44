//! Host calls: a server's script wants something of the client's host.

use stint_object::error_record::ErrorObject;
use stint_object::records::ProgressRecord;
use stint_object::{Str, Value};

use super::bag::{Bag, items};
use super::records::write_progress;
use super::state::ProtocolError;
use crate::clixml::{ClixmlError, Serializer};

macro_rules! methods {
    ($($name:ident = $number:literal,)*) => {
        /// `RemoteHostMethodId`: what a host can be asked, by PowerShell's own names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are PowerShell's own")]
        pub enum HostMethod { $($name = $number,)* }

        impl HostMethod {
            /// The method with this number.
            pub const fn from_number(number: i32) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

methods! {
    GetName = 1, GetVersion = 2, GetInstanceId = 3, GetCurrentCulture = 4, GetCurrentUICulture = 5, SetShouldExit = 6,
    EnterNestedPrompt = 7, ExitNestedPrompt = 8, NotifyBeginApplication = 9, NotifyEndApplication = 10, ReadLine = 11,
    ReadLineAsSecureString = 12, Write1 = 13, Write2 = 14, WriteLine1 = 15, WriteLine2 = 16, WriteLine3 = 17,
    WriteErrorLine = 18, WriteDebugLine = 19, WriteProgress = 20, WriteVerboseLine = 21, WriteWarningLine = 22, Prompt = 23,
    PromptForCredential1 = 24, PromptForCredential2 = 25, PromptForChoice = 26, GetForegroundColor = 27,
    SetForegroundColor = 28, GetBackgroundColor = 29, SetBackgroundColor = 30, GetCursorPosition = 31,
    SetCursorPosition = 32, GetWindowPosition = 33, SetWindowPosition = 34, GetCursorSize = 35, SetCursorSize = 36,
    GetBufferSize = 37, SetBufferSize = 38, GetWindowSize = 39, SetWindowSize = 40, GetWindowTitle = 41,
    SetWindowTitle = 42, GetMaxWindowSize = 43, GetMaxPhysicalWindowSize = 44, GetKeyAvailable = 45, ReadKey = 46,
    FlushInputBuffer = 47, SetBufferContents1 = 48, SetBufferContents2 = 49, GetBufferContents = 50,
    ScrollBufferContents = 51, PushRunspace = 52, PopRunspace = 53, GetIsRunspacePushed = 54, GetRunspace = 55,
    PromptForChoiceMultipleSelection = 56,
}

impl HostMethod {
    /// Whether nobody waits for an answer.
    pub const fn is_void(self) -> bool {
        use HostMethod as M;
        matches!(
            self,
            M::SetShouldExit
                | M::EnterNestedPrompt
                | M::ExitNestedPrompt
                | M::NotifyBeginApplication
                | M::NotifyEndApplication
                | M::Write1
                | M::Write2
                | M::WriteLine1
                | M::WriteLine2
                | M::WriteLine3
                | M::WriteErrorLine
                | M::WriteDebugLine
                | M::WriteProgress
                | M::WriteVerboseLine
                | M::WriteWarningLine
                | M::SetForegroundColor
                | M::SetBackgroundColor
                | M::SetCursorPosition
                | M::SetWindowPosition
                | M::SetCursorSize
                | M::SetBufferSize
                | M::SetWindowSize
                | M::SetWindowTitle
                | M::FlushInputBuffer
                | M::SetBufferContents1
                | M::SetBufferContents2
                | M::ScrollBufferContents
                | M::PushRunspace
                | M::PopRunspace
        )
    }
}

/// Whose host is called: that of the pool or that of one pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HostScope {
    /// The pool's.
    Pool,
    /// This pipeline's.
    Pipeline(uuid::Uuid),
}

/// One call.
#[derive(Debug, Clone)]
pub struct HostCall {
    /// What the answer names; [`HostCall::VOID`] when there is none.
    pub id: i64,
    /// What is asked.
    pub method: HostMethod,
    /// Its parameters, as they came: structures as property bags, enums as numbers. A progress record is a `ProgressRecord`.
    pub parameters: Vec<Value>,
}

impl HostCall {
    /// The id of a call that has no answer.
    pub const VOID: i64 = -100;

    pub(super) fn write(&self, serializer: &mut Serializer) -> Result<(), ClixmlError> {
        let (call, _) = serializer.writer().start_object(None);
        let set = serializer.writer().start("MS", None);
        self.write_head(serializer);
        let writer = serializer.writer();
        let (list, _) = writer.start_object(Some("mp"));
        writer.type_names(["System.Collections.ArrayList", "System.Object"].into_iter());
        let items = writer.start("LST", None);
        for parameter in &self.parameters {
            match parameter.payload::<ProgressRecord>() {
                Some(record) => write_progress(serializer, record),
                None => serializer.value(parameter)?,
            }
        }
        let writer = serializer.writer();
        writer.end(items);
        writer.end(list);
        writer.end(set);
        writer.end(call);
        Ok(())
    }

    fn write_head(&self, serializer: &mut Serializer) {
        let writer = serializer.writer();
        writer.integer("I64", Some("ci"), self.id);
        let ty = "System.Management.Automation.Remoting.RemoteHostMethodId";
        writer.enumeration(Some("mi"), ty, self.method.name(), self.method as i32);
    }

    /// Writes the answer to it.
    pub(super) fn write_answer(
        &self,
        serializer: &mut Serializer,
        answer: &Result<Value, ErrorObject>,
    ) -> Result<(), ClixmlError> {
        let (call, _) = serializer.writer().start_object(None);
        let set = serializer.writer().start("MS", None);
        self.write_head(serializer);
        match answer {
            Ok(value) if value.is_null() => {}
            Ok(value) => serializer.property("mr", value)?,
            Err(error) => {
                serializer.without_type_data(|serializer| {
                    serializer.property("me", &error.clone().into())
                })?;
            }
        }
        serializer.writer().end(set);
        serializer.writer().end(call);
        Ok(())
    }

    /// `None` for a method that is not known, which is passed over.
    pub(super) fn read(body: &Value) -> Result<Option<Self>, ProtocolError> {
        let bag = Bag::new(body);
        let id = bag.number("ci").ok_or(ProtocolError::Missing("ci"))?;
        let number = bag.i32("mi").ok_or(ProtocolError::Missing("mi"))?;
        let Some(method) = HostMethod::from_number(number) else {
            return Ok(None);
        };
        Ok(Some(Self {
            id,
            method,
            parameters: items(&bag.get("mp")),
        }))
    }
}

/// An answer as a server receives it: the call's id, and its result or the text of its error.
pub(super) fn read_answer(body: &Value) -> Result<(i64, Result<Value, Str>), ProtocolError> {
    let bag = Bag::new(body);
    let id = bag.number("ci").ok_or(ProtocolError::Missing("ci"))?;
    let error = bag.get("me");
    if error.is_null() {
        return Ok((id, Ok(bag.get("mr"))));
    }
    let exception = Bag::new(&error).get("Exception");
    let message = Bag::new(&exception)
        .text("Message")
        .or_else(|| Bag::new(&error).text("FullyQualifiedErrorId"));
    Ok((id, Err(message.unwrap_or_default())))
}

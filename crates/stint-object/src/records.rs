//! The records of the other streams: warning, verbose, debug, information and progress.

use crate::error_record::Invocation;
use crate::object::Opaque;
use crate::{Lock, Str, Value};
use std::sync::Arc;

/// `WarningRecord`, `VerboseRecord`, `DebugRecord`: payload of those types.
#[derive(Default)]
pub struct TextRecord {
    /// `Message`.
    pub message: Str,
    /// `InvocationInfo`.
    pub invocation: Lock<Option<Arc<Invocation>>>,
}

/// `InformationRecord`.
#[derive(Default, Clone)]
pub struct InformationRecord {
    /// `MessageData`; a `HostInformationMessage` for `Write-Host`.
    pub message: Value,
    /// `Source`: the script's path or the command's name.
    pub source: Str,
    /// `TimeGenerated`: UTC ticks; shown in local time.
    pub time: i64,
    /// `Tags`.
    pub tags: Vec<Str>,
    /// `User`, `Computer`, `ProcessId`, `NativeThreadId`, `ManagedThreadId`.
    pub user: Str,
    /// See `user`.
    pub computer: Str,
    /// See `user`.
    pub process_id: u32,
}

/// `HostInformationMessage`: what `Write-Host` puts in the information stream.
#[derive(Default, Clone)]
pub struct HostMessage {
    /// `Message`.
    pub message: Str,
    /// `NoNewLine`.
    pub no_newline: Option<bool>,
    /// `ForegroundColor`, a `ConsoleColor` number.
    pub foreground: Option<u8>,
    /// `BackgroundColor`.
    pub background: Option<u8>,
}

/// `ProgressRecord`.
#[derive(Clone)]
pub struct ProgressRecord {
    /// `ActivityId`.
    pub activity_id: i32,
    /// `ParentActivityId`; -1 for none.
    pub parent_id: i32,
    /// `Activity`.
    pub activity: Str,
    /// `StatusDescription`.
    pub status: Str,
    /// `CurrentOperation`.
    pub operation: Option<Str>,
    /// `PercentComplete`; -1 for none.
    pub percent: i32,
    /// `SecondsRemaining`; -1 for none.
    pub seconds: i32,
    /// `RecordType` is `Completed`.
    pub completed: bool,
}

impl Opaque for TextRecord {}
impl Opaque for InformationRecord {}
impl Opaque for HostMessage {}
impl Opaque for ProgressRecord {}

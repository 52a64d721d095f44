//! Kinds of jobs.

/// What kind of job it is. Decides its .NET type, its fixed properties and how it is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// `PSRemotingJob` of `Start-Job` and `&`.
    Background,
    /// `PSRemotingJob` of `Invoke-Command -AsJob`.
    Remote,
    /// `PSRemotingChildJob`: the worker of one of the two above.
    Child,
    /// `ThreadJob`.
    Thread,
    /// `PSTaskJob` of `ForEach-Object -Parallel -AsJob`.
    Task,
    /// `PSTaskChildJob`.
    TaskChild,
    /// `PSEventJob` of an event's action.
    Event,
}

impl JobKind {
    /// `PSJobTypeName`.
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Background => "BackgroundJob",
            Self::Remote => "RemoteJob",
            Self::Child | Self::Event => "",
            Self::Thread => "ThreadJob",
            Self::Task => "PSTaskJob",
            Self::TaskChild => "PSTaskChildJob",
        }
    }

    /// `StatusMessage`: null for a remoting parent and an event job.
    pub const fn status_message(self) -> Option<&'static str> {
        match self {
            Self::Background | Self::Remote | Self::Event => None,
            Self::Child | Self::Thread | Self::Task | Self::TaskChild => Some(""),
        }
    }

    /// Whether all that it said waits in one queue, in the order it was said (`UsesResultsCollection`); otherwise it is received
    /// stream by stream, and receiving empties its streams.
    pub const fn uses_one_queue(self) -> bool {
        matches!(self, Self::Child | Self::Event)
    }

    /// Whether it is a `Job2`, which lives in a job source adapter and not in the session's repository.
    pub const fn is_adapter_job(self) -> bool {
        matches!(self, Self::Thread)
    }

    pub(super) const fn is_parent(self) -> bool {
        matches!(self, Self::Background | Self::Remote | Self::Task)
    }

    pub(super) const fn is_remoting(self) -> bool {
        matches!(self, Self::Background | Self::Remote | Self::Child)
    }
}

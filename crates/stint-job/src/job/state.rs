//! The states of a job, and which follows which.

use stint_journal::Timestamp;
use stint_object::Value;

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// `System.Management.Automation.JobState`, by PowerShell's numbers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum JobState { $($(#[$doc])* $name,)* }

        impl JobState {
            /// Every state in the order of its number.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

states! {
    /// Made, not begun: a thread job in the queue, a child that waits for its turn.
    NotStarted,
    /// Running.
    Running,
    /// Ended by itself.
    Completed,
    /// Ended by a failure.
    Failed,
    /// Ended because it was stopped.
    Stopped,
    /// Waits for an answer that only a person can give.
    Blocked,
    /// Suspended; of workflows.
    Suspended,
    /// Its session is disconnected.
    Disconnected,
    /// Being suspended; of workflows.
    Suspending,
    /// Being stopped; only `ForEach-Object -Parallel -AsJob` shows it.
    Stopping,
    /// Stopped in the debugger.
    AtBreakpoint,
}

impl JobState {
    /// Whether nothing follows it.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Stopped)
    }

    /// Whether it lasts until somebody does something: what `Wait-Job` waits for without `-Force`.
    pub const fn is_persistent(self) -> bool {
        self.is_finished() || matches!(self, Self::Disconnected | Self::Suspended)
    }
}

/// How a job ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// By itself.
    Completed,
    /// By a failure: the exception, if its kind of job tells one, and the error record that receiving it writes.
    Failed {
        /// `JobStateInfo.Reason`: an exception, or null.
        reason: Value,
        /// What `Receive-Job` writes, or null to make one of the reason.
        record: Value,
    },
    /// Because it was stopped; a thread job tells a `PipelineStoppedException`.
    Stopped {
        /// `JobStateInfo.Reason`: an exception, or null.
        reason: Value,
    },
}

impl Outcome {
    /// The state that it is.
    pub const fn state(&self) -> JobState {
        match self {
            Self::Completed => JobState::Completed,
            Self::Failed { .. } => JobState::Failed,
            Self::Stopped { .. } => JobState::Stopped,
        }
    }

    fn reason(&self) -> Value {
        match self {
            Self::Completed => Value::Null,
            Self::Failed { reason, .. } | Self::Stopped { reason } => reason.clone(),
        }
    }
}

/// Where a job stands, with what exists there.
#[derive(Debug, Clone)]
pub enum Phase {
    /// Not begun.
    NotStarted,
    /// Begun, in one of the states that are neither the first nor final.
    Active {
        /// Which.
        state: JobState,
        /// When it began.
        begun: Timestamp,
    },
    /// Over.
    Finished {
        /// When it began, if it ever did.
        begun: Option<Timestamp>,
        /// When it ended.
        ended: Timestamp,
        /// How.
        outcome: Outcome,
    },
}

/// A transition that there is not: the job is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The job is {} already.", .0.name())]
pub struct WrongState(pub JobState);

impl Phase {
    /// The state's name.
    pub const fn state(&self) -> JobState {
        match self {
            Self::NotStarted => JobState::NotStarted,
            Self::Active { state, .. } => *state,
            Self::Finished { outcome, .. } => outcome.state(),
        }
    }

    /// It runs, or is blocked, disconnected or being stopped, and so on: anything but its first and last states.
    pub fn active(self, state: JobState, now: Timestamp) -> Result<Self, WrongState> {
        debug_assert!(
            !state.is_finished() && state != JobState::NotStarted,
            "an end has an outcome"
        );
        match self {
            Self::NotStarted => Ok(Self::Active { state, begun: now }),
            Self::Active { begun, .. } => Ok(Self::Active { state, begun }),
            Self::Finished { outcome, .. } => Err(WrongState(outcome.state())),
        }
    }

    /// It ends.
    pub fn finished(self, outcome: Outcome, now: Timestamp) -> Result<Self, WrongState> {
        match self {
            Self::NotStarted => Ok(Self::Finished {
                begun: None,
                ended: now,
                outcome,
            }),
            Self::Active { begun, .. } => Ok(Self::Finished {
                begun: Some(begun),
                ended: now,
                outcome,
            }),
            Self::Finished { outcome, .. } => Err(WrongState(outcome.state())),
        }
    }

    /// `JobStateInfo`.
    pub fn info(&self) -> StateInfo {
        let reason = match self {
            Self::Finished { outcome, .. } => outcome.reason(),
            Self::NotStarted | Self::Active { .. } => Value::Null,
        };
        StateInfo {
            state: self.state(),
            reason,
        }
    }

    /// `PSBeginTime`.
    pub const fn begun(&self) -> Option<Timestamp> {
        match self {
            Self::NotStarted => None,
            Self::Active { begun, .. } => Some(*begun),
            Self::Finished { begun, .. } => *begun,
        }
    }

    /// `PSEndTime`.
    pub const fn ended(&self) -> Option<Timestamp> {
        match self {
            Self::Finished { ended, .. } => Some(*ended),
            Self::NotStarted | Self::Active { .. } => None,
        }
    }
}

/// `System.Management.Automation.JobStateInfo`.
#[derive(Debug, Clone)]
pub struct StateInfo {
    /// `State`.
    pub state: JobState,
    /// `Reason`: an exception, or null.
    pub reason: Value,
}

/// `JobStateEventArgs`: from one state to another.
#[derive(Debug, Clone)]
pub struct StateChange {
    /// `JobStateInfo`.
    pub now: StateInfo,
    /// `PreviousJobStateInfo`.
    pub before: StateInfo,
}

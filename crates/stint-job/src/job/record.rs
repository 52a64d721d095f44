//! What a job's journal holds.

use stint_journal::{Kind, Record};
use stint_object::Value;
use stint_wire::psrp::{HostCall, HostScope, RecordKind};

use super::state::StateChange;

/// Kinds of records in a job's journal: the seven streams by [`RecordKind`]'s order, then these two.
pub(crate) const HOST_CALL: Kind = Kind::new(7);
pub(crate) const STATE: Kind = Kind::new(8);

/// A record of a job.
pub type JobRecord = Record<Payload>;

/// What a job said or became.
#[derive(Debug, Clone)]
pub enum Payload {
    /// A record of one of its streams.
    Stream(RecordKind, Value),
    /// Something that its script wants of the host: shown, or asked, when the job is received.
    HostCall(PendingCall),
    /// A new state.
    State(StateChange),
}

/// A host call that waits in a journal to be made.
#[derive(Debug, Clone)]
pub struct PendingCall {
    /// Whose host.
    pub scope: HostScope,
    /// The call. [`stint_wire::psrp::HostMethod::is_void`] says whether it is to be answered, by
    /// [`super::Job::answer_host_call`].
    pub call: HostCall,
}

pub(crate) const fn stream_kind(kind: RecordKind) -> Kind {
    Kind::new(match kind {
        RecordKind::Output => 0,
        RecordKind::Error => 1,
        RecordKind::Warning => 2,
        RecordKind::Verbose => 3,
        RecordKind::Debug => 4,
        RecordKind::Information => 5,
        RecordKind::Progress => 6,
    })
}

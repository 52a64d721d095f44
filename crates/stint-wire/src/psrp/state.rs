//! States of pools and pipelines, and what can go wrong between two ends.

use crate::clixml::ClixmlError;
use crate::fragment::FragmentError;
use crate::message::MessageError;
use crate::packet::PacketError;

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its number on the wire.
            pub const fn number(self) -> i32 {
                self as i32
            }

            /// The state with this number.
            pub fn from_number(number: i32) -> Option<Self> {
                Self::ALL.get(usize::try_from(number).ok()?).copied()
            }
        }
    };
}

states! {
    /// `RunspacePoolState`.
    PoolState {
        /// Not opened yet.
        BeforeOpen,
        /// Being opened.
        Opening,
        /// Open.
        Opened,
        /// Closed.
        Closed,
        /// Being closed.
        Closing,
        /// Broken.
        Broken,
        /// Being disconnected.
        Disconnecting,
        /// Disconnected.
        Disconnected,
        /// Being connected.
        Connecting,
    }
}

states! {
    /// `PSInvocationState`.
    PipelineState {
        /// Not begun.
        NotStarted,
        /// Running.
        Running,
        /// Being stopped.
        Stopping,
        /// Ended because it was stopped.
        Stopped,
        /// Ended by itself.
        Completed,
        /// Ended by an error.
        Failed,
        /// Its session is disconnected.
        Disconnected,
    }
}

impl PipelineState {
    /// Whether nothing follows it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Stopped | Self::Completed | Self::Failed)
    }
}

/// Why a session cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// A line, or what it carries, is malformed.
    #[error(transparent)]
    Fragment(#[from] FragmentError),
    /// A message is malformed.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// A message's body is malformed, or a value cannot be sent.
    #[error(transparent)]
    Clixml(#[from] ClixmlError),
    /// The other end speaks a version that is not spoken here.
    #[error("the protocol version {0} is not supported")]
    Version(String),
    /// A message lacks something.
    #[error("a message lacks {0}")]
    Missing(&'static str),
    /// Something that may not come now, or from this end.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
}

impl From<PacketError> for ProtocolError {
    fn from(error: PacketError) -> Self {
        Self::Fragment(FragmentError::Packet(error))
    }
}

//! The outermost layer: one XML element a line.
//!
//! ```text
//! <Data Stream='Default' PSGuid='00000000-0000-0000-0000-000000000000'>BASE64</Data>
//! <Command PSGuid='…' />   <Signal PSGuid='…' />   <Close PSGuid='…' />   and an …Ack of each
//! ```
//! The zero id is the session; any other is a pipeline of it.

mod read;
mod write;

pub use read::{Packet, PacketError, PacketReader, Payload};
pub use write::{write_control, write_data};

/// Which of a pipeline's two byte streams a packet belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Everything but answers to host calls.
    Default,
    /// A client's answers to host calls, which may overtake its pipeline input.
    PromptResponse,
}

impl Stream {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Default => "Default",
            Self::PromptResponse => "PromptResponse",
        }
    }
}

/// A packet that carries nothing but its name and an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Control {
    /// Server: the data packet was taken.
    DataAck,
    /// Client: a pipeline begins.
    Command,
    /// Server: its data may come.
    CommandAck,
    /// Client: stop the pipeline.
    Signal,
    /// Server: it is stopped.
    SignalAck,
    /// Client: the pipeline (or session) is done with.
    Close,
    /// Server: it is gone.
    CloseAck,
}

impl Control {
    pub(crate) const ALL: [Self; 7] = [
        Self::DataAck,
        Self::Command,
        Self::CommandAck,
        Self::Signal,
        Self::SignalAck,
        Self::Close,
        Self::CloseAck,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::DataAck => "DataAck",
            Self::Command => "Command",
            Self::CommandAck => "CommandAck",
            Self::Signal => "Signal",
            Self::SignalAck => "SignalAck",
            Self::Close => "Close",
            Self::CloseAck => "CloseAck",
        }
    }
}

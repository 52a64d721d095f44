//! One PSRP message: a header of 40 bytes and CLIXML.
//!
//! The header is little-endian: destination `u32`, type `u32`, the runspace pool's id and the pipeline's id (both in .NET's byte
//! order). A byte-order mark stands before the CLIXML of every real PowerShell; it is optional when reading.

use uuid::Uuid;

/// Bytes in a message's header.
pub const HEADER: usize = 40;

/// The byte-order mark that PowerShell writes before each body.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Which end a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Destination {
    /// From server to client.
    Client = 1,
    /// From client to server.
    Server = 2,
}

macro_rules! message_types {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// What a message says, by its name in MS-PSRP.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum MessageType {
            $($(#[$doc])* $name,)*
            /// One that is not known here, to be passed over as PowerShell does.
            Other(u32),
        }

        impl MessageType {
            /// The type with this number.
            pub const fn from_number(number: u32) -> Self {
                match number {
                    $($number => Self::$name,)*
                    other => Self::Other(other),
                }
            }

            /// Its number on the wire.
            pub const fn number(self) -> u32 {
                match self {
                    $(Self::$name => $number,)*
                    Self::Other(number) => number,
                }
            }
        }
    };
}

message_types! {
    /// Both: versions, the first message of each side.
    SessionCapability = 0x0001_0002,
    /// Client: open the pool.
    InitRunspacePool = 0x0001_0004,
    /// Client: its public key for secure strings.
    PublicKey = 0x0001_0005,
    /// Server: the session key.
    EncryptedSessionKey = 0x0001_0006,
    /// Server: asks for the public key.
    PublicKeyRequest = 0x0001_0007,
    /// Client: attach to a pool that is there already.
    ConnectRunspacePool = 0x0001_0008,
    /// Client: change the upper bound of the pool.
    SetMaxRunspaces = 0x0002_1002,
    /// Client: change the lower bound of the pool.
    SetMinRunspaces = 0x0002_1003,
    /// Server: the answer to the two above.
    RunspaceAvailability = 0x0002_1004,
    /// Server: the pool's state.
    RunspacePoolState = 0x0002_1005,
    /// Client: run this.
    CreatePipeline = 0x0002_1006,
    /// Client: how many runspaces are free?
    GetAvailableRunspaces = 0x0002_1007,
    /// Server: an event that was forwarded.
    UserEvent = 0x0002_1008,
    /// Server: its PSVersionTable and more.
    ApplicationPrivateData = 0x0002_1009,
    /// Client: describe these commands.
    GetCommandMetadata = 0x0002_100A,
    /// Server: the answer to a connect.
    RunspacePoolInitData = 0x0002_100B,
    /// Client: forget variables and the like.
    ResetRunspaceState = 0x0002_100C,
    /// Server: do this with your host, for the pool.
    RunspacePoolHostCall = 0x0002_1100,
    /// Client: the answer.
    RunspacePoolHostResponse = 0x0002_1101,
    /// Client: one input object.
    PipelineInput = 0x0004_1002,
    /// Client: no more input.
    EndOfPipelineInput = 0x0004_1003,
    /// Server: one output object.
    PipelineOutput = 0x0004_1004,
    /// Server: one error record.
    ErrorRecord = 0x0004_1005,
    /// Server: the pipeline's state.
    PipelineState = 0x0004_1006,
    /// Server: one debug record.
    DebugRecord = 0x0004_1007,
    /// Server: one verbose record.
    VerboseRecord = 0x0004_1008,
    /// Server: one warning record.
    WarningRecord = 0x0004_1009,
    /// Server: one progress record.
    ProgressRecord = 0x0004_1010,
    /// Server: one information record.
    InformationRecord = 0x0004_1011,
    /// Server: do this with your host, for a pipeline.
    PipelineHostCall = 0x0004_1100,
    /// Client: the answer.
    PipelineHostResponse = 0x0004_1101,
}

impl MessageType {
    /// Whether it belongs to a pipeline (else to the pool or the session).
    pub const fn is_pipeline(self) -> bool {
        self.number() & 0x0004_0000 != 0
    }
}

/// A message's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The end that it is for.
    pub destination: Destination,
    /// What it says.
    pub kind: MessageType,
    /// The runspace pool. Zero in a server's session capability.
    pub pool: Uuid,
    /// The pipeline, or zero.
    pub pipeline: Uuid,
}

impl Header {
    /// Its 40 bytes.
    pub fn write(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..4].copy_from_slice(&(self.destination as u32).to_le_bytes());
        bytes[4..8].copy_from_slice(&self.kind.number().to_le_bytes());
        bytes[8..24].copy_from_slice(&self.pool.to_bytes_le());
        bytes[24..].copy_from_slice(&self.pipeline.to_bytes_le());
        bytes
    }
}

/// What is wrong with a peer's message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// Fewer bytes than a header has.
    #[error("a message is shorter than its header")]
    TooShort,
    /// Neither for the client nor for the server.
    #[error("a message is for destination {0}")]
    Destination(u32),
}

/// A message as it was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'a> {
    /// Whom and what it is for.
    pub header: Header,
    /// Its CLIXML, without the byte-order mark. Empty in an end of pipeline input.
    pub body: &'a [u8],
}

impl<'a> Message<'a> {
    /// Takes a message's bytes apart.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, MessageError> {
        let (header, body) = bytes
            .split_first_chunk::<HEADER>()
            .ok_or(MessageError::TooShort)?;
        let word = |at: usize| {
            u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
        };
        let id = |at: usize| {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&header[at..at + 16]);
            Uuid::from_bytes_le(bytes)
        };
        let destination = match word(0) {
            1 => Destination::Client,
            2 => Destination::Server,
            other => return Err(MessageError::Destination(other)),
        };
        let header = Header {
            destination,
            kind: MessageType::from_number(word(4)),
            pool: id(8),
            pipeline: id(24),
        };
        Ok(Self {
            header,
            body: body.strip_prefix(BOM).unwrap_or(body),
        })
    }
}

//! Messages on their way out.

use uuid::Uuid;

use super::state::ProtocolError;
use crate::clixml::{ClixmlError, Depth, Serializer, Zone};
use crate::fragment::Fragmenter;
use crate::message::{BOM, Destination, Header, MessageType};
use crate::packet::Stream;

/// Writes messages, numbers them and cuts them.
pub(super) struct Outgoing {
    pub destination: Destination,
    pub pool: Uuid,
    pub zone: Zone,
    fragmenter: Fragmenter,
    serializer: Serializer,
    message: Vec<u8>,
}

impl Outgoing {
    pub(super) fn new(destination: Destination, pool: Uuid, zone: Zone) -> Self {
        Self {
            destination,
            pool,
            zone,
            fragmenter: Fragmenter::new(),
            serializer: Serializer::new(zone, Depth::Remoting),
            message: Vec::new(),
        }
    }

    /// Makes one message; its body is what `write` writes, with a byte-order mark, or nothing.
    fn message(
        &mut self,
        kind: MessageType,
        pipeline: Uuid,
        write: impl FnOnce(&mut Serializer) -> Result<(), ClixmlError>,
    ) -> Result<(), ProtocolError> {
        // A server's first word is sent before it knows, or says, which pool it is.
        let pool = match (kind, self.destination) {
            (MessageType::SessionCapability, Destination::Client) => Uuid::nil(),
            _ => self.pool,
        };
        let header = Header {
            destination: self.destination,
            kind,
            pool,
            pipeline,
        };
        self.message.clear();
        self.message.extend_from_slice(&header.write());
        self.message.extend_from_slice(BOM);
        let empty = self.message.len();
        self.serializer.write_message(&mut self.message, write)?;
        if self.message.len() == empty {
            self.message.truncate(empty - BOM.len());
        }
        Ok(())
    }

    /// Appends a message to `out` as packets.
    pub(super) fn packets(
        &mut self,
        out: &mut Vec<u8>,
        kind: MessageType,
        pipeline: Uuid,
        write: impl FnOnce(&mut Serializer) -> Result<(), ClixmlError>,
    ) -> Result<(), ProtocolError> {
        self.message(kind, pipeline, write)?;
        self.fragmenter
            .write_packets(out, Stream::Default, pipeline, &self.message);
        Ok(())
    }

    /// Appends a message to `out` as bare fragments.
    pub(super) fn fragments(
        &mut self,
        out: &mut Vec<u8>,
        kind: MessageType,
        pipeline: Uuid,
        write: impl FnOnce(&mut Serializer) -> Result<(), ClixmlError>,
    ) -> Result<(), ProtocolError> {
        self.message(kind, pipeline, write)?;
        self.fragmenter.write_fragments(out, &self.message);
        Ok(())
    }
}

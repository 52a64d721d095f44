//! Messages cut into fragments, and put together again.
//!
//! A fragment is a header of 21 bytes (big-endian: object id `u64`, fragment number `u64`, flags `u8`, length `u32`) and its
//! piece of the message. A packet may hold several fragments and may end in the middle of one.

use uuid::Uuid;

use crate::limits::Limits;
use crate::packet::{PacketError, Payload, Stream, write_data};

/// Bytes in a fragment's header. A multiple of three, which lets base64 be written without a copy.
pub const HEADER: usize = 21;

/// PowerShell's size of one fragment, header included.
pub const SIZE: usize = 32_768;

const START: u8 = 1;
const END: u8 = 2;

/// What is wrong with a peer's fragments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FragmentError {
    /// A fragment in the middle of nothing, or not the next one.
    #[error("fragment {fragment} of object {object} does not follow what came before it")]
    OutOfOrder { object: u64, fragment: u64 },
    /// Object ids start at 1.
    #[error("a fragment has object id 0")]
    ZeroObject,
    /// A message beyond the limit.
    #[error("a message is longer than {0} bytes")]
    TooLong(usize),
    /// The packet that carried it is no good.
    #[error(transparent)]
    Packet(#[from] PacketError),
}

#[derive(Debug, Clone, Copy)]
struct Header {
    object: u64,
    fragment: u64,
    flags: u8,
    length: usize,
}

impl Header {
    fn write(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(&self.object.to_be_bytes());
        bytes[8..16].copy_from_slice(&self.fragment.to_be_bytes());
        bytes[16] = self.flags;
        let length = u32::try_from(self.length).expect("a fragment is cut to less than 4 GiB");
        bytes[17..].copy_from_slice(&length.to_be_bytes());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (object, rest) = bytes.split_first_chunk()?;
        let (fragment, rest) = rest.split_first_chunk()?;
        let (flags, rest) = rest.split_first()?;
        let (length, _) = rest.split_first_chunk()?;
        Some(Self {
            object: u64::from_be_bytes(*object),
            fragment: u64::from_be_bytes(*fragment),
            flags: *flags,
            length: u32::from_be_bytes(*length) as usize,
        })
    }
}

/// Numbers the messages of one connection and cuts them.
#[derive(Debug, Default)]
pub struct Fragmenter {
    last_object: u64,
}

impl Fragmenter {
    /// One that has numbered nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that goes on after an object that was numbered before.
    pub const fn after(object: u64) -> Self {
        Self {
            last_object: object,
        }
    }

    /// Appends `message` to `out` as data packets of one fragment each, as a server sends it.
    pub fn write_packets(&mut self, out: &mut Vec<u8>, stream: Stream, id: Uuid, message: &[u8]) {
        self.cut(message, |header, piece| {
            write_data(out, stream, id, &[&header, piece])
        });
    }

    /// Appends `message` to `out` as bare fragments, which a client then sends in slices.
    pub fn write_fragments(&mut self, out: &mut Vec<u8>, message: &[u8]) {
        self.cut(message, |header, piece| {
            out.extend_from_slice(&header);
            out.extend_from_slice(piece);
        });
    }

    fn cut(&mut self, message: &[u8], mut write: impl FnMut([u8; HEADER], &[u8])) {
        self.last_object += 1;
        let count = message.len().div_ceil(SIZE - HEADER).max(1);
        let mut pieces = message.chunks(SIZE - HEADER);
        for number in 0..count {
            let piece = pieces.next().unwrap_or_default();
            let start = if number == 0 { START } else { 0 };
            let end = if number + 1 == count { END } else { 0 };
            let header = Header {
                object: self.last_object,
                fragment: number as u64,
                flags: start | end,
                length: piece.len(),
            };
            write(header.write(), piece);
        }
    }
}

/// Puts the fragments of one byte stream (one id and [`Stream`] of one direction) together.
#[derive(Debug)]
pub struct Defragmenter {
    /// Decoded bytes; those before `consumed` are done with.
    pending: Vec<u8>,
    consumed: usize,
    /// The message so far, when it has more than one fragment.
    message: Vec<u8>,
    /// Object id and number of the next fragment of `message`.
    expected: Option<(u64, u64)>,
    limit: usize,
}

impl Defragmenter {
    /// One that has seen nothing.
    pub fn new(limits: &Limits) -> Self {
        Self {
            pending: Vec::new(),
            consumed: 0,
            message: Vec::new(),
            expected: None,
            limit: limits.message,
        }
    }

    /// Takes the payload of a data packet.
    pub fn feed(&mut self, payload: Payload<'_>) -> Result<(), PacketError> {
        self.compact();
        payload.decode_append(&mut self.pending)
    }

    /// Takes decoded bytes.
    pub fn feed_bytes(&mut self, bytes: &[u8]) {
        self.compact();
        self.pending.extend_from_slice(bytes);
    }

    fn compact(&mut self) {
        self.pending.drain(..self.consumed);
        self.consumed = 0;
        if self.expected.is_none() {
            self.message.clear();
        }
    }

    /// The next whole message, or `None` until more bytes come.
    #[allow(
        clippy::should_implement_trait,
        reason = "it lends from the buffer, which an iterator cannot"
    )]
    pub fn next(&mut self) -> Result<Option<&[u8]>, FragmentError> {
        loop {
            let Some(header) = Header::read(&self.pending[self.consumed..]) else {
                return Ok(None);
            };
            let so_far = if header.flags & START == 0 {
                self.message.len()
            } else {
                0
            };
            if so_far.saturating_add(header.length) > self.limit {
                return Err(FragmentError::TooLong(self.limit));
            }
            let start = self.consumed + HEADER;
            let end = start + header.length;
            if end > self.pending.len() {
                return Ok(None);
            }
            self.consumed = end;
            self.check_order(header)?;
            if header.flags & START != 0 {
                self.message.clear();
                if header.flags & END != 0 {
                    self.expected = None;
                    return Ok(Some(&self.pending[start..end]));
                }
            }
            self.message.extend_from_slice(&self.pending[start..end]);
            if header.flags & END != 0 {
                self.expected = None;
                return Ok(Some(&self.message));
            }
            self.expected = Some((header.object, header.fragment + 1));
        }
    }

    /// A start may come at any time and discards what was unfinished; anything else must be the next in order.
    fn check_order(&self, header: Header) -> Result<(), FragmentError> {
        let Header {
            object,
            fragment,
            flags,
            ..
        } = header;
        if object == 0 {
            return Err(FragmentError::ZeroObject);
        }
        let in_order = if flags & START != 0 {
            fragment == 0
        } else {
            self.expected == Some((object, fragment)) && fragment < u64::MAX
        };
        if in_order {
            Ok(())
        } else {
            Err(FragmentError::OutOfOrder { object, fragment })
        }
    }
}

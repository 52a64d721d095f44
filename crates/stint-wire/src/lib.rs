//! CLIXML and PSRP as a sans-IO state machine, client and server side.
//!
//! From the outside in: [`packet`] is one line of an out-of-process connection, [`fragment`] is what a packet carries
//! (pieces of messages), [`message`] is one PSRP message with its header, [`clixml`] is its body, and [`psrp`] is the conversation. Bytes go in and events come out; commands go in
//! and bytes come out. Nothing here reads a file descriptor, starts a process or looks at a clock.
//!
//! Whatever a peer sends, nothing here panics, and memory grows only by bytes that were really received, up to
//! [`Limits`].

pub mod clixml;
pub mod fragment;
mod limits;
pub mod message;
pub mod packet;
pub mod psrp;

pub use limits::Limits;
pub use uuid::Uuid;

//! Sessions: what client and server say to each other, as state machines without I/O.
//!
//! [`Client`] and [`Server`] take received bytes and give events; what they are told to do becomes bytes to send. The
//! same code serves a job's own process, `ssh` and a socket, and either end may be a real PowerShell.

mod bag;
mod client;
mod host;
mod outgoing;
mod pipeline;
mod records;
mod server;
mod state;

pub use client::{Client, ClientEvent, Pacing, PoolOptions, using_expression};
pub use host::{HostCall, HostMethod, HostScope};
pub use pipeline::{Argument, Command, Pipeline};
pub use records::{Record, RecordKind};
pub use server::{PoolRequest, Server, ServerEvent, ServerFacts};
pub use state::{PipelineState, PoolState, ProtocolError};

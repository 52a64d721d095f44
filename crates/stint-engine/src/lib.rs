//! Lowering and running: scopes, pipelines, functions, modules, native commands, stop tokens.
//!
//! [`lower`] turns a tree into nodes whose variables are slots; [`run`] has one short function a node. A [`Runspace`] is one
//! thread's session; everything in it is reached by shared reference, so that script blocks called from anywhere find it.

pub mod automatic;
pub mod bind;
pub mod block;
pub mod class;
pub mod command;
pub mod comment_help;
mod completion;
pub mod confirm;
pub mod context;
pub mod cx;
pub mod depth;
pub mod error;
pub mod event_actions;
pub mod extras;
pub mod frame;
pub mod function;
pub mod glob;
pub mod host_object;
pub mod intrinsics;
pub mod lower;
pub mod module;
pub mod names;
pub mod native_text;
pub mod node;
pub mod objects;
pub mod parse_error;
pub mod parser_api;
pub mod pipe;
pub mod pipeline;
pub mod position;
pub mod ps_cmdlet;
pub mod redirect;
pub mod report;
pub mod run;
pub mod runspace;
pub mod script_block_api;
pub mod session;
pub mod session_state;
pub mod stage;
pub mod symbol;
pub mod sys;
pub mod top_level;

pub use block::Block;
pub use frame::{Frame, Layout};
pub use pipe::Pipe;
pub use runspace::{Config, Runspace};
pub use symbol::Symbol;

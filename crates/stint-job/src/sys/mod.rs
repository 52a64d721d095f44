//! What differs by platform: starting, watching and ending processes. The only unsafe code of this crate stands here.
#![allow(unsafe_code)]

mod child;
mod interrupt;
mod memory;
mod spawn;
mod stdio;
mod table;
mod tree;

pub use child::{Child, Exit};
pub use interrupt::{Interrupts, catch_interrupts};
pub use memory::grow_in_large_steps;
pub use rustix::process::Signal;
pub use spawn::{Spawn, Spawned};
pub use stdio::{adopt_orphans, take_stdio};
pub use table::{Process, ProcessId, Table};
pub use tree::{Tree, end_at_once, kill_all, kill_all_below};

//! Hosts: who shows output and asks questions.

pub mod console;
pub mod job;
pub mod xml;

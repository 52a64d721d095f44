//! Hosts: who shows output and asks questions.

pub mod console;
pub mod job;
mod output;
mod question;
mod secret;
pub mod xml;

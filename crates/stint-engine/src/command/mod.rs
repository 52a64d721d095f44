//! Commands: what a scope defines, and how a name is found.

pub mod aliases;
pub mod attribute;
pub mod built_in;
pub mod find;
pub mod object;
pub mod table;

use crate::symbol::Symbol;
use hashbrown::HashMap;
use std::sync::Arc;
use stint_cmdlet::Command;

/// Functions and aliases of one scope.
#[derive(Default)]
pub struct Locals {
    /// Functions and filters.
    pub functions: HashMap<Symbol, Arc<Command>>,
    /// Aliases.
    pub aliases: HashMap<Symbol, Arc<Command>>,
    /// Classes and enums.
    pub types: Vec<(String, stint_object::Type)>,
}

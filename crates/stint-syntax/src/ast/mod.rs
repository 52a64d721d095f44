//! The tree: structs and enums that mirror PowerShell's AST classes, field for field.
//!
//! Every node has an `extent`. Nothing is resolved: a command is a list of elements, a type is a name.
//! Nesting is bounded by the parser; chains to the left (`a + b + c`, `$a.b.c`, `x && y && z`) are not,
//! so whoever walks such a chain should loop down `left` instead of recursing.

mod chain;
mod command;
mod definition;
mod expression;
mod extent;
mod script;
mod statement;
mod type_name;

pub use command::*;
pub use definition::*;
pub use expression::*;
pub use script::*;
pub use statement::*;
pub use type_name::*;

/// Shared immutable text of names and literals.
pub type Text = std::sync::Arc<str>;

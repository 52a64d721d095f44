//! What the checks after parsing would like to know of the world outside the text.

use crate::ast::{Text, TypeName, UsingStatementAst};

/// A type that a class refers to.
#[derive(Debug, Clone, Copy)]
pub struct TypeQuery<'a> {
    /// The name as written, never an array and never with its generic arguments.
    pub name: &'a TypeName,
    /// How many generic arguments it has.
    pub generic_arguments: usize,
    /// True where an attribute's name stands, which may leave out `Attribute`.
    pub is_attribute: bool,
    /// The namespaces of the script's `using namespace` statements.
    pub namespaces: &'a [Text],
}

/// What `using module` finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModuleAnswer {
    /// A module.
    Found,
    /// No module.
    Missing,
    /// A specification that is no valid one, with the reason.
    Invalid(String),
}

/// Answers about types, modules and files, which the parser itself never looks for.
///
/// Every answer defaults to the one that gives no diagnostic.
pub trait Symbols: Send + Sync {
    /// True when there is such a type.
    fn has_type(&self, query: TypeQuery<'_>) -> bool {
        let _ = query;
        true
    }

    /// Whether the module of a `using module` is there.
    fn find_module(&self, using: &UsingStatementAst, script: Option<&str>) -> ModuleAnswer {
        let _ = (using, script);
        ModuleAnswer::Found
    }

    /// True when the assembly of a `using assembly` can be loaded.
    fn has_assembly(&self, name: &str, script: Option<&str>) -> bool {
        let _ = (name, script);
        true
    }

    /// The full name of the exception `derived`, when a `catch` of `base` catches it as well.
    ///
    /// Without a type system only names that are surely of .NET are compared.
    fn caught_by(&self, derived: &TypeName, base: &TypeName) -> Option<String> {
        let (derived, base) = (system_name(derived)?, system_name(base)?);
        let is_caught =
            derived.eq_ignore_ascii_case(&base) || base.eq_ignore_ascii_case("System.Exception");
        is_caught.then_some(derived)
    }
}

/// Exceptions of the `System` namespace that scripts name without it.
const SYSTEM_EXCEPTIONS: [&str; 14] = [
    "Exception",
    "ArgumentException",
    "ArgumentNullException",
    "ArgumentOutOfRangeException",
    "DivideByZeroException",
    "FormatException",
    "IndexOutOfRangeException",
    "InvalidCastException",
    "InvalidOperationException",
    "NotImplementedException",
    "NotSupportedException",
    "NullReferenceException",
    "TimeoutException",
    "UnauthorizedAccessException",
];

fn system_name(name: &TypeName) -> Option<String> {
    let name = name.full_name();
    if name
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("system."))
    {
        return Some(name);
    }
    SYSTEM_EXCEPTIONS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&name))
        .map(|known| format!("System.{known}"))
}

/// Answers everything as if it were there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Everything;

impl Symbols for Everything {}

//! Script blocks and their parts.

use std::sync::Arc;

use super::*;
use crate::requires::ScriptRequirements;
use crate::source::{Extent, Source};

/// A script, a function's body or a `{ }`: what can be kept and run by itself.
#[derive(Debug)]
pub struct ScriptBlockAst {
    /// From `{` to `}`, or the whole text.
    pub extent: Extent,
    /// The text that all extents below refer to.
    pub source: Arc<Source>,
    /// Attributes that stand in the block without a `param`.
    pub attributes: Vec<AttributeAst>,
    /// `using` statements at the top of a script.
    pub using_statements: Vec<UsingStatementAst>,
    /// `param(...)`
    pub param_block: Option<ParamBlockAst>,
    /// `dynamicparam { }`
    pub dynamic_param_block: Option<NamedBlockAst>,
    /// `begin { }`
    pub begin_block: Option<NamedBlockAst>,
    /// `process { }`; a filter's whole body.
    pub process_block: Option<NamedBlockAst>,
    /// `end { }`, or the statements when no block is named.
    pub end_block: Option<NamedBlockAst>,
    /// `clean { }`
    pub clean_block: Option<NamedBlockAst>,
    /// `#requires`, for a whole script that has any.
    pub requirements: Option<Box<ScriptRequirements>>,
    /// True for the body of a `filter`, even in parts that are named.
    pub is_filter: bool,
    /// True when the text of this block has diagnostics.
    pub had_errors: bool,
}

/// `param(...)` with the attributes before it.
#[derive(Debug)]
pub struct ParamBlockAst {
    /// From `param` to `)`, without the attributes.
    pub extent: Extent,
    /// Such as `[CmdletBinding()]`.
    pub attributes: Vec<AttributeAst>,
    /// In order.
    pub parameters: Vec<ParameterAst>,
}

/// Which block of a script block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BlockKind {
    Begin,
    Process,
    End,
    Clean,
    Dynamicparam,
}

/// `begin { }` and its kin, or the unnamed statements of a script block.
#[derive(Debug)]
pub struct NamedBlockAst {
    /// From its name, or first statement, to its `}`.
    pub extent: Extent,
    /// Which block.
    pub kind: BlockKind,
    /// True when no name was written.
    pub unnamed: bool,
    /// In order, without traps.
    pub statements: Vec<Statement>,
    /// `trap` statements, which hold for the whole block.
    pub traps: Vec<TrapStatementAst>,
    /// The `{`, when named.
    pub open_curly: Option<Extent>,
    /// The `}`, when named.
    pub close_curly: Option<Extent>,
}

/// `{ }` of a statement, or what stands in `$( )` and `@( )`.
#[derive(Debug, Default)]
pub struct StatementBlockAst {
    /// From `{` to `}`.
    pub extent: Extent,
    /// In order, without traps.
    pub statements: Vec<Statement>,
    /// `trap` statements, which hold for the whole block.
    pub traps: Vec<TrapStatementAst>,
}

/// One parameter with its attributes and default.
#[derive(Debug)]
pub struct ParameterAst {
    /// From the first attribute to the default.
    pub extent: Extent,
    /// Types and attributes, in order.
    pub attributes: Vec<AttributeBase>,
    /// The variable.
    pub name: Box<VariableExpressionAst>,
    /// After `=`.
    pub default: Option<Expression>,
}

/// What can stand in brackets before something.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum AttributeBase {
    Attribute(AttributeAst),
    TypeConstraint(TypeConstraintAst),
}

/// `[Name(arguments)]`
#[derive(Debug)]
pub struct AttributeAst {
    /// With brackets.
    pub extent: Extent,
    /// The attribute's name, without `Attribute` unless written.
    pub type_name: TypeName,
    /// Arguments without a name.
    pub positional: Vec<Expression>,
    /// `Name = value`, or `Name` alone.
    pub named: Vec<NamedAttributeArgumentAst>,
}

/// `Name = value` of an attribute.
#[derive(Debug)]
pub struct NamedAttributeArgumentAst {
    /// From name to value.
    pub extent: Extent,
    /// The name.
    pub name: Text,
    /// The value; `$true` when omitted.
    pub argument: Expression,
    /// True when only the name was written.
    pub expression_omitted: bool,
}

/// `[type]` before a parameter, a property or an expression.
#[derive(Debug)]
pub struct TypeConstraintAst {
    /// With brackets, except in a base-type list.
    pub extent: Extent,
    /// The type.
    pub type_name: TypeName,
}

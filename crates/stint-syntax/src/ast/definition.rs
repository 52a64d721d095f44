//! Functions, types, `using` and `configuration`.

use std::sync::Arc;

use super::*;
use crate::source::Extent;

/// `function name(parameters) { }`, `filter name { }`
#[derive(Debug)]
pub struct FunctionDefinitionAst {
    /// All of it.
    pub extent: Extent,
    /// True for `filter`.
    pub is_filter: bool,
    /// True for `workflow`: only ever with a diagnostic.
    pub is_workflow: bool,
    /// As written, with its scope.
    pub name: Text,
    /// Where the name is.
    pub name_extent: Extent,
    /// In parentheses after the name; empty parentheses are as none.
    pub parameters: Vec<ParameterAst>,
    /// The body.
    pub body: Arc<ScriptBlockAst>,
}

/// What kind of type is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum TypeKind {
    Class,
    Enum,
    Interface,
}

/// `class Name : Base { }`, `enum Name { }`
#[derive(Debug)]
pub struct TypeDefinitionAst {
    /// From the first attribute or keyword to `}`.
    pub extent: Extent,
    /// Class or enum.
    pub kind: TypeKind,
    /// The name.
    pub name: Text,
    /// Before the keyword.
    pub attributes: Vec<AttributeAst>,
    /// After the colon: base class and interfaces, or the underlying type of an enum.
    pub base_types: Vec<TypeConstraintAst>,
    /// In order.
    pub members: Vec<Member>,
    /// The text that the extents refer to.
    pub source: Arc<crate::source::Source>,
}

/// A member of a type.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Member {
    Property(Box<PropertyMemberAst>),
    Function(Box<FunctionMemberAst>),
}

/// `static`, `hidden`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MemberFlags {
    /// `static`
    pub is_static: bool,
    /// `hidden`
    pub is_hidden: bool,
    /// An enum's value.
    pub is_literal: bool,
}

/// A property, or a value of an enum.
#[derive(Debug)]
pub struct PropertyMemberAst {
    /// All of it.
    pub extent: Extent,
    /// Without `$`.
    pub name: Text,
    /// `[type]`
    pub property_type: Option<TypeConstraintAst>,
    /// Other attributes.
    pub attributes: Vec<AttributeAst>,
    /// `static`, `hidden`
    pub flags: MemberFlags,
    /// After `=`.
    pub initial_value: Option<Expression>,
}

/// A method or constructor.
#[derive(Debug)]
pub struct FunctionMemberAst {
    /// All of it.
    pub extent: Extent,
    /// True when it is named as its type.
    pub is_constructor: bool,
    /// `[type]`
    pub return_type: Option<TypeConstraintAst>,
    /// Other attributes.
    pub attributes: Vec<AttributeAst>,
    /// `static`, `hidden`
    pub flags: MemberFlags,
    /// Name, parameters and body; a constructor's call of its base stands first in its body
    /// as a [`BaseCtorInvokeMemberExpressionAst`].
    pub function: Arc<FunctionDefinitionAst>,
}

impl FunctionMemberAst {
    /// The method's name.
    pub fn name(&self) -> &Text {
        &self.function.name
    }

    /// The method's parameters.
    pub fn parameters(&self) -> &[ParameterAst] {
        &self.function.parameters
    }
}

/// What a `using` statement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UsingStatementKind {
    Assembly,
    Command,
    Module,
    Namespace,
    Type,
}

/// `using module name`
#[derive(Debug)]
pub struct UsingStatementAst {
    /// All of it.
    pub extent: Extent,
    /// Of what.
    pub kind: UsingStatementKind,
    /// The name, unless a hash table says which module.
    pub name: Option<Box<StringConstantExpressionAst>>,
    /// After `=`.
    pub alias: Option<Box<StringConstantExpressionAst>>,
    /// `@{ ModuleName = ... }`
    pub module_specification: Option<Box<HashtableAst>>,
}

/// `configuration Name { }`: only ever with a diagnostic on Linux.
#[derive(Debug)]
pub struct ConfigurationDefinitionAst {
    /// All of it.
    pub extent: Extent,
    /// The name.
    pub instance_name: Expression,
    /// The body.
    pub body: Box<ScriptBlockExpressionAst>,
}

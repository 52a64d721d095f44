//! Expressions.

use std::sync::Arc;

use super::*;
use crate::number::Number;
use crate::operator::{BinaryOperator, UnaryOperator};
use crate::source::Extent;
use crate::variable_path::VariablePath;

/// PowerShell's `ExpressionAst`, each variant named as its class without `ExpressionAst` or `Ast`.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Expression {
    Constant(Box<ConstantExpressionAst>),
    StringConstant(Box<StringConstantExpressionAst>),
    ExpandableString(Box<ExpandableStringExpressionAst>),
    Variable(VariableExpressionAst),
    Using(Box<UsingExpressionAst>),
    Type(Box<TypeExpressionAst>),
    Member(Box<MemberExpressionAst>),
    InvokeMember(Box<InvokeMemberExpressionAst>),
    BaseCtorInvokeMember(Box<BaseCtorInvokeMemberExpressionAst>),
    Index(Box<IndexExpressionAst>),
    Binary(Box<BinaryExpressionAst>),
    Unary(Box<UnaryExpressionAst>),
    Ternary(Box<TernaryExpressionAst>),
    Convert(Box<ConvertExpressionAst>),
    Attributed(Box<AttributedExpressionAst>),
    ArrayLiteral(Box<ArrayLiteralAst>),
    Array(Box<ArrayExpressionAst>),
    Hashtable(Box<HashtableAst>),
    Paren(Box<ParenExpressionAst>),
    SubExpression(Box<SubExpressionAst>),
    ScriptBlock(Box<ScriptBlockExpressionAst>),
    Error(Box<ErrorExpressionAst>),
}

/// A number; or the `$true` that an attribute's argument without a value stands for.
#[derive(Debug)]
pub struct ConstantExpressionAst {
    /// As written.
    pub extent: Extent,
    /// Its value.
    pub value: Constant,
}

/// The value of a constant that is no string.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// A number literal.
    Number(Number),
    /// `$true`, where an attribute's argument has no value.
    True,
}

/// How a string was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum StringConstantType {
    SingleQuoted,
    SingleQuotedHereString,
    DoubleQuoted,
    DoubleQuotedHereString,
    BareWord,
}

/// A string without anything to expand.
#[derive(Debug)]
pub struct StringConstantExpressionAst {
    /// With quotes.
    pub extent: Extent,
    /// Escapes done.
    pub value: Text,
    /// How it was written.
    pub kind: StringConstantType,
}

/// A string with variables or sub-expressions in it.
#[derive(Debug)]
pub struct ExpandableStringExpressionAst {
    /// With quotes.
    pub extent: Extent,
    /// Escapes done, expressions as written.
    pub value: Text,
    /// The text with `{0}`, `{1}` where the nested expressions stand, and `{{`, `}}` for braces.
    pub format: Text,
    /// How it was written.
    pub kind: StringConstantType,
    /// Variables, sub-expressions and `$using:` expressions, in order.
    pub nested: Vec<Expression>,
}

/// `$name`, `@name`
#[derive(Debug)]
pub struct VariableExpressionAst {
    /// With `$` and braces.
    pub extent: Extent,
    /// The name taken apart.
    pub path: Arc<VariablePath>,
    /// True for `@name`.
    pub splatted: bool,
}

/// `$using:name`, with member and index accesses after it when in a command of another session.
#[derive(Debug)]
pub struct UsingExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// The variable without `using:`.
    pub sub_expression: Expression,
}

/// `[type]` as a value.
#[derive(Debug)]
pub struct TypeExpressionAst {
    /// With brackets.
    pub extent: Extent,
    /// The type.
    pub type_name: TypeName,
}

/// `target.name`, `[type]::name`
#[derive(Debug)]
pub struct MemberExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// Of what.
    pub target: Expression,
    /// A string constant, or anything whose value is the name.
    pub member: Expression,
    /// True for `::`.
    pub is_static: bool,
    /// True for `?.`.
    pub null_conditional: bool,
    pub(crate) chain: u32,
}

/// `target.name(arguments)`
#[derive(Debug)]
pub struct InvokeMemberExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// Of what.
    pub target: Expression,
    /// A string constant, or anything whose value is the name.
    pub member: Expression,
    /// `[int]` after the name.
    pub generic_type_arguments: Vec<TypeName>,
    /// In order; none when there was no argument.
    pub arguments: Vec<Expression>,
    /// True for `::`.
    pub is_static: bool,
    /// True for `?.`.
    pub null_conditional: bool,
    pub(crate) chain: u32,
}

/// `: base(arguments)` of a constructor.
#[derive(Debug)]
pub struct BaseCtorInvokeMemberExpressionAst {
    /// From `base`; empty when it was not written.
    pub extent: Extent,
    /// Where `base` is.
    pub base_extent: Extent,
    /// In order.
    pub arguments: Vec<Expression>,
}

/// `target[index]`
#[derive(Debug)]
pub struct IndexExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// Of what.
    pub target: Expression,
    /// Which.
    pub index: Expression,
    /// True for `?[`.
    pub null_conditional: bool,
    pub(crate) chain: u32,
}

/// `left -op right`; chains to the left.
#[derive(Debug)]
pub struct BinaryExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// Left side.
    pub left: Expression,
    /// Which.
    pub operator: BinaryOperator,
    /// Right side.
    pub right: Expression,
    /// The operator's place: where errors point.
    pub error_position: Extent,
    pub(crate) chain: u32,
}

/// `-op child`, `child++`
#[derive(Debug)]
pub struct UnaryExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// Which.
    pub operator: UnaryOperator,
    /// Of what.
    pub child: Expression,
}

/// `condition ? a : b`
#[derive(Debug)]
pub struct TernaryExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// What is asked.
    pub condition: Expression,
    /// Before the colon.
    pub if_true: Expression,
    /// After the colon.
    pub if_false: Expression,
}

/// `[type]child`
#[derive(Debug)]
pub struct ConvertExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// To what.
    pub type_constraint: TypeConstraintAst,
    /// Of what.
    pub child: Expression,
}

/// `[Attribute()]child`
#[derive(Debug)]
pub struct AttributedExpressionAst {
    /// All of it.
    pub extent: Extent,
    /// Before it.
    pub attribute: AttributeAst,
    /// Of what.
    pub child: Expression,
}

/// `a, b, c`
#[derive(Debug)]
pub struct ArrayLiteralAst {
    /// First to last.
    pub extent: Extent,
    /// At least one.
    pub elements: Vec<Expression>,
}

/// `@( )`
#[derive(Debug)]
pub struct ArrayExpressionAst {
    /// With parentheses.
    pub extent: Extent,
    /// What is inside.
    pub sub_expression: StatementBlockAst,
}

/// `@{ key = value }`
#[derive(Debug)]
pub struct HashtableAst {
    /// With braces.
    pub extent: Extent,
    /// In order.
    pub pairs: Vec<(Expression, Statement)>,
}

/// `( )`
#[derive(Debug)]
pub struct ParenExpressionAst {
    /// With parentheses.
    pub extent: Extent,
    /// What is inside.
    pub pipeline: PipelineBase,
}

/// `$( )`
#[derive(Debug)]
pub struct SubExpressionAst {
    /// With parentheses.
    pub extent: Extent,
    /// What is inside.
    pub sub_expression: StatementBlockAst,
}

/// `{ }` as a value.
#[derive(Debug)]
pub struct ScriptBlockExpressionAst {
    /// With braces.
    pub extent: Extent,
    /// The block.
    pub script_block: Arc<ScriptBlockAst>,
}

/// An expression that could not be made whole.
#[derive(Debug, Default)]
pub struct ErrorExpressionAst {
    /// What was read of it.
    pub extent: Extent,
    /// Its parts.
    pub nested: Vec<NestedAst>,
}

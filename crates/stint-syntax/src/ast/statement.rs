//! Statements.

use std::sync::Arc;

use super::*;
use crate::operator::AssignmentOperator;
use crate::source::Extent;
use crate::token::{Token, TokenKind};

/// PowerShell's `StatementAst`, each variant named as its class without `StatementAst` or `Ast`.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Statement {
    Pipeline(Box<PipelineAst>),
    PipelineChain(Box<PipelineChainAst>),
    /// A bare command: the right side of an assignment from one.
    Command(Box<CommandAst>),
    /// A bare expression: the right side of most assignments.
    CommandExpression(Box<CommandExpressionAst>),
    Assignment(Box<AssignmentStatementAst>),
    If(Box<IfStatementAst>),
    Switch(Box<SwitchStatementAst>),
    ForEach(Box<ForEachStatementAst>),
    For(Box<ForStatementAst>),
    While(Box<WhileStatementAst>),
    DoWhile(Box<DoWhileStatementAst>),
    DoUntil(Box<DoUntilStatementAst>),
    Break(Box<BreakStatementAst>),
    Continue(Box<ContinueStatementAst>),
    Return(Box<ReturnStatementAst>),
    Exit(Box<ExitStatementAst>),
    Throw(Box<ThrowStatementAst>),
    Try(Box<TryStatementAst>),
    /// Only where an error kept it from its block's `traps`.
    Trap(Box<TrapStatementAst>),
    FunctionDefinition(Arc<FunctionDefinitionAst>),
    TypeDefinition(Arc<TypeDefinitionAst>),
    Using(Box<UsingStatementAst>),
    Data(Box<DataStatementAst>),
    Block(Box<BlockStatementAst>),
    Configuration(Box<ConfigurationDefinitionAst>),
    Error(Box<ErrorStatementAst>),
}

/// A statement that is a pipeline, a chain, an assignment or an error: PowerShell's `PipelineBaseAst`.
pub type PipelineBase = Statement;

/// `a | b | c`, with `&` after it or not.
#[derive(Debug)]
pub struct PipelineAst {
    /// First to last element.
    pub extent: Extent,
    /// At least one; an expression only first.
    pub elements: Vec<CommandBase>,
    /// True with `&` at the end: run as a job.
    pub background: bool,
}

/// `a && b`, `a || b`; chains to the left.
#[derive(Debug)]
pub struct PipelineChainAst {
    /// Left to right side.
    pub extent: Extent,
    /// A pipeline or another chain.
    pub left: Statement,
    /// `AndAnd` or `OrOr`.
    pub operator: ChainOperator,
    /// One pipeline.
    pub right: Statement,
    /// True with `&` at the end of the whole chain: run as a job.
    pub background: bool,
}

/// What joins two pipelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChainOperator {
    /// `&&`
    AndAnd,
    /// `||`
    OrOr,
}

/// `left = right`
#[derive(Debug)]
pub struct AssignmentStatementAst {
    /// Left to right side.
    pub extent: Extent,
    /// What is assigned to.
    pub left: Expression,
    /// How.
    pub operator: AssignmentOperator,
    /// Any statement: an expression, a pipeline, an `if`...
    pub right: Statement,
    /// The operator's place: where errors point.
    pub error_position: Extent,
}

/// `if (c) { } elseif (c) { } else { }`
#[derive(Debug)]
pub struct IfStatementAst {
    /// All of it.
    pub extent: Extent,
    /// Conditions with their blocks, `if` first.
    pub clauses: Vec<(PipelineBase, StatementBlockAst)>,
    /// `else { }`
    pub else_clause: Option<StatementBlockAst>,
}

/// How a `switch` compares, and over what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SwitchFlags {
    /// `-file`: the condition is a file whose lines are taken.
    pub file: bool,
    /// `-regex`
    pub regex: bool,
    /// `-wildcard`
    pub wildcard: bool,
    /// `-casesensitive`
    pub case_sensitive: bool,
    /// `-parallel`: an error outside workflows.
    pub parallel: bool,
}

/// `switch (c) { clause { } default { } }`
#[derive(Debug)]
pub struct SwitchStatementAst {
    /// From the label or keyword to `}`.
    pub extent: Extent,
    /// `:label` before it, without the colon.
    pub label: Option<Text>,
    /// What is compared.
    pub condition: PipelineBase,
    /// How.
    pub flags: SwitchFlags,
    /// In order.
    pub clauses: Vec<(Expression, StatementBlockAst)>,
    /// `default { }`
    pub default: Option<StatementBlockAst>,
}

/// `foreach ($x in c) { }`
#[derive(Debug)]
pub struct ForEachStatementAst {
    /// From the label or keyword to `}`.
    pub extent: Extent,
    /// `:label` before it, without the colon.
    pub label: Option<Text>,
    /// True for `-parallel`: an error outside workflows.
    pub parallel: bool,
    /// `-throttlelimit` of `-parallel`.
    pub throttle_limit: Option<Expression>,
    /// The loop variable.
    pub variable: Box<VariableExpressionAst>,
    /// What is iterated.
    pub condition: PipelineBase,
    /// The body.
    pub body: StatementBlockAst,
}

/// `for (i; c; n) { }`
#[derive(Debug)]
pub struct ForStatementAst {
    /// From the label or keyword to `}`.
    pub extent: Extent,
    /// `:label` before it, without the colon.
    pub label: Option<Text>,
    /// First part.
    pub initializer: Option<PipelineBase>,
    /// Second part.
    pub condition: Option<PipelineBase>,
    /// Third part.
    pub iterator: Option<PipelineBase>,
    /// The body.
    pub body: StatementBlockAst,
}

macro_rules! condition_loops {
    ($($(#[$doc:meta])+ $name:ident)+) => {
        $(
            $(#[$doc])+
            #[derive(Debug)]
            pub struct $name {
                /// From the label or keyword to the end.
                pub extent: Extent,
                /// `:label` before it, without the colon.
                pub label: Option<Text>,
                /// What is asked each time.
                pub condition: PipelineBase,
                /// The body.
                pub body: StatementBlockAst,
            }
        )+
    };
}

condition_loops! {
    /// `while (c) { }`
    WhileStatementAst
    /// `do { } while (c)`
    DoWhileStatementAst
    /// `do { } until (c)`
    DoUntilStatementAst
}

macro_rules! flow_statements {
    ($($(#[$doc:meta])+ $name:ident $field:ident: $type:ty;)+) => {
        $(
            $(#[$doc])+
            #[derive(Debug)]
            pub struct $name {
                /// From the keyword to the end.
                pub extent: Extent,
                /// What follows the keyword.
                pub $field: Option<$type>,
            }
        )+
    };
}

flow_statements! {
    /// `break label`
    BreakStatementAst label: Expression;
    /// `continue label`
    ContinueStatementAst label: Expression;
    /// `return pipeline`
    ReturnStatementAst pipeline: PipelineBase;
    /// `exit pipeline`
    ExitStatementAst pipeline: PipelineBase;
    /// `throw pipeline`
    ThrowStatementAst pipeline: PipelineBase;
}

/// `try { } catch { } finally { }`
#[derive(Debug)]
pub struct TryStatementAst {
    /// All of it.
    pub extent: Extent,
    /// What is tried.
    pub body: StatementBlockAst,
    /// In order.
    pub catch_clauses: Vec<CatchClauseAst>,
    /// `finally { }`
    pub finally: Option<StatementBlockAst>,
}

/// `catch [type], [type] { }`
#[derive(Debug)]
pub struct CatchClauseAst {
    /// All of it.
    pub extent: Extent,
    /// Empty: catches all.
    pub catch_types: Vec<TypeConstraintAst>,
    /// The handler.
    pub body: StatementBlockAst,
}

/// `trap [type] { }`
#[derive(Debug)]
pub struct TrapStatementAst {
    /// All of it.
    pub extent: Extent,
    /// None: traps all.
    pub trap_type: Option<TypeConstraintAst>,
    /// The handler.
    pub body: StatementBlockAst,
}

/// `data name -supportedcommand a, b { }`
#[derive(Debug)]
pub struct DataStatementAst {
    /// All of it.
    pub extent: Extent,
    /// The variable that gets the value.
    pub variable: Option<Text>,
    /// `-supportedcommand`
    pub commands_allowed: Vec<Expression>,
    /// The body.
    pub body: StatementBlockAst,
}

/// `parallel { }`, `sequence { }`: only ever with a diagnostic.
#[derive(Debug)]
pub struct BlockStatementAst {
    /// All of it.
    pub extent: Extent,
    /// The keyword.
    pub kind: Token,
    /// The body.
    pub body: StatementBlockAst,
}

/// Statements that could not be made whole.
#[derive(Debug, Default)]
pub struct ErrorStatementAst {
    /// What was read of it.
    pub extent: Extent,
    /// The keyword it began with, when known.
    pub kind: Option<(TokenKind, Extent)>,
    /// Parameters of a `switch`, `foreach` or `using` that were read, with their values.
    pub flags: Vec<(Text, Extent, Option<NestedAst>)>,
    /// Conditions that were read.
    pub conditions: Vec<NestedAst>,
    /// Bodies that were read.
    pub bodies: Vec<NestedAst>,
    /// Whatever else was read.
    pub nested: Vec<NestedAst>,
}

/// A part of something that could not be made whole.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum NestedAst {
    Statement(Statement),
    StatementBlock(Box<StatementBlockAst>),
    NamedBlock(Box<NamedBlockAst>),
    ParamBlock(Box<ParamBlockAst>),
    CommandElement(CommandElement),
    Redirection(Redirection),
    CommandBase(CommandBase),
    Attribute(AttributeBase),
    Parameter(Box<ParameterAst>),
    Member(Member),
    CatchClause(Box<CatchClauseAst>),
}

//! Commands and what they are made of.

use super::*;
use crate::source::Extent;

/// One element of a pipeline: PowerShell's `CommandBaseAst`.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum CommandBase {
    Command(Box<CommandAst>),
    Expression(Box<CommandExpressionAst>),
}

/// A command with its arguments.
#[derive(Debug)]
pub struct CommandAst {
    /// From the operator or name to the last element or redirection.
    pub extent: Extent,
    /// `&` or `.` before it.
    pub invocation_operator: InvocationOperator,
    /// The command's name first.
    pub elements: Vec<CommandElement>,
    /// In order.
    pub redirections: Vec<Redirection>,
}

/// What stands before a command's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InvocationOperator {
    /// Nothing; PowerShell calls this `Unknown`.
    None,
    /// `&`
    Ampersand,
    /// `.`
    Dot,
}

/// An expression as a pipeline element.
#[derive(Debug)]
pub struct CommandExpressionAst {
    /// With redirections.
    pub extent: Extent,
    /// The expression.
    pub expression: Expression,
    /// In order.
    pub redirections: Vec<Redirection>,
}

/// A name, argument or parameter.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum CommandElement {
    Parameter(Box<CommandParameterAst>),
    Expression(Expression),
}

/// `-name`, `-name:value`
#[derive(Debug)]
pub struct CommandParameterAst {
    /// With its argument.
    pub extent: Extent,
    /// Without dash and colon.
    pub name: Text,
    /// After the colon.
    pub argument: Option<Expression>,
    /// The dash and name, with the colon.
    pub error_position: Extent,
}

/// Numbers are PowerShell's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum RedirectionStream {
    All = 0,
    Output = 1,
    Error = 2,
    Warning = 3,
    Verbose = 4,
    Debug = 5,
    Information = 6,
}

impl RedirectionStream {
    /// PowerShell's name of the stream.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Output => "Output",
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Verbose => "Verbose",
            Self::Debug => "Debug",
            Self::Information => "Information",
        }
    }
}

/// `>file`, `2>&1`
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Redirection {
    File(Box<FileRedirectionAst>),
    Merging(MergingRedirectionAst),
}

/// `n>file`, `n>>file`
#[derive(Debug)]
pub struct FileRedirectionAst {
    /// With the file.
    pub extent: Extent,
    /// What is written.
    pub from: RedirectionStream,
    /// The file.
    pub location: Expression,
    /// True for `>>`.
    pub append: bool,
}

/// `n>&1`
#[derive(Debug)]
pub struct MergingRedirectionAst {
    /// All of it.
    pub extent: Extent,
    /// What is merged.
    pub from: RedirectionStream,
    /// Into what.
    pub to: RedirectionStream,
}

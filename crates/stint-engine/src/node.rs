//! The lowered form: what runs. Variables are slots, constants are values, types are looked up once.

use crate::block::Code;
use crate::names::Names;
use crate::symbol::Symbol;
use std::sync::{Arc, OnceLock};
use stint_cmdlet::binder::Part;
use stint_object::{Str, Type, Value};
use stint_syntax::{AssignmentOperator, BinaryOperator, Case, Extent};

/// A variable by its slot, and by its name for when the slot is empty.
#[derive(Clone, Copy, Debug)]
pub struct Local {
    /// In the layout of the scope it was lowered for.
    pub slot: u32,
    /// Its name.
    pub name: Symbol,
}

/// Where a qualified variable stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Qualifier {
    /// `$global:x`
    Global,
    /// `$script:x`
    Script,
    /// `$local:x`
    Local,
    /// `$private:x`
    Private,
}

/// An expression.
pub enum Expr {
    /// A constant.
    Const(Value),
    /// A variable.
    Local(Local),
    /// An automatic variable that is computed when read.
    Automatic(Automatic),
    /// `$global:x` ...
    Scoped(Box<(Qualifier, Local)>),
    /// `$env:x`, `$function:x`, `$alias:x`: drive and path.
    Drive(Box<(Str, Str)>),
    /// `@x` as an argument.
    Splat(Box<Expr>),
    /// `"a $b"`.
    Expand(Box<[Piece]>),
    /// An operator with two sides.
    Binary(Box<Binary>),
    /// `-and`, `-or`, `-xor`.
    Logic(Box<(BinaryOperator, Expr, Expr)>),
    /// `??`.
    Coalesce(Box<(Expr, Expr)>),
    /// `-not`, `!`.
    Not(Box<Expr>),
    /// `-bnot`, unary `+ - , -join -split`.
    Unary(Box<(Unary, Expr)>),
    /// `++`, `--`.
    Step(Box<Step>),
    /// `a ? b : c`.
    Ternary(Box<(Expr, Expr, Expr)>),
    /// `[type]x`.
    Convert(Box<(TypeNode, Expr)>),
    /// `[type]` as a value.
    Type(Box<TypeNode>),
    /// `x.y`, `[t]::y`.
    Member(Box<MemberNode>),
    /// `x.y()`, `[t]::y()`.
    Invoke(Box<InvokeNode>),
    /// `x[y]`.
    Index(Box<IndexNode>),
    /// `a, b`.
    ArrayLiteral(Box<[Expr]>),
    /// `@( )`.
    Array(Box<Body>),
    /// `$( )`.
    Sub(Box<Body>),
    /// `( )` around a pipeline.
    Paren(Box<Stmt>),
    /// `@{ }`; the flag is set for `[ordered]`.
    Hashtable(Box<(bool, Vec<(Expr, Stmt)>)>),
    /// `[pscustomobject]@{ }`.
    Custom(Box<CustomNode>),
    /// `{ }`.
    Block(Arc<Code>),
    /// `$using:x`.
    Using(Box<UsingNode>),
    /// `: base(...)` of a constructor.
    BaseConstructor(Box<[Expr]>),
    /// What the parser could not make whole: never runs, since such a script is refused.
    Failed,
}

/// Automatic variables without a slot of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Automatic {
    /// `$?`
    Success,
    /// `$args`
    Args,
    /// `$input`
    Input,
    /// `$PSBoundParameters`
    Bound,
    /// `$MyInvocation`
    MyInvocation,
    /// `$PSCmdlet`
    Cmdlet,
    /// `$PWD`
    Pwd,
    /// `$ExecutionContext`
    ExecutionContext,
}

/// A piece of an expandable string.
pub enum Piece {
    /// Text as it is.
    Text(Str),
    /// A value turned to text.
    Value(Expr),
}

/// An operator with two sides.
pub struct Binary {
    /// Which.
    pub operator: BinaryOperator,
    /// Left.
    pub left: Expr,
    /// Right.
    pub right: Expr,
    /// The whole expression's place.
    pub extent: Extent,
}

/// A unary operator that is not logical.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unary {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `-bnot`
    Bnot,
    /// `-join`
    Join,
    /// `-split`
    Split(Case),
    /// `,x`
    Comma,
}

/// `++` or `--`.
pub struct Step {
    /// What is counted.
    pub target: Target,
    /// Its value.
    pub read: Expr,
    /// 1 or -1.
    pub by: i32,
    /// Whether it stands behind.
    pub postfix: bool,
}

/// A type that is looked up when first run.
pub struct TypeNode {
    /// As written, without brackets.
    pub name: Str,
    /// Once found.
    pub found: OnceLock<Type>,
    /// `using namespace` of its file.
    pub usings: Arc<Names>,
    /// Where.
    pub extent: Extent,
}

/// A member access.
pub struct MemberNode {
    /// Of what.
    pub target: Expr,
    /// The name, or what gives it.
    pub name: MemberName,
    /// `::`
    pub is_static: bool,
    /// `?.`
    pub null_conditional: bool,
    /// Where.
    pub extent: Extent,
}

/// A member's name.
pub enum MemberName {
    /// Written.
    Const(Str),
    /// Computed.
    Expr(Expr),
}

/// A method call.
pub struct InvokeNode {
    /// Of what.
    pub target: Expr,
    /// The name, or what gives it.
    pub name: MemberName,
    /// The arguments.
    pub args: Box<[Expr]>,
    /// Casts that stood directly on arguments: they choose the overload.
    pub generic: Vec<TypeNode>,
    /// `::`
    pub is_static: bool,
    /// `?.`
    pub null_conditional: bool,
    /// `([Base]$this).Method()`: a call of the base's own method.
    pub base_call: Option<TypeNode>,
    /// Where.
    pub extent: Extent,
}

/// An index.
pub struct IndexNode {
    /// Of what.
    pub target: Expr,
    /// Which.
    pub index: Expr,
    /// `?[`
    pub null_conditional: bool,
    /// Where.
    pub extent: Extent,
}

/// `[pscustomobject]@{ a = 1; b = 2 }` with plain names: objects made here share one shape.
pub struct CustomNode {
    /// The shape.
    pub shape: OnceLock<Arc<stint_object::shape::Shape>>,
    /// The names in order.
    pub names: Vec<Str>,
    /// The values in order.
    pub values: Vec<Stmt>,
}

/// `$using:x.y[0]`.
pub struct UsingNode {
    /// The key that a job's child finds the value by.
    pub key: Str,
    /// The expression without `$using:`, as the starting side evaluates it.
    pub inner: Expr,
    /// Where.
    pub extent: Extent,
}

/// What can be assigned to.
pub enum Target {
    /// A variable that the session's scope has from the start, with a type or an option of its own.
    Automatic(Symbol, Box<Target>),
    /// A variable.
    Local(Local),
    /// `$global:x` ...
    Scoped(Qualifier, Local),
    /// `$env:x = `, `$function:f = `.
    Drive(Str, Str),
    /// `[int]$x`, `[ValidateRange(1, 5)]$x`: attributes and types before a target.
    Typed(Box<Typed>),
    /// `x.y =`
    Member(Box<MemberNode>),
    /// `x[y] =`
    Index(Box<IndexNode>),
    /// `$a, $b =`
    Many(Vec<Target>),
    /// An automatic variable that every scope has and none may set: `$PID`.
    Fixed(Str),
    /// What cannot be assigned to; the parser has said so.
    Invalid,
}

/// A target with types and attributes.
pub struct Typed {
    /// The types, outermost first.
    pub types: Vec<TypeNode>,
    /// The attributes.
    pub attributes: Vec<AttributeNode>,
    /// The target.
    pub target: Target,
}

/// An attribute as written; its arguments are evaluated when it is needed.
pub struct AttributeNode {
    /// Its name as written.
    pub name: TypeNode,
    /// Positional arguments.
    pub positional: Vec<Expr>,
    /// Named arguments.
    pub named: Vec<(Str, Expr)>,
    /// Where.
    pub extent: Extent,
}

/// Statements of a block with their traps.
#[derive(Default)]
pub struct Body {
    /// In order.
    pub statements: Vec<Stmt>,
    /// `trap` statements, which hold for all of it.
    pub traps: Vec<Trap>,
}

impl Body {
    /// Whether it is one expression without statements in it, and no trap.
    pub fn is_expression(&self) -> bool {
        match self.statements.as_slice() {
            [
                Stmt {
                    kind: StmtKind::Expr(expr),
                    ..
                },
            ] => self.traps.is_empty() && expr.is_plain(),
            _ => false,
        }
    }
}

impl Expr {
    /// Whether it is made of operators, variables, constants and members only.
    fn is_plain(&self) -> bool {
        match self {
            Self::Const(_)
            | Self::Local(_)
            | Self::Automatic(_)
            | Self::Scoped(_)
            | Self::Type(_) => true,
            Self::Binary(node) => node.left.is_plain() && node.right.is_plain(),
            Self::Logic(node) => node.1.is_plain() && node.2.is_plain(),
            Self::Not(child) => child.is_plain(),
            Self::Unary(node) => node.1.is_plain(),
            Self::Convert(node) => node.1.is_plain(),
            Self::Member(node) => {
                node.target.is_plain() && matches!(node.name, MemberName::Const(_))
            }
            Self::Index(node) => node.target.is_plain() && node.index.is_plain(),
            _ => false,
        }
    }
}

/// `trap [type] { }`.
pub struct Trap {
    /// None: any error.
    pub ty: Option<TypeNode>,
    /// The handler.
    pub body: Body,
}

/// A statement and where it stands.
pub struct Stmt {
    /// What.
    pub kind: StmtKind,
    /// Where: what an error of it points at.
    pub extent: Extent,
}

/// A statement.
pub enum StmtKind {
    /// An expression whose value is written.
    Expr(Expr),
    /// An expression whose value is not: an assignment in parentheses is an expression, `$x++` is this.
    Void(Expr),
    /// Commands.
    Pipeline(Box<PipelineNode>),
    /// `x = y`.
    Assign(Box<Assign>),
    /// `a && b`, `a || b`.
    Chain(Box<ChainNode>),
    /// A pipeline with `&` behind it.
    Background(Arc<Code>),
    /// `if`.
    If(Box<IfNode>),
    /// `while`.
    While(Box<Loop>),
    /// `do {} while`, `do {} until`.
    Do(Box<(Loop, bool)>),
    /// `for`.
    For(Box<ForNode>),
    /// `foreach`.
    ForEach(Box<ForEachNode>),
    /// `switch`.
    Switch(Box<SwitchNode>),
    /// `break`, with what gives its label.
    Break(Option<Box<Expr>>),
    /// `continue`.
    Continue(Option<Box<Expr>>),
    /// `return` of a class's method: only this is what the method gives.
    MethodReturn(Option<Box<Stmt>>),
    /// `return`.
    Return(Option<Box<Stmt>>),
    /// `exit`.
    Exit(Option<Box<Stmt>>),
    /// `throw`.
    Throw(Option<Box<Stmt>>),
    /// `try`.
    Try(Box<TryNode>),
    /// `function`.
    Function(Box<FunctionNode>),
    /// `class`, `enum`: defined before the block runs, so nothing happens here.
    Type,
    /// `data`.
    Data(Box<DataNode>),
    /// What PowerShell parses and refuses to run.
    Unsupported(&'static str),
}

/// `x = y`.
pub struct Assign {
    /// What is assigned to.
    pub target: Target,
    /// How.
    pub operator: AssignmentOperator,
    /// What.
    pub value: Stmt,
    /// The target as an expression, for `+=` and kin.
    pub read: Option<Expr>,
}

/// A pipeline.
pub struct PipelineNode {
    /// An expression that feeds the first command.
    pub first: Option<(Expr, Vec<RedirectionNode>)>,
    /// The commands.
    pub commands: Vec<CommandNode>,
}

/// A command that was found, in which session and at which version of its commands.
pub type Found = ((u64, u64), Arc<stint_cmdlet::Command>);

/// A command of a pipeline.
pub struct CommandNode {
    /// What gives its name or block.
    pub name: CommandName,
    /// `.` before it.
    pub dot: bool,
    /// `&` before it.
    pub amp: bool,
    /// Arguments.
    pub args: Vec<ArgNode>,
    /// `name(x)`, which strict mode refuses.
    pub like_method: bool,
    /// Redirections.
    pub redirections: Vec<RedirectionNode>,
    /// Where.
    pub extent: Extent,
    /// Where its name stands.
    pub name_extent: Extent,
    /// What its name was found to be, in which session and at which version of its commands.
    pub found: stint_object::Lock<Option<Found>>,
}

/// What a command is called by.
pub enum CommandName {
    /// A bare or quoted word, and its symbol.
    Word(Str, Symbol),
    /// Anything else: a script block, a variable.
    Expr(Expr),
}

/// An argument of a command.
pub struct ArgNode {
    /// What.
    pub kind: ArgKind,
    /// Where.
    pub places: ArgPlaces,
}

/// Where an argument stands.
#[derive(Clone, Copy)]
pub struct ArgPlaces {
    /// The parameter's name with its colon, or all of it.
    pub name: Extent,
    /// The value, or all of it.
    pub value: Extent,
}

impl ArgPlaces {
    /// The place of what an error is about.
    pub fn of(self, part: Part) -> Extent {
        match part {
            Part::Parameter => self.name,
            Part::Value => self.value,
        }
    }
}

/// An argument of a command.
pub enum ArgKind {
    /// A value: its text as a native command's argument globs.
    Value(Expr),
    /// A text in quotes: it never globs.
    Quoted(Expr),
    /// A list, and as it was written: a native command gets it so.
    List(Expr, Str),
    /// A bare word, and as it was written.
    Word(Expr, Str),
    /// `-Name`; the value may be the next argument.
    Parameter(Str),
    /// `-Name:value`, and whether a space stands between.
    ParameterValue(Str, Box<ArgKind>, bool),
    /// `@x`.
    Splat(Expr),
    /// `--%` and everything behind it.
    Verbatim(Str),
}

impl ArgKind {
    /// What is evaluated for it, if it is one value.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Self::ParameterValue(_, value, _) => value.expr(),
            _ => self.positional(),
        }
    }

    /// The same for a value without a name.
    pub fn positional(&self) -> Option<&Expr> {
        match self {
            Self::Value(expr) | Self::Quoted(expr) | Self::List(expr, _) | Self::Word(expr, _) => {
                Some(expr)
            }
            _ => None,
        }
    }
}

/// `n>file`, `n>&m`.
pub enum RedirectionNode {
    /// To a file.
    File {
        /// The stream's number, 0 for all.
        from: u8,
        /// The file.
        path: Expr,
        /// `>>`
        append: bool,
    },
    /// Into another stream.
    Merge {
        /// The stream's number, 0 for all.
        from: u8,
        /// The stream's number: always 1.
        to: u8,
    },
}

/// `a && b`.
pub struct ChainNode {
    /// Left.
    pub left: Stmt,
    /// Whether the right side runs on success.
    pub and: bool,
    /// Right.
    pub right: Stmt,
}

/// `if`.
pub struct IfNode {
    /// Conditions and bodies.
    pub clauses: Vec<(Stmt, Body)>,
    /// `else`.
    pub otherwise: Option<Body>,
}

/// `while` and `do`.
pub struct Loop {
    /// Its label.
    pub label: Option<Str>,
    /// Asked each time.
    pub condition: Stmt,
    /// The body.
    pub body: Body,
}

/// `for`.
pub struct ForNode {
    /// Its label.
    pub label: Option<Str>,
    /// Once at first.
    pub initializer: Option<Stmt>,
    /// Asked each time.
    pub condition: Option<Stmt>,
    /// After each time.
    pub iterator: Option<Stmt>,
    /// The body.
    pub body: Body,
}

/// `foreach`.
pub struct ForEachNode {
    /// Its label.
    pub label: Option<Str>,
    /// The loop variable.
    pub variable: Target,
    /// `$foreach`, if the body names it.
    pub enumerator: Option<Local>,
    /// What is iterated.
    pub collection: Stmt,
    /// The body.
    pub body: Body,
}

/// How a `switch` compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SwitchMode {
    /// Plainly.
    Exact,
    /// By wildcard.
    Wildcard,
    /// By regular expression.
    Regex,
}

/// `switch`.
pub struct SwitchNode {
    /// Its label.
    pub label: Option<Str>,
    /// What is compared.
    pub condition: Stmt,
    /// How.
    pub mode: SwitchMode,
    /// Case sensitive or not.
    pub case: Case,
    /// The condition is a file.
    pub file: bool,
    /// Clauses.
    pub clauses: Vec<(Expr, Body)>,
    /// `default`.
    pub default: Option<Body>,
    /// `$_`.
    pub item: Local,
    /// `$switch`, if the clauses name it.
    pub enumerator: Option<Local>,
}

/// `try`.
pub struct TryNode {
    /// The body.
    pub body: Body,
    /// Handlers: the types (none catches all) and the body.
    pub catches: Vec<(Vec<TypeNode>, Body)>,
    /// `finally`.
    pub finally: Option<Body>,
    /// `$_` in the handlers.
    pub item: Local,
}

/// `function`.
pub struct FunctionNode {
    /// Its name without scope.
    pub name: Str,
    /// A scope before the name.
    pub qualifier: Option<Qualifier>,
    /// `filter`.
    pub filter: bool,
    /// Its code.
    pub code: Arc<Code>,
}

/// `data`.
pub struct DataNode {
    /// The variable that takes the value.
    pub variable: Option<Target>,
    /// The body.
    pub body: Body,
    /// `-SupportedCommand`.
    pub allowed: Vec<Expr>,
}

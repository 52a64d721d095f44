//! A uniform view of the tree: any node by its class name, with its children and where it is.
//!
//! This is what `$ast.FindAll(...)`, `$ast.GetType()` and the checks after parsing see. Children come in the order in
//! which PowerShell's visitors see them.

mod children;
mod search;

pub use search::{Search, Walk, WalkEvent};

use crate::ast::*;
use crate::source::Extent;

macro_rules! nodes {
    ($($variant:ident $node:ident [$($base:ident)*];)+) => {
        /// A reference to any node of the tree; each variant is named as its class without `Ast`.
        #[derive(Debug, Clone, Copy)]
        #[allow(missing_docs)]
        pub enum NodeRef<'a> { $($variant(&'a $node)),+ }

        impl<'a> NodeRef<'a> {
            /// Where it is.
            pub fn extent(self) -> Extent {
                match self { $(NodeRef::$variant(node) => node.extent),+ }
            }

            /// PowerShell's class and its base classes, nearest first, without `Ast` itself.
            pub fn classes(self) -> &'static [&'static str] {
                match self {
                    $(NodeRef::$variant(_) => &[stringify!($node) $(, stringify!($base))*]),+
                }
            }

            /// The node's address, which tells nodes apart.
            pub fn address(self) -> usize {
                match self { $(NodeRef::$variant(node) => std::ptr::from_ref(node).addr()),+ }
            }
        }

        $(impl<'a> From<&'a $node> for NodeRef<'a> {
            fn from(node: &'a $node) -> Self {
                NodeRef::$variant(node)
            }
        })+
    };
}

nodes! {
    ScriptBlock ScriptBlockAst [];
    ParamBlock ParamBlockAst [];
    NamedBlock NamedBlockAst [];
    NamedAttributeArgument NamedAttributeArgumentAst [];
    Attribute AttributeAst [AttributeBaseAst];
    TypeConstraint TypeConstraintAst [AttributeBaseAst];
    Parameter ParameterAst [];
    StatementBlock StatementBlockAst [];
    TypeDefinition TypeDefinitionAst [StatementAst];
    UsingStatement UsingStatementAst [StatementAst];
    PropertyMember PropertyMemberAst [MemberAst];
    FunctionMember FunctionMemberAst [MemberAst];
    FunctionDefinition FunctionDefinitionAst [StatementAst];
    IfStatement IfStatementAst [StatementAst];
    DataStatement DataStatementAst [StatementAst];
    ForEachStatement ForEachStatementAst [LoopStatementAst LabeledStatementAst StatementAst];
    ForStatement ForStatementAst [LoopStatementAst LabeledStatementAst StatementAst];
    DoWhileStatement DoWhileStatementAst [LoopStatementAst LabeledStatementAst StatementAst];
    DoUntilStatement DoUntilStatementAst [LoopStatementAst LabeledStatementAst StatementAst];
    WhileStatement WhileStatementAst [LoopStatementAst LabeledStatementAst StatementAst];
    SwitchStatement SwitchStatementAst [LabeledStatementAst StatementAst];
    CatchClause CatchClauseAst [];
    TryStatement TryStatementAst [StatementAst];
    TrapStatement TrapStatementAst [StatementAst];
    BreakStatement BreakStatementAst [StatementAst];
    ContinueStatement ContinueStatementAst [StatementAst];
    ReturnStatement ReturnStatementAst [StatementAst];
    ExitStatement ExitStatementAst [StatementAst];
    ThrowStatement ThrowStatementAst [StatementAst];
    BlockStatement BlockStatementAst [StatementAst];
    ConfigurationDefinition ConfigurationDefinitionAst [StatementAst];
    PipelineChain PipelineChainAst [ChainableAst PipelineBaseAst StatementAst];
    Pipeline PipelineAst [ChainableAst PipelineBaseAst StatementAst];
    AssignmentStatement AssignmentStatementAst [PipelineBaseAst StatementAst];
    ErrorStatement ErrorStatementAst [PipelineBaseAst StatementAst];
    Command CommandAst [CommandBaseAst StatementAst];
    CommandExpression CommandExpressionAst [CommandBaseAst StatementAst];
    CommandParameter CommandParameterAst [CommandElementAst];
    MergingRedirection MergingRedirectionAst [RedirectionAst];
    FileRedirection FileRedirectionAst [RedirectionAst];
    TernaryExpression TernaryExpressionAst [ExpressionAst CommandElementAst];
    BinaryExpression BinaryExpressionAst [ExpressionAst CommandElementAst];
    UnaryExpression UnaryExpressionAst [ExpressionAst CommandElementAst];
    AttributedExpression AttributedExpressionAst [ExpressionAst CommandElementAst];
    ConvertExpression ConvertExpressionAst [AttributedExpressionAst ExpressionAst CommandElementAst];
    MemberExpression MemberExpressionAst [ExpressionAst CommandElementAst];
    InvokeMemberExpression InvokeMemberExpressionAst [MemberExpressionAst ExpressionAst CommandElementAst];
    BaseCtorInvokeMemberExpression BaseCtorInvokeMemberExpressionAst
        [InvokeMemberExpressionAst MemberExpressionAst ExpressionAst CommandElementAst];
    TypeExpression TypeExpressionAst [ExpressionAst CommandElementAst];
    VariableExpression VariableExpressionAst [ExpressionAst CommandElementAst];
    ConstantExpression ConstantExpressionAst [ExpressionAst CommandElementAst];
    StringConstantExpression StringConstantExpressionAst
        [ConstantExpressionAst ExpressionAst CommandElementAst];
    ExpandableStringExpression ExpandableStringExpressionAst [ExpressionAst CommandElementAst];
    ScriptBlockExpression ScriptBlockExpressionAst [ExpressionAst CommandElementAst];
    ArrayLiteral ArrayLiteralAst [ExpressionAst CommandElementAst];
    Hashtable HashtableAst [ExpressionAst CommandElementAst];
    ArrayExpression ArrayExpressionAst [ExpressionAst CommandElementAst];
    ParenExpression ParenExpressionAst [ExpressionAst CommandElementAst];
    SubExpression SubExpressionAst [ExpressionAst CommandElementAst];
    UsingExpression UsingExpressionAst [ExpressionAst CommandElementAst];
    IndexExpression IndexExpressionAst [ExpressionAst CommandElementAst];
    ErrorExpression ErrorExpressionAst [ExpressionAst CommandElementAst];
}

impl<'a> NodeRef<'a> {
    /// PowerShell's class of the node, such as `CommandAst`.
    pub fn type_name(self) -> &'static str {
        self.classes()[0]
    }

    /// True when the node is of a class or of one derived from it, by its name in any case.
    pub fn is_a(self, class: &str) -> bool {
        class.eq_ignore_ascii_case("Ast")
            || self
                .classes()
                .iter()
                .any(|name| name.eq_ignore_ascii_case(class))
    }

    /// The nodes from `self` down to `node`, both included; none when `node` is not below `self`. The one before the
    /// last is `node`'s parent.
    pub fn path_to(self, node: NodeRef<'_>) -> Option<Vec<NodeRef<'a>>> {
        let mut walk = Walk::new(self);
        while let Some(event) = walk.next() {
            if let WalkEvent::Enter(here) = event
                && here.is_same(node)
            {
                return Some(walk.ancestors().to_vec());
            }
        }
        None
    }

    /// True when both are the same node.
    pub fn is_same(self, other: NodeRef<'_>) -> bool {
        self.address() == other.address() && self.type_name() == other.type_name()
    }
}

macro_rules! enum_nodes {
    ($($type:ident { $($from:ident => $to:ident,)+ })+) => {
        $(impl<'a> From<&'a $type> for NodeRef<'a> {
            fn from(node: &'a $type) -> Self {
                match node { $($type::$from(node) => NodeRef::$to(node)),+ }
            }
        })+
    };
}

enum_nodes! {
    Statement {
        Pipeline => Pipeline,
        PipelineChain => PipelineChain,
        Command => Command,
        CommandExpression => CommandExpression,
        Assignment => AssignmentStatement,
        If => IfStatement,
        Switch => SwitchStatement,
        ForEach => ForEachStatement,
        For => ForStatement,
        While => WhileStatement,
        DoWhile => DoWhileStatement,
        DoUntil => DoUntilStatement,
        Break => BreakStatement,
        Continue => ContinueStatement,
        Return => ReturnStatement,
        Exit => ExitStatement,
        Throw => ThrowStatement,
        Try => TryStatement,
        Trap => TrapStatement,
        FunctionDefinition => FunctionDefinition,
        TypeDefinition => TypeDefinition,
        Using => UsingStatement,
        Data => DataStatement,
        Block => BlockStatement,
        Configuration => ConfigurationDefinition,
        Error => ErrorStatement,
    }
    Expression {
        Constant => ConstantExpression,
        StringConstant => StringConstantExpression,
        ExpandableString => ExpandableStringExpression,
        Variable => VariableExpression,
        Using => UsingExpression,
        Type => TypeExpression,
        Member => MemberExpression,
        InvokeMember => InvokeMemberExpression,
        BaseCtorInvokeMember => BaseCtorInvokeMemberExpression,
        Index => IndexExpression,
        Binary => BinaryExpression,
        Unary => UnaryExpression,
        Ternary => TernaryExpression,
        Convert => ConvertExpression,
        Attributed => AttributedExpression,
        ArrayLiteral => ArrayLiteral,
        Array => ArrayExpression,
        Hashtable => Hashtable,
        Paren => ParenExpression,
        SubExpression => SubExpression,
        ScriptBlock => ScriptBlockExpression,
        Error => ErrorExpression,
    }
    CommandBase { Command => Command, Expression => CommandExpression, }
    Redirection { File => FileRedirection, Merging => MergingRedirection, }
    AttributeBase { Attribute => Attribute, TypeConstraint => TypeConstraint, }
    Member { Property => PropertyMember, Function => FunctionMember, }
}

impl<'a> From<&'a CommandElement> for NodeRef<'a> {
    fn from(node: &'a CommandElement) -> Self {
        match node {
            CommandElement::Parameter(node) => NodeRef::CommandParameter(node),
            CommandElement::Expression(node) => node.into(),
        }
    }
}

impl<'a> From<&'a NestedAst> for NodeRef<'a> {
    fn from(node: &'a NestedAst) -> Self {
        match node {
            NestedAst::Statement(node) => node.into(),
            NestedAst::StatementBlock(node) => NodeRef::StatementBlock(node),
            NestedAst::NamedBlock(node) => NodeRef::NamedBlock(node),
            NestedAst::ParamBlock(node) => NodeRef::ParamBlock(node),
            NestedAst::CommandElement(node) => node.into(),
            NestedAst::Redirection(node) => node.into(),
            NestedAst::CommandBase(node) => node.into(),
            NestedAst::Attribute(node) => node.into(),
            NestedAst::Parameter(node) => NodeRef::Parameter(node),
            NestedAst::Member(node) => node.into(),
            NestedAst::CatchClause(node) => NodeRef::CatchClause(node),
        }
    }
}

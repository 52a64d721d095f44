//! Where the nodes behind the enums are.

use super::*;
use crate::source::Extent;

macro_rules! extents {
    ($($type:ident { $($variant:ident $(($inner:ident))?),+ $(,)? })+) => {
        $(impl $type {
            /// Where it is.
            pub fn extent(&self) -> Extent {
                match self {
                    $($type::$variant(node) => extents!(@ node $($inner)?),)+
                }
            }
        })+
    };
    (@ $node:ident) => { $node.extent };
    (@ $node:ident nested) => { $node.extent() };
}

extents! {
    Statement {
        Pipeline, PipelineChain, Command, CommandExpression, Assignment, If, Switch, ForEach, For, While, DoWhile,
        DoUntil, Break, Continue, Return, Exit, Throw, Try, Trap, FunctionDefinition, TypeDefinition, Using, Data,
        Block, Configuration, Error,
    }
    Expression {
        Constant, StringConstant, ExpandableString, Variable, Using, Type, Member, InvokeMember,
        BaseCtorInvokeMember, Index, Binary, Unary, Ternary, Convert, Attributed, ArrayLiteral, Array, Hashtable,
        Paren, SubExpression, ScriptBlock, Error,
    }
    CommandBase { Command, Expression }
    CommandElement { Parameter, Expression(nested) }
    Redirection { File, Merging }
    AttributeBase { Attribute, TypeConstraint }
    Member { Property, Function }
    NestedAst {
        Statement(nested), StatementBlock, NamedBlock, ParamBlock, CommandElement(nested), Redirection(nested),
        CommandBase(nested), Attribute(nested), Parameter, Member(nested), CatchClause,
    }
}

impl AttributeBase {
    /// The name in the brackets.
    pub fn type_name(&self) -> &TypeName {
        match self {
            AttributeBase::Attribute(attribute) => &attribute.type_name,
            AttributeBase::TypeConstraint(constraint) => &constraint.type_name,
        }
    }
}

impl Statement {
    /// The expression that a pipeline is, when it is one and nothing more: PowerShell's `GetPureExpression`.
    pub fn pure_expression(&self) -> Option<&Expression> {
        let Statement::Pipeline(pipeline) = self else {
            return None;
        };
        match pipeline.elements.as_slice() {
            [CommandBase::Expression(only)] if only.redirections.is_empty() => {
                Some(&only.expression)
            }
            _ => None,
        }
    }
}

impl CommandAst {
    /// The command's name, when it is written out: PowerShell's `GetCommandName`.
    pub fn name(&self) -> Option<&Text> {
        match self.elements.first()? {
            CommandElement::Expression(Expression::StringConstant(name)) => Some(&name.value),
            _ => None,
        }
    }
}

//! Each node's children, in PowerShell's order.

use super::NodeRef;
use crate::ast::*;

/// Collects children.
struct Children<'a, 'o>(&'o mut Vec<NodeRef<'a>>);

impl<'a> Children<'a, '_> {
    fn one(&mut self, child: impl Into<NodeRef<'a>>) -> &mut Self {
        self.0.push(child.into());
        self
    }

    fn all<T>(&mut self, children: &'a [T]) -> &mut Self
    where
        NodeRef<'a>: From<&'a T>,
    {
        self.0.extend(children.iter().map(NodeRef::from));
        self
    }

    fn opt<T>(&mut self, child: &'a Option<T>) -> &mut Self
    where
        NodeRef<'a>: From<&'a T>,
    {
        self.0.extend(child.iter().map(NodeRef::from));
        self
    }

    fn boxed<T>(&mut self, child: &'a Option<Box<T>>) -> &mut Self
    where
        NodeRef<'a>: From<&'a T>,
    {
        self.0
            .extend(child.iter().map(|child| NodeRef::from(&**child)));
        self
    }
}

impl<'a> NodeRef<'a> {
    /// Adds the node's children to `out`.
    pub fn children(self, out: &mut Vec<NodeRef<'a>>) {
        let mut to = Children(out);
        match self {
            NodeRef::ScriptBlock(node) => script_block(node, &mut to),
            NodeRef::ParamBlock(node) => {
                to.all(&node.attributes).all(&node.parameters);
            }
            NodeRef::NamedBlock(node) => {
                to.all(&node.traps).all(&node.statements);
            }
            NodeRef::StatementBlock(node) => {
                to.all(&node.traps).all(&node.statements);
            }
            NodeRef::NamedAttributeArgument(node) => {
                to.one(&node.argument);
            }
            NodeRef::Attribute(node) => {
                to.all(&node.positional).all(&node.named);
            }
            NodeRef::Parameter(node) => {
                to.all(&node.attributes).one(&*node.name).opt(&node.default);
            }
            NodeRef::TypeConstraint(_)
            | NodeRef::MergingRedirection(_)
            | NodeRef::TypeExpression(_)
            | NodeRef::VariableExpression(_)
            | NodeRef::ConstantExpression(_)
            | NodeRef::StringConstantExpression(_) => {}
            _ => self.children_of_statement(&mut to),
        }
    }

    fn children_of_statement(self, to: &mut Children<'a, '_>) {
        match self {
            NodeRef::IfStatement(node) => if_statement(node, to),
            NodeRef::SwitchStatement(node) => switch_statement(node, to),
            NodeRef::DataStatement(node) => {
                to.one(&node.body);
            }
            NodeRef::ForEachStatement(node) => {
                to.one(&*node.variable).one(&node.condition).one(&node.body);
            }
            NodeRef::ForStatement(node) => {
                to.opt(&node.initializer)
                    .opt(&node.condition)
                    .opt(&node.iterator)
                    .one(&node.body);
            }
            NodeRef::DoWhileStatement(node) => {
                to.one(&node.condition).one(&node.body);
            }
            NodeRef::DoUntilStatement(node) => {
                to.one(&node.condition).one(&node.body);
            }
            NodeRef::WhileStatement(node) => {
                to.one(&node.condition).one(&node.body);
            }
            NodeRef::CatchClause(node) => {
                to.all(&node.catch_types).one(&node.body);
            }
            NodeRef::TryStatement(node) => {
                to.one(&node.body)
                    .all(&node.catch_clauses)
                    .opt(&node.finally);
            }
            NodeRef::TrapStatement(node) => {
                to.opt(&node.trap_type).one(&node.body);
            }
            NodeRef::BreakStatement(node) => {
                to.opt(&node.label);
            }
            NodeRef::ContinueStatement(node) => {
                to.opt(&node.label);
            }
            NodeRef::ReturnStatement(node) => {
                to.opt(&node.pipeline);
            }
            NodeRef::ExitStatement(node) => {
                to.opt(&node.pipeline);
            }
            NodeRef::ThrowStatement(node) => {
                to.opt(&node.pipeline);
            }
            NodeRef::BlockStatement(node) => {
                to.one(&node.body);
            }
            _ => self.children_of_definition(to),
        }
    }

    fn children_of_definition(self, to: &mut Children<'a, '_>) {
        match self {
            NodeRef::TypeDefinition(node) => {
                to.all(&node.attributes)
                    .all(&node.base_types)
                    .all(&node.members);
            }
            NodeRef::UsingStatement(node) => {
                to.boxed(&node.name)
                    .boxed(&node.module_specification)
                    .boxed(&node.alias);
            }
            NodeRef::PropertyMember(node) => {
                to.opt(&node.property_type)
                    .all(&node.attributes)
                    .opt(&node.initial_value);
            }
            NodeRef::FunctionMember(node) => {
                to.all(&node.attributes)
                    .opt(&node.return_type)
                    .one(&*node.function);
            }
            NodeRef::FunctionDefinition(node) => {
                to.all(&node.parameters).one(&*node.body);
            }
            NodeRef::ConfigurationDefinition(node) => {
                to.one(&node.instance_name).one(&*node.body);
            }
            NodeRef::ErrorStatement(node) => error_statement(node, to),
            _ => self.children_of_command(to),
        }
    }

    fn children_of_command(self, to: &mut Children<'a, '_>) {
        match self {
            NodeRef::PipelineChain(node) => {
                to.one(&node.left).one(&node.right);
            }
            NodeRef::Pipeline(node) => {
                to.all(&node.elements);
            }
            NodeRef::AssignmentStatement(node) => {
                to.one(&node.left).one(&node.right);
            }
            NodeRef::Command(node) => {
                to.all(&node.elements).all(&node.redirections);
            }
            NodeRef::CommandExpression(node) => {
                to.one(&node.expression).all(&node.redirections);
            }
            NodeRef::CommandParameter(node) => {
                to.opt(&node.argument);
            }
            NodeRef::FileRedirection(node) => {
                to.one(&node.location);
            }
            _ => self.children_of_expression(to),
        }
    }

    fn children_of_expression(self, to: &mut Children<'a, '_>) {
        match self {
            NodeRef::TernaryExpression(node) => {
                to.one(&node.condition)
                    .one(&node.if_true)
                    .one(&node.if_false);
            }
            NodeRef::BinaryExpression(node) => {
                to.one(&node.left).one(&node.right);
            }
            NodeRef::UnaryExpression(node) => {
                to.one(&node.child);
            }
            NodeRef::AttributedExpression(node) => {
                to.one(&node.attribute).one(&node.child);
            }
            NodeRef::ConvertExpression(node) => {
                to.one(&node.type_constraint).one(&node.child);
            }
            NodeRef::MemberExpression(node) => {
                to.one(&node.target).one(&node.member);
            }
            NodeRef::InvokeMemberExpression(node) => {
                to.one(&node.target).one(&node.member).all(&node.arguments);
            }
            NodeRef::BaseCtorInvokeMemberExpression(node) => {
                to.all(&node.arguments);
            }
            NodeRef::ExpandableStringExpression(node) => {
                to.all(&node.nested);
            }
            NodeRef::ScriptBlockExpression(node) => {
                to.one(&*node.script_block);
            }
            NodeRef::ArrayLiteral(node) => {
                to.all(&node.elements);
            }
            NodeRef::Hashtable(node) => {
                for (key, value) in &node.pairs {
                    to.one(key).one(value);
                }
            }
            NodeRef::ArrayExpression(node) => {
                to.one(&node.sub_expression);
            }
            NodeRef::ParenExpression(node) => {
                to.one(&node.pipeline);
            }
            NodeRef::SubExpression(node) => {
                to.one(&node.sub_expression);
            }
            NodeRef::UsingExpression(node) => {
                to.one(&node.sub_expression);
            }
            NodeRef::IndexExpression(node) => {
                to.one(&node.target).one(&node.index);
            }
            NodeRef::ErrorExpression(node) => {
                to.all(&node.nested);
            }
            _ => {}
        }
    }
}

fn script_block<'a>(node: &'a ScriptBlockAst, to: &mut Children<'a, '_>) {
    to.all(&node.using_statements)
        .all(&node.attributes)
        .opt(&node.param_block)
        .opt(&node.dynamic_param_block)
        .opt(&node.begin_block)
        .opt(&node.process_block)
        .opt(&node.end_block)
        .opt(&node.clean_block);
}

fn if_statement<'a>(node: &'a IfStatementAst, to: &mut Children<'a, '_>) {
    for (condition, body) in &node.clauses {
        to.one(condition).one(body);
    }
    to.opt(&node.else_clause);
}

fn switch_statement<'a>(node: &'a SwitchStatementAst, to: &mut Children<'a, '_>) {
    to.one(&node.condition);
    for (condition, body) in &node.clauses {
        to.one(condition).one(body);
    }
    to.opt(&node.default);
}

fn error_statement<'a>(node: &'a ErrorStatementAst, to: &mut Children<'a, '_>) {
    to.all(&node.nested);
    for (_, _, value) in &node.flags {
        to.opt(value);
    }
    to.all(&node.conditions).all(&node.bodies);
}

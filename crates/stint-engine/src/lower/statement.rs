//! Statements.

use super::Lowerer;
use super::expression::is_step;
use crate::block::Code;
use crate::frame::Layout;
use crate::node::{
    Assign, ChainNode, DataNode, Expr, ForEachNode, ForNode, FunctionNode, IfNode, Loop, Qualifier,
    Stmt, StmtKind, SwitchMode, SwitchNode, TryNode,
};
use crate::symbol::known;
use std::sync::Arc;
use stint_object::Str;
use stint_syntax::{
    AssignmentOperator, AssignmentStatementAst, Case, ChainOperator, CommandBase,
    CommandExpressionAst, Expression, Extent, FunctionDefinitionAst, PipelineAst, Statement,
    SwitchStatementAst, TryStatementAst,
};

impl Lowerer<'_> {
    /// Lowers a statement.
    pub(super) fn statement(&self, statement: &Statement) -> Stmt {
        let kind = match statement {
            Statement::Pipeline(pipeline) => self.pipeline_statement(pipeline),
            Statement::PipelineChain(chain) if chain.background => {
                StmtKind::Background(self.background(chain.extent))
            }
            Statement::PipelineChain(chain) => StmtKind::Chain(Box::new(ChainNode {
                left: self.statement(&chain.left),
                and: chain.operator == ChainOperator::AndAnd,
                right: self.statement(&chain.right),
            })),
            Statement::Command(command) => StmtKind::Pipeline(Box::new(self.single(command))),
            Statement::CommandExpression(expression) => self.expression_statement(expression),
            Statement::Assignment(assignment) => self.assignment(assignment),
            Statement::If(node) => StmtKind::If(Box::new(IfNode {
                clauses: node
                    .clauses
                    .iter()
                    .map(|(condition, body)| (self.statement(condition), self.block(body)))
                    .collect(),
                otherwise: node.else_clause.as_ref().map(|body| self.block(body)),
            })),
            Statement::Switch(switch) => StmtKind::Switch(Box::new(self.switch(switch))),
            Statement::ForEach(node) => StmtKind::ForEach(Box::new(ForEachNode {
                label: text(node.label.as_deref()),
                variable: self.variable_target(&node.variable.path),
                enumerator: self
                    .mentions(node.extent, "$foreach")
                    .then(|| self.local_of(*known::FOREACH)),
                collection: self.statement(&node.condition),
                body: self.block(&node.body),
            })),
            Statement::For(node) => StmtKind::For(Box::new(ForNode {
                label: text(node.label.as_deref()),
                initializer: node.initializer.as_ref().map(|part| self.statement(part)),
                condition: node.condition.as_ref().map(|part| self.statement(part)),
                iterator: node.iterator.as_ref().map(|part| self.statement(part)),
                body: self.block(&node.body),
            })),
            Statement::While(node) => StmtKind::While(Box::new(self.a_loop(
                node.label.as_deref(),
                &node.condition,
                &node.body,
            ))),
            Statement::DoWhile(node) => StmtKind::Do(Box::new((
                self.a_loop(node.label.as_deref(), &node.condition, &node.body),
                true,
            ))),
            Statement::DoUntil(node) => StmtKind::Do(Box::new((
                self.a_loop(node.label.as_deref(), &node.condition, &node.body),
                false,
            ))),
            Statement::Break(node) => StmtKind::Break(self.label(node.label.as_ref())),
            Statement::Continue(node) => StmtKind::Continue(self.label(node.label.as_ref())),
            Statement::Return(node) if self.code.method => {
                StmtKind::MethodReturn(self.optional(node.pipeline.as_ref()))
            }
            Statement::Return(node) => StmtKind::Return(self.optional(node.pipeline.as_ref())),
            Statement::Exit(node) => StmtKind::Exit(self.optional(node.pipeline.as_ref())),
            Statement::Throw(node) => StmtKind::Throw(self.optional(node.pipeline.as_ref())),
            Statement::Try(node) => StmtKind::Try(Box::new(self.try_statement(node))),
            Statement::FunctionDefinition(function) => {
                StmtKind::Function(Box::new(self.function(function)))
            }
            Statement::TypeDefinition(_) | Statement::Using(_) => StmtKind::Type,
            Statement::Data(data) => StmtKind::Data(Box::new(DataNode {
                variable: data
                    .variable
                    .as_ref()
                    .map(|name| crate::node::Target::Local(self.local(name))),
                body: self.block(&data.body),
                allowed: data
                    .commands_allowed
                    .iter()
                    .map(|command| self.expression(command))
                    .collect(),
            })),
            Statement::Trap(_)
            | Statement::Block(_)
            | Statement::Configuration(_)
            | Statement::Error(_) => StmtKind::Unsupported("a statement the parser reported"),
        };
        Stmt {
            kind,
            extent: statement.extent(),
        }
    }

    /// Whether the text of a statement names a variable that is made only then.
    fn mentions(&self, extent: Extent, name: &str) -> bool {
        let text = self.code.ast.source.slice(extent).as_bytes();
        text.windows(name.len())
            .any(|part| part.eq_ignore_ascii_case(name.as_bytes()))
    }

    fn optional(&self, statement: Option<&Statement>) -> Option<Box<Stmt>> {
        statement.map(|statement| Box::new(self.statement(statement)))
    }

    fn label(&self, label: Option<&Expression>) -> Option<Box<Expr>> {
        label.map(|label| Box::new(self.expression(label)))
    }

    fn pipeline_statement(&self, pipeline: &PipelineAst) -> StmtKind {
        if pipeline.background {
            return StmtKind::Background(self.background(pipeline.extent));
        }
        match pipeline.elements.as_slice() {
            [CommandBase::Expression(only)] => self.expression_statement(only),
            _ => StmtKind::Pipeline(Box::new(self.pipeline(pipeline))),
        }
    }

    fn expression_statement(&self, expression: &CommandExpressionAst) -> StmtKind {
        if !expression.redirections.is_empty() {
            return StmtKind::Pipeline(Box::new(self.redirected(expression)));
        }
        let lowered = self.expression(&expression.expression);
        match &expression.expression {
            Expression::Unary(unary) if is_step(unary) => StmtKind::Void(lowered),
            _ => StmtKind::Expr(lowered),
        }
    }

    /// The text of a background pipeline, parsed again as a block of its own, which is what runs in the job.
    fn background(&self, extent: Extent) -> Arc<Code> {
        let source = &self.code.ast.source;
        let text = source.slice(extent).trim_end().trim_end_matches('&');
        let parsed = stint_syntax::parse(text, None);
        Code::new(
            parsed.root,
            None,
            Arc::new(Layout::default()),
            self.code.usings.clone(),
        )
    }

    fn assignment(&self, assignment: &AssignmentStatementAst) -> StmtKind {
        StmtKind::Assign(Box::new(Assign {
            target: self.target(&assignment.left),
            operator: assignment.operator,
            value: self.statement(&assignment.right),
            read: (assignment.operator != AssignmentOperator::Equals)
                .then(|| self.expression(strip(&assignment.left))),
        }))
    }

    fn a_loop(
        &self,
        label: Option<&str>,
        condition: &Statement,
        body: &stint_syntax::StatementBlockAst,
    ) -> Loop {
        Loop {
            label: text(label),
            condition: self.statement(condition),
            body: self.block(body),
        }
    }

    fn switch(&self, switch: &SwitchStatementAst) -> SwitchNode {
        SwitchNode {
            label: text(switch.label.as_deref()),
            condition: self.statement(&switch.condition),
            mode: match switch.flags {
                flags if flags.regex => SwitchMode::Regex,
                flags if flags.wildcard => SwitchMode::Wildcard,
                _ => SwitchMode::Exact,
            },
            case: if switch.flags.case_sensitive {
                Case::Sensitive
            } else {
                Case::Insensitive
            },
            file: switch.flags.file,
            clauses: switch
                .clauses
                .iter()
                .map(|(test, body)| (self.expression(test), self.block(body)))
                .collect(),
            default: switch.default.as_ref().map(|body| self.block(body)),
            item: self.local_of(*known::ITEM),
            enumerator: self
                .mentions(switch.extent, "$switch")
                .then(|| self.local_of(*known::SWITCH)),
        }
    }

    fn try_statement(&self, node: &TryStatementAst) -> TryNode {
        let catches = node.catch_clauses.iter().map(|clause| {
            let types = clause
                .catch_types
                .iter()
                .map(|ty| self.type_node(&ty.type_name))
                .collect();
            (types, self.block(&clause.body))
        });
        TryNode {
            body: self.block(&node.body),
            catches: catches.collect(),
            finally: node.finally.as_ref().map(|body| self.block(body)),
            item: self.local_of(*known::ITEM),
        }
    }

    fn function(&self, function: &Arc<FunctionDefinitionAst>) -> FunctionNode {
        let (qualifier, name) = match function.name.split_once(':') {
            Some((scope, name)) => match scope.to_ascii_lowercase().as_str() {
                "global" => (Some(Qualifier::Global), name),
                "script" => (Some(Qualifier::Script), name),
                "local" => (Some(Qualifier::Local), name),
                "private" => (Some(Qualifier::Private), name),
                _ => (None, &*function.name),
            },
            None => (None, &*function.name),
        };
        FunctionNode {
            name: name.into(),
            qualifier,
            filter: function.is_filter,
            code: Code::new(
                function.body.clone(),
                Some(function.clone()),
                Arc::new(Layout::default()),
                self.code.usings.clone(),
            ),
        }
    }
}

fn text(label: Option<&str>) -> Option<Str> {
    label.map(Into::into)
}

/// The variable or member under types and attributes: what `+=` reads.
fn strip(expression: &Expression) -> &Expression {
    match expression {
        Expression::Convert(convert) => strip(&convert.child),
        Expression::Attributed(attributed) => strip(&attributed.child),
        other => other,
    }
}

//! Makes the graph of a method from its statements.

use std::collections::HashMap;

use super::graph::{BlockId, Graph, Step};
use super::{Variables, local_name};
use crate::ast::*;
use crate::check::is_reference;

/// Where `break` and `continue` go.
struct Loop {
    label: Text,
    on_break: BlockId,
    on_continue: BlockId,
}

pub(super) struct Builder<'t> {
    pub(super) graph: Graph,
    /// Types of the script itself, lower-cased: a variable of such a type has no slot, because the type is not made
    /// yet.
    own_types: &'t HashMap<String, &'t TypeDefinitionAst>,
    pub(super) variables: Variables,
    pub(super) current: BlockId,
    loops: Vec<Loop>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(
        variables: Variables,
        own_types: &'t HashMap<String, &'t TypeDefinitionAst>,
    ) -> Self {
        let graph = Graph::new();
        Self {
            own_types,
            current: graph.entry,
            graph,
            variables,
            loops: Vec::new(),
        }
    }

    pub(super) fn parameters(&mut self, parameters: &[ParameterAst]) {
        for parameter in parameters {
            let Some(name) = local_name(&parameter.name.path) else {
                continue;
            };
            let variable = self.variables.number(name);
            let mut types = parameter
                .attributes
                .iter()
                .filter_map(|attribute| match attribute {
                    AttributeBase::TypeConstraint(constraint) => Some(&constraint.type_name),
                    AttributeBase::Attribute(_) => None,
                });
            let first = types.next();
            let has_more = types.next().is_some();
            let known = &mut self.variables.list[variable];
            known.assigned = true;
            known.dynamic |= has_more || first.is_some_and(is_reference);
            let type_name = first.map(|name| name.full_name().to_lowercase());
            self.set(variable, type_name.or_else(|| Some("object".into())));
        }
    }

    pub(super) fn body(&mut self, body: &ScriptBlockAst) {
        let blocks = [
            &body.dynamic_param_block,
            &body.begin_block,
            &body.process_block,
            &body.end_block,
            &body.clean_block,
        ];
        for block in blocks.into_iter().flatten() {
            self.statements(&block.statements);
        }
        self.graph.flows(self.current, self.graph.exit);
    }

    fn set(&mut self, variable: usize, type_name: Option<String>) {
        self.graph.step(
            self.current,
            Step::Set {
                variable,
                type_name,
            },
        );
    }

    fn set_named(&mut self, name: &str, type_name: &str) {
        let variable = self.variables.number(name);
        self.set(variable, Some(type_name.into()));
    }

    pub(super) fn new_current(&mut self) -> BlockId {
        let block = self.graph.block();
        self.graph.flows(self.current, block);
        self.current = block;
        block
    }

    fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    pub(super) fn block(&mut self, block: &StatementBlockAst) {
        self.statements(&block.statements);
    }

    pub(super) fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Pipeline(node) => self.pipeline(node),
            Statement::PipelineChain(_) => self.pipeline_chain(statement),
            Statement::Command(node) => self.command(node),
            Statement::CommandExpression(node) => self.expression(&node.expression),
            Statement::Assignment(node) => self.assignment(node),
            Statement::If(node) => self.if_statement(node),
            Statement::Switch(node) => self.switch(node),
            Statement::ForEach(node) => self.foreach(node),
            Statement::For(node) => self.for_statement(node),
            Statement::While(node) => self.while_loop(
                &node.label,
                |builder| builder.statement(&node.condition),
                true,
                |builder| builder.block(&node.body),
                None,
            ),
            Statement::DoWhile(node) => self.do_loop(&node.label, &node.body, &node.condition),
            Statement::DoUntil(node) => self.do_loop(&node.label, &node.body, &node.condition),
            Statement::Break(node) => self.leave_loop(node.label.as_ref(), |found| found.on_break),
            Statement::Continue(node) => {
                self.leave_loop(node.label.as_ref(), |found| found.on_continue);
            }
            Statement::Return(node) => self.leave(node.pipeline.as_ref()),
            Statement::Exit(node) => self.leave(node.pipeline.as_ref()),
            Statement::Throw(node) => self.leave(node.pipeline.as_ref()),
            Statement::Try(node) => self.try_statement(node),
            Statement::Data(node) => self.data(node),
            Statement::Block(node) => self.block(&node.body),
            Statement::Trap(_)
            | Statement::FunctionDefinition(_)
            | Statement::TypeDefinition(_)
            | Statement::Using(_)
            | Statement::Configuration(_)
            | Statement::Error(_) => {}
        }
    }

    fn data(&mut self, node: &DataStatementAst) {
        self.block(&node.body);
        if let Some(name) = &node.variable {
            self.set_named(name, "object");
        }
    }

    fn pipeline(&mut self, node: &PipelineAst) {
        let mut invokes = false;
        for element in &node.elements {
            match element {
                CommandBase::Command(command) => {
                    invokes = true;
                    self.command(command);
                    self.redirections(&command.redirections);
                }
                CommandBase::Expression(expression) => {
                    self.expression(&expression.expression);
                    self.redirections(&expression.redirections);
                }
            }
        }
        // Any command may break out of or continue a loop that it is called in.
        if invokes && !self.loops.is_empty() {
            for index in 0..self.loops.len() {
                let (on_break, on_continue) =
                    (self.loops[index].on_break, self.loops[index].on_continue);
                self.graph.flows(self.current, on_break);
                self.graph.flows(self.current, on_continue);
            }
            self.new_current();
        }
    }

    fn redirections(&mut self, redirections: &[Redirection]) {
        for redirection in redirections {
            if let Redirection::File(file) = redirection {
                self.expression(&file.location);
            }
        }
    }

    fn pipeline_chain(&mut self, statement: &Statement) {
        let mut rights = Vec::new();
        let mut next = statement;
        while let Statement::PipelineChain(chain) = next {
            rights.push(&chain.right);
            next = &chain.left;
        }
        self.statement(next);
        for right in rights.into_iter().rev() {
            self.statement(right);
        }
    }

    fn command(&mut self, node: &CommandAst) {
        for element in &node.elements {
            match element {
                CommandElement::Parameter(parameter) => {
                    if let Some(argument) = &parameter.argument {
                        self.expression(argument);
                    }
                }
                CommandElement::Expression(argument) => self.expression(argument),
            }
        }
    }

    fn assignment(&mut self, node: &AssignmentStatementAst) {
        self.statement(&node.right);
        self.target(&node.left);
    }

    fn target(&mut self, target: &Expression) {
        match target {
            Expression::Paren(paren) => {
                if let Some(inner) = paren.pipeline.pure_expression() {
                    self.target(inner);
                }
                return;
            }
            Expression::ArrayLiteral(list) => {
                for element in &list.elements {
                    self.target(element);
                }
                return;
            }
            _ => {}
        }
        let (mut inner, mut casts, mut has_attributes) = (target, Vec::new(), false);
        loop {
            inner = match inner {
                Expression::Convert(convert) => {
                    casts.push(&convert.type_constraint.type_name);
                    &convert.child
                }
                Expression::Attributed(attributed) => {
                    has_attributes = true;
                    &attributed.child
                }
                _ => break,
            };
        }
        let Expression::Variable(variable) = inner else {
            return self.expression(target);
        };
        let Some(name) = local_name(&variable.path) else {
            return;
        };
        let number = self.variables.number(name);
        let is_own = casts.iter().any(|name| self.is_own_type(name));
        let known = &mut self.variables.list[number];
        known.dynamic |= has_attributes || casts.len() > 1 || is_own;
        if !has_attributes && casts.len() <= 1 {
            let type_name = casts.first().map(|name| name.full_name().to_lowercase());
            known.assigned = true;
            self.set(number, type_name);
        }
    }

    fn is_own_type(&self, name: &TypeName) -> bool {
        let mut name = name;
        while let TypeName::Array { element, .. } = name {
            name = element;
        }
        self.own_types.contains_key(&name.name().to_lowercase())
    }

    fn if_statement(&mut self, node: &IfStatementAst) {
        let after = self.graph.block();
        if node.else_clause.is_none() {
            self.graph.flows(self.current, after);
        }
        let last = node.clauses.len().saturating_sub(1);
        for (index, (condition, body)) in node.clauses.iter().enumerate() {
            let clause = self.graph.block();
            let next = if index == last && node.else_clause.is_none() {
                after
            } else {
                self.graph.block()
            };
            self.statement(condition);
            self.graph.flows(self.current, clause);
            self.graph.flows(self.current, next);
            self.current = clause;
            self.block(body);
            self.graph.flows(self.current, after);
            self.current = next;
        }
        if let Some(body) = &node.else_clause {
            self.block(body);
            self.graph.flows(self.current, after);
        }
        self.current = after;
    }

    fn switch(&mut self, node: &SwitchStatementAst) {
        self.while_loop(
            &node.label,
            |builder| {
                builder.statement(&node.condition);
                builder.set_named("switch", "ienumerator");
            },
            true,
            |builder| builder.switch_body(node),
            None,
        );
    }

    fn switch_body(&mut self, node: &SwitchStatementAst) {
        let after = self.graph.block();
        let last = node.clauses.len().saturating_sub(1);
        for (index, (condition, body)) in node.clauses.iter().enumerate() {
            let clause = self.graph.block();
            let is_last = index == last && node.default.is_none();
            let next = if is_last { after } else { self.graph.block() };
            self.expression(condition);
            self.graph.flows(self.current, next);
            self.graph.flows(self.current, clause);
            self.current = clause;
            self.block(body);
            if !is_last {
                self.graph.flows(self.current, next);
                self.current = next;
            }
        }
        if let Some(default) = &node.default {
            self.graph.flows(self.current, after);
            self.block(default);
        }
        self.graph.flows(self.current, after);
        self.current = after;
    }

    fn foreach(&mut self, node: &ForEachStatementAst) {
        let after = self.graph.block();
        self.while_loop(
            &node.label,
            |builder| {
                builder.statement(&node.condition);
                builder.graph.flows(builder.current, after);
                builder.set_named("foreach", "ienumerator");
                if let Some(name) = local_name(&node.variable.path) {
                    let variable = builder.variables.number(name);
                    builder.variables.list[variable].assigned = true;
                    builder.set(variable, None);
                }
            },
            true,
            |builder| builder.block(&node.body),
            None,
        );
        self.graph.flows(self.current, after);
        self.current = after;
    }

    fn for_statement(&mut self, node: &ForStatementAst) {
        if let Some(initializer) = &node.initializer {
            self.statement(initializer);
        }
        self.while_loop(
            &node.label,
            |builder| {
                if let Some(condition) = &node.condition {
                    builder.statement(condition);
                }
            },
            node.condition.is_some(),
            |builder| builder.block(&node.body),
            node.iterator.as_ref(),
        );
    }

    fn while_loop(
        &mut self,
        label: &Option<Text>,
        condition: impl FnOnce(&mut Self),
        may_end: bool,
        body: impl FnOnce(&mut Self),
        iterator: Option<&Statement>,
    ) {
        let on_continue = self.graph.block();
        if let Some(iterator) = iterator {
            let after_continue = self.graph.block();
            self.graph.flows(self.current, after_continue);
            self.current = on_continue;
            self.statement(iterator);
            self.graph.flows(self.current, after_continue);
            self.current = after_continue;
        } else {
            self.graph.flows(self.current, on_continue);
            self.current = on_continue;
        }
        let body_block = self.graph.block();
        let on_break = self.graph.block();
        condition(self);
        if may_end {
            self.graph.flows(self.current, on_break);
        }
        self.loops.push(Loop {
            label: label.clone().unwrap_or_default(),
            on_break,
            on_continue,
        });
        self.graph.flows(self.current, body_block);
        self.current = body_block;
        body(self);
        self.graph.flows(self.current, on_continue);
        self.current = on_break;
        self.loops.pop();
    }

    fn do_loop(&mut self, label: &Option<Text>, body: &StatementBlockAst, condition: &Statement) {
        let on_continue = self.graph.block();
        let body_block = self.graph.block();
        let on_break = self.graph.block();
        let repeat = self.graph.block();
        self.loops.push(Loop {
            label: label.clone().unwrap_or_default(),
            on_break,
            on_continue,
        });
        self.graph.flows(self.current, body_block);
        self.current = body_block;
        self.block(body);
        self.graph.flows(self.current, on_continue);
        self.current = on_continue;
        self.statement(condition);
        self.graph.flows(self.current, on_break);
        self.graph.flows(self.current, repeat);
        self.graph.flows(repeat, body_block);
        self.current = on_break;
        self.loops.pop();
    }

    fn leave_loop(&mut self, label: Option<&Expression>, target: fn(&Loop) -> BlockId) {
        let found = match label {
            None => self.loops.last(),
            Some(Expression::StringConstant(label)) => self
                .loops
                .iter()
                .rev()
                .find(|known| known.label.eq_ignore_ascii_case(&label.value)),
            Some(_) => None,
        };
        match found.map(target) {
            Some(block) => self.graph.flows(self.current, block),
            None => {
                self.graph.flows(self.current, self.graph.exit);
                self.graph.set_leaves(self.current);
            }
        }
        self.current = self.graph.block();
    }

    fn leave(&mut self, pipeline: Option<&Statement>) {
        if let Some(pipeline) = pipeline {
            self.statement(pipeline);
        }
        self.graph.flows(self.current, self.graph.exit);
        self.graph.set_leaves(self.current);
        self.current = self.graph.block();
    }

    /// Every statement of a `try` could throw, so its handlers see only what was set before it.
    fn try_statement(&mut self, node: &TryStatementAst) {
        let before = self.current;
        self.new_current();
        self.block(&node.body);
        let end_of_try = self.current;
        let finally = node.finally.as_ref().map(|body| (self.graph.block(), body));
        let after = self.graph.block();
        let mut catches_all = false;
        for clause in &node.catch_clauses {
            catches_all |= clause.catch_types.is_empty();
            self.current = self.graph.block();
            self.graph.flows(before, self.current);
            self.block(&clause.body);
            let next = finally.map_or(after, |(block, _)| block);
            self.graph.flows(self.current, next);
        }
        match finally {
            None => self.graph.flows(end_of_try, after),
            Some((first, body)) => {
                self.graph.flows(end_of_try, first);
                self.current = first;
                self.block(body);
                self.graph.flows(self.current, after);
                let last = self.current;
                if !catches_all {
                    self.graph.flows(before, first);
                    let rethrow = self.graph.block();
                    self.graph.flows(last, rethrow);
                    self.graph.set_leaves(rethrow);
                    self.graph.flows(rethrow, self.graph.exit);
                }
            }
        }
        self.current = after;
    }
}

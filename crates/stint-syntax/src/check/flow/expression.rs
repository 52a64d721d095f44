//! Makes the graph of a method from its expressions.

use super::build::Builder;
use super::graph::Step;
use super::{ALWAYS_READABLE, local_name};
use crate::ast::*;
use crate::operator::BinaryOperator;

impl Builder<'_> {
    pub(super) fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Variable(variable) => self.read(variable),
            Expression::Binary(_)
            | Expression::Member(_)
            | Expression::InvokeMember(_)
            | Expression::Index(_) => self.chain(expression),
            Expression::BaseCtorInvokeMember(call) => {
                call.arguments.iter().for_each(|part| self.expression(part));
            }
            Expression::Unary(unary) => self.expression(&unary.child),
            Expression::Ternary(ternary) => self.ternary(ternary),
            Expression::Convert(convert) => self.expression(&convert.child),
            Expression::Attributed(_) => {}
            Expression::ArrayLiteral(list) => {
                list.elements.iter().for_each(|part| self.expression(part));
            }
            Expression::Array(array) => self.block(&array.sub_expression),
            Expression::SubExpression(sub) => self.block(&sub.sub_expression),
            Expression::Paren(paren) => self.statement(&paren.pipeline),
            Expression::Hashtable(table) => {
                for (key, value) in &table.pairs {
                    self.expression(key);
                    self.statement(value);
                }
            }
            Expression::ExpandableString(string) => {
                string.nested.iter().for_each(|part| self.expression(part));
            }
            Expression::Constant(_)
            | Expression::StringConstant(_)
            | Expression::Using(_)
            | Expression::Type(_)
            | Expression::ScriptBlock(_)
            | Expression::Error(_) => {}
        }
    }

    /// Operators in a row, from the innermost on.
    fn chain(&mut self, expression: &Expression) {
        let mut links = Vec::new();
        let mut next = expression;
        loop {
            let left = match next {
                Expression::Binary(node) => &node.left,
                Expression::Member(node) => &node.target,
                Expression::InvokeMember(node) => &node.target,
                Expression::Index(node) => &node.target,
                _ => break,
            };
            links.push(next);
            next = left;
        }
        self.expression(next);
        for link in links.into_iter().rev() {
            match link {
                Expression::Binary(node) => self.binary_right(node),
                Expression::Member(node) => self.expression(&node.member),
                Expression::InvokeMember(node) => {
                    self.expression(&node.member);
                    node.arguments.iter().for_each(|part| self.expression(part));
                }
                Expression::Index(node) => self.expression(&node.index),
                _ => {}
            }
        }
    }

    fn binary_right(&mut self, node: &BinaryExpressionAst) {
        if !matches!(node.operator, BinaryOperator::And | BinaryOperator::Or) {
            return self.expression(&node.right);
        }
        let after = self.graph.block();
        self.graph.flows(self.current, after);
        self.new_current();
        self.expression(&node.right);
        self.graph.flows(self.current, after);
        self.current = after;
    }

    fn ternary(&mut self, node: &TernaryExpressionAst) {
        let (if_true, if_false, after) =
            (self.graph.block(), self.graph.block(), self.graph.block());
        self.expression(&node.condition);
        self.graph.flows(self.current, if_true);
        self.graph.flows(self.current, if_false);
        for (block, part) in [(if_true, &node.if_true), (if_false, &node.if_false)] {
            self.current = block;
            self.expression(part);
            self.graph.flows(self.current, after);
        }
        self.current = after;
    }

    fn read(&mut self, variable: &VariableExpressionAst) {
        let Some(name) = local_name(&variable.path) else {
            return;
        };
        if ALWAYS_READABLE
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
        {
            return;
        }
        let number = self.variables.number(name);
        let node = std::ptr::from_ref(variable).addr();
        self.graph.step(
            self.current,
            Step::Read {
                variable: number,
                node,
            },
        );
    }
}

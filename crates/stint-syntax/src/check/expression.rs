//! Checks of expressions.

use std::collections::HashSet;

use super::constant::{Purpose, is_constant};
use super::{Checker, current_member, is_ordered, is_reference};
use crate::ast::*;
use crate::message::Message;
use crate::node::{NodeRef, Search};
use crate::source::Extent;

/// Arrays of arrays deeper than this are too complex.
const MOST_ARRAYS: usize = 200;

impl Checker<'_, '_> {
    pub(super) fn check_type_depth(&mut self, type_name: &TypeName, extent: Extent) {
        let mut depth = 0;
        let mut next = type_name;
        while let TypeName::Array { element, .. } = next {
            depth += 1;
            if depth > MOST_ARRAYS {
                self.error(extent, Message::ScriptTooComplicated, &[]);
                return;
            }
            next = element;
        }
    }

    pub(super) fn check_convert(&mut self, node: &ConvertExpressionAst, parents: &[NodeRef<'_>]) {
        let type_name = &node.type_constraint.type_name;
        if is_ordered(type_name) {
            if !matches!(node.child, Expression::Hashtable(_)) {
                let name = type_name.full_name();
                self.error(
                    node.extent,
                    Message::OrderedAttributeOnlyOnHashLiteralNode,
                    &[&name],
                );
            }
        } else if is_reference(type_name) {
            let repeated = self.check_repeated_references(node);
            self.check_reference_is_last(node, parents, repeated);
        }
    }

    /// `[ref][ref]`
    fn check_repeated_references(&mut self, node: &ConvertExpressionAst) -> bool {
        let mut repeated = false;
        let mut child = &node.child;
        loop {
            child = match child {
                Expression::Convert(inner) => {
                    if is_reference(&inner.type_constraint.type_name) {
                        repeated = true;
                        self.error(
                            inner.type_constraint.extent,
                            Message::ReferenceNeedsToBeByItselfInTypeSequence,
                            &[],
                        );
                    }
                    &inner.child
                }
                Expression::Attributed(inner) => &inner.child,
                _ => return repeated,
            };
        }
    }

    /// `[int][ref]`, except on the left of an assignment, which has its own check.
    fn check_reference_is_last(
        &mut self,
        node: &ConvertExpressionAst,
        parents: &[NodeRef<'_>],
        repeated: bool,
    ) {
        let Some((NodeRef::ConvertExpression(parent), outer)) = parents.split_last() else {
            return;
        };
        if repeated || is_reference(&parent.type_constraint.type_name) {
            return;
        }
        let nearest = outer.iter().rev().find(|ancestor| {
            matches!(
                ancestor,
                NodeRef::AssignmentStatement(_) | NodeRef::CommandExpression(_)
            )
        });
        let is_assigned = match nearest {
            Some(NodeRef::AssignmentStatement(assignment)) => {
                let this = NodeRef::from(node);
                Search::new(&assignment.left, true).any(|inner| inner.is_same(this))
            }
            _ => false,
        };
        if !is_assigned {
            self.error(
                node.type_constraint.extent,
                Message::ReferenceNeedsToBeLastTypeInTypeConversion,
                &[],
            );
        }
    }

    /// Attributes in an expression belong to variables.
    pub(super) fn check_attributed(&mut self, node: &AttributedExpressionAst) {
        let mut child = &node.child;
        loop {
            child = match child {
                Expression::Variable(_) => return,
                Expression::Attributed(inner) => &inner.child,
                Expression::Convert(inner) => &inner.child,
                _ => break,
            };
        }
        let name = node.attribute.type_name.full_name();
        self.error(
            node.attribute.extent,
            Message::UnexpectedAttribute,
            &[&name],
        );
    }

    /// Only properties and constant indexes may be read of a `$using:` variable.
    pub(super) fn check_using_expression(&mut self, node: &UsingExpressionAst) {
        let mut next = &node.sub_expression;
        let wrong = loop {
            next = match next {
                Expression::Variable(_) => return,
                Expression::Member(member)
                    if matches!(member.member, Expression::StringConstant(_)) =>
                {
                    &member.target
                }
                Expression::Index(index) => {
                    if !is_constant(&index.index, Purpose::Attribute) {
                        break &index.index;
                    }
                    &index.target
                }
                other => break other,
            };
        };
        self.error(wrong.extent(), Message::InvalidUsingExpression, &[]);
    }

    pub(super) fn check_variable(&mut self, node: &VariableExpressionAst, parents: &[NodeRef<'_>]) {
        let path = &node.path.user_path;
        if node.splatted {
            self.check_splatting(node, parents);
        }
        if self.not_local.contains(&std::ptr::from_ref(node).addr()) {
            self.error(node.extent, Message::VariableNotLocal, &[]);
        }
        if node.path.is("this") {
            let is_static = match current_member(parents) {
                Some(NodeRef::FunctionMember(method)) => method.flags.is_static,
                Some(NodeRef::PropertyMember(property)) => property.flags.is_static,
                _ => false,
            };
            if is_static {
                self.error(
                    node.extent,
                    Message::NonStaticMemberAccessInStaticMember,
                    &[path],
                );
            }
        }
    }

    fn check_splatting(&mut self, node: &VariableExpressionAst, parents: &[NodeRef<'_>]) {
        let message = match parents {
            [.., NodeRef::Command(_) | NodeRef::UsingExpression(_)] => return,
            [.., NodeRef::Command(_), NodeRef::ArrayLiteral(_)] => {
                Message::SplattingNotPermittedInArgumentList
            }
            _ => Message::SplattingNotPermitted,
        };
        self.error(node.extent, message, &[&node.path.user_path]);
    }

    pub(super) fn check_hashtable(&mut self, node: &HashtableAst) {
        let mut seen = HashSet::new();
        for (key, _) in &node.pairs {
            let text = match key {
                Expression::StringConstant(key) => key.value.to_string(),
                Expression::Constant(key) => match &key.value {
                    Constant::Number(number) => number.to_string(),
                    Constant::True => "True".to_owned(),
                },
                _ => continue,
            };
            if !seen.insert(text.to_lowercase()) {
                self.error(key.extent(), Message::DuplicateKeyInHashLiteral, &[&text]);
            }
        }
    }
}

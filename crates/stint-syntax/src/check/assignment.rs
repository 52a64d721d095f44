//! What can be assigned to.

use super::{Checker, is_reference, is_void};
use crate::ast::*;
use crate::message::Message;
use crate::operator::{AssignmentOperator, UnaryOperator};
use crate::source::Extent;
use crate::variable_path::VariableQualifier;

/// Variables that PowerShell sets by itself, with the only type each may be given.
const AUTOMATIC: [(&str, &str, &[&str]); 9] = [
    ("_", "System.Object", &["object"]),
    ("args", "System.Object[]", &[]),
    ("this", "System.Object", &["object"]),
    ("input", "System.Object", &["object"]),
    (
        "PSCmdlet",
        "System.Management.Automation.PSScriptCmdlet",
        &[],
    ),
    (
        "PSBoundParameters",
        "System.Management.Automation.PSBoundParametersDictionary",
        &[],
    ),
    (
        "MyInvocation",
        "System.Management.Automation.InvocationInfo",
        &["management.automation.invocationinfo"],
    ),
    ("PSScriptRoot", "System.String", &["string"]),
    ("PSCommandPath", "System.String", &["string"]),
];

impl Checker<'_, '_> {
    pub(super) fn check_assignment(&mut self, node: &AssignmentStatementAst) {
        let mut wrong = Vec::new();
        let is_simple = node.operator == AssignmentOperator::Equals;
        self.check_target(&node.left, is_simple, &mut wrong);
        for extent in wrong {
            self.error(extent, Message::InvalidLeftHandSide, &[]);
        }
    }

    pub(super) fn check_unary(&mut self, node: &UnaryExpressionAst) {
        use UnaryOperator::*;
        if !matches!(
            node.operator,
            PlusPlus | PostfixPlusPlus | MinusMinus | PostfixMinusMinus
        ) {
            return;
        }
        let mut wrong = Vec::new();
        self.check_target(&node.child, false, &mut wrong);
        for extent in wrong {
            let text = node.operator.kind().text();
            self.error(extent, Message::OperatorRequiresVariableOrProperty, &[text]);
        }
    }

    /// Adds to `wrong` what cannot be assigned to.
    fn check_target(&mut self, target: &Expression, is_simple: bool, wrong: &mut Vec<Extent>) {
        match target {
            Expression::ArrayLiteral(list) if is_simple => {
                for element in &list.elements {
                    self.check_target(element, true, wrong);
                }
            }
            Expression::Paren(paren) => match paren.pipeline.pure_expression() {
                Some(inner) => self.check_target(inner, is_simple, wrong),
                None => wrong.push(paren.pipeline.extent()),
            },
            Expression::Convert(_) | Expression::Attributed(_) => {
                self.check_attributed_target(target, is_simple, wrong);
            }
            Expression::Variable(_) => {}
            Expression::Member(node) if !node.null_conditional => {}
            Expression::InvokeMember(node) if !node.null_conditional => {}
            Expression::BaseCtorInvokeMember(_) => {}
            Expression::Index(node) if !node.null_conditional => {}
            _ => wrong.push(target.extent()),
        }
    }

    fn check_attributed_target(
        &mut self,
        target: &Expression,
        is_simple: bool,
        wrong: &mut Vec<Extent>,
    ) {
        let mut inner = target;
        let mut converts = 0;
        let mut reference = None;
        let mut last_type = None;
        loop {
            inner = match inner {
                Expression::Convert(node) => {
                    let constraint = &node.type_constraint;
                    converts += 1;
                    last_type = Some(&constraint.type_name);
                    if is_reference(&constraint.type_name) {
                        reference = Some(constraint.extent);
                    } else if is_void(&constraint.type_name) {
                        self.error(
                            constraint.extent,
                            Message::VoidTypeConstraintNotAllowed,
                            &[],
                        );
                    }
                    &node.child
                }
                Expression::Attributed(node) => &node.child,
                _ => break,
            };
        }
        if let (Some(extent), true) = (reference, converts > 1) {
            self.error(
                extent,
                Message::ReferenceNeedsToBeByItselfInTypeConstraint,
                &[],
            );
            return;
        }
        if let Expression::Variable(variable) = inner {
            self.check_automatic(target.extent(), variable, last_type);
        }
        self.check_target(inner, is_simple, wrong);
    }

    fn check_automatic(
        &mut self,
        extent: Extent,
        variable: &VariableExpressionAst,
        given: Option<&TypeName>,
    ) {
        let path = &variable.path;
        let is_local = path.is_unscoped()
            || matches!(
                path.qualifier,
                VariableQualifier::Local | VariableQualifier::Private
            );
        let name = path.unqualified();
        let known = AUTOMATIC
            .iter()
            .find(|(known, ..)| known.eq_ignore_ascii_case(name));
        let Some(&(known, wanted, aliases)) = known.filter(|_| is_local) else {
            return;
        };
        let is_wanted = given.is_some_and(|given| match given {
            TypeName::Array { element, rank, .. } => {
                known == "args" && *rank == 1 && super::is_type(element, &["object"])
            }
            given => super::is_type(given, aliases),
        });
        if !is_wanted {
            self.error(
                extent,
                Message::AssignmentStatementToAutomaticNotSupported,
                &[name, wanted],
            );
        }
    }
}

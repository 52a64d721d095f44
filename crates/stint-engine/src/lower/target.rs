//! What is assigned to.

use super::Lowerer;
use super::expression::qualifier;
use crate::node::{IndexNode, MemberNode, Target, Typed};
use stint_syntax::variable_path::VariableQualifier;
use stint_syntax::{CommandBase, Expression, Statement, VariablePath};

impl Lowerer<'_> {
    /// Lowers the left side of an assignment.
    pub(super) fn target(&self, expression: &Expression) -> Target {
        match expression {
            Expression::Variable(variable) => self.variable_target(&variable.path),
            Expression::Convert(convert) => {
                let mut typed = self.typed(&convert.child);
                typed
                    .types
                    .insert(0, self.type_node(&convert.type_constraint.type_name));
                Target::Typed(Box::new(typed))
            }
            Expression::Attributed(attributed) => {
                let mut typed = self.typed(&attributed.child);
                typed
                    .attributes
                    .insert(0, self.attribute(&attributed.attribute));
                Target::Typed(Box::new(typed))
            }
            Expression::Member(member) => Target::Member(Box::new(MemberNode {
                target: self.expression(&member.target),
                name: self.member_name(&member.member),
                is_static: member.is_static,
                null_conditional: false,
                extent: member.extent,
            })),
            Expression::Index(index) => Target::Index(Box::new(IndexNode {
                target: self.expression(&index.target),
                index: self.expression(&index.index),
                null_conditional: false,
                extent: index.extent,
            })),
            Expression::ArrayLiteral(array) => Target::Many(
                array
                    .elements
                    .iter()
                    .map(|element| self.target(element))
                    .collect(),
            ),
            Expression::Paren(paren) => self.paren_target(&paren.pipeline),
            _ => Target::Invalid,
        }
    }

    fn typed(&self, child: &Expression) -> Typed {
        match self.target(child) {
            Target::Typed(typed) => *typed,
            target => Typed {
                types: Vec::new(),
                attributes: Vec::new(),
                target,
            },
        }
    }

    fn paren_target(&self, pipeline: &Statement) -> Target {
        match pipeline {
            Statement::Pipeline(pipeline) => match pipeline.elements.as_slice() {
                [CommandBase::Expression(only)] => self.target(&only.expression),
                _ => Target::Invalid,
            },
            _ => Target::Invalid,
        }
    }

    /// Assigning to a variable.
    pub(super) fn variable_target(&self, path: &VariablePath) -> Target {
        let name = path.unqualified();
        if path.qualifier != VariableQualifier::Drive && crate::automatic::is_fixed(name) {
            return Target::Fixed(name.into());
        }
        let target = match path.qualifier {
            VariableQualifier::Drive => {
                return Target::Drive(path.drive().unwrap_or_default().into(), name.into());
            }
            VariableQualifier::Unqualified | VariableQualifier::Variable => {
                Target::Local(self.local(name))
            }
            other => Target::Scoped(qualifier(other), self.local(name)),
        };
        if crate::automatic::is_guarded(name) {
            Target::Automatic(self.local(name).name, Box::new(target))
        } else {
            target
        }
    }
}

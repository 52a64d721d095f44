//! Checks of attributes and parameters.

use std::collections::HashSet;

use super::constant::{Purpose, is_constant};
use super::{Checker, current_member, is_ordered};
use crate::ast::*;
use crate::message::Message;
use crate::node::NodeRef;

impl Checker<'_, '_> {
    pub(super) fn check_attribute(&mut self, node: &AttributeAst, parents: &[NodeRef<'_>]) {
        let purpose = match parents.last() {
            Some(
                NodeRef::TypeDefinition(_)
                | NodeRef::PropertyMember(_)
                | NodeRef::FunctionMember(_),
            ) => Purpose::ClassAttribute,
            Some(NodeRef::Parameter(_))
                if matches!(current_member(parents), Some(NodeRef::FunctionMember(_))) =>
            {
                Purpose::ClassAttribute
            }
            _ => Purpose::Attribute,
        };
        let mut names = HashSet::new();
        for argument in &node.named {
            if !names.insert(argument.name.to_lowercase()) {
                self.error(
                    argument.extent,
                    Message::DuplicateNamedArgument,
                    &[&argument.name],
                );
            } else if !argument.expression_omitted {
                self.check_attribute_argument(&argument.argument, purpose);
            }
        }
        for argument in &node.positional {
            self.check_attribute_argument(argument, purpose);
        }
    }

    fn check_attribute_argument(&mut self, argument: &Expression, purpose: Purpose) {
        if is_constant(argument, purpose) {
            return;
        }
        let message = match purpose {
            Purpose::Attribute => Message::ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock,
            Purpose::ClassAttribute => Message::ParameterAttributeArgumentNeedsToBeConstant,
        };
        self.error(argument.extent(), message, &[]);
    }

    pub(super) fn check_parameter(&mut self, node: &ParameterAst, parents: &[NodeRef<'_>]) {
        let in_method = matches!(
            parents,
            [
                ..,
                NodeRef::FunctionMember(_),
                NodeRef::FunctionDefinition(_)
            ]
        );
        let mut has_type = false;
        for attribute in &node.attributes {
            let AttributeBase::TypeConstraint(constraint) = attribute else {
                continue;
            };
            if is_ordered(&constraint.type_name) {
                let name = constraint.type_name.full_name();
                self.error(
                    constraint.extent,
                    Message::OrderedAttributeOnlyOnHashLiteralNode,
                    &[&name],
                );
            } else if in_method && std::mem::replace(&mut has_type, true) {
                self.error(
                    constraint.extent,
                    Message::MultipleTypeConstraintsOnMethodParam,
                    &[],
                );
            }
        }
    }
}

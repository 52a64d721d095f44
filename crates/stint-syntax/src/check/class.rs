//! Checks of class members.

use super::{Checker, flow, is_void};
use crate::ast::*;
use crate::message::Message;
use crate::source::Extent;

/// True for a method that returns nothing.
pub(super) fn is_void_method(method: &FunctionMemberAst) -> bool {
    method
        .return_type
        .as_ref()
        .is_none_or(|constraint| is_void(&constraint.type_name))
}

impl Checker<'_, '_> {
    pub(super) fn check_function_member(&mut self, node: &FunctionMemberAst) {
        let body = &*node.function.body;
        if let Some(block) = &body.param_block {
            self.error(block.extent, Message::ParamBlockNotAllowedInMethod, &[]);
        }
        if let Some(extent) = named_block(body) {
            self.error(extent, Message::NamedBlockNotAllowedInMethod, &[]);
        }
        if let (true, Some(constraint)) = (node.is_constructor, &node.return_type) {
            self.error(
                constraint.extent,
                Message::ConstructorCantHaveReturnType,
                &[],
            );
        }
        let analysis = flow::analyze(node, &self.own_types);
        self.not_local = analysis.not_local;
        if !analysis.always_returns && !is_void_method(node) {
            self.error(
                node.function.name_extent,
                Message::MethodHasCodePathNotReturn,
                &[],
            );
        }
    }

    pub(super) fn check_property_member(&mut self, node: &PropertyMemberAst) {
        if let Some(constraint) = &node.property_type
            && is_void(&constraint.type_name)
        {
            let name = constraint.type_name.full_name();
            self.error(
                constraint.extent,
                Message::TypeNotAllowedForProperty,
                &[&name],
            );
        }
    }
}

/// Where the first named block is, when a body has any.
fn named_block(body: &ScriptBlockAst) -> Option<Extent> {
    let named_end = body.end_block.as_ref().filter(|block| !block.unnamed);
    let has_named = named_end.is_some()
        || body.dynamic_param_block.is_some()
        || body.begin_block.is_some()
        || body.process_block.is_some()
        || body.clean_block.is_some();
    let blocks = [
        body.dynamic_param_block.as_ref(),
        body.begin_block.as_ref(),
        body.process_block.as_ref(),
        body.end_block.as_ref(),
        body.clean_block.as_ref(),
    ];
    let first = blocks.into_iter().flatten().next();
    first.filter(|_| has_named).map(|block| block.extent)
}

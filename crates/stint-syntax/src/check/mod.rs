//! What PowerShell checks once the tree is whole, and reports as parse errors.
//!
//! First types and modules ([`resolve`]), then the rules of the language, node by node in PowerShell's order.
//! Not here, because only the type system can say: types of attribute arguments, members that clash with a base
//! class, overrides, resources of DSC.

mod assignment;
mod attribute;
mod class;
mod constant;
mod dsc;
mod expression;
mod flow;
mod resolve;
mod statement;

use std::collections::{HashMap, HashSet};

use crate::ast::*;
use crate::message::Message;
use crate::node::{NodeRef, Search, Walk, WalkEvent};
use crate::shared::Shared;
use crate::source::Extent;

/// Trees nested deeper than this are checked on a stack of their own.
const DEEP: u32 = 80;
const STACK_SIZE: usize = 64 << 20;

/// Checks a whole script.
pub(crate) fn check_source(root: &ScriptBlockAst, shared: &mut Shared) {
    if shared.deepest < DEEP {
        return check_here(root, shared);
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK_SIZE)
            .spawn_scoped(scope, || check_here(root, shared));
        if let Ok(thread) = thread
            && let Err(panic) = thread.join()
        {
            std::panic::resume_unwind(panic);
        }
    });
}

fn check_here(root: &ScriptBlockAst, shared: &mut Shared) {
    let has_types = shared.has_types;
    if has_types || !root.using_statements.is_empty() {
        resolve::resolve(root, shared);
    }
    let mut checker = Checker {
        shared,
        not_local: HashSet::new(),
        own_types: HashMap::new(),
    };
    if has_types {
        checker.own_types = Search::new(root, true)
            .filter_map(|node| match node {
                NodeRef::TypeDefinition(definition) => {
                    Some((definition.name.to_lowercase(), definition))
                }
                _ => None,
            })
            .collect();
    }
    let mut walk = Walk::new(root);
    while let Some(event) = walk.next() {
        if let WalkEvent::Enter(node) = event {
            checker.check(node, walk.ancestors());
        }
    }
}

/// The checks of single nodes.
struct Checker<'a, 's> {
    shared: &'s mut Shared,
    /// Variables of class methods that may be read before they are set, by address.
    not_local: HashSet<usize>,
    /// The script's own types by name, lower-cased.
    own_types: HashMap<String, &'a TypeDefinitionAst>,
}

impl Checker<'_, '_> {
    fn error(&mut self, extent: Extent, message: Message, arguments: &[&str]) {
        self.shared.report(extent, message, arguments, false);
    }

    fn text(&self, extent: Extent) -> String {
        self.shared.source.slice(extent).to_owned()
    }

    /// Checks a node whose ancestors, itself last, are given.
    fn check(&mut self, node: NodeRef<'_>, ancestors: &[NodeRef<'_>]) {
        let parents = &ancestors[..ancestors.len().saturating_sub(1)];
        match node {
            NodeRef::ParamBlock(node) => self.check_parameters(&node.parameters),
            NodeRef::TypeConstraint(node) => self.check_type_depth(&node.type_name, node.extent),
            NodeRef::TypeExpression(node) => self.check_type_depth(&node.type_name, node.extent),
            NodeRef::Attribute(node) => self.check_attribute(node, parents),
            NodeRef::Parameter(node) => self.check_parameter(node, parents),
            NodeRef::TypeDefinition(node) => self.check_type_definition(node),
            NodeRef::FunctionMember(node) => self.check_function_member(node),
            NodeRef::PropertyMember(node) => self.check_property_member(node),
            NodeRef::FunctionDefinition(node) => self.check_function_definition(node),
            NodeRef::SwitchStatement(node) => self.check_switch(node),
            NodeRef::ForEachStatement(node) => self.check_foreach(node),
            NodeRef::DataStatement(node) => self.check_data(node),
            NodeRef::TryStatement(node) => self.check_try(node),
            NodeRef::BreakStatement(node) => {
                self.check_label(node.extent, node.label.as_ref(), parents);
            }
            NodeRef::ContinueStatement(node) => {
                self.check_label(node.extent, node.label.as_ref(), parents);
            }
            NodeRef::ReturnStatement(node) => self.check_return(node, parents),
            NodeRef::AssignmentStatement(node) => self.check_assignment(node),
            NodeRef::UnaryExpression(node) => self.check_unary(node),
            NodeRef::ConvertExpression(node) => self.check_convert(node, parents),
            NodeRef::AttributedExpression(node) => self.check_attributed(node),
            NodeRef::UsingExpression(node) => self.check_using_expression(node),
            NodeRef::VariableExpression(node) => self.check_variable(node, parents),
            NodeRef::Hashtable(node) => self.check_hashtable(node),
            NodeRef::BlockStatement(node) => self.check_block(node),
            NodeRef::UsingStatement(node) => self.check_using_statement(node),
            _ => {}
        }
    }
}

/// The class member that code belongs to; none in a script block or function of its own inside one.
fn current_member<'a>(parents: &[NodeRef<'a>]) -> Option<NodeRef<'a>> {
    for (index, &node) in parents.iter().enumerate().rev() {
        match node {
            NodeRef::FunctionMember(_) | NodeRef::PropertyMember(_) => return Some(node),
            NodeRef::ScriptBlock(_) => {
                let is_method_body = index >= 2
                    && matches!(parents[index - 1], NodeRef::FunctionDefinition(_))
                    && matches!(parents[index - 2], NodeRef::FunctionMember(_));
                if !is_method_body {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// True when a simple name is one of `names`, with or without `System.`, in any case.
pub(crate) fn is_type(type_name: &TypeName, names: &[&str]) -> bool {
    let TypeName::Simple { name, .. } = type_name else {
        return false;
    };
    let bare = match name.get(..7) {
        Some(start) if start.eq_ignore_ascii_case("system.") => &name[7..],
        _ => name,
    };
    names
        .iter()
        .any(|known| bare.eq_ignore_ascii_case(known) || name.eq_ignore_ascii_case(known))
}

fn is_void(type_name: &TypeName) -> bool {
    is_type(type_name, &["void"])
}

fn is_reference(type_name: &TypeName) -> bool {
    is_type(type_name, &["ref", "management.automation.psreference"])
}

fn is_ordered(type_name: &TypeName) -> bool {
    matches!(type_name, TypeName::Simple { name, assembly: None, .. } if name.eq_ignore_ascii_case("ordered"))
}

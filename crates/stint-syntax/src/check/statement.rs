//! Checks of statements.

use std::collections::HashSet;

use unicode_general_category::{GeneralCategory, get_general_category};

use super::{Checker, class::is_void_method, current_member, is_void};
use crate::ast::*;
use crate::message::Message;
use crate::node::NodeRef;
use crate::restricted::{RestrictedLanguage, RestrictedVariables};
use crate::source::Extent;

impl Checker<'_, '_> {
    pub(super) fn check_parameters(&mut self, parameters: &[ParameterAst]) {
        let mut seen = HashSet::new();
        for parameter in parameters {
            let path = &parameter.name.path.user_path;
            if !seen.insert(path.to_lowercase()) {
                self.error(
                    parameter.name.extent,
                    Message::DuplicateFormalParameter,
                    &[path],
                );
            }
            let void = parameter
                .attributes
                .iter()
                .find_map(|attribute| match attribute {
                    AttributeBase::TypeConstraint(constraint) if is_void(&constraint.type_name) => {
                        Some(constraint.extent)
                    }
                    _ => None,
                });
            if let Some(extent) = void {
                self.error(extent, Message::VoidTypeConstraintNotAllowed, &[]);
            }
        }
    }

    pub(super) fn check_function_definition(&mut self, node: &FunctionDefinitionAst) {
        if node.parameters.is_empty() {
            // Nothing to clash with.
        } else if let Some(block) = &node.body.param_block {
            self.error(block.extent, Message::OnlyOneParameterListAllowed, &[]);
        } else {
            self.check_parameters(&node.parameters);
        }
        if node.is_workflow {
            self.error(
                node.extent,
                Message::WorkflowNotSupportedInPowerShellCore,
                &[],
            );
        }
    }

    fn reserved_parameter(&mut self, extent: Extent, keyword: &str, parameter: &str) {
        self.error(
            extent,
            Message::KeywordParameterReservedForFutureUse,
            &[keyword, parameter],
        );
    }

    pub(super) fn check_switch(&mut self, node: &SwitchStatementAst) {
        if node.flags.parallel {
            self.reserved_parameter(node.extent, "switch", "parallel");
        }
    }

    pub(super) fn check_foreach(&mut self, node: &ForEachStatementAst) {
        if node.parallel {
            self.reserved_parameter(node.extent, "foreach", "parallel");
        }
        if node.throttle_limit.is_some() {
            self.reserved_parameter(node.extent, "foreach", "throttlelimit");
            if !node.parallel {
                self.error(node.extent, Message::ThrottleLimitRequiresParallelFlag, &[]);
            }
        }
    }

    pub(super) fn check_data(&mut self, node: &DataStatementAst) {
        let names: Option<Vec<&str>> = node
            .commands_allowed
            .iter()
            .map(|command| match command {
                Expression::StringConstant(name) => Some(&*name.value),
                _ => None,
            })
            .chain([Some("ConvertFrom-StringData")])
            .collect();
        let language = RestrictedLanguage {
            commands: names.as_deref(),
            variables: RestrictedVariables::Default,
            environment: false,
        };
        let source = self.shared.source.clone();
        language.check_node(&node.body, &source, &mut |extent, message, arguments| {
            self.shared.report(extent, message, arguments, false);
        });
    }

    pub(super) fn check_block(&mut self, node: &BlockStatementAst) {
        let text = self.text(node.kind.extent);
        self.error(node.kind.extent, Message::UnexpectedKeyword, &[&text]);
    }

    pub(super) fn check_try(&mut self, node: &TryStatementAst) {
        for (index, first) in node.catch_clauses.iter().enumerate() {
            for second in &node.catch_clauses[index + 1..] {
                if first.catch_types.is_empty() {
                    let offset = second.extent.start.saturating_sub(1);
                    let place = Extent::new(offset, offset);
                    self.error(place, Message::EmptyCatchNotLast, &[]);
                    break;
                }
                self.check_catch_pair(first, second);
            }
        }
    }

    fn check_catch_pair(&mut self, first: &CatchClauseAst, second: &CatchClauseAst) {
        for base in &first.catch_types {
            for derived in &second.catch_types {
                let symbols = self.shared.symbols.clone();
                if let Some(name) = symbols.caught_by(&derived.type_name, &base.type_name) {
                    self.error(
                        derived.extent,
                        Message::ExceptionTypeAlreadyCaught,
                        &[&name],
                    );
                }
            }
        }
    }

    /// `break` and `continue`: they may not leave a `finally`, and in a method their label must be in it.
    pub(super) fn check_label(
        &mut self,
        extent: Extent,
        label: Option<&Expression>,
        parents: &[NodeRef<'_>],
    ) {
        let label = match label {
            None => Some(""),
            Some(Expression::StringConstant(label)) => Some(&*label.value),
            Some(_) => None,
        };
        self.check_flow_out_of_finally(extent, label, parents);
        if let Some(label) = label.filter(|label| !label.is_empty()) {
            self.check_label_exists(extent, label, parents);
        }
    }

    fn check_label_exists(&mut self, extent: Extent, label: &str, parents: &[NodeRef<'_>]) {
        for (index, &parent) in parents.iter().enumerate().rev() {
            if matches!(parent, NodeRef::FunctionDefinition(_)) {
                let in_method =
                    index > 0 && matches!(parents[index - 1], NodeRef::FunctionMember(_));
                if in_method {
                    self.error(extent, Message::LabelNotFound, &[label]);
                }
                return;
            }
            let is_loop = !matches!(parent, NodeRef::SwitchStatement(_));
            if is_loop && label_of(parent).is_some_and(|known| known.eq_ignore_ascii_case(label)) {
                return;
            }
        }
    }

    fn check_flow_out_of_finally(
        &mut self,
        extent: Extent,
        label: Option<&str>,
        parents: &[NodeRef<'_>],
    ) {
        for (index, &parent) in parents.iter().enumerate().rev() {
            if matches!(
                parent,
                NodeRef::NamedBlock(_) | NodeRef::TrapStatement(_) | NodeRef::ScriptBlock(_)
            ) {
                return;
            }
            let stays_inside = label.is_some_and(|label| {
                label_of(parent)
                    .is_some_and(|known| label.is_empty() || known.eq_ignore_ascii_case(label))
            });
            if stays_inside {
                return;
            }
            if let NodeRef::StatementBlock(block) = parent
                && index > 0
                && let NodeRef::TryStatement(node) = parents[index - 1]
                && let Some(finally) = &node.finally
                && std::ptr::eq(finally, block)
            {
                self.error(extent, Message::ControlLeavingFinally, &[]);
                return;
            }
        }
    }

    pub(super) fn check_return(&mut self, node: &ReturnStatementAst, parents: &[NodeRef<'_>]) {
        self.check_flow_out_of_finally(node.extent, None, parents);
        let Some(NodeRef::FunctionMember(method)) = current_member(parents) else {
            return;
        };
        match (&node.pipeline, is_void_method(method)) {
            (Some(_), true) => self.error(node.extent, Message::VoidMethodHasReturn, &[]),
            (None, false) => {
                self.error(node.extent, Message::NonVoidMethodMissingReturnValue, &[]);
            }
            _ => {}
        }
    }

    pub(super) fn check_using_statement(&mut self, node: &UsingStatementAst) {
        use UsingStatementKind::*;
        if !matches!(node.kind, Namespace | Assembly | Module) || node.alias.is_some() {
            self.error(node.extent, Message::UsingStatementNotSupported, &[]);
        }
        if let (Namespace, Some(name)) = (node.kind, &node.name)
            && !name.value.split('.').all(is_namespace_part)
        {
            self.error(name.extent, Message::InvalidNamespaceValue, &[]);
        }
    }
}

/// The label of a loop or `switch`, empty when it has none; none for any other node.
fn label_of(node: NodeRef<'_>) -> Option<&str> {
    let label = match node {
        NodeRef::ForEachStatement(node) => &node.label,
        NodeRef::ForStatement(node) => &node.label,
        NodeRef::WhileStatement(node) => &node.label,
        NodeRef::DoWhileStatement(node) => &node.label,
        NodeRef::DoUntilStatement(node) => &node.label,
        NodeRef::SwitchStatement(node) => &node.label,
        _ => return None,
    };
    Some(label.as_deref().unwrap_or_default())
}

fn is_namespace_part(part: &str) -> bool {
    use GeneralCategory::*;
    let is_start = |c: char| {
        c == '_'
            || matches!(
                get_general_category(c),
                UppercaseLetter
                    | LowercaseLetter
                    | TitlecaseLetter
                    | ModifierLetter
                    | OtherLetter
                    | LetterNumber
            )
    };
    let is_follow = |c: char| {
        is_start(c)
            || matches!(
                get_general_category(c),
                DecimalNumber | ConnectorPunctuation | NonspacingMark | SpacingMark | Format
            )
    };
    part.starts_with(is_start) && part.chars().all(is_follow)
}

//! The restricted language: `data` sections, module manifests and data files.

use crate::ast::*;
use crate::check::is_type;
use crate::error::ParseError;
use crate::message::Message;
use crate::node::{NodeRef, Walk, WalkEvent};
use crate::source::{Extent, Source};
use crate::token::{TokenFlags, TokenKind};
use crate::variable_path::VariablePath;

const ALLOWED_VARIABLES: [&str; 5] = ["PSCulture", "PSUICulture", "true", "false", "null"];

/// Which variables may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestrictedVariables<'a> {
    /// `$PSCulture`, `$PSUICulture`, `$true`, `$false` and `$null`.
    Default,
    /// Those and some more.
    And(&'a [&'a str]),
    /// All.
    All,
}

/// What restricted code may do: PowerShell's `CheckRestrictedLanguage`.
#[derive(Debug, Clone, Copy)]
pub struct RestrictedLanguage<'a> {
    /// Commands that may be called; none for all.
    pub commands: Option<&'a [&'a str]>,
    /// Variables that may be read.
    pub variables: RestrictedVariables<'a>,
    /// True when `$env:` may be read.
    pub environment: bool,
}

impl RestrictedLanguage<'_> {
    /// What is wrong with a script block.
    pub fn check(&self, block: &ScriptBlockAst) -> Vec<ParseError> {
        let mut errors: Vec<ParseError> = Vec::new();
        let mut report = |extent, message: Message, arguments: &[&str]| {
            let is_new = !errors
                .iter()
                .any(|known| known.id == message.id() && known.extent == extent);
            if is_new {
                errors.push(ParseError {
                    id: message.id(),
                    message: message.format(arguments),
                    extent,
                    incomplete_input: false,
                });
            }
        };
        let begin = block.begin_block.as_ref().map(|block| block.extent);
        let process = block.process_block.as_ref().map(|block| block.extent);
        let param = block.param_block.as_ref().map(|block| block.extent);
        let clean = block.clean_block.as_ref().map(|block| block.extent);
        if let Some(extent) = begin.or(process).or(param).or(clean) {
            report(extent, Message::InvalidScriptBlockInDataSection, &[]);
        }
        let end = block.end_block.iter();
        let parts = end.flat_map(|end| {
            let traps = end.traps.iter().map(NodeRef::from);
            traps.chain(end.statements.iter().map(NodeRef::from))
        });
        for part in parts {
            self.check_node(part, &block.source, &mut report);
        }
        errors
    }

    /// What is wrong with a node and all below it.
    pub(crate) fn check_node<'n>(
        &self,
        node: impl Into<NodeRef<'n>>,
        source: &Source,
        report: &mut dyn FnMut(Extent, Message, &[&str]),
    ) {
        for event in Walk::new(node) {
            if let WalkEvent::Enter(node) = event
                && let Some((extent, message, argument)) = self.wrong(node, source)
            {
                let arguments: Vec<&str> = argument.iter().map(String::as_str).collect();
                report(extent, message, &arguments);
            }
        }
    }

    fn allows_variable(&self, path: &VariablePath) -> bool {
        let is_named = |names: &[&str]| names.iter().any(|name| path.is(name));
        let more = match self.variables {
            RestrictedVariables::All => return true,
            RestrictedVariables::And(more) => more,
            RestrictedVariables::Default => &[],
        };
        let is_environment = path
            .drive()
            .is_some_and(|drive| drive.eq_ignore_ascii_case("env"));
        is_named(&ALLOWED_VARIABLES) || is_named(more) || self.environment && is_environment
    }

    fn variable_names(&self) -> String {
        let more = match self.variables {
            RestrictedVariables::And(more) => more,
            _ => &[],
        };
        let names = ALLOWED_VARIABLES.iter().chain(more);
        let names: Vec<String> = names.map(|name| format!("${name}")).collect();
        names.join(", ")
    }
}

/// Types whose values are simple; also as arrays.
const SIMPLE_TYPES: [&str; 24] = [
    "bool", "boolean", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong",
    "int16", "uint16", "int32", "uint32", "int64", "uint64", "single", "float", "double",
    "decimal", "datetime", "string", "dbnull",
];

type Wrong = (Extent, Message, Option<String>);

impl RestrictedLanguage<'_> {
    /// What is wrong with a node by itself.
    fn wrong(&self, node: NodeRef<'_>, source: &Source) -> Option<Wrong> {
        match node {
            NodeRef::TypeConstraint(node) => wrong_type(node.extent, &node.type_name),
            NodeRef::TypeExpression(node) => wrong_type(node.extent, &node.type_name),
            NodeRef::Command(node) => self.wrong_command(node, source),
            NodeRef::BinaryExpression(node) => {
                let kind = node.operator.kind();
                kind.has(TokenFlags::DISALLOWED_IN_RESTRICTED_MODE)
                    .then(|| wrong_operator(node.error_position, kind.text()))
            }
            NodeRef::UnaryExpression(node) => {
                let kind = node.operator.kind();
                kind.has(TokenFlags::DISALLOWED_IN_RESTRICTED_MODE)
                    .then(|| wrong_operator(node.extent, kind.text()))
            }
            NodeRef::VariableExpression(node) => (!self.allows_variable(&node.path)).then(|| {
                (
                    node.extent,
                    Message::VariableReferenceNotSupportedInDataSection,
                    Some(self.variable_names()),
                )
            }),
            _ => never_allowed(node).map(|message| (node.extent(), message, None)),
        }
    }

    fn wrong_command(&self, node: &CommandAst, source: &Source) -> Option<Wrong> {
        if node.invocation_operator == InvocationOperator::Dot {
            return Some((
                node.extent,
                Message::DotSourcingNotSupportedInDataSection,
                None,
            ));
        }
        let allowed = self.commands?;
        let Some(name) = node.name() else {
            if node.invocation_operator == InvocationOperator::Ampersand {
                return Some(wrong_operator(node.extent, TokenKind::Ampersand.text()));
            }
            let text = source.slice(node.extent).to_owned();
            return Some((
                node.extent,
                Message::CmdletNotInAllowedListForDataSection,
                Some(text),
            ));
        };
        let is_allowed = allowed.iter().any(|known| known.eq_ignore_ascii_case(name));
        (!is_allowed).then(|| {
            (
                node.extent,
                Message::CmdletNotInAllowedListForDataSection,
                Some(name.to_string()),
            )
        })
    }
}

fn wrong_operator(extent: Extent, text: &str) -> Wrong {
    (
        extent,
        Message::OperatorNotSupportedInDataSection,
        Some(text.to_owned()),
    )
}

fn wrong_type(extent: Extent, type_name: &TypeName) -> Option<Wrong> {
    let element = match type_name {
        TypeName::Array { element, .. } => element,
        other => other,
    };
    (!is_type(element, &SIMPLE_TYPES)).then(|| {
        (
            extent,
            Message::TypeNotAllowedInDataSection,
            Some(type_name.full_name()),
        )
    })
}

fn never_allowed(node: NodeRef<'_>) -> Option<Message> {
    use Message::*;
    Some(match node {
        NodeRef::ScriptBlock(_) | NodeRef::ScriptBlockExpression(_) => {
            ScriptBlockNotSupportedInDataSection
        }
        NodeRef::ParamBlock(_) => ParameterDeclarationNotSupportedInDataSection,
        NodeRef::Attribute(_) | NodeRef::AttributedExpression(_) => {
            AttributeNotSupportedInDataSection
        }
        NodeRef::FunctionDefinition(_) => FunctionDeclarationNotSupportedInDataSection,
        NodeRef::TrapStatement(_) => TrapStatementNotSupportedInDataSection,
        NodeRef::SwitchStatement(_) => SwitchStatementNotSupportedInDataSection,
        NodeRef::DataStatement(_) => DataSectionStatementNotSupportedInDataSection,
        NodeRef::ForEachStatement(_) => ForeachStatementNotSupportedInDataSection,
        NodeRef::DoWhileStatement(_) | NodeRef::DoUntilStatement(_) => {
            DoWhileStatementNotSupportedInDataSection
        }
        NodeRef::ForStatement(_) | NodeRef::WhileStatement(_) => {
            ForWhileStatementNotSupportedInDataSection
        }
        NodeRef::TryStatement(_) => TryStatementNotSupportedInDataSection,
        NodeRef::BreakStatement(_)
        | NodeRef::ContinueStatement(_)
        | NodeRef::ReturnStatement(_)
        | NodeRef::ExitStatement(_)
        | NodeRef::ThrowStatement(_) => FlowControlStatementNotSupportedInDataSection,
        NodeRef::AssignmentStatement(_) => AssignmentStatementNotSupportedInDataSection,
        NodeRef::MergingRedirection(_) | NodeRef::FileRedirection(_) => {
            RedirectionNotSupportedInDataSection
        }
        NodeRef::MemberExpression(_) => PropertyReferenceNotSupportedInDataSection,
        NodeRef::InvokeMemberExpression(_) => MethodCallNotSupportedInDataSection,
        NodeRef::IndexExpression(_) => ArrayReferenceNotSupportedInDataSection,
        NodeRef::BlockStatement(_) => ParallelAndSequenceBlockNotSupportedInDataSection,
        _ => return None,
    })
}

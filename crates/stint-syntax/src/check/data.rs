//! The restricted language of `data` sections.

use super::is_type;
use crate::ast::*;
use crate::message::Message;
use crate::node::{NodeRef, Walk, WalkEvent};
use crate::shared::Shared;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind};

const ALLOWED_VARIABLES: [&str; 5] = ["PSCulture", "PSUICulture", "true", "false", "null"];
const ALLOWED_VARIABLES_TEXT: &str = "$PSCulture, $PSUICulture, $true, $false, $null";

/// Types whose values are simple; also as arrays.
const SIMPLE_TYPES: [&str; 24] = [
    "bool", "boolean", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong",
    "int16", "uint16", "int32", "uint32", "int64", "uint64", "single", "float", "double",
    "decimal", "datetime", "string", "dbnull",
];

/// Checks what stands in a `data` section.
pub(super) fn check(node: &DataStatementAst, shared: &mut Shared) {
    let allowed: Option<Vec<&str>> = node
        .commands_allowed
        .iter()
        .map(|command| match command {
            Expression::StringConstant(name) => Some(&*name.value),
            _ => None,
        })
        .collect();
    let allowed = allowed.map(|mut names| {
        names.push("ConvertFrom-StringData");
        names
    });
    let restricted = Restricted { allowed };
    for event in Walk::new(&node.body) {
        if let WalkEvent::Enter(node) = event
            && let Some((extent, message, argument)) = restricted.wrong(node, shared)
        {
            let arguments: Vec<&str> = argument.iter().map(String::as_str).collect();
            shared.report(extent, message, &arguments, false);
        }
    }
}

struct Restricted<'a> {
    /// Names of commands; none when they are only known at run time.
    allowed: Option<Vec<&'a str>>,
}

type Wrong = (Extent, Message, Option<String>);

impl Restricted<'_> {
    /// What is wrong with a node by itself.
    fn wrong(&self, node: NodeRef<'_>, shared: &Shared) -> Option<Wrong> {
        match node {
            NodeRef::TypeConstraint(node) => wrong_type(node.extent, &node.type_name),
            NodeRef::TypeExpression(node) => wrong_type(node.extent, &node.type_name),
            NodeRef::Command(node) => self.wrong_command(node, shared),
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
            NodeRef::VariableExpression(node) => {
                let allowed = ALLOWED_VARIABLES.iter().any(|name| node.path.is(name));
                (!allowed).then(|| {
                    (
                        node.extent,
                        Message::VariableReferenceNotSupportedInDataSection,
                        Some(ALLOWED_VARIABLES_TEXT.to_owned()),
                    )
                })
            }
            _ => never_allowed(node).map(|message| (node.extent(), message, None)),
        }
    }

    fn wrong_command(&self, node: &CommandAst, shared: &Shared) -> Option<Wrong> {
        if node.invocation_operator == InvocationOperator::Dot {
            return Some((
                node.extent,
                Message::DotSourcingNotSupportedInDataSection,
                None,
            ));
        }
        let allowed = self.allowed.as_ref()?;
        let Some(name) = node.name() else {
            if node.invocation_operator == InvocationOperator::Ampersand {
                return Some(wrong_operator(node.extent, TokenKind::Ampersand.text()));
            }
            let text = shared.source.slice(node.extent).to_owned();
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

//! Functions and filters.

use std::sync::Arc;

use super::script_block::Body;
use super::statement::{error_statement, error_with};
use super::{Parser, nested};
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind};

/// Parameters in parentheses after a name.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) list: Vec<ParameterAst>,
    /// Where it broke.
    pub(super) broken: Option<Extent>,
    pub(super) close: Option<Extent>,
}

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn function_declaration_rule(&mut self, keyword: Tok) -> Statement {
        self.skip_newlines();
        let name = self.next_token();
        if !can_be_function_name(name.kind) {
            self.unget(name);
            self.missing_name_after(keyword);
            return error_statement(keyword.extent);
        }
        self.remove_flags(name, TokenFlags::KEYWORD);
        let mut parameters = self.function_parameters_rule();
        let curly = self.next_token();
        if curly.kind != TokenKind::LCurly {
            self.unget(curly);
            self.missing_function_body(&mut parameters, name);
        }
        if let Some(end) = parameters.broken {
            let parts = nested(
                parameters.list.into_iter().map(Box::new),
                NestedAst::Parameter,
            );
            return error_with(keyword.extent.to(end), parts);
        }
        let is_workflow = keyword.kind == TokenKind::Workflow;
        let is_filter = keyword.kind == TokenKind::Filter;
        let body_of = if is_filter {
            Body::Filter
        } else {
            Body::Script
        };
        // The name is taken from the token before its text could be read again.
        let function_name = if name.kind == TokenKind::Generic {
            self.string_value(name)
        } else {
            self.text_of(name.extent)
        };
        let outer = std::mem::replace(&mut self.lexer.in_workflow, is_workflow);
        let body = self.script_block_rule(Some(curly), body_of, None);
        self.lexer.in_workflow = outer;
        Statement::FunctionDefinition(Arc::new(FunctionDefinitionAst {
            extent: keyword.extent.to(body.extent),
            is_filter,
            is_workflow,
            name: function_name,
            name_extent: name.extent,
            parameters: parameters.list,
            body: Arc::new(body),
        }))
    }

    pub(super) fn missing_name_after(&mut self, keyword: Tok) {
        let text = self.text_of(keyword.extent);
        self.incomplete(
            keyword.extent.after(),
            Message::MissingNameAfterKeyword,
            &[&text],
        );
    }

    pub(super) fn missing_function_body(&mut self, parameters: &mut Parameters, name: Tok) {
        if parameters.broken.is_none() {
            let end = parameters.close.unwrap_or(name.extent);
            parameters.broken = Some(end);
            self.incomplete(end.after(), Message::MissingFunctionBody, &[]);
        }
    }

    pub(super) fn function_parameters_rule(&mut self) -> Parameters {
        let mut parameters = Parameters::default();
        self.skip_newlines();
        let open = self.peek_token();
        if open.kind != TokenKind::LParen {
            return parameters;
        }
        self.skip_token();
        parameters.list = self.parameter_list_rule();
        self.skip_newlines();
        let close = self.next_token();
        parameters.close = Some(close.extent);
        if close.kind != TokenKind::RParen {
            self.unget(close);
            let last = parameters.list.last();
            let end = last.map_or(open.extent, |last| last.extent);
            parameters.broken = Some(end);
            self.incomplete(
                end.after(),
                Message::MissingEndParenthesisInFunctionParameterList,
                &[],
            );
        }
        self.skip_newlines();
        parameters
    }
}

/// Brackets, separators, variables and strings are no names; nearly anything else is.
fn can_be_function_name(kind: TokenKind) -> bool {
    use TokenKind::*;
    !matches!(
        kind,
        Pipe | LParen
            | LCurly
            | AtParen
            | AtCurly
            | RCurly
            | RParen
            | EndOfInput
            | Semi
            | Redirection
            | RedirectInStd
            | AndAnd
            | OrOr
            | Ampersand
            | Variable
            | SplattedVariable
            | HereStringExpandable
            | HereStringLiteral
            | StringLiteral
            | StringExpandable
    )
}

//! `foreach`, `for`, `while` and `do`.

use super::statement::{Head, error_statement, error_with};
use super::{Parser, nested};
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::TokenKind;

/// Parameters of a `foreach`.
#[derive(Debug, Default)]
struct ForEachParameters {
    parallel: bool,
    throttle_limit: Option<Expression>,
    /// The last one that is none, when there was one.
    invalid: Option<Extent>,
}

impl<'t, 's> Parser<'t, 's> {
    fn missing_open_paren(&mut self, keyword: Tok) {
        self.incomplete(
            keyword.extent.after(),
            Message::MissingOpenParenthesisAfterKeyword,
            &[keyword.kind.text()],
        );
    }

    fn foreach_parameters(&mut self) -> ForEachParameters {
        let mut parameters = ForEachParameters::default();
        self.skip_newlines();
        loop {
            let token = self.peek_token();
            if token.kind != TokenKind::Parameter {
                return parameters;
            }
            self.skip_token();
            if self.is_parameter(token, "parallel") {
                parameters.parallel = true;
            } else if self.is_parameter(token, "throttlelimit") {
                self.skip_newlines();
                parameters.throttle_limit = self.single_argument();
                if parameters.throttle_limit.is_none() {
                    self.incomplete(token.extent.after(), Message::MissingThrottleLimit, &[]);
                }
            } else {
                parameters.invalid = Some(token.extent);
                let (name, _) = self.parameter_value(token);
                self.error(token.extent, Message::InvalidForeachFlag, &[&name]);
            }
            self.skip_newlines();
        }
    }

    pub(super) fn foreach_statement_rule(&mut self, head: Head) -> Statement {
        let parameters = self.foreach_parameters();
        let open = self.next_token();
        if open.kind != TokenKind::LParen {
            self.unget(open);
            self.missing_open_paren(head.keyword);
            return error_statement(head.start().to(head.keyword.extent));
        }
        self.skip_newlines();
        let token = self.next_token();
        if !matches!(
            token.kind,
            TokenKind::Variable | TokenKind::SplattedVariable
        ) {
            self.unget(token);
            self.incomplete(
                open.extent.after(),
                Message::MissingVariableNameAfterForeach,
                &[],
            );
            return error_statement(head.start().to(open.extent));
        }
        let variable = self.variable_expression(token);
        self.skip_newlines();
        self.foreach_rest(head, parameters, variable)
    }

    /// `in condition ) { }`
    fn foreach_rest(
        &mut self,
        head: Head,
        parameters: ForEachParameters,
        variable: VariableExpressionAst,
    ) -> Statement {
        let mut broken = parameters.invalid;
        let mut condition = None;
        let mut body = None;
        let token = self.next_token();
        if token.kind != TokenKind::In {
            self.unget(token);
            broken = Some(self.broken_foreach(variable.extent, Message::MissingInInForeach));
        } else {
            self.skip_newlines();
            condition = self.pipeline_chain_rule();
            match &condition {
                None => {
                    broken =
                        Some(self.broken_foreach(token.extent, Message::MissingForeachExpression));
                }
                Some(condition) => {
                    let extent = condition.extent();
                    match self.foreach_body(extent) {
                        Ok(read) => body = Some(read),
                        Err(end) => broken = Some(end),
                    }
                }
            }
        }
        let start = head.start();
        match (broken, condition, body) {
            (None, Some(condition), Some(body)) => {
                Statement::ForEach(Box::new(ForEachStatementAst {
                    extent: start.to(body.extent),
                    label: head.label_text(),
                    parallel: parameters.parallel,
                    throttle_limit: parameters.throttle_limit,
                    variable: Box::new(variable),
                    condition,
                    body,
                }))
            }
            (broken, condition, body) => {
                let end = broken.unwrap_or(variable.extent);
                let variable = CommandElement::Expression(Expression::Variable(variable));
                let mut parts = vec![NestedAst::CommandElement(variable)];
                parts.extend(condition.map(NestedAst::Statement));
                parts.extend(body.map(Box::new).map(NestedAst::StatementBlock));
                error_with(start.to(end), parts)
            }
        }
    }

    fn broken_foreach(&mut self, end: Extent, message: Message) -> Extent {
        self.incomplete(end.after(), message, &[]);
        end
    }

    fn foreach_body(&mut self, condition: Extent) -> Result<StatementBlockAst, Extent> {
        self.skip_newlines();
        let close = self.next_token();
        if close.kind != TokenKind::RParen {
            self.unget(close);
            return Err(self.broken_foreach(condition, Message::MissingEndParenthesisAfterForeach));
        }
        match self.statement_block_rule() {
            Some(body) => Ok(body),
            None => Err(self.broken_foreach(close.extent, Message::MissingForeachStatement)),
        }
    }

    pub(super) fn for_statement_rule(&mut self, head: Head) -> Statement {
        let start = head.start();
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LParen {
            self.unget(open);
            self.missing_open_paren(head.keyword);
            return error_statement(start.to(head.keyword.extent));
        }
        let mut end = open.extent;
        let initializer = self.for_part(&mut end, true);
        let condition = self.for_part(&mut end, true);
        let iterator = self.for_part(&mut end, false);
        self.skip_newlines();
        let body = self.for_body(&head, end);
        match body {
            Ok(body) => Statement::For(Box::new(ForStatementAst {
                extent: start.to(body.extent),
                label: head.label_text(),
                initializer,
                condition,
                iterator,
                body,
            })),
            Err(end) => {
                let parts = [initializer, condition, iterator].into_iter().flatten();
                error_with(start.to(end), nested(parts, NestedAst::Statement))
            }
        }
    }

    /// One part of a `for`, with the semicolon after it.
    fn for_part(&mut self, end: &mut Extent, with_semicolon: bool) -> Option<PipelineBase> {
        self.skip_newlines();
        let part = self.pipeline_chain_rule();
        if let Some(part) = &part {
            *end = part.extent();
        }
        if with_semicolon && self.peek_token().kind == TokenKind::Semi {
            *end = self.next_token().extent;
        }
        part
    }

    fn for_body(&mut self, head: &Head, end: Extent) -> Result<StatementBlockAst, Extent> {
        let text = head.keyword.kind.text();
        let close = self.next_token();
        if close.kind != TokenKind::RParen {
            self.unget(close);
            self.incomplete(
                end.after(),
                Message::MissingEndParenthesisAfterStatement,
                &[text],
            );
            return Err(end);
        }
        self.statement_block_rule().ok_or_else(|| {
            self.incomplete(close.extent.after(), Message::MissingLoopStatement, &[text]);
            close.extent
        })
    }

    pub(super) fn while_statement_rule(&mut self, head: Head) -> Statement {
        let start = head.start();
        let text = head.keyword.kind.text();
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LParen {
            self.unget(open);
            let written = self.text_of(head.keyword.extent);
            self.incomplete(
                head.keyword.extent.after(),
                Message::MissingOpenParenthesisAfterKeyword,
                &[&written],
            );
            return error_statement(start.to(head.keyword.extent));
        }
        self.skip_newlines();
        let condition = self.pipeline_chain_rule();
        if condition.is_none() {
            self.incomplete(
                open.extent.after(),
                Message::MissingExpressionAfterKeyword,
                &[text],
            );
        }
        let condition = condition.unwrap_or_else(|| error_statement(open.extent.after()));
        self.skip_newlines();
        let close = self.next_token();
        if close.kind != TokenKind::RParen {
            self.unget(close);
            let end = condition.extent();
            if !matches!(condition, Statement::Error(_)) {
                self.incomplete(
                    end.after(),
                    Message::MissingEndParenthesisAfterStatement,
                    &[text],
                );
            }
            return error_with(start.to(end), vec![NestedAst::Statement(condition)]);
        }
        self.skip_newlines();
        let Some(body) = self.statement_block_rule() else {
            self.incomplete(close.extent.after(), Message::MissingLoopStatement, &[text]);
            let parts = vec![NestedAst::Statement(condition)];
            return error_with(start.to(close.extent), parts);
        };
        Statement::While(Box::new(WhileStatementAst {
            extent: start.to(body.extent),
            label: head.label_text(),
            condition,
            body,
        }))
    }

    pub(super) fn do_statement_rule(&mut self, head: Head) -> Statement {
        let start = head.start();
        let Some(body) = self.statement_block_rule() else {
            let end = head.keyword.extent;
            self.incomplete(
                end.after(),
                Message::MissingLoopStatement,
                &[TokenKind::Do.text()],
            );
            return error_statement(start.to(end));
        };
        let (condition, ending) = self.do_condition(body.extent);
        let label = head.label_text();
        match (condition, ending) {
            (Some(condition), Ok((keyword, end))) => {
                let extent = start.to(end);
                if keyword == TokenKind::Until {
                    Statement::DoUntil(Box::new(DoUntilStatementAst {
                        extent,
                        label,
                        condition,
                        body,
                    }))
                } else {
                    Statement::DoWhile(Box::new(DoWhileStatementAst {
                        extent,
                        label,
                        condition,
                        body,
                    }))
                }
            }
            (condition, ending) => {
                let end = match ending {
                    Ok((_, end)) | Err(end) => end,
                };
                let mut parts = vec![NestedAst::StatementBlock(Box::new(body))];
                parts.extend(condition.map(NestedAst::Statement));
                error_with(start.to(end), parts)
            }
        }
    }

    /// `while (condition)` or `until (condition)`: the condition, and the keyword with the end of it all or where
    /// it broke.
    fn do_condition(
        &mut self,
        body: Extent,
    ) -> (Option<PipelineBase>, Result<(TokenKind, Extent), Extent>) {
        self.skip_newlines();
        let keyword = self.next_token();
        if !matches!(keyword.kind, TokenKind::While | TokenKind::Until) {
            self.unget(keyword);
            self.incomplete(body.after(), Message::MissingWhileOrUntilInDoWhile, &[]);
            return (None, Err(body));
        }
        let text = keyword.kind.text();
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LParen {
            self.unget(open);
            self.missing_open_paren(keyword);
            return (None, Err(keyword.extent));
        }
        self.skip_newlines();
        let condition = self.pipeline_chain_rule();
        if condition.is_none() {
            self.incomplete(
                open.extent.after(),
                Message::MissingExpressionAfterKeyword,
                &[text],
            );
        }
        self.skip_newlines();
        let close = self.next_token();
        if close.kind == TokenKind::RParen {
            let ending = match condition {
                Some(_) => Ok((keyword.kind, close.extent)),
                None => Err(open.extent),
            };
            return (condition, ending);
        }
        self.unget(close);
        let Some(condition) = condition else {
            return (None, Err(open.extent));
        };
        let end = condition.extent();
        self.incomplete(
            end.after(),
            Message::MissingEndParenthesisAfterStatement,
            &[text],
        );
        (Some(condition), Err(end))
    }
}

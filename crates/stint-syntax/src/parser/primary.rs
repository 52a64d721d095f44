//! Variables, literals, strings, and what stands in brackets.

use std::sync::Arc;

use super::Parser;
use super::script_block::{Body, Statements};
use super::statement::error_statement;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::number::Number;
use crate::source::Extent;
use crate::token::{ExpandableToken, Token, TokenKind, TokenValue};
use crate::variable_path::VariablePath;

impl<'t, 's> Parser<'t, 's> {
    /// An operand; none, and nothing taken, where none can be.
    pub(super) fn primary_expression_rule(&mut self, with_members: bool) -> Option<Expression> {
        let token = self.next_token();
        use TokenKind::*;
        let expression = match token.kind {
            SplattedVariable | Variable => self.using_or_variable(token, with_members),
            Number => self.number_expression(token),
            HereStringExpandable | StringExpandable => self.expandable_string_rule(token),
            HereStringLiteral | StringLiteral => {
                let value = self.string_value(token);
                string_constant(token, value)
            }
            LParen => self.parenthesized_expression_rule(token),
            AtParen | DollarParen => self.sub_expression_rule(token),
            AtCurly => self.hash_expression_rule(token),
            LCurly => self.script_block_expression_rule(token),
            _ => {
                self.unget(token);
                return None;
            }
        };
        if !with_members {
            return Some(expression);
        }
        let next = self.next_member_access();
        Some(self.post_primary_operators(next, expression))
    }

    fn number_expression(&self, token: Tok) -> Expression {
        let value = match self.lexer.value(token) {
            TokenValue::Number(value) => value.clone(),
            _ => Number::Int(0),
        };
        Expression::Constant(Box::new(ConstantExpressionAst {
            extent: token.extent,
            value: Constant::Number(value),
        }))
    }

    fn variable_path(&self, token: Tok) -> Arc<VariablePath> {
        match self.lexer.value(token) {
            TokenValue::Variable(path) => path.clone(),
            _ => {
                let name = self.text(token).trim_start_matches(['$', '@']);
                Arc::new(VariablePath::new(name))
            }
        }
    }

    pub(super) fn variable_expression(&self, token: Tok) -> VariableExpressionAst {
        VariableExpressionAst {
            extent: token.extent,
            path: self.variable_path(token),
            splatted: token.kind == TokenKind::SplattedVariable,
        }
    }

    /// A variable, or `$using:name` with what is read of it.
    fn using_or_variable(&mut self, token: Tok, with_members: bool) -> Expression {
        let variable = self.variable_expression(token);
        let Some(mut expression) = used_variable(&variable) else {
            return Expression::Variable(variable);
        };
        if with_members {
            let next = self.next_member_access();
            expression = self.post_primary_operators(next, expression);
        }
        using_expression(expression)
    }

    pub(super) fn script_block_expression_rule(&mut self, curly: Tok) -> Expression {
        let block = self.with_comma(true, |parser| {
            parser.in_mode(Mode::Command, |parser| {
                parser.skip_newlines();
                parser.script_block_rule(Some(curly), Body::Script, None)
            })
        });
        Expression::ScriptBlock(Box::new(ScriptBlockExpressionAst {
            extent: block.extent,
            script_block: Arc::new(block),
        }))
    }

    fn sub_expression_rule(&mut self, open: Tok) -> Expression {
        let mut list = Statements::default();
        let mut close = open;
        let inner = self.with_comma(true, |parser| {
            parser.in_mode(Mode::Command, |parser| {
                parser.skip_newlines();
                let inner = parser.statement_list_rule(&mut list);
                parser.skip_newlines();
                close = parser.next_token();
                if close.kind != TokenKind::RParen {
                    parser.unget(close);
                    parser.incomplete(
                        close.extent,
                        Message::MissingEndParenthesisInSubexpression,
                        &[],
                    );
                }
                inner
            })
        });
        let end = if close.kind == TokenKind::RParen {
            close.extent
        } else {
            inner.unwrap_or(open.extent)
        };
        let extent = open.extent.to(end);
        let sub_expression = list.block(inner.unwrap_or(Extent::EMPTY));
        if open.kind == TokenKind::DollarParen {
            Expression::SubExpression(Box::new(SubExpressionAst {
                extent,
                sub_expression,
            }))
        } else {
            Expression::Array(Box::new(ArrayExpressionAst {
                extent,
                sub_expression,
            }))
        }
    }

    fn parenthesized_expression_rule(&mut self, open: Tok) -> Expression {
        self.in_mode(Mode::Command, |parser| {
            parser.with_comma(true, |parser| parser.parenthesized_expression(open))
        })
    }

    fn parenthesized_expression(&mut self, open: Tok) -> Expression {
        self.skip_newlines();
        let pipeline = self.pipeline_chain_rule().unwrap_or_else(|| {
            let place = open.extent.after();
            self.incomplete(place, Message::ExpectedExpression, &[]);
            error_statement(place)
        });
        self.skip_newlines();
        let close = self.next_token();
        let mut end = close.extent;
        if close.kind != TokenKind::RParen {
            self.unget(close);
            end = pipeline.extent();
            self.incomplete(end.after(), Message::MissingEndParenthesisInExpression, &[]);
        }
        Expression::Paren(Box::new(ParenExpressionAst {
            extent: open.extent.to(end),
            pipeline,
        }))
    }

    fn hash_expression_rule(&mut self, open: Tok) -> Expression {
        self.skip_newlines();
        let mut pairs = Vec::new();
        while let Some(pair) = self.key_value_rule() {
            pairs.push(pair);
            let next = self.peek_token();
            if !matches!(next.kind, TokenKind::NewLine | TokenKind::Semi) {
                break;
            }
            self.skip_newlines_and_semicolons();
        }
        let close = self.next_token();
        let mut end = close.extent;
        if close.kind != TokenKind::RCurly {
            self.unget(close);
            self.incomplete_at(
                open.extent.after(),
                close.extent,
                Message::MissingEndCurlyBrace,
                &[],
            );
            end = self.before(close.extent);
        }
        Expression::Hashtable(Box::new(HashtableAst {
            extent: open.extent.to(end),
            pairs,
        }))
    }

    fn key_value_rule(&mut self) -> Option<(Expression, Statement)> {
        let (key, equals) = self.in_mode(Mode::Expression, |parser| {
            let key = parser.label_or_key_rule()?;
            Some((key, parser.next_token()))
        })?;
        if equals.kind != TokenKind::Equals {
            self.unget(equals);
            let place = key.extent().after();
            self.error(place, Message::MissingEqualsInHashLiteral, &[]);
            use TokenKind::*;
            self.sync_on_error(false, &[RCurly, Semi, NewLine]);
            return Some((key, error_statement(place)));
        }
        let value = self.in_mode(Mode::Command, |parser| {
            parser.skip_newlines();
            parser.statement_rule().unwrap_or_else(|| {
                let place = equals.extent.after();
                parser.incomplete(place, Message::MissingStatementInHashLiteral, &[]);
                error_statement(place)
            })
        });
        Some((key, value))
    }

    /// A string with what is expanded in it, or without when there is nothing.
    pub(super) fn expandable_string_rule(&mut self, token: Tok) -> Expression {
        let Some(expandable) = self.saved_expandable(token) else {
            let value = self.string_value(token);
            return string_constant(token, value);
        };
        let value = expandable.value.clone();
        if expandable.nested.is_empty() {
            return string_constant(token, value);
        }
        let format = expandable.format.clone();
        let parts = std::mem::take(&mut expandable.nested);
        let is_here_string = token.kind == TokenKind::HereStringExpandable;
        let mut nested = Vec::with_capacity(parts.len());
        let mut nested_tokens = Vec::with_capacity(parts.len());
        for part in parts {
            nested.push(self.nested_expression(part, is_here_string, &mut nested_tokens));
        }
        if let Some(expandable) = self.saved_expandable(token) {
            expandable.nested = nested_tokens;
        }
        Expression::ExpandableString(Box::new(ExpandableStringExpressionAst {
            extent: token.extent,
            value,
            format,
            kind: string_kind(token.kind),
            nested,
        }))
    }

    fn saved_expandable(&mut self, token: Tok) -> Option<&mut ExpandableToken> {
        match &mut self.lexer.saved(token)?.value {
            TokenValue::Expandable(expandable) => Some(expandable),
            _ => None,
        }
    }

    /// A variable of a string, or its `$( )`, whose text is parsed by a parser of its own.
    fn nested_expression(
        &mut self,
        part: Token,
        is_here_string: bool,
        tokens: &mut Vec<Token>,
    ) -> Expression {
        if let TokenValue::Variable(path) = &part.value {
            let variable = VariableExpressionAst {
                extent: part.extent,
                path: path.clone(),
                splatted: false,
            };
            let used = used_variable(&variable).map(using_expression);
            tokens.push(part);
            return used.unwrap_or_else(|| Expression::Variable(variable));
        }
        let start = self.lexer.place.local(part.extent.start);
        let end = self.lexer.place.local(part.extent.end);
        let text = self.lexer.text.get(start..end).unwrap_or_default();
        let (collapsed, mut place) = if is_here_string {
            self.lexer.place.within(text, start)
        } else {
            self.lexer.place.collapse_quotes(text, start)
        };
        if self.lexer.place.is_whole() && collapsed.len() == text.len() {
            place = crate::lexer::Place::at(part.extent.start);
        }
        let nested = self.deeper(|parser| {
            let mode = parser.mode();
            let mut inner = Parser::new(&collapsed, place, mode, &mut *parser.lexer.shared);
            inner.disable_comma = parser.disable_comma;
            inner.lexer.in_workflow = parser.lexer.in_workflow;
            let expression = inner.primary_expression_rule(true);
            Some((expression, inner.lexer.into_tokens()))
        });
        let (expression, inner_tokens) = nested.unwrap_or_default();
        tokens.extend(inner_tokens);
        expression.unwrap_or_else(|| super::attribute::error_expression(part.extent))
    }
}

/// The variable behind `$using:`.
fn used_variable(variable: &VariableExpressionAst) -> Option<Expression> {
    let path = &variable.path;
    let is_using = path.drive()?.eq_ignore_ascii_case("using");
    let name = path.unqualified();
    (is_using && !name.is_empty()).then(|| {
        Expression::Variable(VariableExpressionAst {
            extent: variable.extent,
            path: Arc::new(VariablePath::new(name)),
            splatted: variable.splatted,
        })
    })
}

fn using_expression(sub_expression: Expression) -> Expression {
    Expression::Using(Box::new(UsingExpressionAst {
        extent: sub_expression.extent(),
        sub_expression,
    }))
}

fn string_constant(token: Tok, value: Text) -> Expression {
    Expression::StringConstant(Box::new(StringConstantExpressionAst {
        extent: token.extent,
        value,
        kind: string_kind(token.kind),
    }))
}

fn string_kind(kind: TokenKind) -> StringConstantType {
    match kind {
        TokenKind::StringExpandable => StringConstantType::DoubleQuoted,
        TokenKind::HereStringLiteral => StringConstantType::SingleQuotedHereString,
        TokenKind::HereStringExpandable => StringConstantType::DoubleQuotedHereString,
        TokenKind::StringLiteral => StringConstantType::SingleQuoted,
        _ => StringConstantType::BareWord,
    }
}

//! Members, method calls and indexes.

use super::Parser;
use super::attribute::error_expression;
use super::command::ArgumentContext;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind};

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn next_member_access(&mut self) -> Option<Tok> {
        match self.ungot {
            // Something was given back because of an error.
            Some(_) => None,
            None => self.lexer.member_access_operator(true),
        }
    }

    /// Members and indexes one after another, from the first operator on.
    pub(super) fn post_primary_operators(
        &mut self,
        first: Option<Tok>,
        expression: Expression,
    ) -> Expression {
        let mut expression = expression;
        let mut next = first;
        while let Some(token) = next {
            self.skip_newlines();
            expression = match token.kind {
                TokenKind::LBracket | TokenKind::QuestionLBracket => {
                    self.element_access_rule(expression, token)
                }
                _ => self.member_access_rule(expression, token),
            };
            next = self.next_member_access();
        }
        expression
    }

    fn member_name_rule(&mut self) -> Option<Expression> {
        if let Some(name) = self.simple_name_rule() {
            return Some(Expression::StringConstant(Box::new(name)));
        }
        let token = self.peek_token();
        if token.kind.has(TokenFlags::UNARY_OPERATOR) || token.kind == TokenKind::LBracket {
            return self.unary_expression_rule(false);
        }
        self.primary_expression_rule(false)
    }

    fn member_access_rule(&mut self, target: Expression, operator: Tok) -> Expression {
        let member = match self.member_name_rule() {
            Some(member) if self.ungot.is_none() => {
                return self.member_or_call(target, operator, member);
            }
            Some(member) => member,
            None => {
                let place = operator.extent.after();
                self.incomplete(place, Message::MissingPropertyName, &[]);
                let argument = self.single_command_argument(ArgumentContext::CommandArgument);
                argument.unwrap_or_else(|| error_expression(target.extent().to(operator.extent)))
            }
        };
        member_expression(target, operator, member)
    }

    fn member_or_call(
        &mut self,
        target: Expression,
        operator: Tok,
        member: Expression,
    ) -> Expression {
        let restore = self.lexer.restore_point();
        let (generic, has_brackets) = self.generic_method_arguments_rule(restore);
        let open = match self.ungot {
            Some(_) => None,
            None => self.lexer.invoke_member_open(),
        };
        if let Some(open) = open {
            return self.member_invoke_rule(target, open, operator, member, generic);
        }
        if has_brackets {
            // No call follows: the brackets are an index.
            self.resync(restore);
        }
        member_expression(target, operator, member)
    }

    /// `[type, type]` after a method's name, and whether there was all of it. What is no list of types is given
    /// back.
    fn generic_method_arguments_rule(&mut self, restore: u32) -> (Vec<TypeName>, bool) {
        if !self.lexer.may_be_left_bracket() {
            return (Vec::new(), false);
        }
        if self.next_token().kind != TokenKind::LBracket {
            self.resync(restore);
            return (Vec::new(), false);
        }
        let mut result = None;
        self.in_mode(Mode::TypeName, |parser| {
            parser.skip_newlines();
            let first = parser.next_token();
            if first.kind == TokenKind::Identifier {
                result = Some(parser.generic_method_arguments(first));
            }
        });
        result.unwrap_or_else(|| {
            self.resync(restore);
            (Vec::new(), false)
        })
    }

    fn generic_method_arguments(&mut self, first: Tok) -> (Vec<TypeName>, bool) {
        let (types, close) = self.generic_type_arguments_rule(first);
        let closed = close.kind == TokenKind::RBracket;
        if !closed {
            self.unget(close);
            let place = self.before(close.extent);
            self.incomplete(place, Message::EndSquareBracketExpectedAtEndOfType, &[]);
        }
        (types, closed)
    }

    fn member_invoke_rule(
        &mut self,
        target: Expression,
        open: Tok,
        operator: Tok,
        member: Expression,
        generic_type_arguments: Vec<TypeName>,
    ) -> Expression {
        let (arguments, end) = if open.kind == TokenKind::LParen {
            self.invoke_arguments_rule(open)
        } else {
            // `$x.name{ }` is `$x.name({ })`.
            self.skip_newlines();
            let block = self.script_block_expression_rule(open);
            let end = block.extent();
            (vec![block], end)
        };
        Expression::InvokeMember(Box::new(InvokeMemberExpressionAst {
            extent: target.extent().to(end),
            chain: target.chain() + 1,
            target,
            member,
            generic_type_arguments,
            arguments,
            is_static: operator.kind == TokenKind::ColonColon,
            null_conditional: operator.kind == TokenKind::QuestionDot,
        }))
    }

    /// Arguments after `(`, and the end of it all.
    pub(super) fn invoke_arguments_rule(&mut self, open: Tok) -> (Vec<Expression>, Extent) {
        self.with_comma(false, |parser| parser.invoke_arguments(open))
    }

    fn invoke_arguments(&mut self, open: Tok) -> (Vec<Expression>, Extent) {
        let mut arguments: Vec<Expression> = Vec::new();
        let mut comma: Option<Tok> = None;
        let mut reported = false;
        loop {
            self.skip_newlines();
            let Some(argument) = self.expression_rule(false) else {
                if let Some(comma) = comma {
                    self.missing_expression_after(comma, TokenKind::Comma.text());
                    reported = true;
                }
                break;
            };
            arguments.push(argument);
            self.skip_newlines();
            let next = self.next_token();
            if next.kind != TokenKind::Comma {
                self.unget(next);
                comma = None;
                break;
            }
            comma = Some(next);
        }
        self.skip_newlines();
        let close = self.next_token();
        if close.kind == TokenKind::RParen {
            return (arguments, close.extent);
        }
        self.unget(close);
        let last = arguments.last().map_or(open.extent, Expression::extent);
        if !reported {
            self.incomplete(
                last.after(),
                Message::MissingEndParenthesisInMethodCall,
                &[],
            );
        }
        let end = comma.map_or(last, |comma| comma.extent);
        (arguments, end)
    }

    fn element_access_rule(&mut self, target: Expression, open: Tok) -> Expression {
        self.skip_newlines();
        let index = self.with_comma(true, |parser| parser.expression_rule(false));
        let index = index.unwrap_or_else(|| {
            let place = open.extent.after();
            self.incomplete(place, Message::MissingArrayIndexExpression, &[]);
            error_expression(open.extent)
        });
        self.skip_newlines();
        let close = self.next_token();
        let mut end = close.extent;
        if close.kind != TokenKind::RBracket {
            self.unget(close);
            end = index.extent();
            if !matches!(index, Expression::Error(_)) {
                self.incomplete(end.after(), Message::MissingEndSquareBracket, &[]);
            }
        }
        Expression::Index(Box::new(IndexExpressionAst {
            extent: target.extent().to(end),
            chain: target.chain() + 1,
            target,
            index,
            null_conditional: open.kind == TokenKind::QuestionLBracket,
        }))
    }
}

fn member_expression(target: Expression, operator: Tok, member: Expression) -> Expression {
    Expression::Member(Box::new(MemberExpressionAst {
        extent: target.extent().to(member.extent()),
        chain: target.chain() + 1,
        target,
        member,
        is_static: operator.kind == TokenKind::ColonColon,
        null_conditional: operator.kind == TokenKind::QuestionDot,
    }))
}

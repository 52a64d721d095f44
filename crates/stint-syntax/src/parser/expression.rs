//! Ternary, binary, array and unary expressions, and casts.

use super::Parser;
use super::attribute::error_expression;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::operator::{BinaryOperator, UnaryOperator};
use crate::token::{TokenFlags, TokenKind};

impl<'t, 's> Parser<'t, 's> {
    /// Any expression; none where none can be. `on_ternary` makes `?` and `:` end a number.
    pub(super) fn expression_rule(&mut self, on_ternary: bool) -> Option<Expression> {
        self.deeper(|parser| {
            parser.in_mode(Mode::Expression, |parser| {
                let condition = parser.binary_expression_rule(on_ternary)?;
                let question = parser.peek_token();
                if question.kind != TokenKind::QuestionMark {
                    return Some(condition);
                }
                parser.skip_token();
                Some(parser.ternary_rule(condition, question))
            })
        })
    }

    /// An operand, or an error when it is missing; true when it is missing.
    fn ternary_operand(&mut self, token: Tok) -> (Expression, bool) {
        if let Some(operand) = self.expression_rule(true) {
            let is_error = matches!(operand, Expression::Error(_));
            return (operand, is_error);
        }
        let place = token.extent.after();
        let text = self.text_of(token.extent);
        self.incomplete(place, Message::ExpectedValueExpression, &[&text]);
        (error_expression(place), true)
    }

    fn ternary_rule(&mut self, condition: Expression, question: Tok) -> Expression {
        self.skip_newlines();
        let (if_true, is_error) = self.ternary_operand(question);
        self.skip_newlines();
        let colon = self.next_token();
        if colon.kind != TokenKind::Colon {
            self.unget(colon);
            let extent = condition.extent().to(self.before(colon.extent));
            let mut parts = vec![condition];
            if !is_error {
                parts.push(if_true);
                self.incomplete(colon.extent, Message::MissingColonInTernaryExpression, &[]);
            }
            let nested = super::nested(parts, |part| {
                NestedAst::CommandElement(CommandElement::Expression(part))
            });
            return Expression::Error(Box::new(ErrorExpressionAst { extent, nested }));
        }
        self.skip_newlines();
        let (if_false, _) = self.ternary_operand(colon);
        Expression::Ternary(Box::new(TernaryExpressionAst {
            extent: condition.extent().to(if_false.extent()),
            condition,
            if_true,
            if_false,
        }))
    }

    fn binary_expression_rule(&mut self, on_ternary: bool) -> Option<Expression> {
        let first = self.array_literal_rule(on_ternary)?;
        let token = self.peek_token();
        let (result, token) = self.binary_from(first, token, 0);
        Some(self.parameter_in_expression(token, result))
    }

    /// Takes operators that bind tighter than `loosest`, with their operands, from `token` on, which was peeked at;
    /// and says which token comes after them.
    fn binary_from(
        &mut self,
        mut left: Expression,
        mut token: Tok,
        loosest: u32,
    ) -> (Expression, Tok) {
        while token.kind.has(TokenFlags::BINARY_OPERATOR)
            && token.kind.binary_precedence() > loosest
        {
            self.skip_token();
            self.skip_newlines();
            let right = self.array_literal_rule(true).unwrap_or_else(|| {
                let place = token.extent.after();
                let text = self.text_of(token.extent);
                self.incomplete(place, Message::ExpectedValueExpression, &[&text]);
                error_expression(place)
            });
            let next = self.peek_token();
            let (right, next) = self.binary_from(right, next, token.kind.binary_precedence());
            left = binary(left, token, right);
            token = next;
        }
        (left, token)
    }

    /// A parameter after an operand is taken for an operator that is not finished.
    fn parameter_in_expression(&mut self, token: Tok, expression: Expression) -> Expression {
        if token.kind != TokenKind::Parameter {
            return expression;
        }
        self.unexpected_token(token);
        self.skip_token();
        let (name, _) = self.parameter_value(token);
        let parameter = CommandParameterAst {
            extent: token.extent,
            name,
            argument: None,
            error_position: token.extent,
        };
        let extent = expression.extent().to(token.extent);
        let parts = [
            CommandElement::Expression(expression),
            CommandElement::Parameter(Box::new(parameter)),
        ];
        Expression::Error(Box::new(ErrorExpressionAst {
            extent,
            nested: super::nested(parts, NestedAst::CommandElement),
        }))
    }

    fn array_literal_rule(&mut self, on_ternary: bool) -> Option<Expression> {
        let first = self.unary_expression_rule(on_ternary)?;
        let mut comma = self.peek_token();
        if comma.kind != TokenKind::Comma || self.disable_comma {
            return Some(first);
        }
        let start = first.extent();
        let mut elements = vec![first];
        while comma.kind == TokenKind::Comma {
            self.skip_token();
            self.skip_newlines();
            let Some(element) = self.unary_expression_rule(true) else {
                let text = self.text_of(comma.extent);
                self.missing_expression_after(comma, &text);
                elements.push(error_expression(comma.extent));
                break;
            };
            elements.push(element);
            comma = self.peek_token();
        }
        let end = elements.last().map_or(start, Expression::extent);
        Some(Expression::ArrayLiteral(Box::new(ArrayLiteralAst {
            extent: start.to(end),
            elements,
        })))
    }

    /// An operand with its unary operators and casts; none where none can be.
    pub(super) fn unary_expression_rule(&mut self, on_ternary: bool) -> Option<Expression> {
        self.deeper(|parser| parser.unary_expression(on_ternary))
    }

    /// The next token where a number may have a sign.
    fn peek_operand(&mut self, on_ternary: bool) -> Tok {
        let signed = std::mem::replace(&mut self.lexer.allow_signed_numbers, true);
        let ternary = std::mem::replace(&mut self.lexer.end_number_on_ternary, on_ternary);
        if let Some(token) = self.ungot
            && (token.kind == TokenKind::Minus || on_ternary && token.kind == TokenKind::Generic)
        {
            // It could be a number with a sign, or one before an operator of a ternary.
            self.resync_token(token);
        }
        let token = self.peek_token();
        self.lexer.allow_signed_numbers = signed;
        self.lexer.end_number_on_ternary = ternary;
        token
    }

    fn unary_expression(&mut self, on_ternary: bool) -> Option<Expression> {
        let token = self.peek_operand(on_ternary);
        let expression = if token.kind.has(TokenFlags::UNARY_OPERATOR) {
            if self.disable_comma && token.kind == TokenKind::Comma {
                return None;
            }
            self.skip_token();
            self.skip_newlines();
            match self.unary_expression_rule(true) {
                Some(child) => unary(token, child),
                None => {
                    let text = self.text_of(token.extent);
                    let place = token.extent.after();
                    self.incomplete(place, Message::MissingExpressionAfterOperator, &[&text]);
                    return Some(error_expression(token.extent));
                }
            }
        } else if token.kind == TokenKind::LBracket {
            self.cast_rule(token)?
        } else {
            self.primary_expression_rule(true)?
        };
        Some(self.postfix_rule(expression))
    }

    fn postfix_rule(&mut self, child: Expression) -> Expression {
        let token = self.peek_token();
        let operator = match token.kind {
            TokenKind::PlusPlus => UnaryOperator::PostfixPlusPlus,
            TokenKind::MinusMinus => UnaryOperator::PostfixMinusMinus,
            _ => return child,
        };
        self.skip_token();
        Expression::Unary(Box::new(UnaryExpressionAst {
            extent: child.extent().to(token.extent),
            operator,
            child,
        }))
    }

    /// Types and attributes in brackets, and what they are put on.
    fn cast_rule(&mut self, open: Tok) -> Option<Expression> {
        let mut attributes = self.attribute_list_rule(true);
        let mut expression = match attributes.pop()? {
            AttributeBase::Attribute(attribute) => {
                self.skip_newlines();
                match self.unary_expression_rule(true) {
                    Some(child) => attributed(attribute, child),
                    None => {
                        let extent = attribute.extent;
                        let name = attribute.type_name.full_name();
                        self.incomplete(extent, Message::UnexpectedAttribute, &[&name]);
                        attributes.push(AttributeBase::Attribute(attribute));
                        return Some(Expression::Error(Box::new(ErrorExpressionAst {
                            extent: open.extent.to(extent),
                            nested: super::nested(attributes, NestedAst::Attribute),
                        })));
                    }
                }
            }
            AttributeBase::TypeConstraint(constraint) => self.after_type_rule(constraint),
        };
        for attribute in attributes.into_iter().rev() {
            expression = match attribute {
                AttributeBase::Attribute(attribute) => attributed(attribute, expression),
                AttributeBase::TypeConstraint(constraint) => convert(constraint, expression),
            };
        }
        Some(expression)
    }

    /// A type as a value, with its members, or as a cast of what follows.
    fn after_type_rule(&mut self, constraint: TypeConstraintAst) -> Expression {
        let member_access = match self.ungot {
            Some(_) => None,
            None => self.lexer.member_access_operator(false),
        };
        if member_access.is_some() {
            return self.post_primary_operators(member_access, type_expression(constraint));
        }
        let next = self.peek_token();
        if matches!(next.kind, TokenKind::NewLine | TokenKind::Comma) {
            return type_expression(constraint);
        }
        match self.unary_expression_rule(true) {
            Some(child) => convert(constraint, child),
            None => type_expression(constraint),
        }
    }
}

fn type_expression(constraint: TypeConstraintAst) -> Expression {
    Expression::Type(Box::new(TypeExpressionAst {
        extent: constraint.extent,
        type_name: constraint.type_name,
    }))
}

fn convert(type_constraint: TypeConstraintAst, child: Expression) -> Expression {
    Expression::Convert(Box::new(ConvertExpressionAst {
        extent: type_constraint.extent.to(child.extent()),
        type_constraint,
        child,
    }))
}

fn attributed(attribute: AttributeAst, child: Expression) -> Expression {
    Expression::Attributed(Box::new(AttributedExpressionAst {
        extent: attribute.extent.to(child.extent()),
        attribute,
        child,
    }))
}

fn unary(token: Tok, child: Expression) -> Expression {
    let extent = token.extent.to(child.extent());
    match UnaryOperator::from_kind(token.kind) {
        Some(operator) => Expression::Unary(Box::new(UnaryExpressionAst {
            extent,
            operator,
            child,
        })),
        None => Expression::ArrayLiteral(Box::new(ArrayLiteralAst {
            extent,
            elements: vec![child],
        })),
    }
}

fn binary(left: Expression, token: Tok, right: Expression) -> Expression {
    Expression::Binary(Box::new(BinaryExpressionAst {
        extent: left.extent().to(right.extent()),
        chain: left.chain() + 1,
        left,
        operator: BinaryOperator::from_kind(token.kind).unwrap_or(BinaryOperator::Plus),
        right,
        error_position: token.extent,
    }))
}

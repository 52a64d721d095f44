//! Attributes, type constraints and parameters.

use std::collections::HashSet;

use std::sync::Arc;

use super::Parser;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind};

/// More casts in a row than this make a script too complex.
const MOST_IN_A_ROW: usize = 400;

/// Arguments of an attribute as they are read.
#[derive(Debug, Default)]
struct Arguments {
    positional: Vec<Expression>,
    named: Vec<NamedAttributeArgumentAst>,
    /// Where the last one is, for errors.
    last: Extent,
}

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn parameter_list_rule(&mut self) -> Vec<ParameterAst> {
        let mut parameters = Vec::new();
        let mut comma: Option<Tok> = None;
        loop {
            let Some(parameter) = self.parameter_rule() else {
                if let Some(comma) = comma {
                    self.missing_expression_after(comma, comma.kind.text());
                }
                return parameters;
            };
            parameters.push(parameter);
            self.skip_newlines();
            let next = self.peek_token();
            if next.kind != TokenKind::Comma {
                return parameters;
            }
            comma = Some(next);
            self.skip_token();
        }
    }

    pub(super) fn missing_expression_after(&mut self, token: Tok, text: &str) {
        self.incomplete(
            token.extent.after(),
            Message::MissingExpressionAfterToken,
            &[text],
        );
    }

    fn parameter_rule(&mut self) -> Option<ParameterAst> {
        self.with_comma(false, |parser| {
            parser.in_mode(Mode::Expression, Self::parameter_in_expression_mode)
        })
    }

    fn parameter_in_expression_mode(&mut self) -> Option<ParameterAst> {
        self.skip_newlines();
        let attributes = self.attribute_list_rule(false);
        self.skip_newlines();
        let token = self.next_token();
        if !matches!(
            token.kind,
            TokenKind::Variable | TokenKind::SplattedVariable
        ) {
            self.unget(token);
            return self.parameter_without_variable(attributes);
        }
        let name = self.variable_expression(token);
        self.skip_newlines();
        let equals = self.peek_token();
        let mut default = None;
        if equals.kind == TokenKind::Equals {
            self.skip_token();
            self.skip_newlines();
            default = self.expression_rule(false);
            if default.is_none() {
                self.missing_expression_after(equals, equals.kind.text());
            }
        }
        let start = attributes
            .first()
            .map_or(token.extent, AttributeBase::extent);
        let end = default.as_ref().map_or(token.extent, Expression::extent);
        Some(ParameterAst {
            extent: start.to(end),
            attributes,
            name: Box::new(name),
            default,
        })
    }

    fn parameter_without_variable(
        &mut self,
        attributes: Vec<AttributeBase>,
    ) -> Option<ParameterAst> {
        let first = attributes.first()?.extent();
        let last = attributes.last()?.extent();
        self.incomplete(last.after(), Message::InvalidFunctionParameter, &[]);
        self.sync_on_error(true, &[TokenKind::RParen]);
        let extent = first.to(last);
        let name = VariableExpressionAst {
            extent,
            path: Arc::new(crate::VariablePath::new("__error__")),
            splatted: false,
        };
        Some(ParameterAst {
            extent,
            attributes,
            name: Box::new(name),
            default: None,
        })
    }

    pub(super) fn attribute_list_rule(&mut self, in_expression: bool) -> Vec<AttributeBase> {
        let mut attributes = Vec::new();
        while let Some(attribute) = self.attribute_rule() {
            let is_type = matches!(attribute, AttributeBase::TypeConstraint(_));
            attributes.push(attribute);
            if attributes.len() > MOST_IN_A_ROW {
                let here = self.lexer.current_extent();
                self.lexer.shared.abort(here);
            }
            if !in_expression || !is_type {
                self.skip_newlines();
            }
        }
        attributes
    }

    fn next_left_bracket(&mut self) -> Option<Tok> {
        match self.ungot {
            Some(token) if token.kind == TokenKind::LBracket => Some(self.next_token()),
            Some(_) => None,
            None => self.lexer.left_bracket(),
        }
    }

    pub(super) fn attribute_rule(&mut self) -> Option<AttributeBase> {
        if self.lexer.shared.aborted {
            return None;
        }
        let open = self.next_left_bracket()?;
        self.skip_newlines();
        let Some((type_name, first)) = self.type_name_rule(true) else {
            self.resync_token(open);
            self.incomplete(open.extent.after(), Message::MissingTypename, &[]);
            return None;
        };
        let next = self.next_token();
        if next.kind == TokenKind::LParen {
            let attribute = self.attribute_with_arguments(open, next, type_name);
            self.add_flags(first, TokenFlags::ATTRIBUTE_NAME);
            return Some(AttributeBase::Attribute(attribute));
        }
        let mut end = next.extent;
        if next.kind != TokenKind::RBracket {
            self.unget(next);
            let place = self.before(next.extent);
            self.error(
                place,
                Message::EndSquareBracketExpectedAtEndOfAttribute,
                &[],
            );
            end = type_name.extent();
        }
        Some(AttributeBase::TypeConstraint(TypeConstraintAst {
            extent: open.extent.to(end),
            type_name,
        }))
    }

    fn attribute_with_arguments(
        &mut self,
        open: Tok,
        open_paren: Tok,
        type_name: TypeName,
    ) -> AttributeAst {
        self.skip_newlines();
        let mut arguments = Arguments {
            last: open_paren.extent,
            ..Default::default()
        };
        self.in_mode(Mode::Expression, |parser| {
            parser.with_comma(false, |parser| {
                parser.attribute_arguments_rule(&mut arguments);
            });
        });
        self.skip_newlines();
        let close = self.next_token();
        let has_paren = close.kind == TokenKind::RParen;
        let mut end = close.extent;
        if !has_paren {
            self.unget(close);
            end = arguments.last;
            self.incomplete(end.after(), Message::MissingEndParenthesisInExpression, &[]);
        }
        self.skip_newlines();
        let bracket = self.next_token();
        if bracket.kind == TokenKind::RBracket {
            end = bracket.extent;
        } else {
            self.unget(bracket);
            if has_paren {
                self.incomplete(
                    end.after(),
                    Message::EndSquareBracketExpectedAtEndOfAttribute,
                    &[],
                );
            }
        }
        AttributeAst {
            extent: open.extent.to(end),
            type_name,
            positional: arguments.positional,
            named: arguments.named,
        }
    }

    fn attribute_arguments_rule(&mut self, arguments: &mut Arguments) {
        let mut seen: HashSet<Text> = HashSet::new();
        let mut comma: Option<Tok> = None;
        loop {
            self.skip_newlines();
            if let Some(name) = self.simple_name_rule() {
                let argument = self.named_argument_rule(name, arguments);
                if seen.insert(argument.name.clone()) {
                    arguments.named.push(argument);
                } else {
                    let place = Extent::new(
                        argument.extent.start,
                        argument.extent.start + argument.name.len() as u32,
                    );
                    self.error(place, Message::DuplicateNamedArgument, &[&argument.name]);
                }
            } else if let Some(argument) = self.expression_rule(false) {
                arguments.last = argument.extent();
                arguments.positional.push(argument);
            } else if let Some(comma) = comma {
                let place = comma.extent.after();
                self.missing_expression_after(comma, comma.kind.text());
                arguments.positional.push(error_expression(place));
                arguments.last = place;
            }
            self.skip_newlines();
            let next = self.peek_token();
            if next.kind != TokenKind::Comma {
                return;
            }
            comma = Some(next);
            arguments.last = next.extent;
            self.skip_token();
        }
    }

    /// What follows the name of a named argument.
    fn named_argument_rule(
        &mut self,
        name: StringConstantExpressionAst,
        arguments: &mut Arguments,
    ) -> NamedAttributeArgumentAst {
        let equals = self.peek_token();
        if equals.kind != TokenKind::Equals {
            let argument = ConstantExpressionAst {
                extent: name.extent,
                value: Constant::True,
            };
            return NamedAttributeArgumentAst {
                extent: name.extent,
                name: name.value.clone(),
                argument: Expression::Constant(Box::new(argument)),
                expression_omitted: true,
            };
        }
        self.skip_token();
        self.skip_newlines();
        let argument = self.expression_rule(false).unwrap_or_else(|| {
            let place = equals.extent.after();
            self.incomplete(place, Message::MissingExpressionInNamedArgument, &[]);
            use TokenKind::*;
            self.sync_on_error(true, &[Comma, RParen, RBracket, NewLine]);
            error_expression(place)
        });
        arguments.last = argument.extent();
        NamedAttributeArgumentAst {
            extent: name.extent.to(argument.extent()),
            name: name.value.clone(),
            argument,
            expression_omitted: false,
        }
    }
}

/// An expression that is not there.
pub(super) fn error_expression(extent: Extent) -> Expression {
    Expression::Error(Box::new(ErrorExpressionAst {
        extent,
        nested: Vec::new(),
    }))
}

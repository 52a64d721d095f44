//! Commands: names, arguments, parameters and redirections.

use super::Parser;
use super::attribute::error_expression;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind, TokenValue};

const VERBATIM: &str = "--%";

/// What an argument is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArgumentContext {
    CommandName,
    CommandNameAfterOperator,
    FileName,
    CommandArgument,
    SwitchCondition,
}

impl ArgumentContext {
    fn is_command_name(self) -> bool {
        matches!(self, Self::CommandName | Self::CommandNameAfterOperator)
    }
}

/// Redirections by stream, as PowerShell keeps them.
#[derive(Debug, Default)]
pub(super) struct Redirections([Option<Redirection>; 7]);

impl Redirections {
    pub(super) fn into_list(self) -> Vec<Redirection> {
        self.0.into_iter().flatten().collect()
    }
}

/// A command as it is read.
#[derive(Debug)]
struct Command {
    context: ArgumentContext,
    elements: Vec<CommandElement>,
    redirections: Redirections,
    end: Extent,
    saw_dash_dash: bool,
    /// Set when nothing more can follow.
    ended: bool,
}

impl Command {
    fn push(&mut self, expression: Expression) {
        self.end = expression.extent();
        self.elements.push(CommandElement::Expression(expression));
    }
}

impl<'t, 's> Parser<'t, 's> {
    /// An argument in command mode, without commas.
    pub(super) fn single_command_argument(
        &mut self,
        context: ArgumentContext,
    ) -> Option<Expression> {
        if matches!(
            self.peek_token().kind,
            TokenKind::Comma | TokenKind::EndOfInput
        ) {
            return None;
        }
        self.in_mode(Mode::Command, |parser| {
            let token = parser.next_token();
            parser.command_argument(context, token)
        })
    }

    /// An argument in command mode, with commas.
    pub(super) fn single_argument(&mut self) -> Option<Expression> {
        self.single_command_argument(ArgumentContext::CommandArgument)
    }

    /// An argument from `token` on; none, with the token given back, when it can be none.
    pub(super) fn command_argument(
        &mut self,
        context: ArgumentContext,
        token: Tok,
    ) -> Option<Expression> {
        let mut token = token;
        let mut elements: Vec<Expression> = Vec::new();
        let mut comma: Option<Tok> = None;
        let last = loop {
            if never_argument(token.kind) {
                self.unget(token);
                let comma = comma?;
                self.incomplete(comma.extent.after(), Message::MissingExpression, &[","]);
                return Some(broken_list(elements, comma));
            }
            let element = self.argument_element(context, token);
            if context != ArgumentContext::CommandArgument || self.is_verbatim_word(token) {
                break element;
            }
            let next = self.peek_token();
            if next.kind != TokenKind::Comma {
                break element;
            }
            comma = Some(next);
            elements.push(element);
            self.skip_token();
            self.skip_newlines();
            token = self.next_token();
        };
        let Some(first) = elements.first() else {
            return Some(last);
        };
        let extent = first.extent().to(last.extent());
        elements.push(last);
        Some(Expression::ArrayLiteral(Box::new(ArrayLiteralAst {
            extent,
            elements,
        })))
    }

    fn is_verbatim_word(&self, token: Tok) -> bool {
        token.kind == TokenKind::Generic
            && matches!(self.lexer.value(token), TokenValue::String(value) if &**value == VERBATIM)
    }

    fn argument_element(&mut self, context: ArgumentContext, token: Tok) -> Expression {
        use TokenKind::*;
        match token.kind {
            SplattedVariable | Variable | Number | HereStringExpandable | StringExpandable
            | HereStringLiteral | StringLiteral | LParen | DollarParen | AtParen | AtCurly
            | LCurly => {
                self.unget(token);
                self.primary_expression_rule(true)
                    .unwrap_or_else(|| error_expression(token.extent))
            }
            Generic => self.generic_argument(context, token),
            _ => {
                let word = self.bare_word(token);
                self.remove_flags(token, TokenFlags::KEYWORD);
                if context.is_command_name() {
                    self.add_flags(token, TokenFlags::COMMAND_NAME);
                } else if let Some(saved) = self.lexer.saved(token)
                    && saved.kind != Identifier
                {
                    saved.kind = Generic;
                }
                Expression::StringConstant(Box::new(word))
            }
        }
    }

    /// A word. Only after `&` or `.` is a command's name expanded.
    fn generic_argument(&mut self, context: ArgumentContext, token: Tok) -> Expression {
        if context.is_command_name() {
            self.add_flags(token, TokenFlags::COMMAND_NAME);
        }
        let expands = matches!(self.lexer.value(token), TokenValue::Expandable(_));
        if expands && context != ArgumentContext::CommandName {
            return self.expandable_string_rule(token);
        }
        let value = self.string_value(token);
        Expression::StringConstant(Box::new(StringConstantExpressionAst {
            extent: token.extent,
            value,
            kind: StringConstantType::BareWord,
        }))
    }

    pub(super) fn command_rule(&mut self) -> Option<CommandAst> {
        self.in_mode(Mode::Command, Self::command_in_command_mode)
    }

    fn command_in_command_mode(&mut self) -> Option<CommandAst> {
        let first = self.next_token();
        let invocation_operator = match first.kind {
            TokenKind::Dot => InvocationOperator::Dot,
            TokenKind::Ampersand => InvocationOperator::Ampersand,
            _ => InvocationOperator::None,
        };
        let has_operator = invocation_operator != InvocationOperator::None;
        let mut token = if has_operator {
            self.next_token()
        } else {
            first
        };
        let mut command = Command {
            context: if has_operator {
                ArgumentContext::CommandNameAfterOperator
            } else {
                ArgumentContext::CommandName
            },
            elements: Vec::new(),
            redirections: Redirections::default(),
            end: first.extent,
            saw_dash_dash: false,
            ended: false,
        };
        loop {
            self.command_element(&mut command, token);
            if command.ended {
                break;
            }
            command.context = ArgumentContext::CommandArgument;
            token = self.next_token();
        }
        if command.elements.is_empty() {
            if has_operator {
                let text = self.text_of(first.extent);
                self.error(first.extent, Message::MissingExpression, &[&text]);
            }
            return None;
        }
        Some(CommandAst {
            extent: first.extent.to(command.end),
            invocation_operator,
            elements: command.elements,
            redirections: command.redirections.into_list(),
        })
    }

    fn command_element(&mut self, command: &mut Command, token: Tok) {
        use TokenKind::*;
        match token.kind {
            Pipe | RCurly | RParen | EndOfInput | NewLine | Semi | AndAnd | OrOr | Ampersand => {
                self.unget(token);
                command.ended = true;
            }
            MinusMinus => self.dash_dash(command, token),
            Comma => {
                command.end = token.extent;
                self.error(token.extent, Message::MissingArgument, &[]);
                self.skip_newlines();
            }
            Parameter if command.context.is_command_name() || command.saw_dash_dash => {
                self.add_flags(token, TokenFlags::COMMAND_NAME);
                let word = self.bare_word(token);
                command.push(Expression::StringConstant(Box::new(word)));
            }
            Parameter => self.command_parameter(command, token),
            Redirection | RedirectInStd if !command.context.is_command_name() => {
                let (extent, _) = self.redirection_rule(token, &mut command.redirections);
                command.end = extent;
            }
            Redirection | RedirectInStd => {
                let word = self.bare_word(token);
                command.push(Expression::StringConstant(Box::new(word)));
            }
            InlineScript if command.context == ArgumentContext::CommandName => {
                self.inline_script(command, token);
            }
            _ => self.command_argument_element(command, token),
        }
    }

    /// The first `--` ends parameters; later ones are arguments.
    fn dash_dash(&mut self, command: &mut Command, token: Tok) {
        command.end = token.extent;
        if command.saw_dash_dash {
            let word = self.bare_word(token);
            command.push(Expression::StringConstant(Box::new(word)));
            return;
        }
        command.saw_dash_dash = true;
        command
            .elements
            .push(CommandElement::Parameter(Box::new(CommandParameterAst {
                extent: token.extent,
                name: "-".into(),
                argument: None,
                error_position: token.extent,
            })));
    }

    fn command_parameter(&mut self, command: &mut Command, token: Tok) {
        let (name, used_colon) = self.parameter_value(token);
        let mut argument = None;
        if used_colon && self.peek_token().kind != TokenKind::Comma {
            let next = self.next_token();
            argument = self.command_argument(ArgumentContext::CommandArgument, next);
            if argument.is_none() {
                let text = self.text_of(token.extent);
                let place = token.extent.after();
                self.error(place, Message::ParameterRequiresArgument, &[&text]);
            }
        }
        let extent = argument
            .as_ref()
            .map_or(token.extent, |argument| token.extent.to(argument.extent()));
        command.end = extent;
        command
            .elements
            .push(CommandElement::Parameter(Box::new(CommandParameterAst {
                extent,
                name,
                argument,
                error_position: token.extent,
            })));
    }

    fn inline_script(&mut self, command: &mut Command, token: Tok) {
        self.add_flags(token, TokenFlags::COMMAND_NAME);
        let word = self.bare_word(token);
        command.push(Expression::StringConstant(Box::new(word)));
        self.skip_newlines();
        let curly = self.next_token();
        if curly.kind != TokenKind::LCurly {
            self.unget(curly);
            self.missing_statement_after_keyword(token);
            command.ended = true;
            return;
        }
        let block = self.script_block_expression_rule(curly);
        command.push(block);
    }

    fn command_argument_element(&mut self, command: &mut Command, token: Tok) {
        let is_verbatim = matches!(
            self.lexer.value(token),
            TokenValue::String(_) | TokenValue::Expandable(_)
        ) && &*self.string_value(token) == VERBATIM;
        let Some(argument) = self.command_argument(command.context, token) else {
            command.ended = true;
            return;
        };
        command.push(argument);
        if !is_verbatim {
            return;
        }
        let may_follow = self
            .ungot
            .is_none_or(|token| token.kind == TokenKind::Parameter);
        if !may_follow {
            return;
        }
        self.ungot = None;
        let rest = self.lexer.verbatim_argument();
        let value = self.string_value(rest);
        command.push(Expression::StringConstant(Box::new(
            StringConstantExpressionAst {
                extent: rest.extent,
                value,
                kind: StringConstantType::BareWord,
            },
        )));
        command.ended = true;
    }

    /// One redirection; where it is, and whether it is one that is kept.
    pub(super) fn redirection_rule(
        &mut self,
        token: Tok,
        redirections: &mut Redirections,
    ) -> (Extent, bool) {
        let value = self.lexer.value(token).clone();
        let (redirection, from) = match value {
            TokenValue::Merging(from, to) => (self.merging_redirection(token, from, to), from),
            TokenValue::File { from, append } => {
                let location = self.redirection_file(token);
                let redirection = FileRedirectionAst {
                    extent: token.extent.to(location.extent()),
                    from,
                    location,
                    append,
                };
                (Redirection::File(Box::new(redirection)), from)
            }
            _ => {
                let location = self.redirection_file(token);
                self.redirection_not_supported(token);
                return (token.extent.to(location.extent()), false);
            }
        };
        let extent = redirection.extent();
        let place = &mut redirections.0[from as usize];
        if place.is_none() {
            *place = Some(redirection);
        } else {
            self.error(
                extent,
                Message::StreamAlreadyRedirected,
                &[stream_name(from)],
            );
        }
        (extent, true)
    }

    fn redirection_not_supported(&mut self, token: Tok) {
        let text = self.text_of(token.extent);
        self.error(token.extent, Message::RedirectionNotSupported, &[&text]);
    }

    fn merging_redirection(
        &mut self,
        token: Tok,
        from: RedirectionStream,
        to: RedirectionStream,
    ) -> Redirection {
        if to != RedirectionStream::Output || from == to {
            self.redirection_not_supported(token);
        }
        Redirection::Merging(MergingRedirectionAst {
            extent: token.extent,
            from,
            to: RedirectionStream::Output,
        })
    }

    fn redirection_file(&mut self, token: Tok) -> Expression {
        let file = self.single_command_argument(ArgumentContext::FileName);
        file.unwrap_or_else(|| {
            let place = token.extent.after();
            self.error(place, Message::MissingFileSpecification, &[]);
            error_expression(token.extent)
        })
    }
}

fn never_argument(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(
        kind,
        Pipe | RCurly
            | RParen
            | EndOfInput
            | NewLine
            | Semi
            | Redirection
            | RedirectInStd
            | AndAnd
            | OrOr
            | Ampersand
            | MinusMinus
            | Comma
    )
}

/// A list that ends with a comma.
fn broken_list(elements: Vec<Expression>, comma: Tok) -> Expression {
    let start = elements.first().map_or(comma.extent, Expression::extent);
    let nested = super::nested(elements, |element| {
        NestedAst::CommandElement(CommandElement::Expression(element))
    });
    Expression::Error(Box::new(ErrorExpressionAst {
        extent: start.to(comma.extent),
        nested,
    }))
}

fn stream_name(stream: RedirectionStream) -> &'static str {
    match stream {
        RedirectionStream::All => "* stream",
        RedirectionStream::Output => "output stream",
        RedirectionStream::Error => "error stream",
        RedirectionStream::Warning => "warning stream",
        RedirectionStream::Verbose => "verbose stream",
        RedirectionStream::Debug => "debug stream",
        RedirectionStream::Information => "information stream",
    }
}

//! Assignments, pipelines and chains of pipelines.

use super::Parser;
use super::command::Redirections;
use super::statement::error_statement;
use crate::ast::*;
use crate::lexer::{Mode, Tok};
use crate::message::Message;
use crate::operator::AssignmentOperator;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind};

/// Pipelines joined by `&&` and `||` as they are read.
struct Chain {
    left: Statement,
    operator: Tok,
}

impl Chain {
    fn join(self, right: PipelineAst, background: bool) -> Statement {
        let operator = match self.operator.kind {
            TokenKind::OrOr => ChainOperator::OrOr,
            _ => ChainOperator::AndAnd,
        };
        Statement::PipelineChain(Box::new(PipelineChainAst {
            extent: self.left.extent().to(right.extent),
            left: self.left,
            operator,
            right: Statement::Pipeline(Box::new(right)),
            background,
        }))
    }
}

fn join(chain: Option<Chain>, right: PipelineAst) -> Statement {
    match chain {
        Some(chain) => chain.join(right, false),
        None => Statement::Pipeline(Box::new(right)),
    }
}

impl<'t, 's> Parser<'t, 's> {
    /// An assignment, a pipeline or a chain; none where none can be.
    pub(super) fn pipeline_chain_rule(&mut self) -> Option<PipelineBase> {
        self.deeper(Self::pipeline_chain)
    }

    fn pipeline_chain(&mut self) -> Option<PipelineBase> {
        let mut assignment = None;
        let first = self.in_mode(Mode::Expression, |parser| {
            let expression = parser.expression_rule(false)?;
            // In expression mode, where `=0` is two tokens.
            let token = parser.peek_token();
            if token.kind.has(TokenFlags::ASSIGNMENT_OPERATOR) {
                parser.skip_token();
                assignment = Some(token);
            }
            Some(expression)
        });
        match (first, assignment) {
            (Some(left), Some(operator)) => Some(self.assignment_rule(left, operator)),
            (first, _) => self.chain_rule(first),
        }
    }

    fn assignment_rule(&mut self, left: Expression, token: Tok) -> Statement {
        self.skip_newlines();
        let right = self.statement_rule().unwrap_or_else(|| {
            let place = token.extent.after();
            self.incomplete(
                place,
                Message::ExpectedValueExpression,
                &[token.kind.text()],
            );
            error_statement(place)
        });
        let operator =
            AssignmentOperator::from_kind(token.kind).unwrap_or(AssignmentOperator::Equals);
        Statement::Assignment(Box::new(AssignmentStatementAst {
            extent: left.extent().to(right.extent()),
            left,
            operator,
            right: without_pipeline(right),
            error_position: token.extent,
        }))
    }

    /// Pipelines from here on; the first expression may have been read.
    fn chain_rule(&mut self, mut first: Option<Expression>) -> Option<Statement> {
        let mut chain: Option<Chain> = None;
        loop {
            let mut first_token = None;
            if first.is_none() {
                first_token = Some(self.peek_token());
            }
            let Some(pipeline) = self.pipeline_rule(first.take()) else {
                return Some(self.missing_chain_element(chain?, first_token));
            };
            let next = self.peek_token();
            match next.kind {
                TokenKind::AndAnd | TokenKind::OrOr => {
                    self.skip_token();
                    self.skip_newlines();
                }
                TokenKind::Ampersand => {
                    self.skip_token();
                    return Some(self.background(chain, pipeline));
                }
                _ => return Some(join(chain, pipeline)),
            }
            let left = join(chain, pipeline);
            if self.peek_token().kind == TokenKind::EndOfInput {
                let place = next.extent.after();
                self.incomplete(place, Message::EmptyPipelineChainElement, &[]);
                return Some(left);
            }
            chain = Some(Chain {
                left,
                operator: next,
            });
        }
    }

    /// After the `&` that makes a job of a pipeline or a whole chain.
    fn background(&mut self, chain: Option<Chain>, mut pipeline: PipelineAst) -> Statement {
        let next = self.peek_token();
        if matches!(next.kind, TokenKind::AndAnd | TokenKind::OrOr) {
            self.skip_token();
            self.error(next.extent, Message::BackgroundOperatorInPipelineChain, &[]);
            let start = chain.map_or(pipeline.extent, |chain| chain.left.extent());
            return error_statement(start.to(next.extent));
        }
        match chain {
            Some(chain) => chain.join(pipeline, true),
            None => {
                pipeline.background = true;
                Statement::Pipeline(Box::new(pipeline))
            }
        }
    }

    fn missing_chain_element(&mut self, chain: Chain, token: Option<Tok>) -> Statement {
        let operator = chain.operator;
        let text = self.text_of(operator.extent);
        let message = Message::EmptyPipelineChainElement;
        match token.map(|token| (token.kind, token.extent)) {
            Some((TokenKind::EndOfInput, _)) => {
                self.incomplete(operator.extent.after(), message, &[&text]);
            }
            // An error for the operator without a command was reported already.
            Some((TokenKind::Dot | TokenKind::Ampersand, _)) | None => {}
            Some((_, extent)) => self.error(operator.extent.to(extent), message, &[&text]),
        }
        let extent = chain.left.extent().to(operator.extent);
        let mut error = ErrorStatementAst {
            extent,
            kind: Some((operator.kind, operator.extent)),
            ..Default::default()
        };
        error.nested.push(NestedAst::Statement(chain.left));
        Statement::Error(Box::new(error))
    }

    /// One pipeline; its first expression may have been read.
    fn pipeline_rule(&mut self, mut expression: Option<Expression>) -> Option<PipelineAst> {
        let mut elements: Vec<CommandBase> = Vec::with_capacity(1);
        let mut pipe: Option<Tok> = None;
        loop {
            if expression.is_none() {
                expression = self.in_mode(Mode::Expression, |parser| parser.expression_rule(false));
            }
            let element = match expression.take() {
                Some(expression) => {
                    if !elements.is_empty() {
                        let extent = expression.extent();
                        self.error(extent, Message::ExpressionsMustBeFirstInPipeline, &[]);
                    }
                    Some(self.command_expression_rule(expression))
                }
                None => self
                    .command_rule()
                    .map(|command| CommandBase::Command(Box::new(command))),
            };
            let is_missing = element.is_none();
            elements.extend(element);
            if is_missing && (!elements.is_empty() || self.peek_token().kind == TokenKind::Pipe) {
                let place = match pipe {
                    Some(pipe) => pipe.extent.after(),
                    None => self.peek_token().extent,
                };
                self.incomplete(place, Message::EmptyPipeElement, &[]);
            }
            match self.after_element() {
                Some(next) => pipe = Some(next),
                None => break,
            }
        }
        let extent = elements.first()?.extent().to(elements.last()?.extent());
        Some(PipelineAst {
            extent,
            elements,
            background: false,
        })
    }

    /// Takes the pipe after an element; none when the pipeline ends there.
    fn after_element(&mut self) -> Option<Tok> {
        use TokenKind::*;
        let mut next = self.peek_token();
        if next.kind == NewLine && self.lexer.is_pipe_continuation(next.extent) {
            self.skip_newlines();
            next = self.peek_token();
        }
        match next.kind {
            Semi | NewLine | RParen | RCurly | EndOfInput | AndAnd | OrOr | Ampersand => None,
            Pipe => {
                self.skip_token();
                self.skip_newlines();
                if self.peek_token().kind == EndOfInput {
                    let place = next.extent.after();
                    self.incomplete(place, Message::EmptyPipeElement, &[]);
                    return None;
                }
                Some(next)
            }
            _ => {
                self.unexpected_token(next);
                None
            }
        }
    }

    fn command_expression_rule(&mut self, expression: Expression) -> CommandBase {
        let mut redirections = Redirections::default();
        let mut last: Option<Extent> = None;
        loop {
            let token = self.peek_token();
            if !matches!(
                token.kind,
                TokenKind::Redirection | TokenKind::RedirectInStd
            ) {
                break;
            }
            self.skip_token();
            let (extent, is_kept) = self.redirection_rule(token, &mut redirections);
            last = is_kept.then_some(extent);
        }
        let extent = expression.extent();
        CommandBase::Expression(Box::new(CommandExpressionAst {
            extent: last.map_or(extent, |last| extent.to(last)),
            expression,
            redirections: redirections.into_list(),
        }))
    }
}

/// What is assigned when a pipeline is one expression: the expression without the pipeline around it.
fn without_pipeline(right: Statement) -> Statement {
    match right {
        Statement::Pipeline(mut pipeline)
            if !pipeline.background && pipeline.elements.len() == 1 =>
        {
            match pipeline.elements.pop() {
                Some(CommandBase::Expression(expression)) => {
                    Statement::CommandExpression(expression)
                }
                Some(command) => {
                    pipeline.elements.push(command);
                    Statement::Pipeline(pipeline)
                }
                None => Statement::Pipeline(pipeline),
            }
        }
        right => right,
    }
}

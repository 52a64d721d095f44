//! `data` sections.

use super::command::ArgumentContext;
use super::statement::error_with;
use super::{Parser, nested};
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::TokenKind;

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn data_statement_rule(&mut self, keyword: Tok) -> Statement {
        self.skip_newlines();
        let variable = self.simple_name_rule();
        self.skip_newlines();
        let mut broken = None;
        let mut commands = Vec::new();
        let parameter = self.peek_token();
        if parameter.kind == TokenKind::Parameter {
            self.skip_token();
            broken = self.supported_commands(parameter, &mut commands);
        }
        let mut body = None;
        if broken.is_none() {
            body = self.statement_block_rule();
            if body.is_none() {
                let end = commands
                    .last()
                    .map(Expression::extent)
                    .or_else(|| variable.as_ref().map(|name| name.extent))
                    .unwrap_or(keyword.extent);
                broken = Some(end);
                self.incomplete(
                    end.after(),
                    Message::MissingStatementBlockForDataSection,
                    &[],
                );
            }
        }
        let Some(body) = body else {
            let parts = nested(commands, |command| {
                NestedAst::CommandElement(CommandElement::Expression(command))
            });
            return error_with(keyword.extent.to(broken.unwrap_or(keyword.extent)), parts);
        };
        Statement::Data(Box::new(DataStatementAst {
            extent: keyword.extent.to(body.extent),
            variable: variable.map(|name| name.value.clone()),
            commands_allowed: commands,
            body,
        }))
    }

    /// Names after `-supportedcommand`; where it broke.
    fn supported_commands(
        &mut self,
        parameter: Tok,
        commands: &mut Vec<Expression>,
    ) -> Option<Extent> {
        let mut broken = None;
        if !self.is_parameter(parameter, "SupportedCommand") {
            broken = Some(parameter.extent);
            let (name, _) = self.parameter_value(parameter);
            self.error(
                parameter.extent,
                Message::InvalidParameterForDataSectionStatement,
                &[&name],
            );
        }
        let mut last = parameter;
        loop {
            self.skip_newlines();
            let Some(command) = self.single_command_argument(ArgumentContext::CommandName) else {
                if broken.is_none() {
                    self.incomplete(
                        last.extent.after(),
                        Message::MissingValueForSupportedCommandInDataSectionStatement,
                        &[],
                    );
                }
                return Some(last.extent);
            };
            commands.push(command);
            last = self.peek_token();
            if last.kind != TokenKind::Comma {
                return broken;
            }
            self.skip_token();
        }
    }
}

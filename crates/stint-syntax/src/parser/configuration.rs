//! `configuration`, which PowerShell on Linux refuses because it finds no schemas.

use super::Parser;
use super::command::ArgumentContext;
use super::script_block::Body;
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::token::TokenKind;

impl<'t, 's> Parser<'t, 's> {
    /// Reads the name and reports that there is no such statement. What follows, the body, is read as if it stood
    /// alone, which gives PowerShell's further errors.
    pub(super) fn configuration_statement_rule(&mut self, keyword: Tok) -> Option<Statement> {
        self.skip_newlines();
        let name = self.next_token();
        match name.kind {
            TokenKind::LCurly => {
                let place = keyword.extent.after();
                self.error(place, Message::MissingConfigurationName, &[]);
                self.with_comma(true, |parser| {
                    parser.in_mode(crate::lexer::Mode::Command, |parser| {
                        parser.skip_newlines();
                        parser.script_block_rule(Some(name), Body::Script, None)
                    })
                });
                return None;
            }
            TokenKind::EndOfInput | TokenKind::Comma => {
                self.unget(name);
                let place = name.extent.after();
                self.incomplete(place, Message::MissingConfigurationName, &[]);
                return None;
            }
            _ => {}
        }
        let value = self.command_argument(ArgumentContext::CommandArgument, name);
        self.check_configuration_name(name, value);
        self.skip_newlines();
        self.error(
            name.extent,
            Message::ParserError,
            &["Unable to find DSC schema store: configurations are not supported on this platform."],
        );
        let restore = self.lexer.restore_point();
        self.resync(restore);
        None
    }

    fn check_configuration_name(&mut self, token: Tok, value: Option<Expression>) {
        match value {
            None => {
                let text = self.text_of(token.extent);
                let place = token.extent.after();
                self.error(place, Message::ParameterRequiresArgument, &[&text]);
                self.incomplete(token.extent, Message::MissingConfigurationName, &[]);
            }
            Some(Expression::StringConstant(name)) if !is_configuration_name(&name.value) => {
                self.error(
                    name.extent,
                    Message::InvalidConfigurationName,
                    &[&name.value],
                );
            }
            Some(Expression::Constant(constant)) => {
                self.error(constant.extent, Message::InvalidConfigurationName, &[""]);
            }
            Some(_) => {}
        }
    }
}

fn is_configuration_name(name: &str) -> bool {
    let name = name.strip_suffix('\n').unwrap_or(name);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-'))
}

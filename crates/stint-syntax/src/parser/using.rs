//! `using`.

use super::Parser;
use super::command::ArgumentContext;
use super::statement::{error_statement, error_with};
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::TokenKind;

/// What follows `using` and its kind: a name or a module's hash table.
#[derive(Debug)]
enum Item {
    Name(Box<StringConstantExpressionAst>),
    Hashtable(Box<HashtableAst>),
}

impl Item {
    fn extent(&self) -> Extent {
        match self {
            Item::Name(name) => name.extent,
            Item::Hashtable(table) => table.extent,
        }
    }

    fn into_part(self) -> NestedAst {
        let expression = match self {
            Item::Name(name) => Expression::StringConstant(name),
            Item::Hashtable(table) => Expression::Hashtable(table),
        };
        NestedAst::CommandElement(CommandElement::Expression(expression))
    }
}

impl<'t, 's> Parser<'t, 's> {
    pub(super) fn using_statement_rule(&mut self, using: Tok) -> Statement {
        let directive = self.next_token();
        let kind = match directive.kind {
            TokenKind::Namespace => UsingStatementKind::Namespace,
            TokenKind::Type => UsingStatementKind::Type,
            TokenKind::Module => UsingStatementKind::Module,
            TokenKind::Command => UsingStatementKind::Command,
            TokenKind::Assembly => UsingStatementKind::Assembly,
            _ => {
                self.unget(directive);
                let place = using.extent.after();
                self.incomplete(place, Message::MissingUsingStatementDirective, &[]);
                return error_statement(using.extent);
            }
        };
        let token = self.next_token();
        use TokenKind::{Comma, EndOfInput, NewLine, Semi};
        if matches!(token.kind, EndOfInput | NewLine | Comma | Semi) {
            let place = directive.extent.after();
            self.incomplete(place, Message::MissingUsingItemName, &[]);
            return error_statement(using.extent.to(directive.extent));
        }
        match self.using_item_rule(using, kind, token) {
            Ok(item) => self.using_after_item(using, kind, token, item),
            Err(error) => error,
        }
    }

    fn using_item_rule(
        &mut self,
        using: Tok,
        kind: UsingStatementKind,
        token: Tok,
    ) -> Result<Item, Statement> {
        let argument = self.command_argument(ArgumentContext::CommandArgument, token);
        let extent = argument.as_ref().map_or(token.extent, Expression::extent);
        let is_missing = argument.is_none();
        match argument {
            Some(Expression::StringConstant(name)) => return Ok(Item::Name(name)),
            Some(Expression::Hashtable(table)) if kind == UsingStatementKind::Module => {
                return Ok(Item::Hashtable(table));
            }
            _ => {}
        }
        self.invalid_using_item(extent);
        if is_missing {
            self.sync_on_error(true, &[TokenKind::Semi, TokenKind::NewLine]);
        }
        Err(error_statement(using.extent.to(extent)))
    }

    fn invalid_using_item(&mut self, extent: Extent) {
        let text = self.text_of(extent);
        self.error(extent, Message::InvalidValueForUsingItemName, &[&text]);
    }

    /// What may follow the item: `= alias`, then a line end.
    fn using_after_item(
        &mut self,
        using: Tok,
        kind: UsingStatementKind,
        token: Tok,
        item: Item,
    ) -> Statement {
        if let (UsingStatementKind::Assembly, Item::Name(name)) = (kind, &item) {
            self.check_assembly(name);
        }
        let is_name = matches!(item, Item::Name(_));
        if kind != UsingStatementKind::Assembly && is_name {
            let equals = self.peek_token();
            if equals.kind == TokenKind::Equals {
                self.skip_token();
                return self.using_alias_rule(using, kind, equals, item);
            }
            if matches!(kind, UsingStatementKind::Type | UsingStatementKind::Command) {
                let place = token.extent.after();
                self.incomplete(place, Message::MissingEqualsInUsingAlias, &[]);
                let extent = using.extent.to(item.extent());
                return error_with(extent, vec![item.into_part()]);
            }
        }
        self.require_statement_terminator();
        let extent = using.extent.to(item.extent());
        let (name, module_specification) = match item {
            Item::Name(name) => (Some(name), None),
            Item::Hashtable(table) => (None, Some(table)),
        };
        Statement::Using(Box::new(UsingStatementAst {
            extent,
            kind,
            name,
            alias: None,
            module_specification,
        }))
    }

    fn using_alias_rule(
        &mut self,
        using: Tok,
        kind: UsingStatementKind,
        equals: Tok,
        item: Item,
    ) -> Statement {
        let token = self.next_token();
        use TokenKind::{Comma, EndOfInput, NewLine, Semi};
        if matches!(token.kind, EndOfInput | NewLine | Semi) {
            self.unget(token);
            let place = equals.extent.after();
            self.incomplete(place, Message::MissingNamespaceAlias, &[]);
            return error_statement(using.extent.to(equals.extent));
        }
        if token.kind == Comma {
            let text = self.text_of(token.extent);
            self.error(token.extent, Message::UnexpectedUnaryOperator, &[&text]);
            return error_statement(using.extent.to(token.extent));
        }
        let argument = self.command_argument(ArgumentContext::CommandArgument, token);
        let (alias, module_specification) = match argument {
            Some(Expression::StringConstant(alias)) => (Some(alias), None),
            Some(Expression::Hashtable(table)) if kind == UsingStatementKind::Module => {
                (None, Some(table))
            }
            other => {
                let extent = other.as_ref().map_or(token.extent, Expression::extent);
                self.invalid_using_item(extent);
                let mut parts = vec![item.into_part()];
                parts.extend(other.map(|expression| {
                    NestedAst::CommandElement(CommandElement::Expression(expression))
                }));
                return error_with(using.extent.to(extent), parts);
            }
        };
        self.require_statement_terminator();
        let name = match item {
            Item::Name(name) => Some(name),
            Item::Hashtable(_) => None,
        };
        Statement::Using(Box::new(UsingStatementAst {
            extent: using.extent.to(token.extent),
            kind,
            name,
            alias,
            module_specification,
        }))
    }

    /// An assembly cannot be loaded from the web.
    fn check_assembly(&mut self, name: &StringConstantExpressionAst) {
        let scheme = name.value.split_once("://").map(|(scheme, _)| scheme);
        let scheme = scheme.filter(|scheme| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        });
        if let Some(scheme) = scheme {
            let scheme = scheme.to_ascii_lowercase();
            if scheme != "file" {
                let message = Message::CannotLoadAssemblyWithUriSchema;
                self.error(name.extent, message, &[&scheme]);
            }
            return;
        }
        let shared = &*self.lexer.shared;
        let file = shared.source.file().map(|file| &**file);
        if !name.value.starts_with('/') && !shared.symbols.has_assembly(&name.value, file) {
            self.error(name.extent, Message::ErrorLoadingAssembly, &[&name.value]);
        }
    }

    fn require_statement_terminator(&mut self) {
        let token = self.peek_token();
        match token.kind {
            TokenKind::NewLine | TokenKind::Semi => self.skip_token(),
            TokenKind::EndOfInput => {}
            _ => {
                self.incomplete(token.extent, Message::MissingStatementTerminator, &[]);
            }
        }
    }
}

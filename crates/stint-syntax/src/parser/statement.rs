//! One statement, by its keyword; the short ones are here.

use super::{Parser, nested};
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::{TokenFlags, TokenKind, TokenValue};

/// Attributes that may belong to a statement, and where they began.
#[derive(Debug, Default)]
struct Attributes {
    list: Vec<AttributeBase>,
    restore: u32,
}

/// A loop label and its keyword.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) keyword: Tok,
    pub(super) label: Option<(Text, Extent)>,
}

impl Head {
    /// Where the statement starts.
    pub(super) fn start(&self) -> Extent {
        self.label
            .as_ref()
            .map_or(self.keyword.extent, |&(_, extent)| extent)
    }

    pub(super) fn label_text(&self) -> Option<Text> {
        self.label.as_ref().map(|(text, _)| text.clone())
    }
}

impl<'t, 's> Parser<'t, 's> {
    /// A statement; none at the end or where none can be, with nothing taken.
    pub(super) fn statement_rule(&mut self) -> Option<Statement> {
        self.deeper(Self::statement)
    }

    fn statement(&mut self) -> Option<Statement> {
        let mut token = self.next_token();
        let mut attributes = None;
        if token.kind == TokenKind::Generic && self.text(token).starts_with('[') {
            let (read, after) = self.attributes_before_statement(token);
            attributes = Some(read);
            token = after;
        }
        while self.is_stray_clause(token) {
            // Its statement is broken: going on after the keyword keeps it from being a command's name.
            self.skip_newlines();
            token = self.next_token();
        }
        let list = attributes.filter(|attributes| !attributes.list.is_empty());
        self.statement_at(token, list)
    }

    /// True for `else`, `catch` and the like after an error.
    fn is_stray_clause(&self, token: Tok) -> bool {
        use TokenKind::*;
        matches!(token.kind, Else | ElseIf | Catch | Until) && !self.lexer.shared.errors.is_empty()
    }

    /// Reads attributes from `bracket` on, and the token after them. When they belong to no statement, all is
    /// given back.
    fn attributes_before_statement(&mut self, bracket: Tok) -> (Attributes, Tok) {
        let restore = bracket.extent.start;
        self.resync_token(bracket);
        let list = self.attribute_list_rule(false);
        let token = self.next_token();
        let mut attributes = Attributes { list, restore };
        let Some(first) = attributes.list.first() else {
            return (attributes, token);
        };
        let constraint = attributes
            .list
            .iter()
            .find(|attribute| matches!(attribute, AttributeBase::TypeConstraint(_)));
        if token.has(TokenFlags::STATEMENT_DOESNT_SUPPORT_ATTRIBUTES) {
            if constraint.is_none() {
                let name = first.type_name().full_name();
                self.error(first.extent(), Message::UnexpectedAttribute, &[&name]);
                return (attributes, token);
            }
        } else if token.has(TokenFlags::KEYWORD) {
            if let Some(constraint) = constraint {
                let name = constraint.type_name().full_name();
                let extent = constraint.extent();
                self.error(extent, Message::TypeNotAllowedBeforeStatement, &[&name]);
            }
            return (attributes, token);
        }
        self.resync(restore);
        let token = self.next_token();
        if token.kind != TokenKind::EndOfInput {
            // What is read next is a pipeline from the bracket on.
            attributes.restore = restore;
        }
        (attributes, token)
    }

    fn statement_at(&mut self, token: Tok, attributes: Option<Attributes>) -> Option<Statement> {
        use TokenKind::*;
        let head = || Head {
            keyword: token,
            label: None,
        };
        Some(match token.kind {
            If => self.if_statement_rule(token),
            Switch => self.switch_statement_rule(head()),
            Foreach => self.foreach_statement_rule(head()),
            For => self.for_statement_rule(head()),
            While => self.while_statement_rule(head()),
            Do => self.do_statement_rule(head()),
            Function | Filter | Workflow => self.function_declaration_rule(token),
            Return | Throw | Exit => self.pipeline_statement_rule(token),
            Break | Continue => self.label_statement_rule(token),
            Trap => self.trap_statement_rule(token),
            Try => self.try_statement_rule(token),
            Data => self.data_statement_rule(token),
            Parallel | Sequence => self.block_statement_rule(token),
            Configuration => return self.configuration_statement_rule(token),
            From | Define | Var => {
                let text = token.kind.text();
                self.error(token.extent, Message::ReservedKeywordNotAllowed, &[text]);
                error_statement(token.extent)
            }
            Label => return self.labeled_statement_rule(token),
            EndOfInput if attributes.is_none() => {
                self.unget(token);
                return None;
            }
            Class | Enum => {
                let list = attributes.map(|attributes| attributes.list);
                let list = list.unwrap_or_default();
                if token.kind == Class {
                    self.class_definition_rule(list, token)
                } else {
                    self.enum_definition_rule(list, token)
                }
            }
            Using => {
                let statement = self.using_statement_rule(token);
                self.error(statement.extent(), Message::UsingMustBeAtStartOfScript, &[]);
                statement
            }
            _ => {
                match attributes {
                    Some(attributes) => self.resync(attributes.restore),
                    None => self.unget(token),
                }
                return self.pipeline_chain_rule();
            }
        })
    }

    /// A name of letters and digits; none, and nothing taken, for anything else.
    pub(super) fn simple_name_rule(&mut self) -> Option<StringConstantExpressionAst> {
        self.simple_name_token().map(|token| self.bare_word(token))
    }

    pub(super) fn simple_name_token(&mut self) -> Option<Tok> {
        self.lexer.want_simple_name = true;
        let token = self.peek_token();
        self.lexer.want_simple_name = false;
        if token.kind != TokenKind::Identifier {
            return None;
        }
        self.add_flags(token, TokenFlags::MEMBER_NAME);
        self.skip_token();
        Some(token)
    }

    /// A token's text as a bare word.
    pub(super) fn bare_word(&self, token: Tok) -> StringConstantExpressionAst {
        StringConstantExpressionAst {
            extent: token.extent,
            value: self.text_of(token.extent),
            kind: StringConstantType::BareWord,
        }
    }

    /// A label after `break`, or a key of a hash table.
    pub(super) fn label_or_key_rule(&mut self) -> Option<Expression> {
        if let Some(name) = self.simple_name_rule() {
            return Some(Expression::StringConstant(Box::new(name)));
        }
        let token = self.peek_token();
        if matches!(token.kind, TokenKind::NewLine | TokenKind::Semi) {
            return None;
        }
        self.with_comma(false, |parser| parser.unary_expression_rule(false))
    }

    fn label_statement_rule(&mut self, keyword: Tok) -> Statement {
        let label = self.label_or_key_rule();
        let end = label.as_ref().map_or(keyword.extent, Expression::extent);
        let extent = keyword.extent.to(end);
        if keyword.kind == TokenKind::Break {
            Statement::Break(Box::new(BreakStatementAst { extent, label }))
        } else {
            Statement::Continue(Box::new(ContinueStatementAst { extent, label }))
        }
    }

    fn pipeline_statement_rule(&mut self, keyword: Tok) -> Statement {
        let pipeline = self.pipeline_chain_rule();
        let end = pipeline.as_ref().map_or(keyword.extent, Statement::extent);
        let extent = keyword.extent.to(end);
        match keyword.kind {
            TokenKind::Return => {
                Statement::Return(Box::new(ReturnStatementAst { extent, pipeline }))
            }
            TokenKind::Exit => Statement::Exit(Box::new(ExitStatementAst { extent, pipeline })),
            _ => Statement::Throw(Box::new(ThrowStatementAst { extent, pipeline })),
        }
    }

    fn labeled_statement_rule(&mut self, label: Tok) -> Option<Statement> {
        self.skip_newlines();
        let text = match self.lexer.value(label) {
            TokenValue::Label(text) => text.clone(),
            _ => self.text_of(label.extent),
        };
        let token = self.next_token();
        let head = Head {
            keyword: token,
            label: Some((text, label.extent)),
        };
        Some(match token.kind {
            TokenKind::Switch => self.switch_statement_rule(head),
            TokenKind::Foreach => self.foreach_statement_rule(head),
            TokenKind::For => self.for_statement_rule(head),
            TokenKind::While => self.while_statement_rule(head),
            TokenKind::Do => self.do_statement_rule(head),
            _ => {
                self.resync_token(label);
                return self.pipeline_chain_rule();
            }
        })
    }

    fn block_statement_rule(&mut self, keyword: Tok) -> Statement {
        let Some(body) = self.statement_block_rule() else {
            self.missing_statement_after_keyword(keyword);
            return error_statement(keyword.extent);
        };
        let kind = self.lexer.saved(keyword).cloned();
        match kind {
            Some(kind) => Statement::Block(Box::new(BlockStatementAst {
                extent: keyword.extent.to(body.extent),
                kind,
                body,
            })),
            None => error_statement(keyword.extent.to(body.extent)),
        }
    }

    pub(super) fn missing_statement_after_keyword(&mut self, keyword: Tok) {
        let text = self.text_of(keyword.extent);
        self.incomplete(
            keyword.extent.after(),
            Message::MissingStatementAfterKeyword,
            &[&text],
        );
    }

    fn if_statement_rule(&mut self, first: Tok) -> Statement {
        let mut clauses = Vec::with_capacity(1);
        let mut keyword = first;
        loop {
            match self.if_clause_rule(first, keyword) {
                Ok(clause) => clauses.push(clause),
                Err(mut error) => {
                    let mut parts = clause_parts(clauses);
                    parts.append(&mut error.nested);
                    error.nested = parts;
                    return Statement::Error(error);
                }
            }
            // Line ends count for what follows when no other clause does: a key of a hash table, say.
            let ungot = self.ungot;
            let restore = match ungot {
                Some(token) => token.extent.start,
                None => self.lexer.restore_point(),
            };
            self.skip_newlines();
            keyword = self.peek_token();
            match keyword.kind {
                TokenKind::ElseIf => self.skip_token(),
                TokenKind::Else => {
                    self.skip_token();
                    return self.else_clause_rule(first, keyword, clauses);
                }
                _ => {
                    match ungot {
                        Some(token) => self.resync_token(token),
                        None => self.resync(restore),
                    }
                    return if_statement(first, clauses, None);
                }
            }
        }
    }

    fn else_clause_rule(
        &mut self,
        first: Tok,
        keyword: Tok,
        clauses: Vec<(PipelineBase, StatementBlockAst)>,
    ) -> Statement {
        self.skip_newlines();
        let body = self.statement_block_rule();
        if body.is_some() {
            return if_statement(first, clauses, body);
        }
        self.incomplete(
            keyword.extent.after(),
            Message::MissingStatementBlockAfterElse,
            &[],
        );
        error_with(first.extent.to(keyword.extent), clause_parts(clauses))
    }

    /// `( condition ) { }` after `if` or `elseif`.
    fn if_clause_rule(
        &mut self,
        first: Tok,
        keyword: Tok,
    ) -> Result<(PipelineBase, StatementBlockAst), Box<ErrorStatementAst>> {
        let broken = |end: Extent, condition: Option<Statement>| {
            Box::new(ErrorStatementAst {
                extent: first.extent.to(end),
                nested: nested(condition, NestedAst::Statement),
                ..Default::default()
            })
        };
        self.skip_newlines();
        let open = self.next_token();
        if open.kind != TokenKind::LParen {
            self.unget(open);
            let text = self.text_of(keyword.extent);
            self.incomplete(
                keyword.extent.after(),
                Message::MissingOpenParenthesisInIfStatement,
                &[&text],
            );
            return Err(broken(keyword.extent, None));
        }
        self.skip_newlines();
        let condition = self.pipeline_chain_rule();
        if condition.is_none() {
            let text = self.text_of(keyword.extent);
            self.incomplete(
                open.extent.after(),
                Message::IfStatementMissingCondition,
                &[&text],
            );
        }
        self.skip_newlines();
        let close = self.next_token();
        if close.kind != TokenKind::RParen {
            self.unget(close);
            if !matches!(condition, None | Some(Statement::Error(_))) {
                let text = self.text_of(keyword.extent);
                self.incomplete(
                    close.extent,
                    Message::MissingEndParenthesisAfterStatement,
                    &[&text],
                );
            }
            return Err(broken(self.before(close.extent), condition));
        }
        self.skip_newlines();
        let Some(body) = self.statement_block_rule() else {
            let text = self.text_of(keyword.extent);
            self.incomplete(close.extent, Message::MissingStatementBlock, &[&text]);
            return Err(broken(close.extent, condition));
        };
        let condition = condition.unwrap_or_else(|| error_statement(open.extent.after()));
        Ok((condition, body))
    }
}

fn clause_parts(clauses: Vec<(PipelineBase, StatementBlockAst)>) -> Vec<NestedAst> {
    let mut parts = Vec::new();
    for (condition, body) in clauses {
        parts.push(NestedAst::Statement(condition));
        parts.push(NestedAst::StatementBlock(Box::new(body)));
    }
    parts
}

fn if_statement(
    first: Tok,
    clauses: Vec<(PipelineBase, StatementBlockAst)>,
    else_clause: Option<StatementBlockAst>,
) -> Statement {
    let last = else_clause
        .as_ref()
        .or_else(|| clauses.last().map(|(_, body)| body));
    let end = last.map_or(first.extent, |body| body.extent);
    Statement::If(Box::new(IfStatementAst {
        extent: first.extent.to(end),
        clauses,
        else_clause,
    }))
}

/// A statement of which nothing is left.
pub(super) fn error_statement(extent: Extent) -> Statement {
    error_with(extent, Vec::new())
}

/// A broken statement with its parts.
pub(super) fn error_with(extent: Extent, nested: Vec<NestedAst>) -> Statement {
    Statement::Error(Box::new(ErrorStatementAst {
        extent,
        nested,
        ..Default::default()
    }))
}

//! `try`, `catch`, `finally` and `trap`.

use super::statement::{error_statement, error_with};
use super::{Parser, nested};
use crate::ast::*;
use crate::lexer::Tok;
use crate::message::Message;
use crate::source::Extent;
use crate::token::TokenKind;

/// A `try` as it is read.
#[derive(Debug, Default)]
struct Clauses {
    catches: Vec<CatchClauseAst>,
    /// Where it broke.
    broken: Option<Extent>,
    /// Types of a `catch` without a body.
    orphans: Vec<TypeConstraintAst>,
}

impl<'t, 's> Parser<'t, 's> {
    /// A type in brackets; none, and nothing taken, for an attribute, which belongs to what comes next.
    fn type_constraint_rule(&mut self, restore: u32) -> Option<Option<TypeConstraintAst>> {
        self.skip_newlines();
        match self.attribute_rule()? {
            AttributeBase::TypeConstraint(constraint) => Some(Some(constraint)),
            AttributeBase::Attribute(_) => {
                self.resync(restore);
                Some(None)
            }
        }
    }

    pub(super) fn trap_statement_rule(&mut self, keyword: Tok) -> Statement {
        let restore = self.lexer.restore_point();
        let trap_type = self.type_constraint_rule(restore).flatten();
        let Some(body) = self.statement_block_rule() else {
            let end = trap_type
                .as_ref()
                .map_or(keyword.extent, |constraint| constraint.extent);
            self.incomplete(end.after(), Message::MissingTrapStatement, &[]);
            let parts = nested(trap_type, |constraint| {
                NestedAst::Attribute(AttributeBase::TypeConstraint(constraint))
            });
            return error_with(keyword.extent.to(end), parts);
        };
        Statement::Trap(Box::new(TrapStatementAst {
            extent: keyword.extent.to(body.extent),
            trap_type,
            body,
        }))
    }

    /// One `catch`; false when there is none or it has no body.
    fn catch_block_rule(&mut self, clauses: &mut Clauses) -> bool {
        self.skip_newlines();
        let keyword = self.next_token();
        if keyword.kind != TokenKind::Catch {
            self.unget(keyword);
            return false;
        }
        let mut catch_types: Vec<TypeConstraintAst> = Vec::new();
        let missing_type = self.catch_types(&mut catch_types);
        if let Some(comma) = missing_type {
            clauses.broken = Some(comma);
            self.incomplete(comma.after(), Message::MissingTypeLiteralToken, &[]);
        }
        let Some(body) = self.statement_block_rule() else {
            if missing_type.is_none() {
                let end = catch_types
                    .last()
                    .map_or(keyword.extent, |last| last.extent);
                clauses.broken = Some(end);
                self.incomplete(end.after(), Message::MissingCatchHandlerBlock, &[]);
            }
            clauses.orphans.append(&mut catch_types);
            return false;
        };
        clauses.catches.push(CatchClauseAst {
            extent: keyword.extent.to(body.extent),
            catch_types,
            body,
        });
        true
    }

    /// Types after `catch`; the comma that no type follows.
    fn catch_types(&mut self, types: &mut Vec<TypeConstraintAst>) -> Option<Extent> {
        let mut comma: Option<Tok> = None;
        loop {
            let restore = self.lexer.restore_point();
            match self.type_constraint_rule(restore) {
                None => return comma.map(|comma| comma.extent),
                Some(None) => return None,
                Some(Some(constraint)) => types.push(constraint),
            }
            self.skip_newlines();
            let next = self.peek_token();
            if next.kind != TokenKind::Comma {
                return None;
            }
            comma = Some(next);
            self.skip_token();
        }
    }

    pub(super) fn try_statement_rule(&mut self, keyword: Tok) -> Statement {
        self.skip_newlines();
        let Some(body) = self.statement_block_rule() else {
            self.incomplete(
                keyword.extent.after(),
                Message::MissingTryStatementBlock,
                &[],
            );
            return error_statement(keyword.extent);
        };
        let mut clauses = Clauses::default();
        while self.catch_block_rule(&mut clauses) {}
        self.skip_newlines();
        let finally_token = self.peek_token();
        let mut finally = None;
        if finally_token.kind == TokenKind::Finally {
            self.skip_token();
            finally = self.statement_block_rule();
            if finally.is_none() {
                clauses.broken = Some(finally_token.extent);
                self.incomplete(
                    finally_token.extent.after(),
                    Message::MissingFinallyStatementBlock,
                    &[finally_token.kind.text()],
                );
            }
        }
        if clauses.catches.is_empty() && finally.is_none() && clauses.broken.is_none() {
            clauses.broken = Some(body.extent);
            self.incomplete(body.extent.after(), Message::MissingCatchOrFinally, &[]);
        }
        finish(keyword, body, clauses, finally)
    }
}

fn finish(
    keyword: Tok,
    body: StatementBlockAst,
    clauses: Clauses,
    finally: Option<StatementBlockAst>,
) -> Statement {
    if let Some(end) = clauses.broken {
        let mut parts = vec![NestedAst::StatementBlock(Box::new(body))];
        parts.extend(
            clauses
                .catches
                .into_iter()
                .map(|clause| NestedAst::CatchClause(Box::new(clause))),
        );
        parts.extend(
            clauses
                .orphans
                .into_iter()
                .map(|constraint| NestedAst::Attribute(AttributeBase::TypeConstraint(constraint))),
        );
        return error_with(keyword.extent.to(end), parts);
    }
    let end = match (&finally, clauses.catches.last()) {
        (Some(finally), _) => finally.extent,
        (None, Some(last)) => last.extent,
        (None, None) => body.extent,
    };
    Statement::Try(Box::new(TryStatementAst {
        extent: keyword.extent.to(end),
        body,
        catch_clauses: clauses.catches,
        finally,
    }))
}

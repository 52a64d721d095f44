//! `first..last` where its items are taken one by one: it is counted through and never made.

use crate::context::Env;
use crate::node::{Expr, Stmt, StmtKind};
use crate::pipe::Pipe;
use crate::run::expression::eval;
use stint_object::operators::{Range, range_bounds};
use stint_object::{Result, Value};
use stint_syntax::BinaryOperator;

/// The range that an expression is, if it is one.
pub fn range(env: &Env<'_>, expr: &Expr) -> Result<Option<Range>> {
    match expr {
        Expr::Binary(node) if node.operator == BinaryOperator::DotDot => {
            let (first, last) = (eval(env, &node.left)?, eval(env, &node.right)?);
            range_bounds(&first, &last).map(Some)
        }
        _ => Ok(None),
    }
}

/// The range that a statement is.
pub fn of_statement(env: &Env<'_>, statement: &Stmt) -> Result<Option<Range>> {
    match &statement.kind {
        StmtKind::Expr(expr) => range(env, expr),
        _ => Ok(None),
    }
}

/// What an expression at the start of a pipeline feeds it with.
pub enum Fed {
    /// A range.
    Range(Range),
    /// Any other value.
    Value(Value),
}

impl Fed {
    /// Evaluates the expression.
    pub fn by(env: &Env<'_>, expr: &Expr) -> Result<Self> {
        Ok(match range(env, expr)? {
            Some(range) => Self::Range(range),
            None => Self::Value(eval(env, expr)?),
        })
    }

    /// Puts all of it into a pipe.
    pub fn put(self, env: &Env<'_>, pipe: &Pipe) -> Result<()> {
        match self {
            Self::Value(value) => pipe.put_enumerated(env.rs, value),
            Self::Range(mut range) => range.try_for_each(|item| {
                env.rs.check_stop()?;
                pipe.put(env.rs, item)
            }),
        }
    }
}

//! Expandable strings.

use crate::context::Env;
use crate::node::Piece;
use crate::run::expression::eval;
use stint_object::{Data, Result, Str, Value, convert};

/// `"a $b $(c)"`.
pub fn expand(env: &Env<'_>, pieces: &[Piece]) -> Result<Value> {
    let mut text = String::with_capacity(pieces.len() * 8);
    for piece in pieces {
        match piece {
            Piece::Text(literal) => text.push_str(literal),
            // Strict mode 1 lets a variable that is not set pass in a string.
            Piece::Value(crate::node::Expr::Local(local)) if env.rs.strict(env.frame) < 2 => push(
                env,
                &mut text,
                &crate::run::variable::read_loose(env, *local),
            )?,
            Piece::Value(expr) => push(env, &mut text, &eval(env, expr)?)?,
        }
    }
    Ok(Value::str(text))
}

fn push(env: &Env<'_>, text: &mut String, value: &Value) -> Result<()> {
    use std::fmt::Write;
    match value {
        Value::Str(inner) => text.push_str(inner),
        Value::Int32(number) => write!(text, "{number}").unwrap_or_default(),
        Value::Null | Value::Nothing => {}
        other => text.push_str(&bare_text(env, other)?),
    }
    Ok(())
}

/// A value's text inside another: a number or string in a wrapper is taken bare, what it is shown as elsewhere does not count.
pub fn bare_text(env: &Env<'_>, value: &Value) -> Result<Str> {
    match value {
        Value::Object(object) if matches!(object.data(), Data::Wrapped(_)) => {
            to_text(env, value.base())
        }
        other => to_text(env, other),
    }
}

/// A value as text, arrays joined by `$OFS`.
pub fn to_text(env: &Env<'_>, value: &Value) -> Result<Str> {
    let _ = env;
    convert::to_str(value)
}

//! Operators that need more than their values: `-match` sets `$Matches`, `-replace` and `-split` may run script.

use crate::context::Env;
use crate::frame::Slot;
use crate::node::{Binary, Expr, Unary};
use crate::run::expression::eval;
use crate::run::{number, types};
use crate::symbol::known;
use stint_object::types::system;
use stint_object::{Data, Result, Value, convert, operators};
use stint_syntax::{BinaryOperator as Op, Case};

/// An operator with two sides.
pub fn binary(env: &Env<'_>, node: &Binary) -> Result<Value> {
    if let Some(value) = number::value(env, node) {
        return Ok(value);
    }
    let left = eval(env, &node.left)?;
    if let Op::Is | Op::IsNot | Op::As = node.operator {
        return type_test(env, node, &left);
    }
    let right = eval(env, &node.right)?;
    apply(env, node.operator, &left, &right)
}

/// The operators' own word for case.
pub fn sensitive(case: Case) -> operators::Case {
    match case {
        Case::Sensitive => operators::Case::Exact,
        Case::Insensitive => operators::Case::Ignore,
    }
}

/// An operator on two values.
pub fn apply(env: &Env<'_>, operator: Op, left: &Value, right: &Value) -> Result<Value> {
    match operator {
        Op::Plus => operators::add(left, right),
        Op::Minus => operators::subtract(left, right),
        Op::Multiply => operators::multiply(left, right),
        Op::Divide => operators::divide(left, right),
        Op::Rem => operators::remainder(left, right),
        Op::Eq(case) => operators::eq(left, right, sensitive(case)),
        Op::Ne(case) => operators::ne(left, right, sensitive(case)),
        Op::Gt(case) => operators::gt(left, right, sensitive(case)),
        Op::Ge(case) => operators::ge(left, right, sensitive(case)),
        Op::Lt(case) => operators::lt(left, right, sensitive(case)),
        Op::Le(case) => operators::le(left, right, sensitive(case)),
        Op::Like(case) => operators::like(left, right, sensitive(case)),
        Op::NotLike(case) => operators::not_like(left, right, sensitive(case)),
        Op::Match(case) => matching(env, left, right, sensitive(case), false),
        Op::NotMatch(case) => matching(env, left, right, sensitive(case), true),
        Op::Replace(case) => operators::replace(left, right, sensitive(case), "-replace"),
        Op::Split(case) => operators::split(left, right, sensitive(case)),
        Op::Join => operators::join(left, right),
        Op::Contains(case) => operators::contains(left, right, sensitive(case)).map(Value::Bool),
        Op::NotContains(case) => {
            operators::not_contains(left, right, sensitive(case)).map(Value::Bool)
        }
        Op::In(case) => operators::contains(right, left, sensitive(case)).map(Value::Bool),
        Op::NotIn(case) => operators::not_contains(right, left, sensitive(case)).map(Value::Bool),
        Op::Band => operators::band(left, right),
        Op::Bor => operators::bor(left, right),
        Op::Bxor => operators::bxor(left, right),
        Op::Shl => operators::shl(left, right),
        Op::Shr => operators::shr(left, right),
        Op::Format => operators::format(left, right),
        Op::DotDot => operators::range(left, right),
        Op::Is | Op::IsNot => {
            operators::is(left, right).map(|is| Value::Bool(is == (operator == Op::Is)))
        }
        Op::As => as_type(env, left, right),
        Op::And => Ok(Value::Bool(
            convert::to_bool(left) && convert::to_bool(right),
        )),
        Op::Or => Ok(Value::Bool(
            convert::to_bool(left) || convert::to_bool(right),
        )),
        Op::Xor => Ok(Value::Bool(
            convert::to_bool(left) ^ convert::to_bool(right),
        )),
        Op::QuestionQuestion => Ok(if left.is_null() {
            right.clone()
        } else {
            left.clone()
        }),
    }
}

/// `-is`, `-isnot`, `-as`: a type that is not known is an error only for the first two.
fn type_test(env: &Env<'_>, node: &Binary, left: &Value) -> Result<Value> {
    if let (Op::As, Expr::Type(ty)) = (node.operator, &node.right) {
        let ty = types::resolve(env, ty)?;
        return as_type(env, left, &ty.into());
    }
    let right = eval(env, &node.right)?;
    apply(env, node.operator, left, &right)
}

fn matching(
    env: &Env<'_>,
    left: &Value,
    right: &Value,
    case: operators::Case,
    negated: bool,
) -> Result<Value> {
    let matched = if negated {
        operators::not_matches(left, right, case)?
    } else {
        operators::matches(left, right, case)?
    };
    if let Some(captures) = matched.captures {
        set_matches(env, captures);
    }
    Ok(matched.result)
}

/// Whether a text matches, setting `$Matches` as `-match` does.
pub fn match_text(
    env: &Env<'_>,
    left: &Value,
    right: &Value,
    case: operators::Case,
) -> Result<bool> {
    Ok(convert::to_bool(&matching(env, left, right, case, false)?))
}

/// `$Matches` is set where the operator runs.
fn set_matches(env: &Env<'_>, captures: Value) {
    let slot = env.frame.layout.slot(*known::MATCHES);
    env.frame.replace(slot, Slot::Value(captures));
}

/// A unary operator.
pub fn unary(env: &Env<'_>, operator: Unary, child: &Expr) -> Result<Value> {
    let value = eval(env, child)?;
    match operator {
        Unary::Plus => operators::plus(&value),
        Unary::Minus => operators::negate(&value),
        Unary::Bnot => operators::bnot(&value),
        Unary::Join => operators::join_all(&value),
        Unary::Split(_) => operators::split_words(&value),
        Unary::Comma => Ok(Value::array(vec![value.or_null()])),
    }
}

/// `-as`. The name of a type is found as the code around it would find it.
fn as_type(env: &Env<'_>, left: &Value, right: &Value) -> Result<Value> {
    if let (Some(name), Some(Data::Type(ty))) = (left.as_str(), right.data())
        && *ty == system::TYPE
        && let Some(found) = env.rs.find_type(name, &env.code.usings)
    {
        return Ok(found.into());
    }
    operators::as_type(left, right)
}

//! Arithmetic and comparison of plain numbers, which loops and conditions are full of: read in place, with no value
//! cloned and nothing that could run script code. What is not as simple (another type, an overflow, a variable that is
//! not set here) is `None`, and the operator's own way is taken from the start: reading changed nothing.

use crate::context::Env;
use crate::node::{Binary, Expr};
use stint_object::Value;
use stint_syntax::BinaryOperator as Op;

/// How deep operators in operators are looked through; what is nested deeper is rare, and looking costs.
const DEPTH: u32 = 4;

/// A number of one of the types that scripts count in.
#[derive(Clone, Copy)]
pub enum Number {
    /// `Int32`
    Int(i32),
    /// `Int64`
    Long(i64),
    /// `Double`
    Double(f64),
}

impl Number {
    /// The number in a value.
    #[inline]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Int32(number) => Some(Self::Int(*number)),
            Value::Int64(number) => Some(Self::Long(*number)),
            Value::Double(number) => Some(Self::Double(*number)),
            _ => None,
        }
    }

    fn long(self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(number.into()),
            Self::Long(number) => Some(number),
            Self::Double(_) => None,
        }
    }

    fn double(self) -> f64 {
        match self {
            Self::Int(number) => number.into(),
            #[allow(clippy::cast_precision_loss, reason = "as .NET converts it")]
            Self::Long(number) => number as f64,
            Self::Double(number) => number,
        }
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        match number {
            Number::Int(number) => Self::Int32(number),
            Number::Long(number) => Self::Int64(number),
            Number::Double(number) => Self::Double(number),
        }
    }
}

/// The value of an expression that is a plain number.
#[inline]
pub fn of(env: &Env<'_>, expr: &Expr) -> Option<Number> {
    operand(env, expr, DEPTH)
}

/// The value of an operator on plain numbers.
#[inline]
pub fn value(env: &Env<'_>, node: &Binary) -> Option<Value> {
    let (left, right) = operands(env, node, DEPTH)?;
    match calculate(node.operator, left, right) {
        Some(number) => Some(number.into()),
        None => compare(node.operator, left, right).map(Value::Bool),
    }
}

/// Whether a comparison of plain numbers holds.
#[inline]
pub fn truth(env: &Env<'_>, node: &Binary) -> Option<bool> {
    let (left, right) = operands(env, node, DEPTH)?;
    compare(node.operator, left, right)
}

#[inline]
fn operands(env: &Env<'_>, node: &Binary, depth: u32) -> Option<(Number, Number)> {
    Some((
        operand(env, &node.left, depth)?,
        operand(env, &node.right, depth)?,
    ))
}

#[inline]
fn operand(env: &Env<'_>, expr: &Expr, depth: u32) -> Option<Number> {
    match expr {
        Expr::Const(value) => Number::of(value),
        Expr::Local(local) => env.frame.peek(local.slot, Number::of),
        Expr::Binary(node) if depth > 0 => nested(env, node, depth - 1),
        _ => None,
    }
}

fn nested(env: &Env<'_>, node: &Binary, depth: u32) -> Option<Number> {
    let (left, right) = operands(env, node, depth)?;
    calculate(node.operator, left, right)
}

/// An operator on integers of one type; nothing where the result is not one of them.
macro_rules! checked {
    ($operator:expr, $left:expr, $right:expr) => {
        match $operator {
            Op::Plus => $left.checked_add($right),
            Op::Minus => $left.checked_sub($right),
            Op::Multiply => $left.checked_mul($right),
            Op::Rem => $left.checked_rem($right),
            _ => None,
        }
    };
}

/// `+ - * %`; division and what overflows take the long way, where the type of the result is decided.
#[inline]
pub fn calculate(operator: Op, left: Number, right: Number) -> Option<Number> {
    if let (Number::Int(left), Number::Int(right)) = (left, right) {
        return checked!(operator, left, right).map(Number::Int);
    }
    if let (Some(left), Some(right)) = (left.long(), right.long()) {
        return checked!(operator, left, right).map(Number::Long);
    }
    let (left, right) = (left.double(), right.double());
    match operator {
        Op::Plus => Some(left + right),
        Op::Minus => Some(left - right),
        Op::Multiply => Some(left * right),
        _ => None,
    }
    .map(Number::Double)
}

#[inline]
fn compare(operator: Op, left: Number, right: Number) -> Option<bool> {
    match (left.long(), right.long()) {
        (Some(left), Some(right)) => ordered(operator, &left, &right),
        _ => ordered(operator, &left.double(), &right.double()),
    }
}

#[inline]
fn ordered<T: PartialOrd>(operator: Op, left: &T, right: &T) -> Option<bool> {
    Some(match operator {
        Op::Eq(_) => left == right,
        Op::Ne(_) => left != right,
        Op::Gt(_) => left > right,
        Op::Ge(_) => left >= right,
        Op::Lt(_) => left < right,
        Op::Le(_) => left <= right,
        _ => return None,
    })
}

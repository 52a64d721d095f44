//! Expressions.

use crate::block::Block;
use crate::context::Env;
use crate::error;
use crate::node::{
    Automatic, Body, CustomNode, Expr, IndexNode, MemberName, MemberNode, Stmt, StmtKind,
};
use crate::pipe;
use crate::run::{assign, invoke, number, operator, statement, string, types, using, variable};
use stint_object::dict::{Comparer, Dict, Order};
use stint_object::error_record::Category;
use stint_object::members::Member;
use stint_object::operators::index::Strict;
use stint_object::shape::{Bag, Shape};
use stint_object::types::system;
use stint_object::{Data, Lock, Object, Result, Str, Value, access, convert, operators};
use stint_syntax::BinaryOperator;

/// The value of an expression.
pub fn eval(env: &Env<'_>, expr: &Expr) -> Result<Value> {
    match expr {
        Expr::Const(value) => Ok(value.clone()),
        Expr::Local(local) => variable::read(env, *local),
        Expr::Binary(binary) => operator::binary(env, binary),
        Expr::Automatic(automatic) => automatic_value(env, *automatic),
        Expr::Scoped(scoped) => variable::read_scoped(env, scoped.0, scoped.1),
        Expr::Drive(drive) => variable::read_drive(env, &drive.0, &drive.1),
        Expr::Splat(inner) => eval(env, inner),
        Expr::Expand(pieces) => string::expand(env, pieces),
        Expr::Logic(logic) => self::logic(env, logic.0, &logic.1, &logic.2),
        Expr::Coalesce(sides) => coalesce(env, &sides.0, &sides.1),
        Expr::Not(inner) => Ok(Value::Bool(!truth(env, inner)?)),
        Expr::Unary(unary) => operator::unary(env, unary.0, &unary.1),
        Expr::Step(step) => assign::step(env, step),
        Expr::Ternary(parts) => {
            if truth(env, &parts.0)? {
                eval(env, &parts.1)
            } else {
                eval(env, &parts.2)
            }
        }
        Expr::Convert(convert) => types::convert(env, &convert.0, &convert.1),
        Expr::Type(node) => Ok(types::resolve(env, node)?.into()),
        Expr::Member(node) => member(env, node),
        Expr::Invoke(node) => invoke::method(env, node),
        Expr::Index(node) => index(env, node),
        Expr::ArrayLiteral(elements) => array_literal(env, elements),
        Expr::Array(body) => array(env, body),
        Expr::Sub(body) => pipe::collected(env, |env| statement::body(env, body)),
        Expr::Paren(statement) => paren(env, statement),
        Expr::Hashtable(table) => hashtable(env, table.0, &table.1),
        Expr::Custom(node) => custom(env, node),
        Expr::Block(code) => Ok(Block::value(code.clone(), env.frame.module)),
        Expr::Using(node) => using::value(env, node),
        Expr::BaseConstructor(_) => Ok(Value::Null),
        Expr::Failed => Err(error::not_supported("an expression the parser could not read").into()),
    }
}

/// Whether an expression is true.
pub fn truth(env: &Env<'_>, expr: &Expr) -> Result<bool> {
    if let Expr::Binary(node) = expr
        && let Some(holds) = number::truth(env, node)
    {
        return Ok(holds);
    }
    match eval(env, expr)? {
        Value::Bool(value) => Ok(value),
        value => Ok(convert::to_bool(&value)),
    }
}

fn logic(env: &Env<'_>, operator: BinaryOperator, left: &Expr, right: &Expr) -> Result<Value> {
    let left = truth(env, left)?;
    Ok(Value::Bool(match operator {
        BinaryOperator::And => left && truth(env, right)?,
        BinaryOperator::Or => left || truth(env, right)?,
        _ => left ^ truth(env, right)?,
    }))
}

fn coalesce(env: &Env<'_>, left: &Expr, right: &Expr) -> Result<Value> {
    let value = match left {
        // A variable that is not set is just null here, even in strict mode.
        Expr::Local(local) => variable::read_loose(env, *local),
        other => eval(env, other)?,
    };
    if value.is_null() {
        eval(env, right)
    } else {
        Ok(value)
    }
}

fn automatic_value(env: &Env<'_>, automatic: Automatic) -> Result<Value> {
    Ok(match automatic {
        Automatic::Success => Value::Bool(env.rs.success.get()),
        Automatic::Args => variable::args(env),
        Automatic::Input => variable::input(env),
        Automatic::Bound => variable::bound(env),
        Automatic::MyInvocation => variable::my_invocation(env),
        Automatic::Cmdlet => variable::cmdlet(env),
        Automatic::Pwd => variable::pwd(env),
        Automatic::ExecutionContext => variable::execution_context(env),
    })
}

fn array_literal(env: &Env<'_>, elements: &[Expr]) -> Result<Value> {
    let values: Result<Vec<Value>> = elements
        .iter()
        .map(|element| eval(env, element).map(Value::or_null))
        .collect();
    Ok(Value::array(values?))
}

/// `@( )`: what is inside as an array; an array expression alone in it is taken as it is.
fn array(env: &Env<'_>, body: &Body) -> Result<Value> {
    if let [
        Stmt {
            kind: StmtKind::Expr(Expr::ArrayLiteral(elements)),
            ..
        },
    ] = body.statements.as_slice()
        && body.traps.is_empty()
    {
        return array_literal(env, elements);
    }
    Ok(Value::array(collect_body(env, body)?))
}

/// Everything that statements write.
pub fn collect_body(env: &Env<'_>, body: &Body) -> Result<Vec<Value>> {
    pipe::collected_items(env, |env| statement::body(env, body))
}

/// `( )`: a pipeline's output as a value.
fn paren(env: &Env<'_>, statement: &Stmt) -> Result<Value> {
    match &statement.kind {
        StmtKind::Assign(assignment) => assign::assign(env, assignment),
        StmtKind::Expr(expr) | StmtKind::Void(expr) => eval(env, expr),
        _ => statement::value(env, statement),
    }
}

fn hashtable(env: &Env<'_>, ordered: bool, pairs: &[(Expr, Stmt)]) -> Result<Value> {
    let order = if ordered {
        Order::Added
    } else {
        Order::Buckets
    };
    let mut dict = Dict::new(Comparer::IgnoreCase, order);
    for (key, value) in pairs {
        let key = eval(env, key)?;
        if key.is_null() {
            return Err(error::runtime(
                "InvalidNullKey",
                Category::InvalidOperation,
                "A null key is not allowed in a hash literal.",
            )
            .into());
        }
        let value = statement::value(env, value)?;
        if dict.contains(&key) {
            let text = convert::to_str(&key)?;
            return Err(error::runtime(
                "DuplicateKeyInHashLiteral",
                Category::InvalidOperation,
                format!("Duplicate keys '{text}' are not allowed in hash literals."),
            )
            .into());
        }
        dict.insert(key, value.or_null());
    }
    let ty = if ordered {
        system::ORDERED_DICTIONARY
    } else {
        system::HASHTABLE
    };
    Ok(Value::object(ty, Data::Dict(Lock::new(dict))))
}

/// `[pscustomobject]@{ a = 1 }`.
fn custom(env: &Env<'_>, node: &CustomNode) -> Result<Value> {
    let mut members = Vec::with_capacity(node.values.len());
    for value in &node.values {
        members.push(Member::Note(statement::value(env, value)?.or_null()));
    }
    let shape = node.shape.get_or_init(|| {
        node.names
            .iter()
            .fold(Shape::empty(), |shape, name| shape.with(name))
    });
    Ok(Value::Object(Object::with_members(
        system::PS_CUSTOM_OBJECT,
        Data::Custom,
        Bag::new(shape.clone(), members),
    )))
}

/// A member's name.
pub fn member_name(env: &Env<'_>, name: &MemberName) -> Result<Str> {
    match name {
        MemberName::Const(name) => Ok(name.clone()),
        MemberName::Expr(expr) => convert::to_str(&eval(env, expr)?),
    }
}

fn member(env: &Env<'_>, node: &MemberNode) -> Result<Value> {
    if node.is_static {
        let ty = types::of_target(env, &node.target)?;
        let name = member_name(env, &node.name)?;
        return types::static_member(env, ty, &name);
    }
    let target = eval(env, &node.target)?;
    if node.null_conditional && target.is_null() {
        return Ok(Value::Null);
    }
    let name = match &node.name {
        MemberName::Const(name) => name.clone(),
        MemberName::Expr(expr) => {
            // A name that is no text is a key first (`$h.1`).
            let name = eval(env, expr)?;
            if name.as_str().is_none()
                && let Some(dict) = target.as_dict()
                && let Some(found) = dict.lock().get(name.base())
            {
                return Ok(found.clone());
            }
            convert::to_str(&name)?
        }
    };
    property(env, &target, &name)
}

/// Reads a property; what is missing is null, or an error in strict mode.
pub fn property(env: &Env<'_>, target: &Value, name: &str) -> Result<Value> {
    match access::get_property(target, name)? {
        Some(value) => Ok(value),
        None if env.rs.strict(env.frame) >= 2 => {
            Err(error::property_not_found(target, name).into())
        }
        None => Ok(Value::Null),
    }
}

fn index(env: &Env<'_>, node: &IndexNode) -> Result<Value> {
    let target = eval(env, &node.target)?;
    if node.null_conditional && target.is_null() {
        return Ok(Value::Null);
    }
    index_with(env, &target, &node.index)
}

fn index_with(env: &Env<'_>, target: &Value, index: &Expr) -> Result<Value> {
    let strict = match env.rs.strict(env.frame) {
        0 | 1 => Strict::Off,
        2 => Strict::Two,
        _ => Strict::Three,
    };
    if let Expr::Convert(node) = index
        && types::resolve(env, &node.0)? == system::OBJECT
    {
        return operators::index::get_by_key(target, &eval(env, &node.1)?, strict);
    }
    match indexes(env, index)? {
        Indexes::One(index) => operators::index::get(target, std::slice::from_ref(&index), strict),
        Indexes::Many(indexes) => operators::index::get(target, &indexes, strict),
    }
}

/// What stands in the brackets of an index: `[a, b]` are two.
pub enum Indexes {
    /// One value, which may be an array.
    One(Value),
    /// Several.
    Many(Vec<Value>),
}

/// Evaluates what stands in the brackets of an index.
pub fn indexes(env: &Env<'_>, index: &Expr) -> Result<Indexes> {
    match index {
        Expr::ArrayLiteral(parts) => Ok(Indexes::Many(
            parts
                .iter()
                .map(|part| eval(env, part))
                .collect::<Result<_>>()?,
        )),
        other => eval(env, other).map(Indexes::One),
    }
}

//! Assignment.

use crate::context::Env;
use crate::error;
use crate::frame::{Checked, Frame, Slot};
use crate::node::{Assign, AttributeNode, Expr, Local, Qualifier, Step, StmtKind, Target, Typed};
use crate::run::expression::{self, eval};
use crate::run::number::{self, Number};
use crate::run::{compound, operator, statement, types, variable};
use crate::symbol::Symbol;
use std::rc::Rc;
use std::sync::Arc;
use stint_cmdlet::Variable;
use stint_cmdlet::variable::{VariableMeta, options};
use stint_object::error_record::Category;
use stint_object::types::system::exceptions;
use stint_object::{Result, Value, access, convert, enumerate, operators};
use stint_syntax::{AssignmentOperator, BinaryOperator};

/// Runs an assignment.
pub fn run(env: &Env<'_>, node: &Assign) -> Result<()> {
    let Target::Local(local) = &node.target else {
        return assign(env, node).map(drop);
    };
    if let Some(done) = count(env, *local, node) {
        env.rs.success.set(true);
        return done;
    }
    if let New::Value(value) = new_value(env, node)? {
        set_local(env, *local, value)?;
        env.rs.success.set(true);
    }
    Ok(())
}

/// Runs an assignment and gives the value assigned.
pub fn assign(env: &Env<'_>, node: &Assign) -> Result<Value> {
    let value = match (&node.target, new_value(env, node)?) {
        (_, New::Kept(value)) => return Ok(value),
        // Nothing stays nothing in a variable: it is enumerated as no element later.
        (
            Target::Many(_) | Target::Local(_) | Target::Automatic(..) | Target::Scoped(..),
            New::Value(value),
        ) => value,
        (_, New::Value(value)) => value.or_null(),
    };
    if let Target::Many(targets) = &node.target {
        let parts = parts(&value, targets.len())?;
        for (target, part) in targets.iter().zip(&parts) {
            put(env, target, part.clone())?;
        }
        env.rs.success.set(true);
        return Ok(Value::array(parts));
    }
    put(env, &node.target, value.clone())?;
    env.rs.success.set(true);
    Ok(value)
}

/// What an assignment has to do.
enum New {
    /// Assign this.
    Value(Value),
    /// Nothing: `??=` found this.
    Kept(Value),
}

fn new_value(env: &Env<'_>, node: &Assign) -> Result<New> {
    Ok(New::Value(match (&node.read, node.operator) {
        (None, _) => statement::value(env, &node.value)?,
        (Some(read), AssignmentOperator::QuestionQuestionEquals) => {
            let now = match read {
                Expr::Local(local) if compound::is_own(env, *local) => Value::Null,
                Expr::Local(local) => variable::read_loose(env, *local),
                other => eval(env, other)?,
            };
            if !now.is_null() {
                return Ok(New::Kept(now));
            }
            statement::value(env, &node.value)?
        }
        (Some(read), operator) => {
            let left = match read {
                Expr::Local(local) if compound::is_own(env, *local) => Value::Null,
                other => eval(env, other)?,
            };
            let right = statement::value(env, &node.value)?;
            operator::apply(env, binary(operator), &left, &right)?
        }
    }))
}

/// `$x += 1` and kin of a plain number; `None` if it is anything else.
fn count(env: &Env<'_>, local: Local, node: &Assign) -> Option<Result<()>> {
    node.read.as_ref()?;
    let StmtKind::Expr(value) = &node.value.kind else {
        return None;
    };
    let right = number::of(env, value)?;
    let left = env.frame.peek(local.slot, Number::of)?;
    let new = number::calculate(binary(node.operator), left, right)?;
    Some(set_local(env, local, new.into()))
}

fn binary(operator: AssignmentOperator) -> BinaryOperator {
    match operator {
        AssignmentOperator::PlusEquals => BinaryOperator::Plus,
        AssignmentOperator::MinusEquals => BinaryOperator::Minus,
        AssignmentOperator::MultiplyEquals => BinaryOperator::Multiply,
        AssignmentOperator::DivideEquals => BinaryOperator::Divide,
        AssignmentOperator::RemainderEquals => BinaryOperator::Rem,
        AssignmentOperator::Equals | AssignmentOperator::QuestionQuestionEquals => {
            BinaryOperator::QuestionQuestion
        }
    }
}

/// Assigns a value to a target.
pub fn put(env: &Env<'_>, target: &Target, value: Value) -> Result<()> {
    match target {
        Target::Local(local) => set_local(env, *local, value),
        Target::Automatic(name, target) => {
            // It is made first, if nobody has read it yet.
            env.rs.automatic_variable(*name);
            put(env, target, value)
        }
        Target::Scoped(qualifier, local) => set_scoped(env, *qualifier, *local, value),
        Target::Drive(drive, path) => env.rs.write_drive(env, drive, path, value),
        Target::Typed(typed) => set_typed(env, typed, value),
        Target::Member(node) => {
            let name = expression::member_name(env, &node.name)?;
            if node.is_static {
                let ty = types::of_target(env, &node.target)?;
                return types::set_static(env, ty, &name, value);
            }
            let object = eval(env, &node.target)?;
            set_property(env, &object, &name, value)
        }
        Target::Index(node) => {
            let object = eval(env, &node.target)?;
            set_index(env, &object, &node.index, value)
        }
        Target::Many(targets) => set_many(env, targets, &value),
        Target::Fixed(name) => Err(not_writable(name).into()),
        Target::Invalid => Err(error::runtime(
            "InvalidLeftHandSide",
            Category::ParserError,
            "The assignment expression is not valid.",
        )
        .into()),
    }
}

/// Sets a property.
pub fn set_property(_env: &Env<'_>, object: &Value, name: &str, value: Value) -> Result<()> {
    if object.is_null() {
        return Err(error::runtime(
            "PropertyNotFound",
            Category::InvalidOperation,
            format!("The property '{name}' cannot be found on this object. Verify that the property exists and can be set."),
        )
        .into());
    }
    access::set_property(object, name, value)
}

/// `x[y] = z`.
fn set_index(env: &Env<'_>, object: &Value, index: &Expr, value: Value) -> Result<()> {
    match expression::indexes(env, index)? {
        expression::Indexes::One(index) => {
            operators::index::set(object, std::slice::from_ref(&index), value)
        }
        expression::Indexes::Many(indexes) => operators::index::set(object, &indexes, value),
    }
}

/// Assigns to a variable of this scope.
#[inline]
pub fn set_local(env: &Env<'_>, local: Local, value: Value) -> Result<()> {
    set_slot(env.rs, env.frame, local.slot, value)
}

/// Assigns to a variable of a scope with all its checks.
#[inline]
pub fn set_slot(rs: &crate::Runspace, frame: &Rc<Frame>, slot: u32, value: Value) -> Result<()> {
    if rs.all_scope_possible.get()
        && let Some(variable) = variable::of_all_scopes(frame, frame.layout.symbol(slot))
    {
        return set_variable(rs, &variable, value);
    }
    match frame.set(slot, value) {
        Ok(()) => Ok(()),
        Err(checked) => set_checked(rs, frame, slot, checked),
    }
}

fn set_checked(rs: &crate::Runspace, frame: &Frame, slot: u32, checked: Checked) -> Result<()> {
    match checked {
        Checked::Typed(value, ty) => {
            let name = frame.layout.symbol(slot).text();
            frame.put_typed(slot, types::convert_for_variable(value, ty, &name)?);
            Ok(())
        }
        Checked::Variable(value, variable) => set_variable(rs, &variable, value),
    }
}

fn set_scoped(env: &Env<'_>, qualifier: Qualifier, local: Local, value: Value) -> Result<()> {
    let scope = variable::scope_of(env, qualifier);
    let slot = scope.layout.slot(local.name);
    set_slot(env.rs, scope, slot, value)?;
    if qualifier == Qualifier::Private && !scope.is_private(slot) {
        scope.private.borrow_mut().push(slot);
    }
    Ok(())
}

/// Assigns to a variable object with all its checks: options, type, attributes.
pub fn set_variable(rs: &crate::Runspace, variable: &Arc<Variable>, value: Value) -> Result<()> {
    let meta = variable.meta.lock();
    if meta.options & (options::READ_ONLY | options::CONSTANT) != 0 {
        return Err(not_writable(&variable.name).into());
    }
    // The checks may run script code: the lock must not be held.
    let meta = meta.clone();
    let value = checked(rs, &meta, &variable.name, value)?;
    variable.put(value);
    Ok(())
}

/// The error of assigning to a read-only or constant variable.
pub fn not_writable(name: &str) -> stint_object::error_record::ErrorRecord {
    stint_object::error_record::ErrorRecord::new(
        "VariableNotWritable",
        Category::WriteError,
        exceptions::SESSION_STATE_UNAUTHORIZED_ACCESS,
        format!("Cannot overwrite variable {name} because it is read-only or constant."),
    )
    .with_target(Value::str(name))
}

fn checked(rs: &crate::Runspace, meta: &VariableMeta, name: &str, value: Value) -> Result<Value> {
    let mut value = value;
    if let Some(ty) = meta.ty {
        value = types::convert_for_variable(value, ty, name)?;
    }
    if !meta.attributes.is_empty() {
        value = rs.validate_variable(&meta.attributes, name, value)?;
    }
    Ok(value)
}

/// `[int]$x = y`: from now on every assignment in this scope is converted.
fn set_typed(env: &Env<'_>, typed: &Typed, value: Value) -> Result<()> {
    let (scope, local) = match &typed.target {
        Target::Local(local) => (env.frame, *local),
        Target::Scoped(qualifier, local) => (variable::scope_of(env, *qualifier), *local),
        other => {
            // A cast on a member or index converts the value once.
            let mut value = value;
            for ty in typed.types.iter().rev() {
                value = convert::to(&value, types::resolve(env, ty)?)?;
            }
            return put(env, other, value);
        }
    };
    let mut meta = VariableMeta {
        ty: None,
        ..VariableMeta::default()
    };
    for ty in &typed.types {
        let resolved = types::resolve(env, ty)?;
        meta.ty.get_or_insert(resolved);
    }
    meta.attributes = typed
        .attributes
        .iter()
        .map(|attribute| attribute_of(env, attribute))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    let slot = scope.layout.slot(local.name);
    match scope.slot(slot) {
        Slot::Variable(known) => {
            let kept = known.meta.lock().clone();
            if kept.options & (options::READ_ONLY | options::CONSTANT) != 0 {
                return Err(not_writable(&known.name).into());
            }
            let value = checked(env.rs, &meta, &known.name, value)?;
            known.meta.lock().ty = meta.ty;
            known.meta.lock().attributes = meta.attributes;
            known.put(value);
        }
        _ => {
            let name = local.name.text();
            let value = checked(env.rs, &meta, &name, value)?;
            let content = if meta.attributes.is_empty() {
                Slot::of(meta.ty, value)
            } else {
                let variable = Variable::new(name, value);
                *variable.meta.lock() = meta;
                Slot::Variable(Arc::new(variable))
            };
            scope.replace(slot, content);
        }
    }
    Ok(())
}

fn attribute_of(
    env: &Env<'_>,
    node: &AttributeNode,
) -> Result<Option<stint_cmdlet::parameter::Attribute>> {
    crate::command::attribute::build(env, node)
}

/// `$a, $b = x`: the last takes what is left.
fn set_many(env: &Env<'_>, targets: &[Target], value: &Value) -> Result<()> {
    for (target, part) in targets.iter().zip(parts(value, targets.len())?) {
        put(env, target, part)?;
    }
    Ok(())
}

/// A value cut into as many parts as there are targets.
fn parts(value: &Value, count: usize) -> Result<Vec<Value>> {
    let mut items: Vec<Value> = match enumerate::items(value)? {
        Some(items) => items.collect::<Result<_>>()?,
        None if value.is_null() => Vec::new(),
        None => vec![value.clone()],
    };
    if items.len() > count {
        let rest = items.split_off(count - 1);
        items.push(Value::array(rest));
    }
    items.resize(count, Value::Null);
    Ok(items)
}

/// `++` and `--`: null counts as 0.
pub fn step(env: &Env<'_>, node: &Step) -> Result<Value> {
    if let Target::Local(local) = &node.target
        && let Some(result) = env.frame.update(local.slot, |value| match value {
            Value::Int32(number) => number.checked_add(node.by).map(|sum| {
                let old = *number;
                *number = sum;
                if node.postfix { old } else { sum }
            }),
            _ => None,
        })
    {
        return Ok(Value::Int32(result));
    }
    let now = eval(env, &node.read)?;
    let old = if now.is_null() { Value::Int32(0) } else { now };
    let new = if node.by > 0 {
        operators::increment(&old)?
    } else {
        operators::decrement(&old)?
    };
    put(env, &node.target, new.clone())?;
    Ok(if node.postfix { old } else { new })
}

/// Sets a variable by name where it is seen (used by `-OutVariable` and kin).
pub fn set_named(env: &Env<'_>, name: &str, value: Value) -> Result<()> {
    let name = Symbol::of(name);
    let local = Local {
        slot: env.frame.layout.slot(name),
        name,
    };
    set_local(env, local, value)
}
